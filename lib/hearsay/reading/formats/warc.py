"""Web archives (WARC): every HTML page in them is an article. Read as a stream, one record in memory at a time."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hearsay.reading import unpack
from hearsay.reading.formats import html
from hearsay.reading.records import Format, Item, Note, Problem, ProblemTally, ReadingOptions, Source, require_extra
from hearsay.text.dates import iso_date

HTML = ("text/html", "application/xhtml+xml")
PIECE = 1 << 14
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
"""First bytes of packed records."""
END = 8
"""Last bytes by which the end of a record is known."""
GOOD = range(200, 300)


def read_warc(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The articles of the archive's pages; what is no page is counted."""
    fastwarc = require_extra("fastwarc.warc")
    engine = options.html or "fast"
    yield Note(source.shown, f"article by {html.ENGINES[engine]}")
    tally, passed, pages, last, damaged = ProblemTally(), Counter(), 0, 0, False  # type: ignore[var-annotated]
    with source.path.open("rb") as file:
        kinds = fastwarc.WarcRecordType.response | fastwarc.WarcRecordType.resource
        try:
            for record in fastwarc.ArchiveIterator(file, record_types=kinds, parse_http=True, auto_decode="all"):
                last = record.stream_pos
                why = _no_page(record)
                if why:
                    passed[why] += 1
                    continue
                pages += 1
                yield from _page(source, record, f"#{pages}", engine, tally)
        except (OSError, ValueError, RuntimeError) as error:
            problem = f"damaged or cut off after {pages:,} pages: {' '.join(str(error).split())}"
            yield Problem(source.shown, problem, "fetch the archive again; what came before is read", lost=True)
            damaged = True
    whole = damaged or _whole(source, last)
    if not whole:
        problem = f"cut off after {pages:,} pages: its last record has no end"
        yield Problem(source.shown, problem, "fetch the archive again; what came before is read", lost=True)
    yield from tally.problems(source)
    yield from (Note(source.shown, f"passed over: {count:,} records, {why}") for why, count in sorted(passed.items()))
    if not pages and whole and not damaged:
        problem = f"no HTML page among {sum(passed.values()):,} records"
        yield Problem(source.shown, problem, "the archive is empty, cut off, or holds other files", lost=True)


def _whole(source: Source, start: int) -> bool:
    """Whether the archive ends where a record ends, looked at from the last record on: the parser passes over what is cut off."""
    with source.path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(start)
        head = file.read(len(ZSTD))
        if head == ZSTD:
            return True  # it tells itself
        packed = head.startswith(GZIP)
        file.seek(start if packed else max(start, size - END))
        tail, ended = _end_unpacked(file) if packed else (file.read(), True)
    return not tail or ended and tail.rstrip(b"\0").endswith(b"\n\r\n")


def _end_unpacked(file: Any) -> tuple[bytes, bool]:
    """The last bytes that are packed in the rest of a file, and whether its last packed record is whole."""
    unpacker, tail = zlib.decompressobj(31), b""
    while piece := file.read(PIECE):
        while piece:
            unpacker = zlib.decompressobj(31) if unpacker.eof else unpacker
            shown, piece = _unpacked(unpacker, piece)
            tail = (tail + shown[-END:])[-END:]
    return tail, unpacker.eof


def _unpacked(unpacker: Any, piece: bytes) -> tuple[bytes, bytes]:
    """What a piece holds, and what of it belongs to the next packed record; nothing of either once it is damaged."""
    try:
        return unpacker.decompress(piece), unpacker.unused_data
    except zlib.error:
        return b"", b""


def _no_page(record: Any) -> str:
    """Why a record is not read."""
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if record.http_headers is not None and record.http_headers.status_code not in GOOD:
        return "answers other than success"
    return "" if kind in HTML else "no HTML"


def _page(source: Source, record: Any, part: str, engine: Any, tally: ProblemTally) -> Iterator[Item]:
    data = record.reader.read(unpack.PAGE + 1)
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if len(data) > unpack.PAGE:
        tally.add(part, f"a page larger than {unpack.readable_size(unpack.PAGE)}", "look at it by itself", lost=True)
        return
    decoded = html.decoded_page(data)
    article = html.article_of_page(decoded.text, engine, url) if decoded.text else None
    if article is None:
        tally.add(part, "no article found on the page", "it may be a list of links or need a browser", lost=True)
        return
    for fault in article.faults:
        tally.add(part + (f" ({fault.detail})" if fault.detail else ""), fault.problem, fault.advice, lost=False)
    day = iso_date(record.record_date or "")
    article.draft.add("page_date", day, day)  # the day of the crawl: a bound, never the article's date
    yield article.draft.text(source, "WARC", part, {"url": url})


def _marks(head: bytes) -> str:
    return "it begins with WARC/" if head.startswith(b"WARC/") else ""


FORMAT = Format("WARC", (".warc",), read_warc, _marks, extra="fastwarc")
