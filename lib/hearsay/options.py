"""Every option once: what it means, what it is unless told, what it may be; from Python, the command line or the environment.

`Options.gathered` is the edge: arguments, flags and variables come in as they were given, and go on as one frozen value.
"""

from __future__ import annotations

import json
import os
import pkgutil
import textwrap
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from hearsay.errors import InputError

if TYPE_CHECKING:
    from hearsay.text.spans import Extractor

Function = TypeVar("Function", bound=Callable[..., Any])
WIDTH = 110
"""Characters of a line of the text about an option."""


@dataclass(frozen=True)
class Option:
    """One field of `Options`: what it is for, and what it may be.

    `check`, a function or 'module:function' imported on first use, takes a text or a value of Python and gives the value to work
    with; it raises `InputError` for any other. `form` says what to write after the flag. `many`: several may be given.
    """

    name: str
    form: str
    meaning: str
    default: Any
    check: Callable[[Any], Any] | str
    many: bool = False

    @property
    def flag(self) -> str:
        return f"--{self.name}"

    @property
    def variable(self) -> str:
        return f"HEARSAY_{self.name.upper()}"

    def checked(self, given: Any) -> Any:
        """The value to work with. Raises `InputError` when the option cannot be what it is given as."""
        return (pkgutil.resolve_name(self.check) if isinstance(self.check, str) else self.check)(given)

    def from_environment(self, text: str) -> Any:
        """The value that a variable of the environment tells: what follows the flag, or the name of a JSON file that holds it.

        Several are separated as the folders of PATH are.
        """
        try:
            if text.endswith(".json"):
                return self.checked(json.loads(Path(text).read_text(encoding="utf-8")))
            return self.checked(text.split(os.pathsep) if self.many else text)
        except (InputError, OSError, ValueError) as error:
            raise InputError(f"{self.variable} in the environment: {error}") from error


def process_count(given: Any) -> int | Executor:
    """1 or more; an `Executor` as it is."""
    return given if isinstance(given, Executor) else _count("cores", given)


def _count(name: str, given: Any) -> int:
    try:
        count = int(str(given))
    except ValueError:
        count = 0
    if count < 1:
        raise InputError(f"{name} must be 1 or more, not {given!r}")
    return count


def _confidence(given: Any) -> float:
    try:
        value = float(given)
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        raise InputError(f"least is a confidence from 0 to 1, not {given!r}")
    return value


def _extractor(given: Any) -> Any:
    from hearsay.attribution.attributions import find_extractor

    find_extractor(given)
    return given


def _columns(given: Any) -> dict[str, str]:
    from hearsay.reading.columns import check_columns, parse_columns

    return parse_columns(given) if isinstance(given, str) else check_columns(given)


def _either(name: str, *values: str) -> Callable[[Any], str]:
    def check(given: Any) -> str:
        if given not in values:
            raise InputError(f"{name} is {' or '.join(map(repr, values))}, not {given!r}")
        return str(given)

    return check


def _option(default: Any, check: Callable[[Any], Any] | str, form: str, meaning: str, *, many: bool = False) -> Any:
    return field(default=default, metadata={"check": check, "form": form, "meaning": " ".join(meaning.split()), "many": many})


