"""Events as given and as found: by words, days and shared passages, the same for every order, never against what was given."""

from __future__ import annotations

import random
import re

import pandas as pd
import pytest

from hearsay import schema
from hearsay.corroboration import events, reuse
from hearsay.corroboration.event_search import DAYS, SPAN
from hearsay.statistics.article_events import article_events
from printed import prose, tables

STORIES = {
    "fire": ["Fire at the Dorvan mill in Kestrin", "A blaze at the Dorvan mill in Kestrin killed nine workers on Monday.",
             "Mayor Ilse Brandt of Kestrin said the mill had no sprinklers.", "Dorvan closed all its mills in Arland."],
    "vote": ["Parliament of Osteria votes on fishing", "Lawmakers in Osteria voted on Monday to ban trawling off Lisk.",
             "Minister Paul Oren said Lisk would lose its fleet.", "The Trawlers' Union of Lisk called a strike."],
}  # fmt: skip


def story(name: str, seed: int) -> list[str]:
    """An article on a story: its names and matter, among words of its own."""
    own = [re.sub(r"(\w+)", rf"\g<1>{seed}", line) for line in prose(seed, 3)]
    return [STORIES[name][0], *(line for pair in zip(STORIES[name][1:], own, strict=True) for line in pair)]


def found(bodies, reused: bool = True, **stated) -> pd.DataFrame:
    titles = {name: body[0] for name, body in bodies.items()}
    made = tables({name: body[1:] for name, body in bodies.items()}, titles=titles, **stated)
    shared = reuse(*(made[name] for name in ("documents", "sentences", "attributions", "articles")))
    table = events(made["articles"], made["sentences"], shared if reused else shared.head(0))
    return schema.validate("events", table)


def groups(table: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(part["article_id"]) for _, part in table.groupby("event")}


SIX = {f"{name}{n}": story(name, 10 * n + len(name) * 100 + ord(name[0])) for n in range(3) for name in STORIES}
DAY = dict.fromkeys(SIX, "2024-03-04")


def test_articles_of_one_story_are_one_event_named_by_the_first():
    table = found(SIX, published=DAY)
    assert groups(table) == {frozenset(f"{name}{n}" for n in range(3)) for name in STORIES}
    assert set(table["event"]) == {"fire0", "vote0"} and set(table["basis"]) == {"found"} and set(table["articles"]) == {3}
    near = table.set_index("article_id")
    assert near["nearest"]["fire1"].startswith("fire") and 0 < near["similarity"]["fire1"] <= 1
    assert "Kestrin" in near["shared"]["fire1"]


def test_the_first_by_date_names_the_event():
    table = found(SIX, published={**DAY, "fire2": "2024-03-03"})
    assert set(table["event"]) == {"fire2", "vote0"}


@pytest.mark.parametrize(("days", "joined"), [(DAYS, True), (DAYS + 1, False)])
def test_what_is_days_apart_is_another_event(days, joined):
    later = (pd.Timestamp("2024-03-04") + pd.Timedelta(days=days)).strftime("%Y-%m-%d")
    table = found(SIX, published={**DAY, "fire1": later}).set_index("article_id")
    assert (table["event"]["fire1"] == "fire0") == joined


def test_a_found_event_lasts_a_week_at_most():
    bodies = {f"f{n}": story("fire", n) for n in range(6)}
    days = {name: f"2024-03-{1 + DAYS * n:02}" for n, name in enumerate(bodies)}
    table = found(bodies, published=days)
    first = table.assign(day=pd.to_datetime(table["article_id"].map(days))).groupby("event")["day"]
    assert ((first.max() - first.min()).dt.days <= SPAN).all() and table["event"].nunique() > 1


def test_articles_without_a_date_join_what_they_are_like():
    table = found(SIX, published={name: day for name, day in DAY.items() if name != "vote1"})
    assert groups(table) == {frozenset(f"{name}{n}" for n in range(3)) for name in STORIES}
    assert groups(found(SIX)) == groups(table)


def test_given_events_are_never_joined_split_or_renamed():
    given = {"fire0": "A", "fire1": "B", "vote0": "A"}
    table = found(SIX, published=DAY, event=given).set_index("article_id")
    assert table["event"][[*given]].to_dict() == given and (table["basis"][[*given]] == "given").all()
    assert table["basis"]["fire2"] == "found" and table["event"]["fire2"] in ("A", "B")


def test_an_article_alone_is_an_event_of_its_own_and_has_none_for_comparisons():
    bodies = {**SIX, "other": prose(77, 8)}
    table = found(bodies, published={**DAY, "other": "2024-03-04"})
    row = table.set_index("article_id").loc["other"]
    assert row["event"] == "other" and row["articles"] == 1 and row["nearest"] == "" and pd.isna(row["similarity"])
    known = article_events(tables(bodies)["articles"], table)
    assert known["event"].tolist() == ["fire0", "vote0"] * 3 + ["not stated"]
    assert known["basis"].tolist() == ["found"] * 6 + ["not stated"]


def test_shared_passages_raise_likeness():
    body = [*STORIES["fire"], *prose(3, 4)]
    copied = {"a": body, "b": [*prose(4, 1), *body[1:]]}
    alike = [found(copied, reused)["similarity"].iloc[0] for reused in (True, False)]
    assert alike[0] > alike[1]


def test_the_order_of_articles_and_sentences_changes_nothing():
    turned = dict(random.Random(3).sample([*SIX.items()], len(SIX)))
    one, other = found(SIX, published=DAY), found(turned, published=DAY)
    pd.testing.assert_frame_equal(one, other.set_index("article_id").loc[one["article_id"]].reset_index()[list(one)])


def test_the_seeds_are_four_events(seeds):
    assert {frozenset(name[:3] for name in group) for group in groups(seeds.events)} == {
        frozenset(["000", "001"]), frozenset(["002"]), frozenset(["003"]), frozenset(["004"]),
    }  # fmt: skip


def test_no_articles_have_no_events():
    assert found({}).empty


def test_what_an_outlet_repeats_below_its_articles_binds_none():
    footer = [
        f"Dow Jones Indices {word} are marks of Standard Poors Holdings and licensed to Opco." for word in ("One", "Two", "Six")
    ]
    bodies = {
        f"a{n}": [*prose(n + 50, 1), *(re.sub(r"(\w+)", rf"\g<1>{n}", line) for line in prose(n, 3)), *footer] for n in range(4)
    }
    same = dict.fromkeys(bodies, "2024-03-04")
    assert found(bodies, published=same, outlet=dict.fromkeys(bodies, "Post"))["event"].nunique() == 4
    assert found(bodies, published=same)["event"].nunique() == 1
