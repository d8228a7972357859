"""The portrayals table: how each mention of an actor is spoken of, by the learned model, and in whose words.

Trained on NewsMTSC's train file [Hamborg2021]; see `models/portrayal.md` for data, figures, limits and
licences. Everything runs on the CPU, offline. A sentence is read once, alone, and then once more in brief for each of its
actors: a mention's probabilities depend on its sentence only, so no batch, thread or other article can change a table.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.attribution.actors import actors, full_name
from hearsay.attribution.whose_words import VoiceSegment, voice_at, voices_by_article
from hearsay.entities.gazetteer import Aliases, GivenAliases
from hearsay.entities.gazetteer import actor_aliases as aliases_of
from hearsay.entities.tokens import PRONOUNS
from hearsay.entities.types import Actor
from hearsay.errors import InputError
from hearsay.text.encoder import CLS, SEP, WordPieces, cue_distances, mark_up_words, onnx_session, word_pieces, word_vectors
from hearsay.text.spans import SentenceSpan, Span

LONGEST, STEP = 200, 50
"""Word pieces of a sentence that are read at once; a longer one is read in windows that begin at every STEP."""
TOGETHER = 64
"""Targets that are read at once; a bound on memory, for sentences that list everybody."""
DIGITS = 4
"""Decimals of a probability: more would print the rounding of the machine."""
CLASSES = ("negative", "neutral", "positive")
WHO = ("actor", "voice")
"""What makes one actor: the name in one voice, for those who quote someone choose whose words they give."""


def portrayals(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    *,
    aliases: GivenAliases | None = None,
) -> pd.DataFrame:
    """How each mention of a country, government, person or organisation is spoken of, mention by mention.

    Parameters
    ----------
    documents, sentences, attributions
        The tables of those names.
    aliases
        A table of yours that merges names: a CSV file, a DataFrame or records with the columns `alias`, `actor` and, if
        you like, `kind`; or a mapping from alias to actor. An alias is a name as printed or as this table gives it.

    Returns
    -------
    DataFrame
        `schema.TABLES["portrayals"]`: one row per mention, in the order of the text; `text[start:end]` is the mention.
        `negative`, `neutral` and `positive` are probabilities and sum to 1 (rounded to four decimals). `label` is the
        likeliest of them, or "unsure" where it stays below a threshold. `voice` tells whose words they are, and `role`
        whether the actor speaks there (speaker), is spoken of in attributed words (quoted), or in the outlet's (described).

    Raises
    ------
    InputError
        When the table of aliases lacks a column, or a row of it an alias or an actor.

    Notes
    -----
    **How to read it.** The probabilities say how the sentence speaks of this actor, not whether that is true or deserved,
    and not what the outlet thinks: words in attributed voice are somebody's whom it quotes. Bad news is not ill will:
    "the minister was injured" is not spoken ill of, but the model may say so. Read the sentence.

    **Do not compare** single mentions, nor articles of a few mentions. Unsure mentions are not neutral: the model does
    not know. It errs in about one mention of five, and where a sentence praises one actor and blames another it gets both
    right in little more than one of four: the tone of a sentence colours everybody in it. Figures stand in `models/portrayal.md`.

    The model is trained on US political news of 2017–2019 in English (NewsMTSC [Hamborg2021]). Pronouns are left
    out, except where one is the source of an attribution and was led back to a name; so are places where something merely
    happens ("in Ukraine") and unnamed people ("officials").

    See Also
    --------
    portrayed : means by article, actor and voice.
    """
    merged = aliases_of(aliases)
    voices = voices_by_article(documents, sentences, attributions)
    told = dict(iter(attributions.groupby("article_id", sort=False)))
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    passages = {str(article): _passages(rows) for article, rows in sentences.groupby("article_id", sort=False)}
    rows: list[dict[str, Any]] = []
    for article in (article for article in texts if article in passages):
        said = told.get(article, attributions.iloc[:0])
        named = _mentions(texts[article], passages[article], said, merged)
        placed = _rows(texts[article], passages[article], named, _sources(said), voices.get(article, []))
        rows += ({"article_id": article, **row} for row in placed)
    return schema.frame("portrayals", rows)


def portrayed(portrayals: pd.DataFrame, *, by: Sequence[str] = ("article_id",)) -> pd.DataFrame:
    """Mean portrayal of each actor, per voice and whatever `by` names.

    Parameters
    ----------
    portrayals
        The table that `portrayals` makes, with further columns (outlet, event) if you merged them in.
    by
        Columns to group by. With ("article_id",) a row is an article's; with ("outlet",) it is the mean of its articles'
        means, since the article is the unit and a long one weighs no more than a short one.

    Returns
    -------
    DataFrame
        `by`, actor, kind (its commonest), voice; `n_articles`; `n`, the mentions; `mean`, of positive − negative (−1 to 1)
        over all mentions, unsure ones included, missing for one mention, which is no mean; `n_negative`, `n_neutral`,
        `n_positive`, `n_unsure`; `unsure`, their share.

    Notes
    -----
    Read a mean with its `n`, and with `unsure` beside it. No interval is given: mentions of one article are no
    independent draws. Compare article means, under the rules for small numbers (`hearsay.statistics`).
    """
    if unknown := [name for name in by if name not in portrayals]:
        raise InputError(f"portrayed: by={list(by)!r} names {unknown!r}, which the table lacks; it has {list(portrayals)!r}")
    each = portrayals.assign(value=portrayals["positive"] - portrayals["negative"])
    each = each.assign(**{f"n_{name}": (each["label"] == name).astype("int64") for name in schema.PORTRAYALS})
    keys = list(dict.fromkeys([*by, "actor", "voice"]))
    counts = {f"n_{name}": (f"n_{name}", "sum") for name in schema.PORTRAYALS}
    within = each.groupby([*dict.fromkeys([*keys, "article_id"])], sort=False).agg(
        n=("value", "size"), mean=("value", "mean"), **counts
    )
    table = (
        within.reset_index()
        .groupby(keys, sort=False)
        .agg(n_articles=("article_id", "size"), n=("n", "sum"), mean=("mean", "mean"), **{name: (name, "sum") for name in counts})
    )
    table = table.reset_index().assign(unsure=lambda made: made["n_unsure"] / made["n"])
    table["mean"] = table["mean"].where(table["n"] > 1)
    kinds = each.groupby("actor", sort=False)["kind"].agg(lambda kind: kind.value_counts(sort=True).index[0])
    table.insert(table.columns.get_loc("actor") + 1, "kind", table["actor"].map(kinds).astype("str"))
    return table


def _passages(rows: pd.DataFrame) -> list[SentenceSpan]:
    """The sentences of one article by place."""
    columns = ["start", "end", "sentence_no", "paragraph_no", "zone"]
    return [SentenceSpan(*row) for row in rows[columns].sort_values(["start", "end"]).itertuples(index=False, name=None)]


def _mentions(text: str, passages: Sequence[SentenceSpan], said: pd.DataFrame, merged: Aliases) -> list[Actor]:
    """Named actors, pronouns that attribution led back to one of them, and what the user's aliases find, in order."""
    named = actors(text, passages, _sources(said))
    named = sorted([*named, *_pronouns(said, named)], key=lambda actor: (actor.start, actor.end))
    named = merged.merged(text, named)
    return sorted([*named, *merged.added(text, passages, named)], key=lambda actor: (actor.start, actor.end))


