"""The same article twice: folded into one, its other versions listed.

Three steps, none of which looks at all pairs, or holds all texts. Texts that are equal but for spaces share a digest. Others
are candidates when they share hashed five-word sequences of their long lines, one in eight of which is kept; each is held
against the first text that has a sequence, so that pairs grow with the texts. Only candidates are parsed, and only their
bodies are compared, by containment (Jaccard misses a story that has grown: docs/methods.md#text-reuse).

The same wire story in two outlets is two articles: texts of different outlets or sites are never folded.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from hearsay import schema
from hearsay.parsing.articles import blocks as make_blocks
from hearsay.parsing.articles import metadata
from hearsay.parsing.key_groups import HELD, KeyGroups
from hearsay.parsing.repetition import named_outlet, outlet_of, site_of, stated_by_file
from hearsay.schema import NOT_STATED
from hearsay.text.shingles import containment, word_runs

KEPT = 8
"""One sequence in so many is kept to find candidates."""
LONG_LINE = 60
"""Characters from which a line counts for finding candidates: menus are shorter."""
ALIKE = 0.2
"""Share of kept sequences that makes two texts candidates."""
SAME, UPDATED, UPDATED_SAME_PLACE = 0.97, 0.8, 0.4
"""Containment of bodies: the same; an updated version; one at the same address or under the same title."""
SHORTER = 0.4
"""The share of the longer body's length that an earlier version has at least, unless the address is the same."""
AT_ONCE = 1000
"""Pairs that are compared at a time, their pages in memory: some ten megabytes."""
PLACE = 32
"""Bits of the place of a text: two make one number."""
SHARED_PAGE = 0.3
"""Share of the lines around the bodies that two pages of one unnamed site have in common."""


@dataclass(frozen=True)
class VersionText:
    """What of one document is compared."""

    runs: np.ndarray
    title: str
    outlet: str
    url: str
    published: str
    around: frozenset[str]
    words: int


@dataclass(frozen=True)
class Fold:
    """That a text is a version of the one at place `leader`: how, and what share of the shorter body both hold."""

    leader: int
    kind: str
    shared: float


@dataclass(frozen=True)
class Version:
    """Of which article, by its document_id, a text is a version; how; what both hold; whether it is the same to the letter."""

    article: str
    kind: str
    shared: float
    same_text: bool


