"""What may be the title, the signature and the date, and the small rankers that choose or abstain."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import byline, line_words
from hearsay.parsing.line_features import Matrix, Vector, side_by_side
from hearsay.parsing.line_model import LineModel, rule_share, verdicts
from hearsay.parsing.lines import AGENCY, WORD
from hearsay.parsing.name_evidence import NameEvidence
from hearsay.parsing.page import Page
from hearsay.text import dates
from hearsay.text.words import RUN

KINDS = ("title", "byline", "date")
ABOVE, INTO, BELOW = 150, 40, 14
"""Lines above the body's first line, below it, and below its last, in which title, byline and date are looked for."""
TITLE_WORDS, SIGNED_WORDS, NAME_WORDS = 60, 40, 6
"""Words at most of a line that may hold the title, a signature, that may be nothing but a name."""
KEPT = {"title": 10, "byline": 10, "date": 14}
"""Lines, the likeliest at first look, that are looked at closely."""
HEAD = 24
PUBLISHED = re.compile(r"publi|posted|first|created|issued|date|on\b", re.IGNORECASE)
UPDATED = re.compile(r"updat|modif|edited|revis|reviewed|checked", re.IGNORECASE)
OF_OTHERS = re.compile(r"©|copyright|expires|ends|event|deadline|accessed|retrieved|joined|since", re.IGNORECASE)
CLOCK = re.compile(r"\d[:.]\d\d|[ap]\.?m\b", re.IGNORECASE)
LOOKED_BACK = 30
"""Characters before a date, and of the line above, that may say whose it is."""
MOST_DAYS = 4000
"""Days between two dates that count."""
CRUMB = re.compile(r"(?:^|\s)[/›»>|▸]\s+|›\s*|^(?:title|headline|now reading)\s*:\s*", re.IGNORECASE)
BAR = re.compile(r"(?<!\s)\s+(?:[|–—]|-)\s+(?=\S)")
SITE_WORDS = 6
"""Words at most behind a bar that may be the site's name or its section."""
LEAST_PART, LEAST_WITHIN = 12, 8
"""Characters of a part of a line that may be the title, and beyond which a line can be part of one."""
PICTURED = re.compile(r"\b(?:photo|photograph|image|illustration|courtesy|getty|credit|screenshot)s?\b", re.IGNORECASE)
AGENT = re.compile(rf"\b(?:{AGENCY})\b")
LEAST_BESIDE = {"title": 0.05, "byline": 0.05, "date": 0.01}
"""Share of the likeliest line's chance below which a line is left alone; of 1,664 pages none had such a line picked."""
NEIGHBOURS = 5
SEEN_FROM: dict[str, tuple[str, ...]] = {"title": ("byline", "date"), "byline": ("title", "byline", "date"), "date": ()}
"""Of which kinds each ranker sees what the first look says round a line: more made it worse on unseen sites."""
LEAST = {"title": 0.45, "byline": 0.64, "date": 0.5}
"""Confidence from which a candidate is taken, chosen on page dumps of sites held out: see `models/lines.md`."""
Said = tuple[int, str, frozenset[str]]
"""A line that may hold the title, its plain text and its content words."""
NO_NAME = frozenset(
    RUN.findall(
        "by posted published updated last written on read min minute more view all share follow edited reviewed comments"
        " newsletter sign subscribe home menu search photo credit image listen getty",
    )
)


class Candidate(NamedTuple):
    """A line with the part of it that counts (`part`: not all of it), its value, and what speaks for it."""

    line: int
    start: int
    end: int
    value: str
    seen: tuple[float, ...]
    part: bool = False


@dataclass
class Sight:
    """What a first look at a page's lines says: how likely each holds title, byline, date (0 where none was looked at).

    `titled` is the line of the likeliest title once the ranker of titles has been asked.
    """

    likely: Mapping[str, Vector]
    titled: int | None = None

    @property
    def title(self) -> int:
        """The line of the likeliest title."""
        return self.best("title") if self.titled is None else self.titled

    def best(self, kind: str) -> int:
        return int(np.argmax(self.likely[kind]))

    @cached_property
    def kept(self) -> dict[str, list[int]]:
        """Of each kind the likeliest lines, in the order of the page."""
        best = {kind: np.argsort(-own, kind="stable")[: KEPT[kind]] for kind, own in self.likely.items()}
        return {kind: np.sort(rows[self.likely[kind][rows] > 0]).tolist() for kind, rows in best.items()}

    def offered(self, kind: str) -> list[int]:
        """Of these, the lines that are not next to nothing beside the likeliest."""
        own, kept = self.likely[kind], self.kept[kind]
        return list(compress(kept, own[kept] >= LEAST_BESIDE[kind] * own[self.best(kind)]))