def _sources(said: pd.DataFrame) -> list[Span]:
    spans = said[["source_start", "source_end"]].dropna().astype("int64")
    return sorted(spans.itertuples(index=False, name=None))


def _pronouns(said: pd.DataFrame, named: Sequence[Actor]) -> Iterator[Actor]:
    kinds = {actor.name: actor.kind for actor in reversed(named)}
    pronouns = said[said["source_start"].notna() & said["source"].str.lower().isin(PRONOUNS)]
    seen: set[int] = set()
    for start, end, speaker in zip(pronouns["source_start"], pronouns["source_end"], pronouns["speaker"], strict=True):
        name = full_name(speaker)
        if name in kinds and start not in seen:
            seen.add(start)
            yield Actor(int(start), int(end), name, kinds[name])


def _rows(
    text: str, passages: Sequence[SentenceSpan], named: Sequence[Actor], sources: Sequence[Span], voices: Sequence[VoiceSegment]
) -> Iterator[dict[str, Any]]:
    starts = [passage.start for passage in passages]
    by_passage: dict[int, list[Actor]] = {}
    for actor in named:
        number = bisect_right(starts, actor.start) - 1
        if passages[number].start <= actor.start and actor.end <= passages[number].end:
            by_passage.setdefault(number, []).append(actor)
    for number, held in by_passage.items():
        passage = passages[number]
        chances = portray(
            text[passage.start : passage.end], [(actor.start - passage.start, actor.end - passage.start) for actor in held]
        )
        for actor, row, label in zip(held, chances, portrayal_label(chances), strict=True):
            voice, side = voice_at(voices, actor.start)
            last = bisect_right(sources, actor.start, key=itemgetter(0))
            speaks = any(start < actor.end and actor.start < end for start, end in sources[max(0, last - 3) : last + 1])
            yield {
                "sentence_no": passage.sentence_no,
                "actor": actor.name,
                "kind": actor.kind,
                "start": actor.start,
                "end": actor.end,
                "voice": voice,
                "side": side,
                "role": "speaker" if speaks else "described" if voice == "outlet" else "quoted",
                **dict(zip(CLASSES, map(float, row), strict=True)),
                "label": label,
            }


@dataclass(frozen=True)
class PortrayalSettings:
    """`temperature` by which scores are divided; `least`, the probability from which a class is named.

    `thresholds` are those of the lexicon scorers that stand beside the model in its benchmark.
    """

    temperature: float
    least: float
    thresholds: dict[str, tuple[float, float]]


