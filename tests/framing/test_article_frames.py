"""Frames of whole articles: heads taught with invented sentences find them in others, and the table says what they say."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from hearsay import schema
from hearsay.framing import QUESTIONS, article_frames, frame_heads
from hearsay.framing.frame_heads import OUTPUTS, FrameHeads, named_evidence, questions_of, sentence_features
from hearsay.framing.logistic import fit_logistic, logistic_scores
from hearsay.schema import FRAMES
from invented import tables
from sentence_doubles import SIZE, word_vectors

SAID = {"C1": "The parties quarrel and disagree.", "E2": "The price cost millions of dollars.", "M2": "God and sin were named."}
RAIN = ["Rain fell on the hills.", "The train left at noon.", "A dog slept on the road."]
TABLE = "hearsay.framing.article_frames"


def heads() -> FrameHeads:
    """Heads that know the sentences of `SAID`; a frame is present as its strength says."""
    texts = [*SAID.values(), *RAIN]
    features = np.vstack([sentence_features(word_vectors(text, [(0, len(text))])) for text in texts])
    labels = np.zeros((len(texts), len(OUTPUTS)))
    for row, question in enumerate(SAID):
        labels[row, [OUTPUTS.index(question), FRAMES.index(QUESTIONS[question][0])]] = 1
    presence = np.zeros((len(OUTPUTS) + SIZE + 1, len(FRAMES)))
    presence[: len(FRAMES)] = np.eye(len(FRAMES))
    return FrameHeads(
        sentence=fit_logistic(features, labels, 0.01),
        answer=np.vstack([np.ones(len(QUESTIONS)), np.full(len(QUESTIONS), 1.5)]),
        evidence=np.full(len(FRAMES), 0.5),
        presence=presence,
        mean=np.zeros(len(OUTPUTS)),
        spread=np.ones(len(OUTPUTS)),
        present=np.full(len(FRAMES), 0.2),
    )


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    import sys

    module = sys.modules[TABLE]
    monkeypatch.setattr(module, "sentence_vectors", word_vectors)
    monkeypatch.setattr(module, "shipped_heads", heads)
    documents, sentences, _ = tables([SAID["C1"], RAIN[0], SAID["E2"]], RAIN)
    return schema.validate("article_frames", article_frames(documents, sentences))


def test_what_a_story_says_is_answered_yes_with_its_sentences(table: pd.DataFrame) -> None:
    first = table[table["article_id"] == "a0"].set_index("frame")
    assert first.loc["conflict", ["yes", "asked", "questions"]].tolist() == [1, 4, ("C1",)]
    assert [(start, end) for start, end, _ in first.loc["conflict", "evidence"]] == [(0, len(SAID["C1"]))]
    assert first.loc["economic consequences", "questions"] == ("E2",)
    assert first.loc["morality", "yes"] == 0 and first.loc["morality", "evidence"] == ()
    assert first["present"].tolist() == [True, False, True, False, False]
    second = table[table["article_id"] == "a1"]
    assert (second["yes"] == 0).all() and (second["evidence"].map(len) == 0).all() and not second["present"].any()
    assert (first["scale"].to_numpy()[[0, 2]] > second["scale"].to_numpy()[[0, 2]] + 0.1).all()


def test_every_article_has_each_frame_once_in_order(table: pd.DataFrame) -> None:
    assert table["frame"].tolist() == [*FRAMES, *FRAMES]
    assert table.groupby("article_id")["asked"].sum().tolist() == [len(QUESTIONS)] * 2
    assert sorted(place for frame in FRAMES for place in questions_of(frame)) == list(range(len(QUESTIONS)))


def test_a_frame_that_is_answered_names_its_likeliest_sentence_at_least() -> None:
    shown = np.array([[0.1, 0.9], [0.3, 0.2]])
    named = named_evidence(shown, np.array([True, False]), np.array([0.5, 0.5]))
    assert named.tolist() == [[False, False], [True, False]]


def test_heads_come_back_from_their_file(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one with its place in the package is the one that is used."""
    (tmp_path / "models").mkdir()
    heads().save(tmp_path / "models" / "frames.npz")
    (tmp_path / "models" / "frames.json").write_text(json.dumps({"figures": {"morality kappa": 0.25}, "stories": []}))
    monkeypatch.setattr(frame_heads.resources, "files", lambda package: tmp_path)
    for kept in (frame_heads.shipped_heads, frame_heads.shipped_card):
        kept.cache_clear()
    try:
        back, vectors = frame_heads.shipped_heads(), word_vectors(SAID["C1"], [(0, 33)])
        assert back is not None
        np.testing.assert_allclose(back.read(vectors).scale, heads().read(vectors).scale, atol=1e-5)
        assert frame_heads.agreement_with_coders() == {"morality": 0.25}
    finally:
        for kept in (frame_heads.shipped_heads, frame_heads.shipped_card):
            kept.cache_clear()


def test_a_longer_story_is_not_more_under_a_frame_for_its_other_sentences() -> None:
    short, more = [SAID["C1"], *RAIN], [SAID["C1"], *RAIN, *RAIN, *RAIN]
    scales = [
        heads().read(np.vstack([word_vectors(text, [(0, len(text))]) for text in story])).scale[0] for story in (short, more)
    ]
    assert scales[1] == pytest.approx(scales[0], abs=0.05)


def test_logistic_regression_finds_the_weights_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    features, true = rng.standard_normal((4000, 3)), np.array([[1.0], [-2.0], [0.0], [0.5]])
    labels = (rng.random((4000, 1)) < 1 / (1 + np.exp(-logistic_scores(true, features)))).astype(float)
    np.testing.assert_allclose(fit_logistic(features, labels, 0.01), true, atol=0.15)
    shrunk = fit_logistic(features, labels, 1e6)
    assert np.abs(shrunk[:-1]).max() < 0.01
    assert 1 / (1 + np.exp(-shrunk[-1, 0])) == pytest.approx(labels.mean(), abs=0.01)
