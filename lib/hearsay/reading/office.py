"""Word and RTF files: an archive's export, or one article as its paragraphs stand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence

from hearsay.reading import factiva, lexis, limits, nexis, plain, unpack
from hearsay.reading.extras import need
from hearsay.reading.mending import MENDED, mend
from hearsay.reading.records import Format, Item, Note, Options, Problem, Source, Text

LARGEST_RTF = 50_000_000
"""Bytes of an RTF file, which is read at a megabyte a second; an export of 1,000 articles has some 20 million."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECOND = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What Word keeps a second time, for programs that cannot show a text box."""
SPOKEN = {f"{WORD}t": None, f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}


def read_docx(source: Source, options: Options) -> Iterator[Item]:
    """The articles of a Word file."""
    try:
        limits.check_zip(source.path, limits.WHOLE)
        document = need("docx").Document(str(source.path))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        problem = f"no Word file, or a damaged one: {' '.join(str(error).split())[:200]}"
        yield Problem(source.shown, problem, "save it again as .docx", lost=True)
        return
    paragraphs = (one for one in document.element.body.iter(f"{WORD}p") if next(one.iterancestors(SECOND), None) is None)
    yield from _read(source, [line for paragraph in paragraphs for line in _lines(paragraph)], "DOCX")


def _lines(paragraph: object) -> list[str]:
    runs = [SPOKEN[node.tag] or node.text or "" for node in paragraph.iter() if node.tag in SPOKEN]  # type: ignore[attr-defined]
    return "".join(runs).split("\n")


def read_rtf(source: Source, options: Options) -> Iterator[Item]:
    """The articles of an RTF file."""
    data = unpack.whole(source.path, LARGEST_RTF)
    if not data.lstrip().startswith(b"{\\rtf"):
        what = "the file is empty" if not data.strip() else "no RTF: it does not begin with {\\rtf"
        yield Problem(source.shown, what, "save it again as RTF", lost=True)
        return
    if not data.rstrip(b"\0\r\n\t ").endswith(b"}"):
        yield Problem(source.shown, "the RTF has no end: it is cut off", "export again; what is there is read", lost=False)
    text = need("striprtf.striprtf").rtf_to_text(data.decode("latin-1"), errors="replace")
    yield from _read(source, text.encode("utf-8", "replace").decode("utf-8").splitlines(), "RTF")


def _read(source: Source, lines: Sequence[str], form: str) -> Iterator[Item]:
    export = nexis.of(lines) or factiva.of_lines(lines) or lexis.of(lines)
    if export is not None:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from export.read(source, lines)
        return
    mended = mend("\n".join(line.rstrip() for line in lines))
    if not mended.text.strip():
        yield Problem(source.shown, "the file holds no text", "save it again, or remove it", lost=True)
        return
    longest = max(map(len, mended.text.splitlines()))
    if longest > plain.LONGEST_LINE:
        problem = f"a paragraph of {longest:,} characters: no paragraphs (limit {plain.LONGEST_LINE:,})"
        yield Problem(source.shown, problem, "save it with its paragraphs, one article per file", lost=True)
        return
    yield Note(source.shown, "no export of an archive is recognised: one article, its lines told apart by what they look like")
    if mended.report:
        yield Problem(source.shown, mended.report, MENDED, lost=False)
    yield Text(mended.text, form, source.sha256)


def _marks(head: bytes) -> str:
    return "it begins with {\\rtf" if head.lstrip().startswith(b"{\\rtf") else ""


DOCX = Format("DOCX", (".docx",), read_docx, extra="docx")
RTF = Format(
    "RTF",
    (".rtf",),
    read_rtf,
    lambda head: "it begins with {\\rtf" if head.lstrip().startswith(b"{\\rtf") else "",
    extra="striprtf",
)
