"""Heads for who a speaker is: type, identifiability and country, on what the rules and the words say of each speaker.

    python sources_train.py --data SOURCES --work FOLDER [--models ../hearsay/models]

SOURCES is a folder of coded sources (see `hearsay.validation.benchmarks.coded_sources`). Attributions are read once and kept in
FOLDER; started again, it goes on from there. Measured by cross-validation over articles in five parts: of each part by heads that
saw no row of it, in no stage. Written are the heads taught by all parts.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import pandas as pd
from lines_export import trees
from networks import write_packed
from onnxruntime import InferenceSession
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from hearsay.attribution.attributions import DEFAULT, attributions, find_extractor
from hearsay.attribution.extraction.cleaning import clean_sources, in_text_order, nested_by_containment
from hearsay.attribution.labels import antecedents, described
from hearsay.attribution.labels.described import HEADS, TIES, TYPES, WHO, ArticleSpeakers, SpeakerHeads
from hearsay.attribution.labels.ranker import Anaphor, chosen
from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.entities.gazetteer import outlet_country
from hearsay.entities.people import index_entities
from hearsay.entities.types import Head
from hearsay.parsing.articles import blocks, sentences
from hearsay.text.spans import Attribution, SentenceSpan, passages_by_article
from hearsay.validation.benchmarks import sources, speakers
from hearsay.validation.benchmarks.coded_sources import CodedArticle, CodedRow, documents, matched, read_coded_sources
from hearsay.validation.coding_formats import from_sources

PARTS = 5
STEPS, PENALTY, REDUCED, MEANING, LEXICAL = 80, 80.0, 320, 0.3, 4.0
"""Of the linear heads: steps, penalty, directions of the meanings that are kept while they learn, and how much a meaning and what
a lexicon says weigh (.79 of types right with 1, .80 with 4: cross-validated)."""
AROUND, ALONE = (2, 3, 4), 1.0
"""Meanings that are withheld (what stands before and after the mentions, and what is said) so that type and identifiability are
also learnt from a phrase alone, and what such a copy of a speaker weighs."""
SPEAKERS = 12
"""Coded speakers of a country from which words alone may tell it."""
TREES = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 15, "min_data_in_leaf": 30, "lambda_l2": 3.0,
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.5, "max_bin": 127, "num_threads": 1, "seed": 0,
    "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
ROUNDS, DRAWS = 220, 4
"""Trees of an ensemble, and ensembles whose mean counts: of three single ones .746 to .765 of the countries due were stated at a
precision of .95, of the mean of four .765."""
US_POLITICS = 0.6
"""Weight of the articles on US politics, so that the rest of the world is not outvoted."""
PRECISION = 0.95
"""What is stated has to be right so often in cross-validation."""
ANTECEDENTS = "antecedents.pkl"
"""Where the ensembles lie that rank antecedents, one for each kind and part."""
Ranking = Callable[[int, Anaphor, np.ndarray], int]
MOST_ROWS = 4
"""Rows of one speaker up to which they count, by their square root."""


@dataclass
class Learnt:
    """One article as it is learnt from: its speakers, and of each the coded rows."""

    coded: CodedArticle
    passages: list[SentenceSpan]
    found: list[Attribution]
    speakers: ArticleSpeakers
    rows: list[list[CodedRow]]
    part: int

    @property
    def weight(self) -> float:
        return US_POLITICS if self.coded.corpus.startswith(sources.US) else 1.0


def read_articles(coded: Sequence[CodedArticle], work: Path) -> dict[str, tuple[list[SentenceSpan], list[Attribution]]]:
    """Sentences and attributions of each article, read once."""
    kept = work / "found.pkl"
    held: dict[str, Any] = pickle.loads(kept.read_bytes()) if kept.is_file() else {}
    missing = [article for article in coded if article.name not in held]
    if missing:
        texts = documents(missing)
        passages = passages_by_article(sentences(texts, blocks(texts)))
        extract = find_extractor(DEFAULT)
        for number, article in enumerate(missing):
            mine = passages.get(article.name, [])
            held[article.name] = mine, extract(article.text, mine) if mine else []
            if number % 50 == 0:
                print(f"read {number} of {len(missing)}", flush=True)
                kept.write_bytes(pickle.dumps(held))
        kept.write_bytes(pickle.dumps(held))
    return held


def learnt(article: CodedArticle, passages: list[SentenceSpan], raw: list[Attribution], part: int, unseen: Ranking) -> Learnt:
    """The article's speakers with the coded rows that are theirs."""
    found = nested(article.text, raw)
    index = index_entities(article.text, passages)
    antecedents.likeliest = partial(unseen, part)
    resolved = resolve_speakers(index, passages, found)
    speakers = described.article_speakers(index, passages, found, resolved, outlet_country(article.outlet))
    same = matched(article, as_predicted(found))
    coded = {other.n: row for row, other in zip(article.rows, same, strict=True) if other and row.ok}
    rows = [[coded[n] for n in profile.rows if n in coded] for profile in speakers.profiles]
    return Learnt(article, passages, found, speakers, rows, part)


