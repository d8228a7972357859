"""What every line of a page, or part of a line, is: body or furniture, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from hearsay.parsing import article_head, byline, lines, repetition
from hearsay.parsing.article_head import ArticleHead, is_page_date, same_title
from hearsay.parsing.candidates import PageJudge, Pick, Picks
from hearsay.parsing.line_model import LineModel, blended, chosen, shipped_model
from hearsay.parsing.line_words import plain_text
from hearsay.parsing.lines import Line, LineShape
from hearsay.parsing.page import Page

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


def blocks_of_line(line: Line, picks: Picks, n: int, label: str, detail: str) -> list[Block]:
    """The blocks of a line from which something was picked; `label` and `detail` are those of the line as a whole."""
    title, signed, dated = (
        pick if pick and pick.candidate.line == n else None for pick in (picks.title, picks.byline, picks.date)
    )
    if title and label == "title":
        return _around(line, title, "title")
    if signed and label == "byline":
        return _signature(line, signed, dated)
    confidence = dated.confidence if dated and label == "date" else OTHER
    return [Block(line.start, line.end, label, detail, confidence)]


def _around(line: Line, pick: Pick, label: str) -> list[Block]:
    """What was picked, and what stands before and behind it."""
    start, end = pick.candidate.start, pick.candidate.end
    if not pick.candidate.part:
        start, end = line.start, line.end
    return _filled(line, [Block(start, end, label, "", pick.confidence)])


def _signature(line: Line, signed: Pick, dated: Pick | None) -> list[Block]:
    start, end = signed.candidate.start, signed.candidate.end
    if opening := OPENING.search(line.shape.text[: start - line.start]):  # the name with the 'By' before it
        start = line.start + opening.start()
    if dated is None and _says_all(line, signed):
        return [Block(line.start, line.end, "byline", "", signed.confidence)]
    if dated is None:
        return _filled(line, [Block(start, end, "byline", "", signed.confidence)])
    if dated.candidate.start >= end:
        spans = (line.start if _says_all(line, signed) else start, end), (end, line.end)
    else:
        spans = (start, line.end), (line.start, start)
    name, date = Block(*spans[0], "byline", "", signed.confidence), Block(*spans[1], "date", "published", dated.confidence)
    return _filled(line, sorted([name, date]))


def _says_all(line: Line, signed: Pick) -> bool:
    """Whether the line read as a whole gives the name that was picked."""
    read = byline.read_byline(line.shape.content)
    return read is not None and read.name == " ".join(signed.candidate.value.split())


def _filled(line: Line, known: list[Block]) -> list[Block]:
    """The blocks known, in order, and furniture where there is other text in the line."""
    found, at = [], line.start
    for block in [*known, None]:
        stop = block.start if block else line.end
        found += _trimmed(line, Block(at, stop, "furniture", "", OTHER))
        if block:
            found += _trimmed(line, block)
            at = block.end
    return found


def _trimmed(line: Line, block: Block) -> list[Block]:
    text = line.shape.text[block.start - line.start : block.end - line.start]
    begin = block.start + len(text) - len(text.lstrip())
    end = begin + len(text.strip())
    return [block._replace(start=begin, end=end)] if begin < end else []


def body_lines(shapes: Sequence[LineShape]) -> list[bool]:
    """For each line, by its shape and its neighbours', whether it belongs to the body."""
    scores = [_score(shape) for shape in shapes]
    start, end = _richest(scores[: _hard_end(shapes)])
    return [start <= n < end and _belongs(n, shapes, start, end) for n in range(len(shapes))]


def _score(shape: LineShape) -> float:
    if shape.furniture:
        return -float(shape.furniture.weight)
    if shape.kind:
        return -4.0
    if shape.prose:
        return min(shape.n_words, LONGEST) * (0.5 if shape.bullet else 1.0)
    return -6.0 if shape.bullet or shape.n_words < 3 else -4.0


def _hard_end(shapes: Sequence[LineShape]) -> int:
    """The first line after which no article goes on, such as the head of the readers' comments."""
    read = 0
    for n, shape in enumerate(shapes):
        if shape.furniture and shape.furniture.weight >= HARD and read >= ENOUGH:
            return n
        read += shape.n_words if shape.prose and not shape.furniture and not shape.kind and not shape.bullet else 0
    return len(shapes)


def _richest(scores: Sequence[float]) -> tuple[int, int]:
    """The contiguous stretch with the greatest sum, empty when nothing scores above zero."""
    best, best_at, total, begun = 0.0, (0, 0), 0.0, 0
    for n, score in enumerate(scores):
        if total <= 0:
            total, begun = 0.0, n
        total += score
        if total > best:
            best, best_at = total, (begun, n + 1)
    return best_at


def _belongs(n: int, shapes: Sequence[LineShape], start: int, end: int) -> bool:
    """Inside the stretch: prose, and headings, list entries and short replies with prose within two lines on either side."""
    if shapes[n].furniture or shapes[n].kind:
        return False
    if shapes[n].prose:
        return True
    after = [m for m in range(n + 1, min(n + 3, end)) if _is_plain_prose(shapes[m])]
    before = [m for m in range(max(start, n - 2), n) if _is_plain_prose(shapes[m])]
    if not after or not before:
        return False
    return not any(_heads_a_list(shapes[m]) for m in range(before[-1] + 1, n))


