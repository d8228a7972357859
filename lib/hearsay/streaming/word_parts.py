"""The words of a corpus that lies in parts, compared group by group: counted part by part, and tested wherever work runs.

What is held, by whoever has a group in hand, are the words of the articles that are compared, and these are no more than
`framing.wording.MOST`. All that is kept between runs are whole tables, for each row rests on all articles.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import numpy as np
import pandas as pd

from hearsay import schema, storage
from hearsay.framing.vocabulary import ArticleWords, joined_counts, word_counts, words_by_article
from hearsay.framing.wording import WordGroups, compared_articles, groups_of, word_groups
from hearsay.options import Options
from hearsay.statistics.permutation import benjamini_hochberg
from hearsay.streaming.batches import Units
from hearsay.streaming.corpus_work import OF_BODIES, CorpusWork

WORDLESS = 1, storage.NOTHING_TOLD[1]
"""What is told of a group whose articles have no word: it is none of the table."""


WORDS = "words"
"""The name of what is kept and is no table: the words of single articles."""


@dataclass(frozen=True)
class CountedWords:
    """Articles of a part whose words are counted, and the outlets of all that are compared. `units` are the articles."""

    rows: storage.Rows
    places: np.ndarray
    outlets: tuple[str, ...]
    path: Path
    units: Units
    options: Options


def count_words_of(some: CountedWords) -> Path:
    """Count them and put that aside."""
    made = [name for (name,) in some.units.made]
    left = some.places[[kept is None for kept in some.units.kept]]
    words = words_by_article(some.rows.read("sentences", left, OF_BODIES), made, some.outlets) if made else {}
    fresh = [json.dumps([words[name].terms, words[name].uses.tolist()] if name in words else [[], []]).encode() for name in made]
    every = (json.loads(bytes(one)) for one in some.units.kept_or_made(WORDS, fresh, some.options))
    articles = some.rows.read("articles", some.places, ["article_id"])["article_id"]
    counted = {name: ArticleWords(own, np.array(uses, dtype=np.int64)) for name, (own, uses) in zip(articles, every, strict=True)}
    some.path.write_bytes(pickle.dumps(word_counts(counted)))
    return some.path


@dataclass(frozen=True)
class GroupWords:
    """One group of those whose words lie at a path, and what its part of the table takes: the limit of what is tested; where the
    adjusted p of all parts lie, and the first of this one. By `key` its rows are kept, where there is one."""

    words: Path
    name: str
    number: int
    rows: storage.Rows
    folder: Path
    form: storage.Format
    options: Options
    key: bytes
    limit: float = 0.0
    adjusted: Path | None = None
    first: int = 0


@lru_cache(1)
def _words(path: Path) -> WordGroups:
    groups: WordGroups = pickle.loads(path.read_bytes())
    return groups


def word_reach(group: GroupWords) -> np.ndarray:
    """The smallest p that each of its words could have."""
    return _words(group.words).reach(group.name)


def tested_words(group: GroupWords) -> np.ndarray:
    """Make its rows and put them aside; gives their p."""
    rows = schema.frame("wording", _words(group.words).rows(group.name, group.limit))
    storage.write_rows("wording", rows, [len(rows)], group.rows.path("wording", group.number))
    return np.asarray(rows["p"])


def write_words(group: GroupWords) -> Mapping[str, str]:
    """Write its part of the table; gives the digests of its files."""
    rows = group.rows.read("wording", [group.number])
    if group.adjusted is not None:
        rows["p_adjusted"] = np.load(group.adjusted)[group.first : group.first + len(rows)]
    content = storage.arrow_table("wording", schema.validate("wording", rows))
    if group.key and group.options.cache:
        cache = storage.RowCache(group.options.cache, group.options)
        cache.keep("wording", [group.key], [storage.NOTHING_TOLD], [*storage.batches("wording", content, [len(rows)])])
    return storage.write_part("wording", content, group.folder, group.number, group.rows.folder, group.form)


def write_wording(work: CorpusWork, articles: pd.DataFrame, events: pd.DataFrame) -> Mapping[str, str]:
    """Make and write the table of these articles of a corpus, or write what is kept of it; gives the digests of its files."""
    some = compared_articles(articles)
    keys = _keys(work, some, events)
    kept = work.kept.find("wording", [*keys.values()]) if work.kept and keys else [None]
    rows = [one for one in kept if one is not None]
    return _written(work, rows) if len(rows) == len(kept) else _made(work, some, events, keys)


def _keys(work: CorpusWork, articles: pd.DataFrame, events: pd.DataFrame) -> dict[str, bytes]:
    """By which the rows of each group are kept: all that the table rests on."""
    if work.kept is None:
        return {}
    known = events[events["article_id"].isin(articles["article_id"])]
    basis = storage.key_of([*map(work.key, work.places(articles["article_id"]))], [*known.itertuples(index=False, name=None)])
    return {name: storage.key_of(basis, name) for name in sorted(set(groups_of(articles, "outlet").values()))}


def _written(work: CorpusWork, groups: Sequence[storage.KeptRows]) -> Mapping[str, str]:
    """Write the table from the rows of its groups, an empty one where none has a word."""
    files: dict[str, str] = {}
    for number, body in enumerate([rows.read() for rows in groups if rows.told != WORDLESS[0]] or [b""]):
        content, _ = storage.joined("wording", [body])
        files |= storage.write_part("wording", content, work.folder, number, work.rows.folder, work.form)
    return files


def _made(work: CorpusWork, some: pd.DataFrame, events: pd.DataFrame, keys: Mapping[str, bytes]) -> Mapping[str, str]:
    places, outlets = work.places(some["article_id"]), tuple(sorted(set(some["outlet"])))
    parts = np.split(places, np.searchsorted(places, work.rows.bounds[1:-1]))
    own, beside = [], storage.key_of(outlets)
    for number, part in enumerate(parts):
        named = [(work.ids[place],) for place in part.tolist()]
        units, _ = work.units((WORDS,), ("article_id",), named, [work.key(place, beside) for place in part.tolist()])
        own.append(CountedWords(work.rows, part, outlets, work.rows.folder / f"words-{number:06}", units, work.here))
    counted = []
    for path in work.results(count_words_of, [one for one in own if len(one.places)], "parts counted"):
        counted.append(pickle.loads(path.read_bytes()))
        path.unlink()
    groups = word_groups(some, events, joined_counts(counted))
    if work.kept and (wordless := [key for name, key in keys.items() if groups is None or name not in groups.names]):
        work.kept.keep("wording", wordless, [WORDLESS] * len(wordless), [b""] * len(wordless))
    if groups is None:
        return _written(work, [])
    path = work.rows.folder / f"words-{uuid4().hex}"  # none that a process may still hold has its name
    path.write_bytes(pickle.dumps(groups))
    rows = storage.Rows.of(work.rows.folder, [1] * len(groups.names))
    given = rows, work.folder, work.form, work.here
    jobs = [GroupWords(path, name, number, *given, keys.get(name, b"")) for number, name in enumerate(groups.names)]
    limit = groups.limit(work.results(word_reach, jobs[: len(groups.apart)], "groups"))
    p = [*work.results(tested_words, [replace(job, limit=limit) for job in jobs], "groups")]
    adjusted, first = work.rows.folder / "adjusted.npy", np.cumsum([0, *map(len, p)]).tolist()
    np.save(adjusted, benjamini_hochberg(np.concatenate(p)))
    told = [replace(job, adjusted=adjusted, first=start) for job, start in zip(jobs, first, strict=False)]
    return {name: digest for files in work.results(write_words, told, "groups") for name, digest in files.items()}
