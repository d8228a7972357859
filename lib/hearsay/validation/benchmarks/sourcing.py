"""How far the indicators of sourcing are right: against reference values of articles coded by hand, or against coded speakers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.errors import DataError
from hearsay.options import Options
from hearsay.pipeline import make_tables
from hearsay.reading import documents as reading
from hearsay.schema import NOT_STATED, STANCES
from hearsay.sourcing import indicators
from hearsay.validation.benchmarks import digest
from hearsay.validation.coded_texts import json_lines, text_documents
from hearsay.validation.measured_error import by_split

TAKEN = ("documents", "blocks", "metadata", "articles", "sentences", "attributions", "loaded")
REFERENCE: Mapping[str, str] = {
    "S2": "attributed_char_share",
    "S2 sentences": "attributed_sentence_share",
    "S3": "anonymous_share",
    "S3 people": "anonymous_share_people_only",
    "S7": "hearsay",
    "S8 context": "second_hand_context",
    "S8 stated": "second_hand_explicit",
}
"""Indicators whose k and n the reference gives together, and under which name."""
NEAR = 1
"""By how much k and n may differ and still be right."""
OFF = "off "
EVERY, ARTICLES = 22, 20
"""Of the coded articles in the order of their names every 22nd, 20 of them: 441 // 20, chosen before anything was measured."""
SHARES = ("S10", "S3", "S3 people", "S9")
"""Indicators that codings of speakers determine. Of S9 the share is 1 - Σp²: that two statements have different speakers."""
CODED = ("article", "source", "cue", "content", "ok", "entity", "type", "identifiability")


def check(data: Path | str, split: str | None = None) -> dict[str, Any]:
    """The indicators of articles against those of people's codings.

    Parameters
    ----------
    data
        A folder with `indicators.json`, the reference values of articles coded by hand (`data/gold`), or with
        `articles.jsonl` and `rows.jsonl`, statements whose speakers people coded.
    split
        With reference values, the folder of the texts, from `data` ('../../seeds' unless told). With coded speakers 'all' for
        every article; every 22nd, 20 of them, unless told.

    Returns
    -------
    dict
        With reference values: `cells`, k and n of an indicator in an article, `right`, the share of which k and n are both
        within 1; `right S3` … and `n S3` … by indicator; `off …` each other cell with both pairs. A cell of a truncated
        article counts like the others: its k and n are those of what is shown.
        With coded speakers: by indicator `error S10` …, the mean absolute error of the share over articles, with `bias`
        (mean of machine less coded) and `n`, the articles in which both have statements; `error`, the mean of all; `worst …`
        the five largest errors. Statements without a source are not coded, so that S7 is not determined.

    Raises
    ------
    DataError
        When the files are missing or in another form.
    """
    folder = Path(data)
    if (folder / "indicators.json").is_file():
        return _against_reference(folder, folder / (split or "../../seeds"))
    if (folder / "rows.jsonl").is_file():
        return _against_speakers(folder, split == "all")
    raise DataError(f"{folder}: neither indicators.json nor rows.jsonl; give data/gold, or a folder of coded speakers")


def measured() -> pd.DataFrame:
    """What `check` said, as it comes with the package: `data, indicator, n, within_1, error, bias`.

    `n` are cells (articles, and sides of L1) of the seeds, articles of the coded speakers; `within_1` is the share of cells
    whose k and n are both within 1; `error` the mean absolute error of a share, `bias` machine less people. Do not compare
    indicators by `within_1`: counts of characters are seldom within 1.
    """
    found = [
        {
            "data": result["data"], "indicator": one, "n": result[f"n {one}"], "within_1": result.get(f"right {one}"),
            "error": result.get(f"error {one}"), "bias": result.get(f"bias {one}"),
        }
        for result in by_split("indicators").values()
        for one in (name.removeprefix("n ") for name in result if name.startswith("n "))
    ]  # fmt: skip
    table = pd.DataFrame(found, columns=["data", "indicator", "n", "within_1", "error", "bias"])
    return table.astype({"n": "int64", "within_1": "float64", "error": "float64", "bias": "float64"})


def cells_off() -> pd.DataFrame:
    """The cells of the seeds that are not within 1, as they come with the package: `cell, k_of_n`, both pairs in words."""
    figures = by_split("indicators").get("seeds", {})
    off = [(name.removeprefix(OFF), value) for name, value in figures.items() if name.startswith(OFF)]
    return pd.DataFrame(off, columns=["cell", "k_of_n"])


def _against_reference(folder: Path, texts: Path) -> dict[str, Any]:
    known = _json(folder / "indicators.json")
    tables = _tables(reading.read(texts).documents)
    table = indicators(*(tables[name] for name in TAKEN))
    names = {record["article"]: record for record in known.values()}
    if missing := sorted(set(names) - set(table["article_id"])):
        raise DataError(f"{texts}: has no {missing[0]}, which {folder / 'indicators.json'} gives values for")
    found = {(row.article_id, row.indicator, row.item): (row.k, row.n) for row in table.itertuples(index=False)}
    cells = [(name, one, item, pair) for name, record in names.items() for one, item, pair in _reference(record)]
    judged = [(name, one, item, pair, _pair(found.get((name, one, item)), pair)) for name, one, item, pair in cells]
    right = {cell[:3]: _is_near(cell[3], cell[4]) for cell in judged}
    ids = list(dict.fromkeys(cell[1] for cell in judged))
    by_id = {one: [right[cell[:3]] for cell in judged if cell[1] == one] for one in ids}
    return {
        "data": "seeds",
        "data_sha256": digest(folder, "indicators.json"),
        "articles": len(names),
        "cells": len(judged),
        "right": float(np.mean(list(right.values()))),
        **{f"right {one}": float(np.mean(values)) for one, values in by_id.items()},
        **{f"n {one}": len(values) for one, values in by_id.items()},
        **{
            f"{OFF}{name} {one}{f' ({item})' if item else ''}": f"{_k_of_n(machine)}, by hand {_k_of_n(pair)}"
            for name, one, item, pair, machine in judged
            if not right[name, one, item]
        },
    }


