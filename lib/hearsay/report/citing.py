"""Methods in brief, ready to cite: what was read and how, with which versions, and how often the instruments err."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from hearsay import __version__, storage
from hearsay.attribution.sides import of_the_user
from hearsay.report.findings import percent
from hearsay.report.reader import Reader
from hearsay.schema import NOT_STATED
from hearsay.text.printed import quantity
from hearsay.validation import measured_error

MODELS = (
    "attribution-tagger.onnx.gz",
    "attribution-linker.onnx.gz",
    "sources.npz",
    "portrayal.onnx.gz",
    "frames.npz",
    "lines.npz",
    "claims.json",
)
"""The learned parts, one file each that stands for all of its kind."""
NAME = "Hearsay: who is given the floor, in which words, in which tone"
RELEASED = ""
"""The day on which this version was released, as `CITATION.cff` has it; '' before there is a release, which has no year then."""
BIBTEX = """@software{{hearsay,
  title = {{Hearsay: who is given the floor, in which words, in which tone}},
  author = {{{{The Hearsay authors}}}},
  year = {{{year}}},
  version = {{{version}}},
  note = {{{note}}},
  license = {{MIT}}
}}"""


def brief(seen: Reader) -> dict[str, Any]:
    """What the page to cite shows."""
    articles = seen.articles
    days = sorted(day for day in articles["published"] if day != NOT_STATED)
    when = f" published {days[0]} to {days[-1]}" if days else ""
    options = seen.study.options.of_tables()
    return {
        "read": f"{quantity(len(articles), 'article')} ({quantity(int(articles['n_words'].sum()), 'word')}) of "
        f"{quantity(len(seen.outlets), 'outlet')}{when}",
        "statements": quantity(len(seen.statements), "statement"),
        **citation(RELEASED),
        "versions": list(versions()),
        "options": [(name, str(value) if len(str(value)) < 200 else "see run.json") for name, value in options.items()],
        "errors": list(errors(own_sides=any(map(of_the_user, seen.study.attributions["side"].unique())))),
    }


def citation(released: str) -> dict[str, str]:
    """Hearsay as a reference, and as an entry for BibTeX; `released` is the day of the version, or '' before there is one.

    >>> citation("")["citation"][:27]
    'The Hearsay authors (n.d.).'
    """
    year = released[:4] or "n.d."
    note = f"Released on {released}" if released else "Not yet released: cite it with the digests of run.json"
    version = __version__ if released else f"{__version__}, not yet released"
    return {
        "citation": f"The Hearsay authors ({year}). {NAME}. Version {version}. MIT.",
        "bibtex": BIBTEX.format(version=__version__, year=year, note=note),
    }


def versions() -> Iterator[tuple[str, str]]:
    """Everything that a figure rests on, and its version or the beginning of its digest."""
    yield from storage.versions().items()
    for name in MODELS:
        yield f"model {name}", f"sha256 {hashlib.sha256(files('hearsay').joinpath('models', name).read_bytes()).hexdigest()[:16]}"


def errors(*, own_sides: bool) -> Iterator[dict[str, str]]:
    """How often the instruments are right where people had coded, with the interval and what it was measured on.

    Sides were measured as countries. A table of sides of the user's own has an error that nobody has measured.
    """
    sources, portrayal = measured_error.figures("sources"), measured_error.figures("portrayal")
    if sources:
        on = f"{sources['articles']:,.0f} coded articles, each by heads that had not seen it"
        what = "country" if own_sides else "side"
        yield _error(f"a stated {what} is right", sources, "all stated", on)
        yield _error(f"a {what} that the text shows is stated", sources, "all due", on)
    if own_sides:
        yield {
            "what": "a side of your own table is right",
            "value": "not measured",
            "interval": "",
            "on": "notebook 07 measures it",
        }
    if portrayal:
        low, high = portrayal["macro_f1_low"], portrayal["macro_f1_high"]
        yield {
            "what": "portrayal, macro F1", "value": f"{portrayal['macro_f1']:.2f}", "interval": f"{low:.2f} to {high:.2f}",
            "on": f"{portrayal['data']}, {portrayal['n']:,} targets",
        }  # fmt: skip


def _error(what: str, figures: Any, name: str, on: str) -> dict[str, str]:
    low, high = figures[f"{name} low"], figures[f"{name} high"]
    return {"what": what, "value": percent(figures[name]), "interval": f"{percent(low)} to {percent(high)}", "on": on}
