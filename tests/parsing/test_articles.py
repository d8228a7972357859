"""Blocks, metadata, sentences and articles: the seeds against the gold, and anything."""

from __future__ import annotations

import gc
import json
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay import schema
from hearsay.parsing import labelling
from hearsay.parsing.articles import articles, blocks, metadata, sentences
from hearsay.reading import read_documents
from hearsay.schema import NOT_STATED
from wrapped import wrapped_at

ROOT = Path(__file__).parents[2]
GOLD = {coding["article"]: coding for coding in json.loads((ROOT / "data" / "gold" / "articles.json").read_text("utf-8"))}
NAMES = sorted(GOLD)
NAMED = ("ticker", "related_news", "read_more", "tags", "most_read", "read_next", "paywall", "comment_policy")


def tables_of(documents: pd.DataFrame) -> dict[str, pd.DataFrame]:
    lines = blocks(documents)
    stated = metadata(documents, lines)
    prose = sentences(documents, lines)
    made = articles(documents, lines, stated, prose)
    return {"documents": documents, "blocks": lines, "metadata": stated, "sentences": prose, "articles": made}


def page(text: str, **supplied: str) -> pd.DataFrame:
    row = {f"supplied_{name}": supplied.get(name, NOT_STATED) for name in ("outlet", "title", "published", "url")}
    row |= {"document_id": "a", "path": "a", "format": "plain text", "sha256": "", "text": text}
    return schema.frame("documents", [row])


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return tables_of(read_documents(ROOT / "seeds")[0])


def solid(text: str, spans: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


def text_of(tables: dict[str, pd.DataFrame], name: str) -> str:
    return tables["documents"].set_index("document_id").loc[name, "text"]


def test_tables_keep_the_contract(tables):
    for name, table in tables.items():
        schema.validate(name, table)


@pytest.mark.parametrize("name", NAMES)
def test_body_of_the_seeds_is_the_golds(tables, name):
    text, blocks = text_of(tables, name), tables["blocks"]
    body = blocks[(blocks["document_id"] == name) & (blocks["label"] == "body")]
    found = solid(text, list(zip(body["start"], body["end"], strict=True)))
    assert found == solid(text, [(span["start"], span["end"]) for span in GOLD[name]["body_spans"]])


@pytest.mark.parametrize("name", NAMES)
def test_values_of_the_seeds_are_the_golds(tables, name):
    gold, row = GOLD[name], tables["articles"].set_index("article_id").loc[name]
    expected = {
        "outlet": gold["outlet"],
        "title": (gold["title"] or {}).get("text"),
        "byline": (gold["byline"] or {}).get("text"),
        "byline_kind": ((gold["byline"] or {}).get("kind") or "").split(" ")[0],
        "published": gold["publication_date"]["value"],
        "upstream": (gold["declared_upstream"] or {}).get("text"),
        "photo_credit": (gold["photo_credit"] or {}).get("text"),
    }
    assert {field: row[field] for field in expected} == {field: value or NOT_STATED for field, value in expected.items()}
    assert row["truncated"] == gold["truncated"]
    assert row["page_date"] == ("2022-09-25" if name.startswith("002") else NOT_STATED)
    for field in ("outlet", "title", "published"):
        assert row[f"{field}_basis"] == ("stated" if expected[field] else NOT_STATED)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_of_the_seeds_is_the_golds(tables, name):
    gold, metadata = GOLD[name], tables["metadata"]
    rows = metadata[metadata["article_id"] == name].set_index("field")
    evidence = {
        "outlet": gold["outlet_evidence"],
        "title": gold["title"],
        "deck": gold["deck"],
        "byline": (gold["byline"] or {}).get("evidence"),
        "published": gold["publication_date"]["evidence"],
        "upstream": (gold["declared_upstream"] or {}).get("evidence"),
        "photo_credit": ((gold["photo_credit"] or {}).get("evidence") or [None])[0],
    }
    for field, span in evidence.items():
        assert (field in rows.index) == (span is not None), field
        if span:
            assert (rows.loc[field, "start"], rows.loc[field, "end"]) == (span["start"], span["end"]), field


def test_no_boilerplate_near_miss_stands_in_a_sentence(tables):
    kinds = ("ticker", "teaser", "boilerplate", "comment counter", "provenance")
    for name in NAMES:
        sentences = tables["sentences"][tables["sentences"]["article_id"] == name]
        for miss in GOLD[name]["near_misses"]:
            if any(kind in miss["why"] for kind in kinds):
                assert not ((sentences["start"] < miss["end"]) & (sentences["end"] > miss["start"])).any(), miss["text"]


def test_details_name_the_furniture_as_the_gold_does(tables):
    blocks = tables["blocks"]
    for name in NAMES:
        own = blocks[blocks["document_id"] == name]
        for segment in GOLD[name]["segments"]:
            inside = own[(own["start"] >= segment["start"]) & (own["end"] <= segment["end"]) & (own["label"] == "furniture")]
            if segment["label"] in (
                "ticker",
                "related_news",
                "read_more",
                "tags",
                "most_read",
                "read_next",
                "paywall",
                "comment_policy",
            ):
                share = (inside["detail"] == segment["label"]).mean()
                assert share >= 0.6, (name, segment["label"], inside)


def test_sentences_reproduce_and_stay_in_their_block(tables):
    for row in tables["sentences"].itertuples():
        assert text_of(tables, row.article_id)[row.start : row.end] == row.text
    own = tables["articles"].set_index("article_id")
    assert dict(own["language"]) == dict.fromkeys(NAMES, "en")
    assert own["n_sentences"].sum() == (tables["sentences"]["zone"] == "body").sum()


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "By Jane Doe, Staff Writer",
                "• 15 Feb 2023 10:38",
                "Source: Agencies",
                "Related News",
                "Comments",
                "(Photo: A. Lens/AP)",
                "Posted Nov 19, 2022 2:15 PM CST",
                "Subscribe to continue reading",
                "© 2031 The Daily Lamp. All rights reserved.",
                "The bridge over the river fell on Monday morning, the ministry said in a statement. Nobody was hurt.",
                "A bridge falls in the north",
                "",
            ]
        ),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028"]))
