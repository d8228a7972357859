"""What `docs/methods.md` and the READMEs beside the data promise: no citation dangles, and nothing is left out or out of date."""

from __future__ import annotations

import csv
import importlib
import json
import pkgutil
import re
from functools import cache
from pathlib import Path

import pytest

from hearsay import cli

ROOT = Path(__file__).parents[2]
METHODS = ROOT / "docs" / "methods.md"
PACKAGE = ROOT / "lib" / "hearsay"
PAGES = sorted(
    path for pattern in ("*.md", "docs/*.md", "data/**/*.md", "seeds/*.md", "lib/hearsay/*/*.md") for path in ROOT.glob(pattern)
)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CODE = sorted((ROOT / "lib").rglob("*.py"))

KEY = re.compile(r"\[([A-Za-z][A-Za-z0-9]*(?:19|20)\d\d[a-z]?)\]")
"""A citation, in text or in a docstring: [Monroe2008]."""
REFERENCE = re.compile(r'^- <a id="(\S+)"></a>\*\*\[(\w+)\]\*\* (.+)$', re.MULTILINE)
INTO_METHODS = re.compile(r"methods\.md#([\w-]+)")
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
PAPER = re.compile(r"\b([A-Z]\w+)(?: & [A-Z]\w+| et al\.)? ((?:19|20)\d\d)\b")
"""A paper in the ground of a lexicon's entry: 'Kiparsky & Kiparsky 1970'."""
FILE = re.compile(r"^\| `([\w.-]+)` \| ([^|]*) \| (.*?) \|", re.MULTILINE)
"""A row of a table of files: its name and the next two cells."""

