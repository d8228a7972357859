"""What a table costs grows as the articles do: four times as many take little more than four times as long."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import hearsay as hs
from hearsay import pipeline, schema
from made import csv_text, pieces, rows
from samples import put

FEW, MANY = 40, 160
EXPONENT = 1.25
"""Most that time may grow with size: 1 is as the articles do; .25 is for new words, and for a machine that does other things."""
SLACK = 0.3
"""Seconds that are nothing to tell growth by."""


def seconds(count: int, folder: Path) -> Counter[str]:
    """Processor time of each table of so many articles: two outlets, five articles to an event."""
    records = [row | {"event": f"event {n // 5}"} for n, row in enumerate(rows(pieces(count)))]
    put(folder / f"{count}.csv", csv_text(records))
    spent: Counter[str] = Counter()
    original = pipeline.make_table

    def timed(name: str, *given: object) -> pd.DataFrame:
        begun = time.process_time()
        table = original(name, *given)
        spent[name] += time.process_time() - begun
        return table

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "make_table", timed)
        begun = time.process_time()
        study = hs.read(folder / f"{count}.csv", extractor="baseline")
        spent["documents"] = spent["versions"] = time.process_time() - begun
        made = study.make()
    assert len(made["articles"]) == count and len(made["wording"]) and len(made["events"]) == count
    return spent


@pytest.mark.nightly
def test_every_table_grows_as_the_articles_do(tmp_path):
    seconds(10, tmp_path)  # models are loaded
    few, many = seconds(FEW, tmp_path), seconds(MANY, tmp_path)
    assert set(schema.TABLES) == {*many, "problems"}
    grown = {name: (round(few[name], 2), round(many[name], 2)) for name in many}
    print(grown)
    assert not {name: pair for name, pair in grown.items() if pair[1] > pair[0] * (MANY / FEW) ** EXPONENT + SLACK}
