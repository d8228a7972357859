"""A plain folder: no event is stated, and everything that is compared within events is compared within those that are found."""

from __future__ import annotations

import random

import pandas as pd
import pytest

import hearsay as hs
from hearsay.framing import word_shift
from hearsay.measures import measures
from hearsay.statistics import compare

PLACES = ("Kestrin", "Osteria", "Arland", "Belmora", "Dunvik", "Tarsel")
NAMES = ("Brandt", "Oren", "Halvard", "Quint", "Mercer", "Vasko")
THINGS = ("mill fire", "fishing ban", "bridge collapse", "harbour strike", "tax vote", "school closure")
WORDS = (
    "sprinklers", "trawlers", "girders", "dockers", "levies", "pupils", "turbines", "orchards", "tunnels", "glaciers", "ferries",
    "silos", "canals", "quarries", "looms", "kilns",
)  # fmt: skip
DEEDS = ("burned", "sank", "broke", "halted", "rose", "left", "stalled", "froze")
MATTERS = [[" ".join(pair) for pair in zip(random.Random(n).sample(WORDS, 8), DEEDS, strict=True)] for n in range(6)]


def printed(number: int, outlet: str) -> str:
    """One outlet's article on one of the events, in words of its own; one of them calls everything grim."""
    place, name, thing = PLACES[number], NAMES[number], THINGS[number]
    draw = random.Random(f"{number}{outlet}")
    echo = outlet == "Echo"
    told = "In {} the {} soon after that, two people told us." if echo else "Around {} all of the {}, reporters saw."
    lines = [told.format(place, matter) for matter in draw.sample(MATTERS[number], 8)]
    loud = " It was a grim, grim day." if echo else ""
    own = f"Mayor {name} of {place} said the {thing} would change {place}.{loud}"
    return "\n\n".join([f"{thing.capitalize()} in {place}", own, *lines])


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> hs.Study:
    """Six events, each in two outlets and a month apart from the next, with dates and outlets and nothing else."""
    rows = [
        {"outlet": outlet, "published": f"2024-0{number + 1}-0{day}", "text": printed(number, outlet)}
        for number in range(6)
        for day, outlet in ((5, "Echo"), (6, "Globe"))
    ]
    path = tmp_path_factory.mktemp("plain") / "articles.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return hs.read(path)


def test_omissions_are_those_of_each_story_that_was_found(plain):
    table = plain.omissions
    assert table.groupby("story")["article_id"].nunique().tolist() == [2] * 6 and set(table["basis"]) == {"found"}
    names = dict(zip(NAMES, plain.omissions["story"].unique(), strict=True))
    assert all(set(table.loc[table["item"].str.contains(name), "story"]) == {story} for name, story in names.items())
    assert "found" in hs.charts.omissions(table, plain.articles).text


def test_the_words_of_outlets_are_tested_within_the_events_that_were_found(plain):
    grim = plain.wording.query("term == 'grim' and group == 'Echo'").iloc[0]
    assert (grim["events"], grim["events_found"]) == (6, 6)


def test_a_word_shift_pairs_the_events_that_were_found(plain):
    given = plain.documents, plain.sentences, plain.articles, "Echo", "Globe"
    table = word_shift(*given, events=plain.events).set_index("term")
    assert table.loc["grim", ["events", "events_found"]].tolist() == [6, 6]
    assert (word_shift(*given)["events"] == 0).all(), "without the table only what the articles state is known"


def test_measures_are_compared_within_the_events_that_were_found(plain):
    told = compare(measures(plain), measure="measure", weight="weight").set_index("measure")
    assert told.loc["attributions per 100 words", ["design", "events", "events_found"]].tolist() == ["paired", 6, 6]


def test_a_comparison_makes_no_table_that_it_does_not_look_at(plain):
    measures(plain)
    assert not {"claim_pairs", "claims", "contradictions", "indicators"} & set(plain._tables)
