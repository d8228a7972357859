"""What was found, put in order: sources that are none, and which attribution stands inside which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.errors import InputError
from hearsay.text.spans import Attribution, SentenceSpan, Span
from hearsay.text.tagging import FINITE, phrase_before, tagged_sentence

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
RELATIVE = re.compile(
    r"(?:who|whom|which)\s+(?!(?:is|was|were|are|has|have|had|will|would|could|can|may|might|did|does|do|been|also|never)\b)(?=[^\W_])"
)
"""'a man who police say fled': whoever speaks stands behind the relative, which is what is spoken of."""
SUBORDINATE = re.compile(r"\b(?:because|since|whom|which|as|while|although|though|where|when|whose)\s+$", re.IGNORECASE)
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
    """The same attributions without sources that name nobody; genitives without their mark, relatives without their pronoun.

    A source that is the subject of a clause set between commas, 'an official, speaking on condition of anonymity because he was
    not authorised to talk, said', is whom the clause is set beside.
    """
    return [replace(one, source=_source(text, one)) if one.source else one for one in found]


def _source(text: str, found: Attribution) -> Span | None:
    start, end = found.source or (0, 0)
    if end - start > LONGEST:
        return found.source
    words = text[start:end].strip().lower().split()
    answer = text[start:end] == "A" and text[slice(*found.cue)] in (":", ".")
    if not words or (len(words) == 1 and words[0] in EMPTY and not _relative(words[0], text, found) and not answer):
        return None
    if words in (["it"], ["there"]) and _expletive(text, found):
        return None
    if (beside := _set_beside(text, found)) is not None:
        start, end = beside
    elif relative := RELATIVE.match(text, start, end):
        start = relative.end()
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


def _set_beside(text: str, found: Attribution) -> Span | None:
    """Whom a clause is set beside, when the source stands in it: a subordinator before the source, a comma before the cue."""
    start, end = found.source or (0, 0)
    if end > found.cue[0] or not SUBORDINATE.search(text, max(start - 12, 0), start) or text[: found.cue[0]].rstrip()[-1:] != ",":
        return None
    opening = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    sentence = tagged_sentence(text, lambda at: False, SentenceSpan(opening, found.cue[0], 0, 0, "body"))
    if not any(token.tag in FINITE for token in sentence.tokens if start <= token.start):
        return None
    commas = [n for n, token in enumerate(sentence.tokens) if token.form == "," and token.start < start]
    first = phrase_before(sentence, commas[-1]) if commas else None
    return sentence.span(first, commas[-1]) if first is not None else None
