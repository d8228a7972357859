"""Who passes it on: the speakers between the outlet and the content. A lower bound, read from what the article says.

A relay is stated by nesting ('the Post said that officials said'), by a recipient ('told The Guardian'), or by
somebody who quotes ('officials cited by Reuters'). In context it reaches further: the unnamed officials who told
an outlet are the same, or their like, a sentence later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.attribution.labels.context import Speaker, role_lemma
from hearsay.entities.organisations import join_organisation_names
from hearsay.entities.tokens import Token, tokenise
from hearsay.entities.types import Mention
from hearsay.schema import NOT_STATED
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution

TOLD = word_set(
    """told tell tells telling informed assured interview interviewed spoke speaking confirmed wrote statement op-ed
    appearance appearing remarks comments said says saying emailed briefed"""
)
BETWEEN = word_set(
    """exclusive exclusively recent brief separate telephone phone email emailed video televised wide-ranging joint written
    radio television tv also later earlier then previously recently today yesterday late early last week month year news
    agency newspaper broadcaster channel network magazine outlet site website program programme show sunday monday tuesday
    wednesday thursday friday saturday january february march april may june july august september october november december
    morning afternoon evening night host reporter local state"""
)
"""Words that may stand between telling and the outlet told."""
LEADS = word_set(
    "interview interviews interviewed speaking spoke talking comments remarks op-ed appearance appearing statement told"
)
"""Words that lead to an outlet before the cue: 'In an interview with Fox News, she said'."""
LINKS = frozenset(("to", "with", "by", "on", "for", "in", "the", "a", "an", "and", "'s"))
QUOTED_BY = frozenset(("cited", "quoted", "interviewed", "contacted", "reached"))
WINDOW = 70
"""Characters after a cue in which a recipient stands."""
DEPTH = 12
BACK = 160
"""Characters before source and cue in which the sentence's opening is read."""
DATELINE = re.compile(r"[A-Z]{3}[^()\n]{0,60}\(([A-Z][\w .]{1,30})\) [-–—]")
"""'NEW YORK (Reuters) - ': whose story it is; what is told to that agency is told to the outlet itself."""
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
    outlets = [_recipient(text, one, speaker) for one, speaker in zip(found, speakers, strict=True)]
    outlets = [outlet if kind != "none" or outlet else "" for outlet, kind in zip(outlets, kinds, strict=True)]
    own = DATELINE.search(text, body, body + 200)
    outlets = ["" if own and outlet.removeprefix("The ") == own[1] else outlet for outlet in outlets]
    outlets = _continued(text, found, speakers, _from_parent(found, speakers, kinds, outlets))
    outlets = _alike(found, speakers, kinds, outlets, body)
    return [_chain(n, found, speakers, outlets) for n in range(len(found))]


def _recipient(text: str, found: Attribution, speaker: Speaker) -> str:
    """The outlet to which the words were said: 'told The Guardian', 'in an interview with Le Monde', 'cited by Reuters'."""
    cue = text[found.cue[0] : found.cue[1]]
    stop = min([start for start, _ in found.content if start >= found.cue[1]] + [found.cue[1] + WINDOW])
    near = text[found.cue[1] : stop].split("\n")[0]
    told = _outlet(join_organisation_names(tokenise(cue + near), cue + near), cue + near, speaker, TOLD)
    told = told or _before(text, found, speaker)
    if told or not found.source:
        return told
    source = text[
        found.source[0] : min(found.source[1] + 60, found.cue[0] if found.cue[0] >= found.source[1] else found.source[1] + 60)
    ]
    return _outlet(join_organisation_names(tokenise(source), source), source, speaker, QUOTED_BY)


def _before(text: str, found: Attribution, speaker: Speaker) -> str:
    """The outlet in what opens the sentence: 'In an interview with Le Monde, the minister said', 'Speaking to CNN, …'."""
    first = min([found.cue[0], *([found.source[0]] if found.source else [])])
    ahead = text[max(0, first - BACK) : first]
    opening = OPENS.split(ahead)[-1]
    if any(start < first and end > first - len(opening) for start, end in found.content) or OPENING.match(opening) is None:
        return ""
    return _outlet(join_organisation_names(tokenise(opening), opening), opening, speaker, LEADS)


