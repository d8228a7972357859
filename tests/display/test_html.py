"""Templates: what they print is text, whatever it holds; what was made HTML stays so."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from hearsay.display.html import harmless, html, one_line


def test_a_value_is_text_and_markup_stays() -> None:
    assert harmless("<b title='x'>\"&") == "&lt;b title=&#x27;x&#x27;&gt;&quot;&amp;"
    assert harmless(Markup("<b>")) == "<b>"
    assert harmless(3) == "3"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\x9f"])
def test_control_characters_are_shown_as_unknown(character: str) -> None:
    assert harmless(f"a{character}b") == "a\ufffdb" and one_line(f"a{character}b") == "a\ufffdb"


def test_lines_end_in_one_way() -> None:
    assert harmless("a\r\nb\rc\n\td") == "a\nb\nc\n\td"
    assert one_line("  a\r\n b\t c ") == "a b c"


def test_what_a_template_prints_is_escaped_and_a_missing_value_is_an_error() -> None:
    values = {
        "columns": ["<i>"],
        "rows": [("<b>", "", "<a>", "")],
        "note": "<p>",
        "bare": True,
        "one_line": True,
        "together": False,
    }
    values |= {"wrap": lambda value: "x"}
    text = html("concordance.html.j2", no_formulas="", **values)
    assert "&lt;i&gt;" in text and "&lt;b&gt;" in text and "&lt;a&gt;" in text and "<p>&lt;p&gt;</p>" in text
    with pytest.raises(UndefinedError, match="note"):
        html("concordance.html.j2", no_formulas="", **{name: value for name, value in values.items() if name != "note"})
