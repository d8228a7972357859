"""The same gap under every choice, and the measured error of the instruments."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from hearsay import charts
from hearsay.charts.robustness import reliability
from hearsay.errors import DataError, InputError
from hearsay.text.printed import short
from hearsay.tone.robustness import robustness
from hearsay.validation import measured_error
from toned import many, outlets, toned


def test_the_chart_shows_every_gap_sorted_and_the_count_of_signs() -> None:
    table, articles = many(8)
    found = robustness(table, articles)
    chart = charts.robustness(found)
    assert f"In {len(found)} of {len(found)} reasonable choices the mean of Outlet a is the higher." in chart.text
    assert "Unresolved" not in chart.text and "interval" in chart.text
    dots = [c for c in chart.axes.collections if c.get_label() in ("gap", "own words", "own and attributed")]
    assert sum(len(c.get_offsets()) for c in dots) == found["gap"].notna().sum()
    for name, row in zip(("textblob", "textblob-news", "vader"), (1, 4, 7), strict=True):
        drawn = sorted(
            (tuple(point) for c in dots for point in c.get_offsets() if abs(point[1] - row) < 1.5), key=lambda point: -point[1]
        )
        assert [x for x, _ in drawn] == pytest.approx(sorted(found.loc[found["scorer"] == name, "gap"]))
    before = chart.text
    dots[0].set_offsets(dots[0].get_offsets() + [0.02, 0])
    assert chart.text != before


def test_the_chart_says_unresolved_and_draws_no_interval_on_single_articles() -> None:
    table = toned({"a": [0.5, 0.3], "b": [0.1, 0.2]})
    table.loc[table["analyzer"] == "vader", "polarity"] *= -1
    text = charts.robustness(robustness(table, by="article_id")).text
    assert "Unresolved: the sign depends on the choice. In 2 of 3 reasonable choices the mean of a is the higher." in text
    assert "No interval" in text and "these two articles, not their outlets" in text and "interval 0" not in text
    assert "nothing is scored" in charts.robustness(robustness(table.assign(polarity=np.nan), by="article_id")).text


def test_that_all_agree_is_printed_with_how_often_they_do_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {what: measured_error.figures(what) for what in ("tone", "portrayal", "comparison")}
    unmeasured = {name: value for name, value in kept["comparison"].items() if not name.startswith("same sign")}
    kept["comparison"] = unmeasured | {"same sign vader": 51.0}
    monkeypatch.setattr(measured_error, "figures", kept.__getitem__)
    text = charts.robustness(robustness(*many(8))).text
    lines = {line.partition(":")[0]: line for line in text.splitlines()}
    assert (
        "chance: 51 %" in lines["VADER"]
        and text.count("chance: ") == 1
        and "two articles of one and the same outlet, on BASIL" in " ".join(text.split())
    )


def test_portrayals_of_other_actors_are_said_to_be_refused() -> None:
    table, articles = toned({"a": [0.5], "b": [-0.5]}), outlets("a", "b")
    named = pd.DataFrame({"article_id": ["a", "b"], "actor": ["Doe", "Roe"], "positive": [0.9, 0.1]}).assign(
        sentence_no=0, start=0, end=3, voice="outlet", side="", negative=0.0, neutral=0.0, label="positive"
    )
    text = " ".join(charts.robustness(robustness(table, articles, portrayals=named)).text.split())
    assert "not compared" in text and "a name alone moves the model" in text


def test_the_chart_takes_one_gap_only() -> None:
    one, other = (
        robustness(toned({"a": [0.1], "b": [0.2], "c": [0.3]}), by="article_id", between=p) for p in (("a", "b"), ("a", "c"))
    )
    with pytest.raises(InputError, match="2 pairs of groups"):
        charts.robustness(pd.concat([one, other]))
    with pytest.raises(InputError, match="lacks 'gap'"):
        charts.robustness(one.drop(columns="gap"))
    assert charts.robustness(one.head(0)).png()


def test_the_instruments_are_drawn_as_the_files_hold_them() -> None:
    kept = json.loads((measured_error.files("hearsay") / "figures" / "tone-devtest_mt.json").read_text(encoding="utf-8"))
    text = reliability().text
    for name, shown in (("textblob", "TextBlob"), ("textblob-news", "TextBlob, news patch"), ("vader", "VADER")):
        line = next(row for row in text.splitlines() if row.startswith(f"{shown}: "))
        assert all(short(kept[f"{name}.{what}"]) in line for what in ("macro_f1", "coverage", "right_at_30"))
    assert "not measured" in reliability(["mine"]).text and "mine never measured" in reliability(["mine"]).text


def test_every_chart_of_tone_stands_on_its_measured_error(monkeypatch: pytest.MonkeyPatch) -> None:
    table = toned({"a": [0.5] * 6, "b": [0.1] * 6})
    drawings = {
        "tone": lambda: charts.tone(table),
        "voices_apart": lambda: charts.voices_apart(table, analyzer="vader"),
        "fan": lambda: charts.robustness(robustness(table, by="article_id")),
        "reliability": lambda: reliability(["vader"]),
    }
    for name, draw in drawings.items():
        chart = draw()
        assert "VADER .53; see the card" in chart.caption and " ".join(chart.caption.split()) in " ".join(chart.text.split()), (
            name
        )
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
        alone, figure = measured_error.table([name]).iloc[0], f"{row['name']} {short(row['entity_r'])}"
        assert (alone["entity_r"], alone["entities"]) == (row["entity_r"], row["entities"])
        assert row["entity_r_low"] < row["entity_r"] < row["entity_r_high"]
        for line in (measured_error.line([name]), measured_error.line(list(every.index))):
            assert figure in line.split("Means of entities against people's, r: ")[1].split(" (97 entities)")[0].split("; ")
