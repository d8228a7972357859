"""Saved web pages: the article, what the page's head states for machines, or the archive that exported it.

What a page states in its head (title, outlet, author, date, address) is written above the article, a line each, so
that it has its place in the text. A page on which no article is found is read as a page dump instead.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hearsay.reading import unpack
from hearsay.reading.archives import Export, europresse, factiva, lexis_academic, proquest
from hearsay.reading.encoding import BOMS, MENDED, Decoded, decode_bytes, repair_text, without_mark
from hearsay.reading.records import (
    Format,
    Html,
    Item,
    Note,
    Problem,
    ReadingOptions,
    RecordDraft,
    Source,
    Text,
    byline_without_by,
    parse_fragment,
    require_extra,
)
from hearsay.text.dates import iso_date

WEB = ("http://", "https://")
LONGEST = 2_000_000
"""Characters of a page in which its head is looked for."""
LONGEST_VALUE = 500
"""Characters of one value of a page's head."""
METAS: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "dc.title", "dcterms.title", "twitter:title"),
    "outlet": ("og:site_name", "application-name"),
    "byline": ("author", "article:author", "dc.creator", "byl", "parsely-author"),
    "published": (
        "article:published_time", "datepublished", "dc.date.issued", "dcterms.created", "pubdate", "publish-date",
        "parsely-pub-date",
    ),
    "url": ("og:url",),
}  # fmt: skip
ARTICLES = (
    *("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle"),
    *("BlogPosting", "LiveBlogPosting"),
)
"""Types of schema.org that an article's page has."""
DEEPEST_JSON = 6
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


def head_metadata(root: Any) -> dict[str, str]:
    """Title, outlet, byline, date and address as stated; fields that are not stated are ''. JSON-LD goes before meta elements."""
    metas = _metas(root)
    stated = {field: next((metas[name] for name in names if metas.get(name)), "") for field, names in METAS.items()}
    stated["url"] = stated["url"] or _canonical(root)
    found = stated | {field: value for field, value in _linked(root).items() if value}
    found["published"] = iso_date(found["published"])
    if found["byline"].startswith(WEB):
        found["byline"] = ""
    if not found["url"].startswith(WEB):
        found["url"] = ""
    return found


