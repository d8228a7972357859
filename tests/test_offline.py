"""No test needs the network: whatever reaches beyond this machine fails, here, in kernels and in processes below."""

from __future__ import annotations

import socket
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from hearsay import engine

ELSEWHERE = ("192.0.2.1", 80)
"""An address of the block that is reserved for documentation: nobody answers there."""
ATTEMPTS = {
    "connect": lambda: socket.create_connection(ELSEWHERE, timeout=5),
    "look up": lambda: socket.getaddrinfo("example.org", 443),
    "look up by C": lambda: socket.gethostbyname("example.org"),
    "send": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ELSEWHERE),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_reaches_beyond_this_machine(attempt):
    with pytest.raises(ConnectionRefusedError, match="the tests work offline"):
        ATTEMPTS[attempt]()


def test_this_machine_itself_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5) as client:
        assert client.getpeername() == server.getsockname()


def test_a_process_below_is_offline_too():
    code = f"import socket; socket.create_connection({ELSEWHERE}, timeout=5)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 1 and "the tests work offline" in run.stderr


def _attempt(name: str) -> str:
    try:
        ATTEMPTS[name]()
    except OSError as error:
        return str(error)
    return "reached"


def test_workers_are_offline_too():
    assert all("the tests work offline" in said for said in engine.per_article(_attempt, ["connect", "look up"], 2))


def test_a_kernel_is_offline_too():
    cell = nbformat.v4.new_code_cell(f"import socket\nsocket.create_connection({ELSEWHERE}, timeout=5)")
    with pytest.raises(CellExecutionError, match="the tests work offline"):
        NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3", timeout=60).execute()
