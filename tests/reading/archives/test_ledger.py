"""The articles of an export, held against what it declares (`reading.archives`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.reading import archives
from hearsay.reading.records import Problem, RecordDraft, Source, Text


def draft(words: int = 40) -> RecordDraft:
    made = RecordDraft()
    made.add("title", "A bridge falls")
    made.add("published", "15 February 2023")
    made.add("body", "word " * words)
    return made


def ledger() -> archives.Ledger:
    source = Source(Path("a.txt"), "a.txt")
    source.__dict__["sha256"] = ""
    return archives.Ledger(source, "Layout")


def told(items) -> list[str]:
    return [item.problem for item in items if isinstance(item, Problem)]


def test_the_second_article_of_an_id_has_a_name_of_its_own():
    book = ledger()
    texts = [item for _ in range(2) for item in book.article(draft(), id_="X1") if isinstance(item, Text)]
    assert [text.part for text in texts] == ["#X1", "#X1 (2)"] and "the same id as an article before" in told(book.close())


@pytest.mark.parametrize(("declared", "differs"), [(65, False), (66, True), (15, False), (14, True)])
def test_a_length_may_differ_by_twenty_five_words_or_fifteen_per_cent(declared, differs):
    book = ledger()
    list(book.article(draft(), words=declared))
    assert bool(told(book.close())) is differs


def test_the_number_of_articles_is_held_against_the_declared_one():
    book = ledger()
    list(book.article(draft()))
    assert told(book.close(2)) == ["the export declares 2 articles, 1 were found"] and told(ledger().close()) == [
        "no article was found"
    ]


def test_an_article_without_a_text_is_lost_and_told():
    book, empty = ledger(), RecordDraft()
    empty.add("title", "A bridge falls")
    assert list(book.article(empty)) == [] and told(book.close()) == ["no text under its headings"]


def test_a_number_stands_before_its_unit():
    assert [archives.declared_number(printed) for printed in ("1,024 words", "words", "12")] == [1024, None, 12]
