"""How articles and outlets are called where people read them: 'Outlet (key)', each key as short as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os.path import commonprefix

import pandas as pd

KEY, NAME = 16, 40
"""Characters of an article's key and of an outlet's name that fit in two lines."""


def labels(ids: Sequence[str], outlets: Mapping[str, str]) -> list[str]:
    """'Outlet (key)' for each article, or the key alone without the table of articles."""
    return [key if not outlets[i] else f"{short_outlet(outlets[i])} ({key})" for i, key in zip(ids, keys(ids), strict=True)]


def article_names(articles: pd.DataFrame | None) -> dict[str, str]:
    """'Outlet (key)' by article; nothing without the table of articles."""
    ids = [] if articles is None else articles["article_id"].tolist()
    return dict(zip(ids, labels(ids, outlets_of(ids, articles)), strict=True))


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


def outlets_of(ids: Iterable[str], articles: pd.DataFrame | None) -> dict[str, str]:
    """Outlet of each article; '' for all without the table of articles."""
    if articles is None:
        return dict.fromkeys(ids, "")
    return dict(zip(articles["article_id"], articles["outlet"], strict=True))


def short_outlet(name: str) -> str:
    """A long name without its middle: two may begin alike, and an article's key must fit behind it."""
    return name if len(name) <= NAME else f"{name[: NAME - 13].rstrip()}…{name[-12:].lstrip()}"
