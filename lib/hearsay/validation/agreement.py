"""Attributions that were found against those that were coded by hand, as counts, and label by label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from hearsay.errors import InputError
from hearsay.schema import Row
from hearsay.statistics.intervals import wilson
from hearsay.validation.benchmarks.scoring import Tokens, WordTokens, one_to_one
from hearsay.validation.gold import NAMED, Gold, read_gold

LEAST_OVERLAP = 0.5
"""Share of the words of both contents that is in common, from which they are the same, as PolNeAR's scorer has it."""
LABELS: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "kind": lambda table: table["kind"],
    "source type": lambda table: table["source_type"],
    "named": lambda table: table["identifiability"].map(NAMED),
    "country": lambda table: table["country"],
    "stance": lambda table: table["stance"],
    "relay": lambda table: table["hop"].astype("str"),
}
"""The labels compared, and how each is read from an attributions table; relay is `hop`, which the gold gives in context."""
PAIRS = ["article_id", "gold_no", "predicted_no", "overlap", "verdict"]
Pair = tuple[object, ...]
"""A row of `PAIRS`."""


def match(
    documents: pd.DataFrame, predicted: pd.DataFrame, gold: Gold, *, level: int | None = 1, tier: str | None = "core"
) -> pd.DataFrame:
    """Which coded attributions were found, one to one, the pair with the same source and the largest overlap first.

    Parameters
    ----------
    documents : DataFrame
        The texts that the offsets count in.
    predicted : DataFrame
        An attributions table; articles without gold are left aside.
    gold : Gold
        The codings.
    level : int, optional
        Which attributions are compared on both sides: 1 (outermost) unless told, None for all.
    tier : str, optional
        Which codings count as n: 'core' unless told, None for all.

    Returns
    -------
    DataFrame
        `article_id, gold_no, predicted_no` (attribution numbers), `overlap` (of the words of both contents, the share
        in common; the better of the gold's two readings where it gives two) and `verdict`:

        - `found`: overlap at least .5, and the sources share a word or both are absent
        - `other source`: overlap at least .5, but not the source; counts as missed and as wrong
        - `missed`: coded and not found (no `predicted_no`)
        - `coded elsewhere`: a prediction that is in the gold outside the level or tier asked for; not held against it
        - `extra`: a prediction that nobody coded (no `gold_no`)
    """
    codings = gold.attributions.join(gold.codings[["tier", "content_alternative"]])
    asked = (level is None or codings["level"] == level) & (tier is None or codings["tier"] == tier)
    candidates = (predicted if level is None else predicted.loc[predicted["level"] == level]).reset_index(drop=True)
    texts = documents.set_index("document_id")["text"]
    rows: list[Pair] = []
    for article in gold.articles["article_id"]:
        ours, theirs = candidates.loc[candidates["article_id"] == article], codings["article_id"] == article
        rows += _article(WordTokens(texts[article]), article, ours, codings.loc[theirs & asked], codings.loc[theirs & ~asked])
    pairs = pd.DataFrame(rows, columns=PAIRS)
    return pairs.astype({"gold_no": "Int64", "predicted_no": "Int64", "overlap": "float64", "verdict": "str"})


