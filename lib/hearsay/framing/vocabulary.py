"""Words as they are counted, and house style: words by which outlets differ whatever they report."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from hearsay.schema import NOT_STATED
from hearsay.text.lexicons import read_lexicon
from hearsay.text.words import WORD, inflected_forms

_TERM = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_ACRONYMS = frozenset({"us", "it", "who", "is", "am", "or", "in", "so", "all", "may", "me", "he", "we", "no", "to"})
"""Common words whose spelling in capitals is an acronym ("US", "WHO"): those are written with dots."""


@dataclass(frozen=True)
class WordCounts:
    """How often each article uses each word, and in which dress.

    Articles by name, words by alphabet. `counts` is sparse, articles × words; `lengths` all words of an article; the other
    three are per word: uses right before a full stop that does not end the sentence, uses with a capital before
    another capitalised word, uses in the middle of a sentence.
    """

    articles: tuple[str, ...]
    vocabulary: tuple[str, ...]
    counts: csr_array
    lengths: np.ndarray
    dotted: np.ndarray
    titled: np.ndarray
    inner: np.ndarray

    def only(self, places: np.ndarray) -> WordCounts:
        """The articles at these places, with the whole vocabulary and its dress."""
        names = tuple(self.articles[place] for place in places)
        return replace(self, articles=names, counts=csr_array(self.counts[places]), lengths=self.lengths[places])


def word_terms(text: str) -> Iterator[str]:
    """The words as they are counted: lower case, without possessive "'s"; "US" and "U.S." are both "u.s."."""
    for match in _TERM.finditer(text):
        yield _term(match.group(), text)


def uses(sentences: pd.DataFrame, words: Collection[str]) -> pd.DataFrame:
    """Where the words of a wording table stand in the bodies: `article_id, sentence_no, start, end, term`, in their order.

    `hearsay.display.in_context(documents, uses(sentences, ["mr"]), ["term"])` shows them in their co-text: look before
    you call a word telling.
    """
    wanted = frozenset(words)
    body = sentences[sentences["zone"] == "body"]
    rows = [
        (row.article_id, row.sentence_no, row.start + match.start(), row.start + match.end(), term)
        for row in body.itertuples(index=False)
        for match in _TERM.finditer(row.text)
        if (term := _term(match.group(), row.text)) in wanted
    ]
    found = pd.DataFrame(rows, columns=["article_id", "sentence_no", "start", "end", "term"])
    return found.astype({"article_id": "str", "sentence_no": "int64", "start": "int64", "end": "int64", "term": "str"})


def count_words(sentences: pd.DataFrame, articles: Collection[str]) -> WordCounts:
    """The words of the bodies of these articles; articles without any are left out."""
    body = sentences[(sentences["zone"] == "body") & sentences["article_id"].isin(articles)]
    per: dict[str, Counter[str]] = {}
    dotted, titled, inner = Counter(), Counter(), Counter()
    for article, text in zip(body["article_id"], body["text"], strict=True):
        found = [(match, _term(match.group(), text)) for match in _TERM.finditer(text)]
        per.setdefault(article, Counter()).update(term for _, term in found)
        for match, term in found[:-1]:
            after = text[match.end() : match.end() + 3]
            beyond = after.lstrip(".")
            dotted[term] += after[:1] == "."
            titled[term] += match.group()[0].isupper() and beyond[:1].isspace() and beyond[1:2].isupper()
            inner[term] += 1
    return _matrix({article: per[article] for article in sorted(per) if per[article]}, dotted, titled, inner)


def _matrix(per: dict[str, Counter[str]], *dress: Counter[str]) -> WordCounts:
    vocabulary = sorted({term for counts in per.values() for term in counts})
    place = {term: i for i, term in enumerate(vocabulary)}
    rows = np.repeat(np.arange(len(per)), [len(counts) for counts in per.values()])
    columns = np.array([place[term] for counts in per.values() for term in counts], dtype=int)
    values = np.array([n for counts in per.values() for n in counts.values()], dtype=float)
    counts = csr_array((values, (rows, columns)), shape=(len(per), len(vocabulary)))
    dressed = (np.array([of[term] for term in vocabulary], dtype=float) for of in dress)
    return WordCounts(tuple(per), tuple(vocabulary), counts, np.asarray(counts.sum(axis=1)).ravel(), *dressed)


def _term(written: str, text: str) -> str:
    if "’" in written:
        written = written.replace("’", "'")
    word = written.lower().removesuffix("'s")
    plain = word.replace(".", "") if "." in word else word
    acronym = plain in _ACRONYMS and len(plain) > 1 and written.isupper() and not text.isupper()
    return ".".join(plain) + "." if acronym else plain


RULES: Mapping[str, str] = {
    "outlet's name": "at least half of its uses stand in the name of an outlet of the corpus",
    "abbreviation": "within sentences it stands before a full stop at least half the time (Sen., Calif.), or has full stops "
    "within (U.S.), or is one of the titles that the table of abbreviations knows",
    "title": "an abbreviation of the corpus begins it, and it stands capitalised before a name at least half the time (Senator)",
    "given name": "a given name of the table of names that stands before another capitalised word at least half the time",
    "spelling": "the corpus also spells it otherwise: British or American by rule, with or without its hyphen or accent",
    "plain verb of saying": "a form of a verb of saying or telling that the table of cues calls neutral (said, tweeted)",
    "number": "a number from nought to a hundred, written out: others print figures",
    "calendar": "the name of a day or a month, or its abbreviation",
    "contraction": "it ends in n't, 's, 're, 've, 'll, 'd or 'm",
    "function word": "one of the table of function words, whose share does not depend on the topic",
}
"""What each rule says. `wording` names the first that holds."""
HALF, SEEN = 0.5, 3
"""Share of uses that makes a habit of dress, and the uses it takes to tell."""
_CONTRACTED = re.compile(r".+(?:n't|'(?:s|re|ve|ll|d|m))")
_PAIRS = (
    ("our", "or"), ("ise", "ize"), ("isi", "izi"), ("isa", "iza"), ("yse", "yze"), ("tre", "ter"), ("ogue", "og"),
    ("ence", "ense"), ("lled", "led"), ("lling", "ling"), ("mme", "m"), ("ae", "e"), ("-", ""), ("é", "e"),
    ("ï", "i"),
)  # fmt: skip
"""Two ways to write one sound, found by what both make of a word that the corpus has in both spellings."""
_LONG = 5
"""Letters of a word from which another spelling is looked for: of short ones too many are other words (for, four)."""
_LONGEST = 50
"""Letters of a word up to which one is looked for: no English word is longer, and what is has as many ways as letters."""


def house_style(counted: WordCounts, inside: Mapping[str, int]) -> dict[str, str]:
    """The words that are house style, each with the name of the first of `RULES` that holds.

    `inside` says how often each word stands in an outlet's name (`in_names`). The rules see how a word is written in this
    corpus; none knows what it means. "Said" against "tweeted" is style, "claimed" is not: that verb takes a stance.
    """
    total = np.asarray(counted.counts.sum(axis=0)).ravel()
    known = set(counted.vocabulary)
    short = {
        term for term, share in zip(counted.vocabulary, _shares(counted.dotted, counted.inner), strict=True) if share >= HALF
    }
    titled = dict(zip(counted.vocabulary, _shares(counted.titled, counted.inner), strict=True))
    named = {term: inside.get(term, 0) / n for term, n in zip(counted.vocabulary, total, strict=True)}
    tests = {
        "outlet's name": lambda term: named[term] >= HALF,
        "abbreviation": lambda term: term in short or "." in term or term in _titles(),
        "title": lambda term: titled[term] >= HALF and any(term.startswith(a) and 2 < len(a) < len(term) for a in short),
        "given name": lambda term: titled[term] >= HALF and term in _given(),
        "spelling": lambda term: any(other in known for other in spellings(term)),
        "plain verb of saying": _plain().__contains__,
        "number": _numbers().__contains__,
        "calendar": _calendar().__contains__,
        "contraction": lambda term: _CONTRACTED.fullmatch(term) is not None,
        "function word": _function().__contains__,
    }
    return {term: rule for term in counted.vocabulary if (rule := next((name for name, is_ in tests.items() if is_(term)), ""))}


def in_names(texts: Iterable[str], outlets: Iterable[str]) -> dict[str, int]:
    """How often each word stands within an outlet's name in the texts."""
    names = sorted({name for name in outlets if name not in (NOT_STATED, "")}, key=lambda name: (-len(name), name))
    if not names:
        return {}
    pattern = re.compile("|".join(rf"\b{re.escape(re.sub(r'^The ', '', name))}\b" for name in names))
    counts: dict[str, int] = {}
    for text in texts:
        for match in pattern.finditer(text):
            for word in WORD.findall(match.group().lower()):
                counts[word] = counts.get(word, 0) + 1
    return counts


