"""What a page states about its article."""

# ruff: noqa: E501  (markup stands on lines as pages write it)

from __future__ import annotations

import json

import pytest

from hearsay.reading import records
from hearsay.reading.formats.page_head import head_metadata

HEAD = """<html><head><meta property="og:title" content="By meta"><meta name="author" content="https://example.org/jane">
<link rel="canonical" href="https://example.org/a"><script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"],
"headline": "By JSON", "publisher": {"name": "The Lamp"}, "datePublished": "2023-02-15T10:00:00Z"}]}
</script></head><body/></html>"""


def stated(head: str = "", body: str = "", linked: dict | None = None) -> dict[str, str]:
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    return head_metadata(records.parse_fragment(f"<html><head>{head}{script}</head><body>{body}</body></html>"))


def article(**more) -> dict:
    return {"@type": "NewsArticle", **more}


def test_what_a_head_states_for_machines_and_json_goes_first_where_nothing_is_printed():
    found = head_metadata(records.parse_fragment(HEAD))
    assert (found["title"], found["outlet"], found["published"]) == ("By JSON", "The Lamp", "2023-02-15")
    assert (found["byline"], found["url"]) == ("", "https://example.org/a")


SEARCH, PRINTED = "Mayor suggests she will go on taking gifts", "Mayor defiant over gifts from crane firm"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f'<meta property="og:title" content="{PRINTED}">', f"<article><h1>{PRINTED}</h1></article>"),
        (f"<title>{PRINTED} | The Lamp</title>", f"<h1>The Lamp</h1><h1>{PRINTED}</h1>"),
        (
            f'<meta property="og:title" content="{PRINTED} - The Lamp"><meta property="og:site_name" content="The Lamp">',
            f"<h2>{PRINTED}</h2>",
        ),
        ("", f"<main><h1><span>Gifts</span> {PRINTED}</h1></main>"),
    ],
    ids=["h1 and og", "h1 and title, a logo above", "h2 and og", "h1 alone, with a kicker"],
)
def test_the_printed_headline_goes_before_that_for_search_engines(head, body):
    assert stated(head, body, article(headline=SEARCH))["title"].removeprefix("Gifts ") == PRINTED


@pytest.mark.parametrize("body", ["<h1>The Lamp</h1>", "<h1>News</h1>", "<main><h1>Opinion</h1></main>", ""])
def test_a_heading_of_the_site_or_section_is_no_headline(body):
    head = '<meta property="og:site_name" content="The Lamp">'
    assert stated(head, body, article(headline=SEARCH))["title"] == SEARCH


@pytest.mark.parametrize(
    "written", ["Mayor&amp;#8217;s gifts", "Mayor&#8217;s gifts", "Mayor’s gifts", "Mayor&amp;rsquo;s gifts"]
)
def test_entities_are_decoded_also_where_they_were_written_twice(written):
    assert stated(f'<meta property="og:title" content="{written}">')["title"] == "Mayor’s gifts"
    assert stated(linked=article(headline=written))["title"] == "Mayor’s gifts"


@pytest.mark.parametrize(
    ("head", "body", "linked"),
    [
        ('<meta name="author" content="Abby Durst"><meta name="author" content="Rob Ely">', "", None),
        ("", "", article(author=[{"@type": "Person", "name": "Abby Durst"}, {"name": "By Rob Ely"}])),
        ("", "", {"@graph": [article(author=[{"@id": "#a"}, {"@id": "#b"}]), {"@id": "#a", "name": "Abby Durst"}, {"@id": "#b", "name": "Rob Ely"}]}),
        ("", "", article(author={"name": ["Abby Durst", "Rob Ely"]})),
        ('<meta property="article:author" content="https://example.org/a"><meta property="article:author" content="Abby Durst">'
         '<meta property="article:author" content="Rob Ely">', "", None),
    ],
    ids=["two metas", "a list", "references", "a list of names", "a profile among them"],
)  # fmt: skip
def test_two_authors_are_two_authors(head, body, linked):
    assert stated(head, body, linked)["byline"] == "Abby Durst, Rob Ely"


@pytest.mark.parametrize(
    "body",
    ['<p class="byline">By Abby Durst and Rob Ely</p>', '<div class="authors">By <a>Abby Durst</a> and <a>Rob Ely</a></div>'],
)
@pytest.mark.parametrize("linked", [article(author={"name": "Abby Durst"}), article(headline="x")])
def test_a_printed_signature_with_more_names_goes_before_the_head(body, linked):
    assert stated("", body, linked)["byline"] == "Abby Durst and Rob Ely"


def test_a_box_about_somebody_else_is_no_signature():
    body = '<div class="author">More from Uwe Maas and Kim Dow</div>'
    assert stated("", body, article(author={"name": "Abby Durst"}))["byline"] == "Abby Durst"


def test_bad_json_is_passed_over():
    assert stated('<meta name="author" content="Jane"><script type="application/ld+json">{</script>')["byline"] == "Jane"