@cache
def shipped_portrayal_settings() -> PortrayalSettings:
    """The calibration that ships with the model."""
    text = (resources.files("hearsay") / "models" / "portrayal.json").read_text(encoding="utf-8")
    values = json.loads(text)
    return PortrayalSettings(
        values["temperature"], values["least"], {name: (low, high) for name, (low, high) in values["thresholds"].items()}
    )


def portray(sentence: str, mentions: Sequence[Span]) -> np.ndarray:
    """(mentions, 3) probabilities of negative, neutral and positive, for each mention's characters in the sentence.

    They are calibrated on held-out documents and rounded to four decimals. A mention without a word is neutral.
    """
    chances = np.tile(np.array([0.0, 1.0, 0.0]), (len(mentions), 1))
    words = next(iter(word_pieces(mark_up_words(sentence), [(0, len(sentence))])), None) if mentions else None
    if words is None:
        return chances
    for window, numbers, here in _windows(words, mentions):
        chances[numbers] = _calibrated(_scores(window, here))
    return chances


def portrayal_label(chances: np.ndarray) -> list[str]:
    """The likeliest class of each row, or 'unsure' where it is less likely than the threshold."""
    best = chances.argmax(-1)
    sure = chances.max(-1) >= shipped_portrayal_settings().least
    return [CLASSES[place] if certain else "unsure" for place, certain in zip(best, sure, strict=True)]


def _windows(words: WordPieces, mentions: Sequence[Span]) -> Iterator[tuple[WordPieces, list[int], np.ndarray]]:
    """Each stretch that is read, with the numbers of the mentions read in it and (mentions, n) where they stand."""
    first = np.searchsorted(words.ends, [start for start, _ in mentions], side="right")
    last = np.searchsorted(words.starts, [end for _, end in mentions], side="left")
    groups: dict[int, list[int]] = {}
    for number, (begin, stop) in enumerate(zip(first, last, strict=True)):
        if begin < stop:
            groups.setdefault(_window(int(begin), len(words)), []).append(number)
    for begin, held in groups.items():
        part = words[begin : begin + LONGEST]
        places = np.arange(begin, begin + len(part))
        for some in (held[i : i + TOGETHER] for i in range(0, len(held), TOGETHER)):
            yield part, some, (places >= first[some, None]) & (places < last[some, None])


def _window(place: int, n: int) -> int:
    """Where the window begins that has a place nearest to its middle; 0 for all of a sentence of ordinary length."""
    return 0 if n <= LONGEST else min(max(0, place - LONGEST // 2) // STEP * STEP, (n - LONGEST + STEP - 1) // STEP * STEP)


def _scores(window: WordPieces, here: np.ndarray) -> np.ndarray:
    zero = np.zeros(1, dtype=np.int64)
    here = np.pad(here, ((0, 0), (1, 1))).astype(np.int64)
    place = np.arange(here.shape[1])
    inputs = {
        "words": word_vectors(np.concatenate([[CLS], window.ids, [SEP]])),
        "case": np.concatenate([zero, window.case, zero])[None],
        "quoted": np.concatenate([zero, window.quoted, zero])[None],
        "here": here,
        "distance": np.stack([cue_distances(place, int(row.argmax()), int(place[row > 0][-1])) for row in here]),
    }
    return np.asarray(onnx_session("portrayal").run(None, inputs)[0])


def _calibrated(scores: np.ndarray) -> np.ndarray:
    scaled = scores.astype(np.float64) / shipped_portrayal_settings().temperature
    raised = np.exp(scaled - scaled.max(-1, keepdims=True))
    return np.asarray(np.round(raised / raised.sum(-1, keepdims=True), DIGITS))


def against_others(mentions: pd.DataFrame, *, by: Sequence[str] = ("article_id",), who: Sequence[str] = WHO) -> pd.DataFrame:
    """The mentions of shared actors, each with how much better its actor comes off there than elsewhere.

    Parameters
    ----------
    mentions
        Rows of `portrayals` with `value`, such as positive - negative; missing where it is not to count.
    by
        What is held against what: by ("article_id",) the articles.
    who
        What makes one actor.

    Returns
    -------
    DataFrame
        The rows whose actor has a value in more than one of them, with `value` less the mean over articles (or whatever `by`
        says) of what they give this actor; 0 where all give the same.

    Notes
    -----
    A name alone moves how the model reads a sentence (docs/methods.md#what-lexicons-score), so articles about different people
    differ in their portrayals whoever wrote them. On one and the same actor that prejudice cancels out.

    The actor's mean includes the article's own mentions, so `value` says nothing about one article alone: read differences.
    It rests on which articles are in the table; do not compare it between tables.
    """
    each = mentions.groupby([*dict.fromkeys([*by, *who])], sort=False)["value"].mean()
    actors = each.groupby(level=[*who]).agg(["mean", "count"])
    known = mentions[[*who]].merge(actors, left_on=[*who], right_index=True, how="left").set_axis(mentions.index)
    return mentions.assign(value=mentions["value"] - known["mean"])[known["count"] > 1]
