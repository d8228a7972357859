"""Who is named in the articles of one story, each under one name."""

import pandas as pd

from hearsay.entities.story_actors import StoryActor, story_actors
from labelled import passages_of


def actors(*texts: str, spoken: tuple[dict, ...] = ()) -> dict[str, StoryActor]:
    documents = pd.DataFrame({"document_id": [str(n) for n in range(len(texts))], "text": texts})
    sentences = pd.DataFrame(
        [
            {
                "article_id": str(n),
                "start": p.start,
                "end": p.end,
                "sentence_no": p.sentence_no,
                "paragraph_no": 0,
                "zone": "body",
            }
            for n, text in enumerate(texts)
            for p in passages_of(text)
        ]
    )
    plain = {
        "article_id": "0", "level": 1, "speaker": "", "organisation": "not stated", "country": "not stated",
        "source_type": "other", "identifiability": "anonymous", "source_start": None, "source_end": None, "cue_start": 0,
        "cue_end": 4,
    }  # fmt: skip
    attributions = pd.DataFrame([{**plain, **row} for row in spoken], columns=list(plain))
    return {actor.name: actor for actor in story_actors(documents, sentences, attributions)}


def test_a_name_in_full_in_one_article_is_looked_for_in_all() -> None:
    found = actors("Mayor Jane Hawthorne spoke.", "The bridge is closed, Hawthorne wrote.")
    assert set(found["Jane Hawthorne"].found) == {"0", "1"} and found["Jane Hawthorne"].kind == "person"


def test_a_country_goes_by_name_adjective_and_capital() -> None:
    found = actors("Norway met the Norwegian king in Oslo.")
    assert len(found["Norway"].found["0"]) == 3


def test_a_body_is_one_whether_its_country_stands_before_it() -> None:
    found = actors("The Iranian Foreign Ministry spoke.", "The Foreign Ministry of Iran spoke. Iran's Foreign Ministry left.")
    assert [name for name in found if "Ministry" in name] == ["Iranian Foreign Ministry", "Foreign Ministry of Iran"]


def test_who_speaks_is_heard_and_officials_speak_for_their_country() -> None:
    row = {"speaker": "Jane Doe", "identifiability": "named person", "country": "NO", "source_type": "named official"}
    found = actors("Norwegian minister Jane Doe said it rained.", spoken=(row,))
    assert found["Jane Doe"].heard["0"] == found["Norway"].heard["0"] == [(0, 4)]
    expert = actors("Norwegian minister Jane Doe said it rained.", spoken=({**row, "source_type": "named expert"},))
    assert not expert["Norway"].heard


def test_members_and_party_are_one() -> None:
    found = actors("Republicans met.", "The Republican Party met.")
    assert [set(actor.found) for name, actor in found.items() if "epublican" in name] == [{"0", "1"}]