def test_blocks_cover_every_character_once_and_nothing_raises(lines, newline):
    text = newline.join(lines)
    tables = tables_of(page(text))
    for name, table in tables.items():
        schema.validate(name, table)
    spans = list(zip(tables["blocks"]["start"], tables["blocks"]["end"], strict=True))
    assert [at for start, end in spans for at in range(start, end) if not text[at].isspace()] == [
        at for at in range(len(text)) if not text[at].isspace()
    ]
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    for row in tables["metadata"].dropna(subset=["start"]).itertuples():
        assert 0 <= row.start < row.end <= len(text)
    for row in tables["sentences"].itertuples():
        assert text[row.start : row.end] == row.text


def test_no_documents_and_no_body_give_empty_tables():
    for table in tables_of(schema.frame("documents", [])).values():
        assert table.empty
    assert tables_of(page("Menu\nHome"))["articles"]["n_words"][0] == 0


def test_a_supplied_value_goes_before_a_stated_one_and_has_no_span():
    text = "A bridge falls in the north\nBy Jane Doe\nPosted Nov 19, 2022\n\n" + "The bridge in the north fell, he said. " * 5
    tables = tables_of(page(text, outlet="The Lamp", published="2022-11-18"))
    row = tables["articles"].iloc[0]
    assert (row["outlet"], row["outlet_basis"], row["published"], row["published_basis"]) == (
        "The Lamp",
        "supplied",
        "2022-11-18",
        "supplied",
    )
    assert (row["title"], row["byline"]) == ("A bridge falls in the north", "Jane Doe")
    supplied = tables["metadata"].query("basis == 'supplied'")
    assert supplied["start"].isna().all() and len(supplied) == 2
    assert "2022-11-19" in set(tables["metadata"].query("field == 'published'")["value"])


