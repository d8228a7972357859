"""Study: the tables of one corpus, made on first use and kept, if asked, on disk."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import cache as once
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from hearsay import pipeline, schema, storage
from hearsay.errors import InputError, SchemaError

Where = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
READ = ("documents", "problems", "versions")


def read(
    where: Where,
    *,
    cores: int | Executor = 1,
    cache: str | os.PathLike[str] | None = None,
    extractor: str | Callable[..., Any] | None = None,
    sides: Any = None,
    least: float | None = None,
    columns: Mapping[str, str] | None = None,
    html: Literal["precise", "fast"] | None = None,
    duplicates: Literal["fold", "keep"] = "fold",
    frames: Any = None,
    aliases: Any = None,
) -> Study:
    """The study of all articles at a place.

    Parameters
    ----------
    where
        A folder, a file, a pattern such as `"news/*.txt"`, or a list of these.
    cores
        How many processes work on it; an `Executor` (Dask: `Client(...).get_executor()`) is used as it is.
        The tables are the same whatever is chosen.
    cache
        A folder in which tables are kept between runs. Without it `HEARSAY_CACHE` from the environment is used;
        without either, nothing is written. A changed text, option or version of Hearsay is never served from it.
        It may not lie among the articles unless its name begins with a dot.
    extractor, sides, least
        Handed to `hearsay.attribution.attributions`; the defaults are its own. With an extractor that is a
        function of yours the cache is not used, since nobody can see whether the function has changed.
    columns, html
        Handed to `hearsay.reading.documents.read_documents`: which column of a table holds what, and how web pages are read.
        Without them `HEARSAY_COLUMNS` ("text=body,title=headline") and `HEARSAY_HTML` from the environment are used.
    duplicates
        "fold" keeps one of several versions of an article and lists the others in `Study.versions`; "keep" keeps all.
    frames
        Your own frames instead of the five generic ones: a CSV file of cues, as `hearsay.framing.frames` takes it;
        `["generic", "mine.csv"]` for both. Without it `HEARSAY_FRAMES` from the environment is used.
    aliases
        Names that you count as one actor, for `Study.portrayals`: a CSV file, a DataFrame or a mapping, as
        `hearsay.tone.portrayals` takes it.

    Errors
    ------
    `InputError` when there is nothing at the place, no core to work on it, or the cache lies there. A file that cannot be
    read is a row of `Study.problems` instead.
    """
    if isinstance(cores, int) and cores < 1:
        raise InputError(f"cores must be 1 or more, not {cores!r}")
    folder = cache if cache is not None else os.environ.get("HEARSAY_CACHE")
    keep = folder is not None and not callable(extractor)
    if keep:
        _check_cache(Path(folder), where)
    study = Study(
        where,
        cores=cores,
        cache=Path(folder) if keep else None,
        options={
            "extractor": extractor,
            "sides": sides,
            "least": least,
            "cues": own_cues(frames),
            "aliases": own_aliases(aliases),
        },
        reading={**reading_options(columns, html), "duplicates": _checked(duplicates)},
    )
    study.documents  # noqa: B018  (a wrong path is told at once)
    return study


def reading_options(columns: Mapping[str, str] | None, html: str | None) -> dict[str, Any]:
    """How to read, as given or, without that, as the environment says."""
    given = os.environ.get("HEARSAY_COLUMNS", "") if columns is None else ""
    if given:
        from hearsay.reading.columns import parse_columns

        columns = parse_columns(given)
    return {"columns": columns, "html": html or os.environ.get("HEARSAY_HTML") or None}


def _check_cache(folder: Path, where: Where) -> None:
    """A cache among the articles would be read as more of them, unless it is hidden."""
    from hearsay.reading.files import containing

    corpus = containing(folder, where)
    if corpus is not None and not any(part.startswith(".") for part in folder.resolve().relative_to(corpus).parts):
        advice = "name another folder, or one that begins with a dot"
        raise InputError(f"the cache {str(folder)!r} lies within the articles and would be read as some of them; {advice}")


def _checked(duplicates: str) -> str:
    if duplicates not in ("fold", "keep"):
        raise InputError(f"duplicates is 'fold' or 'keep', not {duplicates!r}")
    return duplicates


def own_cues(frames: Any) -> Any:
    """The user's cues, read here: a fault in the file is told at once, and the cache knows what stands in it."""
    given = frames if frames is not None else [one for one in os.environ.get("HEARSAY_FRAMES", "").split(os.pathsep) if one]
    if isinstance(given, list) and not given:
        return None
    from hearsay.framing.user_frames import cue_records

    return cue_records(given)


