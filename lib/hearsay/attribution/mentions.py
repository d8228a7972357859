"""What a noun phrase says of a speaker: a name, a role, a body, a place. Read from its own words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from hearsay.attribution import lexicon
from hearsay.attribution.chunks import PARTICLES, PRONOUNS, Chunk
from hearsay.attribution.lexicon import word_set

MEDIA_WORDS = word_set(
    """times post news herald tribune gazette journal chronicle observer telegraph tv radio courier sentinel
    examiner register mirror today inquirer globe dispatch daily weekly magazine broadcasting media reporter
    bulletin argus echo television newspaper"""
)
AIMED = frozenset(("to", "on", "about", "against", "over", "between", "including", "like", "such", "under"))
"""Prepositions after which a place or body is what the speaker deals with, not where he or she belongs."""
ENVOYS = frozenset(("envoy", "special envoy", "negotiator", "chief negotiator", "correspondent", "observer", "watcher"))
LEADING = word_set(
    """leads led heads headed runs ran chairs chaired directs directed serves served works worked teaches taught studies
    studied founded represents represented oversees oversaw covers covered commands commanded"""
)
"""Verbs after 'who' that tell of a post."""
EXAMPLES = frozenset(("like", "such", "including"))
"""Prepositions after which others are named for example."""
OPEN_ROLES = word_set("official officials officer officers aide aides adviser advisers advisor advisors executive leader leaders")
"""Roles that say nothing without their body: 'an Acme official'."""
SERVING = frozenset(("aide", "adviser", "advisor", "senior adviser", "aides", "advisers", "official", "officials"))
"""Roles after which 'of' names whom they serve."""
ACRONYM = re.compile(r"[A-Z]{2,}s?|.*\d.*")
OPPOSED = frozenset(("critic", "critics", "opponent", "opponents", "ally", "allies", "expert", "experts", "rival", "rivals"))
QUANTITIES = word_set(
    """handful group number majority minority couple dozen dozens hundreds thousands series percent half some many most
    members member part lot plenty few one two three four five several pair list range host string plurality third quarter
    thirds quarters rest all none any each both"""
)
"""Words before 'of' that count who follows and are not the speaker."""
THINGS = word_set(
    """tower towers street avenue road boulevard lane drive square park plaza building airport bridge river lake mountain
    mountains valley island islands beach bay coast harbor harbour hotel stadium arena station highway freeway forest desert
    peninsula sea ocean gulf strait canal cemetery memorial monument gallery theater theatre convention conference summit
    festival games cup series open championship prize award awards day week month season night eve act amendment war wars
    battle accord accords deal doctrine scandal hurricane storm show house party news effect rule rules test project program
    programme initiative plan strategy system network networks group international global solutions technologies services
    systems partners brothers sons holdings capital energy motors airlines airways electric foods pharma labs united city
    springs falls heights hills creek port county"""
)
"""Last words of names that are no person's."""
INTERNATIONAL = ("~EU", "~UN", "~NATO", "~other")
"""Bodies above countries. A country that begins with '~' is a group of countries, no ISO code."""


@dataclass(frozen=True)
class Mention:
    """One noun phrase. `head` is what it names: person, role, inst, media, doc, place, cap (a capitalised name
    of unknown kind), pronoun or none; `value` the head's class, `low` its words in lower case."""

    start: int
    end: int
    head: str = "none"
    value: str = ""
    low: str = ""
    name: str = ""
    role: str = ""
    role_class: str = ""
    plural: bool = False
    joined: bool = False
    det: str = ""
    country: str = ""
    place: str = ""
    organisation: str = ""
    org_class: str = ""
    owner: str = ""
    bare: bool = False
    gender: str = ""
    head_start: int = 0
    name_start: int = -1
    plural_title: bool = False
    counted: bool = False


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


def read(found: Sequence[Chunk], text: str) -> Mention:
    """The mention that these chunks (compounds joined) are."""
    found = _trimmed(found)
    if not found:
        return Mention(0, 0)
    start, end = found[0].start, found[-1].end
    if len(found) == 1 and found[0].low in PRONOUNS and found[0].kind not in ("place", "media"):
        return Mention(start, end, "pronoun", low=found[0].low, bare=True, head_start=start)
    segments = _segments(found)
    head = _head(segments, text)
    role, role_class, gender = _role(segments, head)
    body, country, place, owner = _affiliation(segments, head)
    if head.head in ("inst", "media") and head.name_start >= 0:
        body = Chunk(head.head, head.value, "", head.name_start, head.name_start + len(head.name), head.low)
    det = found[0].low if found[0].kind in ("det", "num") else ""
    return replace(
        head,
        counted=any(c.low in QUANTITIES and c.kind not in ("inst", "doc") for c in found[:3])
        and found[0].start < head.head_start,
        plural_title=bool(role) and role.endswith("s") and head.head == "person",
        start=start,
        end=end,
        role=role,
        role_class=role_class,
        gender=gender,
        country=country,
        place=place,
        owner=owner,
        det=det,
        organisation=text[body.start : body.end] if body else "",
        org_class=("media" if body.kind == "media" else _body_class(body)) if body else "",
        joined=any(c.kind == "and" for c in found),
        bare=len([c for c in found if c.kind != "det"]) == 1,
    )


