"""What kind of source a speaker is, and whether a reader could find him, her or it."""

from __future__ import annotations

from hearsay.attribution.labels.context import Speaker
from hearsay.entities.gazetteer import is_area
from hearsay.entities.types import Head, Mention, OrganisationClass, PlaceKind, RoleClass
from hearsay.text.lexicons import word_set

PUBLIC = (OrganisationClass.STATE, OrganisationClass.INTERNATIONAL, OrganisationClass.ARMED)
"""Bodies whose people are officials."""
PRIVATE = (
    OrganisationClass.COMPANY,
    OrganisationClass.NGO,
    OrganisationClass.MEDIA,
    OrganisationClass.PARTY,
    OrganisationClass.ACADEMIC,
)
OFFICELESS = {OrganisationClass.NONE, *PRIVATE} - {OrganisationClass.PARTY}
"""Bodies in which a role of `CORPORATE` is no office of state; in a party it is one."""
CORPORATE = word_set("president vice-president official officials officer officers treasurer secretary leader")
"""Roles that firms and clubs have as well as states: beside a body nobody knows they are no office of state."""
CHAIRS = ("chair", "chairman", "chairwoman", "chairperson")
"""Heads of a party who count as its officials."""
INDIVIDUAL = ("a", "an", "one", "another")
MEMBERS = word_set("republicans democrats conservatives liberals tories greens")
VAGUE = word_set(
    """people person public voters critics opponents supporters citizens some many most others fans observers
    everyone everybody someone somebody anyone nobody majority half percent conservatives liberals evangelicals
    christians muslims millennials latinos hispanics adults respondents men women"""
)
OFFICES = (RoleClass.OFFICIAL, RoleClass.HEAD, RoleClass.SPOKES, RoleClass.OTHER)
"""Classes of roles of which a body or country has one: 'the Acme chief'."""
NATIONALS = ("s", "men", "ese", "sh", "ch")
"""Endings of adjectives of nationality that are also nouns for its people."""
BY_BODY = {
    OrganisationClass.STATE: RoleClass.OFFICIAL,
    OrganisationClass.INTERNATIONAL: RoleClass.OFFICIAL,
    OrganisationClass.ACADEMIC: RoleClass.EXPERT,
    OrganisationClass.MEDIA: RoleClass.MEDIA,
}
"""What people without a role are, by their body."""
OF_ORGANISATION, OUTLET = "government or institution", "media outlet"


def source_type(speaker: Speaker) -> str:
    """One of `schema.SOURCE_TYPES`."""
    mention = speaker.mention
    if not speaker.name:
        return "none"
    if speaker.author:
        return "other"
    if mention.head in (Head.ORGANISATION, Head.NAME):
        return OUTLET if mention.noun.value == OrganisationClass.MEDIA else OF_ORGANISATION
    if mention.head in (Head.PERSON, Head.ROLE):
        kind, known = _role_class(mention), "named" if mention.head is Head.PERSON else "unnamed"
        if kind in (RoleClass.OFFICIAL, RoleClass.EXPERT):
            return f"{known} {kind}"
        return {RoleClass.ORDINARY: "ordinary person", RoleClass.MEDIA: OUTLET}.get(kind, "other")
    if mention.head is Head.PLACE:
        return "ordinary person" if _is_nationals(mention) else OF_ORGANISATION
    return {Head.DOCUMENT: "document or intelligence", Head.MEDIA: OUTLET}.get(mention.head, "other")


def identifiability(speaker: Speaker, kind: str) -> str:
    """One of `schema.IDENTIFIABILITY`."""
    mention = speaker.mention
    if kind == "none" or speaker.author:
        return "implicit" if kind == "none" else "author"
    if kind == "document or intelligence":
        return "document"
    if mention.head is Head.PERSON:
        return "named person"
    if mention.noun.low in MEMBERS or (mention.form.counted and mention.head in (Head.ORGANISATION, Head.PLACE)):
        return "vague collective"
    if mention.head in (Head.MEDIA, Head.NAME, Head.PLACE):
        return "vague collective" if _is_area_name(mention) or _is_nationals(mention) else "named organisation"
    if mention.head is Head.ORGANISATION:
        return _of_organisation(mention)
    return _of_role(mention) if mention.head is Head.ROLE else "anonymous"


