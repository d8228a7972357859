"""Articles as rows of words, with the way back to the text; and what an outlet repeats."""

from __future__ import annotations

from hearsay.corroboration.article_sentences import ArticleSentences, boilerplate_sentences
from hearsay.corroboration.printed_words import PrintedWords
from hearsay.text.shingles import word_codes
from printed import prose, tables

BODIES = {"a": ["One two three.", "Four don't five."], "b": [], "c": ["Six."]}
TITLES = {"a": "The title", "c": "Another"}


def test_every_word_leads_back_to_the_text():
    made = tables(BODIES, titles=TITLES)
    printed = PrintedWords.of(made["articles"], made["sentences"])
    text, words = made["documents"]["text"][0], printed.words_of(0)
    told = [text[start:end] for start, end in zip(words.start, words.end, strict=True)]
    assert told == ["The", "title", "", "One", "two", "three", "Four", "don", "t", "five", ""]
    assert words.zone.tolist() == [0] * 3 + [2] * 8
    known = [number for number, word in enumerate(told) if word]
    assert printed.codes_of(0)[known].tolist() == word_codes(" ".join(told)).tolist()
    assert len(printed.codes_of(1)) == 0 and len(printed.codes_of(2)) == 4
    assert words.printed(text, 3, 8) == "One two three. Four don" and words.printed(text, 3, 3) == ""


def test_the_marks_between_title_and_body_are_equal_nowhere():
    made = tables({name: ["Same words."] for name in "abc"}, titles=dict.fromkeys("abc", "Same words"))
    printed = PrintedWords.of(made["articles"], made["sentences"])
    marks = [printed.codes_of(place)[number] for place in range(3) for number in (2, 5)]
    assert len(set(marks)) == 6


def test_sentences_come_article_by_article_whatever_their_order():
    made = tables(BODIES, titles=TITLES)
    turned = ArticleSentences(made["articles"], made["sentences"].iloc[::-1].reset_index(drop=True))
    plain = ArticleSentences(made["articles"], made["sentences"])
    assert [*turned] == [*plain] == [plain.of(place) for place in range(3)]
    assert [text for text, *_ in plain.of(0)] == ["The title", "One two three.", "Four don't five."] and plain.of(1) == []


def test_a_sentence_that_three_articles_of_an_outlet_have_is_boilerplate_there():
    bodies = {f"p{n}": [*prose(n), "Sign up here."] for n in range(3)} | {"q0": ["Sign up here."], "r0": ["Sign up here."]}
    outlets = {name: {"p": "Post", "q": "Times"}.get(name[0], "not stated") for name in bodies}
    made = tables(bodies, outlet=outlets)
    found = made["sentences"][boilerplate_sentences(made["articles"], made["sentences"])]
    assert set(found["text"]) == {"Sign up here."} and set(found["article_id"]) == {"p0", "p1", "p2"}
