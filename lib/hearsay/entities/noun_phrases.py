"""What a noun phrase says of a speaker: a name, a role, a body, a place. Read from its own words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.entities.gazetteer import name_start
from hearsay.entities.organisations import membership, organisation_class
from hearsay.entities.tokens import PRONOUNS, Token
from hearsay.entities.types import Mention
from hearsay.text.lexicons import word_set

SERVING = frozenset(("aide", "adviser", "advisor", "senior adviser", "aides", "advisers", "official", "officials"))
"""Roles after which 'of' names whom they serve."""

ACRONYM = re.compile(r"[A-Z]{2,}s?|.*\d.*")

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
    springs falls heights hills creek port county watch atlas bureau research post index review monitor tracker survey
    action university college institute council union league promotions"""
)
"""Last words of names that are no person's."""
DANGLING = frozenset(
    ("who", "whom", "whose", "which", "that", "himself", "herself", "itself", "themselves", "yourself", "myself")
)
"""What a clause cut off leaves at the end, and what only stresses who speaks."""
LEADING_TO_NAME = frozenset(("of", "to", "for", "on"))
"""Prepositions after which a body may stand between a title and the name: 'ambassador to the UN Jane Doe'."""
LEADING_PREPOSITIONS = frozenset(("by", "from", "with", "of"))
"""What a passive leaves at the beginning."""
ALSO_SURNAMES = word_set("day lake street house park beach bay port hills rule post war")
"""`THINGS` that are surnames after a given name: Doris Day."""


def parse_noun_phrase(found: Sequence[Token], text: str) -> Mention:
    """The mention that these chunks (compounds joined) are."""
    found = _trimmed(_unabbreviated(_phrase(found)))
    if not found:
        return Mention(0, 0)
    start, end = found[0].start, found[-1].end
    if len(found) == 1 and found[0].low in PRONOUNS and found[0].kind not in ("place", "media"):
        return Mention(start, end, "pronoun", low=found[0].low, bare=True, head_start=start)
    segments = _segments(found)
    head = _head(segments, text)
    role, role_class, gender = _role(segments, head)
    body, country, place, owner = membership(segments, head)
    if head.head in ("inst", "media") and head.name_start >= 0:
        body = Token(head.head, head.value, "", head.name_start, head.name_start + len(head.name), head.low)
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
        org_class=("media" if body.kind == "media" else organisation_class(body)) if body else "",
        joined=any(c.kind == "and" for c in found),
        bare=len([c for c in found if c.kind != "det"]) == 1,
    )


def _trimmed(found: Sequence[Token]) -> Sequence[Token]:
    first, last = 0, len(found)
    edge = ("punct", "comma", "poss", "and")
    while first < last and (found[first].kind in edge or (first < last - 1 and found[first].low in LEADING_PREPOSITIONS)):
        first += 1
    while last - 1 > first and (found[last - 1].kind in ("punct", "comma", "poss", "and") or found[last - 1].low in DANGLING):
        last -= 1
    return found[first:last]


def _phrase(found: Sequence[Token]) -> Sequence[Token]:
    """Without a participle clause: 'one official, unveiling images of a drone'."""
    ends = (n for n in range(1, len(found) - 1) if found[n].low == "," and _participle(found[n + 1]))
    return found[: next(ends, len(found))]


def _participle(chunk: Token) -> bool:
    return chunk.kind == "low" and not chunk.capital and chunk.low.endswith("ing") and len(chunk.low) > 5


def _unabbreviated(found: Sequence[Token]) -> Sequence[Token]:
    """Without the abbreviation after a body's name: 'Sugar Administration (SA) chief Jane Doe'."""
    marks = {n for n in range(len(found) - 3) if found[n].low == "(" and found[n + 2].low == ")" and found[n + 1].low.isalpha()}
    dropped = {n + step for n in marks for step in range(3) if n and found[n + 3].kind in ("role", "cap", "given", "poss")}
    return [chunk for n, chunk in enumerate(found) if n not in dropped] if dropped else found