def candidate_lines(page: Page) -> NDArray[np.int64]:
    """The lines in which title, byline and date are looked for."""
    first, last, n = page.first_body, page.last_body, len(page.lines)
    head = range(max(0, first - ABOVE), min(first + INTO, n))
    return np.array([*head, *range(max(head.stop, last - 2, 0), min(last + 1 + BELOW, n))], dtype=np.int64)


def glance_columns(page: Page, at: NDArray[np.int64], columns: Matrix, likely: Vector) -> Matrix:
    """First look: what the line model knows of each line, its place, whether it stands there again, is a name, is announced."""
    heads = [plain[:HEAD] for plain in page.lines.plain]
    often, top, rows = Counter(heads), heads[:3], at.tolist()
    place = (at, page.first_body - at, at - page.last_body, np.full(len(at), page.first_body))
    again = (
        [often[heads[n]] for n in rows],
        [heads[n] in (top if n >= len(top) else top[:n]) for n in rows],
        list(map(page.signing.__contains__, rows)),
        [len(page.lines.dates[n]) for n in rows],
    )
    named = [1 < page.lines.n_words[n] <= NAME_WORDS and byline.is_name(page.lines.content[n]) for n in rows]
    around = page.announced[at[:, None] + np.arange(3)]
    return side_by_side(len(at), [columns[at], likely[at], *place, *map(np.array, again), np.array(named), around])


def candidate_context(sight: Sight, kind: str, at: Sequence[int]) -> list[NDArray[np.float64]]:
    """What the first look says of the lines round each line, and where the best lines of the page are."""
    rows = np.array(at, dtype=np.int64)
    columns: list[NDArray[np.float64]] = []
    for other in SEEN_FROM[kind]:
        own = sight.likely[other].astype(np.float64)
        padded = np.concatenate([np.zeros(NEIGHBOURS), own, np.zeros(NEIGHBOURS)])
        columns.append(padded[rows[:, None] + np.arange(2 * NEIGHBOURS + 1)])
        if kind == "byline":
            best, before = sight.best(other), np.concatenate([[0.0], np.cumsum(own)])
            columns += [
                (rows - best).astype(np.float64),
                own[rows] / max(1e-6, float(own[best])),
                before[rows],
                before[-1] - before[rows + 1],
            ]
    return columns


def title_candidates(page: Page, sight: Sight) -> Iterator[Candidate]:
    """Lines that may be the title, each as a whole and without what stands before or behind it."""
    first, kept = page.first_body, sight.kept["title"]
    beginning = frozenset(word for n in range(first, min(first + 4, len(page.lines))) for word in page.content(n))
    others = [(m, page.lines.plain[m], frozenset(page.content(m))) for m in kept]
    pictured = page.marked(line_words.CREDITED)
    for n in sight.offered("title"):
        lines = page.lines
        if not 2 <= lines.n_words[n] <= TITLE_WORDS:
            continue
        for kind, start, end in _headings(lines.content[n]):
            text = lines.content[n][start:end]
            own = line_words.content_words(WORD.findall(text)) if kind else page.content(n)
            seen = (
                kind, *_place(n, page), *page.near(n), lines.n_words[n], page.lines.n_words[n - 1] if n else -1,
                page.lines.n_words[n + 1] if n + 1 < len(page.lines) else -1,
                _share(own, page.topic), _share(own, beginning), len(own), byline.is_name(text), len(text),
                text.count("›") + text.count(">") + text.count("/") + text.count("|"), page.said_again(text),
                text.istitle(), text.isupper(), text[-1:] in ".!", text[-1:] == "?",
                n in pictured and bool(PICTURED.search(text)), n in pictured and bool(AGENT.search(text)),
                len(lines.content[n]) - end, *_said_elsewhere(text, frozenset(own), n, others),
                text[:1].isdigit(), bool(dates.YEARS.search(text)),
                lines.kind[n] in ("date", "byline"), lines.kind[n] in ("caption", "photo_credit"),
            )  # fmt: skip
            at = lines.start[n] + len(lines.bullet[n])
            yield Candidate(n, at + start, at + end, text, seen, bool(kind))


