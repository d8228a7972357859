"""Other forms of the words that TextBlob scores: it knows "fail", "fails" and "failed", but not "failing" or "failures"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from textblob.en import parser
from textblob.en import sentiment as pattern

from hearsay.inflection import compared, forms

_IRREGULAR = {"win": ("won", "winning")}
"""Forms of the verbs that TextBlob holds, where the rule gives none or a wrong one."""
_APART = frozenset(
    ("absorbed", "acquainted", "advanced", "appealing", "apportioned", "aroused", "becoming", "catching", "celebrated")
    + ("challenging", "charming", "churning", "crushing", "cutting", "engaging", "experienced", "fitting", "forced", "gifted")
    + ("gripping", "guarded", "interesting", "jammed", "missing", "promising", "seasoned", "spirited", "stretched", "striking")
    + ("surprising", "touching", "twisted")
)
"""Adjectives that have parted from their verb: who touches or strikes a thing is not touching or striking."""


@cache
def lexemes(neutral: Collection[str]) -> dict[str, str]:
    """For each form that TextBlob lacks, the form of the same word that it scores: "insulted" → "insulting".

    Verbs and nouns, by TextBlob's own tags, and the comparatives of adjectives; words that are `neutral` lend nothing.
    """
    found: dict[str, str] = {}
    for word in sorted(pattern):
        if word.isalpha() and pattern[word][None][0] and word not in neutral:
            for form in _forms(word):
                if form not in pattern:
                    found.setdefault(form, word)
    return found


def _forms(word: str) -> Iterator[str]:
    tags = pattern[word]
    for verb in [*([word] if "VB" in tags else []), *_verbs(word)]:
        yield from forms(verb, "v", _IRREGULAR.get(verb, ()))
    if "NN" in tags:
        yield from forms(word, "n")
    if "JJ" in tags:
        # TextBlob's dictionary tells "stronger" from "number".
        yield from (form for form in compared(word) if parser.lexicon.get(form) in ("JJR", "JJS"))


def _verbs(word: str) -> Iterator[str]:
    """The verbs in TextBlob's dictionary that this may be a participle of."""
    stem = word.removesuffix("ed") if word.endswith("ed") else word.removesuffix("ing")
    if stem == word or word in _APART:
        return
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    for verb in dict.fromkeys((stem, f"{stem}e", doubled, f"{stem[:-1]}y" if stem.endswith("i") else stem)):
        if (parser.lexicon.get(verb) or "").startswith(("VB", "NN")) and word in forms(verb, "v"):
            yield verb
