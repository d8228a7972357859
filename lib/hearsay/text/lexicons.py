"""The lexicons: read once from `hearsay/lexicons`, and found in text by longest match, whatever their size.

Three dictionaries take the longest match, since none does for all: `PhraseIndex` looks up words already cut (45,000 words held
against the places: 6 ms), `Matcher` reads hyphens, capitals and "*" out of the text (60 ms for the same), and the patterns of
`parsing.line_words` ask only which phrase a line holds (18,000 lines held against the furniture: 90 ms, `Matcher` 630).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

import pandas as pd

from hearsay.text.words import WORD, Word, inflected_forms

Row = Mapping[str, str]
"""One entry of a lexicon by its columns."""

_JOINTS = " \t\n\r\u00a0-‐‑"
"""What may stand between the words of one entry: white space or a hyphen."""
_HYPHENS = "-‐‑"
_HYPHEN = "-"
"""A hyphen of an entry, between its words."""
_LONGEST_PREFIX = 40
"""Letters of a word that are held against entries with "*": no English word is longer."""
_PART = re.compile(rf"{WORD.pattern}\*?|-")


@dataclass(frozen=True)
class PhraseIndex:
    """Phrases of one lexicon by their first word, the longest first. `lower` says that case does not matter."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], Row], ...]]
    lower: bool

    def at(self, words: Sequence[str], i: int) -> tuple[int, Row] | None:
        """The longest phrase that begins at word `i`: how many words it takes, and its row."""
        for phrase, row in self.by_first.get(words[i], ()):
            if len(phrase) == 1 or tuple(words[i : i + len(phrase)]) == phrase:
                return len(phrase), row
        return None


def word_set(words: str) -> frozenset[str]:
    """The words of one text, as a set."""
    return frozenset(words.split())


@cache
def lexicon_rows(name: str) -> tuple[Row, ...]:
    """The rows of `lexicons/NAME.csv`, every cell a string. The file is read once, so nobody can change a row."""
    text = resources.files("hearsay").joinpath("lexicons", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines()))


@cache
def function_words() -> frozenset[str]:
    """English words that carry no matter of their own, in lower case: 'the', 'of'."""
    return frozenset(row["word"] for row in lexicon_rows("function_words") if row["language"] == "en")


def read_lexicon(name: str) -> pd.DataFrame:
    """The same as a table, which is the caller's own: what is done to it reaches nobody else."""
    return pd.DataFrame([dict(row) for row in lexicon_rows(name)], dtype="str")


def phrase_index(entries: Iterable[Row], key: str, split: Callable[[str], Sequence[str]], *, lower: bool) -> PhraseIndex:
    """The entries' `key` column as phrases, each split into words in the way the text is."""
    found: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for row in entries:
        words = tuple(split(row[key].lower() if lower else row[key]))
        found.setdefault(words[0], []).append((words, row))
    ordered = {first: tuple(sorted(items, key=lambda item: -len(item[0]))) for first, items in found.items()}
    return PhraseIndex(ordered, lower)