def nested(text: str, raw: list[Attribution]) -> list[Attribution]:
    """Attributions as the table has them: cleaned, in the order of the text, each with the one that holds it."""
    found = in_text_order(clean_sources(text, raw))
    return found if any(one.parent is not None for one in found) else nested_by_containment(found)


def parts_of(coded: Sequence[CodedArticle]) -> dict[str, int]:
    """The part of cross-validation of each article."""
    order = np.random.default_rng(0).permutation(len(coded))
    return {coded[at].name: number % PARTS for number, at in enumerate(order)}


def as_predicted(found: Sequence[Attribution]) -> list[_Predicted]:
    """Attributions as `matched` takes them, each with its number."""
    return [_Predicted(n, one) for n, one in enumerate(found)]


def kind_of(anaphor: Anaphor) -> str:
    """Which ensemble ranks the candidates of a source."""
    return "pronoun" if anaphor.mention.head is Head.PRONOUN else "role"


def unseen_antecedents(work: Path) -> Ranking:
    """Whom a source takes up, by ensembles that have not seen its article's part (see `antecedents_train.py`)."""
    boosters: dict[tuple[str, int], lightgbm.Booster] = pickle.loads((work / ANTECEDENTS).read_bytes())
    return lambda part, anaphor, columns: chosen(kind_of(anaphor), boosters[kind_of(anaphor), part].predict(columns))


class _Predicted:
    """An attribution as `matched` takes it."""

    def __init__(self, n: int, one: Attribution) -> None:
        self.n, self.content_spans = n, one.content
        self.cue_start, self.cue_end = one.cue
        self.source_start, self.source_end = one.source or (float("nan"), float("nan"))


