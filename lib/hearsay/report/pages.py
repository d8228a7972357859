"""Pages for readers: the findings, each outlet, each article with its statements marked; every count leads to its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from hearsay import __version__
from hearsay.article_labels import short_outlet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import outermost
from hearsay.charts.comparison import intervals
from hearsay.charts.sources import NAMED, SIDES, adjective, voices
from hearsay.display import sourcing
from hearsay.display.article import show
from hearsay.display.html import html, one_line
from hearsay.report.findings import Finding, counted, findings, large_sides, percent, share_of
from hearsay.report.page import stylesheet
from hearsay.schema import NOT_STATED, Row, key
from hearsay.statistics.compare import ARTICLES

if TYPE_CHECKING:
    from hearsay.study import Study

MOST_PAGES = 200
"""Articles that get a page of their own: with more the report would be too heavy to send."""
MOST_INDICATED = 60
"""Articles up to which each page holds all indicators with their sentences: they weigh as much as the text."""
MOST_LINES = 300
"""Statements that a list of evidence shows; `tables/attributions.csv` has all."""
MOST_SPEAKERS = 25
MOST_OUTLETS, MOST_ROWS = 12, 12
"""Outlets and articles in the picture of the front page."""
TITLE, CONTENT = 90, 220
"""Characters of a title in a list, and of what is said."""
Page = tuple[str, str]
"""A file of the report and its text."""


@dataclass(frozen=True)
class Reader:
    """A study as its readers see it: what articles are called, where their pages lie, and what is said in them."""

    study: Study

    @cached_property
    def articles(self) -> pd.DataFrame:
        return self.study.articles

    @cached_property
    def statements(self) -> pd.DataFrame:
        """The attributions that are counted: level 1, in the body."""
        return outermost(self.study.attributions, "body")

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many statements each article holds that holds any."""
        return dict(self.statements["article_id"].value_counts())

    @cached_property
    def findings(self) -> list[Finding]:
        return findings(self.study)

    @cached_property
    def outlets(self) -> dict[str, str]:
        """The page of each outlet that is stated, by alphabet."""
        names = sorted({name for name in self.articles["outlet"] if name != NOT_STATED}, key=lambda name: (name.casefold(), name))
        return {name: f"outlets/{number:03}.html" for number, name in enumerate(names, start=1)}

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
        return {row.article_id: article_name(row) for row in self.articles.itertuples()}


def article_name(row: Row | Any) -> str:
    """An article by outlet, title and day, as far as they are stated."""
    title = one_line(row.title)
    title = title if len(title) <= TITLE else f"{title[: TITLE - 1].rstrip()}…"
    outlet = "Outlet not stated" if row.outlet == NOT_STATED else short_outlet(row.outlet)
    day = "" if row.published == NOT_STATED else f", {row.published}"
    return f"{outlet}: {'title not stated' if row.title == NOT_STATED else title}{day}"


def reader_pages(study: Study, picture: Chart, files: Mapping[str, Any]) -> Iterator[Page]:
    """The front page with its picture, the lists, and a page for each outlet, article and list of evidence.

    `files` is what `files.html` shows: tables, figures, notebooks and what could not be read.
    """
    seen = Reader(study)
    yield "index.html", _page("front.html.j2", "", **front(seen), picture=picture.text)
    yield "articles.html", _page("articles.html.j2", "", articles=[_entry(seen, row) for row in seen.articles.itertuples()])
    yield "files.html", _page("files.html.j2", "", **files)
    for finding in seen.findings:
        if len(finding.counted):
            told = {"finding": finding, "total": len(finding.counted), "lines": evidence(seen, finding.counted)}
            yield f"evidence/{finding.name}.html", _page("evidence.html.j2", "../", **told)
    for name, place in seen.outlets.items():
        yield place, _page("outlet.html.j2", "../", **outlet(seen, name))
    yield from _article_pages(seen)


