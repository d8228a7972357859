"""What every line of a page, or part of a line, is: body or furniture, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress, repeat
from typing import Any, NamedTuple

import numpy as np

from hearsay.parsing import article_head, byline, repetition
from hearsay.parsing.article_head import ArticleHead, is_page_date, same_title
from hearsay.parsing.candidates import PageJudge, Pick, Picks, weigh_candidates
from hearsay.parsing.line_features import Vector
from hearsay.parsing.line_model import LineModel, blended, chosen, shipped_model
from hearsay.parsing.line_words import plain_text
from hearsay.parsing.lines import Lines, read_together, split_lines
from hearsay.parsing.page import Page

TOGETHER, MOST_CHARACTERS = 16, 1_000_000
"""Pages that pass each step together, and their characters, so that few steps are taken and memory does not grow with long pages:
more pages take no less time."""
OPENING = re.compile(r"\bby(?:\s+|\s*:\s*)$", re.IGNORECASE)
OTHER = 0.9
"""Confidence of what is left of a line."""
HARD = 110
"""Furniture of this weight ends an article once enough of it has been read."""
ENOUGH = 60
"""Words of prose before a hard end."""
LONGEST = 90
"""Words of one line that count."""
HEADING = 40
"""Weight from which a furniture line is a heading that names the lines under it, a list of links."""
PASSING = ("share_icon", "advertisement", "read_time", "counter", "shares", "nav")
TICKER_WORDS, TEASER_WORDS, TAGS_WITHIN = 6, 5, 20
"""Words of a headline among a page's links; of one below the article; lines below it in which its tags stand."""
UPDATED = ("updated", "last updated", "modified", "last modified")
CONFIDENCE = {"title": 0.86, "deck": 0.6, "byline": 0.55, "date": 0.98}
"""Rounded shares of lines so labelled that are so in the training pages of the bench; `OTHERWISE` for the rest."""
OTHERWISE = 0.98
REPEATED = 0.99
"""Confidence of furniture that recurs within its outlet."""
MOST_REPEATED = 0.5
"""Share of the body's words that may recur in other articles."""
POINTER = re.compile(
    r"(?<=\S)\s*(\((?:more\s[^()]{2,80}\s(?:stories|news|coverage|articles|posts)\.?"
    r"|(?:read|see|watch|also read|related)\b[^()]{2,120})\))$",
    re.IGNORECASE,
)
CREDIT_IN_LINE = re.compile(
    r"(?<=\S)\s*(\([^()]{0,120}\)\.?|(?:\|\s*)?(?:photos?|image|picture|illustration|credits?)\s*(?:credit)?(?:\s*by\s|\s*:)[^|]{2,100}"
    r"|\|\s[^|]{2,80})$",
    re.IGNORECASE,
)
TAILS, TAIL = {"body": POINTER, "caption": CREDIT_IN_LINE}, 200
"""What may stand at the end of a line without belonging to it, and characters in which it is looked for."""


class Block(NamedTuple):
    """A line or a part of one."""

    start: int
    end: int
    label: str
    detail: str = ""
    confidence: float = 1.0


def made_blocks(*columns: Iterable[Any]) -> Iterator[Block]:
    """Blocks of columns in the order of their fields, without a step in Python for each: a corpus has hundreds a page."""
    return map(tuple.__new__, repeat(Block), zip(*columns, strict=True))


def blocks_of_line(lines: Lines, n: int, picks: Picks, label: str, detail: str) -> list[Block]:
    """The blocks of a line from which something was picked; `label` and `detail` are those of the line as a whole."""
    title, signed, dated = (
        pick if pick and pick.candidate.line == n else None for pick in (picks.title, picks.byline, picks.date)
    )
    if title and label == "title":
        return _around(lines, n, title, "title")
    if signed and label == "byline":
        return _signature(lines, n, signed, dated)
    confidence = dated.confidence if dated and label == "date" else OTHER
    return [Block(lines.start[n], lines.end[n], label, detail, confidence)]


