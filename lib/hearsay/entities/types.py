"""What is known of one mention of somebody: kinds, roles, affiliation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """One noun phrase. `head` is what it names: person, role, inst, media, doc, place, cap (a capitalised name
    of unknown kind), pronoun or none; `value` the head's class, `low` its words in lower case."""

    start: int
    end: int
    head: str = "none"
    value: str = ""
    low: str = ""
    name: str = ""
    role: str = ""
    role_class: str = ""
    plural: bool = False
    joined: bool = False
    det: str = ""
    country: str = ""
    place: str = ""
    organisation: str = ""
    org_class: str = ""
    owner: str = ""
    bare: bool = False
    gender: str = ""
    head_start: int = 0
    name_start: int = -1
    plural_title: bool = False
    counted: bool = False
