"""Headlines that name their source beside a colon, which the learned extractor often passes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution import baseline, model
from hearsay.attribution.bodies import compounds
from hearsay.attribution.chunks import chunks
from hearsay.attribution.headlines import LABELS
from hearsay.attribution.lexicon import word_set
from hearsay.attribution.mentions import read
from hearsay.attribution.spans import Found, Passage, Span

CONFIDENCE = 0.5
"""Of an attribution that the rule alone finds; with a higher `least` none is added."""
MARKS = frozenset((":", "-", "–", "—"))
SPEAKING = ("role", "inst", "media", "doc", "person")
BODIES = ("metonym", "institution", "party", "region")
ASKING = word_set("what why how who when where which here are is can will should")
"""First words of what is a question or a promise, nobody's statement."""


def extract(text: str, passages: Sequence[Passage], *, least: float | None = None) -> list[Found]:
    """What `model.extract` finds, and in the title zone what stands beside a colon and it missed.

    Parameters as in `model.extract`.
    """
    found = model.extract(text, passages, least=least)
    if least is not None and least > CONFIDENCE:
        return found
    return found + [one for one in headlines(text, passages) if not any(_same(one, known) for known in found)]


def headlines(text: str, passages: Sequence[Passage]) -> list[Found]:
    """'Bridge closed after crash: police', 'Police: bridge closed': the side of the colon that can speak does."""
    titles = [passage for passage in passages if passage.zone == "title"]
    found = baseline.extract(text, titles) if titles else []
    beside = (one for one in found if one.source and text[slice(*one.cue)].strip() in MARKS and one.content)
    return [replace(one, parent=None, confidence=CONFIDENCE) for one in beside if _speaks(text, one)]


def _speaks(text: str, found: Found) -> bool:
    start, end = found.source or (0, 0)
    mention = read(compounds(chunks(text, start, end), text), text)
    who = mention.head in SPEAKING or (mention.head == "place" and mention.value in BODIES)
    said = text[found.content[0][0] : found.content[-1][1]].strip(" '‘’“”\"")
    labelled = said.lower() in LABELS
    return who and not labelled and not said.endswith("?") and said.split(" ")[0].lower() not in ASKING


def _same(one: Found, known: Found) -> bool:
    """Whether an attribution already has this colon or this source."""
    return _meet(one.cue, known.cue) or (known.source is not None and one.source is not None and _meet(one.source, known.source))


def _meet(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
