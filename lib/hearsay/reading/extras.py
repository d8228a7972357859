"""Parsers that are installed only when asked for: their absence is one line with the command that installs them."""

from __future__ import annotations

import importlib
from typing import Any

from hearsay.errors import InputError

EXTRAS = {
    "trafilatura": "html",
    "resiliparse": "html",
    "lxml": "html",
    "docx": "office",
    "openpyxl": "office",
    "striprtf": "office",
    "fastwarc": "warc",
}


class MissingExtra(InputError):
    """A parser is not installed."""


def need(module: str) -> Any:
    """The module, imported on first use.

    Raises `MissingExtra` with the command to type when it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        extra = EXTRAS[package]
        raise MissingExtra(f"reading it needs {package}, which is not installed: pip install 'hearsay[{extra}]'") from error
