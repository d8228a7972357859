"""The frames of sentences: each counted once, own words first."""

from __future__ import annotations

import pandas as pd
import pytest

import charts_data as data
from hearsay import schema
from hearsay.charts.frames import frames
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
