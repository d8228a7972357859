"""The attributions table: one row for each time that somebody is given the floor, with its labels."""

from __future__ import annotations

import pkgutil
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal, cast

import pandas as pd

from hearsay import schema
from hearsay.attribution.determinacy import said
from hearsay.attribution.extraction.acts import least_plausible
from hearsay.attribution.extraction.cleaning import clean_sources, in_text_order, nested_by_containment, nesting_levels
from hearsay.attribution.labels import described
from hearsay.attribution.labels.context import Speaker
from hearsay.attribution.labels.described import Described
from hearsay.attribution.labels.relay import Relay, relays
from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.attribution.labels.stance import stance
from hearsay.attribution.sides import GivenSides, SideTable, side_of, side_table
from hearsay.entities.gazetteer import Aliases, GivenAliases, actor_aliases, outlet_country
from hearsay.entities.people import index_entities
from hearsay.entities.types import OrganisationClass
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.text.quotations import QuotedShares, quotation_spans
from hearsay.text.spans import Attribution, Extractor, SentenceSpan, Span, passages_by_article

NO_ALIASES = Aliases({}, None)


@dataclass(frozen=True)
class AttributionLabels:
    """What is known of one attribution beside its spans; every field as in `schema.TABLES["attributions"]`.

    `antecedent` is the span that says who the speaker is where the source itself does not: for 'he' the full name.
    """

    speaker: str
    source_type: str
    identifiability: str
    country: str
    organisation: str
    affiliation_basis: str
    side: str
    stance: str
    hop: int
    via: tuple[str, ...]
    antecedent: Span | None = None
    type_confidence: float = float("nan")
    country_confidence: float = float("nan")
    country_evidence: tuple[Span, ...] = ()


def label_attributions(
    text: str,
    passages: Sequence[SentenceSpan],
    found: Sequence[Attribution],
    sides: GivenSides | None = None,
    outlet: str = "",
    aliases: Aliases = NO_ALIASES,
) -> list[AttributionLabels]:
    """The labels of one article's attributions, one per `Attribution`, in order.

    Parameters
    ----------
    text
        The document as read.
    passages
        Its sentences: title, deck and body. Names are looked up in them alone, so that menus and teasers say nothing.
    found
        The attributions; `parent` tells which is inside which.
    sides
        Rows over the packaged table of sides: a mapping or a DataFrame with `party` and `side`.
    outlet
        The outlet's name or address, where it is known: its country is one of the grounds for a speaker's.
    aliases
        The user's names for speakers. A side that is given to such a name holds for all who bear it.

    Returns
    -------
    list of AttributionLabels
        Read them as what the article says, never as what is known of the world: a country that no word of the
        article gives is 'not stated'. `hop` is a lower bound: an outlet need not name whom it repeats.
        Do not compare `side` between runs with different tables of sides.

    Raises
    ------
    InputError
        When the table of sides lacks a column.
    """
    known, index = side_table(sides), index_entities(text, passages)
    speakers = resolve_speakers(index, passages, found)
    article = described.article_speakers(index, passages, found, speakers, outlet_country(outlet))
    told: list[Described | None] = [None] * len(found)
    for profile, one in zip(article.profiles, described.describe(article, described.shipped_heads()), strict=True):
        for n in profile.rows:
            told[n] = one
    kinds = [one.kind if one else "none" for one in told]
    body = min((passage.start for passage in passages if passage.zone == "body"), default=0)
    chains = relays(text, found, speakers, kinds, body)
    stances = [stance(text, attribution) for attribution in found]
    printed = [text[slice(*one.source)] if one.source else "" for one in found]
    return [_labels(known, aliases, *voice) for voice in zip(printed, speakers, told, stances, chains, strict=True)]


