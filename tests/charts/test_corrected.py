"""Corrected figures: the three side by side, and in the charts of the tool's figures."""

from __future__ import annotations

import inspect
import re

import pandas as pd
import pytest

import charts_data as data
from hearsay import charts
from hearsay.charts.base.chart import NOT_CORRECTED
from hearsay.charts.base.corrected_marks import Marks, row_marks
from hearsay.charts.base.rows import rows
from hearsay.charts.corrected import corrected
from hearsay.errors import InputError
from hearsay.framing.frame_heads import QUESTIONS
from hearsay.validation import corrected_figures as figures
from hearsay.validation.corrected_tables import corrected_gaps, corrected_lifts, corrected_shares

ARTICLES = data.articles(5)
SAID = data.attributions(ARTICLES)
CODED = data.coded(SAID)
ALL_CODED = data.coded(SAID, share=1.0)
TONE = data.tone(data.sentences(ARTICLES))
TONE_CODED = data.coded_tone(TONE, ARTICLES, share=1.0)


def answers(coded) -> pd.DataFrame:
    """What was answered of every item, with what is known of it."""
    return coded.items.merge(coded.codings.drop(columns="article_id"), on="item")


def lines(chart) -> dict[str, str]:
    """What the chart says of each article, a row each."""
    found = chart.text.splitlines()
    told = [next(line for line in found if line.startswith(f"{name}: ")) for name in chart.table["row"]]
    return dict(zip(ARTICLES["article_id"], told, strict=True))


def test_the_three_figures_stand_in_one_row() -> None:
    table = corrected_shares(CODED, "stance", by="article_id")
    text = corrected(table, ARTICLES).text
    first = table.iloc[0]
    line = next(line for line in text.splitlines() if line.startswith("all · neutral"))
    for name, value in (("coded alone", first["coded"]), ("corrected", first["corrected"]), ("the tool", first["machine"])):
        assert f"{name} {value:.3g}" in line
    assert f"of the corrected {first['low']:.3g} to {first['high']:.3g}" in line
    assert f"{first['n_coded']} of {first['n']}" in line
    assert "Outlet $0$ & Sons · neutral" in text


def test_each_row_has_marks_of_its_own_and_none_without_codings() -> None:
    listed = data.articles(5)
    said = data.attributions(listed)
    table = rows(said, listed)
    marks = row_marks(data.coded(said), table, lambda coded: figures.shares(coded, "stance"))
    first, second = (marks.at("neutral", row) for row in (0, 1))
    assert first and second and first != second
    assert row_marks(None, table, lambda coded: figures.shares(coded, "stance")) == Marks()


def test_a_table_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="lacks 'figure'"):
        corrected(data.shares(3))


def test_a_chart_shows_where_the_corrected_share_lies() -> None:
    plain, marked = (charts.identifiability(SAID, ARTICLES, corrected=coded) for coded in (None, CODED))
    table = corrected_shares(CODED, "identifiability", values={"document": ["document"]}, by="article_id").set_index("group")
    for article, line in lines(marked).items():
        row = table.loc[article]
        assert f"document, corrected {row['corrected']:.3g}" in line
        assert f"document, interval {row['low']:.3g} to {row['high']:.3g}" in line
    assert "corrected by" in marked.text and "corrected" not in plain.text


def test_a_count_is_corrected_to_how_many_of_those_found_are_so() -> None:
    marked = charts.stances(SAID, ARTICLES, by="article", corrected=CODED)
    table = corrected_shares(CODED, "stance", values={"denial": ["denial"]}, by="article_id", of_found=True).set_index("group")
    n = (SAID["level"] == 1).groupby(SAID["article_id"]).sum()
    for article, line in lines(marked).items():
        assert f"denial: denied, corrected {n[article] * table.at[article, 'corrected']:.3g}" in line


