"""Every benchmark for which the data are at hand, one after the other, its figures beside the floors that are pinned."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hearsay.errors import DataError, InputError
from hearsay.validation.benchmarks import BENCHMARKS, as_lines, digest, outlet_comparison, polnear
from hearsay.validation.benchmarks.floors import Floors, breaches, read_floors

CHECKOUT = Path(__file__).parents[4]
FLOORS, GOLD = CHECKOUT / "tests" / "bench" / "floors.toml", CHECKOUT / "data" / "gold"
"""Where a checkout of Hearsay keeps its floors and the codings of the seeds; an installed package has neither."""


@dataclass(frozen=True)
class Measurement:
    """One run of a benchmark: its name in the file of floors, the benchmark, its data below the folder of all, and how it is run.

    `patterns` are the files that the pinned digest is of, below the data and the split; none: the data's own digest.
    """

    name: str
    benchmark: str
    place: str
    split: str | None = None
    patterns: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


POLNEAR = {"place": "polnear", "split": "dev", "patterns": polnear.FILES}
MEASUREMENTS = (
    Measurement("agreement/seeds", "agreement", "", patterns=("attributions.jsonl",)),
    Measurement("indicators/seeds", "indicators", ""),
    Measurement("indicators/speakers", "indicators", "sources"),
    Measurement("claims/stories", "claims", "claims", patterns=("codings.jsonl",)),
    Measurement("frames/seeds", "frames", ""),
    Measurement("attribution/dev/model", "attribution", **POLNEAR),  # type: ignore[arg-type]
    Measurement("attribution/dev/baseline", "attribution", **POLNEAR, options={"extractor": "baseline"}),  # type: ignore[arg-type]
    Measurement("typography/dev", "typography", "polnear", "dev"),
    Measurement("correction/dev", "correction", **POLNEAR, options={"runs": 100}),  # type: ignore[arg-type]
    Measurement("sources", "sources", "sources", patterns=("articles.jsonl", "rows.jsonl")),
    Measurement("speakers", "speakers", "sources", patterns=("articles.jsonl", "rows.jsonl")),
    Measurement("portrayal/devtest_mt", "portrayal", "newsmtsc"),
    Measurement("tone/devtest_mt", "tone", "newsmtsc"),
    Measurement("parsing", "parsing", "pagedumps/train.jsonl"),
    Measurement(
        "comparison/basil/100 runs", "comparison", "basil", None, outlet_comparison.FILES,
        {"runs": 100, "pairs": 30, "extractor": "baseline"},
    ),
)  # fmt: skip
"""What `hearsay check` runs, the quick ones first. An empty place is the gold of the seeds."""


@dataclass(frozen=True)
class Measured:
    """What came of one measurement: its figures, lines to read, and what fell below a floor."""

    name: str
    figures: Mapping[str, Any]
    lines: tuple[str, ...]
    fallen: tuple[str, ...] = ()


def measure_all(data: Path | None) -> Iterator[Measured]:
    """Every measurement whose data are there; for each other a line that says which are missing.

    Parameters
    ----------
    data
        The folder that holds `polnear`, `newsmtsc` and the other data (docs/methods.md#data), or some of them; without it only
        what the checkout itself holds.

    Raises
    ------
    InputError
        When none of the data are there.
    """
    known = {one.name: one for one in MEASUREMENTS if one.benchmark in BENCHMARKS}
    held = {name: path for name, one in known.items() if (path := _place(one, data)) is not None}
    if not held:
        raise InputError("no benchmark's data are at hand; give their folder with --data, or name it in HEARSAY_BENCH")
    pinned = read_floors(FLOORS)
    for name, one in known.items():
        if name in held:
            yield _measured(one, held[name], pinned.get(name))
        else:
            yield Measured(name, {}, (f"not measured: there is no {one.place or 'data/gold'} in {data or 'reach'}",))


def _place(one: Measurement, data: Path | None) -> Path | None:
    """Where its data are, None where they are not."""
    if not one.place:
        return GOLD if GOLD.exists() else None
    path = None if data is None else data / one.place
    return path if path is not None and path.exists() else None


def _measured(one: Measurement, path: Path, pinned: Floors | None) -> Measured:
    target = BENCHMARKS[one.benchmark]
    try:
        figures = dict(pkgutil.resolve_name(target)(path, one.split, **one.options))
    except DataError as error:
        return Measured(one.name, {}, (f"not measured: {error}",))
    if pinned is None:
        told = as_lines(figures, sys.modules[target.partition(":")[0]]).splitlines()
        return Measured(one.name, figures, ("no floor is pinned", *told))
    found = digest(path / (one.split or ""), *one.patterns) if one.patterns else str(figures.get("data_sha256", ""))
    if found != pinned.digest:
        return Measured(one.name, figures, ("other data than the floors were pinned on; nothing to hold them to",))
    fallen = breaches(figures, pinned, found)
    limits = [(name, least, "floor") for name, least in pinned.floors.items()]
    limits += [(name, most, "ceiling") for name, most in pinned.ceilings.items()]
    width = max(len(name) for name, _, _ in limits)
    lines = [
        f"{name:{width}}  {figures.get(name, float('nan')):8.4g}  {kind} {limit:.4g}"
        + ("  FALLEN" if any(line.startswith(f"{name}:") for line in fallen) else "")
        for name, limit, kind in sorted(limits)
    ]
    return Measured(one.name, figures, tuple(lines), tuple(fallen))
