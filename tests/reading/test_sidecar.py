"""What users state about a text in a file beside it."""

from __future__ import annotations

import time

import pytest

from folders import GOOD, folder_with
from hearsay.reading import read_documents, sidecar
from hearsay.reading.records import Source


def test_sidecars_supply_values_and_toml_goes_first(tmp_path):
    table = 'file,outlet,title,published,url,event\na.txt,The Table,T,2023-02-15,https://e.org/a,talks\nb.txt,"B, Inc",,,,\n'
    toml = b'outlet = "The Toml"\npublished = 2024-01-02\n'
    folder_with(tmp_path, **{"a.txt": b"x y", "b.txt": b"x y", "a.toml": toml, "corpus.csv": table.encode()})
    documents, problems = read_documents(tmp_path)
    a, b = documents.itertuples()
    assert problems.empty
    assert (a.supplied_outlet, a.supplied_title, a.supplied_published, a.supplied_url) == (
        "The Toml",
        "T",
        "2024-01-02",
        "https://e.org/a",
    )
    assert (a.supplied_event, b.supplied_event) == ("talks", "not stated")
    assert (b.supplied_outlet, b.supplied_title, b.supplied_published) == ("B, Inc", "not stated", "not stated")
    assert read_documents(tmp_path / "a.txt")[0]["supplied_outlet"][0] == "The Toml"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.toml", b"outlet = "),
        ("a.toml", b"\xff\x00\x01"),
        ("a.toml", b"outlet = 5"),
        ("a.toml", b'publisher = "X"'),
        ("a.toml", b'published = "next week"'),
        ("a.toml", b'published = "2023-02-31"'),
        ("other.toml", b'outlet = "X"'),
        ("corpus.csv", b"name,outlet\na.txt,X\n"),
        ("corpus.csv", b"file,outlet\nmissing.txt,X\n"),
        ("corpus.csv", b"file,outlet\na.txt,X,too,many\n"),
        ("corpus.csv", b"file,published\na.txt,03/04/2023\n"),
    ],
)
def test_a_bad_sidecar_is_one_line_and_the_text_is_read(tmp_path, name, data):
    folder_with(tmp_path, **{"a.txt": GOOD.encode(), name: data})
    documents, problems = read_documents(tmp_path)
    assert len(documents) == 1 and len(problems) == 1 and not problems["lost"].any()


@pytest.mark.parametrize(
    "table",
    [
        "file;outlet;published\na.txt;The Lamp;2023-02-15\n",
        "file\toutlet\tpublished\r\na.txt\tThe Lamp\t2023-02-15\r\n",
        "File,Outlet, Published\na.txt,The Lamp,15 February 2023\n",
        '\ufefffile;"outlet";published\na.txt;"The Lamp";"Feb 15, 2023"\n',
    ],
)
def test_a_table_as_spreadsheets_of_all_countries_write_it(tmp_path, table):
    folder_with(tmp_path, **{"a.txt": b"x y", "corpus.csv": table.encode()})
    documents, problems = read_documents(tmp_path)
    assert problems.empty
    assert (documents["supplied_outlet"][0], documents["supplied_published"][0]) == ("The Lamp", "2023-02-15")


def test_what_is_wrong_with_a_table_is_told_with_what_it_holds(tmp_path):
    folder_with(tmp_path, **{"a.txt": b"x y", "corpus.csv": b"name,outlet\na.txt,The Lamp\n"})
    assert "its columns are name, outlet" in read_documents(tmp_path)[1]["problem"][0]
    folder_with(tmp_path, **{"corpus.csv": b"file,outlet,published\nb.txt,The Lamp,\na.txt,The Lamp,03/04/2023\n"})
    problems = read_documents(tmp_path)[1]
    assert problems["where"].tolist() == ["row 2 ('b.txt')", "row 3"]
    assert "not a date such as" in problems["problem"][1], "March or April"


def test_only_a_table_without_texts_is_a_sidecar(tmp_path):
    (tmp_path / "corpus.csv").write_text("file,outlet\na.txt,X\n")
    assert sidecar.is_sidecar(tmp_path / "corpus.csv") and sidecar.is_sidecar(tmp_path / "a.toml")
    (tmp_path / "corpus.csv").write_text("title,text\nA,B\n")
    assert not sidecar.is_sidecar(tmp_path / "corpus.csv") and not sidecar.is_sidecar(tmp_path / "other.csv")


@pytest.mark.parametrize("published", ["2023", "2023-02", "2023-02-15", "2023-02-15T10:00:00Z"])
def test_a_date_may_be_as_coarse_as_it_is_known(tmp_path, published):
    folder_with(tmp_path, **{"a.txt": GOOD.encode(), "a.toml": f'published = "{published}"'.encode()})
    documents, problems = read_documents(tmp_path)
    assert problems.empty and documents["supplied_published"].tolist() == [published]


def test_a_sidecar_beside_each_text_costs_time_in_proportion(tmp_path):
    def seconds(n: int) -> float:
        folder = tmp_path / str(n)
        folder.mkdir()
        sources = [Source(folder / f"{number}.txt", f"{number}.txt") for number in range(n)]
        sidecars = [source.path.with_suffix(".toml") for source in sources]
        for path in sidecars:
            path.write_text('outlet = "The Mail"\n', encoding="utf-8")
        start = time.process_time()
        values, problems = sidecar.supplied_values(sources, sidecars)
        assert len(values) == n and not problems
        return time.process_time() - start

    few, many = seconds(500), seconds(4000)
    assert many < 20 * few
