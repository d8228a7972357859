"""Labels by rules that unseen news asked for, on invented examples; sources that are none; headlines beside a colon."""

from __future__ import annotations

import pytest

from hearsay.attribution.extraction.cleaning import clean_sources
from hearsay.attribution.extraction.learned import headline_attributions
from hearsay.text.spans import Attribution, SentenceSpan
from labelled import labels, one


@pytest.mark.parametrize(
    ("source", "source_type", "country"),
    [
        ("Swiss ambassador to the UN Lena Frei", "named official", "CH"),
        ("State Department official Carl Doe", "named official", "US"),
        ("current and former State Department officials", "unnamed official", "US"),
        ("Norwegian police", "government or institution", "NO"),
        ("Norwegian police officers", "unnamed official", "NO"),
        ("one Norwegian official, showing pictures of a Chilean ship,", "unnamed official", "NO"),
        ("authorities in Oslo", "government or institution", "NO"),
        ("a spokesman for the National Widget Association", "other", "not stated"),
    ],
)
def test_who(source: str, source_type: str, country: str) -> None:
    label = one(source)
    assert (label.source_type, label.country) == (source_type, country)


def test_a_title_printed_once_holds_for_the_rest() -> None:
    first, second = labels(
        "The Greek tourism minister, Nikos Doe, said it rains. Doe added it pours.",
        ("The Greek tourism minister, Nikos Doe,", "said", "it rains"),
        ("Doe", "added", "it pours"),
    )
    assert (second.speaker, second.source_type, second.country) == (first.speaker, "named official", "GR")


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("will show", "whether it rained", "neutral"),
        ("showed", "that it rained", "assertive"),
        ("rejected", "a ceasefire proposal", "neutral"),
        ("rejected", "the claims of fraud", "denial"),
        ("was hoping to show", "that it rained", "neutral"),
        ("said in a client note", "that it rained", "neutral"),
        ("was sworn in as", "president", "neutral"),
    ],
)
def test_how(cue: str, content: str, stance: str) -> None:
    assert one("Jane Doe", content, cue).stance == stance


def test_an_outlet_before_the_cue_and_the_agency_s_own_story() -> None:
    text = "In an interview with Le Monde, Jane Doe said it rains."
    assert labels(text, ("Jane Doe", "said", "it rains"))[0].via == ("Le Monde",)
    assert labels("Jane Doe said later on Fox News it rains.", ("Jane Doe", "said later on Fox News", "it rains"))[0].hop == 2
    own = "OSLO (Reuters) - Two sources told Reuters that it rains."
    assert labels(own, ("Two sources", "told", "that it rains"))[0].hop == 1


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kept"),
    [
        ("It was reported that ice melts.", "It", "was reported", "that ice melts", None),
        ("It reported that ice melts.", "It", "reported", "that ice melts", "It"),
        ("It was told that ice melts, so it left.", "it left", "told", "that ice melts", "it left"),
        ("Peru denied the claims that ice melts.", "the", "claims", "that ice melts", None),
        ("Peru’s denials that ice melts.", "Peru’s", "denials", "that ice melts", "Peru"),
    ],
)
def test_sources_that_are_none(text: str, source: str, cue: str, content: str, kept: str | None) -> None:
    spans = [(text.index(words), text.index(words) + len(words)) for words in (source, cue, content)]
    (found,) = clean_sources(text, [Attribution(spans[0], spans[1], (spans[2],))])
    assert (text[slice(*found.source)] if found.source else None) == kept


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Bridge closed after lorry crash: police", "police"),
        ("Officials: Bridge closed after lorry crash", "Officials"),
        ("Live: Election results from across the country", None),
        ("Peru floods: What we know so far", None),
    ],
)
def test_headlines_beside_a_colon(title: str, source: str | None) -> None:
    found = headline_attributions(title, [SentenceSpan(0, len(title), 0, 0, "title")])
    assert [title[slice(*one.source)] for one in found if one.source] == ([source] if source else [])
    assert headline_attributions(title, [SentenceSpan(0, len(title), 0, 0, "body")]) == []
