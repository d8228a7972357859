"""What users state about a text in a file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.reading import read_documents, sidecar

GOOD = "A bridge fell\n\nThe bridge over the river fell on Monday, the ministry said. Nobody was hurt.\n"


def put(folder: Path, **files: bytes) -> Path:
    for name, data in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_sidecars_supply_values_and_toml_goes_first(tmp_path):
    table = 'file,outlet,title,published,url,event\na.txt,The Table,T,2023-02-15,https://e.org/a,talks\nb.txt,"B, Inc",,,,\n'
    toml = b'outlet = "The Toml"\npublished = 2024-01-02\n'
    put(tmp_path, **{"a.txt": b"x y", "b.txt": b"x y", "a.toml": toml, "corpus.csv": table.encode()})
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
        ("corpus.csv", b"file,published\na.txt,15/02/2023\n"),
    ],
)
def test_a_bad_sidecar_is_one_line_and_the_text_is_read(tmp_path, name, data):
    put(tmp_path, **{"a.txt": GOOD.encode(), name: data})
    documents, problems = read_documents(tmp_path)
    assert len(documents) == 1 and len(problems) == 1 and not problems["lost"].any()


def test_only_a_table_without_texts_is_a_sidecar(tmp_path):
    (tmp_path / "corpus.csv").write_text("file,outlet\na.txt,X\n")
    assert sidecar.is_sidecar(tmp_path / "corpus.csv") and sidecar.is_sidecar(tmp_path / "a.toml")
    (tmp_path / "corpus.csv").write_text("title,text\nA,B\n")
    assert not sidecar.is_sidecar(tmp_path / "corpus.csv") and not sidecar.is_sidecar(tmp_path / "other.csv")


@pytest.mark.parametrize("published", ["2023", "2023-02", "2023-02-15", "2023-02-15T10:00:00Z"])
def test_a_date_may_be_as_coarse_as_it_is_known(tmp_path, published):
    put(tmp_path, **{"a.txt": GOOD.encode(), "a.toml": f'published = "{published}"'.encode()})
    documents, problems = read_documents(tmp_path)
    assert problems.empty and documents["supplied_published"].tolist() == [published]
