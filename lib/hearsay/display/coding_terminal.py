"""Coding by hand in a terminal, key by key: an item in its co-text, a question, and the keys that answer it."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TextIO

import click

from hearsay.errors import InputError
from hearsay.validation.coding_session import CodingSession
from hearsay.validation.coding_tasks import Question

STYLES = {
    "source": {"bold": True, "underline": True}, "cue": {"italic": True, "bold": True}, "content": {"reverse": True},
    "item": {"reverse": True}, "": {},
}  # fmt: skip
"""How the parts of an item look; apart in black and white as well."""
OPENING = {"source": "<", "cue": "{", "content": "[", "item": "["}
CLOSING = {"source": ">", "cue": "}", "content": "]", "item": "]"}
"""What stands around them, for those whose terminal has no styles and for those who hear it."""
COMMANDS = {"b": "back", "s": "skip", "u": "unsure", "?": "help", "q": "quit"}
WIDEST = 100
"""Columns of a line of text: longer ones are hard to follow."""


def code_in_terminal(session: CodingSession, keys: Callable[[], str] | None = None, out: TextIO | None = None) -> int:
    """Ask what is left of a sample; how many items were coded.

    Parameters
    ----------
    session
        The sample and the coder's file.
    keys
        Gives one key at each call, '' at the end; the keyboard unless given, or lines where the input is none.
    out
        Where it is shown; the terminal unless given.

    Notes
    -----
    Keys answer at once. Only a country is typed in and closed with Enter. `b` goes back, `s` leaves an item for later, `u` marks
    it as open to another reading, `q` ends; every item that was finished is kept.
    """
    screen = out or sys.stdout
    read = keys or (click.getchar if sys.stdin.isatty() and screen.isatty() else _line)
    coded, shown = 0, None
    while not session.done:
        if shown != session.place:
            _say(screen, *_item(session, screen.isatty()))
            shown = session.place
        _say(screen, *_asked(session.question, session))
        given = _typed(read, screen) if not session.question.answers else read()
        if given in ("", "\x03", "\x04", "q"):
            break
        try:
            coded += _act(session, given.strip(), screen)
        except InputError as error:
            _say(screen, f"  {error}")
        if COMMANDS.get(given.strip()) == "back":
            shown = None
    _say(screen, "", f"{session.coded} of {len(session.sample.items)} items are coded in {session.file.path}")
    return coded


def _act(session: CodingSession, given: str, screen: TextIO) -> int:
    """Do what the key says; 1 when that finished an item."""
    command = COMMANDS.get(given)
    if command == "back":
        session.back()
    elif command == "skip":
        session.skip()
    elif command == "unsure":
        session.doubt()
    elif command == "help":
        _say(screen, *_help(session.question))
    else:
        return int(session.answer("" if given == "-" else given))
    return 0


def _item(session: CodingSession, styled: bool) -> Iterator[str]:
    """A heading and the item in its co-text, wrapped."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    text = "".join(f"{OPENING.get(role, '')}{_harmless(piece)}{CLOSING.get(role, '')}" for role, piece in session.context())
    yield ""
    yield "─" * width
    yield f"{session.place + 1} of {len(session.sample.items)}: {_harmless(session.item['article'])}"
    yield ""
    lines = [line for paragraph in text.split("\n") for line in (textwrap.wrap(paragraph, width) or [""])]
    yield from _styled(lines) if styled else lines
    marks = {role for role, _ in session.context()}
    yield ""
    yield "  ".join(f"{OPENING[role]}{role}{CLOSING[role]}" for role in OPENING if role in marks)


def _styled(lines: list[str]) -> Iterator[str]:
    """The lines with what stands between the signs in its style, over the ends of lines."""
    role = ""
    signs = {OPENING[name]: name for name in ("source", "cue", "content")}
    for line in lines:
        made, run = "", ""
        for char in line:
            begins, ends = not role and char in signs, role and char == CLOSING[role]
            if begins:
                made, run, role = made + run, char, signs[char]
            elif ends:
                made, run, role = made + click.style(run + char, **STYLES[role]), "", ""
            else:
                run += char
        yield made + (click.style(run, **STYLES[role]) if role else run)


def _asked(question: Question, session: CodingSession) -> Iterator[str]:
    unsure = "" if session.sure else "  (unsure)"
    yield ""
    yield f"{question.prompt}{unsure}"
    if question.answers:
        yield "   ".join(f"{key} {_named(question, key)}" for key in question.answers)
    yield "   ".join(f"{key} {name}" for key, name in COMMANDS.items()) if question.answers else "   Enter closes; - for nothing"


def _named(question: Question, key: str) -> str:
    value = question.answers[key]
    return {"y": "yes", "n": "no"}.get(key) or ("" if str(value) == key else str(value))


def _help(question: Question) -> Iterator[str]:
    yield f"  {question.hint or 'Code from the words of the article, as a careful reader of this one article would.'}"
    yield "  The tool's own answer is not shown, so that yours is not led by it."


def _typed(read: Callable[[], str], screen: TextIO) -> str:
    """What is typed up to Enter, shown as it is typed; where whole lines are read, the next one."""
    typed = ""
    while (key := read()) not in ("\r", "\n", "\x03", "\x04", ""):
        if len(key) > 1 or (typed == "" and key == "-"):
            return key
        typed = typed[:-1] if key in ("\x7f", "\b") else typed + key
        screen.write(f"\r{typed} ")
        screen.flush()
    return typed or ("-" if key in ("\r", "\n") else key)


def _line() -> str:
    """One line of an input that is no keyboard; an empty one counts as '-'."""
    line = sys.stdin.readline()
    return (line.strip() or "-") if line else ""


def _harmless(text: str) -> str:
    """Without what a terminal would obey, and without the signs that mark the parts."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def _say(screen: TextIO, *lines: str) -> None:
    screen.write("\n".join(lines) + "\n")
    screen.flush()
