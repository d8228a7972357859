"""Headlines: a colon between who and what."""

from __future__ import annotations

from hearsay.attribution.syntax import FINITE, Sentence

LABELS = frozenset(
    (
        "breaking", "exclusive", "watch", "video", "videos", "photo", "photos", "opinion", "update", "updated", "live", "gallery",
        "listen", "analysis", "editorial", "column", "review", "explainer", "podcast", "interview", "transcript", "correction",
        "commentary", "timeline", "recap", "preview",
    )
)  # fmt: skip
"""What stands before a colon without speaking."""

LONGEST = 7
"""Words of a source in a headline."""

Split = tuple[tuple[int, int], tuple[int, int], tuple[tuple[int, int], ...]]


def colon(sentence: Sentence) -> Split | None:
    """Source, cue and content of 'Officials: Iran is ready' or 'Iran is ready: officials', as tokens.

    The shorter side speaks; it has no finite verb, and its words are few.
    """
    tokens = sentence.tokens
    at = next((n for n, token in enumerate(tokens) if token.form == ":" and not token.quoted), None)
    end = len(tokens) - (bool(tokens) and tokens[-1].form in ".!?")
    if at is None or not 0 < at < end - 1:
        return None
    left, right = (0, at), (at + 1, end)
    sides = sorted((left, right), key=lambda side: side[1] - side[0])
    source = next((side for side in sides if _speaks(sentence, *side)), None)
    if source is None:
        return None
    return source, (at, at + 1), (right if source == left else left,)


def _speaks(sentence: Sentence, first: int, last: int) -> bool:
    tokens = sentence.tokens[first:last]
    named = any(token.tag.startswith(("NN", "PRP")) for token in tokens)
    quiet = not any(token.tag in FINITE or token.form in "“”?!" or token.low in LABELS for token in tokens)
    return len(tokens) <= LONGEST and named and quiet
