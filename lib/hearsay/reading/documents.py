"""Files to the `documents` table, and one line about each file, or place in one, that could not be read."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path

import pandas as pd

from hearsay import schema
from hearsay.errors import InputError
from hearsay.reading import bounds, formats, sidecar
from hearsay.reading import columns as columns_
from hearsay.reading.files import Where, find_sources
from hearsay.reading.records import Html, Item, Known, Note, Problem, ProblemTally, ReadingOptions, Source, Text
from hearsay.reading.single_article import ADVICE, doubt_of_one
from hearsay.reading.unpack import TooLarge, unpacking_fault

__all__ = ["Reading", "chunks", "read", "read_documents"]

Progress = Callable[[int, int], None]
"""Called after each file with the number of files done and of all files."""
LONGEST_PROBLEM = 2000
"""Characters of one line about a problem."""
CHUNK = 500
"""Texts that `chunks` holds at a time."""
GROUP, GROUP_BYTES = 64, 4_000_000
"""Files that are read by one process at a time, and the bytes from which no more are added: a second's work or more."""


@dataclass(frozen=True)
class Reading:
    """What a place holds: the texts, what is wrong, and how each file was taken (`path, what`)."""

    documents: pd.DataFrame
    problems: pd.DataFrame
    notes: pd.DataFrame


