"""House style: words by which outlets differ whatever they report, set apart by rules and not by a list of words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from hearsay.framing.terms import Counted
from hearsay.inflection import forms
from hearsay.matching import lexicon
from hearsay.schema import NOT_STATED
from hearsay.words import WORD

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


def house_style(counted: Counted, inside: Mapping[str, int]) -> dict[str, str]:
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
    if len(term) < _LONG:
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
    table = lexicon("abbreviations")
    return frozenset(word.rstrip(".") for word in table.loc[table["kind"] == "title", "word"])


@cache
def _given() -> frozenset[str]:
    table = lexicon("names")
    return frozenset(table.loc[table["kind"] == "given", "name"].str.lower())


@cache
def _numbers() -> frozenset[str]:
    units = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    teens = [f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
    tens = [f"{stem}ty" for stem in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")]
    return frozenset([*units, *teens, *tens, *(f"{ten}-{unit}" for ten in tens for unit in units[1:10]), "hundred"])


@cache
def _plain() -> frozenset[str]:
    table = lexicon("cue_verbs")
    verbs = table[(table["pos"] == "verb") & table["class"].isin(["say", "tell"]) & (table["stance"] == "neutral")]
    listed = zip(verbs["lemma"], verbs["forms"], strict=True)
    single = {form for lemma, more in listed if " " not in lemma for form in forms(lemma, "v", tuple(more.split()))}
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
    table = lexicon("function_words")
    return frozenset(table.loc[table["language"] == "en", "word"])
