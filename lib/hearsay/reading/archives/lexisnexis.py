"""LexisNexis exports of today: Nexis Uni and Lexis+, whose articles close with 'End of Document'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from hearsay.reading.archives import EXPORT_ERROR, Export, Ledger, declared_number, part_name
from hearsay.reading.records import Item, Problem, RecordDraft, Source, meaning
from hearsay.text.dates import iso_date

END = re.compile(
    r"\s*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Einde van document)\s*$", re.IGNORECASE
)
LISTED = re.compile(r"\s*(\d{1,6})\.\s+(.*\S)")
NOT_A_TITLE = re.compile(r"(?:correction|clarification|editors?['\u2019] note) appended\.?$", re.IGNORECASE)
SAME = 40
"""Characters by which a title is found again in the list on the cover page, which cuts long ones."""
DECLARED = re.compile(r"\s*Documents?\s*\((\d{1,6})\)\s*$", re.IGNORECASE)
LABEL = re.compile(
    r"\s*(Copyright|Section|Length|Byline|Dateline|Highlight|Distribution|Series|Edition)\b\s*:?\s*(.*)", re.IGNORECASE
)
BODY = re.compile(r"\s*Body(?:\s*:)?\s*$")
AFTER = re.compile(
    r"\s*(?:Load-Date|Language|Publication-Type|Journal Code|Subject|Industry|Geographic|Company|Organization|Person|URL)\s*:"
    r"|\s*(?:Classification|Graphic|Notes|Correction)(?:\s*:)?\s*$"
)
FEW = 5
"""Lines of a document without any label that may be a message of the archive."""
LABELS_WITHIN = 30
"""Lines of an article without the line 'Body' in which its labels stand."""
GRAPHIC = re.compile(r"\s*Graphic(?:\s*:)?\s*$")
NAMES = {"byline": "byline", "section": "section", "highlight": "deck"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _labelled(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    """The label of a line and what stands behind it; '' and '' of a line without one."""
    found = pattern.match(line)
    return (found[1], found[2].strip()) if found else ("", "")


def nexis_uni_layout(lines: Sequence[str]) -> Export | None:
    """The layout, when these lines have it: articles that end as such, or one article by its labels."""
    ends = sum(bool(END.match(line)) for line in lines)
    bodies = sum(bool(BODY.match(line)) for line in lines)
    labels = {label.lower() for line in lines if (label := _labelled(LABEL, line)[0])}
    loaded = any(line.lstrip().startswith("Load-Date:") for line in lines)
    if ends and (bodies or loaded):
        return Export("Nexis", f"{ends} lines 'End of Document'", read_nexis_uni)
    if bodies == 1 and "length" in labels and (loaded or "copyright" in labels):
        return Export("Nexis", "one article with the lines 'Length' and 'Body'", read_nexis_uni)
    return None


def read_nexis_uni(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles, the number on the cover page held against them."""
    ledger = Ledger(source, "Nexis")
    declared = next((int(found[1]) for line in lines if (found := DECLARED.match(line))), None)
    pieces = [list(piece) for ended, piece in groupby(lines, lambda line: bool(END.match(line))) if not ended]
    pieces = [[line.strip() for line in piece if line.strip()] for piece in pieces]
    whole = sum(bool(END.match(line)) for line in lines)
    heads = _Heads(pieces)
    for n, piece in enumerate(pieces[:whole]):
        if piece or n < whole - 1:
            yield from _article(ledger, piece, heads)
    for piece in pieces[whole:]:
        if any(BODY.match(line) for line in piece):
            problem = "the last article is cut off: no 'End of Document'"
            yield Problem(source.shown, problem, "export again", lost=False, where=f"article {ledger.count + 1}")
            yield from _article(ledger, piece, heads)
    yield from ledger.close(declared)


