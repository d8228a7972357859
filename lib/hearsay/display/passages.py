"""Sentences to choose from: whose words they are, who speaks, which frames they show; and how many of all are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from hearsay.attribution.whose_words import voice_segments
from hearsay.charts.base.bar_columns import LEAST, share_intervals
from hearsay.charts.base.rows import UNPAIRED, rows
from hearsay.charts.base.style import GREY, NEUTRAL, VOICE_NAMES, VOICES
from hearsay.schema import ENGLISH, NOT_STATED, UNOWNED, ranked
from hearsay.statistics.intervals import NONE, Interval, of_articles, wilson
from hearsay.study import Study
from hearsay.text.printed import k_of_n

MOST_ROWS = 15
"""Speakers that get a row of their own, those with the most sentences."""
NOBODY = "nobody is named"
IN_VOICE = {
    "outlet": "in the outlet’s own words",
    "attributed": "in words attributed to somebody",
    UNOWNED: "in quoted words whose speaker was not found",
}
SENTENCE = ["article_id", "sentence_no"]
TABLES = ("sentences", "attributions", "frames")
_OF_STUDY: WeakKeyDictionary[Study, pd.DataFrame] = WeakKeyDictionary()


class Chosen(NamedTuple):
    """What a reader asks for; '' asks for nothing."""

    outlet: str = ""
    speaker: str = ""
    frame: str = ""
    voice: str = ""
    confidence: str = ""
    article: str = ""

    def told(self) -> str:
        """The choice in words."""
        parts = [
            f"of {'an outlet that is not stated' if self.outlet == NOT_STATED else self.outlet}" if self.outlet else "",
            IN_VOICE.get(self.voice, ""),
            f"said by {self.speaker}" if self.speaker else "",
            f"with the frame {self.frame}" if self.frame else "",
            f"in statements of a confidence of {self.confidence} or more, or in nobody’s statement" if self.confidence else "",
        ]
        return f"Sentences {', '.join(filter(None, parts))}." if any(parts) else "All sentences of the body."


def passages(study: Study) -> pd.DataFrame:
    """The sentences of all bodies, cut where one voice ends and another begins.

    Returns
    -------
    DataFrame
        A row for each stretch of a sentence in one voice: `article_id, outlet, sentence_no, start, end, text, voice`; `speaker`,
        `side` and `confidence` of the outermost statement that holds it, '' and missing in other voices; `frames`, those whose
        cues stand in the sentence in this voice. It is made once for a study; change copies only.
    """
    if study not in _OF_STUDY:
        _OF_STUDY[study] = _made(**study.make("documents", "articles", *TABLES))
    return _OF_STUDY[study]


def choose(table: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The passages that are asked for, one of each article before the second of any.

    A confidence leaves out what is attributed with less; the outlet's own words have none and stay.
    """
    keep = pd.Series(True, index=table.index)
    for column in ("outlet", "speaker", "voice"):
        if value := getattr(chosen, column):
            keep &= table[column] == value
    if chosen.frame:
        keep &= np.fromiter((chosen.frame in names for names in table["frames"]), dtype=bool, count=len(table))
    if chosen.confidence:
        keep &= ~(table["confidence"] < float(chosen.confidence))
    if chosen.article:
        keep &= table["article_id"] == chosen.article
    found = table[keep]
    return found.iloc[np.argsort(found.groupby("article_id").cumcount().to_numpy(), kind="stable")]


