"""In which tone: the outlet's own sentences and those it attributes, by each scorer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import Transform

from hearsay.charts.base.bar_columns import mark_rows, share_of
from hearsay.charts.base.canvas import NUMBERS, Sheet, sheet, side_by_side
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import UNPAIRED, Rows, rows
from hearsay.charts.base.style import GREY, INK, VOICES, drawing, text_width
from hearsay.errors import InputError
from hearsay.statistics import mean_interval
from hearsay.tone.scorers import NAMES
from hearsay.tone.sentence_tone import by_sentence
from hearsay.validation import measured_error

LANES = {"outlet": -0.18, "attributed": 0.18}
WORDS = {"outlet": "own words", "attributed": "attributed words"}
ROW = 0.5


@dataclass(frozen=True)
class Lane:
    """One voice in one row: what its dots stand for (articles, if `pooled`), and how many of n sentences were scored."""

    dots: np.ndarray
    scored: int
    n: int
    pooled: bool

    @property
    def printed(self) -> str:
        """Mean of the dots and coverage, as it stands beside them."""
        mean = f"{self.dots.mean():+.2f}, ".replace("-", "−") if self.dots.size else ""
        return mean + share_of(self.scored, self.n)


def tone(
    tone: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    analyzers: Sequence[str] = (),
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Polarity of everything scored, own words above attributed words, one column per scorer.

    Parameters
    ----------
    tone, articles
        The tables. With `articles` the rows carry the outlets' names.
    analyzers
        The scorers to show; all of the table without it.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Raises
    ------
    InputError
        An analyzer that the table does not hold.

    Notes
    -----
    Small dots are sentences, or what of one is in that voice; the upright stroke is their mean, and beside it
    stands how many were scored at all. With many articles a row is an outlet and a dot an article; the line is then
    the 95 % interval of the articles' means (t), from four articles on. Sentences of one article bear no interval and no
    test: the unit is the article. Where the scorers disagree, the tone is unresolved. Dictionaries hardly tell tone in
    news: the best reaches an alpha of .34 (van Atteveldt, van der Velden & Boukes 2021).
    """
    chosen = list(analyzers) or list(dict.fromkeys(tone["analyzer"]))
    if unknown := [name for name in chosen if name not in set(tone["analyzer"])]:
        raise InputError(f"no tone by {unknown[0]!r}; the table holds {', '.join(sorted(set(tone['analyzer'])))}")
    table = rows(tone, articles, only=only)
    each = by_sentence(tone)
    lanes = {(name, voice): _lanes(each, name, voice, table) for name in chosen for voice in LANES}
    with drawing():
        page = sheet(
            ax,
            table.labels,
            title="In which tone?",
            note=table.note,
            caption=_caption(table),
            card=measured_error.line(chosen),
            row=ROW,
            foot=0.35,
        )
        _draw(page, chosen, lanes)
        mark_rows(page, table.colours)
        return page.chart()


def _caption(table: Rows) -> str:
    dots = (
        f"Each dot is an article; the line is the 95 % interval of its outlet's articles, from {UNPAIRED} on. "
        if table.pooled
        else "Each dot is a sentence, or what of it is in that voice; sentences of one article bear no interval and no test. "
    )
    return (
        f"Upper lane, dark: the outlet's own words; lower, light: words it attributes. {dots}Upright stroke and number: mean; "
        "then k of n sentences (title and deck included) that hold a word the scorer knows. Where scorers disagree, the tone is "
        f"unresolved. {table.advice}"
    )


def _lanes(each: pd.DataFrame, analyzer: str, voice: str, table: Rows) -> list[Lane]:
    said = each[(each["analyzer"] == analyzer) & (each["voice"] == voice)]
    by_row = dict(list(said.groupby(said["article_id"].map(table.of))))
    return [_lane(by_row.get(row, said.iloc[:0]), table.pooled) for row in range(len(table))]


def _lane(said: pd.DataFrame, pooled: bool) -> Lane:
    scored = said[said["polarity"].notna()]
    means = scored.groupby("article_id", sort=False)["polarity"].mean()
    return Lane((means if pooled else scored["polarity"]).to_numpy(), len(scored), len(said), pooled)


def _draw(page: Sheet, chosen: Sequence[str], lanes: dict[tuple[str, str], list[Lane]]) -> None:
    longest = max((text_width(lane.printed, NUMBERS) for held in lanes.values() for lane in held), default=0)
    scales = side_by_side(page, [NAMES.get(name, name) for name in chosen], longest)
    for name, (shift, beside) in zip(chosen, scales, strict=True):
        for voice, lane in LANES.items():
            _dots(page, lanes[name, voice], f"{NAMES.get(name, name)}, {WORDS[voice]}", lane, VOICES[voice], shift)
            _numbers(page, lanes[name, voice], lane, beside)


def _dots(page: Sheet, lanes: Sequence[Lane], label: str, lane: float, colour: str, shift: Transform) -> None:
    for row, held in enumerate(lanes):
        y = row + lane
        if held.dots.size:
            options = {"transform": shift, "linewidths": 0, "alpha": 0.5, "s": 14}
            page.axes.scatter(held.dots, [y] * held.dots.size, color=colour, label=label, **options)
            page.axes.scatter([held.dots.mean()], [y], marker="|", s=90, color=INK, transform=shift, label=f"{label}, mean")
            if held.pooled and held.dots.size >= UNPAIRED:
                line = page.axes.hlines(y, *_interval(held.dots), color=INK, linewidth=1.1, transform=shift)
                line.set_label(f"{label}, interval")


def _interval(means: np.ndarray) -> tuple[float, float]:
    low, high = mean_interval(means)
    return max(-1.0, low), min(1.0, high)


def _numbers(page: Sheet, lanes: Sequence[Lane], lane: float, x: float) -> None:
    for row, held in enumerate(lanes):
        page.axes.text(x, row + lane, held.printed, fontsize=NUMBERS, va="center", color=INK if held.dots.size else GREY)
