"""One name for a person in all articles: 'Adam B. Schiff' and 'Adam Schiff' are counted together, two Bushes are not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pandas as pd

from hearsay.entities.gazetteer import SUFFIXES, may_be_same_name, name_words
from hearsay.schema import NOT_STATED

Family = tuple[str, bool]
"""What people of one name share: the surname, and whether 'Jr.' or its like follows it."""


@dataclass
class _Person:
    """The names that were found for one person, and the sides that are stated, each with how often; the events in which they
    speak."""

    names: Counter[str] = field(default_factory=Counter)
    sides: Counter[str] = field(default_factory=Counter)
    events: set[str] = field(default_factory=set)

    def may_be(self, name: str, side: str) -> bool:
        fits = side == NOT_STATED or not self.sides or side in self.sides
        return fits and all(_one_person(name_words(name), name_words(other)) for other in self.names)

    def add(self, name: str, side: str, times: int) -> None:
        self.names[name] += times
        if side != NOT_STATED:
            self.sides[side] += times

    @property
    def shown(self) -> str:
        return min(self.names, key=lambda name: (-self.names[name], -len(name), name))

    @property
    def side(self) -> str:
        return min(self.sides, key=lambda side: (-self.sides[side], side), default=NOT_STATED)


def shared_names(said: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """For each statement the name and the side under which its speaker is counted over articles.

    Of named persons alone; all others are counted as `speaker` and `side` have them. Two full names are one person's where the
    surname fits, and what they share of given names, initials and stated sides, and where nobody else fits. A surname alone is
    the person of that surname who speaks in another article of its event, where there is one and no more; else it stays by
    itself, as do people that speak together. Nothing is looked up: whom a corpus never names in full, it does not know.

    Parameters
    ----------
    said
        Rows of `Study.attributions`.
    events
        `Study.events`.

    Returns
    -------
    DataFrame
        With the index of `said`. `person`: of a person's names the one that is used most. `person_side`: the side that most of
        his or her statements have, 'not stated' where none has any.
    """
    event_of = said["article_id"].map(events.set_index("article_id")["event"])
    named = said["identifiability"] == "named person"
    keys = pd.DataFrame({"name": said["speaker"], "side": said["side"], "event": event_of})[named]
    people = _people(keys)
    counted = {key: _counted(key, *people) for key in keys.itertuples(index=False, name=None)}
    made = pd.DataFrame({"person": said["speaker"], "person_side": said["side"]})
    found = [counted[key] for key in keys.itertuples(index=False, name=None)]
    made.loc[named, "person"] = [name for name, _ in found]
    made.loc[named, "person_side"] = [side for _, side in found]
    return made


def _people(keys: pd.DataFrame) -> tuple[dict[tuple[str, str], _Person], dict[Family, list[_Person]]]:
    """Each full name's person by name and side, and all people by family; then surnames, each with its person in an event."""
    families: dict[Family, list[_Person]] = defaultdict(list)
    person_of: dict[tuple[str, str], _Person] = {}
    counts = keys.groupby(["name", "side"], sort=True).size()
    whole = [(name, side) for name, side in counts.index if len(name_words(name)) > 1 and "and" not in name.split()]
    # The fullest names first, and of one name the stated sides before the one that is not.
    for name, side in sorted(whole, key=lambda one: (-len(name_words(one[0])), one[0], one[1] == NOT_STATED, one[1])):
        family = families[_family(name)]
        fitting = [person for person in family if person.may_be(name, side)]
        person = fitting[0] if len(fitting) == 1 else _Person()
        if len(fitting) != 1:
            family.append(person)
        person.add(name, side, int(counts[name, side]))
        person_of[name, side] = person
    for row in keys.drop_duplicates().itertuples(index=False):
        if (row.name, row.side) in person_of:
            person_of[row.name, row.side].events.add(row.event)
    return person_of, families


def _counted(
    key: tuple[str, str, str], person_of: dict[tuple[str, str], _Person], families: dict[Family, list[_Person]]
) -> tuple[str, str]:
    name, side, event = key
    person = person_of.get((name, side))
    if person is None and len(name_words(name)) == 1:
        here = [one for one in families.get(_family(name), []) if event in one.events and one.may_be(name, side)]
        person = here[0] if len(here) == 1 else None
    return (person.shown, person.side) if person else (name, side)


def _family(name: str) -> Family:
    last = name.split()[-1].strip(".,").lower()
    return name_words(name)[-1], last in SUFFIXES


def _one_person(one: list[str], other: list[str]) -> bool:
    """Whether two names may be one person's; a middle name that does not fit tells two people apart."""
    middles = zip(one[1:-1], other[1:-1], strict=False)
    return may_be_same_name(one, other) and all(a[0] == b[0] for a, b in middles)
