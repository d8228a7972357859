"""How actors are spoken of: every mention in each article, in the outlet's own words and in those it attributes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.canvas import mark_rows, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.dot_lanes import Lane, Series, side_by_side, signed
from hearsay.charts.base.rows import MOST, Only, Rows, check_held, rows
from hearsay.charts.base.style import VOICE_NAMES
from hearsay.tone.scorers import PORTRAYAL
from hearsay.validation import measured_error

COLOUR = {"outlet": "#404040", "attributed": "#7a7a7a"}
ROW, SPREAD = 0.4, 0.3
"""Inches of a row, and the share of it over which its dots are spread."""
ACTORS = 5
"""Actors that are shown unless some are named: those with the most mentions."""


@chart
def portrayal(
    portrayals: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    actors: Sequence[str] = (),
    only: Only = (),
    ax: Axes | None = None,
) -> Chart:
    """Actors by articles: each mention from negative (−1) to positive (+1), own words apart from attributed words.

    Parameters
    ----------
    portrayals, articles
        {tables}.
    actors
        Whom to show, by the names in the table; without it the five with the most mentions.
    {only}
    {ax}

    Raises
    ------
    InputError
        An actor that the table does not hold.

    Notes
    -----
    A dot is one mention, at the probability that its sentence speaks well of the actor minus that it speaks ill; hollow
    where the model is unsure which. The stroke is their mean. With many articles a row is an outlet and a dot an article.
    No interval and no test: mentions of one article are not independent. The model is right in about three of four
    mentions (`models/portrayal.md`), so a mean over a few mentions may be its error alone: read the sentences.
    """
    check_held(actors, portrayals["actor"].value_counts().index, "mention of")
    table = rows(portrayals, articles, only=only)
    shown = table.place(portrayals)
    places = shown.groupby("actor")["row"].unique()
    pairs = [(name, int(row)) for name in actors or _most_named(shown) for row in sorted(places.get(name, ()))]
    cut = f"The first {MOST} of {len(pairs)} rows; name the actors you want." if len(pairs) > MOST else ""
    cells = pairs[:MOST]
    page = sheet(
        ax, [f"{name} · {table.labels[row]}" for name, row in cells], title="How are actors spoken of?",
        note=f"{table.note} {cut}".strip(), caption=_caption(table), card=measured_error.line([PORTRAYAL]), row=ROW, foot=0.35,
    )  # fmt: skip
    lanes = {voice: [_lane(shown, voice, name, row, table.pooled) for name, row in cells] for voice in VOICE_NAMES}
    scales = {VOICE_NAMES[voice]: [Series(VOICE_NAMES[voice], COLOUR[voice], held)] for voice, held in lanes.items()}
    dots = {"s": 15, "linewidths": 0.8, "alpha": 0.75}
    side_by_side(page, scales, ends=("−1 ill", "0", "well +1"), stroke=150, spread=SPREAD, **dots)
    mark_rows(page, [table.colours[row] for _, row in cells])
    return page.chart()


def _most_named(shown: pd.DataFrame) -> list[str]:
    """The actors with the most mentions, ties by alphabet."""
    counts = shown["actor"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    return list(counts.index[:ACTORS])


def _caption(table: Rows) -> str:
    dots = "an article" if table.pooled else "a mention; hollow: the model is unsure"
    return (
        f"Each dot is {dots}. −1: its sentence speaks ill of the actor; +1: well; 0: neither. Stroke and number: mean of the "
        "dots, then mentions. Words the outlet attributes are the speaker's. The model errs, as told below, so a few "
        f"mentions show where to read, and not how an outlet thinks. {table.advice}"
    )


def _lane(shown: pd.DataFrame, voice: str, name: str, row: int, pooled: bool) -> Lane:
    """One actor in one row and voice, and in words the mean, the mentions, and how many of these the model is unsure of."""
    some = shown[(shown["actor"] == name) & (shown["voice"] == voice) & (shown["row"] == row)].sort_values(
        ["article_id", "start"]
    )
    values = some["positive"] - some["negative"]
    if pooled:
        values = values.groupby(some["article_id"], sort=False).mean()
    unsure = (some["label"] == "unsure").to_numpy() if not pooled else None
    mean = f"{signed(values.mean())}, " if len(some) else ""
    doubt = f", {unsure.sum()} unsure" if unsure is not None and unsure.any() else ""
    return Lane(values.to_numpy(), f"{mean}n = {len(some)}{doubt}", unsure=unsure)
