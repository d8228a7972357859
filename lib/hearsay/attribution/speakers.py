"""Who a source is: pronouns, short names and definite phrases led back, within the article, to one speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearsay.attribution.affiliation import adjective, government
from hearsay.attribution.chunks import Chunk, chunks
from hearsay.attribution.mentions import Mention, compounds, read
from hearsay.attribution.people import Cast, Person, cast, given_names, leader, name_words
from hearsay.attribution.spans import Found, Passage, Span

READ = 400
"""Characters of a source that are read; a source that goes on for longer says nothing more of who it is."""
BACK = 8
CLOSE = re.compile(
    r" (?:familiar|close|briefed|with (?:direct |first-hand |firsthand )?knowledge|involved|who (?:was|were) (?:not|briefed))\b"
)
WHICH = re.compile(r",? which\b")
"""Sentences a pronoun looks back."""
MASCULINE, FEMININE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "herself"))
AUTHOR = frozenset(("i", "we", "me", "us", "our", "my", "myself", "ourselves"))
THING = frozenset(("it", "its", "itself"))
MANY = frozenset(("they", "them", "their", "themselves"))
RELATIVE = frozenset(("who", "whom", "which", "that"))
RULERS = frozenset(
    (
        "leader",
        "president",
        "premier",
        "minister",
        "dictator",
        "strongman",
        "ruler",
        "chancellor",
        "king",
        "queen",
        "monarch",
        "autocrat",
    )
)
DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))
SHORT_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor", "col": "colonel",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral", "dr": "doctor", "rev": "reverend",
    "congressman": "representative", "congresswoman": "representative", "officials": "official", "advisor": "adviser",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "ceo": "chief executive", "lawyer": "attorney",
}  # fmt: skip


@dataclass(frozen=True)
class Speaker:
    """A source resolved: what it names, in one canonical form, with the span that says so where another did.

    `cotext` says that country or body were read elsewhere in the article than in the source's own words.
    """

    name: str
    mention: Mention
    antecedent: Span | None = None
    cotext: bool = False
    author: bool = False


NOBODY = Speaker("", Mention(0, 0))


@dataclass
class _Article:
    text: str
    cast: Cast
    starts: list[int]
    passages: Sequence[Passage]
    quoted: list[Span]
    known: list[tuple[int, Speaker]] = field(default_factory=list)

    def passage(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def outside(self, at: int) -> bool:
        """Whether an offset stands outside every content, in the outlet's own words."""
        n = bisect_right(self.quoted, (at, len(self.text) + 1)) - 1
        return n < 0 or self.quoted[n][1] <= at


def speakers(text: str, passages: Sequence[Passage], found: Sequence[Found]) -> list[Speaker]:
    """One `Speaker` per attribution, in order. A source that cannot be led back with some certainty stays as printed."""
    inside = sorted(passages, key=lambda p: (p.start, p.end))
    article = _Article(text, cast(text, inside), [p.start for p in inside], inside, _merged(found))
    order = sorted(range(len(found)), key=lambda n: (found[n].source or found[n].cue, n))
    out: list[Speaker] = [NOBODY] * len(found)
    for n in order:
        source = found[n].source
        if source is None or not text[source[0] : source[1]].strip():
            continue
        out[n] = _speaker(article, source)
        article.known.append((source[0], out[n]))
    return _venues(article, found, _cataphora(article, found, _voices(found, out)))


def _merged(found: Sequence[Found]) -> list[Span]:
    spans: list[Span] = []
    for start, end in sorted(span for one in found for span in one.content):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _speaker(article: _Article, source: Span) -> Speaker:
    start, end = source[0], min(source[1], source[0] + READ)
    mention = read(compounds(chunks(article.text, start, end), article.text), article.text)
    mention = _political(article, mention)
    if mention.head == "pronoun":
        return _pronoun(article, mention, source)
    if mention.head in ("person", "cap"):
        return _named(article, _human(article, mention, source[1]))
    veiled = "anonym" in article.text[start:end] or "not authorized" in article.text[start:end]
    if mention.head == "role" and mention.role_class == "ordinary" and (veiled or CLOSE.match(article.text, mention.end)):
        mention = replace(mention, role_class="source")
    if mention.head == "role":
        return _role(article, mention)
    if mention.head == "inst":
        return _body(article, mention)
    if mention.head == "doc":
        return _document(article, mention)
    return Speaker(_canonical(article.text, mention), mention)


