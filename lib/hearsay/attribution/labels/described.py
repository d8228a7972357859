"""Who each speaker of an article is, by learned heads: type, identifiability and country, each with its probability and evidence.

How the heads were made, on what and how often they are right is told in `models/sources.md`.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from hearsay.attribution.labels.context import Speaker
from hearsay.attribution.labels.country_evidence import ArticlePlaces, article_places, company, country_columns
from hearsay.attribution.labels.profiles import Profile, Sentences, speaker_profiles
from hearsay.attribution.labels.type_evidence import speaker_columns
from hearsay.entities.gazetteer import StatedAffiliation, affiliation_of, is_area
from hearsay.entities.organisations import OPPOSED
from hearsay.entities.people import EntityIndex
from hearsay.entities.types import Head, OrganisationClass, PlaceKind, RoleClass
from hearsay.schema import IDENTIFIABILITY, SOURCE_TYPES
from hearsay.text.encoder import onnx_session
from hearsay.text.spans import Attribution, SentenceSpan, Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TYPES = tuple(name for name in SOURCE_TYPES if name != "none")
WHO = tuple(name for name in IDENTIFIABILITY if name != "implicit")
UNNAMED = (Head.ROLE, Head.ORGANISATION, Head.PLACE, Head.MEDIA, Head.DOCUMENT)
"""Mentions that name nobody by a personal name; whom they stand for is led back before, or not known."""
NAMED = ("named official", "named expert")
EXPLICIT = (
    PlaceKind.SHORT, PlaceKind.DEMONYM, PlaceKind.CAPITAL, PlaceKind.INSTITUTION, PlaceKind.METONYM, PlaceKind.PARTY,
    PlaceKind.LEADER, PlaceKind.MEDIA,
)  # fmt: skip
"""Names in a speaker's own words that tell his or her country (.98 to 1.00 right in cross-validation)."""
UNLIKELY = 0.5
"""Probability below which such a name is somebody else's country."""
LABELLED = 0.98
"""Of a country that only a party's label tells, '(R-Ohio)': as often right as other names in a speaker's own words."""
LAWYERS = ("lawyer", "attorney", "counsel", "solicitor", "barrister")
PAPER, POSSIBLE = TYPES.index("document or intelligence"), 0.02
"""A document whose issuer was not found is one, unless that is next to impossible: few texts are so short that it matters."""
OFFICIALS = ("named official", "unnamed official")
EXPERTS = ("named expert", "unnamed expert")
TIES = ("none", "US", "most named", "outlet's", "other")
"""Whether the words of a speaker tell a country at all, and whether it is the one most named, or the outlet's."""
HEADS = {"type": len(TYPES), "who": len(WHO), "tie": len(TIES)}
"""Outputs of the linear heads, in the order of their columns."""


@dataclass(frozen=True)
class Described:
    """What is said of one speaker: labels with their probabilities; the country ('' where it is not sure enough, a group as in
    `gazetteer.GROUP_MARK`) with the place in the article that tells it."""

    kind: str
    kind_chance: float
    who: str
    country: str
    country_chance: float
    evidence: Span | None


@dataclass(frozen=True)
class SpeakerHeads:
    """The heads: one weight for each column and output, the last row constants; the countries that the words alone may tell; two
    ensembles of trees for the country, of which the second sees what the first said of the others; the calibration of its
    probability, for the US and for all others; and the probability from which a country is stated."""

    weights: np.ndarray
    origins: tuple[str, ...]
    alone: InferenceSession
    in_company: InferenceSession
    knots: np.ndarray
    cut: float

    def calibrated(self, code: str, chance: float) -> float:
        """How often a country of that score is right."""
        return min(1.0, float(np.interp(chance, *self.knots[int(code == "US")])))


