"""One figure per article and measure: by hand on a few tables, and missing where there is no evidence."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.indicators import measures

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
    )  # fmt: skip
    events = pd.DataFrame({
        "article_id": ids, "event": ["e", "e", "c", "c"], "basis": ["given", "given", "found", "found"], "articles": [2, 2, 2, 2],
    })  # fmt: skip
    documents = pd.DataFrame({"document_id": ids, "text": ["One two six"] * 4})
    loaded = pd.DataFrame([("a", "outlet", "praise")], columns=["article_id", "voice", "category"])
    return SimpleNamespace(
        articles=articles, sentences=sentences, tone=tone, frames=frames, attributions=attributions, documents=documents,
        loaded=loaded, portrayals=portrayals, events=events, frame_names=("conflict", "morality"),
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
        ("frame conflict", "a", 0.25, 4),
        ("frame conflict", "b", 0.0, 4),
        ("frame morality", "b", 0.25, 4),
        ("attributions per 100 words", "a", 1.0, 200),
        ("loaded words per 100", "a", 100 / 15, 15),
        ("loaded words per 100", "b", 0.0, 15),
        ("share anonymous", "a", 0.5, 2),
        ("share second-hand", "a", 0.5, 2),
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


def test_no_articles_give_no_rows(study):
    tables = {name: table.iloc[:0] for name, table in vars(study).items() if name != "frame_names"}
    nothing = SimpleNamespace(**tables, frame_names=study.frame_names)
    assert measures(nothing).empty


def test_events_that_were_found_count_unless_only_given_ones_are_asked_for(study):
    def told(**options):
        table = measures(study, **options).drop_duplicates("article_id").set_index("article_id")
        return table.loc[["a", "c"], ["event", "event_basis"]].to_numpy().tolist()

    assert told() == [["e", "given"], ["c", "found"]]
    assert told(events="given") == [["e", "given"], ["", "not stated"]]