def _human(article: _Article, mention: Mention, end: int) -> Mention:
    """One capitalised word nobody explains: a person, unless it is an acronym or follows 'the' or 'which' follows."""
    single = mention.head == "cap" and not mention.value and mention.det == "" and " " not in mention.name
    thing = mention.name.isupper() or WHICH.match(article.text, end) or not mention.name.isalpha()
    return replace(mention, head="person") if single and not thing else mention


def _political(article: _Article, mention: Mention) -> Mention:
    """'a Smith spokesman': whether Smith is a politician, whose people are officials, or a firm."""
    if not mention.organisation or mention.org_class:
        return mention
    words = name_words(mention.organisation)
    person = article.cast.person(mention.organisation)
    known = bool(words) and words[-1] in article.cast.politicians
    political = known or (person is not None and person.facts.role_class == "official")
    return replace(mention, org_class="political" if political else "")


def _named(article: _Article, mention: Mention) -> Speaker:
    person = article.cast.person(mention.name)
    office = leader(mention.name) if person is None else None
    if office:
        printed = any(place.country == office["country"] for place in article.cast.places)
        country = {"country": office["country"], "place": "leader"} if printed and not mention.country else {}
        office_held = {"role": office["role"], "role_class": "official"} if not mention.role else {}
        return Speaker(mention.name, replace(mention, head="person", **office_held, **country))
    if person is None or (mention.head == "cap" and (mention.det == "the" or mention.value)):
        return Speaker(mention.name, mention)
    merged, cotext = _with(mention, person.facts)
    words = name_words(mention.name)
    fuller = len(words) > len(name_words(person.name)) and words[0] in given_names()
    name = mention.name if fuller else person.name
    merged = _political(article, replace(merged, head="person", name=name))
    inside = person.evidence[0] <= mention.head_start < person.evidence[1]
    return _owned(article, Speaker(name, merged, None if inside or fuller else person.evidence, cotext))


def _with(mention: Mention, facts: Mention) -> tuple[Mention, bool]:
    """The mention with what the article says elsewhere of the same speaker; whether a country or body came from there."""
    told = bool((facts.country and not mention.country) or (facts.organisation and not mention.organisation))
    light = mention.role_class in ("ordinary", "other") and facts.role_class in ("official", "expert")
    if not mention.role or ((light or mention.role in ("dr", "prof")) and facts.role):
        mention = replace(mention, role=facts.role, role_class=facts.role_class)
    if not mention.organisation:
        mention = replace(mention, organisation=facts.organisation, org_class=facts.org_class)
    if not mention.country:
        mention = replace(mention, country=facts.country, place=facts.place)
    return replace(mention, gender=mention.gender or facts.gender, owner=mention.owner or facts.owner), told


def _owned(article: _Article, speaker: Speaker) -> Speaker:
    """'the country's minister', 'its spokesman': the country that was named last."""
    mention = speaker.mention
    owners = ("country", "nation", "its", "their") if mention.role_class in ("official", "spokes", "") else ("country", "nation")
    if mention.country or mention.owner not in owners:
        return speaker
    at = mention.start or mention.head_start
    place = article.cast.country(article.starts[article.passage(at)] if article.starts else 0, at)
    if place is None:
        return speaker
    return replace(speaker, mention=replace(mention, country=place.country, place=place.value), cotext=True)


def _role(article: _Article, mention: Mention) -> Speaker:
    plain = not mention.country and not mention.organisation
    headless = mention.bare and not mention.det and not mention.plural and mention.role_class == "official"
    definite = (mention.det in DEFINITE or headless) and not mention.joined
    ruler = _ruler(article, mention) if definite and not mention.plural and mention.country else None
    if ruler:
        return ruler
    if definite and not mention.plural and not mention.organisation:
        earlier = _same_role(article, mention)
        if earlier and mention.country in ("", earlier.mention.country):
            return replace(earlier, mention=replace(earlier.mention, start=mention.start, end=mention.end))
    heirs = (definite and (mention.plural or mention.role_class != "ordinary")) or (
        mention.role_class in ("official", "source", "spokes") and not mention.joined
    )
    if plain and not mention.owner and heirs:
        group = _same_group(article, mention)
        if group:
            merged, _ = _with(mention, group[1].mention)
            name = _canonical(article.text, merged) if not (definite and mention.plural) else group[1].name
            return Speaker(name, merged, (group[1].mention.start, group[1].mention.end), bool(merged.country))
    speaker = _owned(article, Speaker("", mention))
    return replace(speaker, name=_canonical(article.text, speaker.mention))


