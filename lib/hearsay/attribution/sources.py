"""Sources that are none: the 'it' of 'it was reported that', a determiner alone, the mark of a genitive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.spans import Found, Span

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
GENITIVE = re.compile(r"\s*['’]s?$")
LONGEST = 200


def cleaned(text: str, found: Sequence[Found]) -> list[Found]:
    """The same attributions without sources that name nobody; genitives without their mark."""
    return [replace(one, source=_source(text, one)) if one.source else one for one in found]


def _source(text: str, found: Found) -> Span | None:
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


def _relative(word: str, text: str, found: Found) -> bool:
    """'a report that says': 'that' and demonstratives right before their cue are a subject."""
    between = text[found.source[1] : found.cue[0]] if found.source else ""
    return word in ("that", "this", "these", "those", "some", "most", "more") and not between.strip()


def _expletive(text: str, found: Found) -> bool:
    """'it' before a passive or 'seems', with the clause that it announces after it."""
    source = found.source or (0, 0)
    after = text[source[1] : source[1] + 60].lstrip()
    announced = any(start >= found.cue[1] for start, _ in found.content)
    return announced and source[1] <= found.cue[0] and bool(EXPLETIVE.match(after) or SEEMS.match(after))