FIGURES = {
    ("extractors-compared", "data/benchmarks/attribution-dev-baseline.json", ".1f"): (
        *("cue F1", "ctok F1", "c.5 F1", "e2e F1", "e2e F1 low", "e2e F1 high", "E:indirect R"),
    ),
    ("extractors-compared", "data/benchmarks/attribution-dev-model.json", ".1f"): (
        *("cue F1", "ctok F1", "c.5 F1", "e2e F1", "e2e F1 low", "e2e F1 high", "E:indirect R"),
    ),
    ("claims", "data/benchmarks/claims-stories.json", ".2f"): (
        *("pairs precision", "pairs precision of all", "pairs recall", "pairs ranked precision at recall .60", "origins right"),
        *("origins right, always one", "origins two and more precision", "origins two and more recall"),
        *("contradictions among the first 20", "contradictions number", "contradictions quote", "contradictions status"),
        *("contradictions other", "contradictions denial"),
    ),
    ("error-by-outlet", "data/benchmarks/attribution-dev-model.json", ".2f"): (
        *("outlets e2e R ratio", "outlets e2e R ratio by chance", "outlets e2e R p"),
    ),
    ("scorers-on-news", "lib/hearsay/figures/portrayal-devtest_mt.json", ".3f"): ("macro_f1", "macro_f1_low", "macro_f1_high"),
    ("scorers-on-news", "lib/hearsay/figures/portrayal-devtest_mt.json", ".2f"): (
        *("majority.macro_f1", "textblob.macro_f1", "textblob-news.macro_f1", "vader.macro_f1", "right_at_30"),
    ),
    ("what-lexicons-score", "lib/hearsay/figures/portrayal-devtest_mt.json", ".2f"): (
        *("textblob.entity_r", "textblob-news.entity_r", "vader.entity_r", "entity_r", "entity_r_low", "entity_r_high"),
    ),
    ("ordering-outlets", "lib/hearsay/figures/comparison-basil.json", ".1f"): tuple(
        f"ordering {name} {bound}"
        for name in ("spans", "textblob", "textblob-news", "vader", "portrayal")
        for bound in ("right", "low", "high")
    ),
    ("sourcing-indicators", "lib/hearsay/figures/indicators-seeds.json", ".2f"): ("right",),
    ("sourcing-indicators", "lib/hearsay/figures/indicators-speakers.json", ".3f"): (
        *("error", "error S3", "error S3 people", "error S9", "error S10"),
    ),
    ("text-reuse", "data/benchmarks/reuse-planted.json", ".0f"): ("reuse seconds", "events seconds"),
    ("text-reuse", "data/benchmarks/reuse-planted.json", ".2f"): ("planted found", "reuse exponent", "events exponent"),
    ("text-reuse", "data/benchmarks/reuse-planted.json", ".1f"): ("peak memory GB",),
    ("generic-frames", "lib/hearsay/figures/frames-seeds.json", ".2f"): (
        *("conflict f1", "economic consequences f1", "responsibility f1"),
    ),
    ("generic-frames", "lib/hearsay/figures/frames-basil.json", ".2f"): (
        *("conflict f1", "economic consequences f1", "morality f1", "responsibility f1"),
    ),
    ("distinctive-words", "lib/hearsay/figures/comparison-basil.json", ".2f"): ("null 20+20 words distinctive",),
    ("distinctive-words", "lib/hearsay/figures/comparison-basil.json", ".1f"): ("null 20+20 words runs with any",),
    ("false-alarms", "lib/hearsay/figures/comparison-basil.json", ".1f"): (
        *("null 5+5 mean", "null 5+5 worst", "null 20+20 mean", "null 20+20 worst", "null 20+20 anything resolved"),
    ),
    ("what-lexicons-score", "lib/hearsay/figures/comparison-basil.json", ".0f"): (
        *("patch takes out", "patch scored", "textblob scored"),
    ),
    ("one-gap-many-choices", "lib/hearsay/figures/comparison-basil.json", ".0f"): tuple(
        f"same sign {name}" for name in ("textblob", "textblob-news", "vader", "portrayal")
    ),
    ("false-alarms", "lib/hearsay/figures/comparison-basil.json", ".2f"): ("null paired mean", "null paired anything resolved"),
    ("text-reuse", "data/benchmarks/events-basil.json", ".2f"): (
        *("reuse pairs within one event", "reuse passages within one event"),
    ),
    ("text-reuse", "data/benchmarks/events-basil.json", ".0f"): ("reuse pairs",),
    ("shared-quotations", "data/benchmarks/quotations-coded.json", ".2f"): ("precision", "recall", "F1", "claims F1"),
    ("shared-quotations", "data/benchmarks/quotations-coded.json", ".0f"): ("coded", "judged"),
    ("events", "data/benchmarks/events-basil.json", ".2f"): (
        *("events B3 precision", "events B3 recall", "events B3 F1", "events without dates B3 F1"),
    ),
    ("correcting-for-the-tools-error", "lib/hearsay/figures/correction-polnear.json", ".1f"): (
        *(f"simulated {n} {way} covers" for n in (60, 120, 240, 480, 960) for way in ("tool", "coded", "corrected")),
        *(f"simulated {n} corrected {end} covers" for n in (60, 120, 240, 480, 960) for end in ("least", "most")),
        *("rates west-journal covers", "rates wash-post covers"),
    ),
    ("correcting-for-the-tools-error", "lib/hearsay/figures/correction-polnear.json", ".3f"): tuple(
        f"simulated {n} {way} width" for n in (60, 120, 240, 480, 960) for way in ("tool", "coded", "corrected")
    ),
    ("the-error-where-the-reader-is", "lib/hearsay/figures/speakers-sources.json", ".2f"): (
        *(f"all: all: {label} right" for label in ("ok", "source_type", "identifiability", "country")),
        *(
            f"kind of speaker: {kind}: source_type right"
            for kind in ("ordinary person", "named expert", "government or institution")
        ),
        *(f"region of the speaker: {region}: country right" for region in ("North America", "Asia")),
    ),
    ("the-error-where-the-reader-is", "lib/hearsay/figures/correction-polnear.json", ".1f"): ("genre low", "genre high"),
    ("the-error-where-the-reader-is", "lib/hearsay/figures/correction-polnear.json", ".0f"): ("length low", "length high"),
}
"""Section, file of a benchmark, digits: what the section quotes from the file."""


@cache
def methods() -> str:
    return METHODS.read_text(encoding="utf-8")


