"""The controls of a reader's own articles: what is pressed and typed is done, and all parts follow."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import hearsay as hs
from hearsay.display import explorer
from hearsay.display.own_articles import OwnArticles
from hearsay.display.own_folder import EXAMPLES

pytest.importorskip("ipywidgets")

ROOT = Path(__file__).parents[2]
TEXT = "The harbour bridge is safe, Karl Lind said on Monday. Ann Lee, an engineer, denied that it was so.\n\nIt is old.\n"


class Desk:
    """All parts, and what is in them, found as a reader finds it: by the words on it."""

    def __init__(self, examples: Path) -> None:
        self.own = OwnArticles(examples, "mine")
        own = self.own
        self.boxes = {name: own.turn(getattr(own, name)) for name in ("files", "stated")}
        self.boxes["explore"] = own.turn(explorer.passages)

    def widgets(self, box: Any) -> list[Any]:
        return [box, *(one for child in getattr(box, "children", ()) for one in self.widgets(child))]

    def find(self, part: str, name: str) -> Any:
        return next(one for one in self.widgets(self.boxes[part]) if getattr(one, "description", None) == name)

    def press(self, part: str, name: str) -> None:
        self.find(part, name).click()

    def line(self, part: str) -> str:
        told = [one.value for one in self.widgets(self.boxes[part]) if "role='status'" in str(getattr(one, "value", ""))]
        return unescape(re.sub("<[^>]*>", "", told[-1])) if told else ""

    def shown(self) -> str:
        """What the controls of the explorer have shown last, as text."""
        output = next(
            (one for one in self.widgets(self.boxes["explore"]) if hasattr(one, "children") and hasattr(one, "result")), None
        )
        return "" if output is None else str([child.description for child in output.children[:-1]])

    @property
    def table(self) -> str:
        """What is shown of the articles that are read."""
        return self.own.read().html


@pytest.fixture
def desk(tmp_path: Path, monkeypatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "rain.txt").write_text(
        "Rain\n\nIt rained in the valley, the mayor said. The river rose.\n", encoding="utf-8"
    )
    return Desk(tmp_path / "examples")


def test_it_begins_with_the_examples_which_are_not_mended(desk: Desk) -> None:
    assert "1 article read; nothing was left out." in desk.table and "1 example article read." in desk.line("files")
    assert EXAMPLES in desk.line("stated") and desk.find("stated", "article").options == (("rain.txt", "rain.txt"),)
    assert desk.line("explore") == "" and "outlet" in desk.shown()
    desk.find("stated", "outlet").value = "The Lamp"
    desk.press("stated", "Save")
    assert EXAMPLES in desk.line("stated") and not Path("examples/corpus.csv").exists()


def test_an_uploaded_file_is_in_every_part(desk: Desk) -> None:
    upload = desk.find("files", "Upload files")
    assert upload.multiple
    file = {
        "name": "../one.txt",
        "type": "text/plain",
        "size": len(TEXT),
        "content": memoryview(TEXT.encode()),
        "last_modified": dt.datetime(2023, 2, 15),
    }
    upload.set_trait("value", (file,))
    assert Path("mine/one.txt").read_text() == TEXT and upload.value == ()
    assert "Kept in 'mine': one.txt. 1 article read" in desk.line("files") and ">one.txt</td>" in desk.table
    assert [value for _, value in desk.find("stated", "article").options] == ["one.txt"]
    assert [name for name, _ in desk.find("explore", "speaker").options] == ["all speakers", "Ann Lee (1)", "Karl Lind (1)"]


def test_a_text_is_pasted_mended_and_given_a_side(desk: Desk) -> None:
    for name, value in {"title": "A bridge", "outlet": "The Lamp", "date": "soon", "text": TEXT}.items():
        desk.find("files", name).value = value
    desk.press("files", "Keep this text")
    assert "is no date" in desk.line("files") and desk.find("files", "text").value == TEXT and not Path("mine").exists()
    desk.find("files", "date").value = "2023-02-15"
    desk.press("files", "Keep this text")
    assert (
        "Kept in" in desk.line("files")
        and desk.find("files", "text").value == ""
        and desk.find("files", "outlet").value == "The Lamp"
    )
    assert [desk.find("stated", name).value for name in ("outlet", "date", "title", "event")] == [
        "The Lamp",
        "2023-02-15",
        "A bridge",
        "",
    ]
    desk.press("stated", "Save")
    assert desk.line("stated") == "Nothing is changed: type into a field first."
    desk.find("stated", "event").value = "bridge"
    desk.press("stated", "Save")
    assert "Written into mine/corpus.csv, of 1 file." in desk.line("stated") and desk.own.stated()["event"].tolist() == ["bridge"]
    assert ("Karl Lind", "Karl Lind") in desk.find("stated", "party").options
    desk.press("stated", "Save the side")
    assert desk.line("stated").startswith("Choose a party first")
    desk.find("stated", "party").value, desk.find("stated", "side").value = "Karl Lind", "builders"
    desk.press("stated", "Save the side")
    assert set(desk.own.study.attributions["side"]) >= {"builders"}
    assert desk.find("stated", "party").value == "Karl Lind" and "builders" in desk.find("stated", "side").options


def test_going_through_the_articles_one_after_the_other(desk: Desk) -> None:
    desk.own.keep(
        [(f"{n}.txt", f"Title {n}\n\nThe mayor of town {n} said so. {'It is old. ' * n}".encode()) for n in range(1, 4)]
    )
    chosen = desk.find("stated", "article")
    assert chosen.value == "1.txt"
    for n, after in ((1, "2.txt"), (2, "3.txt"), (3, "3.txt")):
        desk.find("stated", "date").value = f"2021-03-0{n}"
        desk.press("stated", "Save, and the next")
        assert chosen.value == after
    assert desk.own.stated()["date"].tolist() == ["2021-03-01", "2021-03-02", "2021-03-03"]
    desk.press("stated", "The same outlet for all without one")
    assert desk.line("stated") == "Type an outlet first."
    desk.find("stated", "outlet").value = "The Lamp"
    desk.press("stated", "The same outlet for all without one")
    assert set(desk.own.stated()["outlet"]) == {"The Lamp"} and chosen.value == "3.txt"


def test_a_folder_is_read_and_the_examples_are_copied_into_it(desk: Desk) -> None:
    folder = desk.find("files", "folder")
    folder.value = "gone"
    desk.press("files", "Read this folder")
    assert "There is no folder 'gone'" in desk.line("files") and "rain.txt" in desk.table
    folder.value = "mine"
    desk.press("files", "Copy the examples into it")
    assert Path("mine/rain.txt").read_bytes() == Path("examples/rain.txt").read_bytes() and desk.own.folder == Path("mine")
    Path("other").mkdir()
    Path("other/two.txt").write_text(TEXT)
    folder.value = "other"
    desk.press("files", "Read this folder")
    assert ">two.txt</td>" in desk.table and "rain.txt" not in desk.table


class Place:
    """A place in a notebook, with what stands in it."""

    def __init__(self, shown: Any) -> None:
        self.shown = shown

    def update(self, shown: Any) -> None:
        self.shown = shown


@pytest.fixture
def places(monkeypatch) -> list[Place]:
    """What is displayed in places that can be filled anew."""
    made: list[Place] = []

    def display(*parts: Any, display_id: bool = False) -> Place | None:
        if display_id:
            made.extend(map(Place, parts))
            return made[-1]
        return None

    monkeypatch.setattr("IPython.display.display", display)
    return made


def test_what_a_cell_shows_follows_the_articles(desk: Desk, places: list[Place]) -> None:
    for what in (desk.own.files, desk.own.read, desk.own.stated, explorer.passages):
        desk.own.follow(what)
    files, read, stated, chart, lines = places
    assert files.shown["file"].tolist() == ["rain.txt"] and "1 of 2 sentences" in repr(chart.shown)
    desk.own.keep([("one.txt", TEXT.encode()), ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")])
    assert files.shown["file"].tolist() == ["one.txt"] and ">one.txt</td>" in read.shown.html
    assert stated.shown["outlet"].tolist() == ["not stated"]
    assert "2 of 2 sentences" in repr(chart.shown) and "Karl Lind" in repr(lines.shown)
    desk.own.state(["one.txt"], outlet="The Lamp")
    assert stated.shown["outlet"].tolist() == ["The Lamp"] and "The Lamp" in repr(chart.shown)
    desk.own.follow(desk.own.files)
    before = files.shown
    desk.own.keep([("two.txt", b"Two\n\nThe mayor said that it rained. It did.")])
    assert places[-1].shown["file"].tolist() == ["one.txt", "two.txt"] and files.shown is before, "a cell that has run again"


def test_of_many_articles_a_view_waits_for_the_analysis(desk: Desk, places: list[Place], monkeypatch) -> None:
    desk.own.follow(explorer.passages)
    chart, lines = places
    monkeypatch.setattr("hearsay.display.own_articles.AT_ONCE", 1)
    desk.own.keep([(f"{n}.txt", f"Title {n}\n\nThe mayor of town {n} said so. {'It is old. ' * n}".encode()) for n in range(2)])
    assert "press “Analyse them” below" in repr(chart.shown) and repr(lines.shown) == "" and not desk.own.analysed
    desk.find("explore", "Analyse them").click()
    assert "2 of 3 sentences" in repr(chart.shown) and "mayor" in repr(lines.shown)
    desk.own.keep([("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")], "none")
    assert "No sentence to choose from" in repr(chart.shown) and repr(lines.shown) == ""


def test_what_was_read_and_what_was_not_are_tables_to_take_along(desk: Desk) -> None:
    desk.own.keep([("one.txt", TEXT.encode()), ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")])
    tables = desk.own.read().tables
    assert list(tables["what was read"])[:3] == ["title", "outlet", "date"]
    assert tables["what was read"]["file"].tolist() == ["one.txt"] and tables["what was not"]["file"].tolist() == ["page.pdf"]


def test_many_articles_are_analysed_when_they_are_asked_for(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr("hearsay.display.own_articles.AT_ONCE", 1)
    desk.own.keep([(f"{n}.txt", f"Title {n}\n\nThe mayor of town {n} said so. {'It is old. ' * n}".encode()) for n in range(2)])
    go = desk.find("explore", "Analyse them")
    assert desk.line("explore") == "2 articles take about 5 seconds to analyse, once." and go.layout.display == ""
    assert "outlet" not in desk.shown() and not desk.own.analysed
    go.click()
    assert "outlet" in desk.shown() and desk.line("explore") == "" and go.layout.display == "none"
    desk.own.keep([("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")], "none")
    assert desk.line("explore") == "Nothing to explore: no article was read." and "outlet" not in desk.shown()


def test_nothing_of_an_article_or_a_name_is_markup(desk: Desk) -> None:
    evil = "<img src=x onerror=alert(1)>"
    desk.own.keep_text(f"{evil} said Karl Lind. {TEXT}", title=evil, outlet=evil)
    desk.own.read_folder(evil)
    seen = [str(one.value) for box in desk.boxes.values() for one in desk.widgets(box) if type(one).__name__ == "HTML"]
    assert any("&lt;img" in text for text in seen) and not any("<img" in text for text in seen)


def test_a_view_that_fails_is_told_in_a_sentence(desk: Desk, monkeypatch) -> None:
    def fails(*given: object, **chosen: object) -> explorer.View:
        raise hs.errors.InputError("no such thing")

    monkeypatch.setattr(explorer.charts, "intervals", fails)
    seen: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda *shown: seen.extend(shown))
    explorer.turn(explorer.passages, desk.own.study).update()
    assert repr(seen[-1]) == repr(explorer.View(("This cannot be shown: no such thing.",)))
