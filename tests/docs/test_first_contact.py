"""The ways in for those who have nothing yet: `make lab`, a container, conda. None of them may name what is not there."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/lab/tree/notebooks/00_start_here\.ipynb\?token=\w+")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_container_runs_targets_that_the_makefile_has():
    # One is a file, the other a name; `.ready` is the variable READY.
    run = re.findall(r"^RUN make (\S+)|CMD \[\"make\", \"(\w+)\"", read("Dockerfile"), re.MULTILINE)
    assert [one or other for one, other in run] == [".venv/.ready", "lab"]
    assert "READY := .venv/.ready" in read("Makefile") and re.search(r"^lab: ", read("Makefile"), re.MULTILINE)


def test_what_the_container_copies_leaves_behind_what_git_does_not_keep():
    left = {line.removeprefix("**/").strip("/") for line in read(".dockerignore").splitlines()}
    assert {".venv", "build", "report", "__pycache__"} <= left
    assert not any((ROOT / name).is_file() for name in left)


def test_the_development_container_is_the_same_container_and_user():
    container = json.loads(read(".devcontainer/devcontainer.json"))
    assert (ROOT / ".devcontainer" / container["build"]["dockerfile"]).resolve() == ROOT / "Dockerfile"
    assert f"ARG NB_USER={container['remoteUser']}" in read("Dockerfile")


def test_conda_installs_the_pinned_packages():
    named = re.search(r"--requirement (\S+)", read("environment.yml"))[1]
    assert (ROOT / named).is_file()
    assert re.search(r"python=(\S+)", read("environment.yml"))[1] in read("Dockerfile")


@pytest.mark.nightly
def test_make_lab_says_an_address_that_leads_to_the_first_notebook(tmp_path):
    if not (ROOT / ".venv" / ".ready").exists():
        pytest.skip("make lab runs what make has installed into .venv, and here nothing is")
    heard = tmp_path / "heard.txt"
    command = ["make", "-o", ".venv/.ready", "lab", "LAB=--no-browser --allow-root --port=0 --ip=127.0.0.1"]
    with heard.open("w") as into:
        lab = subprocess.Popen(command, cwd=ROOT, stdout=into, stderr=into, start_new_session=True)
    try:
        for _ in range(300):
            if (found := ADDRESS.search(heard.read_text())) or lab.poll() is not None:
                break
            time.sleep(0.2)
        assert found, heard.read_text()
        with urlopen(found[0], timeout=20) as answer:
            assert answer.status == 200
    finally:
        os.killpg(lab.pid, signal.SIGKILL)
        lab.wait()
