"""Regions of the world by country: coarse, because what was measured is too little for finer ones."""

from __future__ import annotations

from hearsay.schema import NOT_STATED

AREAS = {
    "North America": "US CA",
    "Latin America": """AG AI AR AW BB BL BM BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ
        MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI""",
    "Middle East": "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "Africa": """AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE
        NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW""",
    "Asia": "AF AM AZ BD BN BT CN GE HK ID IN JP KG KH KP KR KZ LA LK MM MN MO MV MY NP PH PK SG TH TJ TL TM TW UZ VN",
}
"""Countries of each region, by ISO 3166-1; all others are of `REST`."""
REST, UNKNOWN = "Europe and Australia", "region not known"


def region_of(country: str) -> str:
    """The region of a country's code; of several the first.

    >>> region_of("IR"), region_of("GB, US"), region_of("not stated")
    ('Middle East', 'Europe and Australia', 'region not known')
    """
    code = country.split(",")[0].strip()
    if code in ("", NOT_STATED):
        return UNKNOWN
    return next((area for area, held in AREAS.items() if code in held.split()), REST)
