"""Under which frames articles are told: the scale of each article; its sentences, in whose words; and the lift of groups.

A frame on which Hearsay and coders agree at a kappa under .4 is drawn grey, with that figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from hearsay.article_labels import article_names
from hearsay.charts.base.bar_columns import Column, Part, bar_table
from hearsay.charts.base.canvas import SMALL, Sheet, head_columns, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import Marks, corrected_caption, marked, of_task, row_marks
from hearsay.charts.base.dot_lanes import NUMBERS
from hearsay.charts.base.rows import MOST, Only, Rows, first_of, rows
from hearsay.charts.base.share_panels import OVER_ARTICLES, in_order_of, mean_panel, panel_chart, share_panel
from hearsay.charts.base.style import (
    GREY,
    INK,
    PALE,
    SOFT,
    VOICES,
    fitted_text,
    shown_voices,
    tint,
    widest_text,
)
from hearsay.errors import InputError
from hearsay.framing.frame_heads import LEAST_AGREEMENT, agreement_with_coders
from hearsay.framing.frames import EITHER, LEAST_ARTICLES, frame_names, frame_rates
from hearsay.schema import ENGLISH, FRAMES, UNOWNED, Row
from hearsay.text.printed import k_of_n, quantity
from hearsay.validation.benchmarks.frames import agreement_of_cues
from hearsay.validation.coded import Coded
from hearsay.validation.corrected_figures import Figure, scales, shares
from hearsay.validation.corrected_tables import corrected_lifts

MORE, LESS = "#b35806", "#542788"
"""Two ends of a scale that colour-blind readers tell apart (ColorBrewer PuOr)."""
ROW, LINE = 0.5, 0.16
"""Inches of a row of lifts, two lines of text, and of a third line."""
ONLY = {"outlet": "own words", "attributed": "attributed only", UNOWNED: "speaker not found only"}
WEAK = (0.0, 0.5, 0.8)
"""How much lighter than grey each voice of a frame is whose cues agree with people too little."""
COLUMN_OF = "Down a column: which articles have more of a frame. Frames are not comparable with one another."
MOST_FRAMES = 7
"""Columns that can be read side by side."""


@chart
def article_frames(
    article_frames: pd.DataFrame, articles: pd.DataFrame | None = None, *, only: Only = (), corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:  # fmt: skip
    """The scale of each article on each generic frame: the share of the frame's questions that it answers with yes.

    Parameters
    ----------
    article_frames, articles
        {tables}.
    {only}
    {corrected} Articles of which the frames' questions were answered (`hearsay code --what article_frames`).
    {ax}

    Notes
    -----
    Bars: the expected share, 0 to 1; printed: k of n questions that are more likely answered yes than no. Where articles
    are added up by outlet, a dot is the mean of their scales, with n articles. "not read": the article is in another language.
    Compare down a column, not across: questions differ in how easily they are answered yes.
    """
    table = rows(article_frames, articles, only=only)
    kappas = agreement_with_coders()
    caption = (
        "Share of a frame's questions that the article answers yes (bar: expected; printed: how many). Words of the outlet and "
        f"of those it quotes alike.{_told(kappas)} {corrected_caption(corrected)}{table.advice}"
    )
    title = "Under which frames is it told?"
    if table.pooled and corrected is None:
        parts = {_head(name, kappas): (article_frames[article_frames["frame"] == name], name) for name in FRAMES}
        first = next(iter(parts.values()))[0]
        table = in_order_of(mean_panel("", first, "scale", table), table)
        panels = [mean_panel(head, part, "scale", table, weak=_weak(name, kappas)) for head, (part, name) in parts.items()]
        told = (
            f"Dot: mean share of a frame's questions that an article answers yes. {OVER_ARTICLES}{_told(kappas)} {table.advice}"
        )
        return panel_chart(ax, panels, table, title=title, caption=told)
    page = sheet(ax, table.labels, title=title, note=f"{table.note} {COLUMN_OF}".strip(), caption=caption)
    columns = [_scale(article_frames[article_frames["frame"] == name], name, table, kappas) for name in FRAMES]
    heads = {name: _head(name, kappas) for name in FRAMES}
    marks = row_marks(of_task(corrected, "article_frames"), table, lambda coded: _headed(scales(coded), heads))
    bar_table(page, marked(columns, marks))
    return page.chart()


def _scale(found: pd.DataFrame, name: str, table: Rows, kappas: Mapping[str, float]) -> Column:
    placed = table.place(found).groupby("row")
    means, sizes = placed["scale"].mean(), placed.size()
    if table.pooled:
        printed = [f"{means[row]:.2f} ({sizes[row]})" if row in means else "not read" for row in range(len(table))]
    else:
        sums = placed[["yes", "asked"]].sum()
        printed = [k_of_n(*sums.loc[row]) if row in means else "not read" for row in range(len(table))]
    lengths = [float(means.get(row, 0.0)) for row in range(len(table))]
    colour = GREY if _weak(name, kappas) else VOICES["outlet"]
    return Column(_head(name, kappas), [Part(f"{name}, scale", lengths, colour)], printed, track=1.0)


def _weak(name: str, kappas: Mapping[str, float]) -> bool:
    return name in kappas and kappas[name] < LEAST_AGREEMENT


def _head(name: str, kappas: Mapping[str, float]) -> str:
    """The name of a frame, with kappa where that is low, in so many digits that it reads as low."""
    if not _weak(name, kappas):
        return name
    digits = 2 if round(kappas[name], 2) < LEAST_AGREEMENT else 3
    return f"{name} (kappa {kappas[name]:.{digits}f})"


def _told(kappas: Mapping[str, float]) -> str:
    """What grey means, '' where nothing is grey."""
    if not any(value < LEAST_AGREEMENT for value in kappas.values()):
        return ""
    return f" Grey: Hearsay and coders agree at a kappa under {LEAST_AGREEMENT:.1f}; read the sentences and compare nothing."


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
    corrected: Coded | None = None,
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
    {corrected} Generic frames, in either voice.
    {ax}

    Notes
    -----
    Strong: sentences in which a cue stands in the outlet's own words. Faint: sentences in which it stands only in words
    attributed to somebody. A sentence may carry several frames, so a row need not add up to n. A frame is marked by
    indicator words; that few were found says little about an article of a dozen sentences. Of your own frames
    only those that occur are shown, unless `looked_for` names them.

    Raises
    ------
    InputError
        When the lift is asked for without `articles`, of a choice of articles, or by a column that they lack.
    """
    coded = of_task(corrected, "frames")
    if view == "lift":
        if articles is None or only:
            raise InputError("the lift compares groups of all articles: give `articles`, and not `only`")
        return _lift(frame_rates(frames, sentences, articles, by=by, looked_for=looked_for), articles, by, coded, ax)
    body = sentences.loc[sentences["zone"] == "body", ["article_id", "sentence_no"]]
    hits = frames[frames["score"] > 0].merge(body, on=["article_id", "sentence_no"])
    table = rows(sentences, articles, only=only)
    every = looked_for or frame_names(hits)
    names, cut = every[:MOST_FRAMES], first_of(len(every), MOST_FRAMES, "frames")
    kappas = {name: kappa for name, kappa in agreement_of_cues().items() if name in names}
    caption = (
        "k of n sentences of the body with at least one indicator word. Strong: in the outlet's own words; faint: only in words "
        f"attributed to somebody{'; sand: only in quotations whose speaker was not found' * (len(shown_voices(hits)) > 2)}."
        f"{_told(kappas)} {corrected_caption(corrected)}{table.advice}"
    )
    title = "Which frames do the sentences carry?"
    if table.pooled and coded is None:
        what = "Dot: share of the sentences of the body with at least one indicator word."
        told = f"{what} {OVER_ARTICLES}{_told(kappas)} {table.advice}"
        parts = {name: hits[hits["frame"] == name].drop_duplicates(["article_id", "sentence_no"]) for name in names}
        if names:
            table = in_order_of(share_panel("", parts[names[0]], body, table), table)
        panels = [share_panel(_head(name, kappas), part, body, table, weak=_weak(name, kappas)) for name, part in parts.items()]
        return panel_chart(ax, panels, table, title=title, caption=told, left_out=cut, whole=body)
    note = " ".join(filter(None, [table.note, cut, COLUMN_OF]))
    page = sheet(ax, table.labels, title=title, note=note, caption=caption)
    columns = [_column(hits[hits["frame"] == name], name, body, table, kappas) for name in names]
    heads = {name: _head(name, kappas) for name in names}
    bar_table(page, marked(columns, row_marks(coded, table, lambda coded: _headed(_shown(coded, names), heads))))
    return page.chart()