def _said_elsewhere(text: str, words: frozenset[str], n: int, candidates: Sequence[Said]) -> tuple[float, ...]:
    """How much of a title the other candidates say: the likest, the same, those that hold it or it holds, above, below."""
    others = [(m, other, len(words & own), len(own)) for m, other, own in candidates if m != n]
    plain, size = text.lower(), len(words)
    return (
        max([shared / max(1, size + own - shared) for _, _, shared, own in others], default=0.0),
        sum([other == plain for _, other, _, _ in others]),
        sum([plain in other for _, other, _, _ in others]),
        sum([other in plain for _, other, _, _ in others if len(other) > LEAST_WITHIN]),
        max([shared for m, _, shared, _ in others if m < n], default=0) / max(1, size),
        max([shared for m, _, shared, _ in others if m > n], default=0) / max(1, size),
    )


def byline_candidates(page: Page, sight: Sight, evidence: NameEvidence) -> Iterator[Candidate]:
    """Signatures: what follows 'By', and parts of lines that look like names."""
    kept = sight.kept["byline"]
    texts = [(n, page.lines.content[n][: byline.LOOKED_AT].lower(), sight.likely["byline"][n]) for n in kept]
    title = sight.title
    titled, marked = page.lines.plain[title], (page.marked(line_words.CREDITED), page.marked(line_words.ROLE))
    for n in sight.offered("byline"):
        lines = page.lines
        if lines.n_words[n] > SIGNED_WORDS:
            continue
        between = [likely for m, _, likely in texts if min(n, title) < m < max(n, title)]
        of_line = (*_of_line(n, title, page, *marked), *page.announced[n : n + 3].tolist(), len(between), sum(between))
        parts = byline.signature_parts(lines.content[n])
        for order, part in enumerate(parts):
            name = lines.content[n][part.start : part.end]
            plain, words = name.lower(), name.split()
            again = [likely for m, text, likely in texts if plain in text and m != n]
            seen = (
                *of_line, part.how, part.said, order, len(parts), part.start, len(words), len(name),
                len(lines.content[n]) - part.end, byline.is_name(name), page.named(plain), name.isupper(), name.islower(),
                byline.is_organisation(name, ()), byline.known_name(words),
                sum([word[0].isupper() for word in words]) / len(words), any(map(str.isdigit, name)),
                not NO_NAME.isdisjoint(plain.split()), len(again), max(again, default=0.0), sum(again),
                page.body_text.count(plain), lines.repeats[plain], plain in titled, name.count(","), " and " in plain,
                *evidence.of(name, plain),
            )  # fmt: skip
            at = lines.start[n] + len(lines.bullet[n])
            yield Candidate(n, at + part.start, at + part.end, name, seen)


def with_fellows(page: Page, signed: Candidate) -> Candidate:
    """The signature with the other names of its list, of which the ranker may have taken one."""
    content, at = page.lines.content[signed.line], page.lines.start[signed.line] + len(page.lines.bullet[signed.line])
    start, end = byline.whole_list(content, signed.start - at, signed.end - at)
    return signed._replace(start=at + start, end=at + end, value=content[start:end])


def _of_line(n: int, title: int, page: Page, pictured: frozenset[int], role: frozenset[int]) -> tuple[float, ...]:
    """What the line of a signature shows, and the line below it."""
    lines, below = page.lines, min(n + 1, len(page.lines) - 1)
    return (
        *_place(n, page), n - title, *page.near(n), lines.n_words[n], lines.prose[n], bool(lines.dates[n]),
        n in role and byline.has_role(lines.content[n]), "@" in lines.content[n],
        lines.kind[n] == "byline", lines.kind[n] == "photo_credit",
        n in pictured and bool(PICTURED.search(lines.head[n])), n in pictured and bool(AGENT.search(lines.head[n])),
        bool(lines.bullet[n]), below in role and byline.has_role(lines.content[below][:200]), lines.n_words[below],
        below in pictured and bool(PICTURED.search(lines.head[below][:200])),
    )  # fmt: skip


