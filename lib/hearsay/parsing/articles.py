"""Documents to blocks, metadata, sentences and articles. Each document is one article: `article_id` is its `document_id`."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from itertools import groupby, islice
from typing import Any, NamedTuple, ParamSpec, TypeVar

import pandas as pd

from hearsay import schema
from hearsay.parsing import byline, labelling, repetition, statements
from hearsay.parsing.labelling import Block
from hearsay.parsing.statements import ORDER, Statement
from hearsay.schema import NOT_STATED
from hearsay.text import sentences as sentence_splitter
from hearsay.text.language import detect_language

__all__ = ["articles", "blocks", "metadata", "sentences"]

SUPPLIED = ("outlet", "title", "published")
"""Fields that a sidecar may supply; the text's own value goes before it only where nothing is supplied."""
BLOCK = ("start", "end", "label", "detail", "confidence")
SENTENCE = ("article_id", "sentence_no", "paragraph_no", "zone", "start", "end", "text")
AS = {"published": "date", "page_date": "date"}
"""Labels of parts that are called otherwise in `blocks`; what has no label there is furniture of that name."""
MOST_READ = 256
"""Texts of which the blocks are remembered: some ten megabytes."""
Row = dict[str, Any]
P = ParamSpec("P")
Made = TypeVar("Made")


def _uncollected(make: Callable[P, Made]) -> Callable[P, Made]:
    """A step during which Python does not look for cycles.

    It makes hundreds of records a page and no cycle; to walk through all records again and again takes a tenth of the time.
    """

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Made:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return make(*args, **kwargs)
        finally:
            if collecting:
                gc.enable()

    return made


@_uncollected
def blocks(documents: pd.DataFrame, repeated: repetition.Recurring | None = None) -> pd.DataFrame:
    """What each line of a text is: body, title, byline, furniture and so on, nothing dropped.

    Columns as in ``schema.TABLES['blocks']``. A block is a line or a part of one, of a text broken at a fixed width a
    paragraph; the blocks of a document cover every character that is not space exactly once. `repeated` is what
    `repetition.recurring_lines` found in the whole corpus: lines that recur within an outlet are furniture, of detail `repeated`
    where nothing finer is known. Without it each article is read by itself. `confidence` (0 to 1) is, of body and furniture,
    the share of lines with such a verdict of the line model that were right on sites it had not seen (`models/lines.md`); of
    other labels, the share of lines so labelled that were right: do not compare it between labels. Errors to expect: a second
    article below the first, readers' comments without a heading, appeals for money.
    """
    rows = list(documents.itertuples(index=False))
    given = [blocks_given_by_file(row.parts) for row in rows]
    pages = [_Page(row.text, _recurring(row, repeated)) for row, has in zip(rows, given, strict=True) if not has]
    read = iter(_blocks_read(pages))
    found = [blocks or next(read) for blocks in given]
    ids = documents["document_id"].repeat([len(blocks) for blocks in found])
    columns: dict[str, Any] = {"document_id": ids.array, "block_no": [n for blocks in found for n in range(len(blocks))]}
    columns |= zip(
        BLOCK, zip(*(block for blocks in found for block in blocks), strict=True) if len(ids) else [()] * 5, strict=True
    )
    return schema.frame("blocks", pd.DataFrame(columns))


class _Page(NamedTuple):
    """A text, and the lines that recur in its outlet."""

    text: str
    repeated: frozenset[int]


def _recurring(document: Any, repeated: repetition.Recurring | None) -> frozenset[int]:
    return repeated.get(repetition.outlet_of(document), frozenset()) if repeated else frozenset()


def _blocks_read(pages: Sequence[_Page]) -> list[Sequence[Block]]:
    """The blocks of texts, remembered: those held against each other as versions of one article are asked for again."""
    found = {page: _READ[page] for page in pages if page in _READ}
    new = [page for page in dict.fromkeys(pages) if page not in found]
    found |= zip(new, labelling.blocks_of_texts([page.text for page in new], None, [page.repeated for page in new]), strict=True)
    for page in list(_READ)[: max(0, len(_READ) + len(new) - MOST_READ)]:
        del _READ[page]
    _READ.update((page, found[page]) for page in new[-MOST_READ:])
    return [found[page] for page in pages]


_READ: dict[_Page, Sequence[Block]] = {}


