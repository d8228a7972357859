"""The index of who is named in one article."""

import dataclasses
from pathlib import Path

import pytest

import hearsay as hs
from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.entities import people
from hearsay.entities.people import EntityIndex, index_entities
from hearsay.entities.types import RoleClass
from hearsay.text.spans import Attribution
from labelled import passages_of

SEEDS = Path(__file__).parents[2] / "seeds"


def index(text: str) -> EntityIndex:
    return index_entities(text, passages_of(text))


def test_a_surname_means_the_person_named_in_full() -> None:
    read = index("Mayor Jane Doe spoke. John Roe stayed.")
    assert [person.name for person in read.people] == ["Jane Doe", "John Roe"]
    assert read.person("Doe") is read.people[0] and read.people[0].seen == 1
    assert read.person("Zorblax") is None


def test_namesakes_are_two_people() -> None:
    read = index("Jane Doe spoke. John Doe listened.")
    assert [read.person(name).name for name in ("Jane Doe", "John Doe")] == ["Jane Doe", "John Doe"]


@pytest.mark.parametrize("word", ["Plus", "Nevertheless", "Following", "Consequently", "Nobody"])
def test_a_word_that_opens_a_sentence_is_no_first_name(word: str) -> None:
    read = index(f"Jane Doe spoke. {word} Doe asked for rain.")
    assert [person.name for person in read.people] == ["Jane Doe"]


def test_facts_of_all_mentions_come_together_with_the_span_that_says_so() -> None:
    text = "Doe spoke first. Jane Doe, a French senator, left."
    person = index(text).person("Doe")
    assert (person.mention.role.title, person.mention.country) == ("senator", "FR")
    assert text[slice(*person.evidence)] == "Jane Doe"


def test_a_plural_title_holds_for_the_next_name() -> None:
    read = index("Senators Jane Doe and John Roe met.")
    assert read.person("Roe").mention.role.title == "senators"


def test_what_only_politicians_have_makes_one() -> None:
    read = index("Mary Smith spoke. The Smith campaign paid.")
    assert read.politicians == {"smith"} and read.person("Smith").mention.role.kind is RoleClass.OFFICIAL
    assert index("Mary Smith spoke. The Smith bakery paid.").person("Smith").mention.role.kind is RoleClass.NONE


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Senator Jane Doe (R-Ohio) spoke.", "senator", "US"),
        ("Jane Doe (D-Ohio) spoke.", "politician", "US"),
        ("Jane Doe of the Institute for Rain spoke.", "", ""),
        ("Jane Doe, a minister from Norway, spoke.", "minister", "NO"),
        ("Jane Doe, Norway and the rest spoke.", "", ""),
    ],
)
def test_what_stands_beside_a_name(text: str, role: str, country: str) -> None:
    mention = index(text).person("Jane Doe").mention
    assert (mention.role.title, mention.country) == (role, country)


def test_a_first_name_alone_means_its_bearer() -> None:
    read = index("Mary Hawthorne spoke. Hawthorne left.")
    assert read.person("Mary") is read.person("Hawthorne")


def test_the_country_is_the_first_of_the_sentence_else_the_last_before() -> None:
    text = "France and Spain met. It rained in Norway."
    read = index(text)
    assert read.country(0, 20).country == "FR" and read.country(text.index("It"), text.index("It") + 3).country == "ES"
    assert read.country(0, 0) is None and read.printed == {"FR", "ES", "NO"}


def test_a_body_is_the_last_named_more_fully_before() -> None:
    text = "The French Foreign Ministry spoke. The ministry left."
    assert index(text).organisation("ministry", text.index("The ministry")).name == "French Foreign Ministry"
    assert index(text).organisation("ministry", 0) is None


def test_people_in_a_stretch_of_text() -> None:
    read = index("Jane Doe spoke. John Roe listened. Mary Poe left.")
    assert [person.name for _, person in read.people_between(10, 99, 1)] == ["John Roe"]


def test_in_a_headline_capitals_tell_no_name() -> None:
    assert index("Bridge Closed After Storm Hits Village").people == ()


def test_the_same_article_has_one_index_that_no_use_of_it_changes() -> None:
    text = "Doe spoke. The French mayor Jane Doe said it rained."
    read = index(text)
    before = dataclasses.asdict(read.people[0])
    start = text.index("The French")
    source = (start, start + len("The French mayor Jane Doe"))
    first = resolve_speakers(read, passages_of(text), [Attribution(source, (source[1] + 1, source[1] + 5), ())])
    assert index(text) is read and dataclasses.asdict(read.people[0]) == before
    assert resolve_speakers(read, passages_of(text), [Attribution(source, (source[1] + 1, source[1] + 5), ())]) == first
    with pytest.raises(dataclasses.FrozenInstanceError):
        read.people[0].seen = 9
    with pytest.raises(TypeError):
        read.by_name["doe"] = ()


def test_all_tables_of_one_process_share_one_index_an_article() -> None:
    people._indexed.cache_clear()
    study = hs.read(SEEDS, cores=1)
    for table in ("attributions", "portrayals", "epithets", "omissions"):
        assert len(getattr(study, table))
    made = people._indexed.cache_info()
    assert made.misses == len(study.documents) == 5 and made.hits >= 2 * made.misses
