"""The benchmarks that `hearsay check` runs, each against data that people have coded."""

from __future__ import annotations

import hashlib
import pkgutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hearsay.errors import InputError

HERE = "hearsay.validation.benchmarks"
BENCHMARKS: Mapping[str, str] = {
    "agreement": "hearsay.validation.agreement:check",
    "attribution": f"{HERE}.attribution:check",
    "claims": f"{HERE}.claims:check",
    "comparison": f"{HERE}.outlet_comparison:check",
    "events": f"{HERE}.events:check",
    "correction": f"{HERE}.correction:check",
    "frames": f"{HERE}.frames:check",
    "indicators": f"{HERE}.sourcing:check",
    "parsing": f"{HERE}.parsing:check",
    "portrayal": f"{HERE}.portrayal:check",
    "quotations": f"{HERE}.quotations:check",
    "reuse": f"{HERE}.reuse:check",
    "speakers": f"{HERE}.speakers:check",
    "sources": f"{HERE}.sources:check",
    "tone": f"{HERE}.tone:check_sentence_tone",
    "typography": f"{HERE}.typography:check",
}
"""What can be measured, as 'module:function'; each is imported when it is asked for, and takes the data and the part of them to
measure on, None for its own choice. A module may have `rows`, which prints."""


def run_benchmark(what: str, data: Path, split: str | None = None) -> tuple[dict[str, Any], str]:
    """The figures of a benchmark by name, and the same as lines to read.

    Raises `InputError` when there is no such benchmark, and what the benchmark raises: `DataError` for data in another form.
    """
    if what not in BENCHMARKS:
        raise InputError(f"no benchmark {what!r}; there are {', '.join(BENCHMARKS)}")
    figures = dict(pkgutil.resolve_name(BENCHMARKS[what])(data, split))
    module = sys.modules[BENCHMARKS[what].partition(":")[0]]
    return figures, as_lines(figures, module)


def as_lines(figures: Mapping[str, Any], module: object) -> str:
    """Figures as lines to read: as the benchmark's module prints them, else one a line."""
    return str(getattr(module, "rows", _rows)(figures))


def _rows(figures: Mapping[str, Any]) -> str:
    width = max(map(len, figures), default=0)
    texts = {name: f"{value:.3f}" if isinstance(value, float) else value for name, value in figures.items()}
    return "\n".join(f"{name:{width}}  {text}" for name, text in texts.items())


def digest(path: Path | str, *patterns: str) -> str:
    """SHA-256 of a file; of a folder, that over names and bytes of the files that the patterns find.

    A pinned figure knows its data by it.
    """
    path = Path(path)
    if not patterns:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    total = hashlib.sha256()
    for file in (file for pattern in patterns for file in sorted(path.glob(pattern))):
        total.update(f"{file.relative_to(path).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
