"""Portrayal of actors: who is found, how each mention is spoken of, and that nothing but its sentence decides it."""

from __future__ import annotations

import matplotlib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay import charts, schema
from hearsay.attribution.actors import actors
from hearsay.entities.gazetteer import alias_records
from hearsay.errors import InputError
from hearsay.text.spans import SentenceSpan
from hearsay.tone import portrayals, portrayed
from hearsay.tone.portrayals import LONGEST, portray, portrayal_label, shipped_portrayal_settings
from invented import articles, tables

matplotlib.use("Agg")

STORY = [
    "[President Jane Doe of Norway] {said} <Denmark had told shameful lies>.",
    "Doe, who was hailed as a brilliant leader, met John Roe, a disgraced crook despised by all.",
    "[Norwegian officials] {insisted} <that Sweden was a trusted and generous friend>.",
    "The talks were held in Sweden on Monday.",
    "[He] {added} <that the plan was late>.",
]
HOSTILE = [
    "<script>alert('x')</script> President Jane Doe & {cue} said",
    '=HYPERLINK("x") Norway\u202e \x00 Sweden 😀 $x_1$',
    "(" * 50 + "Norway" + "“" * 50,
    "İ ﬁ ’s ’ - the the Denmark's's's Denmark",
]
WORDS = st.sampled_from(
    ["Norway", "Denmark's", "Norwegian", "officials", "Jane", "Doe", "President", "the", "Kremlin", "praised", "lied", "“", "”",
     ",", ".", "and", "in", "’s", "İzmir", "\u00a0", "Oslo", "FBI", "news", "agency", "US", "bin"]
)  # fmt: skip


def whole(text: str) -> list[SentenceSpan]:
    return [SentenceSpan(0, len(text), 0, 0, "body")]


def named(text: str) -> list[tuple[str, str, str]]:
    return [(text[actor.start : actor.end], actor.name, actor.kind) for actor in actors(text, whole(text))]


def leaning(text: str, mention: str) -> float:
    start = text.index(mention)
    negative, _, positive = portray(text, [(start, start + len(mention))])[0]
    return float(positive - negative)


def test_each_row_is_a_mention_with_probabilities_and_keeps_the_contract() -> None:
    documents, sentences, attributions = tables(STORY, sides=("a", "b", "c"))
    table = schema.validate("portrayals", portrayals(documents, sentences, attributions))
    text = documents["text"][0]
    printed = [text[row.start : row.end] for row in table.itertuples()]
    assert printed[0] == "President Jane Doe" or printed[0] == "President Jane Doe of Norway"
    assert {"Denmark", "John Roe", "Norwegian officials", "Sweden"} <= set(printed)
    assert np.allclose(table[["negative", "neutral", "positive"]].sum(axis=1), 1, atol=2e-4)
    assert (table["start"].diff().dropna() >= 0).all()


def test_voices_sides_and_roles() -> None:
    table = portrayals(*tables(STORY, sides=("a", "b", "c")))
    told = {(row.actor, row.role): (row.voice, row.side) for row in table.itertuples()}
    assert told["Denmark", "quoted"] == ("attributed", "a")
    assert told["Sweden", "quoted"] == ("attributed", "b")
    assert told["Norwegian government", "speaker"] == ("outlet", "")
    assert told["John Roe", "described"] == ("outlet", "")
    assert told["Jane Doe", "described"] == ("outlet", "")


def test_a_place_where_something_happens_is_no_actor() -> None:
    documents, sentences, attributions = tables(STORY)
    table = portrayals(documents, sentences, attributions)
    assert not (table["sentence_no"] == 3).any()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norwegian officials met the Kremlin.", [("Norwegian officials", "Norwegian government", "government")]),
        ("Denmark's prime minister, Jane Doe, left.", [("Jane Doe", "Jane Doe", "person")]),
        ("They were held in Sweden.", []),
        ("Swedish furniture sells well.", []),
        ("The officials left early.", []),
        ("Hamas and Brazil agreed.", [("Hamas", "Hamas", "organisation"), ("Brazil", "Brazil", "country")]),
        ("Texas voted against Mexico.", [("Mexico", "Mexico", "country")]),
        ("Surprisingly, nobody came.", []),
        ("A Republican presidential hopeful spoke.", []),
        ("Republicans cheered.", [("Republicans", "Republicans", "organisation")]),
    ],
)
def test_who_is_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = named(text)
    assert [one for one in expected if one not in found] == []
    assert len(found) == len(expected) or expected and "Kremlin" in text or "Denmark" in text


