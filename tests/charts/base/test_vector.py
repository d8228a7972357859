"""A smaller SVG that draws the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
import zlib

import charts_data as data
from hearsay import charts
from hearsay.charts.base.vector import compact

DRAWN = """<svg xmlns:xlink="http://www.w3.org/1999/xlink">
 <defs>
  <style type="text/css">*{stroke-linejoin: round}</style>
 </defs>
 <path id="path_1" d="M 191.09925 267.17
L -0.004999 .00049
" style="fill: #ffffff"/>
<g id="mark"/><use xlink:href="#mark"/>
 <path d="M 1 2
" style="fill: #ffffff"/>
 <text style="fill: #1a1a1a" x="1.23456" y="2">a style="fill: #ffffff" of 1.23456  &lt; 2</text>
</svg>
"""


def test_places_are_short_styles_stand_once_and_words_stay() -> None:
    small = compact(DRAWN)
    svg = ElementTree.fromstring(small)
    first, mark, _, second, words = svg[1:]
    assert first.get("id") is None and mark.get("id") == "mark", "a name that nothing leads to says nothing"
    assert first.get("d").split() == ["M", "191.1", "267.17", "L", "-0", "0"]
    assert first.get("class") == second.get("class") == "s0" and ".s0{fill: #ffffff}" in svg[0][0].text
    assert words.get("style") == "fill: #1a1a1a" and words.get("x") == "1.23"
    assert words.text == 'a style="fill: #ffffff" of 1.23456  < 2'
    assert "\n" not in small and len(small) < len(DRAWN)


def test_a_page_in_the_dark_has_other_colours_and_print_the_same() -> None:
    rules = ElementTree.fromstring(compact(DRAWN, page=True))[0][0].text
    light, dark = rules.split("@media (prefers-color-scheme: dark)")
    assert ".s0{fill: #ffffff}" in light and ".s1{fill: #1a1a1a}" in light
    assert dark == "{.s0{fill: #14191e}.s1{fill: #e4e8ec}}"
    assert "dark" not in compact(DRAWN)


def test_letters_of_a_pdf_are_truetype_without_hints() -> None:
    pdf = charts.identifiability(data.attributions(data.articles(2))).pdf()
    assert b"/FontFile2" in pdf and b"/Type3" not in pdf
    fonts = [zlib.decompress(stream) for stream in re.findall(rb"/Length1 [^>]*>>\nstream\n(.*?)\nendstream", pdf, re.DOTALL)]
    assert fonts and not any(b"fpgm" in font[:400] for font in fonts)