def _article_pages(seen: Reader) -> Iterator[Page]:
    study = seen.study
    statements, blocks, loaded = (
        dict(iter(table.groupby(key(table), sort=False))) for table in (study.attributions, study.blocks, study.loaded)
    )
    texts, none = study.documents.set_index("document_id", drop=False), study.attributions.iloc[:0]
    sides = sorted(study.attributions["side"].unique())
    for row in seen.articles.itertuples():
        if place := seen.pages.get(str(row.article_id)):
            said = statements.get(row.article_id, none)
            marked = show(
                texts.loc[row.article_id], blocks.get(row.article_id), said,
                loaded=loaded.get(row.article_id), sides=sides, anchors=True,
            )  # fmt: skip
            few = len(seen.articles) <= MOST_INDICATED
            known = {
                "row": row, "name": seen.names[row.article_id], "outlet": seen.outlets.get(row.outlet, ""),
                "indicated": Markup(sourcing.page(study, str(row.article_id), headed=False).html) if few else "",
                "marked": Markup(marked.html),
            }  # fmt: skip
            yield place, _page("article_page.html.j2", "../", **known, **sourced(said))


def floor_chart(study: Study) -> Chart:
    """The picture of the front page: each side's share of an outlet's statements; of few articles, article by article.

    Outlets with fewer than four articles are left out of the first, for a share of theirs says nothing of another article's.
    """
    said = outermost(study.attributions, "body")
    per_outlet = study.articles[study.articles["outlet"] != NOT_STATED].groupby("outlet")["article_id"]
    large = {name: set(ids) for name, ids in per_outlet if len(ids) >= ARTICLES}
    if not large:
        return voices(study.attributions, study.articles, only=study.articles["article_id"].head(MOST_ROWS).tolist())
    rows = []
    for side in [*large_sides(said), NOT_STATED]:
        for name, ids in list(large.items())[:MOST_OUTLETS]:
            held = said[said["article_id"].isin(ids)]
            if len(held):
                share = share_of(held, held["side"] == side)
                printed = f"{share.k:,} of {share.n:,} in {len(ids)} articles"
                rows.append(
                    (f"{SIDES.get(side, adjective(side))} in {short_outlet(name)}", share.value, *share.interval, printed, side)
                )
    return intervals(
        pd.DataFrame(rows, columns=["label", "value", "low", "high", "printed", "group"]),
        title="Who is given the floor?",
        xlabel="share of the outlet's statements",
        note=f"Outlets with {ARTICLES} articles or more; the sides that are heard most.",
        caption="Dot: share of the outlet's statements that speakers of this side make; line: 95 % interval over its articles. "
        "Where lines overlap, do not call outlets different; outlets that report other events are not comparable.",
    )


def _page(template: str, root: str, **values: Any) -> str:
    """A page; `root` leads from it to the folder of the report."""
    return str(html(template, root=root, css=stylesheet(code=False), version=__version__, **values))


def front(seen: Reader) -> dict[str, Any]:
    """What was read, and what was found."""
    articles = seen.articles
    days = sorted(day for day in articles["published"] if day != NOT_STATED)
    without = len(articles) - len(days)
    outlets = int((articles["outlet"] == NOT_STATED).sum())
    notes = [
        (int(articles["truncated"].sum()), "cut off by a paywall: its rates are left out of comparisons"),
        (outlets, "without a stated outlet: compared with nobody"),
        (without, "without a stated day"),
        (len(seen.study.versions), "folded away as another version of an article that is kept"),
        (int(seen.study.problems["lost"].sum()), "of which a text could not be read"),
    ]
    words = int(articles["n_words"].sum())
    read = f"{counted(len(articles), 'article')}, {counted(words, 'word')}, of {counted(len(seen.outlets), 'outlet')}"
    return {
        "read": f"{read}{f', published {days[0]} to {days[-1]}' if days else ''}.",
        "notes": [f"{counted(n, 'article')} {what}." for n, what in notes if n],
        "findings": [{"name": one.name, "text": one.text, "sure": one.sure, "n": len(one.counted)} for one in seen.findings],
        "outlets": [{"name": name, "file": place, "articles": int((articles["outlet"] == name).sum())}
                    for name, place in seen.outlets.items()],
    }  # fmt: skip