def cue_forms(row: Row) -> tuple[str, ...]:
    """All forms of an entry of `cue_verbs`, the lemma first; a phrase, and a noun of several words, as it stands.

    Of a verb the first word is inflected, and its irregular forms may be printed with the rest of the entry or without:
    'known for' is a form of 'know for' as 'known' is.
    """
    lemma, irregular = row["lemma"].lower(), row["forms"].split()
    first, space, rest = lemma.partition(" ")
    if row["pos"] == "verb":
        own = tuple(form for form in irregular if form not in rest.split())
        return tuple(dict.fromkeys((lemma, *(form + space + rest for form in inflected_forms(first, "v", own)))))
    return inflected_forms(lemma, "n") if row["pos"] == "noun" and not space else (lemma,)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of a lexicon in the text: offsets, and the rows of the lexicon that it matches."""

    start: int
    end: int
    rows: tuple[int, ...]


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    prefixes: dict[str, _Node] = field(default_factory=dict)
    rows: dict[int, bool] = field(default_factory=dict)
    """Row of the lexicon, and whether it is written with capitals and so may match names."""


class Matcher:
    """A compiled lexicon: entries as phrases, with an optional part of speech and irregular forms.

    Matching ignores case and a possessive "'s"; a space of an entry matches a space or a hyphen, a hyphen only a
    hyphen. It takes the longest entry at each place, left to right, without overlaps. An entry in lower case does not
    match a name ("Great Britain"); one with a capital matches as it is written or in capitals throughout. A word of an
    entry that ends in "*" matches every word that begins so.
    """

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        self._root = _Node()
        self._cased: dict[int, set[tuple[str, ...]]] = {}
        for row, entry in enumerate(phrases):
            for phrase in entry:
                self._add(row, phrase)

    @classmethod
    def of(cls, lexicon: pd.DataFrame, column: str) -> Matcher:
        """Compile a table with the phrase in `column` and, where there are any, `pos` and `forms`."""
        table = lexicon.assign(**{name: "" for name in ("pos", "forms") if name not in lexicon})
        rows = zip(table[column], table["pos"], table["forms"], strict=True)
        return cls(inflected_forms(phrase, pos or "x", tuple(more.split())) for phrase, pos, more in rows)

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """The hits among these consecutive words of `text`, in order."""
        place = 0
        while place < len(words):
            length, rows = self._longest(text, words, place)
            if rows:
                yield Hit(words[place].start, _bare_end(words[place + length - 1]), rows)
            place += length or 1

    def _add(self, row: int, phrase: str) -> None:
        node, parts = self._root, _parts(phrase)
        for part in parts:
            key = part.lower()
            if key == _HYPHEN:
                node = node.following.setdefault(_HYPHEN, _Node())
                continue
            branch = node.prefixes if key.endswith("*") else node.following
            node = branch.setdefault(key.removesuffix("*"), _Node())
        if parts:
            node.rows[row] = phrase != phrase.lower()
            self._cased.setdefault(row, set()).add(tuple(part for part in parts if part != _HYPHEN))

    def _longest(self, text: str, words: Sequence[Word], place: int) -> tuple[int, tuple[int, ...]]:
        """How many words the longest entry at a place takes, and its rows; 0 and none when none is there."""
        best: tuple[int, tuple[int, ...]] = (0, ())
        nodes = [self._root]
        for i in range(place, len(words)):
            joint = text[words[i - 1].end : words[i].start] if i > place else ""
            nodes = [] if joint.strip(_JOINTS) else list(_following(nodes, joint, words[i].lower.removesuffix("'s")))
            if not nodes:
                break
            entry = words[place : i + 1]
            named = any(word.name for word in entry)
            held = {row for node in nodes for row, cased in node.rows.items() if self._fits(text, entry, row, cased, named)}
            best = (i + 1 - place, tuple(sorted(held))) if held else best
        return best

    def _fits(self, text: str, words: Sequence[Word], row: int, cased: bool, named: bool) -> bool:
        if not cased:
            return not named
        written = tuple(text[word.start : _bare_end(word)] for word in words)
        return written in self._cased[row] or all(part.isupper() for part in written)


def _parts(phrase: str) -> list[str]:
    """The words of an entry as the text's words are compared, each with its '*' where it has one, and its hyphens."""
    found = [part.removesuffix("'s") for part in _PART.findall(phrase.replace("’", "'"))]
    return [part for i, part in enumerate(found) if part != _HYPHEN or 0 < i < len(found) - 1]


def _following(nodes: Sequence[_Node], joint: str, word: str) -> Iterator[_Node]:
    """Where a word leads from these nodes; after a hyphen of the text also from those that ask for one."""
    if any(hyphen in joint for hyphen in _HYPHENS):
        nodes = [*nodes, *(node.following[_HYPHEN] for node in nodes if _HYPHEN in node.following)]
    for node in nodes:
        if (exact := node.following.get(word)) is not None:
            yield exact
        if node.prefixes:
            yield from (node.prefixes[part] for part in _beginnings(word) if part in node.prefixes)


def _beginnings(word: str) -> Iterator[str]:
    return (word[:n] for n in range(1, min(len(word), _LONGEST_PREFIX) + 1))


def _bare_end(word: Word) -> int:
    return word.end - 2 if word.lower.endswith("'s") else word.end