TWO = [
    "Mayor Jane Doe was hailed as a hero, while Senator John Roe was condemned as a corrupt liar.",
    "John Roe betrayed his country and shamelessly lied, but Jane Doe bravely told the truth.",
    pytest.param(
        "Voters admire Jane Doe and despise the disgraced John Roe.",
        marks=pytest.mark.xfail(strict=True, reason="both are read as spoken ill of: a sentence colours everybody in it"),
    ),
]


@pytest.mark.parametrize("text", TWO)
def test_of_two_actors_the_praised_one_stands_above_the_blamed(text: str) -> None:
    assert leaning(text, "Jane Doe") > leaning(text, "John Roe") + 0.05


def test_of_two_actors_one_is_praised_and_one_blamed() -> None:
    # Where both verbs are strong the model puts them in order, but not always on two sides of 0: see its card.
    assert leaning(TWO[0], "Jane Doe") > 0 > leaning(TWO[0], "John Roe")


def test_plain_reports_are_read_as_plainer_than_scorn() -> None:
    assert abs(leaning("Jane Doe will meet reporters on Tuesday.", "Jane Doe")) < 0.5
    assert leaning("Critics called Jane Doe a corrupt and incompetent liar.", "Jane Doe") < -0.5
    assert leaning("The nation mourned Jane Doe, a generous and brilliant leader.", "Jane Doe") > 0.3


def test_a_mention_is_read_alike_whatever_stands_beside_it_in_the_table() -> None:
    first, second = tables(STORY), tables(["Norway praised Sweden."], STORY)
    alone = portrayals(*first)
    beside = portrayals(*second).query("article_id == 'a1'").reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.drop(columns="article_id"), beside.drop(columns="article_id"))
    pd.testing.assert_frame_equal(alone, portrayals(*first))


def test_a_mention_is_read_alike_whoever_else_is_asked_for() -> None:
    text = "Mayor Jane Doe was hailed as a hero, while Senator John Roe was condemned as a corrupt liar."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Jane Doe", "John Roe", "Senator")]
    together = portray(text, spans)
    for span, row in zip(spans, together, strict=True):
        assert np.abs(portray(text, [span])[0] - row).max() <= 2e-4


def test_long_sentences_are_read_around_each_mention() -> None:
    filler = "and the road went on and on " * 200
    text = f"Jane Doe was hailed as a hero {filler} while John Roe was condemned as a corrupt liar."
    assert len(text.split()) > LONGEST
    assert leaning(text, "Jane Doe") > leaning(text, "John Roe") + 0.3
    assert portray("a " * 20_000 + "Norway lied.", [(40_000, 40_006)]).shape == (1, 3)


def test_labels_abstain_under_the_shipped_threshold() -> None:
    least = shipped_portrayal_settings().least
    assert 1 / 3 < least < 1
    rows = np.array([[least + 0.001, 0, 1 - least], [0.34, 0.33, 0.33], [0, 1, 0]])
    assert portrayal_label(rows) == ["negative", "unsure", "neutral"]


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_any_text_gives_mentions_that_lie_in_it_and_do_not_overlap(text: str) -> None:
    found = actors(text, whole(text))
    places = [place for actor in found for place in (actor.start, actor.end)]
    assert places == sorted(places) and all(0 <= place <= len(text) for place in places)
    assert all(actor.name and actor.kind in schema.ACTORS and actor.start < actor.end for actor in found)
    chances = portray(text, [(actor.start, actor.end) for actor in found])
    assert chances.shape == (len(found), 3) and (chances >= 0).all()


@pytest.mark.parametrize("text", HOSTILE)
def test_untrusted_text_is_read_as_text(text: str) -> None:
    sentence = {
        "article_id": "a",
        "sentence_no": 0,
        "paragraph_no": 0,
        "zone": "body",
        "start": 0,
        "end": len(text),
        "text": text,
    }
    blank = dict.fromkeys(schema.TABLES["documents"], schema.NOT_STATED) | {"parts": ()}
    documents = schema.frame("documents", [blank | {"document_id": "a", "text": text}])
    table = portrayals(documents, schema.frame("sentences", [sentence]), schema.frame("attributions", []))
    schema.validate("portrayals", table)
    charts.portrayal(table).png()


def test_a_line_without_end_is_read_in_seconds() -> None:
    text = "Norway met Denmark and Jane Doe again " * 3000
    assert len(actors(text, whole(text))) > 2000


