"""All tables of a study as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from hearsay import schema, store
from hearsay.report.folder import DICTIONARY, check_tables
from hearsay.study import Study

Format = Literal["both", "csv", "parquet"]


def write_tables(study: Study, folder: Path, form: Format = "both", only: Sequence[str] = ()) -> None:
    """Write the tables of a study, all or those named, and the dictionary of their columns, as Parquet, CSV or both.

    Raises `InputError` when the folder and the articles are not apart, or a file in it would be lost that Hearsay did not write.
    """
    check_tables(folder, study.where, files(only or schema.TABLES, form))
    tables = {name: getattr(study, name) for name in only or schema.TABLES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        if form != "csv":
            store.write_parquet(name, table, folder / f"{name}.parquet")
        if form != "parquet":
            store.write_csv(name, table, folder / f"{name}.csv")
    write_dictionary(folder)


def files(names: Iterable[str], form: Format) -> list[str]:
    """The files that tables are written to, with that of the dictionary."""
    return [*(f"{name}.{one}" for name in names for one in ("csv", "parquet") if form in (one, "both")), DICTIONARY]


def write_dictionary(folder: Path) -> None:
    """Write what each column of each table means."""
    schema.dictionary().to_csv(folder / DICTIONARY, index=False, lineterminator="\n")
