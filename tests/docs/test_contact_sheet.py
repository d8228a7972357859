"""The contact sheet: every chart is on it, its page is current, and its corpora are the same for the same number."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs import contact_sheet

import hearsay as hs
import invented_news
from hearsay import charts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> hs.Study:
    return hs.read(invented_news.write_corpus(tmp_path_factory.mktemp("made") / "5.jsonl", 5))


def test_every_chart_is_on_the_sheet(study):
    assert {name.partition(" (")[0] for name in contact_sheet.drawings(study)} == set(charts.CHARTS)


def test_the_page_is_current_and_its_sheets_are_there_and_light():
    assert (ROOT / "docs" / "charts.md").read_text(encoding="utf-8") == contact_sheet.page(), "run `make charts`"
    sheets = [ROOT / "docs" / "charts" / f"{n}.png" for n in contact_sheet.SIZES]
    assert sum(sheet.stat().st_size for sheet in sheets) < 3_000_000


def test_a_chart_without_rows_is_a_sentence_and_a_sheet_holds_all_pictures(study, monkeypatch):
    few = ("voices", "claims")
    drawn = contact_sheet.drawings(study)
    monkeypatch.setattr(contact_sheet, "drawings", lambda study: {name: drawn[name] for name in few})
    one, other = contact_sheet.contact_sheet(study), contact_sheet.contact_sheet(study)
    assert one.tobytes() == other.tobytes() and one.height > 2 * contact_sheet.HEAD
    empty = contact_sheet._picture("wording", charts.wording(study.wording.head(0), study.articles))
    assert empty.height == contact_sheet.SAID


def test_the_same_number_gives_the_same_articles_of_twelve_outlets():
    many = [*invented_news.articles(2000)]
    assert many == [*invented_news.articles(2000)] and len({article["outlet"] for article in many}) == 12
    sizes = [article["outlet"] for article in many]
    assert sizes.count("Village Bell") == 3 and sizes.count("Student Wire") == 2, "too few to be compared"
    assert len({article["text"] for article in many}) == 2000
