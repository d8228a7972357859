"""What tests of several rooms share: the study of the seeds, and the benchmarks that are not part of the project."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import hearsay as hs

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seeds() -> hs.Study:
    """The five seeds as everybody reads them. Its tables are made once for all tests: change copies only."""
    return hs.read(ROOT / "seeds")


@pytest.fixture(scope="session")
def bench() -> Callable[[str], Path]:
    """The place of a benchmark: `bench("polnear")`. Where it is not at hand the test is skipped."""

    def place(name: str) -> Path:
        folder = os.environ.get("HEARSAY_BENCH")
        if not folder or not (path := Path(folder).resolve() / name).exists():
            pytest.skip(f"HEARSAY_BENCH names no folder that holds {name}")
        return path

    return place
