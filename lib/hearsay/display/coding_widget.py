"""Coding by hand in a notebook: an item in its co-text, a question, and a button or a key for each answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from hearsay.charts.base.style import GREY, INK
from hearsay.display.html import NO_FORMULAS, html
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.study import Study
from hearsay.validation.coding_session import CodingSession
from hearsay.validation.sample import SEED

PAPER = "#ffffff"
"""Paper and ink of its own: the page around it may be light or dark."""
ROLES = {
    "source": "font-weight:bold;border-bottom:2px solid #004488", "cue": "font-style:italic;border-bottom:2px dotted #004488",
    "content": "background:#dce8f5", "item": "background:#dce8f5",
}  # fmt: skip
"""How the parts of an item look; source and cue are told apart without colour."""
NEAR = 300
"""Characters of co-text before an item that are not folded, about three lines."""
COMMANDS = {"b": "back", "s": "skip", "u": "unsure"}


class CodingWidget:
    """The widget of one session: a key typed into the field answers at once, and so does a button.

    `session` is the session, `box` what a notebook shows, `text` the same in words.
    """

    def __init__(self, session: CodingSession) -> None:
        import ipywidgets

        self.session, self.text, self._make = session, "", ipywidgets
        self._page = ipywidgets.HTML()
        self._answers = ipywidgets.HBox(layout=ipywidgets.Layout(flex_flow="row wrap"))
        self._key = ipywidgets.Text(layout=ipywidgets.Layout(width="20em"))
        self._key.observe(self._typed, names="value")
        buttons = [self._button(f"{name} ({key})", partial(self.answer, key)) for key, name in COMMANDS.items()]
        self._progress = ipywidgets.IntProgress(min=0, max=len(session.sample.items), layout=ipywidgets.Layout(width="auto"))
        row = ipywidgets.HBox([self._key, *buttons], layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.box = ipywidgets.VBox([self._progress, self._page, self._answers, row], layout=ipywidgets.Layout(width="98%"))
        self._show()

    def answer(self, given: str) -> None:
        """Answer the question at hand, or obey a command, as a key does; a key that means nothing is told, and no more."""
        if self.session.done:
            return
        message = ""
        try:
            if given in COMMANDS:
                {"b": self.session.back, "s": self.session.skip, "u": self.session.doubt}[given]()
            else:
                self.session.answer(given)
        except InputError as error:
            message = str(error)
        self._show(message)

    def close(self) -> None:
        """Let go of the coder's file."""
        self.session.close()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.box)  # type: ignore[no-untyped-call]  # IPython states no types for it

    def __repr__(self) -> str:
        return self.text

    def _button(self, name: str, act: Callable[[], None]) -> Any:
        button = self._make.Button(description=name, layout=self._make.Layout(width="auto", min_width="4em"))
        button.on_click(lambda _: act())
        return button

    def _answering(self, given: str) -> Callable[[], None]:
        """An answer to the question at hand and to no later one: a second click, or one that comes late, does nothing."""
        place, question = self.session.place, self.session.question

        def act() -> None:
            if not self.session.done and (self.session.place, self.session.question) == (place, question):
                self.answer(given)

        return act

    def _typed(self, change: dict[str, Any]) -> None:
        """What was typed: a key at once, a country once Enter closes it."""
        given = str(change["new"]).strip()
        if given and not self.session.done:
            self._key.value = ""
            self.answer(given[-1] if self.session.question.answers else given)

    def _show(self, message: str = "") -> None:
        session = self.session
        self._progress.value = session.coded
        parts: dict[str, Any] = dict.fromkeys(("pieces", "key"), ())
        parts |= dict.fromkeys(("question", "hint", "doubt", "earlier"), "") | {"message": message}
        if session.done:
            parts["place"] = f"Done: {session.coded} of {len(session.sample.items)} items are coded by {session.file.coder}."
            self._answers.children, self.text = (), parts["place"]
        else:
            question, pieces = session.question, session.context()
            parts |= {"question": question.prompt, "hint": question.hint, "doubt": not session.sure}
            parts["place"] = (
                f"{session.place + 1} of {len(session.sample.items)} · {session.item['article']} · {session.file.coder}"
            )
            parts["earlier"], near = _folded(pieces)
            parts["pieces"] = [{"role": role, "text": piece, "style": ROLES.get(role, "")} for role, piece in near]
            parts["key"] = [{"role": role, "style": ROLES[role]} for role in dict.fromkeys(role for role, _ in pieces) if role]
            names = {key: _called(key, value) for key, value in question.answers.items()} or {"": NOT_STATED}
            self._answers.children = tuple(self._button(name, self._answering(key)) for key, name in names.items())
            # A country is typed in whole: the field tells it when Enter closes it. A key is told at once.
            self._key.continuous_update = bool(question.answers)
            self._key.placeholder = "type a key" if question.answers else "codes, then Enter"
            shown = "".join(f"[{role}: {piece}]" if role else piece for role, piece in pieces)
            self.text = "\n".join(filter(None, (parts["place"], shown, question.prompt, " | ".join(names.values()), message)))
        self._page.value = str(html("coding.html.j2", **parts, paper=PAPER, ink=INK, line=GREY, no_formulas=NO_FORMULAS))


def code(
    study: Study, folder: Path | str, coder: str, *, what: str = "attributions", n: int = 200, seed: int = SEED,
    questions: Sequence[str] = (),
) -> CodingWidget:  # fmt: skip
    """Code a random sample of a study by hand. Every answer is kept at once; the tool's own answers are not shown.

    Parameters
    ----------
    study
        The articles.
    folder
        Of the codings: the sample that all coders share, and one file for each of them.
    coder
        Whose answers these are.
    what, n, seed
        What is coded (`validation.coding_tasks.TASKS`), how many items, and the seed of the draw.
    questions
        The questions to ask, all of the task unless given.

    Raises
    ------
    InputError
        When the coder is at work in another window, or the folder holds another sample.
    """
    return CodingWidget(CodingSession(study, folder, coder, what=what, n=n, seed=seed, questions=questions))


def _folded(pieces: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """What stands well before the item, to be folded, so that the item is in sight; and the rest."""
    (role, first), *others = pieces
    if role or len(first) <= NEAR:
        return "", pieces
    cut = first.find("\n", len(first) - NEAR)
    cut = cut + 1 if cut >= 0 else len(first) - NEAR
    return first[:cut].rstrip(), [("", first[cut:].lstrip("\n")), *others]


def _called(key: str, value: object) -> str:
    name = {"y": "yes", "n": "no"}.get(key, str(value))
    return key if name == key else f"{key}  {name}"