def _outlet(found: Sequence[Token], text: str, speaker: Speaker, verbs: frozenset[str]) -> str:
    """The first outlet that a telling verb leads to over nothing but small words."""
    led = False
    for chunk in found:
        if chunk.kind == "media" and (chunk.capital or chunk.low.startswith("the ")):
            own = speaker.mention.head == "media" or speaker.mention.org_class == "media"
            return _name(text[chunk.start : chunk.end]) if led and not own else ""
        if chunk.low in verbs:
            led = True
        elif led and chunk.low not in LINKS and chunk.kind not in ("det", "prep", "poss", "num") and chunk.low not in TOLD:
            led = chunk.low in BETWEEN
    return ""


def _name(name: str) -> str:
    return "The " + name[4:] if name[:4] == "the " else name


def _from_parent(
    found: Sequence[Attribution], speakers: Sequence[Speaker], kinds: Sequence[str], outlets: Sequence[str]
) -> list[str]:
    """The outlet through which each comes at first hand: told to it, or nested in its words."""
    out = list(outlets)
    for n, one in enumerate(found):
        if not out[n] and one.parent is not None and 0 <= one.parent < len(found) and kinds[one.parent] == "media outlet":
            out[n] = speakers[one.parent].name
    return out


def _continued(text: str, found: Sequence[Attribution], speakers: Sequence[Speaker], outlets: list[str]) -> list[str]:
    """The same speaker goes on in the same sentence: 'officials told The Guardian …, adding …'; 'per the Hill, then conceded'."""
    out = list(outlets)
    order = sorted(range(len(found)), key=lambda n: (found[n].cue, n))
    last: dict[str, int] = {}
    for n in order:
        name = speakers[n].name
        before = last.get(name)
        if name and before is not None and out[before] and not out[n]:
            between = text[found[before].cue[1] : found[n].cue[0]]
            if found[n].parent in (None, found[before].parent) and len(between) < 400 and not _breaks(between):
                out[n] = out[before]
        if name:
            last[name] = n
    return out


def _breaks(between: str) -> bool:
    return any(mark in between for mark in (". ", ".” ", '." ', "! ", "? ", "\n"))


def _alike(
    found: Sequence[Attribution], speakers: Sequence[Speaker], kinds: Sequence[str], outlets: Sequence[str], body: int
) -> list[str]:
    """In context: who is unnamed and of one kind with the unnamed who told an outlet, told it too."""
    told = [
        (speakers[n].mention, outlet) for n, outlet in enumerate(outlets) if outlet and kinds[n] in ("unnamed official", "other")
    ]
    told = [(mention, outlet) for mention, outlet in told if mention.head == "role"]
    out = list(outlets)
    for n, kind in enumerate(kinds):
        if out[n] or not told or found[n].parent is not None or found[n].cue[0] < body:
            continue
        out[n] = next((outlet for mention, outlet in told if _fits(mention, speakers[n].mention, kind)), "")
    return out


def _fits(told: Mention, mention: Mention, kind: str) -> bool:
    if kind == "document or intelligence":
        return (
            mention.value == "intelligence" and not told.organisation and (not mention.country or mention.country == told.country)
        )
    if (
        mention.head != "role"
        or kind not in ("unnamed official", "other")
        or mention.role_class not in ("official", "expert", "source", "head")
    ):
        return False
    if (told.role_class == "source") != (mention.role_class == "source"):
        return False
    if "head" in (told.role_class, mention.role_class) and role_lemma(told.low) != role_lemma(mention.low):
        return False
    same_country = not told.country or not mention.country or told.country == mention.country
    if told.organisation:
        return same_country and mention.organisation == told.organisation
    return same_country and (bool(mention.country) == bool(told.country) or not told.country)


def _chain(n: int, found: Sequence[Attribution], speakers: Sequence[Speaker], outlets: Sequence[str]) -> Relay:
    names = [speakers[n].name or NOT_STATED]
    at, seen = n, {n}
    outlet = outlets[n]
    parent = found[n].parent
    while parent is not None and 0 <= parent < len(found) and parent not in seen and len(seen) < DEPTH:
        seen.add(parent)
        names.append(speakers[parent].name or NOT_STATED)
        at, outlet, parent = parent, outlets[parent] or outlet, found[parent].parent
    del at
    names.append(outlet)
    kept = [name for i, name in enumerate(names) if name and (i == 0 or name not in names[:i])]
    via = tuple(reversed(kept[1:]))
    return Relay(len(via) + 1, via)
