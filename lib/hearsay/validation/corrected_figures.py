"""What can be corrected by coded items: shares, means and rates, each as numerator and denominator, by the tool and by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import pandas as pd

from hearsay.framing.frame_heads import QUESTIONS
from hearsay.measures import OF_SOURCING, SHARES
from hearsay.schema import FRAMES, PORTRAYALS
from hearsay.sourcing.across_articles import MEDIA
from hearsay.sourcing.anonymity import BODY, ORGANISATION
from hearsay.sourcing.article_view import DOCUMENT, NO_SOURCE, OFFICIAL, UNNAMED
from hearsay.sourcing.registry import NAMES
from hearsay.sourcing.voices import ORDINARY
from hearsay.tone.scorers import SCORERS
from hearsay.validation.coded import Coded
from hearsay.validation.coding_tasks import MACHINE

SHARE = (0.0, 1.0)
POLARITY = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
Values = Mapping[str, Collection[Any]]
"""What is counted: a name, and the answers that count for it."""
Pair = tuple[pd.Series, pd.Series]
Predicate = Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Figure:
    """One figure: what each item adds to its numerator and denominator.

    Attributes
    ----------
    name
        What it is called in tables and charts.
    machine
        Numerator and denominator of every item, as the tool says.
    coded
        The same as coded by hand, the mean over the coders of an item; missing where nobody coded. An item that the figure is
        not of, whatever anybody may code, is not in the index.
    limits
        Between which the figure lies.
    """

    name: str
    machine: Pair
    coded: Pair
    limits: tuple[float, float] = SHARE


def shares(coded: Coded, label: str, values: Values | None = None, *, of_found: bool = False) -> list[Figure]:
    """The share of the items that carry each value of a label.

    Parameters
    ----------
    coded
        What `coded.coded_items` gave.
    label
        A question of the task, or another column of its codings. What coders say is no attribution (`ok` no) counts in neither
        part of the share.
    values
        Names and the answers that count for each; every answer that occurs, by itself, unless given.
    of_found
        Whether the share is of all items that the tool found, those included that are no attributions: times their number it is
        how many of those found are so. Those that the tool missed are in no share.
    """
    values = values or {str(value): (value,) for value in _occurring(coded, label)}
    n = by_hand(coded, [label], lambda given: pd.Series(1.0, index=given.index))
    n = _all_known(n) if of_found or label == "ok" else n
    return [
        Figure(
            name,
            (_is(coded.items[MACHINE + label], chosen), _ones(coded)),
            (by_hand(coded, [label], lambda given, chosen=chosen: _is(given[label], chosen)), n),  # type: ignore[misc]
        )
        for name, chosen in values.items()
    ]


def means(coded: Coded, score: str, *, of_articles: bool = False) -> list[Figure]:
    """The mean of a score from -1 to 1, as `score` of portrayals or a scorer of tone has it; coders say -1, 0 and 1.

    `of_articles`: the mean of the articles' means, in which an article counts once, however long it is.
    """
    each = 1 / coded.items.groupby("article_id")["item"].transform("size") if of_articles else _ones(coded)
    k = by_hand(coded, ["label"], lambda given: given["label"].map(POLARITY))
    machine = coded.items[MACHINE + score].astype("float64")
    return [Figure(score, (machine * each, each), (k * each, _all_known(k) * each), (-1.0, 1.0))]


def rates(coded: Coded) -> list[Figure]:
    """Attributions per 100 words, from sentences whose attributions were counted by hand."""
    words = coded.items["words"].astype("float64")
    k = by_hand(coded, ["attributions"], lambda given: 100.0 * given["attributions"].astype("float64"))
    machine = 100.0 * coded.items[MACHINE + "attributions"].astype("float64")
    return [Figure("attributions per 100 words", (machine, words), (k, words.where(k.notna())), (0.0, inf))]


def scales(coded: Coded) -> list[Figure]:
    """The scale of each frame: the share of its questions that an article answers with yes, of the frames that were asked."""
    made = []
    for frame in FRAMES:
        asked = [name for name, (of, _) in QUESTIONS.items() if of == frame]
        if set(asked) <= set(coded.codings):
            k = by_hand(coded, asked, lambda given, asked=asked: given[asked].astype("float64").mean(axis=1))  # type: ignore[misc]
            machine = coded.items[MACHINE + frame].astype("float64")
            made.append(Figure(frame, (machine, _ones(coded)), (k, _all_known(k))))
    return made


def sourcing(coded: Coded) -> dict[str, Figure]:
    """The indicators of sourcing that coded attributions determine, by their ids; none of other codings.

    As `hearsay.sourcing.INDICATORS` defines them: k of the statements, or of those that a human or an institution makes. What
    is a statement at all is told by its cue, which nobody codes; whether it is one by this source, who that is and how named,
    people do.
    """
    if coded.task.name != "attributions" or not set(WHO) <= set(coded.codings):
        return {}
    said = coded.among(coded.items["statement"])
    tool = said.items[[MACHINE + name for name in WHO]].set_axis(WHO, axis=1)
    made = {}
    for one, (of, chosen) in INDICATORS.items():
        # The tool leaves out a pronoun that it could not lead back, wherever it counts people.
        counts = of(tool) & (said.items["led_back"] if of is not _anybody else True)
        machine = (counts & chosen(tool)).astype("float64"), counts.astype("float64")
        k = by_hand(said, WHO, lambda given, of=of, chosen=chosen: of(given) & chosen(given))  # type: ignore[misc]
        made[one] = Figure(one, machine, (k, by_hand(said, WHO, of)))
    return made


def _anybody(table: pd.DataFrame) -> pd.Series:
    return table["source_type"].notna()


def _speaks(table: pd.DataFrame) -> pd.Series:
    return ~table["source_type"].isin((NO_SOURCE, DOCUMENT, MEDIA))


def _person(table: pd.DataFrame) -> pd.Series:
    return _speaks(table) & (table["source_type"] != BODY) & (table["identifiability"] != ORGANISATION)


def _unnamed(table: pd.DataFrame) -> pd.Series:
    return table["identifiability"].isin(UNNAMED)


def _of_type(*types: str) -> Predicate:
    return lambda table: table["source_type"].isin(types)


WHO = ["source_type", "identifiability"]
"""The questions that the indicators of sourcing rest on."""
INDICATORS: Mapping[str, tuple[Predicate, Predicate]] = {
    "S3": (_speaks, _unnamed), "S3 people": (_person, _unnamed), "S10": (_speaks, _of_type(*OFFICIAL)),
    "S12": (_anybody, _of_type(ORDINARY)), "S13 sources": (_anybody, _of_type(DOCUMENT)),
}  # fmt: skip
"""Of which statements, and which of them count."""


def measures(coded: Coded) -> dict[str, Figure]:
    """What these codings determine of the measures of `hearsay.measures`, by name: what a chart of comparisons corrects.

    Of whole articles, as there. Not determined are portrayals, which are held against those of other articles, what is counted
    without a label (direct quotations, loaded words), and whatever the task or the questions that were asked leave out.
    """
    whole = coded.among(coded.items["whole"])
    if coded.task.name == "tone":
        own = whole.among(whole.items["voice"] == "outlet")
        return {f"tone, outlet's voice, {name}": means(own, name, of_articles=True)[0] for name in SCORERS}
    if coded.task.name == "article_frames":
        return {f"frame {one.name}": one for one in scales(whole)}
    if coded.task.name != "attributions":
        return {}
    figures, counted = sourcing(whole), whole.among(whole.items["counted"])
    named = {f"{one} {NAMES[one].name}": figure for one, figure in figures.items()}
    named |= {name: figures[one] for name, one in OF_SOURCING.items() if one in figures}
    asked = {name: pair for name, pair in SHARES.items() if pair[0] in coded.codings}
    return named | {f"share {name}": shares(counted, label, {name: chosen})[0] for name, (label, chosen) in asked.items()}


def by_hand(coded: Coded, needs: Sequence[str], value: Predicate) -> pd.Series:
    """The mean over the coders of each item of what `value` makes of their answers: 0 where the item is none, missing unasked."""
    answers = coded.codings.reindex(columns=list(dict.fromkeys([*coded.codings, *needs])))
    none = answers["ok"] == 0 if "ok" in answers else pd.Series(False, index=answers.index)
    given = answers[none | answers[list(needs)].notna().all(axis=1)]
    values = value(given).astype("float64").mask(none.loc[given.index], 0.0)
    return coded.items["item"].map(values.groupby(given["item"]).mean())


def _ones(coded: Coded) -> pd.Series:
    return pd.Series(1.0, index=coded.items.index)


def _all_known(values: pd.Series) -> pd.Series:
    """1 where a value is known."""
    return values.where(values.isna(), 1.0)


def _is(answers: pd.Series, chosen: Collection[Any]) -> pd.Series:
    return answers.isin(list(chosen)).astype("float64")


def _occurring(coded: Coded, label: str) -> list[Any]:
    """The values of a label in the order of its question, then those that only the tool gives."""
    question = coded.task.question(label)
    seen = {*coded.items[MACHINE + label], *coded.codings[label].dropna()}
    ordered = [value for value in dict.fromkeys((*question.answers.values(), *PORTRAYALS)) if value in seen]
    return ordered + sorted(seen - set(ordered), key=str)
