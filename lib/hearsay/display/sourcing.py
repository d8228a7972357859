"""How a piece is sourced, to read: a page for one article, and a matrix of articles whose cells open to their sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import pandas as pd

from hearsay.article_labels import article_names
from hearsay.charts.indicators import LEFT_OUT, cell_text
from hearsay.display.article import Shown
from hearsay.display.html import NO_FORMULAS, html, one_line
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED, Row
from hearsay.sourcing.registry import FAMILIES, INDICATORS, NAMES, Indicator
from hearsay.study import Study
from hearsay.text.spans import Span

MOST_PLACES = 30
"""Sentences under one figure; a last line says how many more there are."""
MOST_ARTICLES = 12
"""Columns of the matrix."""
LONGEST = 500
"""Characters of a sentence that are shown around what is marked."""

GRADE = re.compile("[A-F][1-6]")
"""A grade of the Admiralty code: the source, and what it says."""

Piece = tuple[str, bool]
"""Words of a sentence, and whether they are marked."""


def page(study: Study, article: str, *, headed: bool = True) -> Shown:
    """How one article is sourced: every indicator in plain words, with its figure, its sentences, and what it cannot show.

    Parameters
    ----------
    study
        The study.
    article
        The article's id, or the beginning of it that no other has.
    headed
        Whether it says of which article it is; on a page of the article's own it need not.

    Notes
    -----
    Nothing is graded and nothing added up. An interval says what other statements of the same kind might have given; it knows
    nothing of what the tool misses.
    """
    name = study.find(article)
    shown = study.table("indicators", name)
    text, sentences = _text(study, name), _sentences(study, name)
    label = article_names(study.articles)[name]
    entries = {
        family: [_entry(row, text, sentences) for row in _rows(shown) if row.indicator.startswith(family)] for family in FAMILIES
    }
    families = [{"name": FAMILIES[family], "rows": held} for family, held in entries.items() if held]
    described = study.table("articles", name).iloc[0]
    cut = "The text ends at a paywall: no rate is stated." if described["truncated"] else ""
    cut = cut if len(shown) else "No indicators: the article is in another language than English."
    head = f"How this piece is sourced: {label}"
    titled = "" if described["title"] == NOT_STATED else str(described["title"])
    made = html(
        "sourcing.html.j2",
        heading=head if headed else "",
        title=titled if headed else "",
        cut=cut,
        families=families,
        no_formulas=NO_FORMULAS,
    )
    lines = [f"{entry['number']} {entry['name']}: {entry['told']}" for held in entries.values() for entry in held]
    told = "\n".join([one_line(head), *map(one_line, filter(None, [titled, cut])), *(f"  {one_line(line)}" for line in lines)])
    return Shown(str(made), told, {"the table": shown})


def matrix(study: Study, *, only: Sequence[str] = (), show: Sequence[str] = ()) -> Shown:
    """Indicators down, articles across; each cell opens to the sentences on which its figure stands.

    Parameters
    ----------
    study
        The study.
    only
        The articles, by their ids or beginnings; the first 12 by name without it.
    show
        Ids of indicators; all without it.
    """
    names = article_names(study.articles)
    ids = [study.find(one) for one in only] or sorted(names, key=lambda one: (names[one].casefold(), one))
    ids = ids[:MOST_ARTICLES]
    table = study.indicators[study.indicators["article_id"].isin(ids)]
    cells = dict(iter(table.groupby(["indicator", "article_id"], sort=False)))
    texts = {one: (_text(study, one), _sentences(study, one)) for one in ids}
    chosen = [one for one in INDICATORS if (one.id in show or not show) and one.id not in LEFT_OUT]
    lines = [(one, [_cell(cells.get((one.id, name)), *texts[name]) for name in ids]) for one in chosen]
    rest = len(names) - len(ids)
    note = f"The first {len(ids)} of {len(names):,} articles, by name." if rest and not only else ""
    made = html(
        "sourcing_matrix.html.j2", heads=[names[one] for one in ids], lines=_by_family(lines), note=note, no_formulas=NO_FORMULAS
    )
    plain = [f"{one.number} {one.name}: {' | '.join(cell['text'] for cell in row)}" for one, row in lines]
    heads = " | ".join(names[one] for one in ids)
    text = "\n".join(map(one_line, [f"Articles: {heads}", *plain, *filter(None, [note])]))
    return Shown(str(made), text, {"the table": table[table["indicator"].isin([one.id for one in chosen])]})


def grading_sheet(study: Study, article: str) -> pd.DataFrame:
    """The statements of one article, for a reader to grade: a row each, numbered as in `attributions`, and no grade.

    Returns
    -------
    DataFrame
        By `attribution_no`: `source` and `cue` as printed, `content`, and what the text tells of the source: `source_type`,
        `identifiability`, `via` (who passes it on).
    """
    said = study.table("attributions", article)
    shown = said[(said["level"] == 1) & (said["zone"] == "body")]
    columns = ["source", "cue", "content", "source_type", "identifiability", "via"]
    return shown.set_index("attribution_no")[columns].assign(via=lambda table: table["via"].map(", ".join))


def with_grades(sheet: pd.DataFrame, grades: Mapping[int, str]) -> pd.DataFrame:
    """The sheet with the reader's grades in the column `grade`; 'not graded' where there is none.

    Raises `InputError` for a grade that is no letter A to F with a number 1 to 6, or of a statement that is not on the sheet.
    """
    for number, grade in grades.items():
        if not GRADE.fullmatch(grade):
            raise InputError(f"grade {grade!r} of statement {number}: give a letter A to F and a number 1 to 6, such as 'F6'")
        if number not in sheet.index:
            raise InputError(f"no statement {number} on the sheet; it has {', '.join(map(str, sheet.index))}")
    return sheet.assign(grade=[grades.get(number, "not graded") for number in sheet.index])


def _entry(row: Row, text: str, sentences: Sequence[Row]) -> dict[str, Any]:
    """One line of the page."""
    one = NAMES[row.indicator]
    places = list(_places(row.evidence, text, sentences))
    limits = "" if pd.isna(row.low) else f"{_figure(one, row.low)} to {_figure(one, row.high)}"
    shown = row.answer if row.answer != NOT_STATED or pd.isna(row.k) else f"{NOT_STATED}; shown: {_counted(row)}"
    told = f"{f'{row.item}: ' if row.item else ''}{shown}{f' ({limits})' if limits else ''}"
    return {
        "id": one.id, "number": one.number, "name": one.name, "question": one.question, "item": row.item,
        "answer": shown, "limits": limits, "places": places[:MOST_PLACES], "count": len(places),
        "more": max(0, len(places) - MOST_PLACES), "definition": one.definition, "caveat": row.caveat, "source": row.source,
        "told": told,
    }  # fmt: skip


def _counted(row: Row) -> str:
    return f"{row.k}" if pd.isna(row.n) else f"{row.k} of {row.n}"


def _figure(one: Indicator, value: float) -> str:
    return f"{value:.0%}" if one.unit == "share" else f"{value:.1f}"


def _cell(rows: pd.DataFrame | None, text: str, sentences: Sequence[Row]) -> dict[str, Any]:
    if rows is None:
        return {"text": "–", "places": [], "more": 0}
    spans = sorted({span for evidence in rows["evidence"] for span in evidence})
    places = list(_places(spans, text, sentences))
    return {"text": cell_text(rows), "places": places[:MOST_PLACES], "more": max(0, len(places) - MOST_PLACES)}


def _by_family(lines: Sequence[tuple[Indicator, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "rows": held}
        for family, name in FAMILIES.items()
        if (
            held := [
                {"number": one.number, "name": one.name, "hint": one.question, "cells": row}
                for one, row in lines
                if one.family == family
            ]
        )
    ]


def _places(evidence: Sequence[Span], text: str, sentences: Sequence[Row]) -> Iterator[list[Piece]]:
    """The evidence sentence by sentence, each with what is marked in it; what stands in no sentence by itself."""
    held: dict[Span, list[Span]] = {}
    for start, end in evidence:
        place = bisect_right(sentences, start, key=attrgetter("start")) - 1
        inside = place >= 0 and start < sentences[place].end
        around = (sentences[place].start, max(sentences[place].end, end)) if inside else (start, end)
        held.setdefault(around, []).append((start, end))
    for (first, last), marks in held.items():
        yield _pieces(text, max(first, marks[0][0] - LONGEST), min(last, marks[-1][1] + LONGEST), marks)


def _pieces(text: str, first: int, last: int, marks: Sequence[Span]) -> list[Piece]:
    pieces, at = [], first
    for start, end in marks:
        start = max(start, at)
        if start < end:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:last], False)] if piece[0]]


def _rows(table: pd.DataFrame) -> list[Row]:
    return list(table.itertuples(index=False))


def _text(study: Study, article: str) -> str:
    return str(study.table("documents", article)["text"].iloc[0])


def _sentences(study: Study, article: str) -> list[Row]:
    return sorted(_rows(study.table("sentences", article)), key=attrgetter("start"))
