"""Where work runs, in this process, over cores or on a Dask cluster: one result, whatever is killed; and how far it is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from hearsay import engine
from hearsay.errors import HearsayError, InputError
from hearsay.options import Options


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("cores", [1, 2])
def test_work_keeps_its_order_over_cores(cores):
    assert engine.per_article(_square, list(range(7)), cores) == [0, 1, 4, 9, 16, 25, 36]


def test_what_cannot_be_sent_to_other_processes_is_explained():
    with pytest.raises(HearsayError, match="importable; cores=1 works"):
        engine.per_article(lambda number: number, [1, 2], 2)
    with pytest.raises(HearsayError, match="cores must be 1 or more, not 0"):
        engine.per_article(_square, [1, 2], 0)


def test_an_executor_is_used_as_it_is_and_left_open():
    with ThreadPoolExecutor(2) as pool:
        for _ in range(2):
            assert engine.per_article(lambda number: number + 1, [1, 2, 3], pool) == [2, 3, 4]


def _square_once_killed(given: tuple[int, str, int]) -> int:
    number, marker, fatal = given
    if number == fatal and (fatal < 0 or not os.path.exists(marker)):
        with open(marker, "w"):
            os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_is_killed_in_between_changes_no_result_and_one_that_always_is_gives_a_line(tmp_path):
    numbers = [*range(12)]
    assert engine.per_article(_square_once_killed, [(n, str(tmp_path / "once"), 8) for n in numbers], 2) == [
        n * n for n in numbers
    ]
    assert (tmp_path / "once").exists()
    with pytest.raises(HearsayError, match="the process that worked on it was killed; it needs more memory, or is at fault"):
        engine.per_article(_square_once_killed, [(-1, str(tmp_path / "always"), -1)] * 2, 2)
    assert engine.per_article(_square, [2, 3], 2) == [4, 9]
    engine.end_processes()
    assert not multiprocessing.active_children() and engine.per_article(_square, [2, 3], 2) == [4, 9]


def _deadly(given: tuple[int, str]) -> int:
    number, how = given
    if number % 5 == 3:
        time.sleep(60) if how == "slow" else os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def _instead(given: tuple[int, str], happened: str) -> int:
    assert given[0] % 5 == 3
    return -1 if "killed" in happened else -2 if "too long" in happened else -3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize(
    ("how", "told", "seconds"), [("killed", -1, 60.0), pytest.param("slow", -2, 10.0, marks=pytest.mark.nightly)]
)
def test_what_ends_its_process_or_takes_too_long_gets_another_result_and_all_else_its_own(how, told, seconds):
    fallback = engine.Fallback(_instead, lambda item: seconds)
    made = [*engine.results(_deadly, [(n, how) for n in range(5)], 2, fallback=fallback)]
    assert made == [told if n % 5 == 3 else n * n for n in range(5)]
    assert [*engine.results(_deadly, [(3, how)], 2, fallback=fallback, apart=True)] == [told]
    engine.end_processes()


UNGUARDED = """
from hearsay import engine
fallback = engine.Fallback(lambda item, told: -1, lambda item: 60)
print([*engine.results(abs, [1, 2, 3], 2, fallback=fallback)])
"""


def test_where_processes_cannot_be_started_that_is_told_and_no_article_is_blamed(tmp_path):
    """A script without a guard: each process runs it again, and ends."""
    (tmp_path / "script.py").write_text(UNGUARDED, encoding="utf-8")
    run = subprocess.run([sys.executable, str(tmp_path / "script.py")], capture_output=True, text=True, timeout=120)
    assert run.returncode and "-1" not in run.stdout
    assert "the processes for cores > 1 could not start or were killed: a script has to call Hearsay below" in run.stderr


ORPHANED = """
import multiprocessing, time
from hearsay import engine
if __name__ == "__main__":
    engine.per_article(time.sleep, [0.01] * 4, 2)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="asks /proc which processes there are")
