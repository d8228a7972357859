"""One article with its evidence marked, as HTML that is safe to show and text that can be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import islice

import pandas as pd

from hearsay.charts.base.style import GREY, INK, readable, side_colours, tint
from hearsay.schema import NOT_STATED

KEPT = ("body", "title", "deck")
DEEPEST = 4
"""Attributions that are told apart at one place, innermost first; it bounds the work on spans that are all nested."""


@dataclass(frozen=True)
class MarkedSpan:
    """A marked span: what it is, the attribution it belongs to, its level, its colour and its tooltip."""

    start: int
    end: int
    role: str
    number: int
    level: int
    colour: str
    hint: str


@dataclass
class MarkedPiece:
    """Text between two neighbouring borders: what covers it, innermost last, and whether it was stripped."""

    start: int
    end: int
    over: list[MarkedSpan] = field(default_factory=list)
    stripped: str = ""


def _clamped(mark: MarkedSpan, length: int) -> MarkedSpan:
    start, end = max(0, min(mark.start, length)), max(0, min(mark.end, length))
    return MarkedSpan(start, end, mark.role, mark.number, mark.level, mark.colour, mark.hint)


def stripped(blocks: pd.DataFrame | None, length: int) -> list[tuple[int, int, str]]:
    """The stretches of the page that are not kept, with what they were taken for; neighbours as one."""
    runs: list[tuple[int, int, str]] = []
    for row in [] if blocks is None else blocks.sort_values("start").itertuples(index=False):
        if row.label in KEPT:
            runs.append((row.end, row.end, ""))
            continue
        name = row.detail or row.label
        start, end = max(0, min(row.start, length)), max(0, min(row.end, length))
        if runs and runs[-1][2]:
            names = runs[-1][2] if name in runs[-1][2].split(", ") else f"{runs[-1][2]}, {name}"
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), names)
        else:
            runs.append((start, end, name))
    return [run for run in runs if run[2] and run[0] < run[1]]


def marked_pieces(length: int, marks: Sequence[MarkedSpan], runs: Sequence[tuple[int, int, str]]) -> list[MarkedPiece]:
    """The text cut at every border, in order; each piece knows what covers it. One walk, whatever overlaps."""
    marks = [_clamped(mark, length) for mark in marks]
    opening, closing = defaultdict(list), defaultdict(list)
    for place, mark in enumerate(marks):
        if mark.start < mark.end:
            opening[mark.start].append(place)
            closing[mark.end].append(place)
    grey = {start: name for start, _, name in runs}
    ends = {end for _, end, _ in runs}
    borders = sorted({0, length, *opening, *closing, *grey, *ends})
    active: dict[int, None] = {}
    name, cut = "", []
    for start, end in zip(borders, borders[1:], strict=False):
        for place in closing[start]:
            active.pop(place)
        active.update(dict.fromkeys(sorted(opening[start], key=lambda one: (marks[one].level, one))))
        name = grey.get(start, "" if start in ends else name)
        over = [marks[place] for place in islice(reversed(active), 3 * DEEPEST)]
        cut.append(MarkedPiece(start, end, over[::-1], name))
    return cut


LONG = 240
"""Stripped text beyond so many characters is folded away unless something in it is marked."""
CONTENT = 160
LIGHT = 0.82
"""How far the colour of a side is lightened to be the paper of what it says."""
NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
"""Without these classes a notebook takes what stands between two dollar signs for a formula."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BOX = "max-width:48em;line-height:1.75;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate"
PAPER = "#ffffff"
"""Whatever is coloured brings a paper and an ink of its own: the page behind it may be light or dark."""
_STRIPPED = "font-size:85%"
_GREY = f"opacity:.7;{_STRIPPED}"
"""Grey on a page of any colour."""
_LOADED = "text-decoration:underline dotted #c00 2px"


