"""What may be title, signature and date of a page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.parsing import candidates, labelling, lines, statements
from hearsay.parsing.line_model import shipped_model

BODY = [
    "The bridge over the Lorn fell on Monday morning, the ministry of works said in a statement to the press on Tuesday.",
    "Nobody was hurt when the bridge fell, but the only road to the north of the country has been closed since then, it added.",
    "Engineers who looked at the bridge last year had warned the ministry that its piers would not stand another winter flood.",
    "“We told them in March,” said Ida Brun, who led the survey of the bridge for the state's office of roads until the spring.",
    "The minister said that the money for a new bridge over the Lorn was in the budget, and that work would begin in the summer.",
]
MENU = ["Home", "News", "Sport", "Opinion", "Subscribe", "Sign in"]
AFTER = ["Related News", "Five rivers that rose too fast", "A ferry for the north", "About us", "Contact", "Privacy Policy"]


def page(*head: str, before: tuple[str, ...] = ()) -> str:
    return "\n".join([*MENU, *before, *head, "", *BODY, "", *AFTER])


def stated(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for fact in statements.find_statements(text, labelling.blocks_of(text)):
        found.setdefault(fact.field, fact.value)
    return found


def judge_of(text: str) -> candidates.PageJudge:
    split = lines.split_lines(text)
    return labelling.judge_page(split, shipped_model())


def test_below_the_stated_confidence_nothing_is_picked(monkeypatch):
    text = page("Bridge over the Lorn falls in the north", "By Jane Holm", "March 4, 2021")
    monkeypatch.setattr(candidates, "LEAST", dict.fromkeys(candidates.KINDS, 1.01))
    assert not {"title", "byline", "published"} & set(stated(text))


HEAD = st.lists(
    st.sampled_from([*MENU, *AFTER, *BODY, "By Jane Holm", "March 4, 2021", "Bridge | The Lamp", "›", "Photo: A"]), max_size=14
)


@settings(max_examples=40, deadline=None)
@given(HEAD)
def test_candidates_are_what_stands_at_their_place(head):
    text = "\n".join([*head, *BODY])
    judge = judge_of(text)
    assert set(judge.sight.likely) == set(candidates.KINDS)
    for kind in candidates.KINDS:
        found = judge.found(kind)
        assert len({len(one.seen) for one in found}) <= 1
        for one in found:
            line = judge.page.lines[one.line]
            assert line.start <= one.start < one.end <= line.end
            assert kind == "date" or text[one.start : one.end] == one.value


def test_dates_in_the_body_and_in_two_readings_are_no_candidates():
    judge = judge_of(page("A bridge over the river falls", "By Jane Holm", "March 4, 2021", "02/03/2021"))
    assert [found.value for found in judge.found("date")] == ["2021-03-04"]


def test_a_title_is_offered_whole_and_without_its_site():
    judge = judge_of(page("A bridge over the river falls at night | The Arnford Gazette", "By Jane Holm", "March 4, 2021"))
    values = {found.value for found in judge.found("title")}
    assert {"A bridge over the river falls at night | The Arnford Gazette", "A bridge over the river falls at night"} <= values


def test_nothing_is_picked_from_a_page_without_a_body():
    judge = judge_of("\n".join(MENU))
    assert judge.page.last_body == -1 and judge.pick("title", lambda candidate: True) is None
