"""What correcting by coded rows is worth: how often intervals hold the truth, and how wide they are, made up and on PolNeAR."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from hearsay.statistics.intervals import of_articles
from hearsay.validation.benchmarks import polnear
from hearsay.validation.benchmarks.attribution import extract
from hearsay.validation.benchmarks.polnear import Annotated
from hearsay.validation.coding_tasks import find_task
from hearsay.validation.corrected import THESE, Bounds, corrected_gap, corrected_mean, corrected_ratio
from hearsay.validation.sample import draw_sample

RUNS = 1_000
SIZES = (60, 120, 240, 480, 960)
SHARE = 0.2
"""Of the sentences of the corpus, how many are coded."""
OUTLETS, ARTICLES, ROWS = 4, 160, 8
"""Made-up outlets, their articles together, and rows of an article on average."""
TRUTH = (0.25, 0.35, 0.45, 0.30)
INVENTED = (0.02, 0.30, 0.10, 0.25)
LOST = (0.20, 0.05, 0.30, 0.05)
"""Of each outlet: its share, and how often the tool says so of rows that are not, and not of rows that are."""
SPREAD = 0.12
"""Standard deviation of the share from article to article."""
APART = ("outlet 0", "outlet 1")
ALL, GAP = "all", "gap"
FIGURES = (ALL, *(f"outlet {number}" for number in range(OUTLETS)), GAP)
WAYS = ("tool", "coded", "corrected")


def check(data: Path | str, split: str | None = None, *, runs: int = RUNS) -> dict[str, Any]:
    """Draws samples to code again and again, and counts how often the intervals hold the truth.

    Parameters
    ----------
    data
        A folder laid out as PolNeAR.
    split
        'dev' unless told.
    runs
        Samples drawn.

    Returns
    -------
    dict
        - `simulated N WAY covers`, `width`: percent of the runs in which the interval of the share of all outlets holds the
          truth, and its mean width, with N of some 1,280 rows coded: by the tool alone, from the coded rows alone, corrected;
          `least covers`, `most covers` over all figures (share of all outlets, of each, gap of two); `wider`: percent in which
          a corrected interval is wider than that of the coded rows alone
        - `rates OUTLET covers`, `width`, `coded width`: the same for the attributions per 100 words of an outlet's articles,
          with 20 % of the sentences coded; `rates inside`: of how many of `rates outlets` the default sample holds the truth
        - `length low`, `high` (words of a body), `genre low`, `high` (its attributions per 100 words, by the tool): what nine in
          ten of the articles span, for `validation.measured_scope`
        - `articles`, `runs`
    """
    articles = polnear.read_polnear(Path(data), split or "dev")
    table, _ = extract(articles)
    items = sentence_counts(articles, table)
    return {**simulated(runs), **rates(items, runs), **described(items), "articles": len(articles), "runs": runs}


def made_up(seed: int, articles: int = ARTICLES) -> pd.DataFrame:
    """Rows of made-up outlets: `item, article, outlet, truth, tool`, and what a sample needs. The error differs by outlet."""
    draw = np.random.default_rng(seed)
    outlet = np.arange(articles) % OUTLETS
    share = np.clip(draw.normal(np.array(TRUTH)[outlet], SPREAD), 0.02, 0.98)
    article = np.repeat(np.arange(articles), 1 + draw.poisson(ROWS - 1, articles))
    truth, own, luck = draw.random(len(article)) < share[article], outlet[article], draw.random(len(article))
    tool = np.where(truth, luck >= np.array(LOST)[own], luck < np.array(INVENTED)[own])
    return pd.DataFrame(
        {
            "item": np.arange(len(article)).astype(str), "article": article, "outlet": [f"outlet {n}" for n in own],
            "truth": truth.astype(float), "tool": tool.astype(float), "predicted": tool.astype(str), "confidence": 1.0,
        }
    )  # fmt: skip


def coded_at_random(table: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """The table with `hand` and `chance` in the rows of a stratified sample of n."""
    drawn = draw_sample(table, n, seed=seed, depth=2).set_index("item")["probability"]
    chance = table["item"].map(drawn)
    return table.assign(chance=chance, hand=table["truth"].where(chance.notna()))


def by_the_tool(table: pd.DataFrame, figures: Sequence[str] = FIGURES) -> dict[str, Bounds]:
    """Figures by the tool alone, with the intervals that a chart draws, as if it made no error."""
    one, other = (_by_tool(table[table["outlet"] == outlet]) for outlet in APART)
    half, gap = float(np.hypot(one.width, other.width) / 2), one.value - other.value
    alone = {GAP: Bounds(gap, gap - half, gap + half)}
    return {name: alone.get(name) or _by_tool(_part(table, name)) for name in figures}


def intervals(table: pd.DataFrame, figures: Sequence[str] = FIGURES) -> dict[str, tuple[Bounds, Bounds]]:
    """Figures from the coded rows alone, and corrected."""
    drawn = {"unit": "article", "probability": "chance"}
    made = {
        name: corrected_gap(table, "tool", "hand", by="outlet", between=APART, **drawn)  # type: ignore[arg-type]
        if name == GAP
        else corrected_mean(_part(table, name), "tool", "hand", **drawn)  # type: ignore[arg-type]
        for name in figures
    }
    return {name: (one.coded, one.corrected) for name, one in made.items()}


def _part(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table if name == ALL else table[table["outlet"] == name]


def _by_tool(table: pd.DataFrame) -> Bounds:
    """The tool's share with the interval that a chart draws, as if the tool made no error."""
    sums = table.groupby("article")["tool"].agg(["sum", "count"]).to_numpy()
    return Bounds(float(table["tool"].mean()), *of_articles(sums[:, 0], sums[:, 1]))


