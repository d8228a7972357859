"""Codings from and to other programs: brat standoff, CSV, and coded sources (`articles.jsonl`, `rows.jsonl`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd

from hearsay.errors import DataError, InputError
from hearsay.schema import NOT_STATED
from hearsay.validation.coded_texts import json_lines
from hearsay.validation.coding_tasks import find_task
from hearsay.validation.codings import NAME, SAMPLE, Record, answers_of, codings_table, lines_of, read_codings, read_sample

ROLES = {"source": "Source", "cue": "Cue", "content": "Content", "item": "Item"}
"""What brat calls the parts, as PolNeAR does."""
_BRAT = re.compile(r"([TEA#]\d*)\t(.*)")
_MARK = re.compile(r"(\w+) (\d+ \d+(?:;\d+ \d+)*)")


def to_csv(folder: Path | str, file: Path | str, coders: Sequence[str] = ()) -> Path:
    """The answers in a folder as one CSV file: a row per coder and item, as `codings.read_codings` has them. Returns the file."""
    table = read_codings(folder, coders)
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, lineterminator="\n")
    return path


def from_csv(file: Path | str, folder: Path | str) -> pd.DataFrame:
    """Answers from a CSV file with the columns `coder, item` and one per question, held to the sample in the folder.

    Returns
    -------
    DataFrame
        As `codings.read_codings`. Cells that are empty were not answered.

    Raises
    ------
    DataError
        A column that is missing, an item that is not in the sample, or an answer that its question does not have.
    """
    sample = read_sample(Path(folder) / SAMPLE)
    task = find_task(sample["task"])
    items = {item["id"]: item for item in sample["items"]}
    try:
        table = pd.read_csv(file, dtype="str", keep_default_na=False)
    except (OSError, ValueError) as error:
        raise DataError(f"{file}: cannot be read as CSV ({error})") from error
    if missing := [name for name in ("coder", "item") if name not in table]:
        raise DataError(f"{file}: no column {missing[0]!r}; a row needs its coder and its item")
    rows = []
    for number, row in enumerate(table.to_dict("records"), 2):
        if row["item"] not in items:
            raise DataError(f"{file} line {number}: the item {row['item']!r} is not in the sample of {folder}")
        item, answers = items[row["item"]], {}
        for question in task.questions:
            given = row.get(question.name, "").removesuffix(".0")
            values = {str(value): value for value in question.answers.values()}
            if given and question.answers and given not in values:
                raise DataError(
                    f"{file} line {number}: {given!r} is no answer to {question.name!r}; there are {', '.join(values)}"
                )
            if given:
                answers[question.name] = values[given] if question.answers else question.value(given)
        place = {"article_id": item["article"], "start": item["start"], "end": item["end"]}
        rows.append({"coder": row["coder"], "item": row["item"], **place, "sure": row.get("sure", "True") != "False", **answers})
    return codings_table(rows, task)


def to_brat(folder: Path | str, coder: str, texts: Mapping[str, str], out: Path | str) -> int:
    """A coder's answers in brat's standoff: `ARTICLE.txt` and `ARTICLE.ann`, spans as in PolNeAR; how many were written.

    Parameters
    ----------
    folder, coder
        Of the codings, and whose.
    texts
        The text of each article.
    out
        A folder; the names of articles are quoted in file names as in an address.

    Notes
    -----
    `T` lines are source, cue and content, an `E` line binds those of one item, `A` lines are its answers (spaces as `_`), a `#`
    line names the item.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    records = _last(Path(folder), coder)
    task = find_task(read_sample(Path(folder) / SAMPLE)["task"])
    for article, own in groupby(records, key=lambda record: str(record["article"])):
        lines, spans, notes = [], 0, 0
        for number, record in enumerate(own, 1):
            arguments = []
            for role, parts in _spans(record):
                spans += 1
                places = ";".join(f"{start} {end}" for start, end in parts)
                words = " ".join(texts[article][start:end] for start, end in parts)
                lines.append(f"T{spans}\t{ROLES[role]} {places}\t{' '.join(words.split())}")
                arguments.append(f"{ROLES[role]}:T{spans}")
            trigger = next((of for of in arguments if of.startswith(ROLES["cue"])), arguments[0]).partition(":")[2]
            lines.append(f"E{number}\tAttribution:{trigger} {' '.join(arguments)}")
            lines.append(f"#{number}\tAnnotatorNotes E{number}\t{record['id']}")
            for name, value in answers_of(task, record).items():
                notes += 1
                lines.append(f"A{notes}\t{name.replace(' ', '_')} E{number} {str(value).replace(' ', '_')}")
        place = out / quote(article, safe="")
        place.with_name(f"{place.name}.txt").write_text(texts[article], encoding="utf-8", newline="")
        place.with_name(f"{place.name}.ann").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return len(records)


def from_brat(folder: Path | str) -> pd.DataFrame:
    """Standoff files as answers: `article_id, item, marks` and one column per attribute, a row per `E` line.

    `marks` are `(start, end, role)`. Values are read as `to_brat` writes them, `_` for a space. Raises `DataError` for a folder
    without standoff, and with the line for one that is malformed.
    """
    paths = sorted(Path(folder).glob("*.ann"))
    if not paths:
        raise DataError(f"{folder}: holds no .ann file; give the folder of brat's standoff")
    return pd.DataFrame([row for path in paths for row in _events(path)])


