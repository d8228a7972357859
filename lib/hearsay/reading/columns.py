"""Which column of a table, or key of a record, holds what: by its name, or as the user says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

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


def map_columns(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Each field's column: the one given, else the best known name among those there are. Of the bodies only the first.

    Raises `NoText` when nothing is known to hold the text, or a column given is not there.
    """
    there = list(dict.fromkeys(names))
    absent = [column for column in given.values() if column not in there]
    if absent:
        raise NoText(f"no column {absent[0]!r}; there are {_listed(there)}")
    known = _known_columns(there)
    found = {field: column for field in FIELDS if (column := given.get(field) or known.get(field))}
    body = next((field for fields in (given, found) for field in BODIES if field in fields), None)
    if body is None:
        raise NoText(f"no column is known to hold the text; there are {_listed(there)}")
    for field in list(found):
        # A column that the user names for one field serves no other, and a text has one body.
        taken = field not in given and found[field] in given.values()
        if taken or field in BODIES and field != body:
            del found[field]
    return found


def metadata_columns(names: Iterable[str]) -> dict[str, str]:
    """The columns of a table without a text that say something about texts elsewhere."""
    known = _known_columns(names)
    return {field: known[field] for field in ("outlet", "title", "published", "url", "event") if field in known}


def _known_columns(names: Iterable[str]) -> dict[str, str]:
    """For each field the column of its most telling name; of columns that are called alike the first."""
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(PLAIN.sub("", name.casefold()), name)
    return {field: plain[telling[0]] for field, known in FIELDS.items() if (telling := [n for n in known if n in plain])}


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name)[:60] for name in names[:LISTED])
    return shown + (f" and {len(names) - LISTED} more" if len(names) > LISTED else "") if names else "none"
