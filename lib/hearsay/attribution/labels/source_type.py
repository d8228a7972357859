"""What kind of source a speaker is, and whether a reader could find him, her or it."""

from __future__ import annotations

from hearsay.attribution.labels.context import Speaker
from hearsay.text.lexicons import word_set

PUBLIC = ("state", "international", "armed")
"""Bodies whose people are officials."""
PRIVATE = ("company", "ngo", "media", "party")
CORPORATE = frozenset(
    (
        "president",
        "vice president",
        "vice-president",
        "official",
        "officials",
        "officer",
        "officers",
        "treasurer",
        "secretary",
        "leader",
    )
)
"""Roles that firms and clubs have as well as states: beside a body nobody knows they are no office of state."""
INDIVIDUAL = ("a", "an", "one", "another")
MEMBERS = frozenset(("republicans", "democrats", "conservatives", "liberals", "tories", "greens"))
VAGUE = word_set(
    """people person public voters critics opponents supporters citizens some many most others fans observers
    everyone everybody someone somebody anyone nobody majority half percent conservatives liberals evangelicals
    christians muslims millennials latinos hispanics adults respondents men women"""
)


def source_type(speaker: Speaker) -> str:
    """One of `schema.SOURCE_TYPES`."""
    mention = speaker.mention
    if not speaker.name:
        return "none"
    if speaker.author or mention.head == "pronoun":
        return "other"
    if mention.head == "person":
        return _of_person(speaker, "named")
    if mention.head == "role":
        return _of_person(speaker, "unnamed")
    if mention.head == "doc":
        return "document or intelligence"
    if mention.head == "media" or (mention.head in ("inst", "cap") and mention.value == "media"):
        return "media outlet"
    if mention.head == "place":
        return "ordinary person" if _nationals(speaker) else "government or institution"
    if mention.head in ("inst", "cap"):
        return "government or institution"
    return "other"


def identifiability(speaker: Speaker, kind: str) -> str:
    """One of `schema.IDENTIFIABILITY`."""
    mention = speaker.mention
    if kind == "none":
        return "implicit"
    if speaker.author:
        return "author"
    if kind == "document or intelligence":
        return "document"
    if mention.head == "person":
        return "named person"
    if mention.low in MEMBERS or (mention.counted and mention.head in ("inst", "place")):
        return "vague collective"
    if mention.head in ("media", "cap") or (mention.head == "place" and not _nationals(speaker)):
        return (
            "vague collective"
            if mention.place == "region" and mention.value == "region" and _is_area(mention.country)
            else "named organisation"
        )
    if mention.head == "inst":
        return _of_body(speaker)
    if mention.head == "role":
        return _of_role(speaker)
    return "vague collective" if mention.head == "place" else "anonymous"


def _is_area(country: str) -> bool:
    return country not in ("~EU", "~UN", "~NATO", "~other")


def _nationals(speaker: Speaker) -> bool:
    """'Americans' are people; 'American' before a noun is the state's."""
    mention = speaker.mention
    return (
        mention.value == "demonym"
        and mention.low.endswith(("s", "men", "ese", "sh", "ch"))
        and mention.low[-2:] != "ss"
        and (mention.det != "" or mention.low.endswith("ans") or mention.low.endswith("is"))
    )


def _of_person(speaker: Speaker, named: str) -> str:
    kind = _class(speaker)
    if kind in ("official", "expert"):
        return f"{named} {kind}"
    return {"ordinary": "ordinary person", "media": "media outlet"}.get(kind, "other")


def _class(speaker: Speaker) -> str:
    """official, expert, ordinary, media or other: the role, decided by the body where the role leaves it open."""
    mention = speaker.mention
    role, body = mention.role_class, mention.org_class
    if role == "head" and body == "party" and mention.role in ("chair", "chairman", "chairwoman", "chairperson"):
        return "official"
    if role in ("spokes", "head"):
        if body in PUBLIC:
            return "official"
        if body == "academic" and role == "head":
            return "expert"
        if body == "media":
            return "other"
        if body in PRIVATE or body == "academic" or role == "head":
            return (
                "official"
                if role == "head" and not mention.organisation and mention.place in ("region", "short", "demonym")
                else "other"
            )
        return "official" if mention.place or not mention.organisation or body == "political" else "other"
    if role == "official" and mention.organisation and body in ("", "company", "ngo", "academic", "media"):
        return "other" if mention.role in CORPORATE else "official"
    if role == "official":
        return "official"
    if role == "expert":
        return "official" if body in ("state", "armed") and mention.role not in ("professor",) else "expert"
    if role in ("ordinary", "media"):
        return role
    if role:
        return "other"
    return {"state": "official", "international": "official", "academic": "expert", "media": "media"}.get(body, "other")


def _of_role(speaker: Speaker) -> str:
    mention = speaker.mention
    if mention.role_class == "source" or mention.low in ("source", "sources"):
        return "anonymous"
    if mention.place == "region" and mention.role_class == "head":
        return "vague collective"
    if mention.plural or mention.low in VAGUE:
        return "vague collective" if mention.low in VAGUE else "anonymous"
    told = bool(mention.organisation or mention.country or mention.owner)
    unique = (
        mention.det in ("the", "") and mention.role_class in ("official", "head", "spokes", "other") and mention.low != "official"
    )
    return "role unique" if unique and told and mention.det not in INDIVIDUAL else "anonymous"


def _of_body(speaker: Speaker) -> str:
    mention = speaker.mention
    proper = any(word[0].isupper() for word in mention.name.split()[1:] + mention.name.split()[:1] * (mention.det != ""))
    own = mention.country not in ("",) and mention.country[:1] != "~"
    if mention.det in INDIVIDUAL and not (proper and mention.value != "party"):
        return "anonymous"
    words = mention.name.split()
    titled = len(words) > 1 and words[-1][0].isupper()
    if (mention.plural and not titled) or (mention.country[:1] == "~" and _is_area(mention.country)):
        return "vague collective"
    if own or speaker.antecedent or mention.det == "the" or len(speaker.name.split()) > 1:
        return "named organisation"
    return "named organisation"
