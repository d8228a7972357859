"""What a reader is told first: plain sentences, each counted, with how sure it is and the statements that were counted.

Rules write them from the tables. Where the articles cannot carry a sentence, it says so; nothing is graded, and no outlet is
ranked. A finding is about the articles that were read, not about the outlets at large.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hearsay.charts.base.rows import NOBODY_SPEAKS, outermost
from hearsay.charts.base.speakers import speakers
from hearsay.charts.sources import NAMED, SIDES, UNKNOWN, speakers_of
from hearsay.measures import measures
from hearsay.parsing.shared_texts import shared_texts
from hearsay.report.evidence import FLOOR, evidence_of
from hearsay.report.groups import DOUBTING
from hearsay.schema import NOT_STATED
from hearsay.sourcing.article_view import OFFICIAL
from hearsay.statistics.compare import HIGHER, LOWER, SO_FEW, TOO_FEW, UNRESOLVED, compare
from hearsay.statistics.intervals import Interval, by_article, of_articles
from hearsay.text.printed import quantity

if TYPE_CHECKING:
    from hearsay.study import Study

LEAST = 10
"""Statements without which nothing is said of their shares."""
LEAST_SHARE = 0.05
"""Share of the statements without which a side is not told apart."""
ONE_SIDED_FROM = 5
"""Statements that an article needs before it is said that one side alone has the floor in it."""
MOST_SIDES, MOST_DIFFERENCES = 3, 2
"""Sides that are compared between outlets, and differences that are told one by one, each of another measure."""
MOST_FINDINGS = 8
"""Sentences that are read at once."""
LAST = ("one-side", "second-hand", "doubted", "one-origin")
"""What is left out first where there is more to tell."""
SHARES = {
    "share anonymous": "rest on speakers without a name",
    "share named person": "rest on named persons",
    "share officials and governments": "come from officials and governments",
    "share direct quotation": "stand in quotation marks",
    "share doubting cue": "have a cue that doubts or denies",
    "share second-hand": "come from other media or through another mouth",
}


@dataclass(frozen=True)
class Finding:
    """One sentence, how sure it is, and the rows that were counted, of `attributions` or with the same columns of mentions;
    none where articles or comparisons are counted. `outlets` are those that it
    compares, `articles` those that it counts."""

    name: str
    text: str
    sure: str
    counted: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    outlets: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """k of n statements, and its interval over articles (0 to 1 of a single article)."""

    k: int
    n: int
    articles: int
    interval: Interval

    @property
    def value(self) -> float:
        return self.k / self.n


def in_bodies(attributions: pd.DataFrame) -> pd.DataFrame:
    """The attributions of bodies that count, those inside others among them: of these is what came through another mouth."""
    return attributions[attributions["counted"] & (attributions["zone"] == "body")]


def share_of(said: pd.DataFrame, held: pd.Series) -> Share:
    """The share of some statements that others make up."""
    n = said.groupby("article_id").size()
    k = said[held].groupby("article_id").size().reindex(n.index, fill_value=0)
    return Share(int(k.sum()), int(n.sum()), len(n), of_articles(k.to_numpy(), n.to_numpy()) if len(n) > 1 else (0.0, 1.0))


@dataclass(frozen=True)
class Said:
    """The statements of the articles' bodies, those inside others left out, with the articles that hold any."""

    rows: pd.DataFrame

    @property
    def n(self) -> int:
        return len(self.rows)

    def share(self, held: pd.Series) -> tuple[pd.DataFrame, str, str]:
        """The rows that count, 'k of n statements (p %)', and the sentence with its interval over articles."""
        share = share_of(self.rows, held)
        told = f"{share.k:,} of {quantity(share.n, 'statement')} ({percent(share.value)})"
        if share.articles < 2:
            return self.rows[held], told, "One article: it says nothing of what another would give."
        low, high = map(percent, share.interval)
        return self.rows[held], told, f"95 % interval over {quantity(share.articles, 'article')}: {low} to {high}."


def findings(study: Study) -> list[Finding]:
    """The sentences of the front page, in the order in which they are told.

    Parameters
    ----------
    study
        The study. Statements are attributions of level 1 in the body, as charts and tables count them.

    Returns
    -------
    list of Finding
        At most eight: whose statements are told, which differences between outlets stand out, how statements are sourced, and
        what outlets share; of a corpus with fewer than ten statements only that nothing can be told.
    """
    said = Said(outermost(study.attributions, "body"))
    if said.n < LEAST:
        few = f"{quantity(said.n, 'statement')} by others in {quantity(len(study.articles), 'article')}"
        return [Finding("statements", f"Too little is said to tell anything: {few}.", "", said.rows)]
    told = [
        *_floor(said), *_differences(study, said), *_sourced(said), *_second_hand(study), *_one_sided(said), *_shared(study),
        *_one_origin(study),
    ]  # fmt: skip
    spare = [name for name in LAST if any(one.name == name for one in told)][: max(0, len(told) - MOST_FINDINGS)]
    return [one for one in told if one.name not in spare]


