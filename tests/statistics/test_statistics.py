"""Statistics: tests against scipy and by hand, what they do under the null, and that no order of rows changes them."""

from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from statsmodels.stats.multitest import multipletests

import hearsay as hs
from hearsay import schema
from hearsay.errors import InputError
from hearsay.measures import measures
from hearsay.statistics import Sums, compare, interval, permutation, sign_flips
from hearsay.statistics.compare import COLUMNS
from hearsay.statistics.permutation import EXACT, Layout, assignments, benjamini_hochberg, omnibus, ratio

NUMBERS = st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=5)


def table(a, b, *, events=None, weights=None):
    """One article per value; groups A and B, whose n-th articles report the n-th events, if any."""
    n = len(a) + len(b)
    made = pd.DataFrame({"article_id": [f"{i:03}" for i in range(n)], "outlet": ["A"] * len(a) + ["B"] * len(b)})
    made = made.assign(value=np.array([*a, *b], dtype=float))
    made = made if weights is None else made.assign(weight=weights)
    return made if events is None else made.assign(event=events)


def only(values, **options):
    found = compare(values, **options)
    assert len(found) == 1
    return found.iloc[0]


@given(NUMBERS, NUMBERS)
def test_an_exact_permutation_is_what_brute_force_finds(a, b):
    pool, n = np.array([*a, *b]), len(a)
    every = [np.array(chosen) for chosen in combinations(range(len(pool)), n)]
    sizes = [abs(pool[i].mean() - np.delete(pool, i).mean()) for i in every]
    expected = np.mean([size >= sizes[0] - 1e-9 for size in sizes])
    found = permutation(np.array(a), np.array(b))
    assert found.draws == "exact" and found.p == pytest.approx(expected)
    assert found.p >= found.least_p - 1e-12


@given(st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=8))
def test_exact_sign_flips_are_what_brute_force_finds(values):
    flips = [abs(np.mean(np.array(values) * signs)) for signs in product([1, -1], repeat=len(values))]
    found = sign_flips(np.array(values))
    assert found.p == pytest.approx(np.mean([size >= flips[0] - 1e-9 for size in flips]))
    assert found.least_p == pytest.approx(min(1.0, 2 / 2 ** len(values)))


def test_p_values_are_those_of_scipy():
    rng = np.random.default_rng(4)
    a, b = rng.normal(0.8, 1, 6), rng.normal(0, 1, 7)

    def size(x, y, axis):
        return np.abs(x.mean(axis=axis) - y.mean(axis=axis))

    exact = scipy.stats.permutation_test((a, b), size, alternative="greater", vectorized=True, n_resamples=5_000)
    assert permutation(a, b).p == pytest.approx(exact.pvalue)
    paired = scipy.stats.permutation_test((a[:6], b[:6]), size, permutation_type="samples", alternative="greater")
    assert sign_flips(a[:6] - b[:6]).p == pytest.approx(paired.pvalue)
    many = rng.normal(0.4, 1, 30), rng.normal(0, 1, 30)
    drawn = scipy.stats.permutation_test(many, size, alternative="greater", vectorized=True, n_resamples=9_999, rng=1)
    ours = permutation(*many)
    assert ours.draws == "9,999" and ours.p == pytest.approx(drawn.pvalue, abs=0.012)


def test_assignments_are_all_and_different_or_drawn_within_their_blocks():
    layout = Layout(np.array([1, 0, 0, 1, 0, 1, 1], dtype=bool), np.array([0, 0, 0, 1, 1, 2, 2]))
    every = np.concatenate(list(assignments(layout)))
    assert layout.size == len(every) == len(np.unique(every, axis=0)) == 6
    many = Layout(np.tile([True, False], 20), np.repeat(np.arange(20), 2))
    drawn = np.concatenate(list(assignments(many, draws=3_000)))
    assert many.size > EXACT and len(drawn) == 3_000
    assert (drawn.reshape(-1, 20, 2).sum(axis=2) == 1).all() and abs(drawn[:, 0].mean() - 0.5) < 0.04


@pytest.mark.parametrize("sizes", [(4, 4), (5, 7), (12, 12)])
def test_under_the_null_p_is_below_five_per_cent_in_at_most_five_per_cent(sizes):
    rng, n = np.random.default_rng(1), sum(sizes)
    p = np.array([permutation(x[: sizes[0]], x[sizes[0] :], draws=499).p for x in rng.exponential(size=(400, n))])
    for level in (0.05, 0.1, 0.3):
        assert (p <= level).mean() <= level + 2.5 * np.sqrt(level * (1 - level) / 400)
    assert 0.4 < p.mean() < 0.65