def _segments(found: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    """The phrase cut at prepositions, commas and conjunctions; each piece with the word before it."""
    out: list[tuple[str, list[Token]]] = [("", [])]
    for chunk in found:
        if chunk.kind in ("prep", "comma", "and", "punct"):
            out.append((chunk.kind if chunk.kind != "prep" else chunk.low, []))
        else:
            out[-1][1].append(chunk)
    out = [(before, piece) for before, piece in out if piece or not before] or [("", [])]
    if len(out) > 1 and out[1][0] == "of" and out[0][1] and out[0][1][-1].low in QUANTITIES:
        out = [("", out[1][1]), *out[2:]]
    return out


def _head(segments: list[tuple[str, list[Token]]], text: str) -> Mention:
    pieces = [_of_piece(p, text) for b, p in segments if p and b in ("", "and")]
    head = next((piece for piece in pieces if piece.head != "none"), pieces[0] if pieces else _of_piece(segments[0][1], text))
    if head.head == "role" and not head.plural:
        titled = next((piece for piece in pieces if piece.head == "person" and piece.role), None)
        head = titled or head
    if head.head == "person" and not head.role and (body := _appositive_body(segments, text)):
        return replace(head, head=body.head, value=body.value, low=body.low)
    office = _office(segments[0][1], head)
    if head.head in ("role", "inst", "none", "place") and (office or not head.name):
        for before, piece in segments[1:]:
            other = _of_piece(piece, text)
            fits = before == "comma" or (before in LEADING_TO_NAME and _of_body_then_name(head, other, piece, before))
            if fits and other.head == "person" and (other.role or head.head in ("role", "none") or office) and not head.plural:
                return replace(other, role=other.role or head.low)
    return head


def _appositive_body(segments: list[tuple[str, list[Token]]], text: str) -> Mention | None:
    """'Acme Promotions, a talent agency': the body in apposition says what the name is."""
    if len(segments) < 2 or segments[1][0] != "comma" or not segments[1][1] or segments[1][1][0].low not in ("a", "an"):
        return None
    pieces = [segments[1][1]] + [piece for before, piece in segments[2:3] if before == "and"]
    heads = [_of_piece(piece, text) for piece in pieces if piece]
    return next((head for head in heads if head.head in ("inst", "media") and head.name_start < 0), None)


def _office(piece: Sequence[Token], head: Mention) -> bool:
    """'the school librarian': words after the body's name that say who of it."""
    return bool(piece) and piece[-1].kind in ("role", "low") and piece[-1].start > head.head_start


def _of_body_then_name(head: Mention, other: Mention, piece: Sequence[Token], before: str) -> bool:
    """'commander of the Guards Major General Jane Doe': the name is the commander's; 'son of President Doe': it is not."""
    first = name_start(piece, len(piece))
    led = any(c.kind in ("inst", "place") for c in piece[:first])
    full = before != "of" and len(piece) - first > 1
    named = first < len(piece) and (piece[first].kind == "given" or bool(other.role) or full)
    return led and named and head.value in ("official", "head") and head.low not in SERVING


def _of_piece(piece: Sequence[Token], text: str) -> Mention:
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


def _unknown_noun(chunk: Token) -> Mention:
    """'Russian dachniki': people or things no lexicon knows; the adjective before them is not the speaker."""
    return Mention(chunk.start, chunk.end, "role", "", chunk.low, plural=chunk.low.endswith("s"), head_start=chunk.start)


def _named(piece: Sequence[Token], first: int, text: str) -> Mention:
    run, before = piece[first:], piece[first - 1] if first else None
    name = text[run[0].start : run[-1].end]
    titled = before is not None and before.kind in ("role", "honorific")
    titled = titled and not (before.value == "ordinary" and before.capital and len(run) == 1 and run[0].kind == "cap")
    kind, value, low = "cap", "", run[-1].low
    if (
        len(run) > 1
        and run[0].kind == "cap"
        and run[0].low.endswith("ing")
        and before is None
        and run[1].kind in ("cap", "given")
        and len(run) == 2
        and run[-1].low not in THINGS
    ):
        run = run[1:]
        name, low = text[run[0].start : run[-1].end], run[-1].low
    alone = before is None or before.kind in ("place", "poss", "media", "low")
    if titled or (
        _personal(run, ACRONYM.fullmatch(name.split()[-1]) is not None) and (run[0].kind == "given" or (len(run) > 1 and alone))
    ):
        kind = "person"
    elif before is not None and before.kind in ("inst", "media") and not before.capital:
        kind, value, low = before.kind, before.value, before.low
    gender = run[0].value if run[0].kind == "given" else ""
    return Mention(
        run[0].start, run[-1].end, kind, value, low, name, before.low if titled and before.kind == "role" else "",
        gender=gender, head_start=run[0].start, name_start=run[0].start,
    )  # fmt: skip


def _personal(run: Sequence[Token], acronym: bool) -> bool:
    """Whether a run of name words can be a person's: no tower, no acronym, no saint's town."""
    thing = run[-1].low in THINGS and not (len(run) == 2 and run[0].kind == "given" and run[-1].low in ALSO_SURNAMES)
    return not thing and run[0].low != "st" and not acronym


def _role(segments: list[tuple[str, list[Token]]], head: Mention) -> tuple[str, str, str]:
    """The role that says most: the one beside the head, or one in apposition; its class; the gender it tells."""
    gender, found = head.gender, []
    for n, (before, piece) in enumerate(segments):
        ends = piece[-1].end if piece else 0
        shared = before == "and" and ends > head.head_start >= piece[0].start
        if n and before not in ("comma", "as") and not shared:
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
