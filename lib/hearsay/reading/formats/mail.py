"""Mail and pages saved as MHTML: what an archive sent, article by article, else the one text of the message."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage, Message

from hearsay.reading import unpack
from hearsay.reading.archives import Export
from hearsay.reading.encoding import repair_text
from hearsay.reading.formats import html, text_and_office
from hearsay.reading.records import Format, Item, Note, Problem, ReadingOptions, Source, Text, parse_fragment

HEADER = re.compile(rb"[!-9;-~]{1,76}:[ \t]")
TELLING = (b"mime-version:", b"content-type:", b"received:", b"message-id:", b"subject:", b"from:", b"date:")
LEAST = 3
"""Telling headers from which a file without a suffix is taken for mail."""
SAVE = "save it as a file of its own and read that"


def read_mail(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The articles of all parts that are exports; of a mail without any its text."""
    message = email.message_from_bytes(unpack.whole_text(source.path, unpack.TREE), policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [_text(part) for part in parts if part.get_content_type() == "text/html"]
    plain = [_text(part) for part in parts if part.get_content_type() == "text/plain"]
    yield Note(source.shown, f"mail of {len(parts)} parts: {', '.join(dict.fromkeys(part.get_content_type() for part in parts))}")
    exports: list[tuple[Export, object]] = []
    for page in pages:
        if export := html.archive_of_html(page):
            exports.append((export, parse_fragment(page)))
    for text in plain if not exports else ():
        export, content = text_and_office.export_of_text(text)
        if export:
            exports.append((export, content))
    for export, content in exports:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from export.read(source, content)
    if not exports:
        yield from _message(source, pages, plain, options)
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects):
        yield Problem(source.shown, "the mail does not end as it declares: it is cut off", "save or export it again", lost=False)
    yield from _left_out(source, parts)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return html.decoded_page(content, part.get_content_charset()).text or "" if isinstance(content, bytes) else ""


def _message(source: Source, pages: list[str], plain: list[str], options: ReadingOptions) -> Iterator[Item]:
    """The one text of a mail that is no export: the page, else what stands in it as plain text."""
    page = next((page for page in pages if page.strip()), "")
    if page:
        yield from html.read_page(source, page, options.html or "precise", whole=True)
        return
    text = "\n\n".join(filter(str.strip, plain))
    if text.strip():
        yield Text(repair_text(text).text, "mail", source.sha256)
        return
    yield Problem(source.shown, "the mail holds no text", "save the article itself, or remove the file", lost=True)


def _left_out(source: Source, parts: list[EmailMessage]) -> Iterator[Item]:
    for part in parts:
        name = part.get_filename()
        if name and part.get_content_maintype() == "application":
            yield Problem(source.shown, f"the attachment {name!r} is not read", SAVE, lost=True)


def _marks(head: bytes) -> str:
    lines = head.replace(b"\r", b"").split(b"\n\n", 1)[0].lower().splitlines()
    if not lines or not HEADER.match(lines[0]):
        return ""
    telling = {name for line in lines for name in TELLING if line.startswith(name)}
    return "it begins with the headers of a mail" if len(telling) >= LEAST and b"content-type:" in telling else ""


FORMAT = Format("mail", (".eml", ".mht", ".mhtml"), read_mail, _marks, extra="lxml")
