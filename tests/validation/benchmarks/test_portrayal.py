"""The benchmark of portrayal on made targets: figures of any file in the format, and the same reading as the table's."""

import json

import numpy as np
import pytest

from hearsay.errors import DataError
from hearsay.tone.portrayals import portray
from hearsay.validation.benchmarks.portrayal import check, portray_targets
from hearsay.validation.benchmarks.tone import read_newsmtsc


def lines(count: int = 8) -> list[dict]:
    """Targets of our own in NewsMTSC's format."""
    clear = [
        ("{} was condemned as a corrupt liar.", 2),
        ("{} will speak on Tuesday.", 4),
        ("{} was hailed as a brilliant hero.", 6),
    ]
    return [
        {
            "sentence_normalized": said.format("Jane Doe"),
            "targets": [{"from": 0, "to": 8, "mention": "Jane Doe", "polarity": code}],
        }
        for said, code in clear * count
    ]


def test_check_measures_any_file_in_the_format(tmp_path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, lines())), "utf-8")
    figures = check(path)
    assert figures["n"] == 24 and figures["macro_f1"] > 0.6 and figures["data"] == "own"
    assert {"right_at_10", "right_at_100", "vader.macro_f1", "textblob.accuracy", "mentions_per_second"} <= set(figures)
    assert figures["macro_f1"] == check(tmp_path, "own")["macro_f1"]


@pytest.mark.parametrize("spoilt", [{"from": 3, "to": 2}, {"from": 0, "to": 99_999}, {"from": None, "to": 3}, {}])
def test_check_names_the_line_at_fault(tmp_path, spoilt: dict) -> None:
    path = tmp_path / "own.jsonl"
    wrong = {"sentence_normalized": "Jane Doe left.", "targets": [{"polarity": 4, **spoilt}]}
    path.write_text("\n".join(map(json.dumps, [*lines(1), wrong])), "utf-8")
    with pytest.raises(DataError, match="line 4"):
        check(path)
    with pytest.raises(DataError, match="no such file"):
        check(tmp_path / "none.jsonl")


def test_targets_of_one_sentence_are_read_as_the_table_reads_them(tmp_path) -> None:
    text = "Ann praised Bob as a brilliant hero and called Carl a corrupt liar."
    targets = [{"from": text.index(name), "to": text.index(name) + len(name), "polarity": 4} for name in ("Bob", "Carl")]
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"sentence_normalized": text, "targets": targets}), "utf-8")
    chances = portray_targets(read_newsmtsc(path))
    assert np.array_equal(chances, portray(text, [(t["from"], t["to"]) for t in targets]))
    assert chances[0, 2] - chances[0, 0] > chances[1, 2] - chances[1, 0]


def test_opposed_targets_of_one_sentence_are_counted_in_pairs(tmp_path) -> None:
    text = "Bob was hailed as a hero; Carl was condemned as a liar."
    targets = [{"from": 0, "to": 3, "polarity": 6}, {"from": 26, "to": 30, "polarity": 2}]
    path = tmp_path / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, [*lines(1), {"sentence_normalized": text, "targets": targets}])), "utf-8")
    figures = check(path)
    assert figures["opposed"] == 1 and figures["opposed_in_order"] in (0.0, 1.0)
