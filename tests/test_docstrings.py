"""Examples in docstrings give what they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import hearsay

PACKAGE = Path(hearsay.__file__).parent
SHOWN = [path for path in sorted(PACKAGE.rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_examples_give_what_they_say(path):
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    examples = doctest.DocTestFinder(exclude_empty=True).find(import_module(name))
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    for example in examples:
        runner.run(example, out=told.append)
    tried = runner.summarize(verbose=False)
    assert tried.attempted and not tried.failed, "".join(told)
