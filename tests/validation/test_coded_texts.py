"""Coded texts from files and as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.schema import NOT_STATED, validate
from hearsay.validation.coded_texts import json_lines, text_documents


def test_each_object_comes_with_its_line_and_a_line_separator_of_unicode_ends_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": "one\u2028line"}\n\n{"a": 2}\n', encoding="utf-8")
    read = list(json_lines(path, "give another"))
    assert [where.rpartition(" ")[2] for where, _ in read] == ["1", "3"] and read[0][1] == {"a": "one\u2028line"}


@pytest.mark.parametrize(("line", "told"), [("{", "line 2: no JSON"), ("[1]", "line 2: is no JSON object")])
def test_a_wrong_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "a.jsonl").write_text(f"{{}}\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"a\.jsonl {told}"):
        list(json_lines(tmp_path / "a.jsonl", "give another"))
    with pytest.raises(DataError, match="cannot be read .*; give another"):
        list(json_lines(tmp_path / "nowhere.jsonl", "give another"))


def test_what_is_not_known_of_a_text_is_not_stated() -> None:
    table = validate("documents", text_documents({"a": "One.", "b": "Two.", "c": "Three."}, {"a": "The Times", "b": ""}))
    assert table["supplied_outlet"].tolist() == ["The Times", NOT_STATED, NOT_STATED]
    assert table["document_id"].tolist() == ["a", "b", "c"] and (table["supplied_title"] == NOT_STATED).all()
