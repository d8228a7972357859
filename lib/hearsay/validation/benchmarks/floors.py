"""Pinned floors: a benchmark may not fall below what it once reached, and may not be measured on other data.

The floors stand in a TOML file under version control, one table per benchmark, with the digest of the data they were
measured on. `python -m hearsay.validation.benchmarks.floors` checks a measurement, raises floors, and lowers one for a reason.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path

from hearsay.errors import HearsayError, InputError

Key = str | int | float


@dataclass(frozen=True)
class Floors:
    """What one benchmark must reach: `floors` from below, `ceilings` from above (sizes, ratios), and what was lowered."""

    digest: str
    floors: Mapping[str, float] = field(default_factory=dict)
    ceilings: Mapping[str, float] = field(default_factory=dict)
    lowered: tuple[Mapping[str, Key], ...] = ()


def read_floors(path: Path) -> dict[str, Floors]:
    """The floors of every benchmark in the file; none when there is no file."""
    if not path.exists():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Floors(**{**table, "lowered": tuple(table.get("lowered", ()))}) for name, table in tables.items()}
    except (tomllib.TOMLDecodeError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a file of floors ({error}); restore it from version control") from error


def write_floors(path: Path, benchmarks: Mapping[str, Floors]) -> None:
    """The file anew, benchmarks and metrics in alphabetical order."""
    path.write_text("\n".join(_table(name, benchmarks[name]) for name in sorted(benchmarks)), encoding="utf-8")


def breaches(measured: Mapping[str, float], pinned: Floors, digest: str) -> list[str]:
    """What is wrong with a measurement, a line each; empty when the gate is open.

    Other data is the only breach reported when the digests differ: figures on other data mean nothing here.
    """
    if digest != pinned.digest:
        return [f"the data are not those the floors were measured on: digest {digest[:12]}…, pinned {pinned.digest[:12]}…"]
    limits = [(name, 1, least, "below its floor") for name, least in pinned.floors.items()]
    limits += [(name, -1, most, "above its ceiling") for name, most in pinned.ceilings.items()]
    lines = []
    for name, sign, limit, what in limits:
        if name not in measured:
            lines.append(f"{name}: pinned, but not measured")
        # Written so that nan breaches.
        elif not sign * measured[name] >= sign * limit:
            lines.append(f"{name}: {measured[name]:.4g} is {what} of {limit:.4g}")
    return lines


def raised(
    pinned: Floors, measured: Mapping[str, float], digest: str, floors: Sequence[str] = (), ceilings: Sequence[str] = ()
) -> Floors:
    """Floors as high as the measurement, ceilings as low, those named pinned anew; nothing is ever eased.

    Measurements are cut to one decimal towards easier, so that the last bit of another machine breaches nothing.
    """
    if pinned.digest and digest != pinned.digest:
        raise InputError("the data are not those the floors were measured on; pin them under another name")
    absent = [name for name in (*floors, *ceilings) if name not in measured]
    if absent:
        raise InputError(f"{absent} cannot be pinned, for they were not measured")
    low = _tightened(pinned.floors, measured, floors, 1)
    return replace(pinned, digest=digest, floors=low, ceilings=_tightened(pinned.ceilings, measured, ceilings, -1))


def _tightened(pinned: Mapping[str, float], measured: Mapping[str, float], more: Sequence[str], sign: int) -> dict[str, float]:
    """Limits as tight as was measured, of what is pinned and of `more`; `sign` is 1 for floors, -1 for ceilings."""
    cut = {name: -sign * _up(-sign * measured[name]) for name in (*pinned, *more) if name in measured}
    return {**cut, **{name: sign * max(sign * limit, sign * cut.get(name, limit)) for name, limit in pinned.items()}}


def lowered(pinned: Floors, metric: str, value: float, reason: str) -> Floors:
    """The floor (or ceiling) of one metric eased to the value, with the reason kept in the file.

    Raises `InputError` when the metric is not pinned, the reason is empty, or the change would not ease.
    """
    kind = "floors" if metric in pinned.floors else "ceilings"
    old = getattr(pinned, kind).get(metric)
    if old is None:
        raise InputError(f"{metric!r} has no floor; pinned are {sorted((*pinned.floors, *pinned.ceilings))}")
    if not reason.strip():
        raise InputError(f"{metric!r}: a floor is lowered for a reason only; give it with --reason")
    if not (value < old if kind == "floors" else value > old):
        raise InputError(f"{metric!r}: {value:g} does not ease {old:g}; better figures are pinned with --pin")
    entry = {"metric": metric, "from": old, "to": value, "reason": reason.strip()}
    limits = {"floors": pinned.floors, "ceilings": pinned.ceilings}
    limits[kind] = {**limits[kind], metric: value}
    return Floors(pinned.digest, **limits, lowered=(*pinned.lowered, entry))


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 0 when the gate is open, 1 when a figure breaches it, 2 when the request is wrong."""
    options = _parser().parse_args(arguments)
    try:
        lines = _run(options)
    except HearsayError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    done = "the gate is open" if options.pin is None and not options.lower else "the floors are written"
    sys.stdout.write("\n".join(lines or [done]) + "\n")
    return 1 if lines else 0


