"""Wording: the words that one group of articles uses more than the rest, and which of them chance would not give it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csc_array, csr_array

from hearsay import schema
from hearsay.errors import InputError
from hearsay.framing.vocabulary import WordCounts, count_words, house_style
from hearsay.statistics.article_events import FOUND, article_events
from hearsay.statistics.compare import design_for, events_of
from hearsay.statistics.permutation import ALPHA, Layout, benjamini_hochberg
from hearsay.statistics.sampling import stratified_sample
from hearsay.statistics.word_tests import WordChances, reachable_p, word_chances, worth_testing

PRIOR = 500.0
"""Weight of the prior, in words: as if each group had been seen using this many words of the whole corpus before."""
Z95 = 1.96
MOST = 20_000
"""Articles whose words are compared; of more a sample is. With some 200 different words of each, and what is drawn of them, half
a gigabyte is held, and each group's test takes some ten seconds: both grow with the articles."""
ALONE = 20
"""Articles of no stated outlet that are still compared one by one: more fill a table that grows with the square of the corpus."""


@dataclass(frozen=True)
class _Group:
    """One group against the rest: which units are reassigned, their words, and how far each word could get.

    `events` counts the events within which articles are exchanged, `events_found` those of them that were found.
    """

    name: str
    counts: csc_array
    lengths: np.ndarray
    layout: Layout | None
    reach: np.ndarray
    events: int = 0
    events_found: int = 0


def wording(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    by: Literal["outlet", "article_id"] = "outlet",
    min_count: int = 2,
) -> pd.DataFrame:
    """Log-odds of each word in each group against all the other groups, and what chance would make of it.

    Parameters
    ----------
    documents, sentences, articles
        The tables of those names. The words of the body count, whoever's they are.
    events
        The table: the event of each article, given or found; without it what `articles` states. Where a group and the others
        share six events or more, articles are exchanged within events only, so that no event's own words set an outlet apart.
    by
        What makes a group. With "outlet", an article whose outlet is not stated is a group of its own under its
        article_id: articles of unknown outlets are not thrown together. Where there are more than 20 of these they belong
        to nobody and are left out, as `statistics.compare` does: state their outlets to compare them. Of more than 20,000
        articles a sample is compared, each outlet by its share (`statistics.sampling`), and the counts are those of the sample.
    min_count
        Words rarer than this in the whole corpus get no row, but count towards the totals. The table has a row for
        every group and every other word: many with "article_id", where every article is a group.

    Returns
    -------
    DataFrame
        `schema.TABLES["wording"]`: one row per group and word that the corpus uses `min_count` times. Groups in
        alphabetical order, words by falling z. `log_odds` > 0: the group uses the word more than the rest does.
        `articles` of the group use the word. `p` is that of a permutation of articles by their rates of the word
        (two-sided), `p_adjusted` Benjamini-Hochberg over every p of the table: **only from p_adjusted < .05 call a word
        distinctive.** `null_low`..`null_high` holds the log-odds in 95 % of the permutations. All four are missing where
        nothing can be tested: with fewer than 6 shared events and fewer than 4 articles on either side, or for a word in
        so few articles that no p of it could be small enough [Gilbert2005]. `house_rule` names the rule by which
        the word is house style, '' when none does (`house_style.RULES`). `events` says how many events the articles were
        exchanged within, 0 where all were exchanged with all, `events_found` how many of these were found: **an inference on
        which the p then rests.**
        Empty when there are fewer than two groups.

    Notes
    -----
    [Monroe2008]: with y the count of the word in the group and in the rest, n all words of each,
    and as prior a = 500 x the word's share of the corpus, a_0 = 500,

        log_odds = log((y + a) / (n + a_0 - y - a)) - log((y_rest + a) / (n_rest + a_0 - y_rest - a))
        variance = 1 / (y + a) + 1 / (y_rest + a),    z = log_odds / sqrt(variance)

    **z is no significance and low..high is no confidence interval**: both take words for independent draws, while
    words come in articles and articles in events. Measured: under a null split of one outlet's articles 9.5 to 13 % of
    the words exceed |z| > 1.96 (6 to 11 % with this function and words used five times or more, on halves of 50
    articles); of 112 words "significant" between Fox and HuffPost 6 were left by a permutation of event pairs with
    Benjamini-Hochberg. What is left is mostly house style
    (docs/methods.md#distinctive-words). With one article per group this table says which words the
    article has, not how its outlet writes.

    Of this function's p, measured on halves of 20 and 20 articles of one outlet of BASIL, 400 times: .03 % of the words
    tested were called distinctive, any at all in 4.2 % of the runs. With 5 and 5 articles no word is worth a test.

    Raises
    ------
    InputError
        When `by` is neither of the two.
    """
    if by not in ("outlet", "article_id"):
        raise InputError(f"wording: by={by!r}; choose 'outlet' or 'article_id'")
    del documents
    articles = compared_articles(articles, by)
    counted = count_words(sentences, articles["article_id"].tolist(), articles["outlet"])
    groups = word_groups(articles, events, counted, by=by, min_count=min_count)
    return schema.frame("wording", [] if groups is None else wording_table(groups))


