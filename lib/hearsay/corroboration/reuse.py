"""The reuse table: passages that two articles print in the same words, or nearly, what differs, and the cues before them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.corroboration.alignment import Passage, aligned_passages
from hearsay.corroboration.introduced import Introductions
from hearsay.corroboration.printed_words import PrintedWords, Words
from hearsay.corroboration.shared_runs import RUN, sharing_pairs
from hearsay.parsing.shared_texts import shared_texts
from hearsay.schema import NOT_STATED
from hearsay.text.quotations import quotation_spans
from hearsay.text.words import RUN as RUN_OF_LETTERS

LEAST = 12
"""Words that a passage must share: names with their titles and set phrases of up to eleven words recur between articles that have
nothing to do with each other (docs/methods.md#text-reuse)."""
OWN_WORDS = 8
"""Words in common that must stand outside quotation marks for a passage to be copied prose rather than one quotation: as many as
a run has. `he said in a statement on Tuesday` has seven."""
RECURS, RECURS_SHARE = 3, 0.02
"""Articles of an outlet, and the share of its articles, in which a sentence stands at least to be taken for boilerplate. Three,
where `hearsay.parsing.repetition` has two for lines: two articles may well have one sentence from one writer."""
NOTHING = "∅"
ARROW = " → "


@dataclass(frozen=True)
class Place:
    """One side of a passage: its article, its first and last character, and the cue that introduces it."""

    article: str
    start: int
    end: int
    cue: str


def reuse(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    least: int = LEAST,
) -> pd.DataFrame:
    """Passages that two articles share, word for word or nearly.

    Candidates are articles that share a run of eight words, found by an index of hashed shingles; their words are then aligned,
    and runs with little between them are one passage. What counts is containment, not likeness of the articles: a paragraph that
    stands in a long article is found as well as a copy (docs/methods.md#text-reuse).

    Parameters
    ----------
    documents, sentences, attributions, articles
        The tables.
    least
        Words that a passage must share. Under twelve, names with their titles begin to pair articles that have nothing to do with
        each other.

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

    Who took from whom is not said: a and b go by id. Do not read a passage as proof of copying either: both may have it from a
    third. What was rewritten is not found, nor what is shorter than a run.

    References
    ----------
    [Broder1997] (containment of shingles); [Schleimer2003] (winnowing); [Clough2002] (reuse of agency copy in newspapers).
    """
    printed = PrintedWords.of(articles.sort_values("article_id"), sentences)
    pairs = sharing_pairs(printed)
    involved = {printed.ids[place] for place in np.unique(pairs).tolist()}
    rows = [*_rows(printed, pairs, least, _Contexts(documents, sentences, attributions, articles, involved))]
    return schema.frame("reuse", rows)


def _rows(printed: PrintedWords, pairs: np.ndarray, least: int, contexts: _Contexts) -> Iterator[dict[str, Any]]:
    for one, sharing in groupby(pairs.tolist(), key=itemgetter(0)):
        words = printed.words_of(one)
        for _, other in sharing:
            other_words = printed.words_of(other)
            passages = aligned_passages(printed.codes_of(one), printed.codes_of(other), words.zone, other_words.zone)
            for passage in passages:
                if passage.run >= RUN and passage.tokens >= least:
                    yield from contexts.row(passage, (printed.ids[one], words), (printed.ids[other], other_words))


class _Contexts:
    """What is known around the passages of some articles: their text, quotations and attributions, and what recurs in their
    outlet.

    All of it is looked up when it is asked for, since few articles share anything.
    """

    def __init__(
        self,
        documents: pd.DataFrame,
        sentences: pd.DataFrame,
        attributions: pd.DataFrame,
        articles: pd.DataFrame,
        involved: Collection[str],
    ) -> None:
        some = documents[documents["document_id"].isin(involved)]
        self._texts: dict[str, str] = dict(zip(some["document_id"], some["text"], strict=True))
        known = articles[articles["article_id"].isin(involved)]
        self._outlets: dict[str, str] = dict(zip(known["article_id"], known["outlet"], strict=True))
        self._agencies: dict[str, str] = dict(zip(known["article_id"], known["upstream"].str.casefold(), strict=True))
        self._printed_text = shared_texts(known, sentences[sentences["article_id"].isin(involved)]).to_dict()
        self._sentences = _sentence_places(sentences, involved)
        self._recurring = _recurring_sentences(sentences, articles, involved)
        self._introductions = Introductions(attributions)
        self._quoted: dict[str, np.ndarray] = {}

    def row(self, passage: Passage, a: tuple[str, Words], b: tuple[str, Words]) -> Iterator[dict[str, Any]]:
        """The row of a passage, unless it is boilerplate."""
        sides = [
            (article, words, int(words.start[first]), int(words.end[last - 1]))
            for (article, words), first, last in ((a, passage.start_a, passage.end_a), (b, passage.start_b, passage.end_b))
        ]
        if self._boilerplate(*((article, start, end) for article, _, start, end in sides)):
            return
        places = [Place(article, start, end, self._cue(article, start, end)) for article, _, start, end in sides]
        yield {
            **{f"{name}_{side}": value for side, place in zip("ab", places, strict=True) for name, value in vars(place).items()},
            **{f"text_{side}": self._texts[one.article][one.start : one.end] for side, one in zip("ab", places, strict=True)},
            "kind": self._kind(passage, a, b),
            "run": passage.run,
            "tokens": passage.tokens,
            "similarity": passage.similarity,
            "changed": tuple(changed_words(passage, a[1], self._texts[a[0]], b[1], self._texts[b[0]])),
        }  # fmt: skip

    def _kind(self, passage: Passage, a: tuple[str, Words], b: tuple[str, Words]) -> str:
        one, other = a[0], b[0]
        if self._printed_text.get(one) and self._printed_text.get(one) == self._printed_text.get(other):
            return "wire"
        if self._agencies[one] == self._agencies[other] not in (NOT_STATED, ""):
            return "wire"
        own = [
            sum(int((~self._quoted_words(article, words)[block[side] : block[side] + block[2]]).sum()) for block in passage.equal)
            for side, (article, words) in enumerate((a, b))
        ]
        return "quotation" if max(own) < OWN_WORDS else "prose"

    def _quoted_words(self, article: str, words: Words) -> np.ndarray:
        """For each word of an article, whether it stands in quotation marks."""
        if article not in self._quoted:
            spans = [quotation.inner for quotation in quotation_spans(self._texts[article]) if quotation.level == 1]
            marks = np.zeros(len(words.start) + 1, dtype=np.int64)
            for start, end in spans:
                marks[np.searchsorted(words.start, start)] += 1
                marks[np.searchsorted(words.start, end)] -= 1
            self._quoted[article] = np.cumsum(marks)[:-1] > 0
        return self._quoted[article]

    def _cue(self, article: str, start: int, end: int) -> str:
        introduction = self._introductions.of(article, start, end)
        return introduction.cue if introduction else ""

    def _boilerplate(self, a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
        """Whether all sentences of a passage recur in the outlets of both articles."""
        if self._printed_text.get(a[0]) and self._printed_text.get(a[0]) == self._printed_text.get(b[0]):
            return False
        return all(
            all((self._outlets[article], text) in self._recurring for text in self._sentences_of(article, start, end))
            for article, start, end in (a, b)
        )

    def _sentences_of(self, article: str, start: int, end: int) -> list[str]:
        starts, texts = self._sentences[article]
        return texts[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, end - 1)]


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


def _sentence_places(sentences: pd.DataFrame, involved: Collection[str]) -> dict[str, tuple[list[int], list[str]]]:
    some = sentences[sentences["article_id"].isin(involved)].sort_values("start", kind="stable")
    by_article = some.groupby("article_id", sort=False)
    return {str(article): (rows["start"].tolist(), rows["text"].tolist()) for article, rows in by_article}


def _recurring_sentences(
    sentences: pd.DataFrame, articles: pd.DataFrame, involved: Collection[str]
) -> frozenset[tuple[str, str]]:
    """Outlet and sentence, where the sentence recurs in the outlet. Outlets that are not stated repeat nothing."""
    outlets = articles.set_index("article_id")["outlet"]
    outlets = outlets[~outlets.isin([NOT_STATED, ""])]
    in_question = sentences.loc[sentences["article_id"].isin(involved), "text"].unique()
    some = sentences.loc[sentences["text"].isin(in_question), ["article_id", "text"]].drop_duplicates()
    some = some.assign(outlet=some["article_id"].map(outlets)).dropna(subset=["outlet"])
    counts = some.groupby(["outlet", "text"]).size()
    least = counts.index.get_level_values("outlet").map((RECURS_SHARE * outlets.value_counts()).clip(lower=RECURS))
    return frozenset(counts.index[counts.to_numpy() >= np.asarray(least, dtype=float)])
