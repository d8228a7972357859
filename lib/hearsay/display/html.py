"""HTML by templates: whatever a template prints is escaped, so that nothing of an article becomes a part of the page."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
"""Without these classes a notebook takes what stands between two dollar signs for a formula."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def html(template: str, **values: Any) -> Markup:
    """The file `templates/<template>`, filled in. A value is text unless it is `Markup`, which stays as it is."""
    return Markup(_templates().get_template(template).render(**values))


def harmless(value: object) -> str:
    """The value as escaped text in which nothing is left that a browser would obey; `Markup` stays as it is."""
    if isinstance(value, Markup):
        return value
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return Markup(_CONTROL.sub("\ufffd", escape(text, quote=True)))


def one_line(text: str) -> str:
    """The text in one line, without control characters, which a terminal might obey."""
    return " ".join(_CONTROL.sub("\ufffd", text.replace("\r", " ").replace("\n", " ")).split())


@cache
def _templates() -> Environment:
    """Autoescaping escapes what `harmless` has not made Markup: nothing, unless `harmless` is changed."""
    return Environment(
        loader=PackageLoader("hearsay", "templates"),
        autoescape=True,
        finalize=harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
