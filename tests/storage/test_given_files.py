"""What a user gives is kept under a name that is no path, over nothing that is there, and no more of it than fits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.errors import InputError
from hearsay.reading.files import find_sources
from hearsay.storage import given_files
from hearsay.storage.given_files import file_name, keep_file


def test_a_file_is_kept_as_it_is_in_a_folder_that_is_made(tmp_path: Path) -> None:
    kept = keep_file(tmp_path / "new" / "mine", "a b.txt", b"\xff one")
    assert kept.path == tmp_path / "new" / "mine" / "a b.txt" and not kept.known
    assert kept.path.read_bytes() == b"\xff one"


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("../../secret.txt", "secret.txt"), ("/etc/passwd", "passwd"), (r"..\..\boot.ini", "boot.ini"), ("..", "article"),
        ("", "article"), (".bashrc", "bashrc"), ("a\x00b\n.txt", "a b.txt"), ("a<b>:c?.html", "a b c.html"),
        ("CON.txt", "article-CON.txt"),
        ("readme.txt", "article-readme.txt"), ("\ud800.txt", "txt"), ("x" * 300 + ".txt", "x" * 80 + ".txt"),
        ("n" * 300 + ".csv.gz", "n" * 80 + ".csv.gz"), ("corpus.csv", "corpus.csv"), ("u\u0308.txt", "ü.txt"),
    ],
)  # fmt: skip
def test_a_name_is_never_a_path_nor_hidden_nor_passed_over(tmp_path: Path, name: str, own: str) -> None:
    assert keep_file(tmp_path, name, b"text").path == tmp_path / own
    assert [source.path.name for source in find_sources(tmp_path)[0]] == [own]


@given(st.text(max_size=400))
def test_whatever_the_name_a_system_takes_it(name: str) -> None:
    own = file_name(name)
    assert own and os.path.basename(own) == own and own not in (".", "..") and not own.startswith(".")
    assert len(os.fsencode(own)) <= 255 - 20 and own.isprintable() and own == own.strip()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    for number in range(3):
        keep_file(tmp_path, "a.txt", b"%d" % number)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"0", "a-2.txt": b"1", "a-3.txt": b"2"}
    assert keep_file(tmp_path, "a.txt", b"1").known and len(list(tmp_path.iterdir())) == 3


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.txt", tmp_path / "mine"
    outside.write_text("mine alone")
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    (folder / "b.txt").symlink_to(tmp_path / "nowhere.txt")
    assert keep_file(folder, "a.txt", b"other").path.name == "a-2.txt"
    assert keep_file(folder, "b.txt", b"other").path.name == "b-2.txt"
    assert outside.read_text() == "mine alone" and not (tmp_path / "nowhere.txt").exists()


@pytest.mark.parametrize("name", ["corpus.csv", "a.toml"])
def test_a_sidecar_is_kept_under_its_name_or_not_at_all(tmp_path: Path, name: str) -> None:
    keep_file(tmp_path, name, b"one")
    with pytest.raises(InputError, match="the folder has one already, which stays as it is"):
        keep_file(tmp_path, name, b"other")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"one")]


def test_an_empty_file_a_large_one_and_a_full_folder_are_refused_in_one_line(tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "mine"
    with pytest.raises(InputError, match=r"a\.txt: the file is empty; nothing was kept"):
        keep_file(folder, "a.txt", b"")
    monkeypatch.setattr(given_files, "LARGEST", 10)
    with pytest.raises(InputError, match=r"a\.txt: 11 bytes, more than the 10 bytes .* copy it into the folder 'mine' yourself"):
        keep_file(folder, "a.txt", b"x" * 11)
    assert not folder.exists()
    monkeypatch.setattr(given_files, "LARGEST_FOLDER", 15)
    keep_file(folder, "a.txt", b"x" * 10)
    with pytest.raises(InputError, match="the folder 'mine' holds 1 files of 10 bytes"):
        keep_file(folder, "b.txt", b"y" * 10)
    monkeypatch.setattr(given_files, "MOST_FILES", 1)
    with pytest.raises(InputError, match="name another one"):
        keep_file(folder, "b.txt", b"y")
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_where_a_file_stands_in_the_place_of_the_folder_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file")
    with pytest.raises(InputError, match=r"a\.txt: cannot be kept in .*mine"):
        keep_file(tmp_path / "mine", "a.txt", b"text")
    assert (tmp_path / "mine").read_text() == "a file"