def test_empty_tables_stay_empty_and_typed() -> None:
    nothing = [schema.frame(name, []) for name in ("documents", "sentences", "attributions")]
    table = portrayals(*nothing)
    assert list(table) == list(schema.TABLES["portrayals"]) and table.empty
    assert portrayed(table).empty and "mean" in portrayed(table)
    assert "Nothing to show" in charts.portrayal(table).text


def test_aliases_merge_names_and_find_what_is_no_name(tmp_path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(
        "alias,actor,kind\nNorwegian government,Norway,country\nJohn Roe,Roe Gang,organisation\nthe plan,Plan,\n", "utf-8"
    )
    story = tables(STORY)
    table = portrayals(*story, aliases=path)
    assert {"Norway", "Roe Gang", "Plan"} <= set(table["actor"]) and "John Roe" not in set(table["actor"])
    assert set(table.loc[table["actor"] == "Roe Gang", "kind"]) == {"organisation"}
    same = portrayals(*story, aliases=pd.read_csv(path))
    pd.testing.assert_frame_equal(table, same)
    assert alias_records({"Tehran": "Iran"}) == ({"alias": "Tehran", "actor": "Iran", "kind": ""},)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("alias,actor\n,x\n", "line 2: no alias"),
        ("alias,actor,kind\na,b,beast\n", "kind 'beast'"),
        ("name\nx\n", "line 2: no alias"),
    ],
)
def test_a_wrong_table_of_aliases_is_told(tmp_path, text: str, says: str) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=says):
        portrayals(*tables(STORY), aliases=path)
    with pytest.raises(InputError, match="could be read"):
        alias_records(tmp_path / "none.csv")


def invented_rows() -> pd.DataFrame:
    values = [
        ("a0", "Norway", "outlet", 0.8, "negative"),
        ("a0", "Norway", "outlet", 0.2, "unsure"),
        ("a1", "Norway", "outlet", 0.1, "neutral"),
        ("a0", "Denmark", "attributed", 0.0, "neutral"),
    ]
    rows = [
        {"article_id": a, "sentence_no": 0, "actor": actor, "kind": "country", "start": i * 10, "end": i * 10 + 5, "voice": voice,
         "side": "", "role": "described", "negative": p, "neutral": 1 - p, "positive": 0.0, "label": name}
        for i, (a, actor, voice, p, name) in enumerate(values)
    ]  # fmt: skip
    return schema.frame("portrayals", rows)


def test_the_article_is_the_unit_of_means() -> None:
    table = invented_rows()
    per = portrayed(table).set_index(["article_id", "actor", "voice"])
    assert per.loc[("a0", "Norway", "outlet"), "mean"] == pytest.approx(-0.5)
    assert per.loc[("a0", "Norway", "outlet"), ["n", "n_unsure"]].tolist() == [2, 1]
    pooled = portrayed(table.assign(outlet="x"), by=["outlet"]).set_index(["actor", "voice"])
    assert pooled.loc[("Norway", "outlet"), "mean"] == pytest.approx((-0.5 - 0.1) / 2)
    assert pooled.loc[("Norway", "outlet"), ["n_articles", "n"]].tolist() == [2, 3]
    assert portrayed(table).query("n == 1")["mean"].isna().all(), "one mention is no mean"
    with pytest.raises(InputError, match="outlet"):
        portrayed(table, by=["outlet"])


def test_the_chart_says_what_it_draws() -> None:
    table = invented_rows()
    chart = charts.portrayal(table, articles({"a0": "Gazette", "a1": "Post"}))
    text = chart.text
    assert "columns: own words | attributed words" in text
    row = next(line for line in text.splitlines() if line.startswith("Norway · Gazette"))
    assert "own words -0.8" in row and "own words, unsure -0.2" in row
    assert "printed n = 2, 1 unsure | n = 0" in row and "mean" not in row, "two mentions are no mean to print"
    assert chart.png() == charts.portrayal(table, articles({"a0": "Gazette", "a1": "Post"})).png()
    with pytest.raises(InputError, match="no mention of 'Nobody'"):
        charts.portrayal(table, actors=["Nobody"])


def test_hollow_dots_are_the_unsure_ones() -> None:
    drawn = charts.portrayal(invented_rows(), actors=["Norway"]).axes.collections
    hollow = [one for one in drawn if str(one.get_label()).endswith("unsure")]
    assert len(hollow) == 1 and len(hollow[0].get_facecolors()) == 0
