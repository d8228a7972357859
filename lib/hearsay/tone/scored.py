"""Whatever scores tone, in one shape: a row per stretch, in whose voice, how positive, and on how many words it rests."""

from __future__ import annotations

import pandas as pd

from hearsay.tone.names import PORTRAYAL

UNSURE = "unsure"
_STRETCH = ["article_id", "sentence_no", "voice", "start", "end", "side"]
_MANY = 2
"""Words behind a score of the model: it reads the whole sentence."""


def scored(tone: pd.DataFrame, sentences: pd.DataFrame | None = None, portrayals: pd.DataFrame | None = None) -> pd.DataFrame:
    """Stretches by every scorer: `article_id, sentence_no, voice, start, end, side, scorer, polarity, words, zone`.

    `zone` is '' without the table of sentences. The polarity of a portrayed mention is p(positive) − p(negative), missing
    where the model is unsure.
    """
    tables = [tone.assign(scorer=tone["analyzer"], words=tone["evidence"].map(len).astype("int64"))]
    if portrayals is not None and len(portrayals):
        polarity = (portrayals["positive"] - portrayals["negative"]).where(portrayals["label"] != UNSURE)
        tables.append(portrayals.assign(scorer=PORTRAYAL, polarity=polarity, words=_MANY))
    table = pd.concat([one[[*_STRETCH, "scorer", "polarity", "words"]] for one in tables], ignore_index=True)
    if sentences is None:
        return table.assign(zone="")
    zones = sentences.set_index(["article_id", "sentence_no"])["zone"]
    return table.join(zones, on=["article_id", "sentence_no"]).fillna({"zone": ""})
