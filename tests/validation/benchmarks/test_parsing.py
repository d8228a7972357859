"""The benchmark of parsing on made page dumps: bodies by their words, facts by what is known and printed."""

import json

import pytest

from hearsay.errors import DataError, InputError
from hearsay.validation.benchmarks import run_benchmark
from hearsay.validation.benchmarks.parsing import check, exact_title, measure, read, same_date, trivial_body, word_f1, words_of

BODY = [
    "The bridge over the northern river fell on Monday after a week of heavy rain, officials of the town said.",
    "Nobody was hurt, but the road to the harbour will stay closed for a month, the ministry of transport announced.",
    "Engineers had warned for years that the bridge, built in 1931, could not carry the trucks of the new harbour.",
]
LINES = [
    "Daily Lamp",
    "",
    "Bridge falls in the north",
    "By Jane Holm",
    "July 19, 2022",
    "",
    *BODY,
    "",
    "Subscribe to our newsletter",
]


def page(**known) -> dict:
    facts = {"title": "Bridge falls in the north", "authors": "Jane Holm", "date": "2022-07-19"}
    roles = {"title": [2], "author": [3], "date": [4]}
    row = {"id": "1", "source": "zyte", "domain": "dailylamp.com", "lines": LINES, "roles": roles, **facts, **known}
    return {**row, "gold": "\n".join(BODY)}


def test_a_page_that_is_read_right_has_its_facts_and_most_of_its_body():
    result = measure(page())
    assert result.news and result.body["body_f1"] > 0.9 and result.known == result.printed == {"title", "authors", "date"}
    assert result.right == {"title": True, "authors": True, "date": True} and "exact" in result.noted


def test_what_is_not_known_or_not_printed_is_told_apart():
    result = measure(page(title="", roles={"date": [4]}, date="2021-07-19"))
    assert result.known == {"authors", "date"} and result.printed == {"date"}
    assert result.right["date"] is False and result.noted == {"misread"}


def write(folder, *rows):
    (folder / "dump.jsonl").write_text("\n".join(json.dumps({k: v for k, v in row.items() if k != "gold"}) for row in rows))
    (folder / "dump_gold.jsonl").write_text("\n".join(json.dumps({"id": row["id"], "gold": row["gold"]}) for row in rows))
    return folder / "dump.jsonl"


def test_the_figures_of_two_pages_are_shares_of_them(tmp_path):
    path = write(tmp_path, page(), page(id="2", source="forum", authors="Karl Lind", date=""))
    assert [row["id"] for row in read(path)] == ["1", "2"]
    found = check(path)
    assert (found["documents"], found["documents_news"]) == (2, 1)
    assert found["author_pages"] == 2 and found["author_right"] == 0.5 and found["author_right_news"] == 1.0
    assert found["author_false"] == found["author_false_pages"] == 0.5
    assert found["date_pages_known"] == 1 and found["date_unknown_given"] == 1.0 and found["title_exact"] == 1.0


def test_a_benchmark_is_run_by_its_name_and_prints_a_line_a_figure(tmp_path):
    path = write(tmp_path, page())
    figures, text = run_benchmark("parsing", path)
    assert figures == pytest.approx(check(path), nan_ok=True)
    assert figures == pytest.approx(run_benchmark("parsing", tmp_path, "dump")[0], nan_ok=True)
    lines = text.splitlines()
    assert len(lines) == len(figures) and any(line.split() == ["title_right", "1.000"] for line in lines)
    with pytest.raises(InputError, match="no benchmark 'planet'; there are agreement"):
        run_benchmark("planet", path)


def test_a_page_without_its_gold_is_told(tmp_path):
    path = write(tmp_path, page())
    (tmp_path / "dump_gold.jsonl").write_text("")
    with pytest.raises(DataError, match=r"dump\.jsonl: not page dumps with a gold beside them \(dump_gold\.jsonl\)"):
        check(path)


def test_words_titles_and_dates_are_compared_by_what_they_say():
    assert word_f1("", "") == 1.0 and word_f1("a b b", "B a") == pytest.approx(0.8)
    assert words_of("Desirée’s «Caf\u00e9»") == ["desirees", "cafe"]
    assert exact_title("Bridge falls | Lamp", "bridge falls") and not exact_title("Bridge fell", "Bridge falls")
    assert same_date("2022-07-19T10:00", "2022-07-19") and not same_date("2022-07-18", "2022-07-19")
    assert trivial_body([*LINES, "x" * 90]) == "\n".join(BODY)
