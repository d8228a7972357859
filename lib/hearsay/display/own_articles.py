"""A reader's own articles in a notebook: given, read, mended and explored by controls, which say in words how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from hearsay.display import explorer
from hearsay.display.article import sentence_alone
from hearsay.display.html import harmless
from hearsay.display.notebook import called
from hearsay.display.own_folder import EXAMPLES, MENDED, OwnFolder, duration, files_of, sentence
from hearsay.errors import HearsayError
from hearsay.schema import NOT_STATED
from hearsay.study import Study
from hearsay.text.printed import quantity

AT_ONCE = 50
"""Articles that are analysed without a question; more of them take so long that one wants to know before."""
ANALYSING = 0.6
"""Seconds that the analysis of one article of news took on one core of an ordinary machine, 2026."""
WAITS = "So many articles are analysed when it is asked for: press “Analyse them” below."
NOTHING = sentence_alone("")
NO_PARTY = ("choose one", "")


class OwnArticles(OwnFolder):
    """The articles that a reader gives, with controls; see `OwnFolder`."""

    def __init__(self, examples: str | Path, folder: str | Path = "my_articles") -> None:
        super().__init__(examples, folder)
        self._parts: dict[tuple[str, str], _Followed | _Part] = {}

    def turn(self, what: Callable[..., Any]) -> Any:
        """The controls of a part: of `files`, `stated`, or of a view of `display.explorer`. Needs a running notebook.

        All parts that are shown follow what is done in any of them.
        """
        parts = {self.files: _Giving, self.stated: _Mending}
        part = parts[what](self) if what in parts else _Exploring(self, what)
        self._keep_part("turn", what, part)
        return part.box

    def follow(self, what: Callable[..., Any]) -> None:
        """Show `files`, `read`, `stated` or a view of `display.explorer` here, and anew whenever the articles change."""
        self._keep_part("follow", what, _Followed(self, what))

    def _keep_part(self, how: str, what: Callable[..., Any], part: _Followed | _Part) -> None:
        """A part takes the place of the one that the same cell has shown before."""
        self._parts[how, what.__name__] = part
        part.refresh()

    def refresh(self) -> None:
        for part in self._parts.values():
            part.refresh()

    def say(self, sentence: str) -> None:
        for part in self._parts.values():
            part.say(sentence)

    def analysed_now(self) -> None:
        """What can be shown, or chosen from, once the articles are analysed."""
        for part in self._parts.values():
            part.analysed()

    def waits(self) -> bool:
        """Whether there are so many articles that they are analysed when it is asked for."""
        return len(self.study.documents) > AT_ONCE and not self.analysed


class _Followed:
    """What a cell shows, shown anew in its place when the articles have changed."""

    def __init__(self, own: OwnArticles, what: Callable[..., Any]) -> None:
        self.own, self.what = own, what
        self.seen: Study | None = None
        self.places: list[Any] = []

    def refresh(self) -> None:
        from IPython.display import display

        if self.seen is self.own.study:
            return
        with called(self.what.__name__):
            shown = self.shown()
            if not self.places:
                self.places = [display(part, display_id=True) for part in shown]  # type: ignore[no-untyped-call]
            elif all(self.places):  # there are none outside of a notebook
                for place, part in zip(self.places, shown, strict=True):
                    place.update(part)

    def shown(self) -> list[Any]:
        """What there is to show: of a view two parts, chart and evidence, the second empty where there is none."""
        own = self.own
        self.seen = own.study
        if self.what in (own.files, own.read, own.stated):
            return [self.what()]
        if own.waits():
            self.seen = None
            return [sentence_alone(WAITS), NOTHING]
        try:
            own.analyse()
            return [*self.what(own.study).shown(), NOTHING][:2]
        except HearsayError as error:
            return [sentence_alone(sentence(str(error))), NOTHING]

    analysed = refresh

    def say(self, sentence: str) -> None:
        """It has no line of its own."""


class _Part:
    """Controls of one part, and a line below them that says how the last step went."""

    def __init__(self, own: OwnArticles) -> None:
        import ipywidgets

        self.own, self.make = own, ipywidgets
        self.line = ipywidgets.HTML()
        self.wide = ipywidgets.Layout(width="32em", max_width="98%")
        self.box = ipywidgets.VBox(list(self.children()), layout=ipywidgets.Layout(width="98%"))

    def children(self) -> Iterator[Any]:
        raise NotImplementedError

    def refresh(self) -> None:
        self.say(self.own.told)

    def analysed(self) -> None:
        """What there is more to choose from once the articles are analysed."""

    def say(self, sentence: str) -> None:
        self.line.value = f"<p role='status'>{harmless(sentence)}</p>"

    def text(self, name: str, hint: str = "", value: str = "") -> Any:
        return self.make.Text(description=name, placeholder=hint, value=value, layout=self.wide)

    def button(self, name: str, act: Callable[[], Any], told: str = "Working …") -> Any:
        button = self.make.Button(description=name, layout=self.make.Layout(width="auto"))

        def pressed(_: object) -> None:
            self.say(told)
            act()

        button.on_click(pressed)
        return button

    def row(self, *widgets: Any) -> Any:
        return self.make.HBox(list(widgets), layout=self.make.Layout(flex_flow="row wrap"))

    def heading(self, words: str) -> Any:
        return self.make.HTML(f"<p><b>{harmless(words)}</b></p>")


class _Giving(_Part):
    """A folder to name, files to upload, a text to paste."""

    def children(self) -> Iterator[Any]:
        own = self.own
        self.folder = self.text("folder", value=str(own.given_to))
        self.upload = self.make.FileUpload(multiple=True, description="Upload files", layout=self.make.Layout(width="auto"))
        self.upload.observe(self.uploaded, names="value")
        self.title, self.outlet = self.text("title"), self.text("outlet", "who published it")
        self.date = self.text("date", "such as 2023-02-15")
        self.pasted = self.make.Textarea(
            description="text", placeholder="paste an article here", layout=self.make.Layout(width="98%", height="9em")
        )
        yield self.heading("Where your articles are, or are to be kept")
        yield self.row(
            self.folder,
            self.button("Read this folder", lambda: own.read_folder(self.folder.value), "Reading …"),
            self.button("Copy the examples into it", lambda: own.copy_examples(self.folder.value), "Copying …"),
        )
        yield self.heading("Add files to it, up to 8 MB together: copy larger ones into the folder yourself")
        yield self.row(self.upload)
        yield self.heading("Or add a text to it")
        yield self.make.VBox([self.title, self.outlet, self.date, self.pasted])
        yield self.row(self.button("Keep this text", self.keep, "Keeping it …"))
        yield self.line

    def uploaded(self, change: dict[str, Any]) -> None:
        given = [(str(file["name"]), bytes(file["content"])) for file in change["new"]]
        if given:
            self.upload.value = ()
            self.say(f"Keeping {quantity(len(given), 'file')} …")
            self.own.keep(given, self.folder.value)

    def keep(self) -> None:
        fields = {"title": self.title, "outlet": self.outlet, "date": self.date}
        folder = self.own.target(self.folder.value)
        before = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        self.own.keep_text(self.pasted.value, **{name: field.value for name, field in fields.items()}, folder=folder)
        if folder.is_dir() and {path.name for path in folder.iterdir()} - before:
            for field in (self.title, self.date, self.pasted):
                field.value = ""


class _Mending(_Part):
    """Outlet, date, title and event of a file; the side of a party."""

    def children(self) -> Iterator[Any]:
        self.file = self.make.Dropdown(description="article", layout=self.wide)
        self.fields = {name: self.text(name, "not stated") for name in MENDED}
        self.file.observe(lambda _: self.fill(), names="value")
        self.all = self.button("The same outlet for all without one", self.for_all)
        self.party = self.make.Dropdown(description="party", options=[NO_PARTY], layout=self.wide)
        self.chosen = ""
        self.side = self.make.Combobox(description="side", placeholder="one of those there are, or a new one", layout=self.wide)
        yield self.heading("What is known of an article")
        yield self.file
        yield self.make.VBox(list(self.fields.values()))
        yield self.row(
            self.button("Save", self.save, "Saving …"), self.button("Save, and the next", partial(self.save, 1)), self.all
        )
        yield self.heading("Who counts as which side of the story")
        yield self.row(self.party, self.side, self.button("Save the side", self.save_side, "Saving …"))
        yield self.line

    def refresh(self) -> None:
        super().refresh()
        if self.own.folder is None:
            self.say(f"{self.own.told} {EXAMPLES}")
        files, chosen = self.own.files(), self.file.value
        titles = dict(zip(files_of(self.own.study), self.own.study.articles["title"], strict=True))
        options = [
            (_called(row.file, titles.get(row.file, NOT_STATED), row.articles), row.file) for row in files.itertuples(index=False)
        ]
        if tuple(options) != tuple(self.file.options):
            self.file.options = options
        values = [file for _, file in options]
        self.file.value = chosen if chosen in values else next(iter(values), None)
        self.analysed()
        self.fill()

    def analysed(self) -> None:
        names = self.own.parties()
        self.chosen = self.party.value or self.chosen
        self.party.options = [NO_PARTY, *((name, name) for name in names)]
        self.party.value = self.chosen if self.chosen in names else ""
        self.side.options = [side for side in self.own.study.sides if side != NOT_STATED] if names else []

    def fill(self) -> None:
        """The fields as the article at hand has them."""
        told = dict(zip(files_of(self.own.study), self.own.stated().to_dict("records"), strict=True)).get(self.file.value)
        for name, field in self.fields.items():
            value = str(told[name]) if told else ""
            field.value = "" if value == NOT_STATED else value

    def save(self, then: int = 0) -> None:
        file = self.file.value
        held = dict(zip(files_of(self.own.study), self.own.stated().to_dict("records"), strict=True)).get(file, {})
        changed = {
            name: field.value
            for name, field in self.fields.items()
            if field.value.strip() != ("" if held.get(name) == NOT_STATED else str(held.get(name, "")))
        }
        if not changed:
            self.say("Nothing is changed: type into a field first.")
        else:
            self.own.state([file] if file else [], **changed)
        values = [value for _, value in self.file.options]
        if then and file in values[:-1]:
            self.file.value = values[values.index(file) + 1]

    def for_all(self) -> None:
        outlet = self.fields["outlet"].value.strip()
        if outlet:
            self.own.state(self.own.unstated(), outlet=outlet)
        else:
            self.say("Type an outlet first.")

    def save_side(self) -> None:
        if self.party.value:
            self.own.state_side(self.party.value, self.side.value)
        else:
            self.say("Choose a party first; there are some once the articles are analysed.")


class _Exploring(_Part):
    """The controls of a view, once the articles are analysed."""

    def __init__(self, own: OwnArticles, view: Callable[..., explorer.View]) -> None:
        self.view = view
        self.shown: Study | None = None
        super().__init__(own)

    def children(self) -> Iterator[Any]:
        self.go = self.button("Analyse them", self.analyse)
        self.progress = self.make.Output()
        self.place = self.make.VBox([])
        yield self.line
        yield self.row(self.go)
        yield self.progress
        yield self.place

    def refresh(self) -> None:
        n = len(self.own.study.documents)
        if self.shown is self.own.study:
            return
        self.shown, self.place.children = None, ()
        self.go.layout.display = "none"
        if not n:
            self.say("Nothing to explore: no article was read.")
        elif self.own.waits():
            self.go.layout.display = ""
            self.say(f"{n:,} articles take about {duration(n * ANALYSING)} to analyse, once.")
        else:
            self.analyse()

    def analyse(self) -> None:
        n = len(self.own.study.documents)
        self.say(f"Analysing {quantity(n, 'article')}: about {duration(n * ANALYSING)} …")
        try:
            with self.progress:
                self.own.analyse()
            controls = explorer.turn(self.view, self.own.study)
        except HearsayError as error:
            self.say(sentence(str(error)))
            return
        self.go.layout.display = "none"
        self.progress.outputs = ()
        self.place.children = (controls,)
        self.shown = self.own.study
        self.say("")
        self.own.analysed_now()


def _called(file: str, title: str, articles: int) -> str:
    if articles > 1:
        return f"{file} ({articles:,} articles)"
    return file if title == NOT_STATED else f"{title if len(title) <= 70 else f'{title[:69]}…'} ({file})"