class _Heads:
    """What the file as a whole tells of its headings: the titles that the cover page lists, the outlets of plain heads."""

    def __init__(self, pieces: Sequence[list[str]]) -> None:
        first = pieces[0] if pieces else []
        self.cover = next((n for n, line in enumerate(first) if DECLARED.match(line)), -1)
        self.titles: dict[int, str] = {}
        for line in first[self.cover + 1 :] if self.cover >= 0 else ():
            listed = LISTED.match(line)
            if listed and int(listed[1]) == len(self.titles) + 1:
                self.titles[int(listed[1])] = listed[2]
        plain = (piece[:3] for piece in pieces[1:] if len(piece) > 3 and iso_date(piece[2]))
        self.outlets = frozenset(piece[1] for piece in plain)

    def title(self, lead: Sequence[str], number: int, dated: int) -> int:
        """The line of the title that the cover page lists for an article; -1 where none is listed, or it is not there."""
        listed = self.titles.get(number, "")[:SAME]
        found = (n for n in range(dated - 1, -1, -1) if listed and lead[n][: len(listed)] == listed)
        return next(found, -1)

    def outlet(self, lead: Sequence[str], title: int, dated: int, owner: str) -> int:
        """The line of the outlet: it is one elsewhere, or the copyright line names it, else it is the last above the date."""
        lines = [n for n in range(title + 1, dated) if not NOT_A_TITLE.match(lead[n])]
        known = (n for n in lines if lead[n] in self.outlets)
        owned = (n for n in lines if lead[n].partition("(")[0].strip().casefold() in owner.casefold())
        return next(chain(known, owned, reversed(lines)), dated)


def _article(ledger: Ledger, lines: list[str], heads: _Heads) -> Iterator[Item]:
    body = next((n for n, line in enumerate(lines) if BODY.match(line)), None)
    start = _last_label(lines) if body is None else body
    end = next((n for n in range(start + 1, len(lines)) if AFTER.match(lines[n])), len(lines))
    draft = RecordDraft()
    words = _headings(draft, lines[:start], heads, ledger.count + 1)
    if body is None and not start and len(lines) <= FEW:
        ledger.count += 1
        ledger.tally.add(f"article {ledger.count}", *EXPORT_ERROR, lost=True)
        return
    draft.add("furniture", lines[start] if body is not None else "")
    draft.add("body", "\n".join(lines[start + (body is not None) : end]))
    _after(draft, lines[end:])
    if body is None:
        ledger.tally.add(
            f"article {ledger.count + 1}", "no line 'Body'", "look at the export; the layout may have changed", lost=False
        )
    yield from ledger.article(draft, words=words)


def _last_label(lines: list[str]) -> int:
    return max((n + 1 for n, line in enumerate(lines[:LABELS_WITHIN]) if LABEL.match(line)), default=0)


def _headings(draft: RecordDraft, lines: list[str], heads: _Heads, number: int) -> int | None:
    """Title, outlet and date stand in this order before the first label; the cover page, on the first article, before them."""
    covered = heads.cover if number == 1 else -1
    labelled = next((n for n, line in enumerate(lines) if n > max(0, covered) and LABEL.match(line)), len(lines))
    lead, words = lines[:labelled], None
    dated = _date_line(lead)
    owner = next((line for line in lines[labelled:] if line.lower().startswith("copyright")), "")
    title = heads.title(lead, number, dated)
    title = title if title >= 0 else max(0, dated - 2) if covered >= 0 else 0
    outlet = heads.outlet(lead, title, dated, owner) if dated < len(lead) else -1
    names = dict.fromkeys(range(title + 1, outlet), "deck") | {title: "title", outlet: "outlet", dated: "published"}
    for n, line in enumerate(lead):
        if covered < 0 or n >= title:
            draft.add(part_name(names.get(n, "furniture"), line), line)
    for line in lines[labelled:]:
        label, value = _labelled(LABEL, line)
        words = declared_number(value) if label.lower() == "length" else words
        name = part_name(NAMES.get(label.lower(), "furniture"), value)
        draft.add(name, line, meaning(name, value))
    return words


def _date_line(lead: list[str]) -> int:
    """The last line that is a date, else that holds a year; one past the last when there is neither."""
    dated = (n for n in range(len(lead) - 1, 0, -1) if iso_date(lead[n]))
    of_year = (n for n in range(len(lead) - 1, 1, -1) if YEAR.search(lead[n]))
    return next(chain(dated, of_year), len(lead))


def _after(draft: RecordDraft, lines: list[str]) -> None:
    graphic = False
    for line in lines:
        graphic = bool(GRAPHIC.match(line)) or (graphic and not AFTER.match(line))
        draft.add("caption" if graphic and not GRAPHIC.match(line) else "furniture", line)
