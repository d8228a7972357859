"""What was found, put in order: sources that are none, and which attribution stands inside which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.errors import InputError
from hearsay.text.spans import Attribution, Span

EMPTY = frozenset(("the", "a", "an", "this", "that", "these", "those", "such", "any", "no", "there", "some", "more", "most"))
"""Words that stand for nobody when nothing follows them. A relative 'that' takes up somebody, see `_relative`."""
EXPLETIVE = re.compile(
    r"(?:is|was|were|are|has been|have been|had been|will be|being|be)\s+"
    r"(?:\w+ly\s+|also\s+|now\s+|then\s+|not\s+|still\s+|once\s+){0,3}"
    r"(?:\w+(?:ed|wn|id|ld|en|ought|eard|elt|een)|clear|unclear|likely|unlikely|possible|known|certain|true|said|no)\b",
    re.IGNORECASE,
)
"""'was reported', 'is understood', 'has long been known': passives and adjectives whose 'it' is nobody."""
SEEMS = re.compile(r"(?:now\s+|also\s+)?(?:seem|appear|emerge|transpire|turn)(?:s|ed)?\b", re.IGNORECASE)
GENITIVE = re.compile(r"(?<!\s)\s*['’]s?$")
LONGEST = 200


def extent(found: Attribution) -> Span:
    """First and last character of everything that belongs to the attribution."""
    spans = [found.cue, *found.content, *([found.source] if found.source else [])]
    return min(start for start, _ in spans), max(end for _, end in spans)


def in_text_order(found: Sequence[Attribution]) -> list[Attribution]:
    """By first character, the longer one first; `parent` follows its attribution to the new position."""
    order = sorted(range(len(found)), key=lambda n: (extent(found[n])[0], -extent(found[n])[1], found[n].cue))
    place = {old: new for new, old in enumerate(order)}
    parents = [found[old].parent for old in order]
    return [
        replace(found[old], parent=None if parent is None else place[parent]) for old, parent in zip(order, parents, strict=True)
    ]


def nested_by_containment(found: Sequence[Attribution]) -> list[Attribution]:
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


def nesting_levels(found: Sequence[Attribution]) -> list[int]:
    """1 for the outermost, one more for each content around it. Raises `InputError` when parents go in a circle."""
    known: dict[int | None, int] = {None: 0}
    for place in range(len(found)):
        path: list[int] = []
        at: int | None = place
        while at is not None and at not in known:
            if len(path) > len(found):
                raise InputError(f"the extractor puts attribution {place} inside itself")
            path.append(at)
            at = found[at].parent
        known.update((step, known[at] + depth) for depth, step in enumerate(reversed(path), start=1))
    return [known[place] for place in range(len(found))]


def clean_sources(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """The same attributions without sources that name nobody; genitives without their mark."""
    return [replace(one, source=_source(text, one)) if one.source else one for one in found]


def _source(text: str, found: Attribution) -> Span | None:
    start, end = found.source or (0, 0)
    if end - start > LONGEST:
        return found.source
    words = text[start:end].strip().lower().split()
    if not words or (len(words) == 1 and words[0] in EMPTY and not _relative(words[0], text, found)):
        return None
    if words in (["it"], ["there"]) and _expletive(text, found):
        return None
    bare = GENITIVE.sub("", text[start:end])
    return (start, start + len(bare)) if bare.strip() else None


def _relative(word: str, text: str, found: Attribution) -> bool:
    """'a report that says': 'that' and demonstratives right before their cue are a subject."""
    between = text[found.source[1] : found.cue[0]] if found.source else ""
    return word in ("that", "this", "these", "those", "some", "most", "more") and not between.strip()


def _expletive(text: str, found: Attribution) -> bool:
    """'it' before a passive or 'seems', with the clause that it announces after it."""
    source = found.source or (0, 0)
    after = text[source[1] : source[1] + 60].lstrip()
    announced = any(start >= found.cue[1] for start, _ in found.content)
    return announced and source[1] <= found.cue[0] and bool(EXPLETIVE.match(after) or SEEMS.match(after))