class Data:
    """All speakers in one table: columns, labels, weights, and the part of their article."""

    def __init__(self, articles: Sequence[Learnt]) -> None:
        self.articles = articles
        held = [(article, n) for article in articles for n in range(len(article.speakers.profiles))]
        self.columns = np.vstack([article.speakers.columns for article in articles if len(article.speakers.profiles)])
        self.part = np.array([article.part for article, _ in held])
        rows = [article.rows[n] for article, n in held]
        coded = Counter(code for mine in rows for code in {code for row in mine for code in row.country})
        self.origins = tuple(sorted(code for code, n in coded.items() if n >= SPEAKERS))
        sizes = [min(MOST_ROWS, len(mine)) ** 0.5 for mine in rows]
        self.weight = np.array([size * article.weight for size, (article, _) in zip(sizes, held, strict=True)])
        self.labels = {
            "type": np.array([TYPES.index(_commonest(row.kind for row in mine)) if mine else 0 for mine in rows]),
            "who": np.array([WHO.index(_commonest(row.identifiability for row in mine)) if mine else 0 for mine in rows]),
            "origin": np.array([self.origin(mine) for mine in rows]),
            "tie": np.array([_tie(article, mine) for (article, _), mine in zip(held, rows, strict=True)]),
        }
        self.offsets = np.cumsum([0, *(len(article.speakers.profiles) for article in articles)])
        self.pairs = np.array([len(a.speakers.profiles) * len(a.speakers.codes) for a in articles])
        self.pair_part = np.repeat([a.part for a in articles], self.pairs)
        self.right = np.concatenate([_right(a) for a in articles])
        weights = [np.repeat(self.weight[i:j], len(a.speakers.codes)) for a, i, j in self._bounds()]
        self.pair_weight = np.concatenate(weights)

    def _bounds(self) -> Iterable[tuple[Learnt, int, int]]:
        return zip(self.articles, self.offsets, self.offsets[1:], strict=False)

    def origin(self, rows: Sequence[CodedRow]) -> int:
        """The output for the country of most rows; the last one for none and for rare ones."""
        known = Counter(code for row in rows for code in row.country).most_common(1)
        return self.origins.index(known[0][0]) if known and known[0][0] in self.origins else len(self.origins)

    @cached_property
    def mapping(self) -> tuple[np.ndarray, np.ndarray]:
        """How columns are made smaller for learning: what is subtracted, and the map; lexical ones stay as they are, meanings are
        scaled and turned to their main directions."""
        width = self.columns.shape[1] - 6 * 384
        mean, spread = self.columns.mean(axis=0), self.columns.std(axis=0) + 1e-6
        mean[:width], scale = 0.0, MEANING / spread
        scaled = (self.columns[:, width:] - mean[width:]) * scale[width:]
        _, directions = np.linalg.eigh(scaled.T @ scaled)
        turn = directions[:, ::-1][:, :REDUCED]
        mapped = np.zeros((len(mean), width + REDUCED))
        mapped[:width, :width] = LEXICAL * np.eye(width)
        mapped[width:, width:] = scale[width:, None] * turn
        return mean, mapped

    @cached_property
    def reduced(self) -> np.ndarray:
        """The columns as the linear heads learn from them."""
        mean, mapped = self.mapping
        return ((self.columns - mean) @ mapped).astype(np.float32)

    @cached_property
    def alone(self) -> np.ndarray:
        """The same speakers by their own phrase alone, as in a text that says nothing else of them."""
        mean, mapped = self.mapping
        width = self.columns.shape[1] - 6 * 384
        withheld = self.columns.copy()
        for block in AROUND:
            withheld[:, width + block * 384 : width + (block + 1) * 384] = 0.0
        return ((withheld - mean) @ mapped).astype(np.float32)


def _commonest(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]


def _tie(article: Learnt, rows: Sequence[CodedRow]) -> int:
    country = Counter(code for row in rows for code in row.country).most_common(1)
    if not country:
        return TIES.index("none")
    first = article.speakers.codes[0].strip("~") if article.speakers.codes else ""
    code = country[0][0]
    own = "outlet's" if code == article.speakers.places.outlet else "other"
    return TIES.index("US" if code == "US" else "most named" if code == first else own)


def _right(article: Learnt) -> np.ndarray:
    """Of each speaker and country of an article whether most coded rows have it."""
    codes = [code.strip("~") for code in article.speakers.codes]
    return np.array(
        [2 * sum(code in row.country for row in mine) >= max(1, len(mine)) for mine in article.rows for code in codes], dtype=bool
    )


