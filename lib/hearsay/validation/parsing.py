"""How well bodies, titles, authors and dates are found on page dumps whose articles are known."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hearsay.errors import DataError
from hearsay.parsing import facts, label
from hearsay.parsing.model import LineModel

NEWS = ("naeb", "zyte", "fundus_eval")
"""Sources of the page dumps that are news."""
WORD = re.compile(r"\w+")
LONG = 80
STOPPED = re.compile(r"[.!?\"”]$")
SAME_TITLE = 0.9
"""Word F1 from which two titles are the same: an outlet's name behind the title does not make it wrong."""
AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
Rights = dict[str, bool | None]


@dataclass(frozen=True)
class Result:
    """One page: F1 of its body by each way of finding it, and of each fact whether it is right (None: not given)."""

    news: bool
    body: dict[str, float]
    known: frozenset[str]
    printed: frozenset[str]
    right: Rights = field(default_factory=dict)


def check(path: str | Path) -> dict[str, float]:
    """The body, title, authors and date of page dumps, against what is known of them.

    Parameters
    ----------
    path
        JSON Lines of page dumps (`id`, `source`, `lines`; where known `title`, `authors`, `date`, and `roles`: the lines that
        hold them), beside a file of the same name with ``_gold`` (`id`, `gold`).

    Returns
    -------
    dict
        ``body_f1_…``: mean word F1 per page (words are runs of letters and digits in small letters, counted as a bag), over
        all pages and over news, as the pages are and without their blank lines; ``trivial_f1_…``: the same for the rule
        'lines over 80 characters that end in punctuation'. Of the facts, over pages where one is known and `roles` has
        lines that print it: ``title_right``, ``author_right`` (at least one), ``date_right``: share of pages;
        ``…_coverage``: share of pages where any is given. Over all pages where one is known and one is given:
        ``title_precision``, ``date_precision``, and ``author_false``: share of pages none of whose given authors is right.
        ``…_pages`` are the numbers of pages. All but those lie between 0 and 1.

    Raises
    ------
    DataError
        When a file is missing or a row has no `lines` or no gold.
    """
    return figures([measure(page) for page in read(path)])


def measure(page: dict[str, Any], model: LineModel | None = None) -> Result:
    """One page read by Hearsay, with the shipped line model or another."""
    text = "\n".join(page["lines"])
    blocks = label.blocks_of(text, model)
    bare = _without_blanks(page)
    gold = page["gold"]
    body = {
        "body_f1": word_f1(_body(text, blocks), gold),
        "body_f1_no_blanks": word_f1(found_body(bare, model), gold),
        "trivial_f1": word_f1(trivial_body(page["lines"]), gold),
        "trivial_f1_no_blanks": word_f1(trivial_body(bare), gold),
    }
    given: dict[str, str] = {}
    for fact in facts.find(text, blocks):
        given.setdefault(fact.field, fact.value)
    known = {name: str(page.get(name) or "") for name in RIGHT}
    right: Rights = {name: RIGHT[name](given[FIELD[name]], known[name]) if FIELD[name] in given else None for name in RIGHT}
    roles = page.get("roles") or {}
    printed = frozenset(name for name in RIGHT if known[name] and roles.get(ROLE[name]))
    return Result(page["source"] in NEWS, body, frozenset(name for name in RIGHT if known[name]), printed, right)


def figures(results: Sequence[Result]) -> dict[str, float]:
    """The figures of `check` from the pages' results."""
    news = [result for result in results if result.news]
    rows: dict[str, float] = {"documents": float(len(results)), "documents_news": float(len(news))}
    for name in ("body_f1", "trivial_f1"):
        for blanks in ("", "_no_blanks"):
            rows[f"{name}_all{blanks}"] = _mean(result.body[name + blanks] for result in results)
            rows[f"{name}_news{blanks}"] = _mean(result.body[name + blanks] for result in news)
    for group, some in (("", results), ("_news", news)):
        for name, short in (("title", "title"), ("authors", "author"), ("date", "date")):
            rows |= {f"{short}_{measure}{group}": value for measure, value in _fact(name, some).items()}
    return rows


def _fact(name: str, results: Sequence[Result]) -> dict[str, float]:
    printed = [result.right[name] for result in results if name in result.printed]
    given = [right for result in results if name in result.known and (right := result.right[name]) is not None]
    rows = {"pages": float(len(printed)), "right": _mean(right is True for right in printed)}
    rows["coverage"] = _mean(right is not None for right in printed)
    if name == "authors":
        return rows | {"false": 1.0 - _mean(given)}
    return rows | {"precision": _mean(given)}


def read(path: str | Path) -> Iterator[dict[str, Any]]:
    """The page dumps, each with its gold text."""
    path = Path(path)
    beside = path.with_name(f"{path.stem}_gold{path.suffix}")
    try:
        gold = {row["id"]: row["gold"] for row in _rows(beside)}
        for row in _rows(path):
            yield {"source": "", **row, "lines": list(row["lines"]), "gold": gold[row["id"]]}
    except (KeyError, TypeError, json.JSONDecodeError, OSError) as error:
        raise DataError(f"{path}: not page dumps with a gold beside them ({beside.name}): {error!r}") from error


def found_body(lines: Sequence[str], model: LineModel | None = None) -> str:
    """The body that Hearsay finds."""
    text = "\n".join(lines)
    return _body(text, label.blocks_of(text, model))


def trivial_body(lines: Sequence[str]) -> str:
    """Lines over 80 characters that end in punctuation."""
    return "\n".join(line for line in map(str.strip, lines) if len(line) > LONG and STOPPED.search(line))


def word_f1(found: str, gold: str) -> float:
    """F1 of two bags of words; 1 when both are empty."""
    a, b = (Counter(WORD.findall(text.lower())) for text in (found, gold))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def same_title(given: str, known: str) -> bool:
    """The same words, but for a tenth."""
    return word_f1(given, known) >= SAME_TITLE


def one_author(given: str, known: str) -> bool:
    """Any of the known authors is among the given."""
    words = set(WORD.findall(given.lower()))
    return any(parts and parts <= words for parts in (set(WORD.findall(name.lower())) for name in AND.split(known)))


def same_date(given: str, known: str) -> bool:
    """The same day."""
    return given[:10] == known[:10]


RIGHT: dict[str, Callable[[str, str], bool]] = {"title": same_title, "authors": one_author, "date": same_date}
FIELD = {"title": "title", "authors": "byline", "date": "published"}
ROLE = {"title": "title", "authors": "author", "date": "date"}


def _body(text: str, blocks: Iterable[label.Block]) -> str:
    return "\n".join(text[block.start : block.end] for block in blocks if block.label == "body")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _without_blanks(page: dict[str, Any]) -> list[str]:
    return [line for line in page["lines"] if line.strip()]


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else float("nan")
