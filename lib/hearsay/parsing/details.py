"""Finer names for furniture: by its own words, by the heading above it, by its place on the page."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.parsing.heads import Head, is_page_date, same_title
from hearsay.parsing.page import Page
from hearsay.parsing.vocabulary import normal

HEADING = 40
"""Weight from which a furniture line is a heading that names the lines under it."""
PASSING = ("share_icon", "advertisement", "read_time", "counter", "shares", "nav")
TICKER_WORDS = 6


def find(page: Page, head: Head, labels: Sequence[str]) -> list[str]:
    """For each line its detail, '' where nothing finer is known."""
    found, under = [], ""
    for n, label in enumerate(labels):
        own = page.shapes[n].furniture
        if label not in ("furniture", "date"):
            under = under if label != "body" else ""
            found.append("")
            continue
        if own and own.weight >= HEADING and own.detail not in PASSING:
            under = own.detail
        found.append(_date_detail(n, page, head) if label == "date" else own.detail if own else under or _by_place(n, page, head))
    return found


def _date_detail(n: int, page: Page, head: Head) -> str:
    """Whose date: the page's, the article's when it was picked, a later one of the article, or nobody knows."""
    if is_page_date(n, page, head):
        return "page_date"
    picked = head.picks.date
    if picked and picked.candidate.line == n:
        return "published"
    bare = normal(page.lines[n].head).startswith(("updated", "last updated", "modified", "last modified"))
    return "updated" if bare else ""


def _by_place(n: int, page: Page, head: Head) -> str:
    line = page.lines[n]
    if line.n_words == 0:
        return "share_icon"
    if not line.bullet and page.repeats[line.plain] > 1 and line.plain == page.lines[0].plain:
        return "site_name"
    if n < (head.title if head.title is not None else page.first_body):
        return "ticker" if line.n_words >= TICKER_WORDS and not line.bullet else "nav"
    if n <= page.last_body:
        return "alt_title" if same_title(n, page, head) else "teaser" if line.n_words >= TICKER_WORDS else ""
    return "teaser" if line.n_words >= 5 else "tags" if line.bullet and n - page.last_body <= 20 else "footer"
