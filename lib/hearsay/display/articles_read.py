"""What was read and what was not, and why: a table of articles and a list of problems, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

import pandas as pd

from hearsay.display.article import Shown
from hearsay.display.html import NO_FORMULAS, html, one_line
from hearsay.schema import ENGLISH, NOT_STATED, Row
from hearsay.study import Study
from hearsay.text.printed import quantity

SHOWN = 100
"""Rows of each list that are shown; the others are counted."""
SHORT_WORDS = 60
"""Words of a body under which an article is said to be short: less than a paragraph or two is a caption or a teaser."""
COLUMNS = ("title", "outlet", "date", "words", "language", "file", "remarks")
TOLD_APART = {"outlet": "outlet", "title": "title", "date": "published"}


def articles_read(study: Study) -> Shown:
    """The articles that were read, each with title, outlet, date, words, language and remarks; then what was not read.

    A notebook shows two tables; the plain text holds the same lines. `read_table` and `unread_table` hold all rows.
    """
    read, unread = read_table(study), unread_table(study)
    lost = int(unread["lost"].sum()) if len(unread) else 0
    left_out = f"{quantity(lost, 'file')} or part of one not" if lost else "nothing was left out"
    told = f"{quantity(len(read), 'article')} read; {left_out}."
    made = html(
        "articles_read.html.j2", told=told, columns=COLUMNS, rows=_cells(read[list(COLUMNS)]), unread=_cells(_of_unread(unread)),
        more=_more(len(read)), more_unread=_more(len(unread)), no_formulas=NO_FORMULAS,
    )  # fmt: skip
    return Shown(str(made), "\n".join(map(one_line, _lines(told, read, unread))), {"what was read": read, "what was not": unread})


def read_table(study: Study) -> pd.DataFrame:
    """A row an article: `title`, `outlet`, `date`, `words`, `language`, `file` (its id), `remarks`, and what each rests on."""
    articles, folded = study.articles, study.versions["document_id"].value_counts()
    rows = [
        {
            "title": row.title, "outlet": row.outlet, "date": row.published, "words": row.n_words, "language": row.language,
            "file": row.article_id, "remarks": "; ".join(_remarks(row, int(folded.get(row.article_id, 0)))),
            "title_basis": row.title_basis, "outlet_basis": row.outlet_basis, "date_basis": row.published_basis,
        }
        for row in articles.itertuples(index=False)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*COLUMNS, "title_basis", "outlet_basis", "date_basis"])


def unread_table(study: Study) -> pd.DataFrame:
    """A row for each problem: `file`, `where`, `problem`, `advice`, and whether the text was `lost`."""
    problems = study.problems
    names = [PurePath(path).name for path in problems["path"]]
    return pd.DataFrame({"file": names, **{name: problems[name] for name in ("where", "problem", "advice", "lost")}})


def _remarks(row: Row, versions: int) -> Iterator[str]:
    """What a reader should know before counting anything in it."""
    missing = [name for name, column in TOLD_APART.items() if getattr(row, column) == NOT_STATED]
    if missing:
        yield f"not stated: {', '.join(missing)}"
    if row.truncated:
        yield "cut off by a paywall: its counts are of a part only"
    if row.language not in ENGLISH:
        yield "not in English: read and counted, not analysed"
    words = row.n_words
    if words == 0:
        yield "no body was found"
    elif words < SHORT_WORDS:
        yield "very short"
    if versions:
        yield f"stands for {quantity(versions + 1, 'version')} of one text"


def _of_unread(unread: pd.DataFrame) -> pd.DataFrame:
    lost = ["not read" if lost else "read, with a doubt" for lost in unread["lost"]]
    where = ["" if place in ("file", file) else place for place, file in zip(unread["where"], unread["file"], strict=True)]
    return pd.DataFrame(
        {"file": unread["file"], "": lost, "where": where, "why": unread["problem"], "what to do": unread["advice"]}
    )


def _cells(table: pd.DataFrame) -> list[list[str]]:
    return [
        [f"{value:,}" if isinstance(value, int) else str(value) for value in row] for row in table.head(SHOWN).to_numpy().tolist()
    ]


def _more(rows: int) -> str:
    return f"… and {rows - SHOWN:,} more; the table to download has them all." if rows > SHOWN else ""


def _lines(told: str, read: pd.DataFrame, unread: pd.DataFrame) -> Iterator[str]:
    yield told
    yield from (" | ".join(row) for row in _cells(read[list(COLUMNS)]))
    yield from filter(None, [_more(len(read))])
    yield from (f"! {' | '.join(filter(None, row))}" for row in _cells(_of_unread(unread)))
    yield from filter(None, [_more(len(unread))])
