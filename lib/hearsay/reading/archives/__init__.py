"""What all exports of archives have in common: articles one by one, and what is declared held against what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hearsay.reading.encoding import MENDED
from hearsay.reading.records import Item, Note, Problem, ProblemTally, RecordDraft, Source

EXPORT_ERROR = "it is an error of the export: no heading, no text of an article", "export it again by itself"
"""What is wrong with a document that the archive could not show, and what to do."""
PLACEHOLDERS = frozenset((
    "none available", "not available", "none", "n/a", "anonymous", "no author", "author not available", "no title", "untitled",
    "no headline in original", "no headline", "[no headline in original]", "abstract not available", "full text not available",
    "no abstract available", "non disponible", "nicht verf\u00fcgbar",
))  # fmt: skip
"""What archives print where they have nothing."""
TOLERANCE, SLACK = 0.15, 25
"""Share and number of words by which a declared length may differ: archives count words in ways of their own."""


@dataclass(frozen=True)
class Export:
    """A layout that was recognised: its name, by what, and its reader."""

    name: str
    why: str
    read: Callable[[Source, Any], Iterator[Item]]


@dataclass
class Ledger:
    """The articles read from one export, and what is wrong with some."""

    source: Source
    form: str
    count: int = 0
    tally: ProblemTally = field(default_factory=ProblemTally)
    ids: dict[str, int] = field(default_factory=dict)

    def article(self, draft: RecordDraft, *, words: int | None = None, id_: str = "", url: str = "") -> Iterator[Item]:
        """One article, with the words that the export declares for it."""
        self.count += 1
        place = f"article {self.count}"
        if not draft.has("body"):
            problem = "no text under its headings" if draft.has("title") or draft.has("outlet") else "nothing that can be read"
            self.tally.add(place, problem, "open the export and look; the archive may hold no full text of it", lost=True)
            return
        read, pictured = draft.words(), draft.words("caption")
        if words is not None and min(abs(words - read), abs(words - read - pictured)) > max(SLACK, TOLERANCE * words):
            problem = "its length differs from the declared one by more than 15 %"
            advice = "open the export and look whether text is missing; the layout may have changed"
            self.tally.add(f"{place} ({words:,} words declared, {read:,} read)", problem, advice, lost=False)
        if not draft.has("published"):
            self.tally.add(
                place, "no date was found in its headings", "look at the export; the layout may have changed", lost=False
            )
        if draft.mended:
            self.tally.add(place, draft.mended, MENDED, lost=False)
        yield draft.text(self.source, self.form, self._part(place, id_), {"url": url})

    def close(self, declared: int | None = None, marks: tuple[int, str] | None = None) -> Iterator[Item]:
        """The problems of all articles, and whether there are as many as declared, or as the file repeats its own mark."""
        yield from self.tally.problems(self.source)
        told = f", {declared:,} declared" if declared is not None else f", {marks[0]:,} {marks[1]}" if marks else ""
        yield Note(self.source.shown, f"{self.count:,} articles{told}")
        advice = "export again, or look whether the archive has changed its layout"
        if declared is not None and declared != self.count:
            problem = f"the export declares {declared:,} articles, {self.count:,} were found"
            yield Problem(self.source.shown, problem, advice, lost=self.count < declared)
        elif marks and self.count < marks[0]:
            problem = f"the export has {marks[0]:,} {marks[1]}, {self.count:,} articles were found"
            yield Problem(self.source.shown, problem, advice, lost=True)
        elif not self.count:
            yield Problem(self.source.shown, "no article was found", "export again, or remove the file", lost=True)

    def _part(self, place: str, id_: str) -> str:
        if not id_:
            return f"#{self.count}"
        self.ids[id_] = self.ids.get(id_, 0) + 1
        if self.ids[id_] == 1:
            return f"#{id_}"
        advice = "it was read under a name of its own"
        self.tally.add(place, "the same id as an article before", advice, lost=False)
        return f"#{id_} ({self.ids[id_]})"


def declared_number(printed: str) -> int | None:
    """The number in '1,024 words'; None when there is none."""
    digits = "".join(character for character in printed.partition(" ")[0] if character in "0123456789")
    return int(digits[:9]) if digits else None


def part_name(name: str, value: str) -> str:
    """The name of a part, or 'furniture' where the archive only says that it has none: 'None available.'"""
    return "furniture" if " ".join(value.split()).strip(" .").casefold() in PLACEHOLDERS else name
