"""Pages for readers: the findings, each outlet, each article with its statements marked; every count leads to its sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from hearsay import __version__, schema
from hearsay.charts.base.rows import LAST, NOBODY_SPEAKS, outermost
from hearsay.charts.base.share_panels import end_of_scale
from hearsay.charts.sources import NAMED, SIDES
from hearsay.display import sourcing
from hearsay.display.article import show, stripped
from hearsay.display.html import html, one_line
from hearsay.report.citing import brief
from hearsay.report.figures import Figure
from hearsay.report.findings import Finding, in_bodies, percent, share_of
from hearsay.report.floor import Floor
from hearsay.report.groups import MARKS, marks
from hearsay.report.page import shared_styles, stylesheet
from hearsay.report.reader import Reader
from hearsay.schema import ENGLISH, NOT_STATED, key
from hearsay.text.printed import quantity

if TYPE_CHECKING:
    from hearsay.study import Study

MOST_INDICATED = 60
"""Articles up to which each page holds all indicators with their sentences: they weigh as much as the text."""
BEGINNING = 80
"""Characters of a stripped text that its line shows."""
BACK = "back to the finding"
_NUMBER = re.compile(r"<span id='s(\d+)'>\1</span>")
"""The number of a statement in the marked text. In words of an article `<` and `'` are written `&lt;` and `&#39;`."""
Page = tuple[str, str]
"""A file of the report and its text."""


def reader_pages(floor: Floor, figure: Figure, files: Mapping[str, Any]) -> Iterator[Page]:
    """The style, the front page, the lists, methods and dictionary, and a page for each outlet, article and list of evidence.

    `figure` is the picture of the front page, `files` what `files.html` shows besides: tables, figures, notebooks and what could
    not be read.
    """
    seen, study = floor.reader, floor.reader.study
    told = _articles(seen)
    yield "report.css", stylesheet()
    yield "index.html", page("front.html.j2", "", **front(seen, floor, figure))
    yield "articles.html", page("articles.html.j2", "", **told)
    yield "files.html", page("files.html.j2", "", **files, n=quantity(len(seen.articles), "article"))
    yield "cite.html", page("cite.html.j2", "", **brief(seen), figures=files["figures"])
    yield "dictionary.html", page("dictionary.html.j2", "", tables=_dictionary(study))
    for finding in seen.findings:
        if len(finding.counted) or finding.articles:
            yield f"evidence/{finding.name}.html", page("evidence.html.j2", "../", **_evidence(seen, finding))
    for name, number in seen.outlets.items():
        yield f"outlets/{number}.html", page("outlet.html.j2", "../", **outlet(seen, name))
        yield f"statements/{number}.html", page("statements.html.j2", "../", **_statements(seen, name))
    yield from _article_pages(study, seen)


def page(template: str, root: str, **values: Any) -> str:
    """A page; `root` leads from it to the folder of the report."""
    return shared_styles(html(template, root=root, version=__version__, **values))


def front(seen: Reader, floor: Floor, figure: Figure) -> dict[str, Any]:
    """What was read, and what was found."""
    articles = seen.articles
    days = sorted(day for day in articles["published"] if day != NOT_STATED)
    words = int(articles["n_words"].sum())
    lost = int(seen.study.problems["lost"].sum())
    notes = [(n, what, f"articles.html#{name}") for name, n, what in _conditions(seen)]
    notes += [
        (len(seen.study.versions), "folded away as another version of an article that is kept", "files.html#versions"),
        (lost, "of which a text could not be read", "files.html#problems"),
    ]
    read = f"{quantity(len(articles), 'article')}, {quantity(words, 'word')}, of {quantity(len(seen.outlets), 'outlet')}"
    sizes = articles["outlet"].value_counts()
    dated = f" ({len(days)} of them are dated)" if len(days) < len(articles) else ""
    when = f", published {days[0]} to {days[-1]}{dated}" if days else ""
    sampled = f" They are {seen.study.sampled}." if seen.study.sampled else ""
    return {
        "read": f"{read}{when}.{sampled}",
        "notes": [{"text": f"{quantity(n, 'article')} {what}.", "place": place} for n, what, place in notes if n],
        "findings": [
            {"name": one.name, "text": one.text, "sure": one.sure, "n": len(one.counted) or len(one.articles)}
            for one in seen.findings
        ],
        "outlets": [{"name": name, "file": seen.outlet_page(name), "articles": int(sizes[name])} for name in seen.outlets],
        "floor": floor,
        "figure": figure,
        "colours": seen.colours,
    }  # fmt: skip


def _dictionary(study: Study) -> list[dict[str, Any]]:
    """Each table with its columns, as `schema` has them."""
    columns = schema.dictionary().groupby("table", sort=False)
    return [{"name": name, "rows": len(getattr(study, str(name))), "columns": rows.to_dict("records")} for name, rows in columns]


def _conditions(seen: Reader) -> list[tuple[str, int, str]]:
    """What a reader must know of some articles: its name, how many they are, and what it is."""
    return [
        ("cut", int(seen.articles["truncated"].sum()), "cut off by a paywall: its rates are left out of comparisons"),
        ("nowhere", int((seen.articles["outlet"] == NOT_STATED).sum()), "without a stated outlet: compared with nobody"),
        ("undated", int((seen.articles["published"] == NOT_STATED).sum()), "without a stated day"),
        (
            "foreign",
            int((~seen.articles["language"].isin(ENGLISH)).sum()),
            "in another language: counted, and no word of it analysed",
        ),
    ]


def _articles(seen: Reader) -> dict[str, Any]:
    entries = []
    for row in seen.articles.itertuples():
        held = {
            "cut": row.truncated, "nowhere": row.outlet == NOT_STATED, "undated": row.published == NOT_STATED,
            "foreign": row.language not in ENGLISH,
        }  # fmt: skip
        entries.append(seen.entry(row) | {"groups": [name for name, is_so in held.items() if is_so]})
    groups = [
        {"anchor": name, "k": n, "name": what.partition(":")[0], "kind": "articles"} for name, n, what in _conditions(seen) if n
    ]
    return {"articles": entries, "groups": groups, "all_paged": len(seen.pages) == len(entries)}


def _evidence(seen: Reader, finding: Finding) -> dict[str, Any]:
    """The statements of a finding, parted by outlet where it compares two; or the articles that it counts."""
    parts = []
    if finding.articles:
        by_id = seen.articles.set_index("article_id", drop=False)
        return {"finding": finding, "parts": [], "articles": [seen.entry(by_id.loc[one]) for one in finding.articles]}
    for name, rows, shown in seen.evidence(finding):
        lines = [seen.line(row, way=finding.name) for row in shown.itertuples()]
        more = "" if len(rows) == len(shown) else seen.list_page(name) if name else "files.html"
        parts.append({"name": name, "total": len(rows), "lines": _anchored_once(lines), "more": more})
    return {"finding": finding, "parts": parts, "articles": []}


def _anchored_once(lines: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The lines, each anchor at the first that bears it: a statement may have several, one for each that it mentions."""
    first = {line["anchor"]: place for place, line in reversed(list(enumerate(lines)))}
    return [line | {"anchor": line["anchor"] * (first[line["anchor"]] == place)} for place, line in enumerate(lines)]


