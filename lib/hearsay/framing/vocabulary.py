"""Words as they are counted, and house style: words by which outlets differ whatever they report."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from hearsay.schema import NOT_STATED
from hearsay.text.lexicons import function_words, lexicon_rows
from hearsay.text.words import WORD, inflected_forms

_TERM = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_ACRONYMS = frozenset({"us", "it", "who", "is", "am", "or", "in", "so", "all", "may", "me", "he", "we", "no", "to"})
"""Common words whose spelling in capitals is an acronym ("US", "WHO"): those are written with dots."""
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
DRESSES = 4
"""Kinds of dress that uses are counted by."""
_DATES = ("sept", "tues", "thurs", "today", "yesterday", "tomorrow")
_COMMON = {"may", "march", "mar", "sat", "sun"}
"""Names of months and days that are common words too."""
_LONG = 5
"""Letters of a word from which another spelling is looked for: of short ones too many are other words (for, four)."""
_LONGEST = 50
"""Letters of a word up to which one is looked for: no English word is longer, and what is has as many ways as letters."""


@dataclass(frozen=True)
class WordCounts:
    """How often each article uses each word, and in which dress.

    Articles by name, words by alphabet. `counts` is sparse, articles × words; `lengths` all words of an article; the other
    four are per word: uses right before a full stop that does not end the sentence, uses with a capital before
    another capitalised word, uses in the middle of a sentence, uses within the name of an outlet.
    """

    articles: tuple[str, ...]
    vocabulary: tuple[str, ...]
    counts: csr_array
    lengths: np.ndarray
    dotted: np.ndarray
    titled: np.ndarray
    inner: np.ndarray
    named: np.ndarray

    def only(self, places: np.ndarray) -> WordCounts:
        """The articles at these places, with the whole vocabulary and its dress."""
        names = tuple(self.articles[place] for place in places)
        return replace(self, articles=names, counts=csr_array(self.counts[places]), lengths=self.lengths[places])


@dataclass(frozen=True)
class ArticleWords:
    """The words that one article uses, by alphabet, and their uses: in all, and those of each dress of `WordCounts`."""

    terms: list[str]
    uses: np.ndarray


def terms(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The words of a text, each as written and as counted.

    Counted is: lower case, without possessive "'s"; "US" and "U.S." are both "u.s.".
    """
    for match in _TERM.finditer(text):
        written = match.group().replace("’", "'")
        word = written.lower().removesuffix("'s")
        plain = word.replace(".", "")
        acronym = plain in _ACRONYMS and len(plain) > 1 and written.isupper() and not text.isupper()
        yield match, ".".join(plain) + "." if acronym else plain


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
        for match, term in terms(row.text)
        if term in wanted
    ]
    types = {"article_id": "str", "sentence_no": "int64", "start": "int64", "end": "int64", "term": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def count_words(sentences: pd.DataFrame, articles: Collection[str], outlets: Iterable[str] = ()) -> WordCounts:
    """The words of the bodies of these articles; articles without any are left out. Of `outlets` the names are looked for."""
    return word_counts(words_by_article(sentences, articles, outlets))


def words_by_article(sentences: pd.DataFrame, articles: Collection[str], outlets: Iterable[str] = ()) -> dict[str, ArticleWords]:
    """Of each of these articles that has a body the words, and how many stand in the names of outlets."""
    body = sentences[(sentences["zone"] == "body") & sentences["article_id"].isin(articles)]
    names = name_pattern(outlets)
    return {str(article): _words(texts.tolist(), names) for article, texts in body.groupby("article_id", sort=False)["text"]}


def _words(texts: Sequence[str], names: re.Pattern[str] | None) -> ArticleWords:
    every, last, dotted, titled = (Counter[str]() for _ in range(4))
    for text in texts:
        found = [*terms(text)]
        every.update(term for _, term in found)
        last.update(term for _, term in found[-1:])
        for match, term in found[:-1]:
            start, end = match.span()
            if text[end : end + 1] == ".":
                dotted[term] += 1
            if text[start].isupper() and (beyond := text[end : end + 3].lstrip("."))[:1].isspace() and beyond[1:2].isupper():
                titled[term] += 1
    inner, named = every - last, in_names(texts, names)
    vocabulary, kinds = sorted(every), (every, dotted, titled, inner, named)
    return ArticleWords(vocabulary, np.array([[uses[term] for term in vocabulary] for uses in kinds], dtype=np.int64))


def word_counts(words: Mapping[str, ArticleWords]) -> WordCounts:
    """The words of articles that were counted one by one."""
    articles = sorted(name for name, own in words.items() if own.terms)
    uses = np.concatenate([np.zeros((1 + DRESSES, 0), dtype=np.int64), *(words[name].uses for name in articles)], axis=1)
    every = pd.Series([term for name in articles for term in words[name].terms], dtype="object")
    columns, vocabulary = pd.factorize(every, sort=True)
    rows = np.repeat(np.arange(len(articles)), [len(words[name].terms) for name in articles])
    counts = csr_array((uses[0].astype(float), (rows, columns)), shape=(len(articles), len(vocabulary)))
    dress = (np.bincount(columns, own, len(vocabulary)) for own in uses[1:])
    return WordCounts(tuple(articles), tuple(vocabulary), counts, np.asarray(counts.sum(axis=1)).ravel(), *dress)


def joined_counts(parts: Iterable[WordCounts]) -> WordCounts:
    """The words of articles that were counted some at a time: as if all had been counted at once."""
    parts = [part for part in parts if part.articles]
    articles = sorted(name for part in parts for name in part.articles)
    vocabulary = sorted({term for part in parts for term in part.vocabulary})
    row, column = ({name: place for place, name in enumerate(names)} for names in (articles, vocabulary))
    dress = np.zeros((DRESSES, len(vocabulary)))
    entries = [np.zeros((3, 0))]
    for part in parts:
        rows, columns = (np.array([of[name] for name in own]) for of, own in ((row, part.articles), (column, part.vocabulary)))
        dress[:, columns] += np.stack([part.dotted, part.titled, part.inner, part.named])
        counts = part.counts.tocoo()
        entries.append(np.stack([rows[counts.coords[0]], columns[counts.coords[1]], counts.data]))
    at_row, at_column, uses = np.concatenate(entries, axis=1)
    shape = (len(articles), len(vocabulary))
    counts = csr_array((uses, (at_row.astype(np.int64), at_column.astype(np.int64))), shape=shape)
    return WordCounts(tuple(articles), tuple(vocabulary), counts, np.asarray(counts.sum(axis=1)).ravel(), *dress)


def house_style(counted: WordCounts) -> dict[str, str]:
    """The words that are house style, each with the name of the first of `RULES` that holds.

    The rules see how a word is written in this corpus; none knows what it means. "Said" against "tweeted" is style, "claimed" is
    not: that verb takes a stance.
    """
    members, known = _members(counted), set(counted.vocabulary)
    style: dict[str, str] = {}
    for rule in RULES:
        left = [term for term in counted.vocabulary if term not in style]
        if rule == "spelling":
            style |= {term: rule for term in left if not known.isdisjoint(spellings(term))}
        else:
            style |= dict.fromkeys(members[rule].intersection(left), rule)
    return {term: style[term] for term in counted.vocabulary if term in style}


def _members(counted: WordCounts) -> Mapping[str, set[str] | frozenset[str]]:
    """The words for which each rule holds, but for other spellings, which take long to look for."""
    inside = counted.named >= HALF * np.asarray(counted.counts.sum(axis=0)).ravel()
    short, titled = (_habitual(counted, dress) for dress in (counted.dotted, counted.titled))
    listed = _listed()
    return listed | {
        "outlet's name": {counted.vocabulary[place] for place in np.flatnonzero(inside)},
        "abbreviation": short | listed["abbreviation"] | {term for term in counted.vocabulary if "." in term},
        "title": {term for term in titled if any(term[:length] in short for length in range(3, len(term)))},
        "given name": titled & listed["given name"],
        "contraction": set(filter(_CONTRACTED.fullmatch, counted.vocabulary)),
    }


def _habitual(counted: WordCounts, dress: np.ndarray) -> set[str]:
    """The words that wear a dress at least half the time, of those seen often enough to tell."""
    often = (counted.inner >= SEEN) & (dress / np.maximum(counted.inner, 1) >= HALF)
    return {counted.vocabulary[place] for place in np.flatnonzero(often)}


def name_pattern(outlets: Iterable[str]) -> re.Pattern[str] | None:
    """The names of outlets, the longest first; none where there are none."""
    names = {re.sub(r"^The ", "", name) for name in outlets if name not in (NOT_STATED, "")}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in ordered)) if names else None


