"""The tables of a corpus in a folder, made part by part, none of which is held for long.

A corpus goes by five times: it is read, and put aside in parts of some hundred texts; keys of each text tell which may be
versions of one article; those are parsed and compared; lines are counted that recur in an outlet; and each part is analysed and
its tables written. Where a corpus is streamed, whole parts go to whoever works, so that numbers of parts, digests and counts go
between processes, never a table. Otherwise one part after the other goes there in the batches of a study, and the parts of each
table are joined in the end.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from hearsay import engine, pipeline, schema, storage
from hearsay.attribution.sides import silent_rows, told_of_silent
from hearsay.errors import HearsayError
from hearsay.framing.wording import told_of
from hearsay.options import Options, describe_options
from hearsay.parsing.repetition import LineCounts, Recurring, narrowed_to, outlet_of, own_lines
from hearsay.parsing.versions import Version, VersionKeys, VersionText, version_texts, without_versions
from hearsay.reading.documents import Corpus, FileGroup, read_group
from hearsay.reading.files import Where, find_sources, listed_paths
from hearsay.statistics.sampling import stratified_sample
from hearsay.streaming import reductions
from hearsay.study import Study

LARGE = 300_000_000
"""Bytes of files from which a corpus is streamed unasked."""
PART = 500
"""Texts of a part: half a minute of one core's work. The same wherever it runs, so that the files are."""
WORK = "parts"
"""The folder, beside the tables while they are made, of texts that were read and of files that are not whole yet."""
SINGLE = frozenset(schema.TABLES) - pipeline.CORPUS_WIDE
"""What is made of one article at a time."""
OUTLET = ("document_id", "parts", "supplied_outlet", "supplied_url")
"""What of the documents tells the outlet before they are parsed."""


@dataclass(frozen=True)
class Written:
    """What was written: of how many articles, with which problems, and in a line what was left out, '' where nothing was."""

    articles: int
    problems: pd.DataFrame
    left_out: str = ""


@describe_options
def write(
    where: Where,
    folder: Path,
    *,
    form: storage.Format = "both",
    only: str | Sequence[str] | None = None,
    stream: bool = False,
    **options: Any,
) -> Written:
    """Read, analyse and write the tables of a corpus; from 300 MB on, or when told to, they stay in parts.

    Memory does not grow with the corpus, but for some hundred bytes a text, and the words that there are. The tables are
    those that a study has in memory; parts lie in folders (`articles.parquet/part-000000.parquet` …), and CSV is always one
    file. With a cache a run that was stopped goes on from there, and one after some articles have changed makes what rests on
    these: their tables, and the passages, stories and quotations that they have a part in.
    The set appears whole when all has been written, in place of a former one; `manifest.json` in it says what it was made from.
    Tables of a former set that was made from the same are kept beside those asked for.

    Parameters
    ----------
    where
        A folder, a file, a pattern such as `"news/*.txt"`, or a list of these. Or the folder of tables that were written: those
        that stand there are written again, and those that do not are made from them, in memory.
    folder
        Where the tables go, with the dictionary of their columns.
    form
        'parquet', 'csv' or both.
    only
        Names of tables, or 'articles,attributions'; all unless told.
    stream
        Whether to give out whole parts and leave the tables in them, whatever the size.
    {options}

    Errors
    ------
    `InputError` when a table or option is unknown, nothing is at the place, the articles lie where the tables or the cache go, or
    the folder holds what Hearsay did not write or somebody has changed since.
    """
    asked, chosen = pipeline.table_names(only), Options.gathered(**options)
    where = listed_paths(where)
    storage.check_apart(folder, where)
    if chosen.cache:
        storage.check_cache(chosen.cache, where)
    streamed = stream or sum(source.path.stat().st_size for source in find_sources(where)[0]) > LARGE
    store = storage.Store.at(where)
    with storage.replacing(folder, where, storage.MANIFEST) as fresh:
        if store:
            made = _write_of_tables(where, fresh, form, asked, chosen)
        else:
            made = _write_of_articles(where, fresh, form, asked, chosen, streamed)
        origin = made.inputs.origin(chosen, made.articles, streamed=streamed and not store)
        storage.carry_over(folder, fresh, origin)
        storage.write_manifest(fresh, origin, made.files)
    return Written(made.articles, made.problems, made.left_out)


@dataclass(frozen=True)
class _Made:
    """Tables in a fresh folder: from which documents, with which problems, and the digests of files that are known already."""

    articles: int
    inputs: storage.Inputs
    problems: pd.DataFrame
    left_out: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def _write_of_tables(where: Where, fresh: Path, form: storage.Format, names: Sequence[str], options: Options) -> _Made:
    study, inputs = Study.read(where, options), storage.Inputs()
    storage.write_tables(((name, study.make(name)[name]) for name in names), fresh, form)
    inputs.add(study.documents, study.versions, study.problems)
    told = [told_of(study.articles) if "wording" in names else "", study.silent_sides if "attributions" in names else ""]
    return _Made(len(study.documents), inputs, study.problems, "\n".join(filter(None, told)))