@cache
def texts() -> dict[Path, str]:
    """Everything that may cite: pages, the notebooks' markdown, and the library with its docstrings and comments."""
    found = {path: path.read_text(encoding="utf-8") for path in (*PAGES, *CODE)}
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path] = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return found


def cited(text: str) -> set[str]:
    return set(KEY.findall(re.sub(r"\*\*\[\w+\]\*\*", "", text)))


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(text: str) -> list[str]:
    return [slug(heading) for _, heading in HEADING.findall(text)] + re.findall(r'<a id="(\S+?)">', text)


def section(anchor: str) -> str:
    """The text below a heading, up to the next one of its level or above."""
    places = [(match.start(), len(match[1]), slug(match[2])) for match in HEADING.finditer(methods())]
    start, level = next((at, depth) for at, depth, name in places if name == anchor)
    ends = [at for at, depth, _ in places if at > start and depth <= level]
    return methods()[start : ends[0] if ends else None]


def short(value: float, form: str) -> str:
    """A figure as it is written: shares without the zero before the point."""
    return format(value, form).removeprefix("0")


def named(folder: str) -> dict[str, tuple[str, str]]:
    """The files that a folder's README lists in its tables, with the next two cells."""
    text = (PACKAGE / folder / "README.md").read_text(encoding="utf-8")
    return {name: (first, second) for name, first, second in FILE.findall(text)}


# Citations


def test_each_reference_has_an_anchor_of_its_own_in_the_order_of_the_alphabet():
    keys = [key for _, key, _ in REFERENCE.findall(methods())]
    assert len(keys) > 50 and keys == sorted(keys, key=str.casefold)
    assert [anchor for anchor, _, _ in REFERENCE.findall(methods())] == [key.lower() for key in keys]
    assert len(anchors(methods())) == len(set(anchors(methods())))


def test_each_reference_tells_its_year():
    for _, key, told in REFERENCE.findall(methods()):
        assert re.search(r"(?:19|20)\d\d", key)[0] in told, key


def test_every_key_that_is_cited_has_its_reference():
    known = {key for _, key, _ in REFERENCE.findall(methods())}
    assert {str(path): missing for path, text in texts().items() if (missing := cited(text) - known)} == {}


def test_every_reference_is_cited():
    everywhere = set().union(*(cited(text) for text in texts().values()))
    linked = {anchor for text in texts().values() for anchor in INTO_METHODS.findall(text)}
    assert [key for anchor, key, _ in REFERENCE.findall(methods()) if key not in everywhere and anchor not in linked] == []


def test_a_cited_key_leads_to_its_own_reference():
    links = [(key, to) for text in texts().values() for key, to in LINK.findall(text) if KEY.fullmatch(f"[{key}]")]
    assert links and [link for link in links if link[1].rpartition("#")[2] != link[0].lower()] == []


def test_every_link_into_the_methods_leads_to_an_anchor():
    known = set(anchors(methods()))
    assert {str(path): lost for path, text in texts().items() if (lost := set(INTO_METHODS.findall(text)) - known)} == {}


