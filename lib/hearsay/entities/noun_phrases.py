"""What a noun phrase says of a speaker: a name, a role, a body, a place. Read from its own words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hearsay.entities.organisations import Segment, join_organisation_names, membership, organisation_class
from hearsay.entities.tokens import PRONOUNS, name_start, tokenise
from hearsay.entities.types import (
    NOTHING,
    Affiliation,
    Form,
    Head,
    HeadNoun,
    Mention,
    OrganisationClass,
    PlaceKind,
    Role,
    RoleClass,
    Token,
    TokenKind,
    token_at,
)
from hearsay.text.lexicons import word_set

SERVING = word_set("aide adviser advisor aides advisers official officials") | {"senior adviser"}
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
DANGLING = word_set("who whom whose which that himself herself itself themselves yourself myself")
"""What a clause cut off leaves at the end, and what only stresses who speaks."""
LEADING_TO_NAME = word_set("of to for on")
"""Prepositions after which a body may stand between a title and the name: 'ambassador to the UN Jane Doe'."""
LEADING_PREPOSITIONS = word_set("by from with of")
"""What a passive leaves at the beginning."""
ALSO_SURNAMES = word_set("day lake street house park beach bay port hills rule post war")
"""`THINGS` that are surnames after a given name: Doris Day."""
EDGES = (TokenKind.PUNCTUATION, TokenKind.COMMA, TokenKind.POSSESSIVE, TokenKind.AND)
"""What is no part of a phrase at its beginning or end."""
HEADS = {TokenKind(head): head for head in (Head.ROLE, Head.ORGANISATION, Head.MEDIA, Head.DOCUMENT, Head.PLACE)}
"""Kinds of words of a lexicon that may be a head, with what the head then names."""
NAMED_HEADS = (Head.ORGANISATION, Head.MEDIA, Head.PLACE)
"""Heads whose word is a name, too."""
BODIES = (Head.ORGANISATION, Head.MEDIA)
CUTS = (TokenKind.COMMA, TokenKind.AND, TokenKind.PUNCTUATION)
ANNOUNCING = (Head.ROLE, Head.ORGANISATION, Head.NONE, Head.PLACE)
ADJECTIVAL = (PlaceKind.DEMONYM, PlaceKind.REGION, PlaceKind.SHORT)
BESIDE_NAMES = (TokenKind.PLACE, TokenKind.POSSESSIVE, TokenKind.MEDIA, TokenKind.WORD, NOTHING.kind)
"""What may stand before a full name without telling that it is no person's."""
HONORIFIC_GENDERS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
ACADEMIC_TITLES = ("dr", "prof")
"""Titles beside which any other role says more."""


def read_mention(text: str, start: int, end: int) -> Mention:
    """The mention that a stretch of the text is, names of bodies joined."""
    return parse_noun_phrase(join_organisation_names(tokenise(text, start, end), text), text)


def parse_noun_phrase(tokens: Sequence[Token], text: str) -> Mention:
    """The mention that these tokens (names of bodies joined) are."""
    tokens = _trimmed(_unabbreviated(_phrase(tokens)))
    if not tokens:
        return Mention(0, 0)
    start, end, first = tokens[0].start, tokens[-1].end, tokens[0]
    if len(tokens) == 1 and first.low in PRONOUNS and first.kind not in (TokenKind.PLACE, TokenKind.MEDIA):
        return Mention(start, end, HeadNoun(Head.PRONOUN, low=first.low, start=start), Form(bare=True))
    segments = _segments(tokens)
    noun = _head(segments, text)
    return Mention(start, end, noun, _form(tokens, noun), _role(segments, noun), _affiliation(segments, noun, text))


def _form(tokens: Sequence[Token], noun: HeadNoun) -> Form:
    first = tokens[0]
    bodies = (TokenKind.ORGANISATION, TokenKind.DOCUMENT)
    return Form(
        determiner=first.low if first.kind in (TokenKind.DETERMINER, TokenKind.NUMBER) else "",
        bare=sum(token.kind is not TokenKind.DETERMINER for token in tokens) == 1,
        joined=any(token.kind is TokenKind.AND for token in tokens),
        counted=first.start < noun.start and any(t.low in QUANTITIES and t.kind not in bodies for t in tokens[:3]),
    )