def test_ratios_weigh_articles_by_their_evidence_and_hold_their_level():
    one = only(table([1.0, 0.0, 1.0, 0.0], [0.0] * 4, weights=[1, 9, 1, 9, 5, 5, 5, 5]), weight="weight")
    assert one.value_a == pytest.approx(2 / 20) and one.value_b == 0
    rng, low = np.random.default_rng(2), 0
    for _ in range(300):
        n = rng.integers(1, 40, 12)
        k = rng.binomial(n, rng.beta(2, 6, 12))
        low += ratio(Layout(np.repeat([True, False], 6), np.zeros(12)), k, n).p < 0.05
    assert low <= 300 * 0.05 + 2.5 * np.sqrt(300 * 0.05 * 0.95)


def test_the_omnibus_holds_its_level_and_sees_a_difference():
    rng, groups, blocks = np.random.default_rng(3), np.repeat([0, 1, 2], 6), np.zeros(18)
    p = [omnibus(groups, blocks, rng.normal(size=18), np.ones(18), 199).p for _ in range(200)]
    assert np.mean(np.array(p) <= 0.05) <= 0.09
    assert omnibus(groups, blocks, rng.normal(size=18) + 3 * (groups == 2), np.ones(18), 999).p < 0.01


def test_intervals_are_those_of_scipy_and_cover():
    rng = np.random.default_rng(5)
    a, b = rng.normal(1, 1, 9), rng.normal(0, 2, 12)
    sums = [Sums(x, np.ones(len(x))) for x in (a, b)]
    welch = scipy.stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    assert interval(*sums) == pytest.approx((welch.low, welch.high))
    pair = [Sums(x[:9], np.ones(9)) for x in (a, b)]
    paired = scipy.stats.ttest_rel(a[:9], b[:9]).confidence_interval()
    assert interval(*pair, paired=True) == pytest.approx((paired.low, paired.high))
    low, high = interval(*sums, method="bca")
    assert abs(low - welch.low) < 0.4 and abs(high - welch.high) < 0.4
    n = rng.integers(1, 30, (500, 40))
    k = rng.binomial(n, 0.3)
    bounds = [interval(Sums(x[:20], y[:20]), Sums(x[20:], y[20:])) for x, y in zip(k, n, strict=True)]
    assert 0.92 <= np.mean([low <= 0 <= high for low, high in bounds]) <= 0.98


def test_where_articles_do_not_vary_there_is_no_interval_and_no_effect_but_a_test():
    same = only(table([1.0] * 5, [1.0] * 5))
    assert same.p == 1 and same.difference == 0 and pd.isna(same.low) and pd.isna(same.effect) and same.result == "unresolved"
    apart = only(table([1.0] * 5, [0.0] * 5))
    assert apart.p == pytest.approx(2 / 252) == apart.least_p and pd.isna(apart.low) and apart.result == "higher"


def test_hedges_g_is_that_of_the_book_and_of_a_calculation_by_hand():
    """Borenstein et al. 2009, Introduction to Meta-Analysis, ch. 4: means 103 and 100, deviations 5.5 and 4.5, 50 and 50.

    By hand: 2 4 6 8 against 1 3 5 7 differ by 1, both variances are 20/3, of 6 degrees of freedom: 1 - 3/23. In pairs that
    differ by 0 1 2 3 4 5 the mean is 5/2, the variance 7/2, of 5 degrees of freedom: 1 - 3/19.
    """
    standard = (np.arange(50) - 24.5) / np.arange(50).std(ddof=1)
    book = only(table(103 + 5.5 * standard, 100 + 4.5 * standard), draws=200)
    assert (book.spread, book.effect) == (pytest.approx(5.0249, abs=1e-4), pytest.approx(0.5924, abs=1e-4))
    assert only(table([2, 4, 6, 8], [1, 3, 5, 7])).effect == pytest.approx(20 / 23 / (20 / 3) ** 0.5)
    pairs = only(table([7, 4, 11, 5, 6, 9], [7, 3, 9, 2, 2, 4], events=[*"uvwxyz"] * 2), event="event")
    assert pairs.design == "paired" and pairs.effect == pytest.approx(16 / 19 * 2.5 / 3.5**0.5)


@pytest.mark.parametrize("n", [4, 5, 8, 20])
def test_the_correction_for_small_samples_is_near_the_exact_one(n):
    """Hedges 1981: the exact factor is a ratio of gamma functions; the correction comes within .001 of it."""
    found, df = only(table(range(n), range(1, n + 1)), draws=200), 2 * n - 2
    exact = scipy.special.gamma(df / 2) / (df / 2) ** 0.5 / scipy.special.gamma((df - 1) / 2)
    assert found.effect / (found.difference / found.spread) == pytest.approx(exact, abs=1.1e-3)