def _lemma(role: str) -> str:
    last = role.split()[-1] if role else ""
    last = SHORT_TITLES.get(last, last)
    last = last[:-3] + "man" if last.endswith("men") else last
    return SHORT_TITLES.get(last, last.removesuffix("s"))


def _same_role(article: _Article, mention: Mention) -> Speaker | None:
    """The last person before with this role: among the speakers, then among all who are named."""
    wanted, at = _lemma(mention.low), mention.start
    first = article.starts[max(0, article.passage(at) - 2 * BACK)] if article.starts else 0
    for start, speaker in reversed(article.known):
        if start < first:
            break
        if speaker.mention.head == "person" and _lemma(speaker.mention.role) == wanted:
            return replace(speaker, antecedent=speaker.antecedent or (speaker.mention.start, speaker.mention.end))
    n = bisect_right(article.cast.named, at - 1, key=lambda item: item[0])
    for start, person in reversed(article.cast.named[:n][-40:]):
        if start < first:
            break
        if _lemma(person.facts.role) == wanted:
            return Speaker(person.name, replace(person.facts, head="person", name=person.name), person.evidence, True)
    return None


def _ruler(article: _Article, mention: Mention) -> Speaker | None:
    """'the Russian leader', 'the French president': the last official of that country who was named."""
    if _lemma(mention.low) not in RULERS:
        return None
    n = bisect_right(article.cast.named, mention.start - 1, key=lambda item: item[0])
    for start, person in reversed(article.cast.named[max(0, n - 40) : n]):
        facts = person.facts
        if article.passage(mention.start) - article.passage(start) > 2 * BACK:
            break
        if facts.country == mention.country and _lemma(facts.role) in RULERS:
            return Speaker(
                person.name,
                replace(facts, head="person", name=person.name, start=mention.start, end=mention.end),
                person.evidence,
            )
    return None


def _same_group(article: _Article, mention: Mention) -> tuple[int, Speaker] | None:
    """The last unnamed speakers before with the same role: 'US officials' for 'the officials', 'one official'."""
    wanted = _lemma(mention.low)
    for start, speaker in reversed(article.known[-60:]):
        if speaker.mention.head == "role" and _lemma(speaker.mention.low) == wanted and start < mention.start:
            return start, speaker
    return None


def _body(article: _Article, mention: Mention) -> Speaker:
    if mention.low in ("country", "nation") and mention.det == "the":
        at = mention.start
        place = article.cast.country(article.starts[article.passage(at)] if article.starts else 0, at)
        if place:
            known = replace(
                mention, head="place", value="short", country=place.country, place="short", organisation="", org_class=""
            )
            return Speaker(government(place.country), known, (place.start, place.end), True)
    if not mention.country and mention.det in DEFINITE or mention.bare:
        full = article.cast.body(mention.low, mention.start)
        if full and full.end - full.start > mention.end - mention.start:
            merged, cotext = _with(replace(mention, organisation=""), full)
            return Speaker(_canonical(article.text, full), replace(merged, name=full.name), (full.start, full.end), cotext)
    speaker = _owned(article, Speaker("", mention))
    return replace(speaker, name=_canonical(article.text, speaker.mention))


def _document(article: _Article, mention: Mention) -> Speaker:
    """'the report' is the outlet's that was just cited, unless a report of somebody's was introduced before."""
    if mention.low in ("report", "article", "story", "interview") and mention.det in DEFINITE and mention.bare:
        for start, speaker in reversed(article.known):
            if article.passage(mention.start) - article.passage(start) > 4:
                break
            if speaker.mention.head == "doc" and _lemma(speaker.mention.low) == _lemma(mention.low):
                return replace(speaker, antecedent=(speaker.mention.start, speaker.mention.end))
            if speaker.mention.head == "media":
                merged = replace(speaker.mention, start=mention.start, end=mention.end)
                return Speaker(speaker.name, merged, (speaker.mention.start, speaker.mention.end))
    return Speaker(_canonical(article.text, mention), mention)


def _pronoun(article: _Article, mention: Mention, source: Span) -> Speaker:
    low, printed = mention.low, Speaker(article.text[source[0] : source[1]], mention)
    if low in AUTHOR:
        return replace(printed, author=True)
    if low in RELATIVE:
        return _before(article, source) or printed
    if low in MASCULINE or low in FEMININE:
        return _person_before(article, source[0], "m" if low in MASCULINE else "f") or printed
    if low in THING and (subject := _subject(article, source[0])):
        return subject
    if low in THING:
        return _last(article, source[0], ("inst", "place", "media", "doc", "cap"), many=False) or printed
    if low in MANY:
        return _last(article, source[0], ("role", "inst", "place", "media", "doc", "cap"), many=True) or printed
    return printed


