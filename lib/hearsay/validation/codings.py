"""Codings by hand on disk: the sample that all coders share, and one file of answers for each coder, kept line by line.

A folder of codings holds `sample.json` and `CODER.jsonl`, whose lines are in the format of `data/gold/attributions.jsonl`. An
answer is on the disk before the next question is asked; a line that a crash tore is cut off and asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay.errors import DataError, InputError
from hearsay.schema import NOT_STATED
from hearsay.storage.locking import lock_file
from hearsay.validation.coding_tasks import Task, find_task
from hearsay.validation.sample import SEED, depth_for, draw_sample, strata_of

if TYPE_CHECKING:
    from hearsay.study import Study

Record = dict[str, Any]
SAMPLE = "sample.json"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
"""A coder's name is a file's name: no path, nothing hidden."""
FIELDS = {"stance": "cue_stance", "hop": "hop_context"}
"""What the gold calls an answer, where it is not the name of the question."""


@dataclass(frozen=True)
class Sample:
    """What is to be coded: the task, the items in order with their strata, and the texts that the offsets count in.

    `sizes` has the items of each stratum of the study; a stratum is a number here, so that a coder who opens the file does not
    read the tool's answer.
    """

    task: Task
    seed: int
    items: tuple[Record, ...]
    sizes: tuple[int, ...]
    texts: Mapping[str, str]


def open_sample(study: Study, folder: Path, what: str = "attributions", n: int = 200, seed: int = SEED) -> Sample:
    """The sample in the folder; it is drawn and kept there if there is none, and made larger if it holds fewer than n items.

    The folder is made. Raises `InputError` when it holds a sample of another task, seed or corpus.
    """
    path = Path(folder) / SAMPLE
    task = find_task(what)
    if path.exists():
        held = read_sample(path)
        if (held["task"], held["seed"]) != (what, seed):
            told = f"{held['task']} drawn with seed {held['seed']}"
            raise InputError(f"{path}: holds a sample of {told}, not {what} with seed {seed}; choose another folder")
        n = max(n, len(held["items"]))
        made = _drawn(study, task, n, seed, held["depth"])
    else:
        made = _drawn(study, task, n, seed, None)
    if path.exists():
        _check_same(held, made, path)
    if not path.exists() or len(held["items"]) < len(made["items"]):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and moved, so that another coder who starts meanwhile reads a whole file: the same one.
        aside = path.with_name(f"{SAMPLE}.{os.getpid()}")
        _write(aside, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
        os.replace(aside, path)
    texts = study.documents.set_index("document_id")["text"]
    return Sample(task, seed, tuple(made["items"]), tuple(made["sizes"]), {name: texts[name] for name in made["documents"]})


def read_sample(path: Path) -> Record:
    """The file of a sample as it is. Raises `DataError` when it is none."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if not {"task", "seed", "depth", "sizes", "documents", "items"} <= held.keys():
            raise ValueError("a part is missing")
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(f"{path}: no sample to code ({error}); `hearsay code` writes one") from error
    return dict(held)


def _drawn(study: Study, task: Task, n: int, seed: int, depth: int | None) -> Record:
    items = task.items(study)
    if depth is None:
        depth = depth_for(items, n)
    drawn, strata = draw_sample(items, n, seed=seed, depth=depth), strata_of(items, depth)
    numbers = {stratum: number for number, stratum in enumerate(sorted(set(strata)))}
    sizes = strata.map(numbers).value_counts().sort_index().tolist()
    texts = study.documents.set_index("document_id")["text"]
    kinds = drawn["kind"] if "kind" in drawn else pd.Series(None, index=drawn.index, dtype="object")
    records = [
        {"id": row.item, "article": row.article_id, "zone": row.zone, "start": row.start, "end": row.end, "kind": kind,
         "marks": [list(mark) for mark in row.marks], "stratum": numbers[row.stratum]}
        for row, kind in zip(drawn.itertuples(), kinds, strict=True)
    ]  # fmt: skip
    names = sorted(set(drawn["article_id"]))
    documents = {name: hashlib.sha256(texts[name].encode()).hexdigest() for name in names}
    return {"task": task.name, "seed": seed, "depth": depth, "sizes": sizes, "documents": documents, "items": records}


