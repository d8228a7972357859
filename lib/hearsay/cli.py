"""The command line: hearsay report | tables | read | show | check."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearsay import __version__
from hearsay.display.reading_log import explain
from hearsay.errors import HearsayError, InputError

if TYPE_CHECKING:
    import pandas as pd

OK, STRICT, USER_ERROR, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, 1 with `--strict` when something was lost, 2 when the user has to act."""
    options = _parser().parse_args(arguments)
    try:
        with _handed_on(options):
            return options.run(options)
    except HearsayError as error:
        return _say(f"hearsay: {error}", USER_ERROR)
    except BrokenPipeError:  # whoever read the output, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        return _say(f"hearsay: {error.filename or 'a file'}: {error.strerror or error}", USER_ERROR)
    except KeyboardInterrupt:
        return _say("hearsay: stopped", INTERRUPTED)


@contextlib.contextmanager
def _handed_on(options: argparse.Namespace) -> Iterator[None]:
    """How to read is told through the environment, where the notebooks of a report find it too."""
    before = dict(os.environ)
    told = {name: getattr(options, name, None) for name in ("columns", "html")} | {"frames": _frames(options)}
    os.environ.update({f"HEARSAY_{name.upper()}": value for name, value in told.items() if value})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _frames(options: argparse.Namespace) -> str:
    """The files of cues by whole paths, since notebooks run elsewhere; a fault in one is told before anything is run."""
    from hearsay.framing.user_frames import GENERIC, cue_records

    given = getattr(options, "frames", None) or []
    if given:
        cue_records(given)
    return os.pathsep.join(one if one == GENERIC else os.path.abspath(one) for one in given)


def _report(options: argparse.Namespace) -> int:
    from hearsay.report import report

    made = report(options.path, options.out, cores=options.cores, notebooks=options.notebooks)
    print(f"{made.articles} article{'s' * (made.articles != 1)} in {made.folder / 'index.html'}")
    for name, why in made.stopped:
        _say(f"notebook {name} stopped before its end: {why}")
    return _finish(made.problems, options.strict, also=len(made.stopped))


def _tables(options: argparse.Namespace) -> int:
    from hearsay import stream
    from hearsay.storage import write_tables

    names = stream.chosen(options.only)
    if options.stream or stream.is_large(options.path):
        made = stream.write_streamed(options.path, options.out, cores=options.cores, form=options.format, only=names)
        print(f"the tables of {made.articles} articles in {options.out}")
        why = "they compare articles with one another, which a stream cannot; give a sample that fits into memory"
        _say(f"not made: {', '.join(made.left_out)}; {why}" if made.left_out else "")
        return _finish(made.problems, options.strict)
    study = _read(options)
    write_tables(study, options.out, options.format, names)
    print(f"the tables of {len(study.documents)} articles in {options.out}")
    return _finish(study.problems, options.strict)


def _took(options: argparse.Namespace) -> int:
    """What was taken as what: per article what was found and where it comes from, and which lines were kept."""
    import pandas as pd

    study = _read(options)
    if options.explain:
        print("\n".join(_line(line) for line in explain(study)))
        return _finish(study.problems, options.strict)
    for article in study.documents["document_id"]:
        print(f"{article}")
        for row in study.table("metadata", article).itertuples():
            place = "" if pd.isna(row.start) else f", characters {row.start}–{row.end}"
            print(f"  {row.field:13} {_line(row.value)}  [{row.basis}{place}]")
        kept = study.table("blocks", article)["label"].value_counts().sort_index()
        print(f"  {'blocks':13} {', '.join(f'{count} {label}' for label, count in kept.items()) or 'none'}")
    return _finish(study.problems, options.strict)


def _show(options: argparse.Namespace) -> int:
    study = _read(options)
    document = study.table("documents", options.article).iloc[0]
    print(document["document_id"])
    for row in study.table("attributions", options.article).itertuples():
        who = row.speaker or row.source or "(nobody named)"
        print(f"  {row.cue_start:>6}  {_line(who)} · {_line(row.cue)} · {_line(row.content)}")
    return _finish(study.problems, options.strict)


def _check(options: argparse.Namespace) -> int:
    module, function = _benchmark(options.what)
    result = dict(_call(getattr(module, function), options.data, options.split))
    rows: Callable[[dict[str, Any]], str] = getattr(module, "rows", _rows)
    print(rows(result))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return OK


