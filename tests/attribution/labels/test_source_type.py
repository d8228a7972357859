"""What kind of source a speaker is and whether a reader could find him, her or it, by short phrases that stand alone.

The learned heads read whole articles; of a phrase alone they know less than rules did. What they get wrong here is marked,
strictly: a case that comes right has to lose its mark.
"""

from __future__ import annotations

from typing import Any

import pytest

from labelled import labels, one

OFFICES = "Oslo was dark. Norway lost power and Norwegian shops closed in Bergen. {} said it pours."
BRIEFING = "{} said it pours at the White House."


def lost(*case: str) -> Any:
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason="rules told it, the learned heads do not"))


@pytest.mark.parametrize(
    ("source", "kind", "who"),
    [
        ("Mayor Jane Doe", "named official", "named person"),
        ("Professor Jane Doe", "named expert", "named person"),
        ("Farmer Jane Doe", "ordinary person", "named person"),
        ("French officials", "unnamed official", "vague collective"),
        ("an economist", "unnamed expert", "anonymous"),
        ("critics", "other", "vague collective"),
        ("the Springfield Herald", "media outlet", "named organisation"),
        ("the French Foreign Ministry", "government or institution", "named organisation"),
        ("the European Union", "government or institution", "named organisation"),
        ("the report", "document or intelligence", "document"),
        lost("a spokesman for Harvard University", "other", "anonymous"),
        ("a Pentagon spokesman", "unnamed official", "anonymous"),
        ("a farmer who asked to remain anonymous", "other", "anonymous"),
        ("a farmer", "ordinary person", "anonymous"),
        ("a worker", "ordinary person", "anonymous"),
        lost("the French foreign minister", "unnamed official", "role unique"),
        ("the party chairman", "unnamed official", "role unique"),
        lost("the president of Zorblax Widgets", "other", "role unique"),
        lost("the director of the Peruvian Health Ministry's Center for Nutrition", "unnamed official", "role unique"),
        lost("Jane Doe of the Harwell Institute for Water Policy", "named expert", "named person"),
        lost("the school librarian, Jane Doe,", "ordinary person", "named person"),
        ("a Navy historian", "unnamed official", "anonymous"),
        ("a Navy professor", "unnamed expert", "anonymous"),
        lost("a source", "other", "anonymous"),
        lost("well-informed sources in Egypt", "other", "vague collective"),
        lost("a ministry", "government or institution", "anonymous"),
        lost("several ministries", "government or institution", "vague collective"),
        lost("Western nations", "government or institution", "vague collective"),
        lost("Africa", "government or institution", "vague collective"),
        lost("Democrats", "government or institution", "vague collective"),
        lost("Norwegians", "ordinary person", "vague collective"),
    ],
)
def test_kind_and_identifiability(source: str, kind: str, who: str) -> None:
    label = one(source)
    assert (label.source_type, label.identifiability) == (kind, who)


@pytest.mark.parametrize(
    ("text", "source", "country"),
    [
        ("It rained in France, in Paris and in Lyon. {} said it pours.", "The ambassador", "not stated"),
        ("It rained in France, in Paris and in Lyon. {} said it pours.", "A French official", "FR"),
        ("It rained in France, in Paris and in Lyon. {} said it pours.", "A farmer", "not stated"),
        (OFFICES.replace("Norwegian", "Chilean"), "Energy Minister Kari Doe", "not stated"),
        (BRIEFING.replace("at the White House", "near the pond"), "Press secretary Jane Doe", "not stated"),
        lost("It rained in France, in Paris and in Lyon. {} said it pours.", "The mayor", "FR"),
        lost("Germany met France and Norway. {} said it pours.", "The federal prosecutor", "DE"),
        lost(OFFICES, "Energy Minister Kari Doe", "NO"),
        lost(BRIEFING, "Press secretary Jane Doe", "US"),
    ],
)
def test_the_country_that_a_text_makes_plain(text: str, source: str, country: str) -> None:
    assert labels(text.format(source), (source, "said", "it pours"))[0].country == country


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        lost("The Smith bakery paid. A spokesman for Smith said it rains.", "A spokesman for Smith", "other"),
        lost("A farmer familiar with the talks said it rains.", "A farmer", "other"),
    ],
)
def test_the_kind_that_a_text_makes_plain(text: str, source: str, kind: str) -> None:
    assert labels(text, (source, "said", "it rains"))[0].source_type == kind
