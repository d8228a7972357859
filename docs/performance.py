"""Measure how fast Hearsay is, and write docs/performance.md and data/benchmarks/performance.json from that.

    python docs/performance.py measure --folder DIR --corpus articles.csv [--articles 100] [--sizes 250,500,1000] [--peer PYTHON]
        [--compared 1000,10000,100000]
    python docs/performance.py write --folder DIR --machine "two cores of a server processor" --day 2026-01-31

Each measurement runs in a process of its own and leaves a JSON file in DIR; one that is there is not made again, so that a run
that was stopped goes on. `--peer` is a Python that has spaCy with `en_core_web_sm`, and textacy. `--compared` are numbers of
articles of which the tables that compare them are made in a stream, from tables of single articles that no analysis has made
(`tests/fixtures/made_tables.py`): nobody would wait for that of 100,000.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from multiprocessing import active_children
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FIGURES, PAGE = ROOT / "data" / "benchmarks" / "performance.json", ROOT / "docs" / "performance.md"
CHANGE = "\n\nThe mayor of Arnford, Ann Lee, denied on Monday that it was planned."
STAGES: Mapping[str, tuple[str, ...]] = {
    "reading files": ("documents",),
    "lines, metadata, sentences, dates": ("blocks", "metadata", "sentences", "articles", "mentioned_dates"),
    "who says what": ("attributions",),
    "tone by lexicons": ("tone",),
    "portrayals": ("portrayals",),
    "frames": ("frames", "article_frames"),
    "loaded words, epithets": ("loaded", "epithets"),
    "word choice": ("wording",),
    "events, reuse, shared quotations": ("events", "reuse", "shared_quotations"),
    "claims and what rests on them": ("claim_pairs", "claims", "origin_unions", "contradictions", "cues", "relays"),
    "omissions": ("omissions",),
    "indicators of sourcing": ("indicators",),
}

# What is run in a process of its own. Each takes its options as JSON and gives back a JSON object.


def study(corpus: str, cores: int = 1, cache: str = "", extractor: str = "model", warm: bool = True) -> dict[str, Any]:
    """Processor time of each table, and of all; wall time; the most memory that was held."""
    import hearsay as hs
    from hearsay import engine, pipeline

    if warm:  # models and lexicons are loaded, so that what is measured is work
        hs.read(ROOT / "seeds", extractor=extractor).make()
    spent: Counter[str] = Counter()
    original = pipeline.make_table

    def timed(name: str, *given: Any, **known: Any) -> Any:
        begun = time.process_time()
        table = original(name, *given, **known)
        spent[name] += time.process_time() - begun
        return table

    pipeline.make_table = timed
    if cores > 1 and warm:
        engine.per_article(_warmed, [extractor] * 2 * cores, cores)
    begun, wall, others = time.process_time(), time.monotonic(), _of_children()
    read = hs.read(corpus, cores=cores, extractor=extractor, **({"cache": cache} if cache else {}))
    spent["documents"] = time.process_time() - begun
    made = read.make()
    took = time.process_time() - begun
    wall = time.monotonic() - wall
    took += _of_children() - others
    engine.end_processes()
    return {
        "articles": len(made["articles"]), "words": int(made["articles"]["n_words"].sum()), "tables": dict(spent), "wall": wall,
        "processor": took, "megabytes": _held(),
    }  # fmt: skip


def _warmed(extractor: str) -> None:
    import hearsay as hs

    hs.read(ROOT / "seeds", extractor=extractor).make("indicators", "tone", "portrayals", "frames", "article_frames")


COMPARED: Mapping[str, int] = {
    "reuse": 100_000, "events": 100_000, "relays": 100_000, "shared_quotations": 100_000, "omissions": 10_000, "epithets": 10_000,
}  # fmt: skip
"""What can be made of `made_tables`, which know sentences and who said what but nothing of claims, and of how many articles it is
made at most: ten milliseconds an article and more are half an hour of 100,000."""


def compared(count: int, folder: str) -> dict[str, Any]:
    """Processor time of each table that compares so many articles, made in a stream on one core; the most memory held."""
    import hearsay as hs

    seeds = hs.read(ROOT / "seeds", extractor="baseline")
    pattern = {name: getattr(seeds, name) for name in ("documents", "articles", "sentences", "attributions")}
    names = [name for name, most in COMPARED.items() if count <= most]
    _compared(20, folder, names, pattern)  # what is loaded is loaded
    return _compared(count, folder, names, pattern)


def _compared(count: int, folder: str, names: Sequence[str], pattern: Mapping[str, Any]) -> dict[str, Any]:
    from hearsay.options import Options
    from hearsay.streaming import reductions

    sys.path.insert(0, str(ROOT / "tests" / "fixtures"))
    from made_tables import write_made

    options, spent = Options(extractor="baseline"), {}
    with tempfile.TemporaryDirectory(dir=folder) as place:
        out = Path(place)
        for name in ("parts", *(f"{name}.parquet" for name in names)):
            (out / name).mkdir()
        rows, before = write_made(out / "parts", count, pattern), _held()
        made = reductions.Reductions(rows, out, "parquet", names, options, options, [])
        for name in reductions.needed(names)[0]:
            begun = time.process_time()
            getattr(made, name)
            spent[name] = time.process_time() - begun
    return {
        "articles": count, "words": int(made.articles["n_words"].sum()), "tables": spent, "pairs": len(made.reuse[1]),
        "before": before, "megabytes": _held(),
    }  # fmt: skip


def _held() -> int:
    """The most memory that was held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _of_children() -> float:
    """Processor time of the processes that work for this one, as the kernel of Linux tells it."""
    ticks = 0
    for child in active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


