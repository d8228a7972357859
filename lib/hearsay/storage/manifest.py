"""What a set of files was made from, and what each of them holds: by this a folder is known to be Hearsay's, and to be undamaged.

`manifest.json` lies beside tables, `run.json` in a report; both have `files`, the digest of each file that was written.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import __version__
from hearsay.options import Options

MANIFEST, RECORD = "manifest.json", "run.json"
"""What tables bear, and what a report does."""
DICTIONARY = "dictionary.csv"
"""What lies beside tables and names their columns."""
LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that Finder and Explorer leave in folders which are looked at; they hold nothing that is anyone's."""
PACKAGES = ("matplotlib", "numpy", "onnxruntime", "pandas", "pyarrow", "scipy", "textblob", "vaderSentiment")
"""What figures may depend on beside Hearsay itself."""
FUNCTION = "a function of yours"
"""What a manifest says of an extractor that is a function; nobody can see whether it has changed."""


@dataclass(frozen=True)
class Origin:
    """What tables were made from: equal origins give equal tables.

    `library` is the digest of Hearsay's own code, models and lexicons; `documents` is how many there are, `inputs` a digest of
    all that was read of them; `streamed`, whether they were read piece by piece.
    """

    versions: Mapping[str, str]
    library: str
    options: Mapping[str, Any]
    documents: int
    inputs: str
    streamed: bool = False


class Inputs:
    """The digest of what was read: documents, their versions, problems; taken piece by piece."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, *tables: pd.DataFrame) -> None:
        """Take the rows of these tables in too."""
        for row in (row for table in tables for row in table.itertuples(index=False)):
            self._digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass") + b"\0")

    @property
    def digest(self) -> str:
        """Of all that was added so far."""
        return self._digest.hexdigest()

    def origin(self, options: Options, documents: int, *, streamed: bool = False) -> Origin:
        """What tables of so many documents are made from."""
        told = json.loads(json.dumps(options.of_tables(), default=lambda given: FUNCTION))
        return Origin(versions(), library_digest(), told, documents, self.digest, streamed)


def versions() -> dict[str, str]:
    """The versions of Hearsay, Python and the packages that figures depend on."""
    return {"hearsay": __version__, "python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


@cache
def library_digest() -> str:
    """A digest of the library's own files, models and lexicons among them: two that differ may make different tables."""
    root = Path(__file__).parents[1]
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".csv", ".json", ".npz", ".gz"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def write_manifest(folder: Path, origin: Origin, known: Mapping[str, str] | None = None) -> None:
    """Write what the files of the folder were made from, and the digest of each; some may be known."""
    told = {**asdict(origin), "files": digests(folder, known)}
    told["digest"] = own_digest(told)
    (folder / MANIFEST).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def is_whole(told: Mapping[str, Any]) -> bool:
    """Whether a manifest is as it was written; what was written before manifests bore a digest has no more than they had."""
    if "digest" in told:
        return bool(told["digest"] == own_digest(told))
    return set(told) <= {"files", *(one.name for one in fields(Origin))}


def own_digest(told: Mapping[str, Any]) -> str:
    """The digest of all else that a manifest tells."""
    rest = {name: value for name, value in told.items() if name != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def read_manifest(folder: Path, record: str = MANIFEST) -> dict[str, Any]:
    """What a set of files says of itself; nothing when it is no record of Hearsay's."""
    try:
        told = json.loads((folder / record).read_text(encoding="utf-8"))
        files = told["files"]
        return dict(told) if told["versions"]["hearsay"] and all(map(isinstance, files.values(), [str] * len(files))) else {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def carry_over(former: Path, fresh: Path, origin: Origin) -> None:
    """Bring along the tables that stand in a former set of the same origin and are not made anew."""
    told = read_manifest(former)
    if (
        FUNCTION not in origin.options.values()
        and told
        and all(told.get(name) == value for name, value in asdict(origin).items())
    ):
        for name in sorted(set(told["files"]) - set(digests(fresh))):
            (fresh / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(former / name, fresh / name)


def digests(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The digest of each file below a folder, by its name from there; not those of what only systems leave."""
    files = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    names = {path.relative_to(folder).as_posix(): path for path in files if path.name not in LEFT_BY_SYSTEMS}
    return {name: (known or {}).get(name) or file_digest(path) for name, path in names.items()}


def file_digest(path: Path) -> str:
    """SHA-256 of a file; of a link or device, which Hearsay never writes, what no file has."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
