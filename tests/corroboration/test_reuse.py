"""Passages that articles share: found, aligned, told apart by kind; names, boilerplate and headlines are not passages."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from hearsay import schema
from hearsay.corroboration import reuse
from hearsay.corroboration.reuse import LEAST
from hearsay.corroboration.shared_runs import PRINTED_BY, RUN
from hearsay.validation.benchmarks import reuse as planted
from printed import WORDS, prose, tables

SENTENCE = (
    "The ministry had turned from a small buyer of grain into the very largest holder of stocks in all of the region by autumn."
)


def found(bodies, **options) -> pd.DataFrame:
    made = tables(bodies, **options)
    return schema.validate("reuse", reuse(*(made[name] for name in ("documents", "sentences", "attributions", "articles"))))


def apart(**taken: list[str]) -> dict[str, list[str]]:
    """Articles of their own prose around what they share."""
    return {
        name: [*prose(number * 2, 4), *shared, *prose(number * 2 + 1, 4)] for number, (name, shared) in enumerate(taken.items())
    }


def test_the_seeds_have_three_passages_in_one_pair_of_articles(seeds):
    assert seeds.reuse[["run", "tokens", "kind"]].to_numpy().tolist() == [[15, 15, "prose"], [14, 22, "prose"], [14, 14, "prose"]]
    pairs = set(zip(seeds.reuse["article_a"].str[:3], seeds.reuse["article_b"].str[:3], strict=True))
    assert pairs == {("000", "001")}
    assert seeds.reuse[["cue_a", "cue_b"]].to_numpy()[1].tolist() == ["claimed", "outlined"]
    assert seeds.reuse["changed"].tolist() == [(), ("Russia → becoming Moscow",), ()]


def test_a_study_gives_the_passages_of_an_article_on_either_side(seeds):
    assert len(seeds.table("reuse", "000")) == len(seeds.table("reuse", "001")) == 3 and seeds.table("reuse", "002").empty


def test_every_span_is_the_text_that_it_names(seeds):
    texts = dict(zip(seeds.documents["document_id"], seeds.documents["text"], strict=True))
    for row in seeds.reuse.itertuples():
        assert texts[row.article_a][row.start_a : row.end_a] == row.text_a
        assert texts[row.article_b][row.start_b : row.end_b] == row.text_b


def test_what_differs_within_a_passage_is_told_as_printed():
    changed = SENTENCE.replace("small buyer", "tiny, local buyer").replace("very ", "")
    rows = found(apart(a=[SENTENCE], b=[changed]))
    assert rows["changed"].tolist() == [("small → tiny, local", "very → ∅")]
    assert rows[["tokens", "kind"]].to_numpy().tolist() == [[22, "prose"]]
    assert rows["similarity"].iloc[0] == pytest.approx(2 * 22 / (24 + 24))


def test_letter_case_and_punctuation_make_no_difference():
    rows = found(
        apart(a=[SENTENCE.replace("ministry", "U.S. ministry")], b=[SENTENCE.upper().replace("MINISTRY", "US MINISTRY")])
    )
    assert rows["changed"].tolist() == [()] and rows["tokens"].iloc[0] >= 21


@pytest.mark.parametrize(("kept", "rows"), [(LEAST, 1), (LEAST - 1, 0)])
def test_fewer_than_twelve_words_are_no_passage(kept, rows):
    words = SENTENCE.split()[:kept]
    assert len(found(apart(a=[" ".join(words)], b=[" ".join(words)]))) == rows


def test_words_that_differ_too_often_are_no_passage():
    words = SENTENCE.rstrip(".").split()
    other = [word if number % (RUN - 1) else f"x{number}" for number, word in enumerate(words)]
    assert found(apart(a=[" ".join(words)], b=[" ".join(other)])).empty


def test_each_word_is_in_one_passage_of_a_pair():
    rows = found(apart(a=[SENTENCE, *prose(90), SENTENCE], b=[SENTENCE]))
    assert len(rows) == 1


def test_a_quotation_is_told_from_prose_and_prose_that_quotes_from_a_quotation():
    said = SENTENCE.rstrip(".")
    assert found(apart(a=[f"“{said},” he said."], b=[f"She heard: “{said}.”"]))["kind"].tolist() == ["quotation"]
    assert found(apart(a=[f"“{said},” he said."], b=[f"{said}."]))["kind"].tolist() == ["prose"]


def test_a_copy_and_what_one_agency_is_credited_for_are_wire():
    text = prose(7, 20)
    assert set(found({"a": text, "b": text[:17], "c": prose(8, 20)})["kind"]) == {"wire"}
    shared = apart(a=[SENTENCE], b=[SENTENCE])
    credited = found(shared, upstream={"a": "Reuters", "b": "REUTERS"})
    assert credited["kind"].tolist() == ["wire"]
    assert found(shared, upstream={"a": "Reuters", "b": "AP"})["kind"].tolist() == ["prose"]


def test_what_outlets_repeat_is_boilerplate_and_what_one_article_took_is_not():
    bodies = apart(**{f"p{n}": [SENTENCE] for n in range(3)}, **{f"q{n}": [SENTENCE] for n in range(3)}, r=[SENTENCE])
    outlets = {name: {"p": "Post", "q": "Times", "r": "Herald"}[name[0]] for name in bodies}
    rows = found(bodies, outlet=outlets)
    assert set(rows["article_b"]) == {"r"} and len(rows) == 6


def test_a_title_is_not_joined_to_the_body():
    title, first = SENTENCE.rstrip("."), prose(5)[0]
    bodies = {name: [first, *prose(number, 6)] for number, name in enumerate("ab", start=20)}
    rows = found(bodies, titles={"a": title, "b": title})
    assert sorted(rows["text_a"]) == sorted([title, first.rstrip(".")])


def test_the_cue_is_that_of_the_attribution_that_holds_the_passage():
    bodies = apart(a=["He said: " + SENTENCE], b=["She claimed: " + SENTENCE], c=[SENTENCE])
    speech = [
        {"article_id": name, "content": SENTENCE, "cue": cue, "speaker": ""} for name, cue in (("a", "said"), ("b", "claimed"))
    ]
    rows = found(bodies, speech=speech).set_index(["article_a", "article_b"])[["cue_a", "cue_b"]]
    assert {pair: tuple(cues) for pair, cues in zip(rows.index, rows.to_numpy(), strict=True)} == {
        ("a", "b"): ("said", "claimed"), ("a", "c"): ("said", ""), ("b", "c"): ("claimed", ""),
    }  # fmt: skip


def test_what_everybody_prints_joins_each_with_the_first_and_few_with_each_other():
    count = PRINTED_BY * 2
    rows = found(apart(**{f"a{n:02}": [SENTENCE] for n in range(count)}))
    assert (rows["article_a"] == "a00").sum() == count - 1
    assert len(rows) < count * (count - 1) / 4


def test_the_order_of_articles_changes_nothing():
    bodies = apart(a=[SENTENCE], b=[SENTENCE.replace("small", "big")], c=[SENTENCE])
    turned = dict(random.Random(1).sample([*bodies.items()], len(bodies)))
    pd.testing.assert_frame_equal(found(bodies), found(turned))


@pytest.mark.parametrize("bodies", [{}, {"a": []}, {"a": prose(1), "b": []}, {"a": ["…"], "b": ["…"]}])
def test_little_text_or_none_shares_nothing(bodies):
    assert found(bodies).empty


def test_planted_passages_are_found_and_others_are_not():
    frequency = dict.fromkeys(WORDS, 1 / len(WORDS))
    made, passages = planted.planted_corpus(400, frequency)
    rows = reuse(*(made[name] for name in ("documents", "sentences", "attributions", "articles")))
    share, others = planted.found_share(passages, rows, made["documents"])
    assert len(passages) == 20 and share >= 0.98
    assert others <= 2  # a passage that was taken from one who had taken it


def test_the_benchmark_measures_what_it_says(tmp_path: Path):
    (tmp_path / "a.txt").write_text("\n\n".join(prose(3, 30)), encoding="utf-8")
    figures = planted.check(tmp_path, "300")
    assert figures["planted"] == 15 and figures["planted found"] >= 0.9 and figures["reuse seconds"] > 0


def test_what_an_outlet_prints_below_its_articles_is_cut_off_what_is_shared():
    footer = "Get the latest updates from the campaign trail and more of our politics content by entering your email here."
    bodies = apart(a=[SENTENCE + footer], b=[SENTENCE + footer], c=[footer], d=["By our reporter." + footer], e=[footer])
    outlets = dict.fromkeys(bodies, "Post")
    rows = found(bodies, outlet=outlets)
    assert rows[["article_a", "article_b"]].to_numpy().tolist() == [["a", "b"]]
    assert rows["text_a"].iloc[0].startswith("The ministry") and "email" not in rows["text_a"].iloc[0]


def test_copies_of_one_text_make_no_boilerplate():
    text = prose(7, 20)
    bodies = {**dict.fromkeys("abc", text), "d": [*prose(8, 6), text[3], *prose(9, 6)]}
    rows = found(bodies, outlet=dict.fromkeys(bodies, "Post"))
    assert rows[rows["article_b"] == "d"]["article_a"].tolist() == ["a", "b", "c"]