PEERS = {
    "spaCy, small pipeline": "import spacy; work = spacy.load('en_core_web_sm')",
    "textacy, direct quotations": (
        "import spacy, textacy.extract; nlp = spacy.load('en_core_web_sm'); "
        "work = lambda text: list(textacy.extract.direct_quotations(nlp(text)))"
    ),
}
PEER = """
import csv, json, sys, time
csv.field_size_limit(10**9)
texts = [row["text"] for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"))]
{load}
work(texts[0])
begun, failed = time.process_time(), 0
for text in texts:
    try:
        work(text)
    except Exception:
        failed += 1
print(json.dumps({{"articles": len(texts), "words": sum(len(t.split()) for t in texts), "failed": failed,
                  "processor": time.process_time() - begun}}))
"""


def measure(folder: Path, corpus: Path, articles: int, sizes: Sequence[int], many: Sequence[int], peer: str) -> None:
    """All measurements that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    news = folder / "news" / "articles.csv"
    if not news.exists():
        _first_rows(corpus, news, articles)
    given = {"corpus": str(news)}
    _kept(folder, "one core", lambda: _alone("study", **given))
    _kept(folder, "two cores", lambda: _alone("study", **given, cores=2))
    again = folder / "again" / "articles.csv"
    cached = {"corpus": str(again), "cache": str(folder / "kept"), "warm": False}
    if not again.exists():
        _first_rows(corpus, again, articles)
    _kept(folder, "full with cache", lambda: _alone("study", **cached))
    _kept(folder, "nothing changed", lambda: _alone("study", **cached))
    _first_rows(corpus, again, articles, change=max(1, articles // 100))
    _kept(folder, "1 % changed", lambda: _alone("study", **cached))
    for size in sizes:
        made = folder / f"stories-{size}" / "articles.csv"
        if not made.exists():
            sys.path.insert(0, str(ROOT / "tests" / "fixtures"))
            from many_stories import stories

            _write(made, [*stories(size)])
        _kept(folder, f"stories {size}", lambda made=made: _alone("study", corpus=str(made), extractor="baseline"))
    for count in many:
        _kept(folder, f"compared {count}", lambda count=count: _alone("compared", count=count, folder=str(folder)))
    for name, load in PEERS.items() if peer else ():
        _kept(folder, name, lambda load=load: _printed([peer, "-c", PEER.format(load=load), str(news)]))


def _first_rows(corpus: Path, to: Path, articles: int, change: int = 0) -> None:
    csv.field_size_limit(10**9)
    with corpus.open(encoding="utf-8", newline="") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(articles), strict=False)]
    for row in rows[:: max(1, articles // change)][:change] if change else ():
        row["text"] += CHANGE
    _write(to, rows)


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _kept(folder: Path, name: str, measured: Any) -> None:
    path = folder / f"{name.replace(' ', '-').replace(',', '').replace('%', 'percent')}.json"
    if not path.exists():
        found = measured()
        path.write_text(json.dumps(found, indent=1), encoding="utf-8")
        print(name, {key: value for key, value in found.items() if key != "tables"}, flush=True)


def _alone(function: str, **options: Any) -> Any:
    return _printed([sys.executable, __file__, "run", function, json.dumps(options)])


def _printed(command: Sequence[str]) -> Any:
    environment = {**os.environ, "TQDM_DISABLE": "1", "OMP_NUM_THREADS": "1"}
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return json.loads(run.stdout.splitlines()[-1])


# The page


def page(machine: str, day: str, price: float, alone: bool, measured: Mapping[str, Mapping[str, Any]]) -> str:
    """docs/performance.md from the measurements, by the names of their files."""
    found, one = measured, measured["one-core"]
    parts = [
        "# Performance",
        f"""Measured on {day} on {machine}