def _around(lines: Lines, n: int, pick: Pick, label: str) -> list[Block]:
    """What was picked, and what stands before and behind it."""
    start, end = pick.candidate.start, pick.candidate.end
    if not pick.candidate.part:
        start, end = lines.start[n], lines.end[n]
    return _filled(lines, n, [Block(start, end, label, "", pick.confidence)])


def _signature(lines: Lines, n: int, signed: Pick, dated: Pick | None) -> list[Block]:
    first, last = lines.start[n], lines.end[n]
    start, end = signed.candidate.start, signed.candidate.end
    whole = _says_all(lines.content[n], signed)
    if opening := OPENING.search(lines.text[n][: start - first]):  # the name with the 'By' before it
        start = first + opening.start()
    if dated is None and whole:
        return [Block(first, last, "byline", "", signed.confidence)]
    if dated is None:
        return _filled(lines, n, [Block(start, end, "byline", "", signed.confidence)])
    behind = dated.candidate.start >= end
    spans = ((first if whole else start, end), (end, last)) if behind else ((start, last), (first, start))
    name, date = Block(*spans[0], "byline", "", signed.confidence), Block(*spans[1], "date", "published", dated.confidence)
    return _filled(lines, n, sorted([name, date]))


def _says_all(content: str, signed: Pick) -> bool:
    """Whether the line read as a whole gives the name that was picked."""
    read = byline.read_byline(content)
    return read is not None and read.name == " ".join(signed.candidate.value.split())


def _filled(lines: Lines, n: int, known: list[Block]) -> list[Block]:
    """The blocks known, in order, and furniture where there is other text in the line."""
    found, at = [], lines.start[n]
    for block in [*known, None]:
        stop = block.start if block else lines.end[n]
        found += _trimmed(lines, n, Block(at, stop, "furniture", "", OTHER))
        if block:
            found += _trimmed(lines, n, block)
            at = block.end
    return found


def _trimmed(lines: Lines, n: int, block: Block) -> list[Block]:
    text = lines.text[n][block.start - lines.start[n] : block.end - lines.start[n]]
    begin = block.start + len(text) - len(text.lstrip())
    end = begin + len(text.strip())
    return [block._replace(start=begin, end=end)] if begin < end else []


def body_lines(lines: Lines) -> list[bool]:
    """For each line, by its form and its neighbours', whether it belongs to the body."""
    words, prose = np.array(lines.n_words), np.array(lines.prose, dtype=bool)
    bulleted, other = np.array(list(map(bool, lines.bullet)), dtype=bool), np.array(list(map(bool, lines.kind)), dtype=bool)
    known, weights = lines.known, lines.weights
    scores = np.where(
        prose, np.minimum(words, LONGEST) * np.where(bulleted, 0.5, 1.0), np.where(bulleted | (words < 3), -6.0, -4.0)
    )
    scores[other] = -4.0
    scores[known] = -weights[known]
    read = np.cumsum(words * (prose & ~known & ~other & ~bulleted))
    hard = np.flatnonzero((weights >= HARD) & (read >= ENOUGH))  # such as the head of the readers' comments: no article goes on
    start, end = _richest(scores[: hard[0]] if len(hard) else scores)
    body = prose & ~known & ~other
    body[:start] = body[end:] = False
    for n in (start + np.flatnonzero(~(prose | known | other)[start:end])).tolist():
        body[n] = _between_prose(n, lines, start, end)
    belongs: list[bool] = body.tolist()
    return belongs


def _richest(scores: Vector) -> tuple[int, int]:
    """The contiguous stretch with the greatest sum, the shortest of several; empty when nothing scores above zero."""
    sums = np.concatenate([[0.0], np.cumsum(scores)])
    gain = sums - np.minimum.accumulate(sums)
    end = int(np.argmax(gain))
    return (end - 1 - int(np.argmin(sums[:end][::-1])), end) if gain[end] > 0 else (0, 0)


def _between_prose(n: int, lines: Lines, start: int, end: int) -> bool:
    """Inside the stretch: headings, list entries and short replies with prose within two lines on either side."""
    after = [m for m in range(n + 1, min(n + 3, end)) if lines.prose[m] and not lines.furniture[m]]
    before = [m for m in range(max(start, n - 2), n) if lines.prose[m] and not lines.furniture[m]]
    if not after or not before:
        return False
    return not (lines.weights[before[-1] + 1 : n] >= HEADING).any()


