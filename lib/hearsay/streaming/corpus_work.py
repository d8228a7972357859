"""What is held of a corpus that lies in parts, what is kept of it between runs, and how the work on it goes to whoever works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
import pandas as pd

from hearsay import engine, pipeline, schema, storage
from hearsay.options import Options
from hearsay.streaming.batches import Batch, Part, Units, compare

Item = TypeVar("Item")

OF_ARTICLES = ("article_id", "outlet", "published", "event", "language", "upstream", "n_words")
"""What of every article is held."""
OF_BODIES = ("article_id", "sentence_no", "zone", "text")
"""What of the sentences tells an article's body."""


class Members:
    """Which articles are in which items (pairs, quotations, stories), looked up by article."""

    def __init__(self, places: np.ndarray, items: np.ndarray) -> None:
        order = np.argsort(places, kind="stable")
        self._places, self._items = places[order], items[order]

    def of(self, places: np.ndarray) -> np.ndarray:
        """The items that any of these articles are in, in order."""
        low, high = (np.searchsorted(self._places, places, side=side) for side in ("left", "right"))
        own = [self._items[begin:end] for begin, end in zip(low.tolist(), high.tolist(), strict=True) if begin < end]
        return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *own]))


class Lazily(Sequence[Item]):
    """Items that are made when they are asked for: batches of so many pairs are not all held at once."""

    def __init__(self, make: Callable[[int], Item], count: int) -> None:
        self._make, self._count = make, count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self._count))]
        if not 0 <= place < self._count:
            raise IndexError(place)
        return self._make(place)


class CorpusWork:
    """One corpus, its articles by their places, and the work on it.

    Parameters
    ----------
    rows
        The tables of single articles, by the place of the article in the corpus.
    folder, form, names
        Where tables are written, as what, and which.
    options, here
        Those of the tables, with where the work runs, and those where it runs.
    digests
        With a cache, by the place of the article a digest of all that its tables rest on.
    """

    def __init__(
        self,
        rows: storage.Rows,
        folder: Path,
        form: storage.Format,
        names: Sequence[str],
        options: Options,
        here: Options,
        digests: Sequence[str],
    ) -> None:
        self.rows, self.folder, self.form, self.options, self.here = rows, folder, form, options, here
        self.names, self.digests = names, digests
        self.kept = storage.RowCache(options.cache, options) if options.cache else None
        self.files: dict[str, str] = {}
        parts = [rows.read("articles", rows.numbers(part), OF_ARTICLES) for part in range(rows.parts)]
        self.articles = pd.concat([schema.frame("articles", [])[[*OF_ARTICLES]], *parts], ignore_index=True)
        self.ids: list[str] = self.articles["article_id"].tolist()
        self.place = {name: place for place, name in enumerate(self.ids)}
        self.by_name = self.articles.sort_values("article_id").index.to_numpy()
        self.rank = np.argsort(self.by_name)
        self.outlets: list[str] = self.articles["outlet"].tolist()
        self.told: dict[str, list[bytes]] = {}

    # What is kept

    def key(self, place: int, *beside: object) -> bytes:
        """Of an article, and what else something rests on; none where nothing is kept."""
        return storage.key_of(self.ids[place], self.digests[place], *beside) if self.kept else b""

    def told_of(self, tables: Iterable[tuple[storage.Rows, str, np.ndarray]]) -> list[object]:
        """What stands at these numbers of tables that were made before."""
        return [[self.told[name][number] for number in numbers.tolist()] for _, name, numbers in tables]

    def units(
        self, names: tuple[str, ...], columns: tuple[str, ...], units: Sequence[tuple[Any, ...]], keys: list[bytes], **more: Any
    ) -> tuple[Units, list[int]]:
        """What the rows of a batch are of, and at which places of it is what has to be made."""
        kept: list[Mapping[str, storage.KeptRows] | None] = [None] * len(units)
        if self.kept and names:
            for place, rows in enumerate(zip(*(self.kept.find(name, keys) for name in names), strict=True)):
                kept[place] = dict(zip(names, rows, strict=True)) if all(rows) else None
        left = [place for place, rows in enumerate(kept) if rows is None]
        made = [units[place] for place in left]
        return Units(columns, made, [keys[place] for place in left] if self.kept else [], kept, **more), left

    # How the work is done

    def places(self, names: Iterable[str]) -> np.ndarray:
        """The places of articles, in the order of the corpus."""
        return np.array(sorted({self.place[name] for name in names}), dtype=np.int64)

    def batch(self, number: int, places: np.ndarray, names: tuple[str, ...], **more: Any) -> Batch:
        """Some articles, by their places, and the tables to be made of them."""
        took = {one for name in names for one in (*pipeline.RECIPES[name].needs, "articles")}
        reads = tuple(sorted(name for name in took if name not in pipeline.CORPUS_WIDE or name == "events"))
        written = tuple(name for name in names if name in self.names)
        return Batch(number, self.rows, places, names, reads, written, self.folder, self.form, self.here, **more)

    def compared(self, jobs: Sequence[Batch], what: str) -> list[Mapping[str, storage.Told]]:
        """Make and write them; gives by table what is told of the rows of each batch. `what` is the noun of the progress line."""
        told: list[Mapping[str, storage.Told]] = []
        for batch in self.results(compare, jobs, what):
            self.files |= batch.files
            told.append(batch.told)
            for name, rows in batch.told.items():
                self.told.setdefault(name, []).extend(digest for _, digest in rows)
        return told

    def keys(
        self, function: Callable[[Part], Path], name: str, numbers: np.ndarray, events: np.ndarray
    ) -> Iterator[list[np.ndarray]]:
        """What a function has put aside of each part, told the numbers and events of its articles; what is kept has a name."""
        jobs = []
        for part in range(self.rows.parts):
            own = self.rows.numbers(part)
            keys = [self.key(place) for place in own.tolist()]
            units, _ = self.units((name,) if name else (), (), [(self.ids[place],) for place in own.tolist()], keys)
            jobs.append(Part(self.rows, part, numbers[own], events[own], units, self.here))
        for path in self.results(function, jobs, "parts compared"):
            with np.load(path) as arrays:
                yield [*arrays.values()]
            path.unlink()

    def results(self, function: Callable[[Item], Any], jobs: Sequence[Item], what: str) -> Iterator[Any]:
        """As `engine.results`."""
        return engine.results(function, jobs, engine.workers(self.options), what=what)
