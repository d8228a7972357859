"""The measures of PolNeAR-style attribution over word tokens, article by article, as counts that can be summed.

Each measure counts four things, so that precision and recall stay apart when one prediction touches several
gold attributions: predictions that are right, predictions, gold attributions that are found, gold attributions.

========  =====================================================================================================
cue       a cue is right when it shares a word with any cue of the other side
cue1:1    the same, each cue used once
ctok      words inside any content
cov       a content is right when it shares a word with any content of the other side
c.5       contents matched one to one, intersection over union of their words at least .5
cex       contents matched one to one, the same words
src|m     sources share a word, among attributions whose contents overlap best
e2e       end to end: contents overlap, and sources share a word or both are absent
e2e.5     the same among the pairs of c.5
X:role    the same run of words in the same role ([Wang2022], up to punctuation)
R:kind    cov by kind: direct (all words within double quotation marks), mixed (some), indirect (none)
E:kind    e2e by kind
========  =====================================================================================================

References
----------
[Newell2018].
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from typing import NamedTuple

from hearsay.text.spans import Span

WORD = re.compile(r"\w+")
QUOTATION = re.compile('[\u201c\u201d"\n]')
ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
METRICS = (
    "cue", "cue1:1", "ctok", "cov", "c.5", "cex", "src|m", "e2e", "e2e.5",
    *(f"X:{role}" for role in ROLES), *(f"R:{kind}" for kind in KINDS), *(f"E:{kind}" for kind in KINDS),
)  # fmt: skip

Tokens = frozenset[int]
"""Positions of word tokens in one text."""


class WordTokens:
    """The word tokens of one text.

    >>> words = WordTokens('He said: "No."')
    >>> sorted(words.cover([(3, 13)]))
    [1, 2]
    >>> sorted(words.quoted())
    [2]
    """

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in WORD.finditer(text)]
        self._text = text
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __len__(self) -> int:
        return len(self._starts)

    def cover(self, spans: Iterable[Span]) -> Tokens:
        """The tokens that share at least one character with a span."""
        return frozenset(
            token for start, end in spans for token in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def quoted(self) -> Tokens:
        """The tokens inside double quotation marks (curly or straight); a mark left open ends with its paragraph."""
        return self.cover(_quotations(self._text))


def _quotations(text: str) -> Iterator[Span]:
    opened: int | None = None
    for match in QUOTATION.finditer(text):
        opens = match[0] in '\u201c"'
        if opened is None:
            opened = match.start() if opens else None
        elif match[0] != "\u201c":
            yield opened, match.start()
            opened = None
    if opened is not None:
        yield opened, len(text)


def overlaps(first: Sequence[Tokens], second: Sequence[Tokens]) -> list[tuple[int, int, int]]:
    """Pairs that share a token, as (position in first, position in second, tokens shared), in that order.

    >>> overlaps([frozenset({1, 2}), frozenset({9})], [frozenset({2, 3}), frozenset({1, 2})])
    [(0, 0, 1), (0, 1, 2)]
    """
    holders = defaultdict(list)
    for j, tokens in enumerate(second):
        for token in tokens:
            holders[token].append(j)
    shared = [Counter(j for token in tokens for j in holders.get(token, ())) for tokens in first]
    return [(i, j, counts[j]) for i, counts in enumerate(shared) for j in sorted(counts)]


def one_to_one(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """Greedy matching: the best score first, ties in the order given; each side is used once.

    >>> one_to_one([(0.5, 0, 0), (1.0, 0, 1), (0.5, 1, 0)])
    [(1.0, 0, 1), (0.5, 1, 0)]
    """
    used: set[tuple[str, int]] = set()
    chosen = []
    for score, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if not used & (both := {("first", i), ("second", j)}):
            used |= both
            chosen.append((score, i, j))
    return chosen


@dataclass(frozen=True)
class Marked:
    """One attribution as spans of each role; a role may have several spans, or none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Tally(NamedTuple):
    """Counts of one measure: right of the predictions, found of the gold."""

    right: int
    predicted: int
    found: int
    gold: int


