"""Who speaks, held against people's coding: speaker, type, identifiability and country, all over and by parts and regions."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hearsay.entities.gazetteer import outlet_country
from hearsay.schema import NOT_STATED, Row
from hearsay.statistics.intervals import of_articles
from hearsay.text.quotations import quotation_spans
from hearsay.validation.benchmarks.coded_sources import PRONOUNS, CodedArticle, documents, fits, matched, read_coded_sources
from hearsay.validation.regions import region_of

MEASURES = {
    "speaker": "speaker right (same cluster, right name)",
    "pronoun": "pronouns right",
    "type": "source type, nine classes",
    "identifiability": "identifiability",
    "stated": "country: precision of what is stated",
    "due": "country: stated rightly, of rows whose text shows one",
    "due_abroad": "the same, speakers outside the US",
    "most_heard": "articles whose most-heard country is the right one",
    "false": "rows that are no attribution",
    "unowned": "quoted words (8 and more together) without their owner",
    "found": "coded attributions found",
}
"""What is measured, in the order of the rows; `false` and `unowned` are errors, the others are right."""
LONG = 8
"""Words of a quotation that has to have an owner."""
WORST = 10
US = "PolNeAR"
"""How the corpus begins whose articles are on politics within the US; all others are news of the world."""


def check(data: Path | str, split: str | None = None) -> dict[str, Any]:
    """The attributions table against coded sources.

    Parameters
    ----------
    data
        A folder with `articles.jsonl`, `rows.jsonl` and, if any, `missed.jsonl`, or one file that holds their lines (see
        `coded_sources`).
    split
        The beginning of a corpus's name, to measure on its articles alone.

    Returns
    -------
    dict
        `PART MEASURE`, a share from 0 to 1, with `… n`, `… low`, `… high` (95 % over articles) for each part (`all`, `world`,
        `US politics`, each region of outlets) and measure of `MEASURES`, and `PART sure MEASURE` on the rows that coders were
        sure of. A row counts where the table has the same attribution (`coded_sources.matched`); `found` says how often. Of the
        coded rows that are attributions: `speaker`, the name fits (`coded_sources.fits`) and at least half of the rows under that
        name in the article are coded as the same entity; `pronoun`, the same where the source is one; `type`,
        `identifiability`, as coded; `stated`, rows with a country, all of whose codes are coded; `due`, rows whose country the
        article states or makes plain, for which the table states it; `due_abroad`, those of speakers outside the US.
        `most_heard`: articles in which the country that most rows of the table have is (one of) the most coded; `false`, of
        the matched rows those that are none or whose source is another's; `unowned`, of the words in quotations of eight
        words and more that somebody is coded (or listed as missed) to say, those in no attribution with a source.
        `clusters P`, `R`, `F1`: B³ over the matched rows. `articles`, `rows`; `learned from`, how many of the articles the
        shipped heads learned from; `worst`, the ten articles with the largest
        share of wrong labels, each with what is wrong.

    Raises
    ------
    DataError
        When the data are in another form.

    Do not compare figures of articles that the shipped heads learned from with others: see `models/sources.md`.
    """
    articles = [article for article in read_coded_sources(data) if article.corpus.startswith(split or "")]
    known = taught_articles()
    seen = sum(hashlib.sha256(article.text.encode()).hexdigest()[:16] in known for article in articles)
    return {"learned from": seen, **figures(articles, table_of(articles))}


def taught_articles() -> frozenset[str]:
    """Digests of the articles that the shipped heads learned from."""
    card = json.loads((resources.files("hearsay") / "models" / "sources.json").read_text(encoding="utf-8"))
    return frozenset(card["articles"])


def table_of(articles: Sequence[CodedArticle]) -> pd.DataFrame:
    """The attributions table of the articles, read as any text is."""
    # The figures need no parser and no model; only this function does.
    from hearsay.attribution import attributions
    from hearsay.parsing.articles import blocks, sentences

    texts = documents(articles)
    return attributions(texts, sentences(texts, blocks(texts)))


def figures(articles: Sequence[CodedArticle], table: pd.DataFrame) -> dict[str, Any]:
    """As `check`, for a table that is at hand."""
    by_article = {str(name): list(rows.itertuples()) for name, rows in table.groupby("article_id")}
    verdicts = pd.DataFrame([line for one in articles for line in _verdicts(one, by_article.get(one.name, []))])
    result: dict[str, Any] = {"articles": len(articles), "rows": sum(len(article.rows) for article in articles)}
    for part, held in _parts(articles).items():
        mine = verdicts[verdicts["article"].isin(held)]
        result |= _shares(part, mine)
        result |= _shares(f"{part} sure", mine[mine["sure"]])
    precision, recall = _b_cubed(articles, by_article)
    score = 2 * precision * recall / max(precision + recall, 1e-9)
    return {**result, "clusters P": precision, "clusters R": recall, "clusters F1": score, "worst": _worst(verdicts)}


def _verdicts(article: CodedArticle, predicted: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """What is right and wrong in one article: `measure`, whether it is, how many units it stands for, and on what."""
    held = matched(article, predicted)
    yield from _of_rows(article, held)
    heard = _most_heard(article, held, predicted)
    if heard is not None:
        yield {"article": article.name, "sure": True, "measure": "most_heard", "right": heard, "n": 1, "what": "most heard"}
    yield from _unowned(article, predicted)


def _of_rows(article: CodedArticle, held: Sequence[Row | None]) -> Iterator[dict[str, Any]]:
    named: dict[str, Counter[int]] = {}
    for row, other in zip(article.rows, held, strict=True):
        if other is not None and row.ok:
            named.setdefault(other.speaker, Counter())[row.entity] += 1
    for row, other in zip(article.rows, held, strict=True):
        judged: dict[str, bool] = {}
        if other is not None:
            judged["false"] = not row.ok and not _mended(row, other)
        if row.ok:
            judged["found"] = other is not None
        if row.ok and other is not None:
            mine = named[other.speaker]
            one_voice = 2 * mine[row.entity] >= mine.total()
            judged["speaker"] = one_voice and fits(other.speaker, row)
            if article.text[slice(*row.source)].lower() in PRONOUNS:
                judged["pronoun"] = judged["speaker"]
            judged["type"] = other.source_type == row.kind
            judged["identifiability"] = other.identifiability == row.identifiability
            stated = codes(other.country)
            right = bool(stated) and stated <= row.country
            if stated:
                judged["stated"] = right
            if row.shown:
                judged["due"] = right
            if row.shown and "US" not in row.country:
                judged["due_abroad"] = right
        what = f"{row.speaker} ({row.kind}, {'/'.join(sorted(row.country)) or '–'})"
        if other is not None:
            what += f" as {other.speaker or 'nobody'} ({other.source_type}, {other.country})"
        shared = {"article": article.name, "sure": row.sure, "n": 1, "what": what}
        yield from ({**shared, "measure": measure, "right": right} for measure, right in judged.items())


def _mended(row: Any, other: Row) -> bool:
    """Whether a row that was coded as another's words is now given to whom the coders name."""
    moved = pd.isna(other.source_start) or not (row.source[0] < other.source_end and other.source_start < row.source[1])
    return bool(moved and row.speaker and fits(other.speaker, row))


