"""The pages of a report: nothing in a notebook's output becomes a part of the page, and no link leads nowhere."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from hearsay.report import page
from hearsay.report.figures import Figure
from hearsay.report.notebook import Executed

ALLOWED = tomllib.loads(files("hearsay").joinpath("templates", "allowed.toml").read_text(encoding="utf-8"))


class Elements(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b onclick='x()'>a</b>", "<b>a</b>"),
        ("<a href='javascript:x()'>a</a>", "<a>a</a>"),
        ("<a href=' jav&#x09;ascript:x()'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,<script>x()</script>'>a</a>", "<a>a</a>"),
        ("<a href='vbscript:x()'>a</a>", "<a>a</a>"),
        ("<a href='https://example.org/'>a</a>", '<a href="https://example.org/">a</a>'),
        ("<a href='01_next.html#place'>a</a>", '<a href="01_next.html#place">a</a>'),
        ("<h2 id='place'>a</h2>", '<h2 id="place">a</h2>'),
        ("<b style='color: red; position: fixed'>a</b>", '<b style="color:red">a</b>'),
        ("<b style='color: rgb(1, 2, 3)'>a</b>", '<b style="color:rgb(1, 2, 3)">a</b>'),
        ("<b style='background: url(//example.org/x.png)'>a</b>", "<b>a</b>"),
        ("<b style='background: u\\72l(//example.org/x.png)'>a</b>", "<b>a</b>"),
        ("<b style='background: rgb/**/url(//example.org)'>a</b>", "<b>a</b>"),
        ("<b style='width: expression(alert(1)); color: red'>a</b>", "<b>a</b>"),
        ("<b style='color: red;}</style><script>x()'>a</b>", "<b>a</b>"),
        ("<style scoped>b {}</style>a", "a"),
        ("<style><b>a", ""),
        ("\u0130<style>b {}</style>a", "\u0130a"),
        ("<sty<style></style>le>a", "le&gt;a"),
        ("<script>alert(1)</script>a", "a"),
        ("<SCRIPT/x>alert(1)</SCRIPT >a", "a"),
        ("<script>alert(1)", ""),
        ("<svg onload=x()><script>alert(1)</script></svg>a", "a"),
        ("<svg><a xlink:href='javascript:x()'>a</a></svg>b", "b"),
        ("<math><mi><style><img src=x onerror=x()></style></mi></math>a", "a"),
        ("<svg></p><style><a id='</style><img src=x onerror=x()>'>", "<p></p>'&gt;"),
        ("<noscript><p title='</noscript><img src=x onerror=x()>'>", "'&gt;"),
        ("<img src=x onerror=x()>a", "a"),
        ("<iframe srcdoc='<script>x()</script>'></iframe>a", "a"),
        ("<form action=//example.org><input name=q>a</form>", "a"),
        ("<!-- <img src=x onerror=x()> -->a", "a"),
        ("<p>open <b>bold", "<p>open <b>bold</b></p>"),
        ("</div></main>a", "a"),
        ("<unknown>a</unknown>", "a"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_cleaning(html: str, expected: str) -> None:
    cleaned = page.clean(html)
    assert cleaned == expected
    assert page.clean(cleaned) == cleaned, "nothing changes its meaning when it is read again"


PARTS = """
<b
>
<script>
</script>
<style>
</style>
<svg>
</svg>
<math>
<mtext>
<table>
<td>
<!--
-->
<![CDATA[
]]>
<noscript>
<textarea>
<title>
<img src=x onerror=x()>
 onclick=x()