def _events(path: Path) -> Iterator[dict[str, Any]]:
    article = unquote(path.stem)
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    events: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        found = _BRAT.fullmatch(line)
        try:
            name, rest = (found or _broken())[1], (found or _broken())[2]
            if name[0] == "T":
                label, places = _MARK.match(rest).groups()  # type: ignore[union-attr]
                parts = [(int(a), int(b)) for a, b in (part.split() for part in places.split(";"))]
                spans[name] = (label.lower(), parts)
            elif name[0] == "E":
                _, *arguments = (argument.partition(":") for argument in rest.split())  # the first is the event's trigger
                marks = [(*part, role.rstrip("0123456789").lower()) for role, _, of in arguments for part in spans[of][1]]
                events[name] = {"article_id": article, "item": "", "marks": tuple(sorted(marks))}
            elif name[0] == "A":
                attribute, event, value = rest.split(" ")
                events[event][attribute] = _value(attribute, value)
            elif rest.startswith("AnnotatorNotes "):
                events[rest.split("\t")[0].split(" ")[1]]["item"] = rest.split("\t")[1]
        except (ValueError, KeyError, AttributeError, IndexError) as error:
            raise DataError(f"{path} line {number}: no brat standoff ({error}): {line[:60]!r}") from error
    yield from events.values()


def _broken() -> Any:
    raise ValueError("neither span, event, attribute nor note")


def _value(attribute: str, value: str) -> Any:
    text = value.replace("_", " ")
    return int(text) if attribute in ("ok", "hop", "attributions") else text


def to_sources(folder: Path | str, coder: str, texts: Mapping[str, str], outlets: Mapping[str, str], out: Path | str) -> int:
    """A coder's attributions as coded sources: `articles.jsonl` and `rows.jsonl`; how many rows were written.

    An article without an outlet has 'not stated'. Fields that nobody was asked for are null.
    """
    records = _last(Path(folder), coder)
    if any("cue" not in record for record in records):
        raise InputError(f"{folder}: coded sources hold attributions, and these are codings of something else")
    task, rows, numbers = find_task("attributions"), [], dict.fromkeys((record["article"] for record in records), 0)
    for record in records:
        answers = answers_of(task, record)
        country = answers.get("country", NOT_STATED)
        places = dict(_spans(record))
        rows.append({
            "article": record["article"], "n": numbers[record["article"]],
            "source": list(places["source"][0]) if "source" in places else None,
            "cue": list(places["cue"][0]), "content": [list(part) for part in places["content"]], "ok": answers.get("ok"),
            "speaker": record.get("source_canonical") or "", "entity": None, "type": answers.get("source_type"),
            "identifiability": answers.get("identifiability"), "country": [] if country == NOT_STATED else country.split(", "),
            "basis": None, "evidence": None, "mention": None, "gender": None, "sure": int(record.get("confidence") != "low"),
        })  # fmt: skip
        numbers[record["article"]] += 1
    articles = [
        {"article": name, "corpus": "coded", "outlet": outlets.get(name, NOT_STATED), "text": texts[name]} for name in numbers
    ]
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for file, held in (("articles.jsonl", articles), ("rows.jsonl", rows)):
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in held)
        (out / file).write_text("".join(lines), encoding="utf-8", newline="")
    return len(rows)


def from_sources(folder: Path | str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Coded sources as articles and answers.

    Returns
    -------
    articles
        `article_id, outlet, corpus, text`.
    answers
        `article_id, item, marks` and `ok, source_type, identifiability, country, sure, entity, speaker`; a row per coded row.

    Raises
    ------
    DataError
        With file and line, where the data are in another form.
    """
    folder = Path(folder)
    fields = ("article", "outlet", "corpus", "text")
    held = [[one[name] for name in fields] for one in _jsonl(folder / "articles.jsonl", *fields)]
    articles = pd.DataFrame(held, columns=["article_id", *fields[1:]])
    rows = [_coded_source(row) for row in _jsonl(folder / "rows.jsonl", "n", "cue", "content", "ok", "type")]
    return articles, pd.DataFrame(rows)


def _coded_source(row: Record) -> dict[str, Any]:
    marks = [(*row["cue"], "cue"), *((*part, "content") for part in row["content"])]
    marks += [(*row["source"], "source")] if row.get("source") else []
    country = ", ".join(row.get("country") or []) or NOT_STATED
    return {
        "article_id": row["article"], "item": f"{row['article']}#{row['n']}", "marks": tuple(sorted(marks)), "ok": row["ok"],
        "source_type": row["type"], "identifiability": row.get("identifiability"), "country": country,
        "sure": bool(row.get("sure", 1)), "entity": row.get("entity"), "speaker": row.get("speaker", ""),
    }  # fmt: skip


def _jsonl(path: Path, *needed: str) -> Iterator[Record]:
    for where, record in json_lines(path, "give a folder with articles.jsonl and rows.jsonl"):
        if missing := [name for name in ("article", *needed) if name not in record]:
            raise DataError(f"{where}: no coded source (no {missing[0]!r})")
        yield record


def _last(folder: Path, coder: str) -> list[Record]:
    """The last line of a coder on each item, in the order of the article."""
    if not NAME.fullmatch(coder) or not (folder / f"{coder}.jsonl").exists():
        raise InputError(f"{folder}: no codings by {coder!r}")
    last = {record["id"]: record for record in lines_of(folder / f"{coder}.jsonl")}
    return sorted(last.values(), key=lambda record: (record["article"], _spans(record)[0][1], record["id"]))


def _spans(record: Record) -> list[tuple[str, list[tuple[int, int]]]]:
    """The parts of an item and their places; of an item without parts itself."""
    if "cue" not in record:
        return [("item", [(record["start"], record["end"])])]
    held = {"source": [record["source"]] if record["source"] else [], "cue": [record["cue"]], "content": record["content"]}
    return [(role, [(span["start"], span["end"]) for span in spans]) for role, spans in held.items() if spans]
