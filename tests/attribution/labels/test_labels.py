"""Labels of an attribution: each rule on invented examples, the gold as counts, and any text survived."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay import schema
from hearsay.attribution.attributions import AttributionLabels, label_attributions
from hearsay.errors import InputError
from hearsay.parsing import blocks, sentences
from hearsay.reading import read_documents
from hearsay.text.spans import Attribution, SentenceSpan
from labelled import labels, one, passages_of

ROOT = Path(__file__).parents[3]
FLOORS = {"named": 67, "country": 66, "source_type": 66, "stance": 66, "hop": 66, "side": 65}
"""Of 69 level-1 core attributions of the seeds, on the gold's own spans."""


LOST = pytest.mark.xfail(strict=True, reason="right by heads taught before; read alone, these phrases now go to another class")


def lost(*case: str) -> Any:
    """A case that the heads get wrong when nothing else is said of the speaker."""
    return pytest.param(*case, marks=LOST)


@pytest.mark.parametrize(
    ("source", "source_type", "identifiability", "country"),
    [
        ("Norwegian Foreign Minister Kari Holm", "named official", "named person", "NO"),
        ("Kari Holm, a spokeswoman for the Norwegian Defense Ministry,", "named official", "named person", "NO"),
        ("the chief of staff of Chile's navy, Admiral Luis Rojas,", "named official", "named person", "CL"),
        ("Sen. Ann Baxter (R-Ohio)", "named official", "named person", "US"),
        ("Kenyan officials", "unnamed official", "vague collective", "KE"),
        ("one US official", "unnamed official", "anonymous", "US"),
        ("a White House spokesperson", "unnamed official", "anonymous", "US"),
        ("analysts at the Defense Intelligence Agency", "unnamed official", "vague collective", "US"),
        lost("Jane Doe, a professor at the University of Oslo,", "named expert", "named person", "NO"),
        ("economists", "unnamed expert", "vague collective", "not stated"),
        ("Tehran", "government or institution", "named organisation", "IR"),
        ("the Kremlin", "government or institution", "named organisation", "RU"),
        ("Brazil's finance ministry", "government or institution", "named organisation", "BR"),
        ("the Daily Caller", "media outlet", "named organisation", "US"),
        ("the Lowmoor Gazette", "media outlet", "named organisation", "not stated"),
        lost("the Iranian news agency Sobhgah", "media outlet", "named organisation", "IR"),
        ("a new study", "document or intelligence", "document", "not stated"),
        ("recently declassified U.S. intelligence", "document or intelligence", "document", "US"),
        ("residents", "ordinary person", "vague collective", "not stated"),
        ("Jane Doe, a mother of two,", "ordinary person", "named person", "not stated"),
        lost("people familiar with the matter", "other", "anonymous", "not stated"),
        ("critics", "other", "vague collective", "not stated"),
        ("Acme chief executive Jane Doe", "other", "named person", "not stated"),
        ("Acme Promotions, a talent agency,", "government or institution", "named organisation", "not stated"),
    ],
)
def test_a_source_by_its_own_words(source: str, source_type: str, identifiability: str, country: str) -> None:
    label = one(source)
    assert (label.source_type, label.identifiability, label.country) == (source_type, identifiability, country)


def test_no_source_is_implicit() -> None:
    text = "It was reported that the bridge fell."
    (label,) = labels(text, (None, "was reported", "that the bridge fell"))
    assert (label.speaker, label.source_type, label.identifiability) == ("", "none", "implicit")


@pytest.mark.parametrize(
    ("source", "country", "why"),
    [
        ("China scholar Jane Doe", "not stated", "the country is her field"),
        ("the U.S. ambassador to Poland", "US", "not where he is sent"),
        ("a military spokesman in Baghdad", "not stated", "where he is posted"),
        ("U.S. economist Jane Doe", "US", "an abbreviation is an adjective"),
        ("Jim Jordan", "not stated", "a surname is no country"),
        ("critics of Russia", "not stated", "they oppose it"),
        ("officials", "not stated", "no nationality in the text"),
    ],
)
def test_a_country_is_an_affiliation(source: str, country: str, why: str) -> None:
    assert one(source).country == country, why


