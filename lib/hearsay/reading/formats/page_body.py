"""The body of a web page: its paragraphs by container, embedded posts, captions, and how much of it an extractor keeps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hearsay.reading.records import UNSEEN, element_lines, require_extra

ROUND = frozenset((
    "nav", "footer", "aside", "form", "button", "dialog", "script", "style", "noscript", "template", "svg", "iframe", "select",
    "head",
))  # fmt: skip
"""Elements that hold no paragraph of an article."""
NAMED = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|related|recommend\w*|newsletters?|sidebar|share|social|cookies?|consent|breadcrumbs?|menu"
    r"|modal|popup|promos?|teasers?|outbrain|taboola|advert\w*|most-?read|trending|alert|banner|author-?bio|bio)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names and ids of such elements."""
LEAST = 5
"""Words of a paragraph."""
KEY = 50
"""Characters by which a paragraph is found again in the extracted text."""
WHOLE, TOLD = 0.8, 0.6
"""Shares of the words of a page's paragraphs: below the first the paragraphs of like containers are put back, below the second
the page is told. What leaves out a fifth leaves out notes and appeals; what leaves out half has taken one container of two."""
FEW = 100
"""Words of all paragraphs below which no share is told."""
EMBEDS = frozenset((
    "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed", "fb-post",
    "fb-xfbml-parse-ignore", "text-post-media", "reddit-embed-bq", "reddit-card", "truthsocial-embed",
))  # fmt: skip
"""Class names of posts of other sites that a page shows."""
ACCOUNT = re.compile(
    r"(?:(?:a post|posted|shared|by|from)\s+)*(?P<name>[^()\u2014\u2013@]{0,60}?)\s*\(?\s*(?P<handle>@[\w.\u00b7-]{2,60})\)?",
    re.IGNORECASE,
)
POSTED = re.compile(r"posted by\s+(?P<name>.{2,60}?)(?:\s+on\b|$)", re.IGNORECASE)
CHROME = re.compile(r"\s*(?:view (?:this|more on)|pic\.twitter\.com/|https?://t\.co/)\S*.*$", re.IGNORECASE)
CREDIT = re.compile(r"(?:^|[\s_-])(?:credits?|copyright|photographer|source|attribution)(?:$|[\s_-])", re.IGNORECASE)
LIVE = re.compile(r"(?:^|[\s_-])live[_-]?(?:blog|feed|updates?|coverage|ticker)", re.IGNORECASE)
LIVE_POST = re.compile(r"live[_-]{0,2}(?:blog)?[_-]{0,2}(?:post|entry|update|item)(?:$|[\s_-])", re.IGNORECASE)
LIVE_POSTS = 3
"""Posts from which a page that calls itself so is a live blog."""
Container = tuple[str, str]


@dataclass
class PageBody:
    """What a page holds, before an extractor chooses: paragraphs by container, captions, posts, words left out by place."""

    paragraphs: list[tuple[str, Container]] = field(default_factory=list)
    captions: list[tuple[str, str]] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    live_posts: int = 0

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text, _ in self.paragraphs)


def page_body(root: Any) -> PageBody:
    """The paragraphs of a page; its embedded posts are made paragraphs of the page, as quotations of their accounts."""
    shown = [node for node in root.xpath("//blockquote[@class] | //div[@class='fb-post']") if _is_post(node)]
    body = PageBody(posts=[post for node in shown if (post := _make_paragraph(node))])
    live = single = 0
    walker = require_extra("lxml.etree").iterwalk(root, events=("start",))
    for _, node in walker:
        if not isinstance(node.tag, str):
            continue
        named = f"{node.get('class') or ''} {node.get('id') or ''}"
        if node.tag in ROUND or (NAMED.search(named) and node.tag not in ("html", "body", "main", "article")):
            name = node.tag if node.tag in ROUND else named.split()[0].lower()
            body.left_out[name] += len(" ".join(element_lines(node)).split()) if node.tag not in UNSEEN else 0
            walker.skip_subtree()
        elif node.tag == "figure" or node.tag == "figcaption":
            body.captions += [pair for caption in node.iter("figcaption") if (pair := _caption(caption))]
            walker.skip_subtree()
        elif node.tag == "p":
            _add_paragraph(body, node)
        elif node.tag != "body" and (LIVE.search(named) or node.get("itemprop") == "liveBlogUpdate"):
            inner = max(sum(1 for _ in node.iter("article")), sum(1 for _ in node.iter("time")))
            live = max(live, inner if inner >= LIVE_POSTS else 0)
            single += bool(LIVE_POST.search(named)) or node.get("itemprop") == "liveBlogUpdate"
    body.live_posts = max(live, single) if max(live, single) >= LIVE_POSTS else 0
    return body


