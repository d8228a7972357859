"""Some articles of a corpus that lies in parts, and what is made of them: pure functions that run wherever work runs.

What they have made they write aside or as a part of a table; they give back digests, numbers and counts.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise, repeat
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from hearsay import pipeline, schema, storage
from hearsay.corroboration.claims import claim_counts
from hearsay.corroboration.introduced import Introductions
from hearsay.corroboration.printed_words import PrintedWords
from hearsay.corroboration.quoted_words import PLACE, held_quotations, numbered, placed_runs, runs_of
from hearsay.corroboration.shared_quotations import quotations_in_order, two_people_of
from hearsay.corroboration.shared_runs import shingles_of
from hearsay.framing.epithets import UseCounts, article_uses, counted_epithets, use_keys
from hearsay.options import Options
from hearsay.pieces import Record


@dataclass(frozen=True)
class Units:
    """What the rows of a batch are of, in order: pairs of articles, stories, quotations, articles.

    Of each, `kept` has by table where its rows are that a former run has made, or None. The others are made: `made` are their
    names, which their rows have in `columns`, and `keys` those by which they are kept, none without a cache. Where rows bear
    a `number` that goes on from unit to unit, it begins at `first`, and each has as many as `counts` says.
    """

    columns: tuple[str, ...]
    made: Sequence[tuple[Any, ...]]
    keys: Sequence[bytes]
    kept: Sequence[Mapping[str, storage.KeptRows] | None]
    number: str = ""
    first: int = 0
    counts: Sequence[int] = ()

    def merged(self, name: str, made: Iterable[Any], kept: Callable[[storage.KeptRows], Any]) -> list[Any]:
        """What there is of each, where it was made and where it is kept."""
        fresh = iter(made)
        return [next(fresh) if rows is None else kept(rows[name]) for rows in self.kept]

    def kept_or_made(
        self, name: str, made: Sequence[bytes | pa.Buffer], options: Options, told: storage.Told = ()
    ) -> list[bytes | pa.Buffer]:
        """What is kept of each, or was made and is kept from now on."""
        if self.keys and options.cache:
            storage.RowCache(options.cache, options).keep(name, self.keys, told or [storage.NOTHING_TOLD] * len(made), made)
        return self.merged(name, made, storage.KeptRows.read)

    def starts(self, *, made: bool = False) -> np.ndarray:
        """The first number of each, or of each that is made, from 0."""
        counts = [count for count, rows in zip(self.counts, self.kept, strict=True) if rows is None or not made]
        return np.cumsum([0, *counts])[:-1]


@dataclass(frozen=True)
class Batch:
    """Some articles and what is to be made of them.

    `places` are theirs in the corpus; `reads` the tables of theirs that are taken, `beside` rows of tables that were made before.
    `known` is what a function is told of the corpus, by table; `only` the articles whose rows are kept. Rows of tables that stand
    in `aside` are also put there by unit.
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
    only: frozenset[str] | None = None
    units: Units | None = None
    aside: tuple[str, ...] = ()


@dataclass
class Compared:
    """The digests of files that were written, and by table what is told of the rows of each unit."""

    files: dict[str, str] = field(default_factory=dict)
    told: dict[str, storage.Told] = field(default_factory=dict)


def compare(batch: Batch) -> Compared:
    """Make the tables of a batch and write its part of each."""
    made = {name: schema.frame(name, []) for name in batch.names}
    if batch.units is None or batch.units.made:
        made = _made(batch)
    compared = Compared()
    for name in batch.names:
        content, sizes = storage.arrow_table(name, made[name]), list[int]()
        if batch.units:
            content, sizes = _of_units(batch, batch.units, name, made[name], compared)
        if name in batch.aside:
            storage.write_rows(name, content, sizes, batch.rows.path(name, batch.number))
        if name in batch.written:
            compared.files |= storage.write_part(name, content, batch.folder, batch.number, batch.rows.folder, batch.form)
    return compared


def _made(batch: Batch) -> dict[str, pd.DataFrame]:
    tables = {name: batch.rows.read(name, batch.places) for name in batch.reads}
    tables |= {name: rows.read(name, numbers) for rows, name, numbers in batch.beside}
    for name in batch.names:
        tables[name] = pipeline.make_table(name, tables, batch.options, known=batch.known.get(name))
    if batch.only is not None:
        return {name: tables[name][tables[name]["article_id"].isin(batch.only)].reset_index(drop=True) for name in batch.names}
    return tables


