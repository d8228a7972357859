"""What a difference between two outlets rests on: the statements, mentions or sentences that its measure counts in both."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from hearsay.charts.base.style import VOICE_NAMES
from hearsay.measures import OF_SOURCING, SHARES
from hearsay.schema import NOT_STATED
from hearsay.text.spans import Span

if TYPE_CHECKING:
    from hearsay.study import Study

FLOOR = "floor of "
"""How the share of a side's speakers is called among the measures."""
OF_WORDS = ("L3 outlet",)
"""Indicators among the measures that count words and no statements; a loaded word may be a cue."""
COLUMNS = ["article_id", "attribution_no", "speaker", "source", "side", "cue", "content"]


def evidence_of(study: Study, said: pd.DataFrame, measure: str, outlets: Iterable[str]) -> pd.DataFrame:
    """The rows that a measure counts in the articles of some outlets, as statements are listed.

    Parameters
    ----------
    study, said
        The study, and its statements that count (`Said.rows`).
    measure
        A measure of `measures`, or `floor of` and a side.
    outlets
        The outlets that are compared.

    Returns
    -------
    DataFrame
        Statements; of measures that count none, the mentions, words or sentences, the heaviest first: `speaker` is then whom or
        what they are about, `cue` what they were taken for, `content` the sentence, and `attribution_no` is missing. Empty for
        a measure that leaves no trace in single places.
    """
    ids = study.articles.loc[study.articles["outlet"].isin(list(outlets)), "article_id"]
    here = said[said["article_id"].isin(ids)]
    if measure.startswith(FLOOR):
        return here[here["side"] == measure.removeprefix(FLOOR)]
    if (share := measure.removeprefix("share ")) in SHARES:
        column, values = SHARES[share]
        return here[here[column].isin(values)]
    if measure in OF_SOURCING:
        return _of_indicator(study, here, OF_SOURCING[measure], set(ids))
    return _sentences(study, measure, set(ids))


def _of_indicator(study: Study, here: pd.DataFrame, indicator: str, ids: set[str]) -> pd.DataFrame:
    """The statements whose source or cue the indicator names as its evidence; of one that counts words, these."""
    rows = study.indicators[(study.indicators["indicator"] == indicator) & study.indicators["article_id"].isin(ids)]
    places = {(article, span) for article, spans in zip(rows["article_id"], rows["evidence"], strict=True) for span in spans}
    spans = [("source_start", "source_end"), ("cue_start", "cue_end")]
    held = [
        any((row.article_id, (getattr(row, start), getattr(row, end))) in places for start, end in spans)
        for row in here.itertuples()
    ]
    if indicator not in OF_WORDS:
        return here[held]
    return _listed(study, ((article, span, "", "", NOT_STATED) for article, span in sorted(places)))


def _sentences(study: Study, measure: str, ids: set[str]) -> pd.DataFrame:
    """The places that portrayals, tone and frames rest on, the heaviest first."""
    what, _, rest = measure.partition(", ")
    if what == "portrayal":
        voice = "outlet" if "outlet" in rest else "attributed"
        shown = study.portrayals[study.portrayals["article_id"].isin(ids) & (study.portrayals["voice"] == voice)]
        weight = (shown["positive"] - shown["negative"]).abs()
        ordered = shown.loc[weight.sort_values(ascending=False, kind="stable").index]
        return _listed(study, ((r.article_id, (r.start, r.end), r.actor, r.label, r.side) for r in ordered.itertuples()))
    if what == "tone":
        analyzer = rest.rpartition(", ")[2]
        shown = study.tone[study.tone["article_id"].isin(ids) & (study.tone["voice"] == "outlet")]
        shown = shown[(shown["analyzer"] == analyzer) & shown["polarity"].notna()]
        ordered = shown.loc[shown["polarity"].abs().sort_values(ascending=False, kind="stable").index]
        own = VOICE_NAMES["outlet"]
        return _listed(study, ((r.article_id, (r.start, r.end), own, f"{r.polarity:+.2f}", r.side) for r in ordered.itertuples()))
    if measure.startswith("frame "):
        frame = measure.removeprefix("frame ")
        table = study.article_frames if study.options.frames is None else study.frames
        shown = table[table["article_id"].isin(ids) & (table["frame"] == frame)]
        marks = [(r.article_id, mark) for r in shown.itertuples() for mark in r.evidence]
        # A sentence that shows a frame of the model's carries its probability; the cue of a frame of one's own carries none.
        marks.sort(key=lambda place: -(place[1][2] if len(place[1]) > 2 else 0.0))
        places = (
            (article, (mark[0], mark[1]), f"frame: {frame}", f"p {mark[2]:.2f}" if len(mark) > 2 else "", NOT_STATED)
            for article, mark in marks
        )
        return _listed(study, places)
    return pd.DataFrame(columns=COLUMNS)


def _listed(study: Study, places: Iterable[tuple[str, Span, str, str, str]]) -> pd.DataFrame:
    """Places as rows of a list, each with the sentence in which it stands."""
    sentences = {name: part.sort_values("start") for name, part in study.sentences.groupby("article_id", sort=False)}
    texts = dict(zip(study.documents["document_id"], study.documents["text"], strict=True))
    return pd.DataFrame(_rows(places, sentences, texts), columns=COLUMNS)


def _rows(
    places: Iterable[tuple[str, Span, str, str, str]], sentences: dict[str, pd.DataFrame], texts: dict[str, str]
) -> Iterator[tuple[object, ...]]:
    starts = {name: part["start"].tolist() for name, part in sentences.items()}
    for article, (start, end), about, label, side in places:
        words = texts[article][start:end]
        place = bisect_right(starts.get(article, []), start) - 1
        sentence = str(sentences[article]["text"].iloc[place]) if place >= 0 else words
        yield article, pd.NA, about or words, "", side, label, sentence
