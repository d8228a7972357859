"""Corrected figures: the three side by side, and in the charts of the tool's figures."""

from __future__ import annotations

import pytest

import charts_data as data
from hearsay import charts
from hearsay.charts.base.corrected_marks import figure
from hearsay.charts.corrected import corrected
from hearsay.errors import InputError
from hearsay.validation.corrected_tables import corrected_shares

ARTICLES = data.articles(5)
SAID = data.attributions(ARTICLES)
CODED = data.coded(SAID)


def test_the_three_figures_stand_in_one_row() -> None:
    table = corrected_shares(CODED, "stance", by="article_id")
    text = corrected(table, ARTICLES).text
    first = table.iloc[0]
    line = next(line for line in text.splitlines() if line.startswith("all · neutral"))
    for name, value in (("coded alone", first["coded"]), ("corrected", first["corrected"]), ("the tool", first["machine"])):
        assert f"{name} {value:.3g}" in line
    assert f"of the corrected {first['low']:.3g} to {first['high']:.3g}" in line
    assert f"{first['n_coded']} of {first['n']}" in line
    assert "Outlet $0$ & Sons (000) · neutral" in text


def test_figures_are_short() -> None:
    assert [figure(value) for value in (0.312, -0.05, 3.2, 1.0)] == [".31", "−.05", "3.20", "1.00"]


def test_a_table_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="lacks 'figure'"):
        corrected(data.shares(3))


def test_a_chart_shows_where_the_corrected_share_lies() -> None:
    plain, marked = (charts.identifiability(SAID, ARTICLES, corrected=coded) for coded in (None, CODED))
    table = corrected_shares(CODED, "identifiability", values={"document": ["document"]}, by="article_id").set_index("group")
    for article, line in zip(ARTICLES["article_id"], marked.text.splitlines()[2:], strict=False):
        row = table.loc[article]
        assert f"document, corrected {row['corrected']:.3g}" in line
        assert f"document, interval {row['low']:.3g} to {row['high']:.3g}" in line
    assert "corrected by" in marked.text and "corrected" not in plain.text


def test_a_count_is_corrected_to_how_many_of_those_found_are_so() -> None:
    marked = charts.stances(SAID, ARTICLES, by="article", corrected=CODED)
    table = corrected_shares(CODED, "stance", values={"denial": ["denial"]}, by="article_id", of_found=True).set_index("group")
    n = (SAID["level"] == 1).groupby(SAID["article_id"]).sum()
    for article, line in zip(ARTICLES["article_id"], marked.text.splitlines()[2:], strict=False):
        assert f"denial: denied, corrected {n[article] * table.at[article, 'corrected']:.3g}" in line


def test_sentences_are_corrected_frame_by_frame(seeds, tmp_path) -> None:
    from hearsay.validation.coding_session import CodingSession
    from hearsay.validation.corrected_tables import coded_items

    with CodingSession(seeds, tmp_path, "ann", what="frames", n=50, questions=["conflict", "morality"]) as session:
        while not session.done:
            session.answer("y" if session.item["start"] % 3 else "n")
    coded = coded_items(seeds, tmp_path)
    text = charts.frames(seeds.frames, seeds.sentences, seeds.articles, corrected=coded).text
    table = corrected_shares(coded, "conflict", values={"conflict": (1,)}, by="article_id").set_index("group")
    article = seeds.articles["article_id"].iat[2]
    assert f"corrected {table.at[article, 'corrected']:.3g}" in text and "50 of 77 sentences coded by hand" in text
    with pytest.raises(InputError, match="corrected by coded frames"):
        charts.frames(seeds.frames, seeds.sentences, seeds.articles, corrected=CODED)


def test_mentions_are_corrected_in_their_voice(seeds, tmp_path) -> None:
    from hearsay.validation.coding_session import CodingSession
    from hearsay.validation.corrected_tables import coded_items, corrected_means

    with CodingSession(seeds, tmp_path, "ann", what="portrayals", n=120) as session:
        while not session.done:
            session.answer("1" if session.item["start"] % 3 else "3")
    coded = coded_items(seeds, tmp_path)
    text = charts.portrayal(seeds.portrayals, seeds.articles, actors=["Iran"], corrected=coded).text
    article = seeds.articles["article_id"].iat[1]
    cell = coded.items.assign(cell=coded.items["article_id"] + coded.items["actor"] + coded.items["voice"])
    table = corrected_means(type(coded)(coded.task, cell, coded.codings), "score", by="cell", population="these articles")
    value = table.set_index("group").at[f"{article}Iranattributed", "corrected"]
    assert f"attributed words, corrected {value:.3g}" in text and "120 of" in text
    with pytest.raises(InputError, match="codings of portrayals"):
        charts.tone(seeds.tone, seeds.articles, corrected=coded)
    with pytest.raises(InputError, match="codings of portrayals"):
        charts.identifiability(seeds.attributions, seeds.articles, corrected=coded)
