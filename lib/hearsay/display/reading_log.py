"""What a study took as what, file by file, in words: the format and why, the articles, the lines kept and stripped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hearsay.charts.kept_blocks import block_words
from hearsay.schema import NOT_STATED
from hearsay.text.printed import quantity

if TYPE_CHECKING:
    import pandas as pd

    from hearsay.study import Study

SHOWN = 20
"""Articles of one file that are gone through; the others are counted."""
EXPECTED = ("outlet", "title", "published")
"""What is told also where nothing states it: comparisons rest on it."""
TOLD = ("outlet", "title", "byline", "published", "page_date", "not_before", "not_after")


def explain(study: Study) -> Iterator[str]:
    """One line per finding: file, how it was taken, its problems; below it each article, its metadata and words by label."""
    problems, documents = study.problems, study.documents
    paths = dict.fromkeys([*study.notes["path"], *problems["path"], *documents["path"]])
    words = _words(study)
    facts = dict(iter(study.metadata.groupby("article_id", sort=False)))
    versions = dict(iter(study.versions.groupby("document_id", sort=False)))
    of = dict(iter(documents.groupby("path", sort=False)))
    for path in paths:
        yield path
        yield from (f"  {what}" for what in study.notes.loc[study.notes["path"] == path, "what"])
        for row in problems[problems["path"] == path].itertuples():
            yield f"  ! {'' if row.where == 'file' else f'{row.where}: '}{row.problem}"
        ids = of[path]["document_id"].tolist() if path in of else []
        yield f"  {quantity(len(ids), 'article')}"
        if len(ids) > 1:
            yield f"  {'words':10} {_shares(_sum(words.get(article, {}) for article in ids))}"
        for article in ids[:SHOWN]:
            yield from _article(article, facts.get(article), words.get(article, {}), versions.get(article))
        if len(ids) > SHOWN:
            yield f"  … and {len(ids) - SHOWN:,} more"


def _article(name: str, facts: pd.DataFrame | None, words: dict[str, int], versions: pd.DataFrame | None) -> Iterator[str]:
    yield f"    {name}"
    for row in () if facts is None else facts[facts["field"].isin(TOLD)].fillna({"start": -1}).itertuples():
        place = f", characters {row.start}–{row.end}" if row.start >= 0 else ""
        yield f"      {row.field:10} {row.value}  [{row.basis}{place}]"
    yield f"      {'words':10} {_shares(words)}"
    for row in () if versions is None else versions.itertuples():
        yield f"      {'version':10} {row.version_id}  [{row.kind}, {row.shared:.0%} shared]"


def _shares(words: dict[str, int]) -> str:
    """How many words are kept as body, and what all others were taken for."""
    shares = ", ".join(f"{label} {count:,}" for label, count in words.items())
    return f"{words.get('body', 0):,} of {sum(words.values()):,} kept as body: {shares or 'none'}"


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Words by label of several articles, most first."""
    total: Counter[str] = Counter()
    for words in counts:
        total.update(words)
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _words(study: Study) -> dict[str, dict[str, int]]:
    """Words by label, furniture by its finer name, of each article, most first."""
    blocks = study.blocks
    fine = blocks["detail"].where((blocks["label"] == "furniture") & (blocks["detail"] != ""), blocks["label"])
    counts = block_words(blocks, study.documents).groupby([blocks["document_id"], fine.rename("name")]).sum()
    ordered = counts.reset_index(name="words").sort_values(["words", "name"], ascending=[False, True])
    return {article: dict(zip(part["name"], part["words"], strict=True)) for article, part in ordered.groupby("document_id")}


def statements(study: Study) -> Iterator[str]:
    """Of each article: what was found about it, in which words and where, and how many lines were taken as what.

    What nothing states is told too, and which texts were folded into it.
    """
    study.make("metadata", "problems")
    for article in study.documents["document_id"]:
        yield article
        told = study.table("metadata", article).fillna({"start": -1})
        for row in told.itertuples():
            place = f", characters {row.start}–{row.end}" if row.start >= 0 else ""
            yield f"  {row.field:13} {row.value}  [{row.basis}{place}]"
        for name in EXPECTED:
            if name not in set(told["field"]):
                yield f"  {name:13} {NOT_STATED}"
        for row in study.table("versions", article).itertuples():
            yield f"  {'version':13} {row.version_id}  [folded into this article: {row.kind}]"
        kept = study.table("blocks", article)["label"].value_counts().sort_index()
        yield f"  {'blocks':13} {', '.join(f'{count} {label}' for label, count in kept.items()) or 'none'}"


def voices(study: Study, article: str) -> Iterator[str]:
    """Who says what in one article, named by its id or the beginning of it: place of the cue, speaker, side, cue, content."""
    yield study.find(article)
    for row in study.table("attributions", article).itertuples():
        yield f"  {row.cue_start:>6}  {row.speaker or row.source or '(nobody named)'} ({row.side}) · {row.cue} · {row.content}"
