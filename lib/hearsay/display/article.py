"""One article with its evidence marked, as HTML that is safe to show and text that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

import pandas as pd

from hearsay.charts.base.style import GREY, INK, VOICE_NAMES, group_colours, readable, tint
from hearsay.display.html import NO_FORMULAS, harmless, html, one_line
from hearsay.schema import NOT_STATED, Row

KEPT = ("body", "title", "deck")
DEEPEST = 4
"""Attributions that are told apart at one place, innermost first; it bounds the work on spans that are all nested."""
LONG = 240
"""Stripped text beyond so many characters is folded away unless something in it is marked."""
CONTENT = 160
"""Characters of a content in the list of attributions."""
LIGHT = 0.82
"""How far the colour of a side is lightened to be the paper of what it says."""
STRIPPED = "opacity:.7;font-size:85%"
"""Grey on a page of any colour."""
ROLE_STYLES = {"source": "font-weight:bold", "cue": "font-style:italic", "loaded": "text-decoration:underline dotted #c00 2px"}


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


@dataclass(frozen=True, repr=False)
class Shown:
    """What a notebook shows as HTML; `text` says the same in lines, and `tables` has the rows behind it, by what they are."""

    html: str
    text: str
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict, compare=False)

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def sentence_alone(text: str) -> Shown:
    """A sentence where there is nothing else to show."""
    return Shown(f"<p class='{NO_FORMULAS}'>{harmless(text)}</p>" if text else "", text)


def show(
    document: pd.Series | str,
    blocks: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    *,
    loaded: pd.DataFrame | None = None,
    article: pd.Series | None = None,
    sides: Sequence[str] = (),
    anchors: bool = False,
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
    anchors
        Whether other pages shall be able to lead to each attribution, by `#s` and its number, and to what was stripped, by `#x`
        and the place where it begins: for a page of the article's own, which has its heading.

    Notes
    -----
    Content is shaded in the colour of the speaker's side, and underlined, doubly where it is nested; sources are bold,
    cues italic, loaded words dotted. The tooltip gives speaker, side, stance and hop. Nothing of the article is
    executed or taken for HTML; no script is used.
    """
    text = document if isinstance(document, str) else str(document["text"])
    said = _rows(attributions)
    colours = group_colours([*sides, *(row.side for row in said)])
    marks = [mark for row in said for mark in _marks(row, colours.get(row.side, GREY))]
    marks += [_loaded(row) for row in _rows(loaded)]
    pieces = marked_pieces(len(text), marks, stripped(blocks, len(text)))
    heading = _heading("article" if isinstance(document, str) else str(document["document_id"]), article)
    lines, counted = [_line(row) for row in said], _counted(said)
    shown = html(
        "article.html.j2", heading=heading, sides=_key(said, colours), runs=_runs(text, pieces, sparing=anchors),
        lines=lines, counted=counted, ink=INK, grey=STRIPPED, no_formulas=NO_FORMULAS, anchors=anchors,
    )  # fmt: skip
    return Shown(str(shown), "\n".join([f"{one_line(heading)}: {counted}", *lines]))


def stripped(blocks: pd.DataFrame | None, length: int) -> list[tuple[int, int, str]]:
    """The stretches of the page that are not kept, with what they were taken for; neighbours as one."""
    ordered = _rows(None if blocks is None else blocks.sort_values("start"))
    runs = [list(run) for kept, run in groupby(ordered, lambda row: row.label in KEPT) if not kept]
    return [
        (start, end, ", ".join(dict.fromkeys(row.detail or row.label for row in run)))
        for run in runs
        if (start := _within(run[0].start, length)) < (end := max(_within(row.end, length) for row in run))
    ]


def marked_pieces(length: int, marks: Sequence[MarkedSpan], runs: Sequence[tuple[int, int, str]]) -> list[MarkedPiece]:
    """The text cut at every border, in order; each piece knows what covers it. One walk, whatever overlaps."""
    marks = [replace(mark, start=_within(mark.start, length), end=_within(mark.end, length)) for mark in marks]
    opening, closing = defaultdict(list), defaultdict(list)
    for place, mark in enumerate(marks):
        if mark.start < mark.end:
            opening[mark.start].append(place)
            closing[mark.end].append(place)
    names = {end: "" for _, end, _ in runs} | {start: name for start, _, name in runs}
    borders = sorted({0, length, *opening, *closing, *names})
    active: dict[int, None] = {}
    name, pieces = "", []
    for start, end in zip(borders, borders[1:], strict=False):
        for place in closing[start]:
            active.pop(place)
        active.update(dict.fromkeys(sorted(opening[start], key=lambda place: (marks[place].level, place))))
        name = names.get(start, name)
        over = [marks[place] for place in islice(reversed(active), 3 * DEEPEST)]
        pieces.append(MarkedPiece(start, end, over[::-1], name))
    return pieces


def _within(place: int, length: int) -> int:
    return max(0, min(place, length))


def _rows(table: pd.DataFrame | None) -> list[Row]:
    return [] if table is None else list(table.itertuples(index=False))


def _marks(row: Row, colour: str) -> Iterator[MarkedSpan]:
    """Source, cue and content of one attribution."""
    hint = _hint(row)
    spans = [("content", start, end) for start, end in row.content_spans]
    spans += [("cue", row.cue_start, row.cue_end)]
    spans += [] if pd.isna(row.source_start) else [("source", row.source_start, row.source_end)]
    for role, start, end in spans:
        yield MarkedSpan(int(start), int(end), role, int(row.attribution_no), int(row.level), colour, hint)


