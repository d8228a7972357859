"""Study: the tables of one corpus, made on first use and kept, if asked, on disk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from hearsay import pipeline, schema
from hearsay.errors import InputError
from hearsay.options import Options, describe_options
from hearsay.parsing.versions import fold_versions, keep_versions
from hearsay.reading import documents as reading
from hearsay.reading.files import Where
from hearsay.storage import ArticleCache, TableCache, check_cache


@describe_options
def read(where: Where, **options: Any) -> Study:
    """The study of all articles at a place.

    Parameters
    ----------
    where
        A folder, a file, a pattern such as `"news/*.txt"`, or a list of these.
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
        self, where: Where, options: Options, documents: pd.DataFrame, versions: pd.DataFrame, found: reading.Reading
    ) -> None:
        self.where, self.options, self.notes = where, options, found.notes
        self._unread = schema.validate("problems", found.problems)
        self._tables = {
            "documents": schema.validate("documents", documents),
            "versions": schema.validate("versions", versions),
        }
        self._cache = TableCache(options.cache, documents, options) if options.cache else None
        self._kept = ArticleCache(options.cache, options) if options.cache else None

    @classmethod
    def read(cls, where: Where, options: Options) -> Study:
        """As `read`, with options that are gathered already."""
        if options.cache:
            check_cache(options.cache, where)
        found = reading.read(where, columns=options.columns, html=options.html)
        documents, versions = (fold_versions if options.duplicates == "fold" else keep_versions)(found.documents)
        return cls(where, options, documents, versions, found)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in schema.TABLES:
            raise AttributeError(f"a Study has no {name!r}; its tables are {', '.join(schema.TABLES)}")
        return self.make(name)[name]

    def make(self, *names: str) -> dict[str, pd.DataFrame]:
        """The named tables, or all, made together where they are not held yet: over cores quicker than one after the other.

        Raises `InputError` when there is no such table.
        """
        names = pipeline.table_names(names)
        wanted = ["articles" if name == "problems" else name for name in names if name not in self._tables]
        self._recall(wanted)
        made = pipeline.make_tables(wanted, self._tables, self.options, what="batches of articles", kept=self._kept)
        if pipeline.SKIPPED in made:
            self._leave_out(made.pop(pipeline.SKIPPED))
        self._tables |= made
        self._name_groups()
        if "problems" in names and "problems" not in self._tables:
            documents, articles = self._tables["documents"], self._tables["articles"]
            self._tables["problems"] = pipeline.with_languages(self._unread, documents, articles)
        if self._cache:
            for name in made.keys() & pipeline.CORPUS_WIDE:
                self._cache.keep(name, made[name])
        return {name: self._tables[name] for name in names}

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
        return schema.ranked(self.attributions["side"])

    def _name_groups(self) -> None:
        """Tell each table the largest outlets and sides of the whole study: a chart of some rows then colours them as of all."""
        attributions, articles = self._tables.get("attributions"), self._tables.get("articles")
        named = {} if articles is None else {"outlets": schema.ranked(articles["outlet"])[:NAMED]}
        named |= {} if attributions is None else {"sides": schema.ranked(attributions["side"])[:NAMED]}
        for table in self._tables.values():
            table.attrs |= named

    def _leave_out(self, skipped: pd.DataFrame) -> None:
        """Articles that could not be analysed: they are problems, and in no table."""
        self._unread = schema.frame("problems", pd.concat([self._unread, skipped], ignore_index=True))
        self._tables.pop("problems", None)
        for name in self._tables.keys() - {"versions"}:
            self._tables[name] = pipeline.without(self._tables[name], skipped["where"])

    def _recall(self, names: Iterable[str]) -> None:
        """Take tables from the cache, and where one is not there, those that it needs."""
        for name in names:
            if self._cache and name not in self._tables:
                table = self._cache.recall(name) if name in pipeline.CORPUS_WIDE else None
                if table is None:
                    self._recall((*pipeline.RECIPES[name].needs, *pipeline.RECIPES[name].beside))
                else:
                    self._tables[name] = table

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *schema.TABLES})

    def __repr__(self) -> str:
        articles, lost = len(self.documents), int(self._unread["lost"].sum())
        unread = f", {lost} {'file' if lost == 1 else 'files'} not read" if lost else ""
        return f"<Study of {articles} {'article' if articles == 1 else 'articles'}{unread}: {', '.join(schema.TABLES)}>"

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
        ids = self.documents["document_id"].tolist()
        matches = [name] if name in ids else [one for one in ids if one.startswith(name)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise InputError(f"{name!r} begins {len(matches)} articles, among them {', '.join(matches[:3])}; give more of it")
        folded = self.versions.set_index("version_id")["document_id"]
        if name in folded:
            raise InputError(
                f"{name!r} was folded into {folded[name]!r}, a version of it; ask for that, or read with duplicates='keep'"
            )
        raise InputError(f"no article begins with {name!r}; this study holds {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}")

    def table(self, name: str, article: str) -> pd.DataFrame:
        """The rows of one article, named by its id or a prefix that no other article shares; of `reuse` those of either side."""
        data, own = getattr(self, name), self.find(article)
        sides = [side for side in ("article_a", "article_b") if side in data] or [schema.key(data)]
        return data[(data[sides] == own).any(axis=1)].reset_index(drop=True)

    def show(self, article: str) -> Any:
        """The article with its evidence marked, as safe HTML; `article` is its id or an unshared prefix."""
        # The one import that goes up: whoever has a study wants to see an article without knowing the rooms above.
        from hearsay.display.article import show

        document, described = (self.table(name, article).iloc[0] for name in ("documents", "articles"))
        marked = {name: self.table(name, article) for name in ("blocks", "attributions", "loaded")}
        return show(document, **marked, article=described, sides=self.sides)