@cache
def surnames() -> frozenset[str]:
    """Words of other lexicons that are also surnames."""
    return frozenset(row["name"].lower() for row in lexicon.rows("names") if row["kind"] == "surname")


def name_start(found: Sequence[Chunk], stop: int) -> int:
    """Where the run of name words that ends before `stop` begins; `stop` when there is none."""
    i = stop
    while i and _namely(found, i - 1, i < stop):
        i -= 1
    while i < stop and found[i].kind not in ("cap", "given") and not (found[i].capital and found[i].low in PARTICLES):
        i += 1
    return i


def _namely(found: Sequence[Chunk], i: int, inside: bool) -> bool:
    chunk = found[i]
    if chunk.kind in ("cap", "given"):
        return True
    if inside and chunk.low in PARTICLES:
        return True
    before = found[i - 1] if i else None
    if not chunk.capital or before is None:
        return False
    if chunk.low in surnames() and (before.kind == "given" or (before.kind == "cap" and not inside)):
        return True
    return chunk.kind in ("place", "media", "doc") and before.kind == "given" and " " not in chunk.low


def _trimmed(found: Sequence[Chunk]) -> Sequence[Chunk]:
    first, last = 0, len(found)
    while first < last and found[first].kind in ("punct", "comma", "poss", "and"):
        first += 1
    while last > first and found[last - 1].kind in ("punct", "comma", "poss", "and"):
        last -= 1
    return found[first:last]


def _segments(found: Sequence[Chunk]) -> list[tuple[str, list[Chunk]]]:
    """The phrase cut at prepositions, commas and conjunctions; each piece with the word before it."""
    out: list[tuple[str, list[Chunk]]] = [("", [])]
    for chunk in found:
        if chunk.kind in ("prep", "comma", "and", "punct"):
            out.append((chunk.kind if chunk.kind != "prep" else chunk.low, []))
        else:
            out[-1][1].append(chunk)
    out = [(before, piece) for before, piece in out if piece or not before] or [("", [])]
    if len(out) > 1 and out[1][0] == "of" and out[0][1] and out[0][1][-1].low in QUANTITIES:
        out = [("", out[1][1]), *out[2:]]
    return out


def _head(segments: list[tuple[str, list[Chunk]]], text: str) -> Mention:
    pieces = [_of_piece(p, text) for b, p in segments if p and b in ("", "and")]
    head = next((piece for piece in pieces if piece.head != "none"), pieces[0] if pieces else _of_piece(segments[0][1], text))
    if head.head == "person" and not head.role and (body := _appositive_body(segments, text)):
        return replace(head, head=body.head, value=body.value, low=body.low)
    if head.head in ("role", "inst", "none", "place") and not head.name:
        for before, piece in segments[1:]:
            other = _of_piece(piece, text)
            fits = before == "comma" or (before == "of" and _of_body_then_name(head, other, piece))
            if fits and other.head == "person" and (other.role or head.head in ("role", "none")) and not head.plural:
                return replace(other, role=other.role or head.low)
            if before not in ("of", "comma", "for"):
                continue
    return head


def _appositive_body(segments: list[tuple[str, list[Chunk]]], text: str) -> Mention | None:
    """'Acme Promotions, a talent agency': the body in apposition says what the name is."""
    if len(segments) < 2 or segments[1][0] != "comma" or not segments[1][1] or segments[1][1][0].low not in ("a", "an"):
        return None
    pieces = [segments[1][1]] + [piece for before, piece in segments[2:3] if before == "and"]
    heads = [_of_piece(piece, text) for piece in pieces if piece]
    return next((head for head in heads if head.head in ("inst", "media") and head.name_start < 0), None)


def _of_body_then_name(head: Mention, other: Mention, piece: Sequence[Chunk]) -> bool:
    """'commander of the Guards Major General Jane Doe': the name is the commander's; 'son of President Doe': it is not."""
    first = name_start(piece, len(piece))
    led = any(c.kind in ("inst", "place") for c in piece[:first])
    named = first < len(piece) and (piece[first].kind == "given" or bool(other.role))
    return led and named and head.value in ("official", "head") and head.low not in SERVING


