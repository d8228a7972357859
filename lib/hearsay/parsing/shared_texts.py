"""Which articles print one and the same text, as wire copy in several outlets: in comparisons such a text counts once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pandas as pd

from hearsay.parsing.versions import UPDATED, SharedSequences
from hearsay.schema import NOT_STATED
from hearsay.text.shingles import containment, word_runs

LIKE = 0.5
"""The share of the longer body's words that the shorter one has at least, unless both name one and the same agency: an article
that takes in a short report whole is an article of its own, but who cuts an agency's text prints it all the same. By hand."""

AT_ONCE = 1_000
"""Pairs that are compared together, and the sequences of words of their texts held: 10 MB of articles of 600 words."""


def shared_texts(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.Series:
    """For each article, the first article that prints the same text; '' for a text of its own.

    Two bodies are one text where four fifths of the shorter one's five-word sequences stand in the other, and the shorter one is
    at least half as long or both name the same agency (`articles.upstream`). Containment finds what was cut, and Jaccard would
    not (docs/methods.md#text-reuse). Copies of one outlet that are read as versions of one article are folded before
    (`hearsay.parsing.versions`); what is found here are mostly texts of different outlets.

    Parameters
    ----------
    articles, sentences
        The tables.

    Returns
    -------
    Series
        article_id of the first such article in the order of `articles`, by article_id; the first has its own.

    Notes
    -----
    Do not read it as reuse: an article that takes over some sentences of another is a text of its own here. The table `reuse` has
    its passages; those of two articles that print one text are of the kind wire there.
    """
    ids, joined = articles["article_id"].tolist(), bodies(sentences)
    texts = [joined.get(article, "") for article in ids]
    names = copies(ids, articles["upstream"].tolist(), texts, lambda places: [texts[place] for place in places])
    return pd.Series(names, index=pd.Index(ids, name="article_id"), dtype="str")


def bodies(sentences: pd.DataFrame) -> dict[str, str]:
    """By article, its body in one piece."""
    body = sentences[sentences["zone"] == "body"].sort_values(["article_id", "sentence_no"], kind="stable")
    return dict(body.groupby("article_id", sort=False)["text"].agg(" ".join))


def copies(
    ids: Sequence[str], agencies: Sequence[str], texts: Iterable[str], texts_of: Callable[[Sequence[int]], Iterable[str]]
) -> list[str]:
    """For each article the first that prints the same text, '' where none does. The texts are gone through once, and those that
    may be one are asked for again by place, some at a time, so that they need not be held."""
    sequences = SharedSequences()
    for text in texts:
        sequences.add(text)
    first = {place: place for place in range(len(ids))}
    for one, other in _same(sequences.pairs(), agencies, texts_of):
        first[other] = min(first[other], first[one])
    led = {leader for place, leader in first.items() if leader != place}
    return [ids[leader] if leader != place or place in led else "" for place, leader in first.items()]


def _same(
    pairs: Sequence[tuple[int, int]], agencies: Sequence[str], texts_of: Callable[[Sequence[int]], Iterable[str]]
) -> Iterator[tuple[int, int]]:
    """Of pairs of places, the earlier first, those whose texts are one."""
    for begin in range(0, len(pairs), AT_ONCE):
        some = pairs[begin : begin + AT_ONCE]
        places = sorted({place for pair in some for place in pair})
        runs = dict(zip(places, map(word_runs, texts_of(places)), strict=True))
        for one, other in some:
            sizes = sorted((len(runs[one]), len(runs[other])))
            like = sizes[0] >= LIKE * sizes[1]
            credited = agencies[one].casefold() == agencies[other].casefold() not in (NOT_STATED, "")
            if (like or credited) and containment(runs[one], runs[other]) >= UPDATED:
                yield one, other
