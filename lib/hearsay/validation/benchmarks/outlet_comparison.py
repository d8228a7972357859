"""What comparing outlets is worth, on BASIL: false alarms between halves of one outlet, outlets put in order, signs by chance.

Measured on BASIL [Fan2019], where three outlets report the same events.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hearsay.errors import DataError
from hearsay.framing.vocabulary import WordCounts, count_words
from hearsay.framing.wording import WordGroups, wording_table
from hearsay.measures import measures
from hearsay.statistics import Sums, by_article, compare, interval, wilson
from hearsay.statistics.permutation import ALPHA
from hearsay.study import Study, read
from hearsay.tone.robustness import robustness, verdict
from hearsay.tone.sentence_tone import taken_out
from hearsay.validation.benchmarks import digest

OUTLETS = {"fox": "Fox News", "hpo": "HuffPost", "nyt": "The New York Times"}
SIGNS = {"neg": -1, "pos": 1}
FEELING = "author_feeling_"
FILES = ("annotations/*/*.json", "articles/*/*.json")
"""The files that a pinned figure depends on, as `benchmarks.digest` takes them."""
READ_FIELDS = ["text", "title", "outlet", "published", "url", "event"]
"""What `hearsay.read` is told of an article."""
EVENT_FIELDS = ("event", "outlet", "entities")
RUNS, SEED = 400, 2_019
PAIRS = 200
"""Pairs of articles for the signs that agree by chance: a share of a half is then known to 7 points."""
SIZES = (5, 20)
EVENTS = 12
DRAWS = 1_999
"""Draws of a comparison in the simulations: p of .05 is then known to half a point."""

Scores = Mapping[tuple[str, str], np.ndarray]
"""What a scorer gives the mentions of a target in an article, by article and target."""


@dataclass(frozen=True)
class Basil:
    """The corpus as a study, whose articles know their event, and what else is known of it.

    `events` has one row per article: `article_id, event, outlet` and `entities` (a tuple of names, those that the event is
    mainly about). `spans` has one row per marked span: `article_id, target, sign` (-1 against the target, 1 for it) and
    `quoted`. `feelings` has one row per article and target: `article_id, target, feeling`, the annotator's whole
    impression of how the author feels about it, -1, 0 or 1.
    """

    study: Study
    events: pd.DataFrame
    spans: pd.DataFrame
    feelings: pd.DataFrame


def load_basil(data: Path | str, **options: Any) -> Basil:
    """BASIL from a folder with `articles` and `annotations`, a JSON file per article below either, as its owners publish it
    (github.com/marshallwhiteorg/emnlp19-media-bias).

    The texts go through `hearsay.read` as a file of records: body, title, date, address and event as the file states them;
    `options` are handed to it.

    Raises
    ------
    DataError
        When there is no article, or a file lacks what it should hold.
    """
    records = list(_records(Path(data)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "basil.jsonl"
        pd.DataFrame(records)[READ_FIELDS].to_json(path, orient="records", lines=True)
        study = read(path, duplicates="keep", **options)
        ids = study.documents["document_id"].tolist()
    if len(ids) != len(records):
        raise DataError(f"{data}: {len(records)} articles, of which {len(ids)} could be read")
    events = pd.DataFrame({"article_id": ids, **{name: [record[name] for record in records] for name in EVENT_FIELDS}})
    annotated = [(article, *_annotations(Path(data), record)) for article, record in zip(ids, records, strict=True)]
    spans = [(article, *span) for article, marked, _ in annotated for span in marked]
    feelings = [(article, *feeling) for article, _, felt in annotated for feeling in felt]
    return Basil(
        study,
        events,
        pd.DataFrame(spans, columns=["article_id", "target", "sign", "quoted"]),
        pd.DataFrame(feelings, columns=["article_id", "target", "feeling"]),
    )


def _records(data: Path) -> Iterator[dict[str, Any]]:
    paths = sorted((data / "articles").glob("*/*.json"))
    if not paths:
        raise DataError(f"{data}: no articles/YEAR/*.json there; give the folder that holds BASIL's articles and annotations")
    for path in paths:
        try:
            article = json.loads(path.read_text(encoding="utf-8"))
            yield {
                "text": "\n\n".join(" ".join(paragraph) for paragraph in article["body-paragraphs"]),
                "title": article["title"].strip(),
                "outlet": OUTLETS[article["source"].lower()],
                "published": article["date"],
                "url": article["url"],
                "event": article["triplet-uuid"],
                "entities": tuple(article["main-entities"]),
                "place": f"{path.parent.name}/{path.stem}_ann.json",
            }
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{path}: not in BASIL's format ({type(error).__name__}: {error})") from error


def _annotations(data: Path, record: dict[str, Any]) -> tuple[list[tuple[str, int, bool]], list[tuple[str, int]]]:
    """The spans marked for or against a target, and the feelings towards targets other than the event."""
    path = data / "annotations" / record["place"]
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        spans = [
            (span["target"].replace("_", " "), SIGNS[span["polarity"]], span["quote"] == "yes")
            for span in found["phrase-level-annotations"]
            if span["polarity"] in SIGNS
        ]
        feelings = [
            (name.removeprefix(FEELING).replace("_", " "), {**SIGNS, "neu": 0}[value])
            for name, value in found["article-level-annotations"].items()
            if name.startswith(FEELING) and name != f"{FEELING}main_event"
        ]
        return spans, feelings
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not in BASIL's format ({type(error).__name__}: {error})") from error


@dataclass(frozen=True)
class OutletPair:
    """Two articles on one event, and a target that their authors feel differently about: `sign` is 1 when a feels better."""

    event: str
    a: str
    b: str
    target: str
    sign: int


def ordering_figures(corpus: Basil) -> dict[str, float]:
    """How often a scorer puts two outlets in the order that people did, for targets towards which they saw a difference.

    Returns
    -------
    dict
        `ordering pairs`; for each scorer `… right` (percent; a tie is half right), with `… low` and `… high` (95 % over
        events, never narrower than Wilson's), `… ties` (no difference, or no score at all) and `… unresolved`: pairs whose
        difference has a 95 % interval over the mentions that holds 0, or that cannot have one. `… resolved right` is the
        share among the others. `spans` are the spans that people marked, their sum; chance is 50.

    Notes
    -----
    A lexicon scores an article by the mean of its body's sentences that name the target. One article against one is no
    comparison of outlets: this measures the instrument, with the most generous rule.
    """
    pairs = list(_pairs(corpus))
    figures: dict[str, float] = {"ordering pairs": float(len(pairs))}
    for name, scores in _scorers(corpus, pairs):
        figures |= {f"ordering {name} {key}": value for key, value in _ordered(pairs, scores, name == "spans").items()}
    return figures


def _pairs(corpus: Basil) -> Iterator[OutletPair]:
    table = corpus.feelings.merge(corpus.events[["article_id", "event"]], on="article_id")
    for (event, target), part in table.groupby(["event", "target"], sort=True):
        rows = list(part.sort_values("article_id").itertuples(index=False))
        for one, other in combinations(rows, 2):
            if one.feeling != other.feeling:
                yield OutletPair(event, one.article_id, other.article_id, target, int(np.sign(one.feeling - other.feeling)))


def _scorers(corpus: Basil, pairs: list[OutletPair]) -> Iterator[tuple[str, Scores]]:
    wanted = sorted({(article, pair.target) for pair in pairs for article in (pair.a, pair.b)})
    marked = corpus.spans.groupby(["article_id", "target"])["sign"]
    yield "spans", {key: group.to_numpy(dtype=float) for key, group in marked}
    body = corpus.study.sentences[corpus.study.sentences["zone"] == "body"]
    texts = {article: list(zip(part["sentence_no"], part["text"], strict=True)) for article, part in body.groupby("article_id")}
    naming = {(article, target): [n for n, text in texts[article] if _name(target).search(text)] for article, target in wanted}
    for analyzer, part in corpus.study.tone.dropna(subset=["polarity"]).groupby("analyzer", sort=True):
        means = part.groupby(["article_id", "sentence_no"])["polarity"].mean()
        places = {key: [(key[0], number) for number in named] for key, named in naming.items()}
        yield str(analyzer), {key: means.reindex(place).dropna().to_numpy() for key, place in places.items()}
    mentions = corpus.study.portrayals
    mentions = mentions.assign(value=mentions["positive"] - mentions["negative"])
    yield "portrayal", {key: _portrayed(mentions, *key, naming[key]) for key in wanted}


def _portrayed(mentions: pd.DataFrame, article: str, target: str, sentences: list[int]) -> np.ndarray:
    """Positive less negative of the mentions in these sentences that are of the target, by the words of the actor's name."""
    part = mentions[(mentions["article_id"] == article) & mentions["sentence_no"].isin(sentences)]
    named = [_name(target).search(actor) is not None for actor in part["actor"]]
    return np.asarray(part.loc[named, "value"], dtype=float)


@cache
def _name(target: str) -> re.Pattern[str]:
    """The whole name or its last word, which is the family name of a person."""
    words = target.split()
    return re.compile(rf"\b(?:{re.escape(target)}|{re.escape(words[-1])})\b", re.IGNORECASE)


def _ordered(pairs: list[OutletPair], scores: Scores, summed: bool) -> dict[str, float]:
    """The figures of one scorer: by the sum of its scores, or by their mean where both articles have any."""
    whole: Callable[[np.ndarray], float] = np.sum if summed else np.mean
    differences, sure = [], []
    for pair in pairs:
        a, b = (scores.get((article, pair.target), np.array([])) for article in (pair.a, pair.b))
        known = summed or (len(a) and len(b))
        differences.append(float(np.round(whole(a) - whole(b), 12)) if known else 0.0)
        sure.append(_resolved(a, b))
    right = 0.5 + 0.5 * np.sign(differences) * np.array([pair.sign for pair in pairs])
    result = {**_share(pairs, right), "ties": float(differences.count(0.0))}
    if summed:
        return result
    resolved = {"resolved right": 100 * float(right[sure].mean())} if any(sure) else {}
    return {**result, "unresolved": float(sure.count(False)), **resolved}


def _resolved(a: np.ndarray, b: np.ndarray) -> bool:
    if min(len(a), len(b)) < 2:
        return False
    low, high = interval(*(Sums(x, np.ones(len(x))) for x in (a, b)))
    return low > 0 or high < 0


def _share(pairs: list[OutletPair], right: np.ndarray) -> dict[str, float]:
    per = pd.DataFrame({"event": [pair.event for pair in pairs], "k": right}).groupby("event")["k"].agg(["sum", "size"])
    sums = per.to_numpy(dtype=float)
    low, high = by_article(sums, lambda total: total[..., 0] / total[..., 1])
    least = wilson(round(right.sum()), len(right))
    return {"right": 100 * float(right.mean()), "low": 100 * min(low, least[0]), "high": 100 * max(high, least[1])}


def same_sign_figures(study: Study, pairs: int = PAIRS) -> dict[str, float]:
    """How often all choices of `tone.robustness` agree in sign for two articles of one and the same outlet.

    Returns
    -------
    dict
        For each scorer, and for `all` of them together, `same sign NAME`, percent of the pairs that have a gap, and
        `same sign NAME pairs`, how many have. Outlets take turns; of portrayals only pairs that name an actor in common count.

    Notes
    -----
    Two articles of one outlet differ too, so a sign is there to agree on; that it does says nothing of outlets.
    """
    rng, told = np.random.default_rng(SEED), []
    groups = [part["article_id"].to_numpy() for _, part in study.articles.groupby("outlet") if len(part) > 1]
    for turn in range(pairs if groups else 0):
        pair = tuple(rng.choice(groups[turn % len(groups)], 2, replace=False))
        tone, sentences, portrayals = (
            table[table["article_id"].isin(pair)] for table in (study.tone, study.sentences, study.portrayals)
        )
        found = robustness(tone, by="article_id", between=pair, sentences=sentences, portrayals=portrayals)
        told.append(verdict(found))
    if not told:
        return {}
    every = pd.concat(told, ignore_index=True)
    agree = (every["result"] == "same sign")[every["n"] > 0].groupby(every["scorer"], sort=False)
    shares = {f"same sign {name}": 100 * float(share) for name, share in agree.mean().items()}
    return shares | {f"same sign {name} pairs": float(n) for name, n in agree.size().items()}


def patch_figures(tone: pd.DataFrame) -> dict[str, float]:
    """What the news patch does, in percent: `patch takes out` of TextBlob's polarity (sum of absolute shares), `patch scored` and
    `textblob scored`, of all stretches of a sentence in one voice."""
    scored = tone["polarity"].notna().groupby(tone["analyzer"]).mean()
    shares = [abs(share) for evidence in tone.loc[tone["analyzer"] == "textblob", "evidence"] for *_, share in evidence]
    return {
        "patch takes out": 100 * float(taken_out(tone)["share"].abs().sum() / sum(shares)),
        "patch scored": 100 * float(scored["textblob-news"]),
        "textblob scored": 100 * float(scored["textblob"]),
    }


def check(
    data: Path | str, split: str | None = None, *, runs: int = RUNS, pairs: int = PAIRS, extractor: str | None = None
) -> dict[str, float | str]:
    """False alarms, paired comparisons, the ordering of outlets and signs that agree by chance, on BASIL.

    Parameters
    ----------
    data
        A folder with BASIL's `articles` and `annotations`.
    split
        BASIL has no parts: None.
    runs
        Random halves for each size.
    pairs
        Pairs of articles for the signs that agree.
    extractor
        Handed to `hearsay.attribution`.

    Returns
    -------
    dict
        Shares in percent. `null SIZE+SIZE …`: articles of one outlet (each in turn), halved at random: for each measure of
        `hearsay.measures.measures` the share of runs with p < .05, the `worst` of them, and the share of runs in which
        anything at all is called higher or lower once adjusted (`anything resolved`). `null paired …`: the same where the
        two groups exchange what they have of each of 12 events. `null … words …`: of the words, the share with p < .05
        (`p < .05`), and the share called distinctive once adjusted (`distinctive`), with the share of runs that have any.
        `paired …`: the outlets themselves, by event: the number of tests, how many are resolved, and each adjusted p.
        `ordering …`: see `ordering_figures`; `same sign …`: `same_sign_figures`; `patch …`: `patch_figures`.
    """
    if split:
        raise DataError(f"BASIL is measured on as a whole: no split {split!r}")
    corpus = load_basil(data, extractor=extractor)
    values = measures(corpus.study)
    words = count_words(corpus.study.sentences, values["article_id"].unique().tolist())
    found: dict[str, float | str] = {"data": "BASIL", "data_sha256": digest(data, *FILES), "runs": runs}
    found |= {"articles": float(len(corpus.events)), "events": float(corpus.events["event"].nunique())}
    for size in SIZES:
        found |= {f"null {size}+{size} {name}": share for name, share in _halves(values, words, size, runs).items()}
    found |= {f"null paired {name}": share for name, share in _exchanged(values, runs).items()}
    found |= _paired(values) | ordering_figures(corpus)
    return found | same_sign_figures(corpus.study, pairs) | patch_figures(corpus.study.tone)


def _halves(values: pd.DataFrame, words: WordCounts, size: int, runs: int) -> dict[str, float]:
    rng, tables, spoken = np.random.default_rng(SEED + size), [], []
    groups = [part["article_id"].unique() for _, part in values.groupby("outlet")]
    for run in range(runs):
        chosen = rng.choice(groups[run % len(groups)], 2 * size, replace=False)
        tables.append(_compared(values, dict(zip(chosen, ["A", "B"] * size, strict=True))))
        spoken.append(_words(words, dict(zip(chosen, ["A", "B"] * size, strict=True))))
    shares = {f"words {name}": 100 * float(np.mean([one[name] for one in spoken])) for name in spoken[0]}
    return {**_alarms(tables), **shares}


def _exchanged(values: pd.DataFrame, runs: int) -> dict[str, float]:
    rng, tables = np.random.default_rng(SEED), []
    articles = values.drop_duplicates("article_id").set_index(["event", "outlet"])["article_id"].sort_index()
    events, outlets = (articles.index.unique(level) for level in ("event", "outlet"))
    for _ in range(runs):
        pairs = [rng.choice(outlets, 2, replace=False)] * EVENTS
        chosen = rng.choice(events, EVENTS, replace=False)
        swapped = rng.permuted(np.array(pairs), axis=1)
        group = {
            articles[event, outlet]: name
            for event, pair in zip(chosen, swapped, strict=True)
            for outlet, name in zip(pair, "AB", strict=True)
        }
        tables.append(_compared(values, group, event="event"))
    return _alarms(tables)


def _compared(values: pd.DataFrame, group: Mapping[str, str], event: str | None = None) -> pd.DataFrame:
    some = values[values["article_id"].isin(group)]
    some = some.assign(outlet=some["article_id"].map(group)).drop(columns=[] if event else ["event"])
    return compare(some, weight="weight", measure="measure", draws=DRAWS)


def _alarms(tables: Sequence[pd.DataFrame]) -> dict[str, float]:
    """For each measure the share of runs (among those that could be tested) with p < .05."""
    every = pd.concat(tables)
    tested = every[every["p"].notna()]
    shares = 100 * (tested["p"] < ALPHA).groupby(tested["measure"], sort=False).mean()
    resolved = [(one["p_adjusted"] < ALPHA).any() for one in tables]
    return {
        **{name: float(share) for name, share in shares.items()},
        "worst": float(shares.max()),
        "mean": float(shares.mean()),
        "anything resolved": 100 * float(np.mean(resolved)),
    }


def _words(words: WordCounts, group: Mapping[str, str]) -> dict[str, float]:
    places = np.array([place for place, article in enumerate(words.articles) if article in group])
    some = words.only(places)
    alone = pd.Series([f"of {article}" for article in some.articles], dtype="str")
    found = wording_table(WordGroups.of(some, [group[article] for article in some.articles], alone, {}))
    own = found[found["group"] == "A"]  # with two groups the other's rows are the same tests
    tests, distinctive = int(own["p"].notna().sum()), int((own["p_adjusted"] < ALPHA).sum())
    return {
        "p < .05": float((own["p"] < ALPHA).sum() / max(tests, 1)),
        "distinctive": distinctive / max(tests, 1),
        "runs with any": float(distinctive > 0),
        "beyond z 1.96": float((own.loc[own["count"] > 0, "z"].abs() > 1.96).mean()),
        "tested of all": tests / len(own),
    }


def _paired(values: pd.DataFrame) -> dict[str, float]:
    table = compare(values, weight="weight", measure="measure")
    tested = table["p"].notna()
    pairs = table[table["a"] != ""].itertuples()
    return {
        "paired tests": float(tested.sum()),
        "paired resolved": float((table["p_adjusted"] < ALPHA).sum()),
        **{f"paired {row.measure}: {row.a} - {row.b} p_adjusted": float(row.p_adjusted) for row in pairs},
    }