def _of_units(batch: Batch, units: Units, name: str, made: pd.DataFrame, compared: Compared) -> tuple[pa.Table, list[int]]:
    """The table of all units, and how many rows each has."""
    count = Counter(zip(*(made[column].tolist() for column in units.columns), strict=True))
    sizes = [count[one] for one in units.made]
    if units.number in made:
        made = made.assign(**{units.number: made[units.number] - np.repeat(units.starts(made=True), sizes)})
    bodies = [*storage.batches(name, made, sizes)]
    numbers = _NUMBERS[name](units, made) if name in _NUMBERS else [0] * len(bodies)
    told = [*zip(numbers, _digests(made, sizes) if batch.options.cache else repeat(b""), strict=False)]
    every = units.kept_or_made(name, bodies, batch.options, told)
    compared.told[name] = units.merged(name, told, lambda rows: (rows.told, rows.digest))
    content, sizes = storage.joined(name, every)
    if units.number in made:
        numbers = content.column(units.number).to_numpy() + np.repeat(units.first + units.starts(), sizes)
        content = content.set_column(content.schema.get_field_index(units.number), units.number, pa.array(numbers))
    return content, sizes


def _digests(table: pd.DataFrame, sizes: Sequence[int]) -> Iterator[bytes]:
    """A digest of the rows of each unit."""
    rows = zip(*(table[column].tolist() for column in table), strict=True)
    return (storage.key_of(*islice(rows, size)) for size in sizes)


def _tokens(units: Units, reuse: pd.DataFrame) -> list[int]:
    """The words that each pair shares."""
    of_pair: Counter[tuple[str, str]] = Counter()
    for one, other, tokens in zip(reuse["article_a"], reuse["article_b"], reuse["tokens"].tolist(), strict=True):
        of_pair[one, other] += tokens
    return [of_pair[one, other] for one, other in units.made]


def _claims(units: Units, claim_pairs: pd.DataFrame) -> list[int]:
    """How many claims are made of each story."""
    counts = claim_counts(claim_pairs)
    return [counts.get(story, 0) for (story,) in units.made]


_NUMBERS: Mapping[str, Callable[[Units, pd.DataFrame], list[int]]] = {"reuse": _tokens, "claim_pairs": _claims}


def keys_path(rows: storage.Rows, part: int) -> Path:
    """Where the keys of a part are put."""
    return rows.folder / f"keys-{part:06}.npz"


@dataclass(frozen=True)
class Part:
    """A part of the corpus of which keys are to be put aside, the numbers that its articles go by, and for quotations their
    events. `units` are its articles."""

    rows: storage.Rows
    part: int
    numbers: np.ndarray
    events: np.ndarray
    units: Units
    options: Options

    @property
    def path(self) -> Path:
        """Where they are put."""
        return keys_path(self.rows, self.part)

    def put(self, *arrays: np.ndarray) -> Path:
        """Put them aside."""
        np.savez(self.path, *arrays)
        return self.path

    def read(self, *names: str) -> list[pd.DataFrame]:
        """Its rows of some tables."""
        return [self.rows.read(name, self.rows.numbers(self.part)) for name in names]

    def read_left(self, *names: str) -> list[pd.DataFrame]:
        """The rows of those articles of which nothing is kept."""
        left = [place for place, kept in enumerate(self.units.kept) if kept is None]
        return [self.rows.read(name, self.rows.numbers(self.part)[left]) for name in names]


def run_keys(part: Part) -> Path:
    """The words of each article, and their shingles, by which pairs are found."""
    articles, sentences = part.read("articles", "sentences")
    printed = PrintedWords.of(articles, sentences, part.numbers.tolist())
    words = part.numbers, printed.codes, printed.starts
    return part.put(shingles_of(part.numbers.tolist(), *words[1:]), *words)


def quotation_keys(part: Part) -> Path:
    """The runs of words of each quotation."""
    documents, sentences = part.read_left("documents", "sentences")
    quoted = {name: [*own] for name, own in groupby(quotations_in_order(documents, sentences), key=attrgetter("article"))}
    made = [runs_of(quoted.get(name, [])).tobytes() for (name,) in part.units.made]
    every = part.units.kept_or_made(QUOTATIONS, made, part.options)
    runs = [
        placed_runs(np.frombuffer(own, dtype=np.uint64).reshape(2, -1), number, event)
        for own, number, event in zip(every, part.numbers.tolist(), part.events.tolist(), strict=True)
    ]
    return part.put(np.concatenate([np.zeros((2, 0), dtype=np.uint64), *runs], axis=1))


