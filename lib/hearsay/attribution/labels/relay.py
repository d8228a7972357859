"""Who passes it on: the speakers between the outlet and the content. A lower bound, read from what the article says.

A relay is stated by nesting ('the Post said that officials said'), by a recipient ('told The Guardian'), or by
somebody who quotes ('officials cited by Reuters'). In context it reaches further: the unnamed officials who told
an outlet are the same, or their like, a sentence later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.attribution.labels.antecedents import enclosing
from hearsay.attribution.labels.context import Speaker, role_lemma, with_article
from hearsay.entities.organisations import join_organisation_names
from hearsay.entities.tokens import tokenise
from hearsay.entities.types import Head, Mention, OrganisationClass, RoleClass, TokenKind
from hearsay.schema import NOT_STATED
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution

TOLD = word_set(
    """told tell tells telling informed assured interview interviewed spoke speaking confirmed wrote statement op-ed
    appearance appearing remarks comments said says saying emailed briefed"""
)
BETWEEN = (
    word_set(
        """exclusive exclusively recent brief separate telephone phone email emailed video televised wide-ranging joint written
    radio television tv also later earlier then previously recently today yesterday late early last week month year news
    agency newspaper broadcaster channel network magazine outlet site website program programme show sunday monday tuesday
    wednesday thursday friday saturday january february march april may june july august september october november december
    morning afternoon evening night host reporter local state to with by on for in the a an and 's"""
    )
    | TOLD
)
"""Words that may stand between telling and the outlet told."""
LEADS = word_set(
    "interview interviews interviewed speaking spoke talking comments remarks op-ed appearance appearing statement told"
)
"""Words that lead to an outlet before the cue: 'In an interview with Fox News, she said'."""
LINKS = (TokenKind.DETERMINER, TokenKind.PREPOSITION, TokenKind.POSSESSIVE, TokenKind.NUMBER)
QUOTED_BY = word_set("cited quoted interviewed contacted reached")
WORDS = {verbs: re.compile(rf"\b(?:{'|'.join(sorted(verbs))})\b", re.I) for verbs in (TOLD, LEADS, QUOTED_BY)}
"""Each of these lists as a pattern, to be looked for before anything is read."""
UNNAMED = ("unnamed official", "other")
"""Kinds of source that may be the same unnamed people over several sentences."""
TELLERS = (RoleClass.OFFICIAL, RoleClass.EXPERT, RoleClass.SOURCE, RoleClass.HEAD)
ENDS = (". ", ".” ", '." ', "! ", "? ", "\n")
"""What ends a sentence."""
WINDOW = 70
"""Characters after a cue in which a recipient stands; by hand, as the next three."""
AFTER_SOURCE = 60
"""Characters after a source in which it is said who quotes it."""
BACK = 160
"""Characters before source and cue in which the sentence's opening is read."""
GOING_ON = 400
"""Characters from one cue to the next over which a speaker goes on in one sentence."""
DATELINE = re.compile(r"[A-Z]{3}[^()\n]{0,60}\(([A-Z][\w .]{1,30})\) [-–—]")
"""'NEW YORK (Reuters) - ': whose story it is; what is told to that agency is told to the outlet itself."""
DATELINE_WITHIN = 200
"""Characters of the body in which a dateline stands."""
OPENS = re.compile(r"[\n“”\"]|(?<=[a-z0-9)]{2}[.!?]) ")
OPENING = re.compile(
    r"\s*(?:(?:Late|Earlier|Later|Also|And|But|On)\b[\w ]{0,20},? )?(?:in|during|speaking|talking|appearing|interviewed|asked)\b",
    re.I,
)


@dataclass(frozen=True)
class Relay:
    """Speakers between outlet and content, the content's own included (`hop`), and the names of the others (`via`)."""

    hop: int
    via: tuple[str, ...]


def relays(
    text: str, found: Sequence[Attribution], speakers: Sequence[Speaker], kinds: Sequence[str], body: int = 0
) -> list[Relay]:
    """One relay per attribution, in order. Headlines, which stand before `body`, are read by themselves."""
    own = DATELINE.search(text, body, body + DATELINE_WITHIN)
    outlets = [_recipient(text, one, speaker) for one, speaker in zip(found, speakers, strict=True)]
    outlets = ["" if own and outlet.removeprefix("The ") == own[1] else outlet for outlet in outlets]
    outlets = _through_parents(found, speakers, kinds, outlets)
    outlets = _going_on(text, found, speakers, outlets)
    outlets = _told_alike(found, speakers, kinds, outlets, body)
    return [_chain(n, found, speakers, outlets) for n in range(len(found))]


def _recipient(text: str, found: Attribution, speaker: Speaker) -> str:
    """The outlet to which the words were said: 'told The Guardian', 'in an interview with Le Monde', 'cited by Reuters'."""
    stop = min([start for start, _ in found.content if start >= found.cue[1]] + [found.cue[1] + WINDOW])
    cue = text[found.cue[0] : found.cue[1]] + text[found.cue[1] : stop].split("\n")[0]
    told = _outlet(cue, speaker, TOLD) or _outlet(_opening(text, found), speaker, LEADS)
    if told or not found.source:
        return told
    start, end = found.source
    stop = min(end + AFTER_SOURCE, found.cue[0]) if found.cue[0] >= end else end + AFTER_SOURCE
    return _outlet(text[start:stop], speaker, QUOTED_BY)


