"""Every state that a reader's own articles can get into, each with a plain sentence; nothing of theirs is lost."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from hearsay.display import own_folder
from hearsay.display.own_folder import EXAMPLES, OwnFolder, duration

ROOT = Path(__file__).parents[2]
TEXT = "The harbour bridge is safe, Karl Lind said on Monday. Ann Lee, an engineer, denied that it was so.\n\nIt is old.\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch) -> OwnFolder:
    monkeypatch.chdir(tmp_path)
    return OwnFolder(ROOT / "seeds", "mine")


def stated(folder: Path) -> list[dict[str, str]]:
    with (folder / "corpus.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_begins_with_the_examples_and_leaves_them_alone(own: OwnFolder) -> None:
    before = files(ROOT / "seeds")
    assert own.told == "5 example articles read." and own.folder is None and len(own.files()) == 5
    assert own.state(["002_a56a3bf40c559065.txt"], date="2022-07-12") == EXAMPLES
    assert own.state_side("Iran", "x") == EXAMPLES
    assert files(ROOT / "seeds") == before and not Path("mine").exists()


def test_a_pasted_text_is_kept_and_read_with_what_is_stated_of_it(own: OwnFolder) -> None:
    told = own.keep_text(f"  {TEXT}", title=" A  bridge", outlet="The Lamp", date="Feb. 15, 2023")
    assert told == (
        "Kept in 'mine': a-bridge.txt. 1 article read from 'mine'. "
        "One article alone shows this article, not its outlet; nothing can be compared."
    )
    assert Path("mine/a-bridge.txt").read_text(encoding="utf-8") == f"A bridge\n\n{TEXT.strip()}\n"
    assert stated(Path("mine")) == [
        {"file": "a-bridge.txt", "outlet": "The Lamp", "published": "2023-02-15", "title": "A bridge"}
    ]
    row = own.stated().iloc[0]
    assert (row["outlet"], row["date"], row["title"]) == ("The Lamp", "2023-02-15", "A bridge")
    assert set(own.study.attributions["speaker"]) == {"Karl Lind", "Ann Lee"}
    assert own.keep_text(TEXT, title="A bridge").startswith("There already: a-bridge.txt.") and len(files(Path("mine"))) == 2
    own.keep_text(TEXT.replace("old", "new"), title="A bridge")
    assert "a-bridge-2.txt" in files(Path("mine"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": " \n"}, "There is no text to keep; paste one into the large field."),
        ({"text": TEXT, "date": "3/4/2023"}, "'3/4/2023' is no date, or can be read in two ways; write year, month, day"),
    ],
)
def test_a_text_that_cannot_be_kept_leaves_nothing_behind(own: OwnFolder, given: dict[str, str], told: str) -> None:
    assert own.keep_text(**given).startswith(told) and not Path("mine").exists() and own.folder is None


def test_uploaded_files_are_kept_and_those_that_cannot_be_are_told_of(own: OwnFolder) -> None:
    told = own.keep([("../../one.txt", TEXT.encode()), ("empty.txt", b""), ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")])
    assert told == (
        "Kept in 'mine': one.txt, page.pdf. 1 article read from 'mine'. One article alone shows this article, not its outlet; "
        "nothing can be compared. 1 file or part of one could not be read: the list says why. "
        "empty.txt: the file is empty; nothing was kept."
    )
    assert files(Path("mine")) == ["one.txt", "page.pdf"] and files(Path(".")) == ["mine"]
    assert "page.pdf | not read" in own.read().text
    assert own.keep([]) == "No file was chosen."


def test_only_files_that_cannot_be_read(own: OwnFolder) -> None:
    assert own.keep([("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")]).endswith(
        "No article could be read in 'mine': the list says why."
    )
    assert own.study.documents.empty and own.read().text.startswith("0 articles read; 1 file")
    assert own.files().empty and own.stated().empty and own.unstated() == [] and own.parties() == []
    assert own.state([], outlet="x").startswith("No article is chosen")


def test_a_party_is_offered_once_however_it_is_written(own: OwnFolder) -> None:
    own.keep_text("The council said so. “It is old,” said the Council. The council denied it. Ann Lee said that it was.")
    own.analyse()
    names = [name.casefold() for name in own.parties()]
    assert "council" in names and len(names) == len(set(names))


def test_too_many_files_at_once_and_more_than_a_folder_may_hold(own: OwnFolder, monkeypatch) -> None:
    monkeypatch.setattr(own_folder, "FILES_AT_ONCE", 2)
    assert own.keep([(f"{n}.txt", b"a") for n in range(3)]) == (
        "3 files at once; a page sends up to 2: copy them into 'mine' yourself."
    )
    assert own.keep([(f"{n}.txt", b"") for n in range(2)]).count("the file is empty") == 2
    monkeypatch.setattr(own_folder, "MOST_FILES", 1)
    Path("big").mkdir()
    for n in range(2):
        Path("big", f"{n}.txt").write_text(TEXT)
    assert own.read_folder("big") == "The folder 'big' holds more than 1 files; name the one with the articles."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Name a folder, such as 'my_articles'."),
        (
            "gone",
            "There is no folder 'gone'; check its name, or add an article, with which it is made; what was read before stays.",
        ),
        ("a.txt", "'a.txt' is a file; name the folder that it lies in, or upload it."),
        ("empty", "The folder 'empty' holds no file to read; add an article, and it is read again."),
        ("hidden", "The folder 'hidden' holds no file to read; add an article, and it is read again."),
    ],
)
def test_a_folder_that_cannot_be_read_leaves_what_was_read_before(own: OwnFolder, name: str, told: str) -> None:
    Path("a.txt").write_text(TEXT)
    Path("empty").mkdir()
    Path("hidden/.git").mkdir(parents=True)
    Path("hidden/.git/a.txt").write_text(TEXT)
    assert own.read_folder(name) == told
    assert own.folder is None and len(own.study.documents) == 5


def test_a_folder_that_may_not_be_written_says_so(own: OwnFolder) -> None:
    Path("mine").write_text("a file in its place")
    assert "cannot be kept in 'mine'" in own.keep_text(TEXT, title="A bridge")
    assert Path("mine").read_text() == "a file in its place"


def test_what_is_known_is_mended_and_read_again_and_what_stands_there_stays(own: OwnFolder) -> None:
    own.copy_examples()
    assert len(own.files()) == 5 and own.folder == Path("mine") and not Path("mine/README.md").exists()
    Path("mine/corpus.csv").write_text("note,file,outlet\nmine,001_29078a9ec74e4bf0.txt,\n,elsewhere.txt,X\n", encoding="utf-8")
    assert len(own.unstated()) == 2
    told = own.state(own.unstated(), outlet="The Lamp")
    assert told.startswith("Written into mine/corpus.csv, of 2 files. 5 articles read from 'mine'.") and own.unstated() == []
    assert [row["note"] for row in stated(Path("mine"))] == ["mine", "", ""] and stated(Path("mine"))[1]["outlet"] == "X"
    assert "X" not in set(own.stated()["outlet"])
    own.state(["001_29078a9ec74e4bf0.txt"], date="2023-02-13", event="drones")
    row = own.stated().set_index("file").loc["001_29078a9ec74e4bf0.txt"]
    assert (row["outlet"], row["date"], row["date_basis"], row["event"]) == ("The Lamp", "2023-02-13", "supplied", "drones")
    assert own.state(["001_29078a9ec74e4bf0.txt"], event="drones") == "Nothing was to be changed: the table says so already."
    assert own.state(["001_29078a9ec74e4bf0.txt"], date="soon").startswith("'soon' is no date")
    assert own.state(["gone.txt"], outlet="x").startswith("'gone.txt': no such file in the folder")
    own.state(["001_29078a9ec74e4bf0.txt"], outlet="")
    assert own.unstated() == ["001_29078a9ec74e4bf0.txt"]


def test_a_table_that_cannot_be_kept_is_not_touched_though_the_text_is(own: OwnFolder) -> None:
    Path("mine").mkdir()
    Path("mine/corpus.csv").write_bytes(b"file;outlet\n")
    told = own.keep_text(TEXT, title="A bridge", outlet="The Lamp")
    assert told.startswith("Kept in 'mine': a-bridge.txt. corpus.csv has no column 'file', by which its rows are told; it stays")
    assert Path("mine/corpus.csv").read_bytes() == b"file;outlet\n" and len(own.study.documents) == 1


def test_a_file_of_several_articles_has_one_outlet_and_no_one_title(own: OwnFolder) -> None:
    records = [{"title": f"Part {n}", "text": TEXT.replace("bridge", f"road {n}")} for n in range(3)]
    own.keep([("many.json", json.dumps(records).encode())])
    assert own.files().to_dict("records") == [{"file": "many.json", "format": "JSON", "articles": 3}]
    assert own.state(["many.json"], title="All").startswith("A file of several articles has no one title")
    own.state(["many.json"], outlet="The Lamp")
    assert own.stated()["outlet"].tolist() == ["The Lamp"] * 3 and own.stated()["title"].tolist() == [
        "Part 0",
        "Part 1",
        "Part 2",
    ]


def test_a_side_is_kept_beside_the_folder_and_read_with_it(own: OwnFolder) -> None:
    own.keep_text(TEXT, title="A bridge")
    assert own.state_side("Karl Lind", "builders").startswith("Written into ") and own.study.documents.shape[0] == 1
    own.analyse()
    assert own.parties()[:2] == ["Ann Lee", "Karl Lind"]
    assert own.study.attributions.set_index("speaker").loc["Karl Lind", "side"] == "builders"
    assert Path("mine_sides.csv").is_file() and files(Path("mine")) == ["a-bridge.txt", "corpus.csv"]
    assert OwnFolder(ROOT / "seeds", "mine").read_folder("mine").startswith("1 article read")
    assert own.state_side("Karl Lind", "") == "Name a party and its side; to take a side back, delete its row in mine_sides.csv."
    own.state_side("karl lind", "town")
    own.analyse()
    assert own.study.attributions.set_index("speaker").loc["Karl Lind", "side"] == "town"


def test_who_comes_back_is_told_of_what_is_there(own: OwnFolder) -> None:
    own.keep_text(TEXT, title="A bridge")
    told = OwnFolder(ROOT / "seeds", "mine").told
    assert told == "5 example articles read. There are files in 'mine' from before: press “Read this folder” to go on with them."


def test_who_shows_it_is_called_after_each_step_and_told_while_one_goes_on(own: OwnFolder, monkeypatch) -> None:
    followed, heard = [], []
    monkeypatch.setattr(own, "refresh", lambda: followed.append(own.told))
    monkeypatch.setattr(own, "say", heard.append)
    own.keep_text(TEXT, title="A bridge")
    own.read_folder("gone")
    assert len(followed) == 2 and followed[1].startswith("There is no folder 'gone'")
    assert heard == ["Reading 2 files: about 5 seconds …"]


@pytest.mark.skipif(os.geteuid() == 0, reason="who is root may write anywhere")
def test_a_folder_that_is_closed_says_so(own: OwnFolder) -> None:
    Path("closed").mkdir(mode=0o500)
    assert "cannot be kept in 'closed': Permission denied" in own.keep([("a.txt", b"x")], "closed")


def test_a_time_is_said_as_one_says_it() -> None:
    assert [duration(s) for s in (0, 7, 58, 89, 100, 3000)] == [
        "5 seconds", "5 seconds", "60 seconds", "90 seconds", "2 minutes", "50 minutes",
    ]  # fmt: skip