def test_sentences_are_corrected_frame_by_frame(seeds, tmp_path) -> None:
    from hearsay.validation.coded import coded_items
    from hearsay.validation.coding_session import CodingSession

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
    from hearsay.validation.coded import coded_items
    from hearsay.validation.coding_session import CodingSession
    from hearsay.validation.corrected_tables import corrected_figures

    with CodingSession(seeds, tmp_path, "ann", what="portrayals", n=120) as session:
        while not session.done:
            session.answer("1" if session.item["start"] % 3 else "3")
    coded = coded_items(seeds, tmp_path)
    text = charts.portrayal(seeds.portrayals, seeds.articles, actors=["Iran"], corrected=coded).text
    article = seeds.articles["article_id"].iat[1]
    cell = coded.items.assign(cell=coded.items["article_id"] + coded.items["actor"] + coded.items["voice"])
    held = type(coded)(coded.task, cell, coded.codings)
    table = corrected_figures(held, figures.means(held, "score"), by="cell", population="these articles")
    value = table.set_index("group").at[f"{article}Iranattributed", "corrected"]
    assert f"attributed words, corrected {value:.3g}" in text and "120 of" in text
    with pytest.raises(InputError, match="codings of portrayals"):
        charts.tone(seeds.tone, seeds.articles, corrected=coded)
    with pytest.raises(InputError, match="codings of portrayals"):
        charts.identifiability(seeds.attributions, seeds.articles, corrected=coded)


def test_every_chart_is_corrected_or_says_why_it_cannot_be() -> None:
    for name, draw in charts.CHARTS.items():
        assert ("corrected" in inspect.signature(draw).parameters) == (name not in NOT_CORRECTED), name
    with pytest.raises(InputError, match="loaded takes no corrected=: it counts the words of a list"):
        charts.loaded(data.loaded(data.sentences(ARTICLES)), ARTICLES, corrected=CODED)


def test_with_all_coded_each_chart_of_speakers_shows_what_was_coded() -> None:
    given = answers(ALL_CODED)
    floor, hops, doubts = (
        lines(draw(SAID, ARTICLES, corrected=ALL_CODED))
        for draw in (charts.voices, charts.relays, lambda *tables, **given: charts.stances(*tables, by="article", **given))
    )
    officials = given["source_type"].isin(["named official", "unnamed official", "government or institution"])
    for article, part in given.groupby("article_id"):
        heard = part[(part["side"] == "Russia") & (part["source_type"] != "none")]
        assert f"Russian officials, corrected {officials[heard.index].sum()};" in floor[article]
        assert f"Russian others, corrected {(~officials[heard.index]).sum()};" in floor[article]
        assert f"second-hand, corrected {(part['hop'] == 2).mean():.3g};" in hops[article]
        assert f"denial: denied, corrected {(part['stance'] == 'denial').sum()};" in doubts[article]


def test_with_all_coded_a_side_has_the_stances_that_were_coded() -> None:
    text = charts.stances(SAID, ARTICLES, corrected=ALL_CODED).text
    given = answers(ALL_CODED).query("source_type != 'none'")
    for side in ("Iran", "France"):
        line = next(line for line in text.splitlines() if line.startswith(f"{side}: "))
        assert f"doubtful: claimed, corrected {((given['side'] == side) & (given['stance'] == 'doubtful')).sum()};" in line


def test_marks_of_speakers_are_of_the_body_and_of_their_questions() -> None:
    with pytest.raises(InputError, match="attributions of the body"):
        charts.voices(SAID, ARTICLES, zone="all", corrected=CODED)
    without = type(CODED)(CODED.task, CODED.items, CODED.codings.drop(columns="side"))
    with pytest.raises(InputError, match="countries and types of speakers; the codings lack side"):
        charts.voices(SAID, ARTICLES, corrected=without)


def test_indicators_that_codings_determine_are_marked_in_their_cells() -> None:
    text = charts.indicators(data.indicators(ARTICLES), ARTICLES, corrected=ALL_CODED).text
    given = answers(ALL_CODED)
    heard = given[~given["source_type"].isin(["none", "document or intelligence", "media outlet"])]
    unnamed = heard["identifiability"].isin(["anonymous", "vague collective", "role unique"])
    line = next(line for line in text.splitlines() if line.startswith("S3 unnamed sources"))
    shares = unnamed.groupby(heard["article_id"]).mean().drop(ARTICLES["article_id"].iat[3])  # a paywall cuts that one
    marked = line.partition("; unnamed sources, corrected ")[2].partition(";")[0]
    assert sorted(marked.split(", ")) == sorted(f"{share:.3g}" for share in shares)
    assert "S3, S3 people, S10, S12, S13 sources" in text
    assert "corrected" not in next(line for line in text.splitlines() if line.startswith("S9"))


