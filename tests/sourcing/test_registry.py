"""The registry: each indicator defined once, in words, with a source that the methods know."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from hearsay import schema
from hearsay.errors import InputError
from hearsay.sourcing import registry
from hearsay.sourcing.indicators import MEASURES

ROOT = Path(__file__).parents[2]


def test_each_indicator_is_measured_and_each_measure_is_defined():
    assert set(registry.NAMES) == set(MEASURES) and len(registry.INDICATORS) == len(registry.NAMES)


def test_every_row_of_the_methods_is_there():
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8").split("## Sourcing indicators")[1]
    listed = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")][1:]
    numbers = {one.number for one in registry.INDICATORS}
    assert numbers <= set(listed) and len([name for name in listed if name[:1] in registry.FAMILIES]) >= len(numbers)


def test_they_stand_by_family_and_number():
    def place(one):
        return "".join(registry.FAMILIES).index(one.family), int(one.number[1:]), one.id

    assert list(registry.INDICATORS) == sorted(registry.INDICATORS, key=place)


def test_words_are_plain_and_units_those_of_the_table():
    for one in registry.INDICATORS:
        assert one.question.endswith("?") and one.definition and not one.definition.endswith("."), one.id
        assert one.unit in schema.INDICATOR_UNITS and (not one.caveat or one.caveat.endswith(".")), one.id
    assert get_args(registry.Unit) == schema.INDICATOR_UNITS


def test_each_source_is_among_the_references():
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    cited = {key for one in registry.INDICATORS for key in one.citations}
    assert [key for key in sorted(cited) if f"**[{key}]**" not in text] == []


def test_only_what_the_page_says_of_itself_is_not_gated():
    assert {one.family for one in registry.INDICATORS if not one.gated} == {"P"}


def test_an_unknown_indicator_is_told():
    with pytest.raises(InputError, match="no indicator 'S99'; there are P1, P2"):
        registry.indicator("S99")


def test_the_glossary_has_a_row_each():
    table = registry.glossary()
    assert table["id"].tolist() == list(registry.NAMES) and not (table[["name", "question", "definition"]] == "").any().any()