@pytest.mark.parametrize(
    ("source", "basis"),
    [("Iranian officials", "text"), ("Tehran", "gazetteer"), ("Reuters", "gazetteer"), ("officials", "not stated")],
)
def test_the_basis_of_an_affiliation(source: str, basis: str) -> None:
    assert one(source).affiliation_basis == basis


def test_surname_and_pronoun_lead_back_to_the_full_name() -> None:
    text = "Danish Trade Minister Mette Lund said prices fell. Lund added taxes rose. She noted wages stood still."
    found = labels(
        text, ("Danish Trade Minister Mette Lund", "said", "prices"), ("Lund", "added", "taxes"), ("She", "noted", "wages")
    )
    assert [label.speaker for label in found] == ["Mette Lund"] * 3
    assert {label.country for label in found} == {"DK"}
    start, end = found[2].antecedent
    assert text[start:end] == "Danish Trade Minister Mette Lund"
    assert found[1].affiliation_basis == "co-text"


def test_the_first_speaker_of_the_other_gender_is_passed_over() -> None:
    text = "Barbara Holt said it rained. Mr. Olsen waved. She added it was cold."
    found = labels(text, ("Barbara Holt", "said", "it rained"), ("She", "added", "it was cold"))
    assert found[1].speaker == "Barbara Holt"


def test_the_relative_pronoun_takes_what_stands_before_it() -> None:
    text = "The ministry blasted Fijian President Jone Vula, who had accused it of lying."
    found = labels(text, ("who", "had accused", "it of lying"))
    assert (found[0].speaker, found[0].country, found[0].source_type) == ("Jone Vula", "FJ", "named official")


def test_a_definite_role_is_whoever_held_it() -> None:
    text = "Greek Defense Minister Nikos Pappas spoke in Athens. The minister said ships would sail."
    assert labels(text, ("The minister", "said", "ships"))[0].speaker == "Nikos Pappas"


def test_the_leader_of_a_country_is_its_last_named_ruler() -> None:
    text = "Turkish President Kemal Aydin flew home. The Turkish leader said talks went well."
    assert labels(text, ("The Turkish leader", "said", "talks"))[0].speaker == "Kemal Aydin"


def test_one_of_a_group_has_the_groups_country() -> None:
    text = "Swedish officials said ice was thin. One official warned skaters."
    found = labels(text, ("Swedish officials", "said", "ice"), ("One official", "warned", "skaters"))
    assert (found[1].country, found[1].affiliation_basis) == ("SE", "co-text")
    assert found[0].speaker == "Swedish officials"


def test_nationality_is_never_guessed() -> None:
    text = "Officials said ice was thin. The officials added skaters should wait."
    found = labels(text, ("Officials", "said", "ice"), ("The officials", "added", "skaters"))
    assert {label.country for label in found} == {"not stated"}


@pytest.mark.xfail(strict=True, reason="the likeliest, but below the probability from which a country is stated")
def test_the_country_is_the_subject_of_its_sentence() -> None:
    text = "Peru denied that it had armed Chile, but the country's foreign minister, Ana Quispe, said talks went on."
    found = labels(text, ("the country's foreign minister, Ana Quispe,", "said", "talks"))
    assert found[0].country == "PE"


def test_an_analyst_is_named_in_the_next_sentence() -> None:
    text = "An analyst said both will gain. “Trade follows,” said Jane Doe of the Harwell Institute."
    first = Attribution((0, 10), (11, 15), ((16, 30),))
    start = text.index("Jane")
    second = Attribution(
        (start, len(text) - 1), (text.rindex("said"), text.rindex("said") + 4), ((text.index("“"), text.index("”") + 1),)
    )
    found = label_attributions(text, passages_of(text), [first, second])
    assert [label.speaker for label in found] == ["Jane Doe", "Jane Doe"]
    assert found[0].identifiability == "named person"


def test_the_report_is_that_of_the_outlet_just_cited() -> None:
    text = "Ships sank, according to The Guardian. Nobody drowned, the report said."
    guardian, report = text.index("The Guardian"), text.index("the report")
    marks = [
        Attribution((guardian, guardian + 12), (12, 24), ((0, 10),)),
        Attribution((report, report + 10), (report + 11, report + 15), ((text.index("Nobody"), report - 2),)),
    ]
    found = label_attributions(text, passages_of(text), marks)
    assert (found[1].speaker, found[1].source_type) == ("The Guardian", "media outlet")


