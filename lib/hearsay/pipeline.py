"""Which function makes which table from which tables, and how a job of many articles is cut and put together."""

from __future__ import annotations

import pkgutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa

from hearsay import schema
from hearsay.engine import Fallback, results, workers
from hearsay.errors import InputError
from hearsay.options import Options
from hearsay.parsing.repetition import Recurring, narrowed_to, own_lines, recurring_lines
from hearsay.pieces import ANEW, Pieces
from hearsay.schema import ENGLISH, key
from hearsay.storage.cache import ArticleCache, article_digests
from hearsay.storage.kept_rows import PieceCache
from hearsay.storage.tables import arrow_table, from_arrow, joined_in_order

SKIPPED = "skipped"
"""Among the results of a job, the problems with articles on which its tables could not be made."""
LONGEST_TOLD = 300
"""Characters of an error that are told."""
CHUNK = 16
"""Articles per job: large enough that sending tables costs little, and the same whatever the number of cores."""
SECONDS = 120.0
"""Seconds that an article of a batch may take, where work runs in other processes: a hundred times what it does on average."""
KEPT_EVERY = 20.0
"""Seconds of work that are lost at most when a run with a cache is killed."""


@dataclass(frozen=True)
class Recipe:
    """One table: the function that makes it ('module:name', imported on first use) and the tables that it takes.

    `options` are the function's arguments that the user decides on, each with the name of the option in `Options`.
    `per_article` tables look at one article at a time; the others need the whole corpus. An `english` table leaves out
    the articles whose language is stated to be another. `recurring`: the function is told which lines recur in an outlet.
    `beside` are tables of the whole corpus that are taken as well where it is at hand, by the arguments of their names: the
    function leaves out what it would say by them. `pieces`: what the table has of one article, or one story, may be kept.
    """

    function: str
    takes: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    per_article: bool = True
    english: bool = False
    recurring: bool = False
    beside: tuple[str, ...] = ()
    pieces: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """The tables that have to be there: those taken, and what tells the language."""
        return tuple(dict.fromkeys([*self.takes, *(["articles"] if self.english else [])]))


VOICED = ("documents", "sentences", "attributions")
"""What tells in whose voice a word stands."""
RECIPES: Mapping[str, Recipe] = {
    "blocks": Recipe("hearsay.parsing.articles:blocks", ("documents",), recurring=True),
    "metadata": Recipe("hearsay.parsing.articles:metadata", ("documents", "blocks")),
    "sentences": Recipe("hearsay.parsing.articles:sentences", ("documents", "blocks")),
    "articles": Recipe("hearsay.parsing.articles:articles", ("documents", "blocks", "metadata", "sentences")),
    "mentioned_dates": Recipe(
        "hearsay.parsing.mentioned_dates:mentioned_dates", ("documents", "sentences", "articles"), english=True
    ),
    "attributions": Recipe(
        "hearsay.attribution:attributions",
        ("documents", "sentences"),
        {"extractor": "extractor", "sides": "sides", "least": "least", "unsaid": "unsaid", "aliases": "aliases"},
        english=True,
    ),
    "tone": Recipe("hearsay.tone:tone", VOICED, english=True),
    "portrayals": Recipe("hearsay.tone:portrayals", VOICED, {"aliases": "aliases"}, english=True),
    "frames": Recipe("hearsay.framing:frames", VOICED, {"cues": "frames"}, english=True),
    "article_frames": Recipe("hearsay.framing:article_frames", ("documents", "sentences"), english=True),
    "loaded": Recipe("hearsay.framing:loaded", VOICED, english=True),
    "epithets": Recipe("hearsay.framing:epithets", VOICED, per_article=False, english=True, pieces=True),
    "omissions": Recipe(
        "hearsay.framing:omissions", (*VOICED, "articles", "events"), per_article=False, english=True, pieces=True
    ),
    "wording": Recipe(
        "hearsay.framing:wording", ("documents", "sentences", "articles", "events"), per_article=False, english=True
    ),
    "reuse": Recipe("hearsay.corroboration:reuse", (*VOICED, "articles"), per_article=False, pieces=True),
    "events": Recipe("hearsay.corroboration:events", ("articles", "sentences", "reuse"), per_article=False),
    "shared_quotations": Recipe("hearsay.corroboration:shared_quotations", (*VOICED, "articles", "events"), per_article=False),
    "claim_pairs": Recipe(
        "hearsay.corroboration:claim_pairs", (*VOICED, "articles", "events"), per_article=False, english=True, pieces=True
    ),
    "claims": Recipe(
        "hearsay.corroboration:claims",
        (*VOICED, "articles", "claim_pairs", "shared_quotations", "reuse"),
        per_article=False,
        pieces=True,
    ),
    "origin_unions": Recipe(
        "hearsay.corroboration:origin_unions", (*VOICED, "claims", "shared_quotations", "reuse"), per_article=False, pieces=True
    ),
    "relays": Recipe("hearsay.corroboration:relays", ("attributions", "articles", "reuse"), per_article=False),
    "contradictions": Recipe("hearsay.corroboration:contradictions", ("sentences", "claim_pairs"), per_article=False),
    "cues": Recipe("hearsay.corroboration:cues", ("attributions", "claims"), per_article=False),
    "indicators": Recipe(
        "hearsay.sourcing:indicators",
        ("documents", "blocks", "metadata", "articles", "sentences", "attributions", "loaded"),
        english=True,
        beside=("reuse", "claims", "contradictions"),
        pieces=True,
    ),
}
CORPUS_WIDE = frozenset(name for name, recipe in RECIPES.items() if not recipe.per_article or recipe.beside)
"""Tables that compare articles, or say by others what these do: one changed article may change every row."""

