"""How well bodies, titles, authors and dates are found on page dumps whose articles are known."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay.errors import DataError
from hearsay.parsing import labelling, statements
from hearsay.parsing.line_model import LineModel

NEWS = ("naeb", "zyte", "fundus_eval")
"""Sources of the page dumps that are news."""
WORD = re.compile(r"\w+")
LONG = 80
STOPPED = re.compile(r"[.!?\"”]$")
SAME_TITLE = 0.9
"""Word F1 from which two titles are the same: an outlet's name behind the title does not make it wrong."""
AND = re.compile(r"\s*(?:,|;|&|\||/|\band\b)\s*")
MARK = re.compile(r"\s+(\||-|–|—|»|::)\s+")
BRACKETED = re.compile(r"\([^()]*\)")
SITE_WORDS, LEAST_SITE, MORE = 5, 3, 2
"""Words of a site's name behind a bar; letters of one behind a dash; words of a given author beside the known name."""
HONOURS = frozenset(("dr", "prof", "mr", "mrs", "ms", "sir", "md", "phd"))
APOSTROPHES = str.maketrans("", "", "'’‘`")
Rights = dict[str, bool | None]


@dataclass(frozen=True)
class Result:
    """One page: F1 of its body by each way of finding it, and of each fact whether it is right (None: not given)."""

    news: bool
    body: dict[str, float]
    known: frozenset[str]
    printed: frozenset[str]
    right: Rights = field(default_factory=dict)
    noted: frozenset[str] = frozenset()


def check(data: str | Path, split: str | None = None) -> dict[str, float]:
    """The body, title, authors and date of page dumps, against what is known of them.

    Parameters
    ----------
    data
        JSON Lines of page dumps (`id`, `source`, `lines`; where known `title`, `authors`, `date`, and `roles`: the lines that
        hold them), beside a file of the same name with ``_gold`` (`id`, `gold`).
    split
        Without it `data` is that file; with it, the folder that holds SPLIT.jsonl.

    Returns
    -------
    dict
        ``body_f1_…``: mean word F1 per page (words are runs of letters and digits in small letters, counted as a bag), over
        all pages and over news, as the pages are and without their blank lines; ``trivial_f1_…``: the same for the rule
        'lines over 80 characters that end in punctuation'. The facts, `title`, `author` and `date`, each over all pages and over
        news: ``…_pages`` have a known value and lines in `roles` that print it; of these ``…_right`` is the share with the right
        value, ``…_coverage`` with any, ``…_precision_printed`` the share right of those with any. ``…_pages_known`` have a
        known value, printed or not; of these ``…_right_known`` and ``…_coverage_known``; ``…_precision`` is the share right of
        those with any. ``author_false`` is the share wrong of pages with a known author where one is given,
        ``author_false_pages`` the same of all pages with a known author. ``…_unknown_given``: share of the pages without a
        known value for which one is given; these count nowhere else, because some of them do print one. Of dates,
        ``date_misread``: share of pages with a known and a given date whose two dates are one day of two years: one of
        the two was misread. Numbers of pages apart, all figures lie between 0 and 1.

    Notes
    -----
    Titles are the same when their words are, but for a tenth (word F1 ≥ .9), whatever the case, quotation marks, accents and
    space; a last part behind ' | ' of up to five words, or behind a spaced dash when it is the name in the page's `domain`, is
    left out of either. ``title_exact`` is the share of printed titles whose words are the same without that tenth. Authors: any
    of the known ones is any of the given, with at most two words more ('Jane Doe Senior Writer'). Dates: the same day.

    Raises
    ------
    DataError
        When a file is missing or a row has no `lines` or no gold.
    """
    return figures([measure(page) for page in read(Path(data) / f"{split}.jsonl" if split else data)])


def measure(page: dict[str, Any], model: LineModel | None = None) -> Result:
    """One page read by Hearsay, with the shipped line model or another."""
    text = "\n".join(page["lines"])
    blocks = labelling.blocks_of(text, model)
    bare = [line for line in page["lines"] if line.strip()]
    body = {
        "body_f1": word_f1(_body(text, blocks), page["gold"]),
        "body_f1_no_blanks": word_f1(found_body(bare, model), page["gold"]),
        "trivial_f1": word_f1(trivial_body(page["lines"]), page["gold"]),
        "trivial_f1_no_blanks": word_f1(trivial_body(bare), page["gold"]),
    }
    given: dict[str, str] = {}
    for fact in statements.find_statements(text, blocks):
        given.setdefault(fact.field, fact.value)
    known = {name: str(page[name]) for name in RIGHT if page.get(name)}
    printed = frozenset(name for name in known if (page.get("roles") or {}).get(ROLE[name]))
    right = _rights(given, known, str(page.get("domain") or ""))
    return Result(page["source"] in NEWS, body, frozenset(known), printed, right, _noted(page, given, known, right))


