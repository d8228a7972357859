"""Hearsay reads news articles and shows who is given the floor, in which words, in which tone.

    import hearsay as hs
    study = hs.read("seeds/")              # folder, file, glob or list
    study.attributions                     # each table of hs.schema is an attribute, a DataFrame
    hs.charts.voices(study.attributions)   # a Chart: the picture, and what it shows as text
    study.show("000")                      # the article, its evidence marked

Everything is loaded on first use, so importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hearsay.study import Study as Study
    from hearsay.study import read as read

__version__ = "0.1.0"

_FACE = {"read": "study", "Study": "study"}
_MODULES = (
    "attribution", "charts", "corroboration", "display", "entities", "errors", "framing", "measures", "options", "parsing",
    "pipeline", "reading", "schema", "sourcing", "statistics", "storage", "tone", "validation",
)  # fmt: skip

__all__ = ["__version__", *_FACE, *_MODULES]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name in _FACE:
        return getattr(importlib.import_module(f"hearsay.{_FACE[name]}"), name)
    if name in _MODULES:
        return importlib.import_module(f"hearsay.{name}")
    raise AttributeError(f"module 'hearsay' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
