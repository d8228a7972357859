"""What makes a notebook one to learn from: aims, links that lead somewhere, plain sentences, exercises with folded solutions."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import mean

import pytest

from notebook_text import TAUGHT, cells, folded, headings, part, prose, sentences, solutions, source

ROOT = Path(__file__).parents[2]
METHODS = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = dict(re.findall(r'^- <a id="([\w-]+)"></a>\*\*.+?\*\*: (.+)$', GLOSSARY, re.MULTILINE))
REFERENCES = dict(re.findall(r'^- <a id="(\S+)"></a>\*\*\[\w+\]\*\* (.+)$', METHODS, re.MULTILINE))
QUESTIONS = "Three questions"
LONGEST, MEAN = 35, 17
"""Words of a sentence in the notebooks: no sentence is longer than the one, and a notebook's mean not than the other."""
FIRST_MINUTE = 200
"""Words that a student reads in a minute."""

every_notebook = pytest.mark.parametrize("path", TAUGHT, ids=lambda path: path.stem)


def first_sentence(told: str) -> str:
    return re.match(r"(.+?\.)(?=\s[A-Z]|$)", told)[1]


@every_notebook
def test_it_opens_with_aims_and_with_the_time_to_read_and_for_the_exercises(path):
    opening = prose(path).split("## What this cannot see")[0]
    aims = opening.partition("**What you will be able to do**")[2]
    assert len(re.findall(r"^- ", aims, re.MULTILINE)) >= 3
    assert re.search(r"\*\*Time:\*\* \d+ minutes to read.*; \d+ minutes for the exercises", opening)


@every_notebook
def test_the_contents_lead_to_each_heading_by_the_anchor_that_jupyterlab_gives_it(path):
    listed = re.findall(r"^\d+\. \[(.+)\]\(#(\S+)\)$", part(path, "Contents"), re.MULTILINE)
    assert [name for name, _ in listed] == [name for name in headings(path) if name != "Contents"]
    assert all(anchor == name.replace(" ", "-") for name, anchor in listed)
    inner = set(re.findall(r"\]\(#([^\s]+?)\)[\s.,):]", prose(path)))
    assert inner <= {name.replace(" ", "-") for name in headings(path)}


@every_notebook
def test_a_term_links_to_the_glossary_and_shows_its_first_sentence(path):
    links = re.findall(r'\]\(\.\./docs/glossary\.md#([\w-]+)(?: "([^"]*)")?\)', prose(path))
    assert len({key for key, _ in links}) >= 5
    assert [(key, told) for key, told in links if key not in TERMS or told != first_sentence(TERMS[key])] == []


def test_every_term_of_the_glossary_is_linked_from_a_notebook():
    linked = {key for path in TAUGHT for key in re.findall(r"glossary\.md#([\w-]+)", prose(path))}
    assert sorted(set(TERMS) - linked) == []
    assert all(len(first_sentence(told).split()) <= LONGEST and '"' not in told for told in TERMS.values())


@every_notebook
def test_the_references_are_the_works_that_it_cites_as_the_methods_have_them(path):
    cited = {anchor for anchor in re.findall(r"methods\.md#([\w-]+)", prose(path)) if anchor in REFERENCES}
    listed = re.findall(r"^- (.+)$", part(path, "References"), re.MULTILINE) if "References" in headings(path) else []
    assert sorted(listed) == sorted(REFERENCES[key] for key in cited)
    assert cited or path.name.startswith("00")


@every_notebook
def test_its_sentences_are_short(path):
    told = sentences(prose(path).split("## References")[0])
    lengths = {sentence: len(sentence.split()) for sentence in told}
    assert [sentence for sentence, length in lengths.items() if length > LONGEST] == []
    assert mean(lengths.values()) <= MEAN


def test_sentences_are_told_apart():
    text = '# A *title*\n\nOne. Two [words](x "a. b")? “Three.” *Four* by J. Doe goes on. `b.c`\n- item\n- more\n'
    text += "\n```\ncode. Here\n```\n\n    more. Code\n\n| a |\n"
    assert sentences(text) == ["A title", "One.", "Two words?", "“Three.", "Four by J. Doe goes on.", "b.c", "item", "more"]


@every_notebook
def test_it_closes_with_exercises_questions_and_references(path):
    assert [name for name in headings(path)[-3:] if name != "What we have done"] == [
        "Exercises", QUESTIONS, *(["References"] if "References" in headings(path) else []),
    ][-3:]  # fmt: skip


@every_notebook
def test_each_exercise_has_a_folded_solution_with_code_and_an_answer_of_two_sentences(path):
    exercises = re.findall(r"^(\d+)\. ", part(path, "Exercises"), re.MULTILINE)
    assert len(exercises) >= 3
    assert [one.title for one in solutions(path)] == [f"Solution {number}" for number in exercises]
    for one in solutions(path):
        assert one.code and len(sentences(one.answer)) == 2, (one.title, sentences(one.answer))
    assert not any("solution" in cell["metadata"].get("tags", []) for cell in cells(path, "code")), "it would show after a run"


@every_notebook
def test_a_solution_needs_the_face_of_the_library_alone(path):
    """Nothing is imported in it, nothing that a cell has imported from within the library is used, and no private name."""
    tree = ast.walk(ast.parse("\n".join(source(cell) for cell in cells(path, "code"))))
    imports = {
        alias.asname or alias.name for node in tree if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names
    }
    for one in solutions(path):
        nodes = list(ast.walk(ast.parse("\n".join(one.code))))
        assert not [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)], one.title
        assert not {node.id for node in nodes if isinstance(node, ast.Name)} & imports - {"hs", "pd"}, one.title
        assert not [node.attr for node in nodes if isinstance(node, ast.Attribute) and node.attr.startswith("_")], one.title


@every_notebook
def test_three_questions_have_folded_answers(path):
    answers = folded(part(path, QUESTIONS))
    assert len(answers) == 3
    assert all(question.count("?") >= 1 and 2 <= len(sentences(answer)) <= 5 for question, answer in answers.items())


def test_the_first_notebook_shows_a_chart_within_a_minute_and_the_marked_article():
    (path,) = (one for one in TAUGHT if one.name.startswith("00"))
    read = 0
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            read += sum(len(sentence.split()) for sentence in sentences(source(cell)))
        elif "hs.charts." in source(cell):
            break
    assert read <= FIRST_MINUTE
    assert any("study.show(" in source(cell) for cell in cells(path, "code"))
