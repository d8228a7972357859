"""The page of performance says what was measured, and which table each stage counts."""

from __future__ import annotations

import json
import re

import pytest
from docs import performance

from hearsay import pipeline, schema


def test_the_page_is_written_from_the_figures_that_are_kept():
    kept = json.loads(performance.FIGURES.read_text(encoding="utf-8"))
    assert performance.PAGE.read_text(encoding="utf-8") == performance.page(**kept), "run docs/performance.py write"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", kept["day"]) and kept["measured"]["one-core"]["articles"] >= 40


def test_each_table_is_in_one_stage():
    staged = [name for names in performance.STAGES.values() for name in names]
    assert sorted(staged) == sorted(set(schema.TABLES) - {"problems", "versions"})


def test_growth_is_told_by_its_exponent_and_not_where_there_is_too_little():
    few, many = ({"words": 100 * n, "megabytes": n, "tables": {"tone": n / 10, "cues": 0.001}} for n in (10, 40))
    text = performance._growth({10: few, 40: many})
    assert "| `tone` | 1.00 | 4.00 | 1.00 |" in text and "| `cues` | 0.00 | 0.00 | too little to tell |" in text


def test_what_was_not_made_of_so_many_is_told_up_to_where_it_was():
    sizes = {
        n: {"words": 9 * n, "pairs": 2 * n, "megabytes": 9, "tables": {"reuse": n / 10, "omissions": n / 5}}
        for n in (10, 40, 160)
    }
    del sizes[160]["tables"]["omissions"]
    text = performance._comparing(sizes)
    assert "| `reuse` | 1.00 | 4.00 | 16.00 | 1.00 |" in text and "| `omissions` | 2.00 | 8.00 | – | 1.00 |" in text
    assert "2.0, 2.0, 2.0" in text


@pytest.mark.nightly
def test_every_table_is_timed_and_those_that_compare_articles_are_made_of_made_ones(seeds, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "make_table", pipeline.make_table)  # which is replaced
    found = performance.study(str(performance.ROOT / "seeds" / "README.md"), extractor="baseline", warm=False)
    assert set(found["tables"]) >= set(schema.TABLES) - {"versions", "problems"} and found["processor"] > 0
    pattern = {name: getattr(seeds, name) for name in ("documents", "articles", "sentences", "attributions")}
    made = performance._compared(10, str(tmp_path), [*performance.COMPARED], pattern)
    assert set(made["tables"]) >= set(performance.COMPARED) and made["articles"] == 10 and not [*tmp_path.iterdir()]


def test_a_change_goes_into_as_many_rows_as_asked_for(tmp_path):
    performance._write(tmp_path / "a.csv", [{"id": str(n), "text": "It rained."} for n in range(250)])
    for articles, change in ((200, 2), (100, 1), (40, 1), (40, 0)):
        performance._first_rows(tmp_path / "a.csv", tmp_path / "b.csv", articles, change)
        content = (tmp_path / "b.csv").read_text(encoding="utf-8")
        assert content.count("It rained.") == articles and content.count("denied on Monday") == change
