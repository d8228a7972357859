"""Extractors side by side on articles that people have coded: what each finds, labels and takes for what it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pandas as pd

from hearsay.article_labels import article_names
from hearsay.attribution import EXTRACTORS
from hearsay.attribution.attributions import DEFAULT
from hearsay.study import Study, read
from hearsay.text.printed import k_of_n
from hearsay.validation import agreement
from hearsay.validation.coded import Coded, match_answers
from hearsay.validation.coding_tasks import attribution_marks
from hearsay.validation.gold import Gold, read_gold

CARD = "attribution.md"
"""A learned extractor is shipped with its card, or it is not shipped."""
VERDICTS = ("found", "other source", "missed", "extra")
FIELDS = ("outlet", "title", "byline", "byline_kind", "published", "page_date", "upstream", "truncated")
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Compared:
    """One extractor on the coded articles: its study, the codings, and which of them it found."""

    name: str
    study: Study
    gold: Gold
    pairs: pd.DataFrame


def extractors() -> list[str]:
    """The extractors that can be used here: 'model' only when its files are there."""
    models = files("hearsay") / "models"
    return [name for name in EXTRACTORS if name != "model" or models.joinpath(CARD).is_file()]


def compare(texts: Path | str, gold: Path | str, names: Sequence[str] = ()) -> list[Compared]:
    """Every extractor on the texts that the gold was coded from; nothing when either folder is not there."""
    if not Path(texts).exists() or not Path(gold).is_dir():
        return []
    compared = []
    for name in names or extractors():
        study = read(texts, extractor=name)
        coded = read_gold(Path(gold), study.documents, study.sentences)
        pairs = agreement.match(study.documents, study.attributions, coded)
        compared.append(Compared(name, study, coded, pairs))
    return compared


def counts(compared: Sequence[Compared]) -> pd.DataFrame:
    """What each extractor did with the outermost core codings, and the gold itself as the last row.

    Returns
    -------
    DataFrame
        Index `extractor`; `coded` by people; `found` of these; `other source` (content found, but given to somebody
        else), `missed`, `extra` (found and coded by nobody), and `near misses taken` of `near misses`: strings that look
        like attributions and are none. Counts: five articles bear no percentages.
    """
    rows = {one.name: _counts(one) for one in compared}
    for counted in list(rows.values())[:1]:
        coded = counted["coded"]
        rows["gold"] = {**counted, "found": coded, **dict.fromkeys(VERDICTS[1:], 0), "near misses taken": 0}
    columns = ["coded", *VERDICTS, "near misses taken", "near misses"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("extractor")


def by_article(compared: Sequence[Compared]) -> pd.DataFrame:
    """k found of n coded in each article, with Wilson's interval, as `charts.intervals` takes it."""
    rows = []
    for one in compared:
        ids = one.study.articles["article_id"].tolist()
        names = article_names(one.study.articles)
        found = agreement.found(one.pairs, by="article_id").query("measure == 'found of the coded' and n > 0")
        rows += [
            (ids.index(row.article_id), one.name, f"{names[row.article_id]}, {one.name}", row.k / row.n, row.low, row.high)
            + (k_of_n(row.k, row.n),)
            for row in found.itertuples()
        ]
    table = pd.DataFrame(rows, columns=["place", "group", "label", "value", "low", "high", "printed"])
    return table.sort_values("place", kind="stable", ignore_index=True).drop(columns="place")


def labels(compared: Sequence[Compared]) -> pd.DataFrame:
    """Of the attributions found, how many carry the coded label: 'k of n' per label and extractor."""
    columns = {one.name: agreement.labels(one.pairs, one.study.attributions, one.gold) for one in compared}
    cells = {name: [k_of_n(row.k, row.n) for row in table.itertuples()] for name, table in columns.items()}
    return pd.DataFrame(cells, index=pd.Index(agreement.LABELS, name="label"))


def confusion(compared: Sequence[Compared], label: str) -> pd.DataFrame:
    """Coded values (rows) against predicted ones (columns) of one label, one extractor below the other: counts."""
    tables = {one.name: agreement.confusion(one.pairs, one.study.attributions, one.gold, label) for one in compared}
    if not tables:
        return pd.DataFrame()
    below = pd.concat(tables, names=["extractor", f"coded {label}"]).fillna(0).astype("int64")
    seen = below[(below != 0).any(axis=1)]
    return seen[sorted(seen.columns)].rename_axis(columns=f"predicted {label}")


def near_misses(compared: Sequence[Compared]) -> pd.DataFrame:
    """Strings that look like attributions and are none: why, and how many predictions of each extractor took them."""
    tables = [agreement.near_misses(one.study.documents, one.study.attributions, one.gold) for one in compared]
    if not tables:
        return pd.DataFrame(columns=["article_id", "text", "why"])
    taken = {one.name: table["extracted"].to_numpy() for one, table in zip(compared, tables, strict=True)}
    return tables[0][["article_id", "start", "end", "text", "why"]].assign(**taken)


