"""Groups of sentences that make one claim, from the probabilities of pairs. A sentence may stand in several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

TIE = 0.51
"""Probability from which a pair makes a claim, and mean probability from which a sentence joins one. Of the coded stories' pairs
of mentions that then stand together, four in five are mentions of one claim (cross-validated: `models/claims.md`)."""
LEAST_JOINING = 0.15
"""Probability that a sentence has to reach with every mention of a claim that it joins: one sure stranger keeps it out."""

Pair = tuple[int, int]


def claim_groups(same: Mapping[Pair, float]) -> list[tuple[int, ...]]:
    """Groups of sentences, by number, in the order of their first; the likeliest pair comes first and others gather round it.

    Parameters
    ----------
    same
        For each pair (first < second) the probability that they make one claim; a pair that is not there has none.
    """
    groups: list[list[int]] = []
    held: dict[int, list[int]] = defaultdict(list)
    for (i, j), probability in sorted(same.items(), key=lambda item: (-item[1], item[0])):
        if probability < TIE:
            break
        if any(j in groups[number] for number in held[i]):
            continue
        joining = [(_mean(same, new, groups[number]), number, new) for old, new in ((i, j), (j, i)) for number in held[old]]
        strength, number, new = max(joining, key=lambda found: (found[0], -found[1], -found[2]), default=(0.0, -1, -1))
        if strength < TIE:
            groups.append([])
            number, joins = len(groups) - 1, [i, j]
        else:
            joins = [new]
        groups[number] += joins
        for member in joins:
            held[member].append(number)
    return sorted(tuple(sorted(group)) for group in _merged(groups))


def _merged(groups: Sequence[Sequence[int]]) -> list[set[int]]:
    """Groups that share three sentences, and two thirds of the smaller one, as one: they are wordings of one claim."""
    kept: list[set[int]] = []
    homes: dict[int, set[int]] = defaultdict(set)
    for group in sorted(map(set, groups), key=lambda one: (-len(one), sorted(one))):
        shared = Counter(number for member in group for number in homes[member])
        number = min((one for one, n in shared.items() if n >= max(3, 2 * len(group) / 3)), default=len(kept))
        if number == len(kept):
            kept.append(set())
        kept[number] |= group
        for member in group:
            homes[member].add(number)
    return kept


def _mean(same: Mapping[Pair, float], new: int, group: Sequence[int]) -> float:
    """Mean probability of a sentence with those of a group; 0 where one of them keeps it out."""
    chances = [same.get((min(new, one), max(new, one)), 0.0) for one in group]
    return sum(chances) / len(chances) if min(chances) >= LEAST_JOINING else 0.0