Tables = Mapping[str, pd.DataFrame]
AnyTable: TypeAlias = pd.DataFrame | pa.Table
"""Rows of a table as pandas or as Arrow has them."""


@dataclass(frozen=True)
class Job:
    """Tables of some articles, the names of the tables to make from them, the options, and the lines that recur."""

    tables: Tables
    names: tuple[str, ...]
    options: Options
    recurring: Recurring = field(default_factory=dict)


def make_tables(
    names: Sequence[str],
    at_hand: Tables,
    options: Options,
    *,
    recurring: Recurring | None = None,
    what: str | None = None,
    kept: ArticleCache | None = None,
) -> dict[str, pd.DataFrame]:
    """The named tables of a whole corpus and those that they need, each that is not at hand.

    First those that look at one article at a time, all in one walk through the articles; then those that compare articles.

    Parameters
    ----------
    names
        Keys of `RECIPES`.
    at_hand
        Tables that are there, `documents` at least. They are not made again.
    options
        Those of the tables, and where the work runs.
    recurring
        The lines that recur in an outlet. Unless told they are counted.
    what
        The noun of the progress line, as `engine.results` takes it.
    kept
        Where tables of single articles are kept between runs: only those of new or changed articles are then made, and kept in
        their turn while the work goes on.

    Returns
    -------
    dict
        The tables by name. An article on which a table cannot be made is in none of them, and has a row in the table of problems
        that is then there under the name `SKIPPED`. Where that is so of every article there is, the error is raised.
    """
    order = missing_tables(names, at_hand)
    each = tuple(name for name in order if name not in CORPUS_WIDE)
    made, documents = dict(at_hand), at_hand["documents"]
    if recurring is None:
        recurring = recurring_lines(documents) if kept or any(RECIPES[name].recurring for name in each) else {}
    told = article_digests(documents, own_lines(recurring, documents)) if kept else {}
    skipped = schema.frame("problems", [])
    if each:
        parts, skipped = _made_of_each(each, at_hand, options, True, recurring, told, what, kept, False)
        made |= {name: _in_order(name, parts[name], documents) for name in each}
    pieces = PieceCache(options.cache, options, told) if kept and options.cache else ANEW
    if len(skipped):
        made = {name: without(table, skipped["where"]) for name, table in made.items()}
    for name in order:
        if name not in each:
            made[name] = make_table(name, made, options, None, pieces)
    return {name: made[name] for name in order} | ({SKIPPED: skipped} if len(skipped) else {})


def tables_of_part(
    names: Sequence[str],
    documents: pd.DataFrame,
    options: Options,
    recurring: Recurring,
    *,
    what: str | None = None,
    kept: ArticleCache | None = None,
    apart: bool = False,
) -> tuple[dict[str, pa.Table], pd.DataFrame]:
    """Tables of single articles, of some articles of a corpus, as Arrow has them, and the problems with those left out.

    As `make_tables` makes them, to be written: rows that are kept are never turned into objects of Python. `apart`: also a single
    batch goes to another process, where others are to work; what kills that is then no more than a problem.
    """
    order = missing_tables(names, {"documents": documents}, whole=False)
    told = article_digests(documents, own_lines(recurring, documents)) if kept else {}
    parts, skipped = _made_of_each(order, {"documents": documents}, options, False, recurring, told, what, kept, apart)
    articles = documents["document_id"].tolist()
    return {name: joined_in_order(name, parts.pop(name), articles) for name in order}, skipped


def without(table: pd.DataFrame, articles: Iterable[str]) -> pd.DataFrame:
    """The rows that are of none of these articles; a table without a column that names one stays as it is."""
    if key(table) not in table:
        return table
    return table[~table[key(table)].isin(list(articles))].reset_index(drop=True)


