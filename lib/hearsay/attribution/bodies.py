"""Names of bodies: ministries, universities, papers, joined from the words around the one that says what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.chunks import Chunk
from hearsay.attribution.lexicon import word_set

LONGEST = 9
"""Words of a name at most, on either side of the word that says what it is."""
MEDIA_WORDS = word_set(
    """times post news herald tribune gazette journal chronicle observer telegraph tv radio courier sentinel
    examiner register mirror today inquirer globe dispatch daily weekly magazine broadcasting media reporter
    bulletin argus echo television newspaper"""
)


def compounds(found: Sequence[Chunk], text: str) -> list[Chunk]:
    """The chunks with names of bodies joined: 'University of Virginia', 'Iranian Foreign Ministry', 'Springfield Herald'."""
    out: list[Chunk] = []
    i = 0
    while i < len(found):
        chunk = found[i]
        if chunk.capital and chunk.kind in ("cap", "doc") and chunk.low in MEDIA_WORDS and out and out[-1].low == "the":
            chunk = replace(chunk, kind="media", value="short")
        elif chunk.kind == "inst" or (chunk.kind == "doc" and chunk.capital and chunk.low in MEDIA_WORDS):
            member = chunk.low.rstrip("s") in ("democrat", "republican")
            stop = _right(found, i) if chunk.capital and chunk.kind == "inst" and not member else i
            first = _left(out, text, chunk) if not member else len(out)
            if chunk.kind == "inst" or first < len(out):
                chunk = _joined(out[first:], chunk, found[stop])
                del out[first:]
                i = stop
        elif chunk.kind == "role" and chunk.capital and chunk.plural and out and out[-1].kind == "cap" and len(out) > 1:
            first = _left(out, text, chunk)
            chunk = replace(_joined(out[first:], chunk, chunk), kind="inst", value="ngo", plural=False)
            del out[first:]
        elif chunk.capital and chunk.kind in ("cap", "doc") and chunk.low in MEDIA_WORDS and out and out[-1].low == "the":
            chunk = replace(chunk, kind="media", value="short")
        elif chunk.kind == "cap" and chunk.low in MEDIA_WORDS and out and out[-1].kind in ("cap", "place"):
            first = _left(out, text, chunk)
            chunk = replace(_joined(out[first:], chunk, chunk), kind="media", value="outlet")
            del out[first:]
        out.append(chunk)
        i += 1
    return out


def _left(out: Sequence[Chunk], text: str, chunk: Chunk) -> int:
    """Where a body's name begins to the left: capitalised words and places that touch it."""
    first = len(out)
    while (
        first and len(out) - first < LONGEST and _belongs(out[first - 1]) and not text[out[first - 1].end : chunk.start].strip()
    ):
        first, chunk = first - 1, out[first - 1]
    return first


def _belongs(chunk: Chunk) -> bool:
    if chunk.kind == "place":
        return chunk.value not in ("metonym",)
    several = chunk.kind == "role" and chunk.plural
    return chunk.kind in ("cap", "given") or (chunk.capital and (chunk.kind in ("doc", "inst") or several))


def _right(found: Sequence[Chunk], i: int) -> int:
    """Where a body's name ends to the right: '… of the Navy', '… for Near East Policy'."""
    stop = j = i
    while j + 1 < len(found) and j - i < 8:
        j += 1
        if found[j].kind == "low" and found[j].capital:
            break
        if found[j].capital and (found[j].kind not in ("role", "honorific", "comma") or (found[j].plural and j > i + 1)):
            stop = j
        elif found[j].low not in ("of", "for", "on", "the", "and", "in") or (found[j].kind == "and" and stop == i):
            break
    return stop


def _joined(left: Sequence[Chunk], chunk: Chunk, last: Chunk) -> Chunk:
    country = next((c.country for c in (*left, chunk, last) if c.country), "")
    start = left[0].start if left else chunk.start
    return replace(chunk, start=start, end=max(chunk.end, last.end), country=country)
