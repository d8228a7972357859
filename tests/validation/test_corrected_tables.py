"""Corrected figures of a study: coded items find the tool's, weights follow the draw, and all coded is what was coded."""

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.validation import corrected_figures as figures
from hearsay.validation import corrected_tables as tables
from hearsay.validation.coded import coded_items
from hearsay.validation.coding_session import CodingSession
from hearsay.validation.corrected import THESE

UNNAMED = {"unnamed": ("anonymous", "vague collective")}


def coded_as(study, folder, n, answer, *, what="attributions", coder="ann"):
    """Codings of n items by a coder whose answers the function gives for an item and a question."""
    with CodingSession(study, folder, coder, what=what, n=n) as session:
        while not session.done:
            question = session.question
            value = answer(session.item, question.name)
            session.answer(next((key for key, held in question.answers.items() if held == value), str(value)))
    return coded_items(study, folder)


@pytest.fixture(scope="module")
def as_the_tool(seeds, tmp_path_factory):
    """Every second attribution coded by somebody who always agrees with the tool, but finds every fifth to be none."""
    items = seeds.attributions.assign(key=lambda t: t["article_id"] + "@" + t["cue_start"].astype(str))
    held = items.set_index("key")

    def answer(item, question):
        row = held.loc[item["id"].rpartition("-")[0]]
        row = row.iloc[0] if isinstance(row, pd.DataFrame) else row
        if question == "ok":
            return int(row["cue_start"] % 5 > 0)
        return "" if question == "country" else min(row["hop"], 3) if question == "hop" else row[question]

    return coded_as(seeds, tmp_path_factory.mktemp("codings"), 34, answer)


def test_each_row_has_the_three_figures_side_by_side(as_the_tool, seeds):
    table = tables.corrected_shares(as_the_tool, "identifiability", values=UNNAMED)
    whole = table.set_index("group").loc["all"]
    body = seeds.attributions.query("level == 1 and zone == 'body'")
    assert whole["machine"] == pytest.approx(body["identifiability"].isin(UNNAMED["unnamed"]).mean())
    assert (whole["n_coded"], whole["n"]) == (34, len(body))
    assert whole["low"] <= whole["corrected"] <= whole["high"]
    by_article = tables.corrected_shares(as_the_tool, "identifiability", by="article_id")
    by_article = by_article.dropna(subset=["corrected"])
    assert len(by_article) > 20
    widths = by_article["high"] - by_article["low"], by_article["coded_high"] - by_article["coded_low"]
    assert (widths[0] <= widths[1] + 1e-12).all()
    # Of five articles the tool is worth no degree of freedom for articles like these; for these alone it is.
    assert whole["weight"] == 0 and whole["corrected"] == whole["coded"]
    these = (
        tables.corrected_shares(as_the_tool, "identifiability", values=UNNAMED, population=THESE).set_index("group").loc["all"]
    )
    assert these["high"] - these["low"] < 0.9 * (these["coded_high"] - these["coded_low"]) and these["weight"] > 0.5


def test_what_is_none_counts_in_neither_part_unless_of_what_was_found(as_the_tool):
    shares = tables.corrected_shares(as_the_tool, "identifiability", by="article_id").query("group == 'all'")
    assert shares["coded"].sum() == pytest.approx(1) and shares["machine"].sum() == pytest.approx(1)
    found = tables.corrected_shares(as_the_tool, "identifiability", of_found=True).query("group == 'all'")
    right = tables.corrected_shares(as_the_tool, "ok", values={"right": (1,)}).query("group == 'all'")
    assert found["coded"].sum() == pytest.approx(right["coded"].iat[0]) and right["coded"].iat[0] < 0.95


def test_with_all_coded_it_is_what_was_coded(seeds, tmp_path):
    coded = coded_as(seeds, tmp_path, 10_000, lambda item, name: {"ok": 1, "country": "IR", "hop": 1}.get(name) or (
        "named person" if item["start"] % 2 else "anonymous") if name != "source_type" and name != "stance" else (
        "other" if name == "source_type" else "neutral"))  # fmt: skip
    table = tables.corrected_shares(coded, "identifiability", values=UNNAMED, by="article_id").set_index("group")
    truth = (coded.items["start"] % 2 == 0).groupby(coded.items["article_id"]).mean()
    for article, share in truth.items():
        row = table.loc[article]
        assert row["corrected"] == row["coded"] == row["low"] == row["high"] == pytest.approx(share)
        assert row["more"] == 0


def test_two_coders_count_with_their_mean(seeds, tmp_path):
    def always(value):
        return lambda item, name: {"ok": 1, "country": "", "hop": 1, "source_type": "other", "stance": value}.get(
            name, "document"
        )

    coded_as(seeds, tmp_path, 30, always("denial"))
    both = coded_as(seeds, tmp_path, 30, always("neutral"), coder="ben")
    values = {"denial": ("denial",)}
    assert tables.corrected_shares(both, "stance", values=values).query("group == 'all'")["coded"].iat[0] == pytest.approx(0.5)
    one = coded_items(seeds, tmp_path, ["ann"])
    assert tables.corrected_shares(one, "stance", values=values).query("group == 'all'")["coded"].iat[0] == pytest.approx(1)


def test_means_and_rates_have_the_same_columns(seeds, tmp_path):
    tone = coded_as(seeds, tmp_path / "tone", 60, lambda item, _: "negative" if item["start"] % 2 else "neutral", what="tone")
    mean = tables.corrected_figures(tone, figures.means(tone, "vader"), by="voice")
    assert list(mean) == tables.COLUMNS and set(mean["group"]) == {"all", "outlet", "attributed"}
    assert mean["corrected"].between(-1, 0).all() and (mean["low"] >= -1).all()
    sentences = coded_as(seeds, tmp_path / "sentences", 40, lambda item, _: 2, what="sentences")
    rate = tables.corrected_figures(sentences, figures.rates(sentences), by="article_id").set_index("group")
    words = sentences.items[sentences.items["probability"].notna()]
    weights = 1 / words["probability"]
    assert rate.at["all", "coded"] == pytest.approx(200 * weights.sum() / (weights * words["words"]).sum())
    assert rate.at["all", "machine"] > 0