def _again(speaker: Speaker, source: int) -> Speaker:
    """The same speaker, now by a pronoun: what was said there is co-text here."""
    span = speaker.antecedent or (speaker.mention.start, speaker.mention.end)
    return replace(speaker, antecedent=span if span[0] < span[1] and span[0] != source else None)


def _before(article: _Article, source: Span) -> Speaker | None:
    """The phrase that 'who' follows: 'President Volodymyr Zelenskyy, who'."""
    first = max(article.starts[article.passage(source[0])] if article.starts else 0, source[0] - 120)
    found = compounds(chunks(article.text, first, source[0]), article.text)
    while found and found[-1].kind in ("comma", "punct"):
        found.pop()
    n = len(found)
    while n and found[n - 1].kind in ("cap", "given", "role", "inst", "place", "media", "doc", "poss", "honorific", "det", "num"):
        n -= 1
    if n == len(found):
        return None
    speaker = _speaker(article, (found[n].start, found[-1].end))
    return _again(replace(speaker, antecedent=(found[n].start, found[-1].end)), source[0])


def _subject(article: _Article, at: int) -> Speaker | None:
    """'The U.S. wants to show it cares': a country named before 'it' in its sentence, when nobody spoke there."""
    first = article.starts[article.passage(at)] if article.starts else 0
    if any(start >= first for start, _ in article.known[-3:]):
        return None
    places = article.cast.places
    n = bisect_right(article.cast.place_starts, first - 1)
    while n < len(places) and places[n].start < at:
        if places[n].value in ("short", "capital") and article.text[places[n].end : places[n].end + 1] in (" ", ","):
            mention = Mention(
                places[n].start, places[n].end, "place", places[n].value, places[n].low, country=places[n].country, place="short"
            )
            return Speaker(government(places[n].country), mention, (places[n].start, places[n].end), True)
        n += 1
    return None


def _person_before(article: _Article, at: int, gender: str) -> Speaker | None:
    """The last person who could be meant: a speaker of the nearest sentence, else the first it names in the outlet's words."""
    here = article.passage(at)
    for passage in range(here, max(-1, here - BACK), -1):
        first = article.starts[passage] if article.starts else 0
        last = min(at, article.passages[passage].end) if article.starts else at
        for start, speaker in reversed(article.known):
            if start < first:
                break
            if start < last and speaker.mention.head == "person" and speaker.mention.gender in ("", gender):
                return _again(speaker, at)
        person = _first_named(article, first, last, gender)
        if person:
            mention = replace(person.facts, head="person", name=person.name)
            return Speaker(person.name, mention, person.evidence, True)
    person = _first_named(article, article.starts[here] if article.starts else 0, at, gender, quoted=True)
    if person is None:
        return None
    return Speaker(person.name, replace(person.facts, head="person", name=person.name), person.evidence, True)


def _first_named(article: _Article, first: int, last: int, gender: str, quoted: bool = False) -> Person | None:
    named = article.cast.named
    n = bisect_right(named, first - 1, key=lambda item: item[0])
    while n < len(named) and named[n][0] < last:
        facts = named[n][1].facts
        listener = facts.role_class == "media" or (not facts.role and facts.org_class == "media")
        if facts.gender in ("", gender) and not listener and (quoted or article.outside(named[n][0])):
            return named[n][1]
        n += 1
    return None


def _last(article: _Article, at: int, heads: tuple[str, ...], *, many: bool) -> Speaker | None:
    here = article.passage(at)
    for start, speaker in reversed(article.known):
        if here - article.passage(start) > 3:
            break
        mention = speaker.mention
        if mention.head in heads and (mention.plural or mention.joined or mention.head != "role" or not many):
            return _again(speaker, at)
    return None


def _voices(found: Sequence[Found], out: list[Speaker]) -> list[Speaker]:
    """'I' and 'we' inside somebody's words are that speaker; outside, the author."""
    for n, one in enumerate(found):
        parent, seen = one.parent, {n}
        while out[n].author and parent is not None and parent not in seen and 0 <= parent < len(found):
            seen.add(parent)
            if out[parent].name and not out[parent].author:
                out[n] = _again(out[parent], one.source[0] if one.source else -1)
            parent = found[parent].parent
    return out


