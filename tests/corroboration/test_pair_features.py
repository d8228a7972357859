"""Pairs of sentences: what is looked at, what differs, and scorers that do not know a story they are asked about."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest

from hearsay import schema
from hearsay.corroboration.claim_sentences import claim_sentences
from hearsay.corroboration.differences import differences
from hearsay.corroboration.pair_features import FEATURES, longest_run, same_name, sentence_pairs, shipped_scorers
from hearsay.corroboration.shared_words import SharedWords

TEXTS = {
    "a": "The council bought 40 buses. They denied it. “We will never, ever sell the old mill,” she said.",
    "b": "The council bought 90 buses. The sun shone on Monday. “We will never, ever sell the new mill,” she said.",
}


SENTENCES = re.compile(r"[^.]+\.(?:”)?")


@pytest.fixture
def read():
    rows = {
        article: [
            SimpleNamespace(article_id=article, sentence_no=n, zone="body", start=match.start(), end=match.end())
            for n, match in enumerate(SENTENCES.finditer(text))
        ]
        for article, text in TEXTS.items()
    }
    return claim_sentences(TEXTS, rows, {}, list(TEXTS))


def test_features_do_not_depend_on_which_comes_first(read):
    vectors = np.eye(len(read))
    there, back = sentence_pairs(read, vectors), sentence_pairs(read[3:] + read[:3], vectors)
    places = {(int(i), int(j)): row for i, j, row in zip(there.first, there.second, there.features, strict=True)}
    turned = {
        tuple(sorted(((int(i) + 3) % 6, (int(j) + 3) % 6))): row
        for i, j, row in zip(back.first, back.second, back.features, strict=True)
    }
    assert places.keys() == turned.keys() and len(places) > 1
    for pair, row in places.items():
        assert dict(zip(FEATURES, row, strict=True)) == pytest.approx(dict(zip(FEATURES, turned[pair], strict=True)))


def test_pairs_without_anything_in_common_are_not_looked_at(read):
    pairs = sentence_pairs(read, np.eye(len(read)))
    assert (1, 4) not in set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
    assert len(sentence_pairs([], np.zeros((0, 3)))) == 0


def test_sentences_that_share_nothing_but_their_speaker_are_not_paired():
    texts = {
        "a": "Council leader Ann Orr said the money was gone.",
        "b": "Council leader Ann Orr said an email was stolen.",
        "c": "Council leader Ann Orr said the money was spent.",
    }
    row = {"level": 1, "speaker": "Ann Orr", "source": "Council leader Ann Orr", "stance": "neutral"}
    said = {
        article: [
            SimpleNamespace(**row, source_start=0, source_end=22, cue_start=23, cue_end=27, content_spans=((28, len(text) - 1),))
        ]
        for article, text in texts.items()
    }
    rows = {
        article: [SimpleNamespace(article_id=article, sentence_no=0, zone="body", start=0, end=len(text))]
        for article, text in texts.items()
    }
    pairs = sentence_pairs(claim_sentences(texts, rows, said, list(texts)), np.eye(3))
    assert list(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)) == [(0, 2)]


def test_what_differs_is_told_with_its_words(read):
    assert ("number", "40", "90") in set(differences(read[0], read[3]))
    assert ("quotation", "old", "new") in set(differences(read[2], read[5]))
    assert "denial" in {kind for kind, *_ in differences(read[0], read[1])}


def test_a_story_that_was_learned_from_is_read_by_weights_that_had_not_seen_it(bench):
    from hearsay.validation.benchmarks.coded_stories import read_stories

    everything = shipped_scorers()
    for story in read_stories(bench("claims")).stories[:3]:
        assert shipped_scorers(story.event) is not everything
        assert (shipped_scorers(story.event).same.weights != everything.same.weights).any()


def test_probabilities_are_probabilities(read):
    pairs = sentence_pairs(read, np.eye(len(read)))
    for scorer in (shipped_scorers().same, shipped_scorers().contradicts):
        found = scorer.probability(pairs)
        assert ((found > 0) & (found < 1)).all()


@pytest.mark.parametrize(("a", "b", "run"), [("abcde", "xbcdy", 3), ("ab", "cd", 0), ("", "a", 0), ("aaa", "aa", 2)])
def test_the_longest_run(a, b, run):
    assert longest_run(a, b) == run


@pytest.mark.parametrize(("a", "b", "same"), [("Jan Brekke", "Brekke", True), ("Jan Brekke", "J. Brekke", True),
                                              ("Jan Brekke", "Eva Brekke", False), ("", "Brekke", False)])  # fmt: skip
def test_names_that_may_be_one(a, b, same):
    assert same_name(a, b) == same


def test_shared_words_are_looked_up_by_place(read):
    quotation = {
        "quotation_no": 0, "text": "", "attribution_no": None, "speaker": "", "cue": "", "form": "fullest", "trimmed": (),
        "altered": (), "reattributed": False, "outlets": 2, "articles": 2,
    }  # fmt: skip
    rows = [
        quotation | {"article_id": one.article_id, "start": one.span[0] + 2, "end": one.span[0] + 9} for one in (read[2], read[5])
    ]
    shared = SharedWords(schema.frame("shared_quotations", rows), schema.frame("reuse", []))
    assert shared.between(read[2], read[5]) == "shared quotation"
    assert shared.between(read[0], read[3]) == ""