def outlet(seen: Reader, name: str) -> dict[str, Any]:
    """One outlet: its articles, whom it gives the floor, and the places."""
    articles, groups = seen.articles[seen.articles["outlet"] == name], seen.lists[name]
    said = groups.outer
    speakers = [
        {"name": who, "side": SIDES.get(side, side), "k": k, "place": seen.list_page(name, "speaker", (who, side)),
         "articles": said.loc[(said["person"] == who) & (said["person_side"] == side), "article_id"].nunique()}
        for (who, side), k, _ in groups.named("speaker")
    ]  # fmt: skip
    sides = {value: (said, said["heard"] == value) for value, _, _ in groups.named("side")}
    known = said["identifiability"].map(NAMED)
    marked = marks(groups.rows)
    shares = {
        "sides": _shares(seen, name, "side", sides, SIDES),
        "named": _shares(seen, name, "named", {value: (said, known == value) for value, _, _ in groups.named("named")}, {}),
        "marks": _shares(seen, name, "mark", {value: marked[value] for value, _, _ in groups.named("mark")}, MARKS),
    }
    ends = {what: end_of_scale(max((row["high"] or row["at"] for row in rows), default=1.0)) for what, rows in shares.items()}
    return shares | {
        "name": name, "articles": [seen.entry(row) for row in articles.itertuples()], "n": len(said), "all": seen.list_page(name),
        "speakers": speakers, "ends": ends, "colours": seen.colours,
    }  # fmt: skip


