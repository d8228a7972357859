"""No test, no kernel and no process that a test starts may reach beyond this machine.

`conftest.py` puts this folder first on PYTHONPATH, so every Python process below the tests loads it at
start. An audit hook cannot be taken out again, and it sees connections and name look-ups made from C too.
"""

import sys

LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "")
WATCHED = {
    "socket.connect": lambda args: args[1],
    "socket.sendto": lambda args: args[1],
    "socket.getaddrinfo": lambda args: args[:1],
    "socket.gethostbyname": lambda args: args[:1],
    "socket.gethostbyaddr": lambda args: args[:1],
}


def _guard(event, args):
    if event in WATCHED:
        address = WATCHED[event](args)
        host = address[0] if isinstance(address, tuple) else None  # a string or bytes names a local socket file
        host = host.decode() if isinstance(host, bytes) else host
        if host is not None and host not in LOCAL:
            raise ConnectionRefusedError(f"the tests work offline, and {event} was asked for {host!r}")


if not getattr(sys, "hearsay_offline", False):
    sys.hearsay_offline = True
    sys.addaudithook(_guard)
