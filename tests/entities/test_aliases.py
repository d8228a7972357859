"""Names that a user counts as one actor."""

import pytest

from hearsay.entities.gazetteer import actor_aliases, alias_records
from hearsay.entities.types import Actor
from hearsay.errors import InputError
from hearsay.text.spans import SentenceSpan


def test_an_alias_counts_as_printed_before_the_name_it_was_led_back_to() -> None:
    aliases = actor_aliases({"the Reds": "Acme", "Zeta": "Other"})
    text = "The Reds' plan"
    merged = aliases.merged(text, [Actor(0, 8, "Zeta", "person"), Actor(9, 14, "Zeta", "person"), Actor(9, 14, "Iota", "person")])
    assert [actor.name for actor in merged] == ["Acme", "Other", "Iota"]


def test_an_alias_is_found_where_nobody_was() -> None:
    aliases = actor_aliases([{"alias": "City Hall", "actor": "Springfield", "kind": "government"}])
    text = "It rained. City  Hall spoke, City Hallway did not."
    found = list(aliases.added(text, [SentenceSpan(11, len(text), 1, 0, "body")], [Actor(45, 50, "x", "person")]))
    assert found == [Actor(11, 21, "Springfield", "government")]
    assert list(aliases.added(text, [SentenceSpan(11, len(text), 1, 0, "body")], [Actor(11, 15, "City", "person")])) == []


def test_a_table_says_which_row_is_wrong(tmp_path) -> None:
    file = tmp_path / "aliases.csv"
    file.write_text("alias,actor,kind\nReds,Acme,\nBlues,,\n", encoding="utf-8")
    with pytest.raises(InputError, match="aliases.csv, line 3: no actor"):
        alias_records(file)
    with pytest.raises(InputError, match="entry 1: kind 'band' is none of"):
        alias_records([{"alias": "a", "actor": "b", "kind": "band"}])
    assert alias_records(None) is None and list(actor_aliases(None).added("a", [], [])) == []