by `docs/performance.py`, which wrote this page: one process and one thread unless told otherwise, models loaded before.
Processor time is told, for it depends little on what else a machine does. The articles are {one["articles"]} of news in English,
of {one["words"] / one["articles"]:.0f} words on average.""",
        "## Each stage on one core",
        _stages(one),
        "## Two cores",
        _two_cores(one, found.get("two-cores"), alone),
        "## What has changed",
        _changed(found),
        "## Against their number",
        _growth(_by_size(found, "stories-")),
        "## Comparing many",
        _comparing(_by_size(found, "compared-")),
        "## Beside others",
        _beside(found),
        "## A plan for a million articles",
        _plan(one, price),
    ]
    return "\n\n".join(parts) + "\n"


def _stages(one: Mapping[str, Any]) -> str:
    rows = ["| stage | ms an article | articles/s | words/s |", "|---|---:|---:|---:|"]
    for stage, names in STAGES.items():
        rows.append(_row(stage, sum(one["tables"].get(name, 0.0) for name in names), one))
    return "\n".join([*rows, _row("**everything**", one["processor"], one)])


def _row(stage: str, seconds: float, one: Mapping[str, Any]) -> str:
    seconds = max(seconds, 1e-6)
    return (
        f"| {stage} | {1000 * seconds / one['articles']:.1f} | {one['articles'] / seconds:,.1f} | {one['words'] / seconds:,.0f} |"
    )


def _two_cores(one: Mapping[str, Any], two: Mapping[str, Any] | None, alone: bool) -> str:
    if not two:
        return "Not measured."
    wall = f"and took {two['wall'] / one['wall']:.2f} times its wall time" if alone else "(wall time: the machine was shared)"
    more = two["processor"] / one["processor"]
    return f"""With `--cores 2` the same tables took {more:.2f} times the processor time of one core,
{two["processor"]:.0f} s to {one["processor"]:.0f} s {wall}. The processes load the models for themselves, which is not counted.
Tables that compare articles are made in one process in a notebook, and over all cores by `hearsay tables`."""


def _changed(found: Mapping[str, Mapping[str, Any]]) -> str:
    whole, warm = found["full-with-cache"], found["one-core"]["processor"]
    loading, articles = max(whole["processor"] - warm, 0.0), whole["articles"]
    changed = max(1, articles // 100)
    rows = ["| with a cache (`--cache`), the program's start included | seconds | share of all |", "|---|---:|---:|"]
    told = {
        "full-with-cache": "all is new",
        "nothing-changed": "nothing has changed",
        "1-percent-changed": f"{changed} of {articles} articles {'has' if changed == 1 else 'have'} changed",
    }
    for name, what in told.items():
        rows.append(f"| {what} | {found[name]['processor']:.1f} | {found[name]['processor'] / whole['processor']:.1%} |")
    rest = max(found["1-percent-changed"]["processor"] - loading, 0.0) / whole["processor"]
    return (
        "\n".join(rows)
        + f"""

To load models and lexicons takes about {loading:.1f} s of each run that has something to do; without that, what has changed takes
{rest:.1%} of all. Where no events are given and a corpus has 60 articles or fewer, all of it is one story, and its claims are
looked for again as a whole."""
    )


def _by_size(found: Mapping[str, Mapping[str, Any]], begin: str) -> dict[int, Mapping[str, Any]]:
    return {int(name.removeprefix(begin)): told for name, told in found.items() if name.startswith(begin)}


def _growth(sizes: Mapping[int, Mapping[str, Any]]) -> str:
    if len(sizes) < 2:
        return "Not measured."
    few, many = min(sizes), max(sizes)
    return f"""Invented articles of {sizes[few]["words"] / few:.0f} words, five to an event, with the plain extractor; seconds of
processor time. The exponent is that from {few:,} to {many:,}: with 1 time grows as their number does.

{_by_table(sizes)}"""


def _comparing(sizes: Mapping[int, Mapping[str, Any]]) -> str:
    if len(sizes) < 2:
        return "Not measured."
    few = min(sizes)
    pairs = ", ".join(f"{sizes[size]['pairs'] / size:.1f}" for size in sorted(sizes))
    words = sizes[few]["words"] / few
    return f"""Seconds of processor time that tables which compare articles take in a stream on one core, the tables of single