@dataclass(frozen=True)
class Options:
    """How articles are read and analysed: checked values that can be sent to other processes. Tables of the user's are read."""

    cores: int | Executor = _option(
        1, process_count, "COUNT",
        """How many processes work on it; the tables are the same whatever is chosen. They stay until the program ends. In Python
        an `Executor` is used as it is.""",
    )  # fmt: skip
    cache: Path | None = _option(
        None, lambda given: Path(os.path.abspath(given)), "FOLDER",
        """A folder in which tables are kept between runs, article by article; without it nothing is written. A changed text,
        option or version of Hearsay is never served from it, nor a damaged file. It may not lie among the articles
        unless its name begins with a dot. It is not used with an extractor that is a function of yours, since nobody
        can see whether the function has changed.""",
    )  # fmt: skip
    engine: Literal["cores", "dask"] = _option(
        "cores", _either("engine", "cores", "dask"), "cores|dask",
        """Where the work runs: over the cores of this computer, or on a Dask cluster (pip install 'hearsay[dask]'). The tables
        are the same.""",
    )  # fmt: skip
    address: str | None = _option(
        None, str, "ADDRESS",
        """With the engine 'dask', where its scheduler listens: tcp://host:8786. Its workers need the same version of Hearsay, and
        to see under the same names the folders that are written to. Unless told, a cluster is started on this computer, with as
        many workers as `cores`.""",
    )  # fmt: skip
    extractor: str | Extractor | None = _option(
        None, _extractor, "NAME",
        """What finds attributions: 'model', which is learned and used unless told, or 'baseline', which goes by rules. In
        Python also a function of yours, as `hearsay.attribution.attributions` takes it.""",
    )  # fmt: skip
    sides: Mapping[str, str] | None = _option(
        None, "hearsay.attribution.sides:side_records", "PATH",
        """Who is on which side, over the packaged table: a CSV file with the columns party and side. A party is a speaker, an
        organisation or political party as the table attributions names them, or a country (ISO 3166-1 alpha-2, or its English
        name); a speaker's own row goes before his organisation's, and that before his country's. In Python also a mapping or a
        DataFrame.""",
    )  # fmt: skip
    least: float | None = _option(
        None, _confidence, "NUMBER",
        """The confidence, 0 to 1, from which the learned extractor reports an attribution. Higher trades recall for precision;
        unless told, the point at which the sum of its F1 is best on PolNeAR dev.""",
    )  # fmt: skip
    unsaid: Literal["leave out", "count"] = _option(
        "leave out", _either("unsaid", "leave out", "count"), "leave out|count",
        """What becomes, in charts and indicators, of attributions of what was not said or only might be ("has yet to say", "might
        say"): they are left out, or counted with the others. The table attributions holds them all.""",
    )  # fmt: skip
    columns: Mapping[str, str] | None = _option(
        None, _columns, "FIELD=COLUMN,…",
        """Which column of a table, or key of a record, holds what where its name does not tell: text=body,title=headline.
        In Python a mapping, {'text': 'body', 'title': 'headline'}.""",
    )  # fmt: skip
    html: Literal["precise", "fast"] | None = _option(
        None, _either("html", "precise", "fast"), "precise|fast",
        """How articles are found on web pages: precise (trafilatura) or fast (Resiliparse). Unless told, saved pages are read
        precisely and WARC fast.""",
    )  # fmt: skip
    duplicates: Literal["fold", "keep"] = _option(
        "fold", _either("duplicates", "fold", "keep"), "fold|keep",
        """What becomes of several versions of one article: fold keeps one of them and lists the others in the table versions;
        keep keeps all.""",
    )  # fmt: skip
    sample: int | None = _option(
        None, lambda given: _count("sample", given), "COUNT",
        """Of more articles than this a sample of so many is analysed, each outlet by its share, the same whenever it is drawn.
        The captions of charts say so. Lines that recur in an outlet, and versions, are those of all articles.""",
    )  # fmt: skip
    frames: tuple[Mapping[str, str], ...] | None = _option(
        None, "hearsay.framing.user_frames:cue_records", "PATH",
        """Your own frames instead of the five generic ones: a CSV file of cues with the columns frame, cue, ground; the word
        generic stands for the five. Or a CSV file of marked sentences with the columns frame, sentence, shows (yes or no), from
        which a frame is learned. Several are a list in Python, and the flag repeated on the command line. In Python also a
        DataFrame.""",
        many=True,
    )  # fmt: skip
    aliases: tuple[Mapping[str, str], ...] | None = _option(
        None, "hearsay.entities.gazetteer:alias_records", "PATH",
        """Names that you count as one actor, or as one speaker: a CSV file with the columns alias, actor and, if wanted, kind. In
        Python also a mapping from alias to actor, or a DataFrame.""",
    )  # fmt: skip

    @classmethod
    def gathered(cls, **given: Any) -> Options:
        """Each option as given, else as the environment says, else its default; None is not given.

        Raises `InputError` when there is no such option, or it cannot be what it is given as.
        """
        if unknown := [name for name in given if name not in OPTIONS]:
            raise InputError(f"no option {unknown[0]!r}; there are {', '.join(OPTIONS)}")
        values = {}
        for name, option in OPTIONS.items():
            if given.get(name) is not None:
                values[name] = option.checked(given[name])
            elif text := os.environ.get(option.variable):
                values[name] = option.from_environment(text)
        if callable(values.get("extractor")):
            values.pop("cache", None)
        return cls(**values)

    def environment(self, folder: Path) -> dict[str, str]:
        """Variables that tell another process these options, each of them; what is no plain text is written into the folder.

        Raises `InputError` for a function or an `Executor`, which no variable can tell.
        """
        told = {}
        for name, option in OPTIONS.items():
            value = getattr(self, name)
            if callable(value) or isinstance(value, Executor):
                raise InputError(f"{name}: other processes cannot be told of {value!r}; give what the command line takes")
            if isinstance(value, dict | tuple):
                (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
                value = folder / f"{name}.json"
            told[option.variable] = "" if value is None else str(value)
        return told

    def of_tables(self) -> dict[str, Any]:
        """The options that tables depend on, as far as they are not the defaults."""
        names = [name for name in OPTIONS if name not in ("cores", "engine", "address", "cache")]
        return {name: getattr(self, name) for name in names if getattr(self, name) != OPTIONS[name].default}


OPTIONS: Mapping[str, Option] = {one.name: Option(one.name, default=one.default, **one.metadata) for one in fields(Options)}
"""All of them by name, in the order in which they are told."""


def describe_options(function: Function) -> Function:
    """The function, with all options described where its docstring says '{options}'."""
    told = [
        f"{name} : {one.form}{'' if one.default is None else f', default {one.default!r}'}\n"
        + textwrap.indent(textwrap.fill(f"{one.meaning} [{one.flag}, {one.variable}]", WIDTH), "    ")
        for name, one in OPTIONS.items()
    ]
    function.__doc__ = (function.__doc__ or "").replace("{options}", textwrap.indent("\n".join(told), "    ").strip())
    return function


def benchmarks_folder() -> str | None:
    """Where data that people have coded lie, as the environment says in `HEARSAY_BENCH`; None where it does not."""
    return os.environ.get("HEARSAY_BENCH")


def open_notebook() -> str:
    """The file of the notebook that JupyterLab or Jupyter Notebook has open (`JPY_SESSION_NAME`); '' where none has."""
    return os.environ.get("JPY_SESSION_NAME", "")


def source_date() -> str | None:
    """The second since 1970 that is to stand for now in what is written (`SOURCE_DATE_EPOCH`); None where nobody says one."""
    return os.environ.get("SOURCE_DATE_EPOCH")