def _shown(coded: Coded, names: Sequence[str]) -> list[Figure]:
    """The share of the sentences that show each generic frame; a user's own was not asked."""
    return [one for name in names if name in FRAMES for one in shares(coded, name, {name: (1,)})]


def _headed(figures: Sequence[Figure], heads: Mapping[str, str]) -> list[Figure]:
    """Figures under the names of their columns."""
    return [replace(one, name=heads[one.name]) for one in figures]


def _column(hits: pd.DataFrame, name: str, body: pd.DataFrame, table: Rows, kappas: Mapping[str, float]) -> Column:
    totals = table.count(body)
    weak, parts, before = _weak(name, kappas), [], [0] * len(table)
    found = before
    for number, voice in enumerate(shown_voices(hits)):
        heard = hits[hits["voice"].isin([*VOICES][: number + 1])].drop_duplicates(["article_id", "sentence_no"])
        found = table.count(heard)
        more = [(k - d) / n if n else 0.0 for k, d, n in zip(found, before, totals, strict=True)]
        colour = tint(GREY, WEAK[number]) if weak else VOICES[voice]
        parts.append(Part(f"{name}, {ONLY[voice]}", more, colour))
        before = found
    return Column(_head(name, kappas), parts, [k_of_n(k, n) for k, n in zip(found, totals, strict=True)], track=1.0)