def use_keys_of(part: Part) -> Path:
    """What each article says of its things, and numbers for it by which it is counted."""
    articles, *tables = part.read_left("articles", *pipeline.RECIPES["epithets"].takes)
    documents, sentences, attributions = (pipeline.in_english(table, articles) for table in tables)
    uses = dict(zip(sentences["article_id"].drop_duplicates(), article_uses(documents, sentences, attributions), strict=True))
    made = [_packed_uses(uses.get(name, [])) for (name,) in part.units.made]
    every = [*map(_unpacked_uses, part.units.kept_or_made(USES, made, part.options))]
    part.path.with_suffix(".json").write_bytes(b"[" + b",".join(told for _, told in every) + b"]")
    keys = [np.zeros((2, 0), dtype=np.uint64)]
    for (own, _), number in zip(every, part.numbers.tolist(), strict=True):
        keys.append(np.stack([own, np.full(len(own), number, dtype=np.uint64)]))
    return part.put(np.concatenate(keys, axis=1))


def _packed_uses(uses: Sequence[Record]) -> bytes:
    """Their keys, and then they themselves, which are not read where only keys are counted."""
    keys = use_keys(uses)
    return np.array([len(keys), *keys], dtype=np.uint64).tobytes() + json.dumps(uses).encode("ascii")


def _unpacked_uses(packed: pa.Buffer | bytes) -> tuple[np.ndarray, bytes]:
    """Their keys, and they as JSON."""
    count = int(np.frombuffer(packed, np.uint64, 1)[0]) + 1
    return np.frombuffer(packed, np.uint64, count)[1:], bytes(packed)[count * 8 :]


QUOTATIONS, USES, HELD = "quotations", "uses", "held"
"""The names of what is kept and is no table: runs of words of quotations, what is said of things, which quotation holds which."""


@dataclass(frozen=True)
class CountedUses:
    """A part of the epithets, to be written when it is known how many articles use them."""

    rows: storage.Rows
    part: int
    counts: Path
    need: int
    folder: Path
    form: storage.Format


def write_epithets(some: CountedUses) -> Mapping[str, str]:
    """Write a part of the table; gives the digests of its files."""
    counts = np.load(some.counts)
    uses = json.loads(keys_path(some.rows, some.part).with_suffix(".json").read_bytes())
    table = counted_epithets(uses, UseCounts(counts=(counts[0], counts[1].astype(np.int64))), some.need)
    return storage.write_part("epithets", schema.validate("epithets", table), some.folder, some.part, some.rows.folder, some.form)


@dataclass(frozen=True)
class EventQuotations:
    """Articles of some events, whose shorter quotations are held against the longer ones: by event their places in the corpus,
    which go up, and their numbers, and the quotations that are joined already. `units` are the events."""

    rows: storage.Rows
    events: Sequence[tuple[np.ndarray, np.ndarray, frozenset[int]]]
    units: Units
    options: Options


def held_pairs(some: EventQuotations) -> np.ndarray:
    """Pairs of quotations of which the one holds the other, by their numbers."""
    left = [event for event, kept in zip(some.events, some.units.kept, strict=True) if kept is None]
    every = some.units.kept_or_made(HELD, [own.tobytes() for own in _held(some.rows, left)] if left else [], some.options)
    found = [np.zeros((0, 2), dtype=np.int64)]
    for (_, numbers, _), own in zip(some.events, every, strict=True):
        pairs = np.frombuffer(own, dtype=np.int64).reshape(-1, 2)
        found.append((numbers[pairs >> PLACE] << PLACE) | (pairs & ((1 << PLACE) - 1)))
    return np.concatenate(found)


def _held(rows: storage.Rows, events: Sequence[tuple[np.ndarray, np.ndarray, frozenset[int]]]) -> Iterator[np.ndarray]:
    """The pairs of each event, its articles numbered from 0."""
    first = np.cumsum([0, *(len(places) for places, *_ in events)]).tolist()
    places = np.concatenate([places for places, *_ in events])
    documents, sentences, attributions = (rows.read(name, places) for name in ("documents", "sentences", "attributions"))
    quoted = quotations_in_order(documents, sentences)
    numbers = {name: number for number, name in enumerate(documents["document_id"])}
    event_no = {name: bisect_right(first, number) for name, number in numbers.items()}
    joined = {(start << PLACE) + one for start, (*_, own) in zip(first, events, strict=False) for one in own}
    people = two_people_of(Introductions(attributions))
    pairs = held_quotations(quoted, numbered(quoted, numbers), event_no, joined, people)
    for start, end in pairwise(first):
        own = pairs[(pairs[:, 0] >> PLACE >= start) & (pairs[:, 0] >> PLACE < end)]
        yield own - (start << PLACE)
