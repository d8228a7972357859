"""What a reader can turn in a notebook: an article, a side, a voice, a scorer, an actor; a chart and its evidence follow.

Each view is called with plain values; `turn` puts the controls of `CONTROLS` before it, with the values that the study holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from hearsay import charts
from hearsay.article_labels import article_names
from hearsay.charts.base.rows import outermost
from hearsay.display import concordance
from hearsay.display.article import show
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED, VOICES
from hearsay.study import Study
from hearsay.tone import SCORERS, robustness, verdict

ALL = ""
"""No choice made: all articles, all sides."""
MOST_ACTORS = 30
Choices = list[tuple[str, str]]
"""What can be chosen: how it is called, and the value."""
SPEAKING = ["article_id", "speaker", "source_type", "cue", "stance", "content"]


@dataclass(frozen=True, repr=False)
class View:
    """A chart and its evidence, shown one below the other; the text of both is the text of the view."""

    parts: tuple[Any, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for part in self.parts:
            display(part)  # type: ignore[no-untyped-call]  # IPython states no types for it

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.parts))


def floor(study: Study, *, article: str = ALL, side: str = ALL) -> View:
    """Who is given the floor: in one article or all, by one side or all.

    With one article the text follows, with all attributions of that side marked; with all articles the list of those that the
    chart counts.
    """
    said = _of_side(study.attributions, side)
    sides = study.sides
    chart = charts.voices(said, study.articles, sides=sides, only=article)
    if article == ALL:
        return View((chart, outermost(said, "body")[SPEAKING].reset_index(drop=True)))
    document = study.table("documents", article).iloc[0]
    name = document["document_id"]
    marked = said[said["article_id"] == name]
    return View((chart, show(document, study.table("blocks", name), marked, sides=sides)))


def cues(study: Study, *, article: str = ALL, side: str = ALL) -> View:
    """In which words somebody is given the floor: cue stances by side, and every cue in its co-text."""
    said = _of_article(_of_side(study.attributions, side), article)
    chart = charts.stances(said, study.articles, sides=study.sides)
    placed = outermost(said, "body").assign(start=lambda t: t["cue_start"], end=lambda t: t["cue_end"])
    return View((chart, concordance.in_context(study.documents, placed, ["speaker", "stance"])))


def tone(study: Study, *, article: str = ALL, analyzer: str = "textblob", voice: str = VOICES[0]) -> View:
    """In which tone: polarity by one scorer, and the words that made it in one voice, the heaviest first."""
    scored = study.tone[study.tone["analyzer"] == analyzer]
    chart = charts.tone(scored, study.articles, analyzers=[analyzer] if len(scored) else (), only=article)
    words = concordance.spread_sample(_of_article(scored[scored["voice"] == voice], article))
    words = words.assign(value=0.0) if "value" not in words else words
    heaviest = words.assign(share=words["value"].map("{:+.2f}".format)).sort_values(
        "value", key=abs, ascending=False, kind="stable"
    )
    return View((chart, concordance.in_context(study.documents, heaviest, ["article_id", "share"])))


def actors(study: Study, *, article: str = ALL, actor: str = ALL) -> View:
    """How actors are spoken of: each mention of one of them, or of the most named, the surest first in its co-text."""
    chart = charts.portrayal(study.portrayals, study.articles, actors=[actor] if actor else (), only=article)
    shown = _of_article(study.portrayals, article)
    shown = shown[(shown["actor"] == actor) | (actor == ALL)].assign(value=lambda t: t["positive"] - t["negative"])
    surest = shown.sort_values("value", key=abs, ascending=False, kind="stable")
    return View((chart, concordance.in_context(study.documents, surest, ["actor", "voice", "role", "label"])))


def gap(study: Study, *, one: str = ALL, other: str = ALL) -> View:
    """Does the gap in tone between two articles hold? Once for every reasonable choice, and in how many it does.

    Without a choice `one` is the first article whose tone was read, and `other` the next after `one`; after the last comes
    the first. An article has no gap to itself, and the view says so.
    """
    ids, read = study.articles["article_id"].tolist(), set(study.tone["article_id"])
    first = study.find(one) if one else next((name for name in ids if name in read), ids[0])
    place = ids.index(first) + 1
    second = study.find(other) if other else next((name for name in ids[place:] + ids[:place] if name in read), first)
    if first == second:
        name = article_names(study.articles)[first]
        return View((f"One and the same article, {name}: there is no gap. Choose two.", study.summary()))
    try:
        found = robustness(
            study.tone, study.articles, by="article_id", between=(first, second), sentences=study.sentences,
            portrayals=study.portrayals,
        )  # fmt: skip
    except InputError as error:
        return View((f"No gap to look at. {error}", study.summary()))
    return View((charts.robustness(found, study.articles), verdict(found)))


def turn(view: Callable[..., View], study: Study) -> Any:
    """The controls of a view; chart and evidence follow them. Needs a running notebook.

    Raises
    ------
    InputError
        A view that has no controls.
    """
    import ipywidgets
    from IPython.display import display

    if view not in CONTROLS:
        raise InputError(f"no controls for {view!r}; there are some for {', '.join(known.__name__ for known in CONTROLS)}")

    def shown(**chosen: str) -> None:
        display(view(study, **chosen))  # type: ignore[no-untyped-call]  # IPython states no types for it

    wide = ipywidgets.Layout(width="28em")
    controls = {
        name: ipywidgets.Dropdown(options=choices(study), description=name, layout=wide)
        for name, choices in CONTROLS[view].items()
    }
    return ipywidgets.interactive(shown, **controls)


def _articles(study: Study, none: str = "all articles") -> Choices:
    return [(none, ALL), *((name, article) for article, name in article_names(study.articles).items())]


def _all_sides(study: Study) -> Choices:
    sides = _sides(study.attributions)
    return [("all sides", ALL), *((f"side {side}" if side == NOT_STATED else side, side) for side in sides)]


def _most_named(study: Study) -> Choices:
    """The actors with the most mentions, and how many: a list of all is too long to choose from."""
    counts = sorted(study.portrayals["actor"].value_counts().items(), key=lambda pair: (-pair[1], pair[0]))
    return [("the most named", ALL), *((f"{name} ({n})", name) for name, n in counts[:MOST_ACTORS])]


def _named_alike(names: Iterable[str], study: Study) -> Choices:
    return [(name, name) for name in names]


CONTROLS: Mapping[Callable[..., View], Mapping[str, Callable[[Study], Choices]]] = {
    floor: {"article": _articles, "side": _all_sides},
    cues: {"article": _articles, "side": _all_sides},
    tone: {"article": _articles, "analyzer": partial(_named_alike, SCORERS), "voice": partial(_named_alike, VOICES)},
    actors: {"article": _articles, "actor": _most_named},
    gap: {"one": partial(_articles, none="the first article"), "other": partial(_articles, none="the next after it")},
}
"""What can be turned before each view: its argument, and what a study offers for it."""


def _sides(attributions: pd.DataFrame) -> list[str]:
    return sorted(set(attributions["side"]), key=lambda side: (side == NOT_STATED, side.casefold(), side))


def _of_side(attributions: pd.DataFrame, side: str) -> pd.DataFrame:
    return attributions if side == ALL else attributions[attributions["side"] == side]


def _of_article(table: pd.DataFrame, article: str) -> pd.DataFrame:
    return table[table["article_id"].str.startswith(article)]
