"""Who is given the floor on the same events: each outlet beside the others that report them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.canvas import band, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.dot_lanes import Words, dot, scale
from hearsay.charts.base.rows import ZONE, Zone, outermost, rows
from hearsay.charts.base.share_panels import percent
from hearsay.charts.base.speakers import speakers
from hearsay.charts.base.style import GREY, INK, SOFT, group_colours, known
from hearsay.charts.sources import LANE, POOLED, adjective, heard_sides, in_order_of_size
from hearsay.schema import NOT_STATED
from hearsay.statistics.article_events import FOUND, article_events
from hearsay.statistics.compare import EVENTS
from hearsay.statistics.intervals import Interval, by_article

TITLE = "Who is given the floor on the same events? Each outlet beside the others"
READ = "Filled: the outlet; open: the others, on the events that both report. Grey: the difference is unresolved."


@dataclass(frozen=True)
class Pair:
    """An outlet's share of a side, that of the others on the same events, the interval of the difference, and the events."""

    label: str
    own: float
    others: float
    interval: Interval
    events: int

    @property
    def resolved(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        return self.interval[0] > 0 or self.interval[1] < 0


@chart
def same_events(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    zone: Zone = "body",
    sides: Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Each side's share of every outlet's statements, beside its share in the other outlets that report the same events.

    Parameters
    ----------
    attributions, articles
        The tables.
    events
        The table: without it only events that `articles` states are taken.
    {zone}
    {sides}
    {ax}

    Notes
    -----
    Outlets that report other events let other people speak. Here an outlet is held against the others event by event: the
    share of the others is that of their statements on each event, weighted as the outlet's own statements are. The interval is
    of the difference, over events (jackknife, 95 %); it takes six events. Do not compare two rows with one another: their events
    differ.
    A difference has many causes; it grades nobody.
    """
    shown, table = outermost(attributions, zone), rows(articles, articles)
    told = article_events(articles, events)
    names = [label.rpartition(" (")[0] for label in table.labels] if table.pooled else []
    speaking = speakers(shown, heard_sides(shown, len(table)))
    colours = group_colours(known(attributions, "side", sides))
    lanes: list[tuple[str, Pair | None, str]] = []
    for side in in_order_of_size(speaking, shown):
        placed = _counted(shown, speaking == side, pd.Series(table.of), told["event"])
        pairs = [pair for row, name in enumerate(names[: table.named]) if (pair := _pair(name, placed, row))]
        pairs.sort(key=lambda pair: pair.others - pair.own)
        if pairs:
            lanes.append((POOLED.get(side) or adjective(side), None, ""))
            lanes += [(pair.label, pair, colours.get(side, GREY)) for pair in pairs]
    drawn = [pair for _, pair, _ in lanes if pair]
    found = (told["basis"] == FOUND).any()
    caption = (
        f"Share of the statements, by their outermost speaker; {ZONE[zone]}. Right: the outlet’s share, that of the others, the "
        f"difference in points with its 95 % interval over events, and the events{', found or given' if found else ''}. "
        "Two rows differ in their events: compare the two dots of a row, not rows."
    )
    if drawn:
        resolved = sum(pair.resolved for pair in drawn)
        caption += f" {resolved} of {len(drawn)} differences are resolved; one in twenty is so by chance."
    page = sheet(
        ax, [name for name, _, _ in lanes], title=TITLE, note=f"{READ} {table.note}".strip(), caption=caption, head=0.1, foot=0.5,
        row=LANE, nothing=f"no outlet of many articles reports {EVENTS} events that others report as well",
    )  # fmt: skip
    if not lanes:
        return page.chart()
    for y, (_, pair, colour) in enumerate(lanes):
        if pair is None:
            band(page, y)
            continue
        shade = (INK if colour == GREY else colour) if pair.resolved else GREY
        page.axes.hlines(y, pair.own, pair.others, color=shade, linewidth=1.6, label="_joined", zorder=2)
        dot(page, y, pair.others, (np.nan, np.nan), name="the others", colour=shade, fill="white")
        dot(page, y, pair.own, (np.nan, np.nan), name="the outlet", colour=shade)
    beside = [Words(y, _printed(pair), SOFT) for y, (_, pair, _) in enumerate(lanes) if pair]
    reach = max(max(pair.own, pair.others) for _, pair, _ in lanes if pair)
    scale(page, 0, max(0.1, reach), beside, name="share of the statements on these events")
    return page.chart()


def _counted(shown: pd.DataFrame, chosen: pd.Series, row_of: pd.Series, event_of: pd.Series) -> pd.DataFrame:
    """`k` of `n` statements by event and row of the chart, and of all outlets on that event."""
    said = pd.DataFrame({"row": shown["article_id"].map(row_of), "event": shown["article_id"].map(event_of), "k": chosen, "n": 1})
    said = said[said["row"].notna() & said["event"].ne(NOT_STATED)].astype({"k": "int64"})
    counts = said.groupby(["event", "row"], sort=True)[["k", "n"]].sum().reset_index()
    return counts.join(counts.groupby("event")[["k", "n"]].transform("sum").add_prefix("all_"))


def _pair(label: str, placed: pd.DataFrame, row: int) -> Pair | None:
    """An outlet beside the others; None where they share too few events."""
    own = placed[(placed["row"] == row) & (placed["all_n"] > placed["n"])]
    if len(own) < EVENTS:
        return None
    expected = own["n"] * (own["all_k"] - own["k"]) / (own["all_n"] - own["n"])
    counts = np.column_stack([own["k"] - expected, own["n"]])
    # Differences lie between −1 and 1; intervals of shares are made between 0 and 1.
    low, high = by_article(counts, lambda sums: (sums[..., 0] / np.maximum(sums[..., 1], 1) + 1) / 2)
    n = own["n"].sum()
    return Pair(label, float(own["k"].sum() / n), float(expected.sum() / n), (2 * low - 1, 2 * high - 1), len(own))


def _points(value: float) -> str:
    """A difference of shares in points, '0' where it rounds to nothing."""
    return f"{round(100 * value):+d}".replace("-", "−") if round(100 * value) else "0"


def _printed(pair: Pair) -> str:
    difference, low, high = map(_points, (pair.own - pair.others, *pair.interval))
    return f"{percent(pair.own)} : {percent(pair.others)} · {difference} [{low}, {high}] · {pair.events} events"
