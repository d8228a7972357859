"""Frames of the user's own: a table of cues or of marked sentences, as a CSV file or a DataFrame, read and held to its form."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from hearsay.errors import InputError
from hearsay.text.lexicons import read_lexicon
from hearsay.text.words import WORD

COLUMNS = ("frame", "cue", "ground")
"""What a table of cues must hold; `pos` and `forms` may be added."""
MORE = ("pos", "forms")
MARKED = ("frame", "sentence", "shows")
"""What a table of marked sentences must hold: it teaches a frame by examples."""
SHOWS = ("yes", "no")
GENERIC = "generic"
"""Stands for the five generic frames wherever a file of cues may be named."""
POS = ("", "v", "n", "x")
LARGEST = 5_000_000
"""Bytes of a file of cues, at most: it is written by hand."""

Cues: TypeAlias = str | os.PathLike[str] | pd.DataFrame | Sequence[Mapping[str, str]]
"""A file, a table, its rows, or 'generic'."""


def example() -> Path:
    """The worked example: five issue frames for stories of one country that arms another, to be copied and changed.

    `hs.read("seeds/", frames=hs.framing.example())`. The file is `lexicons/issue_arms_transfers.csv`; each cue carries
    the ground on which it stands for its frame.
    """
    return Path(str(files("hearsay") / "lexicons" / "issue_arms_transfers.csv"))


def read_cues(given: Cues | Sequence[Cues]) -> pd.DataFrame:
    """One table of cues, checked, from a file, a table, the word 'generic', or a list of these one below the other.

    A table with a column `sentence` holds marked sentences instead (`frame, sentence, shows`); of a list, cues and marked
    sentences stand one below the other, each with '' in the columns of the other.

    Raises `InputError` that names the file, its line and what is wrong with it.
    """
    if isinstance(given, pd.DataFrame):
        return _table(given)
    if isinstance(given, (str, os.PathLike)):
        return read_lexicon("frames") if str(given) == GENERIC else _file(Path(given))
    parts = list(given)
    if not parts:
        raise InputError(f"no file of cues is named; give a CSV file with the columns {', '.join(COLUMNS)}")
    if all(isinstance(part, Mapping) for part in parts):
        return _records(pd.DataFrame(parts).fillna(""))
    return pd.concat([read_cues(part) for part in parts], ignore_index=True).fillna("")


def cue_records(given: Cues | Sequence[Cues] | None) -> tuple[dict[str, str], ...] | None:
    """The cues as plain records, which a cache can digest and a process can be sent."""
    return None if given is None else tuple(read_cues(given).to_dict("records"))


def _records(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows as `cue_records` gives them, of cues and of marked sentences."""
    if not {"cue", "sentence"} <= set(rows):
        return _table(rows)
    parts = [part for marked, part in rows.groupby(rows["sentence"] != "", sort=False) if len(part)]
    kept = [_table(part[[*(MARKED if (part["sentence"] != "").all() else (*COLUMNS, *MORE))]]) for part in parts]
    return pd.concat(kept, ignore_index=True).fillna("")


def _table(cues: pd.DataFrame) -> pd.DataFrame:
    form = MARKED if "sentence" in cues else COLUMNS
    if missing := [name for name in form if name not in cues]:
        raise InputError(f"cues: columns {missing!r} are missing; a table of cues has {list(form)!r}")
    text = cues.fillna("").astype("str").reset_index(drop=True).apply(lambda column: column.str.strip())
    for row, record in enumerate(text.to_dict("records")):
        if wrong := _wrong(record):
            raise InputError(f"cues: row {row} {wrong}")
    return text


def _file(path: Path) -> pd.DataFrame:
    lines = list(_lines(path))
    if not lines:
        raise InputError(f"{path}: is empty; the first line names the columns {', '.join(COLUMNS)}")
    number, head = lines[0]
    names = [name.strip().lower() for name in head]
    form, more = (MARKED, ()) if "sentence" in names else (COLUMNS, MORE)
    if missing := [name for name in form if name not in names]:
        raise InputError(f"{path} line {number}: no column {missing[0]!r}; the first line names {', '.join(form)}")
    if len(lines) == 1:
        raise InputError(f"{path}: holds no {form[1]}; write one below the names of the columns")
    return pd.DataFrame([_record(path, at, names, fields) for at, fields in lines[1:]])[[*form, *more]]


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The filled lines with their numbers; the separator is a comma, or what the first line has instead."""
    text = _text(path)
    head = text.split("\n", 1)[0]
    mark = "," if "," in head else next((one for one in ";\t" if one in head), ",")
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True)
    before = 0
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                yield before + 1, fields
            before = reader.line_num
    except csv.Error as error:
        raise InputError(f"{path} line {before + 1}: is no CSV ({error}); look for a quotation mark too many") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path}: larger than {LARGEST // 1_000_000} MB; a file of cues is a list written by hand")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{path} line {line}: is not UTF-8; save the file as CSV in UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); give a CSV file of cues") from error


def _record(path: Path, line: int, names: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    if len(fields) != len(names):
        raise InputError(
            f"{path} line {line}: {len(fields)} fields where the first line names {len(names)}; "
            "a field that holds a comma stands in quotation marks"
        )
    told = dict(zip(names, (field.strip() for field in fields), strict=True))
    if wrong := _wrong(told):
        raise InputError(f"{path} line {line}: {wrong}")
    return {name: told.get(name, "") for name in (MARKED if "sentence" in names else (*COLUMNS, *MORE))}


def _wrong(record: Mapping[str, str]) -> str:
    """What is wrong with one cue or marked sentence, '' when nothing is."""
    if "sentence" in record:
        return _wrong_mark(record)
    for name in COLUMNS:
        if not record[name]:
            return f"has no {name!r}; every cue needs a frame and the ground why it stands for it"
    if not WORD.search(record["cue"]):
        return f"has a cue without a word, {record['cue']!r}"
    if "*" in record["cue"].replace("* ", " ").rstrip("*") or record["cue"].startswith("*"):
        return f"has {record['cue']!r}; '*' stands at the end of a word and matches how the word goes on"
    if record.get("pos", "") not in POS:
        return f"has pos {record['pos']!r}; use 'v' (verb), 'n' (noun), 'x' (as it stands) or leave it empty"
    return ""


def _wrong_mark(record: Mapping[str, str]) -> str:
    if empty := [name for name in MARKED if not record[name]]:
        return f"has no {empty[0]!r}; every marked sentence names its frame and whether it shows it"
    if not WORD.search(record["sentence"]):
        return f"has a sentence without a word, {record['sentence']!r}"
    if record["shows"].lower() not in SHOWS:
        return f"has shows {record['shows']!r}; write 'yes' or 'no'"
    return ""