articles being there: invented ones of {words:.0f} words, five to an event, put there without an analysis. The exponent is that
from {few:,} to the most that were measured. `reuse` is the work of pairs of articles of which a shared run of eight words may
be in a passage: {pairs} of them an article. Pairs that share a set phrase and nothing near it are more the
more articles there are, and are not compared.

{_by_table(sizes)}"""


def _by_table(sizes: Mapping[int, Mapping[str, Any]]) -> str:
    few, many = min(sizes), max(sizes)
    heads = " | ".join(f"{size:,}" for size in sorted(sizes))
    lines = [f"| table | {heads} | exponent |", "|---|" + "---:|" * (len(sizes) + 1)]
    for name in sizes[few]["tables"]:
        seconds = {size: sizes[size]["tables"][name] for size in sorted(sizes) if name in sizes[size]["tables"]}
        told = " | ".join(f"{seconds[size]:.2f}" if size in seconds else "–" for size in sorted(sizes))
        most = max(seconds)
        grown = log(seconds[most] / seconds[few]) / log(most / few) if seconds[few] >= LEAST and most > few else None
        lines.append(f"| `{name}` | {told} | {'too little to tell' if grown is None else f'{grown:.2f}'} |")
    memory = " | ".join(f"{sizes[size]['megabytes']:,} MB" for size in sorted(sizes))
    return "\n".join([*lines, f"| most memory | {memory} | |", "", f"Nothing larger than {many:,} articles was measured here."])


LEAST = 0.05
"""Seconds from which a table's time tells how it grows."""


def _beside(found: Mapping[str, Mapping[str, Any]]) -> str:
    peers = [(name, found[key]) for name in PEERS if (key := name.replace(" ", "-").replace(",", "")) in found]
    if not peers:
        return "Not measured: no other program was at hand."
    one = found["one-core"]
    rows = ["| on the same articles, one core | ms an article | articles/s | words/s |", "|---|---:|---:|---:|"]
    rows += [
        _row(f"{name} ({told['failed']} articles raised an error)" if told["failed"] else name, told["processor"], told)
        for name, told in peers
    ]
    rows.append(_row("Hearsay: who says what, with who is meant", one["tables"]["attributions"], one))
    rows.append(_row("Hearsay: everything", one["processor"], one))
    return "\n".join([*rows, "", "These do not do the same: spaCy tags and parses, textacy finds quotations by its parse."])


def _plan(one: Mapping[str, Any], price: float) -> str:
    per_article = [name for names in [*STAGES.values()][:6] for name in names] + ["loaded"]
    alone = sum(one["tables"].get(name, 0.0) for name in per_article) / one["articles"]
    hours = 1e6 * alone / 3600
    return f"""**An extrapolation from the figures above, not a measurement.** All tables of single articles take
{1000 * alone:.0f} ms an article on one core: a million articles are {hours:,.0f} hours of a core, a day on
{hours / 24:,.0f} cores, or, at {price:g} dollars for the hour of a core, {price * hours:,.0f} dollars (put in your own price).
CC-NEWS is read as WARC, file by file: give each worker its files, and `hearsay tables FILE --stream --only …` with the tables
that you need, since most of the time is in a few of them. Tables that compare articles are made in a stream too; `wording` of
more than 20,000 articles compares the words of a sample."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("measure")
    one.add_argument("--folder", type=Path, required=True)
    one.add_argument("--corpus", type=Path, required=True)
    one.add_argument("--articles", type=int, default=100)
    one.add_argument("--sizes", default="250,500,1000")
    one.add_argument("--compared", default="")
    one.add_argument("--peer", default="")
    two = commands.add_parser("write")
    two.add_argument("--folder", type=Path, required=True)
    two.add_argument("--machine", required=True)
    two.add_argument("--day", required=True)
    two.add_argument("--price", type=float, default=0.05, help="of a core for an hour, in dollars")
    two.add_argument("--alone", action="store_true", help="nothing else ran on the machine, so that wall times tell")
    three = commands.add_parser("run")
    three.add_argument("function", choices=["study", "compared"])
    three.add_argument("options", type=json.loads)
    given = parser.parse_args()
    if given.command == "run":
        print(json.dumps({"study": study, "compared": compared}[given.function](**given.options)))
    elif given.command == "measure":
        sizes, many = ([int(size) for size in told.split(",") if size] for told in (given.sizes, given.compared))
        measure(given.folder, given.corpus, given.articles, sizes, many, given.peer)
    else:
        measured = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(given.folder.glob("*.json"))}
        told = {name: getattr(given, name) for name in ("machine", "day", "price", "alone")} | {"measured": measured}
        FIGURES.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(**told), encoding="utf-8")


if __name__ == "__main__":
    main()