def furniture_details(page: Page, head: ArticleHead, labels: Sequence[str]) -> list[str]:
    """For each line its detail, '' where nothing finer is known."""
    details, under = [], ""
    for n, (label, own) in enumerate(zip(labels, page.lines.furniture, strict=True)):
        if label not in ("furniture", "date"):
            under = "" if label == "body" else under
            details.append("")
            continue
        if own and own.weight >= HEADING and own.detail not in PASSING:
            under = own.detail
        of_line = own.detail if own else under or _detail_by_place(n, page, head)
        details.append(_date_detail(n, page, head) if label == "date" else of_line)
    return details


def _date_detail(n: int, page: Page, head: ArticleHead) -> str:
    """Whose date: the page's, the article's when it was picked, a later one of the article, or nobody knows."""
    if is_page_date(n, page, head):
        return "page_date"
    picked = head.picks.date
    if picked and picked.candidate.line == n:
        return "published"
    return "updated" if plain_text(page.lines.head[n]).startswith(UPDATED) else ""


def _detail_by_place(n: int, page: Page, head: ArticleHead) -> str:
    """What a line without telling words is by where it stands: above the article, within it, below it."""
    lines = page.lines
    if lines.n_words[n] == 0:
        return "share_icon"
    if lines.plain[n] == lines.plain[0] and not lines.bullet[n] and lines.repeats[lines.plain[n]] > 1:
        return "site_name"
    long = lines.n_words[n] >= TICKER_WORDS
    if n < head.top(page):
        return "ticker" if long and not lines.bullet[n] else "nav"
    if n > page.last_body:
        return _detail_below(n - page.last_body, lines.n_words[n], bool(lines.bullet[n]))
    return "alt_title" if same_title(n, page, head) else "teaser" if long else ""


def _detail_below(distance: int, n_words: int, bulleted: bool) -> str:
    if n_words >= TEASER_WORDS:
        return "teaser"
    return "tags" if bulleted and distance <= TAGS_WITHIN else "footer"


def blocks_of(text: str, model: LineModel | None = None, repeated: frozenset[int] = frozenset()) -> list[Block]:
    """Blocks of one text, in order; together they cover every character that is not space exactly once.

    Which lines are body the trained `model` says; what stands round it, the rules of `article_head` and those here. Lines
    that are `repeated` in other articles of the outlet (`repetition`) are no body.
    """
    return blocks_of_texts([text], model, [repeated])[0]


def blocks_of_texts(
    texts: Sequence[str], model: LineModel | None = None, repeated: Sequence[frozenset[int]] | None = None
) -> list[list[Block]]:
    """The same of several texts, each by itself, in less time: they pass each step together."""
    model = model or shipped_model()
    found: list[list[Block]] = []
    for some in _together(texts):
        judges = judge_pages(list(map(split_lines, texts[some])), model)
        if repeated is None:
            pages: list[tuple[PageJudge, list[int]]] = [(judge, []) for judge in judges]
        else:
            pages = list(map(_struck, judges, repeated[some]))
        weigh_candidates([judge for judge, _ in pages])
        heads = [article_head.find_head(judge.page, judge) for judge, _ in pages]
        found += [_blocks(judge, head, struck) for (judge, struck), head in zip(pages, heads, strict=True)]
    return found


def _together(texts: Sequence[str]) -> Iterator[slice]:
    """The texts that pass together: one at least, and no more than `TOGETHER` and `MOST_CHARACTERS`."""
    first, characters = 0, 0
    for n, text in enumerate(texts):
        if n - first == TOGETHER or n > first and characters + len(text) > MOST_CHARACTERS:
            yield slice(first, n)
            first, characters = n, 0
        characters += len(text)
    if first < len(texts):
        yield slice(first, len(texts))


