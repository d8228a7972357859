"""The page of one article and the matrix: figures with their sentences, nothing of an article as HTML, grades by the reader."""

from __future__ import annotations

import re

import pytest

import hearsay as hs
from hearsay.display import sourcing
from hearsay.errors import InputError


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> hs.Study:
    folder = tmp_path_factory.mktemp("sourced")
    body = (
        "Officials said the <b>bridge</b> would close in May. The mayor, Ann Lee, denied that it is unsafe. "
        "It cost $2 or $3 to cross & the bridge was built long ago by the people of the town. "
    )
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"Bridge {name} to close\n\n{body * 3}\n", encoding="utf-8")
    return hs.read(folder, duplicates="keep", extractor="baseline")


def test_the_page_has_a_line_for_each_row_and_the_sentences_behind_it(study):
    page = sourcing.page(study, "a")
    rows = study.table("indicators", "a")
    assert len(re.findall(r"^  ", page.text, re.MULTILINE)) == len(rows)
    unnamed = rows.set_index("indicator").loc["S3"]
    assert f"S3 unnamed sources: {unnamed['answer']}" in page.text
    assert f"<b>{unnamed['answer']}</b>" in page.html and "<b>Officials</b>" in page.html


def test_nothing_of_an_article_becomes_html(study):
    for shown in (sourcing.page(study, "a"), sourcing.matrix(study)):
        assert "<b>bridge</b>" not in shown.html and "&lt;b&gt;bridge" in shown.html


def test_a_truncated_article_says_so_and_shows_counts_alone(study):
    cut = hs.read(study.where, duplicates="keep", extractor="baseline")
    articles = study.articles.assign(truncated=True)
    cut._tables |= {**study.make("documents", "blocks", "metadata", "sentences", "attributions", "loaded"), "articles": articles}
    text = sourcing.page(cut, "a").text
    assert "The text ends at a paywall: no rate is stated." in text and re.search(r"S3 .*not stated; shown: \d+ of \d+", text)


def test_an_article_in_another_language_says_why_it_has_none(tmp_path):
    german = "Die Brücke im Hafen ist lang und wurde im Frühjahr neu gestrichen. Die Farbe ist seither getrocknet. "
    (tmp_path / "a.txt").write_text(f"Die Brücke\n\n{german * 6}\n", encoding="utf-8")
    foreign = hs.read(tmp_path, extractor="baseline")
    assert "in another language than English" in sourcing.page(foreign, "a").text
    assert hs.charts.indicators(foreign.indicators, foreign.articles).text.startswith("How is it sourced?")


def test_the_cells_of_the_matrix_open(study):
    matrix = sourcing.matrix(study, show=["S3", "S11"])
    assert matrix.html.count("<details>") == 2 and matrix.text.splitlines()[1].startswith("S3 unnamed sources: ")
    assert matrix.text.splitlines()[0] == "Articles: Outlet not stated: Bridge a to close | Outlet not stated: Bridge b to close"


def test_the_reader_grades_and_the_machine_does_not(study):
    sheet = sourcing.grading_sheet(study, "a")
    assert "grade" not in sheet and len(sheet)
    number = int(sheet.index[0])
    graded = sourcing.with_grades(sheet, {number: "F6"})
    assert graded["grade"].tolist() == ["F6", *["not graded"] * (len(sheet) - 1)]
    with pytest.raises(InputError, match="grade 'G7' of statement"):
        sourcing.with_grades(sheet, {number: "G7"})
    with pytest.raises(InputError, match="no statement 999 on the sheet"):
        sourcing.with_grades(sheet, {999: "A1"})
