"""Names of organisations, and which organisation and country a noun phrase ties its speaker to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hearsay.entities.gazetteer import name_start
from hearsay.entities.tokens import Token
from hearsay.text.lexicons import word_set

LONGEST = 9
"""Words of a name at most, on either side of the word that says what it is."""
MEDIA_WORDS = word_set(
    """times post news herald tribune gazette journal chronicle observer telegraph tv radio courier sentinel
    examiner register mirror today inquirer globe dispatch daily weekly magazine broadcasting media reporter
    bulletin argus echo television newspaper"""
)


def join_organisation_names(found: Sequence[Token], text: str) -> list[Token]:
    """The chunks with names of bodies joined: 'University of Virginia', 'Iranian Foreign Ministry', 'Springfield Herald'."""
    out: list[Token] = []
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
        elif chunk.kind == "cap" and chunk.low in MEDIA_WORDS and out and out[-1].kind in ("cap", "place"):
            first = _left(out, text, chunk)
            chunk = replace(_joined(out[first:], chunk, chunk), kind="media", value="outlet")
            del out[first:]
        out.append(chunk)
        i += 1
    return out


def _left(out: Sequence[Token], text: str, chunk: Token) -> int:
    """Where a body's name begins to the left: capitalised words and places that touch it."""
    first = len(out)
    while (
        first and len(out) - first < LONGEST and _belongs(out[first - 1]) and not text[out[first - 1].end : chunk.start].strip()
    ):
        first, chunk = first - 1, out[first - 1]
    return first


def _belongs(chunk: Token) -> bool:
    if chunk.kind == "place":
        return chunk.value not in ("metonym",)
    several = chunk.kind == "role" and chunk.plural
    return chunk.kind in ("cap", "given") or (chunk.capital and (chunk.kind in ("doc", "inst") or several))


def _right(found: Sequence[Token], i: int) -> int:
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


def _joined(left: Sequence[Token], chunk: Token, last: Token) -> Token:
    country = next((c.country for c in (*left, chunk, last) if c.country), "")
    start = left[0].start if left else chunk.start
    return replace(chunk, start=start, end=max(chunk.end, last.end), country=country)


if TYPE_CHECKING:
    from hearsay.entities.types import Mention

INTERNATIONAL = ("~EU", "~UN", "~NATO", "~other")
"""Bodies above countries. A country that begins with '~' is a group of countries, no ISO code."""

AIMED = frozenset(("to", "on", "about", "against", "over", "between", "including", "like", "such", "under"))
"""Prepositions after which a place or body is what the speaker deals with, not where he or she belongs."""

OPPOSED = frozenset(("critic", "critics", "opponent", "opponents", "ally", "allies", "expert", "experts", "rival", "rivals"))

EXAMPLES = frozenset(("like", "such", "including"))
"""Prepositions after which others are named for example."""

LEADING = word_set(
    """leads led heads headed runs ran chairs chaired directs directed serves served works worked teaches taught studies
    studied founded represents represented oversees oversaw covers covered commands commanded"""
)
"""Verbs after 'who' that tell of a post."""

ENVOYS = frozenset(("envoy", "special envoy", "negotiator", "chief negotiator", "correspondent", "observer", "watcher"))

OPEN_ROLES = word_set("official officials officer officers aide aides adviser advisers advisor advisors executive leader leaders")
"""Roles that say nothing without their body: 'an Acme official'."""


def membership(segments: list[tuple[str, list[Token]]], head: Mention) -> tuple[Token | None, str, str, str]:
    """The body the speaker belongs to, the country, the kind of name that gave it, and the owner ('its', 'the country')."""
    body, country, place, owner = None, "", "", ""
    inside = (head.name_start, head.name_start + len(head.name)) if head.name_start >= 0 else (-1, -1)
    posted = any(c.kind == "role" and c.value in ("official", "spokes") for _, piece in segments for c in piece)
    for before, piece in segments:
        if before in EXAMPLES or (before in ("who", "which", "whose", "that") and not (piece and piece[0].low in LEADING)):
            break
        if before in AIMED or (before == "of" and head.low in OPPOSED):
            continue
        for n, chunk in enumerate(piece):
            if inside[0] <= chunk.start < inside[1]:
                continue
            if chunk.kind == "place" and chunk.value == "short" and n + 1 < len(piece) and _is_field(chunk, piece[n + 1]):
                continue
            if before == "in" and chunk.value in ("capital", "city") and posted and not _seated(segments):
                continue
            if chunk.country and not country:
                country, place = chunk.country, chunk.value if chunk.kind == "place" else chunk.kind
            if chunk.kind in ("inst", "media") and chunk.low in ("country", "nation"):
                owner = owner or chunk.low
            elif body is None and _is_body(chunk):
                body = chunk
            if chunk.low in ("its", "his", "her", "their") and not owner:
                owner = chunk.low
    if body is None and head.head in ("role", "person"):
        body = _unknown_body(segments)
    return body, country, place, owner


def _seated(segments: list[tuple[str, list[Token]]]) -> bool:
    """'authorities in Beijing', 'police in Paris': a body by its seat, where a person might only be passing through."""
    return any(c.low in ("authorities", "police", "prosecutors", "lawmakers") for c in segments[0][1])


def _is_field(place: Token, after: Token) -> bool:
    """'a China scholar', 'the Ukraine envoy': the country is the field, not the flag."""
    attributive = place.low.replace(".", "") in ("us", "uk", "eu", "un", "usa")
    return after.kind == "role" and not attributive and (after.value == "expert" or after.low in ENVOYS)


def _is_body(chunk: Token) -> bool:
    if chunk.kind == "place":
        return chunk.value in ("metonym", "institution", "party") or (chunk.value == "region" and chunk.country in INTERNATIONAL)
    return chunk.kind in ("inst", "media")


def _unknown_body(segments: list[tuple[str, list[Token]]]) -> Token | None:
    """A capitalised name before the role or after 'of', 'at', 'from', 'for', 'with': 'a spokesman for Acme'."""
    first = segments[0][1]
    roles = [i for i, c in enumerate(first) if c.kind == "role"]
    open_role = bool(roles) and (first[roles[0]].value in ("spokes", "head", "other") or first[roles[0]].low in OPEN_ROLES)
    if open_role and roles[0] and first[roles[0] - 1].kind in ("cap", "given"):
        run = name_start(first, roles[0])
        return replace(first[run], end=first[roles[0] - 1].end, kind="cap", value="")
    for before, piece in segments[1:]:
        caps = [c for c in piece if c.kind in ("cap", "given")] if before in ("of", "at", "from", "for", "with") else []
        if caps:
            return replace(caps[0], end=caps[-1].end, kind="cap", value="")
    return None


def organisation_class(body: Token) -> str:
    """The class of a body: state, party, company, academic, international and so on."""
    if body.kind == "place":
        return {"region": "international", "party": "party"}.get(body.value, "state")
    return body.value
