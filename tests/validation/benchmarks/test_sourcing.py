"""The indicators against codings: cells within one, shares by speaker, what is refused, and the figures that ship."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.validation.benchmarks import BENCHMARKS, run_benchmark, sourcing

ROOT = Path(__file__).parents[3]
TEXT = "Ann Lee said the bridge is old.\nOfficials said it will close.\nThe mayor told the Times that all is well.\n"


def coded(source, cue, content, **labels):
    where = TEXT.index(content)
    start = TEXT.rindex(source, 0, where)
    return {
        "article": "a", "source": [start, start + len(source)],
        "cue": [TEXT.index(cue, start), TEXT.index(cue, start) + len(cue)],
        "content": [[where, where + len(content)]], "ok": 1, "entity": source, "type": "named official",
        "identifiability": "named person", **labels,
    }  # fmt: skip


ROWS = [
    coded("Ann Lee", "said", "the bridge is old"),
    coded("Officials", "said", "it will close", type="unnamed official", identifiability="vague collective"),
    coded("The mayor", "told", "that all is well", ok=0, identifiability="anonymous"),
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles.jsonl").write_text(json.dumps({"article": "a", "text": TEXT}) + "\n", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return tmp_path


def test_coded_speakers_become_a_table_whose_indicators_are_theirs(folder, monkeypatch):
    seen = {}
    shares = sourcing._shares
    monkeypatch.setattr(sourcing, "_shares", lambda table: seen.setdefault(len(seen), shares(table)))
    figures = sourcing.check(folder)
    hand = seen[1]["value"]
    assert hand["a", "S3"] == 0.5 and hand["a", "S10"] == 1.0 and hand["a", "S9"] == 0.5
    assert figures["articles"] == 1 and 0 <= figures["error"] <= 1 and figures["n S3"] == 1


def test_a_cell_is_right_when_k_and_n_are_both_within_one():
    assert (
        sourcing._is_near((3, 12), (2, 13))
        and not sourcing._is_near((3, 12), (1, 12))
        and not sourcing._is_near((3, 12), (3, 14))
    )
    # A stance that does not occur has no row: none of as many.
    assert sourcing._pair(None, (1, 7)) == (0, 7)


def test_other_folders_are_refused(tmp_path):
    with pytest.raises(DataError, match="neither indicators.json nor rows.jsonl"):
        sourcing.check(tmp_path)
    (tmp_path / "indicators.json").write_text("[1", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        sourcing.check(tmp_path)
    (tmp_path / "indicators.json").unlink()
    (tmp_path / "articles.jsonl").write_text(json.dumps({"article": "a", "text": TEXT}) + "\n", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(json.dumps({"article": "a", "ok": 1}) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="a row lacks the field 'source'"):
        sourcing.check(tmp_path)


def test_the_figures_on_the_seeds_that_ship_are_those_of_the_indicators(seeds, monkeypatch):
    tables = seeds.make(*sourcing.TAKEN)
    monkeypatch.setattr(sourcing, "_tables", lambda documents: tables)
    figures, lines = run_benchmark("indicators", ROOT / "data" / "gold")
    shipped = json.loads((ROOT / "lib" / "hearsay" / "figures" / "indicators-seeds.json").read_text(encoding="utf-8"))
    assert figures == shipped, "run `hearsay check indicators --data data/gold --json lib/hearsay/figures/indicators-seeds.json`"
    assert figures["right"] >= 0.8 and "right S3" in lines


def test_the_cells_that_are_off_are_told_and_the_table_has_both_sets():
    assert BENCHMARKS["indicators"].endswith("sourcing:check")
    table, off = sourcing.measured(), sourcing.cells_off()
    assert set(table["data"]) == {"seeds", "coded speakers"} and {"S3", "S10"} <= set(table["indicator"])
    seeds_rows = table[table["data"] == "seeds"]
    assert len(off) == round(float(((1 - seeds_rows["within_1"]) * seeds_rows["n"]).sum()))
    assert off["k_of_n"].str.contains(", by hand ").all()