@pytest.mark.parametrize("unit", ["word ", "( ", "By ", "a|", "1.", "\u00a0", "x\n", "Photo: ", "• ", "12 May 2020 "])
def test_no_step_is_quadratic(unit):
    begun = time.process_time()
    tables_of(page(unit * (200_000 if "\n" not in unit else 20_000)))
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("unit", [" ", "\t", "\u00a0", " \t\u00a0", ".", "-", "—", '"', "“", "’", ">", ",", "A"])
def test_no_run_within_a_line_is_quadratic(unit):
    text = (
        "Bridge{0}falls\n\nBy Jane{0}Doe\n\nPublished{0}April 3, 2023{0}at 10:20\n\nPhoto:{0}Getty{0}Images\n\n{0}\n\n"
        "The minister said{0}that the bridge fell.{0}\n\n“The bridge{0}fell,” she{0}said.{0}\n\n1{0}shares\n"
    )
    begun = time.process_time()
    tables_of(page(text.format(unit * (20_000 // len(unit)))))
    assert time.process_time() - begun < 10


def test_bodies_on_page_dumps(bench):
    from hearsay.validation.benchmarks.parsing import found_body, read, trivial_body, word_f1

    pages = [row for n, row in enumerate(read(bench("pagedumps") / "train.jsonl")) if n % 10 == 0]
    found = sum(word_f1(found_body(row["lines"]), row["gold"]) for row in pages) / len(pages)
    trivial = sum(word_f1(trivial_body(row["lines"]), row["gold"]) for row in pages) / len(pages)
    broken = sum(word_f1(found_body(wrapped_at("\n".join(row["lines"]), 70).split("\n")), row["gold"]) for row in pages[::3])
    assert found >= 0.88 and found >= trivial + 0.03
    assert broken / len(pages[::3]) >= found - 0.03


def test_check_reads_page_dumps_and_says_what_is_wrong(tmp_path):
    from hearsay.errors import DataError
    from hearsay.validation.benchmarks.parsing import check

    body = "The bridge over the river fell on Monday morning, the ministry said in a statement to the press. Nobody was hurt."
    (tmp_path / "d.jsonl").write_text(json.dumps({"id": "1", "source": "zyte", "lines": ["Home", "", body]}))
    with pytest.raises(DataError):
        check(tmp_path / "d.jsonl")
    (tmp_path / "d_gold.jsonl").write_text(json.dumps({"id": "1", "gold": body}))
    assert check(tmp_path / "d.jsonl")["body_f1_news"] == 1.0


def bodies(text: str) -> list[str]:
    """Each paragraph of the body, without spaces."""
    return ["".join(text[block.start : block.end].split()) for block in labelling.blocks_of(text) if block.label == "body"]


@pytest.mark.parametrize("width", [60, 65, 70, 76])
@pytest.mark.parametrize("name", NAMES)
def test_seeds_broken_at_a_fixed_width_have_the_same_bodies_and_sentences(tables, name, width):
    text = text_of(tables, name)
    broken = wrapped_at(text, width)
    assert broken != text
    assert bodies(broken) == bodies(text)
    own = tables["sentences"][(tables["sentences"]["article_id"] == name) & (tables["sentences"]["zone"] == "body")]
    read = tables_of(page(broken))["sentences"].query("zone == 'body'")
    assert ["".join(text.split()) for text in read["text"]] == ["".join(text.split()) for text in own["text"]]
    assert all(broken[row.start : row.end] == row.text for row in read.itertuples())
    assert read["paragraph_no"].tolist() == own["paragraph_no"].tolist()


def test_labels_know_no_seed():
    """The library's own word lists hold no name from the seeds."""
    words = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "lib/hearsay/lexicons").glob("furniture.csv")))
    assert not [name for name in ("mayadeen", "dallas", "newser", "magnier", "cronin") if name in words.lower()]
    assert labelling.blocks_of("") == []


def test_cycles_are_looked_for_again_after_a_step_whether_it_ends_well_or_not(monkeypatch):
    during = []
    read = labelling.blocks_of_texts
    monkeypatch.setattr(labelling, "blocks_of_texts", lambda *given: during.append(gc.isenabled()) or read(*given))
    blocks(page("A text that no other test has read."))
    with pytest.raises(AttributeError):
        blocks(None)
    assert during == [False] and gc.isenabled()
