"""Which sentences are what a reader chose, of how many."""

from __future__ import annotations

from pathlib import Path

import pytest

import hearsay as hs
from hearsay.charts.base.style import NEUTRAL
from hearsay.display import explorer
from hearsay.display.passages import NOBODY, SENTENCE, Chosen, choose, passages, shares
from hearsay.schema import UNOWNED
from two_outlets import write_corpus

GERMAN = "Die Brücke im Hafen ist lang und wurde im Frühjahr neu gestrichen. Die Farbe ist seither getrocknet. "


def test_each_word_of_a_body_is_in_one_voice_and_each_sentence_is_there(seeds: hs.Study) -> None:
    table = passages(seeds)
    body = seeds.sentences.query("zone == 'body'")
    assert set(map(tuple, table[SENTENCE].to_numpy())) == set(map(tuple, body[SENTENCE].to_numpy()))
    texts = seeds.documents.set_index("document_id")["text"]
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in table.itertuples())
    words = table["text"].str.findall(r"\w+").str.len().groupby(table["article_id"]).sum()
    whole = body["text"].str.findall(r"\w+").str.len().groupby(body["article_id"]).sum()
    assert (words - whole).abs().max() <= 3, "a word that a border cuts belongs to both sides"
    assert passages(seeds) is table, "made once"


def test_a_speaker_and_a_confidence_are_those_of_the_statement(seeds: hs.Study) -> None:
    table = passages(seeds)
    attributed = table["voice"] == "attributed"
    assert (table["speaker"] != "").equals(attributed) and table["confidence"].notna().equals(attributed)
    said = seeds.attributions.set_index(["article_id", "attribution_no"])
    for row in table[attributed].itertuples():
        statement = said.loc[(row.article_id, row.attribution_no)]
        assert (statement["speaker"] or NOBODY, statement["confidence"]) == (row.speaker, row.confidence)
        assert any(start <= row.start and row.end <= end for start, end in statement["content_spans"])


def test_frames_are_those_of_the_sentence_in_this_voice(seeds: hs.Study) -> None:
    table = passages(seeds)
    found = {(row.article_id, row.sentence_no, row.voice, frame) for row in table.itertuples() for frame in row.frames}
    body = seeds.sentences.query("zone == 'body'")[SENTENCE]
    told = seeds.frames.merge(body, on=SENTENCE)
    assert found == set(map(tuple, told[["article_id", "sentence_no", "voice", "frame"]].to_numpy()))


@pytest.mark.parametrize("column", ["outlet", "speaker", "voice"])
def test_a_choice_keeps_what_it_says_and_nothing_else(seeds: hs.Study, column: str) -> None:
    table = passages(seeds)
    for value in table[column].unique():
        found = choose(table, Chosen(**{column: value})) if value else table
        assert set(found.index) == set(table.index[(table[column] == value) | (value == "")])


def test_choices_work_together_and_a_confidence_leaves_the_outlets_words(seeds: hs.Study) -> None:
    table = passages(seeds)
    found = choose(table, Chosen(frame="conflict", confidence="0.9"))
    assert len(found) and all("conflict" in frames for frames in found["frames"])
    assert found["confidence"].min() >= 0.9 and (found["voice"] == "outlet").any()
    assert set(choose(table, Chosen(confidence="0.9", voice="outlet")).index) == set(table.index[table["voice"] == "outlet"])
    article = table["article_id"].iloc[0]
    assert set(choose(table, Chosen(article=article))["article_id"]) == {article}


def test_one_of_each_article_comes_before_the_second_of_any(seeds: hs.Study) -> None:
    found = choose(passages(seeds), Chosen())
    n = found["article_id"].nunique()
    assert found["article_id"].iloc[:n].is_unique and found["article_id"].iloc[0] == found["article_id"].iloc[n]


