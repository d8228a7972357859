"""The benchmark of comparing outlets, on a made corpus of two articles in BASIL's format."""

import json

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import DataError
from hearsay.validation.benchmarks import digest
from hearsay.validation.benchmarks.outlet_comparison import FILES, load_basil, ordering_figures, patch_figures, same_sign_figures

STORIES = {
    "fox": ("Lee Holm was condemned as a corrupt liar. Holm gave a terrible and shameful speech.", "neg"),
    "nyt": ("Lee Holm was hailed as a brilliant hero. Holm gave a wonderful speech.", "pos"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("basil")
    for part in ("articles", "annotations"):
        (root / part / "2012").mkdir(parents=True)
    for number, (source, (text, feeling)) in enumerate(STORIES.items()):
        article = {
            "body-paragraphs": [[text], ["The town lies in the north, and the harbour was built there in 1931."]],
            "title": " A speech ", "source": source, "date": "2012-05-01", "url": "https://x.org", "triplet-uuid": "e1",
            "main-entities": ["Lee Holm"],
        }  # fmt: skip
        span = {"target": "Lee_Holm", "polarity": feeling, "quote": "no"}
        felt = {"author_feeling_Lee_Holm": feeling, "author_feeling_main_event": "pos"}
        annotation = {"phrase-level-annotations": [span, {**span, "polarity": "unclear"}], "article-level-annotations": felt}
        (root / "articles" / "2012" / f"{number}_{source}.json").write_text(json.dumps(article))
        (root / "annotations" / "2012" / f"{number}_{source}_ann.json").write_text(json.dumps(annotation))
    return root


@pytest.fixture(scope="module")
def corpus(folder):
    return load_basil(folder, extractor="baseline")


def test_articles_know_their_event_and_outlet_and_what_people_marked(corpus):
    assert corpus.events["outlet"].tolist() == ["Fox News", "The New York Times"] and set(corpus.events["event"]) == {"e1"}
    assert corpus.study.articles["event"].tolist() == ["e1", "e1"]
    assert corpus.spans[["target", "sign", "quoted"]].to_numpy().tolist() == [["Lee Holm", -1, False], ["Lee Holm", 1, False]]
    assert corpus.feelings[["target", "feeling"]].to_numpy().tolist() == [["Lee Holm", -1], ["Lee Holm", 1]]


def test_a_scorer_that_hears_the_difference_puts_the_outlets_in_order(corpus):
    found = ordering_figures(corpus)
    assert found["ordering pairs"] == 1 and found["ordering spans right"] == 100
    assert found["ordering vader right"] == found["ordering portrayal right"] == 100
    assert (found["ordering vader ties"], found["ordering vader low"] < 100) == (0, True)


def test_a_scorer_that_hears_nothing_is_half_right(corpus):
    silent = corpus.study.tone.assign(polarity=np.nan)
    study = type("Study", (), {"sentences": corpus.study.sentences, "tone": silent, "portrayals": corpus.study.portrayals})
    found = ordering_figures(type(corpus)(study, corpus.events, corpus.spans, corpus.feelings))
    assert "ordering vader right" not in found and found["ordering spans right"] == 100


def test_signs_are_of_two_articles_of_one_outlet(corpus):
    assert same_sign_figures(corpus.study, pairs=2) == {}, "each outlet has one article"
    one = type("Study", (), {
        "articles": corpus.study.articles.assign(outlet="Fox News"), "tone": corpus.study.tone,
        "sentences": corpus.study.sentences, "portrayals": corpus.study.portrayals,
    })  # fmt: skip
    found = same_sign_figures(one, pairs=3)
    assert found["same sign vader"] == found["same sign portrayal"] == 100 and found["same sign all pairs"] == 3


def test_the_patch_takes_out_what_it_leaves_unscored(corpus):
    found, tone = patch_figures(corpus.study.tone), corpus.study.tone
    assert 0 <= found["patch takes out"] < 100 and found["patch scored"] <= found["textblob scored"]
    silent = tone.assign(evidence=tone["evidence"].where(tone["analyzer"] != "textblob-news", other=pd.Series([()] * len(tone))))
    assert patch_figures(silent)["patch takes out"] == pytest.approx(100)


def test_the_digest_is_of_articles_and_annotations(folder):
    before = digest(folder, *FILES)
    path = folder / "annotations" / "2012" / "0_fox_ann.json"
    path.write_text(path.read_text() + " ")
    assert digest(folder, *FILES) != before


def test_a_file_in_another_format_is_named(tmp_path):
    with pytest.raises(DataError, match="BASIL's articles"):
        load_basil(tmp_path)
    (tmp_path / "articles" / "2011").mkdir(parents=True)
    (tmp_path / "articles" / "2011" / "x_1.json").write_text("{}")
    with pytest.raises(DataError, match=r"x_1\.json: not in BASIL's format"):
        load_basil(tmp_path)
