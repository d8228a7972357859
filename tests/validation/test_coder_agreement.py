"""Coders against one another and the tool, and where they disagree."""

import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.validation.coder_agreement import TOOL, agreement, disagreements
from hearsay.validation.coding_tasks import find_task

TASK = find_task("portrayals")
SAID = {"ann": "npnpnnpp0n", "ben": "npnpnnpn0p", "eve": "npnpnnpp0."}
LABELS = {"n": "negative", "p": "positive", "0": "neutral"}


@pytest.fixture
def codings():
    rows = [
        {"coder": coder, "item": f"{place}", "article_id": f"a{place % 4}", "start": place, "end": place + 2, "sure": True,
         "label": LABELS.get(code)}
        for coder, codes in SAID.items() for place, code in enumerate(codes)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture
def items():
    return pd.DataFrame({"item": [str(n) for n in range(10)], "machine_label": ["negative"] * 5 + ["unsure"] * 5})


def test_every_two_are_held_against_each_other_all_together_and_each_against_the_tool(codings, items):
    table = agreement(codings, TASK, items).set_index("who")
    assert list(table.index) == ["all coders", "ann, ben", "ann, eve", "ben, eve", *(f"{name}, {TOOL}" for name in SAID)]
    row = table.loc["ann, ben"]
    assert (row["items"], row["same"], row["articles"]) == (10, 8, 4) and row["low"] < row["alpha"] < 1
    assert table.at["ann, eve", "alpha"] == 1 and table.at["ann, eve", "items"] == 9
    assert table.at[f"ann, {TOOL}", "same"] == 3


def test_two_coders_need_no_row_for_all(codings):
    table = agreement(codings[codings["coder"] != "eve"], TASK)
    assert table["who"].tolist() == ["ann, ben"]


def test_disagreements_come_with_their_words(codings, items):
    documents = pd.DataFrame({"document_id": [f"a{n}" for n in range(4)], "text": ["abcdefghijklmnop"] * 4})
    table = disagreements(codings, TASK, documents)
    assert table["item"].tolist() == ["7", "9"] and table["text"].tolist() == ["hi", "jk"]
    assert table.loc[0, ["ann", "ben", "eve"]].tolist() == ["positive", "negative", "positive"]
    assert len(disagreements(codings, TASK, documents, items)) == 7
    with pytest.raises(InputError, match="no question 'stance'"):
        disagreements(codings, TASK, documents, labels=["stance"])
