"""The report as a research object: `ro-crate-metadata.json` (RO-Crate 1.1) says what each file is and how it came about."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hearsay import __version__
from hearsay.options import source_date
from hearsay.storage import RECORD

CRATE = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"
MEDIA = {
    ".html": "text/html", ".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".json": "application/json",
    ".png": "image/png", ".svg": "image/svg+xml", ".pdf": "application/pdf", ".css": "text/css",
}  # fmt: skip
FOLDERS = {
    "articles": "A page for each article: how it is sourced, and its text with every statement marked",
    "evidence": "For each finding the statements that it counts",
    "figures": "Every chart as SVG for pages, and as SVG and PDF for one and two columns of a journal",
    "outlets": "A page for each outlet",
    "statements": "For each outlet the list of its statements",
    "tables": "Every table as Parquet and CSV; dictionary.csv says what each column means",
}
SINGLY = ("figures", "tables")
"""Folders whose files are described one by one; of the others it is enough to know what they hold."""


def write_crate(folder: Path, *, description: str, figures: dict[str, str]) -> None:
    """Describe a finished report in its own folder.

    Parameters
    ----------
    folder
        The report.
    description
        What was read.
    figures
        The title of each figure, by the name of its files.

    Notes
    -----
    RO-Crate asks for the day of publication: it is that of the run, or of SOURCE_DATE_EPOCH where the environment has it, so that
    two runs can give the same bytes. No other file of a report names a day; `run.json` tells this one's digest.
    """
    # The record is written last, since it tells the digest of this file too.
    record = {"@id": RECORD, "@type": "File", "name": RECORD, "encodingFormat": MEDIA[".json"]}
    parts = [*_parts(folder, figures), record]
    root = {
        "@id": "./", "@type": "Dataset", "name": "Who is given the floor, and how it is sourced: a report by Hearsay",
        "description": description, "datePublished": _day(),
        "license": "The articles are their publishers'; figures and tables hold evidence of them, for research and criticism.",
        "hasPart": [{"@id": part["@id"]} for part in parts if part["@id"].count("/") == part["@id"].endswith("/")],
        "mentions": [{"@id": "#run"}],
    }  # fmt: skip
    descriptor = {
        "@id": CRATE, "@type": "CreativeWork", "conformsTo": {"@id": PROFILE}, "about": {"@id": "./"},
    }  # fmt: skip
    software = {
        "@id": "#hearsay", "@type": "SoftwareApplication", "name": "Hearsay", "softwareVersion": __version__,
        "license": {"@id": "https://spdx.org/licenses/MIT"},
        "description": "Source-reliability analysis of news: who is given the floor, in which words, in which tone.",
    }  # fmt: skip
    run = {
        "@id": "#run", "@type": "CreateAction", "name": "hearsay report", "instrument": {"@id": "#hearsay"},
        "result": {"@id": "./"}, "description": "run.json names the versions, the options and the digest of every file read.",
    }  # fmt: skip
    graph = [descriptor, root, software, run, *parts]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, indent=1, ensure_ascii=False)
    (folder / CRATE).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _parts(folder: Path, figures: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The pages of the first level, each folder, and the files of those whose files are told one by one."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_file() and path.name != CRATE:
            yield _file(path, path.name, "")
        elif path.is_dir():
            files = sorted(path.iterdir(), key=lambda path: path.name) if path.name in SINGLY else []
            ids = [f"{path.name}/{file.name}" for file in files]
            held = {"hasPart": [{"@id": one} for one in ids]} if ids else {}
            yield {"@id": f"{path.name}/", "@type": "Dataset", "name": path.name, "description": FOLDERS[path.name], **held}
            for file, one in zip(files, ids, strict=True):
                yield _file(file, one, next((title for name, title in figures.items() if file.name.startswith(name)), ""))


def _file(path: Path, identifier: str, name: str) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "@id": identifier, "@type": "File", "name": name or path.name, "encodingFormat": MEDIA[path.suffix],
        "contentSize": str(len(content)), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip


def _day() -> str:
    given = source_date() or ""
    now = datetime.datetime.now(datetime.UTC)
    return (datetime.datetime.fromtimestamp(int(given), datetime.UTC) if given.isdigit() else now).date().isoformat()
