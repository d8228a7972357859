"""Attribution measured on PolNeAR dev, against its own scorer and against the pinned floors."""

import importlib.util
import random
from pathlib import Path

import pytest

from hearsay.text.spans import Attribution
from hearsay.validation.benchmarks import attribution, digest, floors, polnear, scoring, typography
from hearsay.validation.benchmarks.scoring import METRICS, Marked

FLOORS, BY_DAY = (Path(__file__).with_name(name) for name in ("floors.toml", "floors_by_day.toml"))
QUARTER = "dev, every fourth article"
"""What is measured by day; the whole is by night, and by `hearsay check`."""


@pytest.fixture(scope="module")
def articles(bench):
    return polnear.read_polnear(bench("polnear"), "dev")


@pytest.fixture
def quarter(articles, bench, tmp_path) -> Path:
    """A folder as the corpus's own, of every fourth article."""
    names = {article.name for article in articles[::4]}
    for pattern in polnear.FILES:
        (tmp_path / QUARTER / pattern).parent.mkdir(parents=True)
        for file in (bench("polnear") / "dev").glob(pattern):
            if file.name.removesuffix(".txt") in names or file.name.rpartition("_")[0] in names:
                (tmp_path / QUARTER / pattern).with_name(file.name).symlink_to(file)
    return tmp_path


def perturbed(article, draw):
    """The gold with losses, shifts, wrong sources and inventions, so that every branch of the scorer is met."""
    end = len(article.text)

    def shifted(spans, rate):
        moved = (
            (max(0, s + draw.randint(-40, 40)), min(end, e + draw.randint(-40, 40))) for s, e in spans if draw.random() < rate
        )
        kept = tuple(span for span in spans if draw.random() >= rate)
        return tuple(sorted((*kept, *(span for span in moved if span[0] < span[1]))))

    found = [
        Marked(shifted(g.source, 0.2) if draw.random() > 0.1 else (), shifted(g.cue, 0.2), shifted(g.content, 0.5))
        for g in article.gold
        if draw.random() > 0.2
    ]
    starts = [draw.randrange(end - 100) for _ in range(3)]
    found += [Marked(((s, s + 9),), ((s + 10, s + 15),), ((s + 16, s + 99),)) for s in starts]
    found += [Marked((), ((s, s + 5),), ((s, e),)) for s, e in article.skipped]
    draw.shuffle(found)
    return found


def reference(articles, predicted, bench):
    """The published scorer's figures for the same predictions."""
    spec = importlib.util.spec_from_file_location("score_polnear", bench("score_polnear.py"))
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    root, counts = str(bench("polnear")), scorer.Acc()
    gold = scorer.load_gold(root, "dev")
    assert sorted(gold) == [article.name for article in articles]
    for name, annotators in gold.items():
        marked, skipped = scorer.parse_ann(annotators[min(annotators)])
        records = [{role: list(getattr(item, role)) for role in ("source", "cue", "content")} for item in predicted[name]]
        scorer.score_doc(counts, scorer.Tokens(scorer.read_text(root, "dev", name)), marked, records, skipped)
    assert tuple(scorer.ROWS) == METRICS
    return {
        f"{row} {name}": 100 * share for row in METRICS for name, share in zip(("P", "R", "F1"), counts.get(row), strict=True)
    }


def assert_same(articles, predicted, bench):
    ours = attribution.overall(attribution.score(articles, predicted))
    theirs = reference(articles, predicted, bench)
    assert {name: ours[name] for name in theirs} == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_perturbed_gold_scores_as_the_published_scorer_says(articles, seed, bench):
    draw = random.Random(seed)
    assert_same(articles, {article.name: perturbed(article, draw) for article in articles}, bench)


def test_the_gold_itself_and_nothing_at_all_score_as_the_published_scorer_says(articles, bench):
    assert_same(articles, {article.name: list(article.gold) for article in articles}, bench)
    assert_same(articles, {article.name: [] for article in articles}, bench)


def test_a_perfect_extractor_comes_through_the_tables_unharmed(articles):
    """What the library does after extraction (nesting, order, one span of source) costs next to nothing."""
    articles = articles[::2]
    gold = {article.text: article.gold for article in articles}

    def oracle(text, _passages):
        return [
            Attribution(one.source[0] if one.source else None, one.cue[0], one.content)
            for one in gold[text]
            if one.cue and one.content
        ]

    table, _ = attribution.extract(articles, oracle)
    result = attribution.overall(attribution.score(articles, polnear.predictions(table, articles)))
    assert result["e2e F1"] > 99 and result["c.5 F1"] > 99


@pytest.mark.parametrize("style", sorted(typography.STYLES))
def test_rewritten_marks_leave_the_gold_as_it_is(articles, style):
    changed = [typography.restyled(article, style) for article in articles]
    quoted = {article.name: scoring.WordTokens(article.text).quoted() for article in articles}
    scores = attribution.score(changed, {article.name: article.gold for article in changed}, quoted)
    same = attribution.score(articles, {article.name: article.gold for article in articles})
    assert scores.equals(same)


def breaches(data: Path, split: str, extractor: str) -> list[str]:
    pinned = floors.read_floors(BY_DAY if split == QUARTER else FLOORS)[f"attribution/{split}/{extractor}"]
    figures = attribution.check(data, split, extractor=extractor)
    return floors.breaches(figures, pinned, digest(data / split, *polnear.FILES))


def test_the_model_holds_its_floors_on_every_fourth_article(quarter):
    assert breaches(quarter, QUARTER, "model") == []


@pytest.mark.nightly
@pytest.mark.parametrize("extractor", ["baseline", "model"])
def test_the_extractors_hold_their_floors(extractor, bench):
    assert breaches(bench("polnear"), "dev", extractor) == []


def test_the_model_beats_the_floor_that_the_baseline_sets():
    """On every measure: otherwise the plain rules should be shipped instead."""
    pinned = floors.read_floors(FLOORS)
    model, baseline = (pinned[f"attribution/dev/{name}"].floors for name in ("model", "baseline"))
    assert all(model[metric] > floor for metric, floor in baseline.items())
