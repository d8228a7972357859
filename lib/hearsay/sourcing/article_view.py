"""One article as its indicators see it: its rows of every table, which of its attributions count, and what is found of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter, itemgetter

import pandas as pd

from hearsay.attribution.extraction.cues import may_report
from hearsay.attribution.whose_words import VoiceSegment, voices_by_article
from hearsay.schema import Row, key
from hearsay.sourcing.across_articles import MEDIA, Across
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Span
from hearsay.text.words import RUN

UNNAMED = ("anonymous", "vague collective", "role unique")
"""Identifiability of sources without a name."""
OFFICIAL = ("named official", "unnamed official", "government or institution")
NO_SOURCE, DOCUMENT = "none", "document or intelligence"
PERSONAL = word_set("he she they it who which that this these those him her them")
"""Pronouns that take up somebody; 'some' and 'others' take up nobody, and 'I' and 'we' are whoever speaks."""
WISHES = frozenset(("intent", "commit", "predict", "knowledge"))
"""Classes of cues that report what somebody wants, binds himself to, expects or knows: PolNeAR annotates them, but nobody is
the article's source in them."""
DIRECTIVE = frozenset(("ask",))
OTHERS = word_set(
    """say tell hearsay accuse belief claim evidence criticise deny emotive factive threat according_to colon medium admit
    noncommittal praise refuse retract"""
)
"""The other classes of `lexicons/cue_verbs.csv`."""
INFINITIVE = re.compile(r"\W*to\s+[a-z]")


@dataclass(frozen=True)
class Finding:
    """What one indicator finds in one article; a figure that the indicator has not is None.

    `answer` is what a person would write down; '' where k of n says it. `item` is what the row is about where an
    indicator has several rows in an article: a side, somebody accused, a claim.
    """

    evidence: tuple[Span, ...] = ()
    answer: str = ""
    k: int | None = None
    n: int | None = None
    value: float | None = None
    interval: tuple[float, float] | None = None
    item: str = ""


@dataclass(frozen=True)
class ArticleView:
    """The rows of one article in each table, its segments by voice, and what the tables that compare articles say of it."""

    text: str
    described: Row
    blocks: Sequence[Row]
    stated: Sequence[Row]
    sentences: Sequence[Row]
    attributions: Sequence[Row]
    loaded: Sequence[Row]
    segments: Sequence[VoiceSegment]
    across: Across = field(default_factory=Across)

    @cached_property
    def body(self) -> list[Row]:
        """The sentences of the body."""
        return [row for row in self.sentences if row.zone == "body"]

    @cached_property
    def body_attributions(self) -> list[Row]:
        """All attributions of level 1 in the body, wishes and expectations included."""
        return [row for row in self.attributions if row.level == 1 and row.zone == "body"]

    @cached_property
    def statements(self) -> list[Row]:
        """The attributions that count: those of level 1 in the body whose cue reports words, beliefs or evidence.

        Where the table has a column `counted`, those without it are left out: of "has yet to say" nothing was said.
        """
        return [row for row in self.body_attributions if is_statement(row) and getattr(row, "counted", True)]

    @cached_property
    def sources(self) -> list[Row]:
        """The statements that a human or an institution makes."""
        return [row for row in self.statements if has_human_source(row)]

    @cached_property
    def unnamed(self) -> list[Row]:
        """The statements of unnamed sources."""
        return [row for row in self.sources if row.identifiability in UNNAMED]

    @cached_property
    def _by_place(self) -> list[Row]:
        return sorted(self.sentences, key=attrgetter("start"))

    def sentence_at(self, place: int) -> Row | None:
        """The sentence that holds a character of the text."""
        number = bisect_right(self._by_place, place, key=attrgetter("start")) - 1
        row = self._by_place[number] if number >= 0 else None
        return row if row is not None and place < row.end else None

    @cached_property
    def own_segments(self) -> Mapping[int, list[VoiceSegment]]:
        """The stretches in the outlet's voice, by sentence."""
        found: dict[int, list[VoiceSegment]] = {}
        for one in self.segments:
            if one.voice == "outlet":
                found.setdefault(one.sentence_no, []).append(one)
        return found

    def words_of(self, zone: str) -> str:
        """The words of title, deck or body."""
        return " ".join(row.text for row in self.sentences if row.zone == zone)


def has_human_source(row: Row) -> bool:
    """Whether a human or an institution speaks: no document, no media outlet, not nobody.

    A pronoun that could not be led back ('she') may stand for anybody, named or not: it is left out.
    """
    return row.source_type not in (NO_SOURCE, DOCUMENT, MEDIA) and row.speaker.lower() not in PERSONAL


def is_statement(row: Row) -> bool:
    """Whether an attribution reports words, beliefs or evidence, and not only what somebody does, wants, plans or knows.

    Decided by the classes of its cue, with a 'that' behind it ("found that" is evidence, "found" is knowledge). Of directives
    ("ask") only those count that tell somebody else to do something: who 'seeks to impose sanctions' tells nobody anything.
    A cue in small letters that no lexicon holds is more often an act ("was founded") than a report and does not count; a colon
    or a day that was taken for the cue does (docs/methods.md#sourcing-indicators).
    """
    cue = f"{row.cue} that" if row.content.startswith("that ") else row.cue
    if may_report(cue, OTHERS):
        return True
    if may_report(cue, DIRECTIVE):
        return INFINITIVE.match(row.content) is None
    return not may_report(cue, WISHES) and not any(word.islower() for word in RUN.findall(row.cue))


def source_span(row: Row) -> Span:
    """Where an attribution names its source, or its cue where nobody is named."""
    return cue_span(row) if pd.isna(row.source_start) else (int(row.source_start), int(row.source_end))


def cue_span(row: Row) -> Span:
    """Where the cue of an attribution stands."""
    return int(row.cue_start), int(row.cue_end)


def distinct(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the order of the text, each once: the evidence of a finding."""
    return tuple(sorted({(int(start), int(end)) for start, end in spans}))


def article_views(
    documents: pd.DataFrame,
    blocks: pd.DataFrame,
    metadata: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    loaded: pd.DataFrame,
    *,
    across: Mapping[str, Across] | None = None,
) -> Iterator[ArticleView]:
    """The articles in the order of `articles`; each table is walked through once. `across` tells what is known of each beside."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    lines, stated, passages, said, judging = map(rows_by_article, (blocks, metadata, sentences, attributions, loaded))
    voices = voices_by_article(documents, sentences, attributions)
    for row in articles.itertuples(index=False):
        name = row.article_id
        yield ArticleView(
            texts[name], row, lines.get(name, []), stated.get(name, []), passages.get(name, []), said.get(name, []),
            judging.get(name, []), voices.get(name, []), across[name] if across else Across(),
        )  # fmt: skip


def rows_by_article(table: pd.DataFrame) -> Mapping[str, list[Row]]:
    """The rows of each article, in the table's order."""
    found: dict[str, list[Row]] = {}
    for name, row in zip(table[key(table)], table.itertuples(index=False), strict=True):
        found.setdefault(name, []).append(row)
    return found


def touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans, which are in order and apart (`merged`), has a character between two places."""
    number = bisect_right(spans, start, key=itemgetter(1))
    return number < len(spans) and spans[number][0] < end
