"""A coder's way through a sample: what is asked, what is shown, and going back."""

from types import SimpleNamespace

import pytest

from hearsay.errors import InputError
from hearsay.validation.coding_session import CodingSession


@pytest.fixture
def session(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=20) as made:
        yield made


def test_an_item_that_is_none_is_asked_no_more(session):
    assert session.question.name == "ok"
    assert session.answer("n") and session.place == 1 and session.question.name == "ok"


def test_all_questions_are_asked_of_one_that_is(session):
    asked = []
    for given in ("y", "2", "4", "us", "1", "1"):
        asked.append(session.question.name)
        done = session.answer(given)
    assert asked == ["ok", "source_type", "identifiability", "country", "stance", "hop"] and done and session.coded == 1


def test_back_goes_a_question_then_an_item_back(session):
    session.answer("n")
    session.answer("y")
    session.answer("1")
    assert session.given == {"ok": 1, "source_type": "named official"}
    session.back()
    session.back()
    assert session.given == {} and session.place == 1
    session.back()
    assert session.place == 0
    session.back()
    assert session.place == 0


def test_a_wrong_key_changes_nothing(session):
    with pytest.raises(InputError, match="none of the keys"):
        session.answer("x")
    assert session.place == 0 and session.given == {} and session.coded == 0


def test_what_is_skipped_is_asked_again_and_what_is_coded_is_not(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=20, questions=["ok"]) as session:
        session.skip()
        session.answer("y")
        session.doubt()
        session.answer("y")
    with CodingSession(seeds, tmp_path, "ann", n=20, questions=["ok"]) as session:
        assert session.place == 0 and session.coded == 2
        session.answer("y")
        assert session.place == 3
        assert [record["confidence"] for record in session.file.records] == ["high", "low", "high"]


def test_the_co_text_is_a_stretch_of_the_text_with_the_item_in_it(session):
    while not session.done:
        pieces, item = session.context(), session.item
        text = session.sample.texts[item["article"]]
        assert "".join(piece for _, piece in pieces) in text
        for start, end, role in item["marks"]:
            assert text[start:end] in "".join(piece for name, piece in pieces if name == role) or any(
                role != n for n, _ in pieces
            )
        session.skip()


def shown(session, text, start, end):
    """The co-text of a stretch of a text that is an item."""
    session.sample = SimpleNamespace(texts={"a": text}, items=[{"article": "a", "start": start, "end": end, "marks": []}])
    session.place = 0
    return "".join(piece for _, piece in session.context())


def test_co_text_goes_on_to_the_borders_of_paragraphs(session):
    lines = [f"{number:02} {'x' * 96}" for number in range(40)]
    text, start = "\n".join(lines), 2000
    assert shown(session, text, start, start + 10) == "\n".join(lines[13:24])
    assert shown(session, text, 0, 5) == "\n".join(lines[:4]) and shown(session, text, 3990, 3999) == "\n".join(lines[32:])
    assert shown(session, f"\n{'y' * 2000}", 800, 810) == "y" * 2000


@pytest.mark.parametrize(
    ("start", "begins", "ends"), [(5000, 4300, 5360), (2800, 0, 3160), (2801, 2101, 3161), (7540, 6840, 10_000)]
)
def test_where_no_paragraph_ends_for_long_co_text_is_cut(session, start, begins, ends):
    """At 700 characters before and 350 after, unless the text itself ends within 2,100 more."""
    text = "".join(chr(0x4E00 + place) for place in range(10_000))
    assert shown(session, text, start, start + 10) == text[begins:ends]


def test_there_is_no_question_that_is_not_there(seeds, tmp_path):
    with pytest.raises(InputError, match="no question 'colour'"):
        CodingSession(seeds, tmp_path, "ann", questions=["colour"])
    with pytest.raises(InputError, match="nothing called 'x'"):
        CodingSession(seeds, tmp_path, "ann", what="x")