def codes(country: str) -> frozenset[str]:
    """The codes in a cell of the column `country`; none where it is not stated."""
    return frozenset(code for code in re.split(r"[;,]\s*", country) if code and code != NOT_STATED)


def _most_heard(article: CodedArticle, held: Sequence[Row | None], predicted: Sequence[Row]) -> bool | None:
    """Whether the country of most rows is that of most coded ones; None where no country is coded."""
    coded = Counter(code for row in article.rows if row.ok for code in row.country)
    ours = Counter(code for row in predicted if row.level == 1 for code in codes(row.country))
    if not coded:
        return None
    first = {code for code, n in coded.items() if n == max(coded.values())}
    mine = {code for code, n in ours.items() if n == max(ours.values())}
    return bool(mine) and mine <= first


def _unowned(article: CodedArticle, predicted: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The words of each long quotation that somebody says, and whether an attribution with a source holds it."""
    owned = [span for row in predicted if row.source for span in row.content_spans]
    said = [span for row in article.rows if row.ok for span in row.content]
    for quotation in quotation_spans(article.text):
        start, end = quotation.inner
        words = len(article.text[start:end].split())
        whose = any(a < end and start < b for a, b in said) or any(start - 2 <= at < end for at in article.missed)
        if quotation.level == 1 and words >= LONG and whose:
            covered = any(min(b, end) - max(a, start) > (end - start) / 2 for a, b in owned)
            shared = {"article": article.name, "sure": True, "what": article.text[start:end]}
            yield {**shared, "measure": "unowned", "right": not covered, "n": words}


def _parts(articles: Sequence[CodedArticle]) -> dict[str, set[str]]:
    """The names of the articles in each part."""
    parts: dict[str, set[str]] = {"all": {article.name for article in articles}}
    for article in articles:
        parts.setdefault("US politics" if article.corpus.startswith(US) else "world", set()).add(article.name)
    for area in sorted({area_of(article) for article in articles}):
        parts[area] = {article.name for article in articles if area_of(article) == area}
    return parts


def area_of(article: CodedArticle) -> str:
    """The region of the article's outlet: as given, else by the outlet's country, which its name or its address tells."""
    if article.region:
        return article.region
    return region_of(outlet_country(article.outlet))


def _shares(part: str, verdicts: pd.DataFrame) -> dict[str, float]:
    result: dict[str, float] = {}
    for measure, rows in verdicts.groupby("measure"):
        sums = rows.assign(k=rows["right"] * rows["n"]).groupby("article")[["k", "n"]].sum().to_numpy(float)
        k, n = sums.sum(axis=0)
        low, high = of_articles(sums[:, 0], sums[:, 1])
        name = f"{part} {measure}"
        result |= {name: float(k / n), f"{name} n": float(n), f"{name} low": float(low), f"{name} high": float(high)}
    return result


def _b_cubed(articles: Sequence[CodedArticle], by_article: Mapping[str, Sequence[Row]]) -> tuple[float, float]:
    """B³ of the speakers' names against the coded entities: of a row's cluster the part that is right, and of its entity."""
    shares = []
    for article in articles:
        held = zip(article.rows, matched(article, by_article.get(article.name, [])), strict=True)
        pairs = [(other.speaker, row.entity) for row, other in held if other is not None and row.ok]
        both, ours, coded = Counter(pairs), Counter(name for name, _ in pairs), Counter(entity for _, entity in pairs)
        shares += [(both[name, entity] / ours[name], both[name, entity] / coded[entity]) for name, entity in pairs]
    precision, recall = np.array(shares).mean(axis=0) if shares else (0.0, 0.0)
    return float(precision), float(recall)


def _worst(verdicts: pd.DataFrame) -> list[dict[str, Any]]:
    """The articles with the largest share of wrong labels of speaker, type and country, and what is wrong there."""
    labels = verdicts[verdicts["measure"].isin(["speaker", "type", "stated", "due"])]
    shares = labels.groupby("article")["right"].agg(["mean", "size"])
    shares = shares[shares["size"] >= LONG].sort_values(["mean", "size"], ascending=[True, False]).head(WORST)
    return [
        {"article": name, "right": float(row["mean"]), "labels": int(row["size"]), "wrong": _wrong(labels, str(name))}
        for name, row in shares.iterrows()
    ]


def _wrong(labels: pd.DataFrame, article: str) -> list[str]:
    rows = labels[(labels["article"] == article) & ~labels["right"].astype(bool)]
    counted = Counter(zip(rows["measure"], rows["what"], strict=True))
    return [f"{measure}: {what} ×{n}" for (measure, what), n in counted.most_common(WORST)]


def rows(result: Mapping[str, Any]) -> str:
    """The result of `check` as lines to print."""
    parts = [name.removesuffix(" speaker") for name in result if name.endswith(" speaker")]
    lines = [f"{result['articles']} articles, {result['rows']} coded rows; percent [95 % over articles] of n"]
    if seen := result.get("learned from"):
        lines.append(
            f"of these the heads have learned from {seen} articles: see models/sources.md for the cross-validated figures"
        )
    for part in parts:
        lines += ["", part]
        for measure, meaning in MEASURES.items():
            if f"{part} {measure}" in result:
                value, n, low, high = (result[f"{part} {measure}{end}"] for end in ("", " n", " low", " high"))
                lines.append(f"  {meaning:58}{100 * value:5.1f} [{100 * low:.0f}, {100 * high:.0f}] of {n:.0f}")
    lines += ["", f"clusters, B³: P {result['clusters P']:.3f}, R {result['clusters R']:.3f}, F1 {result['clusters F1']:.3f}"]
    lines += ["", "the articles with most labels wrong"]
    for one in result["worst"]:
        lines += [
            f"{one['article']}: {100 * one['right']:.0f} % of {one['labels']} labels right",
            *(f"  {w}" for w in one["wrong"]),
        ]
    return "\n".join(lines)