def confidence(compared: Sequence[Compared]) -> pd.DataFrame:
    """Reliability: of the outermost attributions with so much confidence, how many did people code, too?

    Returns
    -------
    DataFrame
        `extractor, confidence` (from, up to), `n` predictions, `mean_confidence`, `right` of them (found in the gold, core or
        not), `share`. A calibrated extractor has `share` near `mean_confidence`; the baseline claims none and says 1.
    """
    rows = []
    for one in compared:
        ours = one.study.attributions.query("level == 1")[["article_id", "attribution_no", "confidence"]]
        pairs = agreement.match(one.study.documents, one.study.attributions, one.gold, tier=None).query("verdict == 'found'")
        hits = pairs[["article_id", "predicted_no"]].rename(columns={"predicted_no": "attribution_no"}).assign(right=1)
        ours = ours.astype({"attribution_no": "Int64"}).merge(hits, on=["article_id", "attribution_no"], how="left")
        for low, high in pairwise(STEPS):
            part = ours[(ours["confidence"] >= low) & ((ours["confidence"] < high) | (high == STEPS[-1]))]
            if len(part):
                mean, right = part["confidence"].mean(), int(part["right"].sum())
                rows.append((one.name, f"{low:.1f} to {high:.1f}", len(part), mean, right))
    table = pd.DataFrame(rows, columns=["extractor", "confidence", "n", "mean_confidence", "right"])
    return table.assign(share=table["right"] / table["n"])


def cases(compared: Sequence[Compared], verdict: str) -> pd.DataFrame:
    """The attributions with one verdict of `agreement.match`, as coded ('missed') or as predicted ('extra').

    Returns
    -------
    DataFrame
        `extractor, article_id, source, content`, and `start, end` of the cue.
    """
    tables = [_cases(one, verdict) for one in compared]
    columns = ["extractor", "article_id", "source", "content", "start", "end"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def fields(compared: Sequence[Compared]) -> pd.DataFrame:
    """What was read off each page against what people read off it: `article_id, field, coded, found, same`.

    Parsing does not depend on the extractor, so the first one's study is taken; here and in `bodies`.
    """
    rows = [
        (coded.article_id, name, str(getattr(coded, name)), str(one.study.table("articles", coded.article_id)[name].iloc[0]))
        for one in compared[:1]
        for coded in one.gold.articles.itertuples(index=False)
        for name in FIELDS
    ]
    table = pd.DataFrame(rows, columns=["article_id", "field", "coded", "found"])
    return table.assign(same=(table["coded"] == table["found"]).astype("bool"))


def bodies(compared: Sequence[Compared]) -> pd.DataFrame:
    """The body in non-space characters: `article_id, coded, found, both`; all three are equal where nothing is wrong."""
    rows = []
    for one in compared[:1]:
        texts = one.study.documents.set_index("document_id")["text"]
        ours = one.study.blocks[one.study.blocks["label"] == "body"].rename(columns={"document_id": "article_id"})
        for article in one.gold.articles["article_id"]:
            spans = (table[table["article_id"] == article] for table in (one.gold.bodies, ours))
            coded, found = (_characters(texts[article], table) for table in spans)
            rows.append((article, len(coded), len(found), len(coded & found)))
    return pd.DataFrame(rows, columns=["article_id", "coded", "found", "both"])


def _cases(one: Compared, verdict: str) -> pd.DataFrame:
    number, table = ("predicted_no", one.study.attributions) if verdict == "extra" else ("gold_no", one.gold.attributions)
    asked = one.pairs.loc[one.pairs["verdict"] == verdict, ["article_id", number]]
    keyed = table.assign(**{number: table["attribution_no"].astype("Int64")}).merge(asked, on=["article_id", number])
    placed = keyed.assign(extractor=one.name, start=keyed["cue_start"], end=keyed["cue_end"])
    return placed[["extractor", "article_id", "source", "content", "start", "end"]]


def _counts(one: Compared) -> dict[str, int]:
    verdicts = one.pairs["verdict"].value_counts()
    numbers = {name: int(verdicts.get(name, 0)) for name in VERDICTS}
    misses = agreement.near_misses(one.study.documents, one.study.attributions, one.gold)
    coded = sum(numbers[name] for name in VERDICTS[:3])
    return {"coded": coded, **numbers, "near misses taken": int((misses["extracted"] > 0).sum()), "near misses": len(misses)}


def _characters(text: str, spans: pd.DataFrame) -> set[int]:
    places = (place for start, end in zip(spans["start"], spans["end"], strict=True) for place in range(start, end))
    return {place for place in places if not text[place].isspace()}


def as_coded(compared: Sequence[Compared]) -> Coded | None:
    """The attributions of the extractor in use with the gold's answers, as if somebody had coded each; None where there is none.

    One that is not in the gold at level 1 is coded as none.
    """
    for one in [one for one in compared if one.name == DEFAULT] or compared[:1]:
        outer = one.gold.attributions[one.gold.attributions["level"] == 1]
        answers = outer[["article_id", "source_type", "identifiability", "country", "stance", "hop"]].assign(
            item=outer["article_id"] + "#" + outer["attribution_no"].astype("str"), ok=1,
            marks=[attribution_marks(row) for row in outer.itertuples()],
        )  # fmt: skip
        return match_answers(one.study, answers, complete=True)
    return None
