"""What a table costs grows in proportion to the articles, or little more."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import hearsay as hs
from hearsay import pipeline, schema
from hearsay.entities import people
from hearsay.text import sentence_vectors
from made import csv_text
from many_stories import stories
from samples import put

FEW, MANY = 40, 160
EXPONENT = 1.25
"""Most that time may grow with size: 1 is as the articles do; .25 is for new words, and for a machine that does other things."""
STEPS = 5, 15
MORE = 1.1
"""How much more than in proportion the calls of functions may grow: the same on every machine, but blind to loops in C."""
TAKEN = ("documents", "blocks", "metadata", "sentences", "articles", "attributions", "loaded")
"""Tables of single articles that those take which compare them."""
SLACK = 0.3
"""Seconds that are nothing to tell growth by."""


def calls(count: int, folder: Path) -> Counter[str]:
    """Calls of functions, Python's and C's, that each table that compares so many articles takes."""
    put(folder / f"{count}.csv", csv_text([*stories(count)]))
    study, made = hs.read(folder / f"{count}.csv", extractor="baseline"), Counter[str]()
    original, before = pipeline.make_table, study.make(*TAKEN)

    def counted(name: str, *given: object) -> pd.DataFrame:
        def one(frame: object, event: str, argument: object) -> None:
            made[name] += event in ("call", "c_call")

        sys.setprofile(one)
        try:
            return original(name, *given)
        finally:
            sys.setprofile(None)

    for remembered in (people._indexed, sentence_vectors._remembered):
        remembered.cache_clear()  # a few articles are all still known from the tables before, and many are not
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "make_table", counted)
        wide = pipeline.make_tables([*pipeline.CORPUS_WIDE], before, study.options)
    assert all(len(wide[name]) for name in wide if name != "relays")
    return made


def test_every_table_that_compares_articles_takes_steps_as_their_number(tmp_path):
    calls(5, tmp_path)  # lexicons and models are loaded
    few, many = (calls(count, tmp_path) for count in STEPS)
    assert set(few) == set(many) == pipeline.CORPUS_WIDE
    grown = {name: round(many[name] / few[name] / (STEPS[1] / STEPS[0]), 2) for name in many}
    print(grown)
    assert not {name: more for name, more in grown.items() if more > MORE}


def seconds(count: int, folder: Path) -> Counter[str]:
    """Processor time of each table of so many articles: six outlets, five articles to an event."""
    put(folder / f"{count}.csv", csv_text([*stories(count)]))
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