def _check_same(held: Record, made: Record, path: Path) -> None:
    """The items that were drawn once are the first of those drawn now, on the same texts."""
    moved = [name for name, digest in held["documents"].items() if made["documents"].get(name) != digest]
    if moved:
        raise InputError(f"{path}: was drawn from other texts, {moved[0]!r} among them; give the articles that it was drawn from")
    ids = [[item["id"] for item in sample["items"]] for sample in (held, made)]
    if ids[0] != ids[1][: len(ids[0])]:
        raise InputError(
            f"{path}: Hearsay finds other items now than when it was drawn; finish with that version, or start a folder"
        )


def new_record(sample: Sample, item: Record, answers: Mapping[str, Any], coder: str, *, sure: bool = True) -> Record:
    """One coding as a line of the gold: the places of the item with their words, the answers, and who gave them.

    What was not asked is null, or what its field says for nothing stated.
    """
    text = sample.texts[item["article"]]
    record: Record = {"id": item["id"], "article": item["article"], "zone": item["zone"]}
    if sample.task.name == "attributions":
        record |= _attribution(text, item, answers)
    else:
        record |= {"start": item["start"], "end": item["end"], "text": text[item["start"] : item["end"]], **answers}
    return record | {"confidence": "high" if sure else "low", "note": None, "coder": coder}


def _attribution(text: str, item: Record, answers: Mapping[str, Any]) -> Record:
    spans: dict[str, list[Record]] = {"source": [], "cue": [], "content": []}
    for start, end, role in item["marks"]:
        spans[role].append({"text": text[start:end], "start": start, "end": end})
    source = spans["source"][0] if spans["source"] else None
    country = answers.get("country")
    hop = answers.get("hop")
    stated = country not in (None, NOT_STATED)
    identifiability = answers.get("identifiability")
    return {
        "level": 1, "nested_in": None, "tier": "core", "source": source, "cue": spans["cue"][0], "content": spans["content"],
        "content_alt": None, "kind": item["kind"], "source_canonical": source["text"] if source else None,
        "source_type": answers.get("source_type"),
        "affiliation": {"country": country if stated else None, "org": None, "basis": "text" if stated else NOT_STATED},
        "country_coded": country is not None,
        "identifiability": identifiability and identifiability.replace(" ", "_"), "speaker_side": NOT_STATED,
        "cue_stance": answers.get("stance"), "hop": hop, "via": [], "hop_context": hop, "via_context": [],
        "ok": answers.get("ok"),
    }  # fmt: skip


def answers_of(task: Task, record: Record) -> dict[str, Any]:
    """The answers in a line, by question; without those that were not given."""
    found = {question.name: record.get(FIELDS.get(question.name, question.name)) for question in task.questions}
    if task.name == "attributions":
        if found["identifiability"] is not None:
            found["identifiability"] = str(found["identifiability"]).replace("_", " ")
        country = (record.get("affiliation") or {}).get("country")
        # The gold has no "not asked": whoever codes by other means states no country with null.
        found["country"] = (country or NOT_STATED) if record.get("country_coded", found.get("ok") != 0) else None
    return {name: value for name, value in found.items() if value is not None}


