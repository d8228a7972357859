"""Saved web pages: the article, what the page's head states for machines, or the archive that exported it.

What a page states in its head (title, outlet, author, date, address) is written above the article, a line each, so
that it has its place in the text. A page on which no article is found is read as a page dump instead.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.reading import unpack
from hearsay.reading.archives import Export, europresse, factiva, labelled, lexis_academic, proquest
from hearsay.reading.encoding import BOMS, MENDED, Decoded, decode_bytes, repair_text, without_mark
from hearsay.reading.formats.page_body import FEW, TOLD, KeptBody, PageBody, keep_whole, page_body
from hearsay.reading.formats.page_head import head_metadata
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
    few_attributes,
    parse_fragment,
    require_extra,
)

LONGEST = 2_000_000
"""Characters of a page in which its head is looked for."""
CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
OPENING = re.compile(rb"\s*<(?:\?xml\b|!--|(?:!doctype\s+html|html|head|body)\b)", re.IGNORECASE)
ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
CLOSED = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
TAG = re.compile(r"<(/?)(?:div|span|ul|ol|table|tr|td|section|article|b|i|font|em|strong|a|blockquote)\b", re.IGNORECASE)
DEEPEST = 400
"""Elements inside one another beyond which a page is straightened by lxml first: other parsers slow down or stop."""
MOST_TAGS = 100_000
"""Tags of a page up to which trafilatura, which takes some 50 microseconds for each, is asked."""
MOST_METAS = 1_000
"""Meta elements that are left to trafilatura, which compares each author with all that it has."""
LEAST = 60
"""Characters of an article."""
ASKED = ("title", "outlet", "byline", "published")
"""What the extractor is asked for where the page does not state it, which costs a third of its time."""
ENGINES = {"precise": "trafilatura, precision mode, without comments", "fast": "Resiliparse main content"}


def archive_of_html(text: str) -> Export | None:
    """The layout of an archive's export, or None for a page of the web."""
    return (
        factiva.factiva_html_layout(text)
        or proquest.proquest_html_layout(text)
        or europresse.europresse_layout(text)
        or lexis_academic.lexis_html_layout(text)
        or labelled.labelled_html_layout(text)
    )


