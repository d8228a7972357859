"""The language of a text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hearsay.schema import NOT_STATED
from hearsay.text.language import detect_language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "The minister said that the bridge, which was built in the last war, had been closed and that it would not be open.",
        ),
        (
            "de",
            "Der Minister sagte, dass die Brücke, die im letzten Jahr gebaut wurde, auch für Autos nicht mehr offen ist und so.",
        ),
        (
            "es",
            "El ministro dijo que el puente no se abrirá en los meses de verano porque las obras son más caras de lo dicho.",
        ),
        (NOT_STATED, "Too short to tell"),
    ],
)
def test_language(code, text):
    assert detect_language(text) == code


def test_fewer_than_twenty_words_are_not_enough_in_any_script():
    words = ["the", "minister", "said", "that", "the", "bridge", "had", "been", "closed", "by", "the", "city", "for", "a", "week"]
    assert detect_language(" ".join(words)) == NOT_STATED and detect_language(" ".join(words * 2)) == "en"
    assert detect_language("部长昨天说这座桥已经关闭") == NOT_STATED
    assert detect_language("部长昨天说这座桥已经关闭，因为河水在夜里涨得太高，没有人受伤。") == "zh"


@pytest.mark.parametrize("text", ["- 14 11 6 15 - 44 x " * 30, "zq " * 100, "12:30 A1 | B2 | C3 " * 40])
def test_what_is_no_prose_is_not_stated(text):
    assert detect_language(text) == NOT_STATED


def test_the_beginning_decides_and_the_same_text_is_always_the_same():
    english = "The minister said that the bridge, which was built in the last war, had been closed for the winter. "
    german = "Der Minister sagte, dass die Brücke, die im letzten Jahr gebaut wurde, im Winter gesperrt bleibt. "
    assert detect_language(english * 20 + german * 200) == "en" == detect_language(english * 20)


def test_importing_loads_no_model():
    code = "import sys, hearsay.text.language; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
