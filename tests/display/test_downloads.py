"""Links that hold a file: what is downloaded is the chart, and all rows of the table."""

from __future__ import annotations

import base64
import csv
import io
import re
import time
from html.parser import HTMLParser
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pandas as pd

import charts_data as data
from browser import browser
from hearsay import charts
from hearsay.display.downloads import downloads


class Links(HTMLParser):
    """Every link of a page as the file that it holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self.kinds: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a":
            kind, content = re.fullmatch(r"data:([\w/+]+);charset=utf-8;base64,(.*)", str(told["href"])).groups()
            self.kinds.append(kind)
            self.files[str(told["download"])] = base64.b64decode(content)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_chart_and_all_rows_are_in_the_links() -> None:
    articles = data.articles(5)
    chart = charts.identifiability(data.attributions(articles), articles)
    table = pd.DataFrame({"n": range(250), "name": ["ä, “b”\n"] * 250})
    made = downloads("mine", chart=chart, table=table)
    links = Links(made._repr_html_())
    assert links.kinds == ["image/svg+xml", "text/csv"] and links.files["mine.svg"] == chart.svg()
    assert rows(links.files["mine.csv"]) == [["n", "name"], *([str(n), "ä, “b”\n"] for n in range(250))]
    assert repr(made) == "Download: mine.svg (the chart, SVG), mine.csv (the table, CSV, 250 rows)."


def test_without_a_table_it_is_that_of_the_chart() -> None:
    articles = data.articles(2)
    chart = charts.identifiability(data.attributions(articles), articles)
    held = rows(Links(downloads("x", chart=chart)._repr_html_()).files["x.csv"])
    assert held[0] == list(chart.table.columns) and len(held) == 1 + len(chart.table)
    assert list(Links(downloads("x", table=chart.table)._repr_html_()).files) == ["x.csv"]
    assert repr(downloads("x")) == ""


def test_no_cell_is_a_formula_to_a_spreadsheet() -> None:
    table = pd.DataFrame(
        {"text": ["=1+1", "-2", "@a", "plain"], "names": [("=x", "y"), (), ("b",), ("c",)], "value": [-1, 0, 1, 2]}
    )
    held = rows(Links(downloads("x", table=table)._repr_html_()).files["x.csv"])
    assert held[1:] == [["'=1+1", "'=x; y", "-1"], ["'-2", "", "0"], ["'@a", "b", "1"], ["plain", "c", "2"]]


def test_what_is_too_much_for_a_link_is_told(monkeypatch) -> None:
    monkeypatch.setattr(import_module("hearsay.display.downloads"), "LARGEST", 20)
    made = downloads("x", table=pd.DataFrame({"text": ["one", "two"] * 9}))
    assert made.files == () and repr(made) == "The table has 18 rows and 77 bytes, too much for a link: choose less."
    assert "choose less" in made._repr_html_()


def test_rows_that_are_too_many_are_told_before_they_are_written(monkeypatch) -> None:
    monkeypatch.setattr(import_module("hearsay.display.downloads"), "MOST_ROWS", 17)
    made = downloads("x", table=pd.DataFrame({"text": ["one", "two"] * 9}))
    assert made.files == () and repr(made) == "The table has 18 rows, too much for a link: choose less."


def test_a_name_of_a_file_is_no_markup() -> None:
    assert "<b>" not in downloads("<b>'x'", table=pd.DataFrame({"a": [1]}))._repr_html_()


def test_a_click_brings_the_file_on_a_page_under_the_policy_of_the_report(tmp_path: Path) -> None:
    frame = files("hearsay").joinpath("templates", "page.html.j2").read_text(encoding="utf-8")
    policy = re.search(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", frame)[0]
    table = pd.DataFrame({"name": ["ä"] * 3})
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head>{policy}</head><body>{downloads('mine', table=table)._repr_html_()}</body></html>", encoding="utf-8"
    )
    with browser() as window:
        window.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
        window.open(page)
        window.click("a")
        end = time.monotonic() + 20
        while not (tmp_path / "mine.csv").is_file() and time.monotonic() < end:
            time.sleep(0.1)
        assert window.complaints() == []
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "name\nä\nä\nä\n"
