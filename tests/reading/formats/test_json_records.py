"""JSON and JSON Lines."""

from __future__ import annotations

import json

import pytest

from hearsay.reading import read_documents
from hearsay.reading.formats import json_records
from samples import put

ONE = {"title": "A bridge falls", "text": "It fell on Monday."}


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ([ONE, ONE], 2),
        (ONE, 1),
        ({"status": "ok", "response": {"docs": [ONE, ONE, ONE], "few": [ONE]}}, 3),
        ({**ONE, "tags": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}, 1),
        ({"a": {"b": {"c": {"d": {"e": {"f": [ONE, ONE]}}}}}}, 0),
        ({"n": 1}, 0),
    ],
)
def test_articles_are_found_wherever_their_list_lies(tmp_path, content, texts):
    documents, problems = read_documents(put(tmp_path / "a.json", json.dumps(content)))
    assert len(documents) == texts and problems["lost"].any() == (texts == 0)


def test_a_list_that_breaks_off_gives_its_whole_objects(tmp_path):
    whole = json.dumps({"docs": [ONE, ONE, ONE]})
    documents, problems = read_documents(put(tmp_path / "a.json", whole[:-20]))
    assert len(documents) == 2 and "2 before that place read" in problems["problem"].iloc[0]


def test_objects_on_lines_are_lines_whatever_the_name(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.json", "\n".join([json.dumps(ONE)] * 2)))
    assert len(documents) == 2 and not problems["lost"].any()


def test_bad_lines_are_counted_and_the_others_read(tmp_path):
    lines = [json.dumps(ONE), "{", "[1]", json.dumps(ONE)]
    documents, problems = read_documents(put(tmp_path / "a.jsonl", "\n".join(lines)))
    assert len(documents) == 2 and sorted(problems["problem"]) == ["no JSON, or cut off", "no object with keys such as 'text'"]


def test_formats_answer_to_their_suffixes():
    assert (json_records.JSON.suffixes, json_records.LINES.suffixes) == ((".json",), (".jsonl", ".ndjson"))
