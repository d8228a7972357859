"""The attributions table: nesting, kind, offsets, and what a wrong extractor is told."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay import schema
from hearsay.attribution import attributions
from hearsay.attribution.extraction.cleaning import in_text_order, nested_by_containment, nesting_levels
from hearsay.errors import InputError
from hearsay.text.quotations import QuotedShares, quotation_spans
from hearsay.text.spans import Attribution

TEXT = "Officials said Iran denied “the claim.”\nIt was late, the ministry said.\n\nNobody spoke."


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def tables(*texts: str, zone: str = "body"):
    documents = schema.frame(
        "documents",
        [
            {
                "document_id": f"{number}.txt", "path": f"{number}.txt", "format": "text", "sha256": "", "text": text,
                "supplied_outlet": schema.NOT_STATED, "supplied_title": schema.NOT_STATED,
                "supplied_published": schema.NOT_STATED, "supplied_url": schema.NOT_STATED,
            }
            for number, text in enumerate(texts)
        ],
    )  # fmt: skip
    rows = []
    for number, text in enumerate(texts):
        at = 0
        for line, words in enumerate(text.split("\n")):
            row = {"article_id": f"{number}.txt", "sentence_no": line, "paragraph_no": line, "zone": zone}
            rows += [{**row, "start": at, "end": at + len(words), "text": words}] if words.strip() else []
            at += len(words) + 1
    return documents, schema.frame("sentences", rows)


def by_hand(text, passages):
    """Two attributions, the inner one first, as an extractor may hand them over."""
    inner = Attribution(place(text, "Iran"), place(text, "denied"), (place(text, "“the claim.”"),), 0.5)
    outer = Attribution(place(text, "Officials"), place(text, "said"), (place(text, "Iran denied “the claim.”"),), 0.75)
    return [inner, outer]


def test_every_column_is_filled_and_keeps_the_contract():
    table = schema.validate("attributions", attributions(*tables(TEXT), extractor=by_hand))
    assert table["cue"].tolist() == ["said", "denied"]
    assert table["level"].tolist() == [1, 2]
    assert table["nested_in"].fillna(-1).tolist() == [-1, 0]
    assert table["kind"].tolist() == ["mixed", "direct"]
    assert table["confidence"].tolist() == [0.75, 0.5]
    assert table["attribution_no"].tolist() == [0, 1]
    assert table["sentence_no"].tolist() == [0, 0]
    assert table["stance"].tolist() == ["neutral", "denial"]


def test_the_default_extractor_finds_the_second_line():
    table = attributions(*tables(TEXT))
    rows = table[["source", "cue", "content", "sentence_no"]].to_numpy().tolist()
    assert ["the ministry", "said", "It was late", 1] in rows


def test_articles_do_not_mix_and_keep_their_order():
    table = attributions(*tables(TEXT, "", "No words here", TEXT))
    assert table["article_id"].drop_duplicates().tolist() == ["0.txt", "3.txt"]
    first, second = (table[table["article_id"] == name].drop(columns="article_id") for name in ("0.txt", "3.txt"))
    assert first.reset_index(drop=True).equals(second.reset_index(drop=True))


def test_nothing_found_is_an_empty_table_with_its_types():
    table = attributions(*tables("No words here"))
    assert table.empty
    schema.validate("attributions", table)


@pytest.mark.parametrize(
    ("extractor", "message"),
    [
        ("citron", "no extractor is called 'citron'"),
        (lambda text, passages: [Attribution(None, (0, len(text) + 1), ())], "not in this text"),
        (lambda text, passages: [Attribution(None, (3, 3), ())], "not in this text"),
        (lambda text, passages: [Attribution(None, (0, 3), (), parent=4)], "not in this text"),
        (
            lambda text, passages: [Attribution(None, (0, 3), (), parent=1), Attribution(None, (4, 5), (), parent=0)],
            "inside itself",
        ),
    ],
)
def test_a_wrong_extractor_is_told(extractor, message):
    with pytest.raises(InputError, match=message):
        attributions(*tables(TEXT), extractor=extractor)


def test_repairs_of_the_marks_are_logged():
    table = attributions(*tables('“We are ready," the minister said.'))
    assert table["repair"].tolist() == ['mixed marks “ … "']
    assert attributions(*tables("“We are ready,” the minister said."))["repair"].tolist() == [""]


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind"),
    [
        ("He said “all of it.”", "said", "“all of it.”", "direct"),
        ("He said all “of” it.", "said", "all “of” it.", "mixed"),
        ("He said all of it.", "said", "all of it.", "indirect"),
        ("“He said all of it,” she added.", "said", "all of it,", "indirect"),
        ("“He said ‘all’ of it,” she added.", "said", "‘all’ of it,", "mixed"),
        ("He said ''all of it.''", "said", "''all of it.''", "direct"),
    ],
)
def test_kind_counts_the_quoted_words(text, cue, content, kind):
    found = Attribution(None, place(text, cue), (place(text, content),))
    assert QuotedShares(text, quotation_spans(text)).kind(found) == kind


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))
FOUND = st.builds(Attribution, st.none() | SPANS, SPANS, st.lists(SPANS, max_size=3).map(lambda s: tuple(sorted(s))))


@settings(max_examples=300, deadline=None)
@given(st.lists(FOUND, max_size=12))
def test_nesting_is_a_tree_whatever_is_found(found):
    result = nested_by_containment(in_text_order(found))
    depths = nesting_levels(result)
    for number, one in enumerate(result):
        if one.parent is None:
            assert depths[number] == 1
        else:
            assert depths[number] == depths[one.parent] + 1
            assert any(start <= one.cue[0] and one.cue[1] <= end for start, end in result[one.parent].content)


@given(st.permutations(range(3)))
def test_order_and_nesting_do_not_depend_on_the_order_of_finding(order):
    text = "A said B said C said D."
    cues = [(2, 6), (9, 13), (16, 20)]
    found = [Attribution((start - 2, start - 1), (start, end), ((end + 1, len(text)),)) for start, end in cues]
    result = nested_by_containment(in_text_order([found[n] for n in order]))
    assert [one.parent for one in result] == [None, 0, 1]
    assert nesting_levels(result) == [1, 2, 3]


def test_an_alias_is_the_speaker_and_has_the_side_of_its_name():
    text = "The bridge was safe, Lena Orr said. Later Orr said it was not. Ada Lund said it rained."
    documents, sentences = tables(text)
    aliases, sides = {"Lena Orr": "The Mayor", "Orr": "The Mayor"}, {"the mayor": "the council"}
    made = attributions(documents, sentences, aliases=aliases, sides=sides)
    assert list(made["speaker"]) == ["The Mayor", "The Mayor", "Ada Lund"]
    assert list(made["side"]) == ["the council", "the council", "not stated"]


PIECES = st.sampled_from(
    ["Officials", "said", "“", "”", '"', "that", "Iran", "denied", ",", "\n", "it", "is", "😀", "according to"]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_gives_a_valid_table_whose_spans_reproduce(text):
    documents, sentences = tables(text)
    table = schema.validate("attributions", attributions(documents, sentences))
    for row in table.itertuples():
        assert text[row.cue_start : row.cue_end] == row.cue
        assert " … ".join(text[start:end] for start, end in row.content_spans) == row.content
        assert row.source == ("" if pd.isna(row.source_start) else _cut(text, row))
        line = sentences.set_index("sentence_no").loc[row.sentence_no]
        assert line["start"] <= row.cue_start < line["end"]
    assert table.equals(attributions(documents, sentences))


def _cut(text, row):
    return text[int(row.source_start) : int(row.source_end)]
