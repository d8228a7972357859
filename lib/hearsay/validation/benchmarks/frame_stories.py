"""Frames of whole stories against coders: the scale, presence and evidence of each frame, with n and intervals.

A folder holds either `codings.jsonl` (a story a line: `article`, `sentences` as offsets, `yes` with the sentences that show each
question of `hearsay.framing.QUESTIONS`; texts in `articles.jsonl` there or in `../sources`), or a table `*.tsv` as the
Narrative Frames Corpus has it (`text` and five columns RE, HI, CO, MO, EC that say whether a frame is present).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import ndtri

from hearsay.errors import DataError
from hearsay.framing.frame_heads import QUESTIONS, StoryFrames, questions_of, shipped_card, shipped_heads
from hearsay.schema import FRAMES
from hearsay.statistics import by_article, cohen_kappa, of_articles
from hearsay.text.sentence_vectors import sentence_vectors
from hearsay.text.sentences import split_sentences
from hearsay.text.spans import Span
from hearsay.validation.coded_texts import json_lines

CODINGS, TEXTS = "codings.jsonl", "articles.jsonl"
STORIES = "give a folder of coded stories"
COLUMNS = {
    "conflict": "CO", "human interest": "HI", "economic consequences": "EC", "morality": "MO", "responsibility": "RE",
}  # fmt: skip
"""The Narrative Frames Corpus calls responsibility "resolution"."""
LEAST = 10
"""Stories, at least, for a correlation or a kappa."""
CROSS = "cross-validated "
"""Before the name of a figure of the model card."""


@dataclass(frozen=True)
class CodedStory:
    """A story, its sentences, and what coders said: sentences by question answered yes, or which frames are present."""

    story: str
    text: str
    sentences: tuple[Span, ...]
    answers: Mapping[str, tuple[int, ...]] | None = None
    frames: Mapping[str, bool] | None = None

    @property
    def digest(self) -> str:
        """Of the text's words: what tells a story again, whatever its spaces."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:16]

    @property
    def shares(self) -> np.ndarray:
        """The scale as coded: of each frame, the share of its questions answered yes."""
        said = np.array([question in (self.answers or {}) for question in QUESTIONS], dtype=float)
        return np.array([said[questions_of(frame)].mean() for frame in FRAMES])

    @property
    def shown(self) -> np.ndarray:
        """Sentences × frames: whether the sentence is named as evidence for one of the frame's questions."""
        table = np.zeros((len(self.sentences), len(FRAMES)), dtype=bool)
        for question, places in (self.answers or {}).items():
            table[list(places), FRAMES.index(QUESTIONS[question][0])] = True
        return table


def is_stories(folder: Path) -> bool:
    """Whether a folder holds codings of whole stories."""
    return (folder / CODINGS).is_file() or any(folder.glob("*.tsv"))


def read_stories(folder: Path, split: str | None = None) -> list[CodedStory]:
    """The coded stories of a folder, in its order; `split` names the file of the texts, or the table, from the folder.

    Raises `DataError` that names the file, its line and what is wrong.
    """
    if (folder / CODINGS).is_file():
        own = folder / TEXTS
        return stories_of(folder / CODINGS, folder / split if split else own if own.is_file() else folder / "../sources" / TEXTS)
    tables = [folder / split] if split else sorted(folder.glob("*.tsv"))
    if len(tables) != 1:
        raise DataError(f"{folder}: holds {len(tables)} tables *.tsv, not one; name it by the split")
    return _table(tables[0])


def stories_of(path: Path, *texts: Path) -> list[CodedStory]:
    """The coded stories of a file in the format of `codings.jsonl`, in its order, their texts found in some other files.

    A text's record has `article` and `text`, or `id` and `gold` as the texts of page dumps have. Raises as `read_stories`.
    """
    records = [record for file in texts for _, record in json_lines(file, STORIES)]
    known = {record.get("article", record.get("id")): record.get("text", record.get("gold")) for record in records}
    stories = []
    for where, record in json_lines(path, STORIES):
        try:
            article, text = record["article"], known.get(record["article"])
            if not isinstance(text, str):
                raise ValueError(f"no text of {article!r} in {', '.join(map(str, texts))}")
            spans = tuple((int(start), int(end)) for start, end in record["sentences"])
            if not spans or not all(0 <= start < end <= len(text) for start, end in spans):
                raise ValueError("a sentence lies outside the text")
            answers = {name: tuple(int(place) for place in places) for name, places in record["yes"].items()}
            if unknown := [name for name in answers if name not in QUESTIONS]:
                raise ValueError(f"there is no question {unknown[0]!r}")
            if not all(0 <= place < len(spans) for places in answers.values() for place in places):
                raise ValueError("the number of a sentence is none of the story's")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DataError(f"{where}: {error}; the format is described beside the data") from error
        stories.append(CodedStory(str(article), text, spans, answers=answers))
    return stories


