"""Figures as people read them: so many of something, k of n, and a figure to two places."""

from __future__ import annotations


def quantity(n: int, what: str) -> str:
    """So many of something, in the plural unless it is one.

    >>> quantity(1, "article"), quantity(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def k_of_n(k: int, n: int) -> str:
    """A count and what it is out of.

    >>> k_of_n(1054, 1536)
    '1,054 of 1,536'
    """
    return f"{k:,} of {n:,}"


def short(value: float) -> str:
    """A figure to two places, a share without the nought before the point.

    >>> short(0.312), short(-0.05), short(3.2)
    ('.31', '−.05', '3.20')
    """
    text = f"{value:.2f}".replace("-", "−")
    return text.replace("0.", ".", 1) if abs(value) < 1 else text
