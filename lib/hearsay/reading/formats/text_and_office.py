"""Plain text, Word and RTF: a page dump, one article as its paragraphs stand, or an archive's export."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from hearsay.reading import unpack
from hearsay.reading.archives import Export, factiva, labelled, lexis_academic, lexisnexis, proquest
from hearsay.reading.encoding import MENDED, Decoded, decode_bytes, repair_text
from hearsay.reading.records import Format, Item, Note, Problem, ReadingOptions, Source, Text, require_extra

NAME = "plain text"
LARGEST_FILE = 50_000_000
"""Bytes. A page dump has some 10,000; more than this is a collection or no text."""
MARKED = re.compile(
    r"^[^\S\n]{0,80}(?:"
    r"(?:End of Document|Ende des Dokuments|Fin d\w{1,2} documento?|Einde van document|Load-Date:|Body|HD|WC)\s"
    r"|\d{1,6} \w{2,3} \d{1,6} DO[CK]UMENT|Do[ck]ument\w? (?:[A-Za-z0-9]{10,40}\s*$|\d{1,6} \w{2,3} \d)"
    r"|(?:LENGTH|L\u00c4NGE|LONGUEUR|LONGITUD|LUNGHEZZA|LENGTE) ?:|(?:Gale Document|Record) Number ?:)",
    re.MULTILINE | re.IGNORECASE,
)
"""A line as some archive's export has it: a text without any is none, and need not be looked at line by line."""
LARGEST_RTF = 50_000_000
"""Bytes of an RTF file, which is read at a megabyte a second; an export of 1,000 articles has some 20 million."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECOND = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What Word keeps a second time, for programs that cannot show a text box."""
SPOKEN = {f"{WORD}t": None, f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}


def read_plain_text(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The one text of a file, or the articles of an export; an assumed encoding or mended text is told beside it."""
    data = unpack.whole_text(source.path, LARGEST_FILE)
    decoded = decode_bytes(data)
    reason = _unreadable(data, decoded)
    if reason:
        yield Problem(source.shown, *reason, lost=True)
        return
    if decoded.assumed:
        yield Problem(source.shown, decoded.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    mended = repair_text(decoded.text or "")
    if mended.report:
        yield Problem(source.shown, mended.report, MENDED, lost=False)
    yield Note(source.shown, f"encoding {decoded.encoding}")
    export, content = export_of_text(mended.text)
    if export is not None:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from export.read(source, content)
        return
    yield Text(mended.text, NAME, source.sha256)


def export_of_text(text: str) -> tuple[Export | None, object]:
    """The layout of an archive's export in a text, and what its reader takes; None for any other text."""
    if ("ProQuest document" in text or "proquest.com" in text) and (export := proquest.proquest_text_layout(text)):
        return export, text
    lines = text.splitlines() if MARKED.search(text) else []
    return archive_of_lines(lines), lines


def archive_of_lines(lines: Sequence[str]) -> Export | None:
    """The layout of an archive's export in lines, or None."""
    layouts = (
        lexisnexis.nexis_uni_layout, factiva.factiva_text_layout, lexis_academic.lexis_academic_layout, labelled.labelled_layout,
    )  # fmt: skip
    return next((export for layout in layouts if (export := layout(lines))), None)


def _unreadable(data: bytes, decoded: Decoded) -> tuple[str, str] | None:
    if not data:
        return "the file is empty", "save the page again, or remove the file"
    if decoded.text is None:
        return "binary data, not text", "save the page as plain text (UTF-8), or remove the file"
    if not decoded.text.strip():
        return "the file holds nothing but white space", "save the page again, or remove the file"
    return None


FORMAT = Format(NAME, (".txt", ".text"), read_plain_text)


def read_docx(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The articles of a Word file."""
    try:
        unpack.check_zip(source.path, unpack.WHOLE)
        with zipfile.ZipFile(source.path) as container, container.open("word/document.xml") as file:
            lines = list(source.allowance.count_rows(_docx_lines(file)))
    except (zipfile.BadZipFile, KeyError, SyntaxError) as error:
        problem = f"no Word file, or a damaged one: {' '.join(str(error).split())[:200]}"
        yield Problem(source.shown, problem, "save it again as .docx", lost=True)
        return
    yield from _read(source, lines, "DOCX")


def _docx_lines(file: IO[bytes]) -> Iterator[str]:
    """The lines of a Word file's paragraphs, each let go of once it is read; entities are kept as they are written."""
    context = require_extra("lxml.etree").iterparse(file, tag=(f"{WORD}p", SECOND), resolve_entities=False, no_network=True)
    for _, node in context:
        if node.tag != SECOND and next(node.iterancestors(SECOND), None) is None:
            runs = [SPOKEN[run.tag] or "".join(run.itertext()) for run in node.iter() if run.tag in SPOKEN]
            yield from "".join(runs).split("\n")
        node.clear()
        while node.getprevious() is not None:
            del node.getparent()[0]


def read_rtf(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The articles of an RTF file."""
    data = unpack.whole_text(source.path, LARGEST_RTF)
    if not data.lstrip().startswith(b"{\\rtf"):
        what = "the file is empty" if not data.strip() else "no RTF: it does not begin with {\\rtf"
        yield Problem(source.shown, what, "save it again as RTF", lost=True)
        return
    if not data.rstrip(b"\0\r\n\t ").endswith(b"}"):
        yield Problem(source.shown, "the RTF has no end: it is cut off", "export again; what is there is read", lost=False)
    text = require_extra("striprtf.striprtf").rtf_to_text(data.decode("latin-1"), errors="replace")
    yield from _read(source, text.encode("utf-8", "replace").decode("utf-8").splitlines(), "RTF")


def _read(source: Source, lines: Sequence[str], form: str) -> Iterator[Item]:
    export = archive_of_lines(lines)
    if export is not None:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from export.read(source, lines)
        return
    mended = repair_text("\n".join(line.rstrip() for line in lines))
    if not mended.text.strip():
        yield Problem(source.shown, "the file holds no text", "save it again, or remove it", lost=True)
        return
    yield Note(source.shown, "no export of an archive is recognised: one article, its lines told apart by what they look like")
    if mended.report:
        yield Problem(source.shown, mended.report, MENDED, lost=False)
    yield Text(mended.text, form, source.sha256)


def _marks(head: bytes) -> str:
    return "it begins with {\\rtf" if head.lstrip().startswith(b"{\\rtf") else ""


DOCX = Format("DOCX", (".docx",), read_docx, extra="lxml")
RTF = Format("RTF", (".rtf",), read_rtf, _marks, extra="striprtf")
