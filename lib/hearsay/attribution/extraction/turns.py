"""Interviews and transcripts: paragraphs that begin with who speaks ('Q:', 'MR. PRICE:'), turn by turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hearsay.attribution.extraction.grammar import LABELS
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution, Span
from hearsay.text.words import WORD

LABEL = re.compile(r"(?:(?P<letter>[QA])\s?(?P<dot>[:.])|(?P<name>[^\W\d_][^\n:“”\"]{0,40}?)\s?(?P<colon>:))(?=\s)")
PARTS = word_set("q a question questioner answer interviewer interviewee reporter moderator host speaker")
"""Names of parts in an interview."""
LEAST = 3
"""Turns that make a transcript when they stand together: two names recur, or one does beside a part ('QUESTION'). A question with
its answer is one whatever their number."""
BETWEEN = 3
"""Paragraphs without a name that a turn may go on in before the next turn."""
LONGEST = 5
"""Words of a name."""
CONFIDENCE = 0.9
"""Of a turn; the form leaves little doubt, but no corpus measured it."""


@dataclass(frozen=True)
class Turn:
    """One labelled paragraph: who, as printed, the mark behind it, and what is said."""

    source: Span
    cue: Span
    said: Span
    paragraph: int


def spoken_turns(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """The turns of an article that prints an interview or a transcript, one attribution each; none for any other.

    A turn goes on in paragraphs without a label as long as another turn follows soon.
    """
    turns = [turn for number, span in enumerate(paragraphs) if (turn := _turn(text, number, span))]
    names = Counter(text[slice(*turn.source)].lower() for turn in turns)
    asked = {"q", "a"} <= set(names) or {"question", "answer"} <= set(names)
    recurring = [name for name, turns_of in names.items() if turns_of > 1]
    talk = len(recurring) > 1 or (recurring and len(names) > 1 and not PARTS.isdisjoint(names))
    if not asked and not (talk and _taken_in_turns(turns)):
        return []
    following = [turn.paragraph for turn in turns[1:]] + [turns[-1].paragraph + 1]
    return [
        Attribution(turn.source, turn.cue, (turn.said, *_more(paragraphs, turn.paragraph, until)), CONFIDENCE)
        for turn, until in zip(turns, following, strict=True)
    ]


def _taken_in_turns(turns: Sequence[Turn]) -> bool:
    """Whether `LEAST` turns stand together: a list of facts ('Age: 34') has its labels too, one list apart from the other."""
    run = 1
    for turn, following in pairwise(turns):
        run = run + 1 if following.paragraph - turn.paragraph <= BETWEEN + 1 else 1
        if run >= LEAST:
            return True
    return False


def _turn(text: str, number: int, paragraph: Span) -> Turn | None:
    found = LABEL.match(text, *paragraph)
    if not found:
        return None
    part = "letter" if found["letter"] else "name"
    said = (found.end() + len(text[found.end() : paragraph[1]]) - len(text[found.end() : paragraph[1]].lstrip()), paragraph[1])
    if said[0] >= said[1] or not WORD.search(text, *said):
        return None
    mark = found.span("dot" if found["letter"] else "colon")
    return Turn(found.span(part), mark, said, number) if _is_name(text, found.span(part)) else None


def _is_name(text: str, span: Span) -> bool:
    """Whether a label can speak: a part in an interview, or a name, whose last word the prose has behind another of the name."""
    label = text[slice(*span)]
    words = label.lower().split()
    if " ".join(words) in PARTS:
        return True
    if len(words) > LONGEST or not LABELS.isdisjoint(words) or not all(word[0].isupper() for word in label.split()):
        return False
    titled = label.isupper() and label.startswith(("MR", "MS", "MRS", "DR"))
    last = re.escape(label.split()[-1])
    return titled or re.search(rf"\b[A-Z][\w.’'-]+\s+(?i:{last})\b(?!\s?:)", text) is not None


def _more(paragraphs: Sequence[Span], at: int, until: int) -> tuple[Span, ...]:
    return tuple(paragraphs[at + 1 : until]) if until - at - 1 <= BETWEEN else ()