def _benchmark(what: str) -> tuple[Any, str]:
    from hearsay.validation.benchmarks import BENCHMARKS

    if what not in BENCHMARKS:
        raise InputError(f"no benchmark {what!r}; there are {', '.join(BENCHMARKS)}")
    module, _, function = BENCHMARKS[what].partition(":")
    return importlib.import_module(module), function


def _call(check: Callable[..., dict[str, Any]], data: Path, split: str | None) -> dict[str, Any]:
    if "split" in inspect.signature(check).parameters:
        return check(data, split) if split else check(data)
    return check(data / f"{split}.jsonl" if split else data)


def _rows(result: dict[str, Any]) -> str:
    width = max(map(len, result), default=0)
    return "\n".join(
        f"{name:{width}}  {value:.3f}" if isinstance(value, float) else f"{name:{width}}  {value}"
        for name, value in result.items()
    )


def _read(options: argparse.Namespace) -> Any:
    import hearsay

    return hearsay.read(options.path, cores=options.cores)


def _finish(problems: pd.DataFrame, strict: bool, also: int = 0) -> int:
    """One line per problem, a last line that counts them, and the exit code."""
    for row in problems.itertuples():
        _say(f"{row.path}: {'' if row.where == 'file' else f'{row.where}: '}{row.problem}; {row.advice}")
    lost = int(problems["lost"].sum())
    if len(problems):
        _say(
            f"{len(problems)} problem{'s' * (len(problems) != 1)}, {lost} of them with a text lost; everything else was analysed"
        )
    return STRICT if strict and (len(problems) or also) else OK


def _line(text: str) -> str:
    """Text of an article for a terminal: on one line, and with nothing in it that a terminal would obey."""
    return "".join(char if char.isprintable() else " " for char in text)


def _say(text: str, code: int = OK) -> int:
    if not text:
        return code
    print("\n".join(_line(line) for line in text.splitlines()), file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hearsay", description="Who is given the floor, in which words, in which tone.")
    parser.add_argument("--version", action="version", version=f"hearsay {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    report = _command(commands, "report", _report, "run every notebook on your articles and write a report to read")
    report.add_argument("--out", type=Path, required=True, help="folder for the report; a report that is there is replaced")
    report.add_argument("--notebooks", type=Path, help="folder of the notebooks, when not those that come with Hearsay")
    tables = _command(commands, "tables", _tables, "write the tables alone")
    tables.add_argument("--out", type=Path, required=True, help="folder for the tables")
    tables.add_argument(
        "--format", choices=("both", "csv", "parquet"), default="both", help="what to write (default: %(default)s)"
    )
    tables.add_argument("--only", help="the tables to write, such as articles,attributions (default: all)")
    tables.add_argument(
        "--stream", action="store_true", help="read and write piece by piece, in constant memory (large inputs always are)"
    )
    took = _command(commands, "read", _took, "say what was taken as what")
    took.add_argument("--explain", action="store_true", help="per file: as what it was taken and why, and what was kept")
    show = _command(commands, "show", _show, "list who says what in one article")
    show.add_argument("article", help="its name, or the beginning of it")
    check = commands.add_parser("check", help="measure a part of Hearsay on data that people have coded")
    check.add_argument("what", metavar="WHAT", help="attribution, parsing …")
    check.add_argument("--data", type=Path, required=True, help="the coded data: a folder or a file")
    check.add_argument("--split", help="the part of it to measure on")
    check.add_argument("--json", type=Path, help="write the figures to this file as one JSON object")
    check.set_defaults(run=_check)
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_)
    command.add_argument("path", help="a folder, a file, or a pattern such as 'news/*.txt'")
    command.add_argument("--cores", type=int, default=1, help="processes to use (default: %(default)s)")
    command.add_argument("--columns", help="which column of a table holds what: text=body,title=headline")
    command.add_argument(
        "--html", choices=("precise", "fast"), help="how articles are found on web pages (default: precise, WARC fast)"
    )
    command.add_argument(
        "--frames",
        metavar="PATH",
        action="append",
        help="your own frames, a CSV of cues, instead of the generic ones; "
        "repeat it for several; the word generic stands for the five",
    )
    command.add_argument("--strict", action="store_true", help="exit with 1 when a file could not be read wholly")
    command.set_defaults(run=run)
    return command


if __name__ == "__main__":
    sys.exit(main())
