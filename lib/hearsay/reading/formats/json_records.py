"""JSON and JSON Lines: an object is an article; a list, or a list inside an object, holds many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from hearsay.reading import columns, unpack
from hearsay.reading.encoding import decode_bytes
from hearsay.reading.formats import tables
from hearsay.reading.records import Format, Item, Note, Problem, ProblemTally, ReadingOptions, Source

SAMPLE = 200
"""Records that are looked at for the names of their keys."""
DEEPEST = 4
"""Objects within objects in which a list of articles is looked for."""
LISTS = 20
"""Lists that are looked at for articles in a damaged file."""
MEMORY = 1_000_000_000
"""Bytes of memory that the values of a file, or of a line, may take besides their letters."""
TOO_MANY = f"too many values: they would take more than {unpack.readable_size(MEMORY)} of memory"
COSTS = {"{": 250, "[": 100, ",": 60}
"""Bytes that an object, a list and one more value take at most, besides letters."""
QUICK = 1_000_000
"""Characters below which no text holds that many values."""
STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
LIST, COMMA = re.compile(r"\[\s*(?=\{)"), re.compile(r"\s*,\s*(?=\{)")
REPAIR = "save the file again as JSON"


def read_json(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """A whole JSON file; one that holds an object per line is read as JSON Lines."""
    decoded = decode_bytes(unpack.whole_text(source.path))
    if decoded.text is None or not decoded.text.strip():
        what = "binary data, not text" if decoded.text is None else "the file is empty"
        yield Problem(source.shown, what, REPAIR, lost=True)
        return
    if _too_many_values(decoded.text):
        raise unpack.TooLarge(TOO_MANY)
    try:
        records, where = _records(json.loads(decoded.text))
        problem, advice = "no list of articles and no article in it", "give a list of objects, one per article"
    except (ValueError, RecursionError) as error:
        if _is_object(decoded.text.lstrip().partition("\n")[0]):
            yield Note(source.shown, "an object per line: read as JSON Lines")
            yield from read_json_lines(source, options)
            return
        records, where, advice = _salvaged(decoded.text), "before the damage", REPAIR
        problem = _damage(error, len(records))
    if decoded.assumed:
        yield Problem(source.shown, decoded.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    if where == "before the damage" or not records:
        yield Problem(source.shown, problem, advice, lost=True)
    if records:
        yield Note(source.shown, f"{len(records):,} records {where}".rstrip())
        placed = ((f"record {n}", record) for n, record in enumerate(records, start=1))
        yield from _texts(source, placed, "JSON", options, ProblemTally())


def _too_many_values(text: str) -> bool:
    """Whether the values of a JSON text would take too much memory; marks within its strings are left out where it matters."""
    return len(text) > QUICK and _memory(text) > MEMORY and _memory(STRING.sub("", text)) > MEMORY


def _memory(text: str) -> int:
    return sum(text.count(mark) * cost for mark, cost in COSTS.items())


def _damage(error: Exception, read: int) -> str:
    why = "nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
    kept = f"{read:,} before that place read" if read else "nothing in it could be read"
    return f"no JSON, or damaged or cut off: {why}; {kept}"


def _salvaged(text: str) -> list[Any]:
    """The whole objects of a list of objects that breaks off; of several such lists the longest."""
    best: list[Any] = []
    at = 0
    for _ in range(LISTS):
        opening = LIST.search(text, at)
        if opening is None:
            break
        records, at = _run(text, opening.end())
        best = max(best, records, key=len)
    return best


def _run(text: str, at: int) -> tuple[list[Any], int]:
    records: list[Any] = []
    decoder = json.JSONDecoder()
    while True:
        try:
            record, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return records, at
        records.append(record)
        comma = COMMA.match(text, at)
        if comma is None:
            return records, at
        at = comma.end()


def read_json_lines(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """An object per line, a line at a time."""
    opened = unpack.text_stream(source.path)
    if opened.assumed:
        yield Problem(source.shown, opened.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    tally = ProblemTally()
    with opened.stream as stream:
        yield from _texts(source, _parsed(stream, tally), "JSON Lines", options, tally)


def _parsed(stream: Any, tally: ProblemTally) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(iter(lambda: stream.readline(unpack.RECORD), ""), start=1):
        if len(line) >= unpack.RECORD and not line.endswith("\n"):
            tally.add(
                f"line {number}", f"a line longer than {unpack.RECORD:,} characters", "give one article per line", lost=True
            )
            unpack.pass_over_line(stream)
        elif line.strip("\0 \t\r\n"):
            if _too_many_values(line):
                tally.add(f"line {number}", TOO_MANY, "give one article per line", lost=True)
                continue
            try:
                yield f"line {number}", json.loads(line.replace("\0", ""))
            except (ValueError, RecursionError):
                tally.add(f"line {number}", "no JSON, or cut off", REPAIR, lost=True)


def _texts(
    source: Source, records: Iterable[tuple[str, Any]], form: str, options: ReadingOptions, tally: ProblemTally
) -> Iterator[Item]:
    placed = _objects(records, tally)
    first = list(islice(placed, SAMPLE))
    names = dict.fromkeys(name for _, record in first for name in record)
    if first:
        yield from tally.after(tables.texts_of_rows(source, names, chain(first, placed), form, options), source)
        return
    problems = list(tally.problems(source))
    yield from problems
    if not problems:
        yield Problem(source.shown, "the file holds no record", "save it again, or remove the file", lost=True)


def _objects(records: Iterable[tuple[str, Any]], tally: ProblemTally) -> Iterator[tables.Placed]:
    for place, record in records:
        if isinstance(record, dict):
            yield place, tables.flat_record(record)
        else:
            tally.add(place, "no object with keys such as 'text'", "give one object per article", lost=True)


def _records(content: Any, where: str = "", depth: int = 0) -> tuple[list[Any], str]:
    """The longest list of objects, wherever it lies; an object without one is itself the record."""
    if isinstance(content, list):
        return content, where
    if not isinstance(content, dict) or depth > DEEPEST:
        return [], where
    texts = [key for key, value in content.items() if isinstance(value, str)]
    if not _has_text(texts):
        inner = (_records(value, f"in {key!r}", depth + 1) for key, value in content.items())
        best = max((found for found in inner if _are_articles(found[0])), key=lambda found: len(found[0]), default=None)
        if best:
            return best
    return ([content] if depth == 0 and texts else []), ""


def _are_articles(records: list[Any]) -> bool:
    """Whether a list holds objects of more than one key."""
    return bool(records) and all(isinstance(one, dict) for one in records[:SAMPLE]) and len(records[0]) > 1


def _has_text(keys: list[str]) -> bool:
    """Whether one of the keys of an object is known to hold an article's text."""
    try:
        return bool(columns.map_columns(keys, {}))
    except columns.NoText:
        return False


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


JSON = Format("JSON", (".json",), read_json)
LINES = Format("JSON Lines", (".jsonl", ".ndjson"), read_json_lines)