def _run(options: argparse.Namespace) -> list[str]:
    benchmarks = read_floors(options.floors)
    pinned = benchmarks.get(options.benchmark, Floors(""))
    if options.lower:
        if options.to is None:
            raise InputError("--lower needs --to VALUE and --reason TEXT")
        pinned = lowered(pinned, options.lower, options.to, options.reason)
    elif options.measured is None or options.digest is None:
        raise InputError("give --measured and --digest, or --lower METRIC --to VALUE --reason TEXT")
    else:
        measured = _measured(options.measured)
        if options.pin is None:
            return breaches(measured, pinned, options.digest)
        pinned = raised(pinned, measured, options.digest, options.pin, options.ceiling)
    write_floors(options.floors, {**benchmarks, options.benchmark: pinned})
    return []


def _measured(path: Path) -> dict[str, float]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no measurement can be read ({error}); write one with `hearsay check … --json`") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hearsay.validation.benchmarks.floors", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("benchmark", help="its name in the file of floors, such as attribution/dev/baseline")
    parser.add_argument("--floors", type=Path, default=Path("tests/bench/floors.toml"), help="the file of floors")
    parser.add_argument("--measured", type=Path, help="JSON of `hearsay check … --json`")
    parser.add_argument("--digest", help="of the data measured on, as benchmarks.digest gives it")
    parser.add_argument("--pin", nargs="*", metavar="METRIC", help="raise what is pinned to what was measured, and pin these")
    parser.add_argument("--ceiling", nargs="*", default=(), metavar="METRIC", help="with --pin: pin these from above")
    parser.add_argument("--lower", metavar="METRIC", help="ease one floor")
    parser.add_argument("--to", type=float, metavar="VALUE", help="its new value")
    parser.add_argument("--reason", default="", help="why; kept in the file")
    return parser


def _up(value: float) -> float:
    """Up to one decimal, digits that are only rounding error apart."""
    return ceil(round(value * 10, 6)) / 10


def _table(name: str, pinned: Floors) -> str:
    lines = [f"[{_string(name)}]", f"digest = {_string(pinned.digest)}", ""]
    for kind in ("floors", "ceilings"):
        limits = getattr(pinned, kind)
        lines += [f"[{_string(name)}.{kind}]", *(f"{_string(metric)} = {limits[metric]!r}" for metric in sorted(limits)), ""]
    for entry in pinned.lowered:
        lines += [f"[[{_string(name)}.lowered]]"]
        lines += [f"{key} = {_string(value) if isinstance(value, str) else repr(value)}" for key, value in entry.items()] + [""]
    return "\n".join(lines)


def _string(text: str) -> str:
    """A basic TOML string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


if __name__ == "__main__":
    sys.exit(main())
