"""Who is not named, on what ground, how vaguely, and what rests on them alone."""

from __future__ import annotations

import pytest

from hearsay.sourcing import anonymity
from sourced import UNNAMED, said, shown, view


def one(measure, article):
    (finding,) = measure(article)
    return finding


def test_unnamed_of_sources_and_of_people():
    body = ["Officials said one.", "The ministry said two.", "Ann Lee said three."]
    article = view(body, [
        said("Officials", "said", "one", **UNNAMED),
        said("The ministry", "said", "two", source_type="government or institution", identifiability="named organisation"),
        said("Ann Lee", "said", "three"),
    ])  # fmt: skip
    sources, people = one(anonymity.unnamed, article), one(anonymity.unnamed_people, article)
    assert (sources.k, sources.n, people.k, people.n) == (1, 3, 1, 2) and shown(article, sources) == ["Officials"]


@pytest.mark.parametrize(
    "reason",
    [
        "who spoke on condition of anonymity because the talks are secret",
        "who asked not to be named, citing fear of reprisals",
        "who was not authorized to speak to the press",
    ],
)
def test_a_reason_holds_for_all_that_its_speaker_says(reason):
    article = view(
        ["It rained on Monday.", f"One official, {reason}, said one.", "The official added two.", "Another aide said three."],
        [
            said("One official", "said", "one", speaker="an official", **UNNAMED),
            said("The official", "added", "two", speaker="an official", **UNNAMED),
            said("Another aide", "said", "three", speaker="an aide", **UNNAMED),
        ],
    )
    finding = one(anonymity.reason_given, article)
    assert (finding.k, finding.n) == (2, 3) and len(finding.evidence) == 1
    assert shown(article, finding)[0] in reason and len(shown(article, finding)[0].split()) > 1


def test_anonymity_without_a_ground_is_no_reason():
    article = view(
        ["One official, speaking on condition of anonymity, said one."], [said("One official", "said", "one", **UNNAMED)]
    )
    assert one(anonymity.reason_given, article).k == 0


@pytest.mark.parametrize(
    ("source", "vague"),
    [
        ("well-informed sources", True), ("some", True), ("critics", True), ("a source close to the talks", True),
        ("US officials", False), ("some ministers", False), ("two residents", False),
    ],
)  # fmt: skip
def test_a_label_is_vague_when_it_tells_no_office(source, vague):
    article = view([f"He heard what {source} said of one."], [said(source, "said", "of one", **UNNAMED)])
    assert one(anonymity.vague_label, article).k == int(vague)


def test_headline_and_lead_may_rest_on_unnamed_sources_only():
    title, body = "Officials say one", ["Aides said two.", "Ann Lee said three."]
    attributions = [
        said("Officials", "say", "one", **UNNAMED),
        said("Aides", "said", "two", **UNNAMED),
        said("Ann Lee", "said", "three"),
    ]
    assert one(anonymity.headline_and_lead, view(body, attributions, title=title)).answer == "unnamed only"
    named = [attributions[0], said("Ann Lee", "said", "three")]
    assert one(anonymity.headline_and_lead, view(body[1:], named, title=title)).answer == "named as well"
    assert one(anonymity.headline_and_lead, view(["It rains."], [])).answer == "nobody"
