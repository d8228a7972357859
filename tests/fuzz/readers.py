"""Mutated files over all readers: no exception, no hang, no gigabyte. `python tests/fuzz/readers.py --folder DIR --inputs N`.

Input number n is always the same. They are read a folder of many at a time, as a corpus is; those of a folder in which
something is wrong are read again one by one. DIR keeps how far a run has come, so that it can go on later, and what was
found: `found.jsonl`, a line each.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

from hearsay.reading import read_documents  # noqa: E402
from made import pieces  # noqa: E402
from samples import SAMPLES  # noqa: E402

SECONDS, MEGABYTES = 5.0, 1000
"""Processor time of one input, and memory of the process."""
TOGETHER = 50
"""Inputs read as one folder: a table costs as much time as a small file."""
LARGE = 0.02
"""Share of the inputs whose changes may be hundreds of kilobytes."""
PATIENCE = 300
"""Seconds without an input done, after which the process is stopped: others may be using the machine."""
RUNS = [
    b" ",
    b"\n",
    b"\t",
    b"\0",
    b'"',
    b"(",
    b"[",
    b"{",
    b"<",
    b"<b>",
    b"</p>",
    b",",
    b"\\",
    b"&",
    b"_",
    b"9",
    b"\xe2\x80\x9c",
    b"{},",
]
ODD = [b"", b"-1", b"999999999999", b"1e999", b"NaN", b"\xff\xfe", b"\xed\xa0\x80", b"]]>", b"<!DOCTYPE x [<!ENTITY y 'z'>]>&y;"]


def mutated(data: bytes, draw: random.Random, others: list[bytes]) -> bytes:
    """The bytes with one to six changes."""
    large = draw.random() < LARGE
    times, again = ((1, 50, 5000, 100_000), (2, 100, 2000)) if large else ((1, 50, 300), (2, 10))
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data) + 1)
        end = min(len(data), at + draw.choice((1, 4, 30, 400)))
        other = draw.choice(others)
        start = draw.randrange(len(other) + 1)
        new = draw.choice((
            lambda: draw.randbytes(draw.randint(1, 8)),
            lambda: draw.choice(RUNS) * draw.choice(times),
            lambda data=data, at=at, end=end: data[at:end] * draw.choice(again),
            lambda: draw.choice(ODD),
            lambda other=other, start=start: other[start : start + draw.choice((20, 500, 5000 if large else 100))],
            lambda: b"",
        ))()  # fmt: skip
        data = data[:at] + new[:400_000] + data[end if draw.random() < 0.5 else at :]
        if draw.random() < 0.1:
            data = data[: draw.randrange(len(data) + 1)]
    return data


def within_zip(data: bytes, draw: random.Random, others: list[bytes]) -> bytes:
    """A ZIP container of which one member is changed."""
    out = io.BytesIO()
    packing = {"compression": zipfile.ZIP_DEFLATED, "compresslevel": 1}
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", **packing) as container:
        chosen = draw.choice([name for name in source.namelist() if name.endswith(".xml")])
        for name in source.namelist():
            content = source.read(name)
            container.writestr(name, mutated(content, draw, others) if name == chosen else content)
    return out.getvalue()


def made_input(number: int, samples: dict[str, bytes]) -> tuple[str, bytes]:
    """The name and bytes of an input."""
    draw = random.Random(number)
    name = draw.choice(sorted(samples))
    data, others = samples[name], list(samples.values())
    inside = data.startswith(b"PK") and draw.random() < 0.7
    named = name if draw.random() < 0.9 else draw.choice(sorted(samples))
    return named, (within_zip if inside else mutated)(data, draw, others)


def fault_of(path: Path) -> str:
    """What is wrong with how a file, or a folder of files, is read; '' for nothing."""
    begun = time.process_time()
    try:
        documents, problems = read_documents(path)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    taken, memory = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {*documents["path"], *problems["path"]}
    silent = [file.name for file in (path.iterdir() if path.is_dir() else [path]) if not any(file.name in name for name in told)]
    checks = {
        f"neither a text nor a line of {silent}": bool(silent),
        "a name twice": not documents["document_id"].is_unique,
        "a line of several": any("\n" in line for line in [*problems["problem"], *problems["path"], *problems["where"]]),
        f"{taken:.0f} seconds": taken > SECONDS,
        f"{memory} MB": memory > MEGABYTES,
    }
    return ", ".join(what for what, wrong in checks.items() if wrong)


def work(folder: Path, first: int, last: int) -> None:
    """Read inputs folder by folder; the process ends at what is found, so that memory is counted anew."""
    made, corpus = folder / "samples", folder / "corpus"
    made.mkdir(parents=True, exist_ok=True)
    samples = {name: write(pieces(2), made / name).read_bytes() for name, write in SAMPLES.items()}
    for start in range(first, last, TOGETHER):
        numbers = range(start, min(start + TOGETHER, last))
        fault = _fault_of_inputs(folder, corpus, numbers, samples)
        faults = {}
        if fault:
            faults = {n: alone for n in numbers if (alone := _fault_of_inputs(folder, corpus, [n], samples))}
            for number, alone in (faults or {start: f"only together: {fault}"}).items():
                keep(folder, number, alone)
        (folder / "done").write_text(str(numbers.stop), encoding="utf-8")
        if fault:
            return


def _fault_of_inputs(folder: Path, corpus: Path, numbers: Sequence[int], samples: dict[str, bytes]) -> str:
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir()
    for number in numbers:
        name, data = made_input(number, samples)
        (corpus / f"{number}.{name}").write_bytes(data)
    (folder / "at").write_text(f"{numbers[0]} {len(numbers)}", encoding="utf-8")
    return fault_of(corpus)


def keep(folder: Path, number: int, fault: str) -> None:
    """Write down what was found."""
    with (folder / "found.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"input": number, "fault": fault}) + "\n")
    print(number, fault, flush=True)


def number_in(path: Path) -> int:
    """The first number that a file holds."""
    return int((path.read_text(encoding="utf-8").split() or ["0"])[0]) if path.exists() else 0


def run(folder: Path, inputs: int) -> None:
    """All inputs, from where the last run ended, in processes of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    while (done := number_in(folder / "done")) < inputs:
        command = [sys.executable, __file__, "--folder", str(folder), "--inputs", str(inputs), "--first", str(done)]
        with subprocess.Popen(command) as process:
            last, since = done, time.monotonic()
            while process.poll() is None:
                time.sleep(1)
                now = number_in(folder / "done")
                last, since = (now, time.monotonic()) if now != last else (last, since)
                if time.monotonic() - since > PATIENCE:
                    process.kill()
        if process.returncode:
            at, several = map(int, (folder / "at").read_text(encoding="utf-8").split())
            keep(folder, at, f"the process ended with {process.returncode} at this input or the {several - 1} after it")
            (folder / "done").write_text(str(max(at, done) + several), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--first", type=int)
    given = parser.parse_args()
    if given.first is None:
        run(given.folder, given.inputs)
    else:
        work(given.folder, given.first, given.inputs)