def _cataphora(article: _Article, found: Sequence[Found], out: list[Speaker]) -> list[Speaker]:
    """'An analyst said … . "…," said Jane Doe of the Institute': the name comes with the next attribution."""
    order = sorted((n for n in range(len(found)) if found[n].source), key=lambda n: found[n].source or (0, 0))
    for n, after in zip(order, order[1:], strict=False):
        mention, other = out[n].mention, out[after].mention
        alone = (
            mention.head == "role"
            and mention.det in ("a", "an", "one")
            and mention.bare
            and mention.role_class in ("expert", "ordinary")
        )
        near = article.passage(other.start) - article.passage(mention.start) == 1
        introduced = other.head == "person" and out[after].antecedent is None
        fits = other.role_class == mention.role_class or (
            mention.role_class == "expert" and other.org_class == "academic" and not other.role
        )
        if alone and near and introduced and fits:
            role = {"role": mention.role, "role_class": mention.role_class} if not other.role else {}
            out[n] = replace(out[after], mention=replace(other, **role), antecedent=(other.start, other.end))
    return out


def _venues(article: _Article, found: Sequence[Found], out: list[Speaker]) -> list[Speaker]:
    """The country of officials whom no word ties to one: the seat of power in which they speak ('at the White House')."""
    known: dict[str, Mention] = {}
    for one, speaker in zip(found, out, strict=True):
        mention = speaker.mention
        if mention.head == "person" and mention.role_class in ("official", "spokes") and not mention.country:
            seat = _seat(article, one)
            if seat:
                known.setdefault(speaker.name, replace(mention, country=seat.country, place=seat.value))
    return [
        replace(s, mention=replace(s.mention, country=known[s.name].country, place=known[s.name].place), cotext=True)
        if s.name in known and not s.mention.country
        else s
        for s in out
    ]


def _seat(article: _Article, one: Found) -> Chunk | None:
    """A seat of power after 'at', 'in', 'from' or 'outside', in the sentence of the cue and the outlet's own words."""
    passage = article.passages[article.passage(one.cue[0])] if article.passages else None
    end = min(passage.end, one.cue[1] + 160) if passage else one.cue[1]
    found = chunks(article.text, one.cue[1], end)
    led = False
    for chunk in found:
        if chunk.kind == "place" and chunk.value == "metonym" and led and article.outside(chunk.start):
            return chunk
        led = chunk.low in ("at", "in", "from", "outside", "inside") or (led and chunk.kind == "det")
    return None


def _canonical(text: str, mention: Mention) -> str:
    """The one form under which a speaker without a personal name is counted."""
    if mention.head == "place" and mention.value in ("short", "capital", "demonym") and not mention.plural:
        return government(mention.country) if mention.country[:1] != "~" else mention.name
    if mention.head == "role":
        return _group(text, mention)
    if mention.head in ("media", "cap"):
        return "The " + mention.name[4:] if mention.name[:4] == "the " else mention.name
    printed = " ".join(text[mention.start : mention.end].split())
    first, _, rest = printed.partition(" ")
    printed = rest if rest and first.lower() in ("the", "a", "an", "its", "new", "this", "that", "one") else printed
    if mention.head == "inst" and mention.place == "short" and mention.country and mention.country[:1] != "~":
        return f"{adjective(mention.country)} {mention.name}"
    return printed


PARTITIVE = re.compile(r"(?:[\w-]+ ){1,3}of (?:the |those |these |its |their )?(?=\w)")


def _group(text: str, mention: Mention) -> str:
    body, country = mention.organisation, mention.country
    if body:
        return f"{body.removeprefix('the ')} {mention.low}"
    printed = " ".join(text[mention.start : mention.end].split())
    if (
        mention.start < mention.head_start
        and (counted := PARTITIVE.match(printed))
        and mention.low in printed[counted.end() :].lower()
    ):
        printed = printed[counted.end() :]
    first, _, rest = printed.partition(" ")
    printed = rest if rest and first.lower() in ("the", "a", "an", "one", "another", "this", "that", "some") else printed
    if country and country[:1] != "~" and mention.place in ("short", "demonym", "capital"):
        own = text[mention.start : mention.head_start + len(mention.low)]
        return f"{adjective(country)} {mention.low}" if len(own.split()) <= 4 or mention.bare else printed
    return printed