@pytest.mark.parametrize("path", [*PAGES, *NOTEBOOKS], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(path):
    for _, to in LINK.findall(texts()[path]):
        place, _, anchor = to.partition("#")
        target = path.parent / place if place else path
        assert re.match(r"https?:", to) or target.exists(), to
        if anchor and not place and path.suffix == ".ipynb":
            assert anchor in [heading.replace(" ", "-") for _, heading in HEADING.findall(texts()[path])], "as JupyterLab has it"
        elif anchor and not place:
            assert anchor in anchors(texts()[path]), to


def test_every_paper_that_a_lexicon_names_is_among_the_references():
    known = {key for _, key, _ in REFERENCE.findall(methods())}
    papers = {
        name + year
        for path in (PACKAGE / "lexicons").glob("*.csv")
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        for name, year in PAPER.findall(row["ground"])
    }
    assert papers and papers - known == set()


def test_no_page_names_a_document_that_is_not_here():
    assert [str(path) for path, text in texts().items() if re.search(r"\bMETHODS\b", text)] == []


# Figures and commands


@pytest.mark.parametrize(
    ("anchor", "file", "form", "name"), [(*where, name) for where, names in FIGURES.items() for name in names]
)
def test_a_quoted_figure_is_that_of_the_benchmark(anchor, file, form, name):
    value = short(json.loads((ROOT / file).read_text(encoding="utf-8"))[name], form)
    assert re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", section(anchor)), f"{name} is {value}"


def test_every_command_that_is_named_exists(tmp_path, capsys):
    def told(what: str) -> str:
        """What the command line says of a benchmark on data that are not there."""
        cli.main(["check", what, "--data", str(tmp_path / "nothing")])
        return capsys.readouterr().err.replace(what, "WHAT")

    commands = {what for path in PAGES for what in re.findall(r"hearsay check ([a-z]+)", texts()[path])}
    assert len(commands) > 5 and [what for what in commands if told(what) == told("zzz")] == []


# READMEs beside the data


@pytest.mark.parametrize("folder", ["lexicons", "models", "figures", "templates"])
def test_the_readme_of_a_folder_names_each_of_its_files_and_no_other(folder):
    files = {path.name for path in (PACKAGE / folder).iterdir() if path.is_file() and path.name != "README.md"}
    assert files and set(named(folder)) == files


def test_the_readme_of_the_lexicons_tells_rows_and_columns():
    text = (PACKAGE / "lexicons" / "README.md").read_text(encoding="utf-8")
    total = 0
    for name, (rows, columns) in named("lexicons").items():
        table = list(csv.reader((PACKAGE / "lexicons" / name).read_text(encoding="utf-8").splitlines()))
        assert (rows, columns) == (f"{len(table) - 1:,}", f"`{', '.join(table[0])}`"), name
        total += len(table) - 1
    assert f"{len(named('lexicons'))} tables" in text and f"{total:,} entries" in text


def test_every_cell_of_the_seeds_that_is_off_has_its_cause():
    rows = re.findall(r"^\| (00\d S\S*(?: \w+)?) \| (\d+ of \d+) \| (\d+ of \d+) \| (.+) \|$", methods(), re.M)
    off = {
        re.sub(r"^off (\d+)_\S+", r"\1", name): tuple(value.split(", by hand "))
        for name, value in json.loads((PACKAGE / "figures" / "indicators-seeds.json").read_text()).items()
        if name.startswith("off ")
    }
    assert {cell: (machine, hand) for cell, machine, hand, _ in rows} == off and all(len(cause) > 3 for *_, cause in rows)


def test_the_readme_of_the_lexicons_tells_who_reads_them():
    told = re.findall(r"^- \*\*`(\w+)\.csv`\*\*: (.+?)(?=\n[-\n])", (PACKAGE / "lexicons" / "README.md").read_text(), re.M | re.S)
    assert {f"{name}.csv" for name, _ in told} == set(named("lexicons"))
    for name, text in told:
        readers = re.findall(r"`(hearsay(?:\.\w+)+)`", text.rpartition("Read by")[2])
        assert readers, name
        for module in readers:
            source = Path(importlib.import_module(module).__file__).read_text(encoding="utf-8")
            assert f'"{name}"' in source or f"{name}.csv" in source, f"{module} does not read {name}.csv"


def test_the_readme_of_the_models_tells_sizes_to_a_tenth_and_cards():
    cards = {name for name, (size, _) in named("models").items() if size == "card"}
    told = {name: size for name, (size, _) in named("models").items() if name not in cards}
    assert {name.partition(".")[0].partition("-")[0] for name in told} - {"wordpiece", "sentence"} == {
        Path(name).stem for name in cards
    }
    for name, size in told.items():
        number, unit = size.split()
        assert (PACKAGE / "models" / name).stat().st_size / {"B": 1, "kB": 1e3, "MB": 1e6}[unit] == pytest.approx(
            float(number), rel=0.1
        )


@pytest.mark.parametrize(
    "path", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_every_part_of_the_library_that_a_page_names_exists(path):
    """The changelog names what things were called before, too."""
    for name in re.findall(r"\b(?:hearsay|hs)((?:\.\w+)+)(?=[(`])", texts()[path]):
        assert pkgutil.resolve_name(f"hearsay{name}") is not None
