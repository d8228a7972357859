"""Sources led back, within the article, to one speaker."""

import pytest

from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.entities.people import index_entities
from hearsay.text.spans import Attribution
from labelled import labels, one


def test_a_short_name_takes_the_facts_of_the_full_one() -> None:
    text = "French mayor Jane Doe left. Doe said it rains."
    label = labels(text, ("Doe", "said", "it rains"))[0]
    assert (label.speaker, label.source_type, label.country) == ("Jane Doe", "named official", "FR")


def test_what_a_source_says_of_somebody_holds_for_the_rest() -> None:
    text = "Jane Doe left. The Norwegian mayor Jane Doe said it rains. Doe added it pours."
    found = labels(text, ("The Norwegian mayor Jane Doe", "said", "it rains"), ("Doe", "added", "it pours"))
    assert [label.country for label in found] == ["NO", "NO"]


@pytest.mark.parametrize(
    ("source", "who"), [("Zorblax", "named person"), ("ZBX", "named organisation"), ("The Zorblax", "named organisation")]
)
def test_one_word_nobody_explains_is_a_person_unless_its_form_speaks_against_it(source: str, who: str) -> None:
    assert one(source).identifiability == who


def test_a_politicians_people_are_officials() -> None:
    text = "The Smith campaign paid. A spokesman for Smith said it rains."
    assert labels(text, ("A spokesman for Smith", "said", "it rains"))[0].source_type == "unnamed official"


def test_the_country_and_the_ministry_named_before() -> None:
    text = "The French Foreign Ministry left France. The country said it rains. The ministry added it pours."
    country, ministry = labels(text, ("The country", "said", "it rains"), ("The ministry", "added", "it pours"))
    assert country.speaker == "French government" and ministry.speaker == "French Foreign Ministry"


def test_the_report_is_the_outlets_that_was_just_cited() -> None:
    text = "The Springfield Herald said it rains. The report added it pours."
    found = labels(text, ("The Springfield Herald", "said", "it rains"), ("The report", "added", "it pours"))
    assert found[1].speaker == found[0].speaker


def test_nobody_is_resolved_where_no_source_is() -> None:
    text = "It reportedly rains."
    (speaker,) = resolve_speakers(index_entities(text, []), [], [Attribution(None, (3, 13), ((14, 19),))])
    assert speaker.name == ""