class Stages:
    """The three stages, each taught without some parts; what a later stage learns from was said by earlier ones that had not
    seen the row."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.linear: dict[frozenset[int], np.ndarray] = {}
        self.boosted: dict[tuple[str, frozenset[int]], list[lightgbm.Booster]] = {}
        self.seen: dict[tuple[str, frozenset[int]], np.ndarray] = {}

    def weights(self, without: frozenset[int]) -> np.ndarray:
        """Weights of the linear heads over the columns as the library has them."""
        if without not in self.linear:
            mean, mapped = self.data.mapping
            known = ~np.isin(self.data.part, list(without)) & (self.data.weight > 0)
            columns = np.vstack([self.data.reduced[known], self.data.alone[known]])
            weight = np.concatenate([self.data.weight[known], ALONE * self.data.weight[known]])
            made = []
            for head, outputs in {**HEADS, "origin": len(self.data.origins) + 1}.items():
                labels = np.tile(self.data.labels[head][known], 2)
                n = len(labels) if head in ("type", "who") else len(labels) // 2
                fitted = _softmax_fit(columns[:n], labels[:n], weight[:n], outputs)
                whole = mapped @ fitted[:-1]
                made.append(np.vstack([whole, fitted[-1] - mean @ whole]))
            self.linear[without] = np.hstack(made).astype(np.float32)
            print("linear without", sorted(without), flush=True)
        return self.linear[without]

    def columns(self, stage: str, without: frozenset[int]) -> np.ndarray:
        """What an ensemble sees of all pairs, said by stages that saw neither the row's part nor `without`."""
        if (stage, without) not in self.seen:
            made = []
            for article, i, j in self.data._bounds():
                apart = without | {article.part}
                if not article.speakers.codes or i == j:
                    continue
                scores = described.linear_scores(self.data.columns[i:j], self.weights(apart))
                columns = described.alone_columns(article.speakers, scores, self.data.origins)
                if stage == "company":
                    margins = np.mean([one.predict(columns, raw_score=True) for one in self.boosters("alone", apart)], axis=0)
                    first = described._expit(margins).reshape(j - i, -1)
                    columns = described.company_columns(article.speakers, scores, columns, first)
                made.append(columns)
            self.seen[stage, without] = np.vstack(made)
        return self.seen[stage, without]

    def boosters(self, stage: str, without: frozenset[int]) -> list[lightgbm.Booster]:
        if (stage, without) not in self.boosted:
            known = ~np.isin(self.data.pair_part, list(without)) & (self.data.pair_weight > 0)
            columns = self.columns(stage, without)[known]
            held = lightgbm.Dataset(columns, self.data.right[known], weight=self.data.pair_weight[known])
            self.boosted[stage, without] = [lightgbm.train({**TREES, "seed": seed}, held, ROUNDS) for seed in range(DRAWS)]
            print(stage, "without", sorted(without), flush=True)
        return self.boosted[stage, without]

    def heads(self, without: frozenset[int], knots: np.ndarray, cut: float) -> SpeakerHeads:
        """The heads as the library runs them."""
        alone, in_company = (_session(self.boosters(stage, without)) for stage in ("alone", "company"))
        return SpeakerHeads(self.weights(without), self.data.origins, alone, in_company, knots, cut)


def _softmax_fit(columns: np.ndarray, labels: np.ndarray, weight: np.ndarray, outputs: int) -> np.ndarray:
    n, width = columns.shape
    wide = np.hstack([columns, np.ones((n, 1), dtype=np.float32)])
    wanted = np.eye(outputs, dtype=np.float32)[labels]
    weight = (weight / weight.mean()).astype(np.float32)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(width + 1, outputs).astype(np.float32)
        scores = wide @ weights
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        sums = raised.sum(axis=1, keepdims=True)
        value = -(weight * (scores[np.arange(n), labels] - np.log(sums[:, 0]))).sum() + 0.5 * PENALTY * (weights[:-1] ** 2).sum()
        slope = wide.T @ ((raised / sums - wanted) * weight[:, None])
        slope[:-1] += PENALTY * weights[:-1]
        return float(value), slope.ravel().astype(float)

    start = np.zeros((width + 1) * outputs)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x).reshape(width + 1, outputs)


def _session(boosters: Sequence[lightgbm.Booster]) -> InferenceSession:
    return InferenceSession(trees(*boosters).SerializeToString(), providers=["CPUExecutionProvider"])


def calibrated(articles: Sequence[Learnt], chances: Sequence[np.ndarray]) -> np.ndarray:
    """How often the likeliest country is right at each score, as knots, for all others and for the US."""
    best, right, us = [], [], []
    for article, mine in zip(articles, chances, strict=True):
        for n, rows in enumerate(article.rows):
            if article.speakers.codes:
                code = article.speakers.codes[int(mine[n].argmax())].strip("~")
                best += [float(mine[n].max())] * len(rows)
                right += [code in row.country for row in rows]
                us += [code == "US"] * len(rows)
    score, hit, american = np.array(best), np.array(right), np.array(us)
    at, knots = np.linspace(0.0, 1.0, 41), []
    for mine in (~american, american):
        curve = IsotonicRegression(out_of_bounds="clip").fit(score[mine], hit[mine])
        knots.append(np.stack([at, np.maximum.accumulate(curve.predict(at)) + 1e-6 * at]))
    return np.array(knots)


def lowest_cut(articles: Sequence[Learnt], chances: Sequence[np.ndarray], heads: SpeakerHeads) -> float:
    """The lowest probability from which what is stated is right as often as `PRECISION` says: of all rows, and of the rows that
    coders were sure of in news of the world and on US politics alike."""
    rows = []
    for article, mine in zip(articles, chances, strict=True):
        politics = article.coded.corpus.startswith(sources.US)
        for profile, coded, row in zip(article.speakers.profiles, article.rows, mine, strict=True):
            code, chance, named = described.likeliest_country(article.speakers, profile, row, heads)
            chance = 1.0 if named else chance
            rows += [(chance, code.strip("~") in one.country, one.sure, politics) for one in coded if code]
    chance, right, sure, politics = (np.array(column) for column in zip(*rows, strict=True))
    return max(_cut(chance[part], right[part]) for part in (np.ones(len(sure), dtype=bool), sure & politics, sure & ~politics))


