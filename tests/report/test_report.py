"""The report: pages that no article can take over, the same bytes for the same texts, and an answer for poor corpora."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import hearsay as hs
from hearsay import schema, storage
from hearsay.errors import InputError
from hearsay.report.make import report
from hearsay.report.notebook import REPLACED, notebooks_folder, set_parameters, staged
from hearsay.storage import RECORD, commit, replacing
from hearsay.storage.manifest import digests

ROOT = Path(__file__).parents[2]
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>"
ARTICLE = f"""{ATTACK} Harbour bridge to close

The harbour bridge will close for repairs in May, the mayor said on Monday. {ATTACK}

"We have waited too long," said Ann Lee, an engineer. The council denied that the closure was planned in secret.
"""


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("some") / "notebooks"
    folder.mkdir()
    first = [
        new_markdown_cell("# 00 · A first look\n\nSee [the next](01_stops.ipynb), and [by hand](02_by_hand.ipynb)."),
        new_code_cell("import hearsay as hs\nCORPUS = '../seeds'", metadata={"tags": ["parameters"]}),
        new_code_cell("study = hs.read(CORPUS)\nstudy.sentences"),
        new_code_cell("hs.charts.kept_blocks(study.blocks, study.articles)"),
        new_code_cell("from IPython.display import HTML\nHTML(study.documents.text[0])"),
        new_code_cell("raise RuntimeError('a widget')", metadata={"tags": ["nbval-ignore-output"]}),
        new_code_cell("raise RuntimeError('a solution')", metadata={"tags": ["solution"]}),
    ]
    stops = [
        new_markdown_cell("# 01 · Stops"),
        new_code_cell("print('before')"),
        new_code_cell("1 / 0"),
        new_code_cell("print('after')"),
    ]
    for name, cells in {"00_look": first, "01_stops": stops}.items():
        for number, cell in enumerate(cells):
            cell.id = f"cell-{number}"
        nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")
    by_hand = new_notebook(cells=[new_markdown_cell("# 02 · By hand")], metadata={"hearsay": {"report": False}})
    nbformat.write(by_hand, folder / "02_by_hand.ipynb")
    return folder


@pytest.fixture(scope="module")
def made(notebooks, tmp_path_factory) -> Path:
    """Two reports on the same article: from two folders, on one core and on two, the second over an older report."""
    folder = tmp_path_factory.mktemp("reports")
    for name, cores in {"one": 1, "two": 2}.items():
        if name == "two":
            shutil.copytree(folder / "one", folder / "two")
            make_older(folder / "two")
        (folder / f"articles {name}").mkdir()
        (folder / f"articles {name}" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
        (folder / f"articles {name}" / "bridge.toml").write_text(f"title = '{ATTACK} Harbour bridge to close'", encoding="utf-8")
        report(str(folder / f"articles {name}"), folder / name, cores=cores, notebooks=notebooks)
    return folder


def make_older(folder: Path) -> None:
    """A report as an older Hearsay might have made it, with a file that it makes no more, and one that is not its own."""
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "stale.html").write_text("old", encoding="utf-8")
    record["files"]["stale.html"] = digests(folder)["stale.html"]
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"Bud1")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_it_holds_pages_tables_figures_and_a_record(made):
    tables = {f"tables/{name}.{form}" for name in schema.TABLES for form in ("csv", "parquet")}
    pages = {
        "index.html",
        "articles.html",
        "articles/0001.html",
        "evidence/statements.html",
        "files.html",
        "cite.html",
        "dictionary.html",
        "ro-crate-metadata.json",
        "glossary.html",
        "methods.html",
        "00_look.html",
        "01_stops.html",
        "report.css",
        "run.json",
        "tables/dictionary.csv",
    }
    endings = (".svg", "-narrow.svg", *(f"-{width}.{form}" for width in ("one-column", "two-columns") for form in ("svg", "pdf")))
    floor = {f"figures/who-is-given-the-floor{end}" for end in endings}
    strips = {f"figures/what-was-kept-of-each-page{end}" for end in endings}
    assert set(contents(made / "one")) - floor - strips == tables | pages
    assert floor | strips >= {name for name in contents(made / "one") if name.startswith("figures/")}
    drawn = (made / "one/figures/what-was-kept-of-each-page.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<?xml") and "prefers-color-scheme: dark" in drawn


def test_the_same_texts_give_the_same_bytes(made):
    assert contents(made / "one") == contents(made / "two")


def test_nothing_tells_where_it_was_made(made):
    for name, content in contents(made / "one").items():
        assert str(made).encode() not in content and str(ROOT).encode() not in content and b"/tmp/" not in content, name


def test_no_article_becomes_a_part_of_the_page(made):
    for name in ("index.html", "articles.html", "articles/0001.html", "files.html", "00_look.html"):
        text = (made / "one" / name).read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|iframe|object|embed|form)\b", text) and "onerror=alert(2)>" not in text
        root = "../" * name.count("/")
        assert re.findall(r"<link\b[^>]*>", text) == [f'<link rel="stylesheet" href="{root}report.css">']
        assert "<img src=x" not in text and "default-src 'none'" in text
    text = (made / "one/00_look.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in text, "in a table it is text"
    assert "alert(1) Harbour" not in text and "Harbour bridge to close" in text, "in an output of HTML it is dropped"


def test_pictures_are_described_and_links_lead_to_pages(made):
    text = (made / "one/00_look.html").read_text(encoding="utf-8")
    assert re.search(r'<img src="figures/what-was-kept-of-each-page.svg" alt="Chart “[^"]{40}', text)
    assert 'href="01_stops.html"' in text and ".ipynb" not in text


def test_a_notebook_that_waits_for_hands_is_none_of_the_report_and_is_named_without_a_link(made):
    assert "02_by_hand" not in "".join(contents(made / "one"))
    text = (made / "one/00_look.html").read_text(encoding="utf-8")
    assert "and by hand.</p>" in text and "02_by_hand" not in text


def test_a_notebook_that_stops_is_told_of_and_shown_as_far_as_it_came(made):
    text = (made / "one/01_stops.html").read_text(encoding="utf-8")
    assert "ZeroDivisionError: division by zero" in text and "<pre>before" in text and "<pre>after" not in text
    assert "stopped before its end: ZeroDivisionError" in (made / "one/files.html").read_text(encoding="utf-8")
    record = json.loads((made / "one/run.json").read_text(encoding="utf-8"))
    assert [one["stopped"] for one in record["notebooks"]] == ["", "ZeroDivisionError: division by zero"]
    assert [document["document_id"] for document in record["documents"]] == ["bridge.txt"]


def test_the_tables_of_the_report_are_those_of_the_study(made):
    study = hs.read(made / "articles one")
    for name in set(schema.TABLES) - {"documents"}:
        pd.testing.assert_frame_equal(storage.read_parquet(name, made / f"one/tables/{name}.parquet"), getattr(study, name))


def test_an_older_report_is_replaced_and_nothing_else_ever_is(made, notebooks, tmp_path):
    assert not (made / "two" / "stale.html").exists() and contents(made / "two") == contents(made / "one")
    out = tmp_path / "out"
    shutil.copytree(made / "one", out)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious", encoding="utf-8")
    (tmp_path / "mine" / "run.json").write_text('{"versions": {"numpy": "2"}}', encoding="utf-8")
    (out / "notes").mkdir()
    (out / "notes" / "index.html").write_text("mine too", encoding="utf-8")
    before = contents(tmp_path)
    for folder in (out, tmp_path / "mine"):
        with pytest.raises(InputError, match="no report of Hearsay's"):
            report(str(made / "articles one"), folder, notebooks=notebooks)
    assert contents(tmp_path) == before and sorted(path.name for path in tmp_path.iterdir()) == ["mine", "out"]


@pytest.mark.parametrize(
    ("where", "out", "told"),
    [
        ("news", "news", "lies within"),
        ("news", "news/report", "lies within"),
        ("news/*/*.txt", "news/report", "lies within"),
        ("news/**/*.txt", "news/a/report", "lies within"),
        ("news/a", "news", "holds"),
        ("news/a/good.txt", "news", "holds"),
        ("news/a/*.txt", "news/a", "holds"),
    ],
)
def test_no_report_is_written_among_the_articles_or_over_them(made, notebooks, tmp_path, where, out, told):
    """Also where a report is already: the articles were put into it, or it was written there by an older Hearsay."""
    shutil.copytree(made / "one", tmp_path / out)
    (tmp_path / "news" / "a").mkdir(exist_ok=True, parents=True)
    (tmp_path / "news" / "a" / "good.txt").write_text(ARTICLE, encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(InputError, match=f"{told} the articles"):
        report(str(tmp_path / where), tmp_path / out, notebooks=notebooks)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("fault", [KeyboardInterrupt, PermissionError])
def test_the_former_report_comes_back_when_the_new_one_cannot_take_its_place(made, tmp_path, monkeypatch, fault):
    out, moved, rename = tmp_path / "out", [], os.rename
    shutil.copytree(made / "two", out)

    def failing(source, target, **options):
        moved.append(target)
        if len(moved) == 2:
            raise fault
        rename(source, target, **options)

    monkeypatch.setattr(commit, "_exchanged", lambda one, other: False)  # a disk on which it takes two moves
    with pytest.raises(fault), replacing(out, str(made / "articles one"), RECORD) as fresh:
        (fresh / "index.html").write_text("new", encoding="utf-8")
        monkeypatch.setattr(os, "rename", failing)
    assert contents(tmp_path) == {f"out/{name}": content for name, content in contents(made / "two").items()}


def test_a_link_to_a_report_stays_a_link(made, tmp_path):
    shutil.copytree(made / "one", tmp_path / "kept")
    (tmp_path / "out").symlink_to(tmp_path / "kept", target_is_directory=True)
    with replacing(tmp_path / "out", str(made / "articles one"), RECORD) as fresh:
        (fresh / "index.html").write_text("new", encoding="utf-8")
    assert (tmp_path / "out").is_symlink() and contents(tmp_path / "kept") == {"index.html": b"new"}


@pytest.mark.parametrize(
    "where", ["news/*.txt", *(pytest.param(way, marks=pytest.mark.nightly) for way in ("{}/news", "news", "./news"))]
)
def test_problems_are_told_under_the_path_that_the_user_gave(notebooks, tmp_path, monkeypatch, where):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "empty.txt").write_bytes(b"")
    (tmp_path / "news" / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "books").mkdir()
    shutil.copy(notebooks / "01_stops.ipynb", tmp_path / "books")
    monkeypatch.chdir(tmp_path)
    problems = report(where.format(tmp_path), tmp_path / "out", notebooks=tmp_path / "books").problems
    folder = f"{tmp_path}/news" if where.startswith("{}") else "news"
    assert problems["path"].tolist() == [f"{folder}/empty.txt"]
    told = (tmp_path / "out" / "files.html").read_text(encoding="utf-8")
    assert "<td>empty.txt</td>" in told and "../corpus" not in told


@pytest.mark.nightly
def test_problems_in_a_folder_whose_name_is_not_utf8_are_told(notebooks, tmp_path):
    news = tmp_path / os.fsdecode(b"n\xe9ws")
    try:
        news.mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    (news / "empty.txt").write_bytes(b"")
    (news / "good.txt").write_text(ARTICLE, encoding="utf-8")
    made = report(str(news), tmp_path / "out", notebooks=notebooks)
    assert made.problems["path"].tolist() == [f"{tmp_path}/n\\udce9ws/empty.txt"] and made.articles == 1


def test_the_notebooks_of_a_report_see_its_options_and_this_process_does_not(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARSAY_DUPLICATES", "keep")
    cells = [
        new_code_cell("CORPUS = ''", metadata={"tags": ["parameters"]}),
        new_code_cell("import hearsay as hs\nstudy = hs.read(CORPUS)\noptions = study.options.of_tables()"),
        new_code_cell("print({name: options[name] for name in ('extractor', 'least', 'sides', 'columns') if name in options})"),
        new_code_cell("print(study.options.cores, len(study.documents), sorted(set(study.frames['frame'])))"),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    for folder in ("notebooks", "news"):
        (tmp_path / folder).mkdir()
    nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / "00_options.ipynb")
    for name in ("a.txt", "b.txt"):
        (tmp_path / "news" / name).write_text(ARTICLE, encoding="utf-8")
    cues = pd.DataFrame([["water", "council", "x"]], columns=["frame", "cue", "ground"])
    before = dict(os.environ)
    given = {"frames": cues, "sides": {"Ann Lee": "us"}, "columns": {"text": "b,c"}, "extractor": "baseline", "cores": 2}
    made = report(str(tmp_path / "news"), tmp_path / "out", notebooks=tmp_path / "notebooks", duplicates="fold", **given)
    assert made.stopped == () and dict(os.environ) == before
    text = html.unescape((tmp_path / "out" / "00_options.html").read_text(encoding="utf-8"))
    assert "{'extractor': 'baseline', 'sides': {'Ann Lee': 'us'}, 'columns': {'text': 'b,c'}}" in text
    assert "1 1 ['water']" in text
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert set(record["options"]) == {"frames", "sides", "columns", "extractor"}
    kept = storage.read_parquet("frames", tmp_path / "out" / "tables" / "frames.parquet")
    assert set(kept["frame"]) == {"water"}


def test_a_report_cannot_tell_its_notebooks_of_a_function(notebooks, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(InputError, match="extractor: other processes cannot be told"):
        report(str(tmp_path / "a.txt"), tmp_path / "out", notebooks=notebooks, extractor=lambda text, passages: [])
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_in_which_nothing_can_be_read_leaves_no_report(notebooks, tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match="no article could be read; .*/bad/empty.txt: .*empty"):
        report(str(tmp_path / "bad"), tmp_path / "out", notebooks=notebooks)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad"]


@pytest.mark.parametrize(
    ("where", "seen"), [("{}", "../corpus"), ("{}/a.txt", "../corpus/a.txt"), ("{}/*.txt", "../corpus/*.txt")]
)
def test_on_stage_a_corpus_is_called_the_same_wherever_it_lies(notebooks, tmp_path, where, seen):
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    with staged(where.format(tmp_path), notebooks) as stage:
        assert stage.corpus == seen
        assert (stage.notebooks / "../corpus/a.txt").read_text(encoding="utf-8") == "text"
    assert (tmp_path / "a.txt").exists() and not stage.notebooks.exists()


def test_parameters_come_after_those_of_the_notebook():
    notebook = new_notebook(
        cells=[new_markdown_cell("#"), new_code_cell("CORPUS = 'a'", metadata={"tags": ["parameters"]}), new_code_cell("x")]
    )
    set_parameters(notebook, {"CORPUS": "it's"})
    assert [cell.source for cell in notebook.cells] == ["#", "CORPUS = 'a'", f'{REPLACED}\nCORPUS = "it\'s"', "x"]


def test_the_notebooks_come_with_the_package_and_with_the_checkout():
    assert notebooks_folder().resolve() == ROOT / "notebooks"
    with pytest.raises(InputError, match="no notebooks in .*seeds"):
        notebooks_folder(ROOT / "seeds")


REPORTED = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if not path.name.startswith("08")]
"""Without the notebook on a reader's own articles, which waits for hands."""


