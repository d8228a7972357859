"""Which party to the story a speaker stands for: a small table that the user can edit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from hearsay.attribution import lexicon
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED

OTHER = "other"
"""The side of those who speak for no party: experts, foreign outlets, bodies above countries."""
PARTIES = "named official", "unnamed official", "government or institution", "document or intelligence"

Sides = Mapping[str, str]


def table(sides: Mapping[str, str] | pd.DataFrame | None = None) -> dict[str, str]:
    """The packaged table `lexicons/sides.csv` with the user's rows over it.

    Parameters
    ----------
    sides
        A mapping, or a DataFrame with the columns `party` and `side`. `party` is a country (ISO 3166-1
        alpha-2), a group of countries ('West', 'EU') or a speaker or body as printed ('Acme Corp.').

    Raises
    ------
    InputError
        When the DataFrame lacks one of the two columns.
    """
    found = {row["party"]: row["side"] for row in lexicon.rows("sides")}
    if isinstance(sides, pd.DataFrame):
        if missing := {"party", "side"} - set(sides.columns):
            raise InputError(f"the table of sides lacks {sorted(missing)}; it has {list(sides.columns)}")
        sides = dict(zip(sides["party"].astype(str), sides["side"].astype(str), strict=True))
    return {**found, **{str(party): str(side) for party, side in (sides or {}).items()}}


def side(
    known: Sides, source_type: str, country: str, region: str, basis: str, names: tuple[str, ...], media: bool = False
) -> str:
    """The side of one speaker: the user's word for a name, else what the source's type and country say."""
    for name in names:
        if name in known:
            return known[name]
    if source_type == "none":
        return NOT_STATED
    if source_type in ("named expert", "unnamed expert") or (
        source_type == "media outlet" and (basis == "gazetteer" or country == NOT_STATED)
    ):
        return OTHER
    if media and source_type == "document or intelligence":
        return OTHER
    if country != NOT_STATED:
        return known.get(country, short_name(country))
    return known.get(region, OTHER) if region else NOT_STATED


@cache
def short_name(country: str) -> str:
    """The readable name of a country: the table's, else the common one of ISO 3166-1."""
    import pycountry

    own = {row["party"]: row["side"] for row in lexicon.rows("sides")}
    found = pycountry.countries.get(alpha_2=country)
    return own.get(country) or (getattr(found, "common_name", None) or found.name if found else country)