def spellings(term: str) -> list[str]:
    """Other ways in which a rule would spell the word; most of them are no words at all.

    >>> [way for way in spellings("defence") if way == "defense"], [way for way in spellings("e-mails") if "-" not in way]
    (['defense'], ['emails'])
    """
    if not _LONG <= len(term) <= _LONGEST:
        return []
    ways = [
        term[:place] + new + term[place + len(old) :]
        for old, new in (way for pair in _PAIRS for way in (pair, pair[::-1]))
        if old and old in term
        for place in range(1, len(term) - len(old) + 1)
        if term.startswith(old, place)
    ]
    # A hyphen may stand anywhere in the other spelling.
    return ways + ([] if "-" in term else [f"{term[:i]}-{term[i:]}" for i in range(1, len(term) - 2)])


def _shares(k: np.ndarray, n: np.ndarray) -> np.ndarray:
    return np.where(n >= SEEN, k / np.maximum(n, 1), 0.0)


@cache
def _titles() -> frozenset[str]:
    table = read_lexicon("abbreviations")
    return frozenset(word.rstrip(".") for word in table.loc[table["kind"] == "title", "word"])


@cache
def _given() -> frozenset[str]:
    table = read_lexicon("names")
    return frozenset(table.loc[table["kind"] == "given", "name"].str.lower())


