"""What can be coded by hand: the items of each task, what is asked of them, and what the tool says, which coders do not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay.errors import InputError
from hearsay.schema import FRAMES, IDENTIFIABILITY, NOT_STATED, SOURCE_TYPES, STANCES

if TYPE_CHECKING:
    from hearsay.study import Study

MACHINE = "machine_"
"""How the columns begin that hold the tool's own answers."""
ITEM = ["item", "article_id", "outlet", "zone", "start", "end", "marks", "predicted", "confidence", "words"]
SURE = 0.8
"""Confidence that parts strata: of attributions above it some nine in ten are right (data/benchmarks)."""
MOST_RELAYS = 3
"""Relays are told apart up to here, as in the charts."""


@dataclass(frozen=True)
class Question:
    """One question: `name` is the column of the answers, `answers` says which key gives which value; none: it is typed in."""

    name: str
    prompt: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    hint: str = ""

    def value(self, given: str) -> Any:
        """The value of an answer: by its key, or as it was typed in. Raises `InputError` for any other."""
        if not self.answers:
            return country_codes(given)
        if given not in self.answers:
            raise InputError(f"{given!r} is none of the keys {' '.join(self.answers)}")
        return self.answers[given]


@dataclass(frozen=True)
class Task:
    """A kind of item: what one is, its questions in order, and how a study's items are made.

    Where the first question is `ok` and its answer 0, the others are not asked.
    """

    name: str
    about: str
    questions: tuple[Question, ...]
    items: Callable[[Study], pd.DataFrame]

    def question(self, name: str) -> Question:
        """By its name. Raises `InputError` when there is none such."""
        for question in self.questions:
            if question.name == name:
                return question
        raise InputError(f"no question {name!r} in {self.name}; there are {', '.join(q.name for q in self.questions)}")


def find_task(name: str) -> Task:
    """By its name. Raises `InputError` when there is none such."""
    if name not in TASKS:
        raise InputError(f"nothing called {name!r} can be coded; there are {', '.join(TASKS)}")
    return TASKS[name]


def country_codes(given: str) -> str:
    """What was typed in for a country, as the column `country` holds it: ISO codes, or 'not stated' for nothing.

    >>> country_codes("ir, us"), country_codes("")
    ('IR, US', 'not stated')
    """
    import pycountry

    codes = [code.strip().upper() for code in given.replace(";", ",").split(",") if code.strip()]
    if codes in ([], ["-"], [NOT_STATED.upper()]):
        return NOT_STATED
    for code in codes:
        if pycountry.countries.get(alpha_2=code) is None and code not in BODIES:
            raise InputError(
                f"{code!r} is no ISO 3166-1 code of two letters, nor {', '.join(BODIES)}; leave it empty if not stated"
            )
    return ", ".join(codes)


BODIES = ("EU", "UN", "NATO")
"""Bodies that stand where a country does."""


def _keys(values: tuple[Any, ...], first: int = 1) -> dict[str, Any]:
    """Values under the digits, the tenth under 0."""
    return {str(number % 10): value for number, value in enumerate(values, first)}


def _framed(frame: str) -> Question:
    return Question(frame, f"Does the sentence show {frame}?", YES_NO, "as data/gold/README.md defines it; in doubt: no")


YES_NO = {"y": 1, "n": 0}
OK = Question(
    "ok", "Is this an attribution by this source?", YES_NO,
    "a statement, belief, question, order or denial, and the marked source is who says it; an act or a caption is none",
)  # fmt: skip
RELAYS = "1: the outlet heard the speaker; 2: one other passed it on; 3: two or more did"
SENTIMENT = {"1": "negative", "2": "neutral", "3": "positive"}


def _attributions(study: Study) -> pd.DataFrame:
    """The outermost attributions of the bodies, which is what the charts count."""
    said = study.attributions[(study.attributions["level"] == 1) & (study.attributions["zone"] == "body")]
    first = [min([row.cue_start, *(start for start, _ in row.content_spans)]) for row in said.itertuples()]
    last = [max([row.cue_end, *(end for _, end in row.content_spans)]) for row in said.itertuples()]
    start = said["source_start"].astype("float64").fillna(float("inf")).to_numpy()
    end = said["source_end"].astype("float64").fillna(-1.0).to_numpy()
    rows = {
        "item": [f"{row.article_id}@{row.cue_start}-{row.cue_end}" for row in said.itertuples()],
        "start": [int(min(a, b)) for a, b in zip(first, start, strict=True)],
        "end": [int(max(a, b)) for a, b in zip(last, end, strict=True)],
        "marks": [attribution_marks(row) for row in said.itertuples()],
        "predicted": said["source_type"].to_numpy(),
        "confidence": said["confidence"].to_numpy(),
        "ok": 1,
        **{name: said[name].to_numpy() for name in ("source_type", "identifiability", "country", "stance", "kind")},
        "hop": said["hop"].clip(upper=MOST_RELAYS).to_numpy(),
    }
    # Two attributions may share a cue.
    made = pd.DataFrame(rows).assign(article_id=said["article_id"].to_numpy(), zone=said["zone"].to_numpy())
    again = made.groupby("item").cumcount()
    return _finished(made.assign(item=made["item"] + again.map(lambda n: f"#{n + 1}" if n else "")), study)


def attribution_marks(row: Any) -> tuple[tuple[int, int, str], ...]:
    """Source, cue and content of a row of `attributions`, with their places."""
    source = [] if pd.isna(row.source_start) else [(int(row.source_start), int(row.source_end), "source")]
    return (*source, (row.cue_start, row.cue_end, "cue"), *((a, b, "content") for a, b in row.content_spans))


