"""Frames of whole stories against coders: figures by hand, what is refused, and that nobody is measured on what was learned."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from hearsay.errors import DataError
from hearsay.framing import QUESTIONS
from hearsay.framing.frame_heads import StoryFrames, questions_of
from hearsay.schema import FRAMES
from hearsay.statistics import cohen_kappa
from hearsay.validation.benchmarks import frame_stories, run_benchmark
from hearsay.validation.benchmarks.frame_stories import CodedStory, read_stories, stories_of, story_figures

TEXT = "Rain fell. They quarrelled. It cost money."
SPANS = [[0, 10], [11, 27], [28, 42]]


def folder(tmp_path: Path, stories: int = 12, **changes: object) -> Path:
    """A folder of coded stories, every other one of a quarrel; texts beside the codings."""
    with (tmp_path / "articles.jsonl").open("w") as texts, (tmp_path / "codings.jsonl").open("w") as codings:
        for number in range(stories):
            text = f"{TEXT} Story {number}."
            yes = {"C1": [1], "C2": [1, 0]} if number % 2 else {"E2": [2]}
            coding = {"article": f"s{number}", "sentences": SPANS, "yes": yes, "unsure": []} | changes
            texts.write(json.dumps({"article": f"s{number}", "text": text}) + "\n")
            codings.write(json.dumps(coding) + "\n")
    return tmp_path


def reading(story: CodedStory, wrong: bool = False) -> StoryFrames:
    """What a perfect reader says of a story, or one that finds no frame but the first sentence."""
    answers = np.array([float(question in (story.answers or {})) for question in QUESTIONS])
    shown = story.shown.astype(float)
    if wrong:
        answers, shown = np.zeros(len(QUESTIONS)), np.eye(len(SPANS), 1) * np.ones(len(FRAMES))
    scale = np.array([answers[questions_of(frame)].mean() for frame in FRAMES])
    present = np.array([float(story.frames[frame]) for frame in FRAMES]) if story.frames else scale
    return StoryFrames(shown, shown > 0, answers, scale, present)


def test_a_perfect_reader_agrees_with_the_coders(tmp_path):
    stories = read_stories(folder(tmp_path))
    figures = story_figures(stories, [reading(story) for story in stories], np.full(5, 0.5))
    for name in ("scale", "evidence", "questions"):
        assert figures[f"conflict {name}"] == pytest.approx(1)
        assert figures[f"conflict {name} low"] <= 1 <= figures[f"conflict {name} high"] + 1e-9
    assert figures["conflict scale n"] == 12 and figures["conflict evidence n"] == 36 and figures["conflict questions n"] == 48
    assert "morality scale" not in figures and "conflict kappa" not in figures


def test_figures_by_hand_of_a_reader_that_errs(tmp_path):
    stories = read_stories(folder(tmp_path))
    found = [reading(story, wrong=number in (1, 2)) for number, story in enumerate(stories)]
    figures = story_figures(stories, found, np.full(5, 0.5))
    coded, scale = [0.5 if n % 2 else 0 for n in range(12)], [0.5 if n % 2 and n != 1 else 0 for n in range(12)]
    assert figures["conflict scale"] == pytest.approx(spearmanr(coded, scale).statistic)
    # Six stories have two sentences each; of story 1 one of them is found, and one of story 2, which has none.
    assert figures["conflict evidence"] == pytest.approx(2 * 11 / (12 + 12))
    assert figures["conflict evidence low"] < figures["conflict evidence"] < figures["conflict evidence high"]
    said = [q in (s.answers or {}) for s in stories for q in ("C1", "C2", "C3", "C4")]
    told = [bool(f.answers[p] > 0.5) for f in found for p in questions_of("conflict")]
    assert figures["conflict questions"] == pytest.approx(cohen_kappa(np.array(said, int), np.array(told, int)))


def test_presence_is_read_from_a_table(tmp_path):
    rows = ["ID\ttext\tRE\tHI\tCO\tMO\tEC"]
    rows += [
        f"{n}\t{TEXT} {n}\t{n % 2 == 0}\tFalse\t{n % 3 == 0}\tFalse\t{'False)' if n == 0 else n % 2 == 1}" for n in range(12)
    ]
    (tmp_path / "all.tsv").write_text("\n".join(rows) + "\n")
    stories = read_stories(tmp_path)
    assert [story.frames["economic consequences"] for story in stories[:3]] == [False, True, False]
    found = [reading(story) for story in stories]
    found[0] = replace(found[0], present=1 - found[0].present)
    figures = story_figures(stories, found, np.full(5, 0.5))
    assert figures["responsibility kappa coded"] == 6 and figures["responsibility kappa found"] == 5
    assert figures["responsibility kappa"] == pytest.approx(1 - 2 * (1 / 12))
    assert "human interest kappa" not in figures


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sentences": [[0, 999]]}, "line 1: a sentence lies outside the text"),
        ({"yes": {"C9": [0]}}, "line 1: there is no question 'C9'"),
        ({"yes": {"C1": [7]}}, "line 1: the number of a sentence"),
        ({"article": "x"}, "line 1: no text of 'x'"),
    ],
)
def test_a_coding_that_is_none_is_told_with_its_line(tmp_path, changes, message):
    with pytest.raises(DataError, match=message):
        read_stories(folder(tmp_path, **changes))


class _Heads:
    present = np.full(5, 0.5)

    def __init__(self, stories: list[CodedStory]) -> None:
        self.known = {story.text: reading(story) for story in stories}

    def read(self, text: str) -> StoryFrames:
        return self.known[text]


def test_stories_that_the_heads_learned_from_are_no_test(tmp_path, monkeypatch):
    """Their figures are those of the card, under a name of their own."""
    stories = read_stories(folder(tmp_path, 14))
    card = {"stories": [story.digest for story in stories[:2]], "figures": {"conflict scale": 0.7, "conflict scale n": 99.0}}
    card["figures"] |= {"conflict scale low": 0.6, "conflict scale high": 0.8}
    monkeypatch.setattr(frame_stories, "shipped_card", lambda: card)
    monkeypatch.setattr(frame_stories, "shipped_heads", lambda: _Heads(stories))
    monkeypatch.setattr(frame_stories, "sentence_vectors", lambda text, spans: text)
    figures, printed = run_benchmark("frames", tmp_path)
    assert figures["conflict scale"] == pytest.approx(1) and figures["conflict scale n"] == 12
    assert figures["cross-validated conflict scale"] == 0.7
    assert "12 stories measured; 2 more are left out" in printed
    assert printed.index("1.00") < printed.index("in cross-validation") < printed.index("0.70  [0.60, 0.80]  n = 99")
    card["stories"] = [story.digest for story in stories]
    figures, printed = run_benchmark("frames", tmp_path)
    assert "conflict scale" not in figures and "on these stories: none" in printed


def test_the_benchmarks_can_be_read(bench):
    by_question, by_presence = read_stories(bench("frames")), read_stories(bench("frames_nfc"))
    assert len(by_question) == 133 and sum("C1" in story.answers for story in by_question) == 101
    assert len(by_presence) == 428 and sum(story.frames["conflict"] for story in by_presence) == 268


def test_texts_may_stand_in_several_files_under_either_name(tmp_path):
    codings = folder(tmp_path, 1) / "codings.jsonl"
    pages = tmp_path / "pages.jsonl"
    pages.write_text(json.dumps({"id": "s1", "gold": TEXT}) + "\n")
    with codings.open("a") as file:
        file.write(json.dumps({"article": "s1", "sentences": SPANS, "yes": {"M1": [0]}}) + "\n")
    stories = stories_of(codings, tmp_path / "articles.jsonl", pages)
    assert [story.text for story in stories] == [f"{TEXT} Story 0.", TEXT]
    with pytest.raises(DataError, match="line 2: no text of 's1'"):
        stories_of(codings, tmp_path / "articles.jsonl")


KEPT = Path(__file__).parents[3] / "data/gold/frames_stories.jsonl"


def test_the_codings_that_teach_hold_no_text_and_every_yes_has_its_sentences():
    rows = [json.loads(line) for line in KEPT.read_text().splitlines()]
    assert len(rows) == len({row["article"] for row in rows}) == 320
    for row in rows:
        assert set(row) == {"article", "text", "sha256", "sentences", "yes", "unsure"}
        assert row["text"] in ("pagedumps", "sources") and {*row["yes"], *row["unsure"]} <= set(QUESTIONS)
        ends = [place for span in row["sentences"] for place in span]
        assert ends == sorted(ends) and len(row["sentences"]) > 0
        for places in row["yes"].values():
            assert 0 < len(set(places)) == len(places) <= 8 and max(places) < len(row["sentences"])


def test_the_codings_that_teach_belong_to_their_texts_and_are_never_measured(bench):
    root = bench("sources").parent
    stories = stories_of(KEPT, root / "pagedumps/train_gold.jsonl", root / "sources/articles.jsonl")
    digests = [json.loads(line)["sha256"] for line in KEPT.read_text().splitlines()]
    assert [hashlib.sha256(story.text.encode()).hexdigest()[:16] for story in stories] == digests
    assert {story.digest for story in stories} <= set(frame_stories.shipped_card()["stories"])
    assert not {story.digest for story in stories} & {story.digest for story in read_stories(bench("frames"))}
