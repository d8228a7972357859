"""What is kept between runs: nothing that has changed is served, nothing damaged is taken as good, and damage is mended."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from damage import damaged
from hearsay import schema, storage
from hearsay.errors import InputError
from hearsay.options import Options
from hearsay.pieces import ANEW, Piece, Pieces, Record
from hearsay.storage.cache import article_digests
from hearsay.storage.tables import joined_in_order


def _tone(article: str = "a.txt", **change: object) -> pd.DataFrame:
    row = {
        "article_id": article, "sentence_no": 0, "voice": "outlet", "start": 0, "end": 9, "side": "", "analyzer": "vader",
        "polarity": -0.5, "subjectivity": None, "evidence": ((0, 4, -0.5),),
    }  # fmt: skip
    return schema.frame("tone", [row | change])


def _documents(text: str = "The mayor said so.", names: tuple[str, ...] = ("a.txt",)) -> pd.DataFrame:
    row = dict.fromkeys(schema.TABLES["documents"], "x") | {"text": text, "parts": ()}
    return pd.DataFrame([row | {"document_id": name} for name in names])


def test_a_table_that_is_kept_comes_back(tmp_path):
    cache = storage.TableCache(tmp_path, _documents(), Options())
    assert cache.recall("tone") is None
    cache.keep("tone", _tone())
    assert_frame_equal(storage.TableCache(tmp_path, _documents(), Options()).recall("tone"), _tone())


@pytest.mark.parametrize(
    ("documents", "options", "served"),
    [
        (_documents(), Options(cores=3, cache=Path("elsewhere")), True),
        (_documents("The mayor denied it."), Options(), False),
        (_documents(), Options(least=0.9), False),
        (_documents(), Options(sides={"FR": "the hosts"}), False),
        (_documents(), Options(frames=({"frame": "rail", "cue": "train", "ground": "x"},)), False),
    ],
)
def test_a_cache_serves_the_same_texts_and_options_alone(tmp_path, documents, options, served):
    storage.TableCache(tmp_path, _documents(), Options()).keep("tone", _tone())
    assert (storage.TableCache(tmp_path, documents, options).recall("tone") is not None) is served
    storage.ArticleCache(tmp_path, Options()).keep(article_digests(_documents(), [()]), {"tone": _tone()})
    had, _ = storage.ArticleCache(tmp_path, options).recall(article_digests(documents, [()]), ["tone"])
    assert (had == {"a.txt"}) is served


def test_articles_are_served_one_by_one_with_all_that_is_asked_or_not_at_all(tmp_path):
    cache, told = storage.ArticleCache(tmp_path, Options()), article_digests(_documents(names=("a", "b", "c")), [(), (), ()])
    first, second = {"a": told["a"], "b": "of an older text"}, {"b": told["b"]}
    cache.keep(first, {"tone": pd.concat([_tone("a"), _tone("b", polarity=1.0)], ignore_index=True)})
    cache.keep(second, {"tone": _tone("b"), "loaded": schema.frame("loaded", [])})
    had, pieces = cache.recall(told, ["tone"])
    assert had == {"a", "b"}
    found = storage.from_arrow("tone", joined_in_order("tone", pieces["tone"], ["b", "a"]))
    assert_frame_equal(found, pd.concat([_tone("b"), _tone("a")], ignore_index=True))
    had, pieces = cache.recall(told, ["tone", "loaded"])
    assert had == {"b"} and [piece["article_id"].to_pylist() for piece in pieces["tone"] if len(piece)] == [["b"]]


def test_what_is_known_beside_an_article_is_part_of_its_digest():
    assert article_digests(_documents(), [(1, 2)]) != article_digests(_documents(), [(1,)])
    assert article_digests(_documents().assign(path="elsewhere/a.txt"), [()]) == article_digests(_documents(), [()])


@pytest.mark.parametrize("kind", ["changed", "cut", "emptied", "longer"])
def test_no_damaged_file_is_taken_as_good_and_what_was_in_it_is_kept_anew(tmp_path, kind):
    """Sixty files of each kind, two of articles to one of a corpus."""
    draw, told = random.Random(kind), article_digests(_documents(), [()])
    corpus, articles = storage.TableCache(tmp_path, _documents(), Options()), storage.ArticleCache(tmp_path, Options())
    corpus.keep("tone", _tone())
    articles.keep(told, {"tone": _tone()})
    files = [next(tmp_path.glob("corpus-*/*")), next(tmp_path.glob("articles-*/*"))]
    sound = {path: path.read_bytes() for path in files}
    for number in range(60):
        path = files[number % 3 % 2]
        path.write_bytes(damaged(sound[path], kind, draw))
        if path == files[0]:
            assert corpus.recall("tone") is None
            corpus.keep("tone", _tone())
        else:
            assert articles.recall(told, ["tone"])[0] == set()
            articles.keep(told, {"tone": _tone()})
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == sound


def test_a_cache_among_the_articles_is_refused_unless_it_is_hidden(tmp_path):
    with pytest.raises(InputError, match="lies within the articles"):
        storage.check_cache(tmp_path / "kept", tmp_path)
    for folder in (tmp_path / ".kept", tmp_path.parent / "kept"):
        storage.check_cache(folder, tmp_path)


def _records(cache: Pieces, pieces: list[Piece], made: list[int]) -> list[list[Record]]:
    def make(places):
        for place in places:
            made.append(place)
            yield [
                {
                    "of": pieces[place].articles,
                    "spans": ((np.int64(1), 2),),
                    "share": np.float64(1 / 3),
                    "none": None,
                    "é": "“\ud800",
                }
            ]

    return [[*records] for records in cache.records("kind", pieces, make)]


def test_pieces_are_made_where_an_article_or_what_stands_beside_it_has_changed_and_come_back_the_same(tmp_path):
    texts, made = {"a": "1", "b": "2", "c": "3"}, list[int]()
    pieces = [Piece(("a", "b")), Piece(("b",), "story"), Piece(("c",)), Piece(())]
    first = _records(storage.PieceCache(tmp_path, Options(), texts), pieces, made)
    assert made == [0, 1, 2, 3] and first == _records(ANEW, pieces, [])
    made.clear()
    assert _records(storage.PieceCache(tmp_path, Options(), texts), pieces, made) == first and made == []
    changed = [pieces[0], Piece(("b",), "another"), pieces[2], Piece(("c", "b"))]
    assert len(_records(storage.PieceCache(tmp_path, Options(), texts | {"a": "4"}), changed, made)) == 4
    assert made == [0, 1, 3]
    made.clear()
    _records(storage.PieceCache(tmp_path, Options(least=0.9), texts), pieces, made)
    assert made == [0, 1, 2, 3]


@pytest.mark.parametrize("kind", ["changed", "cut", "emptied", "longer"])
def test_no_damaged_pieces_are_taken_as_good(tmp_path, kind):
    draw, pieces = random.Random(kind), [Piece(("a",)), Piece(("b",))]
    whole = _records(storage.PieceCache(tmp_path, Options(), {"a": "1", "b": "2"}), pieces, [])
    (path,) = tmp_path.glob("rows-*/*")
    sound = path.read_bytes()
    for _ in range(20):
        made = list[int]()
        path.write_bytes(damaged(sound, kind, draw))
        assert _records(storage.PieceCache(tmp_path, Options(), {"a": "1", "b": "2"}), pieces, made) == whole
        assert made == [0, 1] and path.read_bytes() == sound
