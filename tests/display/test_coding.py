"""Coding by hand in a terminal and in a notebook: keys, what is shown, and what is not."""

from __future__ import annotations

import io
import json

import pytest

import hearsay as hs
from hearsay import cli
from hearsay.display.coding_terminal import code_in_terminal
from hearsay.display.coding_widget import CodingWidget, code
from hearsay.validation.coding_session import CodingSession
from hearsay.validation.codings import read_codings

BRIDGE = """Bridge to close

The harbour bridge will close for repairs in May, the mayor said on Monday. The works are to last for three months, and the ferry
is to run all night in that time.

The bridge is old and has been painted many times, said Ann Lee, an engineer of the city who has looked after it since 1950.
"""


def typed(session, keys):
    given, screen = iter(keys), io.StringIO()
    coded = code_in_terminal(session, lambda: next(given, ""), screen)
    return coded, screen.getvalue()


@pytest.fixture
def session(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=20) as made:
        yield made


def test_keys_answer_and_a_country_is_closed_with_enter(session, tmp_path):
    coded, told = typed(session, ["y", "2", "4", "u", "s", "\r", "1", "1", "n", "q"])
    assert coded == 2 and "2 of 20 items are coded" in told
    table = read_codings(tmp_path)
    assert table.loc[0, ["ok", "source_type", "identifiability", "country", "stance", "hop"]].tolist() == [
        1, "unnamed official", "anonymous", "US", "neutral", 1,
    ]  # fmt: skip
    assert table["ok"].tolist() == [1, 0]


def test_a_typed_letter_can_be_taken_back_and_nothing_is_not_stated(session, tmp_path):
    typed(session, ["y", "1", "1", "x", "\x7f", "i", "r", "\r", "1", "1", "y", "1", "1", "\r", "1", "1", "q"])
    assert read_codings(tmp_path)["country"].tolist() == ["IR", "not stated"]


def test_commands_go_back_leave_and_doubt(session):
    _, told = typed(session, ["n", "b", "u", "y", "b", "s", "?", "z", "q"])
    assert session.place == 1 and session.coded == 1
    assert "(unsure)" in told and "none of the keys" in told and "an act or a caption is none" in told


def test_the_item_is_marked_in_its_text_and_the_tools_answer_is_not_told(session, seeds):
    _, told = typed(session, ["q"])
    item, text = session.item, session.sample.texts[session.item["article"]]
    flat = " ".join(told.split())
    for start, end, role in item["marks"]:
        first = {"source": "<", "cue": "{", "content": "["}[role]
        assert f"{first}{' '.join(text[start:end].split())[:20]}" in flat
    told_values = {"named official", "doubtful", "anonymous"} & {
        *seeds.attributions["source_type"],
        *seeds.attributions["stance"],
    }
    assert told_values and not any(value in told for value in told_values)
    assert not any(char for char in told if not char.isprintable() and char != "\n")


def test_the_end_of_the_input_ends_it_and_loses_nothing(session, tmp_path):
    assert typed(session, ["n", "n", "y"])[0] == 2
    assert len(read_codings(tmp_path)) == 2


def test_the_command_line_codes_and_goes_on(tmp_path, capsys, monkeypatch, seeds):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text(BRIDGE, encoding="utf-8")
    arguments = [
        "code",
        str(tmp_path / "news"),
        "--out",
        str(tmp_path / "out"),
        "--coder",
        "ann",
        "--n",
        "2",
        "--ask",
        "ok,stance",
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n1\nq\n"))
    assert cli.main(arguments) == cli.OK and "1 of 2 items are coded" in capsys.readouterr().out
    with (tmp_path / "out" / "ann.jsonl").open("a") as file:
        file.write('{"id": "to')
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert cli.main(arguments) == cli.OK
    told = capsys.readouterr()
    assert "cut off by a crash" in told.err and "2 of 2 items are coded" in told.out
    lines = [json.loads(line) for line in (tmp_path / "out" / "ann.jsonl").read_text().splitlines()]
    assert [(line["ok"], line["cue_stance"]) for line in lines] == [(1, "neutral"), (0, None)]
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert cli.main([*arguments[:-1], "colour"]) == cli.USER_ERROR
    assert "no question 'colour'" in capsys.readouterr().err


@pytest.fixture
def widget(seeds, tmp_path):
    made = code(seeds, tmp_path, "ann", n=20)
    yield made
    made.close()


def press(widget, name):
    buttons = [*widget.box.children[2].children, *widget.box.children[3].children[1:]]
    next(button for button in buttons if name in button.description).click()


def test_buttons_and_keys_answer(widget, tmp_path):
    press(widget, "yes")
    assert "Who is that" in widget.text
    field = widget.box.children[3].children[0]
    for key in "11":
        field.value = key
        assert field.value == ""
    assert "Whose country" in widget.text and not field.continuous_update
    field.value = "us"
    field.value = "1"
    press(widget, "1")
    press(widget, "no")
    table = read_codings(tmp_path)
    assert table["ok"].tolist() == [1, 0] and table["country"].iat[0] == "US"
    assert widget.box.children[0].value == 2 and widget.text.startswith("3 of 20")


def test_a_button_answers_the_question_it_was_made_for_and_once(widget):
    yes = widget.box.children[2].children[0]
    yes.click()
    yes.click()
    assert widget.session.given == {"ok": 1}
    press(widget, "back")
    assert widget.session.given == {}


def test_the_item_is_in_sight_and_what_stands_far_before_is_folded(widget):
    page = widget.box.children[1].value
    folded, near = page.split("</details>")
    text = widget.session.sample.texts[widget.session.item["article"]]
    source = text[slice(*widget.session.item["marks"][0][:2])]
    assert source.split()[0] in near and near.index(source.split()[0]) < 900 and len(folded) > 300


def test_a_wrong_key_is_told_in_the_widget(widget):
    widget.answer("x")
    assert "none of the keys" in widget.text and widget.session.coded == 0


def test_the_end_is_told(seeds, tmp_path):
    made = CodingWidget(CodingSession(seeds, tmp_path, "ann", n=2, questions=["ok"]))
    made.answer("y")
    made.answer("n")
    made.answer("n")
    assert made.text == "Done: 2 of 2 items are coded by ann." and made.box.children[2].children == ()
    made.close()


def test_nothing_of_an_article_becomes_a_part_of_the_page(tmp_path):
    text = BRIDGE.replace("harbour", "harbour <img src=x onerror=alert(1)> $2")
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    made = code(hs.read(tmp_path / "one.txt"), tmp_path / "out", "ann", n=2)
    page = made.box.children[1].value
    assert "&lt;img src=x" in page and "<img" not in page and "mathjax_ignore" in page
    made.close()