def _blocks(judge: PageJudge, head: ArticleHead, struck: Sequence[int]) -> list[Block]:
    """The blocks of a page whose head is known; `struck`: its lines that recur in other articles."""
    lines = judge.page.lines
    labels = _labels(judge.page, head)
    finer = furniture_details(judge.page, head, labels)
    sure = judge.model.calibrated(judge.likely)
    for n in struck:
        if labels[n] == "furniture":
            finer[n], sure[n] = finer[n] if lines.furniture[n] else "repeated", 1.0 - REPEATED
    shares = [
        1.0 - body if label == "furniture" else body if label == "body" else CONFIDENCE.get(label, OTHERWISE)
        for label, body in zip(labels, sure.tolist(), strict=True)
    ]
    whole = list(made_blocks(lines.start, lines.end, labels, finer, [round(share, 2) for share in shares]))
    parted = {n: _parts(whole[n], lines.text[n]) for n in _with_tails(lines, labels)}
    for n in {pick.candidate.line for pick in vars(head.picks).values() if pick}:
        parted[n] = blocks_of_line(lines, n, head.picks, labels[n], finer[n])
    if not parted:
        return whole
    return [part for n, block in enumerate(whole) for part in parted.get(n, (block,))]


def _with_tails(lines: Lines, labels: Sequence[str]) -> list[int]:
    """The lines at whose end something may stand that does not belong to them."""
    return [n for n, label in enumerate(labels) if label == "caption" or label == "body" and lines.text[n].endswith(")")]


def judge_page(lines: Lines, model: LineModel) -> PageJudge:
    """The page with its body, and what the model knows of each line."""
    return judge_pages([lines], model)[0]


def judge_pages(pages: Sequence[Lines], model: LineModel) -> list[PageJudge]:
    """The same of several pages."""
    lines = read_together(pages)
    rules = list(map(body_lines, pages))
    looks = model.look(lines, rules)
    return [
        PageJudge(_page(lines, likely), columns, likely, model)
        for lines, columns, likely in zip(pages, looks.columns, map(blended, looks.likely, rules), strict=True)
    ]


def _page(lines: Lines, likely: Vector) -> Page:
    words = np.array(lines.n_words, dtype=np.float32)
    doubtful = lines.known | np.array(list(map(bool, lines.kind)), dtype=bool)
    return Page(lines, chosen(likely, words, doubtful).tolist())


def _struck(judge: PageJudge, repeated: frozenset[int]) -> tuple[PageJudge, list[int]]:
    """The page without the lines that recur in other articles of its outlet, and the places of those lines.

    A body most of which recurs is left as it is: the other article is then a version of this one.
    """
    if not repeated:
        return judge, []
    page = judge.page
    recurring = [n for n, text in enumerate(page.lines.text) if repetition.line_recurs(text, repeated)]
    gone = {n for n in recurring if page.body[n]}
    body = sum(compress(page.lines.n_words, page.body))
    if sum(page.lines.n_words[n] for n in gone) > MOST_REPEATED * body:
        return judge, [n for n in recurring if n not in gone]
    kept = [is_body and n not in gone for n, is_body in enumerate(page.body)]
    return replace(judge, page=Page(page.lines, kept)), recurring


def _labels(page: Page, head: ArticleHead) -> list[str]:
    """The label of each line: the head's, body, a picture's within the article, else furniture."""
    labels = ["body" if is_body else "furniture" for is_body in page.body]
    for n in range(head.first, page.last_body + 1):
        if page.lines.kind[n] in ("caption", "photo_credit") and not page.body[n] and not page.lines.furniture[n]:
            labels[n] = page.lines.kind[n]
    for n, label in head.labels.items():
        labels[n] = label
    return labels


def _parts(line: Block, text: str) -> list[Block]:
    """A line as one block, or as two: a pointer at a paragraph's end, a credit behind its caption."""
    tail = text[-TAIL:]
    cut = TAILS[line.label].search(tail)
    if cut is None:
        return [line]
    at = line.end - len(tail) + cut.start(1)
    second = ("furniture", "related_link") if line.label == "body" else ("photo_credit", "")
    return [line._replace(end=line.start + len(text[: at - line.start].rstrip())), Block(at, line.end, *second, line.confidence)]
