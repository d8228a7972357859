"""All tables of a study as files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from hearsay import schema, store
from hearsay.study import Study

Format = Literal["both", "csv", "parquet"]


def write_tables(study: Study, folder: Path, form: Format = "both") -> None:
    """Write every table of a study, and the dictionary of their columns, as Parquet, CSV or both."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in schema.TABLES:
        if form != "csv":
            store.write_parquet(name, getattr(study, name), folder / f"{name}.parquet")
        if form != "parquet":
            store.write_csv(name, getattr(study, name), folder / f"{name}.csv")
    schema.dictionary().to_csv(folder / "dictionary.csv", index=False, lineterminator="\n")
