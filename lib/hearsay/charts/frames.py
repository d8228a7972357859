"""Which frames an article's sentences carry, in whose words, and how much more often than in the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from hearsay.article_labels import article_names
from hearsay.charts.base.bar_columns import Column, Part, bar_table, share_of
from hearsay.charts.base.canvas import SMALL, Sheet, head_columns, mark_rows, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.rows import MOST, Only, Rows, first_of, rows
from hearsay.charts.base.style import GREY, INK, PALE, SOFT, VOICES, fitted_text, outlet_colours, tint, widest_text
from hearsay.errors import InputError
from hearsay.framing.frames import EITHER, LEAST_ARTICLES, frame_names, frame_rates
from hearsay.schema import Row

MORE, LESS = "#b35806", "#542788"
"""Two ends of a scale that colour-blind readers tell apart (ColorBrewer PuOr)."""
ROW = 0.5
"""Inches of a row of lifts: two lines of text."""
MOST_FRAMES = 7
"""Columns that can be read side by side."""


@chart
def frames(
    frames: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    view: Literal["shares", "lift"] = "shares",
    by: str = "outlet",
    looked_for: Sequence[str] | None = None,
    only: Only = (),
    ax: Axes | None = None,
) -> Chart:
    """Sentences of the body that carry each frame: k of n in each article, the outlet's own words apart; or the lift.

    Parameters
    ----------
    frames, sentences, articles
        {tables}. `sentences` gives n.
    view, by
        "lift" shows instead how much more or less often each group uses each frame than all other articles do, with
        intervals (`hearsay.framing.frame_rates`); `by` is a column of `articles`, which that view needs.
    looked_for
        The frames that the cues could find, `Study.frame_names`: one without a hit is then shown with its 0 of n.
    {only}
    {ax}

    Notes
    -----
    Dark: sentences in which a cue stands in the outlet's own words. Light: sentences in which it stands only in words
    attributed to somebody. A sentence may carry several frames, so a row need not add up to n. A frame is marked by
    indicator words; that few were found says little about an article of a dozen sentences. Of your own frames
    only those that occur are shown, unless `looked_for` names them.

    Raises
    ------
    InputError
        When the lift is asked for without `articles`, of a choice of articles, or by a column that they lack.
    """
    if view == "lift":
        if articles is None or only:
            raise InputError("the lift compares groups of all articles: give `articles`, and not `only`")
        return _lift(frame_rates(frames, sentences, articles, by=by, looked_for=looked_for), articles, by, ax)
    body = sentences.loc[sentences["zone"] == "body", ["article_id", "sentence_no"]]
    hits = frames[frames["score"] > 0].merge(body, on=["article_id", "sentence_no"])
    table = rows(sentences, articles, only=only)
    names = looked_for or frame_names(hits)
    caption = (
        "k of n sentences of the body with at least one indicator word. Dark: in the outlet's own words; light: only in words "
        f"attributed to somebody. {table.advice}"
    )
    note = f"{table.note} {first_of(len(names), MOST_FRAMES, 'frames')}".strip()
    page = sheet(ax, table.labels, title="Which frames do the sentences carry?", note=note, caption=caption)
    columns = [_column(hits[hits["frame"] == name], name, body, table) for name in names[:MOST_FRAMES]]
    bar_table(page, columns, table.colours)
    return page.chart()


def _column(hits: pd.DataFrame, name: str, body: pd.DataFrame, table: Rows) -> Column:
    totals = table.count(body)
    own = hits[hits["voice"] == "outlet"].drop_duplicates(["article_id", "sentence_no"])
    either = hits.drop_duplicates(["article_id", "sentence_no"])
    owned, found = table.count(own), table.count(either)
    dark = [k / n if n else 0.0 for k, n in zip(owned, totals, strict=True)]
    light = [(k - d) / n if n else 0.0 for k, d, n in zip(found, owned, totals, strict=True)]
    parts = [Part(f"{name}, own words", dark, VOICES["outlet"]), Part(f"{name}, attributed only", light, VOICES["attributed"])]
    return Column(name, parts, [share_of(k, n) for k, n in zip(found, totals, strict=True)], track=1.0)


def _lift(table: pd.DataFrame, articles: pd.DataFrame, by: str, ax: Axes | None) -> Chart:
    """A table of groups and frames: `table` is what `frame_rates` made."""
    shown = table[table["voice"] == EITHER]
    groups, names = list(dict.fromkeys(shown["group"])), list(dict.fromkeys(shown["frame"]))[:MOST_FRAMES]
    told = shown[shown["lift"].notna()]
    apart = int(((told["lift_low"] > 1) | (told["lift_high"] < 1)).sum())
    caption = (
        "In each cell the lift: the share of the group's sentences that carry the frame over that share in all other articles, "
        "with its interval of 95 %, and below it k of n sentences. ×2 is twice as often, ×0.5 half as often. Coloured: the "
        f"interval leaves 1 out ({apart} of {len(told)} cells; one in twenty does so by chance). Grey: unresolved, or too few to "
        f"compare (it takes {LEAST_ARTICLES} articles on either side). Frames differ in their lists of cues: compare down, not "
        "across. Groups that report other events differ by their events."
    )
    labels = _labels(shown, groups[:MOST], articles, by)
    note = first_of(len(groups), MOST, "groups")
    page = sheet(ax, labels, title="Which frames more often than the others?", note=note, caption=caption, row=ROW)
    _draw_cells(page, shown, groups[:MOST], names)
    colours = outlet_colours(groups) if by == "outlet" else {}
    mark_rows(page, [colours.get(group, GREY) for group in groups[:MOST]])
    return page.chart()


def _labels(shown: pd.DataFrame, groups: list[str], articles: pd.DataFrame, by: str) -> list[str]:
    if by == "article_id":
        names = article_names(articles)
        return [names.get(group, group) for group in groups]
    sizes = shown.drop_duplicates("group").set_index("group")["articles"]
    return [f"{group} ({sizes[group]} article{'' if sizes[group] == 1 else 's'})" for group in groups]


def _draw_cells(page: Sheet, shown: pd.DataFrame, groups: list[str], names: list[str]) -> None:
    ax, each = page.axes, page.inches / max(len(names), 1)
    cells: dict[tuple[str, str], Row] = {(row.group, row.frame): row for row in shown.itertuples(index=False)}
    for y, group in enumerate(groups):
        for x, name in enumerate(names):
            cell = cells[group, name]
            ax.add_patch(Rectangle((x + 0.02, y - 0.45), 0.96, 0.9, color=_colour(cell), linewidth=0, zorder=0))
            text = _text(cell)
            size = min(SMALL, SMALL * (each - 0.08) / max(widest_text(text, SMALL), 0.1))
            ax.text(x + 0.06, y, text, va="center", ha="left", fontsize=size, color=INK if pd.notna(cell.lift) else SOFT)
    ax.set_xlim(0, max(len(names), 1))
    heads = [fitted_text(name, each - 0.1, SMALL, lines=3) for name in names]
    head_columns(page, [x + 0.06 for x in range(len(names))], heads, fontsize=SMALL, ha="left")


def _text(cell: Row) -> str:
    counts = f"{cell.k} of {cell.n}"
    if pd.isna(cell.lift):
        return f"{'too few' if cell.reason.startswith('too few') else 'none else'}\n{counts}"
    return f"×{cell.lift:.2g} [{cell.lift_low:.2g}, {cell.lift_high:.2g}]\n{counts}"


def _colour(cell: Row) -> str:
    if pd.isna(cell.lift) or cell.lift_low <= 1 <= cell.lift_high:
        return PALE
    return tint(MORE if cell.lift > 1 else LESS, 0.5)
