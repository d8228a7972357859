"""A reader's own articles: kept in a folder, read, and what is known of them mended; each step says in a sentence how it went."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd

from hearsay.display.article import Shown
from hearsay.display.articles_read import articles_read, read_table
from hearsay.display.passages import TABLES
from hearsay.errors import HearsayError, InputError
from hearsay.options import Options
from hearsay.schema import NOT_STATED, ranked
from hearsay.storage.given_files import MOST_FILES, keep_file
from hearsay.storage.stated_values import sidecar_date, state_of_texts, state_sides
from hearsay.study import Study
from hearsay.text.printed import quantity

READING = 0.03
"""Seconds that reading one article of news took on one core of an ordinary machine, 2026."""
FILES_AT_ONCE = 500
"""Files of one upload."""
MENDED = {"outlet": "outlet", "date": "published", "title": "title", "event": "event"}
"""What the form mends, and what a sidecar calls it."""
PARTIES = 200
"""Names that are offered for a side."""
EXAMPLES = "These are the example articles, which stay as they are: add articles of your own, or copy the examples, to mend them."
SLUG = re.compile(r"[^\w]+")


class OwnFolder:
    """The articles that a reader gives, and what is done with them. It begins with examples, which are never changed.

    Parameters
    ----------
    examples
        The articles to begin with.
    folder
        Where articles are kept that are given; made with the first of them.

    Attributes
    ----------
    study
        The articles as they were read last.
    folder
        The folder that they were read from; None while they are the examples.
    told
        How the last step went, in a sentence or two.
    """

    def __init__(self, examples: str | Path, folder: str | Path = "my_articles") -> None:
        self.folder: Path | None = None
        self._examples, self.given_to = Path(examples), Path(folder)
        self._cache = tempfile.TemporaryDirectory(prefix="hearsay-")
        self._analysed: Study | None = None
        self.study = self._read(self._examples)
        self.told = f"{quantity(len(self.study.documents), 'example article')} read. {self._found_before()}".rstrip()

    def __repr__(self) -> str:
        return self.told

    # What there is, without controls

    def files(self) -> pd.DataFrame:
        """The files that articles were read from: `file`, `format`, `articles`."""
        read = self.study.documents.assign(file=files_of(self.study))
        return read.groupby("file", sort=False).agg(format=("format", "first"), articles=("file", "size")).reset_index()

    def read(self) -> Shown:
        """What was read and what was not, and why (`display.articles_read`)."""
        return articles_read(self.study)

    def stated(self) -> pd.DataFrame:
        """What is known of each article: `file, outlet, outlet_basis, date, date_basis, title, title_basis, event`"""
        table = read_table(self.study).assign(event=self.study.articles["event"].to_numpy())
        return table[["file", "outlet", "outlet_basis", "date", "date_basis", "title", "title_basis", "event"]]

    # What can be done

    def read_folder(self, folder: str | Path) -> str:
        """Read the articles of a folder; what was read before stays where that cannot be done."""
        return self._step(lambda: self._take(folder))

    def keep(self, given: Iterable[tuple[str, bytes]], folder: str | Path | None = None) -> str:
        """Keep files, each a name and its bytes, in a folder, and read that folder."""
        return self._step(lambda: self._keep(list(given), self.target(folder)))

    def keep_text(self, text: str, *, title: str = "", outlet: str = "", date: str = "", folder: str | Path | None = None) -> str:
        """Keep a pasted text as a file of a folder, what is stated of it in the folder's `corpus.csv`, and read that folder."""
        return self._step(lambda: self._keep_text(text, title, outlet, date, self.target(folder)))

    def copy_examples(self, folder: str | Path | None = None) -> str:
        """Copy the example articles into a folder, and read that."""
        paths = dict.fromkeys(Path(path) for path in self._read(self._examples).documents["path"])
        return self.keep([(path.name, path.read_bytes()) for path in paths], folder)

    def state(self, files: Iterable[str], **values: str) -> str:
        """State `outlet`, `date`, `title` or `event` of files, '' for not stated, in `corpus.csv`, and read the folder again."""
        return self._step(lambda: self._state(list(files), values))

    def state_side(self, party: str, side: str) -> str:
        """State the side of a party in the table of sides beside the folder, and read the folder again."""
        return self._step(lambda: self._state_side(party, side))

    def unstated(self) -> list[str]:
        """Files of which no outlet is stated."""
        files = pd.Series(files_of(self.study), index=self.study.articles.index)
        return list(dict.fromkeys(files[self.study.articles["outlet"] == NOT_STATED]))

    def parties(self) -> list[str]:
        """Names of which a side can be stated: speakers, organisations, countries, most heard first; none before the analysis.

        Of names that differ in capitals alone, which sides do not tell apart, the one that is heard most.
        """
        if not self.analysed:
            return []
        said = self.study.attributions
        named = pd.concat([said["speaker"], said["organisation"], said["country"]])
        told: dict[str, str] = {}
        for name in ranked(named[~named.isin(["", NOT_STATED])]):
            told.setdefault(name.casefold(), name)
        return list(told.values())[:PARTIES]

    @property
    def analysed(self) -> bool:
        """Whether the tables are at hand that exploring takes."""
        return self._analysed is self.study

    def analyse(self) -> None:
        """Make the tables that exploring takes."""
        self.study.make(*TABLES)
        self._analysed = self.study

    # What whoever shows it does besides

    def refresh(self) -> None:
        """Called after each step."""

    def say(self, sentence: str) -> None:
        """Called with a sentence while a step goes on."""

    def _step(self, act: Callable[[], str]) -> str:
        """What was done, in a sentence; parts that are shown follow."""
        try:
            self.told = act()
        except HearsayError as error:
            self.told = sentence(str(error))
        except OSError as error:
            self.told = sentence(f"{error.filename or 'the folder'} cannot be used: {error.strerror or error}")
        self.refresh()
        return self.told

    def _read(self, where: Path) -> Study:
        sides = _sides_of(where)
        told = {"sides": sides} if sides.is_file() else {}
        return Study.read(where, Options.gathered(cache=self._cache.name, **told))

    def _take(self, folder: str | Path) -> str:
        place = Path(os.path.expanduser(str(folder).strip()))
        if not str(folder).strip():
            raise InputError("name a folder, such as 'my_articles'")
        if place.is_file():
            raise InputError(f"{str(place)!r} is a file; name the folder that it lies in, or upload it")
        if not place.is_dir():
            raise InputError(
                f"there is no folder {str(place)!r}; check its name, or add an article, with which it is made; "
                "what was read before stays"
            )
        n = len(list(islice(_names_below(place), MOST_FILES + 1)))
        if n > MOST_FILES:
            raise InputError(f"the folder {str(place)!r} holds more than {MOST_FILES:,} files; name the one with the articles")
        if not n:
            raise InputError(f"the folder {str(place)!r} holds no file to read; add an article, and it is read again")
        self.say(f"Reading {quantity(n, 'file')}: about {duration(n * READING)} …")
        self.study = self._read(place)
        self.folder = place
        return self._read_told()

    def _read_told(self) -> str:
        n, lost = len(self.study.documents), int(self.study.problems["lost"].sum())
        unread = f" {quantity(lost, 'file')} or part of one could not be read: the list says why." if lost else ""
        if not n:
            return f"No article could be read in {str(self.folder)!r}: the list says why."
        alone = " One article alone shows this article, not its outlet; nothing can be compared." if n == 1 else ""
        return f"{quantity(n, 'article')} read from {str(self.folder)!r}.{alone}{unread}"

    def target(self, folder: str | Path | None = None) -> Path:
        """The folder that is meant: the one named, else the one that is read, else the one to begin with."""
        given = str(folder if folder is not None else self.folder or self.given_to).strip()
        return Path(os.path.expanduser(given)) if given else self.given_to

    def _keep(self, given: Sequence[tuple[str, bytes]], folder: Path) -> str:
        if not given:
            raise InputError("no file was chosen")
        if len(given) > FILES_AT_ONCE:
            raise InputError(
                f"{len(given):,} files at once; a page sends up to {FILES_AT_ONCE}: copy them into {str(folder)!r} yourself"
            )
        kept: list[str] = []
        known: list[str] = []
        refused: list[str] = []
        for name, content in given:
            try:
                file = keep_file(folder, name, content)
                (known if file.known else kept).append(file.path.name)
            except InputError as error:
                refused.append(sentence(str(error)))
        told = [
            f"Kept in {str(folder)!r}: {_listed(kept)}." if kept else "",
            f"There already: {_listed(known)}." if known else "",
        ]
        if kept or known or folder.is_dir():
            told.append(self._take_or_say(folder))
        return " ".join(filter(None, [*told, *refused[:3], f"{len(refused) - 3} more were refused." if len(refused) > 3 else ""]))

    def _take_or_say(self, folder: Path) -> str:
        try:
            return self._take(folder)
        except InputError as error:
            return sentence(str(error))

    def _keep_text(self, text: str, title: str, outlet: str, date: str, folder: Path) -> str:
        body, title = text.strip(), " ".join(title.split())
        if not body:
            raise InputError("there is no text to keep; paste one into the large field")
        values = {"outlet": outlet, "published": sidecar_date(date), "title": title}
        whole = body if not title or body.startswith(title) else f"{title}\n\n{body}"
        words = SLUG.sub("-", title or " ".join(body.split()[:8])).strip("-").lower()
        file = keep_file(folder, f"{words[:60] or 'article'}.txt", f"{whole}\n".encode("utf-8", "replace"))
        stated = {name: value for name, value in values.items() if value.strip()}
        told = f"Kept in {str(folder)!r}: {file.path.name}." if not file.known else f"There already: {file.path.name}."
        try:
            state_of_texts(folder, {file.path.name: stated})
        except InputError as error:
            told += f" {sentence(str(error))}"
        return f"{told} {self._take(folder)}"

    def _state(self, files: Sequence[str], values: dict[str, str]) -> str:
        if self.folder is None:
            raise InputError(EXAMPLES)
        if not files:
            raise InputError("no article is chosen, or none is left to which this applies")
        several = self.files().set_index("file")["articles"]
        if any(several.get(file, 1) > 1 for file in files) and (values.get("title") or values.get("date")):
            raise InputError("a file of several articles has no one title and no one date; state outlet or event alone")
        fields = {MENDED[name]: value for name, value in values.items()}
        tables = state_of_texts(self.folder, dict.fromkeys(files, fields))
        if not tables:
            return "Nothing was to be changed: the table says so already."
        written = _listed([str(table) for table in tables])
        return f"Written into {written}, of {quantity(len(files), 'file')}. {self._take(self.folder)}"

    def _state_side(self, party: str, side: str) -> str:
        if self.folder is None:
            raise InputError(EXAMPLES)
        table = _sides_of(self.folder)
        if not state_sides(table, {party: side}):
            return "Nothing was to be changed: the table says so already."
        return f"Written into {str(table)!r}. {self._take(self.folder)}"

    def _found_before(self) -> str:
        if next(_names_below(self.given_to), None) is None:
            return ""
        return f"There are files in {str(self.given_to)!r} from before: press “Read this folder” to go on with them."


