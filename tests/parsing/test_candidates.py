"""What may be title, signature and date of a page."""

from __future__ import annotations

from hypothesis import given, settings

from dumped import BODY, HEAD, MENU, judge_of, page, stated
from hearsay.parsing import candidates


def test_below_the_stated_confidence_nothing_is_picked(monkeypatch):
    text = page("Bridge over the Lorn falls in the north", "By Jane Holm", "March 4, 2021")
    monkeypatch.setattr(candidates, "LEAST", dict.fromkeys(candidates.KINDS, 1.01))
    assert not {"title", "byline", "published"} & set(stated(text))


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
            assert judge.page.lines.start[one.line] <= one.start < one.end <= judge.page.lines.end[one.line]
            assert kind == "date" or text[one.start : one.end] == one.value


def test_dates_in_the_body_and_in_two_readings_are_no_candidates():
    judge = judge_of(page("A bridge over the river falls", "By Jane Holm", "March 4, 2021", "02/03/2021"))
    assert [found.value for found in judge.found("date")] == ["2021-03-04"]


def test_a_title_is_offered_whole_and_without_its_site():
    judge = judge_of(page("A bridge over the river falls at night | The Arnford Gazette", "By Jane Holm", "March 4, 2021"))
    values = {found.value for found in judge.found("title")}
    assert {"A bridge over the river falls at night | The Arnford Gazette", "A bridge over the river falls at night"} <= values


def test_a_title_is_not_cut_at_a_dash_before_half_of_it():
    text = "A bridge over the river falls at night – and nobody knows when there will be another one"
    judge = judge_of(page(text, "By Jane Holm", "March 4, 2021"))
    assert [found.value for found in judge.found("title") if found.value.startswith("A bridge")] == [text]


def test_signatures_are_seen_from_the_title_that_the_ranker_finds():
    judge = judge_of(page("A bridge over the river falls at night", "By Jane Holm", "March 4, 2021"))
    found, sure = judge.weighed["title"]
    assert judge.sight.title == judge.sight.titled == found[int(sure.argmax())].line


def test_nothing_is_picked_from_a_page_without_a_body():
    judge = judge_of("\n".join(MENU))
    assert judge.page.last_body == -1 and judge.pick("title", lambda candidate: True) is None
