"""Sentences in words, tags and noun phrases."""

from __future__ import annotations

from hearsay.text import tagging
from hearsay.text.spans import SentenceSpan
from hearsay.text.tagging import TaggedSentence, phrase_after, phrase_before, split_at, tagged_sentence


def tagged(text: str, zone: str = "body") -> TaggedSentence:
    return tagged_sentence(text, lambda at: text[:at].count("“") > text[:at].count("”"), SentenceSpan(0, len(text), 0, 0, zone))


def at(sentence: TaggedSentence, word: str) -> int:
    return next(n for n, token in enumerate(sentence.tokens) if token.low == word)


def test_tokens_stand_where_they_say_and_know_their_quotation():
    text = "Mr. Holm didn't say “it's over” in the U.S. on Monday."
    sentence = tagged(text)
    assert all(text[token.start : token.end] == token.form for token in sentence.tokens)
    assert [token.form for token in sentence.tokens if token.form in ("Mr.", "did", "n't", "U.S.")] == [
        "Mr.",
        "did",
        "n't",
        "U.S.",
    ]
    assert [token.form for token in sentence.tokens if token.quoted] == ["it", "'s", "over", "”"]


def test_a_noun_phrase_ends_before_its_verb_and_begins_behind_it():
    sentence = tagged("The minister of defence of Arnford said the old bridge would close.")
    said = at(sentence, "said")
    first = phrase_before(sentence, said)
    assert sentence.span(first, said)[0] == 0 and phrase_before(sentence, 0) is None
    end = phrase_after(sentence, said + 1)
    assert [token.low for token in sentence.tokens[said + 1 : end]] == ["the", "old", "bridge"]
    assert sentence.is_verb(said) and sentence.is_nominal(at(sentence, "bridge")) and not sentence.is_nominal(-1)
    assert sentence.finite(0, len(sentence.tokens)) and not sentence.finite(0, said)


def test_a_pronoun_is_a_phrase_by_itself():
    sentence = tagged("In the town she said it.")
    assert phrase_before(sentence, at(sentence, "said")) == at(sentence, "she")


def test_a_title_in_capitals_is_tagged_as_a_sentence():
    shouted, plain = tagged("Mayor Says Bridge Will Close", "title"), tagged("Mayor Says Bridge Will Close")
    assert shouted.tokens[1].tag.startswith("VB") and [token.form for token in shouted.tokens] == [t.form for t in plain.tokens]


def test_a_sentence_that_is_too_long_is_cut():
    sentence = tagged("word " * 400)
    parts = split_at(sentence)
    assert [len(part.tokens) for part in parts] == [tagging.LONGEST, tagging.LONGEST, 100]
    assert [token for part in parts for token in part.tokens] == sentence.tokens
