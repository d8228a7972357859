"""Samples that are the same whenever they are drawn: by a digest of the names, each group by its share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def stratified_sample(names: Sequence[str], groups: Sequence[str], n: int) -> list[str]:
    """`n` of the names, or all where there are no more, from each group its share, to one.

    Parameters
    ----------
    names, groups
        Different names, and for each the group that it is in.
    n
        How many are drawn.

    Returns
    -------
    list
        The names drawn, in the order given. What is left over after whole shares goes to the groups with the largest remainders
        (Hare's quota). Within a group those are drawn whose digests are least, so that neither the order of the names nor what
        was drawn before changes anything, and a sample of a name's group is as good as one drawn at random.

    Notes
    -----
    Every name is drawn with nearly the same probability: shares and means need no weights. A group that is smaller than one in
    `n` may be missing.
    """
    by_group: dict[str, list[str]] = {}
    for name, group in zip(names, groups, strict=True):
        by_group.setdefault(group, []).append(name)
    n = min(n, len(names))
    wholes = {group: n * len(own) // len(names) for group, own in by_group.items()}
    by_remainder = sorted(by_group, key=lambda group: (-(n * len(by_group[group]) % len(names)), group))
    for group in by_remainder[: n - sum(wholes.values())]:
        wholes[group] += 1
    drawn = {name for group, own in by_group.items() for name in sorted(own, key=_digest)[: wholes[group]]}
    return [name for name in names if name in drawn]


def _digest(name: str) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