class _Roles(NamedTuple):
    source: Tokens
    cue: Tokens
    content: Tokens


class _Match(NamedTuple):
    """Predictions and gold that have content, their overlapping pairs, and each one's best partner."""

    predicted: list[_Roles]
    gold: list[_Roles]
    pairs: list[tuple[float, int, int]]
    best_gold: dict[int, int]
    best_predicted: dict[int, int]

    def at_least(self, overlap: float) -> list[tuple[float, int, int]]:
        """The pairs of contents that overlap so far, one to one."""
        return one_to_one(pair for pair in self.pairs if pair[0] >= overlap)


def score_article(
    words: WordTokens,
    gold: Iterable[Marked],
    predicted: Iterable[Marked],
    skipped: Iterable[Span] = (),
    quoted: Tokens | None = None,
) -> dict[str, Tally]:
    """Counts of every measure for one article.

    Parameters
    ----------
    words : WordTokens
        The tokens of the text that all offsets count in.
    gold, predicted : iterable of Marked
        Both sides. The order matters only between equal overlaps: the earlier is matched first.
    skipped : iterable of spans
        Regions that the annotators left out: their words are ignored, and predictions wholly inside are dropped.
    quoted : set of tokens, optional
        The words within double quotation marks, when they are not to be read off this text.

    Returns
    -------
    dict
        Measure to `Tally`, in the order of `METRICS`. Do not average over articles: sum, then divide.
    """
    mask = words.cover(skipped)
    theirs = [_minus(_roles(words, item), mask) for item in gold]
    read = (_roles(words, item) for item in predicted)
    ours = [_minus(roles, mask) for roles in read]
    ours, theirs = ([roles for roles in side if roles.cue or roles.content] for side in (ours, theirs))
    match = _match(ours, theirs)
    by_kind = _by_kind(match, words.quoted() if quoted is None else quoted)
    tallies = {**_cues(ours, theirs), **_contents(match), **_ends(match), **_exact(ours, theirs), **by_kind}
    return {name: tallies[name] for name in METRICS}


def _roles(words: WordTokens, item: Marked) -> _Roles:
    return _Roles(words.cover(item.source), words.cover(item.cue), words.cover(item.content))


def _minus(roles: _Roles, mask: Tokens) -> _Roles:
    return _Roles(*(tokens - mask for tokens in roles)) if mask else roles


def _union(sets: Iterable[Tokens]) -> Tokens:
    return frozenset().union(*sets)


def _mutual(matched: int, ours: Sized, theirs: Sized) -> Tally:
    """What is matched one to one: as many of the predictions as of the gold."""
    return Tally(matched, len(ours), matched, len(theirs))


def _touching(ours: Sequence[Tokens], theirs: Sequence[Tokens]) -> Tally:
    all_ours, all_theirs = _union(ours), _union(theirs)
    right = sum(not tokens.isdisjoint(all_theirs) for tokens in ours)
    return Tally(right, len(ours), sum(not tokens.isdisjoint(all_ours) for tokens in theirs), len(theirs))


def _cues(predicted: Sequence[_Roles], gold: Sequence[_Roles]) -> dict[str, Tally]:
    ours, theirs = ([roles.cue for roles in side if roles.cue] for side in (predicted, gold))
    matched = one_to_one((shared, i, j) for i, j, shared in overlaps(ours, theirs))
    return {"cue": _touching(ours, theirs), "cue1:1": _mutual(len(matched), ours, theirs)}


def _match(predicted: Sequence[_Roles], gold: Sequence[_Roles]) -> _Match:
    ours, theirs = ([roles for roles in side if roles.content] for side in (predicted, gold))
    shares = overlaps([roles.content for roles in ours], [roles.content for roles in theirs])
    pairs = [(shared / len(ours[i].content | theirs[j].content), i, j) for i, j, shared in shares]
    best_gold: dict[int, int] = {}
    best_predicted: dict[int, int] = {}
    for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        best_gold.setdefault(i, j)
        best_predicted.setdefault(j, i)
    return _Match(ours, theirs, pairs, best_gold, best_predicted)


