"""One coder's way through a sample: which question is asked next, what was answered, and back; terminal and widget show it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from hearsay.validation.coding_tasks import Question
from hearsay.validation.codings import CoderFile, Record, Sample, answers_of, new_record, open_sample
from hearsay.validation.sample import SEED

if TYPE_CHECKING:
    from hearsay.study import Study

BEFORE, AFTER = 700, 350
"""Characters of co-text before and after an item, and on to the border of a paragraph: a pronoun mostly finds its name there."""
MOST = 3 * BEFORE
"""Characters that co-text is cut at where no paragraph ends."""


class CodingSession:
    """The sample, the coder's file, and a place in them.

    Parameters
    ----------
    study
        The articles.
    folder
        Of the codings; made if need be.
    coder
        Whose answers these are.
    what, n, seed
        The task, how many items, and the seed of the draw, as `codings.open_sample` takes them.
    questions
        The questions to ask, by name; all of the task unless given. `ok` is asked always.
    """

    def __init__(
        self, study: Study, folder: Path | str, coder: str, *, what: str = "attributions", n: int = 200, seed: int = SEED,
        questions: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.sample: Sample = open_sample(study, Path(folder), what, n, seed)
        task = self.sample.task
        asked = {task.question(name).name for name in questions} or {question.name for question in task.questions}
        self.questions = tuple(q for q in task.questions if q.name in asked or q.name == "ok")
        self.file = CoderFile(Path(folder), coder)
        self._answers = {record["id"]: answers_of(task, record) for record in self.file.records}
        self._given: dict[str, Any] = {}
        self._sure = True
        self.place = self._next_open(0)

    @property
    def done(self) -> bool:
        """Whether the last item is behind."""
        return self.place >= len(self.sample.items)

    @property
    def item(self) -> Record:
        """The item at hand."""
        return self.sample.items[self.place]

    @property
    def question(self) -> Question:
        """The question at hand."""
        return next(question for question in self.questions if question.name not in self._given)

    @property
    def given(self) -> dict[str, Any]:
        """What was answered of the item at hand so far."""
        return dict(self._given)

    @property
    def sure(self) -> bool:
        """Whether the coder is sure of the item at hand."""
        return self._sure

    @property
    def coded(self) -> int:
        """Items of the sample that this coder has coded."""
        return sum(item["id"] in self._answers for item in self.sample.items)

    def answer(self, given: str) -> bool:
        """Answer the question at hand by its key or in words; whether the item is finished, and so kept.

        Raises `InputError` for an answer that it cannot have.
        """
        question = self.question
        self._given[question.name] = question.value(given)
        if self._given.get("ok") != 0 and len(self._given) < len(self.questions):
            return False
        record = new_record(self.sample, self.item, self._given, self.file.coder, sure=self._sure)
        self.file.append(record)
        self._answers[self.item["id"]] = dict(self._given)
        self._go(self._next_open(self.place + 1))
        return True

    def back(self) -> None:
        """To the question before; at the first, to the item before, which can then be coded anew."""
        if self._given:
            self._given.popitem()
        elif self.place:
            self._go(self.place - 1)

    def skip(self) -> None:
        """Leave the item at hand for later: it is asked again in the next session."""
        self._go(self._next_open(self.place + 1))

    def doubt(self) -> None:
        """Mark the item at hand as open to another reading, or not."""
        self._sure = not self._sure

    def context(self) -> list[tuple[str, str]]:
        """The item in its co-text: pieces of the text in order with what each is, '' for neither source, cue nor content."""
        item, text = self.item, self.sample.texts[self.item["article"]]
        start = _border(text, max(0, item["start"] - BEFORE), -1)
        end = _border(text, min(len(text), item["end"] + AFTER), 1)
        pieces, at = [], start
        for first, last, role in sorted(item["marks"]):
            if first < at:  # what is marked twice keeps its first name
                first = min(at, last)
            pieces += [("", text[at:first]), (role, text[first:last])]
            at = last
        return [(role, piece) for role, piece in [*pieces, ("", text[at:end])] if piece]

    def close(self) -> None:
        """Let go of the coder's file."""
        self.file.close()

    def __enter__(self) -> CodingSession:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _go(self, place: int) -> None:
        self.place, self._given, self._sure = place, {}, True

    def _next_open(self, place: int) -> int:
        items = self.sample.items
        return next((at for at in range(place, len(items)) if items[at]["id"] not in self._answers), len(items))


def _border(text: str, at: int, step: int) -> int:
    """The end of the paragraph around a place, or the place itself where that is too far."""
    if step < 0:
        return text.rfind("\n", max(0, at - MOST), at) + 1 or (0 if at <= MOST else at)
    found = text.find("\n", at, at + MOST)
    return found if found >= 0 else len(text) if len(text) <= at + MOST else at
