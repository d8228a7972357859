"""Gold codings as tables, and agreement with them as counts."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from hearsay import schema
from hearsay.errors import DataError, InputError
from hearsay.schema import NOT_STATED
from hearsay.validation import agreement, gold

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "gold"


@pytest.fixture(scope="module")
def documents():
    supplied = dict.fromkeys(("supplied_outlet", "supplied_title", "supplied_published", "supplied_url"), NOT_STATED)
    texts = {path.name: path.read_bytes().decode() for path in sorted((ROOT / "seeds").glob("*.txt"))}
    rows = [{"document_id": n, "path": n, "format": "text", "sha256": "", "text": t, **supplied} for n, t in texts.items()]
    return schema.frame("documents", rows)


@pytest.fixture(scope="module")
def sentences(documents):
    whole = {"sentence_no": 0, "paragraph_no": 0, "zone": "body", "start": 0}
    texts = zip(documents["document_id"], documents["text"], strict=True)
    return schema.frame("sentences", [{"article_id": n, **whole, "end": len(text), "text": text} for n, text in texts])


@pytest.fixture(scope="module")
def coded(documents, sentences):
    return gold.read_gold(FOLDER, documents, sentences)


def test_gold_tables_keep_the_contract(coded):
    for name in ("articles", "blocks", "attributions"):
        schema.validate(name, getattr(coded, name))
    assert len(coded.attributions) == len(coded.codings) == 101
    assert len(coded.near_misses) == 28


def test_every_span_is_what_the_text_holds(coded, documents):
    texts = documents.set_index("document_id")["text"]
    for row in coded.attributions.itertuples():
        text = texts[row.article_id]
        assert text[row.cue_start : row.cue_end] == row.cue
        assert " … ".join(text[start:end] for start, end in row.content_spans) == row.content
        assert row.source == ("" if pd.isna(row.source_start) else text[row.source_start : row.source_end])


def test_a_coding_is_of_the_sentence_of_its_own_article_in_which_its_cue_stands(seeds):
    coded = gold.read_gold(FOLDER, seeds.documents, seeds.sentences)
    spans = {(row.article_id, row.sentence_no): (row.start, row.end) for row in seeds.sentences.itertuples()}
    held = [spans[row.article_id, row.sentence_no] for row in coded.attributions.itertuples()]
    starts = coded.attributions["cue_start"].tolist()
    assert sum(start <= cue < end for (start, end), cue in zip(held, starts, strict=True)) >= 0.95 * len(starts)


def test_nesting_points_into_the_same_article_one_level_up(coded):
    table = coded.attributions
    nested = table.loc[table["nested_in"].notna()]
    parents = nested.merge(table, left_on=["article_id", "nested_in"], right_on=["article_id", "attribution_no"])
    assert len(parents) == len(nested) == 22
    assert (parents["level_x"] == parents["level_y"] + 1).all()


def test_what_the_gold_does_not_state_stays_so(coded):
    articles = coded.articles.set_index("article_id")
    assert list(articles["published"] == NOT_STATED) == [False, True, True, False, True]
    assert articles["page_date"].iloc[2] == "2022-09-25"


def test_a_span_that_moved_is_named_with_file_and_line(documents, sentences, tmp_path):
    shutil.copytree(FOLDER, tmp_path / "gold")
    path = tmp_path / "gold" / "attributions.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[4])
    record["cue"]["start"] += 1
    lines[4] = json.dumps(record)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match=rf"attributions\.jsonl line 5 \({record['id']}\): .* where the text has"):
        gold.read_gold(tmp_path / "gold", documents, sentences)


def test_gold_without_its_text_or_a_field_is_refused(documents, sentences, tmp_path):
    with pytest.raises(DataError, match="is none of the documents"):
        gold.read_gold(FOLDER, documents.iloc[1:], sentences)
    shutil.copytree(FOLDER, tmp_path / "gold")
    articles = json.loads((FOLDER / "articles.json").read_text(encoding="utf-8"))
    del articles[0]["byline"]
    (tmp_path / "gold" / "articles.json").write_text(json.dumps(articles), encoding="utf-8")
    with pytest.raises(DataError, match="lacks the field 'byline'"):
        gold.read_gold(tmp_path / "gold", documents, sentences)


def test_gold_agrees_with_itself(coded, documents):
    pairs = agreement.match(documents, coded.attributions, coded)
    assert pairs["verdict"].value_counts().to_dict() == {"found": 69, "coded elsewhere": 10}
    assert agreement.found(pairs)[["k", "n"]].to_numpy().tolist() == [[69, 69], [69, 69]]
    assert agreement.found(pairs, by="article_id")["n"].sum() == 2 * 69
    assert (agreement.labels(pairs, coded.attributions, coded)["k"] == 69).all()
    assert agreement.near_misses(documents, coded.attributions, coded)["extracted"].sum() == 0


def test_the_second_reading_of_a_content_is_accepted(coded, documents):
    other = coded.codings["content_alternative"].map(bool)
    assert other.sum() == 5
    changed = coded.attributions.copy()
    changed.loc[other, "content_spans"] = coded.codings.loc[other, "content_alternative"]
    pairs = agreement.match(documents, changed, coded, level=None, tier=None)
    assert (pairs["verdict"] == "found").sum() == 101


def test_a_wrong_source_a_lost_row_and_an_invented_one_each_have_their_verdict(coded, documents):
    table = coded.attributions.loc[(coded.attributions["level"] == 1) & (coded.codings["tier"] == "core")].reset_index(drop=True)
    changed = table.drop(index=3)
    changed.loc[0, ["source", "source_start", "source_end"]] = ["", pd.NA, pd.NA]
    invented = changed.loc[[5]].assign(attribution_no=999, content_spans=[((0, 9),)], cue_start=0, cue_end=2)
    pairs = agreement.match(documents, pd.concat([changed, invented]), coded)
    assert pairs["verdict"].value_counts().to_dict() == {"found": 67, "other source": 1, "missed": 1, "extra": 1}
    assert agreement.found(pairs)[["k", "n"]].to_numpy().tolist() == [[67, 69], [67, 69]]
    assert pairs.loc[pairs["verdict"] == "extra", "predicted_no"].tolist() == [999]


def test_labels_are_counted_where_they_differ(coded, documents):
    changed = coded.attributions.assign(stance="neutral", hop=1)
    pairs = agreement.match(documents, changed, coded)
    counts = agreement.labels(pairs, changed, coded).set_index("label")["k"]
    table = agreement.confusion(pairs, changed, coded, "stance")
    assert counts["kind"] == 69 and counts["stance"] == table.at["neutral", "neutral"] < 69
    assert table["neutral"].sum() == 69 and table["denial"].sum() == 0
    with pytest.raises(InputError, match="'mood' is none of the labels"):
        agreement.confusion(pairs, changed, coded, "mood")


def test_a_near_miss_that_is_extracted_is_shown(coded, documents):
    miss = coded.near_misses.iloc[0]
    row = coded.attributions.loc[[0]].assign(
        article_id=miss.article_id, attribution_no=500, source="", source_start=pd.NA, source_end=pd.NA,
        cue_start=miss.start, cue_end=miss.start + 3, content_spans=[((miss.start, miss.end),)],
    )  # fmt: skip
    taken = agreement.near_misses(documents, row, coded)
    assert taken["extracted"].tolist() == [1] + [0] * 27


def test_no_predictions_at_all_are_counted_too(coded, documents):
    nothing = coded.attributions.iloc[:0]
    pairs = agreement.match(documents, nothing, coded)
    assert agreement.found(pairs)[["k", "n"]].to_numpy().tolist() == [[0, 69], [0, 0]]
    assert agreement.labels(pairs, nothing, coded)["n"].sum() == 0
