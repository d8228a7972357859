"""Tables that compare articles, of a corpus that lies in parts: those of memory, while no more is held than is being compared.

Which articles have something in common is found by numbers (hashes with their owners, on disk where they are many). What is then
compared, two articles, a quotation, a story, is read by number, some hundred articles at a time, wherever the work runs, and made
by the function that makes it in memory. Of every article a few hundred bytes are held: its name, outlet, date and event, and with
which others it shares words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from hearsay import engine, pipeline, schema, storage
from hearsay.batches import (
    Batch,
    CountedUses,
    EventQuotations,
    Part,
    compare,
    held_pairs,
    quotation_keys,
    run_keys,
    use_keys_of,
    write_epithets,
)
from hearsay.corroboration.article_sentences import RepeatedSentences
from hearsay.corroboration.events import found_events
from hearsay.corroboration.quoted_words import PLACE, QuotationIndex, between_articles, grouped
from hearsay.corroboration.reuse import SharedRuns, boilerplate
from hearsay.corroboration.shared_runs import Repeated, RunIndex
from hearsay.corroboration.stories import story_windows
from hearsay.corroboration.story_words import StoryCounts
from hearsay.framing.epithets import LEAST, UseCounts
from hearsay.framing.omissions import compared_stories
from hearsay.options import Options
from hearsay.parsing.shared_texts import bodies, copies
from hearsay.schema import ENGLISH

Item = TypeVar("Item")

AT_ONCE = 500
"""Articles of a batch, or pairs of articles, or quotations: as many as a part of the corpus has."""
HELD = ("article_id", "outlet", "published", "event", "language", "upstream", "n_words")
"""What of every article is held."""
OF_BODIES = ("article_id", "sentence_no", "zone", "text")
"""What of the sentences tells an article's body."""
OF_STORIES = ("claims", "origin_unions", "contradictions", "cues")
"""What is made story by story when the pairs of sentences are known."""
WHOLE = ("wording",)
"""What cannot be made in this way: each draw of its test is over all articles with all their words."""
MADE = tuple(name for name in pipeline.RECIPES if name in pipeline.CORPUS_WIDE and name not in WHOLE)
"""What is made here."""


