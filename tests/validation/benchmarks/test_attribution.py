"""The benchmark of attribution: error by outlet, confidence against right and wrong, and what is printed."""

import json

import numpy as np
import pandas as pd
import pytest

from hearsay.validation.benchmarks import attribution
from hearsay.validation.benchmarks.scoring import METRICS


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
