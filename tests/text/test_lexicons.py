"""Lexicons as they are read, and found in text."""

from __future__ import annotations

import pandas as pd
import pytest

from hearsay.text import lexicons
from hearsay.text.lexicons import Matcher
from hearsay.text.words import words


def test_nobody_can_change_what_others_read():
    row = lexicons.lexicon_rows("frames")[0]
    with pytest.raises(TypeError):
        row["cue"] = "changed"
    table = lexicons.read_lexicon("frames")
    table.loc[0, "cue"] = "changed"
    assert lexicons.read_lexicon("frames").loc[0, "cue"] == row["cue"] != "changed"


def test_a_table_holds_the_rows_as_texts():
    table, rows = lexicons.read_lexicon("sides"), lexicons.lexicon_rows("sides")
    assert table.to_dict("records") == [dict(row) for row in rows] and not table.isna().any(axis=None)


def hits(entries: list[str], text: str) -> list[tuple[str, tuple[int, ...]]]:
    matcher = Matcher((entry,) for entry in entries)
    return [(text[hit.start : hit.end], hit.rows) for hit in matcher.find(text, words(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("entries", "text", "found"),
    [
        (["arms", "arms deal"], "an arms deal and arms", [("arms deal", (1,)), ("arms", (0,))]),
        (["arms deal"], "an arms-deal", [("arms-deal", (0,))]),
        (["arms-deal"], "an arms deal", []),
        (["war*"], "warring wars", [("warring", (0,)), ("wars", (0,))]),
        (["great"], "in Great Britain now", []),
        (["Great Britain"], "in Great Britain now and GREAT BRITAIN", [("Great Britain", (0,)), ("GREAT BRITAIN", (0,))]),
        (["Great Britain"], "a great britain", []),
        (["country"], "the country's bridge", [("country", (0,))]),
        (["arms deal"], "arms. Deal", []),
        (["war", "war"], "a war", [("war", (0, 1))]),
    ],
)
def test_the_longest_entry_is_found_as_it_is_written(entries, text, found):
    assert hits(entries, text) == found


def test_entries_of_a_table_are_found_in_all_their_forms():
    table = pd.DataFrame({"cue": ["blame for", "ally"], "pos": ["v", "n"], "forms": ["", ""]})
    text = "they blamed for years two allies"
    found = Matcher.of(table, "cue").find(text, words(text, 0, len(text)))
    assert [text[hit.start : hit.end] for hit in found] == ["blamed for", "allies"]


def test_phrases_by_their_first_word_the_longest_first():
    rows = [{"name": "the lamp"}, {"name": "the"}, {"name": "Lamp"}]
    index = lexicons.phrase_index(rows, "name", str.split, lower=True)
    assert index.at(["see", "the", "lamp"], 1) == (2, rows[0]) and index.at(["the", "bridge"], 0) == (1, rows[1])
    assert index.at(["lamp"], 0) == (1, rows[2]) and index.at(["see"], 0) is None


def test_forms_of_a_cue_verb_of_several_words():
    row = {"lemma": "make clear", "pos": "verb", "forms": "made"}
    assert "made clear" in lexicons.cue_forms(row) and lexicons.cue_forms({**row, "pos": "phrase"}) == ("make clear",)