def date_candidates(page: Page, sight: Sight) -> Iterator[Candidate]:
    """Full dates that can be read in one way only."""
    kept = frozenset(sight.offered("date"))
    found = [
        (n, date, date.value)
        for n, printed in enumerate(page.lines.dates)
        for date in printed
        if date.value and not (page.body[n] and page.lines.prose[n])
    ]
    values = Counter(value for _, _, value in found)
    days = {value: dt.date.fromisoformat(value).toordinal() for value in values}
    last, earliest = max(days.values(), default=0), min(days.values(), default=0)
    title = sight.title
    for order, (n, date, value) in enumerate(found):
        if n not in kept:
            continue
        lines, day = page.lines, days[value]
        before = lines.head[n][max(0, date.start - LOOKED_BACK) : date.start]
        above = page.lines.text[n - 1][-LOOKED_BACK:] if n else ""
        seen = (
            *_place(n, page), n - title, order, len(found), values[value], min(last - day, MOST_DAYS),
            min(day - earliest, MOST_DAYS), date.weekday, bool(PUBLISHED.search(before)), bool(UPDATED.search(before)),
            bool(UPDATED.search(lines.head[n])), bool(PUBLISHED.search(lines.head[n])),
            bool(PUBLISHED.search(above)), bool(UPDATED.search(above)), bool(OF_OTHERS.search(lines.head[n])), date.start,
            len(lines.content[n]) - date.end, len(lines.dates[n]), lines.dates[n].index(date),
            *page.near(n), lines.n_words[n], byline.has_role(lines.content[n]), bool(lines.bullet[n]),
            bool(CLOCK.search(lines.head[n][date.end : date.end + 16])),
            day == last, day == earliest, lines.repeats[lines.plain[n]], n in page.signing,
            sum(sight.likely["date"][m] for m, _, other in found if other == value),
            bool(PICTURED.search(lines.head[n])), lines.prose[n],
        )  # fmt: skip
        at = lines.start[n] + len(lines.bullet[n])
        yield Candidate(n, at + date.start, at + date.end, value, seen)


def _headings(text: str) -> Iterator[tuple[int, int, int]]:
    """The line as a whole (0), less the way to the page before it (1), less what stands behind a bar (2)."""
    yield 0, 0, len(text)
    crumbs = [found.end() for found in CRUMB.finditer(text)]
    if crumbs and len(text) - crumbs[-1] >= LEAST_PART:
        yield 1, crumbs[-1], len(text)
    bar = BAR.search(text)
    if bar and bar.start() >= LEAST_PART and len(BAR.split(text[bar.end() :])[0].split()) <= SITE_WORDS:
        yield 2, 0, bar.start()


def _place(n: int, page: Page) -> tuple[float, ...]:
    return (n, page.first_body - n, n - page.last_body, page.first_body, n / len(page.lines))


def _share(own: Sequence[str], held: frozenset[str]) -> float:
    return len([word for word in own if word in held]) / len(own) if own else 0.0


Rule = Callable[[Candidate], bool]


@dataclass(frozen=True)
class Pick:
    """A candidate that was taken, and the share of such picks that were right on unseen sites."""

    candidate: Candidate
    confidence: float


@dataclass(frozen=True)
class Picks:
    """What was taken for title, signature and date; None: not stated, or not surely enough."""

    title: Pick | None = None
    byline: Pick | None = None
    date: Pick | None = None


NOTHING = Picks()
Weighed = dict[str, tuple[Sequence[Candidate], Vector]]
"""By kind, candidates and what the ranker says of each."""
NONE: tuple[Sequence[Candidate], Vector] = ((), np.zeros(0, np.float32))


