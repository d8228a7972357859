"""The relays table: through whom an outlet has what it reports, as its text states it or as shared words suggest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.entities.gazetteer import name_words
from hearsay.schema import NOT_STATED, Row


def relays(attributions: pd.DataFrame, articles: pd.DataFrame, reuse: pd.DataFrame) -> pd.DataFrame:
    """Outlet, upstream, speaker: each relay that an article names, and each that a passage it shares with another suggests.

    Parameters
    ----------
    attributions, articles, reuse
        The tables of those names.

    Returns
    -------
    DataFrame
        `schema.TABLES["relays"]`: `article_id`, the `upstream` (an agency, an outlet, or whoever else is named between the outlet
        and the speaker; 'not stated' for "it was reported"), the `speaker`, and `basis`. A row that is "stated" has its evidence
        in the article (`start`, `end`); one that is "inferred" has the passage, and beside it the place in `other_article` that
        names the upstream.

    Notes
    -----
    **Inferred means that two articles share a passage of prose or wire copy and one of them names where it comes from.** The
    other may have it from there, from the first article, or from the same event. Stated relays are a lower bound: an outlet that
    names nobody may still have somebody. An article's agency in its byline has no speaker.
    """
    own = {row.article_id: row.outlet for row in articles.itertuples(index=False)}
    attributions = attributions[attributions["via"].map(len) > 0]
    rows = [*_credited(articles), *_stated(attributions, own), *_inferred(attributions, reuse, own)]
    order = ["article_id", "start", "end", "upstream", "speaker", "other_article"]
    made = schema.frame("relays", rows)
    return made.sort_values(order, kind="stable", na_position="first").drop_duplicates(ignore_index=True)


def _credited(articles: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The agencies and outlets that pages name as their source."""
    for row in articles[articles["upstream"] != NOT_STATED].itertuples(index=False):
        yield _row(row.article_id, row.upstream, NOT_STATED, "stated", None, None)


def _stated(attributions: pd.DataFrame, own: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in attributions.itertuples(index=False):
        for upstream in dict.fromkeys(row.via):
            if not _same(upstream, own.get(row.article_id, NOT_STATED)):
                yield _row(row.article_id, upstream, row.speaker or NOT_STATED, "stated", *_place(row))


def _inferred(attributions: pd.DataFrame, reuse: pd.DataFrame, own: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """For each passage whose upstream one article names and the other does not: that the other has it from there, too."""
    by_article: dict[str, list[Row]] = {}
    for row in attributions.itertuples(index=False):
        by_article.setdefault(row.article_id, []).append(row)
    for passage in reuse[reuse["kind"] != "quotation"].itertuples(index=False):
        sides = [(passage.article_a, passage.start_a, passage.end_a), (passage.article_b, passage.start_b, passage.end_b)]
        naming = [_upstreams(by_article.get(article, ()), start, end) for article, start, end in sides]
        for here, there in ((0, 1), (1, 0)):
            article, start, end = sides[here]
            for row, upstream in naming[there]:
                if any(_same(upstream, known) for _, known in naming[here]) or _same(upstream, own.get(article, NOT_STATED)):
                    continue
                where = (sides[there][0], *_place(row))
                yield _row(article, upstream, row.speaker or NOT_STATED, "inferred", start, end, where)


def _upstreams(attributions: Sequence[Row], start: int, end: int) -> list[tuple[Row, str]]:
    """The attributions that hold part of a passage and name a relay for it, with its name."""
    holding = [row for row in attributions if any(s < end and start < e for s, e in row.content_spans)]
    return [(row, upstream) for row in holding for upstream in dict.fromkeys(row.via) if upstream != NOT_STATED]


def _place(row: Row) -> tuple[int, int]:
    """Where an attribution names whom it has the words from: its source, else its cue."""
    if pd.isna(row.source_start):
        return int(row.cue_start), int(row.cue_end)
    return int(row.source_start), int(row.source_end)


def _same(one: str, other: str) -> bool:
    a, b = ({word for word in name_words(name) if word != "the"} for name in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def _row(
    article: str,
    upstream: str,
    speaker: str,
    basis: str,
    start: int | None,
    end: int | None,
    other: tuple[str, int, int] | None = None,
) -> dict[str, Any]:
    place = dict(zip(("other_article", "other_start", "other_end"), other or ("", None, None), strict=True))
    return {"article_id": article, "upstream": upstream, "speaker": speaker, "basis": basis, "start": start, "end": end, **place}
