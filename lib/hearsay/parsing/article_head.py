"""What stands at the head of an article: title, deck, byline, date, upstream, section."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace

from hearsay.parsing import byline
from hearsay.parsing.candidates import NOTHING, PageJudge, Pick, Picks, with_fellows
from hearsay.parsing.lines import Lines
from hearsay.parsing.page import Page
from hearsay.text.sentences import split_sentences

ABOVE = 60
"""Lines above the body in which a title is looked for."""
LEAST_TITLE, DECK_BEHIND = 1.2, 0.7
"""Score from which a line is taken for the title, and by which the deck's may be higher: chosen by hand with the weights."""
OF_ARTICLES = ("published", "posted", "updated", "created", "modified")
"""Words that make a date the article's."""
LABELLED = ("published", "posted", "first published", "updated", "last updated", "date")
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

    def top(self, page: Page) -> int:
        """The line of the title, or the body's first where the title is not stated."""
        return page.first_body if self.title is None else self.title


def find_head(page: Page, judge: PageJudge) -> ArticleHead:
    """The head's lines with their labels."""
    ruled = _title(page)
    picked = judge.pick("title", lambda candidate: candidate.line == ruled and not candidate.part)
    head = ArticleHead(title=picked.candidate.line if picked else None)
    head.first = head.title if head.title is not None else max(0, page.first_body - NEAR)
    if head.title is not None:
        head.labels[head.title] = "title"
    head.labels |= {n: label for n in _zone(page, head) if (label := _meta(n, page, head))}
    signed = _signed(judge, head)
    dated = _dated(judge, head, signed.candidate.line if signed else None)
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
    if picked is None:
        return None
    if picked.candidate.line != head.title:
        head.labels[picked.candidate.line] = "byline"
    return replace(picked, candidate=with_fellows(judge.page, picked.candidate))


def _dated(judge: PageJudge, head: ArticleHead, signed: int | None) -> Pick | None:
    """The date that is picked. Its line is the date's unless it is the title's, or the signature was picked from it."""
    page = judge.page
    picked = judge.pick(
        "date",
        lambda candidate: head.labels.get(candidate.line) in ("date", "byline"),
        lambda candidate: is_page_date(candidate.line, page, head),
    )
    if picked and (head.labels.get(n := picked.candidate.line, "byline") == "byline" and n != signed):
        head.labels[n] = "date"
    return picked


def is_page_date(n: int, page: Page, head: ArticleHead) -> bool:
    """A weekday date above the headline, without a label, is the day on which the page was made."""
    lines = page.lines
    weekday = any(date.weekday for date in lines.dates[n])
    return n < head.top(page) and weekday and not any(word in lines.head[n].lower() for word in OF_ARTICLES)


def _title(page: Page) -> int | None:
    if page.last_body < 0:
        return None
    first = page.first_body - ABOVE
    offered = {n for n in range(max(0, first - 1), page.first_body) if _may_be_title(n, page)}
    scores = {n: _title_score(n, page, offered) for n in sorted(offered) if n >= first}
    if not scores:
        return None
    best = max(scores, key=lambda n: (scores[n], -n))
    if scores[best] < LEAST_TITLE:
        return None
    # Of two lines that stand together the upper one is the title, the lower one the deck.
    return best - 1 if scores.get(best - 1, 0.0) >= max(scores[best] - DECK_BEHIND, LEAST_TITLE) else best


def _may_be_title(n: int, page: Page) -> bool:
    lines = page.lines
    least = 2 if _alone_above(n, page) else 3
    return (
        least <= lines.n_words[n] <= 35 and not lines.furniture[n] and not lines.kind[n] and not byline.is_name(lines.content[n])
    )


def _alone_above(n: int, page: Page) -> bool:
    """Whether a line heads the text with nothing but the body below it, a blank line between: a title however short."""
    return n == 0 and page.first_body == 1 < len(page.lines) and page.lines.gap[1] and not page.lines.stopped[0]


def _title_score(n: int, page: Page, offered: Container[int]) -> float:
    """How much speaks for a line as the title: the body's topic first, then where it stands and what stands round it.

    The weights were chosen by hand on pages seen while the rule was made; none was measured by itself. Beside the ranker of
    titles they count only as `line_model.rule_share` says: much on a page of six lines, hardly on one of sixty.
    """
    lines = page.lines
    ahead = range(n + 1, min(n + 5, page.first_body, len(page.lines)))
    signed = any(page.lines.kind[m] in ("byline", "date") or byline.is_name(page.lines.content[m]) for m in ahead)
    crowd = [m for m in (n - 1, n + 1) if m in offered and _headline_like(m, page) and page.overlap(m) < 0.5]
    evidence = (
        (2.0, page.overlap(n)), (0.05, min(lines.n_words[n], 8)), (-0.015, page.first_body - n), (0.6, signed),
        (-0.8, bool(lines.bullet[n])), (-0.5, lines.stopped[n] and lines.text[n][-1] == "."), (0.2, lines.gap[n] or n == 0),
        (0.3, lines.repeats[lines.plain[n]] > 1), (-0.25, len(crowd)), (1.2, _alone_above(n, page)),
    )  # fmt: skip
    return sum(weight * value for weight, value in evidence)