def compared_articles(articles: pd.DataFrame, by: str = "outlet") -> pd.DataFrame:
    """The articles whose words are compared: those that are in a group, and of more than `MOST` a sample."""
    some = articles[~left_out(articles)] if by == "outlet" else articles
    if len(some) <= MOST:
        return some
    drawn = stratified_sample(some["article_id"].tolist(), some["outlet"].tolist(), MOST)
    return some[some["article_id"].isin(drawn)]


def told_of(articles: pd.DataFrame) -> str:
    """Which articles the table is made without, in a line; '' where all are in it."""
    nobodys = int(left_out(articles[articles["language"].isin(schema.ENGLISH)]).sum())
    told = [f"wording without {nobodys} articles whose outlet is not stated: supply it in corpus.csv"] if nobodys else []
    told += [f"wording of {sample}"] if (sample := sample_of(articles)) else []
    return "\n".join(told)


def sample_of(articles: pd.DataFrame) -> str:
    """What the sample is, where the table is that of one; '' else."""
    english = articles[articles["language"].isin(schema.ENGLISH)]
    some = len(english) - int(left_out(english).sum())
    return f"a sample of {MOST:,} of {some:,} articles, each outlet by its share" if some > MOST else ""


def word_groups(
    articles: pd.DataFrame,
    events: pd.DataFrame | None,
    counted: WordCounts,
    *,
    by: str = "outlet",
    min_count: int = 2,
) -> WordGroups | None:
    """The words of articles as they are compared, from their counts; None where there are fewer than two groups."""
    groups = groups_of(articles, by)
    names = [groups[article] for article in counted.articles]
    if len(set(names)) < 2:
        return None
    known = article_events(articles, events)
    event = events_of(pd.Series(counted.articles, dtype="str"), known["event"])
    found = known.index[known["basis"] == FOUND]
    return WordGroups.of(counted, names, event, house_style(counted), min_count, found)


def wording_table(groups: WordGroups) -> pd.DataFrame:
    """`wording` from words already counted."""
    limit = groups.limit(map(groups.reach, groups.apart))
    rows = pd.concat([groups.rows(name, limit) for name in groups.names], ignore_index=True)
    return rows.assign(p_adjusted=benjamini_hochberg(rows["p"].to_numpy()))


