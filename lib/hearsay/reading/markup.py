"""Fragments of HTML, as feeds and tables carry them, to lines of text. Nothing is fetched, run or expanded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from hearsay.reading.extras import need

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "math", "head"))
SPACE = re.compile(r"\s+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def tree(html: str) -> Any:
    """The parsed page, never deeper than the parser's own limit of nesting; None when nothing is in it."""
    lxml_html, etree = need("lxml.html"), need("lxml.etree")
    parser = lxml_html.HTMLParser(no_network=True, recover=True, encoding="utf-8", remove_pis=True)
    clean = CONTROL.sub(" ", html)
    try:
        return lxml_html.document_fromstring(clean.encode("utf-8"), parser=parser) if clean.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def lines(html: str) -> list[str]:
    """The lines that a reader of the fragment sees."""
    root = tree(html)
    return [] if root is None else lines_of(root)


def lines_of(root: Any) -> list[str]:
    """The lines below an element: one per paragraph, heading, list entry or cell."""
    seen = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    return [line for line in seen if line]


def text_of(nodes: Iterable[Any]) -> str:
    """All text below some elements on one line."""
    return " ".join(" ".join(line for node in nodes for line in lines_of(node)).split())


def _pieces(root: Any) -> Iterator[str]:
    """Texts in the order of reading, newlines at the borders of blocks; without recursion, however deep the page is."""
    hidden = 0
    for event, node in need("lxml.etree").iterwalk(root, events=("start", "end", "comment")):
        border = "\n" if node.tag in BLOCKS else ""
        if event == "start":
            hidden += node.tag in UNSEEN
            yield border + ("" if hidden else SPACE.sub(" ", node.text or ""))
            continue
        hidden -= event == "end" and node.tag in UNSEEN
        yield border + ("" if hidden or node is root else SPACE.sub(" ", node.tail or ""))
