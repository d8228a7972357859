"""What ties a speaker to each country that the article prints: the columns from which the country is decided."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.attribution.labels.profiles import Profile, Sentences
from hearsay.entities.gazetteer import is_area
from hearsay.entities.people import EntityIndex
from hearsay.entities.types import Head, OrganisationClass, PlaceKind, RoleClass, Token
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Span

FAR = 5000
"""Characters from which a place is as far as can be."""
NEAR = 45
"""Characters around a mention within which a place is part of its phrase or of an apposition."""
OPENING, LEAD, DATELINE = 14, 250, 60
"""Characters of the beginning of a sentence, of the body's lead, and of a dateline."""
MOST = 24
"""Countries of one article that are weighed: those named most often."""
INWARD, OUTWARD = word_set("in at near across inside from"), word_set("to on against with about between and over for")
"""Prepositions that tell where something is, and whom or what it is aimed at."""
KINDS = (
    PlaceKind.SHORT, PlaceKind.DEMONYM, PlaceKind.CAPITAL, PlaceKind.CITY, PlaceKind.METONYM, PlaceKind.INSTITUTION,
    PlaceKind.PARTY, PlaceKind.REGION,
)  # fmt: skip
OWN_KINDS = (*KINDS, PlaceKind.ORGANISATION, PlaceKind.MEDIA, PlaceKind.LEADER)
GAP, FIRST, INSIDE, CLOSE, SHARE, HELD, OTHERS = 0, 1, 3, 7, 14, 5, 27
"""Columns of which it also counts what the other countries have."""
AROUND = 3
"""Speakers before and after in the text whose countries are looked at."""


@dataclass(frozen=True)
class CountryPlaces:
    """The places of an article that tell one country, in order, with where they begin and the sentences that hold them."""

    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    sentences: frozenset[int]

    def nearest(self, span: Span) -> tuple[int, Token]:
        """Characters to the nearest place, 0 where it meets the span, and that place; of equals the first."""
        n = bisect_left(self.starts, span[0])
        return min(((gap((t.start, t.end), span), t) for t in self.tokens[max(0, n - 1) : n + 2]), key=lambda pair: pair[0])

    def within(self, span: Span) -> tuple[Token, ...]:
        """The places that begin within a span."""
        return self.tokens[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]


@dataclass(frozen=True)
class ArticlePlaces:
    """The countries of one article, those named most often first; where all their places end; the country of its outlet."""

    text: str
    countries: Mapping[str, CountryPlaces]
    ends: tuple[int, ...]
    sentences: Sentences
    outlet: str
    body: int


def gap(place: Span, mention: Span) -> int:
    """Characters between a place and a mention, 0 where they meet."""
    return max(0, place[0] - mention[1], mention[0] - place[1])


def article_places(index: EntityIndex, sentences: Sentences, outlet: str) -> ArticlePlaces:
    """The places of an article that tell a country or a body above countries."""
    counts = Counter(token.country for token in index.located if not is_area(token.country))
    held: dict[str, list[Token]] = {code: [] for code in sorted(counts, key=lambda code: (-counts[code], code))[:MOST]}
    for token in index.located:
        if token.country in held:
            held[token.country].append(token)
    countries = {
        code: CountryPlaces(
            tuple(tokens), tuple(t.start for t in tokens), frozenset(sentences.at(t.start) for t in tokens)
        )
        for code, tokens in held.items()
    }  # fmt: skip
    ends = tuple(sorted(token.end for tokens in held.values() for token in tokens))
    body = next((passage.start for passage in sentences.passages if passage.zone == "body"), 0)
    return ArticlePlaces(index.text, countries, ends, sentences, outlet, body)


def country_columns(places: ArticlePlaces, profile: Profile, others: Mapping[str, float], contents: Sequence[Span]) -> np.ndarray:
    """One row of columns for each of the article's countries: how it is tied to the speaker, how often the article names it, what
    the other countries have, and who speaks.

    `others` are the shares of the other speakers whom their own words tie to each country, `contents` what this speaker says.
    """
    rows = [_columns(places, profile, others, contents, code) for code in places.countries]
    return _beside_others(np.array(rows, dtype=np.float32)) if rows else np.zeros((0, 0), dtype=np.float32)


