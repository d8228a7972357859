"""Tables in a notebook: text to the left, numbers to the right, whatever rows and heads look like."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from hearsay.display import readable_tables
from hearsay.display.notebook import table_html
from hearsay.report.page import clean

MIXED = pd.DataFrame(
    {
        "who": ["Ann", "<b>Bo</b>"],
        "n": [1, 20],
        "share": [0.5, None],
        "said": [True, False],
        "when": pd.to_datetime(["2024-05-01"] * 2),
    }
)
LEFT = 'style="text-align: left'


def columns(html: str, row: int) -> list[tuple[str, bool]]:
    """The cells of one row: the text, and whether it stands to the left."""
    (cells,) = [
        re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", found, re.DOTALL) for found in re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    ][row : row + 1]
    return [(text, LEFT in style) for style, text in cells]


@pytest.fixture(autouse=True)
def options():
    names = ("max_colwidth", "max_columns", "max_rows", "precision", "html.use_mathjax")
    kept = [item for name in names for item in (f"display.{name}", pd.get_option(f"display.{name}"))]
    yield
    pd.set_option(*kept)


def test_columns_of_text_and_their_heads_stand_to_the_left_and_numbers_do_not():
    html = table_html(MIXED)
    wanted = [("", False), ("who", True), ("n", False), ("share", False), ("said", False), ("when", False)]
    assert columns(html, 0) == wanted
    assert columns(html, 1)[:3] == [("0", False), ("Ann", True), ("1", False)]
    assert '<td style="text-align: right">1</td>' in html and clean(html).count("text-align:left") == 3
    assert "&lt;b&gt;Bo" in html, "what pandas escapes stays escaped"


def test_a_column_of_short_texts_is_not_broken_over_lines():
    table = pd.DataFrame({"day": ["2024-05-01", "not stated"], "title": ["A long title of some words", "x"]})
    html = table_html(table)
    assert html.count("white-space: nowrap") == 3 and 'nowrap">2024-05-01<' in html and "min-width" not in html


def test_a_column_of_long_texts_keeps_some_words_a_line():
    html = table_html(pd.DataFrame({"n": [1], "title": ["A long title of a good many words, one after the other"]}))
    assert html.count("min-width: 14em") == 2 and 'min-width: 14em">A long title' in html


def test_names_of_rows_that_are_text_stand_to_the_left():
    html = table_html(MIXED.set_index("who")[["n"]])
    assert columns(html, 2) == [("Ann", True), ("1", False)]


def test_names_that_span_rows_do_not_shift_the_columns():
    table = pd.DataFrame({"place": ["a", "a", "b"], "no": [1, 2, 1], "n": [3, 4, 5], "word": ["x", "y", "z"]}).set_index(
        ["place", "no"]
    )
    rows = [columns(table_html(table), row)[-2:] for row in (2, 3, 4)]
    assert rows == [[(str(n), False), (word, True)] for n, word in zip([3, 4, 5], "xyz", strict=True)]


def test_two_columns_of_one_name_keep_their_own_side():
    table = pd.DataFrame([["a", 1]], columns=["x", "x"])
    assert columns(table_html(table), 1) == [("0", False), ("a", True), ("1", False)]


def test_a_head_over_several_columns_and_a_table_without_rows_are_shown():
    wide = pd.DataFrame([["a", 1]], columns=pd.MultiIndex.from_tuples([("g", "x"), ("g", "y")]))
    assert columns(table_html(wide), 2) == [("0", False), ("a", True), ("1", False)]
    assert "who" in table_html(MIXED.head(0))


def test_a_long_table_shows_beginning_and_end_and_keeps_its_columns():
    readable_tables(rows=4)
    table = pd.DataFrame({f"c{place}": ["x", "y"] * 5 for place in range(30)})
    html = table_html(table)
    assert "c29" in html and "10 rows" in html
    assert all(left for _, left in columns(html, 1)[1:])


def test_a_notebook_shows_its_tables_so_from_then_on(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("hearsay.display.notebook.get_ipython", lambda: shell)
    before = shell.display_formatter.format(MIXED)[0]["text/html"]
    readable_tables()
    after, plain = (shell.display_formatter.format(MIXED)[0][kind] for kind in ("text/html", "text/plain"))
    assert LEFT not in before and after == table_html(MIXED) and plain == repr(MIXED)


def test_outside_a_notebook_only_the_options_are_set(monkeypatch):
    monkeypatch.setattr("hearsay.display.notebook.get_ipython", lambda: None)
    readable_tables(rows=7)
    assert pd.get_option("display.max_rows") == 7
