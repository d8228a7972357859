"""Planted reuse: what of it is found, and what it costs, on made articles of the words of any folder.

`hearsay check reuse --data FOLDER --split 100000` runs `check` with so many articles. The passages were put there, so that each
of them is known.
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Mapping
from math import log
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.corroboration.events import events
from hearsay.corroboration.reuse import reuse
from hearsay.errors import DataError, InputError
from hearsay.schema import NOT_STATED
from hearsay.study import read
from hearsay.text.words import RUN

WORDS, SENTENCE = 400, 20
"""Words of an article, and of its sentences."""
PLANTED = 0.05
"""Share of the articles that take a passage from an earlier one."""
SHORTEST, LONGEST = 40, 120
"""Words of a passage that is taken: two to six sentences."""
CHANGED = 1 / 12
"""Share of its words that are exchanged for others, wherever they stand."""
SIZES = (1_000, 10_000)
"""Articles on which cost is measured beside the number asked for, from which its exponent is told."""
VOCABULARY = 50_000
"""Different words, beside those of the folder: about as many as 100,000 articles of news use more than a few times."""
AT_ONCE = 1_000
"""Articles that are written out at once: the benchmark measures the library's memory, not its own."""
DAY_OF, OUTLETS = 250, 20
"""Articles of a day, and outlets."""
FIRST_DAY = "2020-01-01"


