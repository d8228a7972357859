"""Shares, means, rates and gaps of a study as the tool says, from the coded rows alone and corrected by them, side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay.errors import InputError
from hearsay.schema import PORTRAYALS
from hearsay.validation.coding_tasks import MACHINE, Task, find_task
from hearsay.validation.codings import SAMPLE, read_codings, read_sample
from hearsay.validation.corrected import LIKE, THESE, Estimate, Population, corrected_gap, corrected_ratio
from hearsay.validation.sample import chances, strata_of

if TYPE_CHECKING:
    from hearsay.study import Study

ALL = "all"
WIDTH = 0.1
"""The interval that `more` counts towards: ten points."""
SCORES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
COLUMNS = [
    "group", "figure", "machine", "coded", "coded_low", "coded_high", "corrected", "low", "high", "weight", "n_coded", "n",
    "more",
]  # fmt: skip
SUMS = (("k_machine", "n_machine"), ("k", "n"))
"""Numerators and denominators, by the tool and by hand."""
Values = Mapping[str, Collection[Any]]
"""What is counted: a name, and the answers that count for it."""


@dataclass(frozen=True)
class Coded:
    """A study's items with the tool's answers, and what people answered: what the corrected figures are made from.

    `items` has one row per item, coded or not, with `probability`, the chance to have been coded; `codings` is that of
    `codings.read_codings`.
    """

    task: Task
    items: pd.DataFrame
    codings: pd.DataFrame

    @property
    def n_coded(self) -> int:
        """Items that somebody coded."""
        return int(self.items["probability"].notna().sum())


def coded_items(study: Study, folder: Path | str, coders: Sequence[str] = ()) -> Coded:
    """The items of a study with the codings in a folder.

    Parameters
    ----------
    study
        The articles, read as they were when the sample was drawn.
    folder
        Of the codings.
    coders
        Whose; everybody's unless given. Where several coded an item their mean counts.

    Raises
    ------
    InputError
        When a coded item is not in the study: it was read by another extractor or other options, and what was drawn at random
        then is no random part of it now.
    """
    sample = read_sample(Path(folder) / SAMPLE)
    task = find_task(sample["task"])
    codings, items = read_codings(folder, coders), task.items(study)
    if lost := sorted(set(codings["item"]) - set(items["item"])):
        raise InputError(
            f"{folder}: {len(lost)} of the coded items, {lost[0]!r} among them, are not in this study; "
            "read it with the options and the version of Hearsay with which the sample was drawn"
        )
    strata = strata_of(items, sample["depth"])
    known = items["item"].isin(set(codings["item"]))
    chance = chances(strata[known].tolist(), strata.value_counts().to_dict())
    return Coded(task, items.assign(probability=strata.map(chance).where(known)), codings)


def match_answers(study: Study, answers: pd.DataFrame, *, complete: bool = False) -> Coded:
    """Attributions of a study with answers that were given elsewhere to the same ones, all of which were coded.

    Parameters
    ----------
    study
        The articles.
    answers
        `article_id, item, marks` (as `coding_formats` reads them) and any of the questions.
    complete
        Whether the answers hold every attribution of their articles: one that the tool found and they lack is then none.

    Returns
    -------
    Coded
        Items with the same cue, or whose source and content both touch those of an answer; each answer goes to one item.
    """
    task = find_task("attributions")
    items = task.items(study)
    labels = [question.name for question in task.questions if question.name in answers and question.name != "ok"]
    held = {str(article): list(part.itertuples()) for article, part in answers.groupby("article_id")}
    rows = []
    for article, part in items.groupby("article_id", sort=False):
        free = held.get(str(article), [])
        for item in part.itertuples():
            row = {"coder": "coded", "item": item.item, "article_id": article, "start": item.start, "end": item.end, "sure": True}
            match = next((answer for answer in free if _same(item.marks, answer.marks)), None)
            if match is not None:
                free = [answer for answer in free if answer is not match]
                ok = int(getattr(match, "ok", 1))
                rows.append({**row, "ok": ok, **({name: getattr(match, name) for name in labels} if ok else {})})
            elif complete and article in held:
                rows.append({**row, "ok": 0})
    columns = ["coder", "item", "article_id", "start", "end", "sure", *(question.name for question in task.questions)]
    codings = pd.DataFrame(rows, columns=columns)
    known = items["item"].isin(set(codings["item"]))
    return Coded(task, items.assign(probability=known.map({True: 1.0})), codings)


def _same(ours: tuple[tuple[int, int, str], ...], theirs: tuple[tuple[int, int, str], ...]) -> bool:
    """The same cue, or sources that touch and contents too."""
    touching = {role for a, b, role in ours for c, d, other in theirs if role == other and a < d and c < b}
    return "cue" in touching or {"source", "content"} <= touching


def corrected_shares(
    coded: Coded, label: str, *, values: Values | None = None, by: str = "outlet", population: Population | None = None,
    width: float = WIDTH, of_found: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """How many of the items carry each value of a label: machine, coded alone, corrected.

    Parameters
    ----------
    coded
        What `coded_items` gave.
    label
        A question of the task. What coders say is no attribution (`ok` no) counts in neither part of the share.
    values
        Names and the answers that count for each; every answer that occurs, by itself, unless given.
    by
        Column of the groups: `outlet`, `article_id`, or any other of `coded.items`. "all" comes first.
    population
        Of whom it speaks (`corrected.corrected_mean`): "these articles" by article, else "articles like these".
    width
        Of the interval that `more` counts towards.
    of_found
        Whether the share is of all items that the tool found, those included that are no attributions: times their number it is
        how many of those found are so. Those that the tool missed are in no share.

    Returns
    -------
    DataFrame
        `group, figure`; `machine`, the tool's share of all items; `coded` with `coded_low`, `coded_high`, from the coded items
        alone; `corrected` with `low`, `high`; `weight`, how far the tool is used (0 to 1); `n_coded` of `n` items; and `more`,
        how many more would have to be coded until the interval is `width` wide, infinite where all would not do. Shares from 0
        to 1, intervals of 95 %. Missing where fewer than two articles of a group were coded. Groups are not to be compared by
        whether intervals overlap: `corrected_gaps` does that.
    """
    values = values or {str(value): (value,) for value in _occurring(coded, label)}
    figures = {}
    for name, chosen in values.items():
        k, n = _answered(coded, label, _counter(chosen))
        figures[name] = (_is(coded.items[MACHINE + label], chosen), (k, n.where(n.isna(), 1.0) if of_found else n))
    return _table(coded, figures, by, population, (0.0, 1.0), width)


def corrected_means(
    coded: Coded, score: str, *, by: str = "outlet", population: Population | None = None, width: float = WIDTH
) -> pd.DataFrame:
    """Mean of a score from -1 to 1, such as `score` (positive less negative) of portrayals or `polarity` of tone.

    As `corrected_shares`; what coders answered counts -1 for negative, 0 for neutral and 1 for positive.
    """
    machine = coded.items[MACHINE + score].astype("float64")
    figures = {score: (machine, _answered(coded, "label", lambda answers: answers.map(SCORES)))}
    return _table(coded, figures, by, population, (-1.0, 1.0), width)


def corrected_rates(
    coded: Coded, *, by: str = "outlet", population: Population | None = None, width: float = WIDTH
) -> pd.DataFrame:
    """Attributions per 100 words, from sentences whose attributions were counted by hand. As `corrected_shares`."""
    machine = 100.0 * coded.items[MACHINE + "attributions"]
    by_hand = _mean_of_coders(coded, "attributions", lambda answers: 100.0 * answers.astype("float64"))
    words = coded.items["words"].astype("float64")
    figures = {"attributions per 100 words": (machine, (by_hand, words.where(by_hand.notna())), words)}
    return _table(coded, figures, by, population, (0.0, inf), width)


def corrected_gaps(
    coded: Coded, label: str, values: Values, between: tuple[str, str], *, by: str = "outlet", population: Population = LIKE,
    width: float = WIDTH,
) -> pd.DataFrame:  # fmt: skip
    """The share of each value in one group less that in another, as `corrected_shares` gives shares; `group` names both."""
    rows = []
    for name, chosen in values.items():
        k, n = _answered(coded, label, _counter(chosen))
        table = _sums(coded, _is(coded.items[MACHINE + label], chosen), 1.0, k, n).assign(by=coded.items[by])
        unit = None if population == THESE else "article_id"
        estimate = partial(
            corrected_gap, table, *SUMS, by="by", between=between, unit=unit, probability="probability", population=population
        )
        machine = [float(_machine(table[table["by"] == group])) for group in between]
        parts = table[table["by"].isin(between)]
        rows.append(_row(f"{between[0]} − {between[1]}", name, estimate, machine[0] - machine[1], parts, width))
    return pd.DataFrame(rows, columns=COLUMNS)


def _table(
    coded: Coded, figures: Mapping[str, tuple[Any, ...]], by: str, population: Population | None, limits: tuple[float, float],
    width: float,
) -> pd.DataFrame:  # fmt: skip
    if by not in coded.items:
        raise InputError(f"the items have no column {by!r}; they have {', '.join(coded.items)}")
    about = population or (THESE if by == "article_id" else LIKE)
    groups = {ALL: pd.Series(True, index=coded.items.index)} | {
        str(name): coded.items[by] == name for name in sorted(coded.items[by].dropna().unique())
    }
    # Items are drawn one by one, so of the articles at hand each is a unit by itself.
    unit = None if about == THESE else "article_id"
    rows = []
    for group, chosen in groups.items():
        for name, (machine, (k, n), *words) in figures.items():
            table = _sums(coded, machine, words[0] if words else 1.0, k, n)[chosen]
            estimate = partial(
                corrected_ratio, table, *SUMS, unit=unit, probability="probability", population=about, limits=limits
            )
            rows.append(_row(group, name, estimate, _machine(table), table, width))
    return pd.DataFrame(rows, columns=COLUMNS)


def _sums(coded: Coded, k_machine: pd.Series, n_machine: pd.Series | float, k: pd.Series, n: pd.Series) -> pd.DataFrame:
    """Numerators and denominators of every item."""
    known = coded.items[["article_id", "probability"]]
    return known.assign(k_machine=k_machine, n_machine=n_machine, k=k, n=n)


def _machine(table: pd.DataFrame) -> float:
    n = table["n_machine"].sum()
    return float(table["k_machine"].sum() / n) if n else nan


def _row(
    group: str, name: str, estimate: Callable[[], Estimate], machine: float, table: pd.DataFrame, width: float
) -> tuple[Any, ...]:
    """One row; where too few were coded, what the tool says alone."""
    try:
        made = estimate()
    except InputError:
        return group, name, machine, *(nan,) * 6, 0.0, int(table["n"].notna().sum()), len(table), nan
    return group, name, machine, *made.coded, *made.corrected, made.weight, made.n_coded, made.n, made.more_for(width)


def _answered(coded: Coded, label: str, value: Callable[[pd.Series], pd.Series]) -> tuple[pd.Series, pd.Series]:
    """Numerator and denominator as coded: the mean over the coders of an item; one that is none is neither."""
    asked = label != "ok" and "ok" in coded.codings
    answers = coded.codings[["item", label, *(["ok"] if asked else [])]]
    if asked:
        none = answers["ok"] == 0
        answers = answers[none | answers[label].notna()]
        k = value(answers[label]).astype("float64").mask(none.loc[answers.index], 0.0)
        n = 1.0 - none.loc[answers.index].astype("float64")
    else:
        answers = answers[answers[label].notna()]
        k, n = value(answers[label]).astype("float64"), pd.Series(1.0, index=answers.index)
    numerator, denominator = (coded.items["item"].map(part.groupby(answers["item"]).mean()) for part in (k, n))
    return numerator, denominator


def _mean_of_coders(coded: Coded, label: str, value: Callable[[pd.Series], pd.Series]) -> pd.Series:
    answers = coded.codings.dropna(subset=[label])
    return coded.items["item"].map(value(answers[label]).groupby(answers["item"]).mean())


def _counter(chosen: Collection[Any]) -> Callable[[pd.Series], pd.Series]:
    return lambda answers: _is(answers, chosen)


def _is(answers: pd.Series, chosen: Collection[Any]) -> pd.Series:
    return answers.isin(list(chosen)).astype("float64")


def _occurring(coded: Coded, label: str) -> list[Any]:
    """The values of a label in the order of its question, then those that only the tool gives."""
    question = coded.task.question(label)
    seen = {*coded.items[MACHINE + label], *coded.codings[label].dropna()}
    ordered = [value for value in dict.fromkeys((*question.answers.values(), *PORTRAYALS)) if value in seen]
    return ordered + sorted(seen - set(ordered), key=str)