def _columns(
    places: ArticlePlaces, profile: Profile, others: Mapping[str, float], contents: Sequence[Span], code: str
) -> list[float]:
    known, mentions, text = places.countries[code], profile.mentions, places.text
    mention, own = profile.speaker.mention, profile.speaker.mention.affiliation
    near = [(*known.nearest(span), span) for span in mentions]
    distance, close, beside = min(near, key=lambda item: (item[0], item[1].start))
    inside = [_depth(token, span) for span in mentions for token in known.within(span)]
    held = [places.sentences.at(span[0]) for span in mentions]
    before, after = _word_before(text, close.start), text[close.end : close.end + 2]
    lead = bisect_right(places.ends, profile.first[0])
    said = sum(len(known.within(span)) for span in contents)
    total, n = len(places.ends), len(known.tokens)
    first = known.tokens[0].start
    dateline = 0 <= first - places.body < DATELINE and "-" in text[known.tokens[0].end : known.tokens[0].end + OPENING]
    sentence = places.sentences.span(places.sentences.at(close.start))[0] if places.sentences.passages else 0
    own_names = sum(token.value in (PlaceKind.SHORT, PlaceKind.DEMONYM) for token in known.tokens)
    columns = [
        math.log1p(min(FAR, distance)),
        math.log1p(min(FAR, known.nearest(profile.first)[0])),
        float(bool(inside)),
        max(inside, default=-1.0),
        float(close.start >= beside[0]),
        sum(number in known.sentences for number in held) / len(held),
        sum(number - 1 in known.sentences for number in held) / len(held),
        float(distance < NEAR),
        float(before in INWARD),
        float(before in OUTWARD),
        float(before == "of"),
        float(after in ("’s", "'s")),
        float(close.start - sentence < OPENING),
        math.log1p(n),
        n / max(1, total),
        float(list(places.countries).index(code)),
        float(len(places.countries)),
        math.log1p(total),
        float(first < places.body),
        float(dateline),
        float(first - places.body < LEAD),
        float(lead > 0 and any(token.end == places.ends[lead - 1] for token in known.tokens)),
        min(1.0, said / n),
        float(own.country == code),
        float(own.country not in ("", code)),
        float(own.country == "" and own.organisation != ""),
        float(profile.speaker.cotext),
        others.get(code, 0.0),
        sum(others.values()),
        float(places.outlet == code),
        float(places.outlet != ""),
        float(code.startswith("~")),
        float(code == "US"),
        math.log1p(len(mentions)),
        math.log1p(len(profile.rows)),
        float(mention.form.joined),
        float(mention.noun.plural),
        float(own.owner != ""),
        own_names / n,
    ]
    columns += [float(close.value == name) for name in KINDS]
    columns += [float(own.country == code and own.place_kind is name) for name in OWN_KINDS]
    columns += [float(mention.head is head) for head in Head]
    columns += [float(mention.role.kind is role) for role in RoleClass]
    return columns + [float(own.organisation_class is body) for body in OrganisationClass]


def _depth(token: Token, mention: Span) -> float:
    """Where within a mention a place stands: 1 at its beginning, towards 0 at its end."""
    return 1.0 - (token.start - mention[0]) / max(1, mention[1] - mention[0])


def _word_before(text: str, place: int) -> str:
    words = [word for word in text[max(0, place - 24) : place].lower().split() if word not in ("the", "a", "an")]
    return words[-1] if words else ""


def _beside_others(columns: np.ndarray) -> np.ndarray:
    """The columns, and beside them how each country stands to the others: ranks of nearness, and the best of the others."""
    added = [_rank(columns[:, GAP]), _rank(columns[:, FIRST])]
    added += [columns[:, at] + _best_other(-columns[:, at]) for at in (GAP, FIRST)]
    added += [_best_other(columns[:, at]) for at in (INSIDE, SHARE, HELD, OTHERS, CLOSE)]
    added.append(columns[:, SHARE] - _best_other(columns[:, SHARE]))
    return np.asarray(np.hstack([columns, np.stack(added, axis=1)]), dtype=np.float32)


def _rank(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.searchsorted(np.sort(values), values), dtype=np.float32)


def _best_other(values: np.ndarray) -> np.ndarray:
    """Of each place the largest value in the other places, -1 where there are none."""
    if len(values) < 2:
        return np.full(len(values), -1.0, dtype=np.float32)
    second, best = np.sort(values)[-2:]
    # Of several largest each has another one beside it.
    return np.asarray(np.where(values == best, second, best), dtype=np.float32)


def company(chances: Sequence[Mapping[str, float]], kinds: Sequence[int], codes: Sequence[str]) -> np.ndarray:
    """(speakers, countries, 4): how likely the other speakers are to be of each country, by what was read of each alone.

    Their mean, that of those beside in the text, that of those of the same type, and the largest.
    """
    n = len(chances)
    table = np.array([[one.get(code, 0.0) for code in codes] for one in chances], dtype=np.float32).reshape(n, len(codes))
    made = np.full((n, len(codes), 4), -1.0, dtype=np.float32)
    total, best = table.sum(axis=0), np.stack([_best_other(column) for column in table.T], axis=1) if codes and n else table
    by_kind = {kind: [at for at in range(n) if kinds[at] == kind] for kind in set(kinds)}
    sums = {kind: table[held].sum(axis=0) for kind, held in by_kind.items()}
    for at in range(n):
        beside = [other for other in range(max(0, at - AROUND), min(n, at + AROUND + 1)) if other != at]
        if beside:
            made[at, :, 0] = (total - table[at]) / (n - 1)
            made[at, :, 1] = table[beside].mean(axis=0)
        if len(by_kind[kinds[at]]) > 1:
            made[at, :, 2] = (sums[kinds[at]] - table[at]) / (len(by_kind[kinds[at]]) - 1)
    made[:, :, 3] = best
    return made