def _rights(given: dict[str, str], known: dict[str, str], domain: str) -> Rights:
    return {
        name: same(given[FIELD[name]], known.get(name, ""), domain) if FIELD[name] in given else None
        for name, same in RIGHT.items()
    }


def _noted(page: dict[str, Any], given: dict[str, str], known: dict[str, str], right: Rights) -> frozenset[str]:
    noted = set()
    if right["title"] and exact_title(given["title"], known.get("title", ""), str(page.get("domain") or "")):
        noted.add("exact")
    if right["date"] is False and given["published"][4:10] == known.get("date", "")[4:10]:
        noted.add("misread")
    return frozenset(noted)


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
            rows |= {f"{short}_{measure}{group}": float(value) for measure, value in _fact(name, some).items()}
    return rows


def _fact(name: str, results: Sequence[Result]) -> dict[str, float]:
    """The figures of one fact, from what is known, given and right of it on each page."""
    told = [
        (name in page.known, name in page.printed, page.right[name] is not None, page.right[name] is True) for page in results
    ]
    pages = pd.DataFrame(told, columns=["known", "printed", "given", "right"], dtype="bool")
    pages = pages.assign(**{note: [note in page.noted for page in results] for note in ("exact", "misread")})
    known, unknown = pages[pages["known"]], pages[~pages["known"]]
    printed, given = known[known["printed"]], known[known["given"]]
    rows = {
        "pages": len(printed), "right": printed["right"].mean(), "coverage": printed["given"].mean(),
        "precision_printed": given.loc[given["printed"], "right"].mean(), "pages_known": len(known),
        "right_known": known["right"].mean(), "coverage_known": known["given"].mean(), "precision": given["right"].mean(),
        "unknown_given": unknown["given"].mean(),
    }  # fmt: skip
    more = {
        "title": {"exact": printed["exact"].mean()},
        "authors": {"false": 1.0 - rows["precision"], "false_pages": rows["coverage_known"] - rows["right_known"]},
        "date": {"misread": given["misread"].mean()},
    }
    return rows | more[name]


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
    return _body(text, labelling.blocks_of(text, model))


def trivial_body(lines: Sequence[str]) -> str:
    """Lines over 80 characters that end in punctuation."""
    return "\n".join(line for line in map(str.strip, lines) if len(line) > LONG and STOPPED.search(line))


def word_f1(found: str, gold: str) -> float:
    """F1 of two bags of words; 1 when both are empty."""
    return _f1(WORD.findall(found.lower()), WORD.findall(gold.lower()))


def _f1(found: Sequence[str], gold: Sequence[str]) -> float:
    a, b = Counter(found), Counter(gold)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def words_of(text: str) -> list[str]:
    """Words in small letters without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text)
    return WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)).lower().translate(APOSTROPHES))


def same_title(given: str, known: str, domain: str = "") -> bool:
    """The same words, but for a tenth and for the name of the site behind one of them."""
    return any(_f1(a, b) >= SAME_TITLE for a, b in _readings(given, known, domain))


def exact_title(given: str, known: str, domain: str = "") -> bool:
    """The same words, but for the name of the site behind one of them."""
    return any(a == b for a, b in _readings(given, known, domain))


def _readings(given: str, known: str, domain: str) -> Iterator[tuple[list[str], list[str]]]:
    yield words_of(given), words_of(known)
    yield words_of(_without_site(given, domain)), words_of(known)
    yield words_of(given), words_of(_without_site(known, domain))


def _without_site(title: str, domain: str) -> str:
    *front, mark, last = MARK.split(title) if MARK.search(title) else ["", "", title]
    name, site = "".join(words_of(last)), "".join(words_of(domain.rpartition(".")[0]))
    named = min(len(name), len(site)) >= LEAST_SITE and (name in site or site in name)
    if front and (mark == "|" and len(last.split()) <= SITE_WORDS or named):
        return title[: title.rindex(mark)].rstrip() or title
    return title


def one_author(given: str, known: str, domain: str = "") -> bool:
    """Any of the known authors is any of the given, with at most two words more."""
    parts = [set(words_of(part)) for part in AND.split(given)]
    names = [set(words_of(BRACKETED.sub(" ", part) or part)) - HONOURS for part in AND.split(known)]
    if any(name and any(name <= part and len(part - name) <= MORE for part in parts) for name in names):
        return True
    whole, said = set(words_of(known)), set(words_of(given))
    return bool(whole) and whole <= said and len(said - whole) <= MORE


def same_date(given: str, known: str, domain: str = "") -> bool:
    """The same day."""
    return given[:10] == known[:10]


RIGHT: dict[str, Callable[[str, str, str], bool]] = {"title": same_title, "authors": one_author, "date": same_date}
FIELD = {"title": "title", "authors": "byline", "date": "published"}
ROLE = {"title": "title", "authors": "author", "date": "date"}


def _body(text: str, blocks: Iterable[labelling.Block]) -> str:
    return "\n".join(text[block.start : block.end] for block in blocks if block.label == "body")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else float("nan")
