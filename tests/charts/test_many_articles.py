"""What charts show of many articles: outlets with shares and intervals over articles, sorted, and those of few in one line."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from matplotlib.collections import PathCollection

import charts_data as data
from hearsay import charts
from hearsay.charts.base.style import HUES
from hearsay.statistics.intervals import of_articles

ARTICLES = data.articles(40).assign(outlet=["Large"] * 20 + ["Other"] * 15 + ["Small"] * 3 + ["Smaller", "Smallest"])
SAID = data.attributions(ARTICLES).assign(level=1)
GATHERED = "3 outlets of under 4 articles (5 in all)"


def line(chart: charts.Chart, name: str) -> str:
    """What the chart says of one row."""
    return next(row for row in chart.text.splitlines() if row.startswith(f"{name}: "))


def _dots(chart: charts.Chart) -> list[PathCollection]:
    """The dots of all panels."""
    return [c for c in chart.axes.collections if isinstance(c, PathCollection) and c.get_label() in chart.table]


def test_a_share_stands_with_its_interval_over_articles() -> None:
    chart = charts.identifiability(SAID, ARTICLES)
    mine = SAID[SAID["article_id"].isin(ARTICLES["article_id"][:20])]
    named = mine["identifiability"].isin(["named person", "named organisation", "author"])
    k, n = named.groupby(mine["article_id"]).sum(), named.groupby(mine["article_id"]).size()
    low, high = of_articles(k.to_numpy(), n.to_numpy())
    told = line(chart, "Large (20 articles)")
    assert f"named {named.mean():.3g}" in told and f"named, interval {low:.3g} to {high:.3g}" in told
    assert f"{k.sum()} of {n.sum()}" in told or f"{named.mean():.0%}".replace("%", " %") in told
    assert f"{len(mine):,} in 20" in told


def test_outlets_stand_by_size_of_the_share_and_those_of_few_articles_last() -> None:
    said = SAID.assign(identifiability="anonymous")
    mine = said["article_id"].isin(ARTICLES["article_id"][20:35])
    said.loc[mine, "identifiability"] = "named person"
    chart = charts.identifiability(said, ARTICLES)
    assert chart.table["row"].tolist() == ["Other (15 articles)", "Large (20 articles)", GATHERED]
    assert "Too few to compare" not in chart.text, "what is too little is gathered"


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.voices(SAID, ARTICLES),
        lambda: charts.identifiability(SAID, ARTICLES),
        lambda: charts.relays(SAID, ARTICLES),
        lambda: charts.stances(SAID, ARTICLES, by="article"),
        lambda: charts.loaded(data.loaded(data.sentences(ARTICLES)), ARTICLES),
        lambda: charts.frames(data.frames(data.sentences(ARTICLES)), data.sentences(ARTICLES), ARTICLES),
        lambda: charts.article_frames(data.article_frames(ARTICLES), ARTICLES),
    ],
)  # fmt: skip
def test_an_outlet_has_one_interval_a_panel_and_one_colour(draw) -> None:
    chart = draw()
    assert "interval" in chart.text and "40 articles, added up by outlet." in chart.text
    if chart.table["row"].str.startswith("Large").sum() == 1:
        colours = {tuple(dots.get_facecolor()[0]) for dots in _dots(chart)}
        assert len(colours) <= 3, "two outlets, and grey"


def test_a_marked_word_is_counted_by_the_hundred() -> None:
    sentences = data.sentences(ARTICLES)
    marked = data.loaded(sentences)
    own = marked[(marked["voice"] == "outlet") & marked["article_id"].isin(ARTICLES["article_id"][:20])]
    rate = 100 * len(own) / ARTICLES["n_words"][:20].sum()
    told = line(charts.loaded(marked, ARTICLES), "Large (20 articles)")
    assert f"own words, per 100 words {rate:.3g}" in told and f"{rate:.2f} ({len(own)})" in told


def test_pages_of_an_outlet_are_one_strip() -> None:
    blocks = data.blocks(ARTICLES, each=4).assign(label=["body", "body", "title", "furniture"] * 40)
    told = line(charts.kept_blocks(blocks, ARTICLES), "Large (20 articles)")
    assert "body 0–50; title 50–75; furniture 75–100; printed 75 % kept least 75 %" in told


def test_an_upstream_is_counted_in_the_articles_of_each_outlet() -> None:
    relays = data.stated_relays(ARTICLES)
    chart = charts.upstreams(relays, ARTICLES)
    large = relays[relays["article_id"].isin(ARTICLES["article_id"][:20]) & (relays["upstream"] == "Agency")]
    told = line(chart, "Agency")
    assert f"Large (20 articles) {large['article_id'].nunique()};" in told
    every = relays[relays["upstream"] == "Agency"]["article_id"].nunique()
    assert told.endswith(f"| {every}") and "not stated" not in chart.text


def test_indicators_are_added_up_by_outlet() -> None:
    table = data.indicators(ARTICLES)
    chart = charts.indicators(table, ARTICLES, show=["S3", "P1"])
    assert "columns: Large (20 articles) | Other (15 articles)" in chart.text and "Small" not in chart.text
    mine = table[(table["indicator"] == "S3") & table["article_id"].isin(ARTICLES["article_id"][:20]) & table["value"].notna()]
    share = mine["k"].sum() / mine["n"].sum()
    told = line(chart, "S3 unnamed sources")
    assert told.startswith(f"S3 unnamed sources: share {share:.3g},") and f"printed {share:.0%}".replace("%", " %") in told
    assert "own date: 20" in line(chart, "P1 byline"), "a category: the commonest, and in how many articles"


def test_sides_that_are_heard_little_are_gathered() -> None:
    sides = [f"Side {n:02}" for n in range(20)]
    said = SAID.assign(side=[sides[min(place % 40, 19)] for place in range(len(SAID))], source_type="other")
    chart = charts.stances(said, ARTICLES)
    assert chart.table["row"].tolist()[-1] == "8 sides heard less" and len(chart.table) == 13
    assert "Side 19" in chart.text, "heard most"


OF_OUTLETS = ("identifiability", "relays", "stances (by article)", "loaded", "tone", "voices_apart", "upstreams", "word_shift")


@pytest.mark.parametrize("n", [3, 30])
def test_no_outlet_has_the_colour_of_a_side(n: int) -> None:
    drawn = data.drawings(data.articles(n, outlets=3))

    def hued(name: str) -> bool:
        svg = drawn[name]().svg()
        return any(hue.encode() in svg for hue in HUES)

    assert not any(map(hued, OF_OUTLETS)) and hued("stances")


def test_of_very_many_outlets_the_largest_are_shown() -> None:
    sizes = {f"Outlet {n:02}": 4 + n for n in range(30)}
    names = [name for name, k in sizes.items() for _ in range(k)]
    articles = data.articles(len(names)).assign(outlet=names)
    chart = charts.identifiability(data.attributions(articles, each=2), articles)
    assert len(chart.table) == 24 and "the largest of 30; the others are not shown" in chart.text
    assert "Outlet 29" in chart.text and "Outlet 05" not in chart.text


def test_of_few_articles_statements_are_parted_and_lead_to_their_addresses() -> None:
    articles = data.articles(2)
    said = data.attributions(articles, each=6).assign(level=1)
    links = {(row.article_id, row.attribution_no): f"../a.html#s{row.attribution_no}" for row in said.itertuples()}
    chart = charts.voices(said, articles, links=links)
    assert sorted(set(re.findall(rb'xlink:href="([^"]+)"', chart.svg()))) == [f"../a.html#s{n}".encode() for n in range(6)]
    assert sum(len(lines.get_segments()) for lines in chart.axes.collections if lines.get_label() == "_units") > 0
    assert charts.voices(said, articles).text == chart.text and b'xlink:href="../' not in charts.voices(said, articles).svg()


def test_the_title_counts_the_two_sides_that_are_heard_most() -> None:
    articles = data.articles(1)
    said = data.attributions(articles, each=4).assign(level=1, source_type="other", side=["US", "Iran", "US", "Iran"])
    title = charts.voices(said, articles).title
    assert title == "Who is given the floor? Iranian speakers in 2 of 4 statements, US speakers in 2"


def test_where_no_voice_has_enough_a_sentence_stands_instead_of_an_empty_picture() -> None:
    few = data.tone(data.sentences(data.articles(2), each=2))
    chart = charts.voices_apart(few, data.articles(2), analyzer="vader")
    assert "Nothing to show: no voice has 5 scored sentences in an article" in chart.text and chart.table.empty


def test_a_side_keeps_its_colour_whichever_rows_are_shown() -> None:
    said = SAID.copy()
    said.attrs["sides"] = ["US", "Iran", "Russia", "Ukraine", "France"]

    def colour_of(table: pd.DataFrame, side: str) -> set[str]:
        bars = charts.voices(table, data.articles(3)).axes.containers
        return {str(bar.patches[0].get_facecolor()) for bar in bars if bar.get_label() == f"{side} officials"}

    few = said[said["article_id"].isin(ARTICLES["article_id"][:3]) & said["side"].isin(["US", "Iran", "Russia"])]
    without = few[few["side"] != "US"]
    assert colour_of(few, "Iranian") == colour_of(without, "Iranian") != set()
