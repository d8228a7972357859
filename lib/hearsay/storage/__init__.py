"""Storage: tables as files that come back exactly, sets of files that appear whole or not at all, what is kept between runs."""

from __future__ import annotations

from hearsay.storage.cache import ArticleCache, PieceCache, TableCache, check_cache
from hearsay.storage.commit import check_apart, replacing
from hearsay.storage.manifest import MANIFEST, RECORD, Inputs, carry_over, digests, versions, write_manifest
from hearsay.storage.rows import Rows, write_rows
from hearsay.storage.store import Store
from hearsay.storage.tables import (
    Format,
    join_csv,
    read_parquet,
    write_csv,
    write_dictionary,
    write_parquet,
    write_part,
    write_tables,
)

__all__ = [
    "MANIFEST", "RECORD", "ArticleCache", "Format", "Inputs", "PieceCache", "Rows", "Store", "TableCache", "carry_over",
    "check_apart", "check_cache", "digests", "join_csv", "read_parquet", "replacing", "versions", "write_csv",
    "write_dictionary", "write_manifest", "write_parquet", "write_part", "write_rows", "write_tables",
]  # fmt: skip
