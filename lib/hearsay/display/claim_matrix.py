"""Claims down, articles across: who has which claim, each cell opening to its sentences, with mentions, outlets and origins."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from hearsay.article_labels import article_names
from hearsay.display.html import NO_FORMULAS, html, one_line
from hearsay.text.printed import quantity

NOTHING = "Nothing to show: no claim stands in two articles."
SIGNS = {"attributed": "●", "nobody named": "◐", "outlet's own words": "○"}


@dataclass(frozen=True)
class Stated:
    """One mention: how it is presented, who vouches, by which cue, and the words."""

    sign: str
    origin: str
    text: str

    def __str__(self) -> str:
        return f"{self.sign} {self.origin}: {self.text}" if self.origin else f"{self.sign} {self.text}"


@dataclass(frozen=True)
class ClaimRow:
    """A claim: its wording, how it is counted, and the mentions of each article, in the order of the heads."""

    claim: str
    counts: str
    cells: tuple[tuple[Stated, ...], ...]


@dataclass(frozen=True, repr=False)
class ClaimMatrix:
    """Claims and articles. A notebook shows a table whose cells open; the plain text holds the signs and the counts.

    `table`: every mention of every claim, of which the first claims are shown.
    """

    heads: tuple[str, ...]
    rows: tuple[ClaimRow, ...]
    note: str = ""
    table: pd.DataFrame | None = field(default=None, compare=False)

    def _repr_html_(self) -> str:
        if not self.rows:
            return f"<p>{NOTHING}</p>"
        return html("claim_matrix.html.j2", heads=self.heads, rows=self.rows, note=self.note, no_formulas=NO_FORMULAS)

    def __repr__(self) -> str:
        if not self.rows:
            return NOTHING
        lines = [" | ".join(("claim", *self.heads, "counted"))]
        for row in self.rows:
            signs = ("".join(stated.sign for stated in cell) or "–" for cell in row.cells)
            lines.append(" | ".join((one_line(row.claim), *signs, row.counts)))
        return "\n".join([*lines, *([self.note] if self.note else [])])


def claim_matrix(claims: pd.DataFrame, articles: pd.DataFrame | None = None, *, most: int = 20, widest: int = 12) -> ClaimMatrix:
    """Which article has which claim, in whose words; each cell opens to its sentences.

    Parameters
    ----------
    claims
        The table, or all rows of some claims.
    articles
        Lets articles be named by their outlets, and shows those that have no claim.
    most
        Claims to show, those of the most articles and mentions first; a last line says how many more there are.
    widest
        Articles to show side by side. Of more, those that have the most of these claims; the last line tells of the others.

    Notes
    -----
    ● attributed to somebody, ◐ attributed, but nobody is named, ○ in the outlet's own words, – not found. "Not found" is not the
    same as left out: more than half of the mentions that people find are missed.
    """
    every = claims.drop_duplicates("claim_no").sort_values(["articles", "mentions", "claim_no"], ascending=[False, False, True])
    shown = every.head(most)
    every_article = list(dict.fromkeys(claims["article_id"])) if articles is None else list(articles["article_id"])
    had = claims[claims["claim_no"].isin(shown["claim_no"])].groupby("article_id")["claim_no"].nunique()
    ranked = sorted(every_article, key=lambda article: -had.get(article, 0))
    wide, narrow = set(ranked[:widest]), set(ranked[widest:])
    ids = [article for article in every_article if article in wide]
    by_place = dict(iter(claims.groupby(["claim_no", "article_id"], sort=False)))
    rows = [
        ClaimRow(
            str(claim.claim),
            f"{claim.mentions} mentions, {claim.articles} articles, "
            f"{quantity(claim.origins, 'origin')} ({claim.named_origins} named)",
            tuple(_cell(by_place.get((claim.claim_no, article))) for article in ids),
        )
        for claim in shown.itertuples(index=False)
    ]
    claims_left, articles_left = len(every) - len(shown), len(narrow.intersection(had.index))
    more = [quantity(claims_left, "more claim")] * bool(claims_left)
    more += [f"{quantity(articles_left, 'more article')} with one of these claims or several"] * bool(articles_left)
    names = article_names(articles, ids)
    return ClaimMatrix(
        tuple(names[article] for article in ids), tuple(rows), f"… and {', and '.join(more)}." if more else "", claims
    )


def _cell(mentions: pd.DataFrame | None) -> tuple[Stated, ...]:
    rows = () if mentions is None else mentions.itertuples(index=False)
    return tuple(Stated(SIGNS[row.presented_as], one_line(row.origin), one_line(row.text)) for row in rows)