def _heads_a_list(shape: LineShape) -> bool:
    return shape.furniture is not None and shape.furniture.weight >= HEADING


def _is_plain_prose(shape: LineShape) -> bool:
    return shape.prose and not shape.furniture


def furniture_details(page: Page, head: ArticleHead, labels: Sequence[str]) -> list[str]:
    """For each line its detail, '' where nothing finer is known."""
    details, under = [], ""
    for n, (label, shape) in enumerate(zip(labels, page.shapes, strict=True)):
        own = shape.furniture
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
    return "updated" if plain_text(page.shapes[n].head).startswith(UPDATED) else ""


def _detail_by_place(n: int, page: Page, head: ArticleHead) -> str:
    """What a line without telling words is by where it stands: above the article, within it, below it."""
    shape = page.shapes[n]
    if shape.n_words == 0:
        return "share_icon"
    if not shape.bullet and page.repeats[shape.plain] > 1 and shape.plain == page.shapes[0].plain:
        return "site_name"
    long = shape.n_words >= TICKER_WORDS
    if n < head.top(page):
        return "ticker" if long and not shape.bullet else "nav"
    if n > page.last_body:
        return _detail_below(n - page.last_body, shape)
    return "alt_title" if same_title(n, page, head) else "teaser" if long else ""


def _detail_below(lines: int, shape: LineShape) -> str:
    if shape.n_words >= TEASER_WORDS:
        return "teaser"
    return "tags" if shape.bullet and lines <= TAGS_WITHIN else "footer"


def blocks_of(text: str, model: LineModel | None = None, repeated: frozenset[int] = frozenset()) -> list[Block]:
    """Blocks of one text, in order; together they cover every character that is not space exactly once.

    Which lines are body the trained `model` says; what stands round it, the rules of `article_head` and those here. Lines
    that are `repeated` in other articles of the outlet (`repetition`) are no body.
    """
    split = lines.split_lines(text)
    model = model or shipped_model()
    judge, struck = _struck(judge_page(split, model), repeated)
    head = article_head.find_head(judge.page, judge)
    labels = [head.labels.get(n) or _other(n, judge.page, head) for n in range(len(split))]
    finer = furniture_details(judge.page, head, labels)
    sure = model.calibrated(judge.likely)
    for n in struck:
        if labels[n] == "furniture":
            finer[n], sure[n] = finer[n] if split[n].shape.furniture else "repeated", 1.0 - REPEATED
    plain = [_parts(*row) for row in zip(split, labels, finer, sure.tolist(), strict=True)]
    for n in {pick.candidate.line for pick in vars(head.picks).values() if pick}:
        plain[n] = blocks_of_line(split[n], head.picks, n, labels[n], finer[n])
    return [block for blocks in plain for block in blocks]


def judge_page(split: Sequence[Line], model: LineModel) -> PageJudge:
    """The page with its body, and what the model knows of each line."""
    shapes = [line.shape for line in split]
    rule = body_lines(shapes)
    columns, verdicts = model.look(split, rule)
    likely, words = blended(verdicts, rule), np.array([shape.n_words for shape in shapes], dtype=np.float32)
    doubtful = [bool(shape.kind or shape.furniture) for shape in shapes]
    return PageJudge(Page(split, chosen(likely, words, doubtful).tolist()), columns, likely, model)


def _struck(judge: PageJudge, repeated: frozenset[int]) -> tuple[PageJudge, list[int]]:
    """The page without the lines that recur in other articles of its outlet, and the places of those lines.

    A body most of which recurs is left as it is: the other article is then a version of this one.
    """
    if not repeated:
        return judge, []
    page = judge.page
    recurring = [n for n, shape in enumerate(page.shapes) if repetition.line_recurs(shape.text, repeated)]
    gone = {n for n in recurring if page.body[n]}
    body = sum(shape.n_words for shape, is_body in zip(page.shapes, page.body, strict=True) if is_body)
    if sum(page.shapes[n].n_words for n in gone) > MOST_REPEATED * body:
        return judge, [n for n in recurring if n not in gone]
    kept = [is_body and n not in gone for n, is_body in enumerate(page.body)]
    return replace(judge, page=Page(page.lines, kept)), recurring


def _other(n: int, page: Page, head: ArticleHead) -> str:
    """The label of a line that the head has none for."""
    if page.body[n]:
        return "body"
    shape, within = page.shapes[n], head.first <= n <= page.last_body
    return shape.kind if shape.kind in ("caption", "photo_credit") and within and not shape.furniture else "furniture"


def _parts(line: Line, label: str, detail: str, body: float) -> list[Block]:
    """A line as one block, or as two: a pointer at a paragraph's end, a credit behind its caption."""
    if label == "furniture":
        return [Block(line.start, line.end, label, detail, round(1.0 - body, 2))]
    confidence = round(body if label == "body" else CONFIDENCE.get(label, OTHERWISE), 2)
    tail = line.shape.text[-TAIL:]
    cut = TAILS[label].search(tail) if label == "caption" or label == "body" and tail.endswith(")") else None
    if cut is None:
        return [Block(line.start, line.end, label, detail, confidence)]
    at = line.end - len(tail) + cut.start(1)
    second = ("furniture", "related_link") if label == "body" else ("photo_credit", "")
    first = line.start + len(line.shape.text[: at - line.start].rstrip())
    return [Block(line.start, first, label, detail, confidence), Block(at, line.end, *second, confidence)]
