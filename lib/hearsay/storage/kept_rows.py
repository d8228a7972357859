"""What is kept between runs of tables that compare articles: the rows of two articles, a story, by all that these rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from hearsay.errors import HearsayError
from hearsay.options import Options
from hearsay.pieces import Piece, Pieces, Record
from hearsay.storage.cache import DAMAGED, basis_of, keep_file, undamaged
from hearsay.storage.rows import OFFSET, numbered

_KEY = np.dtype([("high", "<u8"), ("low", "<u8")])
_ENTRY = np.dtype([*_KEY.descr, ("told", "<i8"), ("digest", f"V{_KEY.itemsize}")])
CODEC = "zstd"
_PLACE = np.dtype([*_ENTRY.descr, ("file", "<i8"), ("begin", "<u8"), ("end", "<u8")])


Told = Sequence[tuple[int, bytes]]
"""What is told of rows: a number, and a digest of what stands in them."""
NOTHING_TOLD = 0, bytes(_KEY.itemsize)


def key_of(*made_from: object) -> bytes:
    """The key of rows, from all that they are made from, by its `repr`."""
    return hashlib.blake2b(repr(made_from).encode("utf-8", "surrogatepass"), digest_size=_KEY.itemsize).digest()


@dataclass(frozen=True)
class KeptRows:
    """Where rows are kept, a number that is told of them, and a digest of what stands in them."""

    path: Path
    begin: int
    end: int
    told: int
    digest: bytes

    def read(self) -> pa.Buffer | bytes:
        """The rows, as `storage.rows.batches` gives them."""
        if self.begin == self.end:
            return b""
        packed = _content(self.path).slice(self.begin, self.end - self.begin)
        size = int(np.frombuffer(packed, OFFSET, 1)[0])
        return pa.decompress(packed.slice(OFFSET.itemsize), size, codec=CODEC)


def _packed(body: pa.Buffer | bytes) -> bytes:
    """Its size, and then it, packed: a batch of few rows is mostly zeros."""
    return np.array(len(body), OFFSET).tobytes() + bytes(pa.compress(body, codec=CODEC)) if len(body) else b""


@lru_cache(8)
def _content(path: Path) -> pa.Buffer:
    try:
        return pa.memory_map(str(path)).read_buffer()
    except OSError as error:
        raise HearsayError(
            f"the cache {str(path.parent.parent)!r} was there and is gone, or not everywhere; run again"
        ) from error


class RowCache:
    """Rows by key, in files as `storage.rows` has them, with the keys behind. Whoever deletes one loses nothing but time."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._folder = folder / f"rows-{basis_of(options)}"
        self._known: dict[str, tuple[list[Path], np.ndarray]] = {}

    def find(self, table: str, keys: Sequence[bytes]) -> list[KeptRows | None]:
        """For each key where its rows are; None where they are not kept, or the file is damaged."""
        if table not in self._known:
            self._known[table] = self._entries(table)
        files, known = self._known[table]
        asked = np.frombuffer(b"".join(keys), dtype=_KEY)
        places = np.searchsorted(known["high"], asked["high"])
        near = known[np.minimum(places, len(known) - 1)] if len(known) else np.zeros(len(asked), dtype=_PLACE)
        same = (near["high"] == asked["high"]) & (near["low"] == asked["low"]) & (len(known) > 0)
        return [
            KeptRows(files[file], begin, end, told, digest) if found else None
            for found, (_, _, told, digest, file, begin, end) in zip(same.tolist(), near.tolist(), strict=True)
        ]

    def look_again(self, table: str) -> None:
        """See what has been kept since."""
        self._known.pop(table, None)

    def _entries(self, table: str) -> tuple[list[Path], np.ndarray]:
        """Where the rows are of each key, in the order of keys; what others add later is not seen."""
        files, entries = sorted(self._folder.glob(f"{table}-*.rows")), [np.zeros(0, dtype=_PLACE)]
        for number, path in enumerate(files):
            try:
                entries.append(_entries_of(undamaged(path), number))
            except DAMAGED:
                continue
        every = np.concatenate(entries)
        return files, every[np.lexsort((every["low"], every["high"]))]

    def keep(self, table: str, keys: Sequence[bytes], told: Told, bodies: Sequence[pa.Buffer | bytes]) -> None:
        """Write rows where `find` finds them, with what is told of each."""
        entries = np.zeros(len(keys), dtype=_ENTRY)
        entries["high"], entries["low"] = np.frombuffer(b"".join(keys), dtype="<u8").reshape(-1, 2).T
        entries["told"] = [number for number, _ in told]
        entries["digest"] = np.frombuffer(b"".join(digest for _, digest in told), dtype=entries.dtype["digest"])
        keep_file(self._folder, f"{table}-", b"".join([*map(bytes, numbered(map(_packed, bodies))), entries.tobytes()]), ".rows")


def _entries_of(content: bytes, file: int) -> np.ndarray:
    count = int(np.frombuffer(content, OFFSET, 1)[0]) // OFFSET.itemsize - 1
    bounds = np.frombuffer(content, OFFSET, count + 1)
    told = np.frombuffer(content, _ENTRY, count, offset=int(bounds[-1]))
    entries = np.zeros(count, dtype=_PLACE)
    for name in ("high", "low", "told", "digest"):
        entries[name] = told[name]
    entries["file"], entries["begin"], entries["end"] = file, bounds[:-1], bounds[1:]
    return entries


class PieceCache(Pieces):
    """Pieces of tables that are made in memory, kept as rows are: by digests of their articles, told by `articles`, and of what
    they rest on beside them."""

    def __init__(self, folder: Path, options: Options, articles: Mapping[str, str]) -> None:
        self._rows, self._articles = RowCache(folder, options), articles

    def records(
        self, kind: str, pieces: Sequence[Piece], make: Callable[[Sequence[int]], Iterator[Sequence[Record]]]
    ) -> Iterator[Sequence[Record]]:
        """As `Pieces.records`; those that are kept are read, the others made and kept."""
        keys = [key_of([self._articles[one] for one in piece.articles], piece.articles, piece.beside) for piece in pieces]
        kept = self._rows.find(f"pieces.{kind}", keys)
        missing = [place for place, rows in enumerate(kept) if rows is None]
        made = [_written(records) for records in make(missing)] if missing else []
        if made:
            self._rows.keep(f"pieces.{kind}", [keys[place] for place in missing], [NOTHING_TOLD] * len(made), made)
        fresh = iter(made)
        # Also what was just made goes through JSON: what comes back is the same whichever run made it.
        return (_read(rows.read() if rows else next(fresh)) for rows in kept)


def _written(records: Sequence[Record]) -> bytes:
    return json.dumps([*records], ensure_ascii=True, default=_plain).encode("ascii")


def _read(content: pa.Buffer | bytes) -> list[Record]:
    return [{name: _tuples(value) for name, value in one.items()} for one in json.loads(bytes(content))]


def _plain(value: object) -> object:
    """What JSON does not know: numpy's numbers."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{value!r} cannot be kept")


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
