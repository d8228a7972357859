"""Saved web pages: the article by trafilatura in precision mode, or in bulk by Resiliparse's main content.

What a page states in its head (title, outlet, author, date, address) is written above the article, a line each, so
that it has its place in the text. A page on which no article is found is read as a page dump instead.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from hearsay.reading import exports_html, heads, limits, markup, unpack
from hearsay.reading.decode import BOMS, Decoded, decode, without_mark
from hearsay.reading.draft import Draft, author
from hearsay.reading.extras import need
from hearsay.reading.isodate import iso
from hearsay.reading.mending import MENDED, mend
from hearsay.reading.records import Format, Html, Item, Note, Options, Problem, Source, Text

CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
OPENING = re.compile(rb"\s*<(?:\?xml\b|!--|(?:!doctype\s+html|html|head|body)\b)", re.IGNORECASE)
ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
CLOSED = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
TAG = re.compile(r"<(/?)(?:div|span|ul|ol|table|tr|td|section|article|b|i|font|em|strong|a|blockquote)\b", re.IGNORECASE)
DEEPEST = 400
"""Elements inside one another beyond which a page is straightened by lxml first: other parsers slow down or stop."""
LEAST = 60
"""Characters of an article."""
ENGINES = {"precise": "trafilatura, precision mode, without comments", "fast": "Resiliparse main content"}


def read(source: Source, options: Options) -> Iterator[Item]:
    """The articles of an export, or the one article of a page."""
    limits.check_size(source.path, limits.WHOLE)
    data = unpack.whole(source.path)
    if not data.strip():
        yield Problem(source.shown, "the file is empty", "save the page again, or remove the file", lost=True)
        return
    decoded = decoded_page(data)
    if decoded.text is None:
        yield Problem(source.shown, "binary data, no HTML", "save the page again, or remove the file", lost=True)
        return
    if decoded.assumed:
        yield Problem(source.shown, decoded.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    export = exports_html.of(decoded.text)
    if export is not None:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from export.read(source, markup.tree(decoded.text))
        yield from _ends(source, decoded.text, "export again if articles are missing")
    elif len(data) > limits.PAGE:
        problem = f"{limits.shown(len(data))}, more than the {limits.shown(limits.PAGE)} that one page can have"
        yield Problem(source.shown, problem, "split it into one file per page", lost=True)
    else:
        yield from _page(source, decoded.text, options.html or "precise", whole=not ROOT.search(data[:4000]))


def _ends(source: Source, html: str, advice: str) -> Iterator[Item]:
    if not CLOSED.search(html[-2000:]):
        yield Problem(source.shown, "it does not end as a page ends: it may be cut off", advice, lost=False)


def _page(source: Source, html: str, engine: Html, whole: bool) -> Iterator[Item]:
    draft = article(html, engine)
    text = "" if draft is not None else mend(dump(html)).text
    if draft is None and not text.strip():
        yield Problem(source.shown, "the page shows no text", "save the page again once it has loaded", lost=True)
        return
    yield from () if whole else _ends(source, html, "save it again if text is missing")
    if draft is not None:
        yield Note(source.shown, f"article by {ENGINES[engine]}, encoding of the page as it declares")
        if draft.mended:
            yield Problem(source.shown, draft.mended, MENDED, lost=False)
        yield draft.text(source, "HTML", supplied={"url": draft.first("url")})
        return
    problem = f"no article found by {ENGINES[engine].split(',')[0]}; read as a page dump, line by line"
    yield Problem(source.shown, problem, "look at its blocks", lost=False)
    yield Text(text, "HTML as page dump", source.sha256)


def article(html: str, engine: Html, url: str | None = None) -> Draft | None:
    """The article of a page with what its head states, or None when there is none."""
    html = _straight(html)
    return (_precise if engine == "precise" else _fast)(html, url)


def _precise(html: str, url: str | None) -> Draft | None:
    trafilatura = need("trafilatura")
    root = markup.tree(html)
    if root is None:
        return None
    stated = heads.of(root)
    found = trafilatura.bare_extraction(
        root, url=url, favor_precision=True, include_comments=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    if found is None or not found.text or len(found.text) < LEAST:
        return None
    names = {"title": "title", "outlet": "sitename", "byline": "author", "published": "date", "url": "url"}
    read = {field: str(getattr(found, name, None) or "") for field, name in names.items()}
    return _drafted({**read, **{field: value for field, value in stated.items() if value}}, found.text)


def _fast(html: str, url: str | None) -> Draft | None:
    parsed = need("resiliparse.parse.html").HTMLTree.parse(html)
    body = need("resiliparse.extract.html2text").extract_plain_text(
        parsed, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False, links=False, comments=False
    )
    if len(body) < LEAST:
        return None
    root = markup.tree(html[: heads.LONGEST])
    return _drafted({"url": url or ""} | (heads.of(root) if root is not None else {}), body)


def _drafted(stated: dict[str, str], body: str) -> Draft:
    draft = Draft()
    title = " ".join(stated.get("title", "").split())
    draft.add("title", title, title)
    draft.add("outlet", stated.get("outlet", ""), stated.get("outlet", ""))
    draft.add("byline", stated.get("byline", ""), author(stated.get("byline", "")))
    draft.add("published", stated.get("published", ""), iso(stated.get("published", "")))
    draft.add("url", stated.get("url", ""))
    lines = [line for line in body.split("\n") if line.strip()]
    above = {title, author(stated.get("byline", ""))}
    repeated = next((n for n, line in enumerate(lines[:3]) if author(line) not in above), min(3, len(lines)))
    draft.add("furniture", "\n".join(lines[:repeated]))
    draft.add("body", "\n".join(lines[repeated:]))
    return draft


def dump(html: str) -> str:
    """All text of a page, laid out by lines."""
    return str(
        need("resiliparse.extract.html2text").extract_plain_text(_straight(html), preserve_formatting=True, alt_texts=False)
    )


def decoded_page(data: bytes) -> Decoded:
    """The page's text: by its mark, as UTF-8, as it declares, or as its bytes look, in this order."""
    if not any(data.startswith(mark) for mark, _ in BOMS):
        if b"\0" in data and without_mark(data):
            return decode(data)
        try:
            return Decoded(data.decode("utf-8").replace("\0", ""), "utf-8")
        except UnicodeDecodeError:
            declared = CHARSET.search(data[:4096])
            text = _declared(data, declared[1].decode("ascii")) if declared else None
            if text is not None:
                return Decoded(text, "declared")
    return decode(data)


def _declared(data: bytes, name: str) -> str | None:
    name = "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
    try:
        return data.decode(codecs.lookup(name).name) if name.lower() not in ("utf-8", "utf8") else None
    except (LookupError, UnicodeError, ValueError, TypeError, AssertionError):
        return None


def _straight(html: str) -> str:
    """A page that is nested without end, written anew as lxml reads it."""
    depth = deepest = 0
    for found in TAG.finditer(html):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest <= DEEPEST:
        return html
    root: Any = markup.tree(html)
    return "" if root is None else str(need("lxml.html").tostring(root, encoding="unicode"))


def _marks(head: bytes) -> str:
    begins = OPENING.match(head.removeprefix(b"\xef\xbb\xbf"))
    return "it begins as an HTML page" if begins and ROOT.search(head[:4000]) else ""


FORMAT = Format("HTML", (".html", ".htm", ".xhtml"), read, _marks, extra="lxml")
