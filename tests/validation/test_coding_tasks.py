"""The items of each task: where they stand, what the tool says of them, and how sure it is, by which samples are drawn."""

import pandas as pd
import pytest

from hearsay.validation.coding_tasks import MACHINE, TASKS, find_task


@pytest.fixture(scope="module", params=TASKS)
def items(request, seeds):
    return find_task(request.param).items(seeds)


def body(study, table):
    """Rows of the bodies."""
    keys = ["article_id", "sentence_no"]
    return table.merge(study.sentences.loc[study.sentences["zone"] == "body", keys], on=keys)


def test_each_item_has_a_name_of_its_own_a_place_and_the_words_there(items, seeds):
    texts = seeds.documents.set_index("document_id")["text"]
    assert len(items) and items["item"].is_unique and items["confidence"].between(0, 1).all()
    for item in items.itertuples():
        assert item.words == len(texts[item.article_id][item.start : item.end].split()) > 0
        assert all(item.start <= start < end <= item.end for start, end, _ in item.marks) and item.marks


def test_an_attribution_reaches_from_its_first_mark_to_its_last_and_is_told_by_its_source(seeds):
    found = find_task("attributions").items(seeds)
    table = seeds.attributions.query("level == 1 and zone == 'body'")
    for item, row in zip(found.itertuples(), table.itertuples(), strict=True):
        marks = dict.fromkeys(role for *_, role in item.marks)
        assert (item.start, item.end) == (min(a for a, *_ in item.marks), max(b for _, b, _ in item.marks))
        assert list(marks) == ([] if pd.isna(row.source_start) else ["source"]) + ["cue", "content"]
        assert (item.predicted, item.confidence, item.machine_hop) == (row.source_type, row.confidence, min(row.hop, 3))


def test_a_sentence_is_as_sure_as_the_least_sure_attribution_in_it(seeds):
    found = find_task("sentences").items(seeds)
    said = seeds.attributions.query("level == 1 and zone == 'body'")
    sentences = seeds.sentences.query("zone == 'body'")
    for item, row in zip(found.itertuples(), sentences.itertuples(), strict=True):
        own = said[(said["article_id"] == row.article_id) & (said["sentence_no"] == row.sentence_no)]
        assert item.machine_attributions == len(own) and item.predicted == ("0", "1", "2")[min(len(own), 2)]
        assert item.confidence == (min(own["confidence"]) if len(own) else 1.0)


def test_a_sentence_is_told_by_how_many_frames_it_shows(seeds):
    found = find_task("frames").items(seeds)
    frames = seeds.frames.groupby(["article_id", "sentence_no"])["frame"].agg(set).to_dict()
    own = {question.name for question in find_task("frames").questions}
    sentences = seeds.sentences.query("zone == 'body'").itertuples()
    for item, row in zip(found.to_dict("records"), sentences, strict=True):
        shown = frames.get((row.article_id, row.sentence_no), set()) & own
        assert {name for name in own if item[MACHINE + name]} == shown
        assert item["predicted"] == ("0", "1", "2")[min(len(shown), 2)]


def test_an_articles_frame_is_that_of_the_highest_scale_and_sure_where_that_is_far_from_the_middle(seeds):
    scales = seeds.article_frames.pivot_table(index="article_id", columns="frame", values="scale")
    yes = seeds.article_frames.groupby("article_id")["questions"].agg(lambda named: {name for names in named for name in names})
    for item in find_task("article_frames").items(seeds).itertuples():
        own = scales.loc[item.article_id]
        assert item.predicted == own.idxmax() and item.confidence == pytest.approx(max(own.max(), 1 - own.max()))
        asked = [question.name for question in find_task("article_frames").questions]
        assert {name for name in asked if getattr(item, MACHINE + name)} == yes[item.article_id]


def test_tone_is_told_by_the_sign_of_vader_and_sure_where_it_is_strong(seeds):
    found = find_task("tone").items(seeds)
    vader = body(seeds, seeds.tone[seeds.tone["analyzer"] == "vader"])["polarity"].fillna(0.0).tolist()
    for item, polarity in zip(found.itertuples(), vader, strict=True):
        assert item.confidence == pytest.approx(abs(polarity)) and item.machine_vader == pytest.approx(polarity)
        assert item.predicted == ("negative" if polarity < 0 else "positive" if polarity > 0 else "neutral")
    assert found["predicted"].nunique() == 3


def test_a_portrayal_is_as_sure_as_its_label_is_likely(seeds):
    found = find_task("portrayals").items(seeds)
    for item, row in zip(found.itertuples(), body(seeds, seeds.portrayals).itertuples(), strict=True):
        likely = {name: getattr(row, name) for name in ("negative", "neutral", "positive")}
        assert item.predicted == row.label and item.confidence == max(likely.values())
        assert item.machine_score == pytest.approx(row.positive - row.negative) and item.actor == row.actor


def test_the_tenth_answer_has_the_key_0():
    answers = find_task("attributions").question("source_type").answers
    assert [*answers] == [str(number % 10) for number in range(1, len(answers) + 1)]
