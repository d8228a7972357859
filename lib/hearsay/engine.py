"""Where work on many articles runs: in this process, over the cores of a computer, or on a Dask cluster, with the same result."""

from __future__ import annotations

import atexit
import ctypes
import importlib
import os
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context, parent_process
from pickle import PicklingError
from typing import Any, Generic, TypeVar

from hearsay.errors import HearsayError, InputError
from hearsay.options import Options, process_count
from hearsay.storage.manifest import library_digest

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 2.0
"""Seconds of silence before a progress line is written."""
AHEAD = 256
"""Items that are sent to others before the first of them is back: so many that none has to wait, and few enough to hold."""
WAIT = 30
"""Seconds in which a Dask scheduler and a first worker have to answer."""


def workers(options: Options) -> int | Executor:
    """What `results` is told, from the options: a number of processes here, or the executor of a Dask cluster.

    Without an address a cluster is started on this computer, with as many workers as `cores`; it stays until the program ends.
    """
    if options.engine == "cores" or isinstance(options.cores, Executor):
        return options.cores
    key = options.address or options.cores
    if key not in _CLUSTERS:
        _CLUSTERS[key] = _Cluster(options.cores, options.address)
    return _CLUSTERS[key].executor()


def per_article(
    function: Callable[[Item], Result], items: Sequence[Item], cores: int | Executor = 1, *, what: str | None = "articles"
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
        The noun of the progress line, which appears after two seconds; None for no line. `TQDM_DISABLE=1` silences it.

    Errors
    ------
    `HearsayError` when the processes cannot be started or `function` cannot be sent to them.
    """
    return list(results(function, items, cores, what=what))


@dataclass(frozen=True)
class Fallback(Generic[Item, Result]):
    """What becomes of an item that ends the process which has it in hand, or takes too long, also when it is alone.

    `instead` gives its result, from the item and what happened; `seconds` how long an item may take where it can be stopped, over
    processes of this computer.
    """

    instead: Callable[[Item, str], Result]
    seconds: Callable[[Item], float]


def results(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    cores: int | Executor = 1,
    *,
    what: str | None = None,
    fallback: Fallback[Item, Result] | None = None,
    apart: bool = False,
) -> Iterator[Result]:
    """As `per_article`, one after the other. Where a process is killed others take its place and do again what it had in hand.

    What kills its process twice, the second time alone, gets the result of the `fallback`, or an error where there is none.
    `apart`: also a single item is done in another process.
    """

    def made() -> Iterator[Result]:
        done, alone = 0, False
        ahead: dict[int, Result] = {}
        while done < len(items):
            left = [done] if alone else [place for place in range(done, len(items)) if place not in ahead]
            try:
                with worker_pool(cores, None if apart else len(items)) as pool:
                    for place, result in _one_by_one(pool, function, items, left, fallback):
                        ahead[place] = result
                        while done in ahead:
                            yield ahead.pop(done)
                            done, alone = done + 1, False
            except Exception as error:
                happened = _happened(error)
                if not happened:
                    raise
                if alone:
                    _check_alive(cores)
                    if fallback is None:
                        raise HearsayError(f"{happened}; it needs more memory, or is at fault itself") from error
                    ahead[done] = fallback.instead(items[done], happened)
                alone = not alone
            while done in ahead:
                yield ahead.pop(done)
                done += 1

    try:
        yield from progress(what, len(items), made()) if what and len(items) > 1 else made()
    except (PicklingError, AttributeError) as error:
        # Up to Python 3.12 it says "can't pickle local object", from 3.13 on "can't get local object".
        if not any(what in str(error).lower() for what in ("pickle", "local object")):
            raise
        raise HearsayError(f"{error}: what is sent to other processes has to be importable; cores=1 works without") from error


def _one_by_one(
    pool: Executor | None,
    function: Callable[[Item], Result],
    items: Sequence[Item],
    places: Iterable[int],
    fallback: Fallback[Item, Result] | None,
) -> Iterator[tuple[int, Result]]:
    """The results of the items at some places, in order; where a Dask worker died, then those that others have made meanwhile."""
    function = partial(_made_and_tidied, function)
    if pool is None:
        yield from ((place, function(items[place])) for place in places)
        return
    stoppable = fallback if isinstance(pool, ProcessPoolExecutor) else None
    rest, sent = iter(places), deque[tuple[int, Item, Future[Result]]]()
    try:
        while True:
            for place in islice(rest, AHEAD - len(sent)):
                item = items[place]
                sent.append((place, item, pool.submit(function, item)))
            if not sent:
                return
            place, item, future = sent[0]
            result = future.result(stoppable.seconds(item) if stoppable else None)
            sent.popleft()
            yield place, result
    except TimeoutError as error:
        if future.done() and future.exception() is error:  # the work's own
            raise
        stop_processes()
        raise _TooLongError from None
    except Exception as error:
        if _worker_died(error):
            # Others go on with what they have: what is done next, alone, has to be so, or it dies with another's worker.
            wait([future for *_, future in sent])
            yield from ((place, future.result()) for place, _, future in sent if not future.exception())
        raise
    finally:
        for *_, future in sent:
            future.cancel()


def _made_and_tidied(function: Callable[[Item], Result], item: Item) -> Result:
    """What the function makes of an item, once the memory that this took is given back, where it runs."""
    made = function(item)
    give_back_memory()
    return made


def give_back_memory() -> None:
    """Give the system back what this process has freed: glibc keeps it, a hundred megabytes after some hundred articles."""
    trim = _trim()
    if trim:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """The function of glibc; none where there is another C library."""
    with suppress(AttributeError, OSError, TypeError):
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
        return trim
    return None


class _TooLongError(Exception):
    """An item was stopped."""


def _happened(error: Exception) -> str:
    """What befell a process; '' where the work itself raised the error."""
    if isinstance(error, BrokenProcessPool):
        _SHARED.clear()
        return "the process that worked on it was killed"
    if isinstance(error, _TooLongError):
        return "it took too long and was stopped"
    return "the Dask worker that had it in hand died" if _worker_died(error) else ""


def _worker_died(error: Exception) -> bool:
    """Whether this is Dask's; it is asked for nothing where it is not used, its exceptions included."""
    return type(error).__name__ == "KilledWorker"


def _check_alive(cores: int | Executor) -> None:
    """Raises `HearsayError` where processes for work cannot be started at all."""
    try:
        with worker_pool(cores) as pool:
            if pool is not None:
                pool.submit(os.getpid).result()
    except BrokenProcessPool as error:
        _SHARED.clear()
        raise HearsayError(
            "the processes for cores > 1 could not start or were killed: a script has to call Hearsay below "
            "'if __name__ == \"__main__\":', and memory has to suffice; cores=1 works without them"
        ) from error


_SHARED: dict[int, ProcessPoolExecutor] = {}
"""The processes of this one, by how many they are: to start them takes as long as a dozen articles, so they stay to its end."""


@contextmanager
def worker_pool(cores: int | Executor, items: int | None = None) -> Iterator[Executor | None]:
    """The processes that work is sent to; none when it is done in this one, as where there are less than two items."""
    count = process_count(cores)
    if isinstance(count, Executor):
        yield count
    elif count == 1 or (items is not None and items < 2):
        yield None
    else:
        if count not in _SHARED:
            _SHARED[count] = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_end_with_parent)
        yield _SHARED[count]


