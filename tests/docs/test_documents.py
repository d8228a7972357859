"""The documents say what is there: generated parts are current, and every path and command that is named exists."""

from __future__ import annotations

import inspect
import re
import subprocess
from pathlib import Path

import pytest
from docs import make

import hearsay
from hearsay import schema

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md")]
CODE = re.compile(r"`([^`\n]+)`|^ {4}(.+)$", re.MULTILINE)
PATH = re.compile(r"^(?:[\w.-]+/)+(?:[\w-]+\.\w+|[\w-]+)?$|^[\w-]+\.(?:py|csv|toml|md|cff)$")
OWN = re.compile(r"\b[A-Z]{3,}\b|\b(?:my|mine)\b|^(?:corpus|dictionary)\.csv$|^(?:\.venv|build)/")
"""What a reader puts in, or what is made for him or her."""


def paths(page: Path) -> list[str]:
    """What a page names as a file or folder, also within commands."""
    code = [quoted or line for quoted, line in CODE.findall(page.read_text(encoding="utf-8"))]
    words = [word for text in code for word in re.split(r"[\s,\"]+", text.split("#")[0]) if PATH.match(word)]
    return [word for word in words if (ROOT / word).exists() or not OWN.search(word)]


@pytest.mark.parametrize("document", make.documents())
def test_what_is_generated_is_current(document):
    assert (ROOT / document).read_text(encoding="utf-8") == make.documents()[document], "run `make docs`"


def test_every_table_of_the_schema_is_in_the_dictionary_with_each_column():
    text = make.data_dictionary()
    for table, columns in schema.TABLES.items():
        section = text.split(f"\n## {table}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` ", section, re.MULTILINE) == list(columns)


def test_the_architecture_names_every_folder_and_module_of_the_library_once():
    text = make.modules()
    named = re.findall(r"\]\(\.\./(lib/hearsay/\S+\.py)\)", text)
    there = [path for path in (ROOT / "lib" / "hearsay").rglob("*.py") if path.name != "__init__.py"]
    below = {path.relative_to(ROOT).as_posix() for path in there if path.parent != make.PACKAGE}
    assert sorted(named) == sorted(below)
    tops = set(re.findall(r"\]\(\.\./lib/hearsay/(\w+)", make.rooms()))
    carried = {"__init__", "__pycache__", "notebooks", "methods", "glossary"}
    assert tops == {path.stem for path in make.PACKAGE.iterdir()} - carried


def test_the_architecture_names_whatever_lies_in_the_repository():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository: no list of its files")
    tops = {path.split("/")[0] for path in listed.stdout.splitlines()} - {"lib", ".gitignore", ".gitattributes"}
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert sorted(top for top in tops if f"`{top}`" not in text and f"`{top}/" not in text) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_path_that_a_page_names_exists(page):
    folders = [ROOT, ROOT / "lib", ROOT / "docs", *(path for path in make.PACKAGE.rglob("*") if path.is_dir()), make.PACKAGE]
    assert paths(page)
    assert [name for name in paths(page) if not any((folder / name).exists() for folder in folders)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_target_of_make_that_a_page_names_exists(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())
    lines = re.findall(r"(?:`|^ {4})make ((?:[a-z]+ ?)+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert {target for line in lines for target in line.split()} - targets == set()


@pytest.mark.nightly
@pytest.mark.filterwarnings("error", "ignore:Error parsing type annotation ForwardRef")
def test_what_the_face_offers_has_its_page_of_the_api(tmp_path):
    """pdoc warns of what it cannot find or understand; that of the fields of a NamedTuple it never can."""
    make.build_api(tmp_path)
    page = (tmp_path / "hearsay.html").read_text(encoding="utf-8")
    modules = [name for name in hearsay.__all__ if inspect.ismodule(getattr(hearsay, name))]
    assert [name for name in modules if not (tmp_path / "hearsay" / f"{name}.html").exists()] == []
    assert [name for name in hearsay.__all__ if name not in modules and f'id="{name}"' not in page] == []
