"""Which table is made from which, in jobs of some articles, and what becomes of one that cannot be analysed."""

from __future__ import annotations

import pkgutil

import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import pipeline, schema
from hearsay.errors import InputError
from hearsay.options import OPTIONS, Options
from hearsay.pipeline import RECIPES
from hearsay.streaming import stream
from made import page, pieces
from samples import put


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> hs.Study:
    folder = tmp_path_factory.mktemp("articles")
    for piece in pieces(5):
        put(folder / f"{piece.number}.html", page(piece))
    return hs.read(folder, extractor="baseline")


def test_recipes_name_tables_functions_and_options_that_there_are():
    for name, recipe in RECIPES.items():
        assert name in schema.TABLES and set(recipe.needs) <= {"documents", *RECIPES}
        assert callable(pkgutil.resolve_name(recipe.function)) and set(recipe.options.values()) <= set(OPTIONS)


def test_no_table_of_one_article_takes_one_that_compares_articles():
    compared = {name for name, recipe in RECIPES.items() if not recipe.per_article}
    assert compared and not [name for name, recipe in RECIPES.items() if recipe.per_article and compared & set(recipe.needs)]


def test_tables_come_after_those_that_they_need_and_none_is_made_twice():
    assert pipeline.missing_tables(["sentences", "articles"], {"documents": 0}) == ("blocks", "sentences", "metadata", "articles")
    assert pipeline.missing_tables(["articles"], {"documents": 0, "blocks": 0, "sentences": 0}) == ("metadata", "articles")
    assert pipeline.missing_tables(["articles"], {"articles": 0}) == ()
    order = pipeline.missing_tables(list(RECIPES), {"documents": 0})
    assert sorted(order) == sorted(RECIPES)
    assert all(set(RECIPES[name].needs) <= {"documents", *order[:place]} for place, name in enumerate(order))


def test_what_compares_articles_is_taken_beside_where_the_whole_corpus_is_at_hand():
    """Of a stream the same table is made without it."""
    beside = {name: recipe.beside for name, recipe in RECIPES.items() if recipe.beside}
    assert beside and all(RECIPES[name].per_article for name in beside)
    for name, taken in beside.items():
        whole, part = (pipeline.missing_tables([name], {"documents": 0}, flag) for flag in (True, False))
        assert set(taken) <= set(whole[: whole.index(name)]) and not set(taken) & set(part)


def test_what_is_at_hand_is_taken_as_it_is(study):
    at_hand = {"documents": study.documents, "blocks": study.blocks.iloc[:0]}
    made = pipeline.make_tables(["sentences"], at_hand, study.options)
    assert list(made) == ["sentences"] and made["sentences"].empty


@pytest.mark.parametrize("size", [1, 2, 5])
def test_jobs_of_any_size_give_the_same_tables(study, monkeypatch, size):
    monkeypatch.setattr(pipeline, "CHUNK", size)
    made = pipeline.make_tables(["frames", "wording"], {"documents": study.documents}, study.options)
    for name, table in made.items():
        assert_frame_equal(table, getattr(study, name), obj=name)
    jobs = pipeline.cut_into_jobs(("blocks",), {"documents": study.documents}, study.options)
    assert len(jobs) == -(-5 // size) and [name for job in jobs for name in job.tables["documents"]["document_id"]] == (
        study.documents["document_id"].tolist()
    )


def test_without_articles_there_are_empty_tables():
    nothing = {"documents": schema.frame("documents", [])}
    made = pipeline.make_tables(["tone", "wording"], nothing, Options())
    assert all(made[name].empty and list(made[name]) == list(schema.TABLES[name]) for name in made)


def test_lines_that_recur_are_known_only_where_all_articles_are(tmp_path):
    for number in range(6):
        text = (
            f"The mayor said on Monday that harbour no. {number} would close.\n\nThe letters page takes letters of all lengths.\n"
        )
        put(tmp_path / f"{number}.txt", text)
        put(tmp_path / f"{number}.toml", 'outlet = "The Arnford Gazette"')
    documents = hs.read(tmp_path, duplicates="keep").documents
    whole = pipeline.make_tables(["blocks"], {"documents": documents}, Options())["blocks"]
    part, _ = pipeline.tables_of_part(["blocks"], documents, Options(), {})
    assert (whole["label"] == "body").sum() < part["blocks"]["label"].to_pylist().count("body")


def test_an_article_that_cannot_be_analysed_is_told_and_left_out_of_all_tables(tmp_path, monkeypatch):
    """Wherever it stands in its batch; where it is so of every article the error is raised."""
    for piece in pieces(5):
        put(tmp_path / f"{piece.number}.html", page(piece))
    bad, original = {"4.html"}, pipeline.make_table

    def failing(name, tables, *given):
        if name == "attributions" and bad & set(tables["documents"]["document_id"]):
            raise ZeroDivisionError("no words\nat all")
        return original(name, tables, *given)

    monkeypatch.setattr(pipeline, "make_table", failing)
    for cache in (None, tmp_path.with_name("kept"), tmp_path.with_name("kept")):
        study = hs.read(tmp_path, extractor="baseline", cache=cache)
        assert len(study.sentences) and len(study.documents) == 5
        made = study.make("attributions", "wording", "problems", "documents", "sentences")
        assert all("4.html" not in set(made[name].iloc[:, 0]) for name in ("attributions", "documents", "sentences"))
        assert set(made["sentences"]["article_id"]) == {f"{n}.html" for n in (1, 2, 3, 5)}
        told = made["problems"].iloc[0]
        assert (told["where"], told["lost"]) == ("4.html", True)
        assert told["problem"] == "could not be analysed: ZeroDivisionError: no words at all"
    streamed = stream.write(tmp_path, tmp_path.with_name("out"), stream=True, only="articles,attributions", extractor="baseline")
    assert streamed.articles == 4 and streamed.problems["where"].tolist() == ["4.html"]
    bad |= {f"{n}.html" for n in range(1, 6)}
    with pytest.raises(ZeroDivisionError):
        hs.read(tmp_path, extractor="baseline").make("attributions")


def test_names_of_tables_as_the_command_line_has_them():
    assert pipeline.table_names("articles, tone,") == ("articles", "tone") == pipeline.table_names(["articles", "tone"])
    assert pipeline.table_names() == pipeline.table_names("") == tuple(schema.TABLES)
    with pytest.raises(InputError, match="no table 'tones'; there are documents"):
        pipeline.table_names("tones")
