"""Evidence in its co-text, extractors side by side, and benchmark figures as tables."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hearsay as hs
from hearsay.charts import intervals
from hearsay.display import concordance
from hearsay.errors import DataError, InputError
from hearsay.validation import extractors, measured_error

ROOT = Path(__file__).parents[2]


def documents(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"document_id": [f"{i}.txt" for i in range(len(texts))], "text": list(texts)})


def places(*spans: tuple[int, int]) -> pd.DataFrame:
    table = pd.DataFrame(spans, columns=["start", "end"]).astype("Int64")
    return table.assign(article_id="0.txt", note="n")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.data())
def test_the_evidence_is_cut_where_the_offsets_say(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = concordance.in_context(documents(text), places((start, end)), ["note"], width=5)
    ((note, before, evidence, after),) = lines.rows
    assert (
        note == "n"
        and evidence.split() == "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text[start:end]).split()
    )
    assert len(before) <= 6 and len(after) <= 6 and "\n" not in repr(lines).replace(concordance.NOTHING, "")


def test_nothing_of_a_text_becomes_html():
    html = concordance.in_context(documents("a <b>x</b> & \x1b[2J"), places((2, 5)), ["note"])._repr_html_()
    assert "<b>x" not in html and "&lt;b&gt;" in html and "\x1b" not in html and "mathjax_ignore" in html


def test_rows_without_a_place_are_left_out_and_many_are_counted():
    table = pd.concat([places(*[(0, 1)] * 5), pd.DataFrame({"start": [pd.NA], "end": [pd.NA], "article_id": "0.txt"})])
    lines = concordance.in_context(documents("abc"), table, most=3)
    assert len(lines.rows) == 3 and lines.note == "… and 2 more."
    empty = concordance.in_context(documents("abc"), table.head(0))
    assert repr(empty) == concordance.NOTHING == empty._repr_html_()[3:-4]


def test_spans_and_marks_are_spread_one_to_a_row():
    table = pd.DataFrame({"article_id": ["a", "b", "c"], "evidence": [((1, 2), (3, 4)), (), ((5, 6),)]})
    assert concordance.spread_sample(table)[["article_id", "start", "end"]].to_numpy().tolist() == [
        ["a", 1, 2],
        ["a", 3, 4],
        ["c", 5, 6],
    ]
    marks = concordance.spread_sample(pd.DataFrame({"article_id": ["a"], "evidence": [((1, 2, 0.5),)]}))
    assert marks["value"].tolist() == [0.5]
    assert {"start", "end", "value"} <= set(concordance.spread_sample(table.head(0)))


def test_terms_are_found_with_their_endings():
    text = "He confirmed it. The confirmation came in May; he may confirm more."
    sentences = pd.DataFrame({"article_id": ["0.txt"], "sentence_no": [0], "start": [0], "end": [len(text)]})
    found = concordance.find_words(documents(text), sentences, ["confirm*", "May"])
    assert [text[row.start : row.end] for row in found.itertuples()] == ["confirmed", "confirmation", "May", "confirm"]
    assert found["term"].tolist() == ["confirm*", "confirm*", "May", "confirm*"]
    assert concordance.find_words(documents(text), sentences, ["absent"]).empty


@pytest.fixture(scope="module")
def compared() -> list[extractors.Compared]:
    return extractors.compare(ROOT / "seeds", ROOT / "data" / "gold", ["baseline"])


def test_found_and_missed_add_up_to_what_was_coded(compared):
    table = extractors.counts(compared)
    assert table.index.tolist() == ["baseline", "gold"]
    assert (table[["found", "other source", "missed"]].sum(axis=1) == table["coded"]).all()
    assert table.loc["gold", "found"] == table.loc["gold", "coded"] > 0 and (table.loc["gold", ["missed", "extra"]] == 0).all()
    assert len(extractors.cases(compared, "missed")) == table.loc["baseline", "missed"]
    assert len(extractors.cases(compared, "extra")) == table.loc["baseline", "extra"]


def test_confusions_and_confidence_count_the_same_attributions(compared):
    found = extractors.counts(compared).loc["baseline", "found"]
    for label in ("stance", "relay"):
        assert extractors.confusion(compared, label).to_numpy().sum() == found
    outermost = len(compared[0].study.attributions.query("level == 1"))
    assert extractors.confidence(compared)["n"].sum() == outermost
    assert extractors.by_article(compared)["printed"].str.fullmatch(r"\d+ of \d+").all()


def test_the_bodies_and_fields_of_the_seeds_are_as_coded(compared):
    bodies, fields = extractors.bodies(compared), extractors.fields(compared)
    assert (bodies["coded"] == bodies["both"]).all() and (bodies["found"] == bodies["both"]).all() and len(bodies) == 5
    assert fields["same"].all() and len(fields) == 5 * len(extractors.FIELDS)


def test_without_gold_everything_is_empty_and_nothing_fails(tmp_path):
    none = extractors.compare(ROOT / "seeds", tmp_path / "nowhere")
    tables = [extractors.counts(none), extractors.by_article(none), extractors.labels(none), extractors.confusion(none, "kind")]
    tables += [extractors.cases(none, "missed"), extractors.confidence(none), extractors.fields(none), extractors.bodies(none)]
    assert none == [] and all(table.empty or table.shape[1] == 0 for table in tables)


FIGURES = {"e2e P": 70.0, "e2e R": 50.0, "e2e F1": 58.3, "e2e predicted": 10.0, "e2e gold": 20.0, "words/s": 9.0} | {
    f"{outlet} e2e {letter}{bound}": value
    for outlet, low in (("nyt", 40.0), ("usa-today", 60.0))
    for letter in "PR"
    for bound, value in (("", low + 5), (" low", low), (" high", low + 10))
}


@pytest.fixture
def folder(tmp_path) -> Path:
    figures = FIGURES | {"outlets e2e R ratio": 1.3}
    (tmp_path / "attribution-dev-baseline.json").write_text(json.dumps(figures), encoding="utf-8")
    return tmp_path


def test_figures_come_back_as_tables(folder):
    figures = measured_error.read_benchmark_figures(folder)
    assert list(figures) == ["dev-baseline"]
    assert measured_error.overall(figures)[["metric", "F1", "gold"]].to_numpy().tolist() == [["e2e", 58.3, 20.0]]
    error = measured_error.by_outlet(figures)
    assert error["outlet"].tolist() == ["nyt", "usa-today"] and error["recall"].tolist() == [0.45, 0.65]
    assert error["precision_high"].tolist() == [0.5, 0.7]
    text = intervals(measured_error.recall(error), title="Recall", xlabel="x").text
    assert "nyt, dev-baseline: interval 0.4 to 0.5; value 0.45; printed 45 %" in text


def test_counts_are_corrected_by_the_outlet_or_by_all_others(folder):
    error = measured_error.by_outlet(measured_error.read_benchmark_figures(folder))
    table = measured_error.corrected(pd.Series({"nyt": 10, "elsewhere": 10}), error).set_index("outlet")
    assert table.loc["nyt", "measured_on"] == "nyt" and table.loc["nyt", "corrected"] == pytest.approx(10)
    without = measured_error.corrected(pd.Series({"nyt": 10}), error.head(0))
    assert without["measured_on"].tolist() == ["not measured"]


def test_the_reliability_of_a_confidence_is_k_of_n():
    bands = {"confidence 0.8–0.9 n": 20.0, "confidence 0.8–0.9 confidence": 0.85, "confidence 0.8–0.9 k": 17.0}
    table = measured_error.reliability({"dev-model": FIGURES | bands, "dev-baseline": FIGURES})
    assert table[["benchmark", "confidence", "k", "n", "share"]].to_numpy().tolist() == [["dev-model", "0.8–0.9", 17, 20, 0.85]]
    text = intervals(measured_error.curve(table), title="Right", xlabel="x").text
    assert "0.8–0.9, mean 0.85, dev-model: interval 0.64 to 0.948; value 0.85; expected 0.85; printed 17 of 20" in text
    assert list(measured_error.in_use({"dev-model": FIGURES, "dev-baseline": FIGURES}, "baseline")) == ["dev-baseline"]


def test_no_folder_means_no_figures_and_a_bad_file_is_named(tmp_path):
    assert (
        measured_error.read_benchmark_figures(tmp_path / "nowhere") == {}
        and measured_error.by_outlet({}).empty
        and measured_error.overall({}).empty
    )
    (tmp_path / "attribution-bad.json").write_text("[1", encoding="utf-8")
    with pytest.raises(DataError, match="attribution-bad.json"):
        measured_error.read_benchmark_figures(tmp_path)


def test_a_forest_says_what_it_lacks_and_how_many_it_leaves_out():
    rows = pd.DataFrame({"label": [f"r{i}" for i in range(70)], "value": 0.5, "low": 0.4, "high": 0.6, "printed": "1 of 2"})
    assert "The first 60 of 70 rows." in intervals(rows, title="t", xlabel="x").text
    assert "Nothing to show" in intervals(rows.head(0), title="t", xlabel="x").text
    with pytest.raises(InputError, match="printed"):
        intervals(rows.drop(columns="printed"), title="t", xlabel="x")


def test_the_modules_are_part_of_the_face():
    assert "display" in dir(hs) and hs.display.in_context is concordance.in_context


def test_short_evidence_stands_in_one_line_and_long_evidence_leaves_room() -> None:
    text = "It rained. " * 30
    short = concordance.in_context(documents(text), places((100, 109)))._repr_html_()
    long = concordance.in_context(documents(text), places((100, 109), (90, 170)))._repr_html_()
    assert "text-align:right;white-space:nowrap" in short and "text-align:left;white-space:nowrap'>" in short
    assert "text-align:right;min-width" in long and "text-align:right;white-space:nowrap" not in long


def test_evidence_is_marked_in_its_sentence(seeds: hs.Study) -> None:
    said = seeds.sentences.query("zone == 'body'").head(25)
    table = said.assign(end=said["start"] + 5, note="<b>")
    lines = concordance.in_sentences(seeds.documents, seeds.sentences, table, ["note"], most=20)
    for row, sentence in zip(lines.rows, said["text"], strict=False):
        assert "".join(row[1:]).strip() == " ".join(sentence.split()) and row[2].strip() == " ".join(sentence[:5].split())
    assert len(lines.rows) == 20 and lines.note == "… and 5 more." and "[" in repr(lines)
    shown = lines._repr_html_()
    assert shown.count("<li ") == 20 and f"<b>{lines.rows[0][2]}</b>" in shown and "&lt;b&gt;" in shown
