"""The portrayals table: how each mention of an actor is spoken of, and in whose words; and what it says by article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.attribution.chunks import PRONOUNS
from hearsay.attribution.spans import Passage, Span
from hearsay.errors import InputError
from hearsay.tone.portrayal_actors import Actor, actors, full_name
from hearsay.tone.portrayal_aliases import Aliases, Given
from hearsay.tone.portrayal_aliases import aliases as aliases_of
from hearsay.tone.portrayal_model import CLASSES, label, portray
from hearsay.voices import Segment, segments


def portrayals(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    *,
    aliases: Given | None = None,
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
    not know. It errs in about one mention of four, and where a sentence praises one actor and blames another it gets both
    right in one of five: the tone of a sentence colours everybody in it. Figures stand in `models/portrayal.md`.

    The model is trained on US political news of 2017–2019 in English (NewsMTSC, Hamborg & Donnay 2021). Pronouns are left
    out, except where one is the source of an attribution and was led back to a name; so are places where something merely
    happens ("in Ukraine") and unnamed people ("officials").

    See Also
    --------
    portrayed : means by article, actor and voice.
    """
    merged, passages = aliases_of(aliases), _passages(sentences)
    voices = _by_article(segments(documents, sentences, attributions))
    told = dict(iter(attributions.groupby("article_id", sort=False)))
    rows: list[dict[str, Any]] = []
    for article, text in zip(documents["document_id"], documents["text"], strict=True):
        if article in passages:
            said = told.get(article, attributions.iloc[:0])
            named = _mentions(text, passages[article], said, merged)
            rows += _rows(article, text, passages[article], named, said, voices.get(article, []))
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
        over all mentions, unsure ones included; `n_negative`, `n_neutral`, `n_positive`, `n_unsure`; `unsure`, their share.

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
    kinds = each.groupby("actor", sort=False)["kind"].agg(lambda kind: kind.value_counts(sort=True).index[0])
    table.insert(table.columns.get_loc("actor") + 1, "kind", table["actor"].map(kinds).astype("str"))
    return table


def _passages(sentences: pd.DataFrame) -> dict[str, list[Passage]]:
    columns = ["start", "end", "sentence_no", "paragraph_no", "zone"]
    return {
        str(article): sorted((Passage(*row) for row in rows[columns].itertuples(index=False, name=None)), key=_place)
        for article, rows in sentences.groupby("article_id", sort=False)
    }


def _place(passage: Passage) -> Span:
    return passage.start, passage.end


def _by_article(found: Sequence[Segment]) -> dict[str, list[Segment]]:
    made: dict[str, list[Segment]] = {}
    for segment in found:
        made.setdefault(segment.article_id, []).append(segment)
    return {article: sorted(some, key=lambda segment: segment.start) for article, some in made.items()}


def _mentions(text: str, passages: Sequence[Passage], said: pd.DataFrame, merged: Aliases) -> list[Actor]:
    """Named actors, pronouns that attribution led back to one of them, and what the user's aliases find, in order."""
    named = actors(text, passages, _sources(said))
    named = sorted([*named, *_pronouns(said, named)], key=lambda actor: (actor.start, actor.end))
    named = merged.merged(text, named)
    return sorted([*named, *merged.added(text, passages, named)], key=lambda actor: (actor.start, actor.end))


def _sources(said: pd.DataFrame) -> list[Span]:
    spans = said[["source_start", "source_end"]].dropna().astype("int64")
    return list(spans.itertuples(index=False, name=None))


def _pronouns(said: pd.DataFrame, named: Sequence[Actor]) -> Iterator[Actor]:
    kinds: Mapping[str, str] = {actor.name: actor.kind for actor in reversed(named)}
    seen: set[int] = set()
    for row in said.dropna(subset=["source_start"]).itertuples():
        name = full_name(row.speaker)
        if row.source.lower() in PRONOUNS and name in kinds and int(row.source_start) not in seen:
            seen.add(int(row.source_start))
            yield Actor(int(row.source_start), int(row.source_end), name, kinds[name])


def _rows(
    article: str,
    text: str,
    passages: Sequence[Passage],
    named: Sequence[Actor],
    said: pd.DataFrame,
    voices: Sequence[Segment],
) -> Iterator[dict[str, Any]]:
    starts, sources = [passage.start for passage in passages], sorted(_sources(said))
    by_passage: dict[int, list[Actor]] = {}
    for actor in named:
        by_passage.setdefault(bisect_right(starts, actor.start) - 1, []).append(actor)
    begins = [segment.start for segment in voices]
    for number, some in by_passage.items():
        passage = passages[number]
        some = [actor for actor in some if passage.start <= actor.start and actor.end <= passage.end]
        inside = [(actor.start - passage.start, actor.end - passage.start) for actor in some]
        chances = portray(text[passage.start : passage.end], inside)
        for actor, row, name in zip(some, chances, label(chances), strict=True):
            yield {
                "article_id": article,
                "sentence_no": passage.sentence_no,
                "actor": actor.name,
                "kind": actor.kind,
                "start": actor.start,
                "end": actor.end,
                **_voice(actor, voices, begins, sources),
                **dict(zip(CLASSES, map(float, row), strict=True)),
                "label": name,
            }


def _voice(actor: Actor, voices: Sequence[Segment], begins: Sequence[int], sources: Sequence[Span]) -> dict[str, str]:
    number = bisect_right(begins, actor.start) - 1
    segment = voices[number] if number >= 0 and voices[number].end > actor.start else None
    attributed = segment is not None and segment.voice == "attributed"
    last = bisect_right(sources, (actor.start, np.iinfo(np.int64).max))
    speaks = any(start < actor.end and actor.start < end for start, end in sources[max(0, last - 3) : last + 1])
    return {
        "voice": "attributed" if attributed else "outlet",
        "side": segment.side if attributed and segment else "",
        "role": "speaker" if speaks else "quoted" if attributed else "described",
    }
