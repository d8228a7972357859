"""Frames by indicator cues: the five generic ones, or the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import pandas as pd

from hearsay import schema
from hearsay.framing.hits import hits
from hearsay.framing.own import Cues, cues_of
from hearsay.matching import Matcher, lexicon


def frames(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    *,
    cues: Cues | Sequence[Cues] | None = None,
) -> pd.DataFrame:
    """Sentences that use cues of a frame, with the cues.

    Parameters
    ----------
    documents, sentences, attributions
        The tables of those names.
    cues
        Your own frames, as a CSV file or a DataFrame: `frame`, `cue`, `ground` (why the cue stands for the frame). A
        cue is matched as it stands, whatever its case, and with `*` at the end of a word, by its beginning
        ("sanction*"). With a column `pos` it is inflected: 'v' by its first word, 'n' by its last; `forms` lists
        irregular forms of that word. They stand instead of the generic frames; `["generic", "mine.csv"]` asks for both.
        `hearsay.framing.example()` is a worked example to copy. Left out, the five generic frames of Semetko &
        Valkenburg (2000) are used, by cues of our own (`lexicons/frames.csv`).

    Returns
    -------
    DataFrame
        `schema.TABLES["frames"]`: one row per sentence, voice and frame with at least one cue. `score` is the number
        of cues; `evidence` their offsets.

    Notes
    -----
    A cue shows that an aspect is touched, not that the story is told under it: read a frame off several sentences, and
    its cues with them. Where cues overlap the longest counts ("trade war", not "war"), so no word counts for two cues;
    one cue may stand for two frames. Names do not count ("War College"). Do not compare counts of articles of
    different length: divide by the number of sentences. Do not compare frames with each other: their lists of cues
    differ in length and reach.

    Measured on sentences coded blind (`hearsay check frames`, data/gold/README.md): on 59 sentences of US news the generic
    cues find conflict at F1 .48 (14 coded), responsibility .60 (11), economic consequences 1.00 (10), human interest in 0 of
    3, morality in 1 of 2. Do not report the last two without a coding of your own.

    Raises
    ------
    InputError
        When `cues` cannot be read, lacks a column or holds a cue that says nothing: with the file, its line and the reason.
    """
    table = lexicon("frames") if cues is None else cues_of(cues)
    matcher = _generic() if cues is None else Matcher.of(table, "cue")
    names = table["frame"].tolist()
    order = list(dict.fromkeys(names))
    found: dict[tuple, list[tuple[int, int]]] = {}
    for segment, hit in hits(matcher, documents, sentences, attributions):
        for name in dict.fromkeys(names[row] for row in hit.rows):
            key = (segment.article_id, segment.sentence_no, segment.voice, name)
            found.setdefault(key, []).append((hit.start, hit.end))
    return schema.frame("frames", _rows(found, order))


def _rows(found: dict[tuple, list[tuple[int, int]]], order: list[str]) -> Iterator[dict]:
    """Sentences in their order, then the outlet's voice, then frames as the table of cues has them."""
    place = {article: i for i, article in enumerate(dict.fromkeys(key[0] for key in found))}
    rank = {name: i for i, name in enumerate(order)}
    for key in sorted(found, key=lambda k: (place[k[0]], k[1], schema.VOICES.index(k[2]), rank[k[3]])):
        article, sentence, voice, name = key
        spans = tuple(found[key])
        yield {
            "article_id": article,
            "sentence_no": sentence,
            "voice": voice,
            "frame": name,
            "score": float(len(spans)),
            "evidence": spans,
        }


@cache
def _generic() -> Matcher:
    return Matcher.of(lexicon("frames"), "cue")
