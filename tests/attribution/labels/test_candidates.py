"""Whom a source may take up: everybody that an article names around it."""

from hearsay.attribution.labels.candidates import ArticleMentions
from hearsay.attribution.labels.context import ArticleContext
from hearsay.entities.people import index_entities
from labelled import passages_of

TEXT = "French officials met Mayor Jane Doe of Acme Motors. Norway waited. Doe left, and she said it pours. Tom Roe slept."


def candidates(source: str) -> dict[str, list[str]]:
    passages = passages_of(TEXT)
    article = ArticleContext(index_entities(TEXT, passages), passages, [])
    start = TEXT.index(source)
    found = ArticleMentions(article).candidates((start, start + len(source)))
    return {one.speaker.name: [TEXT[slice(*span)] for span in one.mentions] for one in found}


def test_mentions_of_one_person_are_one_candidate() -> None:
    assert candidates("she")["Jane Doe"] == ["Jane Doe", "Doe"]


def test_groups_countries_and_those_who_come_later_are_candidates_too() -> None:
    assert {"French officials", "Norwegian government", "Tom Roe"} <= set(candidates("she"))


def test_a_source_is_no_candidate_for_itself() -> None:
    assert candidates("French officials").keys() == candidates("she").keys() - {"French officials"}