def _write_of_articles(
    where: Where, fresh: Path, form: storage.Format, names: Sequence[str], options: Options, streamed: bool
) -> _Made:
    try:
        return _Stream(fresh, form, tuple(names), options, streamed).write(where)
    except BaseException:
        engine.stop_processes()  # else they would go on writing where all is cleared away
        raise


@dataclass(frozen=True)
class _Job:
    """One part of a corpus, and what is to be made of it; places are those in the part.

    Of articles that are `poisoned` nothing is made: it tells what befell the process that had one in hand. `only` some articles
    are tried, to find those. `what` is the noun of the progress line of its batches, where it has one.
    """

    number: int
    folder: Path
    form: storage.Format
    names: tuple[str, ...]
    aside: tuple[str, ...]
    options: Options
    versions: Mapping[int, Version]
    sample: frozenset[str] | None
    recurring: Recurring
    run: str
    what: str | None
    only: tuple[str, ...] | None = None
    poisoned: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _PartWritten:
    """How many articles a part has, with a cache what tells each apart, the digests of its files, what could not be analysed,
    what is in other languages, and which parties of the user's sides nobody in it is."""

    articles: int
    digests: Sequence[str]
    files: Mapping[str, str]
    skipped: pd.DataFrame
    others: pd.DataFrame
    silent: frozenset[str]


