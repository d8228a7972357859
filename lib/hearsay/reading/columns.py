"""Which column of a table, or key of a record, holds what: by its name, or as the user says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearsay.errors import InputError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "fulltext", "articlebody", "articletext", "articlecontent", "bodytext", "maintext",
        "storytext", "cleanedtext", "plaintext", "fieldsbodytext", "transcript", "story", "article", "paragraphs", "texte",
        "texto", "volltext",
    ),
    "page": ("page", "pagetext", "pagedump", "dump", "rawtext"),
    "html": ("html", "rawhtml", "pagehtml", "htmlcontent", "articlehtml", "sourcehtml"),
    "title": (
        "title", "headline", "heading", "articletitle", "webtitle", "headlinemain", "headlines", "titre", "titulo", "titel", "hd",
    ),
    "deck": (
        "deck", "subtitle", "subheadline", "subheading", "standfirst", "fieldstrailtext", "description", "summary", "abstract",
        "lead", "snippet",
    ),
    "byline": (
        "byline", "author", "authors", "writer", "creator", "dccreator", "fieldsbyline", "bylineoriginal", "auteur", "autor",
        "by",
    ),
    "published": (
        "published", "publishedat", "publisheddate", "publishdate", "publicationdate", "datepublished", "datepublish", "pubdate",
        "date", "webpublicationdate", "publishedon", "datetime", "timestamp", "pubdatetime",
    ),
    "outlet": (
        "outlet", "publication", "publisher", "newspaper", "sourcename", "medianame", "publicationtitle", "sitename",
        "newsoutlet", "source", "site", "domain", "journal", "media", "sourcecommonname",
    ),
    "url": (
        "url", "link", "weburl", "articleurl", "permalink", "canonicalurl", "originalurl", "sourceurl", "address", "uri",
        "documentidentifier",
    ),
    "id": ("id", "articleid", "documentid", "docid", "storiesid", "uuid", "guid", "uid", "gid", "recordid"),
    "event": ("event", "eventid", "eventname", "mainevent", "storycluster"),
    "section": ("section", "sectionname", "category", "desk", "rubrique"),
}  # fmt: skip
"""What a column may hold, and the names by which it is known, most telling first, without case, spaces or marks."""
BODIES = ("text", "page", "html")
PLAIN = re.compile(r"[\W_]+")
LISTED = 30
"""Columns that a message lists."""


class NoText(InputError):
    """No column of a table is known to hold the text."""


@dataclass(frozen=True)
class ColumnMapping:
    """The column for each field, and which fields the user named."""

    columns: Mapping[str, str]
    given: frozenset[str]

    @property
    def told(self) -> str:
        """The mapping in words."""
        return ", ".join(f"{field}={column}" for field, column in self.columns.items())


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """What a user asks for, when all its fields are known. Raises `InputError` otherwise."""
    for field in columns or {}:
        if field not in FIELDS:
            raise InputError(f"columns: no field {field!r}; fields are {', '.join(FIELDS)}, as in columns={{'text': 'body'}}")
    return dict(columns or {})


def parse_columns(given: str) -> dict[str, str]:
    """`'text=body,title=headline'`, as the command line has it. Raises `InputError` when it is nothing of the kind."""
    pairs = [pair.partition("=") for pair in given.split(",") if pair.strip()]
    if not all(field.strip() and mark and column.strip() for field, mark, column in pairs):
        raise InputError(f"columns are given as FIELD=COLUMN,FIELD=COLUMN, such as text=body,title=headline, not {given!r}")
    return check_columns({field.strip(): column.strip() for field, _, column in pairs})


def map_columns(names: Iterable[str], given: Mapping[str, str]) -> ColumnMapping:
    """Each field's column: the one given, else the best known name among those there are.

    Raises `NoText` when nothing is known to hold the text, or a column given is not there.
    """
    there = list(dict.fromkeys(names))
    absent = [column for column in given.values() if column not in there]
    if absent:
        raise NoText(f"no column {absent[0]!r}; there are {_listed(there)}")
    plain: dict[str, str] = {}
    for name in there:
        plain.setdefault(PLAIN.sub("", name.casefold()), name)
    taken = {field: next((plain[known] for known in names if known in plain), "") for field, names in FIELDS.items()}
    found = {field: column for field, column in {**taken, **given}.items() if column}
    body = next((field for field in BODIES if field in given), None) or next((field for field in BODIES if field in found), None)
    if body is None:
        raise NoText(f"no column is known to hold the text; there are {_listed(there)}")
    used = {field: column for field, column in found.items() if field not in BODIES or field == body}
    return ColumnMapping(_once(used, given), frozenset(given))


def known_column(names: Iterable[str]) -> dict[str, str]:
    """The columns of a table without a text that say something about texts elsewhere."""
    plain = {PLAIN.sub("", name.casefold()): name for name in names}
    found = {
        field: next((plain[one] for one in FIELDS[field] if one in plain), "")
        for field in ("outlet", "title", "published", "url", "event")
    }
    return {field: column for field, column in found.items() if column}


def _once(used: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """A column that the user names for one field serves no other."""
    return {field: column for field, column in used.items() if field in given or column not in given.values()}


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name)[:60] for name in names[:LISTED])
    return shown + (f" and {len(names) - LISTED} more" if len(names) > LISTED else "") if names else "none"
