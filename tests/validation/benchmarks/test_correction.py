"""The benchmark of correction: what it makes up, what it counts, and the figures that ship."""

import numpy as np
import pytest

from hearsay.validation.benchmarks import correction, polnear
from hearsay.validation.benchmarks.scoring import Marked
from hearsay.validation.measured_error import figures


def test_the_made_up_tool_errs_in_each_outlet_otherwise():
    table = correction.made_up(1, 4000)
    for number in range(correction.OUTLETS):
        part = table[table["outlet"] == f"outlet {number}"]
        assert part["truth"].mean() == pytest.approx(correction.TRUTH[number], abs=0.02)
        invented, lost = part.loc[part["truth"] == 0, "tool"].mean(), 1 - part.loc[part["truth"] == 1, "tool"].mean()
        assert (invented, lost) == (
            pytest.approx(correction.INVENTED[number], abs=0.02), pytest.approx(correction.LOST[number], abs=0.02),
        )  # fmt: skip


def test_annotations_are_counted_in_the_sentence_of_their_cue():
    text = "Bridge to close\n\nThe mayor said it will close. It is old. Ann Lee said it is safe, and Bo Hu denied it.\n"
    spans = [(text.index(cue), text.index(cue) + len(cue)) for cue in ("said it will", "said it is", "denied")]
    gold = tuple(Marked((), (span,), (span,)) for span in spans)
    article = polnear.Annotated("a_1", text, gold)
    from hearsay.validation.benchmarks.attribution import extract

    items = correction.sentence_counts([article], extract([article], "baseline")[0])
    assert items["gold"].tolist() == [1, 0, 2] and (items["outlet"] == "a").all()
    assert items["words"].tolist() == [6, 3, 11]


def test_the_shipped_figures_keep_what_is_promised():
    held = figures("correction")
    assert held["runs"] == 1000 and held["rates inside"] == held["rates outlets"] == 7
    for n in correction.SIZES:
        assert held[f"simulated {n} tool covers"] < 60 and held[f"simulated {n} wider"] == 0
        assert 93 <= held[f"simulated {n} corrected covers"] <= 97
        assert held[f"simulated {n} corrected width"] <= held[f"simulated {n} coded width"]
    outlets = [name.split()[1] for name in held if name.startswith("rates ") and name.endswith(" covers")]
    assert all(held[f"rates {name} width"] < held[f"rates {name} coded width"] for name in outlets)
    assert np.mean([held[f"rates {name} covers"] for name in outlets]) > 93


def test_lines_to_read_hold_every_size_and_outlet():
    told = correction.rows(figures("correction"))
    assert all(f"\n{n} " in told for n in correction.SIZES) and "west-journal" in told and "7 of 7 outlets" in told