def log_odds(
    y: np.ndarray, corpus: np.ndarray, n: float | np.ndarray, total: float | np.floating
) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds of one group's words against the rest of the corpus, and their standard errors.

    `y` and `corpus` are counts per word in the group and in the corpus, `n` and `total` all words of both.
    """
    a, rest = PRIOR * corpus / total, corpus - y
    return _log_odds(y, corpus, n, total), np.sqrt(1 / (y + a) + 1 / (rest + a))


def _log_odds(y: np.ndarray, corpus: np.ndarray, n: float | np.ndarray, total: float | np.floating) -> np.ndarray:
    """The log-odds alone: thousands of assignments are given no standard error."""
    a, a0 = PRIOR * corpus / total, PRIOR
    rest, n_rest = corpus - y, total - n
    return np.asarray(np.log((y + a) / (n + a0 - y - a)) - np.log((rest + a) / (n_rest + a0 - rest - a)))


def word_tests(wording: pd.DataFrame) -> int:
    """How many tests the p of a table are; what tells one of two groups from the other is one test, printed twice."""
    groups = list(dict.fromkeys(wording["group"]))
    return int(wording.loc[wording["group"].isin(groups[: _apart(len(groups))]), "p"].notna().sum())


def distinctive(wording: pd.DataFrame, *, group: str, terms: int = 6) -> pd.DataFrame:
    """The words of one group that a chart shows: those it uses more than the rest, the most telling first.

    Words that pass the test come first, then those that were tested, by p; words that were not tested follow by z, house
    style comes last and only if it passes. The column `distinctive` says which pass.
    """
    own = wording[(wording["group"] == group) & (wording["log_odds"] > 0) & (wording["count"] > 0)]
    own = own.assign(distinctive=own["p_adjusted"] < ALPHA)
    order = {"house_style": True, "p": True, "z": False, "term": True}
    shown = own[own["distinctive"] | ~own["house_style"]].sort_values(list(order), ascending=list(order.values()), kind="stable")
    return shown.groupby("house_style", sort=False).head(terms).reset_index(drop=True)


def _apart(groups: int) -> int:
    return 1 if groups == 2 else groups


def left_out(articles: pd.DataFrame) -> pd.Series:
    """Which articles are in no group of outlets: those that state none, where they are too many to be groups of their own."""
    nobody = articles["outlet"] == schema.NOT_STATED
    return nobody & (nobody.sum() > ALONE)


def groups_of(articles: pd.DataFrame, by: str) -> Mapping[str, str]:
    """The group of each article."""
    named = articles[by].where(articles[by] != schema.NOT_STATED, articles["article_id"])
    return dict(zip(articles["article_id"], named, strict=True))


@dataclass(frozen=True)
class WordGroups:
    """Counted words, by the group and the event of each article: what the table is made from, one group after the other, for the
    whole matrix of groups and words need not fit into memory.

    `member` and `event` are of the articles, `inferred` the events that were found, `style` the words that are house style.
    """

    counted: WordCounts
    member: np.ndarray
    event: np.ndarray
    inferred: Collection[str]
    style: Mapping[str, str]
    kept: np.ndarray

    @classmethod
    def of(
        cls,
        counted: WordCounts,
        names: Sequence[str],
        event: pd.Series,
        style: Mapping[str, str],
        min_count: int = 2,
        found: Collection[str] = (),
    ) -> WordGroups:
        """From the group and event of each article, the words that are house style, and the articles whose event was found."""
        inferred = set(event[pd.Index(counted.articles).isin(found)])
        corpus = np.asarray(counted.counts.sum(axis=0)).ravel()
        return cls(counted, np.array(names), event.to_numpy(), inferred, style, np.flatnonzero(corpus >= min_count))

    @property
    def names(self) -> list[str]:
        """The groups, by alphabet."""
        return sorted(set(self.member.tolist()))

    @property
    def apart(self) -> list[str]:
        """Those of which each has tests of its own."""
        return self.names[: _apart(len(self.names))]

    def reach(self, name: str) -> np.ndarray:
        """The smallest p that each word of a group could have."""
        return self._group(name).reach

    @staticmethod
    def limit(reaches: Iterable[np.ndarray]) -> float:
        """The largest reach that is worth a test, from `reach` of the groups `apart`."""
        return worth_testing(np.concatenate([*reaches]))

    def rows(self, name: str, limit: float) -> pd.DataFrame:
        """The rows of one group; `p_adjusted` is missing as yet, for it rests on all."""
        group, own = self._group(name), (self.member == name).astype(float)
        totals, total = self._totals[self.kept], self.counted.lengths.sum()
        y, n = (own @ self.counted.counts)[self.kept], self.counted.lengths[self.member == name].sum()
        delta, error = log_odds(y, totals, n, total)
        chances = _chances(group, totals, total, limit)
        vocabulary = [self.counted.vocabulary[place] for place in self.kept]
        rules = [self.style.get(word, "") for word in vocabulary]
        part = pd.DataFrame(
            {
                "term": vocabulary, "group": name, "count": y, "log_odds": delta, "z": delta / error,
                "low": delta - Z95 * error, "high": delta + Z95 * error, "articles": (own @ self._held)[self.kept],
                "p": chances.p, "null_low": chances.low, "null_high": chances.high, "p_adjusted": np.nan,
                "house_style": [rule != "" for rule in rules], "house_rule": rules,
                "events": group.events, "events_found": group.events_found,
            }
        )  # fmt: skip
        return part.sort_values(["z", "term"], ascending=[False, True], kind="stable")

    @cached_property
    def _totals(self) -> np.ndarray:
        return np.asarray(self.counted.counts.sum(axis=0)).ravel()

    @cached_property
    def _held(self) -> csr_array:
        """Which article has which word."""
        return self.counted.counts.astype(bool).astype(float)

    def _group(self, name: str) -> _Group:
        return _group(self.counted, name, self.member == name, self.event, self.inferred, self.kept)


def _group(
    counted: WordCounts, name: str, own: np.ndarray, event: np.ndarray, inferred: Collection[str], kept: np.ndarray
) -> _Group:
    """How the group can be tested: within events that it shares, or against the rest as a whole, or not at all."""
    (codes, names), articles = pd.factorize(event), np.arange(len(own))
    every, inner = np.bincount(codes), np.bincount(codes, own)
    shared = np.flatnonzero((inner > 0) & (inner < every))
    # What a group has of one event is one unit, unless all articles report the same.
    units = pd.factorize(pd.MultiIndex.from_arrays([codes if len(set(codes)) > 1 else articles, own]))[0]
    inside = np.zeros(units.max() + 1, dtype=bool)
    inside[units[own]] = True
    design = design_for(len(shared), [inside.sum(), (~inside).sum()])
    if design == "none":
        return _Group(name, csc_array((0, 0)), np.zeros(0), None, np.full(len(kept), np.inf))
    layout, events = Layout(inside, np.zeros(len(inside), dtype=int)), set[str]()
    if design == "paired":
        layout, units, events = Layout(own, codes), articles, {str(name) for name in names[shared]}
    joined = csr_array((np.ones(len(units)), (units, articles)), shape=(len(layout.inside), len(units)))
    counts = csc_array((joined @ counted.counts)[:, kept]).astype(np.float32)
    blocks = np.repeat(np.arange(len(layout.places)), [len(block) for block in layout.places])
    within = csr_array(
        (np.ones(len(blocks)), (blocks, np.concatenate([*layout.places, np.zeros(0, dtype=int)]))),
        shape=(len(layout.places), len(layout.inside)),
    )
    reach = reachable_p(layout, within @ (counts > 0))
    return _Group(name, counts, joined @ counted.lengths, layout, reach, len(events), len(events.intersection(inferred)))


def _chances(group: _Group, totals: np.ndarray, total: float, limit: float) -> WordChances:
    if group.layout is None:
        return WordChances(*(np.full(len(totals), np.nan) for _ in range(3)))
    corpus = totals.astype(np.float32)

    def figure(y: np.ndarray, n: np.ndarray, words: np.ndarray) -> np.ndarray:
        return _log_odds(y, corpus[words], n.astype(np.float32), np.float32(total))

    return word_chances(group.counts, group.lengths, group.layout, figure, np.flatnonzero(group.reach <= limit))