def _loaded(row: Row) -> MarkedSpan:
    hint = f"loaded: {row.term} ({row.category}; {VOICE_NAMES[row.voice]})"
    return MarkedSpan(int(row.start), int(row.end), "loaded", -1, 0, GREY, hint)


def _hint(row: Row) -> str:
    via = f", through {', '.join(row.via)}" if len(row.via) else ""
    who = row.speaker or row.source or "nobody is named"
    side = _side_name(row.side)
    unsaid = "; not counted: not said, or only might be" if not row.counted else ""
    return f"{row.attribution_no}: {who} ({side}); {row.source_type}; {row.stance}; hop {row.hop}{via}; level {row.level}{unsaid}"


def _side_name(side: str) -> str:
    return "side not stated" if side == NOT_STATED else side


def _runs(text: str, pieces: Iterable[MarkedPiece], *, sparing: bool) -> Iterator[dict[str, object]]:
    """The pieces in order, by runs of kept or of stripped text; long runs are folded away if they hold no mark.

    `sparing`: an attribution has its tooltip where it begins, and not again on each of its pieces.
    """
    numbered: set[int] = set()
    for name, group in groupby(pieces, lambda piece: piece.stripped):
        run = list(group)
        size, marked = run[-1].end - run[0].start, any(piece.over for piece in run)
        yield {
            "stripped": name.replace("_", " "),
            "number": run[0].start,
            "size": f"{size:,}",
            "marked": marked,
            "folded": size > LONG and not marked,
            "pieces": [_piece(text, piece, numbered, sparing) for piece in run],
        }


def _piece(text: str, piece: MarkedPiece, numbered: set[int], sparing: bool) -> dict[str, object]:
    """The words, how they are marked, and the numbers of the attributions that begin here: each is `numbered` once."""
    begin = [mark for mark in piece.over if mark.number >= 0 and mark.number not in numbered]
    first = list(dict.fromkeys(mark.number for mark in begin))
    numbered.update(first)
    told = [mark for mark in reversed(piece.over) if not sparing or mark.number < 0 or mark.number in first]
    return {
        "text": text[piece.start : piece.end],
        "style": _style(piece.over) if piece.over else "",
        "hint": "\n".join(list(dict.fromkeys(mark.hint for mark in told))[:DEEPEST]),
        "notes": first,
        "inner": all(mark.level > 1 for mark in begin),
    }


def _style(over: Sequence[MarkedSpan]) -> str:
    """What covers the piece, laid over each other: the outermost content shades, the innermost underlines.

    A shade brings an ink of its own, since the page behind it may be light or dark. A source outside of contents has the page's
    own ink, and a line in the colour of its side.
    """
    roles = {mark.role: mark for mark in over}
    contents = [mark for mark in over if mark.role == "content"]
    rules = []
    if contents:
        paper, border = tint(contents[0].colour, LIGHT), "3px double" if contents[-1].level > 1 else "2px solid"
        ink = readable(roles["source"].colour, paper) if "source" in roles else INK
        rules = [f"border-bottom:{border} {contents[-1].colour}", f"background:{paper}", f"color:{ink}"]
    elif "source" in roles:
        rules = [f"border-bottom:1px solid {roles['source'].colour}"]
    return ";".join([*rules, *(rule for role, rule in ROLE_STYLES.items() if role in roles)])


def _key(said: Iterable[Row], colours: Mapping[str, str]) -> list[dict[str, str]]:
    """The sides that speak, by alphabet, and their colours."""
    sides = sorted({row.side for row in said}, key=lambda side: (side == NOT_STATED, side.casefold(), side))
    shades = ((side, colours.get(side, GREY)) for side in sides)
    return [{"name": _side_name(side), "colour": colour, "paper": tint(colour, LIGHT)} for side, colour in shades]


def _line(row: Row) -> str:
    content = one_line(row.content)
    content = content if len(content) <= CONTENT else content[: CONTENT - 1].rstrip() + "…"
    indent = "  " * (min(int(row.level), 8) - 1)
    return f"{indent}{one_line(_hint(row))} | {one_line(row.source) or '–'} | {one_line(row.cue)} | {content}"


def _heading(name: str, article: pd.Series | None) -> str:
    if article is None:
        return name
    parts = [f"{what} not stated" if article[what] == NOT_STATED else article[what] for what in ("outlet", "title", "published")]
    return f"{' · '.join(parts)} ({name})"


def _counted(said: Sequence[Row]) -> str:
    """How many are marked, and how that adds up from those of the body, which tables and charts count."""
    outer = [row.zone for row in said if row.level == 1 and row.counted]
    body, unsaid = outer.count("body"), sum(row.level == 1 and not row.counted for row in said)
    inner = len(said) - len(outer) - unsaid
    counts = {"in the body": body, "in title and deck": len(outer) - body, "inside others": inner, "not said": unsaid}
    parts = " + ".join(f"{k} {where}" for where, k in counts.items() if k)
    return f"{len(said)} {'attribution' if len(said) == 1 else 'attributions'}{f' = {parts}' if parts else ''}"
