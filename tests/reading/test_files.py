"""Which files a place means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from folders import GOOD, folder_with
from hearsay.errors import InputError
from hearsay.reading import files, read_documents


def test_names_are_below_the_folder_sorted_and_once(tmp_path):
    folder_with(tmp_path, **{"b__x.txt": b"x y", "a.txt": b"x y", "README.md": b"#", ".hidden.txt": b"x"})
    assert list(read_documents(tmp_path)[0]["document_id"]) == ["a.txt", "b/x.txt"]
    both = [tmp_path / "a.txt", tmp_path / "b" / "x.txt", tmp_path / "a.txt"]
    assert list(read_documents(both)[0]["document_id"]) == ["a.txt", "b/x.txt"]
    assert list(read_documents(tmp_path / "b" / "x.txt")[0]["document_id"]) == ["x.txt"]
    assert list(read_documents(str(tmp_path / "*" / "*.txt"))[0]["document_id"]) == ["b/x.txt"]


@pytest.mark.parametrize("where", ["missing", "missing/*.txt", "empty", [], "\0"])
def test_nothing_there_is_an_error_that_says_so(tmp_path, where):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        read_documents([] if where == [] else str(tmp_path / where))


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    folder_with(tmp_path, **{"out__secret.txt": b"secret text", "in__good.txt": GOOD.encode()})
    os.symlink(tmp_path / "out" / "secret.txt", tmp_path / "in" / "link.txt")
    os.symlink(tmp_path / "out", tmp_path / "in" / "folder")
    os.symlink(tmp_path / "nowhere", tmp_path / "in" / "broken.txt")
    documents, problems = read_documents(tmp_path / "in")
    assert list(documents["document_id"]) == ["good.txt"] and len(problems) == 3


def test_a_pipe_is_told_and_not_opened(tmp_path):
    folder_with(tmp_path, **{"good.txt": GOOD.encode()})
    os.mkfifo(tmp_path / "pipe.txt")
    documents, problems = read_documents(tmp_path)
    assert len(documents) == 1 and len(problems) == 1


def test_a_pattern_starts_from_its_fixed_folders():
    assert files.start("news/*/a.txt") == (Path("news"), ("*", "a.txt")) and files.start("news/a.txt") == (Path("news/a.txt"), ())


def test_a_pattern_over_folders_contains_what_is_written_below_it(tmp_path):
    (tmp_path / "news" / "tables").mkdir(parents=True)
    inner = tmp_path / "news" / "tables"
    assert files.containing(inner, f"{tmp_path}/news/*/*.txt") == (tmp_path / "news").resolve()
    assert files.containing(inner, f"{tmp_path}/news/*.txt") is None
    assert files.containing(inner, tmp_path) == tmp_path.resolve()


def test_hidden_files_and_those_about_the_folder_are_passed_over(tmp_path):
    folder_with(tmp_path, **{"a.txt": b"x", ".hidden.txt": b"x", "README.txt": b"x", "licence.txt": b"x"})
    assert [source.document_id for source in files.find_sources(tmp_path)[0]] == ["a.txt"]
