"""The benchmarks by name, and the digest of what they were measured on."""

import hashlib
from importlib import import_module

import pytest

from hearsay.validation.benchmarks import BENCHMARKS, digest


@pytest.mark.parametrize("what", BENCHMARKS)
def test_every_benchmark_is_a_function_that_takes_data(what):
    module, _, function = BENCHMARKS[what].partition(":")
    assert callable(getattr(import_module(module), function))


def test_a_file_has_its_own_digest_and_a_folder_one_over_names_and_bytes(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one")
    assert digest(tmp_path / "a.txt") == hashlib.sha256(b"one").hexdigest()
    before = digest(tmp_path, "*.txt")
    (tmp_path / "b.csv").write_bytes(b"two")
    assert digest(tmp_path, "*.txt") == before != digest(tmp_path, "*.txt", "*.csv")
    (tmp_path / "a.txt").rename(tmp_path / "c.txt")
    assert digest(tmp_path, "*.txt") != before
