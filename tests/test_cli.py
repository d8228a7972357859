"""The command line: what it prints, where it complains, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import hearsay
from hearsay import cli, schema, storage
from hearsay.errors import HearsayError
from hearsay.validation.benchmarks import BENCHMARKS, run_benchmark

ROOT = Path(__file__).parents[1]
GOOD = "Bridge to close\n\nThe harbour bridge will close for repairs in May, the mayor said on Monday.\n"


@pytest.fixture
def mixed(tmp_path) -> Path:
    """Four files that are bad in four ways, and a good one."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "latin.txt").write_bytes(GOOD.replace("harbour", "Zürich café").encode("latin-1"))
    (folder / "line.txt").write_bytes(b"word " * 4_000_000)
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def test_bad_files_cost_one_line_each_and_no_good_file(mixed, tmp_path, capsys):
    command = ["tables", str(mixed), "--out", str(tmp_path / "out"), "--only", "attributions"]
    assert cli.main(command) == cli.OK
    lines = capsys.readouterr().err.splitlines()
    for name in ("empty", "binary", "latin", "line"):
        assert len([line for line in lines if f"{name}.txt: " in line and "; " in line]) == 1, lines
    assert not any("good.txt" in line for line in lines)
    assert len(lines) == 5 and lines[-1].startswith("4 problems, 3 of them with a text lost")
    assert "the mayor" in (tmp_path / "out" / "attributions.csv").read_text(encoding="utf-8")
    assert cli.main([*command, "--strict"]) == cli.STRICT