'
"
`
\x00
<a href='javascript:x()'>
 style='background:url(x)'
<p title='
&lt;
&#60;script&#62;
<details open ontoggle=x()>
""".strip("\n").splitlines()


@pytest.mark.parametrize("seed", range(200))
def test_whatever_is_put_together_of_hostile_parts_only_what_is_allowed_comes_out(seed: int) -> None:
    hostile = "".join(PARTS[(seed * 7919 + step * (seed + 13) * 104729) % len(PARTS)] for step in range(2 + seed % 15))
    cleaned = page.clean(hostile)
    for tag, attributes in Elements(cleaned).found:
        assert tag in ALLOWED["tags"], hostile
        assert set(attributes) <= {*ALLOWED["attributes"]["*"], *ALLOWED["attributes"].get(tag, ())}, hostile
        assert not re.match(r"\W*(?:javascript|data)\b", attributes.get("href") or "", re.IGNORECASE), hostile
    assert page.clean(cleaned) == cleaned, hostile


def test_a_table_is_escaped() -> None:
    table = pd.DataFrame({"<b>x</b>": ["<script>alert(1)</script>", "a & b"]})
    html = page.table_html(table)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html and "a &amp; b" in html and "&lt;b&gt;x" in html
    assert {tag for tag, _ in Elements(html).found} == {"table", "thead", "tbody", "tr", "th", "td"}


WIDGET = "application/vnd.jupyter.widget-view+json"


def output(**data: str) -> dict:
    return new_output("display_data", {name.replace("_", "/"): value for name, value in data.items()})


def test_a_notebook_shows_its_text_its_outputs_and_no_code_that_is_hidden() -> None:
    cells = (
        new_markdown_cell(
            "# A title\n\nSee [there](01_there.ipynb#b), [by hand](02_by_hand.ipynb#b) and [how](../docs/methods.md#tone)."
        ),
        new_code_cell("1 + 1", outputs=[output(text_plain="<two>")]),
        new_code_cell("hidden = 1", metadata={"tags": ["hide-input"]}, outputs=[new_output("stream", text="told \x1b[31m")]),
        new_code_cell("chart", outputs=[output(image_png="", text_plain="what it shows")]),
        new_code_cell("html", outputs=[output(text_html="<b onclick=x()>bold</b>"), output(text_markdown="*slanted*")]),
        new_code_cell("bar", outputs=[new_output("display_data", {WIDGET: {"model_id": "1"}, "text/plain": "10%|# | 00:18"})]),
        new_code_cell("1 / 0", outputs=[new_output("error", ename="ZeroDivisionError", evalue="<by> zero")]),
    )
    executed = Executed("00_a", "A title", cells, figures=(Figure("what", b"", "in words", 'what "it" shows'),))
    contents = [{"name": name, "title": "A <title>", "file": f"{name}.html", "stopped": ""} for name in ("00_a", "01_there")]
    html = page.notebook_page(executed, contents)
    assert '<h1 id="a-title">A title</h1>' in html and 'aria-current="page">A &lt;title&gt;</a>' in html
    assert 'href="01_there.html#b"' in html and 'href="methods.html#tone"' in html
    assert ", by hand and " in html and "02_by_hand" not in html, "what the report has no page of is no link"
    assert "<pre>&lt;two&gt;</pre>" in html and "hidden" not in html
    assert "<pre>told \ufffd[31m</pre>" in html, "what a terminal would obey is no part of a page"
    assert '<img src="figures/what.png" alt="what &quot;it&quot; shows">' in html
    assert "00:18" not in html, "how fast a machine was is no part of a page, and no control works there"
    assert "<b>bold</b>" in html and "<em>slanted</em>" in html
    assert '<p class="note">ZeroDivisionError: &lt;by&gt; zero</p>' in html


def test_the_methods_are_a_page_whose_anchors_are_there() -> None:
    html = page.notebook_page(page.document("methods"), [])
    anchors = [attributes["id"] for _, attributes in Elements(html).found if "id" in attributes]
    wanted = {attributes["href"][1:] for _, attributes in Elements(html).found if attributes.get("href", "").startswith("#")}
    assert len(wanted) > 50 and wanted <= set(anchors)
    assert {"tone", "small-numbers", "bodies-of-page-dumps", "monroe2008"} <= set(anchors)


def test_the_glossary_is_a_page_whose_entries_can_be_linked_to() -> None:
    found = Elements(page.notebook_page(page.document("glossary"), [])).found
    anchors = {attributes["id"] for _, attributes in found if "id" in attributes}
    assert {"attribution", "k-of-n", "unresolved"} <= anchors
    links = {attributes["href"] for tag, attributes in found if tag == "a" and "href" in attributes}
    assert {"methods.html", "dictionary.html"} <= links


def test_links_of_a_notebook_to_its_headings_and_to_terms_work_on_its_page() -> None:
    """JupyterLab keeps capitals and signs in the anchor of a heading; the page has the anchors of GitHub."""
    text = """[here](#Who's-named,-or-not?) [term](../docs/glossary.md#k-of-n "k things & n")\n\n## Who's named, or not?"""
    html = page.notebook_page(Executed("00_a", "A title", (new_markdown_cell(text),)), [])
    assert 'href="#whos-named-or-not"' in html and '<h2 id="whos-named-or-not">' in html
    assert '<a href="glossary.html#k-of-n" title="k things &amp; n">term</a>' in html


def test_what_a_notebook_folds_away_is_folded_on_its_page() -> None:
    text = "<details>\n<summary><b>Why?</b></summary>\n\n```python\nx < 1\n```\n\nFor *that*.\n\n</details>"
    html = page.notebook_page(Executed("00_a", "A title", (new_markdown_cell(text),)), [])
    inner = re.search(r"<details>\s*<summary><b>Why\?</b></summary>(.*?)</details>", html, re.DOTALL)[1]
    assert "x &lt; 1" in inner and "<p>For <em>that</em>.</p>" in inner


def test_the_style_sheet_has_that_of_code() -> None:
    assert ".highlight" in page.stylesheet() and "color-scheme: light" in page.stylesheet()
