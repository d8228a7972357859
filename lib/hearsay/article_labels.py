"""How articles and outlets are called where people read them: 'Outlet: short title, day', each told from all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from os.path import commonprefix

import pandas as pd

from hearsay.schema import NOT_STATED

KEY, NAME, TITLE = 16, 40, 32
"""Characters of an article's key, of an outlet's name and of a short title: what fits in two lines before a row of a chart."""
DAY = len("2031-01-06")
UNKNOWN, UNTITLED = "Outlet not stated", "untitled"


def article_names(articles: pd.DataFrame | None, ids: Iterable[str] = (), *, title: int = TITLE) -> dict[str, str]:
    """'Outlet: title, day' by article, as far as they are stated: so charts, notebooks and reports name articles.

    Parameters
    ----------
    articles
        The table; without it nothing is known of an article but its key, the beginning of its id.
    ids
        Articles to name even if the table lacks them.
    title
        Characters of a title. Where two articles would be called alike their whole titles stand, and where these are alike, too,
        a number, in the order of their ids.
    """
    rows = [] if articles is None else [*articles[["article_id", "outlet", "title", "published"]].itertuples(index=False)]
    lost = (
        list(dict.fromkeys(ids)) if articles is None else list(dict.fromkeys(ids) - dict.fromkeys(articles["article_id"]).keys())
    )
    names = {row.article_id: _name(row.outlet, row.title, row.published, title) for row in rows}
    alike = {name for name, k in Counter(names.values()).items() if k > 1}
    whole = {row.article_id: _name(row.outlet, row.title, row.published, 0) for row in rows if names[row.article_id] in alike}
    return _numbered(names | whole) | dict(zip(lost, keys(lost), strict=True))


def _name(outlet: str, title: str, published: str, longest: int) -> str:
    """One article's name; the title is whole if `longest` is 0, and is left out if the outlet alone is stated."""
    title, outlet = _printable(title), _printable(outlet)
    who = UNKNOWN if outlet == NOT_STATED else short_outlet(outlet)
    what = ("" if who != UNKNOWN else UNTITLED) if title in ("", NOT_STATED) else _cut(title, longest) if longest else title
    return f"{who}{what and f': {what}'}" + ("" if published in ("", NOT_STATED) else f", {published[:DAY]}")


def _printable(text: str) -> str:
    """The text in one line, without control characters, which a terminal might obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))


def _cut(title: str, longest: int) -> str:
    """The title up to its last whole word within `longest` characters, '…' where words had to go."""
    if len(title) <= longest:
        return title
    head = title[:longest]
    head = head[: head.rfind(" ")] if " " in head[longest // 2 :] else head[: longest - 1]
    return f"{head.rstrip(' ,;:.–-')}…"


def _numbered(names: Mapping[str, str]) -> dict[str, str]:
    """Names that several articles bear get a number."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for article in sorted(names):
        bearers[names[article]].append(article)
    numbers = {article: n for held in bearers.values() if len(held) > 1 for n, article in enumerate(held, 1)}
    return {article: f"{name} ({numbers[article]})" if article in numbers else name for article, name in names.items()}


def keys(ids: Iterable[str]) -> list[str]:
    """The shortest beginning of each id that no other has, three characters or more; the middle of a long one is left out."""
    ids = list(ids)
    ordered = sorted(set(ids))
    shared = dict.fromkeys(ordered, 0)
    for left, right in zip(ordered, ordered[1:], strict=False):
        common = len(commonprefix([left, right]))
        shared[left], shared[right] = max(shared[left], common), max(shared[right], common)
    return [_middle(i if shared[i] >= len(i) else i[: max(3, shared[i] + 1)]) for i in ids]


def _middle(key: str) -> str:
    return key if len(key) <= KEY else f"{key[:6]}…{key[-9:]}"


def outlets_of(ids: Sequence[str], articles: pd.DataFrame | None) -> dict[str, str]:
    """Outlet of each article; '' for all without the table of articles."""
    if articles is None:
        return dict.fromkeys(ids, "")
    return dict(zip(articles["article_id"], articles["outlet"], strict=True))


def short_outlet(name: str) -> str:
    """A long name without its middle: two may begin alike, and an article's title must fit behind it."""
    return name if len(name) <= NAME else f"{name[: NAME - 13].rstrip()}…{name[-12:].lstrip()}"