def _floor(said: Said) -> Iterator[Finding]:
    """Which side is told most often, and which next."""
    sides = speakers(said.rows, set(said.rows["side"]))
    ranked = large_sides(said.rows)
    unknown, nobody = (int((sides == value).sum()) for value in (NOT_STATED, NOBODY_SPEAKS))
    if not ranked:
        yield Finding("sides", f"No side has {percent(LEAST_SHARE)} of {quantity(said.n, 'statement')}.", "", said.rows)
        return
    chosen, told, sure = said.share(sides == ranked[0])
    behind = [f"{speakers_of(side)} in {int((sides == side).sum()):,}" for side in ranked[1:]]
    others = f"; {', '.join(behind)}" if behind else ""
    first = speakers_of(ranked[0])
    if len(ranked) > 1 and not _apart(said, ranked[0], ranked[1]):
        text = f"{first} have the floor in {told}{others}; which of the first two is heard more is not resolved."
    else:
        text = f"{first} have the floor most often: in {told}{others}."
    text = text[0].upper() + text[1:]
    open_ones = {f"in {unknown:,} ({percent(unknown / said.n)}) the side is not stated": unknown,
                 f"in {nobody:,} ({percent(nobody / said.n)}) nobody is named": nobody}  # fmt: skip
    told = " and ".join(words for words, k in open_ones.items() if k)
    order = " So the order of the sides may be another." if unknown > UNKNOWN * said.n else ""
    yield Finding("sides", text, f"{sure} I{told[1:]}.{order}" if told else sure, chosen)


def large_sides(said: pd.DataFrame) -> list[str]:
    """The sides that are heard most: at most three, each with a twentieth of the statements; what is no side is none."""
    counts = said["side"].value_counts(sort=True)
    return [side for side, k in counts.items() if side not in SIDES and k >= LEAST_SHARE * len(said)][:MOST_SIDES]


def _apart(said: Said, one: str, other: str) -> bool:
    """Whether one side is told more often than another by more than articles vary."""
    counts = [said.rows["side"].eq(side).groupby(said.rows["article_id"]).sum() for side in (one, other)]
    table = np.column_stack([*counts, said.rows.groupby("article_id").size()])
    # The difference of two shares lies between -1 and 1; intervals are made for what lies between 0 and 1.
    low, high = by_article(table, lambda sums: 0.5 + (sums[..., 0] - sums[..., 1]) / np.maximum(2 * sums[..., 2], 1))
    return not low <= 0.5 <= high


def _sourced(said: Said) -> Iterator[Finding]:
    """Named or not, official or not, vouched for or doubted."""
    rows = said.rows
    told = [
        ("unnamed", rows["identifiability"].map(NAMED) == "unnamed", "rest on speakers without a name"),
        ("officials", rows["source_type"].isin(OFFICIAL), "come from officials and governments"),
        ("doubted", rows["stance"].isin(DOUBTING), "are told with a cue that doubts or denies"),
    ]
    for name, held, what in told:
        chosen, k_of_n, sure = said.share(held)
        yield Finding(name, f"{k_of_n} {what}.", sure, chosen)


def _second_hand(study: Study) -> Iterator[Finding]:
    """What comes through others: most of it stands inside the statement of whoever passes it on."""
    said = Said(in_bodies(study.attributions))
    chosen, k_of_n, sure = said.share(said.rows["hop"] > 1)
    text = f"{k_of_n} reached the article through another mouth, as far as it says so."
    yield Finding("second-hand", text, f"Statements inside others are counted too. {sure}", chosen)


def _one_sided(said: Said) -> Iterator[Finding]:
    """Articles in which one side alone is told."""
    by_article = said.rows.groupby("article_id", sort=False)["side"]
    large = {article: sides for article, sides in by_article if len(sides) >= ONE_SIDED_FROM}
    if not large:
        return
    alone = [article for article, sides in large.items() if sides.nunique() == 1 and sides.iloc[0] != NOT_STATED]
    of = f"{len(alone)} of {quantity(len(large), 'article')} with {ONE_SIDED_FROM} statements or more"
    sure = "Articles in which the side of any statement is not stated do not count as such."
    yield Finding("one-side", f"{of} give the floor to one side alone.", sure, said.rows[said.rows["article_id"].isin(alone)])


def _shared(study: Study) -> Iterator[Finding]:
    """Texts that several articles print: they are one source, however many print them."""
    if len(study.articles) < 2:
        return
    first = shared_texts(study.articles, study.sentences)
    repeated = first[first != ""]
    if len(repeated):
        ordered = repeated.sort_values(kind="stable").index
        text = (
            f"{quantity(len(repeated), 'article')} print a text that another prints too ({quantity(repeated.nunique(), 'text')})."
        )
        yield Finding("copies", text, "Such a text counts once in every comparison of outlets.", articles=tuple(ordered))