def test_a_gap_names_both_groups(as_the_tool):
    one, other = sorted(as_the_tool.items["article_id"].unique())[:2]
    gap = tables.corrected_gaps(
        as_the_tool, figures.shares(as_the_tool, "identifiability", UNNAMED), (one, other), by="article_id", population=THESE
    )
    shares = tables.corrected_shares(as_the_tool, "identifiability", values=UNNAMED, by="article_id").set_index("group")
    assert gap["group"].iat[0] == f"{one} − {other}" and list(gap) == tables.COLUMNS
    for name in ("machine", "coded"):
        assert gap[name].iat[0] == pytest.approx(shares.at[one, name] - shares.at[other, name])
    assert gap["low"].iat[0] <= gap["corrected"].iat[0] <= gap["high"].iat[0]


def test_where_too_few_are_coded_there_is_no_interval(seeds, tmp_path):
    coded = coded_as(seeds, tmp_path, 1, lambda *_: 0)
    table = tables.corrected_shares(coded, "identifiability", values=UNNAMED)
    assert table["machine"].notna().all() and table[["coded", "corrected", "low", "more"]].isna().all().all()


def test_codings_of_other_items_are_refused(as_the_tool, seeds, tmp_path):
    class Other:
        def __getattr__(self, name):
            table = getattr(seeds, name)
            return table[table["cue_start"] % 2 == 0] if name == "attributions" else table

    coded_as(seeds, tmp_path, 20, lambda *_: 0)
    with pytest.raises(InputError, match="are not in this study"):
        coded_items(Other(), tmp_path)
    with pytest.raises(InputError, match="no column 'colour'"):
        tables.corrected_shares(as_the_tool, "stance", by="colour")
    with pytest.raises(InputError, match="no question 'colour'"):
        tables.corrected_shares(as_the_tool, "colour")
    assert np.isfinite(as_the_tool.items["probability"].dropna()).all()


def test_of_these_articles_all_coded_there_is_nothing_left_to_estimate(seeds, tmp_path):
    coded = coded_as(seeds, tmp_path, 100, lambda item, name: 1, what="article_frames")
    table = tables.corrected_figures(coded, figures.scales(coded), by="article_id").set_index(["group", "figure"])
    one = coded.items["article_id"].iat[0]
    assert list(table.loc[(one, "conflict"), ["coded", "corrected", "low", "high", "n_coded", "n"]]) == [1, 1, 1, 1, 1, 1]
    assert table.loc[(one, "conflict"), "machine"] < 1


def test_sourcing_of_coded_speakers_counts_as_the_indicators_do(as_the_tool, seeds):
    made = figures.sourcing(as_the_tool)
    shown = seeds.indicators.set_index(["indicator", "article_id"])
    for one, figure in made.items():
        sums = [part.groupby(as_the_tool.items["article_id"]).sum() for part in figure.machine]
        for article in sums[0].index:
            assert (sums[0][article], sums[1][article]) == tuple(shown.loc[(one, article), ["k", "n"]]), (one, article)
    k, n = made["S10"].coded
    assert (k.dropna() <= n.dropna()).all() and n.notna().sum() > 20


def test_gaps_of_means_and_rates_are_those_of_their_groups(seeds, tmp_path):
    tone = coded_as(seeds, tmp_path / "t", 60, lambda item, _: "negative" if item["start"] % 2 else "neutral", what="tone")
    gap = tables.corrected_gaps(tone, figures.means(tone, "vader"), ("outlet", "attributed"), by="voice", population=THESE)
    means = tables.corrected_figures(tone, figures.means(tone, "vader"), by="voice", population=THESE).set_index("group")
    assert gap["machine"].iat[0] == pytest.approx(means.at["outlet", "machine"] - means.at["attributed", "machine"])
    assert gap["corrected"].iat[0] == pytest.approx(means.at["outlet", "corrected"] - means.at["attributed", "corrected"])
    assert -2 <= gap["low"].iat[0] <= gap["corrected"].iat[0] <= gap["high"].iat[0] <= 2 and gap["more"].iat[0] > 0
    counted = coded_as(seeds, tmp_path / "s", 40, lambda item, _: 2, what="sentences")
    one, other = sorted(counted.items["article_id"].unique())[:2]
    rates = tables.corrected_gaps(counted, figures.rates(counted), (one, other), by="article_id", population=THESE)
    assert rates["low"].iat[0] <= rates["corrected"].iat[0] <= rates["high"].iat[0]


def test_a_lift_is_a_ratio_with_the_interval_of_both_shares(as_the_tool):
    split = as_the_tool.items.assign(outlet=as_the_tool.items["article_id"].map(lambda name: "ab"[name > "001"]))
    coded = type(as_the_tool)(as_the_tool.task, split, as_the_tool.codings)
    table = tables.corrected_lifts(coded, figures.shares(coded, "identifiability", {"named": ("named person",)}))
    shares = tables.corrected_shares(coded, "identifiability", values={"named": ("named person",)}).set_index("group")
    for row in table.dropna().itertuples():
        other = "ab"[row.group == "a"]
        assert row.corrected == pytest.approx(shares.at[row.group, "corrected"] / shares.at[other, "corrected"])
        assert row.low < row.corrected < row.high
