"""The command line: hearsay report | tables | read | show | code | check."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay import __version__
from hearsay.errors import HearsayError
from hearsay.options import OPTIONS, benchmarks_folder

if TYPE_CHECKING:
    import pandas as pd

SEED = 1999
"""As `validation.sample.SEED`, which is not imported before it is needed."""
OK, STRICT, USER_ERROR, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
FOLDER = click.Path(path_type=Path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, 1 with `--strict` when something was lost, 2 when the user has to act."""
    try:
        with _terminable():
            return _run(list(sys.argv[1:] if arguments is None else arguments))
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "hearsay"
        return _say(f"hearsay: {' '.join(error.format_message().split())} ('{command} --help' tells more)", USER_ERROR)
    except HearsayError as error:
        return _say(f"hearsay: {error}", USER_ERROR)
    except BrokenPipeError:  # whoever read the output, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        return _say(f"hearsay: {error.filename or 'a file'}: {error.strerror or error}", USER_ERROR)
    except KeyboardInterrupt:
        return _say("hearsay: stopped", INTERRUPTED)
    except _Terminated:
        return _say("hearsay: stopped", TERMINATED)


class _Terminated(BaseException):
    """The system, or whoever runs it, asked for an end."""


@contextmanager
def _terminable() -> Iterator[None]:
    """On SIGTERM the work ends as on Ctrl-C: what was begun is cleared away, and what stood there stands."""

    def stop(*_: object) -> None:
        raise _Terminated

    if threading.current_thread() is not threading.main_thread():  # no other may take signals
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _run(arguments: list[str]) -> int:
    # Not by click's own `main`, which exits with 1 when whoever reads the output has had enough.
    try:
        with hearsay.make_context("hearsay", arguments) as context:
            code: int = hearsay.invoke(context)
    except click.exceptions.Exit as done:
        code = done.exit_code
    sys.stdout.flush()
    return code


def on_articles(command: Callable[..., int]) -> Callable[..., int]:
    """What every command has that reads articles: their place, all of `Options`, and --strict."""
    command = click.option("--strict", is_flag=True, help="exit with 1 when a file could not be read wholly")(command)
    for option in reversed([*OPTIONS.values()]):
        told = f"{option.meaning} [{option.variable}]"
        command = click.option(option.flag, option.name, metavar=option.form, multiple=option.many, help=told)(command)
    return click.argument("path")(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, message="hearsay %(version)s")
def hearsay() -> None:
    """Who is given the floor, in which words, in which tone.

    PATH is a folder, a file, or a pattern such as 'news/*.txt'. Each option can also be given as a variable of the environment,
    whose name stands behind it.
    """


@hearsay.command()
@on_articles
@click.option("--out", type=FOLDER, required=True, help="folder for the report; a report that is there is replaced")
@click.option("--notebooks", type=FOLDER, help="folder of the notebooks, when not those that come with Hearsay")
def report(path: str, out: Path, notebooks: Path | None, strict: bool, **options: Any) -> int:
    """Run every notebook on your articles and write a report to read."""
    from hearsay.report import report

    made = report(path, out, notebooks=notebooks, **_given(options))
    print(f"{made.articles} article{'s' * (made.articles != 1)} in {made.folder / 'index.html'}{_folded(made.folded)}")
    _say(made.silent_sides)
    for name, why in made.stopped:
        _say(f"notebook {name} stopped before its end: {why}")
    return _finish(made.problems, strict, also=len(made.stopped))


@hearsay.command()
@on_articles
@click.option("--out", type=FOLDER, required=True, help="folder for the tables")
@click.option(
    "--format", "form", type=click.Choice(["both", "csv", "parquet"]), default="both", show_default=True, help="what to write"
)
@click.option("--only", help="the tables to write, such as articles,attributions  [default: all]")
@click.option("--stream", is_flag=True, help="give out whole parts and leave the tables in them (large inputs always are)")
def tables(path: str, out: Path, form: Any, only: str | None, stream: bool, strict: bool, **options: Any) -> int:
    """Write the tables alone."""
    import pyarrow

    from hearsay.streaming.stream import write

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # its own stock gives nothing back
    made = write(path, out, form=form, only=only, stream=stream, **_given(options))
    print(f"the tables of {made.articles} articles in {out}")
    _say(made.left_out)
    return _finish(made.problems, strict)


@hearsay.command()
@on_articles
@click.option("--explain", is_flag=True, help="per file: as what it was taken and why, and what was kept")
def read(path: str, explain: bool, strict: bool, **options: Any) -> int:
    """Say what was taken as what."""
    from hearsay.display import reading_log
    from hearsay.study import read

    study = read(path, **_given(options))
    _print((reading_log.explain if explain else reading_log.statements)(study))
    return _finish(study.problems, strict)