def _affiliation(segments: Sequence[Segment], noun: HeadNoun, text: str) -> Affiliation:
    """What the phrase says of country and organisation; an organisation's own name is its organisation."""
    known = membership(segments, noun)
    country, kind = known.place.country, known.place_kind
    if noun.kind in BODIES and noun.proper:
        own = OrganisationClass.MEDIA if noun.kind is Head.MEDIA else OrganisationClass(noun.value)
        return Affiliation(country, kind, noun.name, own, known.owner)
    if known.body is None:
        return Affiliation(country, kind, owner=known.owner)
    return Affiliation(country, kind, text[known.body.start : known.body.end], organisation_class(known.body), known.owner)


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    first, last = 0, len(tokens)
    while first < last and (tokens[first].kind in EDGES or (first < last - 1 and tokens[first].low in LEADING_PREPOSITIONS)):
        first += 1
    while last - 1 > first and (tokens[last - 1].kind in EDGES or _dangles(tokens[last - 1])):
        last -= 1
    return tokens[first:last]


def _dangles(token: Token) -> bool:
    """Whether a clause that was cut off left it; 'the WHO' is a body."""
    return token.low in DANGLING and token.kind is not TokenKind.PLACE


def _phrase(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without a participle clause: 'one official, unveiling images of a drone'."""
    ends = (n for n in range(1, len(tokens) - 1) if tokens[n].low == "," and _is_participle(tokens[n + 1]))
    return tokens[: next(ends, len(tokens))]


def _is_participle(token: Token) -> bool:
    return token.kind is TokenKind.WORD and not token.capital and token.low.endswith("ing") and len(token.low) > 5


def _unabbreviated(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the abbreviation after a body's name: 'Sugar Administration (SA) chief Jane Doe'."""
    lows = [token.low for token in tokens]
    marks = [n for n in range(1, len(tokens) - 3) if lows[n] + lows[n + 2] == "()" and lows[n + 1].isalpha()]
    followed = (TokenKind.ROLE, TokenKind.NAME, TokenKind.GIVEN, TokenKind.POSSESSIVE)
    dropped = {n + step for n in marks if tokens[n + 3].kind in followed for step in range(3)}
    return [token for n, token in enumerate(tokens) if n not in dropped]


def _segments(tokens: Sequence[Token]) -> list[Segment]:
    """The phrase cut at prepositions, commas and conjunctions; each piece with the word before it."""
    out: list[Segment] = [("", [])]
    for token in tokens:
        if token.kind is TokenKind.PREPOSITION:
            out.append((token.low, []))
        elif token.kind in CUTS:
            out.append((token.kind, []))
        else:
            out[-1][1].append(token)
    out = [out[0], *(segment for segment in out[1:] if segment[1])]
    counting = len(out) > 1 and out[1][0] == "of" and out[0][1] and out[0][1][-1].low in QUANTITIES
    return [("", out[1][1]), *out[2:]] if counting else out


def _head(segments: Sequence[Segment], text: str) -> HeadNoun:
    """The noun that says who it is: the first that names anything, or a name that stands elsewhere in the phrase."""
    noun = _first_noun([_noun_of_piece(piece, text) for before, piece in segments if piece and before in ("", TokenKind.AND)])
    if noun.kind is not Head.PERSON:
        return _name_after(segments, noun, text) or noun
    body = None if noun.title else _appositive_body(segments, text)
    return replace(noun, kind=body.kind, value=body.value, low=body.low) if body else noun


def _first_noun(nouns: Sequence[HeadNoun]) -> HeadNoun:
    """Of nouns joined by 'and' the first that names anything; a titled name rather than one person's role."""
    noun = next((noun for noun in nouns if noun.kind is not Head.NONE), nouns[0] if nouns else HeadNoun())
    if noun.kind is Head.ROLE and not noun.plural:
        return next((other for other in nouns if other.kind is Head.PERSON and other.title), noun)
    return noun


def _appositive_body(segments: Sequence[Segment], text: str) -> HeadNoun | None:
    """'Acme Promotions, a talent agency': the body in apposition says what the name is."""
    if len(segments) < 2 or segments[1][0] != TokenKind.COMMA or segments[1][1][0].low not in ("a", "an"):
        return None
    pieces = [segments[1][1], *(piece for before, piece in segments[2:3] if before == TokenKind.AND)]
    nouns = (_noun_of_piece(piece, text) for piece in pieces)
    return next((noun for noun in nouns if noun.kind in BODIES and not noun.proper), None)


def _name_after(segments: Sequence[Segment], noun: HeadNoun, text: str) -> HeadNoun | None:
    """The name of whom a role, an office or a body only announces: 'the minister, Jane Doe', 'head of the Guards Jane Doe'."""
    office = _is_office(segments[0][1], noun)
    if noun.kind not in ANNOUNCING or (noun.name and not office):
        return None
    untitled = office or noun.kind in (Head.ROLE, Head.NONE)
    for before, piece in segments[1:]:
        other = _noun_of_piece(piece, text)
        if (other.title or untitled) and _is_announced(noun, other, before, piece):
            return replace(other, title=other.title or noun.low)
    return None


def _is_announced(noun: HeadNoun, other: HeadNoun, before: str, piece: Sequence[Token]) -> bool:
    """Whether one person's role, office or body tells who the next noun is."""
    if noun.plural or other.kind is not Head.PERSON:
        return False
    return before == TokenKind.COMMA or (before in LEADING_TO_NAME and _is_body_then_name(noun, other, piece, before))


def _is_office(piece: Sequence[Token], noun: HeadNoun) -> bool:
    """'the school librarian': words after the body's name that say who of it."""
    return bool(piece) and piece[-1].kind in (TokenKind.ROLE, TokenKind.WORD) and piece[-1].start > noun.start


def _is_body_then_name(noun: HeadNoun, other: HeadNoun, piece: Sequence[Token], before: str) -> bool:
    """'commander of the Guards Major General Jane Doe': the name is the commander's; 'son of President Doe': it is not."""
    if noun.value not in (RoleClass.OFFICIAL, RoleClass.HEAD) or noun.low in SERVING:
        return False
    first = name_start(piece, len(piece))
    led = any(token.kind in (TokenKind.ORGANISATION, TokenKind.PLACE) for token in piece[:first])
    full = before != "of" and len(piece) - first > 1
    return led and first < len(piece) and (piece[first].kind is TokenKind.GIVEN or bool(other.title) or full)


def _noun_of_piece(piece: Sequence[Token], text: str) -> HeadNoun:
    """The head of one piece: a trailing name, or the last word that a lexicon knows."""
    first, head, end = name_start(piece, len(piece)), _last_known(piece), token_at(piece, len(piece) - 1)
    if first < len(piece):
        return _named(piece, first, text)
    if (start := _branch_start(piece)) is not None:
        whole = text[piece[start].start : end.end]
        return HeadNoun(Head.NAME, "", end.low, whole, piece[start].start, proper=True)
    if head.kind is TokenKind.PLACE and head.value in ADJECTIVAL and end.kind is TokenKind.WORD:
        # 'Russian dachniki': people or things no lexicon knows; the adjective before them is not the speaker.
        return HeadNoun(Head.ROLE, low=end.low, start=end.start, plural=end.low.endswith("s"))
    if head is NOTHING:
        return HeadNoun(low=end.low, start=end.start)
    kind = HEADS[head.kind]
    return HeadNoun(kind, head.value, head.low, text[head.start : head.end] * (kind in NAMED_HEADS), head.start, head.plural)


def _branch_start(piece: Sequence[Token]) -> int | None:
    """Where 'Clean Coast Namibia' begins: a name of two words and more that a country ends, which is no country's government."""
    end = token_at(piece, len(piece) - 1)
    if end.kind is not TokenKind.PLACE or end.value != PlaceKind.SHORT:
        return None
    start = name_start(piece, len(piece) - 1)
    run = piece[start : len(piece) - 1]
    return start if len(run) > 1 and all(token.kind is TokenKind.NAME for token in run) else None


def _last_known(piece: Sequence[Token]) -> Token:
    """The last word that a lexicon knows; of 'the White House readout' and 'the officer report' the one who speaks."""
    known = [token for token in piece if token.kind in HEADS]
    last, before = token_at(known, len(known) - 1), token_at(known, len(known) - 2)
    document = last.kind is TokenKind.DOCUMENT and before.kind is TokenKind.ROLE
    return before if document and before.end + 1 >= last.start else last


def _named(piece: Sequence[Token], first: int, text: str) -> HeadNoun:
    """The head that a run of name words is: a person, or a name of a kind that nobody explains."""
    run, before = piece[first:], token_at(piece, first - 1)
    run = run[1:] if before is NOTHING and _is_opened_by_verb(run) else run
    name = text[run[0].start : run[-1].end]
    gender = run[0].value if run[0].kind is TokenKind.GIVEN else ""
    noun = HeadNoun(Head.NAME, "", run[-1].low, name, run[0].start, proper=True, gender=gender)
    if _is_titled(run, before):
        return replace(noun, kind=Head.PERSON, title=before.low if before.kind is TokenKind.ROLE else "")
    if _is_personal(run, name, before):
        return replace(noun, kind=Head.PERSON)
    if before.kind in (TokenKind.ORGANISATION, TokenKind.MEDIA) and not before.capital:
        return replace(noun, kind=HEADS[before.kind], value=before.value, low=before.low)
    return noun


def _is_titled(run: Sequence[Token], before: Token) -> bool:
    """Whether a role or honorific leads the name; 'Runner Smith' may be the name of anything."""
    single = len(run) == 1 and run[0].kind is TokenKind.NAME
    anything = single and before.capital and before.value == RoleClass.ORDINARY
    return before.kind in (TokenKind.ROLE, TokenKind.HONORIFIC) and not anything


def _is_opened_by_verb(run: Sequence[Token]) -> bool:
    """'Citing Jane': a sentence's first word that only looks like a name."""
    verb = len(run) == 2 and run[0].kind is TokenKind.NAME and run[0].low.endswith("ing")
    return verb and run[1].is_name and run[1].low not in THINGS


def _is_personal(run: Sequence[Token], name: str, before: Token) -> bool:
    """Whether a run of name words is a person's: a given name or a full one; no tower, no acronym, no saint's town."""
    given = run[0].kind is TokenKind.GIVEN
    if "/" in name:  # 'Jane Doe/Reuters' took the photograph.
        return False
    if not given and (len(run) == 1 or before.kind not in BESIDE_NAMES):
        return False
    thing = run[-1].low in THINGS and not (given and len(run) == 2 and run[-1].low in ALSO_SURNAMES)
    return not thing and run[0].low != "st" and ACRONYM.fullmatch(name.split()[-1]) is None


def _role(segments: Sequence[Segment], noun: HeadNoun) -> Role:
    """The role that says most: the one beside the head, or one in apposition; its class; the gender it tells."""
    describing = list(_describing(segments, noun))
    told = [noun.gender, *(HONORIFIC_GENDERS.get(t.low, "") for _, t in describing if t.kind is TokenKind.HONORIFIC)]
    roles = [(t.low in ACADEMIC_TITLES, n, -t.start, t) for n, t in describing if t.kind is TokenKind.ROLE and not noun.covers(t)]
    if not roles:
        return Role(gender=next(filter(None, told), ""))
    role = min(roles)[-1]
    told += ["f" * role.low.endswith("woman"), "m" * (role.low.endswith("man") and role.low != "chairman")]
    shared = role.low.endswith("s") and noun.kind is Head.PERSON
    return Role(role.low, RoleClass(role.value), next(filter(None, told), ""), shared)


def _describing(segments: Sequence[Segment], noun: HeadNoun) -> Iterator[tuple[int, Token]]:
    """The tokens that may tell the head's role, with the number of their piece: its own, and those in apposition; of each only
    what follows a possessive."""
    for n, (before, piece) in enumerate(segments):
        shared = before == TokenKind.AND and piece[-1].end > noun.start >= piece[0].start
        if n and before not in (TokenKind.COMMA, "as") and not shared:
            continue
        owned = max((i for i, token in enumerate(piece) if token.kind is TokenKind.POSSESSIVE), default=-1)
        yield from ((n, token) for token in piece[owned + 1 :] or piece)