@dataclass(frozen=True, repr=False)
class Shown:
    """One article, marked. A notebook shows the HTML; `text` lists the same attributions, one to a line."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show(
    document: pd.Series | str,
    blocks: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    *,
    loaded: pd.DataFrame | None = None,
    article: pd.Series | None = None,
    sides: Sequence[str] = (),
) -> Shown:
    """The article with sources, cues and contents marked where they stand.

    Parameters
    ----------
    document
        A row of `documents`, or the text itself. All offsets count its characters.
    blocks, attributions, loaded
        The rows of the tables that belong to this article. With `blocks`, what was stripped from the page is grey.
    article
        The row of `articles`, for a heading.
    sides
        All sides of the corpus, so that each keeps its colour from article to article.

    Notes
    -----
    Content is shaded in the colour of the speaker's side, and underlined, doubly where it is nested; sources are bold,
    cues italic, loaded words dotted. The tooltip gives speaker, side, stance and hop. Nothing of the article is
    executed or taken for HTML; no script is used.
    """
    text = document if isinstance(document, str) else str(document["text"])
    found = _rows(attributions)
    colours = side_colours([*sides, *(row.side for row in found)])
    marks = [mark for row in found for mark in _marks(row, colours.get(row.side, GREY))]
    marks += [_loaded(row) for row in _rows(loaded)]
    cut = marked_pieces(len(text), marks, stripped(blocks, len(text)))
    name = "article" if isinstance(document, str) else str(document["document_id"])
    heading = _heading(name, article)
    body = "".join(_html(text, cut))
    lines = [_line(row) for row in found]
    parts = f"<p><b>{_safe(heading)}</b></p>{_key(found, colours)}<div style='{_BOX}'>{body}</div>{_list(found, lines)}"
    shown = f"<div class='{NO_FORMULAS}'>{parts}</div>"
    return Shown(shown, "\n".join([f"{_plain(heading)}: {_many(found)}", *lines]))


def _rows(table: pd.DataFrame | None) -> list:
    return [] if table is None else list(table.itertuples(index=False))


def _marks(row: tuple, colour: str) -> Iterator[MarkedSpan]:
    """Source, cue and content of one attribution."""
    hint = _hint(row)
    spans = [("content", start, end) for start, end in row.content_spans]
    spans += [("cue", row.cue_start, row.cue_end)]
    spans += [] if pd.isna(row.source_start) else [("source", row.source_start, row.source_end)]
    for role, start, end in spans:
        yield MarkedSpan(int(start), int(end), role, int(row.attribution_no), int(row.level), colour, hint)


def _loaded(row: tuple) -> MarkedSpan:
    whose = "own words" if row.voice == "outlet" else "attributed words"
    return MarkedSpan(int(row.start), int(row.end), "loaded", -1, 0, GREY, f"loaded: {row.term} ({row.category}; {whose})")


def _hint(row: tuple) -> str:
    via = f", through {', '.join(row.via)}" if len(row.via) else ""
    side = "side not stated" if row.side == NOT_STATED else row.side
    who = row.speaker or row.source or "nobody is named"
    return f"{row.attribution_no}: {who} ({side}); {row.source_type}; {row.stance}; hop {row.hop}{via}; level {row.level}"


def _html(text: str, cut: Sequence[MarkedPiece]) -> Iterator[str]:
    """The pieces in order; runs of stripped text in grey, folded away where they are long and hold no mark."""
    numbered: set[int] = set()
    place = 0
    while place < len(cut):
        last = place
        while last + 1 < len(cut) and cut[last + 1].stripped == cut[place].stripped:
            last += 1
        run = cut[place : last + 1]
        inner = "".join(_piece(text, piece, numbered) for piece in run)
        yield _fold(inner, run) if run[0].stripped else inner
        place = last + 1


def _fold(inner: str, run: Sequence[MarkedPiece]) -> str:
    size, name = run[-1].end - run[0].start, _safe(run[0].stripped.replace("_", " "))
    marked = any(piece.over for piece in run)
    if size <= LONG or marked:
        return f"<span style='{_STRIPPED if marked else _GREY}' title='stripped: {name}'>{inner}</span>"
    return f"<details style='{_GREY}'><summary>stripped, {size:,} characters: {name}</summary>{inner}</details>"


def _piece(text: str, piece: MarkedPiece, numbered: set[int]) -> str:
    words = _safe(text[piece.start : piece.end])
    if not piece.over:
        return words
    hints = list(dict.fromkeys(mark.hint for mark in reversed(piece.over)))[:DEEPEST]
    first = [mark.number for mark in piece.over if mark.number >= 0 and mark.number not in numbered]
    numbered.update(first)
    notes = f"<sup style='line-height:0'>{','.join(map(str, dict.fromkeys(first)))}</sup>" if first else ""
    return f"{notes}<span style='{_style(piece.over)}' title='{_safe(chr(10).join(hints))}'>{words}</span>"


def _style(over: Sequence[MarkedSpan]) -> str:
    """What covers the piece, laid over each other: the outermost content shades, the innermost underlines."""
    roles = {mark.role: mark for mark in over}
    contents = [mark for mark in over if mark.role == "content"]
    paper = tint(contents[0].colour, LIGHT) if contents else PAPER
    rules = []
    if contents:
        line = "double" if contents[-1].level > 1 else "solid"
        rules += [f"border-bottom:{len(line) // 2}px {line} {contents[-1].colour}"]
    if contents or "source" in roles:
        ink = readable(roles["source"].colour, paper) if "source" in roles else INK
        rules += [f"background:{paper}", f"color:{ink}"]
    rules += ["font-weight:bold"] if "source" in roles else []
    rules += ["font-style:italic"] if "cue" in roles else []
    rules += [_LOADED] if "loaded" in roles else []
    return ";".join(rules)


def _key(found: Sequence, colours: dict[str, str]) -> str:
    """What the marks mean, and the sides that speak, by alphabet."""
    sides = sorted({row.side for row in found}, key=lambda side: (side == NOT_STATED, side.casefold(), side))
    boxes = " ".join(
        f"<span style='background:{tint(colours.get(side, GREY), LIGHT)};color:{INK};"
        f"border-bottom:2px solid {colours.get(side, GREY)}'>"
        f"{_safe('side not stated' if side == NOT_STATED else side)}</span>"
        for side in sides
    )
    return f"<p style='font-size:85%'><b>source</b>, <i>cue</i>, content by side of the speaker: {boxes}</p>" if boxes else ""


def _list(found: Sequence, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li style='list-style:none'>{_safe(line)}</li>" for line in lines)
    return f"<details><summary>list of {_many(found)}</summary><ul>{items}</ul></details>"


def _line(row: tuple) -> str:
    content = _plain(row.content)
    content = content if len(content) <= CONTENT else content[: CONTENT - 1].rstrip() + "…"
    indent = "  " * (min(int(row.level), 8) - 1)
    return f"{indent}{_plain(_hint(row))} | {_plain(row.source) or '–'} | {_plain(row.cue)} | {content}"


def _heading(name: str, article: pd.Series | None) -> str:
    if article is None:
        return name
    parts = [f"{what} not stated" if article[what] == NOT_STATED else article[what] for what in ("outlet", "title", "published")]
    return f"{' · '.join(parts)} ({name})"


def _many(found: Sequence) -> str:
    """How many are marked, and how that adds up from those of the body, which tables and charts count."""
    outer = [row.zone for row in found if row.level == 1]
    body = outer.count("body")
    counts = {"in the body": body, "in title and deck": len(outer) - body, "inside others": len(found) - len(outer)}
    parts = " + ".join(f"{k} {where}" for where, k in counts.items() if k)
    return f"{len(found)} {'attribution' if len(found) == 1 else 'attributions'}{f' = {parts}' if parts else ''}"


def _plain(text: str) -> str:
    """One line without control characters, which a terminal might obey."""
    return " ".join(_CONTROL.sub("\ufffd", text.replace("\r", " ").replace("\n", " ")).split())


def _safe(text: str) -> str:
    return _CONTROL.sub("\ufffd", escape(text.replace("\r\n", "\n").replace("\r", "\n"), quote=True))
