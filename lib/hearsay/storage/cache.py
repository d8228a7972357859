"""What is kept between runs: tables of single articles, and whole tables; never a damaged file.

The name of each file tells the digest of what is in it. Nothing is ever overwritten by something else, so that any number of runs
may share a folder, and a file that a run has left half-written when it was killed is known by its digest and made again.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hearsay.errors import InputError, SchemaError
from hearsay.options import Options
from hearsay.reading.files import Where, containing
from hearsay.schema import TABLES
from hearsay.storage.manifest import Inputs, library_digest
from hearsay.storage.tables import article_names, read_parquet, write_parquet

SHORT = 32
"""Characters of a digest that stand in a name: 128 bits."""
ARTICLES = "articles.json"
"""What lists the articles of a part."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The one time that all members of a part bear: equal parts have equal bytes."""
DAMAGED = (OSError, LookupError, TypeError, ValueError, pa.ArrowException, SchemaError, zipfile.BadZipFile)


def check_cache(folder: Path, where: Where) -> None:
    """Raises `InputError` when a cache lies among the articles, where it would be read as more of them, unless it is hidden."""
    corpus = containing(folder, where)
    if corpus is not None and not any(part.startswith(".") for part in folder.resolve().relative_to(corpus).parts):
        advice = "name another folder, or one that begins with a dot"
        raise InputError(f"the cache {str(folder)!r} lies within the articles and would be read as some of them; {advice}")


class TableCache:
    """Tables of one corpus, kept under a digest of all that they rest on: texts, options and this library."""

    def __init__(self, folder: Path, documents: pd.DataFrame, options: Options) -> None:
        inputs = Inputs()
        inputs.add(documents)
        digest = hashlib.sha256(f"{_basis(options)}\0{inputs.digest}".encode()).hexdigest()
        self._folder = folder / f"corpus-{digest[:SHORT]}"

    def recall(self, name: str) -> pd.DataFrame | None:
        """The table, None when it is not kept or each file of it is damaged."""
        for path in sorted(self._folder.glob(f"{name}-*.parquet")):
            try:
                return read_parquet(name, io.BytesIO(undamaged(path)))
            except DAMAGED:
                continue
        return None

    def keep(self, name: str, table: pd.DataFrame) -> None:
        """Write the table where `recall` finds it."""
        content = io.BytesIO()
        write_parquet(name, table, content)
        keep_file(self._folder, f"{name}-", content.getvalue(), ".parquet")


class ArticleCache:
    """Tables of single articles, in parts of some hundred: what has been made of an article is not made again in any corpus.

    An article is known by a digest of its row of `documents` and of what else its tables rest on. Parts are only ever added;
    whoever deletes the folder loses nothing but time.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self._folder = folder / f"articles-{basis_of(options)}"
        self._known: dict[str, list[Path]] | None = None

    def recall(self, articles: Mapping[str, str], names: Sequence[str]) -> tuple[set[str], dict[str, list[pa.Table]]]:
        """The articles of which all the named tables are kept, and pieces of these tables; `articles` has digests by name.

        They are as Arrow has them: what is only written again is never turned into objects of Python.
        """
        parts = self._parts()
        had: dict[str, set[str]] = {name: set() for name in names}
        pieces: dict[str, list[pa.Table]] = {name: [] for name in names}
        for path in sorted({path for digest in articles.values() for path in parts.get(digest, ())}):
            try:
                with zipfile.ZipFile(io.BytesIO(undamaged(path))) as part:
                    told: dict[str, str] = json.loads(part.read(ARTICLES))
                    wanted = {article for article, digest in told.items() if articles.get(article) == digest}
                    for name in sorted(set(names) & {Path(member).stem for member in part.namelist() if member != ARTICLES}):
                        if fresh := wanted - had[name]:
                            # What bears its digest is as it was written.
                            content = pq.read_table(io.BytesIO(part.read(f"{name}.parquet"))).select([*TABLES[name]])
                            pieces[name].append(_rows_of(content, fresh, len(fresh) == len(told)))
                            had[name] |= fresh
            except DAMAGED:
                continue
        whole = set.intersection(*had.values()) if had else set()
        return whole, {name: [_rows_of(piece, whole, had[name] == whole) for piece in pieces[name]] for name in names}

    def _parts(self) -> dict[str, list[Path]]:
        """Which parts hold which article; what others add after the first look is not seen."""
        if self._known is None:
            self._known = {}
            for path in sorted(self._folder.glob("*.zip")):
                try:
                    with zipfile.ZipFile(path) as part:
                        digests = json.loads(part.read(ARTICLES)).values()
                    for digest in digests:
                        self._known.setdefault(digest, []).append(path)
                except Exception:  # a damaged archive makes its readers raise anything at all
                    continue
        return self._known

    def keep(self, articles: Mapping[str, str], tables: Mapping[str, pd.DataFrame | pa.Table]) -> None:
        """Write tables of these articles as one part."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as part:
            _add(part, ARTICLES, json.dumps(dict(articles), ensure_ascii=True).encode())
            for name, table in tables.items():
                written = io.BytesIO()
                write_parquet(name, table, written)
                _add(part, f"{name}.parquet", written.getvalue())
        path = keep_file(self._folder, "", content.getvalue(), ".zip")
        for digest in articles.values():
            self._parts().setdefault(digest, []).append(path)


def article_digests(documents: pd.DataFrame, beside: Iterable[object]) -> dict[str, str]:
    """For each document, by its name, a digest of its row and of what is given `beside` it.

    Without the path and digest of its file: of a table of many articles only those are new whose rows are, and a folder that was
    moved, or is called otherwise, holds what it held.
    """
    documents = documents.drop(columns=["path", "sha256"])
    return {
        str(row.document_id): hashlib.blake2b(
            repr((tuple(row), more)).encode("utf-8", "surrogatepass"), digest_size=16
        ).hexdigest()
        for row, more in zip(documents.itertuples(index=False), beside, strict=True)
    }


def basis_of(options: Options) -> str:
    """What stands in the name of a folder: a digest of what all that is kept in it rests on."""
    return hashlib.sha256(_basis(options).encode()).hexdigest()[:SHORT]


def _basis(options: Options) -> str:
    return f"{library_digest()}\0{json.dumps(options.of_tables(), sort_keys=True)}"


def _rows_of(content: pa.Table, articles: set[str], all_of_it: bool) -> pa.Table:
    return content if all_of_it else content.filter(pc.is_in(article_names(content), pa.array(sorted(articles), pa.string())))


def _add(part: zipfile.ZipFile, name: str, content: bytes) -> None:
    part.writestr(zipfile.ZipInfo(name, _EARLIEST), content)


def keep_file(folder: Path, begin: str, content: bytes, end: str) -> Path:
    """Write a file under the digest of its content; one that is there is the same, which others may be reading, or damaged.

    Raises `InputError` where it cannot be written.
    """
    path = folder / f"{begin}{hashlib.sha256(content).hexdigest()[:SHORT]}{end}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"the cache {str(folder.parent)!r}: {reason}; make room, name another, or do without") from error
    return path


def undamaged(path: Path) -> bytes:
    """The bytes of a file whose name tells their digest. Raises `ValueError` when they have another."""
    content = path.read_bytes()
    if not path.stem.endswith(hashlib.sha256(content).hexdigest()[:SHORT]):
        raise ValueError(f"{path}: damaged")
    return content