def files_of(study: Study) -> list[str]:
    """The file of each article, as the folder that was read has it: a name without the number of the text in it."""
    found = []
    for article, path in zip(study.documents["document_id"], study.documents["path"], strict=True):
        name = os.path.basename(path)
        place = article.rfind(name)
        found.append(article[: place + len(name)] if place >= 0 else article)
    return found


def _names_below(folder: Path) -> Iterator[str]:
    """Files of a folder and of those in it that are not hidden, as they come."""
    for _, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (name for name in names if not name.startswith("."))


def _sides_of(folder: Path) -> Path:
    """The table of sides that goes with a folder: beside it, since in it each file is an article."""
    place = Path(os.path.abspath(folder))
    return place.with_name(f"{place.name}_sides.csv")


def sentence(words: str) -> str:
    """An error as a sentence; the name of a file keeps its letters."""
    first = words.partition(" ")[0].rstrip(":;,.")
    return f"{words[:1] if '.' in first else words[:1].upper()}{words[1:].rstrip('.')}."


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5:,} more" if len(names) > 5 else shown


def duration(seconds: float) -> str:
    """So many seconds or minutes, as one says."""
    return quantity(max(5, 5 * round(seconds / 5)), "second") if seconds < 90 else quantity(round(seconds / 60), "minute")