def _made_of_each(
    names: tuple[str, ...],
    at_hand: Tables,
    options: Options,
    whole: bool,
    recurring: Recurring,
    told: Mapping[str, str],
    what: str | None,
    kept: ArticleCache | None,
    apart: bool,
) -> tuple[dict[str, list[AnyTable]], pd.DataFrame]:
    """Pieces of the named tables of one article each, those that are kept taken as they are, and the problems with articles."""
    documents = at_hand["documents"]
    had, found = kept.recall(told, names) if kept else (set(), {})
    left = documents[~documents["document_id"].isin(had)].reset_index(drop=True)
    jobs = cut_into_jobs(names, {**at_hand, "documents": left}, options, recurring) if len(left) or not had else []
    pieces: dict[str, list[AnyTable]] = {name: [*found.get(name, ())] for name in names}
    skipped, done, since = [schema.frame("problems", [])], 0, time.monotonic()
    done_by = results(run_job, jobs, workers(options), what=what, fallback=_fallback(options), apart=apart)
    for number, made in enumerate(done_by, start=1):
        skipped.append(made[SKIPPED])
        for name in names:
            pieces[name].append(made[name])
        if kept and (number == len(jobs) or time.monotonic() - since > KEPT_EVERY):
            ids = {article for job in jobs[done:number] for article in job.tables["documents"]["document_id"]}
            whole_ones = ids.difference(*(part["where"] for part in skipped))
            for name in names:
                frames = [pieces[name].pop() for _ in range(number - done)]
                pieces[name].append(arrow_table(name, pd.concat(frames[::-1], ignore_index=True)))
            kept.keep({article: told[article] for article in sorted(whole_ones)}, {name: pieces[name][-1] for name in names})
            done, since = number, time.monotonic()
    lost = pd.concat(skipped, ignore_index=True)
    if whole and len(lost) and len(lost) == len(documents):
        _tables_of(jobs[0])  # where nothing can be analysed it is no fault of an article: its error is raised
    return pieces, lost


