"""Which body and country a noun phrase ties its speaker to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hearsay.attribution.chunks import Chunk
from hearsay.attribution.lexicon import word_set
from hearsay.attribution.names import name_start

if TYPE_CHECKING:
    from hearsay.attribution.mentions import Mention

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


def belonging(segments: list[tuple[str, list[Chunk]]], head: Mention) -> tuple[Chunk | None, str, str, str]:
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
            possessed = n + 1 < len(piece) and piece[n + 1].kind == "poss"
            if chunk.kind == "place" and chunk.value == "short" and n + 1 < len(piece) and _is_field(chunk, piece[n + 1]):
                continue
            if before == "in" and chunk.value in ("capital", "city") and posted and not _seated(segments):
                continue
            if chunk.country and not country:
                country, place = chunk.country, chunk.value if chunk.kind == "place" else chunk.kind
            if (
                chunk.kind in ("inst", "media")
                and (possessed or chunk.low in ("country", "nation"))
                and chunk.low in ("country", "nation")
            ):
                owner = owner or chunk.low
            elif body is None and _is_body(chunk):
                body = chunk
            if chunk.low in ("its", "his", "her", "their") and not owner:
                owner = chunk.low
    if body is None and head.head in ("role", "person"):
        body = _unknown_body(segments)
    return body, country, place, owner


def _seated(segments: list[tuple[str, list[Chunk]]]) -> bool:
    """'authorities in Beijing', 'police in Paris': a body by its seat, where a person might only be passing through."""
    return any(c.low in ("authorities", "police", "prosecutors", "lawmakers") for c in segments[0][1])


def _is_field(place: Chunk, after: Chunk) -> bool:
    """'a China scholar', 'the Ukraine envoy': the country is the field, not the flag."""
    attributive = place.low.replace(".", "") in ("us", "uk", "eu", "un", "usa")
    return after.kind == "role" and not attributive and (after.value == "expert" or after.low in ENVOYS)


def _is_body(chunk: Chunk) -> bool:
    if chunk.kind == "place":
        return chunk.value in ("metonym", "institution", "party") or (chunk.value == "region" and chunk.country in INTERNATIONAL)
    return chunk.kind in ("inst", "media")


def _unknown_body(segments: list[tuple[str, list[Chunk]]]) -> Chunk | None:
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


def body_class(body: Chunk) -> str:
    """The class of a body: state, party, company, academic, international and so on."""
    if body.kind == "place":
        return {"region": "international", "party": "party"}.get(body.value, "state")
    return body.value
