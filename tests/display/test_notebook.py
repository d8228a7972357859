"""What a notebook shows: links below each chart and table while it is at work, and none where it is run to be kept."""

from __future__ import annotations

import base64
import csv
import io
import re
from html import unescape

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import charts_data as data
import hearsay as hs
from hearsay import charts
from hearsay.charts.base.chart import Chart
from hearsay.display import aligned, claim_matrix, in_context, notebook, readable_tables
from hearsay.display.articles_read import articles_read
from hearsay.display.notebook import called, flat
from hearsay.display.sourcing import matrix, page

LINK = re.compile(r"href='data:([\w/+]+);charset=utf-8;base64,([^']*)' download='([^']*)'")


@pytest.fixture
def shell(monkeypatch) -> InteractiveShell:
    shell = InteractiveShell()
    monkeypatch.setattr(notebook, "get_ipython", lambda: shell)
    return shell


@pytest.fixture
def at_work(shell: InteractiveShell, monkeypatch) -> InteractiveShell:
    """A notebook that is open in JupyterLab, which tells its kernel so."""
    monkeypatch.setenv("JPY_SESSION_NAME", "/somebody/notebooks/02_who.ipynb")
    with pd.option_context("display.max_rows", 24):
        readable_tables()
        yield shell


def shown(shell: InteractiveShell, what: object) -> dict[str, str]:
    return shell.display_formatter.format(what)[0]


def files(html: str) -> dict[str, str]:
    return {unescape(name): base64.b64decode(held).decode("utf-8") for _, held, name in LINK.findall(html)}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def chart() -> Chart:
    articles = data.articles(5)
    return charts.identifiability(data.attributions(articles), articles)


def test_a_chart_has_links_and_alternative_text_while_the_notebook_is_at_work(at_work, chart) -> None:
    made = shown(at_work, chart)
    held = files(made["text/html"])
    assert list(held) == ["02_who-1.svg", "02_who-1.csv"] and held["02_who-1.svg"].encode() == chart.svg()
    assert rows(held["02_who-1.csv"])[0] == list(chart.table.columns)
    assert unescape(re.search(r"<img [^>]* alt='([^']*)'", made["text/html"])[1]) == chart.alt
    assert made["text/plain"] == chart.text and made["image/png"] in made["text/html"]


def test_a_notebook_that_is_run_to_be_kept_has_neither(shell, chart, monkeypatch) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    readable_tables()
    assert set(shown(shell, chart)) == {"image/png", "text/plain"}
    assert "Download" not in shown(shell, pd.DataFrame({"a": [1]}))["text/html"]


def test_a_link_holds_all_rows_of_a_table_and_the_names_of_its_rows(at_work) -> None:
    long = pd.DataFrame({"n": range(100)}, index=pd.Index([f"r{n}" for n in range(100)], name="row"))
    ((name, held),) = files(shown(at_work, long)["text/html"]).items()
    assert name == "02_who-1.csv" and rows(held) == [["row", "n"], *([f"r{n}", str(n)] for n in range(100))]
    with called("floor"):
        assert list(files(shown(at_work, long)["text/html"])) == ["floor.csv"]
    assert "Download" not in shown(at_work, long.head(0))["text/html"]


@pytest.mark.parametrize(
    "table, columns",
    [
        (pd.DataFrame({"a": [1, 2]}).iloc[[1]], ["a"]),
        (pd.crosstab(pd.Series(["x"], name="one"), pd.Series(["y"], name="two")), ["one", "y"]),
        (pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("g", "x"), ("g", "")])), ["g x", "g"]),
        (pd.DataFrame([[1, 2]], columns=["a", "a"], index=[["i"], ["j"]]), ["row 1", "row 2", "a", "a 2"]),
        (pd.DataFrame({"a": [1]}, index=pd.Index(["i"], name="a")), ["a", "a 2"]),
    ],
)  # fmt: skip
def test_rows_and_columns_of_any_kind_have_one_name_each(table, columns) -> None:
    assert list(flat(table).columns) == columns and len(flat(table)) == len(table)


def test_lists_of_evidence_bring_the_rows_behind_them(at_work, seeds: hs.Study) -> None:
    found = seeds.loaded
    lines = in_context(seeds.documents, found, ["category"], most=2)
    held = rows(files(shown(at_work, lines)["text/html"])["02_who-1.csv"])
    texts = seeds.documents.set_index("document_id")["text"]
    cut = [texts[row.article_id][row.start : row.end] for row in found.itertuples()]
    assert held[0][-1] == "text" and [row[-1].removeprefix("'") for row in held[1:]] == cut and len(lines.rows) == 2
    for part, n in (
        (claim_matrix(seeds.claims), len(seeds.claims)),
        (aligned(seeds.reuse), len(seeds.reuse)),
        (page(seeds, "000"), len(seeds.table("indicators", "000"))),
        (matrix(seeds), len(seeds.indicators)),
        (articles_read(seeds), len(seeds.articles)),
    ):
        (text,) = files(shown(at_work, part)["text/html"]).values()
        assert 0 < len(rows(text)) - 1 <= n


def test_the_marked_article_is_no_table(at_work, seeds: hs.Study) -> None:
    assert files(shown(at_work, seeds.show("000"))["text/html"]) == {}