def simulated(runs: int, sizes: Sequence[int] = SIZES, figures: Sequence[str] = FIGURES) -> dict[str, float]:
    """Coverage and width over made-up corpora, each drawn anew; the truth is that of all articles like theirs."""
    large = made_up(0, 40_000)
    shares = large.groupby("outlet")["truth"].mean()
    truth = {**shares, ALL: float(large["truth"].mean()), GAP: shares[APART[0]] - shares[APART[1]]}
    covers, widths = (np.zeros((len(sizes), len(figures), len(WAYS))) for _ in range(2))
    wider = np.zeros(len(sizes))
    for run in range(1, runs + 1):
        table = made_up(run)
        alone = by_the_tool(table, figures)
        for place, n in enumerate(sizes):
            found = {name: (alone[name], *both) for name, both in intervals(coded_at_random(table, n, run), figures).items()}
            covers[place] += [[b.low <= truth[name] <= b.high for b in found[name]] for name in figures]
            widths[place] += [[b.width for b in found[name]] for name in figures]
            wider[place] += sum(corrected.width > coded.width + 1e-12 for _, coded, corrected in found.values())
    result: dict[str, float] = {}
    for place, n in enumerate(sizes):
        for way, covered, width in zip(WAYS, 100 * covers[place].T / runs, widths[place].T / runs, strict=True):
            result |= {f"simulated {n} {way} covers": float(covered[0]), f"simulated {n} {way} width": float(width[0])}
            result |= {
                f"simulated {n} {way} least covers": float(covered.min()),
                f"simulated {n} {way} most covers": float(covered.max()),
            }
        result[f"simulated {n} wider"] = float(100 * wider[place] / runs / len(figures))
    return result


def sentence_counts(articles: Sequence[Annotated], attributions: pd.DataFrame) -> pd.DataFrame:
    """The sentences of the bodies as items to code, with the tool's count, and `gold`, that of the annotators."""
    from hearsay.parsing.articles import sentences

    documents, blocks = polnear.documents(articles), polnear.blocks(articles)
    cut = sentences(documents, blocks)
    outlets = pd.DataFrame({"article_id": [one.name for one in articles], "outlet": [one.outlet for one in articles]})
    study: Any = SimpleNamespace(documents=documents, sentences=cut, attributions=attributions, articles=outlets)
    items = find_task("sentences").items(study)
    starts = {name: part["start"].to_numpy() for name, part in items.groupby("article_id")}
    first = {name: int(part.index[0]) for name, part in items.groupby("article_id")}
    gold = np.zeros(len(items))
    for one in articles:
        for marked in one.gold:
            at = min(start for start, _ in (marked.cue or marked.content))
            place = int(np.searchsorted(starts[one.name], at, side="right")) - 1
            if place >= 0:  # else it stands in the headline
                gold[first[one.name] + place] += 1
    return items.assign(gold=gold)


