"""Krippendorff's alpha against the values that its author published, and its interval."""

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.validation.krippendorff import alpha_interval, krippendorff_alpha


def test_the_published_examples():
    # [Krippendorff2011], A: ten units, two coders, binary; B: twelve articles, five names.
    a = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
    assert krippendorff_alpha(a) == pytest.approx(0.095, abs=5e-4)
    b = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
    assert krippendorff_alpha(b) == pytest.approx(0.692, abs=5e-4)


def test_the_example_of_wikipedia():
    # en.wikipedia.org/wiki/Krippendorff's_alpha: three coders, fifteen units, values missing.
    one = [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3]
    two = [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None]
    three = [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4]
    units = list(zip(one, two, three, strict=True))
    assert krippendorff_alpha(units) == pytest.approx(0.691, abs=5e-4)
    assert krippendorff_alpha(units, "interval") == pytest.approx(0.811, abs=5e-4)


def test_perfect_agreement_is_1_and_none_that_varies_is_missing():
    assert krippendorff_alpha([["x", "x"], ["y", "y"]]) == 1
    assert np.isnan(krippendorff_alpha([["x", "x"], ["x", "x"]])) and np.isnan(krippendorff_alpha([["x", None]]))


def test_the_interval_covers_the_alpha_of_the_population_and_widens_with_articles_that_differ():
    draw, hits, widths = np.random.default_rng(5), 0, []

    def codings(articles):
        article = np.repeat(np.arange(articles), 8)
        truth = draw.integers(3, size=len(article))
        careless = draw.random(articles)[article] < 0.4
        two = np.where(careless & (draw.random(len(article)) < 0.6), draw.integers(3, size=len(article)), truth)
        return pd.DataFrame({"a": truth, "b": two}), article

    real = krippendorff_alpha(codings(4000)[0])
    for _ in range(30):
        table, article = codings(40)
        low, high = alpha_interval(table, article.tolist())
        by_unit = alpha_interval(table, list(range(len(table))))
        hits += low <= real <= high
        widths.append((high - low) / (by_unit[1] - by_unit[0]))
    assert hits >= 25 and np.mean(widths) > 1.15


def test_an_interval_needs_two_articles_and_a_level_a_name():
    table = pd.DataFrame({"a": ["x", "y"], "b": ["x", "y"]})
    assert np.isnan(alpha_interval(table, ["one", "one"])).all()
    with pytest.raises(InputError, match="nominal"):
        krippendorff_alpha(table, "ratio")
