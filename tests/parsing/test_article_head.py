"""Title, signature and date: what may be picked, what is picked, when nothing is, and how pages are scored."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from dumped import BODY, page, stated
from hearsay.parsing import article_head, byline, labelling, lines
from hearsay.parsing.line_model import shipped_model
from hearsay.validation.benchmarks import parsing


@pytest.mark.parametrize(
    "signed", ["By Jane Holm", "Written by Jane Holm", "By Jane Holm, Staff Writer", "BY JANE HOLM", "ByJane Holm"]
)
@pytest.mark.parametrize("date", ["March 4, 2021", "Published 4 March 2021, 10:15", "Posted: Mar 4, 2021 2:15 pm"])
def test_a_plain_head_is_read(signed, date):
    found = stated(page("Bridge over the Lorn falls in the north", signed, date))
    assert found["title"] == "Bridge over the Lorn falls in the north"
    assert found["byline"].lower() == "jane holm"
    assert found["published"] == "2021-03-04"


def test_the_title_is_the_line_above_its_deck():
    found = stated(page("Bridge over the Lorn falls in the north", "Road closed since Monday", "By Jane Holm", "March 4, 2021"))
    assert found["title"] == "Bridge over the Lorn falls in the north"


def test_a_pages_own_day_is_no_date_of_the_article():
    text = page("Bridge over the Lorn falls in the north", before=("Sunday, September 12, 2021",))
    found = stated(text)
    assert found.get("page_date") == "2021-09-12" and "published" not in found


def test_nothing_is_given_where_nothing_is_printed():
    found = stated(page("Bridge over the Lorn falls in the north"))
    assert "published" not in found and "byline" not in found


def test_a_credit_is_no_signature():
    found = stated(page("Bridge over the Lorn falls in the north", "The bridge on Monday. Photo: Karl Lind/Getty Images"))
    assert found.get("byline") != "Karl Lind"


@pytest.mark.parametrize(("owner", "outlet"), [("The Daily Lamp", "The Daily Lamp"), ("Jane Holm", None)])
def test_a_writers_copyright_names_no_outlet(owner, outlet):
    text = page("Bridge over the Lorn falls in the north", "By Karl Lind", before=(owner,))
    assert stated(f"{text}\n© 2021 {owner}. All rights reserved.").get("outlet") == outlet


def test_a_signature_in_small_letters_is_read_without_its_by():
    signed = byline.read_byline("by ibby") or byline.whole_byline("by ibby")
    assert signed is not None and signed.name == "ibby"


TEXT = st.text(alphabet=st.sampled_from("ab Aé|,.:-–•/@()\u00a0 129by&'"), max_size=80)


@pytest.mark.parametrize(
    ("given", "known", "domain", "same"),
    [
        ("A bridge ‘falls’  in the North", 'a bridge "falls" in the north', "", True),
        ("A bridge falls", "A bridge falls | The Daily Lamp", "x.org", True),
        ("A bridge falls - Daily Lamp", "A bridge falls", "dailylamp.com", True),
        ("A bridge falls - again", "A bridge falls", "dailylamp.com", False),
        ("A bridge falls | one two three four five six", "A bridge falls", "x.org", False),
        ("A bridge", "A bridge falls in the north", "", False),
    ],
)
def test_when_titles_are_the_same(given, known, domain, same):
    assert parsing.same_title(given, known, domain) is same


@pytest.mark.parametrize(
    ("given", "known", "same"),
    [
        ("Jane Holm", "Jane Holm, Karl Lind", True),
        ("Karl Lind and Jane Holm", "Jane Holm", True),
        ("Desiree Aas", "Dr. Desirée Aas (Lamp)", True),
        ("Jane Holm Senior Writer", "Jane Holm", True),
        ("Jane Holm writes about rivers and roads", "Jane Holm", False),
        ("Jane", "Jane Holm", False),
        ("Karl Lind", "Jane Holm", False),
    ],
)
def test_when_an_author_is_right(given, known, same):
    assert parsing.one_author(given, known) is same


def test_figures_of_facts_are_shares_of_the_pages_they_name():
    def result(right: bool | None, printed: bool = True, known: bool = True) -> parsing.Result:
        held = frozenset({"authors"}) if known else frozenset()
        body = dict.fromkeys(["body_f1", "body_f1_no_blanks", "trivial_f1", "trivial_f1_no_blanks"], 1.0)
        return parsing.Result(True, body, held, held if printed else frozenset(), {"title": None, "authors": right, "date": None})

    rows = parsing.figures(
        [result(True), result(True), result(False), result(None), result(False, printed=False), result(True, known=False)]
    )
    assert (rows["author_pages"], rows["author_pages_known"]) == (4, 5)
    assert rows["author_right"] == 0.5 and rows["author_coverage"] == 0.75
    assert rows["author_false"] == 0.5 and rows["author_false_pages"] == pytest.approx(0.4)
    assert rows["author_unknown_given"] == 1.0


def test_the_head_begins_with_the_title_and_a_weekday_above_it_is_the_pages_date():
    text = page("A bridge over the Lorn falls", "By Ida Brun", "4 March 2023", before=("Friday, 10 March 2023",))
    judge = labelling.judge_page(lines.split_lines(text), shipped_model())
    head = article_head.find_head(judge.page, judge)
    shown = judge.page.lines.head
    assert head.title is not None and shown[head.title] == "A bridge over the Lorn falls"
    assert head.labels[shown.index("By Ida Brun")] == "byline" and head.labels[shown.index("4 March 2023")] == "date"
    assert article_head.is_page_date(shown.index("Friday, 10 March 2023"), judge.page, head)
    assert not article_head.is_page_date(shown.index("4 March 2023"), judge.page, head)


@pytest.mark.parametrize("title", ["Ballot law upheld", "Tide turns", "Crane: a yes", "Wall, at last"])
def test_a_short_title_alone_above_the_body_is_the_title(title):
    assert stated("\n".join([title, "", *(line for line in BODY for line in (line, ""))]))["title"] == title


def test_a_name_alone_above_the_body_is_no_title():
    assert "title" not in stated("\n".join(["Jane Holm", "", *(line for line in BODY for line in (line, ""))]))


@pytest.mark.parametrize(
    "names",
    [
        "Abby Durst and Rob Ely",
        "Jane Holm, Karl Lind and Abby Durst",
        "Jean-Luc Ménard-Smith and Al-Amin Yusuf",
        "Ólafur Þór & Ana Ibáñez",
    ],
)
def test_several_authors_are_several_authors(names):
    for line in (f"By {names}", f"Written by {names}", f"By {names} | March 4, 2021"):
        assert stated(page("Bridge over the Lorn falls in the north", line))["byline"] == names
    text = "\n".join(["Bridge over the Lorn falls", "", f"By {names}", "", *(line for line in BODY for line in (line, ""))])
    assert stated(text)["byline"] == names


@pytest.mark.parametrize(
    "name", ["Abby Durst", "Shelby Kirby", "Bobby Ashby-Colby", "Ólafur Þór Åkesson", "Иван Петров", "Nguyễn Thị Ánh"]
)
def test_names_that_end_like_by_and_names_of_other_scripts_are_whole(name):
    assert stated(page("Bridge over the Lorn falls in the north", f"By {name}"))["byline"] == name


def test_a_date_behind_another_name_than_the_one_that_signs_is_kept():
    found = stated(page("Bridge over the Lorn falls in the north", "By Jane Holm", "Karl Lind March 4, 2021"))
    assert (found["byline"], found["published"]) == ("Jane Holm", "2021-03-04")
