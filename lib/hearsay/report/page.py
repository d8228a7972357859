"""Executed notebooks as pages to read. No article can run anything in them: every output is cleaned, and no script is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import bleach
import mistune
import pandas as pd
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from hearsay.report.notebook import Executed, Figure

_OPENS, _CLOSES = re.compile(r"<style\b", re.IGNORECASE), re.compile(r"</style>", re.IGNORECASE)


def notebook_page(executed: Executed, contents: Iterable[Mapping[str, str]]) -> str:
    """One notebook as a page that needs nothing but itself and its figures."""
    pictures = iter(executed.figures)
    cells = [_cell(cell, pictures) for cell in executed.cells]
    return _template("notebook.html.j2").render(page=executed, cells=cells, contents=list(contents), css=stylesheet())


def index_page(values: Mapping[str, Any]) -> str:
    """The first page: what was read, what could not be, and where everything is."""
    return _template("index.html.j2").render(css=stylesheet(), **values)


def table_html(table: pd.DataFrame) -> Markup:
    """A small table, escaped."""
    return clean(table.to_html(index=False, border=0, escape=True))


def clean(html: str) -> Markup:
    """The HTML with everything but an allowed set of tags, attributes and styles made harmless text."""
    return Markup(_cleaner().clean(_without_styles(html)))


def _without_styles(html: str) -> str:
    """The HTML without whole <style> elements, which pandas puts before its tables; one that never ends stays, as text."""
    parts, at = [], 0
    while (start := _OPENS.search(html, at)) and (end := _CLOSES.search(html, start.end())):
        parts.append(html[at : start.start()])
        at = end.end()
    return "".join([*parts, html[at:]])


@cache
def stylesheet() -> Markup:
    """The style of all pages, that of code included."""
    own = files("hearsay").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return Markup(f"{own}\n{HtmlFormatter(style='default').get_style_defs('.highlight')}")


def _cell(cell: NotebookNode, pictures: Iterable[Figure]) -> dict[str, Any]:
    if cell.cell_type != "code":
        return {"kind": "text", "html": _markdown(cell.source) if cell.cell_type == "markdown" else Markup("")}
    shown = "" if "hide-input" in cell.metadata.get("tags", []) else highlight(cell.source, PythonLexer(), HtmlFormatter())
    outputs = [_output(output, pictures) for output in cell.outputs]
    return {"kind": "code", "source": Markup(shown), "outputs": [output for output in outputs if output]}


def _output(output: NotebookNode, pictures: Iterable[Figure]) -> dict[str, Any]:
    if output.output_type == "stream":
        return {"kind": "text", "text": output.text}
    if output.output_type == "error":
        return {"kind": "error", "text": f"{output.ename}: {output.evalue}"}
    data = output.data
    if "image/png" in data:
        return {"kind": "figure", "figure": next(iter(pictures))}
    if "text/html" in data:
        return {"kind": "html", "html": clean(data["text/html"])}
    if "text/markdown" in data:
        return {"kind": "html", "html": _markdown(data["text/markdown"])}
    return {"kind": "text", "text": data["text/plain"]} if "text/plain" in data else {}


def _markdown(text: str) -> Markup:
    return clean(_links_to_pages(str(_renderer()(text))))


def _links_to_pages(html: str) -> str:
    """Notebooks link to one another; on the pages these links lead to pages."""
    return re.sub(r'(href="[\w./-]+)\.ipynb\b', r"\1.html", html)


@cache
def _renderer() -> mistune.Markdown:
    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])


@cache
def _cleaner() -> bleach.Cleaner:
    allowed = tomllib.loads(files("hearsay").joinpath("templates", "allowed.toml").read_text(encoding="utf-8"))
    css = CSSSanitizer(allowed_css_properties=allowed["styles"])
    return bleach.Cleaner(allowed["tags"], allowed["attributes"], allowed["protocols"], css_sanitizer=css)


def _template(name: str) -> Any:
    return Environment(
        loader=PackageLoader("hearsay", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    ).get_template(name)
