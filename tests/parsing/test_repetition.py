"""Lines that recur within an outlet: counted over the corpus, taken for furniture, and never a body that is told twice."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hearsay as hs
from hearsay import parsing, schema
from hearsay.parsing import repetition
from hearsay.pipeline import CHUNK
from hearsay.schema import NOT_STATED

ABOUT = "The paper was founded by two printers and is read in four valleys, where it is carried from door to door every morning."
TOWNS = ("Arnford", "Beckton", "Colwick", "Dunmere", "Elmsay")


def text(town: str, extra: str = ABOUT) -> str:
    body = [
        f"The council of {town} said on Monday that it would {verb} the {thing} in the {place}, which {number} people wanted."
        for verb, thing, place, number in (
            ("close", "harbour", "old port", 140),
            ("paint", "library", "market street", 250),
            ("sell", "railway", "northern hills", 360),
            ("move", "museum", "upper village", 470),
        )
    ]
    return "\n\n".join([f"Council of {town} votes on plans", "By Jane Doe", *body[:2], extra, *body[2:]])


def documents(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Rows of outlet, address and text."""
    return schema.frame(
        "documents",
        [
            {
                "document_id": str(n), "path": str(n), "format": "plain text", "sha256": "", "text": text,
                "supplied_outlet": outlet, "supplied_title": NOT_STATED, "supplied_published": NOT_STATED, "supplied_url": url,
            }
            for n, (outlet, url, text) in enumerate(rows)
        ],
    )  # fmt: skip


def labels(read: pd.DataFrame, line: str) -> list[tuple[str, str]]:
    blocks = parsing.blocks(read, repetition.recurring_lines(read))
    texts = dict(zip(read["document_id"], read["text"], strict=True))
    held = [
        line == texts[name][start:end] for name, start, end in blocks[["document_id", "start", "end"]].itertuples(index=False)
    ]
    return list(blocks.loc[held, ["label", "detail"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("outlet", "url"),
    [("The Lamp", NOT_STATED), (NOT_STATED, "https://www.lamp.example/a"), ("the lamp", "https://other.example/")],
)
def test_what_stands_in_several_articles_of_an_outlet_is_furniture(outlet, url):
    read = documents(*((outlet, url, text(town)) for town in TOWNS[:3]))
    assert labels(read, ABOUT) == [("furniture", "repeated")] * 3
    alone = parsing.blocks(read)
    assert (alone["label"] == "body").sum() > (parsing.blocks(read, repetition.recurring_lines(read))["label"] == "body").sum()
    schema.validate("blocks", parsing.blocks(read, repetition.recurring_lines(read)))


def test_other_outlets_and_unknown_ones_are_left_alone():
    apart = documents(("A", NOT_STATED, text("Arnford")), ("B", NOT_STATED, text("Beckton")))
    unknown = documents(*((NOT_STATED, NOT_STATED, text(town)) for town in TOWNS))
    for read in (apart, unknown):
        assert not any(repetition.recurring_lines(read).values())
        pd.testing.assert_frame_equal(parsing.blocks(read), parsing.blocks(read, repetition.recurring_lines(read)))


def test_a_body_that_is_told_twice_stays():
    read = documents(("A", NOT_STATED, text("Arnford")), ("A", NOT_STATED, text("Arnford") + "\n\nUpdated at noon."))
    blocks = parsing.blocks(read, repetition.recurring_lines(read))
    assert (blocks["label"] == "body").groupby(blocks["document_id"]).sum().min() >= 4


def test_a_title_and_a_byline_that_recur_stay():
    read = documents(*(("A", NOT_STATED, text(town)) for town in TOWNS))
    assert {label for label, _ in labels(read, "By Jane Doe")} == {"byline"}


def test_same_in_any_order_and_spelling_of_the_line():
    rows = [("A", NOT_STATED, text(town, extra)) for town, extra in zip(TOWNS, ["• " + ABOUT, ABOUT.upper()] * 2, strict=False)]
    assert repetition.recurring_lines(documents(*rows)) == repetition.recurring_lines(documents(*rows[::-1]))
    assert repetition.line_recurs("  " + ABOUT.lower(), repetition.recurring_lines(documents(*rows))["a"])


def test_lines_are_counted_exactly_also_where_they_do_not_fit_into_memory_and_come_piece_by_piece():
    many = "\n".join(f"line {n}" for n in range(300))
    read = documents(*(("AB"[n % 2], NOT_STATED, f"{many} of {town}\n{ABOUT}\nonly in {town}\n") for n, town in enumerate(TOWNS)))
    whole = repetition.recurring_lines(read)
    assert {outlet: len(lines) for outlet, lines in whole.items()} == {"a": 300, "b": 300}
    counts = repetition.LineCounts(held=100)
    for place in (4, 0, 1, 2, 3):
        counts.add(read.iloc[place : place + 1])
    assert counts.recurring() == whole


def test_documents_are_told_only_of_their_own_outlets():
    read = documents(*((outlet, NOT_STATED, text(town)) for outlet in "AB" for town in TOWNS))
    found = repetition.recurring_lines(read)
    assert sorted(found) == ["a", "b"]
    assert sorted(repetition.narrowed_to(found, read[:2])) == ["a"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_is_counted_and_nothing_is_found_in_one_article(lines):
    read = documents(("A", NOT_STATED, "\n".join(lines)))
    assert repetition.recurring_lines(read) == {}
    assert not repetition.line_recurs("\n".join(lines), frozenset())


def test_a_study_uses_it_whatever_the_cores(tmp_path):
    towns = [f"{town} {part}" for town in TOWNS for part in ("North", "South", "East", "West")]
    for n, town in enumerate(towns):
        (tmp_path / f"{n:02}.txt").write_text(text(town), "utf-8")
    (tmp_path / "corpus.csv").write_text("\n".join(["file,outlet", *(f"{n:02}.txt,The Lamp" for n in range(20))]), "utf-8")
    one, two = (hs.read(tmp_path, cores=cores, duplicates="keep").blocks for cores in (1, 2))
    assert (one["detail"] == "repeated").sum() == len(towns) > CHUNK
    pd.testing.assert_frame_equal(one, two)