def in_names(texts: Iterable[str], names: re.Pattern[str] | None) -> Counter[str]:
    """How often each word stands within one of the names in the texts."""
    matches = (match for text in texts for match in names.finditer(text)) if names else ()
    return Counter(word for match in matches for word in WORD.findall(match.group().lower()))


def spellings(term: str) -> list[str]:
    """Other ways in which a rule would spell the word; most of them are no words at all.

    >>> [way for way in spellings("defence") if way == "defense"], [way for way in spellings("e-mails") if "-" not in way]
    (['defense'], ['emails'])
    """
    if not _LONG <= len(term) <= _LONGEST:
        return []
    ways = [
        term[:place] + new + term[place + len(old) :]
        for pair in _PAIRS
        for old, new in (pair, pair[::-1])
        if old and old in term
        for place in range(1, len(term) - len(old) + 1)
        if term.startswith(old, place)
    ]
    # A hyphen may stand anywhere in the other spelling.
    return ways + ([] if "-" in term else [f"{term[:i]}-{term[i:]}" for i in range(1, len(term) - 2)])


@cache
def _listed() -> dict[str, frozenset[str]]:
    """The words of the rules that are lists."""
    verbs = [
        row for said in ("say", "tell") for row in _entries("cue_verbs", **{"pos": "verb", "class": said, "stance": "neutral"})
    ]
    plain = (inflected_forms(row["lemma"], "v", tuple(row["forms"].split())) for row in verbs if " " not in row["lemma"])
    dates = (*calendar.day_name, *calendar.day_abbr, *calendar.month_name[1:], *calendar.month_abbr[1:])
    return {
        "abbreviation": frozenset(row["word"].rstrip(".") for row in _entries("abbreviations", kind="title")),
        "given name": frozenset(row["name"].lower() for row in _entries("names", kind="given")),
        "number": _numbers(),
        "plain verb of saying": frozenset(chain(("according",), *plain)),
        "calendar": frozenset((*_DATES, *("".join(filter(str.isalpha, name.lower())) for name in dates))) - _COMMON,
        "function word": function_words(),
    }


def _entries(lexicon: str, **kept: str) -> Iterator[Mapping[str, str]]:
    return (row for row in lexicon_rows(lexicon) if kept.items() <= row.items())


def _numbers() -> frozenset[str]:
    units = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    teens = (f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine"))
    tens = [f"{stem}ty" for stem in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")]
    joined = (f"{ten}-{unit}" for ten in tens for unit in units)
    return frozenset(("zero", *units, "ten", "eleven", "twelve", *teens, *tens, *joined, "hundred"))
