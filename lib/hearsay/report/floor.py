"""The picture of the front page: who is given the floor, as a share of each outlet's statements or, of few articles, one by one.

The same rows make the chart that is downloaded and the table on the page, whose counts lead to their statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from hearsay.article_labels import short_outlet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import LAST
from hearsay.charts.base.share_panels import end_of_scale
from hearsay.charts.comparison import intervals
from hearsay.charts.sources import SIDES, adjective, voices
from hearsay.report.findings import large_sides, percent, share_of
from hearsay.report.reader import Reader
from hearsay.schema import NOT_STATED
from hearsay.statistics.compare import ARTICLES
from hearsay.text.printed import quantity

MOST_OUTLETS, MOST_ROWS = 12, 12
"""Outlets and articles in the picture of the front page."""


@dataclass(frozen=True)
class Floor:
    """Who is given the floor, in the articles of a study."""

    reader: Reader

    @cached_property
    def large(self) -> dict[str, set[str]]:
        """The articles of each outlet that has enough for a share to say something of another article's."""
        known = self.reader.articles[self.reader.articles["outlet"] != NOT_STATED]
        parts = {str(name): set(ids) for name, ids in known.groupby("outlet")["article_id"] if len(ids) >= ARTICLES}
        return {name: parts[name] for name in list(parts)[:MOST_OUTLETS]}

    @cached_property
    def sides(self) -> list[dict[str, Any]]:
        """The sides that are heard most, each with its share of every large outlet's statements, the largest first."""
        said = self.reader.statements
        held = {name: said[said["article_id"].isin(ids)] for name, ids in self.large.items()}
        parts = []
        for side in [*large_sides(said), NOT_STATED]:
            rows = [self._row(name, rows, side) for name, rows in held.items() if len(rows)]
            rows.sort(key=lambda row: (-row["at"], row["outlet"]))
            parts.append({"side": side, "name": SIDES.get(side, adjective(side)), "rows": rows})
        return parts if self.large else []

    @cached_property
    def end(self) -> float:
        """Where the scale of all shares ends."""
        return end_of_scale(max((row["high"] for part in self.sides for row in part["rows"]), default=1.0))

    def _row(self, name: str, rows: pd.DataFrame, side: str) -> dict[str, Any]:
        share = share_of(rows, rows["heard"] == side)
        low, high = share.interval
        return {
            "outlet": short_outlet(name), "k": share.k, "n": share.n, "articles": len(self.large[name]), "at": share.value,
            "low": low, "high": high, "share": percent(share.value), "interval": f"{percent(low)} to {percent(high)}",
            "place": self.reader.list_page(name, "side", side), "whole": self.reader.list_page(name),
        }  # fmt: skip

    @cached_property
    def left_out(self) -> str:
        """The outlets that the picture lacks, in one sentence; '' when it has all."""
        sizes = self.reader.articles.loc[self.reader.articles["outlet"] != NOT_STATED, "outlet"].value_counts()
        small = sizes[sizes < ARTICLES]
        told = []
        if self.large and len(small):
            told.append(f"{quantity(len(small), 'outlet')} with fewer than {ARTICLES} articles ({int(small.sum())} in all)")
        if (more := int((sizes >= ARTICLES).sum()) - MOST_OUTLETS) > 0:
            told.append(f"{quantity(more, 'outlet')} after the first {MOST_OUTLETS} by alphabet")
        return f"Not shown: {' and '.join(told)}." if told else ""

    @cached_property
    def units(self) -> list[dict[str, Any]]:
        """Of few articles, each article's statements one by one, by side."""
        ids = self.reader.articles["article_id"].head(MOST_ROWS).tolist()
        by_article = dict(iter(self.reader.statements.groupby("article_id", sort=False)))
        names, pages = self.reader.names, self.reader.pages
        return [{"name": names[one], "file": pages.get(one, ""), "sides": list(self._marks(by_article, one))} for one in ids]

    def _marks(self, by_article: dict[Any, pd.DataFrame], article: str) -> Iterator[dict[str, Any]]:
        if article not in by_article:
            return
        parts = by_article[article].groupby("heard", sort=False)
        for side, rows in sorted(parts, key=lambda part: (LAST.get(part[0], 0), -len(part[1]), part[0])):
            marks = [
                {"place": self.reader.place(row), "told": f"{row.speaker or row.source or 'nobody is named'}, {row.cue}"}
                for row in rows.itertuples()
            ]
            yield {"side": side, "name": SIDES.get(side, adjective(str(side))), "k": len(rows), "marks": marks}

    def _link(self, row: Any) -> str:
        """Where a mark of the picture leads, from the folder of figures; '' without a page."""
        place = self.reader.place(row)
        return f"../{place}" if place else ""

    @cached_property
    def chart(self) -> Chart:
        """The picture to download."""
        study = self.reader.study
        if not self.large:
            links = {(row.article_id, row.attribution_no): self._link(row) for row in self.reader.statements.itertuples()}
            only = study.articles["article_id"].head(MOST_ROWS).tolist()
            return voices(study.attributions, study.articles, only=only, links=links)
        rows = [
            (f"{part['name']} in {row['outlet']}", row["at"], row["low"], row["high"],
             f"{row['k']:,} of {row['n']:,} in {row['articles']} articles", part["side"])
            for part in self.sides for row in part["rows"]
        ]  # fmt: skip
        return intervals(
            pd.DataFrame(rows, columns=["label", "value", "low", "high", "printed", "group"]),
            title="Who is given the floor?",
            xlabel="share of the outlet's statements",
            note=f"Outlets with {ARTICLES} articles or more; the sides that are heard most. {self.left_out}".strip(),
            caption="Dot: share of the outlet's statements that speakers of this side make; line: 95 % interval over its "
            "articles. Where lines overlap, do not call outlets different; outlets that report other events are not comparable.",
            colours=self.reader.colours,
            reach=self.end,
        )
