"""Origins: what shows one, what shows two, and that what a text leaves open joins no two others."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from hearsay.corroboration.claim_sentences import ClaimSentence, claim_sentences, share_held
from hearsay.corroboration.origins import Mention, evidence_of, independent_origins
from hearsay.schema import NOT_STATED


def sentence(article: str, text: str) -> ClaimSentence:
    row = SimpleNamespace(article_id=article, sentence_no=0, zone="body", start=0, end=len(text))
    return claim_sentences({article: text}, {article: [row]}, {}, [article])[0]


def mention(article: str, origin: str = "", kind: str = "named official", who: str = "named person", **more) -> Mention:
    one = sentence(article, more.pop("text", "The bridge will be closed for nine weeks."))
    stated = {"organisation": NOT_STATED, "country": NOT_STATED, "via": ()} | more
    return Mention(
        sentence=one,
        span=one.span,
        presented_as="attributed" if origin else "outlet's own words",
        origin=origin,
        source_type=kind if origin else "none",
        identifiability=who if origin else NOT_STATED,
        evidence=(0, 3) if origin else None,
        attribution=None,
        **stated,
    )


def origins(*mentions: Mention, shared=None) -> list[int]:
    return independent_origins(mentions, shared or {})[0]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (mention("a", "Elna Torvik"), mention("b", "Torvik"), 1),
        (mention("a", "Elna Torvik"), mention("b", "Jan Brekke"), 2),
        (mention("a"), mention("b"), 1),
        (mention("a", "Elna Torvik"), mention("b"), 2),
        (mention("a", "Elna Torvik"), mention("a"), 1),
        (mention("a", "Elna Torvik"), mention("b", "official", "unnamed official", "anonymous"), 1),
        (mention("a", "Elna Torvik"), mention("b", "officials", "unnamed official", "vague collective"), 2),
        (mention("a", "the poll", "document or intelligence", "document"),
         mention("b", "a new poll", "document or intelligence", "document"), 1),
        (mention("a", "Anna Lund", organisation="Harbour Board"),
         mention("b", "Harbour Board", "government or institution", "named organisation"), 1),
        (mention("a", "Elna Torvik", text="Torvik and others spoke of the bridge."),
         mention("b", "Jan Brekke", text="Brekke asked for what Torvik had promised."), 1),
        (mention("a", "Elna Torvik", via=("The Herald",)), mention("b", "The Herald", "media outlet", "named organisation"), 1),
    ],
)  # fmt: skip
def test_two_mentions_have_one_origin_or_two(one, other, count):
    assert len(set(origins(one, other))) == count
    assert len(set(origins(other, one))) == count


def test_shared_words_make_one_origin_of_two_names():
    two = mention("a", "Elna Torvik"), mention("b", "Jan Brekke")
    numbers, unions = independent_origins(two, {(0, 1): "shared run"})
    assert numbers == [0, 0]
    assert [union.ground for union in unions] == ["shared run"]
    assert list(evidence_of(unions[0], two)) == [one.span for one in two]


def test_what_is_left_open_joins_no_two_others():
    open_ = mention("c", "official", "unnamed official", "anonymous")
    assert len(set(origins(mention("a", "Elna Torvik"), mention("b", "Jan Brekke"), open_))) == 2
    assert len(set(origins(mention("a", "Elna Torvik"), mention("b", "Jan Brekke"), mention("a")))) == 2


def test_numbers_count_from_the_first_mention():
    assert origins(mention("a", "Elna Torvik"), mention("b", "Jan Brekke"), mention("c", "Torvik")) == [0, 1, 0]


def test_the_share_of_a_sentence_that_is_attributed():
    assert share_held(SimpleNamespace(content_spans=((0, 5), (8, 10))), 0, 10) == 0.7