def _cut(chance: np.ndarray, right: np.ndarray) -> float:
    """The lowest value of `chance` from which `right` holds often enough."""
    values = np.unique(chance)
    return float(next((value for value in values if right[chance >= value].mean() >= PRECISION), 1.0))


def labelled(articles: Sequence[Learnt], heads: Sequence[SpeakerHeads], unseen: Ranking) -> pd.DataFrame:
    """The attributions table of the articles, each by the heads and the ranking of its part."""
    made = []
    for part, mine in enumerate(heads):
        described.shipped_heads = lambda mine=mine: mine  # type: ignore[assignment]
        antecedents.likeliest = partial(unseen, part)
        held = [article for article in articles if article.part == part]
        found = {article.coded.text: article.found for article in held}
        passages = [(article.coded.name, asdict(passage)) for article in held for passage in article.passages]
        lines = pd.DataFrame([{"article_id": name, **passage} for name, passage in passages])
        texts = documents([article.coded for article in held])
        made.append(attributions(texts, lines, extractor=lambda text, _, found=found: list(found[text])))
    return pd.concat(made, ignore_index=True)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, required=True)
    given.add_argument("--work", type=Path, required=True)
    here = Path(__file__).parents[1] / "hearsay"
    given.add_argument("--models", type=Path, default=here / "models")
    options = given.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    coded = read_coded_sources(options.data)
    read = read_articles(coded, options.work)
    parts = parts_of(coded)
    unseen = unseen_antecedents(options.work)
    articles = [learnt(article, *read[article.name], parts[article.name], unseen) for article in coded]
    articles = [article for article in articles if article.found]
    data = Data(articles)
    print(len(articles), "articles,", len(data.columns), "speakers,", data.columns.shape[1], "columns", flush=True)
    stages = Stages(data)
    even = np.array([[[0.0, 1.0], [0.0, 1.0]]] * 2)
    unsure = [stages.heads(frozenset({part}), even, 0.5) for part in range(PARTS)]
    chances, scored = [], []
    for article, i, j in data._bounds():
        heads = unsure[article.part]
        scores = described.linear_scores(data.columns[i:j], heads.weights)
        scored.append(scores)
        chances.append(described.country_chances(article.speakers, scores, heads))
    (options.work / "chances.pkl").write_bytes(pickle.dumps((articles, chances, scored)))
    knots = calibrated(articles, chances)
    cut = lowest_cut(articles, chances, replace(unsure[0], knots=knots))
    print("cut", cut, flush=True)
    by_part = [replace(heads, knots=knots, cut=cut) for heads in unsure]
    whole = stages.heads(frozenset(), knots, cut)
    held = io.BytesIO()
    np.savez_compressed(
        held, weights=whole.weights.astype(np.float16), origins=np.array(data.origins), knots=knots, cut=np.array(cut)
    )
    (options.models / "sources.npz").write_bytes(held.getvalue())
    for stage in ("alone", "company"):
        write_packed(trees(*stages.boosters(stage, frozenset())), options.models, f"sources.{stage}")
    rows = labelled(articles, by_part, unseen)
    rows.to_pickle(options.work / "cross-validated.pkl")
    figures = sources.figures([article.coded for article in articles], rows)
    kept = {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items() if name != "worst"}
    taught = sorted(hashlib.sha256(article.text.encode()).hexdigest()[:16] for article in coded)
    card = json.dumps({"figures": kept, "articles": taught}, indent=1)
    (options.models / "sources.json").write_text(card + "\n", encoding="utf-8")
    # What users are told of the error on speakers is that of heads that had not seen the article.
    texts, answers = from_sources(options.data)
    by_group = speakers.figures(speakers.read_as_articles(texts, rows), answers, options.data)
    (here / "figures" / "speakers-sources.json").write_text(json.dumps(by_group, indent=1) + "\n", encoding="utf-8")
    print(sources.rows(figures))


if __name__ == "__main__":
    main()