def _opening(text: str, found: Attribution) -> str:
    """What opens the sentence: 'In an interview with Le Monde, the minister said', 'Speaking to CNN, …'."""
    first = min(found.cue[0], found.source[0] if found.source else found.cue[0])
    opening = OPENS.split(text[max(0, first - BACK) : first])[-1]
    said = any(start < first and end > first - len(opening) for start, end in found.content)
    return "" if said or OPENING.match(opening) is None else opening


def _outlet(text: str, speaker: Speaker, verbs: frozenset[str]) -> str:
    """The first outlet that a telling verb leads to over nothing but small words."""
    if text.islower() or WORDS[verbs].search(text) is None:
        return ""  # most have no name and no such verb: that is known without reading them
    led = False
    for token in join_organisation_names(tokenise(text), text):
        if token.kind is TokenKind.MEDIA and (token.capital or token.low[:4] == "the "):
            return with_article(text[token.start : token.end]) if led and not _is_outlet(speaker.mention) else ""
        led = token.low in verbs or (led and (token.low in BETWEEN or token.kind in LINKS))
    return ""


def _is_outlet(mention: Mention) -> bool:
    """Whether it is an outlet or one of its people, who does not tell another."""
    return mention.head is Head.MEDIA or mention.affiliation.organisation_class is OrganisationClass.MEDIA


def _through_parents(
    found: Sequence[Attribution], speakers: Sequence[Speaker], kinds: Sequence[str], outlets: Sequence[str]
) -> list[str]:
    """The outlet through which each comes at first hand: told to it, or nested in its words."""
    out = list(outlets)
    for n, parent in enumerate(one.parent for one in found):
        if not out[n] and parent is not None and 0 <= parent < len(found) and kinds[parent] == "media outlet":
            out[n] = speakers[parent].name
    return out


def _going_on(text: str, found: Sequence[Attribution], speakers: Sequence[Speaker], outlets: Sequence[str]) -> list[str]:
    """The same speaker goes on in the same sentence: 'officials told The Guardian …, adding …'; 'per the Hill, then conceded'."""
    out = list(outlets)
    last: dict[str, int] = {}
    for n in sorted((n for n, speaker in enumerate(speakers) if speaker.name), key=lambda n: (found[n].cue, n)):
        before = last.get(speakers[n].name)
        last[speakers[n].name] = n
        if before is None or out[n] or found[n].parent not in (None, found[before].parent):
            continue
        between = text[found[before].cue[1] : found[n].cue[0]]
        if len(between) < GOING_ON and not any(mark in between for mark in ENDS):
            out[n] = out[before]
    return out


def _told_alike(
    found: Sequence[Attribution], speakers: Sequence[Speaker], kinds: Sequence[str], outlets: Sequence[str], body: int
) -> list[str]:
    """In context: who is unnamed and of one kind with the unnamed who told an outlet, told it too."""
    by_voice = list(zip(speakers, kinds, outlets, strict=True))
    told = [(s.mention, outlet) for s, kind, outlet in by_voice if outlet and kind in UNNAMED and s.mention.head is Head.ROLE]
    out = list(outlets)
    for n, (speaker, kind, outlet) in enumerate(by_voice):
        if not outlet and found[n].parent is None and found[n].cue[0] >= body:
            out[n] = next((told_to for mention, told_to in told if _is_alike(mention, speaker.mention, kind)), "")
    return out


def _is_alike(told: Mention, mention: Mention, kind: str) -> bool:
    """Whether an unnamed source may be those who told an outlet, by role, body and country."""
    wider, same = not told.country, told.country == mention.country
    if kind == "document or intelligence":
        intelligence = mention.noun.value == "intelligence" and not told.organisation
        return intelligence and (not mention.country or same)
    if mention.head is not Head.ROLE or kind not in UNNAMED or not _is_same_class(told, mention):
        return False
    if told.organisation:
        return mention.organisation == told.organisation and (wider or same or not mention.country)
    return wider or same


def _is_same_class(told: Mention, mention: Mention) -> bool:
    """Whether both are sources or neither, and heads of something only together."""
    kinds = told.role.kind, mention.role.kind
    if kinds[1] not in TELLERS or (kinds[0] is RoleClass.SOURCE) != (kinds[1] is RoleClass.SOURCE):
        return False
    return RoleClass.HEAD not in kinds or role_lemma(told.noun.low) == role_lemma(mention.noun.low)


def _chain(n: int, found: Sequence[Attribution], speakers: Sequence[Speaker], outlets: Sequence[str]) -> Relay:
    """From the speaker outwards over those whose words hold it, to the outlet that the outermost told."""
    path = [n, *enclosing(found, n)]
    outlet = next((outlets[at] for at in reversed(path) if outlets[at]), "")
    names = dict.fromkeys([speakers[at].name or NOT_STATED for at in path] + [outlet])
    via = tuple(name for name in reversed(names) if name)[:-1]
    return Relay(len(via) + 1, via)
