"""Mentions against what others give the same actor: by hand, and what a prejudice against a name does."""

from __future__ import annotations

import pandas as pd
import pytest

from hearsay.tone.portrayals import against_others


def mentions(*rows: tuple[str, str, float], voice: str = "outlet") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["article_id", "actor", "value"]).assign(voice=voice)


def test_each_mention_is_held_against_the_mean_of_its_actors_articles():
    found = against_others(mentions(("a", "Doe", 0.8), ("a", "Doe", 0.4), ("b", "Doe", 0.0), ("b", "Roe", -1.0)))
    assert found["value"].tolist() == pytest.approx([0.5, 0.1, -0.3]), "a's mean .6, b's 0; Roe is named by one article"


def test_a_prejudice_against_a_name_changes_nothing():
    plain = mentions(("a", "Doe", 0.8), ("a", "Roe", 0.4), ("b", "Doe", 0.0), ("c", "Roe", 0.2), ("c", "Doe", 0.1))
    against = plain.assign(value=plain["value"] - 0.5 * (plain["actor"] == "Roe"))
    assert against_others(against)["value"].tolist() == pytest.approx(against_others(plain)["value"].tolist())


def test_voices_are_apart_unless_told_otherwise():
    both = pd.concat([mentions(("a", "Doe", 1.0)), mentions(("b", "Doe", 0.0), voice="attributed")])
    assert against_others(both).empty
    assert against_others(both, who=["actor"])["value"].tolist() == [0.5, -0.5]


def test_what_has_no_value_is_no_mention_to_compare_with():
    assert against_others(mentions(("a", "Doe", 1.0), ("b", "Doe", float("nan")))).empty
    assert against_others(mentions()).empty