def _shares(
    seen: Reader, outlet: str, kind: str, held: Mapping[Any, tuple[pd.DataFrame, pd.Series]], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each group with k of n, the share, its interval over articles, and its statements; what is of no side comes last."""
    made = []
    for value in sorted(held, key=lambda one: (LAST.get(one, 0), -int(held[one][1].sum()), str(one))):
        share = share_of(*held[value])
        low, high = share.interval if share.articles > 1 else (None, None)
        made.append(
            {"value": value, "name": names.get(value, value), "k": share.k, "n": share.n, "share": percent(share.value),
             "at": share.value, "low": low, "high": high, "place": seen.list_page(outlet, kind, value),
             "interval": f"{percent(low)} to {percent(high)}" if low is not None and high is not None else "one article"}
        )  # fmt: skip
    return made


def _statements(seen: Reader, name: str) -> dict[str, Any]:
    """All statements of an outlet, article by article, each with the groups that it belongs to."""
    groups = seen.lists[name]
    shown, parts = groups.rows.head(seen.room), []
    for article, rows in shown.groupby("article_id", sort=False):
        lines = [
            seen.line(row, named=False) | {"groups": [*groups.of[row.Index], *(["inner"] if row.level > 1 else [])]}
            for row in rows.itertuples()
        ]
        parts.append({"article": seen.names[article], "file": seen.pages.get(str(article), ""), "lines": lines})
    heads: dict[str, Callable[[Any], str]] = {
        "side": _of_side,
        "named": lambda value: f"of speakers that are {value}" if value in ("named", "unnamed") else f"where {_source_is(value)}",
        "mark": lambda value: MARKS[value],
        "speaker": lambda value: f"of {value[0]} ({SIDES.get(value[1], value[1])})",
        "article": lambda value: f"in “{seen.names[value]}”",
    }
    named = [
        {"anchor": anchor, "kind": "statements", "name": head(value), "k": k}
        for kind, head in heads.items()
        for value, k, anchor in groups.named(kind)
    ]
    return {
        "name": name, "page": seen.outlet_page(name), "parts": parts, "groups": named, "total": len(groups.rows),
        "shown": len(shown), "outer": len(groups.outer),
    }  # fmt: skip


def _of_side(value: str) -> str:
    return {NOT_STATED: "whose side is not stated", NOBODY_SPEAKS: f"where {NOBODY_SPEAKS}"}.get(
        value, f"of the side “{SIDES.get(value, value)}”"
    )


def _source_is(value: str) -> str:
    return "a document is the source" if value == "document" else "nobody is named"


def _article_pages(study: Study, seen: Reader) -> Iterator[Page]:
    statements, blocks, loaded = (
        dict(iter(table.groupby(key(table), sort=False))) for table in (study.attributions, study.blocks, study.loaded)
    )
    texts, none = study.documents.set_index("document_id", drop=False), study.attributions.iloc[:0]
    sides = study.sides
    few = len(seen.articles) <= MOST_INDICATED
    for row in seen.articles.itertuples():
        if place := seen.pages.get(str(row.article_id)):
            said, document = statements.get(row.article_id, none), texts.loc[row.article_id]
            marked = show(
                document, blocks.get(row.article_id), said, loaded=loaded.get(row.article_id), sides=sides, anchors=True
            )
            known = {
                "row": row, "name": seen.names[row.article_id], "outlet": seen.outlet_page(row.outlet),
                "indicated": Markup(sourcing.page(study, str(row.article_id), headed=False).html) if few else "",
                "marked": _with_ways_back(marked.html, seen, row),
                "stripped": _stripped(str(document["text"]), blocks.get(row.article_id)),
                "title": one_line(row.title) if row.title != NOT_STATED else seen.names[row.article_id],
            }  # fmt: skip
            yield place, page("article_page.html.j2", "../", **known, **sourced(said))


def _with_ways_back(marked: str, seen: Reader, article: Any) -> Markup:
    """The marked text; the number of a statement leads to its line in the list of the outlet, and from the words that a finding
    led to a link leads back to it."""
    page, listed, ways = seen.pages[article.article_id], seen.listed[article.article_id], seen.ways_back[article.article_id]
    outlet = seen.list_page(article.outlet)

    def numbered(found: re.Match[str]) -> str:
        number = int(found[1])
        line = f"#a{PurePosixPath(page).stem}s{number}"
        name = f"<a id='s{number}' href='../{outlet}{line}'>{number}</a>" if number in listed else found[0]
        back = (f"<a class='back' id='s{number}-{way}' href='../evidence/{way}.html{line}'>{BACK}</a>" for way in ways[number])
        return name + "".join(back)

    return Markup(_NUMBER.sub(numbered, marked))


def _stripped(text: str, blocks: pd.DataFrame | None) -> list[dict[str, Any]]:
    """What of the page is not counted: what it was taken for, how long it is, how it begins."""
    return [
        {"anchor": f"x{start}", "kind": name.replace("_", " "), "size": end - start,
         "begins": one_line(text[start : min(end, start + BEGINNING)]) + ("…" if end - start > BEGINNING else "")}
        for start, end, name in stripped(blocks, len(text))
    ]  # fmt: skip


def sourced(said: pd.DataFrame) -> dict[str, Any]:
    """How one article is sourced: who speaks, of what kind, and the numbers of the statements in the marked text."""
    counted_ones = outermost(said, "body")
    kinds = counted_ones.assign(named=counted_ones["identifiability"].map(NAMED))
    passed_on = in_bodies(said).query("hop > 1")
    return {
        "n": len(counted_ones),
        "speakers": _grouped(counted_ones, ["speaker", "side", "source_type"]),
        "kinds": [
            *_grouped(kinds, ["named"]),
            *_grouped(passed_on.assign(what=MARKS["second-hand"]), ["what"]),
            *_grouped(
                counted_ones[counted_ones["stance"] != "neutral"].assign(what=lambda rows: "cue: " + rows["stance"]), ["what"]
            ),
        ],
    }


def _grouped(rows: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Groups by size, with the numbers of their statements."""
    groups = [(value, group["attribution_no"].tolist()) for value, group in rows.groupby(list(columns), sort=False)]
    ranked: Iterable[tuple[Any, list[int]]] = sorted(groups, key=lambda one: (-len(one[1]), one[1][0]))
    return [
        {"what": [_shown(part, column) for part, column in zip(value, columns, strict=True)], "numbers": numbers}
        for value, numbers in ranked
    ]


def _shown(value: str, column: str) -> str:
    if value == "":
        return "nobody is named"
    return SIDES.get(value, value) if column == "side" else value
