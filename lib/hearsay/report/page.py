"""Executed notebooks as pages to read. No article can run anything in them: every output is cleaned, and no script is allowed."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import count
from typing import Any, Literal
from urllib.parse import unquote

import mistune
import nh3
import pandas as pd
from markupsafe import Markup
from mistune.toc import add_toc_hook
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from hearsay.display.html import html
from hearsay.report.figures import Figure
from hearsay.report.notebook import Executed

_LOADING = re.compile(r"\\|(?<!rgb)(?<!rgba)(?<!hsl)(?<!hsla)\(", re.IGNORECASE)
"""Styles that could load something, or hide what they load: functions other than those of colours, and escapes."""
CODE_STYLES = ("default", "github-dark")
"""How code looks on a light and on a dark page: both can be read (WCAG 2.1, level AA)."""
_NOTEBOOK_LINK = re.compile(r'<a href="(\d\d_\w+\.html)(?:#[^"]*)?">(.*?)</a>')
_WIDGET = "application/vnd.jupyter.widget-view+json"
_EMPTY_HEAD = re.compile(r"<th(?: [^>]*)?>\s*</th>")
"""A head of nothing, as pandas sets one above the names of rows: who hears a table would be told of a column without a name."""
_TAG = re.compile(r"""<\w+(?:\s+[\w-]+(?:=(?:"[^"<]*"|'[^'<]*'))?)+\s*/?>""")
"""A tag with attributes. In text a `<` is written `&lt;`, so nothing that an article says is taken for one."""
_ATTRIBUTE = re.compile(r"""\s+([\w-]+)(?:=(?:"([^"<]*)"|'([^'<]*)'))?""")
_SHEET = "</style>"
_STRENGTH = 3
"""A style beside its element goes before every rule of a sheet; a class named three times goes before those of ours."""


def notebook_page(executed: Executed, contents: Iterable[Mapping[str, str]]) -> str:
    """One notebook as a page that needs nothing but its figures and the style of all pages."""
    pictures, numbers, contents = iter(executed.figures), count(1), list(contents)
    cells = [_cell(cell, pictures, numbers) for cell in executed.cells]
    there = {entry["file"] for entry in contents}
    for cell in cells:
        if cell["kind"] == "text":
            cell["html"] = _without_links_elsewhere(cell["html"], there)
    return shared_styles(html("notebook.html.j2", root="", page=executed, cells=cells, contents=contents))


def document(name: Literal["glossary", "methods"]) -> Executed:
    """`docs/NAME.md` as a notebook of one cell: the notebooks link to its headings."""
    text = files("hearsay").joinpath(f"{name}.md").read_text(encoding="utf-8")
    return Executed(name, name.capitalize(), (NotebookNode(cell_type="markdown", source=text),))


def table_html(table: pd.DataFrame) -> Markup:
    """A small table, escaped."""
    return clean(table.to_html(index=False, border=0, escape=True))


def clean(text: str) -> Markup:
    """The HTML with nothing but an allowed set of tags, attributes and styles; of other elements the text remains.

    Of scripts, style sheets and drawings nothing remains. A style that could load something is dropped whole.
    """
    return Markup(_EMPTY_HEAD.sub("<td></td>", _cleaner().clean(text)))


@cache
def stylesheet() -> str:
    """The style of all pages, that of code included."""
    own = files("hearsay").joinpath("templates", "report.css").read_text(encoding="utf-8")
    light, dark = (HtmlFormatter(style=style).get_style_defs(".highlight") for style in CODE_STYLES)
    return f"{own}{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _cell(cell: NotebookNode, pictures: Iterable[Figure], numbers: Iterator[int]) -> dict[str, Any]:
    if cell.cell_type != "code":
        return {"kind": "text", "html": _markdown(cell.source) if cell.cell_type == "markdown" else Markup("")}
    shown = "" if "hide-input" in cell.metadata.get("tags", []) else highlight(cell.source, PythonLexer(), HtmlFormatter())
    outputs = [_output(output, pictures, numbers) for output in cell.outputs]
    return {"kind": "code", "source": Markup(shown), "outputs": [output for output in outputs if output]}


def _output(output: NotebookNode, pictures: Iterable[Figure], numbers: Iterator[int]) -> dict[str, Any]:
    if output.output_type == "stream":
        return {"kind": "text", "text": output.text}
    if output.output_type == "error":
        return {"kind": "error", "text": f"{output.ename}: {output.evalue}"}
    data = output.data
    if _WIDGET in data:  # a control, or a bar of progress whose text tells how fast this machine was
        return {}
    if "image/png" in data:
        return {"kind": "figure", "figure": next(iter(pictures))}
    if "text/html" in data:
        return {"kind": "html", "html": clean(data["text/html"]), "number": next(numbers)}
    if "text/markdown" in data:
        return {"kind": "html", "html": _markdown(data["text/markdown"]), "number": next(numbers)}
    return {"kind": "text", "text": data["text/plain"]} if "text/plain" in data else {}


def _markdown(text: str) -> Markup:
    return clean(_links_to_pages(str(_reader()(text))))


def _links_to_pages(text: str) -> str:
    """Notebooks link to one another, to their own headings, and to the documents; on the pages these links lead to pages."""
    text = re.sub(r'(href="[\w./-]+)\.ipynb\b', r"\1.html", text)
    text = re.sub(r'href="(?:\.\./docs/)?(?:data-)?(methods|glossary|dictionary)\.md', r'href="\1.html', text)
    return re.sub(r'href="#([^"]+)"', lambda link: f'href="#{_slug(unquote(unescape(link[1])))}"', text)


def _without_links_elsewhere(text: Markup, there: Collection[str]) -> Markup:
    """A notebook that the report has not, since it waits for a reader's hands, is named without a link."""
    return Markup(_NOTEBOOK_LINK.sub(lambda link: link[0] if link[1] in there else link[2], text))


def _anchor(heading: Mapping[str, Any], place: int) -> str:
    return _slug(heading["text"])


def _slug(text: str) -> str:
    """The anchor that GitHub gives a heading, also from the one that JupyterLab gives it: one link serves there and here."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


@cache
def _reader() -> mistune.Markdown:
    reader = mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])
    add_toc_hook(reader, max_level=6, heading_id=_anchor)
    return reader


@cache
def _cleaner() -> nh3.Cleaner:
    allowed = tomllib.loads(files("hearsay").joinpath("templates", "allowed.toml").read_text(encoding="utf-8"))
    return nh3.Cleaner(
        tags=set(allowed["tags"]),
        clean_content_tags=set(allowed["dropped"]),
        attributes={tag: set(names) for tag, names in allowed["attributes"].items()},
        attribute_filter=lambda tag, name, value: None if name == "style" and _LOADING.search(value) else value,
        filter_style_properties=set(allowed["styles"]),
        url_schemes=set(allowed["protocols"]),
        link_rel=None,
    )


def shared_styles(page: str) -> str:
    """The page, each style that it gives more than one element as a class of its own style sheet.

    It looks the same: the marked text of a long article is a third smaller. A page without a style sheet stays as it is.
    """
    if _SHEET not in page:
        return page
    uses = Counter(attributes["style"] for attributes in map(_attributes, _TAG.findall(page)) if "style" in attributes)
    names = {style: f"k{number}" for number, style in enumerate(style for style, n in uses.items() if n > 1)}
    if not names:
        return page
    rules = "\n".join(f"{f'.{name}' * _STRENGTH}{{{style}}}" for style, name in names.items())
    return _TAG.sub(lambda tag: _with_class(tag[0], names), page).replace(_SHEET, f"{rules}\n{_SHEET}", 1)


def _attributes(tag: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def _with_class(tag: str, names: dict[str, str]) -> str:
    attributes = _attributes(tag)
    name = names.get(attributes.get("style", ""))
    if name is None:
        return tag
    classes = f"{name} {attributes['class']}" if attributes.get("class") else name
    kept = _ATTRIBUTE.sub(lambda one: "" if one[1] in ("style", "class") else one[0], tag)
    return re.sub(r"^<\w+", lambda start: f'{start[0]} class="{classes}"', kept)
