"""What the portrayal model learns from: sentences as word pieces, and of their targets what the teachers say."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from hearsay.text.encoder import WordPieces, mark_up_words, windows, word_pieces
from hearsay.text.spans import Span

HELD_OUT = 12
"""One document of NewsMTSC in so many is kept out of training, to calibrate by."""
PIECES, NEAR = 2048, 400
"""Word pieces of a step, padding included; sentences among which those of like length are put together."""
LEAST = 20
"""Names of a kind from which they stand for one another."""
CLASSES = {2: 0, 4: 1, 6: 2}
"""NewsMTSC's polarity → negative, neutral, positive."""
Key = tuple[int, int, int]
Kind = tuple[str, bool, bool]


@dataclass(frozen=True)
class Target:
    """One mention: its place, its class (-1: not coded), the teachers' mean logits, and what its name can stand for."""

    span: Span
    label: int
    logits: np.ndarray
    kind: Kind | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with its targets; `hidden`: their names are to be read as the mark that stands for any word."""

    text: str
    targets: tuple[Target, ...]
    hidden: bool = False

    @cached_property
    def window(self) -> WordPieces:
        """Its word pieces between the two marks; the first window of a sentence longer than one."""
        return next(windows(word_pieces(mark_up_words(self.text), [(0, len(self.text))]), self.text))

    def __len__(self) -> int:
        return len(self.window)

    def places(self) -> list[tuple[Target, int, int]]:
        """Each target that has word pieces in the window, with the first of them and the one behind the last."""
        held, found = self.window, []
        for one in self.targets:
            here = np.flatnonzero((held.paragraph >= 0) & (held.starts < one.span[1]) & (held.ends > one.span[0]))
            if len(here):
                found.append((one, int(here[0]), int(here[-1]) + 1))
        return found


def batches(sentences: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """Sentences of like length together, at most PIECES with their padding, in random order."""
    sentences = rng.sample(sentences, len(sentences))
    grouped = []
    for i in range(0, len(sentences), NEAR):
        batch: list[Sentence] = []
        for one in sorted(sentences[i : i + NEAR], key=len):
            if batch and len(one) * (len(batch) + 1) > PIECES:
                grouped.append(batch)
                batch = []
            batch.append(one)
        grouped.append(batch)
    rng.shuffle(grouped)
    return grouped


def read_logits(paths: list[Path]) -> dict[Key, np.ndarray]:
    """The mean of the teachers' logits, each centred, of what any of them has read."""
    votes: dict[Key, list[np.ndarray]] = {}
    for path in paths:
        saved = np.load(path)
        for key, scores in zip(saved["keys"].tolist(), saved["logits"], strict=True):
            votes.setdefault(tuple(key), []).append(scores - scores.mean())
    return {key: np.mean(scores, 0) for key, scores in votes.items()}


def kind_of(name: str, kind: str) -> Kind:
    """Names that can stand for one another: of one kind, both plural or not, both of one word or not."""
    return kind, name[-1:] == "s", " " in name


def read_texts(paths: list[Path], logits: dict[Key, np.ndarray]) -> list[Sentence]:
    """The sentences of `portrayal_texts.py` of which a teacher has read a target."""
    made = []
    for file, path in enumerate(paths, 1):
        for n, row in enumerate(json.loads(line) for line in path.open(encoding="utf-8")):
            held: dict[int, list[Target]] = {}
            for k, (sentence, start, end, _, kind) in enumerate(row["targets"]):
                if (file, n, k) in logits:
                    first, name = row["sentences"][sentence][0], row["text"][start:end]
                    target = Target((start - first, end - first), -1, logits[file, n, k], kind_of(name, kind))
                    held.setdefault(sentence, []).append(target)
            made += [Sentence(row["text"][slice(*row["sentences"][number])], tuple(one)) for number, one in held.items()]
    return made


def held_out(document: str) -> bool:
    return zlib.crc32("_".join(document.split("_")[:3]).encode()) % HELD_OUT == 0


def read_newsmtsc(path: Path, logits: dict[Key, np.ndarray], kinds: dict[str, Kind]) -> list[Sentence]:
    """NewsMTSC's sentences but those of the documents held out."""
    made = []
    for n, row in enumerate(json.loads(line) for line in path.open(encoding="utf-8")):
        if not held_out(row["primary_gid"]):
            targets = [
                Target((one["from"], one["to"]), CLASSES[int(one["polarity"])], logits[0, n, k], kinds.get(one["mention"]))
                for k, one in enumerate(row["targets"])
            ]
            made.append(Sentence(row["sentence_normalized"], tuple(targets)))
    return made


def kinds_of(sentences: list[Sentence]) -> dict[str, Kind]:
    """What each name can stand for."""
    return {one.text[slice(*target.span)]: target.kind for one in sentences for target in one.targets if target.kind}


def renamed(sentence: Sentence, pool: dict[Kind, list[str]], rng: random.Random) -> Sentence:
    """The sentence with another name of its kind for each target's, the same for the same, so that a name tells nothing."""
    targets = sorted(sentence.targets, key=lambda one: one.span)
    if any(one.span[1] > after.span[0] for one, after in zip(targets, targets[1:], strict=False)):
        return sentence
    given: dict[str, str] = {}
    made, at, moved = "", 0, []
    for one in targets:
        old = sentence.text[slice(*one.span)]
        new = given.setdefault(old, rng.choice(pool[one.kind]) if one.kind in pool else old)
        made += sentence.text[at : one.span[0]]
        moved.append(Target((len(made), len(made) + len(new)), one.label, one.logits, one.kind))
        made, at = made + new, one.span[1]
    return Sentence(made + sentence.text[at:], tuple(moved))


def name_pool(kinds: dict[str, Kind]) -> dict[Kind, list[str]]:
    """The names of each kind that has LEAST or more."""
    pool: dict[Kind, list[str]] = {}
    for name in sorted(kinds):
        pool.setdefault(kinds[name], []).append(name)
    return {kind: held for kind, held in pool.items() if len(held) >= LEAST}