def _table(path: Path) -> list[CodedStory]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read ({error}); {STORIES}") from error
    if not rows or (missing := [name for name in ("text", *COLUMNS.values()) if name not in rows[0]]):
        raise DataError(f"{path}: has no column {missing[0]!r}" if rows else f"{path}: holds no story")
    stories = []
    for number, row in enumerate(rows):
        # One cell of the corpus reads "False)".
        coded = {frame: str(row[column]).strip("() ").lower() for frame, column in COLUMNS.items()}
        if wrong := [value for value in coded.values() if value not in ("true", "false")]:
            raise DataError(f"{path} story {number}: {wrong[0]!r} is neither True nor False")
        text = row["text"] or ""
        spans = tuple(split_sentences(text))
        if not spans:
            raise DataError(f"{path} story {number}: has no text")
        name = str(row.get("ID") or number)
        stories.append(CodedStory(name, text, spans, frames={frame: value == "true" for frame, value in coded.items()}))
    return stories


def story_figures(stories: Sequence[CodedStory], found: Sequence[StoryFrames], present: np.ndarray) -> dict[str, float]:
    """How well what was found agrees with the coders, frame by frame; only what the stories are coded for.

    Parameters
    ----------
    stories, found
        The codings, and what the heads say of the same stories.
    present : array, 5 or stories × 5
        The thresholds of presence that belong to `found`.

    Returns
    -------
    dict
        `FRAME scale` (Spearman's rank correlation over `scale n` stories), `probability` (of presence, the same against the
        coded scale), `evidence` (F1 over `evidence n` sentences), `questions` (kappa over all answers of the frame,
        `questions n`), `kappa` (of presence, over `kappa n` stories, of which coders find it in `kappa coded` and the heads in
        `kappa found`), each with `low` and `high` of 95 %. Missing where fewer than ten stories are coded, or coders give all
        the same value.

    References
    ----------
    Interval of a rank correlation: [Bonett2000]; of kappa and F1: jackknife over stories [Efron1981], cut at 0.
    """
    limits = np.broadcast_to(present, (len(stories), len(FRAMES)))
    pairs = list(zip(stories, found, limits, strict=True))
    asked = [(story, told) for story, told, _ in pairs if story.answers is not None]
    judged = [(story, told.present >= least) for story, told, least in pairs if story.frames is not None]
    figures: dict[str, float] = {}
    for place, frame in enumerate(FRAMES):
        if len(asked) >= LEAST:
            figures |= {f"{frame} {name}": value for name, value in _asked(asked, place, frame).items()}
        if len(judged) >= LEAST:
            coded = np.array([bool(story.frames and story.frames[frame]) for story, _ in judged])
            told = np.array([over[place] for _, over in judged])
            kappa = _kappa("kappa", coded[:, None], told[:, None])
            kappa |= {"kappa coded": float(coded.sum()), "kappa found": float(told.sum())} if kappa else {}
            figures |= {f"{frame} {name}": value for name, value in kappa.items()}
    return figures


def _asked(asked: Sequence[tuple[CodedStory, StoryFrames]], place: int, frame: str) -> dict[str, float]:
    # Deferred: charts read the figures that are written, and this takes 60 MB and half a second.
    from scipy.stats import spearmanr

    coded, scale = (np.array(values) for values in zip(*((s.shares[place], t.scale[place]) for s, t in asked), strict=True))
    figures: dict[str, float] = {}
    if np.ptp(coded) > 0 and np.ptp(scale) > 0:
        figures |= _correlation("scale", float(spearmanr(coded, scale).statistic), len(asked))
    present = np.array([told.present[place] for _, told in asked])
    if np.ptp(coded) > 0 and np.ptp(present) > 0:
        figures |= _correlation("probability", float(spearmanr(coded, present).statistic), len(asked))
    shown = [(story.shown[:, place], told.evidence[:, place]) for story, told in asked]
    both = np.array([(a & b).sum() for a, b in shown])
    either = np.array([a.sum() + b.sum() for a, b in shown])
    if either.sum():
        low, high = of_articles(2 * both, either)
        f1 = float(2 * both.sum() / either.sum())
        figures |= {
            "evidence": f1,
            "evidence low": low,
            "evidence high": high,
            "evidence n": float(sum(len(a) for a, _ in shown)),
        }
    questions = questions_of(frame)
    names = list(QUESTIONS)
    said = np.array([[names[question] in (story.answers or {}) for question in questions] for story, _ in asked])
    return figures | _kappa("questions", said, np.array([told.yes[questions] for _, told in asked]))


