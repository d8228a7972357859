"""The lines of one record, what they mean, and what is wrong with records."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.reading import records
from hearsay.reading.records import ProblemTally, RecordDraft, Source


def source() -> Source:
    made = Source(Path("a.txt"), "a.txt")
    made.__dict__["sha256"] = "digest"
    return made


@pytest.mark.parametrize(
    ("name", "printed", "meant"),
    [
        ("title", " A bridge falls ", "A bridge falls"),
        ("byline", "By: Jane  Holm,", "Jane Holm"),
        ("published", "15 février 2023", "2023-02-15"),
        ("published", "02/03/2023", ""),
        ("body", "It fell.", ""),
        ("section", "News", ""),
    ],
)
def test_what_stands_under_a_name_has_a_meaning_or_none(name, printed, meant):
    assert records.meaning(name, printed) == meant
    draft = RecordDraft()
    draft.add(name, printed)
    assert [value for *_, value in draft.text(source(), "X").parts] == [meant]


def test_parts_stand_where_they_say_and_a_told_value_goes_before_the_meaning():
    draft = RecordDraft()
    draft.add("outlet", "The Lamp; Arnford", "The Lamp")
    draft.add("title", "Two\nlines", "")
    draft.add("body", "First.\n\n Second. ")
    text = draft.text(source(), "X", "#1", {"url": " https://x ", "colour": "red", "event": ""})
    shown = [(name, text.text[start:end], value) for start, end, name, value in text.parts]
    assert shown[:2] == [("outlet", "The Lamp; Arnford", "The Lamp"), ("title", "Two lines", "")]
    assert shown[2:] == [("body", "First.", ""), ("body", "Second.", "")] and dict(text.supplied) == {"url": "https://x"}
    assert draft.words() == 2 and draft.first("title") == "Two lines" and not draft.has("byline")


def test_garbled_lines_are_mended_and_told():
    draft = RecordDraft()
    draft.add("title", "The cafÃ© closed")
    assert draft.first("title") == "The café closed" and draft.mended.startswith("1 line")


def test_problems_of_a_kind_are_one_line_with_three_places():
    tally = ProblemTally()
    for n in range(5):
        tally.add(f"row {n}", "empty", "fill it in", lost=True)
    tally.add("row 9", "empty", "fill it in", lost=False)
    first, second = tally.problems(source())
    assert (first.where, first.lost) == ("row 0, row 1, row 2 and 2 more", True) and second.where == "row 9"


def test_a_sidecar_goes_before_what_the_file_says():
    draft = RecordDraft()
    draft.add("body", "It fell.")
    row = draft.text(source(), "X", "#2", {"outlet": "File", "url": "https://x"}).row(source(), {"outlet": "Sidecar"})
    assert (row["document_id"], row["supplied_outlet"], row["supplied_url"]) == ("a.txt#2", "Sidecar", "https://x")
    assert row["supplied_title"] == "not stated"


def test_a_missing_parser_names_the_command(monkeypatch):
    monkeypatch.setitem(records.EXTRAS, "no_such_parser", "html")
    with pytest.raises(records.MissingExtra, match=r"pip install 'hearsay\[html\]'"):
        records.require_extra("no_such_parser.inner")


def test_a_quotation_mark_without_its_fellow_costs_no_text():
    told = "".join(f'<p>Paragraph {n} tells of the "bridge of {n}" and what it has to tell.</p>' for n in range(300))
    page = f'<body><p title="five>The first.</p><a href="x">{told}<p>The last.</p></body>'
    assert records.few_attributes(page) == page
