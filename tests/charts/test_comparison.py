"""Shares and differences with their intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import charts_data as data
from hearsay.charts.base.dot_lanes import p_value
from hearsay.charts.base.style import GREY, HUES, NEUTRAL
from hearsay.charts.comparison import comparison, intervals
from hearsay.errors import InputError
from hearsay.statistics import OTHERS, SO_FEW, compare


def test_intervals_are_drawn_where_there_are_any() -> None:
    text = intervals(data.shares(3), title="How many?", xlabel="of all").text
    assert "row 1: interval 0.1 to 0.3; value 0.2; printed 1 of 3" in text and "row 2: printed 2 of 3" in text
    assert text.startswith("How many?\nx: of all\n")


def test_groups_that_are_sides_have_their_colours_and_others_one_ink() -> None:
    table = data.shares(5).dropna(subset="value")

    def colours(**options: object) -> list[str]:
        chart = intervals(table, title="t", xlabel="x", **options)
        return [to_hex(c.get_facecolor()[0]) for c in chart.axes.collections if c.get_label() == "value"]

    of_sides = dict(zip(table["group"].unique(), HUES, strict=False))
    assert colours(colours=of_sides) == [of_sides[group] for group in table["group"]] and len(of_sides) > 1
    assert set(colours()) == {NEUTRAL}


def test_what_lacks_is_told_and_what_is_left_out() -> None:
    with pytest.raises(InputError, match="intervals needs the columns .*; the table lacks 'printed'"):
        intervals(data.shares(2).drop(columns="printed"), title="t", xlabel="x")
    assert "mine The first 60 of 70 rows." in intervals(data.shares(70), title="t", xlabel="x", note="mine").text


TOLD = {"apart": "3 of 3 pairs", "alike": "0 of 3 pairs", "flat": "0 of 3 pairs"}


def test_comparisons_of_too_few_articles_are_gathered_and_the_largest_differences_stand_first() -> None:
    table = data.compared(8)
    few = table.assign(a="D", result="too few to compare", p=None, effect=None).iloc[1:4]
    text = comparison(pd.concat([table, few.astype(table.dtypes)], ignore_index=True)).text
    assert "Left out: 3 comparisons of too few articles, all those of 1 group among them." in text and "D –" not in text
    rows = [line.partition(":")[0] for line in text.splitlines() if line.startswith(("A –", "B –"))]
    assert rows[:3] == ["A – C", "B – C", "A – B"] or rows[:3] == ["A – C", "A – B", "B – C"]
    many = pd.concat([table.assign(measure=table["measure"] + str(n)) for n in range(8)], ignore_index=True)
    shown = comparison(many).text
    assert "Of 96 comparisons the largest differences of each measure." in shown
    assert all(f"apart{n}: printed 3 of 3 pairs told apart" in shown for n in range(8))


def test_a_comparison_says_what_is_different_and_leaves_dots_open_that_are_unresolved() -> None:
    chart = comparison(data.compared(8))
    lines = chart.text.splitlines()
    apart, alike, flat = (lines.index(f"{name}: printed {told} told apart") for name, told in TOLD.items())
    assert lines[apart + 1].startswith("all groups: printed every group · p < .001 · different")
    assert "8 : 8 articles · p < .001 · A lower" in lines[apart + 2] and "effect -" in lines[apart + 2]
    assert all("unresolved" in line for line in lines[alike + 1 : flat])
    assert "effect" not in "".join(lines[flat + 2 : flat + 5]), "where nothing varies there is no dot"
    assert "adjusted for all 12 tests" in " ".join(chart.text.split())
    dots = [c for c in chart.axes.collections if c.get_label() == "effect"]
    assert [bool((dot.get_facecolor()[0][:3] == 1).all()) for dot in dots[:6]] == [False] * 3 + [True] * 3
    assert {round(255 * float(dot.get_edgecolor()[0][0])) for dot in dots[3:6]} == {int(GREY[1:3], 16)}


def test_where_nothing_can_be_tested_a_row_is_a_pair() -> None:
    text = comparison(data.compared(2)).text
    assert "Nothing is tested." in text and "each of 3 measures: " in text
    assert text.count("2 : 2 articles · too few to compare") == 3 and "effect" not in text
    assert "Nothing to show" in comparison(data.compared(2).head(0)).text


def results(**told: object) -> pd.DataFrame:
    """One comparison of two outlets with these results."""
    rng = np.random.default_rng(1)
    names = [f"{outlet}{n}" for outlet in "AB" for n in range(5)]
    table = pd.DataFrame({"article_id": names, "outlet": ["A"] * 5 + ["B"] * 5, "value": rng.normal(size=10)})
    return compare(table).assign(**told)


def test_what_could_have_been_resolved_is_printed_and_drawn() -> None:
    row = (plain := results()).iloc[0]
    chart = comparison(plain)
    assert f"(±{row.resolvable:.2g}) · 5 : 5 articles" in chart.text and row.result == "unresolved"
    strokes = [c for c in chart.axes.collections if c.get_label() == "could be resolved beyond"]
    expected = row.resolvable * row.effect / row.difference
    assert sorted(x for x, _ in strokes[0].get_offsets()) == pytest.approx(sorted([-abs(expected), abs(expected)]))


def test_each_way_of_not_being_resolved_has_its_own_words() -> None:
    few = comparison(results(result=SO_FEW, resolvable=float("nan")))
    assert f"5 : 5 articles · p {p_value(results().iloc[0].p_adjusted)} · {SO_FEW}" in few.text
    assert "no difference could have been, however large" in " ".join(few.text.split()) and "±" not in few.text.split("Dot:")[0]
    assert not [c for c in few.axes.collections if c.get_label() == "could be resolved beyond"]
    blank = dict.fromkeys(("effect", "difference", "low", "high", "p", "p_adjusted", "resolvable"), float("nan"))
    refused = results(result=OTHERS, design="refused", **blank)
    both = " ".join(comparison(pd.concat([results(), refused])).text.split())
    assert f"5 : 5 articles · {OTHERS}" in both and "a name alone moves how it is spoken of" in both
    assert "2 with another’s text left out" in comparison(results(copies=2)).text


def test_where_the_dots_ought_to_be_is_drawn_as_strokes_on_a_diagonal() -> None:
    table = pd.DataFrame({"label": ["a", "b"], "value": [0.2, 0.7], "low": [0.1, 0.6], "high": [0.3, 0.8], "printed": ["", ""]})
    plain, marked = (intervals(one, title="t", xlabel="x") for one in (table, table.assign(expected=[0.25, 0.75])))
    assert "expected" not in plain.text and "expected 0.25" in marked.text and "expected 0.75" in marked.text


def test_groups_keep_the_colour_that_they_have_elsewhere() -> None:
    table = pd.DataFrame({"label": ["a"], "value": [0.2], "low": [0.1], "high": [0.3], "printed": [""], "group": ["Iran"]})
    drawn = intervals(table, title="t", xlabel="x", colours={"Iran": "#123456"}).axes.collections
    (dots,) = [c for c in drawn if c.get_label() == "value"]
    assert to_hex(dots.get_facecolor()[0]) == "#123456"
