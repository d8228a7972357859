"""How well bodies are found on page dumps whose articles are known."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hearsay.errors import DataError
from hearsay.parsing import label

NEWS = ("naeb", "zyte", "fundus_eval")
"""Sources of the page dumps that are news."""
WORD = re.compile(r"\w+")
LONG = 80
STOPPED = re.compile(r"[.!?\"”]$")
Body = Callable[[Sequence[str]], str]


def check(path: str | Path) -> dict[str, float]:
    """Mean word F1 of the body per document, over all pages and over news, and for pages without their blank lines.

    Parameters
    ----------
    path
        JSON Lines of page dumps (`id`, `source`, `lines`), beside a file of the same name with ``_gold`` (`id`, `gold`).

    Returns
    -------
    dict
        ``body_f1_…`` of Hearsay and ``trivial_f1_…`` of the rule 'lines over 80 characters that end in punctuation', each
        0 to 1, and the number of documents. Words are runs of letters and digits in small letters, counted as a bag.

    Raises
    ------
    DataError
        When a file is missing or a row has no `lines` or no gold.
    """
    pages = list(read(path))
    news = [page for page in pages if page["source"] in NEWS]
    rows: dict[str, float] = {"documents": float(len(pages)), "documents_news": float(len(news))}
    for name, body in (("body_f1", found_body), ("trivial_f1", trivial_body)):
        for blanks, lines in (("", _as_is), ("_no_blanks", _without_blanks)):
            scores = [(page["source"] in NEWS, word_f1(body(lines(page)), page["gold"])) for page in pages]
            rows[f"{name}_all{blanks}"] = _mean(score for _, score in scores)
            rows[f"{name}_news{blanks}"] = _mean(score for is_news, score in scores if is_news)
    return rows


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


def found_body(lines: Sequence[str]) -> str:
    """The body that Hearsay finds."""
    text = "\n".join(lines)
    return "\n".join(text[block.start : block.end] for block in label.blocks_of(text) if block.label == "body")


def trivial_body(lines: Sequence[str]) -> str:
    """Lines over 80 characters that end in punctuation."""
    return "\n".join(line for line in map(str.strip, lines) if len(line) > LONG and STOPPED.search(line))


def word_f1(found: str, gold: str) -> float:
    """F1 of two bags of words; 1 when both are empty."""
    a, b = (Counter(WORD.findall(text.lower())) for text in (found, gold))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _as_is(page: dict[str, Any]) -> list[str]:
    return page["lines"]


def _without_blanks(page: dict[str, Any]) -> list[str]:
    return [line for line in page["lines"] if line.strip()]


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else float("nan")
