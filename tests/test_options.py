"""Every option, in all three ways that it can be given: the same tables, in memory and streamed, and never without an effect."""

from __future__ import annotations

import ast
import os
import pickle
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import cli
from hearsay.errors import InputError
from hearsay.options import OPTIONS, Options
from hearsay.storage import read_parquet
from hearsay.streaming import stream

LIBRARY = Path(hs.__file__).parent
SPOKEN = """Treaty signed

France praised the treaty on Monday. Paris welcomed the brilliant deal, officials said.

"We have waited too long for this treaty," said Ann Lee, an engineer. Germany called it a failure, according to people who were
briefed. The ministry denied that the trains had been part of the deal, and analysts believe that it will be costly.
"""
UNSAID = SPOKEN + "The minister has yet to say who will pay for the trains, and no official has said that they are safe.\n"
SHOWN = "<figure><img src='hall.jpg'><figcaption>The hall in which it was signed.</figcaption></figure>"
PAGE = f"<html><head><title>Treaty</title></head><body><article><h1>Treaty</h1><p>{SPOKEN}</p>{SHOWN}</article></body></html>"
DUTCH = "kop,verhaal\nBridge,The harbour bridge will close for repairs in May and the ferry will run all night.\n"
ALIASES = "alias,actor\nParis,Our neighbours\nFrance,Our neighbours\n"
CUES = "frame,cue,ground\nrail,train*,a train runs on rails\n"
SIDES = "party,side\nFR,the hosts\nNA,the guests\n"


@dataclass(frozen=True)
class Example:
    """An option as Python takes it and as a text, the table that shows it, and the articles on which it does."""

    argument: Any
    text: str
    table: str
    files: Mapping[str, str]
    changes: bool = True


MANY = {f"{number}.txt": SPOKEN + str(number) for number in range(17)}
EXAMPLES = {
    "cores": Example(2, "2", "sentences", MANY, changes=False),
    "cache": Example(".kept", ".kept", "sentences", {"a.txt": SPOKEN}, changes=False),
    "engine": Example("dask", "dask", "sentences", MANY, changes=False),
    "address": Example("tcp://127.0.0.1:1", "tcp://127.0.0.1:1", "sentences", {"a.txt": SPOKEN}, changes=False),
    "extractor": Example("baseline", "baseline", "attributions", {"a.txt": SPOKEN}),
    "sides": Example({"FR": "the hosts", "NA": "the guests"}, "../sides.csv", "attributions", {"a.txt": SPOKEN}),
    "least": Example(0.9, "0.9", "attributions", {"a.txt": SPOKEN}),
    "unsaid": Example("count", "count", "attributions", {"a.txt": UNSAID}),
    "columns": Example({"text": "verhaal", "title": "kop"}, "text=verhaal,title=kop", "documents", {"a.csv": DUTCH}),
    "html": Example("fast", "fast", "documents", {"a.html": PAGE}),
    "duplicates": Example("keep", "keep", "articles", {"a.txt": SPOKEN, "b.txt": SPOKEN}),
    "sample": Example(3, "3", "articles", MANY),
    "frames": Example(pd.DataFrame([["rail", "train*", "x"]], columns=["frame", "cue", "ground"]), "../cues.csv", "frames",
                      {"a.txt": SPOKEN}),
    "aliases": Example({"Paris": "Our neighbours", "France": "Our neighbours"}, "../aliases.csv", "portrayals",
                       {"a.txt": SPOKEN}),
}  # fmt: skip


@pytest.fixture(scope="module")
def corpora(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    for name, example in EXAMPLES.items():
        (folder / name).mkdir()
        for file, text in example.files.items():
            (folder / name / file).write_text(text, encoding="utf-8")
    for name, text in {"aliases": ALIASES, "cues": CUES, "sides": SIDES}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=EXAMPLES)
def name(request, corpora, monkeypatch) -> str:
    """An option, where its example is."""
    if request.param == "engine":
        pytest.importorskip("distributed")
    monkeypatch.chdir(corpora / request.param)
    return request.param


@cache
def expected(name: str) -> pd.DataFrame:
    return getattr(hs.read(".", **{name: EXAMPLES[name].argument}), EXAMPLES[name].table)


