"""The documents say what is there: generated parts are current, and every path and command that is named exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from docs import make

from hearsay import schema

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md")]
QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"^(?:[\w.-]+/)*[\w.-]+(?:/|\.(?:py|md|toml|csv|json|ipynb|txt|cff|cfg))$")


def paths(page: Path) -> list[str]:
    """What a page names as a file or folder, from the root of the repository; a name in capitals stands for one's own."""
    named = [text for text in QUOTED.findall(page.read_text(encoding="utf-8")) if PATH.match(text) and "/" in text]
    return [name for name in named if not re.search(r"\b[A-Z]{3,}\b", name.replace("README", ""))]


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
    assert tops == {path.stem for path in make.PACKAGE.iterdir()} - {"__init__", "notebooks", "__pycache__"}


def test_the_architecture_names_whatever_lies_in_the_repository():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository: no list of its files")
    tops = {path.split("/")[0] for path in listed.stdout.splitlines()} - {"lib", ".gitignore", ".gitattributes"}
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert sorted(top for top in tops if f"`{top}`" not in text and f"`{top}/" not in text) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_path_that_a_page_names_exists(page):
    places = (ROOT, make.PACKAGE, ROOT / "lib", ROOT / "docs")
    assert [name for name in paths(page) if not any((place / name).exists() for place in places)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_target_of_make_that_a_page_names_exists(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())
    lines = re.findall(r"(?:`|^ {4})make ((?:[a-z]+ ?)+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert {target for line in lines for target in line.split()} - targets == set()
