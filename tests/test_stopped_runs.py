"""Commands that are stopped, killed or find no room: one line, the former files or the new ones whole, nothing left beside."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import hearsay as hs
from hearsay import cli
from samples import put

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
MORNING = (
    "Harbour bridge to close\n\nThe bridge will close in May, the mayor said on Monday. The council denied that it was planned.\n"
)
EVENING = (
    "Quarry to open again\n\nThe quarry would open in June, said Ann Lee, an engineer. The mayor refused to comment on it.\n"
)
FLAGS = {
    "tables": [],
    "stream": ["--stream"],
    "dask": ["--stream", "--engine", "dask"],
    "report": ["--notebooks", "notebooks"],
}


@pytest.fixture
def folder(tmp_path) -> Path:
    write_corpora(tmp_path)
    return tmp_path


def write_corpora(folder: Path) -> None:
    """Two corpora, and a folder of one notebook."""
    for name, text in {"morning": MORNING, "evening": EVENING}.items():
        (folder / name).mkdir()
        put(folder / name / "a.txt", text)
    (folder / "notebooks").mkdir()
    cells = [
        new_markdown_cell("# 00 · A look", id="cell-0"),
        new_code_cell("CORPUS = ''", metadata={"tags": ["parameters"]}, id="cell-1"),
        new_code_cell("import hearsay as hs\nhs.read(CORPUS).sentences", id="cell-2"),
    ]
    nbformat.write(new_notebook(cells=cells), folder / "notebooks" / "00_look.ipynb")


def started(folder: Path, kind: str, corpus: str, *more: str, limit: int | None = None) -> subprocess.Popen[str]:
    """The command in a group of its own, on a corpus, into `out`."""
    command = [sys.executable, "-m", "hearsay.cli", "report" if kind == "report" else "tables", corpus, "--out", "out"]

    def prepared() -> None:
        # Whoever runs the tests in the background has them ignore what a key would send.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if limit:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [*command, *FLAGS[kind], *more],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepared,
    )


@pytest.fixture
def run_here(folder, monkeypatch, capsys) -> Callable[..., tuple[int, str]]:
    """The command in this process, where no signal and no limit is sent: its exit code and what it told."""

    def run(kind: str, corpus: str, *more: str) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        return cli.main(["tables", corpus, "--out", "out", *FLAGS[kind], *more]), capsys.readouterr().err

    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def beside(folder: Path) -> set[str]:
    """What a run has left, but for its output."""
    return {path.name for path in folder.iterdir()} - {"morning", "evening", "notebooks", "out"}


@pytest.mark.parametrize(
    ("number", "code", "cores"), [(signal.SIGINT, cli.INTERRUPTED, "1"), (signal.SIGTERM, cli.TERMINATED, "2")]
)
def test_a_run_that_is_stopped_says_so_in_one_line_and_leaves_nothing(folder, number, code, cores):
    run = started(folder, "tables", "morning", "--cores", cores)
    while not (folder / "out.unfinished" / "new").exists():
        assert run.poll() is None
        time.sleep(0.01)
    run.send_signal(number)
    _, told = run.communicate(timeout=60)
    assert (run.returncode, told) == (code, "hearsay: stopped\n")
    assert not (folder / "out").exists() and not beside(folder)


@pytest.mark.parametrize("kind", ["tables", "stream"])
def test_a_disk_without_room_is_one_line_and_leaves_nothing(folder, kind):
    """As files that may not grow beyond 3,000 bytes."""
    run = started(folder, kind, "morning", "--only", "articles,sentences", limit=3_000)
    _, told = run.communicate(timeout=60)
    assert run.returncode == cli.USER_ERROR and not (folder / "out").exists() and not beside(folder)
    assert (
        len([line for line in told.splitlines() if "nothing was changed there; make room" in line]) == 1 and "Trace" not in told
    )


@pytest.fixture
def mounted(tmp_path) -> Iterator[Callable[[str], Path]]:
    """A disk of so many kilobytes, or one that cannot be written to, where this user may mount one."""
    places: list[Path] = []

    def mount(options: str) -> Path:
        place = tmp_path / f"disk{len(places)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only a user who may mount a disk can fill one")
        places.append(place)
        return place

    yield mount
    for place in places:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("kind", ["tables", "stream"])
@pytest.mark.parametrize("options", ["size=24k", "ro"])
def test_on_a_disk_that_is_full_or_may_not_be_written_one_line_is_told_and_nothing_is_left(run_here, mounted, kind, options):
    disk = mounted(options)
    code, told = run_here(kind, "morning", "--only", "articles,blocks", "--out", str(disk / "out"))
    assert code == cli.USER_ERROR and not [*disk.iterdir()]
    assert len([line for line in told.splitlines() if str(disk / "out") in line]) == 1 and "Trace" not in told


@pytest.mark.parametrize("options", ["size=24k", "ro"])
def test_a_cache_on_such_a_disk_is_named_and_the_files_are_not_touched(folder, run_here, mounted, options):
    before = contents(folder)
    kept = mounted(options) / "kept"
    code, told = run_here("tables", "morning", "--only", "articles,blocks,sentences,wording", "--cache", str(kept))
    assert code == cli.USER_ERROR and not (folder / "out").exists()
    assert len([line for line in told.splitlines() if f"the cache {str(kept)!r}: " in line]) == 1 and "Trace" not in told
    assert {name: content for name, content in contents(folder).items() if not name.startswith("disk")} == before


def test_of_two_runs_at_once_the_second_says_so_and_the_first_is_not_disturbed(folder):
    first = started(folder, "tables", "morning")
    while not (folder / "out.unfinished" / "new").exists():
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)  # on a busy machine it may be done before the second has begun
    second = started(folder, "tables", "evening", "--only", "articles")
    _, told = second.communicate(timeout=60)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == cli.USER_ERROR and "another run is writing it" in told and len(told.splitlines()) == 1
    assert first.wait() == 0 and not beside(folder)
    assert "morning" in (folder / "out" / "documents.csv").read_text(encoding="utf-8")


def test_a_file_that_goes_away_while_others_are_read_is_one_problem_and_the_rest_is_read(folder, monkeypatch):
    put(folder / "morning" / "b.txt", EVENING)
    original = Path.open

    def opened(path: Path, *given: object, **named: object) -> object:
        if path.suffix == ".txt":  # that there are two was seen before either is read
            (folder / "morning" / "a.txt").unlink(missing_ok=True)
        return original(path, *given, **named)

    monkeypatch.setattr(Path, "open", opened)
    study = hs.read(folder / "morning")
    assert study.documents["document_id"].tolist() == ["b.txt"]
    assert study.problems["lost"].tolist() == [True] and study.problems["path"][0].endswith("a.txt")


@pytest.mark.parametrize("out", ["/proc/hearsay", "/dev/null/hearsay", "morning/a.txt/out"])
def test_where_nothing_can_be_written_one_line_says_so_before_any_work(folder, monkeypatch, capsys, out):
    monkeypatch.chdir(folder)
    monkeypatch.setattr("hearsay.study.Study.read", lambda *given: pytest.fail("read for nothing"))
    assert cli.main(["tables", "evening", "--out", out]) == cli.USER_ERROR
    assert len(capsys.readouterr().err.splitlines()) == 1 and not beside(folder)


def killed(folder: Path, kind: str, moments: Iterator[float], *, whole: int) -> Counter[str]:
    """What stands after each `kill -9` of a run over former files: the former, or the new, or what else."""
    assert started(folder, kind, "morning").wait() == 0
    former = contents(folder / "out")
    begun = time.monotonic()
    assert started(folder, kind, "evening").wait() == 0
    lasted, new = time.monotonic() - begun, contents(folder / "out")
    stood: Counter[str] = Counter()
    for number, moment in enumerate(moments):
        shutil.rmtree(folder / "out")
        for name, content in former.items():
            (folder / "out" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "out" / name).write_bytes(content)
        run = started(folder, kind, "evening", "--cores", str(1 + number % 2))
        time.sleep(moment * lasted)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        found = contents(folder / "out")
        stood["former" if found == former else "new" if found == new else "a mixture"] += 1
        if number % whole == 0:
            assert started(folder, kind, "evening").wait() == 0
            assert contents(folder / "out") == new and not beside(folder)
    return stood


@pytest.mark.nightly
@pytest.mark.parametrize(("kind", "times"), [("tables", 10), ("stream", 10), ("dask", 10), ("report", 10)])
def test_killed_at_any_moment_the_former_or_the_new_files_stand_whole_and_another_run_makes_the_same_bytes(folder, kind, times):
    draw = random.Random(kind)
    # Late moments are those at which files are written.
    stood = killed(folder, kind, (1.1 * draw.random() ** 0.3 for _ in range(times)), whole=4)
    assert stood["former"] and not stood["a mixture"], stood
