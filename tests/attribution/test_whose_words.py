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
