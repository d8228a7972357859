"""Reading plain-text page dumps: encodings, odd files, sidecars, names, links."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pandas as pd
import pytest

from folders import GOOD, folder_with
from hearsay import schema, storage
from hearsay.reading import read_documents
from hearsay.reading.documents import Corpus
from made import page, pieces
from samples import put

SEEDS = Path(__file__).parents[2] / "seeds"


def test_seeds_are_read_byte_for_byte():
    documents, problems = read_documents(SEEDS)
    schema.validate("documents", documents)
    assert len(documents) == 5 and problems.empty
    for row in documents.itertuples():
        data = (SEEDS / row.document_id).read_bytes()
        assert row.text.encode("utf-8") == data
        assert row.sha256 == hashlib.sha256(data).hexdigest()


def test_a_folder_of_odd_files_gives_one_line_each_and_the_good_one(tmp_path):
    folder_with(
        tmp_path,
        **{
            "empty.txt": b"",
            "blank.txt": b" \n\t\n",
            "binary.txt": bytes(range(256)) * 40,
            "latin.txt": "Le ministre a été arrêté à la frontière, a déclaré la préfète.\n".encode("latin-1") * 5,
            "line.txt": b"word " * 4_000_000,
            "page.xyz": b"text",
            "good.txt": GOOD.encode(),
        },
    )
    documents, problems = read_documents(tmp_path)
    schema.validate("problems", problems)
    assert list(documents["document_id"]) == ["good.txt", "latin.txt"]
    named = {Path(row.path).name: row for row in problems.itertuples()}
    assert len(problems) == len(named) == 6 and "good.txt" not in named
    assert "empty" in named["empty.txt"].problem and "binary" in named["binary.txt"].problem
    assert "no article is that long" in named["line.txt"].problem and "20,000,000" in named["line.txt"].problem
    assert "cp1252" in named["latin.txt"].problem and not named["latin.txt"].lost
    assert all(row.lost for name, row in named.items() if name != "latin.txt")
    assert all("\n" not in row.problem + row.advice for row in problems.itertuples())


FOREIGN = (b"caf\xe8.txt", b"caf\xe9.txt", b"caf\xea.txt", rb"caf\udce9.txt")
"""Names in Latin-1 and, as text, the name by which one of them is called."""


@pytest.fixture
def foreign(tmp_path) -> list[str]:
    """Files whose names are not UTF-8, one of them with a sidecar, a bad sidecar, and a link that leads nowhere."""
    folder = os.fsencode(tmp_path) + b"/d\xe9p\xeaches"
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    files = dict.fromkeys(FOREIGN, GOOD.encode()) | {b"caf\xe9.toml": b'outlet = "The Toml"\n', b"caf\xe8.toml": b"outlet = 5"}
    for name, data in files.items():
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(data)
    os.symlink(b"nowhere", folder + b"/\xe9.txt")
    os.symlink(b"nowhere", folder + b"/\xea.txt")
    return [os.fsdecode(folder + b"/" + name) for name in FOREIGN]


def test_files_whose_names_are_not_utf8_are_all_read_and_written(foreign, tmp_path):
    documents, problems = read_documents(Path(foreign[0]).parent)
    called = documents.set_index("document_id")["supplied_outlet"].to_dict()
    assert called == {
        "caf\\udce8.txt": "not stated",
        "caf\\udce9.txt": "not stated",
        "caf\\udce9.txt (2)": "The Toml",
        "caf\\udcea.txt": "not stated",
    }
    assert problems["lost"].sum() == 2 and len(problems) == 4 and problems["path"].nunique() == 4
    for name, table in {"documents": documents, "problems": problems}.items():
        storage.write_csv(name, table, tmp_path / f"{name}.csv")
        storage.write_parquet(name, table, tmp_path / f"{name}.parquet")
        assert storage.read_parquet(name, tmp_path / f"{name}.parquet").equals(table)
        assert pd.read_json(io.StringIO(table.to_json()))["path"].tolist() == table["path"].tolist()


def test_the_names_do_not_depend_on_the_order_of_the_files(foreign):
    once = read_documents(foreign)[0]
    assert len(once) == len(foreign) and once.equals(read_documents(foreign[::-1])[0])


def test_progress_counts_files(tmp_path):
    folder_with(tmp_path, **{"a.txt": b"x y", "b.txt": b"x y"})
    seen: list[tuple[int, int]] = []
    read_documents(tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_piece_by_piece_the_same_is_read_also_where_metadata_come_after_their_texts(tmp_path):
    articles = pieces(7)
    for piece in articles:
        put(tmp_path / f"{piece.number}.html", page(piece).replace(piece.outlet, "").replace("og:site_name", "x"))
    rows_of = "".join(f"{p.number},The Colwick Mail,mail.example,{p.iso},T,{p.url}\n" for p in articles)
    put(tmp_path / "z.csv", f"id,media_name,media_url,publish_date,title,url\n{rows_of}")
    put(tmp_path / "bad.json", "[{")
    documents, problems = read_documents(tmp_path)
    assert set(documents["supplied_outlet"]) == {"The Colwick Mail"}
    corpus = Corpus.at(tmp_path)
    read = [*corpus.pieces(3)]
    assert [len(piece) for piece in read] == [3, 3, 1] and set(read[0]["supplied_outlet"]) == {schema.NOT_STATED}
    pd.testing.assert_frame_equal(pd.concat(map(corpus.with_known, read), ignore_index=True), documents)
    pd.testing.assert_frame_equal(corpus.problem_table(), problems)
