"""Outlets beside one another on the same events."""

from __future__ import annotations

import pandas as pd
import pytest

import charts_data as data
from hearsay.charts import same_events
from hearsay.errors import InputError

EVENTS = 12
ARTICLES = data.articles(3 * EVENTS).assign(
    outlet=[name for _ in range(EVENTS) for name in ("A", "B", "C")], event=[f"e{n // 3}" for n in range(3 * EVENTS)]
)


def _said(iranian: dict[str, int], each: int = 4) -> pd.DataFrame:
    """Each article with four statements, so many of them of Iran by outlet, the others of the US."""
    said = data.attributions(ARTICLES, each=each).assign(level=1, source_type="other", zone="body")
    outlet = said["article_id"].map(ARTICLES.set_index("article_id")["outlet"])
    own = said["attribution_no"] < outlet.map(iranian)
    return said.assign(side=own.map({True: "Iran", False: "US"}))


def _line(text: str, side: str, name: str) -> str:
    lines = text.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{side}:"))
    return next(line for line in lines[start:] if line.startswith(f"{name}: "))


def test_an_outlet_stands_beside_the_others_on_its_events() -> None:
    text = same_events(_said({"A": 3, "B": 1, "C": 1}), ARTICLES).text
    assert "the others 0.25; the outlet 0.75" in _line(text, "Iranian", "A")
    assert "75 % : 25 % · +50 [+50, +50] · 12 events" in _line(text, "Iranian", "A")
    assert "25 % : 50 % · −25 [−25, −25]" in _line(text, "Iranian", "B")


def test_an_outlet_is_held_against_others_on_its_own_events_alone() -> None:
    """C reports other events, on which nobody else lets Iran speak: that is no difference of outlets."""
    outlets, own = ARTICLES["outlet"], [f"c{n}" for n in range(len(ARTICLES))]
    apart = ARTICLES.assign(event=ARTICLES["event"].mask(outlets == "C", pd.Series(own)))
    text = same_events(_said({"A": 2, "B": 2, "C": 0}), apart).text
    assert "50 % : 50 % · 0 [0, 0] · 12 events" in _line(text, "Iranian", "A") and "\nC: " not in text


def test_what_is_unresolved_is_grey_and_the_largest_differences_stand_first() -> None:
    said = _said({"A": 2, "B": 2, "C": 2})
    swapped = said["article_id"].isin(ARTICLES["article_id"][:3]) & (said["attribution_no"] == 3)
    chart = same_events(said.assign(side=said["side"].mask(swapped, "Iran")), ARTICLES)
    dots = [c for c in chart.axes.collections if c.get_label() == "the outlet"]
    colours = {tuple(round(255 * part) for part in dot.get_edgecolor()[0][:3]) for dot in dots}
    assert colours == {(138, 138, 138)}


def test_without_events_in_common_a_sentence_says_so_and_codings_do_not_correct_it() -> None:
    said, alone = _said({"A": 1, "B": 1, "C": 1}), ARTICLES.assign(event=[f"e{n}" for n in range(len(ARTICLES))])
    assert "Nothing to show: no outlet of many articles reports 6 events" in same_events(said, alone).text
    with pytest.raises(InputError, match="within events"):
        same_events(said, ARTICLES, corrected=data.coded(said))
