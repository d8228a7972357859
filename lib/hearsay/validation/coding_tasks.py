"""What can be coded by hand: the items of each task, what is asked of them, and what the tool says, which coders do not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay.errors import InputError
from hearsay.framing.frame_heads import QUESTIONS
from hearsay.schema import FRAMES, IDENTIFIABILITY, NOT_STATED, SOURCE_TYPES, STANCES, counted
from hearsay.sourcing.article_view import PERSONAL, is_statement

if TYPE_CHECKING:
    from hearsay.study import Study

MACHINE = "machine_"
"""How the columns begin that hold the tool's own answers."""
ITEM = ["item", "article_id", "outlet", "zone", "start", "end", "marks", "predicted", "confidence", "words"]
FACTS = ("voice", "actor", "kind", "whole", "counted", "statement", "led_back", "names")
"""What is known of an item without an answer: whose words they are, whether charts count it."""
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


def _keys(values: tuple[Any, ...]) -> dict[str, Any]:
    """Values under the digits, the tenth under 0."""
    return {str(number % 10): value for number, value in enumerate(values, 1)}


def _asked(text: str) -> str:
    """A question as it is put to a coder.

    >>> _asked("does it need action urgently?")
    'Does it need action urgently?'
    """
    return text[0].upper() + text[1:]


YES_NO = {"y": 1, "n": 0}
OK = Question(
    "ok", "Is this an attribution by this source?", YES_NO,
    "a statement, belief, question, order or denial, and the marked source is who says it; an act or a caption is none",
)  # fmt: skip
RELAYS = "1: the outlet heard the speaker; 2: one other passed it on; 3: two or more did"
SENTIMENT = {"1": "negative", "2": "neutral", "3": "positive"}


def _attributions(study: Study) -> pd.DataFrame:
    """The outermost attributions of the bodies; `counted` are those that charts count, `statement` those that indicators do."""
    said = study.attributions[(study.attributions["level"] == 1) & (study.attributions["zone"] == "body")]
    in_charts = counted(said)
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
        "side": said["side"].to_numpy(),
        "counted": in_charts.to_numpy(),
        "statement": [of and is_statement(row) for of, row in zip(in_charts, said.itertuples(), strict=True)],
        "led_back": (~said["speaker"].str.lower().isin(PERSONAL)).to_numpy(),
        "names": list(zip(*(said[name] for name in ("speaker", "source", "organisation", "affiliation_basis")), strict=True)),
    }
    # Two attributions may share a cue.
    made = pd.DataFrame(rows).assign(article_id=said["article_id"].to_numpy(), zone=said["zone"].to_numpy())
    return _finished(_told_apart(made), study)


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
    held_by = rows["size"].fillna(0).astype("int64")
    return _finished(_of_sentences(rows).assign(
        predicted=held_by.clip(upper=2).astype("str").to_numpy(), confidence=rows["min"].fillna(1.0).to_numpy(),
        attributions=held_by.to_numpy(),
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
    """What of each body sentence is in one voice, with every scorer's polarity (0 where it finds no word); strata are VADER's."""
    stretch = ["article_id", "sentence_no", "voice", "start", "end", "side"]
    body = study.sentences.loc[study.sentences["zone"] == "body", ["article_id", "sentence_no"]]
    every = study.tone.assign(polarity=study.tone["polarity"].fillna(0.0)).merge(body, on=["article_id", "sentence_no"])
    rows = every[every["analyzer"] == "vader"].reset_index(drop=True)
    polarity = {
        name: rows[stretch].merge(part[[*stretch, "polarity"]], on=stretch, how="left")["polarity"].to_numpy()
        for name, part in every.groupby("analyzer")
    }
    items = _of_sentences(rows).assign(voice=rows["voice"].to_numpy(), side=rows["side"].to_numpy(), **polarity)
    vader = rows["polarity"]
    return _finished(items.assign(predicted=vader.map(_sign).to_numpy(), confidence=vader.abs().to_numpy()), study, "side")


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
    return _finished(_told_apart(items), study)


def _article_frames(study: Study) -> pd.DataFrame:
    """The articles, with the questions of the generic frames that each answers with yes, and the scale of each frame."""
    body = (
        study.sentences[study.sentences["zone"] == "body"].groupby("article_id").agg(start=("start", "min"), end=("end", "max"))
    )
    shown = study.article_frames[study.article_frames["article_id"].isin(body.index)]
    ids = list(dict.fromkeys(shown["article_id"]))
    rows = body.loc[ids].reset_index()
    yes = shown.groupby("article_id")["questions"].agg(lambda named: {name for names in named for name in names})
    scale = shown.pivot_table(index="article_id", columns="frame", values="scale").reindex(ids)
    answers = {name: [int(name in yes[one]) for one in ids] for name in QUESTIONS}
    items = _of_sentences(rows).assign(**answers, **{name: scale[name].to_numpy() for name in scale})
    # The frame of the highest scale parts the strata; how sure it is, is how far that scale is from the middle.
    highest = scale.max(axis=1)
    return _finished(items.assign(
        predicted=scale.idxmax(axis=1).to_numpy(), confidence=(0.5 + (highest - 0.5).abs()).to_numpy(),
    ), study)  # fmt: skip


def _of_sentences(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with `start, end` as items that mark that stretch."""
    spans = list(zip(rows["start"], rows["end"], strict=True))
    items = [f"{article}@{start}-{end}" for article, (start, end) in zip(rows["article_id"], spans, strict=True)]
    columns = {"item": items, "article_id": rows["article_id"].to_numpy(), "zone": "body"}
    places = {"start": [a for a, _ in spans], "end": [b for _, b in spans], "marks": [((a, b, "item"),) for a, b in spans]}
    return pd.DataFrame({**columns, **places})


def _told_apart(items: pd.DataFrame) -> pd.DataFrame:
    """With a number behind the names of items that share a place."""
    again = items.groupby("item").cumcount()
    return items.assign(item=items["item"] + again.map(lambda n: f"#{n + 1}" if n else ""))


def _finished(items: pd.DataFrame, study: Study, *facts: str) -> pd.DataFrame:
    """With outlets and words, the tool's answers under names that say whose they are; `facts` keep their names, as `FACTS` do.

    `whole` tells the items of articles that no paywall cuts.
    """
    known = study.articles.set_index("article_id")
    cut = known["truncated"] if "truncated" in known else pd.Series(False, index=known.index)
    texts = study.documents.set_index("document_id")["text"]
    words = [len(texts[a][s:e].split()) for a, s, e in zip(items["article_id"], items["start"], items["end"], strict=True)]
    whole = ~items["article_id"].map(cut).fillna(False).astype("bool")
    items = items.assign(outlet=items["article_id"].map(known["outlet"]).astype("str"), words=words, whole=whole)
    own = [name for name in items if name not in ITEM]
    return items[[*ITEM, *own]].rename(columns={name: MACHINE + name for name in own if name not in (*FACTS, *facts)})


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
        Task(
            "frames", "a sentence of a body",
            tuple(Question(name, f"Does the sentence show {name}?", YES_NO, "as data/gold/README.md defines it; in doubt: no")
                  for name in FRAMES),
            _frames,
        ),
        Task(
            "article_frames", "an article: the questions of the generic frames",
            tuple(Question(name, _asked(text), YES_NO, f"{of}; of the whole article, in anybody's words")
                  for name, (of, text) in QUESTIONS.items()),
            _article_frames,
        ),
    )
}  # fmt: skip
"""What can be coded, by name."""
