"""`kill -9` at random moments of a command that writes over former files: `kills.py --folder DIR --kind report`.

After each kill the former files or the new ones have to stand there whole, and another run has to make the same bytes as one
that nobody disturbed and to leave nothing beside them. Kill number n is always at the same share of an undisturbed run. DIR
keeps how far it has come, so that it can go on later: `KIND.jsonl`, a line a kill. Ends after `--seconds` at the next kill, with
1 where something was wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "fixtures"))
LATE = 0.3
"""Power of an even draw: late moments, at which files are written, come more often."""


def stopped_runs() -> ModuleType:
    """The test of stopped runs, whose corpora and commands are taken."""
    spec = importlib.util.spec_from_file_location("stopped_runs", ROOT / "test_stopped_runs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(folder: Path, kind: str, times: int, seconds: float) -> int:
    """Each kill that was not tried yet."""
    runs, until = stopped_runs(), time.monotonic() + seconds
    place, log = folder / kind, folder / f"{kind}.jsonl"
    if not place.exists():
        place.mkdir(parents=True)
        runs.write_corpora(place)
    known = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []

    def undisturbed(corpus: str) -> tuple[dict[str, bytes], float]:
        shutil.rmtree(place / "out", ignore_errors=True)
        begun = time.monotonic()
        assert runs.started(place, kind, corpus).wait() == 0
        return runs.contents(place / "out"), time.monotonic() - begun

    (former, _), (new, lasted) = (undisturbed(corpus) for corpus in ("morning", "evening"))
    for number in range(len(known), times):
        if time.monotonic() > until:
            break
        shutil.rmtree(place / "out")
        for name, content in former.items():
            (place / "out" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "out" / name).write_bytes(content)
        moment = 1.1 * random.Random(f"{kind} {number}").random() ** LATE
        run = runs.started(place, kind, "evening", "--cores", str(1 + number % 2))
        time.sleep(moment * lasted)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        found = runs.contents(place / "out")
        stood = "former" if found == former else "new" if found == new else "a mixture"
        again = runs.started(place, kind, "evening").wait()
        mended = again == 0 and runs.contents(place / "out") == new and not runs.beside(place)
        known.append({"kill": number, "moment": round(moment, 3), "stood": stood, "mended": mended})
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(known[-1]) + "\n")
    stood = {name: sum(one["stood"] == name for one in known) for name in ("former", "new", "a mixture")}
    print(f"{kind}: {len(known)} of {times} kills; {stood}; mended by another run: {sum(one['mended'] for one in known)}")
    return int(any(one["stood"] == "a mixture" or not one["mended"] for one in known))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--kind", choices=["tables", "stream", "dask", "report"], default="report")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=540)
    given = parser.parse_args()
    sys.exit(main(given.folder, given.kind, given.times, given.seconds))
