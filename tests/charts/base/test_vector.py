"""A smaller SVG that draws the same."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from hearsay.charts.base.vector import compact

DRAWN = """<svg>
 <defs>
  <style type="text/css">*{stroke-linejoin: round}</style>
 </defs>
 <path d="M 191.09925 267.17
L -0.004999 .00049
" style="fill: #ffffff"/>
 <path d="M 1 2
" style="fill: #ffffff"/>
 <text style="fill: #1a1a1a" x="1.23456" y="2">a style="fill: #ffffff" of 1.23456  &lt; 2</text>
</svg>
"""


def test_places_are_short_styles_stand_once_and_words_stay() -> None:
    small = compact(DRAWN)
    svg = ElementTree.fromstring(small)
    first, second, words = svg[1], svg[2], svg[3]
    assert first.get("d").split() == ["M", "191.1", "267.17", "L", "-0", "0"]
    assert first.get("class") == second.get("class") == "s0" and ".s0{fill: #ffffff}" in svg[0][0].text
    assert words.get("style") == "fill: #1a1a1a" and words.get("x") == "1.23"
    assert words.text == 'a style="fill: #ffffff" of 1.23456  < 2'
    assert "\n" not in small and len(small) < len(DRAWN)