@_uncollected
def metadata(documents: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """What the page, or a sidecar, states about the article, each value with its evidence.

    Columns as in ``schema.TABLES['metadata']``; fields that are not stated have no row. `basis` is `supplied` for a
    sidecar's value (no offsets), `page date` for the day on which the page was made, else `stated`. Both a supplied and a stated
    value are kept. Dates are ISO 8601 and never guessed: 02/03/2023 is not read, nor is a date in a teaser or caption. Where the
    ranker of dates is not sure, nothing is stated. `not_after` is the day on which the page was made, `not_before` the latest
    day or month of which the body speaks in the past tense: bounds, not dates, and of the text as it was last changed.
    """
    of = _by_document(blocks)
    rows = [row for document in documents.itertuples() for row in _facts(document, of.get(document.document_id, []))]
    return schema.frame("metadata", rows)


@_uncollected
def sentences(documents: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Sentences of title, deck and body, in that order. A block is a paragraph, and no sentence crosses one.

    Columns as in ``schema.TABLES['sentences']``; ``documents.text[start:end]`` equals `text`. Closing quotation marks belong
    to the sentence that they close. For precision and recall see `text.sentences.split_sentences`.
    """
    of = _by_document(blocks[blocks["label"].isin(schema.ZONES)])
    rows = [row for document in documents.itertuples() for row in _sentences(document, of.get(document.document_id, []))]
    columns = dict(zip(SENTENCE, zip(*rows, strict=True), strict=True)) if rows else {}
    return schema.frame("sentences", pd.DataFrame(columns))


@_uncollected
def articles(documents: pd.DataFrame, blocks: pd.DataFrame, metadata: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """One row per document: who published what and when, as far as the text or a sidecar says.

    Columns as in ``schema.TABLES['articles']``. A supplied value goes before a stated one. `n_words` counts the words of the
    body between spaces: of a truncated article only what is shown, so do not compare its rates with those of whole ones.
    """
    of, stated = _by_document(blocks[blocks["label"] == "body"]), _first_values(metadata)
    counts = sentences.loc[sentences["zone"] == "body", "article_id"].value_counts()
    rows = [
        {
            **_article(document, of.get(document.document_id, []), stated),
            "n_sentences": int(counts.get(document.document_id, 0)),
        }
        for document in documents.itertuples()
    ]
    return schema.frame("articles", rows)


def _by_document(blocks: pd.DataFrame) -> dict[str, list[Block]]:
    """Plain records once, so that no step filters the table per document."""
    found: dict[str, list[Block]] = {}
    # Column by column: rows of a table of Arrow strings cost ten times as much.
    names, *columns = (blocks[name].to_numpy().tolist() for name in ("document_id", *BLOCK))
    made = labelling.made_blocks(*columns)
    for name, own in groupby(names):
        found.setdefault(name, []).extend(islice(made, len(list(own))))
    return found


def _facts(document: Any, blocks: list[Block]) -> Iterator[Row]:
    for field in SUPPLIED:
        value = getattr(document, f"supplied_{field}")
        if value != NOT_STATED:
            yield _row(document, field, value, "supplied", None, None, 1.0)
    for fact in statements_given_by_file(document.parts, statements.find_statements(document.text, blocks)):
        basis = "page date" if fact.field in ("page_date", "not_after") else "stated"
        yield _row(document, fact.field, fact.value, basis, fact.start, fact.end, fact.confidence)


def _row(document: Any, field: str, value: str, basis: str, start: int | None, end: int | None, confidence: float) -> Row:
    known = {"article_id": document.document_id, "field": field, "value": value, "basis": basis}
    return {**known, "start": start, "end": end, "confidence": confidence}


def _sentences(document: Any, blocks: list[Block]) -> Iterator[tuple[Any, ...]]:
    """Rows of the columns of `SENTENCE`."""
    number = 0
    for zone in schema.ZONES:
        for paragraph, block in enumerate(block for block in blocks if block.label == zone):
            for start, end in sentence_splitter.split_sentences(document.text, block.start, block.end):
                yield document.document_id, number, paragraph, zone, start, end, document.text[start:end]
                number += 1


def _first_values(metadata: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    """Value and basis by article and field; the table holds supplied values first."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in metadata.itertuples(index=False):
        found.setdefault((row.article_id, row.field), (row.value, row.basis))
    return found


def _article(document: Any, body_blocks: list[Block], stated: Mapping[tuple[str, str], tuple[str, str]]) -> Row:
    name = document.document_id
    values = {field: stated.get((name, field), (NOT_STATED, NOT_STATED)) for field in statements.ORDER}
    body = " ".join(document.text[block.start : block.end] for block in body_blocks)
    plain = {field: values[field][0] for field in ("byline", "page_date", "upstream", "photo_credit", *SUPPLIED)}
    return {
        "article_id": name,
        "event": document.supplied_event,
        **plain,
        **{f"{field}_basis": values[field][1] for field in SUPPLIED},
        "byline_kind": _byline_kind(plain["byline"], plain["outlet"]),
        "truncated": values["truncated"][0] != NOT_STATED,
        "language": detect_language(body),
        "n_words": len(body.split()),
    }


def _byline_kind(name: str, outlet: str) -> str:
    if name == NOT_STATED:
        return NOT_STATED
    return "organisation" if byline.is_organisation(name, (outlet,)) else "person"


def blocks_given_by_file(parts: Iterable[tuple[int, int, str, str]]) -> list[Block]:
    """The blocks of a text as its file names them."""
    labels = ((start, end, AS.get(name, name)) for start, end, name, _ in parts)
    return [
        Block(start, end, label) if label in schema.LABELS else Block(start, end, "furniture", label)
        for start, end, label in labels
    ]


def statements_given_by_file(parts: Iterable[tuple[int, int, str, str]], read: Iterable[Statement]) -> Iterator[Statement]:
    """What the file states, the first of each kind; then what is read from the text about all else."""
    stated: dict[str, Statement] = {}
    for start, end, name, value in parts:
        if value and name in ORDER:
            stated.setdefault(name, Statement(name, value, start, end, 1.0))
    page = stated.get("page_date")
    if page:  # an archive's day of fetching bounds the article as a printed one does
        stated["not_after"] = Statement("not_after", page.value, page.start, page.end, page.confidence)
    yield from stated.values()
    for fact in read:
        later = page and fact.field == "not_before" and fact.value > page.value
        if fact.field not in stated and not later:
            yield fact
