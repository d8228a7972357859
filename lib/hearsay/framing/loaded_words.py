"""Loaded words: terms that judge, heighten, soften or hedge, marked in the text with the voice that uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import pandas as pd

from hearsay import schema
from hearsay.attribution.whose_words import VoiceSegment, spoken_matches
from hearsay.text.lexicons import Matcher, read_lexicon
from hearsay.text.words import WORD, Word

SCARE_QUOTES = "scare quotes"
SCARE_WORDS = 3
"""Words between scare quotes, at most."""
_SCARE_ENTRY = (
    "“…”",
    SCARE_QUOTES,
    "scare quotes: marks around a few words of the outlet's own voice, which nobody is said to have spoken",
)
"""Term, category and ground of scare quotes, as an entry of the lexicon has them."""
_QUOTED = re.compile(
    r"(?<![\w.,!?])(?:[“”„]([^“”„\"\n]{1,60})[”“]|\"([^“”\"\n]{1,60})\"|«([^«»\n]{1,60})»|[‘']([^‘’'\n]{1,60})[’'])(?!\w)"
)

Mark = tuple[int, int, str, str, str]
"""Start, end, term, category and ground of a loaded term in the text."""


def loaded(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Every loaded term in the sentences, with its category, its linguistic ground and its voice.

    Returns
    -------
    DataFrame
        `schema.TABLES["loaded"]`: one row per term in the text, in its order. `category` is label, euphemism,
        dysphemism, emotive, intensifier, certainty, factive, implicative, doubt or hedge: the classes of
        [Recasens2013], with entries of our own (`lexicons/loaded.csv`). Scare quotes, up to
        three words in quotation marks in the outlet's own voice, are found by their marks.

    Notes
    -----
    A mark says "look here", not "this is biased": the term may be the plain word for the thing, or a name. The longest
    term counts at each place. A verb of saying ("slammed", "claimed") is the outlet's word, whatever it introduces.
    There is no share of bias: 42 % of the spans that people marked as bias in BASIL stand inside quotations, and
    detectors trained on such marks do not carry over to other news (AUC .545):
    docs/methods.md#loaded-words.
    """
    rows = [
        (segment.article_id, segment.sentence_no, segment.voice, *mark)
        for segment, text, inside in spoken_matches(documents, sentences, attributions)
        for mark in sorted([*_terms(text, inside), *_scare_quotes(segment, text)], key=lambda mark: mark[:2])
    ]
    return schema.frame("loaded", pd.DataFrame(rows, columns=list(schema.TABLES["loaded"])))


def loaded_rates(
    loaded: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """Loaded terms per 100 words, the outlet's own voice against the attributed, per article and category.

    Returns
    -------
    DataFrame
        `article_id`, `voice`, `category` (every category of the corpus and "all"), `k` terms, `n` words in that voice,
        `rate` = 100 k / n (terms per 100 words; missing where n is 0). Rows with k = 0 are kept.

    Notes
    -----
    Compare the two voices of one article, with k and n in sight: below some 500 words a rate stands on a handful of
    terms. Do not compare categories with each other; their lists differ in length.
    """
    spoken_words = [(s.article_id, s.voice, len(inside)) for s, _, inside in spoken_matches(documents, sentences, attributions)]
    n = pd.DataFrame(spoken_words, columns=["article_id", "voice", "n"]).groupby(["article_id", "voice"])["n"].sum()
    k = loaded.groupby(["article_id", "voice", "category"]).size()
    totals = loaded.groupby(["article_id", "voice"]).size()
    articles = dict.fromkeys(sentences["article_id"])
    categories = [*sorted(loaded["category"].unique()), "all"]
    rows = [
        (
            article,
            voice,
            category,
            int(totals.get((article, voice), 0) if category == "all" else k.get((article, voice, category), 0)),
            int(n.get((article, voice), 0)),
        )
        for article in articles
        for voice in schema.VOICES
        for category in categories
    ]
    table = pd.DataFrame(rows, columns=["article_id", "voice", "category", "k", "n"])
    return table.assign(rate=100 * table["k"] / table["n"].where(table["n"] > 0))


@cache
def _matcher() -> Matcher:
    return Matcher.of(read_lexicon("loaded"), "term")


@cache
def _entries() -> list[tuple[str, str, str]]:
    table = read_lexicon("loaded")
    return list(zip(table["term"], table["category"], table["ground"], strict=True))


def _terms(text: str, inside: Sequence[Word]) -> Iterator[Mark]:
    return ((hit.start, hit.end, *_entries()[hit.rows[0]]) for hit in _matcher().find(text, inside))


def _scare_quotes(segment: VoiceSegment, text: str) -> Iterator[Mark]:
    for match in _QUOTED.finditer(text, segment.start, segment.end) if segment.voice == "outlet" else ():
        quoted = next(group for group in match.groups() if group is not None)
        if 0 < len(WORD.findall(quoted)) <= SCARE_WORDS and any(character.isalpha() for character in quoted):
            yield *match.span(), *_SCARE_ENTRY
