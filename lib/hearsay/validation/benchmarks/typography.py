"""The same articles with their quotation marks in every style: an extractor that can read should not notice.

`hearsay check typography --data DIR --split NAME` runs `check` and prints `rows`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hearsay.text.spans import Extractor
from hearsay.validation.benchmarks import polnear
from hearsay.validation.benchmarks.attribution import extract, overall, score
from hearsay.validation.benchmarks.scoring import Tokens, WordTokens

STYLES: Mapping[str, tuple[str, str]] = {
    "curly": ("\u201c", "\u201d"),
    "straight": ('"', '"'),
    "apostrophes": ("''", "''"),
    "backticks": ("``", "''"),
    "guillemets": ("\u00ab", "\u00bb"),
    "single": ("\u2018", "\u2019"),
    "low": ("\u201e", "\u201c"),
    "mixed": ("\u201c", '"'),
}
"""Opening and closing mark of each style."""

MARK = re.compile("''|``|[\u201c\u201d\u201e\u00ab\u00bb\"\n]")
INNER = re.compile("(?<![\\w.,!?])['\u2018](?=\\w)[^'\u2018\u2019\n]*(?:['\u2019]\\w[^'\u2018\u2019\n]*)*['\u2019](?!\\w)")
"""A quotation in single marks; an apostrophe inside a word does not end it."""
OPENS, CLOSES = frozenset(("\u201c", "\u201e", "\u00ab", "``")), frozenset(("\u201d", "\u00bb"))
BEFORE_OPENING = frozenset("([{-\u2013\u2014/\u2018'")


@dataclass(frozen=True)
class Rewritten:
    """A text with other marks, and where the old ones stood: `(old start, old end, new start, new end)` of each."""

    text: str
    marks: tuple[tuple[int, int, int, int], ...]

    def move(self, offset: int) -> int:
        """The new place of an old offset; one inside an old mark goes to the new mark's end.

        >>> rewrite("He said, ''no.''", "curly").move(11)
        10
        """
        at = bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1
        if at < 0:
            return offset
        start, end, new_start, new_end = self.marks[at]
        return new_start if offset == start else new_end + max(0, offset - end)


def rewrite(text: str, style: str) -> Rewritten:
    """The text with its double quotation marks in the named style; single marks and apostrophes stay.

    Whether a straight mark opens or closes is read from the spaces around it, else from whether one stands open in
    its paragraph. In the style `single` a quotation within a quotation takes double marks, as British copy does. No
    word is touched, so the words keep their order and number.

    >>> rewrite('"No," he said.', "guillemets").text
    '«No,» he said.'
    """
    parts, marks, read, written = [], [], 0, 0
    for start, end, new in _replacements(text, style):
        written += start - read
        parts += [text[read:start], new]
        marks.append((start, end, written, written + len(new)))
        read, written = end, written + len(new)
    return Rewritten("".join([*parts, text[read:]]), tuple(marks))


def check(data: Path, split: str | None = None, *, extractor: Extractor | str | None = None) -> dict[str, float]:
    """End-to-end F1 on one split as printed, and with the marks in each style.

    Parameters are those of `validation.attribution.check`.

    Returns
    -------
    dict
        `as printed e2e F1`, `STYLE e2e F1` and `STYLE difference` in percent and points, and `largest difference`. The
        corpus mixes styles as its outlets do, so rewriting to any one of them also repairs what is mixed: a
        difference may be positive.
    """
    articles = polnear.read_polnear(data, split or "dev")
    quoted = {article.name: WordTokens(article.text).quoted() for article in articles}

    def f1(some: Sequence[polnear.Annotated], marks: Mapping[str, Tokens] | None = None) -> float:
        return overall(score(some, polnear.predictions(extract(some, extractor)[0], some), marks))["e2e F1"]

    result = {"as printed e2e F1": f1(articles)}
    for style in STYLES:
        result[f"{style} e2e F1"] = f1([restyled(article, style) for article in articles], quoted)
        result[f"{style} difference"] = result[f"{style} e2e F1"] - result["as printed e2e F1"]
    return {**result, "largest difference": max(abs(result[f"{style} difference"]) for style in STYLES)}


def restyled(article: polnear.Annotated, style: str) -> polnear.Annotated:
    """The article with its marks in the named style, and its annotation moved along."""
    new = rewrite(article.text, style)
    return polnear.moved(article, new.text, new.move)


def rows(result: Mapping[str, float]) -> str:
    """The result of `check` as lines to print."""
    lines = [f"{'end to end F1':16}{result['as printed e2e F1']:6.1f}  as printed"]
    lines += [f"{style:16}{result[f'{style} e2e F1']:6.1f}  {result[f'{style} difference']:+.1f}" for style in STYLES]
    return "\n".join([*lines, f"largest difference {result['largest difference']:.1f} points"])


def _replacements(text: str, style: str) -> list[tuple[int, int, str]]:
    """Start, end and new form of each mark that changes, in order."""
    outer, opened = list(_marks(text)), 0
    changes = [(start, end, STYLES[style][0 if opens else 1]) for start, end, opens in outer]
    for start, end, opens in outer if style == "single" else ():
        if opens:
            opened = end
            continue
        for inner in INNER.finditer(text, opened, start):
            changes += [(inner.start(), inner.start() + 1, "\u201c"), (inner.end() - 1, inner.end(), "\u201d")]
        opened = end
    return sorted(changes)


def _marks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether it opens, of each double mark; a paragraph's end closes what stands open."""
    opened = ""
    for match in MARK.finditer(text):
        if match[0] == "\n":
            opened = ""
            continue
        opened = match[0] if _opens(text, match, opened) else ""
        yield match.start(), match.end(), bool(opened)


def _opens(text: str, match: re.Match[str], opened: str) -> bool:
    if match[0] == "\u201c" and opened == "\u201e":
        return False
    if match[0] in OPENS or match[0] in CLOSES:
        return match[0] in OPENS
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    free_before = not before or before.isspace() or before in BEFORE_OPENING
    free_after = not after or after.isspace()
    return free_before if free_before != free_after else not opened
