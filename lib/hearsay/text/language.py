"""English or another language, by the commonest function words; 'not stated' when there is too little to tell."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from importlib import resources

from hearsay.schema import NOT_STATED

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 20_000
"""Characters of the body that are looked at."""
LEAST_WORDS = 20
LEAST_SHARE = 0.12
"""Function words per word. News prose in the languages of the lexicon has .25 to .45."""
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
FOREIGN = re.compile(r"[\u0370-\u1fff\u2c00-\uffff]")
"""Characters of other scripts."""
LEAST_SCRIPT = 0.2


def detect_language(text: str) -> str:
    """ISO 639-1 of a text, or 'not stated': fewer than 20 words, or no known language stands out."""
    sample = text[:SAMPLE]
    foreign = [] if sample.isascii() else FOREIGN.findall(sample)
    if len(foreign) > LEAST_WORDS:
        letters = sum(character.isalpha() for character in sample)
        for code, script in SCRIPTS:
            if len(script.findall("".join(foreign))) > LEAST_SCRIPT * letters and letters > LEAST_WORDS:
                return code
    words = WORD.findall(sample.lower())
    if len(words) < LEAST_WORDS:
        return NOT_STATED
    return _by_words(words)


def _by_words(words: list[str]) -> str:
    counts: Counter[str] = Counter()
    lexicon = _lexicon()
    for word, times in Counter(words).items():
        for code in lexicon.get(word, ()):
            counts[code] += times
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < LEAST_SHARE * len(words):
        return NOT_STATED
    tied = len(ranked) > 1 and ranked[1][1] >= 0.9 * ranked[0][1]
    return NOT_STATED if tied else ranked[0][0]


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    with resources.files("hearsay.lexicons").joinpath("function_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known[row["word"]] = (*known.get(row["word"], ()), row["language"])
    return known
