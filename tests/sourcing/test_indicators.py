"""The table: rows with k, n, value, interval and evidence; nothing is rated where a paywall cuts; any order gives the same."""

from __future__ import annotations

import pandas as pd
import pytest

from hearsay import schema
from hearsay.sourcing.indicators import CUT, indicators
from hearsay.sourcing.registry import NAMES
from hearsay.statistics import wilson
from sourced import TAKEN, UNNAMED, said, tables


def article(name="one.txt", **described):
    body = [f"Official {n} said it{n}." for n in range(12)]
    attributions = [said(f"Official {n}", "said", f"it{n}.", **(UNNAMED if n < 3 else {})) for n in range(12)]
    return tables(body, attributions, name=name, **described)


def table(*made):
    joined = [pd.concat([one[name] for one in made], ignore_index=True) for name in TAKEN]
    return schema.validate("indicators", indicators(*joined))


def test_a_share_has_k_n_value_wilsons_interval_and_its_places():
    row = table(article()).query("indicator == 'S3'").iloc[0]
    assert (row["k"], row["n"], row["answer"], row["value"]) == (3, 12, "3 of 12", 0.25)
    assert (row["low"], row["high"]) == pytest.approx(wilson(3, 12)) and len(row["evidence"]) == 3
    assert row["caveat"] == NAMES["S3"].caveat and row["source"] == "Duffy2011"


def test_a_rate_has_no_interval_and_few_have_none():
    made = table(article()).set_index("indicator")
    assert made.loc["S1", "value"] == pytest.approx(100 * 12 / 48) and pd.isna(made.loc["S1", "low"])
    few = table(tables(["Ann said so."], [said("Ann", "said", "so")])).set_index("indicator")
    assert few.loc["S3", "value"] == 0.0 and pd.isna(few.loc["S3", "low"])


def test_where_nothing_can_be_counted_there_is_no_value():
    row = table(tables(["It rains."])).set_index("indicator").loc["S3"]
    assert (row["k"], row["n"], row["answer"]) == (0, 0, "0 of 0") and pd.isna(row["value"])


def test_a_paywall_gates_every_rate_and_leaves_the_counts():
    whole, cut = table(article()), table(article(truncated=True))
    gated = cut[~cut["indicator"].str.startswith("P")]
    assert gated["value"].isna().all() and gated["low"].isna().all() and set(gated["answer"]) == {"not stated"}
    assert gated["caveat"].str.startswith(CUT).all()
    columns = ["indicator", "item", "k", "n", "evidence"]
    pd.testing.assert_frame_equal(cut[columns], whole[columns])
    assert cut.set_index("indicator").loc["P5", "answer"] == "cut by a paywall"


def test_the_rows_of_an_article_do_not_depend_on_the_others():
    both = table(article("b.txt"), article("a.txt"))
    assert both["article_id"].drop_duplicates().tolist() == ["b.txt", "a.txt"]
    alone = table(article("a.txt"))
    pd.testing.assert_frame_equal(both[both["article_id"] == "a.txt"].reset_index(drop=True), alone)


def test_no_articles_give_an_empty_table():
    made = article()
    assert indicators(*(made[name].iloc[:0] for name in TAKEN)).empty


def test_evidence_lies_in_the_text_and_in_order():
    made = article()
    length = len(made["documents"]["text"].iloc[0])
    for spans in table(made)["evidence"]:
        assert list(spans) == sorted(set(spans)) and all(0 <= start < end <= length for start, end in spans)


def test_there_is_no_total():
    assert not {"total", "score", "grade"} & set(schema.TABLES["indicators"]) | {n for n in NAMES if "score" in NAMES[n].name}
