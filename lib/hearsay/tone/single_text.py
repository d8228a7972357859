"""The tone of a text of one's own: what each scorer says of it, and the words that made it."""

from __future__ import annotations

import pandas as pd

from hearsay.text.words import words
from hearsay.tone.scorers import NAMES, SCORERS


def score(text: str) -> pd.DataFrame:
    """The polarity of a text by each lexicon scorer, as in the table `tone`.

    Parameters
    ----------
    text
        A sentence or more, in English.

    Returns
    -------
    DataFrame
        A row per scorer: `analyzer`, `name`, `polarity` from -1 to 1 and `subjectivity` from 0 to 1, missing where nothing was
        scored, and `words`: each scored word with its share of the polarity; TextBlob's with the negation or booster before it.

    Notes
    -----
    For trying out what a scorer hears. A sentence of an article is scored in its voices, without names: hold no figure of the
    table `tone` against one of this function. `charts.reliability` says how often a scorer is right.

    Examples
    --------
    >>> score("The deal is good, not great.")["words"].tolist()[0]
    'good +0.35, not great -0.20'
    """
    found = words(text, 0, len(text))
    rows = []
    for analyzer, scorer in SCORERS.items():
        told = scorer(text, 0, len(text), found)
        marked = ", ".join(f"{text[start:end]} {value:+.2f}" for start, end, value in told.evidence)
        rows.append((analyzer, NAMES[analyzer], told.polarity, told.subjectivity, marked))
    table = pd.DataFrame(rows, columns=["analyzer", "name", "polarity", "subjectivity", "words"])
    return table.astype({"polarity": "float64", "subjectivity": "float64"})