def _headline_like(n: int, page: Page) -> bool:
    return page.lines.n_words[n] >= 5 and not page.lines.prose[n]


def _zone(page: Page, head: ArticleHead) -> Iterator[int]:
    """Lines round the head: a few above the title, all down to the body, a few into it and below it."""
    start = max(0, head.first - NEAR)
    yield from (n for n in range(start, min(page.first_body + 3, len(page.lines))) if not page.body[n] and n != head.title)
    yield from range(page.last_body + 1, min(page.last_body + 4, len(page.lines)))


def _meta(n: int, page: Page, head: ArticleHead) -> str:
    """'byline', 'date' or 'upstream' where a line of the head is one by its shape or its place, else ''."""
    lines, below = page.lines, n > page.last_body
    furniture = lines.furniture[n]
    if furniture and furniture.detail not in ("author_box", "read_time"):
        return ""
    behind = n > head.first and not below
    if lines.kind[n] == "date":
        if behind and byline.is_name(lines.content[n][: lines.dates[n][0].start]):
            return "byline"
        return "date" if not below or _says_date(lines, n) else ""
    if lines.kind[n] in ("byline", "upstream"):
        return lines.kind[n]
    return "byline" if behind and not page.body[n] and byline.is_name(lines.content[n]) and _near_head(n, page, head) else ""


def _says_date(lines: Lines, n: int) -> bool:
    """Whether a line below the article says of its date that it is the article's."""
    return lines.content[n][:1].isalpha() and not lines.bullet[n] and lines.head[n].lower().startswith(LABELLED)


def _near_head(n: int, page: Page, head: ArticleHead) -> bool:
    """Whether a name stands where signatures do: near a date, or below the title and on the page a second time."""
    around = range(max(0, n - 3), min(n + 4, page.first_body, len(page.lines)))
    if any(page.lines.kind[m] == "date" for m in around):
        return True
    return head.title is not None and n - head.title <= 3 and page.lines.repeats[page.lines.plain[n]] > 1


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
    lines = page.lines
    if n in head.labels or lines.furniture[n] or lines.kind[n] or not 5 <= lines.n_words[n] <= DECK_WORDS or lines.bullet[n]:
        return False
    return page.overlap(n) >= 0.4 and not same_title(n, page, head)


def _parted(page: Page, head: ArticleHead) -> int | None:
    """The last sentence that stands alone above the body, or the body's first line, when pictures part it from what follows."""
    above = range(min(page.first_body, len(page.lines) - 1), max(head.first, page.first_body - NEAR), -1)
    n = next((n for n in above if page.lines.prose[n] and _may_be_deck(n, page, head)), None)
    signed = n is not None and any(label in ("byline", "date") and m < n for m, label in head.labels.items())
    if n is None or not signed or n - 1 in head.labels or len(split_sentences(page.lines.text[n])) != 1:
        return None
    return n if _pictured_below(n, page) else None


def _pictured_below(n: int, page: Page) -> bool:
    """Whether two lines or more, one of them a picture's, stand between a line and the next of the body."""
    following = next((m for m in range(n + 1, len(page.lines)) if page.body[m]), n)
    return following - n > 2 and any(page.lines.kind[m] in ("caption", "photo_credit") for m in range(n + 1, following))


def same_title(n: int, page: Page, head: ArticleHead) -> bool:
    """Whether a line says the title again in nearly the same words."""
    if head.title is None:
        return False
    own, title = (set(page.content(m)) for m in (n, head.title))
    return bool(own) and len(own & title) / len(own | title) >= SAME_TITLE


def _section(page: Page, head: ArticleHead) -> None:
    """One to three words directly above the title, or above the body when there is no title."""
    top = head.top(page)
    for n in range(max(0, top - 2), min(top, len(page.lines))):
        lines = page.lines
        plain = not lines.furniture[n] and not lines.kind[n] and not lines.bullet[n] and n not in head.labels
        if plain and lines.n_words[n] <= 3 and lines.text[n][:1].isupper() and lines.repeats[lines.plain[n]] <= 1:
            head.labels[n] = "section"
