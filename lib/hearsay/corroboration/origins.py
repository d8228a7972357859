"""Origins: who vouches for a mention of a claim as its text states it, and how many origins of a claim are independent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from hearsay.corroboration.claim_sentences import ClaimSentence, share_held
from hearsay.corroboration.pair_features import same_name
from hearsay.entities.gazetteer import government_of, name_words
from hearsay.framing.omissions import stem
from hearsay.schema import NOT_STATED, Row
from hearsay.text.spans import Span

OWN, ATTRIBUTED, NOBODY = "outlet's own words", "attributed", "nobody named"
HELD = 0.5
"""Share of a mention's telling words that an attribution has to hold for its source to be the mention's origin."""
BY_NAME = ("same speaker", "same body", "same document")
_QUOTATION = re.compile(r"^\W*[\"“”]|[\"“”]\W*$")
"""A sentence that begins or ends within quotation marks: somebody's words, also where nobody is found who says them."""
OFFICIALS = ("named official", "unnamed official", "government or institution")
PAPERS = ("document or intelligence", "media outlet")


@dataclass(frozen=True)
class Mention:
    """One sentence as a mention of one claim.

    `span` is the part of the sentence that holds the words in common with the other mentions: the attributed content, or all of
    it. `origin` is who vouches for it, '' for nobody; `evidence` where the text says so; `via` the relays that it names.
    """

    sentence: ClaimSentence
    span: Span
    presented_as: str
    origin: str
    source_type: str
    identifiability: str
    organisation: str
    country: str
    via: tuple[str, ...]
    evidence: Span | None
    attribution: Row | None


@dataclass(frozen=True)
class Union:
    """Two mentions, by their places in the list, that have one origin, and on what ground: one of `GROUNDS`."""

    first: int
    second: int
    ground: str


def mention_of(sentence: ClaimSentence, others: Sequence[ClaimSentence]) -> Mention:
    """The sentence as a mention of the claim that it shares with the others.

    Its telling words are those that any of the others has too. The attribution that holds most of them, half at least, says who
    vouches; where two hold as many, the outermost does.
    """
    common = {form for other in others if other is not sentence for form in other.stems}
    telling = [span for form, span in sentence.stems.items() if form in common] or list(sentence.stems.values())
    ranked = sorted(
        ((_held(one, telling), -one.level, -one.attribution_no, one) for one in sentence.attributions),
        key=lambda row: row[:3],
        reverse=True,
    )
    chosen = ranked[0][3] if ranked and ranked[0][0] >= HELD else None
    if chosen is None:
        voice = NOBODY if _QUOTATION.search(sentence.text) else OWN
        return Mention(sentence, sentence.span, voice, "", "none", NOT_STATED, NOT_STATED, NOT_STATED, (), None, None)
    inside = [(max(s, sentence.span[0]), min(e, sentence.span[1])) for s, e in chosen.content_spans]
    inside = [(s, e) for s, e in inside if s < e]
    origin = chosen.speaker or chosen.source
    named = bool(origin)
    evidence = (int(chosen.source_start), int(chosen.source_end)) if not pd.isna(chosen.source_start) else None
    return Mention(
        sentence=sentence,
        span=(inside[0][0], inside[-1][1]),
        presented_as=ATTRIBUTED if named else NOBODY,
        origin=origin,
        source_type=str(chosen.source_type),
        identifiability=str(chosen.identifiability),
        organisation=str(chosen.organisation),
        country=str(chosen.country),
        via=tuple(chosen.via),
        evidence=evidence or (int(chosen.cue_start), int(chosen.cue_end)),
        attribution=chosen,
    )


def _held(attribution: Row, words: Sequence[Span]) -> float:
    return sum(share_held(attribution, *span) > 0.5 for span in words) / max(len(words), 1)


def independent_origins(mentions: Sequence[Mention], shared: Mapping[tuple[int, int], str]) -> tuple[list[int], list[Union]]:
    """The origin of each mention, as numbers from 0 in the order of mentions, and every union of two mentions with its ground.

    Parameters
    ----------
    mentions
        Of one claim.
    shared
        Pairs of mentions that print one quotation or one run of words, and which: "shared quotation" or "shared run".

    Notes
    -----
    Origins are independent where the texts show two: two names, or a name in one article and another's own words that do not
    speak of it. What a text leaves open ("an official" beside a named one) is not counted as a second, and joins no two others
    together.
    """
    joined = _Joined(len(mentions))
    for i, j in combinations(range(len(mentions)), 2):
        joined.unite(i, j, _same_source(mentions[i], mentions[j]) or shared.get((i, j), ""))
    for i, j in combinations(range(len(mentions)), 2):
        joined.unite(i, j, "" if joined.together(i, j) else _spoken_of(mentions[i], mentions[j]))
    named = [place for place, mention in enumerate(mentions) if mention.origin and not _described(mention)]
    for place, mention in enumerate(mentions):
        if named and place not in named and not any(joined.together(place, other) for other in named):
            other = min(named, key=lambda one: (not _near(mention, mentions[one]), one))
            joined.unite(min(place, other), max(place, other), _not_told_apart(mention, mentions[other]))
    return joined.numbers(), joined.unions


