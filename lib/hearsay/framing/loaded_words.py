"""Loaded words: terms that judge, heighten, soften or hedge, marked in the text with the voice that uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from operator import itemgetter

import pandas as pd

from hearsay import schema
from hearsay.attribution.whose_words import VoiceSegment, spoken_matches
from hearsay.text.lexicons import Matcher, read_lexicon
from hearsay.text.words import WORD

SCARE_QUOTES = "scare quotes"
_SCARE_TERM = "“…”"
_SCARE_GROUND = "scare quotes: marks around a few words of the outlet's own voice, which nobody is said to have spoken"
_SCARE_WORDS = 3
_QUOTED = re.compile(
    r"(?<![\w.,!?])(?:[“”„]([^“”„\"\n]{1,60})[”“]|\"([^“”\"\n]{1,60})\"|«([^«»\n]{1,60})»|[‘']([^‘’'\n]{1,60})[’'])(?!\w)"
)


def loaded(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Every loaded term in the sentences, with its category, its linguistic ground and its voice.

    Returns
    -------
    DataFrame
        `schema.TABLES["loaded"]`: one row per term in the text, in its order. `category` is label, euphemism,
        dysphemism, emotive, intensifier, certainty, factive, implicative, doubt or hedge: the classes of Recasens,
        Danescu-Niculescu-Mizil & Jurafsky (2013), with entries of our own (`lexicons/loaded.csv`). Scare quotes, up to
        three words in quotation marks in the outlet's own voice, are found by their marks.

    Notes
    -----
    A mark says "look here", not "this is biased": the term may be the plain word for the thing, or a name. The longest
    term counts at each place. A verb of saying ("slammed", "claimed") is the outlet's word, whatever it introduces.
    There is no share of bias: 42 % of the spans that people marked as bias in BASIL stand inside quotations, and
    detectors trained on such marks do not carry over to other news (AUC .545).
    """
    found = (
        sorted([*_terms(segment, text, inside), *_scare_quotes(segment, text)], key=itemgetter("start", "end"))
        for segment, text, inside in spoken_matches(documents, sentences, attributions)
    )
    return schema.frame("loaded", chain.from_iterable(found))


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
        {
            "article_id": article,
            "voice": voice,
            "category": category,
            "k": int(totals.get((article, voice), 0) if category == "all" else k.get((article, voice, category), 0)),
            "n": int(n.get((article, voice), 0)),
        }
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


def _terms(segment: VoiceSegment, text: str, inside: list) -> Iterator[dict]:
    for hit in _matcher().find(text, inside):
        term, category, ground = _entries()[hit.rows[0]]
        yield _row(segment, hit.start, hit.end, term, category, ground)


def _scare_quotes(segment: VoiceSegment, text: str) -> Iterator[dict]:
    if segment.voice != "outlet":
        return
    for match in _QUOTED.finditer(text, segment.start, segment.end):
        quoted = next(group for group in match.groups() if group is not None)
        if 0 < len(WORD.findall(quoted)) <= _SCARE_WORDS and any(character.isalpha() for character in quoted):
            yield _row(segment, *match.span(), _SCARE_TERM, SCARE_QUOTES, _SCARE_GROUND)


def _row(segment: VoiceSegment, start: int, end: int, term: str, category: str, ground: str) -> dict:
    return {
        "article_id": segment.article_id,
        "sentence_no": segment.sentence_no,
        "voice": segment.voice,
        "start": start,
        "end": end,
        "term": term,
        "category": category,
        "ground": ground,
    }
