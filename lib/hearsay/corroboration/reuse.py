"""The reuse table: passages that two articles print in the same words, or nearly, what differs, and the cues before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.corroboration.alignment import Passage, aligned_passages
from hearsay.corroboration.article_sentences import least_articles
from hearsay.corroboration.introduced import Introductions
from hearsay.corroboration.printed_words import PrintedWords, Words
from hearsay.corroboration.shared_runs import RUN, Repeated, RunIndex, shingles_of
from hearsay.parsing.shared_texts import shared_texts
from hearsay.pieces import ANEW, Piece, Pieces, Record
from hearsay.schema import NOT_STATED
from hearsay.text.quotations import quotation_spans
from hearsay.text.words import RUN as RUN_OF_LETTERS

LEAST = 12
"""Words that a passage must share: names with their titles and set phrases of up to eleven words recur between articles that have
nothing to do with each other (docs/methods.md#text-reuse)."""
OWN_WORDS = 8
"""Words in common that must stand outside quotation marks for a passage to be copied prose rather than one quotation: as many as
a run has. `he said in a statement on Tuesday` has seven."""
REMEMBERED = 1_000
"""Articles whose words are held while pairs are compared: some ten kilobytes of each."""
NOTHING = "∅"
ARROW = " → "


@dataclass(frozen=True)
class Printed:
    """An article and its words as they stand in the text."""

    article: str
    words: Words


@dataclass(frozen=True)
class SharedRuns:
    """Of a corpus, or for some of its pairs: which articles share a run, by their names, in order; by article the places of
    its words that its outlet repeats; and by article the first that prints the same text, where another does."""

    pairs: Sequence[tuple[str, str]]
    repeated: Mapping[str, np.ndarray]
    copies: Mapping[str, str]

    @classmethod
    def of(cls, articles: pd.DataFrame, pairs: np.ndarray, index: RunIndex, copies: Mapping[str, str]) -> SharedRuns:
        """From the index of all articles, which are in the order of their names."""
        ids = articles["article_id"].tolist()
        repeated = boilerplate(articles, index, copies)
        some = {place: repeated.in_article(place) for place in np.unique(pairs).tolist()}
        named = [(ids[one], ids[other]) for one, other in pairs.tolist()]
        return cls(named, {ids[place]: words for place, words in some.items()}, copies)


def boilerplate(articles: pd.DataFrame, index: RunIndex, copies: Mapping[str, str]) -> Repeated:
    """The words that an outlet repeats; copies of one text repeat nothing. The articles are in the order of their names."""
    ids, least = articles["article_id"].tolist(), least_articles(articles)
    numbers = {outlet: number for number, outlet in enumerate(least.index)}
    outlets = np.array([numbers.get(outlet, len(least)) for outlet in articles["outlet"]], dtype=np.int64)
    place = {name: number for number, name in enumerate(ids)}
    texts = np.array([place[copies.get(name, name)] for name in ids], dtype=np.int64)
    return index.repeated(outlets, np.r_[least.to_numpy(dtype=float), np.inf], texts)


def reuse(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    least: int = LEAST,
    pieces: Pieces = ANEW,
    found: SharedRuns | None = None,
) -> pd.DataFrame:
    """Passages that two articles share, word for word or nearly.

    Candidates are articles that share a run of eight words, found by an index of hashed shingles, unless neither its words nor
    another run near it can make a passage; their words are then aligned, and runs with little between them are one passage. What
    counts is containment, not likeness of the articles: a paragraph that stands in a long article is found as well as a copy
    (docs/methods.md#text-reuse).

    Parameters
    ----------
    documents, sentences, attributions, articles
        The tables.
    least
        Words that a passage must share. Under twelve, names with their titles begin to pair articles that have nothing to do with
        each other.
    pieces
        Where the rows of each two articles are kept.
    found
        What the corpus shares, where these are some of its articles; unless told it is looked for among them.

    Returns
    -------
    DataFrame
        `schema.TABLES["reuse"]`: a row per passage and pair of articles, articles in the order of their ids, passages in the
        order of the first. `run` is its longest run of equal words and 8 or more, `tokens` all words that both have, in order,
        and `least` or more; `similarity` is twice `tokens` over the words of both passages. `kind` is

        - "wire": the two print one text (`hearsay.parsing.shared_texts`), or both credit the same agency (`articles.upstream`)
        - "quotation": fewer than eight of the words in common stand outside quotation marks, in one of the two or both
        - "prose": anything else. Words that one article quotes and the other prints as its own are prose.

        `changed` lists what differs, `cue_a` and `cue_b` the cues of the innermost attributions that hold at least half of the
        passage; the two may be one word or differ in stance, which is what to look at.

    Notes
    -----
    Each word of an article is in one passage of a pair at most, the longest first. Sentences that an outlet repeats in 3 or more
    of its articles (and 2 %) are boilerplate: they count neither within the outlet nor towards another that repeats them too. A
    run that more than 16 articles print joins each with the first of them alone, so **do not count the rows of a text that
    everybody prints**; group articles by them instead.

    A passage begins and ends where the equal words do, which may be a word before a quotation mark or into the next sentence. Who
    took from whom is not said: a and b go by id. Do not read a passage as proof of copying either: both may have it from a
    third. What was rewritten is not found, nor what is shorter than a run.

    References
    ----------
    [Broder1997] (containment of shingles); [Schleimer2003] (winnowing); [Clough2002] (reuse of agency copy in newspapers).
    """
    articles = articles.sort_values("article_id").reset_index(drop=True)
    printed = PrintedWords.of(articles, sentences)
    shared = found or _shared_runs(printed, articles, sentences, least)
    place = {name: number for number, name in enumerate(printed.ids)}
    pairs = [(place[one], place[other]) for one, other in shared.pairs]
    contexts = _Contexts(documents, attributions, articles.iloc[sorted({one for pair in pairs for one in pair})], shared)
    told = [_piece(printed, one, other, least, contexts) for one, other in pairs]

    def made(places: Sequence[int]) -> Iterator[list[Record]]:
        yield from _rows(printed, [pairs[place] for place in places], least, contexts)

    return schema.frame("reuse", (row for rows in pieces.records("reuse", told, made) for row in rows))


def _shared_runs(printed: PrintedWords, articles: pd.DataFrame, sentences: pd.DataFrame, least: int) -> SharedRuns:
    """What a corpus that is in memory shares."""
    words = range(len(printed)), printed.codes, printed.starts
    index = RunIndex()
    index.add(shingles_of(*words), *words)
    pairs = index.pairs(least)
    some = articles.iloc[np.unique(pairs)]
    texts = shared_texts(some, sentences[sentences["article_id"].isin(some["article_id"])])
    return SharedRuns.of(articles, pairs, index, texts[texts != ""].to_dict())


def _piece(printed: PrintedWords, one: int, other: int, least: int, contexts: _Contexts) -> Piece:
    """What the passages of two articles are made from: the two, whether they print one text, which words are boilerplate."""
    ids = printed.ids[one], printed.ids[other]
    repeated = (*(tuple(contexts.shared.repeated[name].tolist()) for name in ids),)
    return Piece(ids, (least, contexts.one_text(*ids), repeated))


def _rows(printed: PrintedWords, pairs: Sequence[tuple[int, int]], least: int, contexts: _Contexts) -> Iterator[list[Record]]:
    """The rows of each pair."""
    words_of = lru_cache(maxsize=REMEMBERED)(printed.words_of)
    for one, other in pairs:
        a, b = printed.ids[one], printed.ids[other]
        codes = printed.codes_of(one), printed.codes_of(other)
        zones = (printed.part(printed.zones, place) for place in (one, other))
        repeated = None if contexts.one_text(a, b) else (contexts.boilerplate(a, codes[0]), contexts.boilerplate(b, codes[1]))
        passages = aligned_passages(*codes, *zones, boilerplate=repeated)
        told = [passage for passage in passages if passage.run >= RUN and passage.tokens >= least]
        # Most pairs share no more than a set phrase: where their words stand is asked of the others alone.
        sides = (Printed(a, words_of(one)), Printed(b, words_of(other))) if told else ()
        yield [contexts.row(passage, *sides) for passage in told]


class _Contexts:
    """What is known around the passages of articles: their texts, agencies, quotations and attributions."""

    def __init__(self, documents: pd.DataFrame, attributions: pd.DataFrame, articles: pd.DataFrame, shared: SharedRuns) -> None:
        some = documents[documents["document_id"].isin(articles["article_id"])]
        self._texts: dict[str, str] = dict(zip(some["document_id"], some["text"], strict=True))
        self._agencies: dict[str, str] = dict(zip(articles["article_id"], articles["upstream"].str.casefold(), strict=True))
        self.shared, self._introductions = shared, Introductions(attributions)
        self._quoted: dict[str, np.ndarray] = {}

    def one_text(self, a: str, b: str) -> bool:
        """Whether two articles print one text."""
        return self.shared.copies.get(a, "") == self.shared.copies.get(b, "") != ""

    def boilerplate(self, article: str, codes: np.ndarray) -> np.ndarray:
        """For each word of an article whether its outlet repeats it."""
        repeated = np.zeros(len(codes), dtype=bool)
        repeated[self.shared.repeated[article]] = True
        return repeated

    def row(self, passage: Passage, a: Printed, b: Printed) -> dict[str, Any]:
        """The row of a passage."""
        row: dict[str, Any] = {}
        for side, one, first, last in (("a", a, passage.start_a, passage.end_a), ("b", b, passage.start_b, passage.end_b)):
            start, end = int(one.words.start[first]), int(one.words.end[last - 1])
            introduction = self._introductions.of(one.article, start, end)
            told = {
                "article": one.article, "start": start, "end": end, "text": self._texts[one.article][start:end],
                "cue": introduction.cue if introduction else "",
            }  # fmt: skip
            row |= {f"{name}_{side}": value for name, value in told.items()}
        changed = changed_words(passage, a.words, self._texts[a.article], b.words, self._texts[b.article])
        numbers = {"run": passage.run, "tokens": passage.tokens, "similarity": passage.similarity}
        return {**row, **numbers, "kind": self._kind(passage, a, b), "changed": tuple(changed)}

    def _kind(self, passage: Passage, a: Printed, b: Printed) -> str:
        if self.one_text(a.article, b.article) or self._agencies[a.article] == self._agencies[b.article] not in (NOT_STATED, ""):
            return "wire"
        own = [
            sum(int((~self._in_quotation(one)[block[side] : block[side] + block[2]]).sum()) for block in passage.equal)
            for side, one in enumerate((a, b))
        ]
        return "quotation" if max(own) < OWN_WORDS else "prose"

    def _in_quotation(self, printed: Printed) -> np.ndarray:
        """For each word of an article, whether it stands in quotation marks."""
        if printed.article not in self._quoted:
            starts = printed.words.start
            marks = np.zeros(len(starts) + 1, dtype=np.int64)
            for quotation in quotation_spans(self._texts[printed.article]):
                if quotation.level == 1:
                    start, end = quotation.inner
                    marks[np.searchsorted(starts, start)] += 1
                    marks[np.searchsorted(starts, end)] -= 1
            self._quoted[printed.article] = np.cumsum(marks)[:-1] > 0
        return self._quoted[printed.article]


def changed_words(passage: Passage, a: Words, text_a: str, b: Words, text_b: str) -> Iterator[str]:
    """What differs within a passage, in order, as printed: 'words of a → words of b'; what one has not is ∅."""
    for start_a, end_a, start_b, end_b in passage.differences():
        changed = change(a.printed(text_a, start_a, end_a), b.printed(text_b, start_b, end_b))
        if changed:
            yield changed


def change(one: str, other: str) -> str:
    """'one → other', ∅ for no words; '' where letters and digits are the same, as in FBI and F.B.I."""
    if "".join(RUN_OF_LETTERS.findall(one)).casefold() == "".join(RUN_OF_LETTERS.findall(other)).casefold():
        return ""
    return f"{one or NOTHING}{ARROW}{other or NOTHING}"
