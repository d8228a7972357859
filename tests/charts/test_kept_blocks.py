"""What was kept of each page."""

from __future__ import annotations

import pandas as pd

import charts_data as data
from hearsay.charts.kept_blocks import kept_blocks


def test_kept_counts_words_and_places() -> None:
    blocks = data.blocks(data.articles(1), each=3).assign(label=["body", "body", "furniture"])
    text = "one two".ljust(50) + "three".ljust(50) + "menu"
    documents = pd.DataFrame({"document_id": blocks["document_id"][:1], "text": [text]})
    assert "body 0–99; furniture 100–149; printed 3 kept 1 stripped" in kept_blocks(blocks, documents=documents).text


def test_a_strip_that_is_cut_shorter_changes_the_text() -> None:
    chart = kept_blocks(data.blocks(data.articles(3)))
    before = chart.text
    strip = next(c for c in chart.axes.collections if c.get_label() == "body")
    strip.set_verts([[(0, -0.3), (100, -0.3), (100, 0.3), (0, 0.3)]])
    assert chart.text != before


def test_where_one_page_is_far_longer_all_are_drawn_equally_long() -> None:
    blocks = data.blocks(data.articles(3), each=2).assign(label="body")
    long = blocks.assign(end=blocks["end"].where(blocks.index != len(blocks) - 1, 5000))
    assert "characters from its beginning" in kept_blocks(blocks).text
    text = kept_blocks(long).text
    assert "per cent of its length" in text and text.count("body 0–100") == 3