def _of_piece(piece: Sequence[Chunk], text: str) -> Mention:
    """The head of one piece: a trailing name, or the last word that a lexicon knows."""
    if not piece:
        return Mention(0, 0)
    first = name_start(piece, len(piece))
    if first < len(piece):
        return _named(piece, first, text)
    known = [c for c in piece if c.kind in ("role", "inst", "media", "doc", "place")]
    if not known:
        return Mention(piece[0].start, piece[-1].end, low=piece[-1].low, head_start=piece[-1].start)
    last = known[-1]
    if (
        last.kind == "place"
        and last.value in ("demonym", "region", "short")
        and piece[-1].kind == "low"
        and piece[-1] is not last
    ):
        return _unknown_noun(piece[-1])
    bare_doc = last.kind == "doc" and len(known) > 1 and known[-2].kind == "role" and known[-2].end + 1 >= last.start
    head = known[-2] if bare_doc else last
    name = text[head.start : head.end] if head.kind in ("inst", "media", "place") else ""
    return Mention(
        head.start,
        head.end,
        head.kind,
        head.value,
        head.low,
        name,
        plural=head.plural,
        head_start=head.start,
        country=head.country,
    )


def _unknown_noun(chunk: Chunk) -> Mention:
    """'Russian dachniki': people or things no lexicon knows; the adjective before them is not the speaker."""
    return Mention(chunk.start, chunk.end, "role", "", chunk.low, plural=chunk.low.endswith("s"), head_start=chunk.start)


def _named(piece: Sequence[Chunk], first: int, text: str) -> Mention:
    run, before = piece[first:], piece[first - 1] if first else None
    name = text[run[0].start : run[-1].end]
    titled = before is not None and before.kind in ("role", "honorific")
    titled = titled and not (before.value == "ordinary" and before.capital and len(run) == 1 and run[0].kind == "cap")
    kind, value, low = "cap", "", run[-1].low
    alone = before is None or before.kind in ("place", "poss", "media", "low")
    if titled or (
        run[-1].low not in THINGS
        and not ACRONYM.fullmatch(name.split()[-1])
        and (run[0].kind == "given" or (len(run) > 1 and alone))
    ):
        kind = "person"
    elif before is not None and before.kind in ("inst", "media") and not before.capital:
        kind, value, low = before.kind, before.value, before.low
    gender = run[0].value if run[0].kind == "given" else ""
    return Mention(
        run[0].start, run[-1].end, kind, value, low, name, before.low if titled and before.kind == "role" else "",
        gender=gender, head_start=run[0].start, name_start=run[0].start,
    )  # fmt: skip


def _role(segments: list[tuple[str, list[Chunk]]], head: Mention) -> tuple[str, str, str]:
    """The role that says most: the one beside the head, or one in apposition; its class; the gender it tells."""
    gender, found = head.gender, []
    for n, (before, piece) in enumerate(segments):
        if n and before not in ("comma", "as"):
            continue
        owned = max((i for i, c in enumerate(piece) if c.kind == "poss"), default=-1)
        for chunk in piece[owned + 1 :] if len(piece) > owned + 1 else piece:
            inside = head.name_start >= 0 and head.name_start <= chunk.start < head.name_start + len(head.name)
            if chunk.kind == "honorific":
                gender = gender or {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}.get(chunk.low.rstrip("."), "")
            elif chunk.kind == "role" and not inside:
                found.append((chunk.low in ("dr", "prof"), n, -chunk.start, chunk))
    if not found:
        return "", "", gender
    best = min(found, key=lambda item: item[:3])[3]
    told = "f" if best.low.endswith("woman") else "m" if best.low.endswith("man") and best.low != "chairman" else ""
    return best.low, best.value, gender or told


def _affiliation(segments: list[tuple[str, list[Chunk]]], head: Mention) -> tuple[Chunk | None, str, str, str]:
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
            if before == "in" and chunk.value in ("capital", "city") and posted:
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


def _body_class(body: Chunk) -> str:
    if body.kind == "place":
        return {"region": "international", "party": "party"}.get(body.value, "state")
    return body.value


def _left(out: Sequence[Chunk], text: str, chunk: Chunk) -> int:
    """Where a body's name begins to the left: capitalised words and places that touch it."""
    first = len(out)
    while first and _belongs(out[first - 1]) and not text[out[first - 1].end : chunk.start].strip():
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
        if found[j].capital and (found[j].kind not in ("role", "honorific", "comma") or (found[j].plural and j > i + 1)):
            stop = j
        elif found[j].low not in ("of", "for", "on", "the", "and", "in") or (found[j].kind == "and" and stop == i):
            break
    return stop


def _joined(left: Sequence[Chunk], chunk: Chunk, last: Chunk) -> Chunk:
    country = next((c.country for c in (*left, chunk, last) if c.country), "")
    start = left[0].start if left else chunk.start
    return replace(chunk, start=start, end=max(chunk.end, last.end), country=country)