@pytest.mark.parametrize(("n", "m", "enough"), [(3, 9, False), (4, 4, True), (1, 1, False)])
def test_below_four_articles_nothing_is_tested(n, m, enough):
    found = only(table(range(n), range(10, 10 + m)))
    assert (found.result != "too few to compare") == enough == pd.notna(found.p)
    if not enough:
        figures = ["p", "least_p", "p_adjusted", "low", "high", "difference", "effect", "value_a"]
        assert found[figures].isna().all() and found.n_tests == 0 and (found.articles_a, found.articles_b) == (n, m)


def test_six_shared_events_are_paired_and_five_are_not():
    rng = np.random.default_rng(6)
    topic = 10 * rng.normal(size=6)
    a, b = topic + 1 + 0.1 * rng.normal(size=6), topic + 0.1 * rng.normal(size=6)
    six = only(table(a, b, events=[*"uvwxyz"] * 2), event="event")
    assert (six.design, six.events, six.result, six.p) == ("paired", 6, "higher", 2 / 64)
    assert six.low < 1 < six.high and six.high - six.low < 0.5 and six.dominance == 1
    five = only(table(a, b, events=[*"uvwxy", None] * 2), event="event")
    assert (five.design, five.events, five.result) == ("unpaired", 5, "unresolved")


def test_articles_of_one_event_count_as_one_and_one_event_in_all_is_no_block():
    bunched = only(table([5.0] * 6, [0.0] * 6, events=["x"] * 5 + ["y"] + ["v"] * 3 + ["w"] * 3), event="event")
    assert bunched.result == "too few to compare" and bunched.articles_a == 6
    alone = only(table([5.0, 6] * 3, [0.0, 1] * 3, events=["x"] * 12), event="event")
    assert alone.design == "unpaired" and alone.result == "higher"


def test_articles_without_evidence_and_outside_shared_events_are_counted():
    values = table(range(8), range(8), events=[*"abcdefgh", *"abcdefxy"]).assign(weight=1.0)
    values.loc[0, "value"], values.loc[9, "weight"] = np.nan, 0.0
    found = only(values, weight="weight", event="event")
    assert (found.no_evidence, found.design, found.events, found.unmatched) == (2, "unpaired", 4, 0)
    values.loc[[0, 9], ["value", "weight"]] = 1.0
    found = only(values, weight="weight", event="event")
    assert (found.design, found.events, found.unmatched, found.articles_a) == ("paired", 6, 4, 6)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([None, "event"]))
def test_no_order_of_rows_changes_anything(random, event):
    rng = np.random.default_rng(7)
    values = pd.DataFrame({"article_id": [f"{i:02}" for i in range(33)], "outlet": [*"ABC"] * 11, "value": rng.normal(size=33)})
    values["event"] = [f"e{i // 3}" for i in range(33)]
    expected = compare(values, event=event, draws=99)
    order = list(range(33))
    random.shuffle(order)
    assert_frame_equal(compare(values.iloc[order], event=event, draws=99), expected, check_exact=True)


def test_three_groups_give_all_pairs_and_one_row_for_all_and_everything_is_adjusted():
    rng = np.random.default_rng(8)
    parts = [
        pd.DataFrame({"article_id": [str(i) for i in range(24)], "outlet": [*"CAB"] * 8, "value": rng.normal(size=24), "m": m})
        for m in ("one", "two")
    ]
    found = compare(pd.concat(parts), measure="m", draws=499)
    assert list(found["a"] + found["b"]) == ["", "AB", "AC", "BC"] * 2 and list(found["measure"]) == ["one"] * 4 + ["two"] * 4
    assert (found["n_tests"] == 8).all()
    assert found["p_adjusted"].to_numpy() == pytest.approx(multipletests(found["p"], method="fdr_bh")[1])


def test_adjusting_passes_over_what_is_missing_and_counts_tests_that_are_not_listed():
    p = np.array([0.01, np.nan, 0.04])
    assert benjamini_hochberg(p)[[0, 2]] == pytest.approx([0.02, 0.04]) and np.isnan(benjamini_hochberg(p)[1])
    assert benjamini_hochberg(p, tests=10)[[0, 2]] == pytest.approx([0.1, 0.2])
    assert np.isnan(benjamini_hochberg(np.array([np.nan]))).all()


def test_one_group_nobody_and_no_rows_give_no_rows():
    alone = compare(table([1, 2, 3, 4], []))
    assert alone.empty and list(alone) == list(COLUMNS)
    assert compare(table([1.0, 2], [3.0, 4]).assign(outlet="not stated")).empty
    assert compare(table([], [])).empty