class _Stream:
    """One run: the parts of a corpus, put aside in a folder of work while the tables are made of them."""

    def __init__(self, fresh: Path, form: storage.Format, names: tuple[str, ...], options: Options, streamed: bool) -> None:
        self.fresh, self.form, self.names, self.options, self.streamed = fresh.resolve(), form, names, options, streamed
        self.here = replace(options, cores=1, engine="cores", address=None)
        self.compared, self.aside = reductions.needed(names)
        self.sizes: list[int] = []
        self.inputs = storage.Inputs()

    def write(self, where: Where) -> _Made:
        (self.fresh / WORK).mkdir()
        for name in self.names if self.form != "csv" else ():
            (self.fresh / f"{name}.parquet").mkdir()
        unread = self._read(where)
        versions = self._by_part(self._versions() if self.options.duplicates == "fold" else {})
        sample, recurring = self._sample(versions), self._recurring(versions)
        total = sum(self.sizes) - sum(map(len, versions)) if sample is None else len(sample)
        counts, digests, files = list[int](), list[str](), dict[str, str]()
        skipped, others = [schema.frame("problems", [])], [schema.frame("problems", [])]
        silent = frozenset(self.options.sides or {})
        over = engine.workers(self.options) if self.streamed else 1
        with engine.progress("articles", total, hidden=not self.streamed) as line:
            jobs = [*self._jobs(versions, sample, recurring)]
            for part in engine.results(write_part, jobs, over, fallback=engine.Fallback(self._isolated, self._seconds)):
                counts.append(part.articles)
                digests += part.digests
                files.update(part.files)
                skipped.append(part.skipped)
                others.append(part.others)
                silent &= part.silent
                line.update(part.articles + len(part.skipped))
        lost, articles = pd.concat(skipped, ignore_index=True), sum(counts)
        if len(lost) and not articles:
            raise HearsayError(f"no article could be analysed; {lost['where'][0]}: {lost['problem'][0]}")
        told = [told_of_silent(self.options.sides or {}, silent)] if "attributions" in self.names else []
        problems = schema.frame("problems", pd.concat([unread, lost, *others], ignore_index=True))
        if self.compared:
            rows = storage.Rows.of(self.fresh / WORK, counts)
            given = (rows, self.fresh, self.form, self.names, self.options, self.here, digests)
            compared = reductions.Reductions(*given)
            files |= compared.make()
            told = [told_of(compared.articles), *told] if "wording" in self.names else told
        if "problems" in self.names:
            files |= storage.write_part("problems", problems, self.fresh, 0, self.fresh / WORK, self.form)
        for name in self.names if self.form != "parquet" else ():
            storage.join_csv(name, self.fresh, self.fresh / WORK)
        for name in self.names if self.form != "csv" and not self.streamed else ():
            storage.join_parquet(name, self.fresh, self.fresh / WORK)
            engine.give_back_memory()
        shutil.rmtree(self.fresh / WORK)
        storage.write_dictionary(self.fresh)
        self.inputs.add(problems)
        return _Made(articles, self.inputs, problems, "\n".join(filter(None, told)), files)

    def _read(self, where: Where) -> pd.DataFrame:
        """Read all texts and put them aside in parts; returns what could not be read."""
        over = engine.workers(self.options)
        fallback = engine.Fallback(self._read_alone, attrgetter("seconds"))
        apart = None if over == 1 else partial(engine.results, read_group, cores=over, fallback=fallback)
        columns, html = self.options.columns, self.options.html
        corpus = Corpus.at(where, columns=columns, html=html, apart=apart, folder=self.fresh / WORK)
        with engine.progress("articles read") as line:
            for documents in corpus.pieces(PART):
                self._put_aside(documents, len(self.sizes))
                self.sizes.append(len(documents))
                line.update(len(documents))
        if not self.sizes:
            self._put_aside(schema.frame("documents", []), 0)
            self.sizes.append(0)
        for number in range(len(self.sizes)):
            documents = self._documents(number)
            if corpus.known:  # metadata that came after their texts
                documents = corpus.with_known(documents)
                self._put_aside(documents, number)
            self.inputs.add(documents)
        return corpus.problem_table()

    def _read_alone(self, group: FileGroup, happened: str) -> bool:
        """The files of a group that ends its process, without those that do."""
        if len(group.sources) == 1:
            group.put_failure(happened)
            return True
        alone, fallback = group.one_by_one(), engine.Fallback(self._read_alone, attrgetter("seconds"))
        read = all([*engine.results(read_group, alone, engine.workers(self.options), fallback=fallback, apart=True)])
        if read:
            group.put_together(alone)
        return read

    def _put_aside(self, documents: pd.DataFrame, number: int) -> None:
        storage.write_parquet("documents", schema.validate("documents", documents), _texts(self.fresh, number))

    def _documents(self, number: int, columns: Sequence[str] | None = None) -> pd.DataFrame:
        return storage.read_parquet("documents", _texts(self.fresh, number), columns)

    def _versions(self) -> dict[int, Version]:
        """By place in the corpus, the texts that are versions of an article that stays."""
        keys = VersionKeys()
        for number in range(len(self.sizes)):
            keys.add(self._documents(number, ("text", *OUTLET)))
        candidates = np.split(keys.candidates(), np.cumsum(self.sizes)[:-1])
        starts = np.cumsum([0, *self.sizes]).tolist()
        jobs = [
            (self.fresh, number, starts[number], np.flatnonzero(own).tolist())
            for number, own in enumerate(candidates)
            if own.any()
        ]
        return keys.fold(engine.results(texts_of_part, jobs, engine.workers(self.options), what="parts with versions"))

    def _by_part(self, versions: Mapping[int, Version]) -> list[dict[int, Version]]:
        starts = np.cumsum([0, *self.sizes])
        found: list[dict[int, Version]] = [{} for _ in self.sizes]
        for place, version in versions.items():
            number = int(np.searchsorted(starts, place, side="right")) - 1
            found[number][place - int(starts[number])] = version
        return found

    def _recurring(self, versions: Sequence[Mapping[int, Version]]) -> dict[str, frozenset[int]]:
        counts = LineCounts()
        for number, own in enumerate(versions):
            documents = self._documents(number, ("text", *OUTLET))
            counts.add(documents.drop(index=list(own)))
        return counts.recurring()

    def _jobs(
        self, versions: Sequence[Mapping[int, Version]], sample: frozenset[str] | None, recurring: Recurring
    ) -> Iterator[_Job]:
        run, count = f"{os.getpid()}-{time.monotonic_ns()}", len(versions)
        for number, own in enumerate(versions):
            documents = self._documents(number, OUTLET)
            chosen = None if sample is None else sample.intersection(documents["document_id"])
            lines, options, what = narrowed_to(recurring, documents), self.here, None
            if not self.streamed:
                options, what = self.options, f"batches of articles{f', part {number + 1} of {count}' * (count > 1)}"
            yield _Job(number, self.fresh, self.form, self.names, self.aside, options, own, chosen, lines, run, what)

    def _seconds(self, job: _Job) -> float:
        return pipeline.SECONDS * (self.sizes[job.number] if job.only is None else len(job.only))

    def _isolated(self, job: _Job, happened: str) -> _PartWritten:
        """A part that ends its process, without the articles that do."""
        ids = self._documents(job.number, OUTLET)["document_id"].drop(index=list(job.versions)).tolist()
        ids = [name for name in ids if job.sample is None or name in job.sample]
        found = replace(job, poisoned=self._poisoned(replace(job, only=tuple(ids)), happened))
        (part,) = engine.results(write_part, [found], engine.workers(self.options), apart=True)
        return part

    def _poisoned(self, job: _Job, happened: str) -> dict[str, str]:
        """Which of the articles end their process, and how."""
        ids = job.only or ()
        if len(ids) == 1:
            return {ids[0]: happened}
        halves = [replace(job, only=ids[: len(ids) // 2]), replace(job, only=ids[len(ids) // 2 :])]
        fallback = engine.Fallback(self._poisoned, self._seconds)
        found = engine.results(try_part, halves, engine.workers(self.options), fallback=fallback, apart=True)
        return {name: told for part in found for name, told in part.items()}

    def _sample(self, versions: Sequence[Mapping[int, Version]]) -> frozenset[str] | None:
        """The articles of the sample, where one is asked for."""
        if self.options.sample is None:
            return None
        names: list[str] = []
        outlets: list[str] = []
        for number, own in enumerate(versions):
            documents = self._documents(number, OUTLET).drop(index=list(own))
            names += documents["document_id"].tolist()
            outlets += map(outlet_of, documents.itertuples(index=False))
        return frozenset(stratified_sample(names, outlets, self.options.sample))


def _texts(folder: Path, number: int) -> Path:
    return folder / WORK / f"documents-{number:06}.parquet"


def texts_of_part(given: tuple[Path, int, int, Sequence[int]]) -> dict[int, VersionText]:
    """Of a part, by its number and where it starts in the corpus, what of the texts at some places is compared as versions."""
    folder, number, start, places = given
    documents = storage.read_parquet("documents", _texts(folder, number))
    return version_texts(documents.iloc[list(places)], [start + place for place in places])


def try_part(job: _Job) -> dict[str, str]:
    """Analyse some articles of a part, and say nothing if it goes well."""
    documents, _ = _texts_of(job)
    _analysed(job, documents)
    return {}


def _texts_of(job: _Job) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles of a part that are to be analysed, and the versions of them."""
    documents, versions = without_versions(storage.read_parquet("documents", _texts(job.folder, job.number)), job.versions)
    if job.sample is not None:
        documents = documents[documents["document_id"].isin(job.sample)].reset_index(drop=True)
        versions = versions[versions["document_id"].isin(job.sample)].reset_index(drop=True)
    chosen = documents["document_id"].isin([*job.poisoned] if job.only is None else job.only)
    return documents[chosen if job.only is not None else ~chosen].reset_index(drop=True), versions


def _analysed(job: _Job, documents: pd.DataFrame) -> tuple[dict[str, pa.Table], pd.DataFrame]:
    """Their tables of single articles, and what could not be analysed."""
    wanted = ["articles", *(name for name in (*job.names, *job.aside) if name in pipeline.RECIPES and name in SINGLE)]
    apart = job.number > 0  # a corpus of one part may be so small that it is made before others have started
    given = wanted, documents, job.options, job.recurring
    return pipeline.tables_of_part(*given, what=job.what, kept=_kept(job.run, job), apart=apart)


def write_part(job: _Job) -> _PartWritten:
    """Analyse one part and write its tables; a process may be killed at it at any moment, and another do it again."""
    documents, versions = _texts_of(job)
    made, skipped = _analysed(job, documents)
    documents = pipeline.without(documents, skipped["where"])
    if job.poisoned:
        texts = storage.read_parquet("documents", _texts(job.folder, job.number)).set_index("document_id", drop=False)
        rows = [pipeline.skipped_problem(texts.loc[name], told) for name, told in job.poisoned.items()]
        skipped = schema.frame("problems", pd.concat([skipped, schema.frame("problems", rows)], ignore_index=True))
    languages = storage.from_arrow("articles", made["articles"], ["article_id", "language"])
    others = pipeline.with_languages(schema.frame("problems", []), documents, languages)
    made |= {"documents": storage.arrow_table("documents", documents), "versions": storage.arrow_table("versions", versions)}
    files: dict[str, str] = {}
    for name in job.aside:
        counts = storage.rows_by_article(made[name])
        sizes = [counts.get(article, 0) for article in documents["document_id"]]
        storage.write_rows(name, made[name], sizes, job.folder / WORK / f"{name}-{job.number:06}.rows")
    for name in job.names:
        if name in SINGLE and name != "problems":  # those of all parts together have an order of their own
            files |= storage.write_part(name, made[name], job.folder, job.number, job.folder / WORK, job.form)
    told = storage.article_digests(documents, own_lines(job.recurring, documents)) if job.options.cache else {}
    silent: Iterable[str] = ()
    if job.options.sides and "attributions" in made:
        silent = silent_rows(job.options.sides, storage.from_arrow("attributions", made["attributions"]))
    return _PartWritten(len(documents), [*told.values()], files, skipped, others, frozenset(silent))


_CACHES: dict[str, storage.ArticleCache] = {}
"""That of the run for which this process works: what it holds is looked up once."""


def _kept(run: str, job: _Job) -> storage.ArticleCache | None:
    if job.options.cache is None:
        return None
    if run not in _CACHES:
        _CACHES.clear()
        _CACHES[run] = storage.ArticleCache(job.options.cache, job.options)
    return _CACHES[run]
