"""Codings on disk: nothing lost in a crash, nothing doubled, no coder in the way of another, and lines that read as gold."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import hearsay as hs
from hearsay.errors import DataError, InputError
from hearsay.validation import codings
from hearsay.validation.coding_session import CodingSession
from hearsay.validation.coding_tasks import TASKS, country_codes, find_task
from hearsay.validation.gold import read_gold

ROOT = Path(__file__).parents[2]
WRITER = """
import os, signal, sys
from pathlib import Path
from hearsay.validation import codings

folder, coder, dies_at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
real = os.write

def write(file, data):
    if dies_at == len(held.records):
        real(file, bytes(data)[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    return real(file, data)

with codings.CoderFile(folder, coder) as held:
    os.write = write
    for number in range(len({record["id"] for record in held.records}), 250):
        held.append({"id": f"a@{number}", "article": "a", "ok": number % 2, "coder": coder, "note": "é" * 200})
"""


def run(folder, coder, dies_at=-1):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder), coder, str(dies_at)], env=environment)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process at once")
def test_of_500_codings_by_two_coders_one_of_them_killed_in_mid_write_none_is_lost_and_none_doubled(tmp_path):
    one, other = run(tmp_path, "ann", dies_at=137), run(tmp_path, "ben")
    assert (one.wait(), other.wait()) == (-signal.SIGKILL, 0)
    raw = (tmp_path / "ann.jsonl").read_bytes()
    assert raw.count(b"\n") == 137 and not raw.endswith(b"\n"), "it was not killed in mid-write"
    assert run(tmp_path, "ann").wait() == 0
    for coder in ("ann", "ben"):
        lines = (tmp_path / f"{coder}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == [f"a@{number}" for number in range(250)]


def test_a_line_that_lacks_its_end_alone_is_kept_and_a_torn_one_cut(tmp_path):
    whole, torn = json.dumps({"id": "1", "article": "a", "coder": "ann"}), '{"id": "2", "art'
    path = tmp_path / "ann.jsonl"
    for left, cut in ((whole, 0), (f"{whole}\n{torn}", len(torn)), (f"{whole}\n{whole}"[:-1], len(whole) - 1), ("", 0)):
        path.write_text(left)
        with codings.CoderFile(tmp_path, "ann") as held:
            assert held.torn == cut and [record["id"] for record in held.records] == ["1"] * (left != "")
        assert path.read_text() == (f"{whole}\n" if left else "")


def test_a_disk_that_is_full_leaves_no_half_line(tmp_path, monkeypatch):
    real = os.write

    def full(file, data):
        real(file, bytes(data)[:10])
        raise OSError(28, "No space left on device")

    with codings.CoderFile(tmp_path, "ann") as held:
        held.append({"id": "1", "article": "a"})
        before = held.path.read_bytes()
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            held.append({"id": "2", "article": "a"})
        assert held.path.read_bytes() == before and len(held.records) == 1


def test_a_coder_is_refused_a_second_window_and_another_is_not(tmp_path):
    with codings.CoderFile(tmp_path, "ann"):
        with pytest.raises(InputError, match="another window"):
            codings.CoderFile(tmp_path, "ann")
        codings.CoderFile(tmp_path, "ben").close()
    codings.CoderFile(tmp_path, "ann").close()


@pytest.mark.parametrize("name", ["", "../ann", "a/b", ".hidden", "a b", "x" * 65, "ann\n"])
def test_a_coder_is_called_as_a_file_can_be(tmp_path, name):
    with pytest.raises(InputError, match="name"):
        codings.CoderFile(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_coders_do_not_write_into_one_anothers_files(tmp_path):
    codings.CoderFile(tmp_path, "ann").close()
    with pytest.raises(InputError, match="capitals"):
        codings.CoderFile(tmp_path, "Ann")
    (tmp_path / "ben.jsonl").write_text('{"id": "1", "article": "a", "coder": "ann"}\n')
    with pytest.raises(InputError, match="holds codings of 'ann'"):
        codings.CoderFile(tmp_path, "ben")


def code_all(session):
    """Every item with the first answer to each question, every third as none."""
    while not session.done:
        if session.sample.task.name == "attributions" and session.place % 3 == 2:
            session.answer("n")
            continue
        while not session.answer(next(iter(session.question.answers), "IR")):
            pass


def test_the_lines_are_read_as_gold(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=30) as session:
        code_all(session)
    lines = [json.loads(line) for line in (tmp_path / "ann.jsonl").read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line["ok"]]
    (tmp_path / "attributions.jsonl").write_text("\n".join(json.dumps(line) for line in kept), encoding="utf-8")
    shutil.copy(ROOT / "data" / "gold" / "articles.json", tmp_path)
    gold = read_gold(tmp_path, seeds.documents, seeds.sentences)
    assert len(gold.attributions) == len(kept) == 20
    assert set(gold.attributions["source_type"]) == {"named official"} and set(gold.attributions["country"]) == {"IR"}
    assert set(gold.attributions["stance"]) == {"neutral"} and set(gold.attributions["hop"]) == {1}
    hs.schema.validate("attributions", gold.attributions)


@pytest.mark.parametrize("what", TASKS)
def test_what_was_answered_is_read_back(seeds, tmp_path, what):
    with CodingSession(seeds, tmp_path, "ann", what=what, n=12) as session:
        code_all(session)
        items = [item["id"] for item in session.sample.items]
    table = codings.read_codings(tmp_path)
    task = find_task(what)
    assert table["item"].tolist() == items and set(table["coder"]) == {"ann"}
    for question in task.questions:
        first = next(iter(question.answers.values()), "IR")
        given = table[question.name].dropna()
        assert len(given) == (8 if what == "attributions" and question.name != "ok" else len(items))
        assert set(given) == ({0, 1} if question.name == "ok" else {first})


def test_the_last_answer_to_an_item_counts(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=10, questions=["ok"]) as session:
        session.answer("y")
        session.back()
        session.answer("n")
    table = codings.read_codings(tmp_path)
    assert table["ok"].tolist() == [0] and len((tmp_path / "ann.jsonl").read_text().splitlines()) == 2


def test_neither_sample_nor_codings_tell_what_the_tool_says(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=30) as session:
        session.answer("n")
    told = (tmp_path / "sample.json").read_text(encoding="utf-8") + (tmp_path / "ann.jsonl").read_text(encoding="utf-8")
    labels = {*seeds.attributions["source_type"], *seeds.attributions["identifiability"]} - {"other", "document"}
    assert [label for label in labels if f'"{label}"' in told] == []


def test_a_sample_belongs_to_its_task_its_seed_and_its_texts(seeds, tmp_path):
    codings.open_sample(seeds, tmp_path, n=10)
    with pytest.raises(InputError, match="choose another folder"):
        codings.open_sample(seeds, tmp_path, "tone", n=10)
    with pytest.raises(InputError, match="choose another folder"):
        codings.open_sample(seeds, tmp_path, n=10, seed=3)
    larger = codings.open_sample(seeds, tmp_path, n=25)
    assert len(larger.items) == 25 and len(codings.open_sample(seeds, tmp_path, n=10).items) == 25
    held = json.loads((tmp_path / "sample.json").read_text())
    held["documents"] = dict.fromkeys(held["documents"], "0" * 64)
    (tmp_path / "sample.json").write_text(json.dumps(held))
    with pytest.raises(InputError, match="other texts"):
        codings.open_sample(seeds, tmp_path, n=10)


def test_what_is_no_coding_is_told_with_its_line(seeds, tmp_path):
    codings.open_sample(seeds, tmp_path, n=5)
    (tmp_path / "ann.jsonl").write_text('{"id": "strange", "article": "a"}\n')
    with pytest.raises(DataError, match="strange"):
        codings.read_codings(tmp_path)
    (tmp_path / "ann.jsonl").write_text('{"id": 1}\nnonsense\n')
    with pytest.raises(DataError, match="line 1"):
        codings.read_codings(tmp_path)
    with pytest.raises(InputError, match="no codings by 'zoe'"):
        codings.read_codings(tmp_path, ["zoe"])
    with pytest.raises(DataError, match="no sample"):
        codings.read_codings(tmp_path / "nothing")


def test_countries_are_codes_or_not_stated():
    assert [country_codes(given) for given in ("ir", "US; gb", "", "-", "not stated", "EU")] == [
        "IR", "US, GB", "not stated", "not stated", "not stated", "EU",
    ]  # fmt: skip
    with pytest.raises(InputError, match="XX"):
        country_codes("xx")