@hearsay.command()
@on_articles
@click.argument("article")
def show(path: str, article: str, strict: bool, **options: Any) -> int:
    """List who says what in one article: ARTICLE is its name, or the beginning of it."""
    from hearsay.display.reading_log import voices
    from hearsay.study import read

    study = read(path, **_given(options))
    _print(voices(study, article))
    return _finish(study.problems, strict)


@hearsay.command()
@on_articles
@click.option("--out", type=FOLDER, required=True, help="folder for the codings; what is in it is kept, and gone on with")
@click.option("--coder", required=True, help="your name, as that of a file: each coder has one")
@click.option("--what", default="attributions", show_default=True, help="or sentences, portrayals, tone, frames, article_frames")
@click.option("--n", "n", type=click.IntRange(min=1), default=200, show_default=True, help="items of the random sample")
@click.option("--seed", type=int, default=SEED, show_default=True, help="of the draw; coders who share a folder share it")
@click.option("--ask", default="", help="the questions to ask, such as ok,source_type  [default: all]")
def code(path: str, out: Path, coder: str, what: str, n: int, seed: int, ask: str, strict: bool, **options: Any) -> int:
    """Code a random sample by hand, key by key; every answer is kept at once."""
    from hearsay.display.coding_terminal import code_in_terminal
    from hearsay.study import read
    from hearsay.validation.coding_session import CodingSession

    study = read(path, **_given(options))
    asked = [name.strip() for name in ask.split(",") if name.strip()]
    with CodingSession(study, out, coder, what=what, n=n, seed=seed, questions=asked) as session:
        if session.file.torn:
            _say(f"{session.file.path}: the last answer was cut off by a crash; it is asked again")
        code_in_terminal(session)
    return _finish(study.problems, strict)


@hearsay.command()
@click.argument("what", required=False)
@click.option("--data", type=FOLDER, help="the coded data: a folder or a file; of all benchmarks without WHAT [HEARSAY_BENCH]")
@click.option("--split", help="the part of it to measure on")
@click.option("--json", "out", type=FOLDER, help="write the figures to this file as one JSON object")
def check(what: str | None, data: Path | None, split: str | None, out: Path | None) -> int:
    """Measure a part of Hearsay, WHAT (attribution, parsing …), on data that people have coded.

    Without WHAT every benchmark runs whose data are there, and its figures stand beside the floors that are pinned; exit 1 when
    one has fallen below.
    """
    from hearsay.validation.benchmarks import run_benchmark

    if what is None:
        return _check_all(data, out)
    if data is None:
        raise click.UsageError(
            f"check {what} needs --data: the folder or file that it is measured on", click.get_current_context()
        )
    figures, lines = run_benchmark(what, data, split)
    print(lines)
    _keep(figures, out)
    return OK


def _check_all(data: Path | None, out: Path | None) -> int:
    from hearsay.validation.benchmarks.suite import measure_all

    folder = benchmarks_folder()
    figures, fallen = {}, []
    for measured in measure_all(data or (Path(folder) if folder else None)):
        print("\n".join([measured.name, *(f"  {line}" for line in measured.lines), ""]), flush=True)
        figures[measured.name] = measured.figures
        fallen += [f"{measured.name}: {line}" for line in measured.fallen]
    _keep(figures, out)
    for line in fallen:
        _say(line)
    return STRICT if fallen else OK


def _keep(figures: object, out: Path | None) -> None:
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that the command line names: a flag that may be repeated comes as a tuple, which may be empty."""
    return {name: value for name, value in options.items() if value not in (None, ())}


def _finish(problems: pd.DataFrame, strict: bool, also: int = 0) -> int:
    """One line per problem, a last line that counts them, and the exit code."""
    for row in problems.itertuples():
        place = "" if row.where in ("file", Path(row.path).name) else f"{row.where}: "
        _say(f"{row.path}: {place}{row.problem}; {row.advice}")
    lost = int(problems["lost"].sum())
    if len(problems):
        _say(
            f"{len(problems)} problem{'s' * (len(problems) != 1)}, {lost} of them with a text lost; everything else was analysed"
        )
    return STRICT if strict and (len(problems) or also) else OK


def _folded(texts: int) -> str:
    return f", {texts} more folded into them as their versions" if texts else ""


def _print(lines: Iterable[str], file: Any = None) -> None:
    """Lines for a terminal, with nothing of an article in them that a terminal would obey."""
    for line in lines:
        print("".join(char if char.isprintable() else " " for char in line), file=file)


def _say(text: str, code: int = OK) -> int:
    _print(text.splitlines(), sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
