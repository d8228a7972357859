"""Numbers with their owners: all pairs of a number come back together, whether they were in memory or on disk."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest

from hearsay.parsing.key_groups import KeyGroups


@pytest.mark.parametrize("held", [10**6, 50, 1])
def test_all_pairs_of_a_number_come_back_together_and_in_order(held, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    random = np.random.default_rng(7)
    keys, owners = random.integers(0, 2**64, 40, dtype=np.uint64)[random.integers(0, 40, 600)], np.arange(600)
    groups = KeyGroups(held)
    for first in range(0, 600, 30):
        groups.add(keys[first : first + 30], owners[first : first + 30])
    assert bool(list(tmp_path.rglob("*"))) is (held < 600)
    seen: dict[int, list[int]] = {}
    for some, theirs in groups.shares():
        assert not set(some.tolist()) & set(seen) and list(some) == sorted(some)
        for key, owner in zip(some.tolist(), theirs.tolist(), strict=True):
            seen.setdefault(key, []).append(owner)
    assert seen == {int(key): np.flatnonzero(keys == key).tolist() for key in np.unique(keys)}
    del groups
    assert not list(Path(tmp_path).iterdir())


def test_nothing_has_no_shares():
    groups = KeyGroups()
    groups.add(np.zeros(0, dtype=np.uint64), 3)
    assert not [share for share in groups.shares() if len(share[0])]