def needed(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For the named tables: those to make here, in order, and those of single articles that they are made from."""
    order = pipeline.missing_tables([name for name in names if name in MADE], {"documents": None})
    here = tuple(name for name in order if name in MADE)
    taken = {"documents", "articles", "sentences"}.union(*(pipeline.RECIPES[name].takes for name in here))
    return here, tuple(sorted(taken - set(MADE))) if here else ()


class _Members:
    """Which articles are in which items (pairs, quotations, stories), looked up by article."""

    def __init__(self, places: np.ndarray, items: np.ndarray) -> None:
        order = np.argsort(places, kind="stable")
        self._places, self._items = places[order], items[order]

    def of(self, places: np.ndarray) -> np.ndarray:
        """The items that any of these articles are in, in order."""
        low, high = (np.searchsorted(self._places, places, side=side) for side in ("left", "right"))
        own = [self._items[begin:end] for begin, end in zip(low.tolist(), high.tolist(), strict=True) if begin < end]
        return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *own]))


def batches(items: Sequence[Item], size: Callable[[Item], int] = lambda item: 1) -> Iterator[list[Item]]:
    """Items one after the other, until they are of `AT_ONCE` articles or more; one batch at least, which may be empty."""
    some: list[Item] = []
    total = 0
    for number, item in enumerate(items):
        some.append(item)
        total += size(item)
        if total >= AT_ONCE and number < len(items) - 1:
            yield some
            some, total = [], 0
    yield some


class Reductions:
    """The tables of one corpus, each made when another needs it.

    Parameters
    ----------
    rows
        The tables of single articles, by the place of the article in the corpus.
    folder, form, names
        Where tables are written, as what, and which.
    options
        Those of the tables, and where the work runs.
    """

    def __init__(
        self, rows: storage.Rows, folder: Path, form: storage.Format, names: Sequence[str], options: Options, here: Options
    ) -> None:
        self.rows, self.folder, self.form, self.options, self.here = rows, folder, form, options, here
        self.names = names
        self.files: dict[str, str] = {}
        parts = [rows.read("articles", rows.numbers(part), HELD) for part in range(rows.parts)]
        self.articles = pd.concat([schema.frame("articles", [])[[*HELD]], *parts], ignore_index=True)
        self.ids: list[str] = self.articles["article_id"].tolist()
        self.place = {name: place for place, name in enumerate(self.ids)}
        self.by_name = self.articles.sort_values("article_id").index.to_numpy()
        self.rank = np.argsort(self.by_name)

    def make(self) -> Mapping[str, str]:
        """Make and write the tables; gives the digests of their files."""
        for name in needed(self.names)[0]:
            getattr(self, name)
        return self.files

    # Two articles

    @cached_property
    def _runs(self) -> tuple[np.ndarray, RunIndex]:
        index = RunIndex()
        for keys in self._keys(run_keys, self.rank):
            index.add(*keys)
        return index.pairs(), index

    @cached_property
    def reuse(self) -> tuple[storage.Rows, np.ndarray, np.ndarray]:
        """Its rows by the number of the pair, the two places of each pair, and the words that it shares."""
        pairs, index = self._runs
        ordered = self.articles.iloc[self.by_name].reset_index(drop=True)
        some = np.unique(pairs)
        named = ordered["article_id"].iloc[some].tolist()
        agencies = ordered["upstream"].iloc[some].tolist()
        found = copies(named, agencies, self._bodies(self.by_name[some]), lambda few: self._bodies(self.by_name[some[few]]))
        one_text = {name: first for name, first in zip(named, found, strict=True) if first}
        repeated = boilerplate(ordered, index, one_text)
        cut = [*batches(pairs.tolist())]
        jobs = [self._pairs(number, part, ordered["article_id"], repeated, one_text) for number, part in enumerate(cut)]
        tokens = [count for told in self._compared(jobs, "pairs of articles") for count in told]
        return storage.Rows.of(self.rows.folder, map(len, cut)), self.by_name[pairs], np.array(tokens, dtype=np.int64)

    def _pairs(
        self, number: int, pairs: Sequence[list[int]], ids: pd.Series, repeated: Repeated, copies: Mapping[str, str]
    ) -> Batch:
        ranks = sorted({rank for pair in pairs for rank in pair})
        names = dict(zip(ranks, ids.iloc[ranks].tolist(), strict=True))
        named = [(names[one], names[other]) for one, other in pairs]
        own = {names[rank]: repeated.in_article(rank) for rank in ranks}
        shared = SharedRuns(named, own, {name: copies[name] for name in names.values() if name in copies})
        keyed = {"reuse": (("article_a", "article_b"), named)}
        return self._batch(number, self.by_name[ranks], ("reuse",), known={"reuse": {"found": shared}}, keyed=keyed)

    def _bodies(self, places: np.ndarray) -> Iterator[str]:
        for first in range(0, len(places), AT_ONCE):
            some = places[first : first + AT_ONCE]
            found = bodies(self.rows.read("sentences", some, OF_BODIES))
            yield from (found.get(self.ids[place], "") for place in some.tolist())

    @cached_property
    def _pairs_of(self) -> _Members:
        _, pairs, tokens = self.reuse
        sharing = np.flatnonzero(tokens)
        return _Members(pairs[sharing].ravel(), np.repeat(sharing, 2))

    def _reused(self, places: np.ndarray, *, within: bool) -> tuple[storage.Rows, str, np.ndarray]:
        """The passages of these articles, of both sides or of either."""
        rows, pairs, _ = self.reuse
        numbers = self._pairs_of.of(places)
        return rows, "reuse", numbers[np.isin(pairs[numbers], places).all(axis=1)] if within else numbers

    @cached_property
    def relays(self) -> None:
        """Articles in the order of their names, with those that they share passages with."""
        jobs = []
        for number, ranks in enumerate(batches(range(len(self.ids)))):
            own = self.by_name[ranks]
            passages = self._reused(own, within=False)
            places = np.unique(np.concatenate([own, self.reuse[1][passages[2]].ravel()]))
            only = frozenset(self.ids[place] for place in own.tolist())
            jobs.append(self._batch(number, places, ("relays",), beside=(passages,), only=only))
        self._compared(jobs, "relays")

    # Events and stories

    @cached_property
    def events(self) -> pd.DataFrame:
        """The table, which is held: of an article a name, another and some words."""
        repeated, counts = RepeatedSentences(self.articles), StoryCounts()
        for part in range(self.rows.parts):
            repeated.add(self.rows.read("sentences", self.rows.numbers(part)))
        for part in range(self.rows.parts):
            articles, sentences = (self.rows.read(name, self.rows.numbers(part)) for name in ("articles", "sentences"))
            counts.add(articles, sentences, repeated.among(sentences))
        _, pairs, tokens = self.reuse
        shared = (
            (self.ids[one], self.ids[other], count)
            for (one, other), count in zip(pairs.tolist(), tokens.tolist(), strict=True)
            if count
        )
        made = found_events(self.articles, counts.words(), shared)
        for part in range(self.rows.parts):
            own = made.iloc[self.rows.numbers(part)].reset_index(drop=True)
            storage.write_rows("events", own, [1] * len(own), self.rows.path("events", part))
            if "events" in self.names:
                schema.validate("events", own)
                self.files |= storage.write_part("events", own, self.folder, part, self.rows.folder, self.form)
        return made[["article_id", "event", "basis", "articles"]]

    @cached_property
    def _english(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Articles and events of what English instruments read."""
        kept = self.articles["language"].isin(ENGLISH).to_numpy()
        return self.articles[kept].reset_index(drop=True), self.events[kept].reset_index(drop=True)

    @cached_property
    def omissions(self) -> None:
        """Story by story."""
        cut = batches([*compared_stories(*self._english)], lambda story: len(story[1]))
        jobs = []
        for number, stories in enumerate(cut):
            places, known = self._places(name for _, of in stories for name in of), {"omissions": {"stories": stories}}
            jobs.append(self._batch(number, places, ("omissions",), known=known))
        self._compared(jobs, "stories")

    @cached_property
    def _stories(self) -> list[list[tuple[str, list[list[str]]]]]:
        """The windows of each story, in batches; those of one story together."""
        by_name: dict[str, list[list[str]]] = {}
        for story, ids in story_windows(*self._english):
            by_name.setdefault(story, []).append(ids)
        return [*batches([*by_name.items()], lambda story: sum(map(len, story[1])))]

    @cached_property
    def claim_pairs(self) -> tuple[storage.Rows, list[int]]:
        """Its rows by number of the batch, and how many claims are made of each."""
        jobs = []
        for number, stories in enumerate(self._stories):
            windows = [(story, ids) for story, of in stories for ids in of]
            places, known = self._places(name for _, ids in windows for name in ids), {"claim_pairs": {"stories": windows}}
            keyed = {"claim_pairs": (("story",), [(story,) for story, _ in stories])}
            jobs.append(self._batch(number, places, ("claim_pairs",), known=known, keyed=keyed))
        counts = self._compared(jobs, "stories")
        return storage.Rows.of(self.rows.folder, map(len, self._stories)), counts

    @cached_property
    def _of_stories(self) -> tuple[storage.Rows, _Members, list[np.ndarray]]:
        """Rows by number of the story, in which stories an article is, and the articles of each."""
        rows, counts = self.claim_pairs
        names = tuple(name for name in OF_STORIES if name in needed(self.names)[0])
        firsts, jobs = np.cumsum([0, *counts]).tolist(), []
        for number, stories in enumerate(self._stories):
            places = self._places(name for _, of in stories for ids in of for name in ids)
            beside = [(rows, "claim_pairs", rows.numbers(number))]
            if "claims" in names:
                beside += [self._reused(places, within=True), self._shared_words(places)]
            keys = [(story,) for story, _ in stories]
            keyed = {name: (("story",), keys) for name in ("claims", "contradictions") if name in names}
            jobs.append(self._batch(number, places, names, beside=tuple(beside), shift={"claim_no": firsts[number]}, keyed=keyed))
        self._compared(jobs, "stories")
        every = [self._places(name for ids in of for name in ids) for stories in self._stories for _, of in stories]
        items = np.repeat(np.arange(len(every)), [len(own) for own in every])
        return rows, _Members(np.concatenate([np.zeros(0, dtype=np.int64), *every]), items), every

    @property
    def claims(self) -> object:
        """With what else is made of the stories."""
        return self._of_stories

    origin_unions = contradictions = cues = claims

    # Quotations

    @cached_property
    def shared_quotations(self) -> tuple[storage.Rows, _Members]:
        """Its rows by the number of the quotation, and which an article has."""
        event_no = pd.factorize(self.events["event"])[0].astype(np.int64)
        index = QuotationIndex()
        for keys in self._keys(quotation_keys, self.rank, event_no):
            index.add((keys[0], keys[1]))
        pairs = index.pairs()
        joined = between_articles(pairs)
        held = [pairs, *self._results(held_pairs, [*self._of_events(event_no, joined)], "quotations")]
        groups = [
            [(int(self.by_name[number >> PLACE]), number & ((1 << PLACE) - 1)) for number in group]
            for group in grouped(np.concatenate(held))
        ]
        cut, first, jobs = [*batches(groups, len)], 0, []
        for number, part in enumerate(cut):
            told = [[(self.ids[place], at) for place, at in group] for group in part]
            places = np.unique([place for group in part for place, _ in group]).astype(np.int64)
            known = {"shared_quotations": {"groups": told}}
            keyed = {"shared_quotations": (("quotation_no",), [(first + no,) for no in range(len(part))])}
            more = {"known": known, "keyed": keyed, "shift": {"quotation_no": first}}
            jobs.append(self._batch(number, places, ("shared_quotations",), **more))
            first += len(part)
        self._compared(jobs, "quotations")
        members = np.array([(place, no) for no, group in enumerate(groups) for place, _ in group], dtype=np.int64).reshape(-1, 2)
        return storage.Rows.of(self.rows.folder, map(len, cut)), _Members(members[:, 0], members[:, 1])

    def _of_events(self, event_no: np.ndarray, joined: np.ndarray) -> Iterator[EventQuotations]:
        """The articles of events that more than one reports, some hundred at a time."""
        order = np.argsort(event_no, kind="stable")
        events = np.split(order, np.flatnonzero(np.diff(event_no[order])) + 1)
        for some in batches([places for places in events if len(places) > 1], len):
            places = np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *some]))
            ids = [self.ids[place] for place in places.tolist()]
            ranks, own = (dict(zip(ids, of[places].tolist(), strict=True)) for of in (self.rank, event_no))
            theirs = joined[np.isin(joined >> PLACE, self.rank[places])]
            yield EventQuotations(self.rows, places, ranks, own, frozenset(theirs.tolist()))

    def _shared_words(self, places: np.ndarray) -> tuple[storage.Rows, str, np.ndarray]:
        rows, members = self.shared_quotations
        return rows, "shared_quotations", members.of(places)

    # Each article, by what is known of all

    @cached_property
    def epithets(self) -> None:
        """Each part, when it is known how many articles use an epithet."""
        counts = UseCounts()
        for keys in self._keys(use_keys_of, np.arange(len(self.ids))):
            counts.add(keys[0], keys[1])
        path = self.rows.folder / "uses.npy"
        np.save(path, np.stack([part.astype(np.uint64) for part in counts.counts()]))
        need = min(LEAST, max(int(self.articles["language"].isin(ENGLISH).sum()), 1))
        jobs = [
            CountedUses(Part(self.rows, part, np.zeros(0)), path, need, self.folder, self.form) for part in range(self.rows.parts)
        ]
        for files in self._results(write_epithets, jobs, "epithets"):
            self.files |= files

    @cached_property
    def indicators(self) -> None:
        """Each part, with the passages, claims and places at odds of its articles."""
        rows, stories_of, stories = self._of_stories
        jobs = []
        for part in range(self.rows.parts):
            places = self.rows.numbers(part)
            stories_here = stories_of.of(places)
            more = np.setdiff1d(np.concatenate([places, *(stories[story] for story in stories_here.tolist())]), places)
            others = self.articles.iloc[more][["article_id", "outlet"]]
            beside = (
                self._reused(places, within=False),
                *((rows, name, stories_here) for name in ("claims", "contradictions")),
            )
            jobs.append(self._batch(part, places, ("indicators",), beside=beside, known={"indicators": {"others": others}}))
        self._compared(jobs, "indicators")

    # How the work is done

    def _places(self, names: Iterable[str]) -> np.ndarray:
        """The places of articles, in the order of the corpus."""
        return np.array(sorted({self.place[name] for name in names}), dtype=np.int64)

    def _batch(self, number: int, places: np.ndarray, names: tuple[str, ...], **more: Any) -> Batch:
        took = {one for name in names for one in (*pipeline.RECIPES[name].needs, "articles")}
        reads = tuple(sorted(name for name in took if name not in pipeline.CORPUS_WIDE or name == "events"))
        written = tuple(name for name in names if name in self.names)
        return Batch(number, self.rows, places, names, reads, written, self.folder, self.form, self.here, **more)

    def _compared(self, jobs: Iterable[Batch], what: str) -> list[Any]:
        told = []
        for files, more in self._results(compare, [*jobs], what):
            self.files |= files
            told.append(more)
        return told

    def _keys(self, function: Callable[[Part], Path], *of_articles: np.ndarray) -> Iterator[np.ndarray]:
        """What a function has put aside of each part, told the numbers and, if need be, the events of its articles."""
        parts = [self.rows.numbers(part) for part in range(self.rows.parts)]
        jobs = [Part(self.rows, part, *(values[own] for values in of_articles)) for part, own in enumerate(parts)]
        for path in self._results(function, jobs, "parts compared"):
            yield np.load(path)
            path.unlink()

    def _results(self, function: Callable[[Item], Any], jobs: Sequence[Item], what: str) -> Iterator[Any]:
        return engine.results(function, jobs, engine.workers(self.options), what=what)