def written(name: str, out: Path, *arguments: str) -> pd.DataFrame:
    table = EXAMPLES[name].table
    assert cli.main(["tables", ".", "--out", str(out), "--only", table, "--format", "parquet", *arguments]) == cli.OK
    return read_parquet(table, out / f"{table}.parquet")


def test_every_option_has_its_example():
    assert list(EXAMPLES) == list(OPTIONS)


def test_an_option_changes_what_it_is_there_for(name):
    default = getattr(hs.read("."), EXAMPLES[name].table)
    assert len(expected(name)) and expected(name).equals(default) is not EXAMPLES[name].changes
    assert name != "cache" or list(Path(".kept").rglob("*.zip"))


@pytest.mark.parametrize("stream", [[], ["--stream"]])
def test_the_command_line_gives_the_tables_that_the_argument_gives(name, tmp_path, stream):
    assert_frame_equal(written(name, tmp_path, OPTIONS[name].flag, EXAMPLES[name].text, *stream), expected(name))


def test_the_environment_gives_the_tables_that_the_argument_gives(name, tmp_path, monkeypatch):
    monkeypatch.setenv(OPTIONS[name].variable, EXAMPLES[name].text)
    assert_frame_equal(getattr(hs.read("."), EXAMPLES[name].table), expected(name))
    assert_frame_equal(written(name, tmp_path, "--stream"), expected(name))


def test_what_a_study_tells_other_processes_is_what_it_was_told(name, tmp_path, monkeypatch):
    options = Options.gathered(**{name: EXAMPLES[name].argument})
    for variable, text in options.environment(tmp_path).items():
        monkeypatch.setenv(variable, text)
    assert Options.gathered() == options == pickle.loads(pickle.dumps(options))
    assert Options.gathered().of_tables() == options.of_tables() and bool(options.of_tables()) is EXAMPLES[name].changes


def test_what_was_taken_as_what_is_told_with_any_option(name, monkeypatch, capsys):
    assert cli.main(["read", ".", "--explain", OPTIONS[name].flag, EXAMPLES[name].text]) == cli.OK
    by_flag = capsys.readouterr().out
    monkeypatch.setenv(OPTIONS[name].variable, EXAMPLES[name].text)
    assert cli.main(["read", ".", "--explain"]) == cli.OK and capsys.readouterr().out == by_flag


def test_who_says_what_is_shown_as_the_options_say(corpora, monkeypatch, capsys):
    monkeypatch.chdir(corpora / "least")
    shown = []
    for more in ([], ["--least", "0.9"]):
        assert cli.main(["show", ".", "a", *more]) == cli.OK
        shown.append(len(capsys.readouterr().out.splitlines()))
    assert shown[0] > shown[1] == 1 + len(hs.read(".", least=0.9).attributions)


@pytest.mark.parametrize("command", ["report", "tables", "read", "show"])
def test_every_command_has_every_option_with_its_meaning(command, capsys):
    assert cli.main([command, "--help"]) == cli.OK
    told = " ".join(capsys.readouterr().out.split())
    for option in OPTIONS.values():
        assert f"{option.flag} {option.form}" in told and option.variable in told and option.meaning[:30] in told


@pytest.mark.parametrize("function", [hs.read, stream.write])
def test_the_documentation_describes_every_option(function):
    for name, option in OPTIONS.items():
        assert f"    {name} : {option.form}" in function.__doc__ and option.variable in function.__doc__


# One rule for all


def test_an_argument_comes_before_the_environment_and_that_before_the_default(monkeypatch):
    assert Options.gathered() == Options() and Options().duplicates == "fold"
    monkeypatch.setenv("HEARSAY_DUPLICATES", "keep")
    assert Options.gathered().duplicates == Options.gathered(duplicates=None).duplicates == "keep"
    assert Options.gathered(duplicates="fold").duplicates == "fold"
    monkeypatch.setenv("HEARSAY_DUPLICATES", "")
    assert Options.gathered().duplicates == "fold"


