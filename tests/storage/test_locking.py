"""One writer at a time, also against a process that is not ours."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hearsay.storage.locking import lock_file

ASK = "import os, sys; from hearsay.storage.locking import lock_file; print(lock_file(os.open(sys.argv[1], os.O_RDWR)))"


def asked(path) -> str:
    return subprocess.run([sys.executable, "-c", ASK, str(path)], capture_output=True, text=True, check=True).stdout.strip()


def test_another_process_gets_the_lock_when_the_file_is_closed(tmp_path):
    path = tmp_path / "lock"
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    assert lock_file(file) and asked(path) == "False"
    os.close(file)
    assert asked(path) == "True"


def test_what_cannot_be_locked_is_no_lock_of_others(tmp_path):
    file = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    os.close(file)
    with pytest.raises(OSError):
        lock_file(file)