@cache
def _numbers() -> frozenset[str]:
    units = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    teens = [f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
    tens = [f"{stem}ty" for stem in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")]
    return frozenset([*units, *teens, *tens, *(f"{ten}-{unit}" for ten in tens for unit in units[1:10]), "hundred"])


@cache
def _plain() -> frozenset[str]:
    table = read_lexicon("cue_verbs")
    verbs = table[(table["pos"] == "verb") & table["class"].isin(["say", "tell"]) & (table["stance"] == "neutral")]
    listed = zip(verbs["lemma"], verbs["forms"], strict=True)
    single = {form for lemma, more in listed if " " not in lemma for form in inflected_forms(lemma, "v", tuple(more.split()))}
    return frozenset(single | {"according"})


@cache
def _calendar() -> frozenset[str]:
    names = [*calendar.day_name, *calendar.day_abbr, *calendar.month_name[1:], *calendar.month_abbr[1:]]
    words = {"".join(c for c in name.lower() if c.isalpha()) for name in names}
    return frozenset(
        (words | {"sept", "tues", "thurs", "today", "yesterday", "tomorrow"}) - {"may", "march", "mar", "sat", "sun"}
    )


@cache
def _function() -> frozenset[str]:
    table = read_lexicon("function_words")
    return frozenset(table.loc[table["language"] == "en", "word"])