def _kappa(name: str, coded: np.ndarray, found: np.ndarray) -> dict[str, float]:
    """Kappa over all cells, its interval from the rows: the stories."""
    if coded.all() or not coded.any():
        return {}
    value = cohen_kappa(coded.ravel().astype(int), found.ravel().astype(int))
    cells = [(coded & found), (coded & ~found), (~coded & found), (~coded & ~found)]
    low, high = by_article(np.column_stack([cell.sum(axis=1) for cell in cells]).astype(float), _kappa_of)
    return {name: value, f"{name} low": low, f"{name} high": high, f"{name} n": float(coded.size)}


def _kappa_of(sums: np.ndarray) -> np.ndarray:
    both, first, second, neither = np.moveaxis(sums, -1, 0)
    n = both + first + second + neither
    chance = ((both + first) * (both + second) + (neither + first) * (neither + second)) / n**2
    return np.asarray(((both + neither) / n - chance) / np.maximum(1 - chance, 1e-9))


def _correlation(name: str, rho: float, n: int) -> dict[str, float]:
    low, high = rank_interval(rho, n)
    return {name: rho, f"{name} low": low, f"{name} high": high, f"{name} n": float(n)}


def rank_interval(rho: float, n: int) -> tuple[float, float]:
    """95 % interval of Spearman's rank correlation over n > 3 pairs [Bonett2000].

    >>> [round(bound, 2) for bound in rank_interval(0.5, 28)]
    [0.13, 0.75]
    """
    z = np.arctanh(np.clip(rho, -1 + 1e-12, 1 - 1e-12))
    half = float(ndtri(0.975)) * np.sqrt((1 + rho**2 / 2) / (n - 3))
    return float(np.tanh(z - half)), float(np.tanh(z + half))


def check_stories(data: Path, split: str | None = None) -> dict[str, float]:
    """The heads that ship against coded stories that they were not trained on; their cross-validated figures apart.

    Stories that the heads learned from are left out, `stories learned from` of `stories`: what a model says of its own
    examples is no measurement. What it said of them in cross-validation, by models that had not seen them, stands in the
    model card and comes back as `cross-validated …`.

    Raises
    ------
    DataError
        When the data are in another form.
    """
    stories = read_stories(Path(data), split)
    heads, card = shipped_heads(), shipped_card()
    learned = set(card["stories"])
    fresh = [story for story in stories if story.digest not in learned]
    result = {"stories": float(len(stories)), "stories learned from": float(len(stories) - len(fresh))}
    found = [heads.read(sentence_vectors(story.text, story.sentences)) for story in fresh]
    result |= story_figures(fresh, found, heads.present)
    return result | {f"{CROSS}{name}": value for name, value in card["figures"].items()}


MEASURES = {
    "scale": "scale, Spearman", "evidence": "evidence, F1", "questions": "questions, kappa",
    "probability": "probability against scale, Spearman", "kappa": "presence, kappa",
    "kappa by topic": "presence, kappa, by topic",
}  # fmt: skip


def cross_validated() -> pd.DataFrame:
    """What the model card says of the heads: `frame, measure, value, low, high, n`, from heads that had not seen the stories."""
    figures = shipped_card()["figures"]
    rows = [
        (frame, label, *(figures[f"{frame} {key}{part}"] for part in ("", " low", " high", " n")))
        for key, label in MEASURES.items()
        for frame in FRAMES
        if f"{frame} {key}" in figures
    ]
    table = pd.DataFrame(rows, columns=["frame", "measure", "value", "low", "high", "n"])
    return table.astype({"frame": "str", "measure": "str"} | dict.fromkeys(("value", "low", "high"), "float64") | {"n": "int64"})


def story_rows(result: Mapping[str, float]) -> str:
    """The result of `check_stories` as lines to print."""
    new = int(result["stories"] - result["stories learned from"])
    lines = [f"{new} stories measured; {int(result['stories learned from'])} more are left out: the heads learned from them"]
    for before, head in (
        ("", "on these stories"),
        (CROSS, "in cross-validation, from the model card (not these stories' figures)"),
    ):
        table = [_line(result, before, frame, key) for key in MEASURES for frame in FRAMES if f"{before}{frame} {key}" in result]
        lines += [head, *table] if table else [f"{head}: none"]
    return "\n".join(lines)


def _line(result: Mapping[str, float], before: str, frame: str, key: str) -> str:
    value, low, high, n = (result[f"{before}{frame} {key}{part}"] for part in ("", " low", " high", " n"))
    return f"  {MEASURES[key]:34} {frame:22} {value:5.2f}  [{low:.2f}, {high:.2f}]  n = {n:.0f}"
