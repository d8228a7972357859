"""Frames against people: cues against sentences coded blind (precision, recall, F1, kappa), heads against whole stories.

`frames.csv` beside the gold of the seeds codes the generic frames and the worked issue frames; `frames_basil.csv` codes
the generic ones in sentences of BASIL, whose texts the user has to bring. How both were drawn and coded is told in the
README beside them. A folder of coded stories is measured by `frame_stories` instead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from hearsay import schema
from hearsay.errors import DataError
from hearsay.framing import example, frames
from hearsay.framing.user_frames import GENERIC, Cues
from hearsay.schema import Row
from hearsay.statistics import cohen_kappa, wilson
from hearsay.validation.benchmarks.frame_stories import check_stories, is_stories, story_rows
from hearsay.validation.coded_texts import text_documents
from hearsay.validation.measured_error import by_split

SEEDS, BASIL = "frames.csv", "frames_basil.csv"
KEYS = {SEEDS: ("article_id", "start", "end"), BASIL: ("file", "paragraph", "sentence", "sha256", "draw")}
"""The columns of a coding that say which sentence it is of; all others are frames."""
LATEST = 2
"""The draw of BASIL that was coded after the cues were last changed; earlier ones are not blind to them."""
COUNTS = ("coded", "found", "both", "n")
SHARES = ("precision", "recall", "f1", "kappa")


def coded(folder: Path, texts: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The coded sentences as tables of their own: `documents`, one per sentence, and the codings, a 0/1 column per frame.

    `texts` holds either the articles of `frames.csv` or BASIL's `articles` and `annotations`; which of them decides
    which coding is read.

    Raises
    ------
    DataError
        When a coding or a text is missing, or a sentence is not the one that was coded.
    """
    name, sentence = (BASIL, _basil_sentence) if (texts / "articles").is_dir() else (SEEDS, _seed_sentence)
    table = _codings(folder / name, KEYS[name])
    if name == BASIL:
        table = table[table["draw"] == LATEST].reset_index(drop=True)
    found = [_read(sentence, texts, row, folder / name, line) for line, row in enumerate(table.itertuples(), 2)]
    documents = text_documents({f"{number:03}": text for number, text in enumerate(found)})
    return documents, table.drop(columns=list(KEYS[name])).astype("int64")