def read_html(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """The articles of an export, or the one article of a page."""
    data = unpack.whole_text(source.path, unpack.TREE)
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
    else:
        yield from read_page(source, decoded.text, options.html or "precise", whole=not ROOT.search(data[:4000]))


def _ends(source: Source, html: str, advice: str) -> Iterator[Item]:
    if not CLOSED.search(html[-2000:]):
        yield Problem(source.shown, "it does not end as a page ends: it may be cut off", advice, lost=False)


def read_page(source: Source, html: str, engine: Html, whole: bool) -> Iterator[Item]:
    """The one article of a page of the web; `whole` where its end does not show whether it is cut off."""
    if len(html) > unpack.PAGE:
        problem = f"{unpack.readable_size(len(html))}, more than the {unpack.readable_size(unpack.PAGE)} that one page can have"
        yield Problem(source.shown, problem, "split it into one file per page", lost=True)
        return
    article = article_of_page(html, engine)
    text = "" if article is not None else repair_text(dump_of_page(html)).text
    if article is None and not text.strip():
        yield Problem(source.shown, "the page shows no text", "save the page again once it has loaded", lost=True)
        return
    yield from () if whole else _ends(source, html, "save it again if text is missing")
    if article is not None:
        yield Note(source.shown, f"article by {ENGINES[_affordable(html, engine)]}, encoding of the page as it declares")
        yield from (Note(source.shown, note) for note in article.notes)
        if article.draft.mended:
            yield Problem(source.shown, article.draft.mended, MENDED, lost=False)
        for fault in article.faults:
            yield Problem(source.shown, fault.problem + (f": {fault.detail}" if fault.detail else ""), fault.advice, lost=False)
        yield article.draft.text(source, "HTML", supplied={"url": article.draft.first("url")})
        return
    problem = f"no article found by {ENGINES[_affordable(html, engine)].split(',')[0]}; read as a page dump, line by line"
    yield Problem(source.shown, problem, "look at its blocks", lost=False)
    yield Text(text, "HTML as page dump", source.sha256)


@dataclass(frozen=True)
class PageFault:
    """What is wrong with a page, the same for all pages of its kind; what to do about it; and numbers of this page."""

    problem: str
    advice: str
    detail: str = ""


@dataclass(frozen=True)
class PageArticle:
    """The article of a page; notes on what of the page is in it; and what is wrong with it."""

    draft: RecordDraft
    notes: tuple[str, ...] = ()
    faults: tuple[PageFault, ...] = ()


def article_of_page(html: str, engine: Html, url: str | None = None) -> PageArticle | None:
    """The article of a page with what its head states, or None when there is none."""
    engine, html = _affordable(html, engine), _straight(html)
    return (_precise if engine == "precise" else _fast)(html, url)


def _affordable(html: str, engine: Html) -> Html:
    """The way with a page: of very many tags the fast one."""
    return "fast" if html.count("<") > MOST_TAGS else engine


def _precise(html: str, url: str | None) -> PageArticle | None:
    trafilatura = require_extra("trafilatura")
    root = parse_fragment(html)
    if root is None:
        return None
    stated, body = head_metadata(root), page_body(root)
    for meta in root.findall(".//meta")[MOST_METAS:]:
        meta.drop_tree()
    found = trafilatura.bare_extraction(
        root, url=url, favor_precision=True, include_comments=False, with_metadata=not all(map(stated.get, ASKED)),
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    if found is None or not found.text or len(found.text) < LEAST:
        return None
    names = {"title": "title", "outlet": "sitename", "byline": "author", "published": "date", "url": "url"}
    read = {field: str(getattr(found, name, None) or "") for field, name in names.items()}
    known = {**read, "url": read["url"] or url or "", **{field: value for field, value in stated.items() if value}}
    kept = keep_whole([line for line in found.text.split("\n") if line.strip()], body)
    return PageArticle(_drafted(known, kept.lines, body), tuple(_notes(body, kept)), tuple(_faults(stated, body, kept)))


def _notes(body: PageBody, kept: KeptBody) -> Iterator[str]:
    """What was kept, from which containers, and what was not."""
    named = [
        (f"<{tag} class={names!r}>" if names else f"<{tag}>", count) for (tag, names), count in kept.containers.most_common(3)
    ]
    boxes = ", ".join(f"{name} {count}" for name, count in named)
    yield f"kept {kept.kept:,} of {body.words:,} words in the page's paragraphs{f', in paragraphs of {boxes}' if boxes else ''}"
    if kept.put_back:
        yield f"of them {kept.put_back:,} words put back: posts that the page shows, or containers called as those of the text"
    left = ", ".join(f"{name} {count:,}" for name, count in body.left_out.most_common(6) if count)
    if left:
        yield f"not looked at, words: {left}"


def _faults(stated: dict[str, str], body: PageBody, kept: KeptBody) -> Iterator[PageFault]:
    """A page of which much is lost, and one that is no single article."""
    if body.words >= FEW and kept.kept < TOLD * body.words:
        yield PageFault(
            f"less than {TOLD:.0%} of the words in the page's paragraphs are kept",
            "look at the page: the text may stand in several places, or be followed by other articles",
            f"{kept.kept:,} of {body.words:,}",
        )
    if stated.get("posts") or body.live_posts:
        posts = max(int(stated.get("posts") or 0), body.live_posts)
        advice = "its posts have times and authors of their own; do not compare it with articles"
        yield PageFault("a live blog, read as one article", advice, f"{posts:,} posts" if posts else "")


def _fast(html: str, url: str | None) -> PageArticle | None:
    parsed = require_extra("resiliparse.parse.html").HTMLTree.parse(html)
    body = require_extra("resiliparse.extract.html2text").extract_plain_text(
        parsed, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False, links=False, comments=False
    )
    if len(body) < LEAST:
        return None
    root = parse_fragment(html[:LONGEST])
    stated = {"url": url or ""} | (head_metadata(root) if root is not None else {})
    return PageArticle(_drafted(stated, [line for line in body.split("\n") if line.strip()], PageBody()))


def _drafted(stated: dict[str, str], lines: list[str], body: PageBody) -> RecordDraft:
    draft = RecordDraft()
    title = " ".join(stated.get("title", "").split())
    draft.add("title", title)
    for name in ("outlet", "byline", "published", "url"):
        draft.add(name, stated.get(name, ""))
    above = {title, byline_without_by(stated.get("byline", ""))}
    repeated = next((n for n, line in enumerate(lines[:3]) if byline_without_by(line) not in above), min(3, len(lines)))
    draft.add("furniture", "\n".join(lines[:repeated]))
    pictured = {text for caption, credit in body.captions for text in (caption, credit, f"{caption} {credit}".strip()) if text}
    draft.add("body", "\n".join(line for line in lines[repeated:] if " ".join(line.split()) not in pictured))
    for caption, credit in dict.fromkeys(body.captions):
        draft.add("caption", caption)
        draft.add("photo_credit", credit, credit)
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
    html = few_attributes(html)
    depth = deepest = 0
    for found in TAG.finditer(html):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest <= DEEPEST:
        return html
    root = parse_fragment(html)
    return "" if root is None else str(require_extra("lxml.html").tostring(root, encoding="unicode"))


def _marks(head: bytes) -> str:
    begins = OPENING.match(head.removeprefix(b"\xef\xbb\xbf"))
    return "it begins as an HTML page" if begins and ROOT.search(head[:4000]) else ""


FORMAT = Format("HTML", (".html", ".htm", ".xhtml"), read_html, _marks, extra="lxml")