def _lift(table: pd.DataFrame, articles: pd.DataFrame, by: str, coded: Coded | None, ax: Axes | None) -> Chart:
    """A table of groups and frames: `table` is what `frame_rates` made."""
    shown = table[table["voice"] == EITHER]
    groups, names = list(dict.fromkeys(shown["group"])), list(dict.fromkeys(shown["frame"]))[:MOST_FRAMES]
    kappas = {name: kappa for name, kappa in agreement_of_cues().items() if name in names}
    told = shown[shown["lift"].notna() & ~shown["frame"].map(lambda name: _weak(name, kappas))]
    apart = int(((told["lift_low"] > 1) | (told["lift_high"] < 1)).sum())
    caption = (
        "In each cell the lift: the share of the group's sentences that carry the frame over that share in all other articles, "
        "with its interval of 95 %, and below it k of n sentences. ×2 is twice as often, ×0.5 half as often. Coloured: the "
        f"interval leaves 1 out ({apart} of {len(told)} cells; one in twenty does so by chance). Grey: unresolved, or too few to "
        f"compare (it takes {LEAST_ARTICLES} articles on either side).{_told(kappas)}{_corrected_lift(coded)} "
        "Frames differ in their lists "
        "of cues: compare down, not across. Groups that report other events differ by their events."
    )
    told_of = set(shown.loc[shown["lift"].notna(), "group"])
    few = [group for group in groups if group not in told_of] if told_of else []
    groups = [group for group in groups if group not in few]
    labels = _labels(shown, groups[:MOST], articles, by)
    read = "Over ×1: more often than in all other articles; under it: less." if told_of else ""
    note = " ".join(filter(None, [read, first_of(len(groups), MOST, "groups"), _too_few(shown, few)]))
    row = ROW if coded is None else ROW + LINE
    page = sheet(ax, labels, title="Which frames more often than the others?", note=note, caption=caption, row=row)
    _draw_cells(page, shown, groups[:MOST], names, kappas, _lift_marks(coded, articles, by, names))
    return page.chart()


