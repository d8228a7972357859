"""What a comparison takes, and the units that it reassigns."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from hearsay.errors import InputError
from hearsay.statistics.compare import (
    ARTICLES,
    EVENTS,
    OTHERS,
    SO_FEW,
    TOO_FEW,
    UNRESOLVED,
    Units,
    compare,
    design_for,
    events_of,
)
from hearsay.statistics.permutation import Layout, ratio


@pytest.mark.parametrize(
    ("shared", "sizes", "design"),
    [
        (EVENTS, (1, 1), "paired"),
        (EVENTS - 1, (ARTICLES, ARTICLES), "unpaired"),
        (0, (ARTICLES, ARTICLES - 1, 9), "none"),
        (0, (ARTICLES, ARTICLES, 9), "unpaired"),
    ],
)
def test_six_events_or_four_of_each_and_nothing_else(shared, sizes, design):
    assert design_for(shared, sizes) == design


def units(groups, blocks, k, n) -> Units:
    arrays = (np.array(x) for x in (groups, blocks, k, n))
    return Units(*arrays, np.ones((len(groups), 1)))


def test_what_a_group_has_of_a_block_becomes_one_unit():
    joined = units([0, 0, 1, 0], [5, 5, 5, 7], [1.0, 3.0, 2.0, 4.0], [2.0, 4.0, 4.0, 8.0]).by_block()
    assert joined.groups.tolist() == [0, 1, 0] and joined.blocks.tolist() == [5, 5, 7]
    assert joined.k.tolist() == [4, 2, 4] and joined.n.tolist() == [6, 4, 8] and joined.counts.ravel().tolist() == [2, 1, 1]


def test_of_plain_means_the_mean_is_taken_so_that_an_event_counts_once():
    joined = units([0, 0, 1], [5, 5, 5], [1.0, 3.0, 2.0], [1.0, 1.0, 1.0]).by_block()
    assert joined.k.tolist() == [2.0, 2.0] and joined.n.tolist() == [1.0, 1.0]


def test_blocks_are_shared_where_all_groups_have_something():
    some = units([0, 1, 0, 1, 2], [1, 1, 2, 3, 1], [0.0] * 5, [1.0] * 5)
    assert some.shared_blocks((0, 1)).tolist() == [1] == some.shared_blocks((0, 1, 2)).tolist()
    assert some.shared_blocks((0, 3)).tolist() == [] and some.size(0) == 2 and some.of(2).blocks.tolist() == [1]


def test_an_article_without_an_event_is_an_event_of_its_own():
    ids = pd.Series(["a", "b", "c", "d"], index=[3, 2, 1, 0])
    found = events_of(ids, {"a": "fire", "b": "fire", "c": "not stated"})
    assert found.tolist() == ["event fire", "event fire", "of c alone", "of d alone"] and found.index.tolist() == [3, 2, 1, 0]


def articles(a, b, **columns) -> pd.DataFrame:
    """An article per value, of outlets A and B."""
    n = len(a) + len(b)
    made = {"article_id": [f"{i:02}" for i in range(n)], "outlet": ["A"] * len(a) + ["B"] * len(b), "value": [*a, *b]}
    return pd.DataFrame({**made, **columns}).astype({"value": "float64"})


def shifted(layout: Layout, k, n, by: float) -> float:
    """p when the group differs by so much from the rest, all else as it is: the slow and obvious way."""
    own, rest = layout.inside, ~layout.inside
    level = k - n * np.where(own, k[own].sum() / n[own].sum(), k[rest].sum() / n[rest].sum())
    return ratio(layout, level + by * n * own, n).p


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", ["unpaired", "weighted", "paired"])
def test_above_the_smallest_resolvable_difference_the_test_resolves_and_below_it_does_not(kind, seed):
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 20, 14).astype(float) if kind == "weighted" else np.ones(14)
    k = rng.exponential(size=14) * n
    layout = Layout(np.repeat([True, False], [6, 8]), np.zeros(14))
    if kind == "paired":
        layout = Layout(np.repeat([True, False], 7), np.tile(np.arange(7), 2))
    least = ratio(layout, k, n, alpha=0.03).resolvable
    assert max(shifted(layout, k, n, sign * least * 1.001) for sign in (1, -1)) < 0.03
    assert max(shifted(layout, k, n, sign * least * 0.999) for sign in (1, -1)) >= 0.03


def test_what_is_resolvable_stays_the_same_whatever_the_difference():
    rng = np.random.default_rng(5)
    values, noise = rng.normal(size=(2, 8))
    found = [compare(articles(values + by, noise)).iloc[0] for by in (0.0, 0.4, 3.0)]
    assert found[0].resolvable == pytest.approx(found[1].resolvable) == pytest.approx(found[2].resolvable)
    assert [row.result == "higher" for row in found] == [row.difference > row.resolvable for row in found]


def test_drawn_assignments_find_nearly_the_same():
    rng = np.random.default_rng(6)
    k, layout = rng.normal(size=30), Layout(np.repeat([True, False], 15), np.zeros(30))
    drawn = [ratio(layout, k, np.ones(30), seed=seed).resolvable for seed in (1, 2)]
    spread = np.sqrt(k[:15].var(ddof=1) + k[15:].var(ddof=1))
    assert drawn == pytest.approx([2.05 * spread / np.sqrt(15)] * 2, rel=0.06), "as Student's test"


def several(measures: int, size: int, shift: float = 9.0) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    parts = [
        articles(rng.normal(shift * (m == 0), 1, size), rng.normal(size=size)).assign(measure=f"m{m:02}") for m in range(measures)
    ]
    return compare(pd.concat(parts), measure="measure")


def test_five_and_five_articles_cannot_resolve_anything_among_many_tests_and_the_table_says_so():
    found = several(21, 5)
    first = found.iloc[0]
    assert first.effect > 5 and first.p == first.least_p == pytest.approx(2 / 252) and first.p_adjusted == pytest.approx(42 / 252)
    assert set(found["result"]) == {SO_FEW} and found["resolvable"].isna().all()
    more = several(21, 8)["result"]
    assert more.iloc[0] == "higher" and set(more.iloc[1:]) == {UNRESOLVED}
    alone = several(1, 5).iloc[0]
    assert alone.result == "higher" and 0 < alone.resolvable < alone.difference


@pytest.mark.parametrize(("size", "expected"), [(6, UNRESOLVED), (5, SO_FEW)])
def test_so_few_is_told_by_the_least_p_times_the_tests(size, expected):
    found = several(10, size, shift=0)
    assert set(found["result"]) == {expected} and ((found["least_p"] * found["n_tests"] >= 0.05) == (expected == SO_FEW)).all()
    assert (found["resolvable"].isna() == (expected == SO_FEW)).all()


def test_what_is_resolved_beside_others_stays_resolved_though_alone_it_could_not_be():
    rng = np.random.default_rng(8)
    parts = [articles(rng.normal(9, 1, 5), rng.normal(size=5)).assign(measure=f"m{m:02}") for m in range(12)]
    found = compare(pd.concat(parts), measure="measure")
    assert set(found["result"]) == {"higher"} and (found["least_p"] * found["n_tests"] > 0.05).all()


def test_more_tests_take_more_draws(monkeypatch):
    monkeypatch.setattr(import_module("hearsay.statistics.permutation"), "DRAWS", 99)
    rng = np.random.default_rng(9)
    parts = [articles(rng.normal(size=10), rng.normal(size=10)).assign(measure=f"m{m:03}") for m in range(20)]
    found = compare(pd.concat(parts), measure="measure")
    assert set(found["draws"]) == {"1,600"} and not (found["result"] == SO_FEW).any()
    assert set(compare(parts[0], draws=50)["draws"]) == {"50"}


def test_a_text_counts_once_where_one_group_prints_it_several_times():
    once = compare(articles([3, 1, 2, 5], [0, 1, 2, 3])).iloc[0]
    texts = ["wire"] * 3 + [""] * 7
    found = compare(articles([2, 3, 4, 1, 2, 5], [0, 1, 2, 3], text=texts)).iloc[0]
    assert (found.articles_a, found.copies, found.difference) == (4, 2, pytest.approx(once.difference))
    assert found.p == pytest.approx(once.p)


def test_of_copies_that_differ_the_mean_counts_and_not_its_whole_part():
    once = compare(articles([2.5, 1, 2, 5], [0, 1, 2, 3])).iloc[0]
    found = compare(articles([2, 3, 1, 2, 5], [0, 1, 2, 3], text=["wire"] * 2 + [""] * 7)).iloc[0]
    assert found.difference == pytest.approx(once.difference)


def test_a_text_that_both_groups_print_tells_them_not_apart():
    without = compare(articles([3, 1, 2, 5], [0, 1, 2, 3])).iloc[0]
    texts = ["wire", "", "", "", "", "wire", "wire", "", "", "", ""]
    found = compare(articles([9, 3, 1, 2, 5], [9, 8, 0, 1, 2, 3], text=texts)).iloc[0]
    assert (found.articles_a, found.articles_b, found.copies) == (4, 4, 3) and found.p == without.p
    assert found.difference == pytest.approx(without.difference)
    events = [*"wabcdefg", *"wabcdefg"]
    paired = articles(range(8), [0] * 8, text=["wire", *[""] * 7] * 2, event=events)
    assert compare(paired).iloc[0][["design", "events", "copies"]].tolist() == ["paired", 7, 2]


def test_articles_without_evidence_are_no_copies():
    found = compare(articles([np.nan, 3, 1, 2, 5], [9, 0, 1, 2, 3], text=["wire", *[""] * 4, "wire", *[""] * 4])).iloc[0]
    assert (found.no_evidence, found.copies, found.articles_b) == (1, 0, 5)


def test_portrayals_of_other_actors_are_refused_and_events_make_them_comparable():
    about = [("Iran",)] * 4 + [("Iran", "US")] * 2 + [("Russia",)] * 3 + [("Russia", "US")] * 3
    apart = articles(range(6), range(6), about=about)
    found = compare(apart).iloc[0]
    assert (found.design, found.result) == ("refused", OTHERS) and pd.isna(found.p) and found.n_tests == 0
    shared = articles(range(6), range(6), about=[*about[:8], *[("Iran", "Russia")] * 4])
    assert compare(shared).iloc[0].design == "unpaired"
    assert compare(articles(range(6), range(6), about=about, event=[*"abcdef"] * 2)).iloc[0].design == "paired"
    assert compare(articles(range(3), range(6), about=about[3:])).iloc[0].result == TOO_FEW


def test_events_that_were_found_are_counted_beside_those_that_were_given():
    events, basis = [*"abcdefgh"] * 2, ["given"] * 6 + ["found"] * 2 + ["given"] * 7 + ["found"]
    found = compare(articles(range(8), [0] * 8, event=events, event_basis=basis)).iloc[0]
    assert found[["design", "events", "events_found"]].tolist() == ["paired", 8, 2]
    assert compare(articles(range(8), [0] * 8, event=events)).iloc[0]["events_found"] == 0


def shares_in_words(groups: dict[str, int]) -> pd.DataFrame:
    """Shares of articles of very unequal length."""
    draw = np.random.default_rng(4)
    rows = [
        (f"{name}{n}", name, draw.random(), float(draw.integers(1, 400)), f"e{n}")
        for name, size in groups.items()
        for n in range(size)
    ]
    return pd.DataFrame(rows, columns=["article_id", "outlet", "share", "words", "of"])


def test_a_row_of_unpaired_groups_is_what_the_textbook_has():
    """Weighted figures, linearised spread, Hedges' g and Cliff's delta, each by its formula."""
    table = shares_in_words({"a": 7, "b": 5})
    row = compare(table, group="outlet", value="share", weight="words").iloc[0]
    parts = [part for _, part in table.groupby("outlet")]
    means = [(part["share"] * part["words"]).sum() / part["words"].sum() for part in parts]
    pulls = [(part["share"] - mean) * part["words"] / part["words"].mean() for part, mean in zip(parts, means, strict=True)]
    pooled = np.sqrt((6 * pulls[0].var() + 4 * pulls[1].var()) / 10)
    above = np.sign(np.subtract.outer(*(part["share"].to_numpy() for part in parts))).mean()
    assert (row["design"], row["articles_a"], row["articles_b"], row["events"]) == ("unpaired", 7, 5, 0)
    assert [row["value_a"], row["value_b"], row["difference"]] == pytest.approx([*means, means[0] - means[1]])
    assert (row["spread"], row["dominance"]) == pytest.approx((pooled, above))
    assert row["effect"] == pytest.approx((means[0] - means[1]) / pooled * (1 - 3 / (4 * 10 - 1)))
    variances = [one.var() / len(one) for one in pulls]
    df = sum(variances) ** 2 / (variances[0] ** 2 / 6 + variances[1] ** 2 / 4)
    half = t.ppf(0.975, df) * np.sqrt(sum(variances))
    assert (row["low"], row["high"]) == pytest.approx((row["difference"] - half, row["difference"] + half))


def test_a_row_of_paired_groups_is_what_the_textbook_has():
    table = shares_in_words({"a": 8, "b": 8})
    row = compare(table, group="outlet", value="share", weight="words", event="of").iloc[0]
    a, b = (part.reset_index(drop=True) for _, part in table.groupby("outlet"))
    means = [(part["share"] * part["words"]).sum() / part["words"].sum() for part in (a, b)]
    apart = [(part["share"] - mean) * part["words"] / part["words"].mean() for part, mean in zip((a, b), means, strict=True)]
    spread = (apart[0] - apart[1]).std()
    assert (row["design"], row["events"]) == ("paired", 8) and row["spread"] == pytest.approx(spread)
    assert row["dominance"] == pytest.approx(np.sign(a["share"] - b["share"]).mean())
    assert row["effect"] == pytest.approx((means[0] - means[1]) / spread * (1 - 3 / (4 * 7 - 1)))
    half = t.ppf(0.975, 7) * spread / np.sqrt(8)
    assert (row["low"], row["high"]) == pytest.approx((row["difference"] - half, row["difference"] + half))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"words": -1.0}, "weights are 0 or more"), ({"share": np.inf}, "values are numbers or missing"),
        ({"article_id": "a0"}, "'a0' comes twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_told(change, told):
    table = shares_in_words({"a": 5, "b": 5})
    table.loc[3, list(change)] = list(change.values())
    with pytest.raises(InputError, match=told):
        compare(table, group="outlet", value="share", weight="words")


def test_articles_of_no_weight_and_without_a_value_are_no_evidence():
    table = shares_in_words({"a": 6, "b": 6})
    table.loc[0, "words"], table.loc[7, "share"] = 0.0, np.nan
    row = compare(table, group="outlet", value="share", weight="words").iloc[0]
    assert (row["articles_a"], row["articles_b"], row["no_evidence"], row["copies"], row["unmatched"]) == (5, 5, 2, 0, 0)