def test_i_in_somebodys_words_is_that_speaker_and_outside_the_author() -> None:
    text = "Jane Doe said “I believe it”. We think otherwise."
    quote = (text.index("“"), text.index("”") + 1)
    marks = [
        Attribution((0, 8), (9, 13), (quote,)),
        Attribution((15, 16), (17, 24), ((25, 27),), parent=0),
        Attribution(
            (text.index("We"), text.index("We") + 2),
            (text.index("think"), text.index("think") + 5),
            ((text.index("otherwise"), len(text)),),
        ),
    ]
    found = label_attributions(text, passages_of(text), marks)
    assert found[1].speaker == "Jane Doe"
    assert found[2].identifiability == "author"


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("said", "it rained", "neutral"),
        ("pointed out", "it rained", "assertive"),
        ("has repeatedly accused", "the firm of fraud", "doubtful"),
        ("claimed", "it rained", "doubtful"),
        ("claimed", "responsibility for the blast", "neutral"),
        ("denied", "it had rained", "denial"),
        ("did not deny", "it had rained", "neutral"),
        ("never confirmed", "the deal", "neutral"),
        ("declined to confirm", "the deal", "neutral"),
        ("did not confirm or reject", "the claim", "neutral"),
        ("sought to disprove", "the claim", "denial"),
        ("falsely said", "it rained", "doubtful"),
        ("baseless claims", "that it rained", "doubtful"),
        ("explained", "how the dam broke", "assertive"),
        ("asked", "how the dam broke", "neutral"),
        ("had criticized", "the firm for hiding its debts", "assertive"),
        ("blasted", "the firm", "neutral"),
        ("is allegedly expected", "to resign", "doubtful"),
        ("reportedly", "resigned", "neutral"),
        (":", "it rained", "neutral"),
    ],
)
def test_stance(cue: str, content: str, stance: str) -> None:
    text = f"The minister {cue} {content}."
    start = text.index(cue)
    mark = Attribution((0, 12), (start, start + len(cue)), ((start + len(cue) + 1, len(text) - 1),))
    assert label_attributions(text, passages_of(text), [mark])[0].stance == stance


def test_a_modifier_beside_the_cue_counts() -> None:
    text = "The minister said, without evidence, that it rained."
    mark = Attribution((0, 12), (13, 17), ((text.index("that"), len(text) - 1),))
    assert label_attributions(text, passages_of(text), [mark])[0].stance == "doubtful"


def test_a_recipient_is_a_relay_and_reaches_like_speakers() -> None:
    text = "Officials told Reuters ships sank. The officials added that crews swam. Jane Doe said it rained."
    found = labels(
        text, ("Officials", "told", "ships"), ("The officials", "added", "that crews"), ("Jane Doe", "said", "it rained")
    )
    assert [(label.hop, label.via) for label in found] == [(2, ("Reuters",)), (2, ("Reuters",)), (1, ())]


def test_nesting_is_a_relay_outermost_first() -> None:
    text = "Le Monde wrote that officials said Doe had agreed to it."
    found = labels(text, ("Le Monde", "wrote", "that"), ("officials", "said", "Doe", 0), ("Doe", "agreed", "to it", 1))
    assert found[2].via == ("Le Monde", "officials")
    assert found[2].hop == 3


def test_a_speaker_who_goes_on_in_the_sentence_keeps_the_relay() -> None:
    text = "Cuba first denied it, per The Hill, then conceded it had paid. Cuba said more."
    hill = text.index("The Hill")
    marks = [
        Attribution((hill, hill + 8), (hill - 4, hill - 1), ((0, 20),)),
        Attribution((0, 4), (5, 17), ((18, 20),), parent=0),
        Attribution(
            (0, 4),
            (text.index("then"), text.index("then") + 13),
            (
                (
                    text.index("it had"),
                    text.index("."),
                ),
            ),
        ),
        Attribution(
            (text.index("Cuba", 5), text.index("Cuba", 5) + 4),
            (text.index("said"), text.index("said") + 4),
            ((len(text) - 5, len(text)),),
        ),
    ]
    assert [label.hop for label in label_attributions(text, passages_of(text), marks)] == [1, 2, 2, 1]


