"""Charts of attributions: what is drawn is what was counted."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import charts_data as data
from hearsay import schema
from hearsay.charts.base.chart import number
from hearsay.charts.base.rows import outermost
from hearsay.charts.base.speakers import frequent, speakers
from hearsay.charts.sources import adjective, heard_sides, identifiability, label_bounds, relays, speakers_of, voices
from hearsay.charts.stances import stances
from hearsay.statistics.intervals import of_articles


def test_what_is_drawn_is_what_was_counted() -> None:
    articles = data.articles(4)
    attributions = data.attributions(articles)
    chart = stances(attributions, articles, by="article")
    outer = attributions[attributions["level"] == 1]
    counted = pd.crosstab(outer["article_id"], outer["stance"])
    for bars in chart.axes.containers:
        widths = [bar.get_width() for bar in bars]
        assert widths == pytest.approx([counted.loc[article].get(bars.get_label(), 0) for article in articles["article_id"]])
    assert {bars.get_label() for bars in chart.axes.containers} == set(schema.STANCES)


def test_voices_tells_officials_of_a_side_from_its_other_speakers() -> None:
    attributions = data.attributions(data.articles(1), each=4).assign(
        level=[1, 1, 1, 2], side="Iran", source_type=["named official", "government or institution", "media outlet", "none"]
    )
    text = voices(attributions).text
    assert "Iranian officials 2; Iranian others 1; " in text and "printed 2 | 1 | n = 3" in text


def test_voices_says_how_far_a_difference_could_be_the_tools_own_doing() -> None:
    articles = data.articles(5)
    error = pd.DataFrame({"outlet": ["a", "b", "c"], "recall": [0.8, 0.5, 0.6]})
    caption = voices(data.attributions(articles), articles, error=error).caption
    assert "3 outlets" in caption and "50 % to 80 %" in caption and "1.60 times" in caption
    assert "own doing" not in voices(data.attributions(articles), articles).caption


def test_a_side_of_the_users_own_is_called_as_the_user_calls_it() -> None:
    assert speakers_of("Iran") == "Iranian speakers" and speakers_of("US") == "US speakers"
    assert speakers_of("the council") == "speakers of “the council”"


def test_sides_of_the_users_own_have_no_interval_and_no_measured_error() -> None:
    articles = data.articles(2)
    known = voices(data.attributions(articles).assign(side="Iran"), articles)
    own = voices(data.attributions(articles).assign(side="the council"), articles)
    assert "of the stated countries were right" in known.caption and "was not measured" not in known.caption
    assert "was not measured" in own.caption and "countries were right" not in own.caption
    assert "Iranian officials, interval" in known.text and "interval" not in own.text
    assert "Speakers of “the council” in " in own.title and "the council: officials" in own.text


def test_intervals_are_drawn_from_ten_attributions_on() -> None:
    for each, is_drawn in ((9, False), (10, True)):
        attributions = data.attributions(data.articles(1), each=each).assign(level=1, identifiability="named person")
        assert ("named, interval 0.722 to 1" in identifiability(attributions).text) is is_drawn


def test_an_article_without_attributions_has_its_row() -> None:
    articles = data.articles(2).assign(outlet=["Post", "Echo"])
    attributions = data.attributions(articles.head(1))
    assert re.search(r"^Echo: .*n = 0$", voices(attributions, articles).text, re.MULTILINE)


def test_many_articles_are_pooled_by_outlet_or_cut_and_the_chart_says_so() -> None:
    pooled = voices(data.attributions(data.articles(200, outlets=12)), data.articles(200, outlets=12))
    assert "200 articles, added up by outlet." in pooled.text
    rows = [label.get_text() for label in pooled.axes.get_yticklabels()]
    names = set(rows[1:12])
    assert len(names) == 12 - 1, "the two outlets that are not stated share a row"
    cut = voices(data.attributions(data.articles(60)))
    assert "The first 24 of 60 articles, in file order; the others are not shown." in cut.text


def test_relays_name_who_passes_on_and_how_often() -> None:
    said = data.attributions(data.articles(1), each=3).assign(hop=[1, 2, 3], level=[1, 1, 2], via=[(), ("A",), ("A", "B")])
    text = relays(said).text
    assert "first-hand 0.333; second-hand 0.333; third-hand or more 0.333" in text
    assert "| A 2×; B 1× | 2 + 1 = 3" in text
    assert "| nobody |" in relays(said.assign(via=[()] * 3)).text


def test_stances_of_a_side_with_few_attributions_are_too_few_to_compare() -> None:
    said = data.attributions(data.articles(4), each=3).assign(
        side=["Iran"] * 10 + ["US"] * 2, level=1, stance="neutral", source_type="other"
    )
    text = stances(said).text
    assert "Iran: neutral 10; assertive 0; doubtful 0; denial 0; printed 10 | 0 | 0 | 0 | n = 10\n" in text
    assert "n = 2, too few to compare" in text and "From 4 articles, added up." in text
    assert "All from this article." in stances(said, only="000").text
    first = said["article_id"].iloc[0]
    bunched = said.assign(article_id=said["article_id"].where(said.index < 5, first))
    assert "n = 10, too few to compare" in stances(bunched).text, "ten of two articles are two reporters' habits"


def test_identifiability_tells_who_is_named() -> None:
    kinds = ["named person", "anonymous", "document", "implicit"]
    said = data.attributions(data.articles(1), each=4).assign(level=1, identifiability=kinds)
    assert "named 0.25; unnamed 0.25; document 0.25; nobody is named 0.25" in identifiability(said).text


def test_attributions_of_headlines_are_counted_when_asked_for() -> None:
    said = data.attributions(data.articles(1), each=3).assign(level=1, zone=["title", "deck", "body"])
    assert "n = 1" in voices(said).text and "n = 3" in voices(said, zone="all").text


def test_sides_have_adjectives_where_the_places_know_one() -> None:
    assert [adjective(side) for side in ("Iran", "US", "NATO", "Atlantis")] == ["Iranian", "US", "NATO", "Atlantis"]


def test_sides_with_few_attributions_are_pooled_and_nobody_stands_apart() -> None:
    said = data.attributions(data.articles(1), each=4).assign(
        side=["b", "A", "A", schema.NOT_STATED], source_type=["other"] * 3 + ["none"]
    )
    assert frequent(said, 1) == {"A"}
    assert speakers(said, {"A"}).tolist() == ["other", "A", "A", "nobody is named"]


def said(*sides: str) -> pd.DataFrame:
    """Attributions of officials of these sides, in one article."""
    rows = [
        {"article_id": "a", "level": 1, "zone": "body", "side": side, "source_type": "named official", "counted": True}
        for side in sides
    ]
    return pd.DataFrame(rows)


def test_a_side_that_is_not_stated_is_a_bar_of_its_own_and_more_than_a_quarter_is_told() -> None:
    much, little = voices(said("Iran", "Iran", "not stated")), voices(said(*["Iran"] * 4, "not stated"))
    assert "side not stated 1" in much.text and "officials, side not stated" not in much.text
    assert "more than a quarter of the speakers is not stated in every row" in much.caption
    assert "more than a quarter" not in little.caption


def test_each_bar_of_a_side_carries_the_labels_error() -> None:
    text = voices(said("Iran", "Iran", "US", "not stated")).text
    low, high = label_bounds(2, 3, 1) or (0.0, 0.0)
    assert low < 2 < high <= 2 + 1 + 1
    assert f"Iranian officials, interval {low:.3g} to {high:.3g}" in text
    assert "side not stated, interval" not in text
    assert label_bounds(0, 3, 1) is None


def test_the_more_is_unknown_the_wider_is_the_error() -> None:
    narrow, wide = label_bounds(5, 5, 0), label_bounds(5, 5, 9)
    assert narrow and wide and narrow[0] == wide[0] and narrow[1] < wide[1]
    assert narrow[1] == 5


def test_what_was_not_said_is_left_out_and_told() -> None:
    table = said("Iran", "Iran", "US").assign(counted=[True, True, False])
    assert "n = 2" in voices(table).text
    assert "1 left out as not said, only expected, or an act" in voices(table).caption
    assert "n = 3" in voices(table.assign(counted=True)).text


def test_of_many_articles_each_side_has_its_share_of_every_outlet_with_an_interval_over_articles() -> None:
    articles = data.articles(60, outlets=3)
    said = data.attributions(articles, each=6).query("level == 1")
    text = voices(said, articles).text
    side, outlet = "Ukraine", articles["outlet"][0]
    of_outlet = said[said["article_id"].isin(articles.loc[articles["outlet"] == outlet, "article_id"])]
    spoken = (of_outlet["side"] == side) & (of_outlet["source_type"] != "none")
    k, n = spoken.groupby(of_outlet["article_id"]).sum(), of_outlet.groupby("article_id").size()
    low, high = of_articles(k.to_numpy(), n.to_numpy())
    part = text.partition("\nUkrainian: ")[2]
    line = next(line for line in part.splitlines() if line.startswith(f"{outlet}: "))
    assert f"printed {k.sum()} of {n.sum()} in 20 articles" in line and f"share {number(k.sum() / n.sum())}" in line
    assert f"interval {number(low)} to {number(high)}" in line
    shares = [float(line.split("share ")[1].split(";")[0]) for line in part.splitlines()[1:4]]
    assert shares[:2] == sorted(shares[:2], reverse=True), "the largest share first, what is not stated last"


def test_with_few_outlets_the_sides_of_the_corpus_have_rows_of_their_own_and_little_is_left_to_others() -> None:
    articles = data.articles(60, outlets=3)
    said = data.attributions(articles, each=6)
    assert heard_sides(outermost(said, "body"), 3) >= {"Iran", "US", "Ukraine", "Russia", "France"}
    assert len(heard_sides(outermost(said, "body"), 30)) == 3, "with many outlets there is room for few"