@pytest.fixture(scope="module")
def poor(tmp_path_factory) -> Path:
    """A real report, with the real notebooks, on one short article in which nobody says anything."""
    folder = tmp_path_factory.mktemp("poor")
    (folder / "rain.txt").write_text("Rain in the valley\n\nIt rained in the valley. The river rose.\n", encoding="utf-8")
    made = report(str(folder / "rain.txt"), folder / "report", cores=2)
    assert made.articles == 1 and made.stopped == ()
    return folder / "report"


@pytest.mark.nightly
def test_a_corpus_of_which_little_can_be_said_still_gives_a_report(poor):
    record = json.loads((poor / "run.json").read_text(encoding="utf-8"))
    assert [one["stopped"] for one in record["notebooks"]] == [""] * len(record["notebooks"])
    assert [one["name"] for one in record["notebooks"]] == REPORTED != []


@pytest.mark.nightly
def test_no_link_of_a_report_leads_nowhere(poor):
    pages = {path.name: path.read_text(encoding="utf-8") for path in poor.glob("*.html")}
    links = {(name, link) for name, text in pages.items() for link in re.findall(r'(?:href|src)="([^"]*)"', text)}
    inner = {(name, link) for name, link in links if not re.match(r"https?:", link)}
    assert any(link.startswith("methods.html#") for _, link in inner)
    for name, link in inner:
        target, _, anchor = link.partition("#")
        assert (poor / (target or name)).is_file(), (name, link)
        assert not anchor or f'id="{anchor}"' in pages[target or name], (name, link)