def _is_area_name(mention: Mention) -> bool:
    """'Africa', 'the West': a region that nobody speaks for."""
    region = mention.affiliation.place_kind is PlaceKind.REGION and mention.noun.value == PlaceKind.REGION
    return region and is_area(mention.country)


def _is_nationals(mention: Mention) -> bool:
    """'Americans' are people; 'American' before a noun is the state's."""
    low, told = mention.noun.low, mention.head is Head.PLACE and mention.noun.value == PlaceKind.DEMONYM
    named = mention.form.determiner != "" or low.endswith(("ans", "is"))
    return told and named and low.endswith(NATIONALS) and not low.endswith("ss")


def _role_class(mention: Mention) -> RoleClass:
    """official, expert, ordinary, media or other: the role, decided by the body where the role leaves it open."""
    role, title, body = mention.role.kind, mention.role.title, mention.affiliation.organisation_class
    match role:
        case RoleClass.NONE:
            return BY_BODY.get(body, RoleClass.OTHER)
        case RoleClass.SPOKES:
            return _class_of_spokesman(mention)
        case RoleClass.HEAD:
            return _class_of_head(mention)
        case RoleClass.OFFICIAL if mention.organisation and body in OFFICELESS and title.replace(" ", "-") in CORPORATE:
            return RoleClass.OTHER
        case RoleClass.EXPERT if body in (OrganisationClass.STATE, OrganisationClass.ARMED) and title != "professor":
            return RoleClass.OFFICIAL
    return RoleClass.OTHER if role is RoleClass.SOURCE else role


def _class_of_spokesman(mention: Mention) -> RoleClass:
    """Those who speak for a body are officials where the body is the state's or a politician's."""
    body = mention.affiliation.organisation_class
    stated = mention.affiliation.place_kind is not PlaceKind.NONE or not mention.organisation
    official = body in PUBLIC or (body not in PRIVATE and (stated or body is OrganisationClass.POLITICAL))
    return RoleClass.OFFICIAL if official else RoleClass.OTHER


def _class_of_head(mention: Mention) -> RoleClass:
    """Those who lead a body are what the body makes them; of a country or region they are officials."""
    body, place = mention.affiliation.organisation_class, mention.affiliation.place_kind
    if body is OrganisationClass.ACADEMIC:
        return RoleClass.EXPERT
    chair = body is OrganisationClass.PARTY and mention.role.title in CHAIRS
    of_place = place in (PlaceKind.REGION, PlaceKind.SHORT, PlaceKind.DEMONYM) and not mention.organisation
    return RoleClass.OFFICIAL if body in PUBLIC or chair or of_place else RoleClass.OTHER


def _of_role(mention: Mention) -> str:
    """How well people told by their role can be found."""
    low, role, known = mention.noun.low, mention.role.kind, mention.affiliation
    if role is RoleClass.SOURCE or low in ("source", "sources"):
        return "anonymous"
    if low in VAGUE or (known.place_kind is PlaceKind.REGION and role is RoleClass.HEAD):
        return "vague collective"
    told = known.organisation or known.country or known.owner
    single = mention.form.determiner in ("the", "") and not mention.noun.plural
    return "role unique" if told and single and role in OFFICES and low != "official" else "anonymous"


def _of_organisation(mention: Mention) -> str:
    """How well a body can be found: one of many, an area's, or one by its name."""
    words, determiner = mention.name.split(), mention.form.determiner
    named = words if determiner else words[1:]
    proper = any(word[0].isupper() for word in named) and mention.noun.value != OrganisationClass.PARTY
    if determiner in INDIVIDUAL and not proper:
        return "anonymous"
    titled = len(words) > 1 and words[-1][0].isupper()
    return "vague collective" if is_area(mention.country) or (mention.noun.plural and not titled) else "named organisation"
