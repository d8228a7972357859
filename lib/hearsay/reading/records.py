"""What a reader of one format takes and gives: a file and options in; texts, problems and notes out.

The lines are the evidence: what a file states apart from the article (a date in a page's head, an author in a
column) is written above the body as it stands there, so that every value has its place in `documents.text`.
"""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from hearsay.errors import InputError
from hearsay.reading.bounds import Allowance
from hearsay.reading.encoding import repair_text
from hearsay.schema import NOT_STATED
from hearsay.text.dates import iso_date

FIELDS = ("outlet", "title", "published", "url", "event")
"""What a sidecar, or a format that carries metadata, may supply."""
SHOWN = 3
"""Places that are named; the rest is counted."""
KINDS = 30
"""Kinds of faults in one file that are told apart."""
LINES = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]+")
BY = re.compile(r"^\s*(?:by|from|von|par|por|di)\s*:?\s+(?=\S)", re.IGNORECASE)
IN_LINES = ("body", "caption", "furniture")
"""Parts that keep their lines; all others are one line."""
EXTRAS = {
    **dict.fromkeys(("trafilatura", "resiliparse", "lxml"), "html"),
    **dict.fromkeys(("openpyxl", "striprtf"), "office"),
    "fastwarc": "warc",
}
"""By package, the extra that installs it."""
Html = Literal["precise", "fast"]
"""How the article is found on an HTML page: trafilatura's precision mode, or Resiliparse's main content."""
Part = tuple[int, int, str, str]
"""Start, end, name and value of a line whose meaning the file itself states."""
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
TAG = re.compile(r"""(<[A-Za-z][^\s<>"'=]*+)(?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+""")
"""A mark that follows no '=' ends it: a quotation mark without its fellow must not make one tag of all that follows."""
QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
ATTRIBUTES, LONG_TAG = 500, 1000
"""Attributes that a tag may have, and the characters that more than so many take."""
UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "math", "head"))
SPACE = re.compile(r"\s+")
LINE_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(name: str) -> str:
    """A file's name as one line of text that the tables can hold: a byte that is no UTF-8, such as E9, is written `\\udce9`."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return LINE_BREAK.sub(lambda found: ascii(found[0])[1:-1], text)


@dataclass(frozen=True)
class ReadingOptions:
    """How to read: the columns of tables by field, and the way with HTML (None: each format's own)."""

    columns: Mapping[str, str] = field(default_factory=dict)
    html: Html | None = None


@dataclass(frozen=True)
class Source:
    """One file to read: where it is, how the user named it, and the name of its documents."""

    path: Path
    document_id: str

    @property
    def shown(self) -> str:
        return printable(str(self.path))

    @cached_property
    def sha256(self) -> str:
        """The digest of the file's bytes, read in pieces."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def allowance(self) -> Allowance:
        """What is left of what reading the file may cost."""
        return Allowance(self.path.stat().st_size)


@dataclass(frozen=True)
class Text:
    """One text of a file. `part` is '' for the only one, else '#n' or '#id'; `supplied` holds some of `FIELDS`.

    `parts` names the lines when the file says what they are, and covers them all; () when it does not.
    """

    text: str
    format: str
    sha256: str
    part: str = ""
    supplied: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    def row(self, source: Source, sidecar: Mapping[str, str]) -> dict[str, Any]:
        """The row of `documents`; what the sidecar says goes before what the file says."""
        supplied = {**self.supplied, **sidecar}
        return {
            "document_id": source.document_id + self.part,
            "path": source.shown,
            "format": self.format,
            "sha256": self.sha256,
            "text": self.text,
            **{f"supplied_{name}": supplied.get(name, NOT_STATED) for name in FIELDS},
            "parts": self.parts,
        }


@dataclass(frozen=True)
class Problem:
    """One line that says what is wrong with a file and what to do about it."""

    path: str
    problem: str
    advice: str
    lost: bool
    where: str = "file"


@dataclass(frozen=True)
class Note:
    """One line that says how a file was taken, for those who ask."""

    path: str
    what: str


@dataclass(frozen=True)
class Known:
    """Metadata without a text: what it says, and the address of the text that it belongs to."""

    url: str
    supplied: Mapping[str, str]


Item = Text | Problem | Note | Known
Read = Callable[[Source, ReadingOptions], Iterator[Item]]
"""A reader. It need not catch what damaged files make parsers raise: the caller reports it and keeps what came before."""


@dataclass(frozen=True)
class Format:
    """One format: its name, the suffixes it answers to, its reader, and what its first bytes look like.

    `marks` gets the first bytes of the file, unpacked, and says in words what it knows them by, '' when it does not.
    `extra` is what has to be installed for it, '' for nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    marks: Callable[[bytes], str] = lambda head: ""
    extra: str = ""


class MissingExtra(InputError):
    """A parser is not installed."""


def require_extra(module: str) -> Any:
    """The module, imported on first use.

    Raises `MissingExtra` with the command to type when it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        extra = EXTRAS[package]
        raise MissingExtra(f"reading it needs {package}, which is not installed: pip install 'hearsay[{extra}]'") from error


class ProblemTally:
    """What is wrong with records, by kind."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str, bool], list[str]] = {}
        self._counts: dict[tuple[str, str, bool], int] = {}

    def add(self, place: str, problem: str, advice: str, *, lost: bool) -> None:
        """One record has this problem."""
        key = problem, advice, lost
        if key not in self._counts and len(self._counts) >= KINDS:
            key = "faults of other kinds", "mend those that are told, and read again", lost
        places = self._places.setdefault(key, [])
        if len(places) < SHOWN:
            places.append(place)
        self._counts[key] = self._counts.get(key, 0) + 1

    def problems(self, source: Source) -> Iterator[Problem]:
        """One problem per kind."""
        for (problem, advice, lost), places in self._places.items():
            more = self._counts[problem, advice, lost] - len(places)
            where = ", ".join(places) + (f" and {more:,} more" if more else "")
            yield Problem(source.shown, problem, advice, lost, where)

    def after(self, items: Iterable[Item], source: Source) -> Iterator[Item]:
        """The items, and behind them, or where they break off, one problem per kind."""
        try:
            yield from items
        except Exception:
            yield from self.problems(source)
            raise
        yield from self.problems(source)


class RecordDraft:
    """The lines of one record, in the order in which they are added."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[Part] = []
        self._length = 0
        self.mended = ""

    def add(self, name: str, printed: str, value: str | None = None) -> None:
        """Add what the file holds under a name; `value` is what it means, unless told what `meaning` makes of it."""
        value = meaning(name, printed) if value is None else value
        changed = repair_text(printed)
        self.mended = self.mended or changed.report
        kept = LINES.split(changed.text) if name in IN_LINES else [" ".join(changed.text.split())]
        for line in kept:
            stripped = line.strip()
            if stripped:
                self._parts.append((self._length, self._length + len(stripped), name, repair_text(value).text))
                self._lines.append(stripped)
                self._length += len(stripped) + 1

    def has(self, name: str) -> bool:
        """Whether something stands under the name."""
        return any(part[2] == name for part in self._parts)

    def words(self, name: str = "body") -> int:
        """Words between spaces of what stands under the name."""
        return sum(len(line.split()) for line, part in zip(self._lines, self._parts, strict=True) if part[2] == name)

    def first(self, name: str) -> str:
        """The first line under the name, or ''."""
        return next((line for line, part in zip(self._lines, self._parts, strict=True) if part[2] == name), "")

    def text(self, source: Source, form: str, part: str = "", supplied: Mapping[str, str] | None = None) -> Text:
        """The record as a text of its file."""
        known = {name: " ".join(repair_text(value).text.split()) for name, value in (supplied or {}).items() if name in FIELDS}
        known = {name: value for name, value in known.items() if value}
        return Text("\n".join(self._lines), form, source.sha256, part, known, tuple(self._parts))


def meaning(name: str, printed: str) -> str:
    """What stands under a name as metadata, such as '2023-02-15' for a date; '' under names that state nothing."""
    return MEANINGS[name](printed) if name in MEANINGS else ""


def byline_without_by(printed: str) -> str:
    """A byline without its 'By'."""
    return BY.sub("", " ".join(printed.split())).strip(" ,;")


MEANINGS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("title", "outlet", "deck", "upstream"), str.strip),
    "byline": byline_without_by,
    "published": iso_date,
}


def parse_fragment(html: str) -> Any:
    """The parsed page, never deeper than the parser's own limit of nesting; None when nothing is in it."""
    lxml_html, etree = require_extra("lxml.html"), require_extra("lxml.etree")
    parser = lxml_html.HTMLParser(no_network=True, recover=True, encoding="utf-8", remove_pis=True)
    clean = few_attributes(CONTROL.sub(" ", html))
    try:
        return lxml_html.document_fromstring(clean.encode("utf-8"), parser=parser) if clean.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def few_attributes(html: str) -> str:
    """The page, and of a tag with more attributes than a person writes its name alone: parsers compare each with all."""
    if not any(tag.end() - tag.start() > LONG_TAG for tag in TAG.finditer(html)):
        return html
    return TAG.sub(lambda tag: tag[1] if len(QUOTED.sub("", tag[0]).split()) > ATTRIBUTES else tag[0], html)


def fragment_lines(html: str) -> list[str]:
    """The lines that a reader of the fragment sees."""
    root = parse_fragment(html)
    return [] if root is None else element_lines(root)


def element_lines(root: Any) -> list[str]:
    """The lines below an element: one per paragraph, heading, list entry or cell."""
    seen = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    return [line for line in seen if line]


def fragment_text(nodes: Iterable[Any]) -> str:
    """All text below some elements on one line."""
    return " ".join(" ".join(line for node in nodes for line in element_lines(node)).split())


def _pieces(root: Any) -> Iterator[str]:
    """Texts in the order of reading, newlines at the borders of blocks; without recursion, however deep the page is."""
    hidden = 0
    for event, node in require_extra("lxml.etree").iterwalk(root, events=("start", "end", "comment")):
        border = "\n" if node.tag in BLOCKS else ""
        if event == "start":
            hidden += node.tag in UNSEEN
            yield border + ("" if hidden else SPACE.sub(" ", node.text or ""))
            continue
        hidden -= event == "end" and node.tag in UNSEEN
        yield border + ("" if hidden or node is root else SPACE.sub(" ", node.tail or ""))