def _too_few(shown: pd.DataFrame, groups: Sequence[str]) -> str:
    """The groups of which nothing can be told, in one line; '' where there are none."""
    if not groups:
        return ""
    sizes = shown[shown["group"].isin(groups)].drop_duplicates("group")["articles"]
    return f"Left out: {quantity(len(groups), 'group')} of under {LEAST_ARTICLES} articles ({sizes.sum():,} in all)."


def _labels(shown: pd.DataFrame, groups: list[str], articles: pd.DataFrame, by: str) -> list[str]:
    if by == "article_id":
        names = article_names(articles)
        return [names.get(group, group) for group in groups]
    sizes = shown.drop_duplicates("group").set_index("group")["articles"]
    return [f"{group} ({quantity(sizes[group], 'article')})" for group in groups]


def _lift_marks(coded: Coded | None, articles: pd.DataFrame, by: str, names: Sequence[str]) -> Marks | None:
    """The corrected lift of each group and frame."""
    if coded is None:
        return None
    known = articles[articles["language"].isin(ENGLISH)].set_index("article_id")[by].astype("str")
    grouped = replace(coded, items=coded.items.assign(group=coded.items["article_id"].map(known)))
    grouped = grouped.among(grouped.items["group"].notna())
    return Marks.of_table(corrected_lifts(grouped, _shown(grouped, names), by="group"))


def _corrected_lift(coded: Coded | None) -> str:
    if coded is None:
        return ""
    return (
        f" Third line, after “→”: the lift corrected by {coded.n_coded:,} of {len(coded.items):,} sentences coded by hand, with "
        "its interval; “not corrected” where too few were coded for one."
    )


def _draw_cells(
    page: Sheet, shown: pd.DataFrame, groups: list[str], names: list[str], kappas: Mapping[str, float], marks: Marks | None
) -> None:
    ax, each = page.axes, page.inches / max(len(names), 1)
    cells: dict[tuple[str, str], Row] = {(row.group, row.frame): row for row in shown.itertuples(index=False)}
    for y, group in enumerate(groups):
        for x, name in enumerate(names):
            cell = cells[group, name]
            colour = PALE if _weak(name, kappas) else _colour(cell)
            ax.add_patch(Rectangle((x + 0.02, y - 0.45), 0.96, 0.9, color=colour, linewidth=0, zorder=0))
            text = _text(cell) + ("" if marks is None else f"\n{_of_mark(marks, name, group)}")
            size = min(SMALL, max(NUMBERS, SMALL * (each - 0.08) / max(widest_text(text, SMALL), 0.1)))
            ax.text(x + 0.06, y, text, va="center", ha="left", fontsize=size, color=INK if pd.notna(cell.lift) else SOFT)
    ax.set_xlim(0, max(len(names), 1))
    heads = [fitted_text(_head(name, kappas), each - 0.1, SMALL, lines=3) for name in names]
    head_columns(page, [x + 0.06 for x in range(len(names))], heads, fontsize=SMALL, ha="left")


def _text(cell: Row) -> str:
    counts = k_of_n(cell.k, cell.n)
    if pd.isna(cell.lift):
        return f"{'too few' if cell.reason.startswith('too few') else 'none else'}\n{counts}"
    return f"×{cell.lift:.2g} [{cell.lift_low:.2g}, {cell.lift_high:.2g}]\n{counts}"


def _of_mark(marks: Marks, name: str, group: str) -> str:
    mark = marks.at(name, group)
    if mark is None:
        return "not corrected"
    low, high = mark.interval
    return f"→ ×{mark.value:.2g} [{low:.2g}, {high:.2g}]"


def _colour(cell: Row) -> str:
    if pd.isna(cell.lift) or cell.lift_low <= 1 <= cell.lift_high:
        return PALE
    return tint(MORE if cell.lift > 1 else LESS, 0.5)