def own_aliases(given: Any) -> Any:
    """The user's aliases, read here for the same reasons."""
    from hearsay.entities.actor_aliases import alias_records

    return alias_records(given)


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
    loaded: pd.DataFrame
    epithets: pd.DataFrame
    omissions: pd.DataFrame
    wording: pd.DataFrame

    def __init__(
        self,
        where: Where,
        *,
        cores: int | Executor,
        cache: Path | None,
        options: Mapping[str, Any],
        reading: Mapping[str, Any] | None = None,
    ) -> None:
        self.where = where
        self._cores, self._cache, self._options = cores, cache, dict(options)
        self._reading = {"columns": None, "html": None, "duplicates": "fold", **(reading or {})}
        self._made: dict[str, pd.DataFrame] = {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in ("_unread", "notes"):
            self._read()
            return self.__dict__[name]
        if name not in schema.TABLES:
            raise AttributeError(f"a Study has no {name!r}; its tables are {', '.join(schema.TABLES)}")
        if name not in self._made:
            self._obtain(name)
        return self._made[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *schema.TABLES})

    def __repr__(self) -> str:
        articles, lost = len(self.documents), int(self._unread["lost"].sum())
        unread = f", {lost} {'file' if lost == 1 else 'files'} not read" if lost else ""
        return f"<Study of {articles} {'article' if articles == 1 else 'articles'}{unread}: {', '.join(schema.TABLES)}>"

    def summary(self) -> pd.DataFrame:
        """One row per article: what it is, how long its body is, and how many attributions the body holds.

        Columns: `article_id, outlet, title, published, truncated, n_words, n_sentences, attributions`. The last three are of
        the body, without title and deck; attributions are those of level 1, that is, without those inside others. The charts
        count the same. Do not compare counts between articles of different length, nor anything of a truncated article.
        """
        outermost = self.attributions.query("level == 1 and zone == 'body'").groupby("article_id").size()
        shown = self.articles[["article_id", "outlet", "title", "published", "truncated", "n_words", "n_sentences"]]
        return shown.assign(attributions=shown["article_id"].map(outermost).fillna(0).astype("int64"))

    @property
    def frame_names(self) -> tuple[str, ...]:
        """The frames that `frames` looks for, whether it finds them or not, in the order of their cues."""
        cues = self._options.get("cues")
        return schema.FRAMES if cues is None else tuple(dict.fromkeys(cue["frame"] for cue in cues))

    def find(self, name: str) -> str:
        """The `document_id` that is `name` or is the only one to begin with it; raises `InputError` otherwise."""
        ids = self.documents["document_id"].tolist()
        matches = [name] if name in ids else [one for one in ids if one.startswith(name)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise InputError(f"{name!r} begins {len(matches)} articles, among them {', '.join(matches[:3])}; give more of it")
        raise InputError(f"no article begins with {name!r}; this study holds {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}")

    def table(self, name: str, article: str) -> pd.DataFrame:
        """The rows of one article, named by its id or a prefix that no other article shares."""
        data = getattr(self, name)
        return data[data[schema.key(data)] == self.find(article)].reset_index(drop=True)

    def show(self, article: str) -> Any:
        """The article with its evidence marked, as safe HTML; `article` is its id or an unshared prefix."""
        from hearsay.display.article import show

        document, described = (self.table(name, article).iloc[0] for name in ("documents", "articles"))
        marked = {name: self.table(name, article) for name in ("blocks", "attributions", "loaded")}
        return show(document, **marked, article=described, sides=sorted(self.attributions["side"].unique()))

    def _obtain(self, name: str) -> None:
        if name == "problems":
            self._made[name] = pipeline.with_languages(self._unread, self.documents, self.articles)
        elif name in READ:
            self._read()
        elif not self._recall(name):
            self._make(name)

    def _read(self) -> None:
        from hearsay.parsing import repetition
        from hearsay.reading.documents import read

        made = read(self.where, columns=self._reading["columns"], html=self._reading["html"])
        folded = repetition.fold_versions if self._reading["duplicates"] == "fold" else repetition.keep_versions
        documents, others = folded(made.documents)
        self._made["documents"] = schema.validate("documents", documents)
        self._made["versions"] = schema.validate("versions", others)
        self._unread, self.notes = schema.validate("problems", made.problems), made.notes

    def _make(self, name: str) -> None:
        for taken in pipeline.RECIPES[name].needs:
            if taken in READ or not pipeline.RECIPES[name].per_article:
                getattr(self, taken)
        self._recall_before(name)
        names = pipeline.missing_tables(name, self._made)
        if pipeline.RECIPES[name].per_article:
            at_hand = {one: data for one, data in self._made.items() if one in _needed(names)}
            jobs = pipeline.cut_into_jobs(at_hand, names, self._handed(names))
            made = pipeline.join_jobs(pipeline.per_article(pipeline.run_job, jobs, self._cores, what=f"{name}, batches"))
        else:
            made = {name: pipeline.make_table(name, self._made, self._options)}
        for one, data in made.items():
            self._made[one] = data
            self._remember(one)

    def _handed(self, names: Sequence[str]) -> Mapping[str, Any]:
        """The options, and what only the whole corpus shows: which lines recur within an outlet."""
        if "blocks" not in names:
            return self._options
        from hearsay.parsing.repetition import recurring_lines

        return {**self._options, "repeated": recurring_lines(self.documents)}

    def _recall_before(self, name: str) -> None:
        for taken in pipeline.RECIPES[name].needs:
            if taken not in self._made and not self._recall(taken):
                self._recall_before(taken)

    def _file(self, name: str) -> Path | None:
        return self._cache / self._key() / f"{name}.parquet" if self._cache else None

    def _key(self) -> str:
        if "_digest" not in self.__dict__:
            given = json.dumps(self._options, sort_keys=True, default=repr)
            texts = self.documents.to_json(orient="split")
            self._digest = hashlib.sha256("\0".join([_library(), given, texts]).encode()).hexdigest()[:32]
        return self._digest

    def _recall(self, name: str) -> bool:
        path = self._file(name)
        if path is None or not path.exists():
            return False
        try:
            self._made[name] = storage.read_parquet(name, path)
        except (OSError, KeyError, TypeError, ValueError, pa.ArrowException, SchemaError):
            return False
        return True

    def _remember(self, name: str) -> None:
        if path := self._file(name):
            storage.write_parquet(name, self._made[name], path)


def _needed(names: Sequence[str]) -> set[str]:
    return {"documents"}.union(*(pipeline.RECIPES[name].needs for name in names))


@once
def _library() -> str:
    """A digest of the library's own files: what another version made is never taken for this one's."""
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".csv", ".json", ".onnx"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
