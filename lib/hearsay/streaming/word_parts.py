"""The words of a corpus that lies in parts, compared group by group: counted part by part, and tested wherever work runs.

What is held, by whoever has a group in hand, are the words of the articles that are compared, and these are no more than
`framing.wording.MOST`.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import numpy as np
import pandas as pd

from hearsay import schema, storage
from hearsay.framing.vocabulary import joined_counts
from hearsay.framing.wording import WordGroups, compared_articles, counted_words, word_groups
from hearsay.statistics.permutation import benjamini_hochberg
from hearsay.streaming.corpus_work import CorpusWork


@dataclass(frozen=True)
class CountedWords:
    """Articles of a part whose words are counted, and the outlets of all that are compared."""

    rows: storage.Rows
    places: np.ndarray
    outlets: tuple[str, ...]
    path: Path


def count_words_of(some: CountedWords) -> Path:
    """Count them and put that aside."""
    articles, sentences = (some.rows.read(name, some.places) for name in ("articles", "sentences"))
    some.path.write_bytes(pickle.dumps(counted_words(sentences, articles, some.outlets)))
    return some.path


@dataclass(frozen=True)
class GroupWords:
    """One group of those whose words lie at a path, and what its part of the table takes: the limits of what is tested; where the
    adjusted p of all parts lie, and the first of this one."""

    words: Path
    name: str
    number: int
    rows: storage.Rows
    folder: Path
    form: storage.Format
    limits: tuple[float, int] = (0.0, 0)
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
    rows = schema.frame("wording", _words(group.words).rows(group.name, *group.limits))
    storage.write_rows("wording", rows, [len(rows)], group.rows.path("wording", group.number))
    return np.asarray(rows["p"])


def write_words(group: GroupWords) -> Mapping[str, str]:
    """Write its part of the table; gives the digests of its files."""
    rows = group.rows.read("wording", [group.number])
    if group.adjusted is not None:
        rows["p_adjusted"] = np.load(group.adjusted)[group.first : group.first + len(rows)]
    return storage.write_part(
        "wording", schema.validate("wording", rows), group.folder, group.number, group.rows.folder, group.form
    )


def write_wording(work: CorpusWork, articles: pd.DataFrame, events: pd.DataFrame) -> Mapping[str, str]:
    """Make and write the table of these articles of a corpus; gives the digests of its files."""
    some = compared_articles(articles)
    places, outlets = work.places(some["article_id"]), tuple(some["outlet"].unique())
    parts = np.split(places, np.searchsorted(places, work.rows.bounds[1:-1]))
    own = [CountedWords(work.rows, part, outlets, work.rows.folder / f"words-{no:06}") for no, part in enumerate(parts)]
    counted, inside = [], Counter[str]()
    for path in work.results(count_words_of, [one for one in own if len(one.places)], "parts counted"):
        words, named = pickle.loads(path.read_bytes())
        counted.append(words)
        inside.update(named)
        path.unlink()
    groups = word_groups(some, events, joined_counts(counted), inside)
    if groups is None:
        empty = schema.frame("wording", [])
        return storage.write_part("wording", empty, work.folder, 0, work.rows.folder, work.form)
    path = work.rows.folder / f"words-{uuid4().hex}"  # none that a process may still hold has its name
    path.write_bytes(pickle.dumps(groups))
    rows = storage.Rows.of(work.rows.folder, [1] * len(groups.names))
    jobs = [GroupWords(path, name, number, rows, work.folder, work.form) for number, name in enumerate(groups.names)]
    limits = groups.limits(work.results(word_reach, jobs[: len(groups.apart)], "groups"))
    p = [*work.results(tested_words, [replace(job, limits=limits) for job in jobs], "groups")]
    adjusted, first = work.rows.folder / "adjusted.npy", np.cumsum([0, *map(len, p)]).tolist()
    np.save(adjusted, benjamini_hochberg(np.concatenate(p)))
    told = [replace(job, adjusted=adjusted, first=start) for job, start in zip(jobs, first, strict=False)]
    return {name: digest for files in work.results(write_words, told, "groups") for name, digest in files.items()}
