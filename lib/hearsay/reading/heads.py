"""What a page's head states for machines: Open Graph, meta elements and schema.org in JSON-LD. Never followed, only read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hearsay.reading.isodate import iso

LONGEST = 2_000_000
"""Characters of a page in which its head is looked for."""
LONGEST_VALUE = 500
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
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
)
DEEPEST = 6


def of(root: Any) -> dict[str, str]:
    """Title, outlet, byline, date and address as stated; fields that are not stated are ''. JSON-LD goes before meta elements."""
    metas = {
        _name(node): (node.get("content") or "").strip()[:LONGEST_VALUE]
        for node in reversed(root.findall(".//meta"))
        if _name(node)
    }
    stated = {field: next((metas[name] for name in names if metas.get(name)), "") for field, names in METAS.items()}
    canonical = next(
        (node.get("href") or "" for node in root.findall(".//link") if (node.get("rel") or "").lower() == "canonical"), ""
    )
    stated["url"] = stated["url"] or canonical.strip()
    found = stated | {field: value for field, value in _linked(root).items() if value}
    found["published"] = iso(found["published"])
    found["byline"] = "" if found["byline"].startswith(("http://", "https://")) else found["byline"]
    found["url"] = found["url"] if found["url"].startswith(("http://", "https://")) else ""
    return found


def _name(node: Any) -> str:
    return (node.get("property") or node.get("name") or node.get("itemprop") or "").strip().lower()


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
    if depth > DEEPEST:
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