def _reference(record: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Indicator, item, and k and n by hand, for each cell that the reference determines."""
    statements, nobody = record["attributions_L1_core_body"], record["no_source_share"][0]
    for one, name in REFERENCE.items():
        yield one, "", (record[name][0], record[name][1])
    yield "S1", "", (statements, record["body_words"])
    yield "S9", "", (record["distinct_sources"], statements - nobody)
    yield "S13 sources", "", (record["document_sources"], statements)
    # What nobody is named for has no side; the reference counts it under 'not stated'.
    sides = {side: dict(counts) for side, counts in record["cue_stance"].items() if side in record["sides"]}
    for side, counts in sides.items():
        for stance in STANCES:
            if stance in counts:
                yield "L1", f"{side}: {stance}", (counts[stance], sum(counts.values()))


def _pair(found: tuple[Any, Any] | None, coded: tuple[int, int]) -> tuple[int, int]:
    """The machine's k and n; a stance that does not occur has no row: 0 of the same n."""
    return (0, coded[1]) if found is None else (int(found[0]), int(found[1]))


def _is_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _k_of_n(pair: tuple[int, int]) -> str:
    return f"{pair[0]} of {pair[1]}"


def _against_speakers(folder: Path, every: bool) -> dict[str, Any]:
    hint = "one JSON object a line is expected"
    texts = {record["article"]: record["text"] for _, record in json_lines(folder / "articles.jsonl", hint)}
    names = sorted(texts) if every else sorted(texts)[::EVERY][:ARTICLES]
    rows = (record for _, record in json_lines(folder / "rows.jsonl", hint))
    coded = [record for record in rows if record.get("article") in set(names) and record.get("ok")]
    if lacking := next((field for record in coded for field in CODED if field not in record), None):
        raise DataError(f"{folder / 'rows.jsonl'}: a row lacks the field {lacking!r}")
    tables = _tables(text_documents({name: texts[name] for name in names}))
    by_hand = {**tables, "attributions": coded_attributions(coded, texts, tables["sentences"])}
    machine, hand = (_shares(indicators(*(one[name] for name in TAKEN))) for one in (tables, by_hand))
    both = (
        machine.reset_index().merge(hand.reset_index(), on=["article_id", "indicator"], suffixes=("_machine", "_hand")).dropna()
    )
    both["error"] = both["value_machine"] - both["value_hand"]
    worst = both.reindex(both["error"].abs().sort_values(ascending=False, kind="stable").index).head(5)
    means = both.groupby("indicator")["error"]
    return {
        "data": "coded speakers",
        "data_sha256": digest(folder, "articles.jsonl", "rows.jsonl"),
        "articles": len(names),
        "error": float(both["error"].abs().mean()),
        **{f"error {one}": float(values.abs().mean()) for one, values in means},
        **{f"bias {one}": float(values.mean()) for one, values in means},
        **{f"n {one}": len(values) for one, values in means},
        **{
            f"worst {row.article_id} {row.indicator}": f"{row.value_machine:.2f}, by hand {row.value_hand:.2f}"
            for row in worst.itertuples(index=False)
        },
    }


def coded_attributions(coded: Sequence[Mapping[str, Any]], texts: Mapping[str, str], sentences: pd.DataFrame) -> pd.DataFrame:
    """Coded speakers as an attributions table of level 1; what was not coded is 'not stated', at first hand and neutral."""
    passages = {name: part.sort_values("start", kind="stable") for name, part in sentences.groupby("article_id")}
    blank = dict.fromkeys(("country", "organisation", "affiliation_basis", "side"), NOT_STATED)
    made = []
    for number, record in enumerate(coded):
        text, (start, end), (cue_start, cue_end) = texts[record["article"]], record["source"], record["cue"]
        content = tuple((first, last) for first, last in record["content"])
        part = passages[record["article"]]
        sentence = part.iloc[max(int(part["start"].searchsorted(cue_start, side="right")) - 1, 0)]
        made.append({
            **blank, "article_id": record["article"], "attribution_no": number, "sentence_no": sentence["sentence_no"],
            "zone": sentence["zone"], "level": 1, "nested_in": None, "source": text[start:end], "source_start": start,
            "source_end": end, "cue": text[cue_start:cue_end], "cue_start": cue_start, "cue_end": cue_end,
            "content": " … ".join(text[slice(*span)] for span in content), "content_spans": content, "kind": "indirect",
            "speaker": str(record["entity"]), "source_type": record["type"], "identifiability": record["identifiability"],
            "stance": "neutral", "hop": 1, "via": (), "confidence": 1.0, "repair": "",
        })  # fmt: skip
    return schema.frame("attributions", made)


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    """The determined shares by article and indicator."""
    shown = table[table["indicator"].isin(SHARES)].set_index(["article_id", "indicator"])
    value = shown["k"].astype("float64") / shown["n"].astype("float64").where(shown["n"] > 0)
    effective = shown.index.get_level_values("indicator") == "S9"
    return pd.DataFrame({"value": value.mask(effective, 1 - 1 / shown["value"])})


def _tables(documents: pd.DataFrame) -> dict[str, pd.DataFrame]:
    tables = {"documents": schema.validate("documents", documents)}
    return {**tables, **make_tables(TAKEN, tables, Options())}


def _json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); one JSON object by article is expected") from error