def test_what_is_wrong_is_said():
    with pytest.raises(InputError, match="no column 'tone'"):
        compare(table([1], [2]), value="tone")
    with pytest.raises(InputError, match="'000' comes twice"):
        compare(pd.concat([table([1], [2])] * 2))
    with pytest.raises(InputError, match="weights are 0 or more"):
        compare(table([1], [2], weights=[1, -1]), weight="weight")
    with pytest.raises(InputError, match="leave out what is missing"):
        permutation(np.array([np.nan, 1]), np.array([2.0]))


def test_bca_intervals_come_of_whole_articles():
    rng = np.random.default_rng(9)
    found = only(table(rng.exponential(size=15) + 2, rng.exponential(size=15)), method="bca")
    assert found.low < found.difference < found.high and found.result == "higher"


def test_measures_know_the_frames_that_were_looked_for(seeds, tmp_path):
    cues = tmp_path / "cues.csv"
    cues.write_text("frame,cue,ground\nweather,rain*,a phenomenon\nweapons,drone*,a weapon\n", encoding="utf-8")

    def of_frames(given):
        found = measures(hs.read("seeds/000_6c0841a17cbcbea3.txt", frames=given))
        return found[found["measure"].str.startswith("frame ")]

    own = of_frames(cues)
    assert list(dict.fromkeys(own["measure"])) == ["frame weather", "frame weapons"]
    weather, weapons = (own[own["measure"] == f"frame {name}"] for name in ("weather", "weapons"))
    assert weather["value"].dropna().eq(0).all() and weather["weight"].max() > 0 and weapons["value"].max() > 0
    generic = list(dict.fromkeys(measures(seeds)["measure"].loc[lambda names: names.str.startswith("frame ")]))
    both = list(dict.fromkeys(of_frames(["generic", cues])["measure"]))
    assert generic == [f"frame {name}" for name in schema.FRAMES] and both == [*generic, "frame weather", "frame weapons"]


def test_measures_of_the_seeds_are_shares_of_what_is_there_and_five_articles_carry_no_test(seeds):
    found = measures(seeds)
    assert found.groupby("measure")["article_id"].nunique().eq(5).all() and not found.duplicated(["article_id", "measure"]).any()
    shares = found[found["measure"].str.startswith(("share", "frame"))].dropna()
    assert shares["value"].between(0, 1).all() and (shares["weight"] > 0).all()
    assert (found["value"].isna() == (found["weight"] == 0)).all()
    compared = compare(found, measure="measure", weight="weight")
    assert len(compared) and set(compared["result"]) == {"too few to compare"} and (compared["n_tests"] == 0).all()


NEEDED = ("documents", "articles", "sentences", "attributions", "tone", "portrayals", "frames", "events")


def test_a_truncated_article_gives_no_evidence(seeds):
    tables = {name: getattr(seeds, name) for name in NEEDED}
    cut = tables["articles"].assign(truncated=[True, *[False] * 4])
    further = {
        name: getattr(seeds, name) for name in ("loaded", "frame_names", "options", "article_frames", "indicators", "events")
    }
    found = measures(SimpleNamespace(**{**tables, **further, "articles": cut, "partly": seeds.partly}))
    first = found["article_id"] == cut["article_id"].iloc[0]
    assert found.loc[first, "value"].isna().all() and found.loc[~first, "value"].notna().any()


def test_where_nothing_can_be_tested_the_chart_has_a_row_a_pair():
    values = pd.DataFrame(
        {
            "article_id": ["1", "2", "3"] * 2,
            "outlet": ["A", "B", "C"] * 2,
            "measure": ["x"] * 3 + ["y"] * 3,
            "value": [0.1, 0.2, 0.3, 0.3, 0.2, float("nan")],
        }
    )
    text = hs.charts.comparison(compare(values, measure="measure")).text
    assert "each of 2 measures" in text and text.count("too few to compare") == 3 and text.count("1 : 1 articles") == 3


def test_a_part_of_a_table_is_drawn_with_the_number_of_all_its_tests():
    rng = np.random.default_rng(4)
    values = pd.DataFrame(
        {
            "article_id": [str(n) for n in range(16)] * 3,
            "outlet": ["A"] * 24 + ["B"] * 24,
            "measure": ["x", "y", "z"] * 16,
            "value": rng.normal(size=48),
        }
    ).assign(article_id=lambda t: t["outlet"] + (t.index // 3).astype("str"))
    compared = compare(values, measure="measure")
    assert compared["p"].notna().sum() == 3
    assert "all 3 tests" in " ".join(hs.charts.comparison(compared[compared["measure"] == "x"]).text.split())
