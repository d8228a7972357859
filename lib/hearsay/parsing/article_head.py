"""What stands at the head of an article: title, deck, byline, date, upstream, section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hearsay.parsing import byline
from hearsay.parsing.candidates import NOTHING, PageJudge, Pick, Picks
from hearsay.parsing.page import Page, content_words
from hearsay.text.sentences import split_sentences

ABOVE = 60
"""Lines above the body in which a title is looked for."""
LEAST_TITLE = 1.2
"""Score from which a line is taken for the title."""
NEAR = 8
"""Lines between a title and its byline or date."""
DECK_WORDS = 45
SAME_TITLE = 0.5
TOGETHER = 3
"""Lines that several signatures stand apart."""


@dataclass
class ArticleHead:
    """Index of the title (None: not stated), the first line that belongs to the article, labels by line, what was picked."""

    title: int | None = None
    first: int = 0
    labels: dict[int, str] = field(default_factory=dict)
    picks: Picks = NOTHING


def find_head(page: Page, judge: PageJudge) -> ArticleHead:
    """The head's lines with their labels."""
    ruled = _title(page)
    picked = judge.pick("title", lambda candidate: candidate.line == ruled and not candidate.part)
    head = ArticleHead(title=picked.candidate.line if picked else None)
    head.first = head.title if head.title is not None else max(0, page.first_body - NEAR)
    if head.title is not None:
        head.labels[head.title] = "title"
    for n in _zone(page, head):
        label = _meta(n, page, head)
        if label:
            head.labels[n] = label
    signed, dated = _signed(judge, head), _dated(judge, head)
    head.picks = Picks(picked, signed, dated)
    _deck(page, head)
    _section(page, head)
    return head


def _signed(judge: PageJudge, head: ArticleHead) -> Pick | None:
    """The signature that is picked; of other lines that look like one only those next to it stay."""
    lines = sorted(n for n, label in head.labels.items() if label == "byline")
    picked = judge.pick("byline", lambda candidate: candidate.line in lines)
    for n in lines:
        if picked is None or abs(n - picked.candidate.line) > TOGETHER:
            del head.labels[n]
    if picked and picked.candidate.line != head.title:
        head.labels[picked.candidate.line] = "byline"
    return picked


def _dated(judge: PageJudge, head: ArticleHead) -> Pick | None:
    page = judge.page
    picked = judge.pick(
        "date",
        lambda candidate: head.labels.get(candidate.line) in ("date", "byline"),
        lambda candidate: is_page_date(candidate.line, page, head),
    )
    if picked:
        head.labels.setdefault(picked.candidate.line, "date")
    return picked


def is_page_date(n: int, page: Page, head: ArticleHead) -> bool:
    """A weekday date above the headline, without a label, is the day on which the page was made."""
    above = n < (head.title if head.title is not None else page.first_body)
    weekday = any(date.weekday for date in page.shapes[n].dates)
    return above and weekday and not says_published(page.lines[n].head)


def says_published(text: str) -> bool:
    """Whether a line's words make its date the article's."""
    return any(word in text.lower() for word in ("published", "posted", "updated", "created", "modified"))


def _title(page: Page) -> int | None:
    candidates = range(max(0, page.first_body - ABOVE), min(page.first_body, len(page.lines)))
    scored = [(_title_score(n, page), -n) for n in candidates if _may_be_title(n, page)]
    if not scored or page.last_body < 0:
        return None
    score, n = max(scored)
    return _upper(-n, score, {-m: other for other, m in scored}) if score >= LEAST_TITLE else None


def _upper(n: int, score: float, scores: dict[int, float]) -> int:
    """Of two lines that stand together the upper one is the title, the lower one the deck."""
    return n - 1 if scores.get(n - 1, 0.0) >= max(score - 0.7, LEAST_TITLE) else n


def _may_be_title(n: int, page: Page) -> bool:
    line, shape = page.lines[n], page.shapes[n]
    return 3 <= line.n_words <= 35 and not shape.furniture and not shape.kind and not byline.is_name(line.content)


def _title_score(n: int, page: Page) -> float:
    """Topical overlap with the body first, then nearness to the body, to byline and date, and standing alone."""
    line = page.lines[n]
    score = 2.0 * page.overlap(n) + min(line.n_words, 8) * 0.05 - 0.015 * (page.first_body - n)
    score += 0.6 * _meta_follows(n, page) - 0.8 * bool(line.bullet) - 0.5 * (line.stopped and line.text[-1] == ".")
    score += 0.2 * (line.gap or n == 0) + 0.3 * (page.repeats[line.plain] > 1)
    crowd = [m for m in (n - 1, n + 1) if 0 <= m < page.first_body and _headline_like(m, page) and page.overlap(m) < 0.5]
    return score - 0.25 * len(crowd)