def read_documents(
    where: Where,
    *,
    progress: Progress | None = None,
    columns: Mapping[str, str] | None = None,
    html: Html | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Texts as they stand in the files, and what could not be read.

    Parameters
    ----------
    where
        A folder (read with all folders in it), a file, a pattern such as ``'news/*.txt'``, or a list of these.
        Hidden files, README and LICENSE files of a folder are passed over; links that lead out of it are not followed.
    progress
        Called after each file with the number of files done and of all.
    columns
        For tables and JSON, which column holds what, where its name does not tell: ``{'text': 'body', 'title': 'headline'}``.
        Fields are those of `hearsay.reading.columns.FIELDS`; `page` is for whole page dumps, `html` for whole pages.
    html
        'precise' (trafilatura) or 'fast' (Resiliparse) for web pages. Unless told, saved pages are read precisely and
        WARC fast.

    Returns
    -------
    documents
        One row per text, in the order of files and of places in them. `document_id` is the path below the folder read,
        with '/', and '#n' or '#id' for one of several. Plain text is what the file holds, newlines as they are, without a
        byte order mark; of other formats it is the extracted article, below lines for what the file states about it, and
        `parts` says what each line is. All offsets count its characters. `supplied_…` come from ``NAME.toml`` beside
        ``NAME.txt``, from ``corpus.csv`` (columns file, outlet, title, published, url), or from a table's columns.
    problems
        One row per file, or kind of fault in it: empty, binary, unreadable, cut off, without line structure, in an assumed
        encoding, mended, named as what it is not, other than it declares. `lost` tells whether a text is left out.

    Raises
    ------
    InputError
        When a path does not exist, no file is there, or `columns` names no known field. One bad file never raises.
    """
    made = read(where, progress=progress, columns=columns, html=html)
    return made.documents, made.problems


def read(
    where: Where,
    *,
    progress: Progress | None = None,
    columns: Mapping[str, str] | None = None,
    html: Html | None = None,
) -> Reading:
    """As `read_documents`, with notes that say how each file was taken and why."""
    corpus = Corpus(where, _options(columns, html), progress)
    rows = list(corpus.rows())
    notes = pd.DataFrame([asdict(note) for note in corpus.notes], columns=["path", "what"], dtype="str")
    return Reading(schema.frame("documents", corpus.joined(rows)), _problems(corpus.problems), notes)


def chunks(
    where: Where, *, size: int = CHUNK, columns: Mapping[str, str] | None = None, html: Html | None = None
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """The same tables piece by piece, for archives that are larger than memory.

    Each piece holds up to `size` texts and the problems met on the way; nothing is held back, so metadata without texts
    (Media Cloud, GDELT) joins only those texts that come after it. The last piece may hold problems alone.
    """
    corpus = Corpus.at(where, columns=columns, html=html)
    for documents in corpus.pieces(size):
        yield documents, _problems(corpus.told())
    if problems := corpus.told():
        yield schema.frame("documents", []), _problems(problems)


@dataclass(frozen=True)
class FileGroup:
    """Files that another process is to read, where it puts what it finds, and the folder that paths begin in."""

    sources: tuple[Source, ...]
    options: ReadingOptions
    found: Path
    here: str

    def one_by_one(self) -> list[FileGroup]:
        """Its files, each a group of its own."""
        return [replace(self, sources=(source,), found=self.found.with_suffix(f".{n}")) for n, source in enumerate(self.sources)]

    def put(self, items: Iterable[tuple[int, Item]]) -> None:
        """Put aside what its files give, by their numbers."""
        with self.found.open("wb") as file:
            for numbered in items:
                pickle.dump(numbered, file)

    def taken(self) -> Iterator[tuple[int, Item]]:
        """What was put aside, which is there no more afterwards."""
        with self.found.open("rb") as file, suppress(EOFError):
            while True:
                yield pickle.load(file)
        self.found.unlink()

    def put_together(self, alone: Sequence[FileGroup]) -> None:
        """Put aside what its files, each by itself, have put aside."""
        self.put((number, item) for number, one in enumerate(alone) for _, item in one.taken())

    def put_failure(self, happened: str) -> None:
        """Put aside that its one file cannot be read, for what befell the process that read it."""
        (source,) = self.sources
        self.put(
            [(0, Problem(source.shown, f"could not be read: {happened}", "leave it out, or save it in another form", lost=True))]
        )

    @property
    def seconds(self) -> float:
        """After which it is taken for stuck: its readers stop themselves when they have worked a quarter of it."""
        return 4 * sum(source.allowance.seconds for source in self.sources)


Apart = Callable[[Sequence[FileGroup]], Iterable[bool]]
"""What has groups of files read by `read_group`, wherever that is, and gives what that gives, in order."""


def read_group(group: FileGroup) -> bool:
    """Read some files and put what they give aside, text by text; False where this computer does not have them."""
    if os.getcwd() != group.here or not all(source.path.exists() for source in group.sources):
        return False
    group.put((number, item) for number, source in enumerate(group.sources) for item in _read_one(source, group.options))
    return True


def _options(columns: Mapping[str, str] | None, html: Html | None) -> ReadingOptions:
    if html not in (None, "precise", "fast"):
        raise InputError(f"html is 'precise' or 'fast', not {html!r}")
    return ReadingOptions(columns_.check_columns(columns), html)


@dataclass
class Corpus:
    """The reading of one place: what has been met so far."""

    where: Where
    options: ReadingOptions
    progress: Progress | None
    apart: Apart | None = None
    folder: Path = Path()
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    known: dict[str, Mapping[str, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @classmethod
    def at(
        cls,
        where: Where,
        *,
        columns: Mapping[str, str] | None = None,
        html: Html | None = None,
        apart: Apart | None = None,
        folder: Path = Path(),
    ) -> Corpus:
        """That of a place, as `chunks` takes it, before anything is read. What `apart` has read comes by way of `folder`."""
        return cls(where, _options(columns, html), None, apart, folder)

    def pieces(self, size: int = CHUNK) -> Iterator[pd.DataFrame]:
        """The documents piece by piece, with what metadata elsewhere have said of them so far."""
        rows = self.rows()
        while some := list(islice(rows, size)):
            yield schema.frame("documents", self.joined(some))

    def with_known(self, documents: pd.DataFrame) -> pd.DataFrame:
        """Documents that were read before, with what metadata elsewhere have said of them since."""
        return schema.frame("documents", self.joined(documents.to_dict("records"))) if self.known else documents

    def problem_table(self) -> pd.DataFrame:
        """What could not be read so far."""
        return _problems(self.problems)

    def rows(self) -> Iterator[dict[str, object]]:
        """Rows of `documents`, file by file."""
        texts, values = self._sources()
        for source, item in self._items(texts):
            if isinstance(item, Text):
                yield self._row(source, item, values.get(os.path.abspath(source.path), {}))
            else:
                self._keep(item)

    def _items(self, texts: Sequence[Source]) -> Iterator[tuple[Source, Item]]:
        """What the files give, in their order, whoever reads them."""
        groups = [*self._groups(texts)] if self.apart else []
        if self.apart is None or len(groups) < 2:
            for done, source in enumerate(texts, start=1):
                yield from ((source, item) for item in _read_one(source, self.options))
                if self.progress is not None:
                    self.progress(done, len(texts))
            return
        for group, found in zip(groups, self.apart(groups), strict=True):
            if not found:
                yield from ((source, item) for source in group.sources for item in _read_one(source, self.options))
                continue
            yield from ((group.sources[number], item) for number, item in group.taken())

    def _groups(self, texts: Sequence[Source]) -> Iterator[FileGroup]:
        some: list[Source] = []
        size = 0
        for number, source in enumerate(texts, start=1):
            some.append(source)
            with suppress(OSError):  # which its reader tells
                size += source.path.stat().st_size
            if len(some) == GROUP or size >= GROUP_BYTES or number == len(texts):
                yield FileGroup(tuple(some), self.options, self.folder / f"read-{number:09}", os.getcwd())
                some, size = [], 0

    def _sources(self) -> tuple[list[Source], dict[str, dict[str, str]]]:
        """The files that hold texts, and by their whole paths what sidecars state."""
        sources, problems = find_sources(self.where)
        beside = {source.path for source in sources if sidecar.is_sidecar(source.path)}
        texts = [source for source in sources if source.path not in beside]
        if len(sources) == 1 and texts:
            beside.update(sidecar.sidecar_of(texts[0]))
        values, found = sidecar.supplied_values(texts, beside)
        self.problems += problems + found
        return texts, values

    def joined(self, rows: list[dict[str, object]]) -> list[dict[str, object]]:
        """The rows, each with what metadata elsewhere says about its address and nobody else does."""
        for row in rows if self.known else ():
            for name, value in self.known.get(_address(str(row["supplied_url"])), {}).items():
                if row[f"supplied_{name}"] == schema.NOT_STATED:
                    row[f"supplied_{name}"] = value
        return rows

    def told(self) -> list[Problem]:
        """The problems since the last call."""
        problems, self.problems = self.problems, []
        return problems

    def _keep(self, item: Item) -> None:
        if isinstance(item, Problem):
            self.problems.append(item)
        elif isinstance(item, Note):
            self.notes.append(item)
        elif isinstance(item, Known):
            address = _address(item.url)
            self.known[address] = {**item.supplied, **self.known.get(address, {})}

    def _row(self, source: Source, text: Text, stated: Mapping[str, str]) -> dict[str, object]:
        row = text.row(source, stated)
        name, number = row["document_id"], 1
        while row["document_id"] in self.seen:
            number += 1
            row["document_id"] = f"{name} ({number})"
        if number > 1:
            advice = "it was read under a name of its own"
            self.problems.append(Problem(source.shown, f"a second text is called {name!r}", advice, lost=False))
        self.seen.add(row["document_id"])
        return row


def _address(url: str) -> str:
    """An address without what does not tell pages apart: scheme, 'www.', fragment, last slash."""
    bare = url.strip().partition("#")[0].partition("://")[2] or url.strip()
    return bare.removeprefix("www.").rstrip("/").casefold()


def _read_one(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """All of one file. Parsers raise whatever they like on damaged files: what came before is kept, the rest is told."""
    name = ""
    try:
        taken = formats.recognise(source.path)
        if taken.format is None:
            yield Problem(source.shown, taken.why, taken.advice, lost=True)
            return
        name = taken.format.name
        yield Note(source.shown, f"taken as {name}: {taken.why}")
        if taken.doubt:
            yield Problem(source.shown, taken.doubt, "rename it if that is right", lost=False)
        yield from _bounded(source, taken.format.read(source, options))
        fault = unpacking_fault(source.path) if name != "WARC" else ""
        if fault:
            problem = f"packed, and cut off or damaged: {_one_line(fault)}"
            yield Problem(source.shown, problem, "pack or export it again; what came before this place is read", lost=True)
    except Exception as error:  # damaged input makes third-party parsers raise anything at all
        yield Problem(source.shown, *_failure(error, name), lost=True)


def _bounded(source: Source, items: Iterator[Item]) -> Iterator[Item]:
    """What a reader gives, up to where the file costs more than it may; a text that is no one article is told, or left out."""
    tally = ProblemTally()

    def fits(item: Item) -> bool:
        if not isinstance(item, Text):
            return True
        source.allowance.take_text(item.text)
        reason = bounds.too_long(item.text)
        if reason:
            tally.add(item.part or "file", reason, "save each article by itself, with its lines", lost=True)
        elif doubt := doubt_of_one(item.text, item.parts):
            tally.add(item.part or "file", doubt, ADVICE, lost=False)
        return not reason

    yield from tally.after(filter(fits, source.allowance.in_time(items)), source)


def _failure(error: Exception, name: str) -> tuple[str, str]:
    """What a file of the named format cannot be read for, and what to do about it."""
    if isinstance(error, TooLarge):
        return str(error), "split it into smaller files"
    if isinstance(error, InputError):
        problem, _, advice = str(error).partition(": ")
        return problem, advice or "see the documentation of hearsay.reading.documents"
    if isinstance(error, OSError):
        return f"cannot be opened, or is damaged: {_one_line(error.strerror or error)}", "check the file and its permissions"
    problem = f"no {name} file, or damaged or cut off ({type(error).__name__}: {_one_line(error)})"
    return problem, "save or export it again; what came before this place is read"


def _one_line(error: object) -> str:
    """As one line, whatever stands in it; parsers quote the bytes that they stumble over."""
    return " ".join(str(error).encode("utf-8", "replace").decode("utf-8").split())[:LONGEST_PROBLEM]


def _problems(problems: list[Problem]) -> pd.DataFrame:
    rows = [{**asdict(problem), "problem": _one_line(problem.problem), "where": _one_line(problem.where)} for problem in problems]
    return schema.frame("problems", sorted(rows, key=lambda row: (row["path"], row["where"], row["problem"])))
