"""Words in their co-text: any table with offsets as lines to read, the evidence in the middle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from hearsay.article_labels import keys
from hearsay.display.downloads import MOST_ROWS
from hearsay.display.html import NO_FORMULAS, html
from hearsay.schema import key
from hearsay.text.lexicons import Matcher
from hearsay.text.words import words

NOTHING = "Nothing to show: no row of this table has a place in these texts."
LONGEST = 120
"""Characters of a cell beside the evidence."""
SHORT = 28
"""A cell up to so many characters stays on one line."""


@dataclass(frozen=True, repr=False)
class Lines:
    """Evidence in its co-text. A notebook shows a table; the plain text holds the same lines.

    `together`: evidence and co-text are read in one, as a sentence is, and not aligned. `held` makes the table of all rows, of
    which the first are shown.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    together: bool = False
    held: Callable[[], pd.DataFrame] | None = field(default=None, compare=False)

    @property
    def table(self) -> pd.DataFrame | None:
        """All rows that have a place, with the words that stand there, unless they are more than a link holds."""
        return self.held() if self.held else None

    def _repr_html_(self) -> str:
        if not self.rows:
            return f"<p>{NOTHING}</p>"
        bare = not any(row[-3] or row[-1] for row in self.rows)
        return html(
            "concordance.html.j2",
            columns=self.columns,
            rows=self.rows,
            note=self.note,
            bare=bare,
            together=self.together,
            one_line=all(len(row[-2]) <= SHORT for row in self.rows),
            wrap=_wrap,
            no_formulas=NO_FORMULAS,
        )

    def __repr__(self) -> str:
        lines = [f"{' | '.join(row[:-3])} | {row[-3]}[{row[-2]}]{row[-1]}" for row in self.rows]
        return "\n".join([*(lines or [NOTHING]), *([self.note] if self.note else [])])


def in_context(
    documents: pd.DataFrame, table: pd.DataFrame, columns: Sequence[str] = (), *, width: int = 60, most: int = 30
) -> Lines:
    """The evidence of each row between what stands before and after it.

    Parameters
    ----------
    documents
        The texts that the offsets count in.
    table
        Any table with `article_id` (or `document_id`), `start` and `end`. Rows without a place are left out.
    columns
        Columns of the table to show before the evidence; articles are named by their keys, as in the charts.
    width
        Characters of co-text on either side; with 0 the evidence stands alone.
    most
        Rows to show; a last line says how many more there are.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    placed = table[table["start"].notna()]
    shown = placed.head(most)
    places = zip(shown[key(shown)], shown["start"], shown["end"], strict=True)
    lines = [_line(texts[article], int(start), int(end), width) for article, start, end in places]
    known = dict(zip(texts, keys(texts), strict=True))
    named = [tuple(_written(value, known) for value in row) for row in shown[list(columns)].itertuples(index=False)]
    left = len(placed) - len(shown)
    note = f"… and {left:,} more." if left else ""
    rows = tuple(one + line for one, line in zip(named, lines, strict=True))
    return Lines(tuple(columns), rows, note, held=partial(_held, texts, placed))


def in_sentences(
    documents: pd.DataFrame, sentences: pd.DataFrame, table: pd.DataFrame, columns: Sequence[str] = (), *, most: int = 20
) -> Lines:
    """The evidence of each row, marked in the sentence that it is a part of.

    Parameters
    ----------
    documents, sentences
        The texts, and where their sentences stand.
    table
        Any table with `article_id`, `sentence_no`, `start` and `end`.
    columns, most
        As `in_context` takes them.
    """
    shown = table.head(most).merge(sentences[["article_id", "sentence_no", "start", "end"]].add_suffix("_of"),
        left_on=["article_id", "sentence_no"], right_on=["article_id_of", "sentence_no_of"], how="left")  # fmt: skip
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    pieces = [
        tuple(_flat(texts[row.article_id][first:last]) for first, last in
              ((row.start_of, row.start), (row.start, row.end), (row.end, row.end_of)))
        for row in shown.itertuples(index=False)
    ]  # fmt: skip
    known = dict(zip(texts, keys(texts), strict=True))
    named = [tuple(_written(value, known) for value in row) for row in shown[list(columns)].itertuples(index=False)]
    left = len(table) - len(shown)
    note = f"… and {left:,} more." if left else ""
    rows = tuple(one + line for one, line in zip(named, pieces, strict=True))
    return Lines(tuple(columns), rows, note, together=True, held=partial(_held, texts, table))


def spread_sample(table: pd.DataFrame, column: str = "evidence") -> pd.DataFrame:
    """One row per piece of evidence: the cells of `column` (spans or marks) as `start`, `end` and, for marks, `value`."""
    rows = table.drop(columns=["start", "end"], errors="ignore").explode(column).dropna(subset=[column])
    pieces = rows.pop(column).tolist()
    names = ["start", "end", "value"]
    values = {name: [piece[place] for piece in pieces if place < len(piece)] for place, name in enumerate(names)}
    return rows.assign(**{name: found for name, found in values.items() if len(found) == len(rows)}).reset_index(drop=True)


def find_words(documents: pd.DataFrame, sentences: pd.DataFrame, terms: Sequence[str]) -> pd.DataFrame:
    """Where terms occur in title, deck and body: `article_id, sentence_no, start, end, term`, in the order of the text.

    A term is a word or a phrase, with `*` at the end of a word for every word that begins so ("confirm*"). Case does
    not matter, but a term in lower case does not match a name.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    matcher = Matcher((term,) for term in terms)
    rows = [
        (row.article_id, row.sentence_no, hit.start, hit.end, terms[hit.rows[0]])
        for row in sentences.itertuples(index=False)
        for hit in matcher.find(texts[row.article_id], words(texts[row.article_id], row.start, row.end))
    ]
    found = pd.DataFrame(rows, columns=["article_id", "sentence_no", "start", "end", "term"])
    return found.astype({"article_id": "str", "sentence_no": "int64", "start": "int64", "end": "int64", "term": "str"})


def _held(texts: Mapping[str, str], table: pd.DataFrame) -> pd.DataFrame:
    if len(table) > MOST_ROWS:
        return table
    places = zip(table[key(table)], table["start"], table["end"], strict=True)
    return table.assign(text=[texts[article][int(start) : int(end)] for article, start, end in places]).reset_index(drop=True)


def _line(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    if not width:
        return "", _flat(text[start:end]), ""
    first, last = max(0, start - width), min(len(text), end + width)
    before = ("…" if first else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) else "")
    return _flat(before), _flat(text[start:end]), _flat(after)


def _written(value: object, known: Mapping[str, str]) -> str:
    """A cell beside the evidence: an article by its key, as in the charts; numbers to two figures after the point."""
    value = f"{value:.2f}" if isinstance(value, float) else known.get(str(value), str(value))
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1].rstrip()}…"


def _flat(text: str) -> str:
    """One line, its outer spaces kept as one, without what a terminal would obey."""
    kept = "".join(char if char.isprintable() or char.isspace() else "\ufffd" for char in text)
    inner = " ".join(kept.split())
    return f"{' ' if kept[:1].isspace() else ''}{inner}{' ' if inner and kept[-1:].isspace() else ''}"


def _wrap(value: str) -> str:
    return "white-space:nowrap" if len(value) <= SHORT else "min-width:11em;overflow-wrap:anywhere"
