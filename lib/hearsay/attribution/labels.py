"""The labels of each attribution: who speaks, for whom, how it is said, and through whom it came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from hearsay.attribution import sides as parties
from hearsay.attribution.affiliation import affiliation
from hearsay.attribution.article import Speaker
from hearsay.attribution.relays import relays
from hearsay.attribution.source_types import identifiability, source_type
from hearsay.attribution.spans import Found, Passage, Span
from hearsay.attribution.speakers import speakers
from hearsay.attribution.stance import stance
from hearsay.schema import NOT_STATED


@dataclass(frozen=True)
class Label:
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


def describe(
    text: str,
    passages: Sequence[Passage],
    found: Sequence[Found],
    sides: Mapping[str, str] | pd.DataFrame | None = None,
) -> list[Label]:
    """The labels of one article's attributions, one per `Found`, in order.

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

    Returns
    -------
    list of Label
        Read them as what the article says, never as what is known of the world: a country that no word of the
        article gives is 'not stated'. `hop` is a lower bound: an outlet need not name whom it repeats.
        Do not compare `side` between runs with different tables of sides.

    Raises
    ------
    InputError
        When the table of sides lacks a column.
    """
    known = parties.table(sides)
    voices = speakers(text, passages, found)
    kinds = [source_type(voice) for voice in voices]
    body = min((passage.start for passage in passages if passage.zone == "body"), default=0)
    chains = relays(text, found, voices, kinds, body)
    return [
        _label(voice, kind, known, stance(text, one), chain.hop, chain.via)
        for one, voice, kind, chain in zip(found, voices, kinds, chains, strict=True)
    ]


def _label(voice: Speaker, kind: str, known: Mapping[str, str], cue_stance: str, hop: int, via: tuple[str, ...]) -> Label:
    if kind == "none":
        nobody = NOT_STATED
        return Label("", "none", "implicit", nobody, nobody, nobody, nobody, cue_stance, hop, via)
    country, region, organisation, basis = affiliation(voice.mention, voice.cotext)
    side = parties.side(known, kind, country, region, basis, (voice.name, organisation), voice.mention.org_class == "media")
    who = identifiability(voice, kind)
    return Label(voice.name, kind, who, country, organisation, basis, side, cue_stance, hop, via, voice.antecedent)
