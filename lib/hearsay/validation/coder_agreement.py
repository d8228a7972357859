"""Coders against one another and against the tool: Krippendorff's alpha by label, and where they disagree, with the texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from hearsay.errors import InputError
from hearsay.statistics.intervals import wilson
from hearsay.validation.coding_tasks import MACHINE, Task
from hearsay.validation.krippendorff import Level, alpha_interval, krippendorff_alpha

TOOL = "the tool"
ORDERED: dict[str, Level] = {"hop": "ordinal", "attributions": "interval"}
"""Questions whose answers have an order; all others are names."""
AGREEMENT = ["label", "who", "articles", "items", "same", "share", "share_low", "share_high", "alpha", "low", "high"]


def agreement(codings: pd.DataFrame, task: Task, items: pd.DataFrame | None = None) -> pd.DataFrame:
    """How far coders agree on each label: all of them, every two, and each with the tool.

    Parameters
    ----------
    codings : DataFrame
        As `codings.read_codings` gives it.
    task : Task
        What was coded.
    items : DataFrame, optional
        The study's items (`task.items(study)`), for the tool's answers.

    Returns
    -------
    DataFrame
        `label`, `who` ("all coders", "ann, ben", "ann, the tool"), `articles` and `items` that both coded, `same` of them
        alike with Wilson's `share_low`, `share_high`, and `alpha` with its 95 % `low`, `high` over articles. Labels of items that
        are none (`ok` no) are left aside. Alpha is missing where nobody varied. Two who agree may be wrong together: alpha
        says whether the rules can be followed, not whether they are right.
    """
    rows = []
    for question in task.questions:
        wide = _wide(codings, question.name, items)
        coders = [name for name in wide if name != TOOL]
        groups = [("all coders", coders)] if len(coders) > 2 else []
        groups += [(", ".join(pair), list(pair)) for pair in combinations(coders, 2)]
        groups += [(f"{coder}, {TOOL}", [coder, TOOL]) for coder in coders if TOOL in wide and question.name != "ok"]
        article = codings.drop_duplicates("item").set_index("item")["article_id"]
        level = ORDERED.get(question.name, "nominal")
        for who, names in groups:
            both = wide[names].dropna(thresh=2)
            alike = both.nunique(axis=1) == 1
            k, n = int(alike.sum()), len(both)
            articles = article.reindex(both.index)
            alpha, bounds = krippendorff_alpha(both, level), alpha_interval(both, articles.tolist(), level)
            share = k / n if n else float("nan")
            rows.append((question.name, who, articles.nunique(), n, k, share, *wilson(k, n), alpha, *bounds))
    return pd.DataFrame(rows, columns=AGREEMENT)


def disagreements(
    codings: pd.DataFrame, task: Task, documents: pd.DataFrame, items: pd.DataFrame | None = None, *, labels: Sequence[str] = ()
) -> pd.DataFrame:
    """The items to which two coders, or a coder and the tool, gave different answers, with the words.

    Parameters
    ----------
    codings, task, items
        As in `agreement`.
    documents : DataFrame
        The texts.
    labels : sequence of str
        Of these questions; of all unless given.

    Returns
    -------
    DataFrame
        `item, article_id, start, end, label`, one column per coder (and one for the tool), and `text`: a row per item and label.
        `display.in_context` shows them in their co-text.
    """
    texts = documents.set_index("document_id")["text"]
    places = codings.drop_duplicates("item").set_index("item")[["article_id", "start", "end"]]
    parts = []
    for question in task.questions:
        if labels and question.name not in labels:
            continue
        wide = _wide(codings, question.name, items)
        apart = wide[wide.nunique(axis=1) > 1]
        parts.append(places.loc[apart.index].assign(label=question.name).join(apart.astype("object")))
    if lost := [name for name in labels if name not in {question.name for question in task.questions}]:
        raise InputError(f"no question {lost[0]!r} in {task.name}")
    table = pd.concat(parts).rename_axis("item").reset_index()
    words = [texts[row.article_id][row.start : row.end] for row in table.itertuples()]
    return table.assign(text=words)


def _wide(codings: pd.DataFrame, label: str, items: pd.DataFrame | None) -> pd.DataFrame:
    """Items by coders: what each said; and what the tool did, where `items` have that."""
    given = codings[["item", "coder", label]].dropna(subset=[label])
    wide = given.pivot(index="item", columns="coder", values=label).reindex(given["item"].unique()).astype("object")
    # A column with gaps makes 2.0 of 2.
    wide = wide.map(lambda value: int(value) if isinstance(value, float) and value.is_integer() else value)
    if items is None or MACHINE + label not in items:
        return wide
    return wide.assign(**{TOOL: items.set_index("item")[MACHINE + label].reindex(wide.index)})