def _metas(root: Any) -> dict[str, str]:
    """The meta elements by name, of several the first."""
    metas: dict[str, str] = {}
    for node in root.findall(".//meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        metas.setdefault(name.strip().lower(), (node.get("content") or "").strip()[:LONGEST_VALUE])
    return metas


def _canonical(root: Any) -> str:
    links = ((node.get("rel") or "", node.get("href") or "") for node in root.findall(".//link"))
    return next((href.strip() for rel, href in links if rel.lower() == "canonical"), "")


def _linked(root: Any) -> dict[str, str]:
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in _things(content):
            kinds = thing.get("@type")
            if any(kind in ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return _stated(thing)
    return {}


def _things(content: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST_JSON:
        return
    if isinstance(content, dict):
        yield content
        yield from _things(content.get("@graph"), depth + 1)
        yield from _things(content.get("mainEntity"), depth + 1)
    elif isinstance(content, list):
        for one in content[:100]:
            yield from _things(one, depth + 1)


def _stated(thing: dict[str, Any]) -> dict[str, str]:
    signed = thing.get("author")
    names = [_named(one) for one in (signed if isinstance(signed, list) else [signed])]
    return {
        "title": _named(thing.get("headline")),
        "outlet": _named(thing.get("publisher")),
        "byline": ", ".join(filter(None, names)),
        "published": _named(thing.get("datePublished")),
    }


def _named(value: Any) -> str:
    value = value.get("name") if isinstance(value, dict) else value
    return value.strip()[:LONGEST_VALUE] if isinstance(value, str) else ""


def archive_of_html(text: str) -> Export | None:
    """The layout of an archive's export, or None for a page of the web."""
    return (
        factiva.factiva_html_layout(text)
        or proquest.proquest_html_layout(text)
        or europresse.europresse_layout(text)
        or lexis_academic.lexis_html_layout(text)
    )


def read_html(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The articles of an export, or the one article of a page."""
    unpack.check_size(source.path, unpack.WHOLE)
    data = unpack.whole_text(source.path)
    if not data.strip():
        yield Problem(source.shown, "the file is empty", "save the page again, or remove the file", lost=True)
        return
    decoded = decoded_page(data)
    if decoded.text is None:
        yield Problem(source.shown, "binary data, no HTML", "save the page again, or remove the file", lost=True)
        return
    if decoded.assumed:
        yield Problem(source.shown, decoded.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    export = archive_of_html(decoded.text)
    if export is not None:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from export.read(source, parse_fragment(decoded.text))
        yield from _ends(source, decoded.text, "export again if articles are missing") if ROOT.search(data[:4000]) else ()
    elif len(data) > unpack.PAGE:
        problem = f"{unpack.readable_size(len(data))}, more than the {unpack.readable_size(unpack.PAGE)} that one page can have"
        yield Problem(source.shown, problem, "split it into one file per page", lost=True)
    else:
        yield from read_page(source, decoded.text, options.html or "precise", whole=not ROOT.search(data[:4000]))


def _ends(source: Source, html: str, advice: str) -> Iterator[Item]:
    if not CLOSED.search(html[-2000:]):
        yield Problem(source.shown, "it does not end as a page ends: it may be cut off", advice, lost=False)


def read_page(source: Source, html: str, engine: Html, whole: bool) -> Iterator[Item]:
    """The one article of a page of the web; `whole` where its end does not show whether it is cut off."""
    draft = article_of_page(html, engine)
    text = "" if draft is not None else repair_text(dump_of_page(html)).text
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


def article_of_page(html: str, engine: Html, url: str | None = None) -> RecordDraft | None:
    """The article of a page with what its head states, or None when there is none."""
    html = _straight(html)
    return (_precise if engine == "precise" else _fast)(html, url)


def _precise(html: str, url: str | None) -> RecordDraft | None:
    trafilatura = require_extra("trafilatura")
    root = parse_fragment(html)
    if root is None:
        return None
    stated = head_metadata(root)
    found = trafilatura.bare_extraction(
        root, url=url, favor_precision=True, include_comments=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    if found is None or not found.text or len(found.text) < LEAST:
        return None
    names = {"title": "title", "outlet": "sitename", "byline": "author", "published": "date", "url": "url"}
    read = {field: str(getattr(found, name, None) or "") for field, name in names.items()}
    return _drafted({**read, **{field: value for field, value in stated.items() if value}}, found.text)


def _fast(html: str, url: str | None) -> RecordDraft | None:
    parsed = require_extra("resiliparse.parse.html").HTMLTree.parse(html)
    body = require_extra("resiliparse.extract.html2text").extract_plain_text(
        parsed, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False, links=False, comments=False
    )
    if len(body) < LEAST:
        return None
    root = parse_fragment(html[:LONGEST])
    return _drafted({"url": url or ""} | (head_metadata(root) if root is not None else {}), body)


def _drafted(stated: dict[str, str], body: str) -> RecordDraft:
    draft = RecordDraft()
    title = " ".join(stated.get("title", "").split())
    draft.add("title", title)
    for name in ("outlet", "byline", "published", "url"):
        draft.add(name, stated.get(name, ""))
    lines = [line for line in body.split("\n") if line.strip()]
    above = {title, byline_without_by(stated.get("byline", ""))}
    repeated = next((n for n, line in enumerate(lines[:3]) if byline_without_by(line) not in above), min(3, len(lines)))
    draft.add("furniture", "\n".join(lines[:repeated]))
    draft.add("body", "\n".join(lines[repeated:]))
    return draft


def dump_of_page(html: str) -> str:
    """All text of a page, laid out by lines."""
    plain_text = require_extra("resiliparse.extract.html2text").extract_plain_text
    return str(plain_text(_straight(html), preserve_formatting=True, alt_texts=False))


def decoded_page(data: bytes, charset: str | None = None) -> Decoded:
    """The page's text: by its mark, as UTF-8, as it declares or the mail that holds it, or as its bytes look, in this order."""
    if not any(data.startswith(mark) for mark, _ in BOMS):
        if b"\0" in data and without_mark(data):
            return decode_bytes(data)
        try:
            return Decoded(data.decode("utf-8").replace("\0", ""), "utf-8")
        except UnicodeDecodeError:
            declared = CHARSET.search(data[:4096])
            name = declared[1].decode("ascii") if declared else charset
            text = _declared(data, name) if name else None
            if text is not None:
                return Decoded(text, "declared")
    return decode_bytes(data)


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
    root: Any = parse_fragment(html)
    return "" if root is None else str(require_extra("lxml.html").tostring(root, encoding="unicode"))


def _marks(head: bytes) -> str:
    begins = OPENING.match(head.removeprefix(b"\xef\xbb\xbf"))
    return "it begins as an HTML page" if begins and ROOT.search(head[:4000]) else ""


FORMAT = Format("HTML", (".html", ".htm", ".xhtml"), read_html, _marks, extra="lxml")
