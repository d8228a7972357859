"""Claims by mentions, outlets and origins; and through whom outlets have what they report."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from hearsay.article_labels import article_names
from hearsay.charts.base.bar_columns import bar_table, count_column, words_column
from hearsay.charts.base.canvas import SMALL, Sheet, band, sheet, without_scale
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.dot_lanes import Words, scale
from hearsay.charts.base.rows import MOST, Rows, first_of, rows
from hearsay.charts.base.style import GREY, INK, SOFT, fitted_text, middle_cut
from hearsay.schema import NOT_STATED, Row, ranked
from hearsay.text.printed import quantity

COUNTED = {"mentions": ("o", GREY, 120), "articles": ("s", SOFT, 54), "origins": ("D", INK, 24)}
"""What is counted for each claim, with its mark, colour and area: where counts are equal each still shows behind the next."""
READ = "A long line: many statements that few origins vouch for."
ROW = 0.4
FROM_WHOM = "From whom do they have it?"
MOST_OUTLETS = 6
"""Outlets that get a column of their own."""
UPSTREAM, SPEAKERS = 0.3, 0.72
"""Where the upstream and its speakers begin, as shares of the sheet's width."""
FORM = {"stated": "-", "inferred": (0, (4, 3))}


@chart
def claims(claims: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """How often each claim is stated, in how many articles, and how many origins vouch for it.

    Parameters
    ----------
    claims
        The table, or some of its rows: all rows of each claim shown.
    {ax}

    Notes
    -----
    The 24 claims with the most mentions. Look at how far the origins (diamonds) stay behind the mentions: many mentions with one
    origin are one source repeated. Origins are those that the texts do not show to be one: at most so many, and where nobody is
    named perhaps none. Claims are found by likeness of sentences, and many are missed: the chart does not say how much of a story
    is corroborated.
    """
    every = claims.drop_duplicates("claim_no")
    shown = every.sort_values(["mentions", "claim_no"], ascending=[False, True]).head(MOST)
    caption = (
        "● sentences that state it  ·  ■ articles that have it  ·  ◆ origins that the texts do not show to be one. A claim is "
        "named by its shortest mention. Origins are at most so many; an origin that nobody names may be none."
    )
    page = sheet(
        ax, list(shown["claim"]), title="How many origins stand behind what many state?",
        note=f"{READ} {first_of(len(every), MOST, 'claims')}".strip(), caption=caption,
        row=ROW, foot=0.5,
    )  # fmt: skip
    for place, (name, (marker, colour, area)) in enumerate(COUNTED.items()):
        page.axes.scatter(shown[name], range(len(shown)), marker=marker, s=area, color=colour, label=name, zorder=3 + place)
    ends = zip(shown["origins"], shown["mentions"], strict=True)
    for y, (low, high) in enumerate(ends):
        page.axes.hlines(y, low, high, color=GREY, linewidth=1, label="_span", zorder=1)
    words = [Words(y, _told(row)) for y, row in enumerate(shown.itertuples(index=False))]
    scale(page, 0.0, float(shown["mentions"].max()) if len(shown) else 1.0, words, name="count", ticks=6, integer=True)
    return page.chart()


def _told(claim: Row) -> str:
    return f"{quantity(claim.origins, 'origin')}\n{claim.named_origins} named"


@chart
def upstreams(relays: pd.DataFrame, articles: pd.DataFrame | None = None, *, ax: Axes | None = None) -> Chart:
    """Outlet, upstream, speaker: through whom articles have what they report, as they state it or as shared passages suggest.

    Parameters
    ----------
    relays, articles
        The tables. With `articles` the rows carry the outlets' names.
    {ax}

    Notes
    -----
    One row for each article and upstream, rows of one upstream together; of more than 24 articles one row for each upstream, and
    a column an outlet: how many of its articles have something from there. Several outlets behind one upstream are one source. A
    broken line is an inference: the article shares a passage with another one that names the upstream, and does not name it
    itself. An upstream that nobody names and no shared words betray is not here.
    """
    named = relays[relays["upstream"] != NOT_STATED]
    table = None if articles is None else rows(articles, articles)
    if table is not None and table.pooled:
        return _of_outlets(ax, named, table)
    chains = _chains(named)
    ids = list(dict.fromkeys(named["article_id"])) if articles is None else list(articles["article_id"])
    names = article_names(articles, ids)
    shown = chains.head(MOST)
    unknown = relays["article_id"].nunique() - named["article_id"].nunique()
    others = f" {unknown} more say only that somebody reported it." if unknown else ""
    caption = (
        "Whole line: the article names the upstream (places in brackets). Broken line: inferred from a passage shared with "
        f"an article that names it. At the right: whose words these are in the end. A lower bound.{others}"
    )
    page = sheet(
        ax, [names[article] for article in shown["article_id"]], title=FROM_WHOM,
        note=f"From left to right: article, upstream, speaker. {first_of(len(chains), MOST, 'rows')}".strip(), caption=caption,
        row=ROW,
    )  # fmt: skip
    _draw_chains(page, shown)
    return page.chart()


def _of_outlets(ax: Axes | None, named: pd.DataFrame, table: Rows) -> Chart:
    """A row an upstream, those of the most articles first; a column an outlet: its articles that have something from there."""
    pairs = named.drop_duplicates(["upstream", "article_id"])
    counts = pairs["upstream"].value_counts()
    shown = ranked(pairs["upstream"])[:MOST]
    sizes = [len(each) for each in table.per_article(pairs)]
    chosen = sorted(sorted(range(table.named), key=lambda row: -sizes[row])[:MOST_OUTLETS])
    by_row = table.place(pairs).groupby(["upstream", "row"]).size()
    columns = [count_column(table.labels[row], [int(by_row.get((name, row), 0)) for name in shown]) for row in chosen]
    caption = (
        "Articles that have something from an upstream, as they state it, or as a passage suggests that they share with one "
        "that does. "
        "A lower bound. Outlets differ in how many articles they have: compare down a column."
    )
    if table.named > MOST_OUTLETS:
        caption += f" The {MOST_OUTLETS} outlets with the most articles, of {table.named}."
    cut = first_of(len(counts), MOST, "upstreams")
    page = sheet(ax, shown, title=FROM_WHOM, note=f"{table.note} A row an upstream. {cut}".strip(), caption=caption, head=0.5)
    bar_table(page, [*columns, words_column("in all", [f"{counts[name]:,}" for name in shown])])
    return page.chart()


def _chains(relays: pd.DataFrame) -> pd.DataFrame:
    """One row per article, upstream and basis: the speakers, and the number of places; upstreams of most articles first."""
    rows = relays.groupby(["upstream", "article_id", "basis"], sort=True)["speaker"].agg(list).reset_index()
    rows["places"] = rows["speaker"].map(len)
    rows["speakers"] = rows["speaker"].map(lambda names: ", ".join(dict.fromkeys(n for n in names if n != NOT_STATED)))
    rows["shared_by"] = rows.groupby("upstream")["article_id"].transform("nunique")
    order = ["shared_by", "upstream", "basis", "article_id"]
    return rows.sort_values(order, ascending=[False, True, False, True], kind="stable").reset_index(drop=True)


def _draw_chains(page: Sheet, chains: pd.DataFrame) -> None:
    ax, wide = page.axes, page.inches
    ax.set_xlim(0, 1)
    without_scale(page)
    groups = {name: number for number, name in enumerate(dict.fromkeys(chains["upstream"]))}
    for y, row in enumerate(chains.itertuples(index=False)):
        if groups[row.upstream] % 2 == 0:
            band(page, y, alpha=0.6)
        ends = [0.0, UPSTREAM - 0.02]
        ax.plot(ends, [y, y], label=f"_{row.basis}", color=INK, linewidth=1.2, linestyle=FORM[row.basis])
        name = middle_cut(row.upstream, (SPEAKERS - UPSTREAM - 0.12) * wide, SMALL)
        told = f"{name} ({row.places})" if row.basis == "stated" else f"{name} (inferred)"
        ax.text(UPSTREAM, y, told, va="center", fontsize=SMALL, color=INK)
        if row.speakers:
            ax.plot([SPEAKERS - 0.05, SPEAKERS - 0.015], [y, y], label="_speaker", color=GREY, linewidth=1)
            speakers = fitted_text(row.speakers, (1 - SPEAKERS) * wide, SMALL, lines=2)
            ax.text(SPEAKERS, y, speakers, va="center", fontsize=SMALL, color=SOFT, linespacing=1.0)
