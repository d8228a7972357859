"""The reliability card: what the instruments of tone get wrong on news that people have coded."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import sheet
from hearsay.charts.chart import Chart
from hearsay.charts.lens import Column, Part, lens
from hearsay.charts.style import GREY, drawing
from hearsay.validation import measured

COLOUR = "#6a8caf"
COLUMNS = (
    ("macro_f1", "macro-F1, 1 is all right"),
    ("right_at_30", "right, of the 30 % it is surest of"),
    ("right_at_100", "right, of all"),
    ("coverage", "scored at all, or sure"),
    ("entity_r", "means of entities against people's, r"),
)
INTERVALS = ("macro_f1", "entity_r")


def reliability(analyzers: Sequence[str] = (), *, ax: Axes | None = None) -> Chart:
    """The measured error of each instrument, from the files that come with the package.

    Parameters
    ----------
    analyzers
        The instruments to show; all that were measured without it. One that was never measured is shown as such.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    Macro-F1 is the mean of three, for negative, neutral and positive mentions; whoever always names the train split's
    commonest class gets what the strip says. Being right of the surest 30 % ought to be easier than of all: where it is not,
    the size of a score does not tell how far to trust it. A high r of means says that many mentions together can be right
    where single ones are not. These are errors on US political news: on other news expect larger ones.
    """
    table = measured.table(analyzers)
    names = table["name"].tolist()
    with drawing():
        page = sheet(
            ax, names, title="How far can these instruments of tone be trusted?", caption=_caption(table), head=0.55,
            card=measured.line(table["analyzer"].tolist()),
        )  # fmt: skip
        lens(page, [_column(table, *one) for one in COLUMNS], [GREY] * len(names))
        return page.chart()


def _column(table: pd.DataFrame, name: str, head: str) -> Column:
    values = table[name].astype("float64")
    printed = ["not measured" if pd.isna(value) else measured.short(value) for value in values]
    spans = [None] * len(values)
    if name in INTERVALS:
        ends = zip(table[f"{name}_low"], table[f"{name}_high"], strict=True)
        spans = [None if pd.isna(low) else (max(0.0, float(low)), float(high)) for low, high in ends]
    return Column(head, [Part(head, values.fillna(0).clip(lower=0).tolist(), COLOUR)], printed, spans, track=1.0)


def _caption(table: pd.DataFrame) -> str:
    data = ", ".join(dict.fromkeys(name for name in table["data"] if name)) or "no data"
    return (
        f"Bars: shares and correlations from 0 to 1, on {data}; lines: 95 % intervals, over documents and over entities. Surest: "
        "furthest from 0, or highest probability. None of them knows irony, or whether a report is true."
    )
