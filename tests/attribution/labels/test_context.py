"""What is known of an article while its speakers are resolved, and the name under which one is counted."""

from dataclasses import replace

import pytest

from hearsay.attribution.labels.context import (
    ArticleContext,
    Speaker,
    canonical_name,
    role_lemma,
    taken_up_again,
    with_article,
    with_full_organisation,
    with_office,
)
from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.people import index_entities
from hearsay.entities.types import Affiliation, Mention, RoleClass
from hearsay.text.spans import Span
from labelled import passages_of


def context(text: str, *quoted: Span) -> ArticleContext:
    return ArticleContext(index_entities(text, passages_of(text)), passages_of(text), list(quoted))


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the Guardian", "The Guardian"),
        ("Tehran", "Iranian government"),
        ("senior Iranian officials", "Iranian officials"),
        ("dozens of protesters who marched", "protesters"),
        ("a spokesman for Acme", "Acme spokesman"),
        ("the report", "report"),
        ("NATO", "NATO"),
    ],
)
def test_the_one_form_under_which_a_speaker_is_counted(phrase: str, name: str) -> None:
    assert canonical_name(phrase, read_mention(phrase, 0, len(phrase))) == name


@pytest.mark.parametrize(
    ("role", "lemma"),
    [("prime minister", "minister"), ("spokeswoman", "spokesman"), ("sens", "sen"), ("spokesmen", "spokesman"), ("", "")],
)
def test_roles_in_one_form(role: str, lemma: str) -> None:
    assert role_lemma(role) == lemma


def test_what_sources_add_lies_beside_the_index() -> None:
    article = context("Jane Doe left.")
    person = article.index.person("Doe")
    told = replace(person.mention.in_role("mayor", RoleClass.OFFICIAL), affiliation=Affiliation(owner="its"))
    article.remember(person, told)
    assert article.facts(person).affiliation.owner == ""
    assert article.facts(person).role.title == "mayor" and article.speaker(person).mention.role.title == "mayor"
    assert person.mention.role.title == "" and article.index.person("Doe") is person


def test_where_an_offset_stands() -> None:
    article = context("It rained. It poured.", (3, 9))
    assert [article.passage(at) for at in (0, 12)] == [0, 1] and article.passage_start(1) == 11
    assert not article.outside(5) and article.outside(9)


def test_the_last_speakers_come_first_and_no_more_than_are_looked_at() -> None:
    article = context("It rained.")
    article.known += [((n, n + 1), Speaker(str(n), Mention(n, n + 1))) for n in range(200)]
    assert [speaker.name for _, speaker in article.recent()] == [str(n) for n in range(199, 119, -1)]


def test_a_body_and_a_country_told_elsewhere() -> None:
    text = "The French Foreign Ministry spoke. A ministry spokesman left. Norwegian president Jane Doe came. Doe's cabinet met."
    article = context(text)
    start = text.index("A ministry")
    mention = with_full_organisation(article, read_mention(text, start, start + len("A ministry spokesman")))
    assert (mention.organisation, mention.country) == ("French Foreign Ministry", "FR")
    start = text.index("Doe's")
    assert with_office(article, read_mention(text, start, start + len("Doe's cabinet"))).country == "NO"


def test_a_speaker_taken_up_again_keeps_the_span_that_says_who() -> None:
    speaker = Speaker("Doe", Mention(3, 6))
    assert taken_up_again(speaker, 20).antecedent == (3, 6) and taken_up_again(speaker, 3).antecedent is None
    assert with_article("the Herald") == "The Herald" and with_article("Herald") == "Herald"
