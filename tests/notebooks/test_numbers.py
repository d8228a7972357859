"""Numbers in the prose of a notebook: each stands in an output, or where the methods say how it was measured."""

from __future__ import annotations

import re

import pytest

from notebook_text import ROOT, TAUGHT, cells, folded, sentences, source

METHODS = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"(?<![\w.])\.?\d+(?:[.,]\d+)*")
SMALL = re.compile(r"\d|0\d")
"""Digits that count what the reader sees at once, and the names of notebooks."""
ROUND = {"95", "100", "40", "10"}
"""The level of all intervals, per 100 words, and words of a teaser: numbers that nobody has measured."""
APART = ("# ", "## Contents", "## Exercises", "## Three questions", "## References")
"""What tells no result: the head with its minutes, lists, tasks whose answers are tested by themselves, invented cases."""


def numbers(text: str) -> set[str]:
    """The numbers of a text, written alike: .50 is 0.5, and 1,476 is 1476."""
    found = (number.replace(",", "") for number in NUMBER.findall(text))
    return {number.lstrip("0").rstrip("0").rstrip(".") if "." in number else number for number in found}


def below(anchor: str) -> str:
    """What the methods say below a heading, up to the next one of its level; of a work its entry, and what is told with it."""
    if f'<a id="{anchor}"></a>' in METHODS:
        entry = re.search(rf'^- <a id="{re.escape(anchor)}"></a>.*$', METHODS, re.MULTILINE)
        return "\n".join([entry[0], *(one for one in re.split(r"\n\s*\n", METHODS) if f"(#{anchor})" in one)])
    for heading in re.finditer(r"^(#+) (.+)$", METHODS, re.MULTILINE):
        if re.sub(r"[^\w\- ]", "", heading[2].lower()).replace(" ", "-") == anchor:
            after = METHODS[heading.end() :]
            end = re.search(rf"^#{{1,{len(heading[1])}}} ", after, re.MULTILINE)
            return after[: end.start()] if end else after
    return ""


def unfounded(paragraph: str, shown: set[str]) -> dict[str, set[str]]:
    """Sentences of a paragraph with the numbers in them that stand neither in an output nor below what it links to."""
    known = shown | ROUND
    for anchor in re.findall(r"methods\.md#([\w-]+)", paragraph):
        known |= numbers(below(anchor))
    told = {sentence: {n for n in numbers(sentence) if not SMALL.fullmatch(n)} - known for sentence in sentences(paragraph)}
    return {sentence: rest for sentence, rest in told.items() if rest}


@pytest.mark.parametrize("path", TAUGHT, ids=lambda path: path.stem)
def test_each_number_of_the_prose_stands_in_an_output_or_in_the_methods(path) -> None:
    outputs = [
        output["data"].get("text/plain", "") for cell in cells(path, "code") for output in cell["outputs"] if "data" in output
    ]
    shown = numbers("\n".join("".join(text) for text in outputs).replace("_", " "))
    prose = [source(cell) for cell in cells(path, "markdown") if "solution" not in cell["metadata"].get("tags", [])]
    paragraphs = [one for text in prose if not text.startswith(APART) and not folded(text) for one in re.split(r"\n\s*\n", text)]
    assert [told for one in paragraphs if (told := unfounded(one, shown))] == []


def test_a_number_from_nowhere_is_found() -> None:
    assert unfounded("It is right in 77.3 % ([methods](../docs/methods.md#dates)).", set()) != {}
    assert unfounded("It is right in 77.3 %, and so 12 times.", {"77.3", "12"}) == {}
    assert unfounded("So says Wilson ([1927](../docs/methods.md#wilson1927)).", set()) == {}