class _Joined:
    """Places that are found to be one, and why."""

    def __init__(self, n: int) -> None:
        self.unions: list[Union] = []
        self._leader = list(range(n))

    def _first(self, place: int) -> int:
        while self._leader[place] != place:
            place = self._leader[place]
        return place

    def together(self, a: int, b: int) -> bool:
        return self._first(a) == self._first(b)

    def unite(self, a: int, b: int, ground: str) -> None:
        """Nothing happens without a ground."""
        if ground:
            self.unions.append(Union(a, b, ground))
            low, high = sorted((self._first(a), self._first(b)))
            self._leader[high] = low

    def numbers(self) -> list[int]:
        firsts = [self._first(place) for place in range(len(self._leader))]
        numbered = {first: number for number, first in enumerate(dict.fromkeys(firsts))}
        return [numbered[first] for first in firsts]


def _near(mention: Mention, other: Mention) -> bool:
    """Whether an origin that is left open is most likely the other's: the same article, or the same country."""
    return mention.sentence.article_id == other.sentence.article_id or mention.country == other.country != NOT_STATED


def _same_source(a: Mention, b: Mention) -> str:
    """Whether two mentions name one source, or neither names any; '' where nothing says so."""
    if not a.origin and not b.origin:
        return "no source named"
    if not a.origin or not b.origin:
        return ""
    if a.source_type in PAPERS and b.source_type in PAPERS and _same_paper(a.origin, b.origin):
        return "same document"
    if same_name(a.origin, b.origin):
        return "same speaker"
    return "same body" if _speaks_for(a, b) or _speaks_for(b, a) else ""


def _spoken_of(a: Mention, b: Mention) -> str:
    """Whether one mention's source is spoken of in the sentence of the other, which then tells of the same origin."""
    if _one_may_be_the_other(a, b):
        return "not told apart"
    if any(_relays(mention.via, other.origin) for mention, other in ((a, b), (b, a)) if other.source_type == "media outlet"):
        return "relay of the other"
    return "named in both" if _names(a, b.origin) or _names(b, a.origin) else ""


def _not_told_apart(open_: Mention, named: Mention) -> str:
    """Whether nothing shows that a mention without a name has another source than one that names it.

    Within one article nothing does. Of two articles the sort of source shows it ("an official" is no company), and so it is where
    one tells on its own what the other has from a person or a group ("critics"), which are no bodies that it may have asked.
    """
    if open_.sentence.article_id == named.sentence.article_id or open_.presented_as == NOBODY:
        return "not told apart"
    if open_.origin:
        return "not told apart" if _sort(open_) == _sort(named) else ""
    return "" if named.identifiability in ("named person", "vague collective") else "not told apart"


def _sort(mention: Mention) -> str:
    """What sort of source it is; officials are one sort, and papers are."""
    sorts = {**dict.fromkeys(OFFICIALS, "official"), **dict.fromkeys(PAPERS, "paper")}
    return sorts.get(mention.source_type, mention.source_type)


def _names(mention: Mention, origin: str) -> bool:
    words = name_words(origin)
    return bool(words) and any(word.removesuffix("'s") == words[-1] for word in mention.sentence.words)


def _relays(via: Sequence[str], outlet: str) -> bool:
    return any(_forms(relay) and (_forms(relay) <= _forms(outlet) or _forms(outlet) <= _forms(relay)) for relay in via)


def _one_may_be_the_other(a: Mention, b: Mention) -> bool:
    """Whether two mentions have unnamed officials of one country, or one article has them beside an official whom it names."""
    officials = a.source_type in OFFICIALS and b.source_type in OFFICIALS and a.country == b.country != NOT_STATED
    unnamed = _unnamed_officials(a) + _unnamed_officials(b)
    return officials and (unnamed == 2 or (unnamed == 1 and a.sentence.article_id == b.sentence.article_id))


def _unnamed_officials(mention: Mention) -> bool:
    return mention.source_type in OFFICIALS and mention.identifiability in ("anonymous", "vague collective", "role unique")


def _described(mention: Mention) -> bool:
    """Whether the source is one person who is described and not named: "an official", "the governor"."""
    if mention.identifiability not in ("anonymous", "role unique", "implicit", "author"):
        return False
    words = name_words(mention.origin)
    return not (words and words[-1].endswith("s"))


def _same_paper(a: str, b: str) -> bool:
    """Whether two documents may be one: the words of one are all among the other's."""
    ours, theirs = _forms(a), _forms(b)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _speaks_for(a: Mention, b: Mention) -> bool:
    """Whether the first is, or speaks for, the body that the second names."""
    if b.source_type == "government or institution" and a.country == b.country != NOT_STATED and a.source_type in OFFICIALS:
        return b.origin == government_of(b.country)
    organisation, body = _forms(a.organisation) if a.organisation != NOT_STATED else frozenset(), _forms(b.origin)
    return bool(organisation and body) and (organisation <= body or body <= organisation)


def _forms(name: str) -> frozenset[str]:
    return frozenset(form for word in name_words(name) if (form := stem(word)))


def evidence_of(union: Union, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Where each of the two mentions of a union shows its ground: the source's name, or the words of the mention."""
    for place in (union.first, union.second):
        mention = mentions[place]
        by_name = union.ground in BY_NAME and mention.evidence
        yield mention.evidence if by_name and mention.evidence else mention.span