def rate_estimates(items: pd.DataFrame, seed: int) -> Iterator[tuple[str, float, Any]]:
    """Each outlet, its attributions per 100 words as annotated, and the estimate from a fifth of the sentences."""
    drawn = draw_sample(items, round(SHARE * len(items)), seed=seed).set_index("item")["probability"]
    chance = items["item"].map(drawn)
    table = items.assign(
        chance=chance, tool=100.0 * items["machine_attributions"], hand=100.0 * items["gold"].where(chance.notna()),
        n=items["words"].astype("float64"),
    )  # fmt: skip
    for outlet, part in table.groupby("outlet"):
        truth = 100.0 * part["gold"].sum() / part["n"].sum()
        yield str(outlet), truth, corrected_ratio(part, ("tool", "n"), ("hand", "n"), probability="chance", population=THESE)


def described(items: pd.DataFrame) -> dict[str, float]:
    """Between which words and attributions per 100 words nine in ten of the articles lie."""
    sums = items.groupby("article_id")[["words", "machine_attributions"]].sum()
    values = {"length": sums["words"], "genre": 100 * sums["machine_attributions"] / sums["words"]}
    ends = (("low", 0.05), ("high", 0.95))
    return {f"{name} {end}": float(held.quantile(share)) for name, held in values.items() for end, share in ends}


def rates(items: pd.DataFrame, runs: int) -> dict[str, float]:
    """Coverage and width for each outlet over samples, and how many outlets the default sample holds."""
    from hearsay.validation.sample import SEED

    rows = [
        (outlet, made.corrected.low <= truth <= made.corrected.high, made.corrected.width, made.coded.width)
        for seed in range(1, runs + 1)
        for outlet, truth, made in rate_estimates(items, seed)
    ]
    table = pd.DataFrame(rows, columns=["outlet", "covers", "width", "coded width"]).groupby("outlet").mean()
    result = {f"rates {outlet} {name}": float(row[name]) for outlet, row in table.iterrows() for name in table}
    result = {name: 100 * value if name.endswith("covers") else value for name, value in result.items()}
    default = list(rate_estimates(items, SEED))
    inside = sum(made.corrected.low <= truth <= made.corrected.high for _, truth, made in default)
    return {**result, "rates inside": float(inside), "rates outlets": float(len(default))}


def rows(result: Mapping[str, Any]) -> str:
    """The result of `check` as lines to print."""
    lines = [f"{result['runs']} samples; percent of the intervals that hold the truth (mean width)", ""]
    lines.append(f"{'made up, rows coded':22}" + "".join(f"{way:>18}" for way in WAYS) + "   corrected, all figures")
    for n in (key.split()[1] for key in result if key.endswith("tool covers")):
        cells = [f"{result[f'simulated {n} {way} covers']:.1f} ({result[f'simulated {n} {way} width']:.3f})" for way in WAYS]
        least, most = (result[f"simulated {n} corrected {end} covers"] for end in ("least", "most"))
        lines.append(f"{n:22}" + "".join(f"{cell:>18}" for cell in cells) + f"   {least:.1f} to {most:.1f}")
    lines += ["", f"attributions per 100 words, {SHARE:.0%} of the sentences of {result['articles']} articles coded"]
    for outlet in (key.split()[1] for key in result if key.startswith("rates ") and key.endswith(" covers")):
        covers, width, alone = (result[f"rates {outlet} {name}"] for name in ("covers", "width", "coded width"))
        lines.append(f"{outlet:22}{covers:5.1f} ({width:.2f}; coded rows alone {alone:.2f})")
    inside, outlets = result["rates inside"], result["rates outlets"]
    return "\n".join([*lines, "", f"the default sample holds the rates of {inside:.0f} of {outlets:.0f} outlets"])