def shares(found: pd.DataFrame, whole: pd.DataFrame, articles: pd.DataFrame, by: str, frames: Sequence[str]) -> pd.DataFrame:
    """How many of the sentences are chosen, row by row, as `charts.intervals` draws it; the column `colour` beside.

    Parameters
    ----------
    found, whole
        The passages that are chosen, and all of those from which they are.
    articles
        All articles of the study.
    by
        What a row is: `article` (or outlet, where there are more than 24 articles), `speaker`, `frame` or `voice`.
    frames
        The frames that were looked for.

    Returns
    -------
    DataFrame
        Its `attrs` hold a `note` on what is not shown, and as `advice` what so many articles allow.
    """
    every = whole.drop_duplicates(SENTENCE)
    if by == "article":
        kept = articles[articles["article_id"].isin(every["article_id"])]
        table = rows(every, kept)
        chosen = found.drop_duplicates(SENTENCE)
        ks, ns = table.count(chosen), table.count(every)
        spans = [span or NONE for span in share_intervals(chosen, every, table)]
        made = [_row(*row, NEUTRAL) for row in zip(table.labels, ks, ns, spans, strict=True)]
        return _shares(made, table.note, table.advice)
    names, note = _named(found, by, frames)
    sizes = every["article_id"].value_counts(sort=False)
    made = []
    for label, part in names:
        counts = part.drop_duplicates(SENTENCE)["article_id"].value_counts()
        k, n = counts.reindex(sizes.index, fill_value=0).to_numpy(), sizes.to_numpy()
        made.append(_row(VOICE_NAMES.get(label, label), int(k.sum()), int(n.sum()), _interval(k, n), VOICES.get(label, GREY)))
    return _shares(made, note)


def _named(found: pd.DataFrame, by: str, frames: Sequence[str]) -> tuple[list[tuple[str, pd.DataFrame]], str]:
    """The rows of a chart that are no articles: their names, the passages of each, and what is left out."""
    if by == "voice":
        return [(voice, found[found["voice"] == voice]) for voice in VOICES], ""
    if by == "frame":
        return [(frame, found[[frame in held for held in found["frames"]]]) for frame in frames], ""
    said = found[found["speaker"] != ""]
    ordered = ranked(said.drop_duplicates([*SENTENCE, "speaker"])["speaker"])
    note = f"The {MOST_ROWS} of {len(ordered):,} speakers with the most sentences." if len(ordered) > MOST_ROWS else ""
    return [(name, said[said["speaker"] == name]) for name in ordered[:MOST_ROWS]], note


def _interval(k: np.ndarray, n: np.ndarray) -> Interval:
    """Over articles from four on; of one article by itself; of two or three there is none."""
    if len(n) >= UNPAIRED:
        return of_articles(k, n)
    return wilson(int(k.sum()), int(n.sum())) if len(n) == 1 and n.sum() >= LEAST else NONE


def _row(label: str, k: int, n: int, span: Interval, colour: str) -> dict[str, Any]:
    value = k / n if n else float("nan")
    return {
        "label": label, "value": value, "low": span[0], "high": span[1], "printed": k_of_n(k, n), "group": label,
        "colour": colour,
    }  # fmt: skip


def _shares(made: Iterable[dict[str, Any]], note: str, advice: str = "") -> pd.DataFrame:
    table = pd.DataFrame(made, columns=["label", "value", "low", "high", "printed", "group", "colour"])
    table.attrs.update(note=note, advice=advice)
    return table


def _made(
    documents: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame, frames: pd.DataFrame
) -> pd.DataFrame:
    english = articles.loc[articles["language"].isin(ENGLISH), "article_id"]  # in others no statement is looked for
    sentences = sentences[sentences["article_id"].isin(english)]
    body = sentences[sentences["zone"] == "body"]
    names = ["article_id", "sentence_no", "start", "end", "voice", "attribution_no"]
    cut = [tuple(getattr(segment, name) for name in names) for segment in voice_segments(documents, sentences, attributions)]
    table = pd.DataFrame(cut, columns=names).merge(body[SENTENCE], on=SENTENCE)
    table["attribution_no"] = table["attribution_no"].astype("Int64")
    said = attributions[["article_id", "attribution_no", "speaker", "side", "confidence"]]
    said = said.assign(attribution_no=said["attribution_no"].astype("Int64"), speaker=said["speaker"].replace("", NOBODY))
    table = table.merge(said, on=["article_id", "attribution_no"], how="left").fillna({"speaker": "", "side": ""})
    shown = frames.groupby([*SENTENCE, "voice"], sort=False)["frame"].agg(tuple).rename("frames").reset_index()
    table = table.merge(shown, on=[*SENTENCE, "voice"], how="left")
    table["frames"] = [held if isinstance(held, tuple) else () for held in table["frames"]]
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    places = zip(table["article_id"], table["start"], table["end"], strict=True)
    return table.assign(
        outlet=table["article_id"].map(outlets), text=[texts[article][start:end] for article, start, end in places]
    )
