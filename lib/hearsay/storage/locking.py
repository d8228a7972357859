"""One writer at a time: a lock on an open file, which goes when the file is closed or the process ends, however it ends."""

from __future__ import annotations

import errno


def lock_file(file: int) -> bool:
    """Lock an open file; False when another holds it. Raises `OSError` where files cannot be locked at all."""
    try:
        try:
            import fcntl
        except ImportError:  # Windows
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK):
            return False
        raise
    return True
