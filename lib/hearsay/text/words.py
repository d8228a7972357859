"""The words of a sentence with their places, and the inflected forms of English words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A word; "low-cost" is two."""
COMPOUND = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
"""A word; "low-cost" is one."""

_BREAK = re.compile(r"[.!?:;…\"“”„«»‘(\[\n—–]|(?<!\w)'")
_FULL_STOP = re.compile(r"\.[\s\"'“”’»)\]]*$")
_TAIL = 20
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "nor", "of", "off", "on", "or", "over")
    + ("per", "so", "the", "to", "up", "via", "vs", "with", "yet")
)
"""Words that headlines write small."""
_HEADLINE_SHARE, _HEADLINE_WORDS = 0.75, 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the text, its lower-case form with straight apostrophes, and whether a name holds it."""

    start: int
    end: int
    lower: str
    name: bool


def words(text: str, start: int, end: int, pattern: re.Pattern[str] = WORD) -> list[Word]:
    """The words of one sentence, `text[start:end]`.

    A capitalised word is part of a name when it stands inside the sentence, or opens it (or a quotation, or what
    follows a colon) right before another capitalised word: "Great Britain", "Major General". In a headline (no full
    stop, most words capitalised) capitals say nothing, so no word of it is a name; words in capitals throughout are
    not names either. The rule errs towards names: "Angry Russians" at the start is one, too.
    """
    found = list(pattern.finditer(text, start, end))
    capital = [_capitalised(match.group()) for match in found]
    opens = [_opens(text, found, i) for i in range(len(found))]
    headline = _headline(found, capital, opens) and not _FULL_STOP.search(text, max(start, end - _TAIL), end)
    named = [] if headline else _named(text, found, capital, opens)
    return [
        Word(match.start(), match.end(), match.group().lower().replace("’", "'"), bool(named) and named[i])
        for i, match in enumerate(found)
    ]


def text_between(sentence: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """The words, in order, that lie wholly between two offsets."""
    return sentence[bisect_left(sentence, start, key=lambda w: w.start) : bisect_left(sentence, end + 1, key=lambda w: w.end)]


def _capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def _opens(text: str, found: Sequence[re.Match[str]], i: int) -> bool:
    return i == 0 or _BREAK.search(text, found[i - 1].end(), found[i].start()) is not None


def _headline(found: Sequence[re.Match[str]], capital: Sequence[bool], opens: Sequence[bool]) -> bool:
    inner = [capital[i] for i, m in enumerate(found) if not opens[i] and m.group().lower() not in _SMALL]
    return len(inner) >= _HEADLINE_WORDS and sum(inner) > _HEADLINE_SHARE * len(inner)


def _named(text: str, found: Sequence[re.Match[str]], capital: Sequence[bool], opens: Sequence[bool]) -> list[bool]:
    following = [
        i + 1 < len(found) and capital[i + 1] and text[found[i].end() : found[i + 1].start()].isspace() for i in range(len(found))
    ]
    return [capital[i] and (not opens[i] or following[i]) for i in range(len(found))]


Pos = Literal["v", "n", "x"]
"""Verb (its first word is inflected), noun (its last word is), and what stays as it is."""

_DOUBLES = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdgmnprt]")
_SIBILANT = ("s", "x", "z", "ch", "sh")


def inflected_forms(phrase: str, pos: Pos, irregular: tuple[str, ...] = ()) -> tuple[str, ...]:
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


def comparison_forms(adjective: str) -> tuple[str, str]:
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
