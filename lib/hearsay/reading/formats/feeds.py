"""XML: RSS, Atom, Factiva, and records with a text each. Entities are never expanded, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from hearsay.reading import columns, unpack
from hearsay.reading.archives import factiva
from hearsay.reading.formats import html, tables
from hearsay.reading.records import (
    Format,
    Item,
    Note,
    Problem,
    ProblemTally,
    ReadingOptions,
    RecordDraft,
    Source,
    fragment_lines,
    require_extra,
)

ROOTS = {"rss": "RSS", "feed": "Atom", "rdf": "RSS"}
OPENING = re.compile(rb"\s*<(?:\?xml|!--|!DOCTYPE|rss|feed|rdf:RDF|PPS\w+)", re.IGNORECASE)
ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|PPSResponse|ppsArticleResponse|ppsarticle\w*)[\s>]")
DECLARED = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
BODIES = ("encoded", "content", "description", "summary")
"""Where an entry's text stands, the fullest first."""
ENTRIES = ("item", "entry")
SHORT = ("description", "summary")
DATES = ("pubdate", "published", "date", "issued", "updated")
WORDS_OF_SUMMARY = 80
SAMPLE, DEEPEST = 50, 3
"""Records by whose fields a file is known, and elements inside one another in a record."""


def read_feed(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The entries of a feed."""
    etree = require_extra("lxml.etree")
    decoded = html.decoded_page(unpack.whole_text(source.path, unpack.TREE))
    if decoded.text is None:
        yield Problem(source.shown, "binary data, no feed", "save the feed again, or remove the file", lost=True)
        return
    if decoded.assumed:
        yield Problem(source.shown, decoded.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_pis=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(DECLARED.sub("", decoded.text, count=1).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = f"no XML: {' '.join(str(error).split())}"
        yield Problem(source.shown, problem, "save the feed again, or remove the file", lost=True)
        return
    export = factiva.factiva_xml_layout(root) if root is not None else None
    if export is not None:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from _faults(source, parser)
        yield from export.read(source, root)
        return
    kind = ROOTS.get(_tag(root)) if root is not None else None
    yield from _faults(source, parser) if root is not None else ()
    if kind is None:
        yield from _no_feed(source, root, decoded.text, options)
        return
    yield from _entries(source, root, kind)


def _no_feed(source: Source, root: Any, text: str, options: ReadingOptions) -> Iterator[Item]:
    """Records with a text each; or one page, where the XML has paragraphs; all else is told."""
    records = _records(root) if root is not None else []
    names = dict.fromkeys(name for record in records[:SAMPLE] for name in record)
    try:
        known = bool(columns.map_columns(names, options.columns)) if records else False
    except columns.NoText:
        known = False
    if known:
        yield Note(source.shown, f"{len(records):,} records of XML, each with a text")
        placed = ((f"record {number}", record) for number, record in enumerate(records, start=1))
        yield from tables.texts_of_rows(source, names, placed, "XML", options)
        return
    name = "nothing" if root is None else f"<{_tag(root)}>"
    problem = f"XML that is no RSS or Atom feed: it holds {name}"
    if root is not None and next(root.iter("{*}p"), None) is not None:
        yield Problem(source.shown, f"{problem}; read as one page", "give the articles as HTML, text or a table", lost=False)
        yield from html.read_page(source, DECLARED.sub("", text, count=1), options.html or "precise", whole=True)
        return
    yield Problem(source.shown, problem, "give the articles as HTML, text or a table", lost=True)


def _records(root: Any) -> list[dict[str, str]]:
    """The elements of the same name that stand most often beside one another, each with what stands in it by name."""
    best: list[Any] = []
    for parent in root.iter():
        if isinstance(parent.tag, str):
            for _, same in groupby(sorted((one for one in parent if isinstance(one.tag, str)), key=_tag), _tag):
                found = [node for node in same if len(node)]
                best = found if len(found) > len(best) else best
    return [_fields(node) for node in best]


def _fields(node: Any, depth: int = 0) -> dict[str, str]:
    """The elements below one by their names, the first of each; one that holds paragraphs is a text of as many lines."""
    fields: dict[str, str] = {}
    for child in node:
        if not isinstance(child.tag, str):
            continue
        alike = {_tag(one) for one in child}
        if len(child) and depth < DEEPEST and len(alike) > 1 and not (child.text or "").strip():
            fields = {**_fields(child, depth + 1), **fields}
        elif len(child):
            fields.setdefault(_tag(child), "\n".join(" ".join(" ".join(one.itertext()).split()) for one in child))
        else:
            fields.setdefault(_tag(child), (child.text or "").strip())
    return fields


def _faults(source: Source, parser: Any) -> Iterator[Item]:
    if len(parser.error_log):
        problem = f"faulty XML, read as far as it goes: {parser.error_log[0].message}"
        yield Problem(source.shown, problem, "save it again if articles are missing", lost=False)


def _entries(source: Source, root: Any, kind: str) -> Iterator[Item]:
    outlet = next((_text(node) for node in root.iter() if _tag(node) == "title"), "")
    entries = [
        node for node in root.iter() if _tag(node) in ENTRIES and not any(_tag(one) in ENTRIES for one in node.iterancestors())
    ]
    yield Note(source.shown, f"{kind} with {len(entries)} entries, outlet {outlet!r} by its title")
    tally = ProblemTally()
    for number, entry in enumerate(entries, start=1):
        draft, url = _entry(entry, outlet)
        place = f"entry {number}"
        if not draft.has("body"):
            tally.add(place, "the entry carries no text", "fetch the page that it points to", lost=True)
            continue
        if draft.words() < WORDS_OF_SUMMARY and not any(_tag(node) in ("encoded", "content") for node in entry):
            tally.add(place, "the feed carries a summary only", "fetch the page that it points to for the article", lost=False)
        yield draft.text(source, kind, f"#{number}", {"url": url})
    yield from tally.problems(source)
    if not entries:
        yield Problem(source.shown, "the feed has no entry", "save it again, or remove the file", lost=True)


def _entry(entry: Any, outlet: str) -> tuple[RecordDraft, str]:
    fields: dict[str, str] = {}
    for node in entry:
        fields.setdefault(_tag(node), _raw(node))
    draft = RecordDraft()
    title = " ".join(" ".join(fragment_lines(fields.get("title", ""))).split())
    draft.add("title", title)
    draft.add("outlet", outlet)
    draft.add("byline", fields.get("creator") or _author(entry))
    draft.add("published", next((fields[name] for name in DATES if fields.get(name)), ""))
    body = next((fields[name] for name in BODIES if fields.get(name, "").strip()), "")
    draft.add("body", "\n".join(fragment_lines(body)))
    return draft, _link(entry)


def _link(entry: Any) -> str:
    links = [node for node in entry if _tag(node) == "link"]
    for node in sorted(links, key=lambda node: node.get("rel", "alternate") != "alternate"):
        address = (node.get("href") or node.text or "").strip()
        if address.startswith(("http://", "https://")):
            return address
    return ""


def _author(entry: Any) -> str:
    """The name of an author; an address of electronic mail is left out."""
    for node in entry:
        if _tag(node) == "author":
            inner = next((_text(one) for one in node if _tag(one) == "name"), "") or (node.text or "")
            return re.sub(r"^\S+@\S+\s*|[()]", "", inner).strip()
    return ""


def _raw(node: Any) -> str:
    """The content of an element: markup inside it as markup, whether or not it was written as text."""
    if len(node):
        return (node.text or "") + "".join(str(require_extra("lxml.etree").tostring(one, encoding="unicode")) for one in node)
    return node.text or ""


def _text(node: Any) -> str:
    return " ".join((node.text or "").split())


def _tag(node: Any) -> str:
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _marks(head: bytes) -> str:
    begins = OPENING.match(head.removeprefix(b"\xef\xbb\xbf"))
    if begins and ROOT.search(head[:4000]):
        return "it begins as a feed, or as an answer of Factiva"
    return "it begins as XML" if begins and begins[0].lstrip() == b"<?xml" and not html.ROOT.search(head[:4000]) else ""


FORMAT = Format("feed", (".xml", ".rss", ".atom", ".rdf"), read_feed, _marks, extra="lxml")
