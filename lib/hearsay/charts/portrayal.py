"""How actors are spoken of: every mention in each article, in the outlet's own words and in those it attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import Transform

from hearsay.charts.base.bar_columns import mark_rows
from hearsay.charts.base.canvas import NUMBERS, Sheet, sheet, side_by_side
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import MOST, Rows, rows
from hearsay.charts.base.style import GREY, INK, drawing, text_width
from hearsay.errors import InputError
from hearsay.tone.scorers import PORTRAYAL
from hearsay.validation import measured_error

HEADS = {"outlet": "own words", "attributed": "attributed words"}
COLOUR = {"outlet": "#404040", "attributed": "#7a7a7a"}
ROW, SPREAD, LANES = 0.4, 0.3, 5
ACTORS = 5
"""Actors that are shown unless some are named: those with the most mentions."""


@dataclass(frozen=True)
class Cell:
    """One actor in one row and voice: the values of its dots, which of them are unsure, and the mentions behind them."""

    dots: np.ndarray
    unsure: np.ndarray
    n: int

    @property
    def printed(self) -> str:
        """Mean of the dots, the mentions, and how many of these the model is unsure of."""
        if not self.n:
            return "n = 0"
        mean = f"{self.dots.mean():+.2f}".replace("-", "−")
        return f"{mean}, n = {self.n}{f', {int(self.unsure.sum())} unsure' if self.unsure.any() else ''}"


def portrayal(
    portrayals: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    actors: Sequence[str] = (),
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Actors by articles: each mention from negative (−1) to positive (+1), own words apart from attributed words.

    Parameters
    ----------
    portrayals, articles
        The tables. With `articles` the rows carry the outlets' names.
    actors
        Whom to show, by the names in the table; without it the five with the most mentions.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

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
    if unknown := [name for name in actors if name not in set(portrayals["actor"])]:
        raise InputError(f"no mention of {unknown[0]!r}; {_known(portrayals)}")
    table = rows(portrayals, articles, only=only)
    shown = portrayals[portrayals["article_id"].isin(list(table.of))]
    chosen = list(actors) or list(
        shown["actor"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index[:ACTORS]
    )
    pairs = [(name, row) for name in chosen for row in range(len(table)) if _any(shown, name, row, table)]
    cells = {voice: [_cell(shown, voice, name, row, table) for name, row in pairs[:MOST]] for voice in HEADS}
    labels = [f"{name} · {table.labels[row]}" for name, row in pairs[:MOST]]
    with drawing():
        page = sheet(
            ax,
            labels,
            title="How are actors spoken of?",
            note=_note(pairs, table),
            caption=_caption(table),
            card=measured_error.line([PORTRAYAL]),
            row=ROW,
            foot=0.35,
        )
        _draw(page, cells)
        mark_rows(page, [table.colours[row] for _, row in pairs[:MOST]])
        return page.chart()


def _known(portrayals: pd.DataFrame) -> str:
    names = portrayals["actor"].value_counts().index[:5]
    return f"the table holds {', '.join(map(str, names))} …" if len(names) else "the table holds nobody"


def _note(pairs: Sequence[tuple[str, int]], table: Rows) -> str:
    cut = f"The first {MOST} of {len(pairs)} rows; name the actors you want." if len(pairs) > MOST else ""
    return " ".join(part for part in (table.note, cut) if part)


def _caption(table: Rows) -> str:
    dots = "an article" if table.pooled else "a mention; hollow: the model is unsure"
    return (
        f"Each dot is {dots}. −1: its sentence speaks ill of the actor; +1: well; 0: neither. Stroke and number: mean of the "
        "dots, then mentions. Words the outlet attributes are the speaker's. The model errs, as told below, so a few "
        f"mentions show where to read, and not how an outlet thinks. {table.advice}"
    )


def _any(shown: pd.DataFrame, name: str, row: int, table: Rows) -> bool:
    return bool(((shown["actor"] == name) & (shown["article_id"].map(table.of) == row)).any())


def _cell(shown: pd.DataFrame, voice: str, name: str, row: int, table: Rows) -> Cell:
    of_row = shown["article_id"].map(table.of) == row
    some = shown[(shown["actor"] == name) & (shown["voice"] == voice) & of_row].sort_values(["article_id", "start"])
    values = some["positive"] - some["negative"]
    if table.pooled:
        means = values.groupby(some["article_id"], sort=False).mean().to_numpy()
        return Cell(means, np.zeros(len(means), dtype=bool), len(some))
    return Cell(values.to_numpy(), (some["label"] == "unsure").to_numpy(), len(some))


def _draw(page: Sheet, cells: dict[str, list[Cell]]) -> None:
    longest = max((text_width(cell.printed, NUMBERS) for held in cells.values() for cell in held), default=0)
    scales = side_by_side(page, [HEADS[voice] for voice in cells], longest, ("−1 ill", "0", "well +1"))
    for (voice, held), (shift, beside) in zip(cells.items(), scales, strict=True):
        for y, cell in enumerate(held):
            _dots(page, cell, voice, y, shift)
            page.axes.text(beside, y, cell.printed, fontsize=NUMBERS, va="center", color=INK if cell.n else GREY)


def _dots(page: Sheet, cell: Cell, voice: str, y: int, shift: Transform) -> None:
    """Dots of one cell are set in lanes, so that equal ones are seen; their height says nothing."""
    if not cell.n:
        return
    lanes = y + SPREAD * (np.arange(len(cell.dots)) % LANES / (LANES - 1) - 0.5) * (len(cell.dots) > 1)
    for hollow, name in ((False, HEADS[voice]), (True, f"{HEADS[voice]}, unsure")):
        chosen = cell.unsure == hollow
        if chosen.any():
            face = "none" if hollow else COLOUR[voice]
            page.axes.scatter(
                cell.dots[chosen], lanes[chosen], s=15, facecolors=face, edgecolors=COLOUR[voice], linewidths=0.8, alpha=0.75,
                transform=shift, label=name,
            )  # fmt: skip
    page.axes.scatter([cell.dots.mean()], [y], marker="|", s=150, color=INK, transform=shift, label=f"{HEADS[voice]}, mean")
