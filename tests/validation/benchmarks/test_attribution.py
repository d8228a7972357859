"""The benchmark of attribution: error by outlet, confidence against right and wrong, and what is printed."""

import json

import numpy as np
import pandas as pd
import pytest

from hearsay.validation.benchmarks import attribution
from hearsay.validation.benchmarks.polnear import Annotated
from hearsay.validation.benchmarks.scoring import METRICS, Marked


def corpus_of(found_by_outlet):
    """Scores of articles with ten gold attributions each, of which so many are found."""
    rows = [
        (f"{outlet}{n}", outlet, metric, found, found, found, 10)
        for outlet, articles in found_by_outlet.items()
        for n, found in enumerate(articles)
        for metric in METRICS
    ]
    return pd.DataFrame(rows, columns=["article", "outlet", "metric", *attribution.COUNTS])


def test_ratio_and_chance_over_outlets():
    even = attribution.recall_ratio(corpus_of({"a": [5] * 6, "b": [5] * 6}))
    apart = attribution.recall_ratio(corpus_of({"a": [3, 4, 3, 4, 3, 4], "b": [8, 9, 8, 9, 8, 9]}))
    assert even == (1.0, 1.0, 1.0)
    assert apart[0] == pytest.approx(51 / 21) and apart[1] < 1.6 and apart[2] < 0.02
    assert apart == attribution.recall_ratio(corpus_of({"a": [3, 4, 3, 4, 3, 4], "b": [8, 9, 8, 9, 8, 9]}))


def test_an_outlet_with_nothing_found_keeps_the_ratio_finite():
    assert np.isfinite(attribution.recall_ratio(corpus_of({"a": [0, 0], "b": [5, 5]}))[0])


def test_rows_print_every_measure_from_the_result_alone():
    scores = corpus_of({"daily": [5, 6, 7], "weekly": [2, 3, 9]})
    result = {**attribution.overall(scores), **attribution._outlets(scores)}
    result |= {"words/s": 1e4, "model MB": 12.0, "articles": 6.0, "attributions": 60.0}
    text = attribution.rows(json.loads(json.dumps(result)))
    assert all(metric in text for metric in METRICS) and "daily" in text and "10,000 words/s" in text


def test_the_error_of_each_outlet_is_of_summed_counts_with_an_interval_around_it():
    table = attribution.by_outlet(corpus_of({"b": [2, 4], "a": [9, 9]})).set_index("outlet")
    assert table.index.tolist() == ["a", "b"] and table.loc["b", ["articles", "gold"]].tolist() == [2, 20]
    assert table.loc["b", "recall"] == pytest.approx(0.3)
    assert (table["recall_low"] < table["recall"]).all() and (table["recall"] < table["recall_high"]).all()


TEXT = "Ann said it rains. Bob said it pours."
GOLD = (Marked(((0, 3),), ((4, 8),), ((9, 17),)), Marked(((19, 22),), ((23, 27),), ((28, 36),)))


def predicted(*rows: tuple[float, int, int, int]) -> pd.DataFrame:
    """Attributions by confidence, start of the source, and start and end of the content."""
    columns = {"level": 1, "cue_start": 4, "cue_end": 8, "article_id": "x_1"}
    table = pd.DataFrame(rows, columns=["confidence", "source_start", "start", "end"]).assign(**columns)
    return table.assign(source_end=table["source_start"] + 3, content_spans=[((row[2], row[3]),) for row in rows])


def test_confidence_is_right_where_half_of_the_words_and_the_source_are():
    table = predicted((0.95, 0, 9, 17), (0.92, 19, 9, 17), (0.2, 19, 31, 36), (0.1, 19, 9, 36))
    found = attribution.confidence_figures(table, [Annotated("x_1", TEXT, GOLD)])
    assert found["confidence 0.9–1.0 n"] == 2 and found["confidence 0.9–1.0 k"] == 1
    assert found["confidence 0.9–1.0 confidence"] == pytest.approx(0.935)
    assert (found["confidence 0.0–0.3 n"], found["confidence 0.0–0.3 k"]) == (2, 1)
    assert len(found) == 6
    nested = table.assign(level=2)
    assert attribution.confidence_figures(nested, [Annotated("x_1", TEXT, GOLD)]) == {}
