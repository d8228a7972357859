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
RUN = re.compile(r"\w+")
"""Letters, digits and underscores that stand together: "don't" is two. For counting and for keys, where no word is shown."""
Pos = Literal["v", "n", "x"]
"""Verb (its first word is inflected), noun (its last word is), and what stays as it is."""

_BREAK = re.compile(r"[.!?:;…\"“”„«»‘(\[\n—–]|(?<!\w)'")
_FULL_STOP = re.compile(r"\.[\s\"'“”’»)\]]*$")
_TAIL = 20
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "nor", "of", "off", "on", "or", "over")
    + ("per", "so", "the", "to", "up", "via", "vs", "with", "yet")
)
"""Words that headlines write small."""
_HEADLINE_SHARE, _HEADLINE_WORDS = 0.75, 3
_DOUBLES = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdgmnprt]")
_Y_AFTER_CONSONANT = re.compile(r"[^aeiou]y$")
_SIBILANT = ("s", "x", "z", "ch", "sh")


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
    capital = [match[0][0].isupper() and (len(match[0]) == 1 or not match[0].isupper()) for match in found]
    opens = [n == 0 or bool(_BREAK.search(text, found[n - 1].end(), match.start())) for n, match in enumerate(found)]
    headline = _mostly_capital(found, capital, opens) and not _FULL_STOP.search(text, max(start, end - _TAIL), end)
    named = [False] * len(found) if headline else _named(text, found, capital, opens)
    return [
        Word(match.start(), match.end(), match[0].lower().replace("’", "'"), name)
        for match, name in zip(found, named, strict=True)
    ]


def text_between(sentence: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """The words, in order, that lie wholly between two offsets."""
    return sentence[bisect_left(sentence, start, key=lambda w: w.start) : bisect_left(sentence, end + 1, key=lambda w: w.end)]


def _mostly_capital(found: Sequence[re.Match[str]], capital: Sequence[bool], opens: Sequence[bool]) -> bool:
    inner = [capital[n] for n, match in enumerate(found) if not opens[n] and match[0].lower() not in _SMALL]
    return len(inner) >= _HEADLINE_WORDS and sum(inner) > _HEADLINE_SHARE * len(inner)


def _named(text: str, found: Sequence[re.Match[str]], capital: Sequence[bool], opens: Sequence[bool]) -> list[bool]:
    following = [
        i + 1 < len(found) and capital[i + 1] and text[found[i].end() : found[i + 1].start()].isspace() for i in range(len(found))
    ]
    return [capital[i] and (not opens[i] or following[i]) for i in range(len(found))]


def inflected_forms(phrase: str, pos: Pos, irregular: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The forms of an entry, the entry first, without repeats.

    `irregular` replaces everything but the base and a verb's third person: "fight", ("fought", "fighting").

    >>> inflected_forms("blame for", "v")
    ('blame for', 'blames for', 'blamed for', 'blaming for')
    >>> inflected_forms("death toll", "n")
    ('death toll', 'death tolls')
    """
    if pos == "x":
        return tuple(dict.fromkeys([phrase, *irregular]))
    if pos == "v":
        head, space, rest = phrase.partition(" ")
        inflected = (head, plural(head), *(irregular or (_past(head), _participle(head))))
        return tuple(dict.fromkeys((form + space + rest).strip() for form in inflected))
    lead, space, head = phrase.rpartition(" ")
    return tuple(dict.fromkeys(lead + space + form for form in (head, *(irregular or (plural(head),)))))


def plural(noun: str) -> str:
    """The regular plural; also a verb's third person.

    >>> [plural(noun) for noun in ("ally", "crash", "day")]
    ['allies', 'crashes', 'days']
    """
    if _Y_AFTER_CONSONANT.search(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANT) else "s")


def comparison_forms(adjective: str) -> tuple[str, str]:
    """Comparative and superlative of a short adjective, as the rule has them.

    >>> [comparison_forms(adjective) for adjective in ("safe", "ugly", "big")]
    [('safer', 'safest'), ('uglier', 'ugliest'), ('bigger', 'biggest')]
    """
    if adjective.endswith("e"):
        return f"{adjective}r", f"{adjective}st"
    stem = f"{adjective[:-1]}i" if _Y_AFTER_CONSONANT.search(adjective) else _doubled(adjective)
    return f"{stem}er", f"{stem}est"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if _Y_AFTER_CONSONANT.search(verb):
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
