"""One figure per article and measure: by hand on a few tables, and missing where there is no evidence."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.measures import measures, sourcing_measures

TRUNCATED, FRENCH = "c", "d"


@pytest.fixture(scope="module")
def study() -> SimpleNamespace:
    """Tables with the columns that measures are made of: articles a and b, c behind a paywall, d in French."""
    ids = list("abcd")
    articles = pd.DataFrame({
        "article_id": ids, "outlet": ["Post", "Times", "Post", "Post"], "event": ["e", "e", "", ""],
        "language": ["en", "not stated", "en", "fr"], "truncated": [False, False, True, False], "n_words": [200, 50, 10, 10],
        "upstream": "not stated",
    })  # fmt: skip
    sentences = pd.DataFrame(
        [(one, number, "title" if number == 0 else "body", 0, 11) for one in ids for number in range(5)],
        columns=["article_id", "sentence_no", "zone", "start", "end"],
    ).assign(paragraph_no=0, text="One two six")
    portrayals = pd.DataFrame(
        [("a", 1, "outlet", "Iran", 0.8, 0.1), ("a", 2, "outlet", "Iran", 0.2, 0.1), ("b", 1, "outlet", "Iran", 0.1, 0.3),
         ("a", 1, "outlet", "Doe", 0.9, 0.0), ("a", 0, "outlet", "Iran", 0.0, 1.0), ("c", 1, "outlet", "Doe", 0.0, 1.0),
         ("a", 3, "attributed", "Iran", 0.5, 0.0)],
        columns=["article_id", "sentence_no", "voice", "actor", "positive", "negative"],
    )  # fmt: skip
    tone = pd.DataFrame(
        [("a", 0, "outlet", 1.0), ("a", 1, "outlet", 0.5), ("a", 2, "outlet", -0.1), ("a", 3, "attributed", None),
         ("c", 1, "outlet", 1.0)],
        columns=["article_id", "sentence_no", "voice", "polarity"],
    ).assign(analyzer="vader")  # fmt: skip
    frames = pd.DataFrame(
        [("a", 0, "conflict"), ("a", 1, "conflict"), ("a", 1, "conflict"), ("b", 2, "morality")],
        columns=["article_id", "sentence_no", "frame"],
    )
    attributions = pd.DataFrame(
        [("a", 1, "body", "anonymous", "direct", 1), ("a", 1, "body", "named person", "indirect", 2),
         ("a", 2, "body", "anonymous", "direct", 1), ("a", 1, "title", "anonymous", "direct", 1),
         ("b", 1, "body", "named person", "mixed", 1)],
        columns=["article_id", "level", "zone", "identifiability", "kind", "hop"],
    ).assign(
        source_type="named official", stance="neutral", content_spans=[()] * 5, source_start=None, cue_start=0, cue_end=1,
        counted=True,
    )  # fmt: skip
    article_frames = pd.DataFrame(
        [("a", "conflict", 0.6), ("b", "conflict", 0.1), ("c", "conflict", 0.9), ("a", "morality", 0.05), ("b", "morality", 0.2)],
        columns=["article_id", "frame", "scale"],
    )
    events = pd.DataFrame({
        "article_id": ids, "event": ["e", "e", "c", "c"], "basis": ["given", "given", "found", "found"], "articles": [2, 2, 2, 2],
    })  # fmt: skip
    documents = pd.DataFrame({"document_id": ids, "text": ["One two six"] * 4})
    figures = {"L3 outlet": (1, 15, 100), "S1": (2, 200, 100), "S3": (1, 2, 1), "S10": (1, 1, 1), "S8 context": (1, 2, 1)}
    indicators = pd.DataFrame(
        [(one, name, k, n, factor * k / n) for one in "ab" for name, (k, n, factor) in figures.items()]
        + [("a", "S9", 2, 3, 1.8), ("b", "S9", 0, 0, None), ("c", "S3", 1, 2, None), ("c", "S9", 2, 2, None)],
        columns=["article_id", "indicator", "k", "n", "value"],
    )
    return SimpleNamespace(
        articles=articles, sentences=sentences, tone=tone, frames=frames, attributions=attributions, documents=documents,
        indicators=indicators, portrayals=portrayals, events=events, frame_names=("conflict", "morality"),
        article_frames=article_frames, options=SimpleNamespace(frames=None), partly=lambda name, beside: indicators,
    )  # fmt: skip


@pytest.fixture(scope="module")
def table(study) -> pd.DataFrame:
    return measures(study)


def test_a_row_per_article_and_measure(table):
    assert list(table) == ["article_id", "outlet", "event", "event_basis", "text", "measure", "value", "weight", "about"]
    assert not table.duplicated(["article_id", "measure"]).any() and FRENCH not in set(table["article_id"])
    assert table.loc[table["article_id"] == "b", ["outlet", "event"]].drop_duplicates().to_numpy().tolist() == [["Times", "e"]]


@pytest.mark.parametrize(
    ("measure", "article", "value", "weight"),
    [
        ("portrayal, outlet's voice", "a", 0.3, 1),  # Iran .7 and .1 here, -.2 there: the mean of .4 and -.2 is .1
        ("portrayal, outlet's voice", "b", -0.3, 1),
        ("tone, outlet's voice, vader", "a", 0.2, 1),
        ("frame conflict", "a", 0.6, 1),
        ("frame conflict", "b", 0.1, 1),
        ("frame morality", "b", 0.2, 1),
        ("attributions per 100 words", "a", 1.0, 200),
        ("loaded words per 100", "a", 100 / 15, 15),
        ("share anonymous", "a", 0.5, 2),
        ("share second-hand", "a", 0.5, 2),
        ("share named person", "a", 0.5, 2),
        ("share direct quotation", "b", 1.0, 1),
        ("share officials and governments", "b", 1.0, 1),
        ("share doubting cue", "a", 0.0, 2),
    ],
)
def test_figures_by_hand(table, measure, article, value, weight):
    row = table[(table["measure"] == measure) & (table["article_id"] == article)].iloc[0]
    assert (row["value"], row["weight"]) == (pytest.approx(value), weight)


def test_what_a_paywall_cuts_and_what_nobody_scored_is_without_evidence(table):
    cut = table[table["article_id"] == TRUNCATED]
    assert len(cut) and cut["value"].isna().all() and (cut["weight"] == 0).all()
    unscored = table[(table["article_id"] == "b") & table["measure"].str.startswith("tone")]
    assert len(unscored) and unscored["value"].isna().all() and (unscored["weight"] == 0).all()
    assert not table["measure"].str.startswith("tone, attributed").any()


def test_a_portrayal_is_of_actors_whom_another_article_names_in_the_same_voice(table):
    portrayal = table[table["measure"].str.startswith("portrayal")].set_index(["measure", "article_id"])
    assert portrayal.loc["portrayal, outlet's voice", "about"].tolist() == [("Iran",), ("Iran",), ()]
    assert portrayal.loc["portrayal, attributed", "value"].isna().all(), "nobody else quotes anybody on Iran"
    rest = table[~table["measure"].str.startswith("portrayal")]
    assert set(rest["about"]) == {()}


def test_one_lexicon_at_most_stands_beside_the_portrayals(study, table):
    assert [name for name in table["measure"].unique() if name.startswith("tone")] == ["tone, outlet's voice, vader"]
    assert not measures(study, lexicon=None)["measure"].str.startswith("tone").any()
    other = measures(study, lexicon="textblob")
    assert other.loc[other["measure"].str.startswith("tone"), "measure"].unique().tolist() == ["tone, outlet's voice, textblob"]
    with pytest.raises(InputError, match="no lexicon 'afinn'; there are textblob, textblob-news, vader"):
        measures(study, lexicon="afinn")


def test_frames_of_ones_own_are_counted_by_their_cues(study):
    own = SimpleNamespace(**vars(study) | {"options": SimpleNamespace(frames=({"frame": "conflict"}, {"frame": "morality"}))})
    told = measures(own).set_index(["measure", "article_id"])
    assert told.loc[("frame conflict", "a"), ["value", "weight"]].tolist() == [0.25, 4], "a sentence with two cues is one"
    assert told.loc[("frame conflict", "b"), ["value", "weight"]].tolist() == [0.0, 4], "a zero that was counted"
    assert told.loc[("frame morality", "b"), ["value", "weight"]].tolist() == [0.25, 4]


def test_no_articles_give_no_rows(study):
    nothing = SimpleNamespace(**{
        name: value.iloc[:0] if isinstance(value, pd.DataFrame) else value for name, value in vars(study).items()
    })  # fmt: skip
    assert measures(nothing).empty


def test_indicators_of_sourcing_weigh_their_n_and_counts_one(study):
    table = sourcing_measures(study, only=["S3", "S9"]).set_index(["measure", "article_id"])
    assert table.loc[("S3 unnamed sources", "a"), ["value", "weight"]].tolist() == [0.5, 2]
    assert table.loc[("S9 effective number of sources", "a"), ["value", "weight"]].tolist() == [1.8, 1]
    without = table.loc[[("S9 effective number of sources", "b"), ("S3 unnamed sources", TRUNCATED)]]
    assert without["value"].isna().all() and (without["weight"] == 0).all()


def test_every_figure_is_compared_unless_told_and_categories_are_not(study):
    named = sourcing_measures(study)["measure"].unique()
    assert {"S1 density of statements", "L4 assertions without a source"} <= set(named)
    assert not [name for name in named if name.startswith(("P", "L1 ", "L5", "S6", "S11"))]
    with pytest.raises(InputError, match="indicator 'P1' is no figure of an article"):
        sourcing_measures(study, only=["P1"])


def test_events_that_were_found_count_unless_only_given_ones_are_asked_for(study):
    def told(**options):
        table = measures(study, **options).drop_duplicates("article_id").set_index("article_id")
        return table.loc[["a", "c"], ["event", "event_basis"]].to_numpy().tolist()

    assert told() == [["e", "given"], ["c", "found"]]
    assert told(events="given") == [["e", "given"], ["not stated", "not stated"]]