def _sentences(study: Study) -> pd.DataFrame:
    """The sentences of the bodies, with the attributions whose cue each holds."""
    body = study.sentences[study.sentences["zone"] == "body"]
    said = study.attributions[(study.attributions["level"] == 1) & (study.attributions["zone"] == "body")]
    held = said.groupby(["article_id", "sentence_no"])["confidence"].agg(["size", "min"]).reset_index()
    rows = body.merge(held, on=["article_id", "sentence_no"], how="left")
    counted = rows["size"].fillna(0).astype("int64")
    return _finished(_of_sentences(rows).assign(
        predicted=counted.clip(upper=2).astype("str").to_numpy(), confidence=rows["min"].fillna(1.0).to_numpy(),
        attributions=counted.to_numpy(),
    ), study)  # fmt: skip


def _frames(study: Study) -> pd.DataFrame:
    """The sentences of the bodies, with the generic frames whose cues each holds."""
    rows = study.sentences[study.sentences["zone"] == "body"]
    keys = pd.MultiIndex.from_frame(rows[["article_id", "sentence_no"]])
    shown = {
        frame: keys.isin(pd.MultiIndex.from_frame(part[["article_id", "sentence_no"]])).astype("int64")
        for frame, part in ((name, study.frames[study.frames["frame"] == name]) for name in FRAMES)
    }
    n = sum(shown.values())
    items = _of_sentences(rows).assign(**shown)
    return _finished(items.assign(predicted=pd.Series(n).clip(upper=2).astype("str").to_numpy(), confidence=1.0), study)


def _tone(study: Study) -> pd.DataFrame:
    """What of each body sentence is in one voice, with VADER's polarity (0 where it finds no word)."""
    body = study.sentences.loc[study.sentences["zone"] == "body", ["article_id", "sentence_no"]]
    rows = study.tone[study.tone["analyzer"] == "vader"].merge(body, on=["article_id", "sentence_no"])
    polarity = rows["polarity"].fillna(0.0)
    items = _of_sentences(rows).assign(voice=rows["voice"].to_numpy(), polarity=polarity.to_numpy())
    return _finished(items.assign(predicted=polarity.map(_sign).to_numpy(), confidence=polarity.abs().to_numpy()), study)


def _sign(polarity: float) -> str:
    return "negative" if polarity < 0 else "positive" if polarity > 0 else "neutral"


def _portrayals(study: Study) -> pd.DataFrame:
    """The mentions of actors in the bodies."""
    body = study.sentences.loc[study.sentences["zone"] == "body", ["article_id", "sentence_no"]]
    rows = study.portrayals.merge(body, on=["article_id", "sentence_no"])
    probabilities = rows[["negative", "neutral", "positive"]]
    items = _of_sentences(rows).assign(
        voice=rows["voice"].to_numpy(), actor=rows["actor"].to_numpy(), predicted=rows["label"].to_numpy(),
        confidence=probabilities.max(axis=1).to_numpy(), label=rows["label"].to_numpy(),
        score=(rows["positive"] - rows["negative"]).to_numpy(),
    )  # fmt: skip
    again = items.groupby("item").cumcount()
    items = items.assign(item=items["item"] + again.map(lambda n: f"#{n + 1}" if n else ""))
    return _finished(items, study)


def _of_sentences(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with `start, end` as items that mark that stretch."""
    spans = list(zip(rows["start"], rows["end"], strict=True))
    items = [f"{article}@{start}-{end}" for article, (start, end) in zip(rows["article_id"], spans, strict=True)]
    columns = {"item": items, "article_id": rows["article_id"].to_numpy(), "zone": "body"}
    places = {"start": [a for a, _ in spans], "end": [b for _, b in spans], "marks": [((a, b, "item"),) for a, b in spans]}
    return pd.DataFrame({**columns, **places})


def _finished(items: pd.DataFrame, study: Study) -> pd.DataFrame:
    """With outlets and words, the tool's answers under names that say whose they are."""
    outlets = study.articles.set_index("article_id")["outlet"]
    texts = study.documents.set_index("document_id")["text"]
    words = [len(texts[a][s:e].split()) for a, s, e in zip(items["article_id"], items["start"], items["end"], strict=True)]
    items = items.assign(outlet=items["article_id"].map(outlets).astype("str"), words=words)
    own = [name for name in items if name not in ITEM]
    described = ("voice", "actor", "kind")
    return items[[*ITEM, *own]].rename(columns={name: MACHINE + name for name in own if name not in described})


TASKS: Mapping[str, Task] = {
    task.name: task
    for task in (
        Task(
            "attributions", "an attribution that the tool found, with its source, cue and content marked",
            (
                OK,
                Question("source_type", "Who is that, in the role in which he or she speaks?", _keys(SOURCE_TYPES)),
                Question("identifiability", "Could a reader find the speaker?", _keys(IDENTIFIABILITY)),
                Question("country", "Whose country? ISO codes, empty if the article does not make it plain"),
                Question("stance", "What does the cue say of the content's truth?", _keys(STANCES)),
                Question("hop", "Through how many mouths has it come?", {"1": 1, "2": 2, "3": MOST_RELAYS}, RELAYS),
            ),
            _attributions,
        ),
        Task(
            "sentences", "a sentence of a body: how many attributions does it hold?",
            (Question("attributions", "How many outermost attributions have their cue here?", {str(n): n for n in range(10)}),),
            _sentences,
        ),
        Task(
            "portrayals", "a mention of an actor",
            (Question("label", "How does the sentence speak of whom is marked?", SENTIMENT),), _portrayals,
        ),
        Task(
            "tone", "what of a sentence is in one voice",
            (Question("label", "How do these words sound?", SENTIMENT),), _tone,
        ),
        Task("frames", "a sentence of a body", tuple(map(_framed, FRAMES)), _frames),
    )
}  # fmt: skip
"""What can be coded, by name."""
