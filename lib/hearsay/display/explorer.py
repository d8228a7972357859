"""What a reader can turn in a notebook: an outlet, a speaker, a voice, a frame, a scorer; a chart and its evidence follow.

Each view is called with plain values; `turn` puts the controls of `CONTROLS` before it, with the values that the study holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from inspect import signature
from math import ceil
from typing import Any

import pandas as pd

from hearsay import charts
from hearsay.article_labels import article_names
from hearsay.charts.base.rows import outermost
from hearsay.charts.base.style import VOICE_NAMES
from hearsay.display import concordance
from hearsay.display.article import sentence_alone, show
from hearsay.display.notebook import called
from hearsay.display.passages import SENTENCE, Chosen, choose, shares
from hearsay.display.passages import passages as passages_of
from hearsay.errors import HearsayError, InputError
from hearsay.schema import NOT_STATED, VOICES, ranked
from hearsay.study import Study
from hearsay.tone import SCORERS, robustness, verdict

ALL = ""
"""No choice made: all articles, all sides."""
MOST_ACTORS = MOST_SPEAKERS = 30
MOST_ARTICLES = 300
"""Articles to choose from: a longer list is searched by nobody."""
CONFIDENCES = ("0.6", "0.7", "0.8", "0.9", "0.95")
"""Where the tool's confidence may be cut; what it is worth was measured (docs/methods.md)."""
ROWS = {"article": "articles or outlets", "speaker": "speakers", "frame": "frames", "voice": "voices"}
Choices = list[tuple[str, str]]
"""What can be chosen: how it is called, and the value."""
HELD = [
    "article", "outlet", "article_id", "sentence_no", "start", "end", "voice", "speaker", "side", "confidence", "frames", "text",
]  # fmt: skip
SPEAKING = ["article_id", "speaker", "source_type", "cue", "stance", "content"]


