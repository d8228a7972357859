"""The contract of the tables: every breach is told, with its table, column, row and value."""

import pandas as pd
import pytest

from hearsay import schema
from hearsay.errors import SchemaError
from hearsay.schema import NOT_STATED, TABLES, Column, dictionary, frame, validate

FRAMES = [
    {"article_id": "a", "sentence_no": 1, "voice": "outlet", "frame": "conflict", "score": 1.0, "evidence": ((3, 6),)},
    {
        "article_id": "a",
        "sentence_no": 2,
        "voice": "attributed",
        "frame": "morality",
        "score": 2.0,
        "evidence": ((9, 12), (14, 20)),
    },
]


def test_a_table_has_its_columns_in_order_and_its_types_whatever_the_order_of_the_records():
    made = frame("frames", [dict(reversed(row.items())) for row in FRAMES])
    assert list(made) == list(TABLES["frames"]) and str(made["score"].dtype) == "float64"
    pd.testing.assert_frame_equal(validate("frames", made), frame("frames", pd.DataFrame(FRAMES)))


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_keeps_columns_and_types(table):
    empty = validate(table, frame(table, []))
    assert len(empty) == 0 and [empty[name].dtype for name in empty] == [c.pandas_dtype for c in TABLES[table].values()]


def test_what_may_be_left_out_is_filled_and_nothing_else_is():
    text = dict.fromkeys(("document_id", "path", "format", "sha256", "text"), "x")
    supplied = {name: NOT_STATED for name in TABLES["documents"] if name.startswith("supplied") and name != "supplied_event"}
    made = frame("documents", [{**text, **supplied}])
    assert made.loc[0, "supplied_event"] == NOT_STATED and made.loc[0, "parts"] == ()
    with pytest.raises(SchemaError, match=r"missing columns \['path'\], unknown columns \['planet'\]"):
        frame("documents", [{**{k: v for k, v in text.items() if k != "path"}, **supplied, "planet": "x"}])


@pytest.mark.parametrize(
    ("column", "value", "breach"),
    [
        ("score", -1.0, "frames.score row 1: -1.0 is below 0"),
        ("voice", "narrator", "frames.voice row 1: 'narrator' is none of"),
        ("evidence", ((6, 3),), r"frames.evidence row 1: \(\(6, 3\),\) is no tuple of spans"),
        ("evidence", ((3, 6, 1.0),), "is no tuple of spans"),
        ("evidence", [(3, 6)], "is no tuple of spans"),
        ("score", None, "frames.score row 1: nan is missing"),
    ],
)
def test_a_breach_is_told_with_column_row_and_value(column, value, breach):
    with pytest.raises(SchemaError, match=breach):
        validate("frames", frame("frames", [FRAMES[0], {**FRAMES[1], column: value}]))


def test_all_breaches_are_told_at_once():
    wrong = frame("frames", [{**FRAMES[0], "score": -1.0, "voice": "narrator"}, {**FRAMES[1], "sentence_no": -2}])
    with pytest.raises(SchemaError) as told:
        validate("frames", wrong)
    assert len(str(told.value).splitlines()) == 3


def test_names_and_parts_are_tuples_of_their_own(monkeypatch):
    monkeypatch.setitem(schema.TABLES, "t", {"via": Column("names", ""), "parts": Column("parts", "")})
    validate("t", frame("t", [{"via": ("a", "b"), "parts": ((0, 2, "title", "x"),)}]))
    for row in (
        {"via": ("a", 1), "parts": ()},
        {"via": (), "parts": ((0, 2, "title", 5),)},
        {"via": (), "parts": ((2, 2, "a", "x"),)},
    ):
        with pytest.raises(SchemaError, match="is no tuple of"):
            validate("t", frame("t", [row]))


def test_a_share_runs_from_0_to_1_and_a_unique_column_repeats_nothing(monkeypatch):
    monkeypatch.setitem(schema.TABLES, "t", {"id": Column("str", "", unique=True), "share": Column.share("", nullable=True)})
    validate("t", frame("t", [{"id": "a", "share": 1.0}, {"id": "b", "share": None}]))
    with pytest.raises(SchemaError, match=r"t.share row 1: 1.5 is above 1.0"):
        validate("t", frame("t", [{"id": "a", "share": 0.0}, {"id": "b", "share": 1.5}]))
    with pytest.raises(SchemaError, match="t.id row 1: 'a' is not unique"):
        validate("t", frame("t", [{"id": "a", "share": 0.0}] * 2))


def test_the_dictionary_has_a_row_for_every_column():
    rows = dictionary()
    assert len(rows) == sum(map(len, TABLES.values())) and (rows["meaning"].str.len() > 5).all()
    voice = rows[(rows["table"] == "tone") & (rows["column"] == "voice")].iloc[0]
    assert (voice["type"], voice["allowed"]) == ("str", "outlet; attributed; quoted, speaker not found")
