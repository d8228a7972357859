"""The charts of tone: voices apart, the robustness fan, the reliability card, and the measured error below each."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

import charts_data as data
from drawn_text import text_boxes
from hearsay import charts, schema
from hearsay.errors import DataError, InputError
from hearsay.tone.robustness import robustness
from hearsay.validation import measured_error
from toned import many, toned


def apart(scores: dict[str, list[float | None]], others: dict[str, list[float | None]]) -> pd.DataFrame:
    return pd.concat([toned(scores), toned(others, voice="attributed")], ignore_index=True)


def test_voices_apart_joins_the_two_means_of_an_article() -> None:
    table = apart({"a": [0.5, 0.3, None, 0.1, 0.2, 0.4]}, {"a": [-0.5] * 5})
    text = charts.voices_apart(table, analyzer="vader").text
    assert (
        "own words 0.3; attributed words -0.5; printed own words +0.30, 5 of 6 scored | attributed words −0.50, 5 of 5 scored"
        in text
    )
    assert "Whose tone is it? VADER" in text


def test_voices_apart_shows_counts_alone_where_there_is_too_little() -> None:
    text = charts.voices_apart(apart({"a": [0.5] * 4}, {"b": [0.1] * 5}), analyzer="vader").text
    assert "a: printed own words 4 of 4 scored, too few | attributed words: none" in text
    assert "b: attributed words 0.1; printed own words: none | attributed words +0.10, 5 of 5 scored" in text


def test_a_sentence_counts_once_in_each_voice() -> None:
    table = toned({"a": [0.5, 0.1, 0.1, 0.1, 0.1]}, scorers=("vader",))
    halves = pd.concat([table, table.head(1).assign(start=4, polarity=-0.5)], ignore_index=True)
    assert "own words +0.08, 5 of 5 scored" in charts.voices_apart(halves, analyzer="vader").text


def test_sides_have_lanes_of_their_own() -> None:
    table = apart({"a": [0.1] * 5}, {"a": [-0.5] * 20}).query("analyzer == 'vader'").reset_index(drop=True)
    table["side"] = (
        ["", "North", "South", schema.NOT_STATED, "other"][:1] * 5 + ["North"] * 6 + ["South"] * 9 + [schema.NOT_STATED] * 5
    )
    text = charts.voices_apart(table, analyzer="vader", by="side").text
    assert "North −0.50, 6 of 6 scored | South −0.50, 9 of 9 scored | side not stated −0.50, 5 of 5 scored" in text


def test_many_articles_are_rows_of_outlets_with_intervals() -> None:
    articles = data.articles(60, outlets=3)
    table = data.tone(data.sentences(articles))
    chart = charts.voices_apart(table, articles, analyzer="vader")
    assert (
        "60 articles, added up by outlet." in chart.text and "own words, interval" in chart.text and "20 articles" in chart.text
    )
    few = data.articles(30, outlets=15)
    lines = charts.voices_apart(data.tone(data.sentences(few)), few, analyzer="vader").text.splitlines()
    assert all("2 articles, too few" in line and "interval" not in line for line in lines if "(2 articles): " in line)


def test_the_fan_shows_every_gap_sorted_and_the_count_of_signs() -> None:
    table, articles = many(8)
    found = robustness(table, articles)
    chart = charts.robustness(found)
    assert f"In {len(found)} of {len(found)} reasonable choices the mean of Outlet a is the higher." in chart.text
    assert "Unresolved" not in chart.text and "interval" in chart.text
    dots = [c for c in chart.axes.collections if c.get_label() in ("gap", "own words", "own and attributed")]
    assert sum(len(c.get_offsets()) for c in dots) == found["gap"].notna().sum()
    for name, row in zip(("textblob", "textblob-news", "vader"), range(3), strict=True):
        drawn = sorted(
            (tuple(point) for c in dots for point in c.get_offsets() if abs(point[1] - row) < 0.5), key=lambda point: -point[1]
        )
        assert [x for x, _ in drawn] == pytest.approx(sorted(found.loc[found["scorer"] == name, "gap"]))
    before = chart.text
    dots[0].set_offsets(dots[0].get_offsets() + [0.02, 0])
    assert chart.text != before


def test_the_fan_says_unresolved_and_draws_no_interval_on_single_articles() -> None:
    table = toned({"a": [0.5, 0.3], "b": [0.1, 0.2]})
    table.loc[table["analyzer"] == "vader", "polarity"] *= -1
    text = charts.robustness(robustness(table, by="article_id")).text
    assert "Unresolved: the sign depends on the choice. In 2 of 3 reasonable choices the mean of a is the higher." in text
    assert "No interval" in text and "these two articles, not their outlets" in text and "interval 0" not in text
    assert "nothing is scored" in charts.robustness(robustness(table.assign(polarity=np.nan), by="article_id")).text


def test_the_fan_takes_one_gap_only() -> None:
    one, other = (
        robustness(toned({"a": [0.1], "b": [0.2], "c": [0.3]}), by="article_id", between=p) for p in (("a", "b"), ("a", "c"))
    )
    with pytest.raises(InputError, match="2 pairs of groups"):
        charts.robustness(pd.concat([one, other]))
    with pytest.raises(InputError, match="lacks 'gap'"):
        charts.robustness(one.drop(columns="gap"))
    assert charts.robustness(one.head(0)).png()


def test_the_card_shows_what_the_files_hold() -> None:
    kept = json.loads((measured_error.files("hearsay") / "figures" / "tone-devtest_mt.json").read_text(encoding="utf-8"))
    text = charts.reliability().text
    for name, shown in (("textblob", "TextBlob"), ("textblob-news", "TextBlob, news patch"), ("vader", "VADER")):
        assert f"{shown} {measured_error.short(kept[f'{name}.macro_f1'])}" in text
        line = next(row for row in text.splitlines() if row.startswith(f"{shown}: "))
        assert (
            measured_error.short(kept[f"{name}.coverage"]) in line and measured_error.short(kept[f"{name}.right_at_30"]) in line
        )
    assert "1,476" in text and "alpha .82" in text
    order = measured_error.figures("comparison")
    textblob = measured_error.short(order["ordering textblob right"] / 100)
    assert f"{order['ordering pairs']:.0f} pairs, chance .50: TextBlob {textblob} [" in text
    assert (
        "not measured" in charts.reliability(["mine"]).text
        and "Never measured on news: mine." in charts.reliability(["mine"]).text
    )


def test_every_chart_of_tone_stands_on_its_measured_error(monkeypatch: pytest.MonkeyPatch) -> None:
    table = toned({"a": [0.5] * 6, "b": [0.1] * 6})
    drawings = {
        "tone": lambda: charts.tone(table),
        "voices_apart": lambda: charts.voices_apart(table, analyzer="vader"),
        "fan": lambda: charts.robustness(robustness(table, by="article_id")),
        "reliability": lambda: charts.reliability(["vader"]),
    }
    for name, draw in drawings.items():
        chart = draw()
        assert "VADER .52" in chart.text and chart.caption in chart.text, name
        assert any(text.get_gid() == "card" for text in chart.figure.texts), name
    monkeypatch.setattr(measured_error, "figures", lambda what: {})
    for name, draw in drawings.items():
        with pytest.raises(DataError, match="install Hearsay again"):
            print(name, draw())


def test_a_model_measured_on_the_same_file_stands_beside_the_lexicons(monkeypatch: pytest.MonkeyPatch) -> None:
    tone = measured_error.figures("tone")
    model = {
        "data": "devtest_mt",
        "data_sha256": tone["data_sha256"],
        "n": tone["n"],
        "macro_f1": 0.79,
        "entities": 20,
        "entity_r": 0.9,
    }
    model |= {"textblob.macro_f1": 0.1, "unsure": 0.25}
    monkeypatch.setattr(measured_error, "figures", lambda what: tone if what == "tone" else model)
    table = measured_error.table().set_index("analyzer")
    assert table.loc["portrayal", "macro_f1"] == 0.79 and table.loc["textblob", "macro_f1"] == tone["textblob.macro_f1"]
    assert table["data"].nunique() == 1 and table.loc["portrayal", "coverage"] == 0.75
    apart = measured_error.line(["vader", "portrayal"])
    assert "r: portrayal model .90 (20 entities)" in apart, "a lexicon that was not measured on these entities has no figure"
    model |= {"vader.entity_r": 0.5, "majority.macro_f1": 0.2}
    same = measured_error.line(["vader", "portrayal"])
    assert "VADER .50; portrayal model .90 (20 entities)" in same and "commonest class .20" in same


def test_an_instrument_has_one_figure_of_entities_whatever_stands_beside_it() -> None:
    every = measured_error.table().set_index("analyzer")
    assert every["entity_r"].notna().all() and every["entities"].nunique() == 1
    for name, row in every.iterrows():
        alone, figure = measured_error.table([name]).iloc[0], f"{row['name']} {measured_error.short(row['entity_r'])}"
        assert (alone["entity_r"], alone["entities"]) == (row["entity_r"], row["entities"])
        assert row["entity_r_low"] < row["entity_r"] < row["entity_r_high"]
        for line in (measured_error.line([name]), measured_error.line(list(every.index))):
            assert figure in line.split("Means of entities against people's, r: ")[1].split(" (97 entities)")[0].split("; ")


@pytest.mark.parametrize("n", [1, 5, 24, 60])
def test_no_text_of_these_charts_is_cut_off_or_runs_into_another(n: int) -> None:
    articles = data.articles(n, outlets=7 if n == 60 else None)
    table = data.tone(data.sentences(articles))
    sides = ["Iran", "US", "other", schema.NOT_STATED, "The Federated States of Micronesia"]
    attributed = table["voice"] == "attributed"
    table["side"] = [sides[i % 5] if quoted else "" for i, quoted in enumerate(attributed)]
    ids = list(articles["article_id"])
    drawn = [charts.voices_apart(table, articles, by=by) for by in ("voice", "side")] + [charts.reliability(["textblob", "mine"])]
    ends = ids[0], ids[-1]
    drawn += [charts.robustness(robustness(table, articles, by="article_id", between=ends), articles)] if n > 1 else []
    for chart in drawn:
        boxes, paper = text_boxes(chart), chart.figure.bbox
        for text, box in boxes:
            assert paper.x0 <= box.x0 and box.x1 <= paper.x1 and paper.y0 <= box.y0 and box.y1 <= paper.y1, text
        for i, (one, a) in enumerate(boxes):
            for other, b in boxes[i + 1 :]:
                assert min(a.x1, b.x1) - max(a.x0, b.x0) < 1 or min(a.y1, b.y1) - max(a.y0, b.y0) < 1, (one, other)


def test_empty_tables_make_charts_that_say_so() -> None:
    assert "Nothing to show" in charts.voices_apart(schema.frame("tone", [])).text
    with pytest.raises(InputError, match="no tone by 'vadar'"):
        charts.voices_apart(toned({"a": [0.1]}), analyzer="vadar")
    with pytest.raises(InputError, match="'planet'"):
        charts.voices_apart(toned({"a": [0.1]}), by="planet")
