"""A study as its readers see it: what articles are called, where their pages lie, and what is said in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay.article_labels import article_names
from hearsay.charts.base.speakers import speakers
from hearsay.charts.base.style import group_colours
from hearsay.charts.sources import SIDES
from hearsay.display.html import one_line
from hearsay.entities.namesakes import shared_names
from hearsay.report.findings import Finding, findings, in_bodies
from hearsay.report.groups import Groups, grouped
from hearsay.schema import NOT_STATED

if TYPE_CHECKING:
    from hearsay.study import Study

MOST_PAGES = 200
"""Articles that get a page of their own: with more the report would be too heavy to send."""
MOST_LINES = 300
"""Statements that the evidence of one finding shows; the lists of the outlets have the rest."""
MOST_LISTED = 10_000
"""Statements that the lists of all outlets show together: some 3 MB. `tables/attributions.csv` has all."""
TITLE, CONTENT = 90, 220
"""Characters of a title in a list, and of what is said."""


@dataclass(frozen=True)
class Reader:
    """A study with the names and places of what its report shows."""

    study: Study

    @cached_property
    def articles(self) -> pd.DataFrame:
        return self.study.articles

    @cached_property
    def every(self) -> pd.DataFrame:
        """The attributions of the bodies that are counted, those inside others among them; `heard` is the side, or that nobody is
        named, as charts have it."""
        said = in_bodies(self.study.attributions)
        return said.assign(heard=speakers(said, set(said["side"])))

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Those of level 1, which stand inside no other; `person` and `person_side` are those of the speaker."""
        said = self.every[self.every["level"] == 1]
        return said.join(shared_names(said, self.study.events))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many statements each article holds that holds any."""
        return dict(self.statements["article_id"].value_counts())

    @cached_property
    def findings(self) -> list[Finding]:
        return findings(self.study)

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colour of each side, the same on every page and in every chart."""
        return group_colours(self.study.sides)

    @cached_property
    def outlets(self) -> dict[str, str]:
        """The number of each outlet that is stated, by alphabet: the name of its pages."""
        names = sorted({name for name in self.articles["outlet"] if name != NOT_STATED}, key=lambda name: (name.casefold(), name))
        return {name: f"{number:03}" for number, name in enumerate(names, start=1)}

    @cached_property
    def lists(self) -> dict[str, Groups]:
        """The statements of each outlet, in the groups by which they are counted, with those inside them."""
        every = self.every.join(self.statements[["person", "person_side"]])
        parts = dict(iter(every.groupby(every["article_id"].map(self._outlet_of), sort=False)))
        none = every.iloc[:0]
        return {name: grouped(parts.get(name, none), paged=self.pages) for name in self.outlets}

    @cached_property
    def _outlet_of(self) -> dict[str, str]:
        return dict(zip(self.articles["article_id"], self.articles["outlet"], strict=True))

    @cached_property
    def room(self) -> int:
        """How many statements of an outlet are listed: all, or, of many, as many of each large outlet as the small ones leave."""
        left, room = MOST_LISTED, MOST_LISTED
        sizes = sorted(len(groups.rows) for groups in self.lists.values())
        for place, size in enumerate(sizes):
            room = left // (len(sizes) - place)
            if size > room:
                return room
            left -= size
        return max(room, MOST_LISTED)

    @cached_property
    def pages(self) -> dict[str, str]:
        """The page of each article that has one: those that findings rest on first."""
        ids = self.articles["article_id"].tolist()
        shown = (one.counted.head(MOST_LINES)["article_id"] for one in self.findings if len(one.counted))
        cited = dict.fromkeys(article for part in shown for article in part)
        chosen = set([*cited, *(one for one in ids if one not in cited)][:MOST_PAGES])
        return {one: f"articles/{number:04}.html" for number, one in enumerate(ids, start=1) if one in chosen}

    @cached_property
    def names(self) -> dict[str, str]:
        """'Outlet: title, day' for each article, as people name it."""
        return article_names(self.articles, title=TITLE)

    def outlet_page(self, outlet: str) -> str:
        """The page of an outlet; '' where it is not stated."""
        return f"outlets/{self.outlets[outlet]}.html" if outlet in self.outlets else ""

    def list_page(self, outlet: str, kind: str = "", value: Any = "") -> str:
        """The list of an outlet's statements, at one of its groups; '' where there is none."""
        if outlet not in self.outlets:
            return ""
        anchor = self.lists[outlet].anchor(kind, value) if kind else ""
        return f"statements/{self.outlets[outlet]}.html{anchor and f'#{anchor}'}"

    def entry(self, row: Any) -> dict[str, Any]:
        """An article in a list: its name, its page, its size, and the way to its statements."""
        page = self.pages.get(row.article_id, "")
        k = self.counts.get(row.article_id, 0)
        place = f"{page}#statements" if page else self.list_page(row.outlet, "article", row.article_id)
        return {
            "name": self.names[row.article_id], "file": page, "words": row.n_words, "statements": k, "place": place if k else "",
            "groups": (),
        }  # fmt: skip

    def evidence(self, finding: Finding) -> list[tuple[str, pd.DataFrame, pd.DataFrame]]:
        """The rows of a finding, by outlet where it compares two: the outlet, its rows, and those of them that are listed."""
        outlet_of, room = finding.counted["article_id"].map(self._outlet_of), MOST_LINES // max(1, len(finding.outlets))
        parts = ((name, finding.counted[outlet_of == name] if name else finding.counted) for name in finding.outlets or ("",))
        return [(name, rows, rows.head(room)) for name, rows in parts]

    @cached_property
    def ways_back(self) -> dict[str, dict[int, list[str]]]:
        """By article and statement the findings whose lists lead to it: from its words a link leads back to each."""
        ways: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for finding in self.findings:
            for _, _, shown in self.evidence(finding) if len(finding.counted) else ():
                for row in shown.itertuples():
                    if self.anchor(row) and finding.name not in ways[row.article_id][int(row.attribution_no)]:
                        ways[row.article_id][int(row.attribution_no)].append(finding.name)
        return ways

    @cached_property
    def listed(self) -> dict[str, set[int]]:
        """By article the statements that the list of its outlet shows."""
        held: dict[str, set[int]] = defaultdict(set)
        for groups in self.lists.values():
            shown = groups.rows.head(self.room)
            for article, number in zip(shown["article_id"], shown["attribution_no"], strict=True):
                held[article].add(int(number))
        return held

    def line(self, row: Any, *, named: bool = True, way: str = "") -> dict[str, str]:
        """A statement in a list: who says what, where, and the place in the article's page, from which a `way` leads back."""
        said = one_line(row.content)
        return {
            "article": self.names[row.article_id] if named else "", "place": self.place(row, way), "anchor": self.anchor(row),
            "speaker": row.speaker or row.source or "nobody is named", "side": SIDES.get(row.side, row.side),
            "cue": one_line(row.cue), "content": said if len(said) <= CONTENT else f"{said[: CONTENT - 1].rstrip()}…",
        }  # fmt: skip

    def place(self, row: Any, way: str = "") -> str:
        """Where a statement stands in the page of its article; '' without a page. `way` is the finding that leads there."""
        page = self.pages.get(row.article_id, "")
        return page if not self.anchor(row) else f"{page}#s{row.attribution_no}{way and f'-{way}'}"

    def anchor(self, row: Any) -> str:
        """The name of a statement's line in lists; '' where it has no place in an article's page."""
        page = self.pages.get(row.article_id, "")
        return "" if not page or pd.isna(row.attribution_no) else f"a{PurePosixPath(page).stem}s{row.attribution_no}"
