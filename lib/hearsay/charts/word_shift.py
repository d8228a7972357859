"""The words by which two outlets differ, as bars to either side, with whiskers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from hearsay.charts.canvas import SMALL, Sheet, sheet
from hearsay.charts.chart import Chart
from hearsay.charts.measure import width
from hearsay.charts.rows import labels, outlets_of
from hearsay.charts.style import GREY, INK, SOFT, drawing, outlet_colours, tint
from hearsay.statistics.adjustment import ALPHA

ROW = 0.235
CAPTION = (
    "Bar: uses per 1,000 words of the one less those of the other; the words that contribute most to what tells the two apart "
    "(Jensen–Shannon divergence) stand first, house style last. "
)
TESTED = (
    "Whisker: 95 % interval over articles, or over events that both report. Full colour: p < .05 by permutation after adjusting "
    "for all {tests:,} tests (Benjamini–Hochberg); pale: unresolved."
)
FEW = "Too few to compare: it takes 4 articles of each outlet, or 6 events that both report. The bars describe these articles."


def word_shift(shift: pd.DataFrame, articles: pd.DataFrame | None = None, *, terms: int = 20, ax: Axes | None = None) -> Chart:
    """The words that differ most between two outlets.

    Parameters
    ----------
    shift
        What `framing.word_shift` made.
    articles
        With it, articles carry their outlets' names, and outlets the colours that they have elsewhere.
    terms
        Words to show: so many by their contribution that are no house style, then up to half as many that are and pass
        the test.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    A pale bar is not resolved: other articles of the same outlets might turn it round. Where nothing is tested, no bar
    has a whisker, and the bars say nothing beyond these articles.
    """
    shown = chosen(shift, terms)
    tests = int(shift["p"].notna().sum())
    a, b = (str(shift[side].iloc[0]) if len(shift) else "" for side in ("a", "b"))
    names = _names((a, b), articles)
    known = outlet_colours((a, b) if articles is None else articles["outlet"])
    caption = CAPTION + (TESTED.format(tests=tests) if tests else "")
    note = "" if tests or shift.empty else FEW
    title = f"Which words tell {names[0]} from {names[1]}?" if len(shift) else "Which words tell them apart?"
    with drawing():
        page = sheet(ax, shown["term"].tolist(), title=title, note=note, caption=caption, head=0.1, foot=0.5, row=ROW)
        colours = tuple(known.get(name, grey) for name, grey in ((a, SOFT), (b, GREY)))
        _draw(page, shown, colours, names, tested=tests > 0)
        return page.chart()


def chosen(shift: pd.DataFrame, terms: int) -> pd.DataFrame:
    """The rows that the chart shows, in its order."""
    matter = shift[~shift["house_style"]].head(terms)
    style = shift[shift["house_style"] & (shift["p_adjusted"] < ALPHA)].head(terms // 2)
    return pd.concat([matter, style], ignore_index=True)


def _names(pair: tuple[str, str], articles: pd.DataFrame | None) -> list[str]:
    ids = [] if articles is None else list(articles["article_id"])
    known = dict(zip(ids, labels(ids, outlets_of(ids, articles)), strict=True))
    return [known.get(name, name) for name in pair]


def _draw(page: Sheet, shown: pd.DataFrame, colours: tuple[str, ...], names: list[str], *, tested: bool) -> None:
    ax = page.axes
    ends = shown[["difference", "low", "high"]]
    least, reach = min([-0.5, ends.min().min()]), max([0.5, ends.max().max()])
    printed = [_printed(word, tested) for word in shown.itertuples(index=False)]
    room = max((width(text, SMALL) for text in printed), default=0.0) + 0.25
    unit = (reach - least) / max(page.inches - room, 1.0)
    for row, word in enumerate(shown.itertuples(index=False)):
        colour = colours[0] if word.difference > 0 else colours[1]
        sure = word.p_adjusted < ALPHA
        fill = colour if sure or not tested else tint(colour)
        ax.barh([row], [word.difference], height=0.62, color=fill, hatch="///" if word.house_style else None,
                edgecolor="white", linewidth=0, label="difference")  # fmt: skip
        if tested and pd.notna(word.low):
            ax.hlines(row, word.low, word.high, color=INK, linewidth=0.9, label="whisker", zorder=3)
        ax.text(reach + 0.12 * unit, row, printed[row], fontsize=SMALL, va="center", color=INK)
    ax.axvline(0, color=GREY, linewidth=0.8, label="_zero", zorder=4)
    ax.set_xlim(least - 0.05 * unit, reach + room * unit)
    ax.set_xticks([tick for tick in MaxNLocator(6).tick_values(least, reach) if least <= tick <= reach])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{abs(tick):g}"))
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel(f"uses per 1,000 words more:  ← {names[1]}   |   {names[0]} →", fontsize=SMALL, loc="left")
    ax.spines["left"].set_visible(False)


def _printed(word: tuple, tested: bool) -> str:
    style = f" · house style: {word.house_rule}" if word.house_style else ""
    return f"{word.count_a} : {word.count_b}{_result(word.p_adjusted) if tested else ''}{style}"


def _result(p: float) -> str:
    if pd.isna(p):
        return " · too rare to test"
    return f" · p {_p(p)}" if p < ALPHA else " · unresolved"


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"= {p:.3f}".replace("0.", ".")
