"""Regular inflection of English lexicon entries: from "accuse" to accuses, accused, accusing."""

from __future__ import annotations

import re
from typing import Literal

Pos = Literal["v", "n", "x"]
"""Verb (its first word is inflected), noun (its last word is), and what stays as it is."""

_DOUBLES = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdgmnprt]")
_SIBILANT = ("s", "x", "z", "ch", "sh")


def forms(phrase: str, pos: Pos, irregular: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The forms of an entry, the entry first, without repeats.

    `irregular` replaces everything but the base and a verb's third person: "fight", ("fought", "fighting").

    >>> forms("blame for", "v")
    ('blame for', 'blames for', 'blamed for', 'blaming for')
    >>> forms("death toll", "n")
    ('death toll', 'death tolls')
    """
    if pos == "x":
        return tuple(dict.fromkeys([phrase, *irregular]))
    head, rest = (phrase.split(" ", 1) + [""])[:2] if pos == "v" else (phrase.split(" ")[-1], "")
    lead = "" if pos == "v" else phrase[: len(phrase) - len(head)]
    inflected = [head, *_verb(head, irregular)] if pos == "v" else [head, *(irregular or (plural(head),))]
    return tuple(dict.fromkeys(f"{lead}{form} {rest}".strip() for form in inflected))


def plural(noun: str) -> str:
    """The regular plural; also a verb's third person.

    >>> [plural(noun) for noun in ("ally", "crash", "day")]
    ['allies', 'crashes', 'days']
    """
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANT) else "s")


def compared(adjective: str) -> tuple[str, str]:
    """Comparative and superlative of a short adjective, as the rule has them.

    >>> [compared(adjective) for adjective in ("safe", "ugly", "big")]
    [('safer', 'safest'), ('uglier', 'ugliest'), ('bigger', 'biggest')]
    """
    if adjective.endswith("e"):
        return f"{adjective}r", f"{adjective}st"
    stem = f"{adjective[:-1]}i" if re.search(r"[^aeiou]y$", adjective) else _doubled(adjective)
    return f"{stem}er", f"{stem}est"


def _verb(verb: str, irregular: tuple[str, ...]) -> tuple[str, ...]:
    return plural(verb), *(irregular or (_past(verb), _participle(verb)))


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _participle(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if _DOUBLES.fullmatch(verb) else verb
