"""From probabilities of word pieces to attributions, and quotations that go on in the next paragraph."""

import numpy as np

from hearsay.attribution.extraction.decoding import (
    CONTENT,
    NONE,
    SOURCE,
    Settings,
    confidence,
    continued_quotations,
    decode_cues,
    decode_roles,
    decoded_spans,
    join_pieces,
    log_odds,
)
from hearsay.text.encoder import mark_up_words, word_pieces
from hearsay.text.quotations import quotation_spans
from hearsay.text.spans import Attribution

SETTINGS = Settings(cue=0.5, switch=1.0, source=0.0, content=0.0, weights=(0.0, 1.0, 0.0, 0.0, 0.0), least=0.5)


def test_a_role_changes_only_where_that_pays() -> None:
    sure, unsure = [0.02, 0.02, 0.96], [0.40, 0.30, 0.30]
    roles = np.array([[sure, unsure, sure, [0.98, 0.01, 0.01]]])
    assert decode_roles(roles, [4], SETTINGS).tolist() == [[CONTENT, CONTENT, CONTENT, NONE]]


def test_a_hole_in_the_content_is_closed_unless_the_source_stands_there() -> None:
    assert join_pieces(np.array([CONTENT, NONE, CONTENT])).tolist() == [CONTENT] * 3
    assert join_pieces(np.array([CONTENT, SOURCE, CONTENT])).tolist() == [CONTENT, SOURCE, CONTENT]


def test_runs_of_pieces_become_spans_of_whole_words() -> None:
    text = "Officials said it rains"
    window = next(iter(word_pieces(mark_up_words(text), [(0, len(text))])))
    chosen = np.isin(window.starts, [text.index("it"), text.index("rains")])
    assert decoded_spans(window, chosen) == ((15, 23),) and decoded_spans(window, ~chosen & False) == ()
    tags = np.zeros((len(window), 7))
    tags[window.starts == text.index("said"), 3] = 0.9
    (cue,) = decode_cues(window, tags, 0.5)
    assert decoded_spans(window, np.arange(len(window)) == cue.first) == ((10, 14),) and cue.probability == 0.9


def test_confidence_is_a_probability_and_odds_stay_finite() -> None:
    assert confidence((0.9, 0.5, 0.5, 0.5), SETTINGS) == 0.9
    assert np.isfinite(log_odds((0.0, 1.0))).all()


def test_a_paragraph_that_is_one_quotation_goes_on_with_the_last_speaker() -> None:
    text = 'Doe said, "It rains."\n"It will pour."\nNobody spoke.\n"It snows."'
    ends = [n for n, mark in enumerate(text) if mark == "\n"] + [len(text)]
    paragraphs = list(zip([0, *(end + 1 for end in ends)], ends, strict=False))
    found = Attribution((0, 3), (4, 8), ((10, 21),))
    (said,) = continued_quotations(text, paragraphs, [found], quotation_spans(text))
    assert [text[slice(*span)] for span in said.content] == ['"It rains."', '"It will pour."']
    assert continued_quotations(text, paragraphs[:1], [Attribution(None, (4, 8), ())], []) == []