def test_the_outlets_own_reporter_is_no_relay() -> None:
    text = "The clerk told reporters at CNN headquarters ships sank."
    assert labels(text, ("The clerk", "told", "ships"))[0].hop == 1


@LOST
def test_an_agency_of_which_nothing_else_is_said_is_no_party() -> None:
    assert one("Reuters").side == "other"


def test_sides() -> None:
    assert one("Iranian officials").side == "Iran"
    assert one("the U.S.").side == "US"
    assert one("Western nations").side == "West"
    assert one("officials").side == "not stated"
    assert one("the Iranian news agency Sobhgah").side == "Iran"
    assert one("U.S. economist Jane Doe").side == "other"


def test_the_user_names_the_sides() -> None:
    text = "Iranian officials said it rained."
    own = pd.DataFrame({"party": ["IR"], "side": ["home"]})
    assert labels(text, ("Iranian officials", "said", "it"), sides=own)[0].side == "home"
    assert labels(text, ("Iranian officials", "said", "it"), sides={"Iranian officials": "them"})[0].side == "them"
    with pytest.raises(InputError, match="party"):
        labels(text, ("Iranian officials", "said", "it"), sides=pd.DataFrame({"country": ["IR"], "side": ["x"]}))


@cache
def gold() -> tuple[dict[str, list[object]], dict[str, list[object]]]:
    documents, _ = read_documents(ROOT / "seeds")
    rows = sentences(documents, blocks(documents))
    records = [json.loads(line) for line in (ROOT / "data/gold/attributions.jsonl").read_text(encoding="utf-8").splitlines()]
    coded: dict[str, list[object]] = {name: [] for name in FLOORS}
    ours: dict[str, list[object]] = {name: [] for name in FLOORS}
    for name, text in zip(documents["document_id"], documents["text"], strict=True):
        mine = [record for record in records if record["article"] == name]
        spans = rows.loc[rows["article_id"] == name, ["start", "end", "sentence_no", "paragraph_no", "zone"]]
        passages = [SentenceSpan(*row) for row in spans.itertuples(index=False, name=None)]
        for record, label in zip(mine, label_attributions(text, passages, founds(mine)), strict=True):
            if record["level"] == 1 and record["tier"] == "core":
                add(coded, ours, record, label)
    return coded, ours


def founds(records: list[dict]) -> list[Attribution]:
    numbers = {record["id"]: n for n, record in enumerate(records)}
    span = lambda item: (item["start"], item["end"])  # noqa: E731
    return [
        Attribution(
            span(record["source"]) if record["source"] else None,
            span(record["cue"]),
            tuple(map(span, record["content"])),
            parent=numbers.get(record["nested_in"]),
        )
        for record in records
    ]


def named(identifiability: str) -> str:
    if identifiability in ("named person", "named organisation", "author"):
        return "named"
    return "unnamed" if identifiability in ("anonymous", "vague collective", "role unique") else "neither"


def add(coded: dict[str, list[object]], ours: dict[str, list[object]], record: dict, label: AttributionLabels) -> None:
    types = {"none (implicit)": "none", "document/intelligence": "document or intelligence"}
    pairs = {
        "named": (named(record["identifiability"].replace("_", " ")), named(label.identifiability)),
        "country": (record["affiliation"]["country"] or "not stated", label.country),
        "source_type": (types.get(record["source_type"], record["source_type"]), label.source_type),
        "stance": (record["cue_stance"], label.stance),
        "hop": (record["hop_context"], label.hop),
        "side": (record["speaker_side"], label.side),
    }
    for name, (theirs, mine) in pairs.items():
        coded[name].append(theirs)
        ours[name].append(mine)


@pytest.mark.parametrize("label", FLOORS)
def test_the_gold_is_kept(label: str) -> None:
    coded, ours = gold()
    table = pd.DataFrame({"coded": coded[label], "ours": ours[label]})
    assert len(table) == 69
    assert (table["coded"] == table["ours"]).sum() >= FLOORS[label], table.value_counts(sort=False).to_string()


def test_rare_stances_are_found() -> None:
    coded, ours = gold()
    table = pd.crosstab(pd.Series(coded["stance"]), pd.Series(ours["stance"]))
    assert table.loc["denial", "denial"] >= 3
    assert table.loc["doubtful", "doubtful"] >= 5


