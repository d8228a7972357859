"""Files to the `documents` table, and one line about each file that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pandas as pd

from hearsay import schema
from hearsay.reading import formats, sidecar
from hearsay.reading.find import Where, find
from hearsay.reading.records import Problem, Source, Text

__all__ = ["read_documents"]

Progress = Callable[[int, int], None]
"""Called after each file with the number of files done and of all files."""


def read_documents(where: Where, *, progress: Progress | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Texts as they stand in the files, and what could not be read.

    Parameters
    ----------
    where
        A folder (read with all folders in it), a file, a pattern such as ``'news/*.txt'``, or a list of these.
        Hidden files, README and LICENSE files of a folder are passed over; links that lead out of it are not followed.
    progress
        Called after each file with the number of files done and of all.

    Returns
    -------
    documents
        One row per text, ordered by `document_id`: the path below the folder read, with '/'. `text` is what the file
        holds, newlines as they are, without a byte order mark: all offsets count its characters. `supplied_…` come
        from ``NAME.toml`` beside ``NAME.txt``, or from ``corpus.csv`` (columns file, outlet, title, published, url).
    problems
        One row per file, or place in it, that is bad: empty, binary, of unknown suffix, unreadable, without line
        structure (a line over 2 million characters), in an assumed encoding, a faulty sidecar. `lost` tells whether
        a text is left out.

    Raises
    ------
    InputError
        When a path does not exist or no file is there. One bad file never raises.
    """
    sources, problems = find(where)
    sidecars = [source.path for source in sources if sidecar.is_sidecar(source.path)]
    texts = [source for source in sources if not sidecar.is_sidecar(source.path)]
    extra = sidecar.beside(texts[0]) if len(sources) == 1 and texts else []
    values, found = sidecar.supplied(texts, sidecars + extra)
    problems += found
    rows = []
    for done, source in enumerate(texts, start=1):
        for item in _read_one(source):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                rows.append(item.row(source, values.get(source.document_id, {})))
        if progress is not None:
            progress(done, len(texts))
    rows.sort(key=lambda row: row["document_id"])
    return schema.frame("documents", rows), _problems(problems)


def _read_one(source: Source) -> list[Text | Problem]:
    known = formats.by_suffix(source.path.suffix)
    if known is None:
        problem = f"no reader for files of type {source.path.suffix!r}"
        return [Problem(source.shown, problem, f"known are {formats.suffixes()}; save it as one of these", lost=True)]
    try:
        return list(known.read(source))
    except OSError as error:
        return [Problem(source.shown, f"cannot be opened: {error.strerror or error}", "check the file's permissions", lost=True)]


def _problems(problems: list[Problem]) -> pd.DataFrame:
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.where, problem.problem))
    return schema.frame("problems", [asdict(problem) for problem in ordered])