def test_tone_is_corrected_in_each_lane() -> None:
    given = answers(TONE_CODED).assign(score=lambda table: table["label"].map({"negative": -1.0, "neutral": 0.0}))
    apart = lines(charts.voices_apart(TONE, ARTICLES, analyzer="textblob", corrected=TONE_CODED))
    under = lines(charts.tone(TONE, ARTICLES, analyzers=["textblob"], corrected=TONE_CODED))
    for article, part in given.groupby("article_id"):
        own = part.loc[part["voice"] == "outlet", "score"].mean()
        if own != own:
            continue
        assert f"own words, corrected {own:.3g}" in apart[article] and f"own words, corrected {own:.3g}" in under[article]


def test_a_gap_in_tone_is_corrected_under_each_lexicon() -> None:
    from hearsay.tone.robustness import robustness

    one, other = ARTICLES["article_id"].iloc[[0, 1]]
    gaps = robustness(TONE, ARTICLES, by="article_id", between=(one, other))
    text = charts.robustness(gaps, ARTICLES, corrected=TONE_CODED).text
    own = TONE_CODED.among(TONE_CODED.items["voice"] == "outlet")
    table = corrected_gaps(own, figures.means(own, "vader"), (one, other), by="article_id", population="these articles")
    assert f"gap, corrected {table['corrected'].iat[0]:.3g}" in next(x for x in text.splitlines() if x.startswith("VADER"))
    by_hand = answers(own).assign(score=lambda t: -(t["label"] == "negative").astype(float)).groupby("article_id")["score"].mean()
    assert table["corrected"].iat[0] == pytest.approx(by_hand[one] - by_hand[other])


def test_frames_are_corrected_as_scales_and_as_lifts() -> None:
    coded = data.coded_articles(ARTICLES, share=1.0)
    text = lines(charts.article_frames(data.article_frames(ARTICLES), ARTICLES, corrected=coded))
    asked = [name for name, (frame, _) in QUESTIONS.items() if frame == "conflict"]
    for article, part in coded.codings.groupby("article_id"):
        assert f"conflict, corrected {part[asked].to_numpy().mean():.3g}" in re.sub(r" \(kappa [.\d]+\)", "", text[article])
    many = data.articles(24, outlets=3)
    told = data.sentences(many)
    sentences = data.coded_sentences(told, share=1.0)
    lift = charts.frames(data.frames(told), told, many, view="lift", corrected=sentences).text
    outlets = dict(zip(many["article_id"], many["outlet"], strict=True))
    grouped = type(sentences)(
        sentences.task, sentences.items.assign(outlet=sentences.items["article_id"].map(outlets)), sentences.codings
    )
    table = corrected_lifts(grouped, figures.shares(grouped, "conflict", {"conflict": (1,)}))
    given = answers(grouped)
    for row in table.itertuples():
        share, rest = (given.loc[(given["outlet"] == row.group) == same, "conflict"].mean() for same in (True, False))
        assert row.corrected == pytest.approx(share / rest) and row.low < row.corrected < row.high
        assert f"→ ×{row.corrected:.2g} [{row.low:.2g}, {row.high:.2g}]" in lift


def test_a_difference_of_outlets_is_corrected_on_the_scale_of_its_effect() -> None:
    compared = data.compared(8).replace({"measure": {"apart": "share anonymous"}})
    coded = data.coded_comparison()
    text = charts.comparison(compared, corrected=coded).text
    gap = corrected_gaps(coded, [figures.measures(coded)["share anonymous"]], ("A", "B")).iloc[0]
    row = compared[(compared["measure"] == "share anonymous") & (compared["a"] == "A") & (compared["b"] == "B")].iloc[0]
    line = next(x for x in text.splitlines() if x.startswith("A – B") and "corrected" in x)
    assert f"effect, corrected {gap['corrected'] * row['effect'] / row['difference']:.3g}" in line
    assert f"corrected {gap['corrected']:+.3g}".replace("-", "−") in line and "Not determined by them: alike, flat." in text
    with pytest.raises(InputError, match="correct none of these measures"):
        charts.comparison(data.compared(8), corrected=coded)