@dataclass(frozen=True)
class PageJudge:
    """The rankers over one page: its lines' columns and likelihoods, and how much the rules count."""

    page: Page
    columns: Matrix
    likely: Vector
    model: LineModel

    @cached_property
    def sight(self) -> Sight:
        """The first look: of each line, how likely it holds title, byline, date."""
        return first_sights([self])[0]

    def found(self, kind: str) -> list[Candidate]:
        """The candidates for one place. Signatures and dates are seen from the title's line."""
        if kind == "byline":
            return list(byline_candidates(self.page, self.sight, NameEvidence(self.page, self.model.rarity)))
        return list((title_candidates if kind == "title" else date_candidates)(self.page, self.sight))

    def see_title(self, found: Sequence[Candidate], sure: Vector) -> None:
        """Remember the line of the likeliest title."""
        if len(found):
            self.sight.titled = found[int(np.argmax(sure))].line

    @cached_property
    def weighed(self) -> Weighed:
        """By kind the candidates, and what the ranker says of each; none where there is no body."""
        return weighed_candidates([self])[0]

    def matrix(self, kind: str, found: Sequence[Candidate]) -> Matrix:
        """What the ranker sees: the columns of each candidate's line, what stands round it, what speaks for it."""
        at = [candidate.line for candidate in found]
        seen = np.array([candidate.seen for candidate in found], dtype=np.float32)
        around = candidate_context(self.sight, kind, at)
        return side_by_side(len(at), [self.columns[at], self.likely[at], *around, seen])

    def pick(self, kind: str, rule: Rule, skipped: Rule | None = None) -> Pick | None:
        """The likeliest candidate; where rules and ranker are both asked, the rules count more the shorter the page."""
        weighed = [pair for pair in zip(*self.weighed[kind], strict=True) if skipped is None or not skipped(pair[0])]
        if not weighed:
            return None
        found, sure = zip(*weighed, strict=True)
        _, said, right = self.model.heads[kind]
        share = rule_share(len(self.page.lines))
        ruled = np.array([rule(candidate) for candidate in found], dtype=np.float32)
        verdicts = (1 - share) * np.array(sure) + share * ruled
        best = int(np.argmax(verdicts))
        confidence = round(float(np.interp(verdicts[best], said, right)), 2)
        return Pick(found[best], confidence) if confidence >= LEAST[kind] else None


def weigh_candidates(judges: Sequence[PageJudge]) -> None:
    """Have each page remember what its rankers say: each of them is asked once for all pages."""
    with_body = [judge for judge in judges if judge.page.last_body >= 0]
    for judge, sight in zip(with_body, first_sights(with_body), strict=True):
        judge.__dict__["sight"] = sight
    for judge, weighed in zip(judges, weighed_candidates(judges), strict=True):
        judge.__dict__["weighed"] = weighed


def first_sights(judges: Sequence[PageJudge]) -> list[Sight]:
    """The first look at each page, all by one model."""
    looked = [candidate_lines(judge.page) for judge in judges]
    seen = [glance_columns(of.page, at, of.columns, of.likely) for of, at in zip(judges, looked, strict=True)]
    likely = {kind: verdicts(judges[0].model.heads[f"{kind}_line"][0], seen) for kind in KINDS} if judges else {}
    return [
        first_sight(judge.page, at, {kind: said[n] for kind, said in likely.items()})
        for n, (judge, at) in enumerate(zip(judges, looked, strict=True))
    ]


def weighed_candidates(judges: Sequence[PageJudge]) -> list[Weighed]:
    """Of each page by kind its candidates, and what the ranker says of each; none where there is no body."""
    found: list[Weighed] = [dict.fromkeys(KINDS, NONE) for _ in judges]
    for kind in KINDS:
        offered = [(n, some) for n, of in enumerate(judges) if of.page.last_body >= 0 and (some := of.found(kind))]
        said = verdicts(judges[0].model.heads[kind][0], [judges[n].matrix(kind, some) for n, some in offered])
        for (n, some), sure in zip(offered, said, strict=True):
            found[n][kind] = some, sure
            if kind == "title":
                judges[n].see_title(some, sure)
    return found


def first_sight(page: Page, at: NDArray[np.int64], likely: dict[str, Vector]) -> Sight:
    """The first look's verdicts on the lines `at`, over all lines of the page."""
    whole = {kind: np.zeros(len(page.lines), dtype=np.float32) for kind in likely}
    for kind, said in likely.items():
        whole[kind][at] = said
    return Sight(whole)
