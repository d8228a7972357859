"""Storage: tables as files that come back exactly, sets of files that appear whole or not at all, what is kept between runs."""

from __future__ import annotations

from hearsay.storage.cache import ArticleCache, TableCache, article_digests, check_cache
from hearsay.storage.commit import check_apart, replacing
from hearsay.storage.kept_rows import NOTHING_TOLD, KeptRows, PieceCache, RowCache, Told, key_of
from hearsay.storage.manifest import MANIFEST, RECORD, Inputs, carry_over, digests, versions, write_manifest
from hearsay.storage.rows import Rows, batches, joined, write_rows
from hearsay.storage.store import Store
from hearsay.storage.tables import (
    Format,
    arrow_table,
    from_arrow,
    join_csv,
    join_parquet,
    read_parquet,
    rows_by_article,
    write_csv,
    write_dictionary,
    write_parquet,
    write_part,
    write_tables,
)

__all__ = [
    "MANIFEST", "NOTHING_TOLD", "RECORD", "ArticleCache", "Format", "Inputs", "KeptRows", "PieceCache",
    "RowCache", "Rows", "Store", "TableCache", "Told", "arrow_table", "article_digests", "batches",
    "carry_over", "check_apart", "check_cache", "digests", "from_arrow", "join_csv", "join_parquet", "joined", "key_of",
    "read_parquet", "replacing", "rows_by_article", "versions", "write_csv", "write_dictionary", "write_manifest",
    "write_parquet", "write_part", "write_rows", "write_tables",
]  # fmt: skip
