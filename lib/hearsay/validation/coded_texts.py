"""Texts that people have coded: read from files of JSON lines, and as a table of documents like any other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from hearsay.errors import DataError
from hearsay.schema import NOT_STATED, frame

SUPPLIED = ("supplied_outlet", "supplied_title", "supplied_published", "supplied_url")


def json_lines(path: Path, hint: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a file, one a line, each after the words that say where it stands.

    Raises `DataError` that names file and line, or, where the file cannot be read, says by `hint` what to give instead.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); {hint}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path} line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise DataError(f"{where}: no JSON ({error})") from error
        if not isinstance(record, dict):
            raise DataError(f"{where}: is no JSON object")
        yield where, record


def text_documents(texts: Mapping[str, str], outlets: Mapping[str, str] = MappingProxyType({})) -> pd.DataFrame:
    """Texts by their names as a table of documents, with their outlets, as far as known, as a sidecar would give them."""
    rows = [
        {
            "document_id": name, "path": f"{name}.txt", "format": "text", "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "text": text, **dict.fromkeys(SUPPLIED, NOT_STATED), "supplied_outlet": outlets.get(name) or NOT_STATED,
        }
        for name, text in texts.items()
    ]  # fmt: skip
    return frame("documents", rows)
