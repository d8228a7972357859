"""The error where the reader is, and whether the corpus is like what was measured."""

from types import SimpleNamespace

import pandas as pd
import pytest

from hearsay.entities.gazetteer import outlet_country
from hearsay.schema import NOT_STATED
from hearsay.validation import error_by, measured_scope
from hearsay.validation.coded import Coded
from hearsay.validation.coding_tasks import find_task
from hearsay.validation.regions import REST, UNKNOWN, region_of


@pytest.fixture
def coded():
    """Two outlets, ten articles each, four items an article; the tool is right of one and of every second of the other."""
    rows = [
        {"item": f"{outlet}{a}-{i}", "article_id": f"{outlet}{a}", "outlet": outlet, "machine_ok": 1, "probability": 1.0,
         "machine_source_type": "named official", "machine_country": "US", "machine_hop": 1}
        for outlet in ("CNN", "Al Jazeera") for a in range(10) for i in range(4)
    ]  # fmt: skip
    items = pd.DataFrame(rows)
    good = (items["outlet"] == "CNN") | (items.index % 2 == 0)
    codings = items[["item", "article_id"]].assign(
        coder="ann", ok=1, source_type=good.map({True: "named official", False: "ordinary person"}),
        country=good.map({True: "US", False: "IR"}), identifiability=None, stance=None, hop=[1.0, None] * 40,
    )  # fmt: skip
    codings.loc[0, ["ok", "source_type", "country"]] = [0, None, None]
    return Coded(find_task("attributions"), items, codings)


def test_the_error_is_told_by_outlet_region_and_kind(coded):
    table = error_by.coded_error(coded).set_index(["by", "group", "label"])
    assert table.at[("outlet", "CNN", "source_type"), "right"] == 1
    assert table.at[("outlet", "Al Jazeera", "source_type"), "right"] == pytest.approx(0.5)
    row = table.loc[("kind of speaker", "ordinary person", "source_type")]
    assert (row["right"], row["n"], row["articles"]) == (0, 20, 10)
    assert table.at[("region of the speaker", "Middle East", "country"), "right"] == 0
    assert table.at[("region of the outlet", "North America", "country"), "n"] == 39
    assert table.at[("all", "all", "hop"), "right"] == 1
    assert table.at[("all", "all", "ok"), "right"] == pytest.approx(79 / 80)
    assert not [key for key in table.index if key[2] == "ok" and key[0].endswith("speaker")]
    shown = error_by.drawn(error_by.coded_error(coded), "source_type", "outlet")
    assert shown["printed"].tolist() == ["50 % of 40, 10 articles", "100 % of 39, 10 articles"]


def test_rows_that_were_likelier_coded_weigh_less(coded):
    items = coded.items.assign(probability=[1.0 if n % 2 else 0.25 for n in range(80)])
    table = error_by.coded_error(Coded(coded.task, items, coded.codings)).set_index(["by", "group", "label"])
    assert table.at[("outlet", "Al Jazeera", "source_type"), "right"] == pytest.approx(0.8)


def test_the_shipped_figures_have_the_same_columns():
    table = error_by.shipped_error()
    assert list(table) == error_by.COLUMNS and set(table["by"]) >= {"all", "outlet", "region of the speaker", "kind of speaker"}
    assert (table["articles"] >= 10).all() and table["right"].between(table["low"], table["high"]).all()
    assert error_by.shipped_error("nothing").empty


def test_regions_and_outlets():
    assert [region_of(code) for code in ("IR", "GB, US", "", NOT_STATED)] == ["Middle East", REST, UNKNOWN, UNKNOWN]
    assert [outlet_country(name) for name in ("CNN", "www.dailynews.co.tz", "bbc.co.uk", "Nobody's Own Gazette")] == [
        "US", "TZ", "GB", "",
    ]  # fmt: skip


def study(outlet="CNN", country="US", words=500, said=16, published="2016-03-01", n=20):
    ids = [f"a{i}" for i in range(n)]
    articles = pd.DataFrame(
        {"article_id": ids, "outlet": outlet, "language": "en", "truncated": False, "n_words": words, "published": published}
    )
    attributions = pd.DataFrame({"article_id": ids * said, "level": 1, "zone": "body", "country": country})
    return SimpleNamespace(articles=articles, attributions=attributions)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"outlet": "Al Jazeera"}, "Other region: 20 of the 20 articles whose outlet's country is known are of Middle East"),
        ({"country": "IR"}, "Other region: 320 of the 320 attributions whose speaker's country is stated are of Middle East"),
        ({"words": 60, "said": 2}, "Other length: 20 of 20 articles have fewer or more words than nine in ten of those measured"),
        ({"said": 2}, "Other genre, perhaps: 20 of 20 articles have fewer or more attributions per 100 words"),
        ({"published": "2023-02-15"}, "Other years: 20 of 20 dated articles are not of 2015 and 2016"),
    ],
)
def test_a_corpus_unlike_what_was_measured_is_told_in_words(change, told):
    assert told in measured_scope.scope_warning(study(**change))
    assert measured_scope.scope_warning(study()) == ""


def test_what_nothing_tells_is_not_called_alike():
    table = measured_scope.measured_scope(study(outlet="Nobody's Own Gazette", country=NOT_STATED, published=NOT_STATED))
    unknown = table[table["like"].isna()]
    assert set(unknown["aspect"]) == {"region of the outlets", "region of the speakers", "years"} and (unknown["n"] == 0).all()


def test_the_seeds_are_unlike_and_it_says_so(seeds):
    told = measured_scope.scope_warning(seeds)
    assert "Other years: 2 of 2 dated articles" in told and "Other length" not in told
