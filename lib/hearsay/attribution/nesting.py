"""Which attribution stands inside the content of which: 'Sullivan said Iran denied it' holds two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.spans import Found, Span
from hearsay.errors import InputError


def extent(found: Found) -> Span:
    """First and last character of everything that belongs to the attribution."""
    spans = [found.cue, *found.content, *([found.source] if found.source else [])]
    return min(start for start, _ in spans), max(end for _, end in spans)


def ordered(found: Sequence[Found]) -> list[Found]:
    """By first character, the longer one first; `parent` follows its attribution to the new position."""
    order = sorted(range(len(found)), key=lambda n: (extent(found[n])[0], -extent(found[n])[1], found[n].cue))
    place = {old: new for new, old in enumerate(order)}
    parents = [found[old].parent for old in order]
    return [
        replace(found[old], parent=None if parent is None else place[parent]) for old, parent in zip(order, parents, strict=True)
    ]


def nested(found: Sequence[Found]) -> list[Found]:
    """The same attributions with `parent` from containment: the narrowest content that holds the cue.

    An attribution is inside another when its cue is. Of two that hold each other's cue the one with the longer
    content is the outer one, so that there is never a circle.
    """
    size = [(sum(end - start for start, end in one.content), -place) for place, one in enumerate(found)]
    spans = sorted((start, end, place) for place, one in enumerate(found) for start, end in one.content)
    parents: dict[int, int] = {}
    open_spans: list[tuple[int, int]] = []
    at = 0
    for place in sorted(range(len(found)), key=lambda n: found[n].cue):
        start, end = found[place].cue
        while at < len(spans) and spans[at][0] <= start:
            open_spans.append(spans[at][1:])
            at += 1
        open_spans = [span for span in open_spans if span[0] > start]
        holding = [outer for stop, outer in open_spans if stop >= end and size[outer] > size[place]]
        if holding:
            parents[place] = min(holding, key=lambda outer: size[outer])
    return [replace(one, parent=parents.get(place)) for place, one in enumerate(found)]


def levels(found: Sequence[Found]) -> list[int]:
    """1 for the outermost, one more for each content around it. Raises `InputError` when parents go in a circle."""
    known: dict[int, int] = {}
    for place in range(len(found)):
        path, at = [], place
        while at is not None and at not in known:
            if len(path) > len(found):
                raise InputError(f"the extractor puts attribution {place} inside itself")
            path.append(at)
            at = found[at].parent
        depth = 0 if at is None else known[at]
        for step in reversed(path):
            depth += 1
            known[step] = depth
    return [known[place] for place in range(len(found))]