def _in_order(name: str, pieces: Sequence[AnyTable], documents: pd.DataFrame) -> pd.DataFrame:
    """The pieces as one table, its articles in the order of the documents."""
    frames = [from_arrow(name, piece, [*schema.TABLES[name]]) if isinstance(piece, pa.Table) else piece for piece in pieces]
    table = pd.concat([schema.frame(name, []), *frames], ignore_index=True)
    places = pd.Series(np.arange(len(documents)), index=documents["document_id"])
    order = np.argsort(table[key(table)].map(places).to_numpy(dtype=np.int64), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def missing_tables(names: Sequence[str], at_hand: Mapping[str, Any], whole: bool = True) -> tuple[str, ...]:
    """The tables to make, in order, before and including those named, when those in `at_hand` are there."""
    steps: list[str] = []
    for name in (name for name in names if name not in at_hand):
        recipe = RECIPES[name]
        steps += [*missing_tables((*recipe.needs, *(recipe.beside if whole else ())), at_hand, whole), name]
    return tuple(dict.fromkeys(steps))


def run_job(job: Job) -> dict[str, pd.DataFrame]:
    """The tables that the job asks for, and as `SKIPPED` the articles on which one could not be made, which are in none of them.

    A batch that fails is cut in two until the article is alone that makes it fail.
    """
    try:
        return _tables_of(job) | {SKIPPED: schema.frame("problems", [])}
    except Exception as error:  # one article in a million may show a fault that no other has
        if len(job.tables["documents"]) == 1:
            return _skipped(job, f"{type(error).__name__}: {error}")
        return _joined(job, map(run_job, _halves(job)))


def _fallback(options: Options) -> Fallback[Job, dict[str, pd.DataFrame]]:
    """What is done with a batch that ends its process, or does not end: it is cut in two, each half a process of its own."""

    def isolated(job: Job, happened: str) -> dict[str, pd.DataFrame]:
        if len(job.tables["documents"]) == 1:
            return _skipped(job, happened)
        return _joined(job, results(run_job, _halves(job), workers(options), fallback=_fallback(options), apart=True))

    return Fallback(isolated, lambda job: SECONDS * len(job.tables["documents"]))


def _halves(job: Job) -> list[Job]:
    ids = job.tables["documents"]["document_id"].tolist()
    halves = [ids[: len(ids) // 2], ids[len(ids) // 2 :]]
    slices = {name: _slices(table, halves) for name, table in job.tables.items()}
    return [replace(job, tables={name: part[n] for name, part in slices.items()}) for n in range(2)]


def _joined(job: Job, made: Iterable[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    parts = [*made]
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in (*job.names, SKIPPED)}


def _tables_of(job: Job) -> dict[str, pd.DataFrame]:
    tables = dict(job.tables)
    for name in job.names:
        tables[name] = make_table(name, tables, job.options, job.recurring)
    return {name: tables[name] for name in job.names}


def _skipped(job: Job, told: str) -> dict[str, pd.DataFrame]:
    problem = skipped_problem(job.tables["documents"].iloc[0], told)
    return {name: schema.frame(name, []) for name in job.names} | {SKIPPED: schema.frame("problems", [problem])}


def skipped_problem(document: pd.Series, told: str) -> dict[str, Any]:
    """The row of `problems` for an article that could not be analysed."""
    return {
        "path": document["path"],
        "where": document["document_id"],
        "problem": f"could not be analysed: {' '.join(told.split())[:LONGEST_TOLD]}",
        "advice": "the article is left out; please report it with its text",
        "lost": True,
    }


def cut_into_jobs(names: tuple[str, ...], at_hand: Tables, options: Options, recurring: Recurring | None = None) -> list[Job]:
    """The work as jobs of `CHUNK` articles each, in the order of the documents; at least one job."""
    documents = at_hand["documents"]
    ids = documents["document_id"].tolist()
    chunks = [ids[first : first + CHUNK] for first in range(0, max(len(ids), 1), CHUNK)]
    taken = {"documents"}.union(*(RECIPES[name].needs for name in names)) & set(at_hand)
    slices = {name: _slices(at_hand[name], chunks) for name in sorted(taken)}
    parts = [{name: part[number] for name, part in slices.items()} for number in range(len(chunks))]
    here = replace(options, cores=1, engine="cores", address=None)
    return [Job(part, names, here, narrowed_to(recurring or {}, part["documents"])) for part in parts]


def _slices(data: pd.DataFrame, chunks: Sequence[Sequence[str]]) -> list[pd.DataFrame]:
    places = data.groupby(key(data), sort=False).indices
    empty = np.array([], dtype=np.intp)
    rows = [np.concatenate([empty, *(places.get(one, empty) for one in chunk)]).astype(np.intp) for chunk in chunks]
    return [data.iloc[taken].reset_index(drop=True) for taken in rows]


def table_names(asked: str | Sequence[str] | None = None) -> tuple[str, ...]:
    """Names of tables, also as the command line has them, 'articles,attributions'; all of them when none is asked for.

    Raises `InputError` when one is unknown.
    """
    names = [name.strip() for name in asked.split(",") if name.strip()] if isinstance(asked, str) else list(asked or ())
    if unknown := [name for name in names if name not in schema.TABLES]:
        raise InputError(f"no table {unknown[0]!r}; there are {', '.join(schema.TABLES)}")
    return tuple(names) or tuple(schema.TABLES)


def make_table(
    name: str,
    tables: Tables,
    options: Options,
    recurring: Recurring | None = None,
    pieces: Pieces = ANEW,
    known: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """The named table, made by its function and held to its contract; `known` is what else the function is told of a corpus."""
    recipe = RECIPES[name]
    given = {argument: getattr(options, option) for argument, option in recipe.options.items()}
    if recipe.recurring:
        given["repeated"] = recurring
    if recipe.pieces:
        given["pieces"] = pieces
    taken = [in_english(tables[one], tables["articles"]) if recipe.english else tables[one] for one in recipe.takes]
    given |= {one: tables.get(one) for one in recipe.beside} | dict(known or {})
    function: Callable[..., pd.DataFrame] = pkgutil.resolve_name(recipe.function)
    return schema.validate(name, function(*taken, **{name: value for name, value in given.items() if value is not None}))


def in_english(data: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of articles that English instruments can read; a language that is not stated is given to them."""
    others = articles.loc[~articles["language"].isin(ENGLISH), "article_id"]
    return data[~data[key(data)].isin(others)].reset_index(drop=True) if len(others) else data


def with_languages(problems: pd.DataFrame, documents: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The problems, and a row for each article that is in another language than the instruments know."""
    others = articles[~articles["language"].isin(ENGLISH)]
    paths = dict(zip(documents["document_id"], documents["path"], strict=True))
    told = "in another language than English ({}): read and counted, not analysed"
    rows = {
        "path": others["article_id"].map(paths),
        "where": others["article_id"],
        "problem": others["language"].map(told.format),
        "advice": "attributions, tone, frames and wording know English only",
        "lost": False,
    }
    return schema.frame("problems", pd.concat([problems, pd.DataFrame(rows)], ignore_index=True)) if len(others) else problems