def _add_paragraph(body: PageBody, node: Any) -> None:
    text = " ".join(" ".join(node.itertext()).split())
    words = len(text.split())
    linked = sum(len(" ".join(link.itertext()).split()) for link in node.iter("a"))
    if words >= LEAST and linked * 2 <= words:
        body.paragraphs.append((text, _container(node)))


def _container(node: Any) -> Container:
    """The parent's tag and class names: containers that are called alike are pieces of one text."""
    parent = node.getparent()
    return (parent.tag, " ".join(sorted((parent.get("class") or "").split()))) if parent is not None else ("", "")


def _is_post(node: Any) -> bool:
    return any(name in EMBEDS for name in (node.get("class") or "").lower().split())


def _make_paragraph(node: Any) -> str:
    """Write an embedded post anew as 'Account @handle: \u201cwords\u201d', and say what was written; '' where nobody is named."""
    said = " ".join(" ".join(" ".join(p.itertext()).split()) for p in node.iter("p"))
    rest = " ".join(" ".join(node.itertext()).split())
    rest = rest.replace(said, " ", 1).strip(" \u2014\u2013-\u00b7") if said else rest
    said = CHROME.sub("", said).strip()
    found = ACCOUNT.search(rest) or POSTED.search(rest) or (ACCOUNT.search(said) if not rest.strip() else None)
    name = found["name"].strip(" \u2014\u2013-\u00b7") if found else ""
    handle = found.groupdict().get("handle") or "" if found else ""
    if not said or not (name or handle):
        return ""
    quoted = said.strip('\u201c\u201d"')
    text = f"{' '.join(filter(None, (name, handle)))}: \u201c{quoted}\u201d"
    tail = node.tail
    node.clear()
    node.tag, node.text, node.tail = "p", text, tail
    return text


def _caption(node: Any) -> tuple[str, str] | None:
    """What stands under a picture, and whose picture it is."""
    credits_ = [
        one for one in node.iter() if one is not node and isinstance(one.tag, str) and CREDIT.search(one.get("class") or "")
    ]
    credit = " ".join(" ".join(credits_[0].itertext()).split()) if credits_ else ""
    whole = " ".join(" ".join(node.itertext()).split())
    caption = " ".join(whole.replace(credit, " ", 1).split()) if credit else whole
    return (caption, credit) if caption or credit else None


@dataclass(frozen=True)
class KeptBody:
    """The lines that are kept, the words of the page's paragraphs that are among them, and containers that they stand in."""

    lines: list[str]
    kept: int
    put_back: int
    containers: Counter[Container]


def keep_whole(lines: Sequence[str], body: PageBody) -> KeptBody:
    """The extracted lines, and between them what stands in containers of the same names where much is missing.

    Embedded posts are always put back: whoever reads the article reads them, and they say who says it.
    """
    places = _places(lines, body.paragraphs)
    words = [len(text.split()) for text, _ in body.paragraphs]
    kept = sum(count for count, place in zip(words, places, strict=True) if place >= 0)
    told = {box for (_, box), place in zip(body.paragraphs, places, strict=True) if place >= 0}
    much = kept < WHOLE * sum(words)
    inserted: dict[int, list[str]] = {}
    boxes = Counter(box for (_, box), place in zip(body.paragraphs, places, strict=True) if place >= 0)
    at, put_back = -1, 0
    for (text, box), place, count in zip(body.paragraphs, places, words, strict=True):
        at = place if place >= 0 else at
        if place < 0 and (text in body.posts and told or much and box in told):
            inserted.setdefault(at, []).append(text)
            put_back += count
            boxes[box] += 1
    whole = list(inserted.get(-1, []))
    for n, line in enumerate(lines):
        whole += [line, *inserted.get(n, [])]
    return KeptBody(whole, kept + put_back, put_back, boxes)


def _places(lines: Sequence[str], paragraphs: Sequence[tuple[str, Container]]) -> list[int]:
    """For each paragraph the line that holds it, -1 where none does; found in order, from the last line on."""
    keys = ["".join(line.split()) for line in lines]
    where: dict[str, list[int]] = {}
    for n, key in enumerate(keys):
        where.setdefault(key[:KEY], []).append(n)
    places, at = [], -1
    for text, _ in paragraphs:
        key = "".join(text.split())[:KEY]
        spots = where.get(key, [])
        spot = next((n for n in spots if n > at), spots[0] if spots else -1)
        spot = spot if spot >= 0 else next((n for n in range(max(0, at), min(len(keys), at + 3)) if key in keys[n]), -1)
        places.append(spot)
        at = max(at, spot)
    return places