def _entry(seen: Reader, row: Any) -> dict[str, Any]:
    return {
        "name": seen.names[row.article_id], "file": seen.pages.get(row.article_id, ""), "words": row.n_words,
        "statements": seen.counts.get(row.article_id, 0),
    }  # fmt: skip


def evidence(seen: Reader, rows: pd.DataFrame) -> list[dict[str, str]]:
    """The statements of a list: who says what, where, and the place in the article's page."""
    return [_line(seen, row) for row in rows.head(MOST_LINES).itertuples()]


def _line(seen: Reader, row: Any) -> dict[str, str]:
    said = one_line(row.content)
    speaker = row.speaker or row.source or "nobody is named"
    return {
        "article": seen.names[row.article_id], "place": _place(seen, row), "speaker": speaker,
        "side": SIDES.get(row.side, row.side), "cue": one_line(row.cue),
        "content": said if len(said) <= CONTENT else f"{said[: CONTENT - 1].rstrip()}…",
    }  # fmt: skip


def _place(seen: Reader, row: Any) -> str:
    page = seen.pages.get(row.article_id, "")
    return page if not page or pd.isna(row.attribution_no) else f"{page}#s{row.attribution_no}"


def outlet(seen: Reader, name: str) -> dict[str, Any]:
    """One outlet: its articles, whom it gives the floor, and the places."""
    articles = seen.articles[seen.articles["outlet"] == name]
    said = seen.statements[seen.statements["article_id"].isin(articles["article_id"])]
    return {
        "name": name,
        "articles": [_entry(seen, row) for row in articles.itertuples()],
        "n": len(said),
        "sides": shares(said, "side", SIDES),
        "named": shares(said.assign(named=said["identifiability"].map(NAMED)), "named", {}),
        "speakers": list(_speakers(seen, said)),
    }


def shares(said: pd.DataFrame, column: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each value with k of n, the share, and its interval over articles; what is not stated comes last."""
    made = []
    for value in sorted(said[column].unique(), key=lambda one: (one == NOT_STATED, -int((said[column] == one).sum()), str(one))):
        share = share_of(said, said[column] == value)
        interval = " to ".join(map(percent, share.interval)) if share.articles > 1 else "one article"
        made.append({"name": names.get(value, value), "k": share.k, "share": percent(share.value), "interval": interval})
    return made


def _speakers(seen: Reader, said: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The speakers that are heard most, each with the places of all statements."""
    groups = said[said["speaker"] != ""].groupby(["speaker", "side"], sort=False)
    ranked = sorted(groups, key=lambda group: (-len(group[1]), group[0]))
    for (speaker, side), rows in ranked[:MOST_SPEAKERS]:
        yield {
            "name": speaker, "side": SIDES.get(side, side), "k": len(rows), "articles": rows["article_id"].nunique(),
            "lines": evidence(seen, rows),
        }  # fmt: skip


def sourced(said: pd.DataFrame) -> dict[str, Any]:
    """How one article is sourced: who speaks, of what kind, and the numbers of the statements in the marked text."""
    counted_ones = outermost(said, "body")
    kinds = counted_ones.assign(named=counted_ones["identifiability"].map(NAMED))
    return {
        "n": len(counted_ones),
        "speakers": _grouped(counted_ones, ["speaker", "side", "source_type"]),
        "kinds": [
            *_grouped(kinds, ["named"]),
            *_grouped(counted_ones[counted_ones["hop"] > 1].assign(what="second-hand or further"), ["what"]),
            *_grouped(
                counted_ones[counted_ones["stance"] != "neutral"].assign(what=lambda rows: "cue: " + rows["stance"]), ["what"]
            ),
        ],
    }


def _grouped(rows: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Groups by size, with the numbers of their statements."""
    groups = [(key, group["attribution_no"].tolist()) for key, group in rows.groupby(list(columns), sort=False)]
    ranked: Iterable[tuple[Any, list[int]]] = sorted(groups, key=lambda one: (-len(one[1]), one[1][0]))
    return [{"what": [_shown(part) for part in key], "numbers": numbers} for key, numbers in ranked]


def _shown(value: str) -> str:
    return "nobody is named" if value == "" else SIDES.get(value, value)