def check(data: Path, split: str | None = None) -> dict[str, float]:
    """Articles with planted reuse: what is found, in what time and memory, and how time grows.

    Parameters
    ----------
    data
        A folder of articles: how often the words of made articles come is how often these have them, with rarer ones made up
        behind (Zipf).
    split
        The number of articles, 10000 unless told.

    Returns
    -------
    dict
        `articles`, `planted`, `planted found` (share of the planted passages of which a row of `reuse` covers half), `rows that
        were not planted`, seconds of this process for `reuse` and `events`, `exponent` of either over the sizes (1 is linear),
        and `peak memory GB` of the process.
    """
    asked = _number(split)
    frequency = word_frequencies(data)
    sizes = sorted({*(size for size in SIZES if size < asked), asked})
    measured = [_measured(size, frequency) for size in sizes]
    figures = {"articles": float(asked), **measured[-1]}
    for table in ("reuse", "events"):
        figures[f"{table} exponent"] = _exponent(sizes, [one[f"{table} seconds"] for one in measured])
    unit = 1 if sys.platform == "darwin" else 1024
    return {**figures, "peak memory GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9}


def word_frequencies(data: Path) -> dict[str, float]:
    """The share of each word in the texts of a folder, and behind them as many made-up words as a large corpus has."""
    counts = Counter(word for text in read(data, duplicates="keep").documents["text"] for word in RUN.findall(text))
    if not counts:
        raise DataError(f"{data}: no words there; give a folder of articles")
    ranked = counts.most_common()
    known = {word: count / sum(counts.values()) for word, count in ranked}
    rarest = ranked[-1][1] / sum(counts.values())
    made = {f"word{number}": rarest * len(ranked) / (len(ranked) + number) for number in range(1, VOCABULARY)}
    total = sum(known.values()) + sum(made.values())
    return {word: share / total for word, share in {**known, **made}.items()}


def planted_corpus(size: int, frequency: Mapping[str, float], seed: int = 0) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Tables of made articles, and the passages that were planted: from which article to which, and where it begins and ends."""
    draw = np.random.default_rng(seed)
    words = np.array([*frequency], dtype=object)
    shares = np.fromiter(frequency.values(), dtype=float)
    bodies = draw.choice(len(words), size=(size, WORDS), p=shares / shares.sum()).astype(np.int32)
    takers = np.sort(draw.choice(np.arange(1, size), size=max(1, int(PLANTED * size)), replace=False))
    rows = []
    for taker in takers.tolist():
        giver, length = int(draw.integers(taker)), int(draw.integers(SHORTEST, LONGEST + 1))
        begin, to = (int(draw.integers(WORDS - length)) for _ in range(2))
        passage = bodies[giver, begin : begin + length].copy()
        other = draw.random(length) < CHANGED
        passage[other] = draw.choice(len(words), size=int(other.sum()), p=shares / shares.sum())
        bodies[taker, to : to + length] = passage
        rows.append((giver, taker, to, length))
    return _tables(bodies, words), pd.DataFrame(rows, columns=["giver", "taker", "start", "length"])


def found_share(planted: pd.DataFrame, found: pd.DataFrame, documents: pd.DataFrame) -> tuple[float, int]:
    """The share of planted passages that rows of `reuse` cover by half or more, and the rows of pairs where none was planted."""
    number = {name: place for place, name in enumerate(documents["document_id"])}
    pairs = zip(found["article_a"].map(number), found["article_b"].map(number), strict=True)
    rows = found.assign(pair=[*pairs])
    by_pair = dict(iter(rows.groupby("pair")))
    texts = documents["text"]
    hit = 0
    for giver, taker, start, length in planted.itertuples(index=False):
        part = by_pair.get((giver, taker))
        if part is None:
            continue
        spans = [match.span() for match in RUN.finditer(texts.iloc[taker])][start : start + length]
        begin, end = spans[0][0], spans[-1][1]
        covered = np.minimum(part["end_b"], end) - np.maximum(part["start_b"], begin)
        hit += bool(covered.clip(lower=0).sum() >= (end - begin) / 2)
    known = {(giver, taker) for giver, taker in zip(planted["giver"], planted["taker"], strict=True)}
    return hit / max(len(planted), 1), sum(pair not in known for pair in rows["pair"])


def _measured(size: int, frequency: Mapping[str, float]) -> dict[str, float]:
    tables, planted = planted_corpus(size, frequency)
    begun = process_time()
    found = reuse(*(tables[name] for name in ("documents", "sentences", "attributions", "articles")))
    shared = process_time()
    events(tables["articles"], tables["sentences"], found)
    done = process_time()
    share, others = found_share(planted, found, tables["documents"])
    return {
        "planted": float(len(planted)), "planted found": share, "rows that were not planted": float(others),
        "reuse seconds": shared - begun, "events seconds": done - shared,
    }  # fmt: skip


def _tables(bodies: np.ndarray, words: np.ndarray) -> dict[str, pd.DataFrame]:
    """Documents, sentences and articles; nobody speaks in them."""
    ids = pd.Series([f"a{number:07}" for number in range(len(bodies))], dtype="str")
    each = WORDS // SENTENCE
    sentences, texts = [pd.Series(dtype="str")], [pd.Series(dtype="str")]
    for first in range(0, len(bodies), AT_ONCE):
        some = bodies[first : first + AT_ONCE].reshape(-1, SENTENCE)
        own = [" ".join(words[sentence]) + "." for sentence in some]
        sentences.append(pd.Series(own, dtype="str"))
        joined = [" ".join(own[begin : begin + each]) for begin in range(0, len(own), each)]
        texts.append(pd.Series(joined, dtype="str"))
    text = pd.concat(sentences, ignore_index=True)
    sizes = text.str.len().to_numpy(dtype=np.int64).reshape(-1, each)
    starts = np.cumsum(sizes + 1, axis=1) - sizes - 1
    order = np.tile(np.arange(each), len(ids))
    rows = {
        "article_id": ids.repeat(each).reset_index(drop=True), "sentence_no": order, "paragraph_no": order // 2,
        "zone": "body", "start": starts.ravel(), "end": (starts + sizes).ravel(), "text": text,
    }  # fmt: skip
    columns: dict[str, Any] = {name: NOT_STATED for name, one in schema.TABLES["articles"].items() if one.dtype == "str"}
    days = pd.Timestamp(FIRST_DAY) + pd.to_timedelta(np.arange(len(ids)) // DAY_OF, unit="D")
    columns |= {"article_id": ids, "published": days.strftime("%Y-%m-%d"), "truncated": False}
    columns["outlet"] = [f"Outlet {number % OUTLETS}" for number in range(len(ids))]
    articles = pd.DataFrame(columns | {"n_words": WORDS, "n_sentences": WORDS // SENTENCE})
    return {
        "documents": pd.DataFrame({"document_id": ids, "text": pd.concat(texts, ignore_index=True)}),
        "sentences": pd.DataFrame(rows),
        "articles": articles,
        "attributions": schema.frame("attributions", []),
    }


def _exponent(sizes: list[int], seconds: list[float]) -> float:
    """Slope of log seconds over log articles, from the first size to the last; missing with one size."""
    if len(sizes) < 2:
        return float("nan")
    return log(seconds[-1] / seconds[0]) / log(sizes[-1] / sizes[0])


def _number(split: str | None) -> int:
    if split is None:
        return 10_000
    if not split.isdecimal() or int(split) < 2:
        raise InputError(f"check reuse: --split is a number of articles, 2 or more, not {split!r}")
    return int(split)