def _contents(match: _Match) -> dict[str, Tally]:
    ours, theirs = ([roles.content for roles in side] for side in (match.predicted, match.gold))
    all_ours, all_theirs = _union(ours), _union(theirs)
    return {
        "ctok": _mutual(len(all_ours & all_theirs), all_ours, all_theirs),
        "cov": _touching(ours, theirs),
        "c.5": _mutual(len(match.at_least(0.5)), ours, theirs),
        "cex": _mutual(len(match.at_least(1.0)), ours, theirs),
    }


def _ends(match: _Match) -> dict[str, Tally]:
    n = len(match.predicted), len(match.gold)
    ours = [(match.predicted[i], match.gold[j]) for i, j in match.best_gold.items()]
    theirs = [(match.predicted[i], match.gold[j]) for j, i in match.best_predicted.items()]
    half = [(match.predicted[i], match.gold[j]) for _, i, j in match.at_least(0.5)]
    named = [pair for pair in ours if pair[0].source], [pair for pair in theirs if pair[1].source]
    return {
        "src|m": Tally(_agreeing(named[0]), len(named[0]), _agreeing(named[1]), len(named[1])),
        "e2e": Tally(_agreeing(ours), n[0], _agreeing(theirs), n[1]),
        "e2e.5": Tally(_agreeing(half), n[0], _agreeing(half), n[1]),
    }


def _agreeing(pairs: Iterable[tuple[_Roles, _Roles]]) -> int:
    return sum(_same_source(*pair) for pair in pairs)


def _same_source(ours: _Roles, theirs: _Roles) -> bool:
    return not ours.source.isdisjoint(theirs.source) or not (ours.source or theirs.source)


def _exact(predicted: Sequence[_Roles], gold: Sequence[_Roles]) -> dict[str, Tally]:
    tallies = {}
    for role in ROLES:
        ours, theirs = ({run for roles in side for run in _runs(getattr(roles, role))} for side in (predicted, gold))
        tallies[f"X:{role}"] = _mutual(len(ours & theirs), ours, theirs)
    return tallies


def _runs(tokens: Tokens) -> list[tuple[int, int]]:
    """First and last token of each unbroken run."""
    firsts = sorted(token for token in tokens if token - 1 not in tokens)
    lasts = sorted(token for token in tokens if token + 1 not in tokens)
    return list(zip(firsts, lasts, strict=True))


def _by_kind(match: _Match, quoted: Tokens) -> dict[str, Tally]:
    ours = _verdicts(match.predicted, match.gold, match.best_gold, quoted)
    theirs = _verdicts(match.gold, match.predicted, match.best_predicted, quoted)
    tallies = {}
    for kind in KINDS:
        mine, yours = ([verdict for verdict in side if verdict.kind == kind] for side in (ours, theirs))
        for name, field in (("R", "touched"), ("E", "agrees")):
            hits = [sum(getattr(verdict, field) for verdict in side) for side in (mine, yours)]
            tallies[f"{name}:{kind}"] = Tally(hits[0], len(mine), hits[1], len(yours))
    return tallies


class _Verdict(NamedTuple):
    """Of an attribution: its kind, whether it has a partner, whether the best partner has the same source."""

    kind: str
    touched: bool
    agrees: bool


def _verdicts(side: Sequence[_Roles], other: Sequence[_Roles], best: dict[int, int], quoted: Tokens) -> list[_Verdict]:
    return [
        _Verdict(kind_of(roles.content, quoted), i in best, i in best and _same_source(roles, other[best[i]]))
        for i, roles in enumerate(side)
    ]


def kind_of(content: Tokens, quoted: Tokens) -> str:
    """direct: all words within quotation marks; mixed: some; indirect: none."""
    inside = len(content & quoted)
    return "direct" if inside == len(content) else "mixed" if inside else "indirect"