def _one_origin(study: Study) -> Iterator[Finding]:
    """Claims that several outlets print and that have one origin: one source, however many print it."""
    told = study.claims[study.claims["outlets"] > 1]
    claims = told.groupby(["story", "claim_no"], sort=False)
    if not len(claims):
        return
    one = told[told["origins"] == 1]
    k, n = one.groupby(["story", "claim_no"]).ngroups, claims.ngroups
    origin = one["origin"].mask(one["origin"] == "", "no origin is named")
    rows = one.assign(speaker=origin, source="", side=one["presented_as"], content=one["text"])
    text = f"{k:,} of {quantity(n, 'claim')} that two outlets or more print {'rests' if k == 1 else 'rest'} on one origin"
    sure = (
        "Outlets that have it from one speaker or paper are one source. Some of these are no shared claim, and many shared "
        "claims are missed: read them as examples."
    )
    yield Finding("one-origin", f"{text}, as far as the texts show.", sure, rows)


def _differences(study: Study, said: Said) -> Iterator[Finding]:
    """What tells the outlets apart, or that nothing can be told of it."""
    outlets = study.articles.loc[study.articles["outlet"] != NOT_STATED, "outlet"].nunique()
    if outlets < 2:
        yield Finding("outlets", "Outlets cannot be compared: " + ("only one is" if outlets else "none is") + " stated.", "")
        return
    values = measures(study)
    table = compare(pd.concat([_by_side(said, values), values], ignore_index=True), measure="measure", weight="weight")
    pairs = table[table["a"] != ""]
    found = pairs[pairs["result"].isin((HIGHER, LOWER))].sort_values("p_adjusted", kind="stable")
    for number, row in enumerate(found.drop_duplicates("measure").head(MOST_DIFFERENCES).itertuples(), start=1):
        counted_rows = evidence_of(study, said.rows, row.measure, (row.a, row.b))
        yield Finding(f"difference-{number}", *_difference(row), counted_rows, outlets=(row.a, row.b))
    counts = pairs["result"].value_counts()
    open_ones = ", ".join(f"{counts[what]} {told}" for what, told in RESULTS.items() if counts.get(what))
    whole = f"Of {quantity(len(pairs), 'comparison')} between two outlets"
    if not len(found):
        yield Finding("outlets", f"Nothing can be told of differences between the outlets. {whole}: {open_ones}.", NOT_SAME)
    else:
        stand = f"{len(found)} {'stands' if len(found) == 1 else 'stand'} out"
        yield Finding("outlets", f"{whole}, {stand}{open_ones and f'; {open_ones}'}.", NOT_SAME)


RESULTS = {
    UNRESOLVED: "are not resolved",
    SO_FEW: "cannot be resolved with so few",
    "no shared actors": "have no actors in common",
    TOO_FEW: "have too few articles",
}
NOT_SAME = "Not resolved is not the same as equal. Notebooks 02 to 04 show each comparison with its interval."


def _difference(row: Any) -> tuple[str, str]:
    """Who gives more of what than whom, with both figures, the interval, the articles and p."""
    more, less = (row.a, row.value_a), (row.b, row.value_b)
    if row.difference < 0:
        more, less = less, more
    side, of_side, _ = row.measure.partition(FLOOR)[::-1]
    shown = percent if of_side or row.measure in SHARES else "{:.2f}".format
    figures = f"{shown(more[1])} against {shown(less[1])}"
    if of_side:
        text = f"{more[0]} gives the floor to {speakers_of(side)} more often than {less[0]}: in {figures} of its statements."
    elif row.measure in SHARES:
        text = f"More statements in {more[0]} than in {less[0]} {SHARES[row.measure]}: {figures}."
    else:
        text = f"{more[0]} stands above {less[0]} in “{row.measure}”: {figures}."
    low, high = sorted((abs(row.low), abs(row.high)))
    width = "" if np.isnan(low) else f"95 % interval of the difference: {shown(low)} to {shown(high)}; "
    units = f"{row.events} shared events" if row.design == "paired" else f"{row.articles_a + row.articles_b} articles"
    why = "" if row.design == "paired" else " They were not compared within shared events: what they report may be why."
    return text, f"{width}{units}; p {row.p_adjusted:.2g} after adjustment for {row.n_tests} tests.{why}"


def _by_side(said: Said, values: pd.DataFrame) -> pd.DataFrame:
    """For each side that is told most often its share of the statements of each article, as `measures` gives shares."""
    known = values.drop_duplicates("article_id").drop(columns=["measure", "value", "weight", "about"])
    kept = said.rows[said.rows["article_id"].isin(values.loc[values["weight"] > 0, "article_id"])]
    n = kept.groupby("article_id").size()
    parts = []
    for side in large_sides(said.rows):
        k = kept[kept["side"] == side].groupby("article_id").size().reindex(n.index, fill_value=0)
        share = known.assign(
            value=known["article_id"].map(k / n), weight=known["article_id"].map(n).fillna(0.0).astype("float64")
        )
        parts.append(share.assign(measure=FLOOR + side, about=[()] * len(share)))
    return pd.concat(parts, ignore_index=True) if parts else known.iloc[:0]


def percent(share: float) -> str:
    """A share in whole per cent; what is not nothing is never shown as 0."""
    whole = round(100 * share)
    return f"{whole} %" if whole or not share else "less than 1 %"
