"""The stage on which notebooks run: a folder with no trace of where the corpus or Hearsay stand on this machine."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hearsay.errors import InputError
from hearsay.reading.find import start
from hearsay.reading.records import printable

CORPUS = "../corpus"
"""The corpus as the notebooks see it."""
BESIDE = ("data", "seeds")
"""Folders next to the notebooks which they may read: gold codings and the texts these belong to."""


@dataclass(frozen=True)
class Stage:
    """Where the notebooks stand, the corpus as they see it, a folder for tables not to make again, and the folder as given."""

    notebooks: Path
    corpus: str
    cache: Path
    given: Path

    def as_given(self, path: str) -> str:
        """A path on the stage, such as '../corpus/a.txt', as the user would name it."""
        below = path.removeprefix(f"{CORPUS}/")
        return path if below == path else printable(str(self.given / below))


def notebooks_folder(given: Path | None = None) -> Path:
    """The notebooks: those given, or those of the checkout, or those that the installed package carries."""
    package = Path(__file__).parents[1]
    places = [given] if given else [package.parents[1] / "notebooks", package / "notebooks"]
    found = next((place for place in places if any(place.glob("*.ipynb"))), None)
    if found is None:
        raise InputError(f"no notebooks in {places[0]}; name their folder with --notebooks, or run in a checkout of Hearsay")
    return found


@contextmanager
def staged(where: str, notebooks: Path) -> Iterator[Stage]:
    """Copies of the notebooks beside a link to the corpus, in a temporary folder that is removed afterwards.

    The corpus is always `../corpus` there, so the same texts give the same report wherever they lie.
    """
    given, rest = _root(where)
    with tempfile.TemporaryDirectory(prefix=".hearsay-") as name:
        folder = Path(name).resolve()
        (folder / "notebooks").mkdir()
        (folder / "cache").mkdir()
        for notebook in sorted(notebooks.glob("*.ipynb")):
            shutil.copy(notebook, folder / "notebooks")
        for beside in BESIDE:
            if (notebooks.resolve().parent / beside).is_dir():
                _link(notebooks.resolve().parent / beside, folder / beside)
        _link(given.resolve(), folder / "corpus")
        yield Stage(folder / "notebooks", "/".join([CORPUS, *rest]), folder / "cache", given)


def _root(where: str) -> tuple[Path, tuple[str, ...]]:
    """The folder to link, as the user names it, and what is left of the path below it: a file's name, or a pattern."""
    path = Path(where)
    if path.is_dir():
        return path, ()
    if path.exists():
        return path.parent, (path.name,)
    if glob.has_magic(where):
        return start(where)
    raise InputError(f"{where!r} does not exist; give a folder with articles, a file, or a pattern such as 'news/*.txt'")


def _link(target: Path, link: Path) -> None:
    try:
        os.symlink(target, link, target_is_directory=True)
    except OSError:  # systems on which links need a privilege
        shutil.copytree(target, link)
