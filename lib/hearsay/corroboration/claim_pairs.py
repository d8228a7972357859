"""The claim_pairs table: sentences of one story that may make one claim, or contradict each other. Claims are grouped from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.corroboration.claim_sentences import ClaimSentence, Place, claim_sentences
from hearsay.corroboration.differences import differences
from hearsay.corroboration.pair_features import FEATURES, sentence_pairs, shipped_scorers
from hearsay.corroboration.stories import story_windows
from hearsay.pieces import ANEW, Piece, Pieces, Record
from hearsay.text.sentence_vectors import sentence_vectors

LEAST_SAME, LEAST_CONTRADICTS = 0.15, 0.01
"""Probabilities from which a pair is kept: what claims are grouped by, and what may be among the first candidates of a story."""


def claim_pairs(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    events: pd.DataFrame,
    *,
    pieces: Pieces = ANEW,
    stories: Sequence[tuple[str, Sequence[str]]] | None = None,
) -> pd.DataFrame:
    """Pairs of sentences of one story, within an article or between two, that may make one claim or contradict each other.

    Parameters
    ----------
    documents, sentences, attributions, articles, events
        The tables of those names. What a story is, `hearsay.corroboration.stories` says: a given event, a found one, or all of a
        small corpus.
    pieces
        Where the rows of each story are kept.
    stories
        The stories, where these articles are some of a corpus; unless told they are `story_windows` of the articles.

    Returns
    -------
    DataFrame
        `schema.TABLES["claim_pairs"]`: the two sentences, `cosine` of their vectors, the `run` of words that both have, and two
        probabilities, `same` (that they make one claim) and `contradicts`; `differs` says what a symbolic check found to differ,
        each as "kind: one ↔ other". Pairs below .15 in `same` and .01 in `contradicts` are left out.

    Notes
    -----
    Both probabilities were learned on 20 stories of US politics: on others they order pairs, and are not shares of pairs that are
    right. The work grows with the square of a story's sentences, and a story is at most 60 articles: with the articles of a
    corpus it grows in proportion.
    """
    windows = [*story_windows(articles, events)] if stories is None else stories

    def made(places: Sequence[int]) -> Iterator[list[Record]]:
        story_sentences = StorySentences(documents, sentences, attributions)
        for story, ids in (windows[place] for place in places):
            yield [*_pairs(story, story_sentences.read(ids), story_sentences)]

    of_windows = pieces.records("claim_pairs", [Piece(ids, story) for story, ids in windows], made)
    return schema.frame("claim_pairs", (row for rows in of_windows for row in rows))


class StorySentences:
    """The sentences of any story of a corpus, read when they are asked for."""

    def __init__(self, documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> None:
        self.texts: Mapping[str, str] = dict(zip(documents["document_id"], documents["text"], strict=True))
        self._sentences, self._attributions = sentences, attributions
        self._places = [table.groupby("article_id", sort=False).indices for table in (sentences, attributions)]

    def read(self, ids: Sequence[str], only: Collection[Place] | None = None) -> list[ClaimSentence]:
        """The sentences of the articles, or those of them that are asked for, in the order of the articles given."""
        split, said = (
            {article: list(table.iloc[places[article]].itertuples(index=False)) for article in ids if article in places}
            for table, places in zip((self._sentences, self._attributions), self._places, strict=True)
        )
        return claim_sentences(self.texts, split, said, ids, only)

    def vectors(self, sentences: Sequence[ClaimSentence]) -> np.ndarray:
        """Their vectors, read article by article over all its sentences, as the other tables do: one reading serves all."""
        made = []
        for article in dict.fromkeys(sentence.article_id for sentence in sentences):
            rows = self._sentences.iloc[self._places[0][article]]
            vectors = sentence_vectors(self.texts[article], list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True)))
            made.append(vectors[(rows["start"] < rows["end"]).to_numpy()])
        return np.concatenate(made) if made else np.zeros((0, 1), dtype=np.float32)


def _pairs(story: str, sentences: Sequence[ClaimSentence], corpus: StorySentences) -> Iterator[dict[str, Any]]:
    pairs = sentence_pairs(sentences, corpus.vectors(sentences))
    scorers = shipped_scorers(story)
    same, against = scorers.same.probability(pairs), scorers.contradicts.probability(pairs)
    for number in np.flatnonzero((same >= LEAST_SAME) | (against >= LEAST_CONTRADICTS)).tolist():
        a, b = sentences[pairs.first[number]], sentences[pairs.second[number]]
        yield {
            "story": story,
            **{
                f"{field}_{side}": getattr(one, field)
                for side, one in (("a", a), ("b", b))
                for field in ("article_id", "sentence_no")
            },
            "cosine": round(float(pairs.features[number, FEATURES.index("cosine")]), 3),
            "run": int(pairs.features[number, FEATURES.index("run")]),
            "same": round(float(same[number]), 3),
            "contradicts": round(float(against[number]), 4),
            "differs": tuple(f"{kind}: {one} ↔ {other}" for kind, one, other in differences(a, b)),
        }
