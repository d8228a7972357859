"""Words as they are counted: what is one word, how often each article uses it, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

_TERM = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_ACRONYMS = frozenset({"us", "it", "who", "is", "am", "or", "in", "so", "all", "may", "me", "he", "we", "no", "to"})
"""Common words whose spelling in capitals is an acronym ("US", "WHO"): those are written with dots."""


@dataclass(frozen=True)
class Counted:
    """How often each article uses each word, and in which dress.

    Articles by name, words by alphabet. `counts` is sparse, articles × words; `lengths` all words of an article; the other
    three are per word: uses right before a full stop that does not end the sentence, uses with a capital before
    another capitalised word, uses in the middle of a sentence.
    """

    articles: tuple[str, ...]
    vocabulary: tuple[str, ...]
    counts: csr_array
    lengths: np.ndarray
    dotted: np.ndarray
    titled: np.ndarray
    inner: np.ndarray

    def only(self, places: np.ndarray) -> Counted:
        """The articles at these places, with the whole vocabulary and its dress."""
        names = tuple(self.articles[place] for place in places)
        return replace(self, articles=names, counts=csr_array(self.counts[places]), lengths=self.lengths[places])


def terms(text: str) -> Iterator[str]:
    """The words as they are counted: lower case, without possessive "'s"; "US" and "U.S." are both "u.s."."""
    for match in _TERM.finditer(text):
        yield _term(match.group(), text)


def uses(sentences: pd.DataFrame, words: Collection[str]) -> pd.DataFrame:
    """Where the words of a wording table stand in the bodies: `article_id, sentence_no, start, end, term`, in their order.

    `hearsay.concordance.in_context(documents, uses(sentences, ["mr"]), ["term"])` shows them in their co-text: look before
    you call a word telling.
    """
    wanted = frozenset(words)
    body = sentences[sentences["zone"] == "body"]
    rows = [
        (row.article_id, row.sentence_no, row.start + match.start(), row.start + match.end(), term)
        for row in body.itertuples(index=False)
        for match in _TERM.finditer(row.text)
        if (term := _term(match.group(), row.text)) in wanted
    ]
    found = pd.DataFrame(rows, columns=["article_id", "sentence_no", "start", "end", "term"])
    return found.astype({"article_id": "str", "sentence_no": "int64", "start": "int64", "end": "int64", "term": "str"})


def count(sentences: pd.DataFrame, articles: Collection[str]) -> Counted:
    """The words of the bodies of these articles; articles without any are left out."""
    body = sentences[(sentences["zone"] == "body") & sentences["article_id"].isin(articles)]
    per: dict[str, Counter[str]] = {}
    dotted, titled, inner = Counter(), Counter(), Counter()
    for article, text in zip(body["article_id"], body["text"], strict=True):
        found = [(match, _term(match.group(), text)) for match in _TERM.finditer(text)]
        per.setdefault(article, Counter()).update(term for _, term in found)
        for match, term in found[:-1]:
            after = text[match.end() : match.end() + 3]
            beyond = after.lstrip(".")
            dotted[term] += after[:1] == "."
            titled[term] += match.group()[0].isupper() and beyond[:1].isspace() and beyond[1:2].isupper()
            inner[term] += 1
    return _matrix({article: per[article] for article in sorted(per) if per[article]}, dotted, titled, inner)


def _matrix(per: dict[str, Counter[str]], *dress: Counter[str]) -> Counted:
    vocabulary = sorted({term for counts in per.values() for term in counts})
    place = {term: i for i, term in enumerate(vocabulary)}
    rows = np.repeat(np.arange(len(per)), [len(counts) for counts in per.values()])
    columns = np.array([place[term] for counts in per.values() for term in counts], dtype=int)
    values = np.array([n for counts in per.values() for n in counts.values()], dtype=float)
    counts = csr_array((values, (rows, columns)), shape=(len(per), len(vocabulary)))
    dressed = (np.array([of[term] for term in vocabulary], dtype=float) for of in dress)
    return Counted(tuple(per), tuple(vocabulary), counts, np.asarray(counts.sum(axis=1)).ravel(), *dressed)


def _term(written: str, text: str) -> str:
    if "’" in written:
        written = written.replace("’", "'")
    word = written.lower().removesuffix("'s")
    plain = word.replace(".", "") if "." in word else word
    acronym = plain in _ACRONYMS and len(plain) > 1 and written.isupper() and not text.isupper()
    return ".".join(plain) + "." if acronym else plain
