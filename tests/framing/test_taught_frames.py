"""Frames taught by marked sentences: found again, refused when too few, and as sure as the marks allow."""

from __future__ import annotations

import pandas as pd
import pytest

import hearsay as hs
from hearsay.errors import InputError
from hearsay.framing import frames
from hearsay.framing.taught_frames import how_sure
from hearsay.framing.user_frames import cue_records, read_cues
from invented import tables
from sentence_doubles import word_vectors

YES = [f"The train on the {where} railway was {how}." for where in ("north", "south", "old", "new") for how in ("late", "early")]
NO = [f"The minister {what} of {whom}." for what in ("spoke", "thought", "warned") for whom in ("war", "peace", "money")]


@pytest.fixture(autouse=True)
def _vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.framing.taught_frames.sentence_vectors", word_vectors)


def marks(yes: list[str], no: list[str], frame: str = "rail") -> pd.DataFrame:
    rows = [(frame, text, "yes") for text in yes] + [(frame, text, "no") for text in no]
    return pd.DataFrame(rows, columns=["frame", "sentence", "shows"])


def test_a_taught_frame_is_found_in_other_sentences_with_whose_words_they_are():
    documents, sentences, attributions = tables(
        ["The railway train was slow.", "The minister spoke of rain.", "[She] {said} <the train on the east railway was late>."]
    )
    found = frames(documents, sentences, attributions, cues=marks(YES, NO))
    assert found[["sentence_no", "voice", "frame"]].to_numpy().tolist() == [[0, "outlet", "rail"], [2, "attributed", "rail"]]
    assert found["score"].between(0.3, 1).all()
    assert found["evidence"].tolist() == [((sentences["start"][n], sentences["end"][n]),) for n in (0, 2)]


def test_cues_and_marked_sentences_stand_side_by_side(tmp_path):
    marks(YES, NO).to_csv(tmp_path / "marked.csv", index=False)
    (tmp_path / "cues.csv").write_text("frame,cue,ground\nweather,rain*,what falls\n")
    both = [tmp_path / "marked.csv", tmp_path / "cues.csv"]
    given = tables(["The train was late on the railway.", "The minister spoke of rain."])
    table = frames(*given, cues=cue_records(both))
    assert table[["sentence_no", "frame"]].to_numpy().tolist() == [[0, "rail"], [1, "weather"]]
    pd.testing.assert_frame_equal(table, frames(*given, cues=both))
    pd.testing.assert_frame_equal(read_cues(cue_records(both)), read_cues(both))


def test_how_sure_it_is_where_there_is_something_to_learn_and_where_there_is_not():
    row = how_sure(marks(YES, NO)).iloc[0]
    assert row[["frame", "yes", "no", "n"]].tolist() == ["rail", 8, 9, 17]
    assert row["ordered"] > 0.95 and row["right"] >= 16 and row["low"] < row["right"] / row["n"] <= row["high"]
    mixed = [*YES, *NO]
    nothing = how_sure(marks(mixed[::2], mixed[1::2])).iloc[0]
    assert nothing["ordered"] < 0.75 and nothing["right"] <= 12


def test_fewer_than_it_takes_are_refused_with_their_number():
    with pytest.raises(InputError, match="'rail': 4 sentences marked yes and 9 no; it takes 5 of each"):
        frames(*tables(["It rains."]), cues=marks(YES[:4], NO))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("frame,sentence\nrail,The train.\n", "line 1: no column 'shows'"),
        ("frame,sentence,shows\nrail,The train.,maybe\n", "line 2: has shows 'maybe'"),
        ("frame,sentence,shows\nrail,,yes\n", "line 2: has no 'sentence'"),
        ("frame,sentence,shows\nrail,!!,yes\n", "line 2: has a sentence without a word"),
        ("frame,sentence,shows\n", "holds no sentence"),
    ],
)
def test_a_bad_file_of_marked_sentences_is_told_with_its_line(tmp_path, text, message):
    (tmp_path / "mine.csv").write_text(text)
    with pytest.raises(InputError, match=f"mine.csv.*{message}"):
        read_cues(tmp_path / "mine.csv")


def test_the_way_from_the_file_to_the_table_of_a_study(tmp_path):
    marks(YES, NO).to_csv(tmp_path / "marked.csv", index=False)
    (tmp_path / "a.txt").write_text(
        "The Herald\n\nThe train on the old railway was late again. The minister spoke of money and war.\n"
    )
    study = hs.read(tmp_path / "a.txt", frames=tmp_path / "marked.csv")
    assert study.frame_names == ("rail",)
    assert set(study.frames["frame"]) <= {"rail"} and len(study.frames) == 1
