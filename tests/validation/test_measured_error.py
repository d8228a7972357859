"""Figures of benchmarks: read from a folder or from the package, and printed below a chart."""

import json

import pandas as pd
import pytest

from hearsay.errors import DataError
from hearsay.text.printed import short
from hearsay.tone.scorers import NAMES, PORTRAYAL
from hearsay.validation import error_by, measured_error
from hearsay.validation.measured_error import by_split, figures, line, read_benchmark_figures, table


def test_figures_are_numbers_and_words_and_nothing_else(tmp_path):
    (tmp_path / "tone-mine.json").write_text(json.dumps({"data": "mine", "n": 12, "vader.macro_f1": 0.5}))
    (tmp_path / "tone-mine.txt").write_text("not read")
    assert read_benchmark_figures(tmp_path, "tone") == {"mine": {"data": "mine", "n": 12, "vader.macro_f1": 0.5}}
    assert read_benchmark_figures(tmp_path) == {} == read_benchmark_figures(tmp_path / "nowhere", "tone")
    for wrong in ("[1]", '{"n": [1]}', '{"n": null}', "{"):
        (tmp_path / "tone-wrong.json").write_text(wrong)
        with pytest.raises(DataError, match=r"tone-wrong\.json: no figures"):
            read_benchmark_figures(tmp_path, "tone")


def test_the_package_holds_the_figures_of_every_instrument():
    assert set(by_split("tone")) == {"devtest_mt"} and set(by_split("frames")) == {"basil", "seeds"}
    assert figures("tone")["data_sha256"] == figures(PORTRAYAL)["data_sha256"]
    assert figures("nothing") == {}


def test_each_instrument_has_one_row_and_what_was_not_measured_is_missing():
    rows = table(["vader", PORTRAYAL, "mine"]).set_index("analyzer")
    assert rows["name"].tolist() == [NAMES["vader"], NAMES[PORTRAYAL], "mine"]
    assert rows.loc["vader", "macro_f1"] == figures("tone")["vader.macro_f1"]
    assert rows.loc[PORTRAYAL, "coverage"] == pytest.approx(1 - figures(PORTRAYAL)["unsure"])
    assert rows.loc["mine", measured_error.MEASURES[0] :].isna().all()
    assert rows.loc["vader", "chance"] == rows.loc[PORTRAYAL, "chance"] > 0
    assert len(table()) == len(NAMES)


def test_the_line_below_a_chart_says_what_it_rests_on():
    told = line(["vader", "mine"])
    assert "VADER" in told and short(figures("tone")["vader.macro_f1"]) in told and "Never measured on news: mine." in told
    assert "No lexicon knows whom a sentence is about." in told and "No lexicon" not in line([PORTRAYAL])
    assert f"{int(figures('comparison')['ordering pairs'])} pairs" in told


def test_counts_are_corrected_under_each_benchmark():
    error = pd.DataFrame({"benchmark": ["x", "x"], "outlet": ["a", "b"], **{name: [0.5, 0.5] for name in measured_error.SHARES}})
    found = measured_error.corrected(pd.Series({"a": 10, "c": 4}), error).set_index("outlet")
    assert found.loc["a", "corrected"] == pytest.approx(10) and found.loc["c", "measured_on"] == "all others"
    assert set(measured_error.corrected(pd.Series({"a": 10}), error.head(0))["measured_on"]) == {"not measured"}


def test_what_comparisons_were_measured_to_do_is_read_from_the_file():
    alarms = measured_error.false_alarms()
    assert alarms["articles"].tolist() == ["5 and 5", "20 and 20", "12 events of both"] and (alarms["measures"] > 10).all()
    assert (alarms["least"] <= alarms["mean"]).all() and (alarms["mean"] <= alarms["most"]).all()
    kept = measured_error.figures("comparison")
    assert alarms["most"].tolist() == [kept[f"null {design} worst"] for design in ("5+5", "20+20", "paired")]
    order = measured_error.ordering().set_index("name")
    assert order.loc["spans that people marked", "told"] and order.loc["VADER", "right"] == kept["ordering vader right"] / 100
    assert (order["told"] == ((order["low"] > 0.5) | (order["high"] < 0.5))).all()
    assert 0 < measured_error.same_sign("vader") < 1 and pd.isna(measured_error.same_sign("mine"))
    patch = measured_error.news_patch()
    assert 0 < patch["scored"] < patch["scored before"] < 1 and 0 < patch["takes out"] < 1


def test_the_card_says_who_is_told_from_chance():
    order = measured_error.ordering().set_index("name")
    line = measured_error.line(["vader"])
    assert ("no better than chance" in line) == (not order.loc["VADER", "told"])


def test_in_charts_of_measured_errors_thousands_have_their_comma():
    shares = {"confidence": [".9–1.0"], "mean_confidence": [0.95], "k": [1054], "n": [1536], "share": [1054 / 1536]}
    assert measured_error.curve(pd.DataFrame({"benchmark": ["dev"], **shares}))["printed"].tolist() == ["1,054 of 1,536"]
    error = {"label": ["hop"], "by": ["outlet"], "group": ["CNN"], "right": [0.5], "n": [1717], "articles": [1179]}
    assert error_by.drawn(pd.DataFrame(error), "hop", "outlet")["printed"].tolist() == ["50 % of 1,717, 1,179 articles"]
