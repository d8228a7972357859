"""Some articles of a corpus that lies in parts, and what is made of them: pure functions that run wherever work runs.

What they have made they write aside or as a part of a table; they give back digests, numbers and counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hearsay import pipeline, schema, storage
from hearsay.corroboration.claims import claim_count
from hearsay.corroboration.introduced import Introductions
from hearsay.corroboration.printed_words import PrintedWords
from hearsay.corroboration.quoted_words import held_quotations, numbered, runs_of
from hearsay.corroboration.shared_quotations import quotations_in_order, two_people_of
from hearsay.corroboration.shared_runs import shingles_of
from hearsay.framing.epithets import UseCounts, article_uses, counted_epithets, use_keys
from hearsay.options import Options


@dataclass(frozen=True)
class Batch:
    """Some articles and what is to be made of them.

    `places` are theirs in the corpus; `reads` the tables of theirs that are taken, `beside` rows of tables that were made before.
    `known` is what a function is told of the corpus, by table; `shift` what is added to numbers that go on from batch to batch;
    `only` the articles whose rows are kept. Of tables in `keyed` the rows are also put aside, by these columns in the order of
    these keys.
    """

    number: int
    rows: storage.Rows
    places: np.ndarray
    names: tuple[str, ...]
    reads: tuple[str, ...]
    written: tuple[str, ...]
    folder: Path
    form: storage.Format
    options: Options
    beside: tuple[tuple[storage.Rows, str, np.ndarray], ...] = ()
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    shift: Mapping[str, int] = field(default_factory=dict)
    only: frozenset[str] | None = None
    keyed: Mapping[str, tuple[tuple[str, ...], Sequence[Any]]] = field(default_factory=dict)


Compared = tuple[Mapping[str, str], Any]
"""The digests of files that were written, and what else is told of a batch."""


def compare(batch: Batch) -> Compared:
    """Make the tables of a batch and write its part of each."""
    tables = {name: batch.rows.read(name, batch.places) for name in batch.reads}
    tables |= {name: rows.read(name, numbers) for rows, name, numbers in batch.beside}
    files: dict[str, str] = {}
    for name in batch.names:
        tables[name] = pipeline.make_table(name, tables, batch.options, known=batch.known.get(name))
    told = _TOLD[batch.names[0]](batch, tables[batch.names[0]]) if batch.names[0] in _TOLD else None
    for name in batch.names:
        table = tables[name]
        table = table.assign(**{column: table[column] + more for column, more in batch.shift.items() if column in table})
        if batch.only is not None:
            table = table[table["article_id"].isin(batch.only)].reset_index(drop=True)
        if name in batch.keyed:
            columns, keys = batch.keyed[name]
            count = Counter(zip(*(table[column].tolist() for column in columns), strict=True))
            storage.write_rows(name, table, [count[key] for key in keys], batch.rows.path(name, batch.number))
        if name in batch.written:
            files |= storage.write_part(name, table, batch.folder, batch.number, batch.rows.folder, batch.form)
    return files, told


def _tokens(batch: Batch, table: pd.DataFrame) -> list[int]:
    """The words that each pair shares."""
    of_pair: Counter[tuple[str, str]] = Counter()
    for one, other, tokens in zip(table["article_a"], table["article_b"], table["tokens"].tolist(), strict=True):
        of_pair[one, other] += tokens
    return [of_pair[pair] for pair in batch.keyed["reuse"][1]]


_TOLD: Mapping[str, Callable[[Batch, pd.DataFrame], Any]] = {
    "reuse": _tokens,
    "claim_pairs": lambda batch, table: claim_count(table),
}


@dataclass(frozen=True)
class Part:
    """A part of the corpus of which keys are to be put aside, the numbers that its articles go by, and for quotations their
    events."""

    rows: storage.Rows
    part: int
    numbers: np.ndarray
    events: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def path(self) -> Path:
        """Where they are put."""
        return self.rows.folder / f"keys-{self.part:06}.npy"

    def read(self, *names: str) -> list[pd.DataFrame]:
        """Its rows of some tables."""
        return [self.rows.read(name, self.rows.numbers(self.part)) for name in names]


def run_keys(part: Part) -> Path:
    """The shingles of each article's words, by which pairs are found."""
    articles, sentences = part.read("articles", "sentences")
    printed = PrintedWords.of(articles, sentences, part.numbers.tolist())
    own = [shingles_of(number, printed.codes_of(place)) for place, number in enumerate(part.numbers.tolist())]
    np.save(part.path, np.concatenate([np.zeros((3, 0), dtype=np.uint64), *map(np.stack, own)], axis=1))
    return part.path


def quotation_keys(part: Part) -> Path:
    """The runs of words of each quotation."""
    documents, sentences = part.read("documents", "sentences")
    numbers, events = (dict(zip(documents["document_id"], of.tolist(), strict=True)) for of in (part.numbers, part.events))
    quoted = quotations_in_order(documents, sentences)
    np.save(part.path, np.stack(runs_of(quoted, numbered(quoted, numbers), events)))
    return part.path


def use_keys_of(part: Part) -> Path:
    """What each article says of its things, and numbers for it by which it is counted."""
    articles, *tables = part.read("articles", *pipeline.RECIPES["epithets"].takes)
    uses = article_uses(*(pipeline.in_english(table, articles) for table in tables))
    part.path.with_suffix(".json").write_text(json.dumps(uses), encoding="ascii")
    keys = [(use_keys(one), number) for one, number in zip(uses, part.numbers.tolist(), strict=False)]
    pairs = [np.stack([own, np.full(len(own), number, dtype=np.uint64)]) for own, number in keys]
    np.save(part.path, np.concatenate([np.zeros((2, 0), dtype=np.uint64), *pairs], axis=1))
    return part.path


@dataclass(frozen=True)
class CountedUses:
    """A part of the epithets, to be written when it is known how many articles use them."""

    keys: Part
    counts: Path
    need: int
    folder: Path
    form: storage.Format


def write_epithets(part: CountedUses) -> Mapping[str, str]:
    """Write a part of the table; gives the digests of its files."""
    counts = np.load(part.counts)
    uses = json.loads(part.keys.path.with_suffix(".json").read_text(encoding="ascii"))
    table = counted_epithets(uses, UseCounts(counts=(counts[0], counts[1].astype(np.int64))), part.need)
    return storage.write_part(
        "epithets", schema.validate("epithets", table), part.folder, part.keys.part, part.keys.rows.folder, part.form
    )


@dataclass(frozen=True)
class EventQuotations:
    """Articles of some events, whose shorter quotations are held against the longer ones."""

    rows: storage.Rows
    places: np.ndarray
    numbers: Mapping[str, int]
    events: Mapping[str, int]
    joined: frozenset[int]


def held_pairs(some: EventQuotations) -> np.ndarray:
    """Pairs of quotations of which the one holds the other, by their numbers."""
    documents, sentences, attributions = (
        some.rows.read(name, some.places) for name in ("documents", "sentences", "attributions")
    )
    quoted = quotations_in_order(documents, sentences)
    people = two_people_of(Introductions(attributions))
    return held_quotations(quoted, numbered(quoted, some.numbers), some.events, some.joined, people)