def test_defaults_are_told_too_so_that_no_variable_of_the_user_stands_against_them(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARSAY_DUPLICATES", "keep")
    monkeypatch.setenv("HEARSAY_LEAST", "0.9")
    told = Options(duplicates="fold").environment(tmp_path)
    assert set(told) == {option.variable for option in OPTIONS.values()}
    assert told["HEARSAY_DUPLICATES"] == "fold" and told["HEARSAY_LEAST"] == ""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"core": 2}, "no option 'core'; there are cores, cache"),
        ({"cores": 0}, "cores must be 1 or more, not 0"),
        ({"cores": "two"}, "cores must be 1 or more, not 'two'"),
        ({"cores": 2.5}, "cores must be 1 or more, not 2.5"),
        ({"extractor": "best"}, "no extractor is called 'best'"),
        ({"sides": "nowhere.csv"}, "nowhere.csv: no table of sides could be read"),
        (
            {"sides": pd.DataFrame({"party": ["FR"]})},
            "the table of sides: no column 'side'; it has 'party', and needs party and side",
        ),
        ({"least": 1.5}, "least is a confidence from 0 to 1, not 1.5"),
        ({"least": "much"}, "least is a confidence from 0 to 1, not 'much'"),
        ({"columns": "verhaal"}, "FIELD=COLUMN"),
        ({"columns": {"body": "verhaal"}}, "no field 'body'"),
        ({"html": "quick"}, "html is 'precise' or 'fast', not 'quick'"),
        ({"duplicates": "drop"}, "duplicates is 'fold' or 'keep', not 'drop'"),
        ({"frames": "nowhere.csv"}, "nowhere.csv: cannot be read"),
        ({"frames": []}, "no file of cues is named"),
        ({"aliases": "nowhere.csv"}, "nowhere.csv: no table of aliases"),
    ],
)
def test_what_an_option_cannot_be_is_told_before_anything_is_read(given, told):
    with pytest.raises(InputError, match=told):
        hs.read("no such place", **given)


@pytest.mark.parametrize(
    ("variable", "text", "told"),
    [
        ("HEARSAY_CORES", "many", "HEARSAY_CORES in the environment: cores must be 1 or more"),
        ("HEARSAY_SIDES", "nowhere.json", "HEARSAY_SIDES in the environment: .*nowhere.json"),
    ],
)
def test_a_fault_in_the_environment_is_told_with_its_variable(monkeypatch, variable, text, told):
    monkeypatch.setenv(variable, text)
    with pytest.raises(InputError, match=told):
        Options.gathered()


def test_several_tables_of_frames_in_all_three_ways(corpora, tmp_path, monkeypatch):
    monkeypatch.chdir(corpora / "frames")
    both = hs.read(".", frames=["generic", "../cues.csv"]).frames
    assert set(both["frame"]) > {"rail"}
    assert_frame_equal(written("frames", tmp_path, "--frames", "generic", "--frames", "../cues.csv"), both)
    monkeypatch.setenv("HEARSAY_FRAMES", os.pathsep.join(["generic", "../cues.csv"]))
    assert_frame_equal(hs.read(".").frames, both)


def test_namibia_is_no_gap_in_a_table_of_sides(corpora):
    assert Options.gathered(sides=corpora / "sides.csv").sides == {"FR": "the hosts", "NA": "the guests"}


def test_a_function_of_the_users_has_no_cache_and_cannot_be_told_to_other_processes(tmp_path):
    def nobody(text: str, passages: object) -> list[Any]:
        return []

    options = Options.gathered(extractor=nobody, cache=tmp_path / "kept")
    assert options.cache is None
    for told in (options, Options(cores=ThreadPoolExecutor(1))):
        with pytest.raises(InputError, match="other processes cannot be told"):
            told.environment(tmp_path)
    assert replace(options, extractor=None).environment(tmp_path)["HEARSAY_EXTRACTOR"] == ""


def test_the_environment_is_read_at_the_edge_alone():
    """Beside the options only Jupyter's kernels get it, whole, as they would without us."""
    names = ("environ", "getenv", "putenv")
    texts = {path: path.read_text(encoding="utf-8") for path in LIBRARY.rglob("*.py")}
    users = {
        path.relative_to(LIBRARY).as_posix()
        for path, text in texts.items()
        if any(name in text for name in names)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr in names
    }
    assert users == {"options.py", "report/notebook.py"}
