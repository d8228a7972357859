"""What was read and what was not, in plain words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import hearsay as hs
from hearsay.display.articles_read import articles_read, read_table, unread_table

TEXT = "A bridge to close\n\nBy Ann Lee\n\nThe harbour bridge will close in May, {}. {}\n"
LONG = "It is long, and it was painted in the spring of the year before last by people from the town. " * 6
GERMAN = "Die Brücke im Hafen ist lang und wurde im Frühjahr neu gestrichen. Die Farbe ist seither getrocknet. "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT.format("said <b>Ann</b> Lee", LONG), encoding="utf-8")
    (tmp_path / "corpus.csv").write_text("file,outlet,published\na.txt,<i>The Lamp</i>,2023-02-15\n", encoding="utf-8")
    return tmp_path


def test_title_outlet_date_words_and_language_of_each_article(folder: Path) -> None:
    study = hs.read(folder)
    row = read_table(study).iloc[0]
    words = study.articles["n_words"].iloc[0]
    told = (row["title"], row["outlet"], row["date"], row["words"], row["language"], row["file"], row["remarks"])
    assert told == ("A bridge to close", "<i>The Lamp</i>", "2023-02-15", words, "en", "a.txt", "")
    assert (row["outlet_basis"], row["date_basis"], row["title_basis"]) == ("supplied", "supplied", "stated")
    text = articles_read(study).text.splitlines()
    assert text[0] == "1 article read; nothing was left out."
    assert text[1:] == [f"A bridge to close | <i>The Lamp</i> | 2023-02-15 | {words} | en | a.txt |"]
    assert "<i>The Lamp" not in articles_read(study).html and "&lt;i&gt;The Lamp" in articles_read(study).html


def test_what_is_odd_is_said(folder: Path) -> None:
    (folder / "b.txt").write_text("The mayor of the town said that the harbour bridge was safe.\n", encoding="utf-8")
    (folder / "d.txt").write_text("One two three.\n", encoding="utf-8")
    (folder / "c.txt").write_text(f"Eine Brücke\n\n{GERMAN * 6}\n", encoding="utf-8")
    (folder / "copy.txt").write_text((folder / "a.txt").read_text(encoding="utf-8"), encoding="utf-8")
    remarks = read_table(hs.read(folder)).set_index("file")["remarks"]
    assert "not stated: outlet" in remarks["b.txt"] and "date" in remarks["b.txt"] and "very short" in remarks["b.txt"]
    assert "no body was found" in remarks["d.txt"]
    assert "not in English: read and counted, not analysed" in remarks["c.txt"]
    assert remarks["a.txt"] == "stands for 2 versions of one text" and "copy.txt" not in remarks


def test_what_was_not_read_is_told_with_the_reason_and_what_to_do(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "page.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    (folder / "old.txt").write_bytes("Title\n\nThe café in Zürich is long. ".encode("cp1252") * 20)
    study = hs.read(folder)
    table = unread_table(study).set_index("file")
    assert table.loc["empty.txt", "lost"] and table.loc["page.pdf", "lost"] and not table.loc["old.txt", "lost"]
    assert not set(table["problem"]) & {""} and not set(table["advice"]) & {""}
    lines = articles_read(study).text.splitlines()
    assert lines[0] == "2 articles read; 2 files or part of one not."
    assert any(line.startswith("! empty.txt | not read | ") for line in lines)
    assert any(line.startswith("! old.txt | read, with a doubt | ") for line in lines)
    assert all(str(folder) not in line for line in lines)


def test_a_doubt_about_a_whole_file_names_it_once(folder: Path) -> None:
    (folder / "c.txt").write_text(f"Eine Brücke\n\n{GERMAN * 6}\n", encoding="utf-8")
    (line,) = (line for line in articles_read(hs.read(folder)).text.splitlines() if line.startswith("! c.txt"))
    assert line.count("c.txt") == 1 and "another language" in line


def test_of_many_the_first_are_shown_and_the_others_counted(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(import_module("hearsay.display.articles_read"), "SHOWN", 2)
    for n in range(3):
        (folder / f"t{n}.txt").write_text(f"Title {n}\n\nThe mayor of town number {n} said that it rained.\n", encoding="utf-8")
        (folder / f"e{n}.txt").write_bytes(b"")
    lines = articles_read(hs.read(folder)).text.splitlines()
    assert lines.count("… and 2 more; the table to download has them all.") == 1
    assert lines.count("… and 1 more; the table to download has them all.") == 1 and len(lines) == 7
