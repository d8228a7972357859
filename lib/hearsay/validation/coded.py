"""A study's items beside what people answered of them: what every corrected figure and every measured error is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay.attribution.sides import OTHER, SideTable, side_of, side_table
from hearsay.entities.gazetteer import StatedAffiliation
from hearsay.errors import InputError
from hearsay.validation.coding_tasks import MACHINE, Task, find_task
from hearsay.validation.codings import SAMPLE, codings_table, read_codings, read_sample
from hearsay.validation.sample import SEED, chances, draw_sample, strata_of

if TYPE_CHECKING:
    from hearsay.study import Study

SIDE = "side"
"""What follows from answers: the party that a speaker of that country and type belongs to, by the study's table of sides."""


@dataclass(frozen=True)
class Coded:
    """A study's items with the tool's answers, and what people answered: what the corrected figures are made from.

    `items` has one row per item, coded or not, with `probability`, the chance to have been coded; `codings` is that of
    `codings.read_codings`, with `side` where country and type of a speaker were asked.
    """

    task: Task
    items: pd.DataFrame
    codings: pd.DataFrame

    @property
    def n_coded(self) -> int:
        """Items that somebody coded."""
        return int(self.items["probability"].notna().sum())

    def among(self, chosen: pd.Series) -> Coded:
        """Some of the items, such as those that a chart counts: of a random sample they are one, too."""
        return replace(self, items=self.items[chosen])

    def sampled(self, n: int, seed: int = SEED) -> Coded:
        """As if only n of the coded items had been coded, drawn from them as a sample to code is: what fewer would have told."""
        known = self.items["probability"].notna()
        drawn = draw_sample(self.items[known], n, seed=seed).set_index("item")["probability"]
        chance = self.items["item"].map(drawn) * self.items["probability"]
        codings = self.codings[self.codings["item"].isin(drawn.index)]
        return replace(self, items=self.items.assign(probability=chance), codings=codings)


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
    codings = with_sides(items, codings, side_table(study.options.sides))
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
    codings = codings_table(rows, task)
    known, options = items["item"].isin(set(codings["item"])), getattr(study, "options", None)
    codings = with_sides(items, codings, side_table(options.sides if options else None))
    return Coded(task, items.assign(probability=known.map({True: 1.0})), codings)


def _same(ours: tuple[tuple[int, int, str], ...], theirs: tuple[tuple[int, int, str], ...]) -> bool:
    """The same cue, or sources that touch and contents too."""
    touching = {role for a, b, role in ours for c, d, other in theirs if role == other and a < d and c < b}
    return "cue" in touching or {"source", "content"} <= touching


def with_sides(items: pd.DataFrame, codings: pd.DataFrame, known: SideTable) -> pd.DataFrame:
    """The codings with the side of each coded speaker: the tool's where country and type are as the tool has them, else by table.

    Missing where the row is no attribution, or country or type was not asked. Joint speakers of several sides are on none.
    """
    asked = {"country", "source_type"} <= set(codings) and MACHINE + SIDE in items
    if not asked:
        return codings
    of: dict[str, Any] = {row["item"]: row for row in items.to_dict("records")}
    answers = zip(codings["item"], codings["country"], codings["source_type"], strict=True)
    return codings.assign(side=[_coded_side(of.get(item), country, kind, known) for item, country, kind in answers])


def _coded_side(item: Mapping[str, Any] | None, country: Any, kind: Any, known: SideTable) -> str | None:
    if item is None or pd.isna(country) or pd.isna(kind):
        return None
    if (country, kind) == (item[f"{MACHINE}country"], item[f"{MACHINE}source_type"]):
        return str(item[MACHINE + SIDE])
    speaker, source, organisation, basis = item["names"]
    sides = {
        side_of(known, kind, StatedAffiliation(code, "", organisation, basis), (speaker, source, organisation))
        for code in str(country).split(", ")
    }
    return sides.pop() if len(sides) == 1 else OTHER
