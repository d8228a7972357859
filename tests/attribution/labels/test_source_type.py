"""What kind of source a speaker is, and whether a reader could find him, her or it."""

import pytest

from hearsay.attribution.labels.context import NOBODY, Speaker
from hearsay.attribution.labels.source_type import identifiability, source_type
from hearsay.entities.types import Head, HeadNoun, Mention
from labelled import one


@pytest.mark.parametrize(
    ("source", "kind", "who"),
    [
        ("Mayor Jane Doe", "named official", "named person"),
        ("Professor Jane Doe", "named expert", "named person"),
        ("Farmer Jane Doe", "ordinary person", "named person"),
        ("French officials", "unnamed official", "anonymous"),
        ("the French foreign minister", "unnamed official", "role unique"),
        ("an economist", "unnamed expert", "anonymous"),
        ("critics", "other", "vague collective"),
        ("a source", "other", "anonymous"),
        ("the Springfield Herald", "media outlet", "named organisation"),
        ("the French Foreign Ministry", "government or institution", "named organisation"),
        ("a ministry", "government or institution", "anonymous"),
        ("several ministries", "government or institution", "vague collective"),
        ("Norwegians", "ordinary person", "vague collective"),
        ("Africa", "government or institution", "vague collective"),
        ("the European Union", "government or institution", "named organisation"),
        ("the report", "document or intelligence", "document"),
        ("Democrats", "government or institution", "vague collective"),
        ("the president of Zorblax Widgets", "other", "role unique"),
        ("the party chairman", "unnamed official", "role unique"),
        ("a spokesman for Harvard University", "other", "anonymous"),
        ("a Pentagon spokesman", "unnamed official", "anonymous"),
        ("a Navy historian", "unnamed official", "anonymous"),
        ("a Navy professor", "unnamed expert", "anonymous"),
        ("they", "other", "anonymous"),
    ],
)
def test_kind_and_identifiability(source: str, kind: str, who: str) -> None:
    label = one(source)
    assert (label.source_type, label.identifiability) == (kind, who)


def test_nobody_and_the_author() -> None:
    assert source_type(NOBODY) == "none" and identifiability(NOBODY, "none") == "implicit"
    author = Speaker("I", Mention(0, 1, HeadNoun(Head.PRONOUN, low="i")), author=True)
    assert (source_type(author), identifiability(author, "other")) == ("other", "author")