def found(pairs: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Recall and precision as k of n with Wilson's interval, of all or by article.

    Returns
    -------
    DataFrame
        `measure` ('found of the coded', 'coded of the found'), `k, n, low, high`; with `by="article_id"` one pair of
        rows per article. On a few articles these are counts: do not print a share without its n, and do not compare
        articles by them.
    """
    if by is not None and by not in pairs.columns:
        raise InputError(f"pairs have no column {by!r}; they have {list(pairs.columns)}")
    rows = []
    for name, group in [("all", pairs)] if by is None else pairs.groupby(by):
        k = int((group["verdict"] == "found").sum())
        coded = int(group["verdict"].isin(("found", "other source", "missed")).sum())
        claimed = int(group["verdict"].isin(("found", "other source", "extra")).sum())
        for measure, n in (("found of the coded", coded), ("coded of the found", claimed)):
            rows.append((name, measure, k, n, *wilson(k, n)))
    table = pd.DataFrame(rows, columns=[by or "all", "measure", "k", "n", "low", "high"])
    return table if by else table.drop(columns="all")


def labelled(pairs: pd.DataFrame, predicted: pd.DataFrame, gold: Gold) -> pd.DataFrame:
    """The labels of the attributions found, the coded beside the predicted, one row per attribution and label.

    Returns
    -------
    DataFrame
        `article_id, gold_no, predicted_no, label, coded, predicted`.
    """
    both = pairs.loc[pairs["verdict"] == "found", ["article_id", "gold_no", "predicted_no"]]
    keys, sides = list(both), {"coded": ("gold_no", gold.attributions), "predicted": ("predicted_no", predicted)}
    parts = []
    for label, value in LABELS.items():
        part = both.assign(label=label)
        for side, (number, table) in sides.items():
            values = table[["article_id"]].assign(**{number: table["attribution_no"].astype("Int64"), side: value(table)})
            part = part.merge(values, on=["article_id", number], how="left", validate="one_to_one")
        parts.append(part[[*keys, "label", *sides]])
    return pd.concat(parts, ignore_index=True)


def labels(pairs: pd.DataFrame, predicted: pd.DataFrame, gold: Gold) -> pd.DataFrame:
    """Of the attributions found, how many carry the coded label: `label, k, n, low, high` (Wilson), one row per label.

    Most cues are neutral and most relays 1, so a constant scores well: read `confusion` beside it.
    """
    table = labelled(pairs, predicted, gold)
    same = (table["coded"] == table["predicted"]).groupby(table["label"]).agg(["sum", "count"]).reindex(LABELS, fill_value=0)
    rows = [(label, int(k), int(n), *wilson(int(k), int(n))) for label, (k, n) in zip(same.index, same.to_numpy(), strict=True)]
    return pd.DataFrame(rows, columns=["label", "k", "n", "low", "high"])


def confusion(pairs: pd.DataFrame, predicted: pd.DataFrame, gold: Gold, label: str) -> pd.DataFrame:
    """Counts of coded (rows) against predicted (columns) values of one label of `LABELS`, both in one order."""
    if label not in LABELS:
        raise InputError(f"{label!r} is none of the labels {list(LABELS)}")
    rows = labelled(pairs, predicted, gold).query("label == @label")
    values = sorted({*rows["coded"], *rows["predicted"]})
    counts = pd.crosstab(rows["coded"], rows["predicted"])
    return counts.reindex(index=values, columns=values, fill_value=0)


def near_misses(documents: pd.DataFrame, predicted: pd.DataFrame, gold: Gold) -> pd.DataFrame:
    """The strings that look like attributions and are none, with how many predictions took each for one.

    Returns
    -------
    DataFrame
        `article_id, start, end, text, why, extracted`. A prediction takes a near miss when its cue lies inside, or
        when its content and the near miss have at least half of their words in common. Predictions whose
        content is in the gold, at whatever level or tier and from whatever source, take none.
    """
    texts = documents.set_index("document_id")["text"]
    pairs = match(documents, predicted, gold, level=None, tier=None)
    extra = pd.MultiIndex.from_frame(pairs.loc[pairs["verdict"] == "extra", ["article_id", "predicted_no"]])
    predicted = predicted.loc[pd.MultiIndex.from_frame(predicted[["article_id", "attribution_no"]]).isin(extra)]
    rows = {article: list(group.itertuples()) for article, group in predicted.groupby("article_id")}
    words = {article: WordTokens(texts[article]) for article in gold.near_misses["article_id"].unique()}
    taken = [
        sum(_takes(words[miss.article_id], miss, row) for row in rows.get(miss.article_id, ()))
        for miss in gold.near_misses.itertuples()
    ]
    return gold.near_misses.assign(extracted=taken)


def check(data: Path, split: str | None = None) -> dict[str, float]:
    """Runs the library on hand-coded articles and counts what it finds and how it labels it.

    Parameters
    ----------
    data : Path
        The folder of the gold codings (`articles.json`, `attributions.jsonl`).
    split : str
        The folder of the texts, from `data`; '../../seeds' unless told, where the project's own stand.

    Returns
    -------
    dict
        `found`, `coded`, `wrong` of the outermost core attributions, `LABEL k` and `LABEL n` for each label of those
        found, `near misses extracted` and `near misses`. All are counts; so few articles bear no shares.
    """
    import hearsay

    study = hearsay.read(Path(data) / (split or "../../seeds"))
    gold = read_gold(Path(data), study.documents, study.sentences)
    pairs, misses = match(study.documents, study.attributions, gold), near_misses(study.documents, study.attributions, gold)
    (k, n), (_, claimed) = found(pairs)[["k", "n"]].to_numpy()
    counts = {"found": k, "coded": n, "wrong": claimed - k}
    for row in labels(pairs, study.attributions, gold).itertuples():
        counts |= {f"{row.label} k": row.k, f"{row.label} n": row.n}
    counts |= {"near misses extracted": (misses["extracted"] > 0).sum(), "near misses": len(misses)}
    return {name: float(count) for name, count in counts.items()}


def rows(result: Mapping[str, float]) -> str:
    """The result of `check` as lines to print."""
    lines = [f"found {result['found']:.0f} of {result['coded']:.0f} coded; {result['wrong']:.0f} found and not coded"]
    lines += [f"{label:12} {result[f'{label} k']:3.0f} of {result[f'{label} n']:.0f}" for label in LABELS]
    return "\n".join([*lines, f"near misses  {result['near misses extracted']:3.0f} of {result['near misses']:.0f} extracted"])


def _takes(words: WordTokens, miss: Row, row: Row) -> bool:
    inside = miss.start <= row.cue_start and row.cue_end <= miss.end
    return inside or _overlap(words.cover([(miss.start, miss.end)]), words.cover(row.content_spans)) >= LEAST_OVERLAP


def _article(words: WordTokens, article: str, ours: pd.DataFrame, asked: pd.DataFrame, others: pd.DataFrame) -> Iterator[Pair]:
    """The pairs of one article: those asked for first, then what is left of ours against the other codings."""
    first = _matched(words, ours, asked)
    for i, j, overlap, same in first:
        verdict = "found" if same else "other source"
        yield article, asked["attribution_no"].iat[j], ours["attribution_no"].iat[i], overlap, verdict
    missed = asked.drop(asked.index[[j for _, j, _, _ in first]])
    yield from ((article, number, None, None, "missed") for number in missed["attribution_no"])
    rest = ours.drop(ours.index[[i for i, _, _, _ in first]])
    second = _matched(words, rest, others)
    for i, j, overlap, _ in second:
        yield article, others["attribution_no"].iat[j], rest["attribution_no"].iat[i], overlap, "coded elsewhere"
    extra = rest.drop(rest.index[[i for i, _, _, _ in second]])
    yield from ((article, None, number, None, "extra") for number in extra["attribution_no"])


def _matched(words: WordTokens, ours: pd.DataFrame, theirs: pd.DataFrame) -> list[tuple[int, int, float, bool]]:
    """One-to-one pairs with contents that overlap enough, as (i, j, overlap, same source); the same source counts first."""
    left = [(_source(words, row), words.cover(row.content_spans)) for row in ours.itertuples()]
    right = [(_source(words, row), _readings(words, row)) for row in theirs.itertuples()]
    pairs = {
        (i, j): (max(_overlap(content, reading) for reading in readings), bool(source & coded) or not (source or coded))
        for i, (source, content) in enumerate(left)
        for j, (coded, readings) in enumerate(right)
    }
    close = ((same + overlap, i, j) for (i, j), (overlap, same) in pairs.items() if overlap >= LEAST_OVERLAP)
    return sorted((i, j, *pairs[i, j]) for _, i, j in one_to_one(close))


def _readings(words: WordTokens, row: Row) -> list[Tokens]:
    return [words.cover(spans) for spans in (row.content_spans, row.content_alternative) if spans]


def _source(words: WordTokens, row: Row) -> Tokens:
    return frozenset() if pd.isna(row.source_start) else words.cover([(int(row.source_start), int(row.source_end))])


def _overlap(first: Tokens, second: Tokens) -> float:
    return len(first & second) / len(first | second) if first or second else 0.0
