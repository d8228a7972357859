"""Charts for print: drawn anew for the width of a column, and left out where their words could not be read."""

from __future__ import annotations

import json
import re

import pytest

import charts_data as data
from hearsay import charts
from hearsay.charts.base import kept
from hearsay.charts.base.bar_columns import bar_table, count_column
from hearsay.charts.base.canvas import sheet
from hearsay.charts.base.drawn_words import drawn_words
from hearsay.charts.base.style import WIDTH, sheets_of


@pytest.fixture(scope="module")
def shares():
    return charts.identifiability(data.attributions(data.articles(3)))


def test_a_chart_is_drawn_anew_for_the_width_of_a_column(shares):
    narrow = shares.at(3.5)
    assert narrow.figure.get_size_inches()[0] == 3.5 and shares.figure.get_size_inches()[0] == WIDTH
    assert re.findall(r"\d of \d+", narrow.text) == re.findall(r"\d of \d+", shares.text), "the same values"
    sizes = {text.get_fontsize() for text in narrow.figure.findobj(type(narrow.axes.title)) if text.get_text().strip()}
    assert min(sizes) >= 6 and narrow.at(7.2).figure.get_size_inches()[0] == 7.2
    assert charts.identifiability(data.attributions(data.articles(3))).figure.get_size_inches()[0] == WIDTH, "and no other"


def test_words_that_run_into_one_another_are_seen(shares):
    assert shares.legible
    crowded = charts.voices(data.attributions(data.articles(5))).at(2.0)
    assert not crowded.legible and len(drawn_words(crowded.figure, crowded.axes)) > 10


def test_columns_of_whose_names_little_is_left_cannot_be_read():
    names = ["The Harbour Post of the Provinces", "Morning Ledger and Gazette", "The Inland Observer, second edition"]

    def drawn(inches: float) -> bool:
        with sheets_of(inches):
            page = sheet(None, ["a"], title="t", head=0.6)
            bar_table(page, [count_column(name, [1]) for name in names * 3])
            return page.chart().legible

    assert drawn(WIDTH) and not drawn(3.5)


def test_figures_are_kept_only_where_they_are_asked_for(shares, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "_FOLDER", [])
    shares._repr_mimebundle_()
    assert list(tmp_path.iterdir()) == []
    kept.keep_figures(tmp_path)
    bundle, _ = shares._repr_mimebundle_()
    assert "image/png" in bundle
    name = kept.digest(shares.png())
    files = {path.name for path in tmp_path.iterdir()}
    assert {f"{name}.json", f"{name}-two-columns.svg", f"{name}-two-columns.pdf"} <= files
    assert (tmp_path / f"{name}-two-columns.pdf").read_bytes().startswith(b"%PDF")
    told = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
    assert told["title"].startswith("Is the speaker named? ") and len(told["rows"]) == 3 and told["columns"][0] == "row"


def test_the_same_chart_gives_the_same_pdf(shares):
    again = charts.identifiability(data.attributions(data.articles(3)))
    assert shares.pdf() == again.pdf() and b"CreationDate" not in shares.pdf()


def test_the_table_of_a_chart_holds_what_is_drawn(shares):
    table = shares.table
    assert table.columns[0] == "row" and table.columns[-1] == "printed" and len(table) == 3
    bar = next(bars for bars in shares.axes.containers if not bars.get_label().startswith("_"))[0]
    before = table.iloc[0].tolist()
    bar.set_width(bar.get_width() * 1.05 + 0.02)
    assert shares.table.iloc[0].tolist() != before, "it is read from the artists"