@dataclass(frozen=True)
class ArticleSpeakers:
    """The speakers of one article with their columns: what the heads see."""

    profiles: tuple[Profile, ...]
    columns: np.ndarray
    places: ArticlePlaces
    ties: tuple[np.ndarray, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries that are weighed for each speaker."""
        return tuple(self.places.countries)


def article_speakers(
    index: EntityIndex,
    passages: Sequence[SentenceSpan],
    found: Sequence[Attribution],
    speakers: Sequence[Speaker],
    outlet: str = "",
) -> ArticleSpeakers:
    """The speakers of an article and their columns; `outlet` is the code of the outlet's country, '' where it is not known."""
    profiles = speaker_profiles(index, found, speakers)
    places = article_places(index, Sentences(passages), outlet)
    told = [_told(profile.speaker) for profile in profiles]
    counts = Counter(code for code in told if code)
    ties = []
    for profile, own in zip(profiles, told, strict=True):
        others = counts - Counter([own] if own else [])
        shares = {code: n / others.total() for code, n in others.items()}
        contents = [span for n in profile.rows for span in found[n].content]
        ties.append(country_columns(places, profile, shares, contents))
    columns = speaker_columns(index.text, found, profiles)
    return ArticleSpeakers(tuple(profiles), columns, places, tuple(ties))


def _told(speaker: Speaker) -> str:
    """The country that a speaker's own words tell."""
    return "" if speaker.cotext else speaker.mention.country


def describe(article: ArticleSpeakers, heads: SpeakerHeads) -> list[Described]:
    """What the heads say of each speaker, in the order of the profiles."""
    if not article.profiles:
        return []
    scores = linear_scores(article.columns, heads.weights)
    chances = country_chances(article, scores, heads)
    nameless = np.array([[profile.speaker.mention.head in UNNAMED] for profile in article.profiles])
    official = np.array([[_serves_state(profile)] for profile in article.profiles])
    lawyer = np.array(
        [[profile.speaker.mention.role.title.endswith(LAWYERS) and _public(profile)] for profile in article.profiles]
    )
    expert = np.array([[profile.speaker.mention.role.kind is RoleClass.EXPERT] for profile in article.profiles]) & ~official
    barred = (nameless & np.isin(TYPES, NAMED)) | (official & np.isin(TYPES, EXPERTS)) | (expert & np.isin(TYPES, OFFICIALS))
    barred |= lawyer & ~np.isin(TYPES, OFFICIALS)
    kinds = _softmax(np.where(barred, -np.inf, scores["type"]))
    who = np.where(nameless & np.isin(WHO, "named person"), -np.inf, scores["who"]).argmax(axis=1)
    made = []
    for n, profile in enumerate(article.profiles):
        kind = int(kinds[n].argmax())
        if profile.speaker.mention.head is Head.DOCUMENT and kinds[n, PAPER] >= POSSIBLE:
            kind = PAPER
        code, chance = _country(article, profile, chances[n], heads)
        place = evidence_of(article.places, profile, code)
        known = "author" if profile.speaker.author else "document" if kind == PAPER else WHO[int(who[n])]
        made.append(Described(TYPES[kind], float(kinds[n, kind]), known, code, chance, place))
    return made


def _serves_state(profile: Profile) -> bool:
    """Whether an expert is on the staff of a state: 'an analyst at the Defense Intelligence Agency'."""
    role = profile.speaker.mention.role
    return _public(profile) and role.kind is RoleClass.EXPERT and role.title != "professor"


def _public(profile: Profile) -> bool:
    return profile.speaker.mention.affiliation.organisation_class in (OrganisationClass.STATE, OrganisationClass.ARMED)


def _country(article: ArticleSpeakers, profile: Profile, chances: np.ndarray, heads: SpeakerHeads) -> tuple[str, float]:
    """The country that is stated ('' for none), with its probability: the one that the speaker's words name, unless that is
    unlikely; else the likeliest, if it is likely enough."""
    code, chance, named = likeliest_country(article, profile, chances, heads)
    return (code if named or chance >= heads.cut else ""), chance


def likeliest_country(
    article: ArticleSpeakers, profile: Profile, chances: np.ndarray, heads: SpeakerHeads
) -> tuple[str, float, bool]:
    """The country of a speaker, its probability, and whether the speaker's own words name it and nothing speaks against that."""
    mention, own = profile.speaker.mention, profile.speaker.mention.affiliation
    if own.country and own.country not in article.codes and own.place_kind in EXPLICIT:
        return own.country, LABELLED, True
    if not article.codes or (mention.noun.low in OPPOSED and not own.country):
        return "", 0.0, False  # 'Iran's critics' are of any country but that
    if own.country in article.codes and own.place_kind in EXPLICIT:
        chance = heads.calibrated(own.country, float(chances[article.codes.index(own.country)]))
        if chance >= UNLIKELY:
            return own.country, chance, True
    code = article.codes[int(chances.argmax())]
    if mention.role.kind is RoleClass.EXPERT and not own.country and article.places.countries[code].within(profile.speaker.span):
        return "", 0.0, False  # 'a China scholar': the country is the field
    return code, heads.calibrated(code, float(chances.max())), False


def linear_scores(columns: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    """The scores of each linear head, (speakers, outputs)."""
    scores = columns @ weights[:-1] + weights[-1]
    edges = np.cumsum([0, *HEADS.values()])
    return {**{name: scores[:, edges[n] : edges[n + 1]] for n, name in enumerate(HEADS)}, "origin": scores[:, edges[-1] :]}


def alone_columns(article: ArticleSpeakers, scores: Mapping[str, np.ndarray], origins: Sequence[str]) -> np.ndarray:
    """What the first ensemble sees: a row for each speaker and country, speakers one after the other."""
    wide = np.hstack([_softmax(scores[name]) for name in HEADS]).astype(np.float32)
    named = _softmax(scores["origin"])
    known = [origins.index(code) if code in origins else -1 for code in article.codes]
    rows = []
    for n, tie in enumerate(article.ties):
        # The last output stands for all countries that are no output of their own.
        told = np.stack([named[n, known], np.repeat(named[n, -1], len(tie)), np.array(known) >= 0], axis=1)
        rows.append(np.hstack([tie, told, np.repeat(wide[n : n + 1], len(tie), axis=0)]))
    return np.vstack(rows).astype(np.float32)


def company_columns(
    article: ArticleSpeakers, scores: Mapping[str, np.ndarray], alone: np.ndarray, chances: np.ndarray
) -> np.ndarray:
    """What the second ensemble sees: the same, and how likely the other speakers are to be of each country."""
    by_speaker = [dict(zip(article.codes, map(float, row), strict=True)) for row in chances]
    beside = company(by_speaker, scores["type"].argmax(axis=1).tolist(), article.codes)
    return np.hstack([alone, beside.reshape(len(alone), -1), chances.reshape(-1, 1)]).astype(np.float32)


def country_chances(article: ArticleSpeakers, scores: Mapping[str, np.ndarray], heads: SpeakerHeads) -> np.ndarray:
    """(speakers, countries): the second ensemble's probability, before calibration."""
    shape = len(article.profiles), len(article.codes)
    if not article.codes:
        return np.zeros(shape, dtype=np.float32)
    alone = alone_columns(article, scores, heads.origins)
    first = _expit(_margins(heads.alone, alone)).reshape(shape)
    return _expit(_margins(heads.in_company, company_columns(article, scores, alone, first))).reshape(shape)


def evidence_of(places: ArticlePlaces, profile: Profile, code: str) -> Span | None:
    """The place of a country that stands nearest to a mention of the speaker."""
    if code not in places.countries:
        return None
    known = places.countries[code]
    _, token = min((known.nearest(span) for span in profile.mentions), key=lambda pair: (pair[0], pair[1].start))
    return token.start, token.end


def affiliation(speaker: Speaker, told: Described) -> StatedAffiliation:
    """Country and organisation of a speaker as the table states them: the country that the heads are sure of, or none."""
    mention = speaker.mention
    if told.country == mention.country or (not told.country and is_area(mention.country)):
        return affiliation_of(mention, speaker.cotext)
    kind = PlaceKind.SHORT if told.country else PlaceKind.NONE
    return affiliation_of(mention.of_country(told.country, kind), bool(told.country))


@cache
def shipped_heads() -> SpeakerHeads:
    """The heads that ship with the package."""
    held = np.load(io.BytesIO((resources.files("hearsay") / "models" / "sources.npz").read_bytes()))
    weights = held["weights"].astype(np.float32)
    alone, in_company = onnx_session("sources.alone"), onnx_session("sources.company")
    origins = tuple(str(code) for code in held["origins"])
    return SpeakerHeads(weights, origins, alone, in_company, held["knots"], float(held["cut"]))


def _margins(trees: InferenceSession, columns: np.ndarray) -> np.ndarray:
    margins: np.ndarray = trees.run(None, {"lines": columns})[0][:, 0]
    return margins


def _expit(margins: np.ndarray) -> np.ndarray:
    return np.asarray(1.0 / (1.0 + np.exp(-margins)), dtype=np.float32)


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