def end_processes() -> None:
    """Let go of the processes that are kept, and of their memory; whoever needs some again starts them."""
    while _SHARED:
        _SHARED.popitem()[1].shutdown()
    while _CLUSTERS:
        _CLUSTERS.popitem()[1].close()


def stop_processes() -> None:
    """End the processes that are kept at once, whatever they are at."""
    while _SHARED:
        pool = _SHARED.popitem()[1]
        for process in [*(getattr(pool, "_processes", None) or {}).values()]:
            process.kill()
        pool.shutdown(cancel_futures=True)
    end_processes()


def _end_with_parent() -> None:
    """A process that was started for work ends when the one that started it does, however that ends."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=wait, daemon=True).start()


class _Cluster:
    """A Dask cluster that this program speaks to, and, where it has started it, ends."""

    def __init__(self, cores: int, address: str | None) -> None:
        distributed = _distributed()
        self._open = ExitStack()
        try:
            if address is None:
                # One thread a worker: the work is Python's own. Its files lie where they are cleared away, not in this folder.
                folder = self._open.enter_context(tempfile.TemporaryDirectory(prefix="hearsay-", ignore_cleanup_errors=True))
                self._cluster = self._open.enter_context(
                    distributed.LocalCluster(
                        n_workers=cores,
                        threads_per_worker=1,
                        dashboard_address=None,
                        local_directory=folder,
                        silence_logs="CRITICAL",
                        # What lost its worker is tried again by `results`, alone; each more try here costs a start of a worker.
                        scheduler_kwargs={"allowed_failures": 0},
                    )
                )
            self.client = self._open.enter_context(distributed.Client(address or self._cluster, timeout=WAIT))
            self.client.wait_for_workers(1, timeout=WAIT)
        except (OSError, ValueError, TimeoutError) as error:
            self.close()
            where = f"--address {address!r}" if address else "a Dask cluster on this computer"
            raise InputError(f"{where}: no scheduler with a worker answers; start 'dask scheduler' and 'dask worker'") from error
        own = library_digest()
        if others := [worker for worker, digest in self.client.run(library_digest).items() if digest != own]:
            self.close()
            raise InputError(f"the Dask worker {others[0]} has another version of Hearsay than this; install the same one")

    def executor(self) -> Executor:
        # Not `pure`: a batch that is asked for again, as after its file was lost, is made again.
        executor: Executor = self.client.get_executor(pure=False)
        return executor

    def close(self) -> None:
        with suppress(Exception):  # a scheduler that has gone cannot be left in good order
            self._open.close()


_CLUSTERS: dict[str | int, _Cluster] = {}
"""The Dask clusters that were asked for, by address or by how many workers they have here."""
atexit.register(end_processes)


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise InputError("engine 'dask' needs Dask, which is not installed: pip install 'hearsay[dask]'") from error


def progress(what: str, total: int | None = None, results: Iterable[Any] | None = None, *, hidden: bool = False) -> Any:
    """tqdm's progress line, in notebooks its bar, once two seconds have passed; `TQDM_DISABLE=1` silences it."""
    from tqdm.auto import tqdm

    return tqdm(results, desc=what, total=total, delay=PATIENCE, **({"disable": True} if hidden else {}))
