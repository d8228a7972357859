"""A set of files is put in place whole or not at all, whenever a run is stopped; over nothing that is not Hearsay's."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import killed
from hearsay import schema, storage
from hearsay.errors import InputError
from hearsay.options import Options
from hearsay.storage import commit
from hearsay.storage.manifest import FUNCTION, carry_over, read_manifest

NEWS = "news"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def out(tmp_path) -> Path:
    """A former set."""
    killed.write(tmp_path / "out", "former")
    return tmp_path / "out"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")
@pytest.mark.parametrize("step", [6, pytest.param(1, marks=pytest.mark.nightly)])
def test_killed_at_any_call_the_former_set_or_the_new_one_stands_whole_and_the_next_run_leaves_nothing_else(tmp_path, step):
    kills = [*range(1, 100, step), 100_000]
    command = [sys.executable, killed.__file__, str(tmp_path / "out"), *map(str, kills)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(lines) == len(kills) and Counter(line["killed"] for line in lines)[True] >= 60 // step
    assert not lines[-1]["killed"], "told to die after more calls than there are"
    assert all(line["again"] == "again" and not line["left"] for line in lines)
    order = [line["after"] for line in lines]
    assert set(order) == {"former", "new"} and order == sorted(order), "first the former, from some call on the new"


@pytest.mark.parametrize("exchanged", [True, False])
def test_what_goes_wrong_in_between_leaves_the_former_set_and_nothing_beside_it(out, monkeypatch, exchanged):
    if not exchanged:
        monkeypatch.setattr(commit, "_exchanged", lambda one, other: False)  # a disk on which it takes two moves
    before = contents(out.parent)
    with pytest.raises(KeyboardInterrupt), storage.replacing(out, NEWS, storage.MANIFEST) as fresh:
        (fresh / "articles.csv").write_text("new", encoding="utf-8")
        raise KeyboardInterrupt
    assert contents(out.parent) == before and os.listdir(out.parent) == ["out"]
    killed.write(out, "new")
    assert killed.standing(out) == "new" and os.listdir(out.parent) == ["out"]


def test_between_two_moves_the_former_set_comes_back_at_the_next_run(out, monkeypatch):
    """As it stands when a run is killed there on a disk that cannot let two names change places."""
    before, aside = contents(out), out.with_name(f"out{commit.UNFINISHED}")
    for name in (commit.LOCK, f"{commit.FRESH}/articles.csv"):
        (aside / name).parent.mkdir(exist_ok=True)
        (aside / name).write_text("", encoding="utf-8")
    out.rename(aside / commit.FORMER)
    with pytest.raises(KeyboardInterrupt), storage.replacing(out, NEWS, storage.MANIFEST):
        raise KeyboardInterrupt
    assert contents(out) == before and os.listdir(out.parent) == ["out"]


def test_two_runs_do_not_write_one_folder(out):
    before = contents(out)
    with storage.replacing(out, NEWS, storage.MANIFEST) as fresh:
        with (
            pytest.raises(InputError, match="another run is writing it"),
            storage.replacing(out, NEWS, storage.MANIFEST),
        ):
            pytest.fail("two at once")
        assert contents(out) == before
        (fresh / "articles.csv").write_text("new", encoding="utf-8")
    assert contents(out) == {"articles.csv": b"new"} and os.listdir(out.parent) == ["out"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_in_one_line_and_the_former_set_stands(out, number):
    before = contents(out)
    with pytest.raises(InputError, match="nothing was changed there") as told, storage.replacing(out, NEWS, storage.MANIFEST):
        raise OSError(number, os.strerror(number))
    assert "\n" not in str(told.value) and contents(out) == before and os.listdir(out.parent) == ["out"]


# Over nothing that is not Hearsay's


def test_what_the_user_has_changed_or_put_beside_is_not_lost(out):
    for name, told in {
        "articles.csv": "'articles.csv', which was changed",
        "notes/a.txt": "'notes/a.txt', which no table",
    }.items():
        path = out / name
        kept = path.read_bytes() if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
        with pytest.raises(InputError, match=told):
            killed.write(out, "new")
        assert path.read_text(encoding="utf-8") == "mine" and os.listdir(out.parent) == ["out"]
        path.write_bytes(kept) if kept is not None else path.unlink()
    (out / "link").symlink_to("articles.csv")
    with pytest.raises(InputError, match="'link', which no table"):
        killed.write(out, "new")
    (out / "link").unlink()
    (out / ".DS_Store").write_bytes(b"Bud1")
    killed.write(out, "new")
    assert killed.standing(out) == "new"


def test_a_file_that_is_put_there_while_the_work_goes_on_is_not_lost_either(out):
    with pytest.raises(InputError, match="'notes.txt', which no table"), storage.replacing(out, NEWS, storage.MANIFEST):
        (out / "notes.txt").write_text("mine", encoding="utf-8")
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine" and killed.standing(out) == "a mixture"


def test_tables_do_not_replace_a_report_nor_a_report_tables(out):
    before = contents(out)
    with pytest.raises(InputError, match="which no report of Hearsay's is"), storage.replacing(out, NEWS, storage.RECORD):
        pytest.fail("over tables")
    assert contents(out) == before


@pytest.mark.parametrize(
    "made", ["{", "[]", '{"files": {}}', '{"files": {"a": 1}, "versions": {"hearsay": "1"}}', '{"files": 3}']
)
def test_a_record_that_says_nothing_makes_nothing_ours(tmp_path, made):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / storage.MANIFEST).write_text(made, encoding="utf-8")
    with pytest.raises(InputError, match="which no table of Hearsay's is"):
        killed.write(tmp_path / "out", "new")


@pytest.mark.parametrize("where", [".", "..", "sub/.."])
def test_the_folder_that_one_is_in_is_not_replaced(out, monkeypatch, where):
    (out.parent / "out" / "sub").mkdir()
    monkeypatch.chdir(out if where != ".." else out / "sub")
    news = out.with_name(NEWS)
    with pytest.raises(InputError, match="the folder that you are in"), storage.replacing(Path(where), news, storage.MANIFEST):
        pytest.fail("pulled away under one's feet")


def test_a_mounted_folder_is_told_before_any_work(out, monkeypatch):
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == out)
    with pytest.raises(InputError, match="mounted"), storage.replacing(out, NEWS, storage.MANIFEST):
        pytest.fail("cannot be moved")


def test_a_folder_that_only_bears_the_name_of_unfinished_work_is_left_alone(out):
    aside = out.with_name(f"out{commit.UNFINISHED}")
    aside.mkdir()
    (aside / "draft.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="in the way"), storage.replacing(out, NEWS, storage.MANIFEST):
        pytest.fail("over a draft")
    assert (aside / "draft.txt").read_text(encoding="utf-8") == "mine"


# What a set was made from


def test_tables_of_the_same_origin_stay_beside_new_ones_and_others_go(out, tmp_path):
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "articles.csv").write_text("new", encoding="utf-8")
    carry_over(out, fresh, storage.Inputs().origin(Options(sides={"FR": "other"}), 0))
    assert os.listdir(fresh) == ["articles.csv"]
    carry_over(out, fresh, storage.Inputs().origin(Options(sides={"FR": "former"}), 0))
    assert set(os.listdir(fresh)) == set(read_manifest(out)["files"]) and (fresh / "articles.csv").read_bytes() == b"new"


def test_an_origin_changes_with_all_that_tables_rest_on_and_is_text():
    inputs = storage.Inputs()
    plain = inputs.origin(Options(), 0)
    assert plain == storage.Inputs().origin(Options(cores=2), 0)
    assert plain != inputs.origin(Options(least=0.5), 0) and plain != inputs.origin(Options(), 0, streamed=True)
    assert inputs.origin(Options(extractor=lambda text: []), 0).options == {"extractor": FUNCTION}
    inputs.add(schema.frame("versions", []))
    assert plain == inputs.origin(Options(), 0)
    row = dict.fromkeys(schema.TABLES["documents"], "x") | {"parts": ()}
    inputs.add(schema.frame("documents", [row]))
    assert plain != inputs.origin(Options(), 0)
    assert set(plain.versions) >= {"hearsay", "python", "pandas", "pyarrow"} and len(plain.library) == 64