def _codings(path: Path, keys: Sequence[str]) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=dict.fromkeys({"article_id", "file", "sha256"} & set(keys), "str"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({error}); give the folder of the gold codings") from error
    if missing := [key for key in keys if key not in table]:
        raise DataError(f"{path}: no column {missing[0]!r}; the format is described beside the data")
    if not table.drop(columns=list(keys)).isin((0, 1)).all(axis=None):
        raise DataError(f"{path}: a coding is neither 0 nor 1; the format is described beside the data")
    return table


def predicted(documents: pd.DataFrame, names: Sequence[str], cues: Cues | Sequence[Cues]) -> pd.DataFrame:
    """What the cues say of the same sentences: a 0/1 column for each of `names`."""
    whole = {"sentence_no": 0, "paragraph_no": 0, "zone": "body", "start": 0, "end": documents["text"].str.len()}
    sentences = documents[["document_id", "text"]].rename(columns={"document_id": "article_id"}).assign(**whole)
    table = frames(documents, schema.frame("sentences", sentences), schema.frame("attributions", []), cues=cues)
    held = set(zip(table["article_id"], table["frame"], strict=True))
    ids = documents["document_id"]
    return pd.DataFrame({name: [int((article, name) in held) for article in ids] for name in names}, columns=list(names))


def compared(codings: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Per frame: `coded, found, both, n` sentences; `precision, recall, f1`, missing over 0; Cohen's `kappa`.

    Kappa is missing when coder and cues both use one value only. With a handful of sentences coded, look at the counts.
    """
    rows = [_row(name, codings[name], found[name]) for name in codings]
    return pd.DataFrame(rows, columns=["frame", *COUNTS, *SHARES]).astype(dict.fromkeys(SHARES, "float64"))


def check(data: Path, split: str | None = None) -> dict[str, float]:
    """Frames by the packaged cues against the blind coding of sentences; or by the packaged heads against coded stories.

    Parameters
    ----------
    data : Path
        The folder of the gold codings, or one of coded stories (`frame_stories.check_stories`, which see).
    split : str
        The folder of the texts, from `data`: the seeds' ('../../seeds' unless told), or BASIL's. Of stories: the file of
        the texts, or the table.

    Returns
    -------
    dict
        For each frame `FRAME coded`, `found`, `both`, `n`, and, where they are defined, `precision`, `recall`, `f1` and
        `kappa`. Of stories what `check_stories` returns.
    """
    if is_stories(Path(data)):
        return check_stories(Path(data), split)
    documents, codings = coded(Path(data), Path(data) / (split or "../../seeds"))
    table = compared(codings, predicted(documents, list(codings), [GENERIC, example()]))
    return {
        f"{row['frame']} {name}": float(value)
        for row in table.to_dict("records")
        for name, value in row.items()
        if name != "frame" and pd.notna(value)
    }


def measured() -> pd.DataFrame:
    """What `check` said of the packaged cues, as it comes with the package: `compared`'s columns after `coding`, of what.

    A test holds the figures on the seeds against the cues as they are.
    """
    rows = [
        {"coding": coding, "frame": name, **{key: result.get(f"{name} {key}") for key in (*COUNTS, *SHARES)}}
        for coding, result in by_split("frames").items()
        for name in (key.removesuffix(" coded") for key in result if key.endswith(" coded"))
    ]
    table = pd.DataFrame(rows, columns=["coding", "frame", *COUNTS, *SHARES])
    return table.astype(dict.fromkeys(COUNTS, "int64") | dict.fromkeys(SHARES, "float64"))


def agreement_of_cues() -> dict[str, float]:
    """Kappa of the packaged cues of the generic frames with a blind coding of news other than the seeds (BASIL)."""
    figures = by_split("frames").get("basil", {})
    return {name: float(figures[f"{name} kappa"]) for name in schema.FRAMES if f"{name} kappa" in figures}


def rows(result: Mapping[str, float]) -> str:
    """The result of `check` as lines to print."""
    if "stories" in result:
        return story_rows(result)
    names = [name.removesuffix(" coded") for name in result if name.endswith(" coded")]
    width = max(map(len, names), default=0)
    lines = [f"{'frame':{width}}  coded  found  both    n   precision      recall   f1  kappa"]
    for name in names:
        coded_, found, both, n = (int(result[f"{name} {count}"]) for count in COUNTS)
        lines.append(
            f"{name:{width}}  {coded_:5}  {found:5}  {both:4}  {n:3}  {_share(both, found):>10}  {_share(both, coded_):>10}"
            f"  {_figure(result.get(f'{name} f1'))}   {_figure(result.get(f'{name} kappa'))}"
        )
    return "\n".join([*lines, "Ranges: Wilson's 95 % interval in percent. Below some twenty coded sentences read the counts."])


def _share(k: int, n: int) -> str:
    return "–".join(f"{100 * bound:.0f}" for bound in wilson(k, n)) if n else "–"


def _figure(value: float | None) -> str:
    return "  –" if value is None else f"{value:.2f}".replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.2f}"


def _row(name: str, coding: pd.Series, found: pd.Series) -> tuple[str | float | None, ...]:
    k, m, both = int(coding.sum()), int(found.sum()), int((coding & found).sum())
    precision, recall = both / m if m else None, both / k if k else None
    f1 = 2 * both / (k + m) if k else None
    return name, k, m, both, len(coding), precision, recall, f1, cohen_kappa(coding.to_numpy(), found.to_numpy())


def _read(sentence: Callable[[Path, Row], str], texts: Path, row: Row, path: Path, line: int) -> str:
    """The sentence that a line of the coding is of; `DataError` names file and line when it is not there."""
    try:
        return sentence(texts, row)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise DataError(f"{path} line {line}: {error}; give the texts that were coded") from error


def _seed_sentence(texts: Path, row: Row) -> str:
    text = (texts / Path(row.article_id).name).read_text(encoding="utf-8")
    if not 0 <= row.start < row.end <= len(text):
        raise ValueError(f"characters {row.start}–{row.end} are outside the text of {row.article_id!r}")
    return text[row.start : row.end]


def _basil_sentence(texts: Path, row: Row) -> str:
    year, _, name = row.file.partition("/")
    article = json.loads((texts / "articles" / Path(year).name / Path(name).name).read_text(encoding="utf-8"))
    sentence = str(article["body-paragraphs"][row.paragraph][row.sentence])
    if hashlib.sha256(sentence.encode()).hexdigest()[:16] != row.sha256:
        raise ValueError(f"the sentence in {row.file!r} is not the one that was coded")
    return sentence
