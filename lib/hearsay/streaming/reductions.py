"""Tables that compare articles, of a corpus that lies in parts: those of memory, while no more is held than is being compared.

Which articles have something in common is found by numbers (hashes with their owners, on disk where they are many). What is then
compared, two articles, a quotation, a story, is read by number, some hundred articles at a time, wherever the work runs, and made
by the function that makes it in memory. Of every article a few hundred bytes are held: its name, outlet, date and event, and with
which others it shares words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from hearsay import pipeline, schema, storage
from hearsay.corroboration.article_sentences import RepeatedSentences
from hearsay.corroboration.events import found_events
from hearsay.corroboration.quoted_words import PLACE, QuotationIndex, between_articles, grouped
from hearsay.corroboration.reuse import LEAST as LEAST_WORDS
from hearsay.corroboration.reuse import SharedRuns, boilerplate
from hearsay.corroboration.shared_runs import RunIndex
from hearsay.corroboration.stories import story_windows
from hearsay.corroboration.story_words import StoryCounts
from hearsay.framing.epithets import LEAST, UseCounts
from hearsay.framing.omissions import compared_stories
from hearsay.parsing.shared_texts import bodies, copies
from hearsay.schema import ENGLISH
from hearsay.streaming.batches import (
    HELD,
    QUOTATIONS,
    USES,
    Batch,
    CountedUses,
    EventQuotations,
    held_pairs,
    quotation_keys,
    run_keys,
    use_keys_of,
    write_epithets,
)
from hearsay.streaming.corpus_work import OF_BODIES, CorpusWork, Lazily, Members
from hearsay.streaming.word_parts import write_wording

Item = TypeVar("Item")

AT_ONCE = 500
"""Articles of a batch, or pairs of articles, or quotations: as many as a part of the corpus has."""
OF_STORIES = ("claims", "origin_unions", "contradictions", "cues")
"""What is made story by story when the pairs of sentences are known."""
MADE = tuple(name for name in pipeline.RECIPES if name in pipeline.CORPUS_WIDE)
"""What is made here."""


def needed(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For the named tables: those to make here, in order, and those of single articles that they are made from."""
    order = pipeline.missing_tables([name for name in names if name in MADE], {"documents": None})
    here = tuple(name for name in order if name in MADE)
    taken = {"documents", "articles", "sentences"}.union(*(pipeline.RECIPES[name].takes for name in here))
    return here, tuple(sorted(taken - set(MADE))) if here else ()


@dataclass(frozen=True)
class _Stories:
    """The rows of each story by its number, in which stories an article is, and the articles of each."""

    rows: storage.Rows
    of: Members
    articles: list[np.ndarray]


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


