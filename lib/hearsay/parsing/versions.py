"""The same article twice: folded into one, its other versions listed.

Three steps, none of which looks at all pairs. Texts that are equal but for spaces share a digest. Others are candidates
when they share hashed five-word sequences of their long lines, one in eight of which is kept; each is held against the
first text that has a sequence, so that pairs grow with the texts. Only candidates are parsed, and only their bodies are
compared, by containment (Jaccard misses a story that has grown: docs/methods.md#text-reuse).

The same wire story in two outlets is two articles: texts of different outlets or sites are never folded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.parsing.articles import blocks as make_blocks
from hearsay.parsing.articles import metadata
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


def fold_versions(documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Documents without repeated articles, and the `versions` that were folded into those kept.

    Kept is the version of the latest stated date; without dates the longest, then the first. `shared` says how much of
    the shorter body stands in the other. Do not read it as a share of reuse between different articles.
    """
    texts, leaders = documents["text"].tolist(), _equal(documents)
    apart = [n for n, leader in enumerate(leaders) if leader == n]
    outlets = [named_outlet(row) for row in documents[["parts", "supplied_outlet"]].itertuples(index=False)]
    found = ((apart[a], apart[b]) for a, b in candidate_pairs([texts[n] for n in apart]))
    # Of two outlets that are known to differ no page is a version of the other: neither has to be parsed.
    pairs = sorted((a, b) for a, b in found if not outlets[a] or not outlets[b] or outlets[a] == outlets[b])
    pages = _pages(documents, sorted({place for pair in pairs for place in pair}))
    folds = _folds(pairs, pages)
    for n, leader in enumerate(leaders):
        if leader != n:
            folds[n] = Fold(folds[leader].leader if leader in folds else leader, "same text", 1.0)
    kept = _kept(folds, pages)
    gone = sorted({*folds, *kept} - set(kept.values()))
    rows = [_row(documents, place, kept, folds) for place in gone]
    return documents.drop(index=documents.index[gone]).reset_index(drop=True), schema.frame("versions", rows)


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


def keep_versions(documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All documents, and no versions."""
    return documents, schema.frame("versions", [])


def _equal(documents: pd.DataFrame) -> list[int]:
    """For each text the first one that is equal but for spaces and states no other outlet or site."""
    first: dict[tuple[bytes, str], int] = {}
    leaders = []
    for n, row in enumerate(documents.itertuples()):
        digest = hashlib.blake2b(" ".join(row.text.split()).encode(), digest_size=16).digest()
        leaders.append(first.setdefault((digest, outlet_of(row)), n))
    return leaders


def candidate_pairs(texts: list[str]) -> list[tuple[int, int]]:
    """Pairs of places of texts that share enough sequences to be looked at."""
    runs_of = (word_runs("\n".join(line for line in text.splitlines() if len(line) >= LONG_LINE)) for text in texts)
    kept = [runs[runs % KEPT == 0] for runs in runs_of]
    sizes = np.array([len(one) for one in kept])
    if not sizes.sum():
        return []
    runs, owners = np.concatenate(kept), np.repeat(np.arange(len(kept)), sizes)
    order = np.lexsort((owners, runs))
    runs, owners = runs[order], owners[order]
    starts = np.r_[True, runs[1:] != runs[:-1]]
    firsts = owners[starts][np.cumsum(starts) - 1]
    shared = firsts != owners
    pairs, counts = np.unique(np.stack([firsts[shared], owners[shared]], axis=1), axis=0, return_counts=True)
    enough = counts >= ALIKE * np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    return [(int(a), int(b)) for a, b in pairs[enough]]


def _pages(documents: pd.DataFrame, places: list[int]) -> dict[int, VersionText]:

    chosen = documents.iloc[places].reset_index(drop=True)
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
    """For each leader the member of its group that stays; texts that are equal to another never do."""
    groups: dict[int, list[int]] = {fold.leader: [fold.leader] for fold in folds.values()}
    for member, fold in folds.items():
        if fold.kind != "same text":
            groups[fold.leader].append(member)

    def rank(place: int) -> tuple[str, int, int]:
        return pages[place].published, pages[place].words, -place

    return {leader: max(members, key=rank) if len(members) > 1 else leader for leader, members in groups.items()}


def _row(documents: pd.DataFrame, place: int, kept: Mapping[int, int], folds: Mapping[int, Fold]) -> dict[str, Any]:
    """The row of `versions` for a text that goes: a leader goes for the member of its group that stays."""
    fold = folds[place] if place in folds else folds[kept[place]]
    row, stays = documents.iloc[place], documents.iloc[kept[place if place in kept else fold.leader]]
    stated = stated_by_file(row["parts"], "published") or NOT_STATED
    return {
        "document_id": stays["document_id"],
        "version_id": row["document_id"],
        "path": row["path"],
        "sha256": row["sha256"],
        "kind": fold.kind,
        "shared": fold.shared,
        "published": row["supplied_published"] if row["supplied_published"] != NOT_STATED else stated,
        "url": row["supplied_url"],
        "text": "" if row["text"] == stays["text"] else row["text"],
    }