class CoderFile:
    """The file of one coder, open for appending and locked: a second window of the same coder is refused.

    `records` holds its lines, `torn` says how many bytes a crash had left of one. Raises `InputError` when the name cannot be a
    file's, the file belongs to another coder, or it is open elsewhere.
    """

    def __init__(self, folder: Path, coder: str) -> None:
        if not NAME.fullmatch(coder):
            raise InputError(
                f"coder {coder!r}: a name of letters, digits, '-', '_' and '.', please; it becomes the name of a file"
            )
        folder = Path(folder)
        # On some machines a file's name is the same in capitals.
        for path in sorted(folder.glob("*.jsonl")):
            if path.stem != coder and path.stem.casefold() == coder.casefold():
                raise InputError(f"{path}: the coder {path.stem!r} differs from {coder!r} in capitals alone; choose another name")
        self.coder, self.path = coder, folder / f"{coder}.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        try:
            if not lock_file(self._file):
                raise InputError(f"{self.path}: this coder is at work in another window; close that one first")
            self.torn = _mend(self._file)
            self.records = list(lines_of(self.path))
            if others := {str(record.get("coder", coder)) for record in self.records} - {coder}:
                raise InputError(f"{self.path}: holds codings of {min(others)!r}; choose another name or folder")
        except BaseException:
            self.close()
            raise

    def append(self, record: Record) -> None:
        """Keep one line: it is on the disk when this returns."""
        before = os.fstat(self._file).st_size
        line = memoryview((json.dumps(record, ensure_ascii=False) + "\n").encode())
        try:
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, before)
            raise
        self.records.append(record)

    def close(self) -> None:
        """Let go of the file and its lock."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> CoderFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _mend(file: int) -> int:
    """Cut off what a crash left of a last line, and say how many bytes that were; a line that lacks its end alone is kept."""
    size = os.fstat(file).st_size
    os.lseek(file, 0, os.SEEK_SET)
    whole = b"".join(iter(lambda: os.read(file, 1 << 20), b""))
    tail = whole[whole.rfind(b"\n") + 1 :]
    if not tail:
        return 0
    try:
        if isinstance(json.loads(tail), dict):
            os.write(file, b"\n")
            os.fsync(file)
            return 0
    except ValueError:
        pass
    os.ftruncate(file, size - len(tail))
    os.fsync(file)
    return len(tail)


def lines_of(path: Path) -> Iterator[Record]:
    """The lines of a coder's file; one that is being written just now, without its end, is left out."""
    raw = path.read_bytes()
    for number, line in enumerate(raw[: raw.rfind(b"\n") + 1].split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield {**record, "id": record["id"], "article": record["article"]}
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path} line {number}: no coding ({error}); mend the line or take it out") from error


def read_codings(folder: Path | str, coders: Sequence[str] = ()) -> pd.DataFrame:
    """What the coders of a folder answered, the last answer of each to each item.

    Returns
    -------
    DataFrame
        `coder, item, article_id, start, end` (of the item), `sure` and one column per question of the task; missing where it was
        not answered. One row per coder and item, coders in alphabetical order, items in the order of the sample.

    Raises
    ------
    DataError
        When a file is malformed, or holds an item that is not in the sample.
    """
    folder = Path(folder)
    sample = read_sample(folder / SAMPLE)
    task = find_task(sample["task"])
    items = {item["id"]: (place, item) for place, item in enumerate(sample["items"])}
    paths = [path for path in sorted(folder.glob("*.jsonl")) if not coders or path.stem in coders]
    if lost := set(coders) - {path.stem for path in paths}:
        raise InputError(
            f"{folder}: no codings by {sorted(lost)[0]!r}; there are {', '.join(sorted(p.stem for p in paths)) or 'none'}"
        )
    rows = []
    for path in paths:
        last = {record["id"]: record for record in lines_of(path)}
        if strange := [name for name in last if name not in items]:
            raise DataError(f"{path}: the item {strange[0]!r} is not in {SAMPLE} beside it; the file is of another sample")
        for name in sorted(last, key=lambda name: items[name][0]):
            item, record = items[name][1], last[name]
            place = {"article_id": item["article"], "start": item["start"], "end": item["end"]}
            sure = record.get("confidence") != "low"
            rows.append({"coder": path.stem, "item": name, **place, "sure": sure, **answers_of(task, record)})
    return codings_table(rows, task)


def codings_table(rows: Sequence[Record], task: Task) -> pd.DataFrame:
    """Answers as the table that `read_codings` gives: who, what, where, how sure, and a column for each question."""
    columns = ["coder", "item", "article_id", "start", "end", "sure", *(question.name for question in task.questions)]
    return pd.DataFrame(rows, columns=columns)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
