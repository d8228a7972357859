"""The frames of sentences: each counted once, own words first."""

from __future__ import annotations

import sys

import pandas as pd
import pytest
from matplotlib.colors import to_rgba

import charts_data as data
from hearsay import schema
from hearsay.charts.base.style import GREY
from hearsay.charts.frames import article_frames, frames
from hearsay.errors import InputError


def test_frames_count_a_sentence_once_and_own_words_first() -> None:
    sentences = data.sentences(data.articles(1), each=4)
    hits = [(0, "outlet"), (0, "attributed"), (0, "outlet"), (1, "attributed"), (2, "outlet")]
    found = schema.frame("frames", [
        {"article_id": sentences["article_id"][0], "sentence_no": n, "voice": v, "frame": "conflict", "score": 1, "evidence": ()}
        for n, v in hits
    ])  # fmt: skip
    assert "conflict, own words 0.5; conflict, attributed only 0.25" in frames(found, sentences).text
    assert "printed 3 of 4 | 0 of 4" in frames(found, sentences).text


def test_frames_that_have_no_room_are_told_of() -> None:
    told = data.sentences(data.articles(1))
    hits = data.frames(told)
    many = pd.concat([hits.assign(frame=[f"{name} {n}" for name in hits["frame"]]) for n in range(3)], ignore_index=True)
    assert "The first 7 of 15 frames; the others are not shown." in frames(many, told).text


def test_the_lift_needs_all_articles() -> None:
    articles = data.articles(3)
    told = data.sentences(articles)
    with pytest.raises(InputError, match="give `articles`"):
        frames(data.frames(told), told, view="lift")
    with pytest.raises(InputError, match="not `only`"):
        frames(data.frames(told), told, articles, view="lift", only="000")
    text = frames(data.frames(told), told, articles, view="lift").text
    assert "too few" in text and "×" not in text.partition("Grey: unresolved")[0].partition("In each cell")[0]


def _scales(*scales: float) -> pd.DataFrame:
    table = data.article_frames(data.articles(len(scales), outlets=1))
    return table.assign(scale=[scale for scale in scales for _ in schema.FRAMES], yes=2)


def test_the_scale_of_an_article_is_its_bar_and_outlets_have_means() -> None:
    few = article_frames(_scales(0.25, 0.5), data.articles(2, outlets=1)).text
    assert "conflict, scale 0.25" in few and "conflict, scale 0.5" in few and "printed 2 of 5" in few
    many = [0.25] * 20 + [0.75] * 20
    text = article_frames(_scales(*many), data.articles(40, outlets=1)).text
    assert "conflict (kappa 0.399) 0.5;" in text and "interval 0.419 to 0.581" in text and "| 40" in text


def test_an_article_that_was_not_read_says_so() -> None:
    articles = data.articles(2, outlets=1)
    one = _scales(0.25, 0.5).query("article_id == @articles.article_id[0]")
    assert "not read" in article_frames(one, articles).text and "not read" not in article_frames(_scales(0.2, 0.5), articles).text


def test_a_frame_on_which_coders_disagree_is_grey_and_says_by_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["hearsay.charts.frames"]
    monkeypatch.setattr(module, "agreement_with_coders", lambda: {"morality": 0.31, "conflict": 0.4})
    drawn = article_frames(_scales(0.25), data.articles(1))
    assert "morality (kappa 0.31)" in " ".join(drawn.text.split()) and "kappa 0.40" not in drawn.text
    colours = {bars.get_label(): bars.patches[0].get_facecolor() for bars in drawn.axes.containers}
    assert colours["morality, scale"] == to_rgba(GREY) != colours["conflict, scale"] == colours["responsibility, scale"]

    monkeypatch.setattr(module, "agreement_of_cues", lambda: {"morality": 0.31, "conflict": 0.4})
    told = data.sentences(data.articles(1))
    cues = frames(data.frames(told), told)
    colours = {bars.get_label(): bars.patches[0].get_facecolor() for bars in cues.axes.containers}
    assert colours["morality, own words"] == to_rgba(GREY) != colours["conflict, own words"]
    assert "kappa under 0.4" in " ".join(cues.text.split())


def test_cues_in_quotations_of_nobody_are_neither_own_nor_attributed() -> None:
    sentences = data.sentences(data.articles(1), each=4)
    hits = [(0, "outlet"), (1, "attributed"), (2, schema.UNOWNED)]
    found = schema.frame("frames", [
        {"article_id": sentences["article_id"][0], "sentence_no": n, "voice": v, "frame": "conflict", "score": 1, "evidence": ()}
        for n, v in hits
    ])  # fmt: skip
    told = frames(found, sentences).text
    assert "conflict, own words 0.25; conflict, attributed only 0.25; conflict, speaker not found only 0.25" in told


def test_a_kappa_just_under_the_border_reads_as_under_it(monkeypatch) -> None:
    kappas = {"conflict": 0.399, "morality": 0.27, "responsibility": 0.4}
    monkeypatch.setattr(sys.modules["hearsay.charts.frames"], "agreement_with_coders", lambda: kappas)
    text = article_frames(data.article_frames(data.articles(3)), data.articles(3)).text
    assert "conflict (kappa 0.399)" in text and "morality (kappa 0.27)" in text and "responsibility (" not in text
