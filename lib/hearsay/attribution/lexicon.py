"""The lexicons of the attribution labels: loaded once, looked up by longest match."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from hearsay.inflection import forms

Row = dict[str, str]


@dataclass(frozen=True)
class Phrases:
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
def rows(name: str) -> tuple[Row, ...]:
    """The rows of `lexicons/NAME.csv`."""
    text = resources.files("hearsay").joinpath("lexicons", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def phrases(entries: Iterable[Row], key: str, split: Callable[[str], Sequence[str]], *, lower: bool) -> Phrases:
    """The entries' `key` column as phrases, each split into words in the way the text is."""
    found: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for row in entries:
        words = tuple(split(row[key].lower() if lower else row[key]))
        found.setdefault(words[0], []).append((words, row))
    ordered = {first: tuple(sorted(items, key=lambda item: -len(item[0]))) for first, items in found.items()}
    return Phrases(ordered, lower)


def cue_forms(row: Row) -> tuple[str, ...]:
    """All forms of an entry of `cue_verbs`, the lemma first; a phrase, and a noun of several words, as it stands.

    Of a verb the first word is inflected, and its irregular forms may be printed with the rest of the entry or without:
    'known for' is a form of 'know for' as 'known' is.
    """
    lemma, irregular = row["lemma"].lower(), row["forms"].split()
    first, space, rest = lemma.partition(" ")
    if row["pos"] == "verb":
        own = tuple(form for form in irregular if form not in rest.split())
        return tuple(dict.fromkeys((lemma, *(form + space + rest for form in forms(first, "v", own)))))
    return forms(lemma, "n") if row["pos"] == "noun" and not space else (lemma,)
