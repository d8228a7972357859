"""A file of every format that can be read, written around the same invented articles (see `made`)."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
from made import (
    Piece,
    atom,
    csv_text,
    docx,
    europresse_html,
    factiva_html,
    factiva_lines,
    nexis_lines,
    page,
    proquest_html,
    proquest_txt,
    rows,
    rss,
    rtf,
    warc,
)

Pieces = Sequence[Piece]


def put(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def lines_of(records: Sequence[Mapping]) -> bytes:
    return "\n".join(map(json.dumps, records)).encode()


def excel(records: Sequence[Mapping], path: Path) -> Path:
    pd.DataFrame(records).to_excel(path, index=False)
    return path


def parquet(records: Sequence[Mapping], path: Path) -> Path:
    pd.DataFrame(records).to_parquet(path)
    return path


def compressed(records: Sequence[Mapping], path: Path) -> Path:
    with pa.CompressedOutputStream(str(path), "zstd") as stream:
        stream.write(lines_of(records))
    return path


TABLES: Mapping[str, Callable[[Sequence[Mapping], Path], Path]] = {
    "table.csv": lambda records, path: put(path, csv_text(records)),
    "semicolons.csv": lambda records, path: put(path, csv_text(records, ";")),
    "table.tsv": lambda records, path: put(path, csv_text(records, "\t")),
    "table.csv.gz": lambda records, path: put(path, gzip.compress(csv_text(records).encode())),
    "utf16.csv": lambda records, path: put(path, csv_text(records).encode("utf-16")),
    "table.xlsx": excel,
    "table.parquet": parquet,
    "list.json": lambda records, path: put(path, json.dumps(records)),
    "answer.json": lambda records, path: put(path, json.dumps({"status": "ok", "response": {"results": records}})),
    "lines.json": lambda records, path: put(path, lines_of(records)),
    "lines.jsonl": lambda records, path: put(path, lines_of(records)),
    "lines.jsonl.gz": lambda records, path: put(path, gzip.compress(lines_of(records))),
    "lines.jsonl.bz2": lambda records, path: put(path, bz2.compress(lines_of(records))),
    "lines.jsonl.zst": compressed,
}
"""Formats in which a row or record is an article: their writers take the records."""

COLLECTIONS: Mapping[str, Callable[[Pieces, Path], Path]] = {
    "nexis.docx": lambda pieces, path: docx(nexis_lines(pieces), path),
    "nexis.rtf": lambda pieces, path: rtf(nexis_lines(pieces), path),
    "nexis.txt": lambda pieces, path: put(path, "\n".join(nexis_lines(pieces))),
    "factiva.rtf": lambda pieces, path: rtf(factiva_lines(pieces), path),
    "factiva.html": lambda pieces, path: put(path, factiva_html(pieces, coded=False)),
    "factiva_coded.html": lambda pieces, path: put(path, factiva_html(pieces, coded=True)),
    "proquest.txt": lambda pieces, path: put(path, proquest_txt(pieces)),
    "proquest.html": lambda pieces, path: put(path, proquest_html(pieces)),
    "europresse.html": lambda pieces, path: put(path, europresse_html(pieces)),
    **{name: (lambda pieces, path, write=write: write(rows(pieces), path)) for name, write in TABLES.items()},
    "feed.xml": lambda pieces, path: put(path, rss(pieces)),
    "feed.atom": lambda pieces, path: put(path, atom(pieces)),
    "pages.warc": lambda pieces, path: put(path, warc(pieces, packed=False)),
    "pages.warc.gz": lambda pieces, path: put(path, warc(pieces)),
}
"""Formats that hold many articles: their writers take the pieces."""

SINGLES: Mapping[str, Callable[[Pieces, Path], Path]] = {
    "page.html": lambda pieces, path: put(path, page(pieces[0])),
    "dump.txt": lambda pieces, path: put(path, dump(pieces[0])),
    "article.docx": lambda pieces, path: docx([pieces[0].title, *pieces[0].body], path),
    "article.rtf": lambda pieces, path: rtf([pieces[0].title, *pieces[0].body], path),
}
"""Formats that hold one article."""

SAMPLES = {**COLLECTIONS, **SINGLES}


def dump(piece: Piece) -> str:
    """A page as plain text."""
    return "\n\n".join([piece.title, f"By {piece.author}", *piece.body]) + "\n"
