"""The pages for readers: every count leads to its sentences, every link to a place, and nothing of an article runs."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser

import pytest

import hearsay as hs
from hearsay import schema
from hearsay.charts.base.rows import outermost
from hearsay.report import reader
from hearsay.report.figures import Figure
from hearsay.report.floor import Floor
from hearsay.report.pages import front, reader_pages
from hearsay.report.reader import Reader
from two_outlets import write_corpus

FILES = {"contents": [], "problems": "", "versions": "", "tables": [], "figures": []}
PICTURE = Figure(
    "who-is-given-the-floor",
    b"",
    "in words",
    "Chart of the floor.",
    "Who?",
    "",
    ("row", "printed"),
    (("a", "1"),),
    ("one column",),
    vector=True,
)
OTHERS = {
    "glossary.html",
    "methods.html",
    "run.json",
    "tables/dictionary.csv",
    "tables/attributions.csv",
    "ro-crate-metadata.json",
    "figures/who-is-given-the-floor.svg",
    "figures/who-is-given-the-floor-narrow.svg",
    "figures/who-is-given-the-floor-one-column.svg",
    "figures/who-is-given-the-floor-one-column.pdf",
}
TABLES = {f"tables/{name}.{form}" for name in schema.TABLES for form in ("csv", "parquet")}
"""Files that the rest of the report writes."""


class Links(HTMLParser):
    """The links and the anchors of a page, and what of it could run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.anchors, self.active = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.anchors |= {given["id"]} if "id" in given else set()
        if tag in ("script", "iframe", "object", "embed", "form") or any(name.startswith("on") for name in given):
            self.active.append(tag)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return hs.read(write_corpus(tmp_path_factory.mktemp("corpus"), outlets=("The Lamp", "The Bell <script>"), articles=4))


@pytest.fixture(scope="module")
def made(study):
    return dict(reader_pages(Floor(Reader(study)), PICTURE, FILES))


@pytest.fixture(scope="module")
def read(made):
    return {name: Links(text) for name, text in made.items()}


def test_every_link_leads_somewhere(read):
    followed = 0
    for name, page in read.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert target in read or target in OTHERS | TABLES, (name, link)
            if anchor:
                assert anchor in read[target].anchors, (name, link)
                followed += 1
    assert followed > 50


def test_no_request_leaves_the_report_and_nothing_runs(read):
    for name, page in read.items():
        assert not page.active and not any("//" in link for link in page.links), name


def test_the_number_of_a_finding_is_that_of_its_sentences(study, made):
    n = len(outermost(study.attributions, "body"))
    found = re.findall(r'<a href="(evidence/[^"]+)">([^<]+)</a>', made["index.html"])
    counts = {file: re.search(rf"(\d+) of {n} statements", text) for file, text in found}
    assert sum(count is not None for count in counts.values()) >= 4
    for file, count in counts.items():
        if count:
            assert made[file].count("<li id=") == int(count[1]), file


def test_the_page_of_an_article_counts_what_the_table_holds_and_leads_to_each(study, made):
    for number, row in enumerate(study.articles.itertuples(), start=1):
        text = made[f"articles/{number:04}.html"]
        said = outermost(study.table("attributions", row.article_id), "body")
        assert f"{len(said)} statements of others in the body" in text
        for one in said["attribution_no"]:
            assert f'href="#s{one}"' in text and f"id='s{one}'" in text


def test_articles_are_called_as_people_call_them(study, made):
    for name in ("index.html", "articles.html", "outlets/001.html", "articles/0001.html"):
        assert ".txt" not in made[name] and "000_" not in made[name]
    assert "The Lamp: The harbour bridge" in made["articles.html"]


def test_the_front_page_of_a_sample_says_so(study):
    told = "a sample of 6 of 8 articles, each outlet by its share"
    fronts = [front(seen, Floor(seen), PICTURE)["read"] for seen in (Reader(study.sample(6)), Reader(study))]
    assert fronts[0].endswith(f" They are {told}.") and told not in fronts[1]


def test_with_many_articles_only_those_that_findings_rest_on_have_pages(study, monkeypatch):
    monkeypatch.setattr(reader, "MOST_PAGES", 3)
    made = dict(reader_pages(Floor(Reader(study)), PICTURE, FILES))
    kept = [name for name in made if name.startswith("articles/")]
    assert len(kept) == 3 and made["articles.html"].count("<tr>") == len(study.articles) + 1
    linked = {link.partition("#")[0].removeprefix("../") for name in made for link in Links(made[name]).links}
    assert {link for link in linked if link.startswith("articles/")} == set(kept)


def test_the_picture_is_of_outlets_where_they_have_articles_enough_and_else_of_articles(study, tmp_path):
    assert "in The Lamp" in Floor(Reader(study)).chart.text and "in 4 articles" in Floor(Reader(study)).chart.text
    few = hs.read(write_corpus(tmp_path, outlets=("The Lamp",), articles=2))
    drawn = Floor(Reader(few)).chart
    assert drawn.table["row"].str.startswith("The Lamp: ").all()
    assert b'xlink:href="../articles/0001.html#s' in drawn.svg(), "a mark of the picture leads to its statement"