@pytest.mark.parametrize("by", explorer.ROWS)
def test_k_and_n_are_sentences(seeds: hs.Study, by: str) -> None:
    every = passages(seeds)
    found = choose(every, Chosen(voice="attributed"))
    table = shares(found, every, seeds.articles, by, seeds.frame_names)
    n = len(seeds.sentences.query("zone == 'body'"))
    ks, ns = zip(*(map(int, printed.split(" of ")) for printed in table["printed"]), strict=True)
    if by == "article":
        assert sum(ns) == n and sum(ks) == len(found.drop_duplicates(SENTENCE)) and len(table) == len(seeds.articles)
    else:
        assert set(ns) == {n}
    wanted = {
        "voice": {"own words": 0, "attributed words": len(found.drop_duplicates(SENTENCE)), UNOWNED: 0},
        "frame": {
            name: len(found[[name in held for held in found["frames"]]].drop_duplicates(SENTENCE)) for name in seeds.frame_names
        },
        "speaker": found.drop_duplicates([*SENTENCE, "speaker"])["speaker"].value_counts().to_dict(),
    }
    if by in wanted:
        told = dict(zip(table["label"], ks, strict=True))
        assert told == {name: wanted[by][name] for name in told} and (by == "speaker" or told.keys() == wanted[by].keys())


def test_intervals_are_over_articles_and_there_is_none_of_two_or_three(tmp_path: Path) -> None:
    study = hs.read(write_corpus(tmp_path, outlets=("The Lamp", "The Bell"), articles=14))
    every = passages(study)
    by_outlet = shares(choose(every, Chosen(speaker="US officials")), every, study.articles, "article", study.frame_names)
    assert by_outlet["label"].tolist() == ["The Bell (14 articles)", "The Lamp (14 articles)"]
    assert by_outlet["printed"].tolist() == ["0 of 84", "70 of 84"] and by_outlet["high"].notna().all()
    lamp = every[every["outlet"] == "The Lamp"]
    alone = shares(lamp, lamp, study.articles, "article", study.frame_names)
    assert set(alone["colour"]) == {NEUTRAL}, "an outlet has no hue"
    for n, there in ((1, False), (2, False), (3, False), (4, True)):
        some = lamp[lamp["article_id"].isin(sorted(lamp["article_id"].unique())[:n])]
        assert shares(some, some, study.articles, "voice", study.frame_names)["low"].notna().all() == there, n


def test_no_statement_is_looked_for_in_another_language_and_none_is_said_to_be_the_outlets(tmp_path: Path) -> None:
    for name, text in {"de": GERMAN * 6, "en": "The bridge is long. It was painted, Ann Lee said. "}.items():
        (tmp_path / f"{name}.txt").write_text(f"Title {name}\n\n{text}\n", encoding="utf-8")
    study = hs.read(tmp_path)
    assert set(passages(study)["article_id"]) == {"en.txt"}


@pytest.mark.parametrize("text", ["Title\n", GERMAN * 6])
def test_where_nothing_can_be_chosen_a_sentence_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    view = explorer.passages(hs.read(tmp_path))
    assert len(view.parts) == 1 and view.parts[0].startswith("No sentence to choose from: none of these articles")


def test_what_was_chosen_is_told_and_why_there_is_none(seeds: hs.Study) -> None:
    speaker = passages(seeds).query("speaker != ''")["speaker"].iloc[0]
    view = explorer.passages(seeds, speaker=speaker, voice="outlet", frame="morality")
    assert "None of " in view.parts[0] and f"said by {speaker}" in view.parts[0] and "with the frame morality" in view.parts[0]
    assert "Only attributed words have a speaker" in view.parts[0]
    assert explorer.passages(seeds).parts[0].text.splitlines()[1] == "Sentences in words attributed to somebody."


def test_an_article_is_shown_with_the_statements_that_were_chosen(seeds: hs.Study) -> None:
    said = seeds.attributions.query("level == 1 and zone == 'body' and counted and speaker != ''")
    article, speaker = said[["article_id", "speaker"]].value_counts().index[0]
    view = explorer.passages(seeds, article=article, speaker=speaker)
    wanted = seeds.table("attributions", article).query("speaker == @speaker")
    assert len(view.parts[2].text.splitlines()) == 1 + len(wanted)
    held = view.parts[1].table
    assert set(held["article_id"]) == {article} and set(held["speaker"]) == {speaker}


def test_the_rows_to_download_are_all_that_were_chosen(seeds: hs.Study) -> None:
    lines = explorer.passages(seeds, voice="outlet").parts[1]
    assert len(lines.table) == (passages(seeds)["voice"] == "outlet").sum() > len(lines.rows)
    assert list(lines.table.columns)[:3] == ["article", "outlet", "article_id"]
    texts = seeds.documents.set_index("document_id")["text"]
    assert all(row.text == texts[row.article_id][row.start : row.end] for row in lines.table.itertuples())
