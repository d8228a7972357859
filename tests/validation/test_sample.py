"""The sample to code: random, shared out over strata, the same for everybody, and larger without losing what was drawn."""

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.validation import sample


def items(n=600, outlets=3):
    draw = np.random.default_rng(4)
    return pd.DataFrame(
        {
            "item": [f"a@{i}" for i in range(n)], "outlet": [f"outlet {i % outlets}" for i in range(n)],
            "predicted": np.where(draw.random(n) < 0.05, "rare", "common"), "confidence": draw.random(n),
        }
    )  # fmt: skip


def test_the_same_items_are_drawn_whatever_their_order():
    table = items()
    one, other = sample.draw_sample(table, 60), sample.draw_sample(table.sample(frac=1, random_state=1), 60)
    assert one["item"].tolist() == other["item"].tolist()
    assert one["item"].tolist() != sample.draw_sample(table, 60, seed=2)["item"].tolist()


def test_the_first_items_are_a_sample_for_every_n():
    table = items()
    small, large = sample.draw_sample(table, 40, depth=3), sample.draw_sample(table, 200, depth=3)
    assert large["item"].tolist()[:40] == small["item"].tolist()
    assert len(sample.draw_sample(table, 10_000)) == len(table)


def test_the_weights_of_a_sample_add_up_to_the_study_in_every_stratum():
    drawn = sample.draw_sample(items(), 90)
    weights = (1 / drawn["probability"]).groupby(drawn["stratum"]).sum()
    assert weights.to_dict() == pytest.approx(drawn.groupby("stratum")["size"].first().to_dict())


def test_a_rare_answer_is_coded_oftener_than_it_occurs_and_every_stratum_at_all():
    table = items()
    drawn = sample.draw_sample(table, 90)
    assert (drawn["predicted"] == "rare").mean() > 2 * (table["predicted"] == "rare").mean()
    assert set(drawn["stratum"]) == set(sample.strata_of(table, sample.depth_for(table, 90)))


def test_a_small_sample_has_coarse_strata():
    table = items()
    assert [sample.depth_for(table, n) for n in (5, 6, 12, 24)] == [0, 1, 2, 3]
    assert set(sample.draw_sample(table, 4)["stratum"]) == {""}


@pytest.mark.nightly
def test_each_item_is_drawn_as_often_as_its_chance_says():
    table = items(60, 2).assign(confidence=1.0)
    hits = pd.Series(0.0, index=table["item"])
    for seed in range(1500):
        drawn = sample.draw_sample(table, 20, seed=seed)
        hits[drawn["item"]] += 1 / drawn["probability"].to_numpy()
    assert np.abs(hits / 1500 - 1).max() < 0.15


def test_a_coder_who_stops_early_leaves_a_sample_of_what_was_coded():
    sizes = {"a\tx\tsure": 10, "a\tx\tunsure": 5, "a\ty\tsure": 20, "b\tx\tsure": 8}
    full = sample.chances(["a\tx\tsure", "a\tx\tunsure", "a\ty\tsure", "b\tx\tsure", "b\tx\tsure"], sizes)
    assert full == pytest.approx({"a\tx\tsure": 0.1, "a\tx\tunsure": 0.2, "a\ty\tsure": 0.05, "b\tx\tsure": 0.25})
    early = sample.chances(["a\tx\tsure", "a\ty\tsure", "b\tx\tsure"], sizes)
    assert early["a\tx\tsure"] == early["a\tx\tunsure"] == pytest.approx(1 / 15)
    assert sum(1 / early[name] for name in ("a\tx\tsure", "a\ty\tsure", "b\tx\tsure")) == pytest.approx(sum(sizes.values()))
    one = sample.chances(["a\tx\tsure"], sizes)
    assert set(one.values()) == {1 / 43}


def test_nothing_can_be_drawn_of_nothing():
    with pytest.raises(InputError, match="cannot draw"):
        sample.draw_sample(items().head(0), 3)