@dataclass(frozen=True, repr=False)
class View:
    """A chart and its evidence, shown one below the other; the text of both is the text of the view."""

    parts: tuple[Any, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for part in self.shown():
            display(part)  # type: ignore[no-untyped-call]  # IPython states no types for it

    def shown(self) -> list[Any]:
        """The parts as a notebook shows them: a sentence without quotation marks around it."""
        return [sentence_alone(part) if isinstance(part, str) else part for part in self.parts]

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
    counted = outermost(_of_article(said, article), "body")[SPEAKING].reset_index(drop=True)
    if article == ALL:
        return View((chart, counted))
    document = study.table("documents", article).iloc[0]
    name = document["document_id"]
    marked = said[said["article_id"] == name]
    described = study.table("articles", name).iloc[0]
    return View((chart, show(document, study.table("blocks", name), marked, article=described, sides=sides)))


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


def passages(
    study: Study, *, outlet: str = ALL, speaker: str = ALL, frame: str = ALL, voice: str = VOICES[1], confidence: str = ALL,
    rows: str = "article", article: str = ALL,
) -> View:  # fmt: skip
    """Which sentences, of how many: by outlet, speaker, frame, voice, confidence; in rows of articles, speakers, frames, voices.

    Below the chart stand the sentences, what was chosen marked in each, one of each article first; with an article its text, the
    statements marked.
    """
    chosen = Chosen(outlet, speaker, frame, voice, confidence, article)
    every = passages_of(study)
    whole = choose(every, Chosen(outlet=outlet, article=article))
    found = choose(every, chosen)
    if whole.empty:
        return View(("No sentence to choose from: none of these articles has a body that could be read.",))
    table = shares(found, whole, study.articles, rows, study.frame_names)
    k, n = len(found.drop_duplicates(SENTENCE)), len(whole.drop_duplicates(SENTENCE))
    if found.empty or table.empty:
        return View((f"None of {n:,} sentences is what you chose. {chosen.told()} {_why_none(chosen)}".rstrip(),))
    chart = charts.intervals(
        table, title=f"{k:,} of {n:,} sentences", note=" ".join(filter(None, [chosen.told(), table.attrs["note"]])),
        xlabel="share of the sentences of the body", colours=dict(zip(table["group"], table["colour"], strict=True)),
        reach=_reach(table), caption=f"{CAPTION}{table.attrs['advice']}",
    )  # fmt: skip
    names = article_names(study.articles)
    found = found.assign(article=found["article_id"].map(names))
    sure = ["" if pd.isna(value) else f"{value:.2f}" for value in found["confidence"]]
    listed = found[HELD].assign(confidence=sure, voice=found["voice"].map(VOICE_NAMES))
    shown = ["article", "voice", "speaker", "confidence"]
    lines = concordance.in_sentences(study.documents, study.sentences, listed, [one for one in shown if listed[one].any()])
    parts: tuple[Any, ...] = (chart, lines)
    if article:
        said = study.table("attributions", article)
        said = said[(said["speaker"] == speaker) | (speaker == ALL)]
        said = said[~(said["confidence"] < float(confidence or 0))]
        marked = show(
            study.table("documents", article).iloc[0], study.table("blocks", article), said,
            article=study.table("articles", article).iloc[0], sides=study.sides,
        )  # fmt: skip
        parts = (chart, lines, marked)
    return View(parts)


CAPTION = (
    "A sentence counts once, if any part of it is what was chosen; one that is told by several rows counts in each. Line: 95 % "
    "interval, over articles from four on, of one article by itself; of two or three there is none. Where lines overlap, do not "
    "call rows different. A frame is marked by its cue words, a speaker by the tool: both err. "
)


def _why_none(chosen: Chosen) -> str:
    if chosen.speaker and chosen.voice not in (ALL, "attributed"):
        return "Only attributed words have a speaker: choose that voice, or all."
    return "Choose less at a time."


def _reach(table: pd.DataFrame) -> float:
    """How far the scale goes: to the next tenth above what is drawn."""
    longest = float(table[["value", "high"]].fillna(0.1).to_numpy().max())
    return min(1.0, ceil(10 * longest) / 10)


def turn(view: Callable[..., View], study: Study) -> Any:
    """The controls of a view; chart and evidence follow them. Needs a running notebook.

    Parameters
    ----------
    view, study
        What is turned, and of which articles.

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
        try:
            made = view(study, **chosen)
        except HearsayError as error:
            made = View((f"This cannot be shown: {error}.",))
        with called(view.__name__):
            display(made)  # type: ignore[no-untyped-call]  # IPython states no types for it

    wide, defaults = ipywidgets.Layout(width="28em", max_width="98%"), signature(view).parameters
    controls = {
        name: ipywidgets.Dropdown(options=choices(study), value=defaults[name].default, description=name, layout=wide)
        for name, choices in CONTROLS[view].items()
    }
    return ipywidgets.interactive(shown, **controls)


def _articles(study: Study, none: str = "all articles") -> Choices:
    return [(none, ALL), *((name, article) for article, name in article_names(study.articles).items())]


def _all_sides(study: Study) -> Choices:
    sides = _sides(study.attributions)
    return [("all sides", ALL), *((f"side {side}" if side == NOT_STATED else side, side) for side in sides)]


def _most_frequent(names: pd.Series, most: int) -> Choices:
    """The most frequent names, and how often each stands there: a list of all is too long to choose from."""
    counts = names.value_counts()
    return [(f"{name} ({counts[name]})", name) for name in ranked(names)[:most]]


def _most_named(study: Study) -> Choices:
    """The actors with the most mentions."""
    return [("the most named", ALL), *_most_frequent(study.portrayals["actor"], MOST_ACTORS)]


def _outlets(study: Study) -> Choices:
    names = sorted(set(study.articles["outlet"]), key=lambda name: (name == NOT_STATED, name.casefold(), name))
    return [("all outlets", ALL), *((f"outlet {name}" if name == NOT_STATED else name, name) for name in names)]


def _most_heard(study: Study) -> Choices:
    """The speakers with the most sentences."""
    said = passages_of(study)
    said = said[said["speaker"] != ""].drop_duplicates([*SENTENCE, "speaker"])
    return [("all speakers", ALL), *_most_frequent(said["speaker"], MOST_SPEAKERS)]


def _frames(study: Study) -> Choices:
    return [("all sentences", ALL), *((name, name) for name in study.frame_names)]


def _texts(study: Study) -> Choices:
    """The articles, as many as a list can hold."""
    return [("the sentences alone", ALL), *_articles(study)[1 : MOST_ARTICLES + 1]]


def _named_alike(names: Iterable[str], study: Study) -> Choices:
    return [(name, name) for name in names]


CONTROLS: Mapping[Callable[..., View], Mapping[str, Callable[[Study], Choices]]] = {
    floor: {"article": _articles, "side": _all_sides},
    cues: {"article": _articles, "side": _all_sides},
    tone: {"article": _articles, "analyzer": partial(_named_alike, SCORERS), "voice": partial(_named_alike, VOICES)},
    actors: {"article": _articles, "actor": _most_named},
    gap: {"one": partial(_articles, none="the first article"), "other": partial(_articles, none="the next after it")},
    passages: {
        "outlet": _outlets,
        "speaker": _most_heard,
        "frame": _frames,
        "voice": lambda study: [("all voices", ALL), *((VOICE_NAMES[voice], voice) for voice in VOICES)],
        "confidence": lambda study: [("any", ALL), *((f"{value} or more", value) for value in CONFIDENCES)],
        "rows": lambda study: [(name, value) for value, name in ROWS.items()],
        "article": _texts,
    },
}
"""What can be turned before each view: its argument, and what a study offers for it."""


def _sides(attributions: pd.DataFrame) -> list[str]:
    return sorted(set(attributions["side"]), key=lambda side: (side == NOT_STATED, side.casefold(), side))


def _of_side(attributions: pd.DataFrame, side: str) -> pd.DataFrame:
    return attributions if side == ALL else attributions[attributions["side"] == side]


def _of_article(table: pd.DataFrame, article: str) -> pd.DataFrame:
    return table[table["article_id"].str.startswith(article)]