def _labels(
    known: SideTable, aliases: Aliases, source: str, speaker: Speaker, told: Described | None, cue_stance: str, chain: Relay
) -> AttributionLabels:
    if told is None:
        nobody = NOT_STATED
        return AttributionLabels("", "none", "implicit", nobody, nobody, nobody, nobody, cue_stance, chain.hop, chain.via)
    stated = described.affiliation(speaker, told)
    media = speaker.mention.affiliation.organisation_class is OrganisationClass.MEDIA
    name = aliases.name_of(source, speaker.name) or speaker.name
    called = (name, speaker.name, source, stated.organisation)
    side = side_of(known, told.kind, stated, called, media)
    if len(speaker.countries) > 1:
        each = [stated._replace(country=code) for code in speaker.countries]
        side = ", ".join(dict.fromkeys(side_of(known, told.kind, one, called, media) for one in each))
        stated = stated._replace(country=", ".join(speaker.countries))
    # The last bits of a product differ with the processor and with how many threads it has.
    kind_chance, country_chance = round(told.kind_chance, DIGITS), round(told.country_chance, DIGITS)
    return AttributionLabels(
        name, told.kind, told.who, stated.country, stated.organisation, stated.basis, side, cue_stance, chain.hop,
        chain.via, speaker.antecedent, kind_chance, country_chance, (told.evidence,) if told.evidence else (),
    )  # fmt: skip


DIGITS = 3
"""Of a probability: more were never measured."""
EXTRACTORS: Mapping[str, str] = {
    "baseline": "hearsay.attribution.extraction.rules:extract_by_rules",
    "model": "hearsay.attribution.extraction.learned:extract_learned_with_headlines",
}
"""Extractors by name, as 'module:function'; each is imported on first use."""

DEFAULT: Literal["model"] = "model"
LABELS = (
    "speaker", "source_type", "identifiability", "country", "organisation", "affiliation_basis", "side", "stance", "hop", "via",
    "type_confidence", "country_confidence", "country_evidence",
)  # fmt: skip


def attributions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    extractor: Literal["baseline", "model"] | Extractor = DEFAULT,
    sides: GivenSides | None = None,
    least: float | None = None,
    unsaid: Literal["leave out", "count"] = "leave out",
    aliases: GivenAliases | None = None,
) -> pd.DataFrame:
    """Who says what, in which words, article by article.

    Parameters
    ----------
    documents, sentences
        The tables. Only what stands in a sentence (title, deck, body) is read.
    extractor
        "baseline", "model", or a function of yours: text and passages of one article in, a list of `Attribution` out. One that
        also has an argument `least` says so by an attribute, `function.takes_least = True`.
    sides
        Who is on which side, over the packaged table: as `hearsay.attribution.sides.side_records` takes it.
    least
        The operating point: the confidence, 0 to 1, from which the learned extractor reports an attribution. Higher
        trades recall for precision; unless told, the point at which the sum of its F1 is best on PolNeAR dev.

    unsaid
        Whether charts and indicators count what was not said, or only might be (`determinacy` is 'indeterminate'): the column
        `counted` tells.
    aliases
        Your names for speakers, as `hearsay.entities.gazetteer.alias_records` takes them: the column `speaker` has them, and a
        side that is given to such a name holds for all who bear it.

    Returns
    -------
    DataFrame
        `schema.TABLES["attributions"]`, articles in the order of `documents`, attributions by first character.
        Rates compare only over rows with the same `level`; counts not between articles of different length.

    Raises
    ------
    InputError
        When the extractor's name is unknown, it returns a place that is not in the text, or `least` is given to one
        that knows no confidence.
    """
    extract = _at_least(find_extractor(extractor), least)
    passages, merged = passages_by_article(sentences), actor_aliases(aliases)
    rows: list[dict[str, Any]] = []
    columns = (documents[name] for name in ("document_id", "text", "supplied_outlet"))
    for article, text, outlet in zip(*columns, strict=True):
        if article in passages:
            held = article_attributions(text, passages[article], extract, sides, outlet, merged)
            rows += [{"article_id": article, **row} for row in held]
    table = schema.frame("attributions", rows)
    return table.assign(counted=True) if unsaid == "count" else table


