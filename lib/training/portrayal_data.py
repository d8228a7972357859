"""NewsMTSC's sentences as the portrayal model sees them: word pieces, and per target the pieces that name it."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from attribution_labels import paragraphs

from hearsay.attribution.actors import actors
from hearsay.text.encoder import WordPieces, mark_up_words, word_pieces
from hearsay.text.sentences import split_sentences
from hearsay.text.spans import SentenceSpan
from hearsay.validation.benchmarks import polnear

LONGEST = 200
"""Word pieces of a sentence that are read; the rest is cut."""
LABELS = {2: 0, 4: 1, 6: 2}
"""NewsMTSC's polarity → negative, neutral, positive."""


@dataclass(frozen=True)
class Target:
    """One mention: `here` (n,) marks its pieces, `label` 0–2, `others` the pieces of its further mentions."""

    here: np.ndarray
    label: int
    others: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True)
class Sentence:
    document: str
    text: str
    pieces: WordPieces
    targets: tuple[Target, ...]


def read(path: Path) -> list[Sentence]:
    """Sentences of a file in NewsMTSC's format; targets whose pieces lie beyond LONGEST are left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_sentence(row) for row in rows]


def held_out(sentences: list[Sentence], share: int = 12) -> tuple[list[Sentence], list[Sentence]]:
    """Sentences to train on, and those of one document in `share`, to choose and calibrate by."""
    held = [zlib.crc32(sentence.document.encode()) % share == 0 for sentence in sentences]
    return (
        [sentence for sentence, out in zip(sentences, held, strict=True) if not out],
        [sentence for sentence, out in zip(sentences, held, strict=True) if out],
    )


def covering(words: WordPieces, start: int, end: int) -> np.ndarray:
    return ((words.starts < end) & (words.ends > start)).astype(np.int64)


def _sentence(row: dict) -> Sentence:
    text, parts = row["sentence_normalized"], row["primary_gid"].split("_")
    words = word_pieces(mark_up_words(text), [(0, len(text))])[0][:LONGEST]
    targets = []
    for one in row["targets"]:
        others = tuple(covering(words, o["from"], o["to"]) for o in one.get("further_mentions", ()))
        here = covering(words, one["from"], one["to"])
        if here.any():
            targets.append(Target(here, LABELS[int(one["polarity"])], tuple(o for o in others if o.any())))
    return Sentence("_".join(parts[:3]), text, words, tuple(targets))


def unlabelled(data: Path, *, longest: int = 90, most: int = 6) -> list[Sentence]:
    """Sentences of PolNeAR's train articles with the actors that the library finds in them; their label is -1."""
    made = []
    for article in polnear.read_polnear(data, "train"):
        passages = [
            SentenceSpan(start, end, 0, 0, "body")
            for first, last in paragraphs(article.text)
            for start, end in split_sentences(article.text, first, last)
        ]
        starts = [passage.start for passage in passages]
        named: dict[int, list] = {}
        for actor in actors(article.text, passages):
            named.setdefault(bisect_right(starts, actor.start) - 1, []).append(actor)
        for number, inside in named.items():
            passage = passages[number]
            text = article.text[passage.start : passage.end]
            words = word_pieces(mark_up_words(text), [(0, len(text))])
            if words and len(words[0]) <= longest:
                here = [covering(words[0], a.start - passage.start, a.end - passage.start) for a in inside[:most]]
                made.append(Sentence(article.name, text, words[0], tuple(Target(h, -1) for h in here if h.any())))
    return made