def _headline_like(n: int, page: Page) -> bool:
    return _may_be_title(n, page) and page.lines[n].n_words >= 5 and not page.lines[n].prose


def _meta_follows(n: int, page: Page) -> bool:
    ahead = range(n + 1, min(n + 5, page.first_body, len(page.lines)))
    return any(page.shapes[m].kind in ("byline", "date") or byline.is_name(page.lines[m].content) for m in ahead)


def _zone(page: Page, head: ArticleHead) -> Iterator[int]:
    """Lines round the head: a few above the title, all down to the body, a few into it and below it."""
    start = max(0, head.first - NEAR)
    yield from (n for n in range(start, min(page.first_body + 3, len(page.lines))) if not page.body[n] and n != head.title)
    yield from range(page.last_body + 1, min(page.last_body + 4, len(page.lines)))


def _meta(n: int, page: Page, head: ArticleHead) -> str:
    shape, line = page.shapes[n], page.lines[n]
    below = n > page.last_body
    if shape.furniture and shape.furniture.detail not in ("author_box", "read_time"):
        return ""
    if shape.kind == "date" and not below and n > head.first and byline.is_name(line.content[: shape.dates[0].start]):
        return "byline"
    if shape.kind == "date":
        return "date" if not below or line.content[:1].isalpha() and not line.bullet and _labelled(line.head) else ""
    if shape.kind in ("byline", "upstream"):
        return shape.kind
    named = not below and n > head.first and byline.is_name(line.content) and not page.body[n]
    near = _date_near(n, page) or head.title is not None and n - head.title <= 3 and page.repeats[line.plain] > 1
    return "byline" if named and near else ""


def _labelled(text: str) -> bool:
    return text.lower().startswith(("published", "posted", "first published", "updated", "last updated", "date"))


def _date_near(n: int, page: Page) -> bool:
    around = range(max(0, n - 3), min(n + 4, page.first_body, len(page.lines)))
    return any(page.shapes[m].kind == "date" for m in around)


def _deck(page: Page, head: ArticleHead) -> None:
    """The line under the title, above byline or date; or one sentence that pictures part from the rest."""
    if head.title is None:
        return
    first_meta = min((n for n, label in head.labels.items() if label in ("byline", "date") and n > head.title), default=-1)
    above = [n for n in range(head.title + 1, first_meta) if not page.body[n] and _may_be_deck(n, page, head)]
    chosen = above[0] if above else _parted(page, head)
    if chosen is not None:
        head.labels[chosen] = "deck"


def _may_be_deck(n: int, page: Page, head: ArticleHead) -> bool:
    line, shape = page.lines[n], page.shapes[n]
    if n in head.labels or shape.furniture or shape.kind or not 5 <= line.n_words <= DECK_WORDS or line.bullet:
        return False
    return page.overlap(n) >= 0.4 and not same_title(n, page, head)


def _parted(page: Page, head: ArticleHead) -> int | None:
    """The last sentence that stands alone above the body, or the body's first line, when pictures part it from what follows."""
    above = (n for n in range(page.first_body, max(head.first, page.first_body - NEAR), -1) if n < len(page.lines))
    n = next((n for n in above if page.lines[n].prose and _may_be_deck(n, page, head)), None)
    if n is None or len(split_sentences(page.lines[n].text)) != 1:
        return None
    following = next((m for m in range(n + 1, len(page.lines)) if page.body[m]), n)
    between = range(n + 1, following)
    pictures = sum(page.shapes[m].kind in ("caption", "photo_credit") for m in between)
    return n if pictures >= 1 and len(between) >= 2 and head.labels.get(n - 1) is None and _meta_above(n, head) else None


def _meta_above(n: int, head: ArticleHead) -> bool:
    return any(label in ("byline", "date") and m < n for m, label in head.labels.items())


def same_title(n: int, page: Page, head: ArticleHead) -> bool:
    """Whether a line says the title again in nearly the same words."""
    if head.title is None:
        return False
    own, title = (set(content_words(page.lines[m].words)) for m in (n, head.title))
    return bool(own) and len(own & title) / len(own | title) >= SAME_TITLE


def _section(page: Page, head: ArticleHead) -> None:
    """One to three words directly above the title, or above the body when there is no title."""
    top = head.title if head.title is not None else page.first_body
    for n in range(max(0, top - 2), min(top, len(page.lines))):
        line, shape = page.lines[n], page.shapes[n]
        plain = not shape.furniture and not shape.kind and not line.bullet and n not in head.labels
        if plain and line.n_words <= 3 and line.text[:1].isupper() and page.repeats[line.plain] <= 1:
            head.labels[n] = "section"
