"""Each sentence split into the outlet's own words and those it attributes."""

import pandas as pd

from hearsay.attribution.whose_words import VoiceSegment, spoken_matches, voice_segments, voiced_matches
from hearsay.text.lexicons import Matcher

TEXT = "Doe said it rains hard. It rains."


def tables(*contents: tuple[int, int], level: int = 1) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    documents = pd.DataFrame({"document_id": ["a"], "text": [TEXT]})
    sentences = pd.DataFrame({"article_id": "a", "sentence_no": [0, 1], "start": [0, 24], "end": [23, 33]})
    row = {"article_id": "a", "level": level, "side": "ours", "source_start": 0, "source_end": 3, "cue_start": 4, "cue_end": 8}
    rows = [{**row, "attribution_no": n, "content_spans": (span,)} for n, span in enumerate(contents)]
    return documents, sentences, pd.DataFrame(rows, columns=[*row, "attribution_no", "content_spans"])


def parts(segments: list[VoiceSegment]) -> list[tuple[str, str]]:
    return [(TEXT[segment.start : segment.end], segment.voice) for segment in segments]


def test_a_content_cuts_its_sentence_and_source_and_cue_stay_the_outlets() -> None:
    assert parts(voice_segments(*tables((9, 22)))) == [
        ("Doe said", "outlet"), ("it rains hard", "attributed"), ("It rains.", "outlet"),
    ]  # fmt: skip


def test_what_is_quoted_inside_does_not_cut_again_and_overlaps_go_to_the_first() -> None:
    assert parts(voice_segments(*tables((9, 22), level=2)))[0] == ("Doe said it rains hard.", "outlet")
    segments = voice_segments(*tables((9, 17), (12, 22)))
    assert [(TEXT[s.start : s.end], s.attribution_no) for s in segments[1:3]] == [("it rains", 0), ("hard", 1)]


def test_matches_have_the_voice_they_stand_in_and_never_two() -> None:
    found = list(voiced_matches(Matcher([("rains",), ("said it",)]), *tables((9, 22))))
    assert [(segment.voice, TEXT[hit.start : hit.end]) for segment, hit in found] == [
        ("attributed", "rains"),
        ("outlet", "rains"),
    ]
    words = [[word.lower for word in inside] for _, _, inside in spoken_matches(*tables((9, 22)))]
    assert words == [["doe", "said"], ["it", "rains", "hard"], ["it", "rains"]]


QUOTED = "Doe left. “Nobody asked us about the crane.” The “old lady” rusts. “We were cold,” Holt said."


def told(text: str, **columns: object) -> list[tuple[str, str]]:
    """The segments of a text of one sentence; of the attribution of Holt's words, whose columns may be told."""
    first, said = text.index("“We"), text.index(" Holt")
    row = {
        "article_id": "a", "level": 1, "side": "ours", "source_start": said + 1, "source_end": said + 5, "cue_start": said + 6,
        "cue_end": said + 10, "attribution_no": 0, "content_spans": ((first, said),), "kind": "direct", "counted": True,
    }  # fmt: skip
    documents = pd.DataFrame({"document_id": ["a"], "text": [text]})
    sentences = pd.DataFrame({"article_id": "a", "sentence_no": [0], "start": [0], "end": [len(text)]})
    segments = voice_segments(documents, sentences, pd.DataFrame([row | columns]))
    return [(text[one.start : one.end], one.voice) for one in segments]


def test_quoted_words_of_nobody_are_a_voice_of_their_own_and_scare_quotes_are_not() -> None:
    assert told(QUOTED) == [
        ("Doe left. “", "outlet"), ("Nobody asked us about the crane.", "quoted, speaker not found"),
        ("” The “old lady” rusts.", "outlet"), ("“We were cold,”", "attributed"), ("Holt said.", "outlet"),
    ]  # fmt: skip


def test_what_nobody_said_is_the_outlets_word_unless_it_is_quoted() -> None:
    assert told(QUOTED, counted=False)[-2] == ("“We were cold,”", "attributed")
    assert [voice for words, voice in told(QUOTED, counted=False, kind="indirect") if "cold" in words] == ["outlet"]
