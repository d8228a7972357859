"""Study: the tables of one corpus, made on first use and kept, if asked, on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

import pandas as pd

from hearsay import pipeline, schema
from hearsay.attribution.sides import silent_rows, told_of_silent
from hearsay.errors import DamagedError, InputError
from hearsay.framing.wording import sample_of
from hearsay.options import Options, describe_options
from hearsay.parsing.repetition import Recurring, outlet_of, recurring_lines
from hearsay.parsing.versions import fold_versions, keep_versions
from hearsay.reading import documents as reading
from hearsay.reading.files import Where
from hearsay.schema import SAMPLED
from hearsay.statistics.sampling import stratified_sample
from hearsay.storage import ArticleCache, Store, TableCache, check_cache


@describe_options
def read(where: Where, **options: Any) -> Study:
    """The study of all articles at a place.

    Parameters
    ----------
    where
        A folder, a file, a pattern such as `"news/*.txt"`, or a list of these. Or the folder that `hearsay tables` has written as
        Parquet: its tables are read when they are asked for, and those that are not there are made from them.
    {options}

    Without an argument the variable of the environment that is named with it is used.

    Errors
    ------
    `InputError` when there is nothing at the place, an option cannot be what it is given as, or the cache lies there. A file
    that cannot be read is a row of `Study.problems` instead.
    """
    return Study.read(where, Options.gathered(**options))


NAMED = 24
"""Outlets and sides that tables carry the names of: more than a chart has colours for."""


class Study:
    """Every table of `hearsay.schema` as an attribute: `study.articles`, `study.attributions` …

    Each is made on first use, together with those it needs, and is then held. Do not edit a table in place: take a
    `copy()` first. `hearsay.schema.dictionary()` says what each column means.
    """

    documents: pd.DataFrame
    problems: pd.DataFrame
    versions: pd.DataFrame
    blocks: pd.DataFrame
    metadata: pd.DataFrame
    sentences: pd.DataFrame
    mentioned_dates: pd.DataFrame
    articles: pd.DataFrame
    attributions: pd.DataFrame
    tone: pd.DataFrame
    portrayals: pd.DataFrame
    frames: pd.DataFrame
    article_frames: pd.DataFrame
    loaded: pd.DataFrame
    epithets: pd.DataFrame
    omissions: pd.DataFrame
    wording: pd.DataFrame
    reuse: pd.DataFrame
    shared_quotations: pd.DataFrame
    events: pd.DataFrame
    claim_pairs: pd.DataFrame
    claims: pd.DataFrame
    origin_unions: pd.DataFrame
    relays: pd.DataFrame
    contradictions: pd.DataFrame
    cues: pd.DataFrame
    indicators: pd.DataFrame

    def __init__(
        self,
        where: Where,
        options: Options,
        tables: Mapping[str, pd.DataFrame],
        *,
        unread: pd.DataFrame | None = None,
        notes: pd.DataFrame | None = None,
        source: Source | None = None,
        recurring: Recurring | None = None,
        sampled: str = "",
    ) -> None:
        self.where, self.options, self.sampled = where, options, sampled
        self.notes = pd.DataFrame(columns=["path", "what"], dtype="str") if notes is None else notes
        self._unread = schema.frame("problems", []) if unread is None else schema.validate("problems", unread)
        self._tables = {name: schema.validate(name, table) for name, table in tables.items()}
        self._source, self._recurring = source, recurring
        self._cache = TableCache(options.cache, tables["documents"], options) if options.cache and tables else None
        self._kept = ArticleCache(options.cache, options) if options.cache else None

    @classmethod
    def read(cls, where: Where, options: Options) -> Study:
        """As `read`, with options that are gathered already."""
        if options.cache:
            check_cache(options.cache, where)
        if store := Store.at(where):
            study = cls(where, store.options(options), {}, source=store, sampled=store.sampled)
        else:
            study = cls._of_articles(where, options)
        return study.sample(options.sample) if options.sample else study

    @classmethod
    def _of_articles(cls, where: Where, options: Options) -> Study:
        found = reading.read(where, columns=options.columns, html=options.html)
        documents, versions = (fold_versions if options.duplicates == "fold" else keep_versions)(found.documents)
        return cls(where, options, {"documents": documents, "versions": versions}, unread=found.problems, notes=found.notes)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in schema.TABLES:
            raise AttributeError(f"a Study has no {name!r}; its tables are {', '.join(schema.TABLES)}")
        return self.make(name)[name]

    def make(self, *names: str) -> dict[str, pd.DataFrame]:
        """The named tables, or all, made together where they are not held yet: over cores quicker than one after the other.

        Raises `InputError` when there is no such table.
        """
        names = pipeline.table_names(names)
        left = [name for name in names if name not in self._tables]
        wanted = ["articles" if name == "problems" and not self._has(name) else name for name in left]
        self._recall(wanted)
        missing = pipeline.missing_tables(wanted, self._tables)
        if missing and self._source and not self._source.of_this_version:
            told = f"has no {missing[0]}, and another version of Hearsay wrote it"
            raise InputError(f"{str(self.where)!r} {told}; make the tables again")
        self._recall(["documents"] if missing else [])  # whatever is made is made of articles
        made = self._made(missing) if missing else {}
        if pipeline.SKIPPED in made:
            self._leave_out(made.pop(pipeline.SKIPPED))
        self._tables |= made
        self._name_groups()
        if "wording" in left and self._has("articles"):
            told = sample_of(self.select("articles", ["outlet", "language"]))
            self._tables["wording"].attrs |= {SAMPLED: told} if told else {}
        if "problems" in names and "problems" not in self._tables:
            documents, articles = self._tables["documents"], self._tables["articles"]
            self._tables["problems"] = pipeline.with_languages(self._unread, documents, articles)
        if self._cache:
            for name in made.keys() & pipeline.CORPUS_WIDE:
                self._cache.keep(name, made[name])
        return {name: self._tables[name] for name in names}

    def _made(self, names: Sequence[str]) -> dict[str, pd.DataFrame]:
        return pipeline.make_tables(
            names, self._tables, self.options, recurring=self._recurring, what="batches of articles", kept=self._kept
        )

    def partly(self, name: str, beside: Iterable[str] = ()) -> pd.DataFrame:
        """A table of which some rows take tables that compare articles, with no more of these made than those in `beside`.

        All of it where it is at hand or in the cache. Otherwise it lacks rows, and so is not held.
        """
        self._recall([name])
        if name in self._tables:
            return self._tables[name]
        return pipeline.make_table(name, self.make(*pipeline.RECIPES[name].needs, *beside), self.options)

    @property
    def sides(self) -> list[str]:
        """The sides of all speakers, those heard most first: for charts of a part of the study, so that each keeps its colour."""
        return schema.ranked(self.select("attributions", ["side"])["side"])

    @property
    def silent_sides(self) -> str:
        """In a line, which rows of the user's table of sides are nobody's who speaks here; '' when there are none."""
        given = self.options.sides or {}
        return told_of_silent(given, silent_rows(given, self.attributions)) if given else ""

    def _name_groups(self) -> None:
        """Tell each table the largest outlets and sides of the whole study: a chart of some rows then colours them as of all."""
        attributions, articles = self._tables.get("attributions"), self._tables.get("articles")
        named: dict[str, Any] = {SAMPLED: self.sampled} if self.sampled else {}
        named |= {} if articles is None else {"outlets": schema.ranked(articles["outlet"])[:NAMED]}
        named |= {} if attributions is None else {"sides": schema.ranked(attributions["side"])[:NAMED]}
        for table in self._tables.values():
            table.attrs |= named

    def _leave_out(self, skipped: pd.DataFrame) -> None:
        """Articles that could not be analysed: they are problems, and in no table."""
        self._unread = schema.frame("problems", pd.concat([self._unread, skipped], ignore_index=True))
        self._tables.pop("problems", None)
        for name in self._tables.keys() - {"versions"}:
            self._tables[name] = pipeline.without(self._tables[name], skipped["where"])

    def _has(self, name: str) -> bool:
        """Whether a table is held, or written where this study is from."""
        return name in self._tables or (self._source is not None and name in self._source.names)

    def _recall(self, names: Iterable[str]) -> None:
        """Take tables from where they are written, and where one is not there, those that it needs."""
        for name in (name for name in names if name not in self._tables):
            table = None
            if self._source and name in self._source.names:
                table = self._written(name)
            elif self._cache and name in pipeline.CORPUS_WIDE:
                table = self._cache.recall(name)
            if table is not None:
                self._tables[name] = table
            elif name in pipeline.RECIPES:
                self._recall((*pipeline.RECIPES[name].needs, *pipeline.RECIPES[name].beside))
            else:
                raise InputError(f"{str(self.where)!r} has no {name}, of which the others are made; write it too: --only {name}")

    def _written(
        self, name: str, columns: Sequence[str] | None = None, articles: Collection[str] | None = None
    ) -> pd.DataFrame | None:
        """What is written of a table; None where its files are damaged and it can be made anew from others, which is noted.

        Raises `DamagedError` where it cannot: of texts and problems there is nothing else, and which lines recur, which `blocks`
        rests on, only the run knew that had read all articles.
        """
        if self._source is None:
            return None
        try:
            return self._source.read(name, columns, articles)
        except DamagedError as error:
            if name not in pipeline.RECIPES or pipeline.RECIPES[name].recurring or not self._source.of_this_version:
                raise
            self._source.names -= {name}
            note = pd.DataFrame({"path": [str(self.where)], "what": [f"{str(error).partition(';')[0]}; {name} was made anew"]})
            self.notes = pd.concat([self.notes, note], ignore_index=True).astype("str")
            return None

    def select(self, name: str, columns: Sequence[str] | None = None, articles: Collection[str] | None = None) -> pd.DataFrame:
        """Some columns of a table, and the rows of some articles: of what `hearsay tables` has written no more is read.

        Parameters
        ----------
        name
            That of the table.
        columns
            Names of its columns, in whatever order; all unless told.
        articles
            Names of articles; all unless told.

        Returns
        -------
        DataFrame
            The rows in the order of the table. What is read from a folder in this way is not held.
        """
        whole = schema.TABLES[pipeline.table_names([name])[0]]
        if others := [column for column in columns or () if column not in whole]:
            raise InputError(f"{name} has no column {others[0]!r}; there are {', '.join(whole)}")
        if articles is not None and not {"article_id", "document_id"} & set(whole):
            raise InputError(f"{name} has no rows of single articles")
        if name not in self._tables and self._source and name in self._source.names:
            written = self._written(name, columns, articles)
            if written is not None:
                return written
        table = getattr(self, name)
        own = table if articles is None else table[table[schema.key(table)].isin(list(articles))].reset_index(drop=True)
        return own if columns is None else own[[column for column in own if column in columns]]

    def sample(self, n: int) -> Study:
        """The study of `n` of its articles, or itself where there are no more: for charts and notebooks that cannot carry all.

        Each outlet has its share, to the article; within it articles are drawn by a digest of their names, so that a corpus gives
        the same sample whatever else is done. `sampled` says it in one sentence, and charts of its tables say it too. Tables of
        single articles are those of the whole corpus; what compares articles compares those of the sample. Do not count in it
        what needs all articles, such as who was first.
        """
        documents = self.select("documents", ("document_id", "parts", "supplied_outlet", "supplied_url"))
        names, of = documents["document_id"].tolist(), len(documents)
        if of <= n:
            return self
        drawn = frozenset(stratified_sample(names, [*map(outlet_of, documents.itertuples(index=False))], n))
        return self._of(drawn, f"a sample of {len(drawn):,} of {of:,} articles, each outlet by its share")

    def _of(self, articles: frozenset[str], told: str) -> Study:
        # Where blocks are taken as they are, the cache could not tell by which recurring lines they were told.
        known = self._has("blocks")
        options = replace(self.options, cache=None) if known else self.options
        recurring = None if known else recurring_lines(self.documents)
        return Study(
            self.where,
            options,
            {},
            unread=self._unread,
            notes=self.notes,
            source=_Sample(self, articles),
            recurring=recurring,
            sampled=told,
        )

    @property
    def articles_read(self) -> int:
        """How many articles it is of."""
        return len(self.select("documents", ["document_id"]))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *schema.TABLES})

    def __repr__(self) -> str:
        problems = self.select("problems", ["lost"]) if self._has("problems") else self._unread
        articles, lost = self.articles_read, int(problems["lost"].sum())
        unread = f", {lost} {'file' if lost == 1 else 'files'} not read" if lost else ""
        count = self.sampled or f"{articles} {'article' if articles == 1 else 'articles'}"
        return f"<Study of {count}{unread}: {', '.join(schema.TABLES)}>"

    def summary(self) -> pd.DataFrame:
        """One row per article: what it is, how long its body is, and how many attributions the body holds.

        Columns: `article_id, outlet, title, published, truncated, n_words, n_sentences, attributions`. The last three are of
        the body, without title and deck; attributions are those of level 1, that is, without those inside others, and without
        what was not said or only might be, unless the option `unsaid` counts it. The charts
        count the same. Do not compare counts between articles of different length, nor anything of a truncated article.
        """
        outermost = self.attributions.query("level == 1 and zone == 'body' and counted").groupby("article_id").size()
        shown = self.articles[["article_id", "outlet", "title", "published", "truncated", "n_words", "n_sentences"]]
        return shown.assign(attributions=shown["article_id"].map(outermost).fillna(0).astype("int64"))

    @property
    def frame_names(self) -> tuple[str, ...]:
        """The frames that `frames` looks for, whether it finds them or not, in the order of their cues."""
        cues = self.options.frames
        return schema.FRAMES if cues is None else tuple(dict.fromkeys(cue["frame"] for cue in cues))

    def find(self, name: str) -> str:
        """The `document_id` that is `name` or is the only one to begin with it; raises `InputError` otherwise."""
        ids = self.select("documents", ["document_id"])["document_id"].tolist()
        matches = [name] if name in ids else [one for one in ids if one.startswith(name)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise InputError(f"{name!r} begins {len(matches)} articles, among them {', '.join(matches[:3])}; give more of it")
        folded = self.select("versions", ["document_id", "version_id"]).set_index("version_id")["document_id"]
        if name in folded:
            raise InputError(
                f"{name!r} was folded into {folded[name]!r}, a version of it; ask for that, or read with duplicates='keep'"
            )
        raise InputError(f"no article begins with {name!r}; this study holds {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}")

    def table(self, name: str, article: str) -> pd.DataFrame:
        """The rows of one article, named by its id or a prefix that no other article shares; of `reuse` those of either side."""
        own, columns = self.find(article), schema.TABLES[name]
        sides = [side for side in ("article_a", "article_b") if side in columns]
        if self._source and not self._has(name) and name not in pipeline.CORPUS_WIDE:
            return self._of(frozenset([own]), "one article").make(name)[name]
        if not sides:
            return self.select(name, articles=[own]).reset_index(drop=True)
        data = getattr(self, name)
        return data[(data[sides] == own).any(axis=1)].reset_index(drop=True)

    def show(self, article: str) -> Any:
        """The article with its evidence marked, as safe HTML; `article` is its id or an unshared prefix."""
        # The one import that goes up: whoever has a study wants to see an article without knowing the rooms above.
        from hearsay.display.article import show

        document, described = (self.table(name, article).iloc[0] for name in ("documents", "articles"))
        marked = {name: self.table(name, article) for name in ("blocks", "attributions", "loaded")}
        return show(document, **marked, article=described, sides=self.sides)


class Source(Protocol):
    """Where tables are read from that are there already."""

    names: frozenset[str]

    @property
    def of_this_version(self) -> bool: ...

    def read(self, name: str, columns: Sequence[str] | None = None, articles: Collection[str] | None = None) -> pd.DataFrame: ...


class _Sample:
    """Tables of single articles of a study that are there, of some of its articles."""

    def __init__(self, study: Study, articles: frozenset[str]) -> None:
        self._study, self._articles = study, articles
        self.names = frozenset(name for name in schema.TABLES if name not in pipeline.CORPUS_WIDE and study._has(name))
        self.of_this_version = study._source is None or study._source.of_this_version

    def read(self, name: str, columns: Sequence[str] | None = None, articles: Collection[str] | None = None) -> pd.DataFrame:
        if name == "problems":  # of files, not of articles
            return self._study.select(name, columns)
        return self._study.select(name, columns, self._articles if articles is None else self._articles.intersection(articles))
