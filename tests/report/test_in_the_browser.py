"""The report as its readers use it, in a browser: every page for everybody, and the way from a finding to its words and back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

import hearsay as hs
from browser import NARROW, SCHEMES, WIDE, browser
from hearsay.report import page
from hearsay.report.figures import chart_figure, write
from hearsay.report.floor import Floor
from hearsay.report.notebook import Executed
from hearsay.report.pages import reader_pages
from hearsay.report.reader import Reader
from two_outlets import write_corpus

PAGES = (
    "index.html", "articles.html", "files.html", "cite.html", "dictionary.html", "glossary.html", "methods.html", "00_look.html",
    "articles/0001.html", "outlets/001.html", "statements/001.html", "evidence/sides.html", "evidence/difference-1.html",
)  # fmt: skip
"""One of each kind."""
LONGEST = "methods.html"
"""Made as the glossary is."""


def written(study: hs.Study, folder: Path) -> Path:
    """A report without the running of notebooks: one notebook, as it would be after its run."""
    floor, kept = Floor(Reader(study)), folder / "kept"
    for name in ("kept", "figures"):
        (folder / name).mkdir()
    figure = chart_figure("who-is-given-the-floor", floor.chart, kept)
    write([figure], kept, folder / "figures")
    table = study.summary().head(3)
    shown = [
        {"image/png": "", "text/plain": figure.text},
        {"text/html": table.to_html(), "text/plain": str(table)},
        {"text/html": study.show(study.articles["article_id"][0]).html, "text/plain": "the article"},
        {"text/html": hs.display.concordance.in_context(study.documents, study.sentences.head(4), ["zone"])._repr_html_()},
        {"text/html": hs.display.sourcing.matrix(study).html, "text/plain": "the matrix"},
    ]
    cells = (
        new_markdown_cell("# A look\n\n## A part\n\nSee [methods](../docs/methods.md).\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        new_code_cell("shown  # 1 + 'one'", outputs=[new_output("display_data", data) for data in shown]),
    )
    notebook = Executed("00_look", "A look", cells, figures=(figure,))
    contents = [{"name": "00_look", "title": "00 A look", "file": "00_look.html", "stopped": ""}]
    files = {
        "contents": contents, "problems": "", "versions": "", "figures": [figure],
        "tables": [{"name": name, "rows": len(one)} for name, one in study.make().items()],
    }  # fmt: skip
    made = [
        (f"{one.name}.html", page.notebook_page(one, contents))
        for one in (notebook, page.document("glossary"), page.document("methods"))
    ]
    for name, text in [*made, *reader_pages(floor, figure, files)]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    where = write_corpus(tmp_path_factory.mktemp("corpus"), outlets=("The Lamp", "The Bell"), articles=6)
    return written(hs.read(where), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def window():
    with browser() as opened:
        yield opened


SIGHTS = [
    pytest.param(
        (width, scheme), id=f"{width}-{scheme}", marks=[pytest.mark.nightly] if (width == WIDE) == (scheme == "dark") else []
    )
    for width in (WIDE, NARROW)
    for scheme in SCHEMES
]
"""A light screen and a dark phone; at night a dark screen and a light phone too."""


@pytest.fixture(params=SIGHTS)
def sight(window, request):
    window.show_as(*request.param)
    return window


def wrong(window, folder: Path, pages: Iterable[str]) -> dict[str, list[str]]:
    """What axe finds on each page where it finds anything."""
    found = {}
    for name in pages:
        window.open(folder / name)
        found[name] = window.violations()
    return {name: rules for name, rules in found.items() if rules}


def test_axe_finds_nothing_wrong_on_any_kind_of_page(made, sight):
    assert wrong(sight, made, [name for name in PAGES if name != LONGEST]) == {}


@pytest.mark.nightly  # by day on a shorter page of its kind
def test_axe_finds_nothing_wrong_on_the_longest_page(made, sight):
    assert wrong(sight, made, [LONGEST]) == {}


def test_no_page_is_wider_than_the_screen_nothing_is_asked_of_others_and_nobody_complains(made, sight):
    sight.requested()
    for name in PAGES:
        sight.open(made / name)
        assert sight.ask("document.documentElement.scrollWidth <= window.innerWidth"), name
    assert all(address.startswith(("file:", "data:")) for address in sight.requested())
    assert sight.complaints() == []


def test_a_reader_comes_from_a_finding_to_the_words_in_the_article_and_back(made, sight):
    sight.open(made / "index.html")
    told = sight.ask("document.querySelector('.findings a').textContent")
    sight.click(".findings a")
    assert sight.ask("document.querySelector('h1').textContent") == told
    words = sight.ask("document.querySelector('.lines li i').textContent")
    line = sight.ask("document.querySelector('.lines li').id")
    sight.click(".lines a")
    place = sight.ask("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= place < sight.ask("window.innerHeight"), "the words stand on the screen"
    assert words in sight.ask("document.querySelector('main').textContent")
    marked = "[...document.querySelectorAll('main span')].filter(one => getComputedStyle(one).outlineStyle == 'solid')"
    assert words in sight.ask(f"{marked}.map(one => one.textContent)"), "the statement stands out, not its number alone"
    shown = sight.ask("[...document.querySelectorAll('.back')].filter(one => one.offsetParent).map(one => one.textContent)")
    assert shown == ["back to the finding"], "of all findings that count the words the one that led here"
    sight.click(".back:target")
    assert sight.ask("document.querySelector('h1').textContent") == told
    assert sight.ask("document.querySelector(':target').id") == line, "back at the line that one had left"
    sight.click("main a")
    assert sight.ask("document.querySelector(':target a').textContent") == told
    assert sight.driver.current_url == f"{(made / 'index.html').resolve().as_uri()}#f-sides"


def test_a_statement_that_holds_another_stands_out_to_its_end(window, tmp_path):
    said = "Ann Lee, the mayor, said that Karl Lind had told her that the bridge was safe, and that the road was closed."
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(f"Bridge\n\n{said}\n\nOla Nord said it was late.\n", encoding="utf-8")
    study = hs.read(tmp_path / "corpus")
    assert study.attributions["level"].tolist() == [1, 2, 1]
    made = written(study, tmp_path)
    window.show_as(WIDE, "light")
    outlined = "[...document.querySelectorAll('main span')].filter(one => getComputedStyle(one).outlineStyle == 'solid')"
    window.open(made / "articles" / "0001.html")
    for number, words in enumerate((said[:-1], said[said.index("that Karl") : -1], "Ola Nord said it was late")):
        window.ask(f"location.hash = 's{number}'")
        assert window.ask(f"{outlined}.filter(one => !one.id).map(one => one.textContent).join(' ')").split() == words.split()


def test_a_number_in_the_text_leads_to_the_line_in_the_list_of_the_outlet(made, window):
    window.show_as(WIDE, "light")
    window.open(made / "articles" / "0001.html")
    number = window.ask("document.querySelector('sup > a').id")
    window.click("sup > a")
    assert "statements/" in window.driver.current_url
    window.click(":target a")
    assert window.driver.current_url.endswith(f"articles/0001.html#{number}")


def test_a_count_leads_to_its_statements_and_to_no_others(made, sight):
    sight.open(made / "outlets" / "001.html")
    links = sight.ask("[...document.querySelectorAll('.shares a')].map(one => [one.textContent, one.href])")
    assert len(links) >= 4
    for told, address in links:
        sight.open(address)
        seen = sight.ask("[...document.querySelectorAll('.lines li')].filter(one => one.offsetParent).length")
        assert seen == int(told.split(" of ")[0]), (told, address)
        empty = (
            "[...document.querySelectorAll('section')].filter(one => one.offsetParent && !one.innerText.includes('said')).length"
        )
        assert sight.ask("document.querySelector('.filter:target').textContent").startswith(f"{seen} statement")
        empty = "[...document.querySelectorAll('section')].filter(one => one.offsetParent && !one.innerText.includes(')')).length"
        assert sight.ask(empty) == 0, "an article without any of them is not named"
    sight.click(".filter:target a")
    assert sight.ask("[...document.querySelectorAll('.lines li')].every(one => one.offsetParent)")


def test_every_link_and_every_region_that_scrolls_is_reached_by_the_keyboard(made, window):
    window.show_as(NARROW, "light")
    for name in PAGES:
        window.open(made / name)
        hidden = "[...document.querySelectorAll('a[href], summary')].filter(one => one.tabIndex < 0).length"
        scrolls = (
            "[...document.querySelectorAll('main *')].filter(one => one.scrollWidth > one.clientWidth + 1 &&"
            " ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.tabIndex < 0 &&"
            " !one.querySelector('a[href], summary')).length"
        )
        assert window.ask(hidden) == 0 and window.ask(scrolls) == 0, name


def test_on_paper_the_ways_to_other_pages_are_gone_and_all_of_a_table_is_there(made, window):
    window.show_as(WIDE, "light")
    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    window.open(made / "index.html")
    assert window.ask("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert window.ask("getComputedStyle(document.querySelector('.scroll')).overflowX") == "visible"
    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
