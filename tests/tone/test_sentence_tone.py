"""Voices and tone: whose words, how they score, and that every score leads back to its words."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from hearsay import schema
from hearsay.attribution.whose_words import voice_segments
from hearsay.errors import InputError
from hearsay.text.lexicons import read_lexicon
from hearsay.text.words import COMPOUND, words
from hearsay.tone.scorers import SCORERS
from hearsay.tone.sentence_tone import agreement, by_sentence, summary, tone
from hearsay.validation import measured_error
from hearsay.validation.benchmarks.tone import (
    check_sentence_tone,
)
from invented import tables

STORY = [
    "[The ministry] {called} the deal <a terrible and shameful mistake>.",
    "“<This is wonderful>,” [an official] {said}, “<a great success>.”",
    "The road to Great Britain was mended.",
    "It isn’t bad, Major Brown wrote 😀!",
    "Lorries stood in a queue.",
]
WORDS = [
    *("not", "n't", "never", "very", "really", "good", "bad", "great", "Great", "isn't", "can’t", "no", "more", "first"),
    *("terrible", "horrible", "hate", "love", "LOVE", "but", "so", "the", "Britain", "war", "WAR", "least", "without"),
    *("kind", "of", "İstanbul", "ﬁne", "low-cost", ":)", ":(", "!", "!!", "?", "(!)", "…", "-", "—", "’", "'", '"', "“"),
    *("”", "«", "😀", "❤", "\n", "\n\n", "\t", "\x1c", "\u00a0"),
]
EVEN = str.maketrans({"“": '"', "”": '"', "«": '"', "’": "'", "—": " "})
STOCK = SentimentIntensityAnalyzer()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).flatmap(
    lambda parts: st.sampled_from([" ", "", ", "]).map(lambda joint: joint.join(parts))
)


def score(analyzer: str, text: str):
    return SCORERS[analyzer](text, 0, len(text), words(text, 0, len(text), COMPOUND))


def scored(analyzer: str, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in score(analyzer, text).evidence]


def spoken(*story: str) -> list[tuple[str, str]]:
    documents, sentences, attributions = tables(list(story))
    return [(s.voice, documents["text"][0][s.start : s.end]) for s in voice_segments(documents, sentences, attributions)]


def test_source_and_cue_stay_in_the_outlets_voice():
    assert spoken(STORY[0]) == [
        ("outlet", "The ministry called the deal"),
        ("attributed", "a terrible and shameful mistake"),
    ]


def test_a_broken_quotation_gives_two_attributed_segments():
    assert [voice for voice, _ in spoken(STORY[1])] == ["attributed", "outlet", "attributed"]
    assert spoken(STORY[1])[1] == ("outlet", ",” an official said, “")


def test_source_and_cue_inside_their_own_content_are_cut_out():
    documents, sentences, attributions = tables(["[He] {said} <it rained>."])
    attributions.at[0, "content_spans"] = ((0, 18),)
    found = [(s.voice, s.start, s.end) for s in voice_segments(documents, sentences, attributions)]
    assert found == [("outlet", 0, 2), ("outlet", 3, 7), ("attributed", 8, 18)]


def test_nested_attributions_do_not_cut_again_and_overlaps_are_given_once():
    documents, sentences, attributions = tables(["[He] {said} <she knew that it rained>."], sides=("North",))
    inner = attributions.assign(level=2, attribution_no=1, side="South", content_spans=[((22, 31),)])
    overlap = attributions.assign(attribution_no=2, side="South", content_spans=[((20, 33),)])
    both = pd.concat([attributions, inner], ignore_index=True)
    assert [s.side for s in voice_segments(documents, sentences, both)] == ["", "North"]
    twice = voice_segments(documents, sentences, pd.concat([both, overlap], ignore_index=True))
    assert all(first.end <= second.start for first, second in zip(twice, twice[1:], strict=False))


def test_content_that_runs_over_two_sentences_is_attributed_in_both():
    documents, sentences, attributions = tables(["[He] {said} <it rained.>", "It poured. So it was."])
    attributions.at[0, "content_spans"] = ((8, 29),)
    found = voice_segments(documents, sentences, attributions)
    assert [(s.sentence_no, s.voice) for s in found] == [(0, "outlet"), (0, "attributed"), (1, "attributed"), (1, "outlet")]


@settings(max_examples=50, deadline=None)
@given(text=st.text("ab .\n“”", min_size=1, max_size=60), data=st.data())
def test_segments_cover_every_word_once(text, data):
    offset = st.integers(0, len(text))
    spans = tuple((a, b) for a, b in data.draw(st.lists(st.tuples(offset, offset), max_size=4)) if a < b)
    documents, sentences, attributions = tables(["[x] {y} <z>"])
    documents.at[0, "text"] = text
    sentences = sentences.assign(end=len(text), text=text)
    attributions = attributions.assign(cue_start=0, cue_end=0, source_start=None, source_end=None)
    attributions["content_spans"] = [spans]
    found = voice_segments(documents, sentences, attributions)
    covered = [i for s in found for i in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if c in "ab"} <= set(covered)
    inside = {i for start, end in spans for i in range(start, end)}
    assert all((s.voice == "attributed") == (i in inside) for s in found for i in range(s.start, s.end))


def test_names_are_told_by_their_capitals():
    def names(text):
        return [text[w.start : w.end] for w in words(text, 0, len(text)) if w.name]

    assert names("He met Major Brown in Great Britain.") == ["Major", "Brown", "Great", "Britain"]
    assert names("Great Britain left.") == ["Great", "Britain"]
    assert names("Great news came. Good night.") == []
    assert names("Great News Comes From Terrible Places") == []
    assert names("the GREAT day") == []


@pytest.mark.parametrize("text", ["It is not good!", "A really very bad day :( and a wonderful night (!)", "isn't great", ""])
def test_textblob_is_textblob(text):
    known = TextBlob(text).sentiment_assessments
    found = score("textblob", text)
    assert (found.polarity or 0.0) == pytest.approx(known.polarity)
    assert (found.subjectivity or 0.0) == pytest.approx(known.subjectivity)
    assert len(found.evidence) == len(known.assessments)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_raw_scorers_equal_their_libraries_on_any_text(text):
    assert (score("textblob", text).polarity or 0.0) == pytest.approx(TextBlob(text).sentiment.polarity, abs=1e-9)
    even = text.translate(EVEN)
    stock = STOCK.polarity_scores(even)["compound"] if even.split() else 0.0
    found = score("vader", text)
    if found.polarity is not None and not any(mark in text for mark in "😀❤"):
        assert found.polarity == pytest.approx(stock, abs=1e-4)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_evidence_makes_the_score(text):
    for analyzer in SCORERS:
        found = score(analyzer, text)
        assert (found.polarity is None) == (not found.evidence)
        assert all(0 <= start < end <= len(text) for start, end, _ in found.evidence)
        assert all(text[start:end].strip() == text[start:end] for start, end, _ in found.evidence)
        if found.evidence:
            assert found.polarity == pytest.approx(math.fsum(value for _, _, value in found.evidence))
            assert -1 <= found.polarity <= 1


def test_the_news_patch():
    assert score("textblob", "It isn't bad.").polarity < 0 < score("textblob-news", "It isn't bad.").polarity
    assert score("textblob-news", "It isn’t bad.").polarity > 0
    assert scored("textblob-news", "It isn’t bad.") == ["isn’t bad"]
    assert score("textblob-news", "He went to Great Britain.").polarity is None
    assert score("textblob-news", "Many more came first.").polarity is None
    assert score("textblob", "Many more came first.").polarity > 0.3
    assert scored("textblob-news", "A very good road.") == ["very good"]
    assert scored("vader", "The horrible, “terrible” war!") == ["horrible", "terrible", "war"]


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "„{}“"])
@pytest.mark.parametrize("analyzer", ["textblob-news", "vader"])
def test_every_style_of_quotation_mark_and_dash_reads_alike(analyzer, marks):
    plain = score(analyzer, "It isn't a terrible thing and wonderful at that.").polarity
    styled = f"It isn’t a {marks.format('terrible')} thing—and {marks.format('wonderful at')} that."
    assert score(analyzer, styled).polarity == pytest.approx(plain)


def test_opposite_valences_cancel_without_losing_their_evidence():
    found = score("vader", "good good bad bad love hate")
    assert found.polarity is not None and len(found.evidence) == 6
    assert score("vader", "The table stood there.").polarity is None


def test_a_long_line_is_scored_in_pieces_and_in_linear_time():
    text = "The terrible queue stood there and " * 3_000
    for analyzer in ("textblob", "vader"):
        assert len(score(analyzer, text).evidence) >= 3_000
    assert score("textblob", text).polarity == pytest.approx(-1.0)
    assert score("textblob", "x" * 100_000 + "(" * 100_000).polarity is None


def test_tone_keeps_the_contract_and_the_voices_apart():
    documents, sentences, attributions = tables(STORY)
    table = schema.validate("tone", tone(documents, sentences, attributions))
    assert set(table["analyzer"]) == set(SCORERS)
    text = documents["text"][0]
    for row in table.itertuples():
        assert all(row.start <= start < end <= row.end for start, end, _ in row.evidence)
        assert pd.isna(row.polarity) == (len(row.evidence) == 0)
        assert pd.isna(row.polarity) or row.polarity == pytest.approx(sum(value for _, _, value in row.evidence))
    first = table[(table["sentence_no"] == 0) & (table["analyzer"] == "vader")].set_index("voice")
    assert first.loc["attributed", "polarity"] < -0.5
    assert text[slice(*first.loc["attributed", "evidence"][0][:2])] == "terrible"
    queue = table[table["sentence_no"] == 4]
    assert queue["polarity"].isna().all() and not queue["evidence"].map(len).any()


def test_tone_is_the_same_every_time_and_article_by_article():
    documents, sentences, attributions = tables(STORY, STORY[::-1])
    whole = tone(documents, sentences, attributions)
    parts = [
        tone(*(t[t[key] == article] for t, key in zip((documents, sentences, attributions), keys, strict=True)))
        for article in ("a0", "a1")
        for keys in [("document_id", "article_id", "article_id")]
    ]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


def test_empty_tables_give_empty_tables():
    nothing = tone(*(schema.frame(name, []) for name in ("documents", "sentences", "attributions")))
    assert schema.validate("tone", nothing).empty
    assert summary(nothing).empty and agreement(nothing).empty


def test_summary_reports_coverage_beside_the_mean():
    table = summary(tone(*tables(STORY))).set_index(["voice", "analyzer"])
    row = table.loc[("outlet", "textblob-news")]
    assert (row["n_sentences"], row["n_scored"]) == (5, 1)
    assert row["coverage"] == pytest.approx(0.2)
    assert np.isnan(row["polarity"]), "one sentence is no mean"
    several = table[table["n_scored"] > 1]
    assert len(several) and several["polarity"].notna().all()
    with pytest.raises(InputError, match="planet"):
        summary(tone(*tables(STORY)), by=["planet"])


def test_summary_weighs_sentences_not_segments():
    made = summary(tone(*tables([STORY[1], "[She] {said} <it was terrible>."]))).set_index(["voice", "analyzer"])
    assert made.loc[("attributed", "vader"), "n_sentences"] == 2


def test_a_sentence_counts_once_in_a_voice_whoever_it_quotes():
    documents, sentences, attributions = tables(["[She] {said} <it was terrible> or <it was a wonderful day>."])
    apart = attributions.explode("content_spans").assign(side=["North", "South"], attribution_no=[0, 1])
    made = tone(documents, sentences, apart.assign(content_spans=[(span,) for span in apart["content_spans"]]))
    table = summary(made).set_index(["voice", "analyzer"]).loc[("attributed", "vader")]
    assert (table["n_sentences"], table["n_scored"]) == (1, 1)
    whole = by_sentence(made).query("voice == 'attributed' and analyzer == 'vader'")["polarity"].item()
    assert whole == pytest.approx(made.query("voice == 'attributed' and analyzer == 'vader'")["polarity"].mean())
    assert set(summary(made, by=["side"]).query("voice == 'attributed'")["n_sentences"]) == {1}
    assert set(agreement(made).query("voice == 'attributed'")["n_sentences"]) == {1}


def test_agreement_counts_signs():
    table = agreement(tone(*tables(["A wonderful day.", "A terrible day.", "A horrible war.", "A queue."])))
    row = table.set_index("scorer").loc["textblob"]
    assert (row["n_sentences"], row["n_both"], row["n_one"], row["k_agree"]) == (4, 3, 0, 3)
    assert row["kappa"] == pytest.approx(1.0)


def test_the_lexicon_of_words_that_evaluate_nothing():
    table = read_lexicon("non_evaluative")
    assert table["word"].is_unique and (table["word"] == table["word"].str.lower()).all()
    assert (table["ground"].str.len() > 10).all()
    assert {"more", "many", "own", "first"} <= set(table["word"])
    assert all(TextBlob(word).sentiment.polarity for word in table["word"]), "an entry that TextBlob does not score is dead"


def test_a_form_that_textblob_lacks_is_scored_as_another_form_of_the_word():
    assert TextBlob("failing").sentiment.polarity == 0
    assert score("textblob-news", "They are failing.").polarity == score("textblob-news", "They fail.").polarity < 0
    assert scored("textblob-news", "It was harsher, they insulted him and won.") == ["harsher", "insulted", "won"]
    for apart in ("A number of forces.", "They touched it.", "The court of appeals.", "He strikes."):
        assert score("textblob-news", apart).polarity is None, apart


def test_a_negation_reaches_over_articles_and_auxiliaries():
    for text in ("It isn't bad.", "It has not been a bad day.", "It was never that bad.", "It was hardly bad."):
        assert score("textblob-news", text).polarity > 0, text
    assert scored("textblob-news", "It was not the best day.") == ["not the best"]
    assert score("textblob-news", "He did not speak, a bad sign.").polarity < 0


@pytest.mark.nightly  # by day they are measured beside the model, on every other sentence
def test_the_scorers_reach_their_figures_on_newsmtsc(bench):
    found = check_sentence_tone(bench("newsmtsc"))
    assert found["textblob.macro_f1"] == pytest.approx(0.41, abs=0.005)
    assert found["textblob-news.macro_f1"] >= 0.43
    assert found["vader.macro_f1"] >= 0.51
    kept = measured_error.figures("tone")
    assert kept["data_sha256"] == found["data_sha256"]
    assert {name: kept[name] for name in found if name != "data"} == pytest.approx(
        {k: v for k, v in found.items() if k != "data"}
    )
