"""Tables read back from the folder that Hearsay wrote them to: those asked for, some columns, some articles, none damaged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.errors import DamagedError, InputError
from hearsay.options import OPTIONS, Options
from hearsay.reading.files import Where, listed_paths
from hearsay.storage.manifest import FUNCTION, MANIFEST, file_digest, is_whole, library_digest, read_manifest
from hearsay.storage.tables import read_parquet


class Store:
    """A set of tables that `hearsay tables` wrote as Parquet, each in one file or in parts."""

    def __init__(self, folder: Path, told: Mapping[str, Any]) -> None:
        self.folder, self._told = folder, told
        parquet = {name.partition(".parquet")[0] for name in told["files"] if ".parquet" in name}
        self.names = frozenset(parquet & set(schema.TABLES))
        self._sound: set[str] = set()

    @classmethod
    def at(cls, where: Where) -> Store | None:
        """That at a place; None where no tables of Hearsay's are.

        Raises `InputError` where they are CSV alone, which does not come back exactly.
        """
        paths = listed_paths(where)
        told = read_manifest(Path(paths[0])) if len(paths) == 1 else {}
        if len(paths) == 1 and not (told and is_whole(told)):
            _check_whole(Path(paths[0]))
        if not told or "options" not in told:
            return None
        store = cls(Path(paths[0]), told)
        if not store.names:
            raise InputError(f"{paths[0]!r} holds tables of Hearsay as CSV alone; make them with --format parquet to read them")
        return store

    @property
    def articles(self) -> int:
        """How many articles the tables are of."""
        return int(self._told["documents"])

    @property
    def sampled(self) -> str:
        """Of which sample they are, as a sentence; '' where they are of all articles that were read."""
        return f"a sample of {self.articles:,} articles, each outlet by its share" if self._told["options"].get("sample") else ""

    @property
    def of_this_version(self) -> bool:
        """Whether this Hearsay would make the same tables, so that it may add others to them."""
        return bool(self._told["library"] == library_digest()) and FUNCTION not in self._told["options"].values()

    def options(self, given: Options) -> Options:
        """The options that the tables were made with; of those given, where the work runs and a sample may be others.

        Raises `InputError` for others, which would not be those of the tables.
        """
        own = {name: OPTIONS[name].checked(value) for name, value in self._told["options"].items() if value != FUNCTION}
        made = Options(cores=given.cores, engine=given.engine, address=given.address, cache=given.cache, **own)
        others = sorted(name for name, value in given.of_tables().items() if name != "sample" and getattr(made, name) != value)
        if others:
            raise InputError(
                f"--{others[0]}: the tables in {str(self.folder)!r} were made with another; read the articles again with this one"
            )
        return made

    def read(self, name: str, columns: Sequence[str] | None = None, articles: Collection[str] | None = None) -> pd.DataFrame:
        """A table, as `read_parquet` reads it; its files are held against their digests before they are first read.

        Raises `DamagedError` when a file is damaged or missing.
        """
        if name not in self._sound:
            self._check(name)
            self._sound.add(name)
        return read_parquet(name, self.folder / f"{name}.parquet", columns, articles)

    def _check(self, name: str) -> None:
        files: Mapping[str, str] = self._told["files"]
        own = {file for file in files if file == f"{name}.parquet" or file.startswith(f"{name}.parquet/")}
        path = self.folder / f"{name}.parquet"
        there = {file.relative_to(self.folder).as_posix() for file in ([*path.iterdir()] if path.is_dir() else [path])}
        for file in sorted(own | there):
            if file not in own or not (self.folder / file).is_file() or file_digest(self.folder / file) != files[file]:
                raise DamagedError(
                    f"{str(self.folder / file)!r} is missing, damaged or changed since Hearsay wrote it; make the tables again"
                )


def _check_whole(folder: Path) -> None:
    """Raises `InputError` where tables of Hearsay's lie and what is told of them is damaged: they would be read as articles."""
    if (folder / MANIFEST).exists() and any((folder / f"{name}.parquet").exists() for name in schema.TABLES):
        raise InputError(f"{str(folder / MANIFEST)!r} is damaged or changed since Hearsay wrote it; make the tables again")
