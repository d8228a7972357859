"""Styles that a page repeats, written once: a notebook needs the style beside each element, a page has a sheet for all."""

from __future__ import annotations

import re
from collections import Counter

_TAG = re.compile(r"""<\w+(?:\s+[\w-]+(?:=(?:"[^"<]*"|'[^'<]*'))?)+\s*/?>""")
"""A tag with attributes. In text a `<` is written `&lt;`, so nothing that an article says is taken for one."""
_ATTRIBUTE = re.compile(r"""\s+([\w-]+)(?:=(?:"([^"<]*)"|'([^'<]*)'))?""")
_SHEET = "</style>"
_STRENGTH = 3
"""A style beside its element goes before every rule of a sheet; a class named three times goes before those of ours."""


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
