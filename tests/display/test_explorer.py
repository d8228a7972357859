"""The views that a reader turns, and the controls that are declared for them."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import hearsay as hs
from hearsay.display import explorer
from hearsay.errors import InputError

TEXT = "A bridge\n\n'It is long,' said Ann Lee, an engineer. The bridge is bad, the mayor of Paris claimed.\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> hs.Study:
    folder: Path = tmp_path_factory.mktemp("two")
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    second = TEXT.replace("bad", "good").replace("A bridge", "A pier") + "It rained in the valley for days on end.\n"
    (folder / "two.txt").write_text(second, encoding="utf-8")
    return hs.read(folder)


@pytest.mark.parametrize("view", explorer.CONTROLS, ids=lambda view: view.__name__)
def test_a_control_for_every_argument(view) -> None:
    parameters = list(inspect.signature(view).parameters.values())
    assert [parameter.name for parameter in parameters[1:]] == list(explorer.CONTROLS[view])
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters[1:])


@pytest.mark.parametrize("view", explorer.CONTROLS, ids=lambda view: view.__name__)
def test_the_default_of_each_argument_can_be_chosen(view, study: hs.Study) -> None:
    for name, choices in explorer.CONTROLS[view].items():
        labels, values = zip(*choices(study), strict=True)
        assert inspect.signature(view).parameters[name].default in values
        assert len(set(labels)) == len(labels)


def test_choices_are_those_of_the_study(study: hs.Study) -> None:
    controls = explorer.CONTROLS[explorer.floor]
    assert controls["article"](study) == [
        ("all articles", ""),
        ("Outlet not stated: A bridge", "one.txt"),
        ("Outlet not stated: A pier", "two.txt"),
    ]
    sides = [value for _, value in controls["side"](study)]
    assert sides[0] == "" and set(sides[1:]) == set(study.attributions["side"])


def test_a_view_is_its_chart_and_its_evidence(study: hs.Study) -> None:
    view = explorer.cues(study, article="one.txt")
    chart, lines = view.parts
    assert repr(view) == f"{chart!r}\n\n{lines!r}" and "[said]" in repr(lines) and "[claimed]" in repr(lines)


def test_a_function_without_controls_is_told(study: hs.Study) -> None:
    pytest.importorskip("ipywidgets")
    with pytest.raises(InputError, match="there are some for floor, cues, tone, actors, gap"):
        explorer.turn(lambda study: explorer.View(()), study)
