"""What a web page states about its article: in its head for machines, in its headings and signature for readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from hearsay.reading.records import byline_without_by
from hearsay.text.dates import iso_date

WEB = ("http://", "https://")
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
SIGNED = (
    "byline", "bylines", "author", "authors", "article-author", "article-byline", "byline-name", "author-name", "article__author",
    "article__byline", "byline__name", "author__name", "story-byline", "c-byline", "post-author",
)  # fmt: skip
"""Class names of the element that signs an article."""
LONGEST_SIGNATURE = 120
"""Characters; a longer one tells of the author."""
MOST_SIGNATURES = 8
ALIKE = 0.5
"""Share of words that a printed headline has in common with one that the head states; chosen by hand on 26 Nov 2026."""
LEAST_TITLE = 3
"""Words of a headline that nothing in the head confirms."""
WORD = re.compile(r"\w+")


def head_metadata(root: Any) -> dict[str, str]:
    """Title, outlet, byline, date and address as stated; fields that are not stated are ''.

    JSON-LD goes before meta elements, and what is printed before both: the headline, and a signature with more names.
    """
    metas = _metas(root)
    stated = {field: next((metas[name][0] for name in names if metas.get(name)), "") for field, names in METAS.items()}
    stated["byline"] = next((_joined(metas[name]) for name in METAS["byline"] if metas.get(name)), "")
    stated["url"] = stated["url"] or _canonical(root)
    linked = _linked(root)
    found = stated | {field: value for field, value in linked.items() if value}
    found["title"] = _title(root, stated["title"], linked.get("title", ""), found["outlet"])
    found["byline"] = _byline(root, found["byline"])
    found["published"] = iso_date(found["published"])
    if not found["url"].startswith(WEB):
        found["url"] = ""
    return found


def _metas(root: Any) -> dict[str, list[str]]:
    """The meta elements by name, each with its values."""
    metas: dict[str, dict[str, None]] = {}
    for node in root.findall(".//meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").strip().lower()
        value = _plain(node.get("content") or "")
        if value:
            metas.setdefault(name, {})[value] = None
    return {name: list(values) for name, values in metas.items()}


def _plain(value: str) -> str:
    """A value on one line; entities that were written twice, as in '&amp;#8217;', are decoded too."""
    return " ".join(unescape(unescape(value[: 2 * LONGEST_VALUE])).split())[:LONGEST_VALUE]


def _joined(names: Iterable[str]) -> str:
    """Names one by one, without addresses of profiles."""
    return ", ".join(dict.fromkeys(name for name in names if name and not name.startswith(WEB)))


def _title(root: Any, shared: str, stated: str, outlet: str) -> str:
    """The printed headline that is most like one that the head states, else the only one there is, else a stated one."""
    heads = [_without_site(text, outlet) for text in (shared, stated, _text(root.find(".//title")))]
    printed = [text for node in root.iter("h1") if (text := _text(node)) and text.casefold() != outlet.casefold()]
    scored = [(max(_alike(text, head) for head in heads), -n, text) for n, text in enumerate(printed)]
    likest = max(scored, default=(0.0, 0, ""))
    if likest[0] >= ALIKE:
        return likest[2]
    lower = {_text(node) for node in root.iter("h2")}
    shown = next((head for head in heads[:2] if head and head in lower), "")
    own = {text for holder in root.iter("article", "main") for node in holder.iter("h1") if (text := _text(node))}
    if not shown and len(own) == 1 == len(set(printed)) and len(printed[0].split()) >= LEAST_TITLE:
        return printed[0]
    return shown or heads[1] or heads[0]


def _text(node: Any) -> str:
    return _plain(" ".join(node.itertext())) if node is not None else ""


def _without_site(title: str, outlet: str) -> str:
    """A title without the name of the site behind a mark: 'Council votes | The Gazette'."""
    if outlet:
        title = re.sub(rf"\s*[|\u2013\u2014:\u00b7-]\s*{re.escape(outlet)}\s*$", "", title, flags=re.IGNORECASE)
    return title


def _alike(one: str, other: str) -> float:
    """The share of words of both that are in both."""
    first, second = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(first & second) / len(first | second) if first and second else 0.0


def _byline(root: Any, stated: str) -> str:
    """What the head states; or the printed signature, where it names all of these and more, or alone says 'By'."""
    stated = _joined([byline_without_by(stated)])
    known = set(WORD.findall(stated.casefold())) - {"and"}
    for printed in _signatures(root):
        bare = byline_without_by(printed)
        names = set(WORD.findall(bare.casefold())) - {"and"}
        if known < names and (len(_names(bare)) > len(_names(stated)) if known else bare != printed):
            return bare
    return stated


def _names(byline: str) -> list[str]:
    return [name for name in re.split(r",|;|\band\b|&|\bund\b|\bet\b|\by\b", byline) if len(name.split()) > 1]


def _signatures(root: Any) -> Iterator[str]:
    """Printed signatures: an element of that class, or several links to authors one by one."""
    links = [_text(node) for node in root.iter("a") if "author" in (node.get("rel") or "").lower().split()]
    if len(set(links)) > 1:
        yield _joined(links[:MOST_SIGNATURES])
    count = 0
    for node in root.iter("div", "span", "p", "address", "a", "li"):
        if count < MOST_SIGNATURES and any(name in SIGNED for name in (node.get("class") or "").lower().split()):
            count += 1
            text = _text(node)
            if text and len(text) <= LONGEST_SIGNATURE and not any(letter.isdigit() for letter in text):
                yield text


def _canonical(root: Any) -> str:
    links = ((node.get("rel") or "", node.get("href") or "") for node in root.findall(".//link"))
    return next((href.strip() for rel, href in links if rel.lower() == "canonical"), "")


def _linked(root: Any) -> dict[str, str]:
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        things = list(_things(content))
        for thing in things:
            if _kinds(thing) & set(ARTICLES):
                return _stated(thing, {one["@id"]: one for one in things if isinstance(one.get("@id"), str) and one.get("name")})
    return {}


def _kinds(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


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


def _stated(thing: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    signed = thing.get("author")
    names = [_named(_known(one, known)) for one in (signed if isinstance(signed, list) else [signed])]
    updates = thing.get("liveBlogUpdate")
    return {
        "title": _named(thing.get("headline")),
        "outlet": _named(_known(thing.get("publisher"), known)),
        "byline": _joined(byline_without_by(name) for name in names),
        "published": _named(thing.get("datePublished")),
        "posts": str(len(updates)) if isinstance(updates, list) else "0" if "LiveBlogPosting" in _kinds(thing) else "",
    }


def _known(value: Any, known: Mapping[str, dict[str, Any]]) -> Any:
    """What a reference to another thing of the page means."""
    return known.get(value["@id"], value) if isinstance(value, dict) and isinstance(value.get("@id"), str) else value


def _named(value: Any) -> str:
    value = value.get("name") if isinstance(value, dict) else value
    value = ", ".join(name for name in value if isinstance(name, str)) if isinstance(value, list) else value
    return _plain(value) if isinstance(value, str) else ""
