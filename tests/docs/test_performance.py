"""The page of performance says what was measured, and which table each stage counts."""

from __future__ import annotations

import json
import re

from docs import performance

from hearsay import schema


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


def test_a_change_goes_into_as_many_rows_as_asked_for(tmp_path):
    performance._write(tmp_path / "a.csv", [{"id": str(n), "text": "It rained."} for n in range(250)])
    for articles, change in ((200, 2), (100, 1), (40, 1), (40, 0)):
        performance._first_rows(tmp_path / "a.csv", tmp_path / "b.csv", articles, change)
        content = (tmp_path / "b.csv").read_text(encoding="utf-8")
        assert content.count("It rained.") == articles and content.count("denied on Monday") == change