def test_processes_that_were_started_for_work_end_with_the_one_that_started_them(tmp_path):
    (tmp_path / "script.py").write_text(ORPHANED, encoding="utf-8")
    run = subprocess.Popen([sys.executable, str(tmp_path / "script.py")], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    started = [int(word) for word in run.stdout.readline().split()]
    assert started and all(os.path.exists(f"/proc/{one}") for one in started)
    run.kill()
    run.wait()
    until = time.monotonic() + 10
    while any(os.path.exists(f"/proc/{one}") for one in started) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [one for one in started if os.path.exists(f"/proc/{one}")]


@pytest.mark.parametrize(
    ("cores", "items", "pooled"), [(1, 9, False), (2, 1, False), (2, 0, False), (2, 9, True), (2, None, True)]
)
def test_processes_are_started_only_where_there_is_work_for_two(cores, items, pooled):
    with engine.worker_pool(cores, items) as pool:
        assert (pool is not None) is pooled


WORK = """
import time
from hearsay import engine
engine.PATIENCE = {patience}
print(engine.per_article(lambda number: time.sleep(0.15) or number, range(4), what={what!r}))
"""


@pytest.mark.parametrize(
    ("patience", "disabled", "what", "told"),
    [(0.2, "", "articles", True), (5, "", "articles", False), (0.2, "1", "articles", False), (0.2, "", None, False)],
)
def test_progress_is_told_after_some_seconds_and_never_where_it_is_unwanted(patience, disabled, what, told):
    """In a process of its own: tqdm asks the environment once."""
    code = WORK.format(patience=patience, what=what)
    environment = {**os.environ, "TQDM_DISABLE": disabled}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout == "[0, 1, 2, 3]\n"
    assert ("articles: 100%" in run.stderr and "4/4" in run.stderr) if told else run.stderr == ""


def test_two_seconds_pass_before_a_line():
    assert engine.PATIENCE == 2


# On a Dask cluster


@pytest.fixture(scope="module")
def cluster():
    """One of two workers on this computer, started as the option does."""
    pytest.importorskip("distributed")
    yield engine.workers(Options(engine="dask", cores=2))
    engine.end_processes()


def test_dask_gives_the_same_in_the_same_order_also_when_a_worker_is_killed(cluster, tmp_path):
    numbers = [*range(12)]
    given = [(n, str(tmp_path / "once"), 8) for n in numbers]
    assert engine.per_article(_square_once_killed, given, cluster) == [n * n for n in numbers]
    assert (tmp_path / "once").exists()


def test_on_dask_too_what_ends_its_worker_gets_another_result(cluster):
    fallback = engine.Fallback(_instead, lambda item: 6.0)
    made = [*engine.results(_deadly, [(n, "killed") for n in range(5)], cluster, fallback=fallback)]
    assert made == [-3 if n == 3 else n * n for n in range(5)]


def test_one_cluster_serves_all_and_is_the_same_for_the_same_options(cluster):
    assert engine.workers(Options(engine="dask", cores=2))._client is cluster._client


def test_a_scheduler_that_is_running_is_used(cluster):
    address = cluster._client.cluster.scheduler_address
    assert engine.per_article(_square, [1, 2, 3], engine.workers(Options(engine="dask", address=address))) == [1, 4, 9]


def test_where_nobody_listens_one_line_says_so(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(engine, "WAIT", 1)
    with pytest.raises(InputError, match="--address 'tcp://127.0.0.1:9': no scheduler with a worker answers; start 'dask"):
        engine.workers(Options(engine="dask", address="tcp://127.0.0.1:9"))


def test_workers_of_another_version_are_refused(cluster, monkeypatch):
    address = cluster._client.cluster.scheduler_address
    monkeypatch.setattr(engine, "_CLUSTERS", {})
    monkeypatch.setattr(engine, "library_digest", _other_digest)
    with pytest.raises(InputError, match=r"the Dask worker tcp://\S+ has another version of Hearsay than this"):
        engine.workers(Options(engine="dask", address=address))


def _other_digest() -> str:
    return f"that of process {os.getpid()}"


def test_without_dask_a_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(engine, "_CLUSTERS", {})
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"engine 'dask' needs Dask, which is not installed: pip install 'hearsay\[dask\]'"):
        engine.workers(Options(engine="dask"))
