"""One name for a person in all articles: 'Adam B. Schiff' and 'Adam Schiff' are counted together, two Bushes are not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pandas as pd

from hearsay.entities.gazetteer import SUFFIXES, may_be_same_name, name_words

Family = tuple[str, bool, str]
"""What people of one name share: the surname, whether 'Jr.' or its like follows it, and the side."""


@dataclass
class _Person:
    """The names that were found for one person, with how often, and the events in which they speak."""

    names: Counter[str] = field(default_factory=Counter)
    events: set[str] = field(default_factory=set)

    def may_be(self, name: str) -> bool:
        return all(_one_person(name_words(name), name_words(other)) for other in self.names)

    @property
    def shown(self) -> str:
        return min(self.names, key=lambda name: (-self.names[name], -len(name), name))


def shared_names(said: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """For each statement the name under which its speaker is counted over articles; of all but named persons, `speaker`.

    Two full names are one person's where surname, side and what they share of given names and initials fit, and fit nobody else.
    A surname alone is the person of that surname who speaks in another article of its event, where there is one and no more;
    else it stays by itself, as do people that speak together. Nothing is looked up: whom a corpus never names in full, it does
    not know.

    Parameters
    ----------
    said
        Rows of `Study.attributions`.
    events
        `Study.events`.

    Returns
    -------
    Series of str
        With the index of `said`: of a person's names the one that is used most.
    """
    event_of = said["article_id"].map(events.set_index("article_id")["event"])
    named = said["identifiability"] == "named person"
    keys = pd.DataFrame({"name": said["speaker"], "side": said["side"], "event": event_of})[named]
    families: dict[Family, list[_Person]] = defaultdict(list)
    person_of: dict[tuple[str, str], _Person] = {}
    counts = keys.groupby(["name", "side"], sort=True).size()
    whole = [(name, side) for name, side in counts.index if len(name_words(name)) > 1 and "and" not in name.split()]
    for name, side in sorted(whole, key=lambda one: (-len(name_words(one[0])), one)):
        family = families[_family(name, side)]
        fitting = [person for person in family if person.may_be(name)]
        person = fitting[0] if len(fitting) == 1 else _Person()
        if person not in family:
            family.append(person)
        person.names[name] += int(counts[name, side])
        person_of[name, side] = person
    for row in keys.drop_duplicates().itertuples(index=False):
        if (row.name, row.side) in person_of:
            person_of[row.name, row.side].events.add(row.event)
    shown = {key: person.shown for key, person in person_of.items()}

    def counted(name: str, side: str, event: str) -> str:
        if (name, side) in shown or not name_words(name):
            return shown.get((name, side), name)
        there = [person for person in families.get(_family(name, side), []) if event in person.events]
        return there[0].shown if len(there) == 1 else name

    alone = {key: counted(*key) for key in keys.itertuples(index=False, name=None)}
    result = said["speaker"].copy()
    result[named] = [alone[key] for key in keys.itertuples(index=False, name=None)]
    return result


def _family(name: str, side: str) -> Family:
    last = name.split()[-1].strip(".,").lower()
    return name_words(name)[-1], last in SUFFIXES, side


def _one_person(one: list[str], other: list[str]) -> bool:
    """Whether two full names may be one person's; a middle name that does not fit tells two people apart."""
    middles = zip(one[1:-1], other[1:-1], strict=False)
    return may_be_same_name(one, other) and all(a[0] == b[0] for a, b in middles)
