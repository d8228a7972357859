"""All tables of a study as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from hearsay import schema, store
from hearsay.study import Study

Format = Literal["both", "csv", "parquet"]


def write_tables(study: Study, folder: Path, form: Format = "both", only: Sequence[str] = ()) -> None:
    """Write the tables of a study, all or those named, and the dictionary of their columns, as Parquet, CSV or both."""
    tables = {name: getattr(study, name) for name in only or schema.TABLES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        if form != "csv":
            store.write_parquet(name, table, folder / f"{name}.parquet")
        if form != "parquet":
            store.write_csv(name, table, folder / f"{name}.csv")
    schema.dictionary().to_csv(folder / "dictionary.csv", index=False, lineterminator="\n")
