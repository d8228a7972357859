"""Word shift: rates by hand, contributions that add up, and what is said of a wrong pair."""

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.framing.word_shift import PER, word_shift
from invented import articles, tables


def story(texts: dict[str, tuple[str, str]]):
    documents, sentences, _ = tables(*([text] for _, text in texts.values()))
    return documents, sentences, articles({f"a{i}": outlet for i, (outlet, _) in enumerate(texts.values())})


TWO = story({"1": ("A", "war war peace talk"), "2": ("B", "peace peace peace war")})


def test_rates_counts_and_differences_by_hand():
    table = word_shift(*TWO, "A", "B", min_count=1).set_index("term")
    assert table.loc["war", ["count_a", "count_b", "articles_a", "rate_a", "difference"]].tolist() == [2, 1, 1, 500.0, 250.0]
    assert table.loc["talk", "rate_b"] == 0 and (table["rate_a"].sum(), table["rate_b"].sum()) == (PER, PER)


def test_contributions_add_up_to_one_and_change_sign_with_the_pair():
    ours, theirs = (word_shift(*TWO, *pair, min_count=1).set_index("term") for pair in ("AB", "BA"))
    assert ours["contribution"].abs().sum() == pytest.approx(1.0)
    assert ours["contribution"].sort_index().tolist() == pytest.approx((-theirs["contribution"]).sort_index().tolist())
    assert ours["contribution"].abs().is_monotonic_decreasing
    assert np.sign(ours["contribution"]).tolist() == np.sign(ours["difference"]).tolist()


def test_a_few_articles_have_no_interval_and_no_p():
    table = word_shift(*TWO, "A", "B", min_count=1)
    assert table[["low", "high", "p", "p_adjusted"]].isna().all().all()


def test_four_articles_of_each_have_an_interval_that_holds_the_difference():
    rng = np.random.default_rng(1)
    texts = {str(i): ("AB"[i % 2], " ".join(rng.choice(["war", "peace", "talk", "sea"], 40))) for i in range(8)}
    table = word_shift(*story(texts), "A", "B")
    assert ((table["low"] < table["difference"]) & (table["difference"] < table["high"])).all()
    wide = word_shift(*story(texts), "A", "B", level=0.99)
    assert (wide.sort_values("term")["high"].to_numpy() > table.sort_values("term")["high"].to_numpy()).all()


def test_a_pair_that_is_none_is_told():
    with pytest.raises(InputError, match="no outlet or article 'C'; there are A, B"):
        word_shift(*TWO, "A", "C")
    with pytest.raises(InputError, match="'A' against itself"):
        word_shift(*TWO, "A", "A")
    assert isinstance(word_shift(*TWO, "A", "B", min_count=99), pd.DataFrame)