@pytest.mark.parametrize(
    "arguments",
    [
        ["tables", "no/such/place", "--out", "out"],
        ["report", "no/such/place", "--out", "out"],
        ["show", str(ROOT / "seeds"), "zzz"],
        ["check", "everything", "--data", "."],
        ["read", str(ROOT / "seeds"), "--cores", "0"],
        ["read", str(ROOT / "seeds"), "--html", "quick"],
        ["read", str(ROOT / "seeds"), "--colums", "text=body"],
        ["read"],
        ["read", str(ROOT / "seeds"), "too", "much"],
        ["tables", str(ROOT / "seeds")],
        ["tables", str(ROOT / "seeds"), "--out", "out", "--format", "xls"],
        ["tables", str(ROOT / "seeds"), "--out", "out", "--only", "tones"],
        ["tables", str(ROOT / "seeds"), "--out"],
        ["reed", str(ROOT / "seeds")],
        [],
    ],
)
def test_a_users_error_is_one_line_and_exit_code_2(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == cli.USER_ERROR
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("hearsay: ") and said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_read_says_what_was_taken_as_what(capsys):
    assert cli.main(["read", str(ROOT / "seeds")]) == cli.OK
    out = capsys.readouterr().out
    assert "002_a56a3bf40c559065.txt" in out and "2022-09-25  [page date, characters" in out and " body" in out


def test_show_lists_who_says_what_and_obeys_no_text(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(GOOD.replace("bridge", "bridge\x1b[2J"), encoding="utf-8")
    assert cli.main(["show", str(tmp_path), "a"]) == cli.OK
    out = capsys.readouterr().out
    assert "mayor (not stated) · said · " in out and "\x1b" not in out


def test_tables_in_the_format_asked_for(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    for form, kinds in {"csv": {".csv"}, "parquet": {".parquet", ".csv"}}.items():
        assert cli.main(["tables", str(tmp_path / "a.txt"), "--out", str(tmp_path / form), "--format", form]) == cli.OK
        names = [path.name for path in (tmp_path / form).iterdir() if path.name != "manifest.json"]
        assert {Path(name).suffix for name in names} == kinds and len(names) == len(schema.TABLES) + 1


MINE = "id,text\n1,The harbour bridge will close for repairs in May and the ferry will run all night.\n"


@pytest.mark.parametrize("stream", [[], ["--stream"]])
@pytest.mark.parametrize(
    ("where", "out", "told"),
    [
        ("articles.csv", ".", "holds the articles"),
        ("*.csv", ".", "holds the articles"),
        ("news", ".", "holds the articles"),
        ("news", "news", "lies within the articles"),
        ("news", "news/tables", "lies within the articles"),
        ("news/**/*.csv", "news/tables", "lies within the articles"),
        ("news", "link/tables", "lies within the articles"),
        ("news", "mine", "holds 'articles.csv', which no table of Hearsay's is"),
        ("news", "described", "holds 'dictionary.csv', which no table of Hearsay's is"),
        ("news", "parquet", "holds 'articles.parquet', which no table of Hearsay's is"),
        ("articles.csv", "thesis", "holds 'chapter.txt', which no table of Hearsay's is"),
        ("articles.csv", "news/articles.csv", "is a file"),
    ],
)
def test_tables_replace_nothing_of_the_users(tmp_path, monkeypatch, capsys, stream, where, out, told):
    for name in (
        "articles.csv",
        "news/articles.csv",
        "mine/articles.csv",
        "described/dictionary.csv",
        "parquet/articles.parquet",
        "thesis/chapter.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(MINE, encoding="utf-8")
    (tmp_path / "link").symlink_to("news", target_is_directory=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.chdir(tmp_path)
    assert cli.main(["tables", where, "--out", out, "--only", "articles,problems", *stream]) == cli.USER_ERROR
    assert told in capsys.readouterr().err.splitlines()[-1]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert not list(tmp_path.rglob("*.unfinished"))


@pytest.mark.parametrize("stream", [[], ["--stream"]])
def test_tables_replace_their_former_ones_and_nothing_that_was_put_beside_them(tmp_path, monkeypatch, stream):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = ["tables", "news/*.txt", "--out", "news/tables", *stream, "--only"]
    assert cli.main([*command, "problems"]) == cli.OK
    mine = tmp_path / "news" / "tables" / "articles.csv"
    mine.write_text(MINE, encoding="utf-8")
    assert cli.main([*command, "articles,problems"]) == cli.USER_ERROR and mine.read_text(encoding="utf-8") == MINE
    mine.unlink()
    assert cli.main([*command, "articles,problems"]) == cli.OK
    once = mine.read_bytes()
    (tmp_path / "news" / "a.txt").write_text(GOOD * 2, encoding="utf-8")
    assert cli.main([*command, "articles"]) == cli.OK and mine.read_bytes() != once


def test_tables_replace_those_of_an_older_version_that_had_other_columns(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    out = tmp_path / "out"
    command = ["tables", str(tmp_path / "a.txt"), "--out", str(out), "--only", "articles"]
    with monkeypatch.context() as older:
        out.mkdir()
        older.setattr(schema, "TABLES", {"articles": dict(list(schema.TABLES["articles"].items())[:-1])})
        storage.write_csv("articles", schema.frame("articles", []), out / "articles.csv")
        schema.dictionary().to_csv(out / "dictionary.csv", index=False)
    assert cli.main(command) == cli.OK
    (out / "articles.csv").write_text("article_id,mine\n", encoding="utf-8")
    assert cli.main(command) == cli.USER_ERROR


def test_check_prints_rows_and_writes_figures(tmp_path, capsys):
    pages = [
        {
            "id": "1",
            "source": "naeb",
            "lines": ["Menu", "", "The mayor said the old harbour bridge would be closed for repairs until the end of May."],
        }
    ]
    gold = [{"id": "1", "gold": pages[0]["lines"][2]}]
    for name, rows in {"dev": pages, "dev_gold": gold}.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = ["check", "parsing", "--data", str(tmp_path), "--split", "dev", "--json", str(tmp_path / "out" / "figures.json")]
    assert cli.main(command) == cli.OK
    figures = json.loads((tmp_path / "out" / "figures.json").read_text(encoding="utf-8"))
    assert figures["documents"] == 1 and all(name in capsys.readouterr().out for name in list(figures)[:1])


def test_a_benchmark_is_told_which_part_to_measure_on(tmp_path, monkeypatch, capsys):
    told = []
    monkeypatch.setattr("hearsay.validation.benchmarks.typography.check", lambda data, split: told.append((data, split)) or {})
    monkeypatch.setattr("hearsay.validation.benchmarks.typography.rows", lambda figures: f"{len(figures)} figures")
    for more in ([], ["--split", "dev"]):
        assert cli.main(["check", "typography", "--data", str(tmp_path), *more]) == cli.OK
    assert told == [(tmp_path, None), (tmp_path, "dev")] and capsys.readouterr().out == "0 figures\n" * 2


@pytest.mark.parametrize("what", BENCHMARKS)
def test_every_benchmark_takes_data_and_the_part_of_them(what, tmp_path):
    with pytest.raises(HearsayError) as raised:
        run_benchmark(what, tmp_path / "nothing", "dev")
    assert "dev" in str(raised.value) or "nothing" in str(raised.value)


@pytest.mark.parametrize("articles", [1, 40])
def test_whoever_reads_the_output_may_have_enough(tmp_path, articles):
    """Of much output while it is written, of little when it is flushed at the end."""
    for number in range(articles):
        (tmp_path / f"{number}.txt").write_text(GOOD, encoding="utf-8")
    command = [sys.executable, "-m", "hearsay.cli", "read", str(tmp_path), "--duplicates", "keep"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    run = subprocess.Popen(command, env=buffered, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.close()
    assert run.stderr.read() == b"" and run.wait() == cli.OK


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (KeyboardInterrupt(), cli.INTERRUPTED, "hearsay: stopped"),
        (PermissionError(13, "Permission denied", "a.txt"), cli.USER_ERROR, "hearsay: a.txt: Permission denied"),
    ],
)
def test_what_stops_a_command_is_one_line(monkeypatch, capsys, fault, code, told):
    def stop(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("hearsay.study.Study.read", stop)
    assert cli.main(["read", str(ROOT / "seeds")]) == code
    assert capsys.readouterr().err == f"{told}\n"


def test_the_command_line_changes_no_environment_and_starts_at_once():
    code = "import os, sys; from hearsay import cli; before = dict(os.environ); cli.main(['--help'])"
    code += "; assert 'pandas' not in sys.modules; cli.main(['read', 'no place', '--html', 'fast'])"
    code += "; assert 'pandas' in sys.modules and dict(os.environ) == before"
    code += "; import hearsay.charts, hearsay.display; assert not {'nltk', 'scipy.stats', 'scipy.optimize'} & sys.modules.keys()"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_it_is_installed_as_a_command():
    run = subprocess.run([Path(sys.executable).with_name("hearsay"), "--version"], capture_output=True, text=True, check=True)
    assert run.stdout == f"hearsay {hearsay.__version__}\n"


def test_the_tables_in_the_repository_are_current(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert cli.main(["tables", "seeds", "--out", str(tmp_path), "--format", "csv"]) == cli.OK
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "data" / "tables").glob("*.csv")}
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.csv")} == kept, "run 'make tables'"


@pytest.mark.parametrize("flag", ["--least", "--html", "--cores", "--duplicates"])
def test_a_flag_that_is_given_and_empty_is_no_flag_left_out(flag, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("It rained.\n", encoding="utf-8")
    assert cli.main(["read", str(tmp_path), f"{flag}="]) == cli.USER_ERROR
    assert flag.strip("-") in capsys.readouterr().err
