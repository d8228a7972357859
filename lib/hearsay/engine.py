"""How work that looks at one article at a time is spread: in process, over cores, or over a cluster."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pickle import PicklingError
from typing import TypeVar

from hearsay.errors import HearsayError

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 2.0
"""Seconds of silence before a progress line is written."""


def per_article(
    function: Callable[[Item], Result], items: Sequence[Item], cores: int | Executor = 1, *, what: str = "articles"
) -> list[Result]:
    """`[function(item) for item in items]`, the same result in the same order wherever it runs.

    Parameters
    ----------
    function, items
        What is done, and to what. Over cores or a cluster both are pickled: the function has to be importable.
    cores
        1 works in this process; a larger number starts that many; an `Executor` is used as it is, so
        `dask.distributed.Client(...).get_executor()` spreads the work over a Dask cluster.
    what
        The noun of the progress line, which appears on stderr after two seconds. `TQDM_DISABLE=1` silences it.

    Errors
    ------
    `HearsayError` when the processes cannot be started or `function` cannot be sent to them.
    """
    if isinstance(cores, Executor):
        return _spread(function, items, cores, what)
    if cores < 1:
        raise HearsayError(f"cores must be 1 or more, not {cores!r}")
    if cores == 1 or len(items) < 2:
        return list(progress(map(function, items), len(items), what))
    with ProcessPoolExecutor(min(cores, len(items)), mp_context=get_context("spawn")) as pool:
        return _spread(function, items, pool, what)


def quietly(function: Callable[[Item], Result], items: Sequence[Item], cores: int | Executor = 1) -> list[Result]:
    """As `per_article`, without a progress line: for one piece of a job that keeps a line of its own."""
    if isinstance(cores, Executor):
        return list(cores.map(function, items))
    return [function(item) for item in items]


def progress(results: Iterable[Result], total: int, what: str) -> Iterator[Result]:
    """Hand on what comes, and keep one line on stderr up to date once it has taken two seconds."""
    line = Progress(what)
    for done, result in enumerate(results, start=1):
        line.tell(done, total)
        yield result
    line.close()


class Progress:
    """One line on stderr that says how far the work is; written from the second second on, and never where it is unwanted."""

    def __init__(self, what: str) -> None:
        self._what, self._started, self._shown, self._last = what, time.monotonic(), 0.0, ""

    def tell(self, done: int, total: int) -> None:
        """So much is done."""
        now = time.monotonic()
        self._last = f"\r{self._what}: {done:,} of {total:,}"
        if now - self._started > PATIENCE and now - self._shown > 0.5 and not _silent():
            self._write(self._last)
            self._shown = now

    def close(self) -> None:
        """All is done: end the line, if there is one."""
        if self._shown:
            self._write(f"{self._last}, {time.monotonic() - self._started:.0f} s\n")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _silent() -> bool:
    return os.environ.get("TQDM_DISABLE", "").lower() not in ("", "0", "false")


def _spread(function: Callable[[Item], Result], items: Sequence[Item], pool: Executor, what: str) -> list[Result]:
    try:
        return list(progress(pool.map(function, items), len(items), what))
    except BrokenProcessPool as error:
        raise HearsayError(
            "the processes for cores > 1 could not start or were killed: a script has to call Hearsay below "
            "'if __name__ == \"__main__\":', and memory has to suffice; cores=1 works without them"
        ) from error
    except (PicklingError, AttributeError) as error:
        if "pickle" not in str(error).lower():
            raise
        raise HearsayError(f"{error}: what is sent to other processes has to be importable; cores=1 works without") from error
