"""The article_frames table: each article under each generic frame, as content analysis measures it, with its evidence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.framing.frame_heads import QUESTIONS, questions_of, shipped_heads
from hearsay.schema import FRAMES
from hearsay.text.sentence_vectors import sentence_vectors

DIGITS = 4
"""Decimals of a probability: more would print the rounding of the machine."""


def article_frames(documents: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """How each article answers the questions that content analysis asks for each of five generic frames.

    Parameters
    ----------
    documents, sentences
        The tables of those names. Title, deck and body are read together, as coders read a story.

    Returns
    -------
    DataFrame
        `schema.TABLES["article_frames"]`: one row per article and frame, articles in their order. `yes` of `asked` questions
        are more likely answered with yes than with no, `questions` names them (`hearsay.framing.QUESTIONS`); `scale` is the
        expected share of yes, the mean of their probabilities, 0 to 1: Semetko and Valkenburg's scale. `probability`: that coders
        find the frame present; `present`: whether it is at least as high as where model and coders find the frame equally often.
        `evidence` are the sentences that show it, each with its probability; none where no question is answered with yes.

    Notes
    -----
    **How to read it.** The article is the unit; compare the scale of articles on the same frame. The words may be the
    outlet's or those of somebody it quotes. Read the evidence before you believe a row.

    **Do not compare** frames with each other: the questions differ in how easily they are answered yes. Nor single
    articles: the scale orders many articles as coders do, with the rank correlation that `models/frames.md` gives for each frame,
    and errs on any one of them. A frame whose kappa with coders is under .4 there is a pointer to sentences and measures nothing.

    References
    ----------
    Questions and scale: [Semetko2000]. Presence is learned from the Narrative Frames Corpus [Frermann2023].
    """
    heads = shipped_heads()
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    names = list(QUESTIONS)
    rows: list[dict[str, Any]] = []
    for article, told in sentences.groupby("article_id", sort=False):
        spans = [(int(start), int(end)) for start, end in zip(told["start"], told["end"], strict=True)]
        story = heads.read(sentence_vectors(texts[article], spans))
        for place, frame in enumerate(FRAMES):
            asked = questions_of(frame)
            answered = [names[question] for question in asked if story.yes[question]]
            marks = zip(spans, story.sentences[:, place], story.evidence[:, place], strict=True)
            rows.append(
                {
                    "article_id": article,
                    "frame": frame,
                    "yes": len(answered),
                    "asked": len(asked),
                    "questions": tuple(answered),
                    "scale": round(float(story.scale[place]), DIGITS),
                    "probability": round(float(story.present[place]), DIGITS),
                    "present": bool(story.present[place] >= heads.present[place]),
                    "evidence": tuple((*span, round(float(chance), DIGITS)) for span, chance, named in marks if named),
                }
            )
    return schema.frame("article_frames", rows)