def fold_versions(documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Documents without repeated articles, and the `versions` that were folded into those kept.

    Kept is the version of the latest stated date; without dates the longest, then the first. `shared` says how much of
    the shorter body stands in the other. Do not read it as a share of reuse between different articles.
    """
    keys = VersionKeys()
    keys.add(documents)
    places = np.flatnonzero(keys.candidates()).tolist()
    return without_versions(documents, keys.fold([version_texts(documents.iloc[places], places)]))


def keep_versions(documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All documents, and no versions."""
    return without_versions(documents, {})


def without_versions(documents: pd.DataFrame, found: Mapping[int, Version]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The documents but those at the places found, and the rows of `versions` for these."""
    gone = sorted(found)
    rows = [_row(documents.iloc[place], found[place]) for place in gone]
    return documents.drop(index=documents.index[gone]).reset_index(drop=True), schema.frame("versions", rows)


class VersionKeys:
    """What tells which texts of a corpus are versions of one article: some hundred bytes of each, taken piece by piece."""

    def __init__(self, held: int = HELD) -> None:
        self._ids: list[str] = []
        self._exact = array("Q")
        self._outlets: list[str] = []
        self._leader_of = np.zeros(0, dtype=np.int64)
        self._equal, self._shared = KeyGroups(held), SharedSequences(held)
        self._pairs: list[tuple[int, int]] | None = None

    def add(self, documents: pd.DataFrame) -> None:
        """Take documents in, in the order of the corpus."""
        known, bare = len(self._ids), []
        of = documents[["document_id", "text", "parts", "supplied_outlet", "supplied_url"]]
        for row in of.itertuples(index=False):
            bare.append(_digest(f"{' '.join(row.text.split())}\0{outlet_of(row)}"))
            self._ids.append(row.document_id)
            self._exact.append(_digest(row.text))
            self._outlets.append(sys.intern(named_outlet(row)))
            self._shared.add(row.text)
        self._equal.add(np.array(bare, dtype=np.uint64), np.arange(known, len(self._ids), dtype=np.uint64))

    def candidates(self) -> np.ndarray:
        """For each text whether it has to be parsed to be held against another."""
        found = np.zeros(len(self._ids), dtype=bool)
        found[[place for pair in self._candidate_pairs() for place in pair]] = True
        return found

    def _candidate_pairs(self) -> list[tuple[int, int]]:
        if self._pairs is None:
            self._leader_of = self._leaders()
            outlets, found = self._outlets, self._shared.pairs(self._leader_of == np.arange(len(self._ids)))
            # Of two outlets that are known to differ no page is a version of the other: neither has to be parsed.
            self._pairs = [(a, b) for a, b in found if not outlets[a] or not outlets[b] or outlets[a] == outlets[b]]
        return self._pairs

    def fold(self, pages: Iterable[Mapping[int, VersionText]]) -> dict[int, Version]:
        """By place, what is a version of an article that stays.

        `pages` are the candidates, by place, in pieces. They are put aside on disk, and those that hang together are compared
        together, so that no more of them are held than belong to one another.
        """
        folds: dict[int, Fold] = {}
        kept: dict[int, int] = {}
        batches = [*_together(self._candidate_pairs(), len(self._ids))]
        for pairs, own in zip(batches, _by_batch(pages, batches), strict=True):
            found = _folds(pairs, own)
            folds |= found
            kept |= _kept(found, own)
        leaders = self._leader_of
        for place in np.flatnonzero(leaders != np.arange(len(leaders))).tolist():
            leader = int(leaders[place])
            folds[place] = Fold(folds[leader].leader if leader in folds else leader, "same text", 1.0)
            kept.setdefault(folds[place].leader, folds[place].leader)
        gone = sorted({*folds, *kept} - set(kept.values()))
        return {place: self._version(place, kept, folds) for place in gone}

    def _leaders(self) -> np.ndarray:
        """For each text the place of the first one that is equal but for spaces and states no other outlet or site."""
        leaders = np.arange(len(self._ids))
        for keys, places in self._equal.shares():
            starts = np.r_[True, keys[1:] != keys[:-1]]
            leaders[places.astype(np.int64)] = places[starts][np.cumsum(starts) - 1]
        return leaders

    def _version(self, place: int, kept: Mapping[int, int], folds: Mapping[int, Fold]) -> Version:
        """What becomes of a text that goes: a leader goes for the member of its group that stays."""
        fold = folds[place] if place in folds else folds[kept[place]]
        stays = kept[place if place in kept else fold.leader]
        return Version(self._ids[stays], fold.kind, fold.shared, self._exact[place] == self._exact[stays])


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _together(pairs: Sequence[tuple[int, int]], texts: int) -> Iterator[list[tuple[int, int]]]:
    """The pairs in groups of `AT_ONCE` and more, so that no text is in two of them."""
    if not pairs:
        return
    first, second = np.array(pairs).T
    _, group_of = connected_components(coo_array((np.ones(len(pairs)), (first, second)), shape=(texts, texts)), directed=False)
    by_group: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        by_group.setdefault(int(group_of[pair[0]]), []).append(pair)
    some: list[tuple[int, int]] = []
    for group in by_group.values():
        some += group
        if len(some) >= AT_ONCE:
            yield sorted(some)
            some = []
    if some:
        yield sorted(some)


def _by_batch(
    pages: Iterable[Mapping[int, VersionText]], batches: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[dict[int, VersionText]]:
    """The pages of each batch of pairs, one batch after the other."""
    batch_of = {place: number for number, pairs in enumerate(batches) for pair in pairs for place in pair}
    with tempfile.TemporaryDirectory(prefix="hearsay-") as folder:
        for some in pages:
            own: dict[int, dict[int, VersionText]] = {}
            for place, page in some.items():
                own.setdefault(batch_of[place], {})[place] = page
            for number, them in own.items():
                with Path(folder, str(number)).open("ab") as file:
                    pickle.dump(them, file)
        for number in range(len(batches)):
            with Path(folder, str(number)).open("rb") as file:
                found: dict[int, VersionText] = {}
                while file.peek(1):
                    found |= pickle.load(file)
            yield found


def _folds(pairs: Iterable[tuple[int, int]], pages: Mapping[int, VersionText]) -> dict[int, Fold]:
    """By place, what is a version of an earlier text. Whoever leads a version is none itself."""
    folds: dict[int, Fold] = {}
    leading: set[int] = set()
    for first, second in pairs:
        first = folds[first].leader if first in folds else first
        kind, shared = _compared(pages[first], pages[second])
        if kind and second != first and second not in folds and second not in leading:
            folds[second] = Fold(first, kind, shared)
            leading.add(first)
    return folds


class SharedSequences:
    """Which of many texts share enough sequences of words to be looked at: taken one after the other, and none is held."""

    def __init__(self, held: int = HELD) -> None:
        self._most, self._sizes = held, array("L")
        self._runs = KeyGroups(held)

    def add(self, text: str) -> None:
        """Take the next text in."""
        runs = word_runs("\n".join(line for line in text.splitlines() if len(line) >= LONG_LINE))
        kept = runs[runs % KEPT == 0]
        self._runs.add(kept, len(self._sizes))
        self._sizes.append(len(kept))

    def pairs(self, among: np.ndarray | None = None) -> list[tuple[int, int]]:
        """Pairs of places of texts, `among` those at which it is true, each held against the first that has a sequence."""
        sizes, together = np.array(self._sizes, dtype=np.int64), KeyGroups(self._most)
        for runs, owners in self._runs.shares():
            owners = owners.astype(np.int64)
            if among is not None:
                runs, owners = runs[among[owners]], owners[among[owners]]
            starts = np.r_[True, runs[1:] != runs[:-1]][: len(runs)]
            firsts = owners[starts][np.cumsum(starts) - 1]
            shared = firsts != owners
            codes, counts = np.unique((firsts[shared] << PLACE) | owners[shared], return_counts=True)
            together.add(codes.astype(np.uint64), counts)
        found: list[tuple[int, int]] = []
        for codes, counts in together.shares():
            starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
            pairs, counts = codes[starts].astype(np.int64), np.add.reduceat(counts, starts)
            first, second = pairs >> PLACE, pairs & ((1 << PLACE) - 1)
            enough = counts >= ALIKE * np.minimum(sizes[first], sizes[second])
            found += zip(first[enough].tolist(), second[enough].tolist(), strict=True)
        return sorted(found)


def version_texts(chosen: pd.DataFrame, places: Sequence[int]) -> dict[int, VersionText]:
    """What of some documents is compared, by their places in the corpus."""
    chosen = chosen.reset_index(drop=True)
    blocks = make_blocks(chosen)
    stated = metadata(chosen, blocks)
    values = {(row.article_id, row.field): row.value for row in stated[::-1].itertuples()}
    of = dict(iter(blocks.groupby("document_id", sort=False))) if len(blocks) else {}
    return {
        place: _page(row, of.get(row.document_id, blocks[:0]), values)
        for place, row in zip(places, chosen.itertuples(), strict=True)
    }


def _page(row: Any, blocks: pd.DataFrame, values: Mapping[tuple[str, str], str]) -> VersionText:
    lines = [
        (label, row.text[start:end]) for label, start, end in zip(blocks["label"], blocks["start"], blocks["end"], strict=True)
    ]
    body = "\n".join(line for label, line in lines if label == "body")
    title, outlet, published = (values.get((row.document_id, field), "") for field in ("title", "outlet", "published"))
    around = frozenset(" ".join(line.split()) for label, line in lines if label == "furniture" and not row.parts)
    title, outlet = " ".join(title.casefold().split()), named_outlet(row) or outlet.casefold()
    return VersionText(word_runs(body), title, outlet, row.supplied_url, published, around, len(body.split()))


def _compared(one: VersionText, other: VersionText) -> tuple[str, float]:
    """How two pages are versions of one article, '' when they are not, and what they share."""
    if not min(len(one.runs), len(other.runs)) or not _same_place(one, other):
        return "", 0.0
    shared = containment(one.runs, other.runs)
    ratio = min(one.words, other.words) / max(one.words, other.words, 1)
    if shared >= SAME and ratio >= SAME:
        return "same body", shared
    address = _address(one.url) == _address(other.url) != ""
    near = address or (one.title == other.title != "" and ratio >= SHORTER)
    enough = UPDATED_SAME_PLACE if near else UPDATED
    return ("updated", shared) if shared >= enough and (address or ratio >= SHORTER) else ("", shared)


def _same_place(one: VersionText, other: VersionText) -> bool:
    """Nothing says that the two are of different outlets; of unnamed ones, the pages around them are alike."""
    if one.outlet and other.outlet:
        return one.outlet == other.outlet
    sites = site_of(one.url), site_of(other.url)
    if all(sites):
        return sites[0] == sites[1]
    least = min(len(one.around), len(other.around))
    return not least or len(one.around & other.around) >= SHARED_PAGE * least


def _address(url: str) -> str:
    """An address without what does not tell pages apart: scheme, 'www.', query, fragment, last slash."""
    bare = "" if url == NOT_STATED else url.partition("#")[0].partition("?")[0]
    return bare.partition("://")[2].removeprefix("www.").rstrip("/")


def _kept(folds: Mapping[int, Fold], pages: Mapping[int, VersionText]) -> dict[int, int]:
    """For each leader the member of its group that stays."""
    groups: dict[int, list[int]] = {fold.leader: [fold.leader] for fold in folds.values()}
    for member, fold in folds.items():
        groups[fold.leader].append(member)

    def rank(place: int) -> tuple[str, int, int]:
        return pages[place].published, pages[place].words, -place

    return {leader: max(members, key=rank) for leader, members in groups.items()}


def _row(row: Any, found: Version) -> dict[str, Any]:
    """The row of `versions` for a text that goes."""
    stated = stated_by_file(row["parts"], "published") or NOT_STATED
    return {
        "document_id": found.article,
        "version_id": row["document_id"],
        "path": row["path"],
        "sha256": row["sha256"],
        "kind": found.kind,
        "shared": found.shared,
        "published": row["supplied_published"] if row["supplied_published"] != NOT_STATED else stated,
        "url": row["supplied_url"],
        "text": "" if found.same_text else row["text"],
    }