def article_attributions(
    text: str,
    passages: Sequence[SentenceSpan],
    extract: Extractor,
    sides: GivenSides | None = None,
    outlet: str = "",
    aliases: Aliases = NO_ALIASES,
) -> list[dict[str, Any]]:
    """The rows of one article, without `article_id`."""
    found = in_text_order(clean_sources(text, _checked(text, extract(text, passages))))
    found = found if any(one.parent is not None for one in found) else nested_by_containment(found)
    if not found:
        return []
    depths, quoted = nesting_levels(found), QuotedShares(text, quotation_spans(text))
    labels = label_attributions(text, passages, found, sides, outlet, aliases)
    starts = [passage.start for passage in passages]
    places = [passages[max(0, bisect_right(starts, one.cue[0]) - 1)] for one in found]
    told = [said(text, one, (place.start, place.end)) for one, place in zip(found, places, strict=True)]
    least = least_plausible()
    acts = {number for number, one in enumerate(found) if one.source and one.floor < least}
    cancelled = acts | {number for number, one in enumerate(told) if one.determinacy == "indeterminate"}
    return [
        {
            "attribution_no": number,
            "level": depths[number],
            "nested_in": one.parent,
            **_spans(text, one),
            "sentence_no": place.sentence_no,
            "zone": place.zone,
            "kind": quoted.kind(one),
            **{name: getattr(label, name) for name in LABELS},
            **asdict(told[number]),
            "counted": cancelled.isdisjoint(_with_outer(found, number)),
            "confidence": float(one.confidence),
            "repair": quoted.repairs(one),
        }
        for number, (one, label, place) in enumerate(zip(found, labels, places, strict=True))
    ]


def find_extractor(extractor: str | Extractor) -> Extractor:
    """The function behind a name; a function is handed back. Raises `InputError` for an unknown name."""
    if callable(extractor):
        return extractor
    if extractor not in EXTRACTORS:
        raise InputError(f"no extractor is called {extractor!r}; there are {', '.join(map(repr, EXTRACTORS))}, or a function")
    function: Extractor = pkgutil.resolve_name(EXTRACTORS[extractor])
    return function


def _at_least(extract: Extractor, least: float | None) -> Extractor:
    if least is None:
        return extract
    if not getattr(extract, "takes_least", False):
        raise InputError(f"least={least!r}: this extractor knows no confidence; use extractor='model'")
    return partial(cast("Callable[..., list[Attribution]]", extract), least=least)


def _spans(text: str, found: Attribution) -> dict[str, Any]:
    start, end = found.source or (None, None)
    return {
        "source": text[start:end] if found.source else "",
        "source_start": start,
        "source_end": end,
        "cue": text[slice(*found.cue)],
        "cue_start": found.cue[0],
        "cue_end": found.cue[1],
        "content": " … ".join(text[slice(*span)] for span in found.content),
        "content_spans": tuple((int(first), int(last)) for first, last in found.content),
    }


def _with_outer(found: Sequence[Attribution], number: int) -> list[int]:
    """An attribution and those that hold it: what is inside a statement that nobody made was not said either."""
    path: list[int] = []
    at: int | None = number
    while at is not None:
        path.append(at)
        at = found[at].parent
    return path


def _checked(text: str, found: Sequence[Attribution]) -> Sequence[Attribution]:
    for number, one in enumerate(found):
        spans: list[Span] = [one.cue, *one.content, *([one.source] if one.source else [])]
        wrong = [span for span in spans if not 0 <= span[0] < span[1] <= len(text)]
        if wrong or (one.parent is not None and not 0 <= one.parent < len(found)):
            raise InputError(f"the extractor's attribution {number} is at {wrong or one.parent!r}, which is not in this text")
    return found