class Reductions(CorpusWork):
    """The tables of one corpus, each made when another needs it."""

    def make(self) -> Mapping[str, str]:
        """Make and write the tables; gives the digests of their files."""
        for name in needed(self.names)[0]:
            getattr(self, name)
        return self.files

    # Two articles

    @cached_property
    def _runs(self) -> tuple[np.ndarray, RunIndex]:
        index = RunIndex()
        for shingles, articles, codes, starts in self.keys(run_keys, "", self.rank, self.rank):
            index.add(shingles, articles.tolist(), codes, starts)
        return index.pairs(LEAST_WORDS), index

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
        own = {rank: repeated.in_article(rank) for rank in some.tolist()}
        keys = {rank: self.key(self.by_name[rank], words.tobytes()) for rank, words in own.items()}

        def jobs(pairs: np.ndarray, **more: Any) -> Lazily[Batch]:
            cut = np.split(pairs, range(AT_ONCE, len(pairs), AT_ONCE))
            return Lazily(lambda number: replace(job(number, cut[number].tolist()), **more), len(cut))

        def job(number: int, part: Sequence[list[int]]) -> Batch:
            told = [(self.ids[self.by_name[one]], self.ids[self.by_name[other]]) for one, other in part]
            one_of = [one_text.get(a, "") == one_text.get(b, "") != "" for a, b in told]
            made_from = [storage.key_of(keys[a], keys[b], one) for (a, b), one in zip(part, one_of, strict=True)]
            units, left = self.units(("reuse",), ("article_a", "article_b"), told, made_from if self.kept else [])
            ranks = sorted({rank for place in left for rank in part[place]})
            ids = {self.ids[self.by_name[rank]]: rank for rank in ranks}
            shared = SharedRuns(
                units.made,
                {name: own[rank] for name, rank in ids.items()},
                {name: one_text[name] for name in ids if name in one_text},
            )
            more = {"known": {"reuse": {"found": shared}}, "units": units, "aside": ("reuse",)}
            return self.batch(number, self.by_name[ranks], ("reuse",), **more)

        if self.kept:
            kept = [rows is not None for one in jobs(pairs) if one.units for rows in one.units.kept]
            left = pairs[~np.array(kept, dtype=bool)]
            if 0 < len(left) < len(pairs) / 2:
                # A few of each batch: they are made together, so that no article is read for each of its pairs.
                self.compared(jobs(left, written=(), aside=()), "pairs of articles")
                self.told.pop("reuse")
                self.kept.look_again("reuse")
        made = self.compared(jobs(pairs), "pairs of articles")
        tokens = np.array([count for told in made for count, _ in told["reuse"]], dtype=np.int64)
        sizes = [len(told["reuse"]) for told in made]
        return storage.Rows.of(self.rows.folder, sizes), self.by_name[pairs], tokens

    def _bodies(self, places: np.ndarray) -> Iterator[str]:
        for first in range(0, len(places), AT_ONCE):
            some = places[first : first + AT_ONCE]
            found = bodies(self.rows.read("sentences", some, OF_BODIES))
            yield from (found.get(self.ids[place], "") for place in some.tolist())

    @cached_property
    def _pairs_of(self) -> Members:
        _, pairs, tokens = self.reuse
        sharing = np.flatnonzero(tokens)
        return Members(pairs[sharing].ravel(), np.repeat(sharing, 2))

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
            every = self.by_name[ranks]
            keys = [self._relay_key(place) for place in every.tolist()]
            units, left = self.units(("relays",), ("article_id",), [(self.ids[place],) for place in every], keys)
            own = every[left]
            passages = self._reused(own, within=False)
            places = np.unique(np.concatenate([own, self.reuse[1][passages[2]].ravel()]))
            only = frozenset(self.ids[place] for place in own.tolist())
            jobs.append(self.batch(number, places, ("relays",), beside=(passages,), only=only, units=units))
        self.compared(jobs, "relays")

    def _relay_key(self, place: int) -> bytes:
        """What the relays of an article rest on: itself, those that it shares passages with, and the passages."""
        if self.kept is None:
            return b""
        passages = self._reused(np.array([place]), within=False)
        return self.key(place, *map(self.key, np.unique(self.reuse[1][passages[2]]).tolist()), *self.told_of([passages]))

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
        for number, part in enumerate(cut):
            keys = [storage.key_of(story, *of.items(), *map(self.key, self.places(of))) for story, of in part]
            units, left = self.units(("omissions",), ("story",), [(story,) for story, _ in part], keys)
            stories = [part[place] for place in left]
            places, known = self.places(name for _, of in stories for name in of), {"omissions": {"stories": stories}}
            jobs.append(self.batch(number, places, ("omissions",), known=known, units=units))
        self.compared(jobs, "stories")

    @cached_property
    def _stories(self) -> list[list[tuple[str, list[list[str]]]]]:
        """The windows of each story, in batches; those of one story together."""
        by_name: dict[str, list[list[str]]] = {}
        for story, ids in story_windows(*self._english):
            by_name.setdefault(story, []).append(ids)
        return [*batches([*by_name.items()], lambda story: sum(map(len, story[1])))]

    @cached_property
    def _story_keys(self) -> list[list[bytes]]:
        """What the pairs of sentences of each story are made from."""
        return [
            [storage.key_of(story, of, *(self.key(self.place[name]) for ids in of for name in ids)) for story, of in stories]
            for stories in self._stories
        ]

    @cached_property
    def claim_pairs(self) -> tuple[storage.Rows, list[list[int]]]:
        """Its rows by number of the story, and how many claims are made of each, by batch."""
        jobs = []
        for number, (stories, keys) in enumerate(zip(self._stories, self._story_keys, strict=True)):
            units, left = self.units(("claim_pairs",), ("story",), [(story,) for story, _ in stories], keys)
            windows = [(stories[place][0], ids) for place in left for ids in stories[place][1]]
            places, known = self.places(name for _, ids in windows for name in ids), {"claim_pairs": {"stories": windows}}
            jobs.append(self.batch(number, places, ("claim_pairs",), known=known, units=units, aside=("claim_pairs",)))
        counts = [[count for count, _ in told["claim_pairs"]] for told in self.compared(jobs, "stories")]
        return storage.Rows.of(self.rows.folder, map(len, self._stories)), counts

    @cached_property
    def _of_stories(self) -> _Stories:
        """What is made of the claims of each story."""
        rows, counts = self.claim_pairs
        names = tuple(name for name in OF_STORIES if name in needed(self.names)[0])
        first, jobs = 0, []
        every = [self.places(name for ids in of for name in ids) for stories in self._stories for _, of in stories]
        for number, (stories, own) in enumerate(zip(self._stories, counts, strict=True)):
            some, keys = rows.numbers(number), self._story_keys[number]
            if "claims" in names:
                keys = [storage.key_of(key, *self._shared_keys(every[story])) for key, story in zip(keys, some, strict=True)]
            numbered = {"number": "claim_no", "first": first, "counts": own}
            units, left = self.units(names, ("story",), [(story,) for story, _ in stories], keys, **numbered)
            places = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(every[some[place]] for place in left)]))
            beside = [(rows, "claim_pairs", some[left])]
            if "claims" in names:
                beside += [self._reused(places, within=True), self._shared_words(places)]
            aside = tuple(name for name in ("claims", "contradictions") if name in names)
            jobs.append(self.batch(number, places, names, beside=tuple(beside), units=units, aside=aside))
            first += sum(own)
        self.compared(jobs, "stories")
        items = np.repeat(np.arange(len(every)), [len(own) for own in every])
        return _Stories(rows, Members(np.concatenate([np.zeros(0, dtype=np.int64), *every]), items), every)

    def _shared_keys(self, places: np.ndarray) -> list[object]:
        """Which passages and quotations these articles share."""
        return self.told_of([self._reused(places, within=True), self._shared_words(places)]) if self.kept else []

    @property
    def claims(self) -> object:
        """With what else is made of the stories."""
        return self._of_stories

    origin_unions = contradictions = cues = claims

    @cached_property
    def wording(self) -> None:
        """Group by group."""
        self.files |= write_wording(self, *self._english)

    # Quotations

    @cached_property
    def shared_quotations(self) -> tuple[storage.Rows, Members]:
        """Its rows by the number of the quotation, and which an article has."""
        event_no = pd.factorize(self.events["event"])[0].astype(np.int64)
        index = QuotationIndex()
        for keys in self.keys(quotation_keys, QUOTATIONS, self.rank, event_no):
            index.add(*keys)
        pairs = index.pairs()
        joined = between_articles(pairs)
        held = [pairs, *self.results(held_pairs, [*self._of_events(event_no, joined)], "quotations")]
        groups = [
            [(int(self.by_name[number >> PLACE]), number & ((1 << PLACE) - 1)) for number in group]
            for group in grouped(np.concatenate(held))
        ]
        cut, first, jobs = [*batches(groups, len)], 0, []
        for number, part in enumerate(cut):
            group_keys = [storage.key_of(*((self.key(place), at) for place, at in group)) for group in part]
            given = {"number": "quotation_no", "first": first, "counts": [1] * len(part)}
            units, left = self.units(("shared_quotations",), ("quotation_no",), [()] * len(part), group_keys, **given)
            units = replace(units, made=[(no,) for no in range(len(left))])  # numbered among those that are made
            told = [[(self.ids[place], at) for place, at in part[no]] for no in left]
            places = np.unique([place for no in left for place, _ in part[no]]).astype(np.int64)
            more = {"known": {"shared_quotations": {"groups": told}}, "units": units, "aside": ("shared_quotations",)}
            jobs.append(self.batch(number, places, ("shared_quotations",), **more))
            first += len(part)
        self.compared(jobs, "quotations")
        members = np.array([(place, no) for no, group in enumerate(groups) for place, _ in group], dtype=np.int64).reshape(-1, 2)
        return storage.Rows.of(self.rows.folder, map(len, cut)), Members(members[:, 0], members[:, 1])

    def _of_events(self, event_no: np.ndarray, joined: np.ndarray) -> Iterator[EventQuotations]:
        """The articles of events that more than one reports, some hundred at a time."""
        order = np.argsort(event_no, kind="stable")
        events = np.split(order, np.flatnonzero(np.diff(event_no[order])) + 1)
        for some in batches([places for places in events if len(places) > 1], len):
            told, keys = [], []
            for places in some:
                ranks = self.rank[places]
                own = joined[np.isin(joined >> PLACE, ranks)]
                at = np.argsort(ranks)[np.searchsorted(np.sort(ranks), own >> PLACE)]
                local = frozenset(((at << PLACE) | (own & ((1 << PLACE) - 1))).tolist())
                told.append((places, ranks, local))
                keys.append(storage.key_of(sorted(local), *map(self.key, places.tolist())) if self.kept else b"")
            units, _ = self.units((HELD,), (), [()] * len(some), keys)
            yield EventQuotations(self.rows, told, units, self.here)

    def _shared_words(self, places: np.ndarray) -> tuple[storage.Rows, str, np.ndarray]:
        rows, members = self.shared_quotations
        return rows, "shared_quotations", members.of(places)

    # Each article, by what is known of all

    @cached_property
    def epithets(self) -> None:
        """Each part, when it is known how many articles use an epithet."""
        counts = UseCounts()
        every = np.arange(len(self.ids))
        for keys in self.keys(use_keys_of, USES, every, every):
            counts.add(*keys[0])
        path = self.rows.folder / "uses.npy"
        np.save(path, np.stack([part.astype(np.uint64) for part in counts.counts()]))
        need = min(LEAST, max(int(self.articles["language"].isin(ENGLISH).sum()), 1))
        jobs = [CountedUses(self.rows, part, path, need, self.folder, self.form) for part in range(self.rows.parts)]
        for files in self.results(write_epithets, jobs, "epithets"):
            self.files |= files

    @cached_property
    def indicators(self) -> None:
        """Each part, with the passages, claims and places at odds of its articles."""
        found = self._of_stories
        jobs = []
        for part in range(self.rows.parts):
            own = self.rows.numbers(part)
            keys = [self._article_key(place) for place in own.tolist()]
            units, left = self.units(("indicators",), ("article_id",), [(self.ids[place],) for place in own], keys)
            places = own[left]
            stories = found.of.of(places)
            more = np.setdiff1d(np.concatenate([places, *(found.articles[story] for story in stories.tolist())]), places)
            others = self.articles.iloc[more][["article_id", "outlet"]]
            beside = (
                self._reused(places, within=False),
                *((found.rows, name, stories) for name in ("claims", "contradictions")),
            )
            known = {"indicators": {"others": others}}
            jobs.append(self.batch(part, places, ("indicators",), beside=beside, known=known, units=units))
        self.compared(jobs, "indicators")

    def _article_key(self, place: int) -> bytes:
        """What the indicators of an article rest on: itself, what it shares, the claims of its stories and whose these are."""
        if self.kept is None:
            return b""
        found, own = self._of_stories, np.array([place])
        stories = found.of.of(own)
        beside = [self._reused(own, within=False), *((found.rows, name, stories) for name in ("claims", "contradictions"))]
        beyond = [other for story in stories.tolist() for other in found.articles[story].tolist()]
        others = [(self.ids[other], self.outlets[other]) for other in beyond]
        return self.key(place, others, *self.told_of(beside))
