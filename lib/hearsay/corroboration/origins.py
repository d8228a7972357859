"""Origins: who vouches for a mention of a claim as its text states it, and how many origins of a claim are independent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from hearsay.corroboration.claim_sentences import ClaimSentence, share_held
from hearsay.corroboration.pair_features import same_name
from hearsay.entities.gazetteer import name_words
from hearsay.framing.omissions import stem
from hearsay.schema import NOT_STATED, Row
from hearsay.text.spans import Span

OWN, ATTRIBUTED, NOBODY = "outlet's own words", "attributed", "nobody named"
HELD = 0.5
"""Share of a mention's telling words that an attribution has to hold for its source to be the mention's origin."""
BY_NAME = ("same speaker", "same body", "same document")
SURE = (*BY_NAME, "shared quotation", "shared run", "no source named")
"""Grounds that show one origin, each told wherever it holds; the others are told only where they are what joins two mentions."""
PAPERS = ("document or intelligence", "media outlet")


@dataclass(frozen=True)
class Mention:
    """One sentence as a mention of one claim.

    `span` is the part of the sentence that holds the words in common with the other mentions: the attributed content, or all of it.
    `origin` is who vouches for it, '' for nobody; `evidence` where the text says so; `via` the relays that it names.
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
        return Mention(sentence, sentence.span, OWN, "", "none", NOT_STATED, NOT_STATED, NOT_STATED, (), None, None)
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
    """The origin of each mention, as numbers from 0 in the order of first mention, and every union of two mentions with its ground.

    Parameters
    ----------
    mentions
        Of one claim.
    shared
        Pairs of mentions that print one quotation or one run of words, and which: "shared quotation" or "shared run".

    Notes
    -----
    Origins are independent where the texts show two: two names, or a name in one article and another's own words that do not speak of
    it. What a text leaves open ("an official" beside a named one) is not counted as a second.
    """
    leader = list(range(len(mentions)))
    unions: list[Union] = []

    def first(place: int) -> int:
        while leader[place] != place:
            place = leader[place]
        return place

    def unite(grounds: Callable[[Mention, Mention], str]) -> None:
        for i, j in combinations(range(len(mentions)), 2):
            ground = grounds(mentions[i], mentions[j])
            if ground and (first(i) != first(j) or ground in SURE):
                unions.append(Union(i, j, ground))
                leader[max(first(i), first(j))] = min(first(i), first(j))

    places = {id(mention): place for place, mention in enumerate(mentions)}
    unite(_same_source)
    unite(lambda a, b: shared.get((places[id(a)], places[id(b)]), ""))
    unite(_spoken_of)
    unite(_not_told_apart)
    numbers = {root: number for number, root in enumerate(dict.fromkeys(map(first, range(len(mentions)))))}
    return [numbers[first(place)] for place in range(len(mentions))], unions


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
    if any(_relays(mention.via, other.origin) for mention, other in ((a, b), (b, a)) if other.source_type == "media outlet"):
        return "relay of the other"
    return "named in both" if _names(a, b.origin) or _names(b, a.origin) else ""


def _not_told_apart(a: Mention, b: Mention) -> str:
    """Whether nothing shows two sources: one of them is described, not named, and may be the other; or the article is the same."""
    if a.origin and b.origin:
        return "not told apart" if _described(a) or _described(b) else ""
    named = a if a.origin else b
    alone = a.sentence.article_id != b.sentence.article_id and named.identifiability == "named person"
    return "" if alone else "not told apart"


def _names(mention: Mention, origin: str) -> bool:
    words = name_words(origin)
    return bool(words) and any(word.removesuffix("'s") == words[-1] for word in mention.sentence.words)


def _relays(via: Sequence[str], outlet: str) -> bool:
    return any(_forms(relay) and (_forms(relay) <= _forms(outlet) or _forms(outlet) <= _forms(relay)) for relay in via)


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