ALLOWED = {name: set(column.allowed) for name, column in schema.TABLES["attributions"].items() if column.allowed}
WORDS = st.sampled_from(
    [
        "The",
        "US",
        "official",
        "officials",
        "Tehran",
        "said,",
        "told",
        "Reuters",
        "the",
        "Washington",
        "Post",
        "he",
        "they",
        "who",
        "I",
        "we",
        "report",
        "analyst",
        "from",
        "of",
        "at",
        "in",
        "Mr.",
        "Jane",
        "Doe",
        "(R-Ohio)",
        "'s",
        "'",
        '"',
        "“",
        "”",
        "—",
        ":",
        ";",
        ".",
        "\n",
        "U.S.",
        "deny",
        "claimed",
        "al-",
        "de",
        "WHO",
        "Western",
        "3",
        "%",
        "é",
        "漢字",
        "😀",
        "minister's",
        "Ministry",
        "of",
        "and",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@st.composite
def attributed(draw: st.DrawFn) -> tuple[str, list[SentenceSpan], list[Attribution]]:
    text = draw(TEXTS) + " end"
    place = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 40)).map(lambda at: (at[0], min(len(text), at[0] + at[1])))
    mark = st.builds(
        Attribution, st.none() | place, place, st.lists(place, min_size=1, max_size=3).map(tuple),
        confidence=st.just(1.0), parent=st.none() | st.integers(-2, 9),
    )  # fmt: skip
    cuts = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=4)) | {0, len(text)})
    zones = draw(st.lists(st.sampled_from(schema.ZONES), min_size=len(cuts), max_size=len(cuts)))
    passages = [SentenceSpan(a, b, n, n, zones[n]) for n, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False))]
    return text, draw(st.sampled_from([passages, []])), draw(st.lists(mark, max_size=8))


@given(attributed())
@settings(max_examples=80, deadline=None)
def test_any_text_gives_labels_that_keep_the_schema(case: tuple[str, list[SentenceSpan], list[Attribution]]) -> None:
    text, passages, found = case
    described = label_attributions(text, passages, found)
    assert len(described) == len(found)
    for label in described:
        for name, allowed in ALLOWED.items():
            if hasattr(label, name):
                assert getattr(label, name) in allowed
        assert label.hop == len(label.via) + 1
        assert label.country == "not stated" or (len(label.country) == 2 and label.country.isupper())
        assert label.antecedent is None or 0 <= label.antecedent[0] < label.antecedent[1] <= len(text)


HASHED = """
from hearsay.attribution.attributions import label_attributions
from hearsay.text.spans import Attribution, SentenceSpan
text = "Swedish officials told Reuters ice was thin. One official warned skaters. Jane Doe of Acme said so. She left."
spans = [((0, 17), (18, 22), ((31, 43),)), ((45, 57), (58, 64), ((65, 72),)), ((74, 90), (91, 95), ((96, 98),))]
marks = [Attribution(*one) for one in spans]
print(label_attributions(text, [SentenceSpan(0, len(text), 0, 0, "body")], marks))
"""


def test_the_same_labels_whatever_the_hash_seed(capsys: pytest.CaptureFixture[str]) -> None:
    exec(HASHED, {})
    other = {**os.environ, "PYTHONHASHSEED": "4711"}
    run = subprocess.run([sys.executable, "-c", HASHED], cwd=ROOT, env=other, capture_output=True, text=True, check=True)
    assert run.stdout == capsys.readouterr().out != ""


def test_one_endless_line_takes_time_in_proportion() -> None:
    piece = "Iranian officials told Reuters that Jane Doe said the Foo Bar Ministry lied, and he and they added it was so, "

    def seconds(times: int) -> float:
        text = piece * times
        found = [
            Attribution((at + a, at + b), (at + 18, at + 22), ((at + 32, at + 60),))
            for at in range(0, len(text), len(piece))
            for a, b in ((0, 17), (82, 84), (89, 93))
        ]
        start = time.process_time()
        label_attributions(text, [SentenceSpan(0, len(text), 0, 0, "body")], found)
        return time.process_time() - start

    seconds(20)
    short, long = seconds(100), seconds(800)
    assert long < 8 * 3 * max(short, 0.01)
