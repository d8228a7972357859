"""Reading plain-text page dumps: encodings, odd files, sidecars, names, links."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay import schema, storage
from hearsay.errors import InputError
from hearsay.reading import encoding, read_documents

SEEDS = Path(__file__).parents[2] / "seeds"
GOOD = "A bridge fell\n\nThe bridge over the river fell on Monday, the ministry said. Nobody was hurt.\n"


def put(folder: Path, **files: bytes) -> Path:
    for name, data in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def one(folder: Path, data: bytes):
    (folder / "a.txt").write_bytes(data)
    return read_documents(folder)


def test_seeds_are_read_byte_for_byte():
    documents, problems = read_documents(SEEDS)
    schema.validate("documents", documents)
    assert len(documents) == 5 and problems.empty
    for row in documents.itertuples():
        data = (SEEDS / row.document_id).read_bytes()
        assert row.text.encode("utf-8") == data
        assert row.sha256 == hashlib.sha256(data).hexdigest()


def test_a_folder_of_odd_files_gives_one_line_each_and_the_good_one(tmp_path):
    put(
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
    assert "line" in named["line.txt"].problem and "20,000,000" in named["line.txt"].problem
    assert "cp1252" in named["latin.txt"].problem and not named["latin.txt"].lost
    assert all(row.lost for name, row in named.items() if name != "latin.txt")
    assert all("\n" not in row.problem + row.advice for row in problems.itertuples())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark_needs_no_assumption(tmp_path, encoding):
    documents, problems = one(tmp_path, GOOD.replace("fell", "fiel – größer").encode(encoding))
    assert problems.empty and documents["text"][0] == GOOD.replace("fell", "fiel – größer")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_stay_as_they_are(tmp_path, newline):
    text = GOOD.replace("\n", newline)
    assert one(tmp_path, text.encode())[0]["text"][0] == text


def test_utf8_cut_within_a_character_is_read_and_told(tmp_path):
    documents, problems = one(tmp_path, (GOOD + "…").encode()[:-1])
    assert documents["text"][0].startswith(GOOD) and not problems["lost"].any() and len(problems) == 1


def test_names_are_below_the_folder_sorted_and_once(tmp_path):
    put(tmp_path, **{"b__x.txt": b"x y", "a.txt": b"x y", "README.md": b"#", ".hidden.txt": b"x"})
    assert list(read_documents(tmp_path)[0]["document_id"]) == ["a.txt", "b/x.txt"]
    both = [tmp_path / "a.txt", tmp_path / "b" / "x.txt", tmp_path / "a.txt"]
    assert list(read_documents(both)[0]["document_id"]) == ["a.txt", "b/x.txt"]
    assert list(read_documents(tmp_path / "b" / "x.txt")[0]["document_id"]) == ["x.txt"]
    assert list(read_documents(str(tmp_path / "*" / "*.txt"))[0]["document_id"]) == ["b/x.txt"]


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


@pytest.mark.parametrize("where", ["missing", "missing/*.txt", "empty", [], "\0"])
def test_nothing_there_is_an_error_that_says_so(tmp_path, where):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        read_documents([] if where == [] else str(tmp_path / where))


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    put(tmp_path, **{"out__secret.txt": b"secret text", "in__good.txt": GOOD.encode()})
    os.symlink(tmp_path / "out" / "secret.txt", tmp_path / "in" / "link.txt")
    os.symlink(tmp_path / "out", tmp_path / "in" / "folder")
    os.symlink(tmp_path / "nowhere", tmp_path / "in" / "broken.txt")
    documents, problems = read_documents(tmp_path / "in")
    assert list(documents["document_id"]) == ["good.txt"] and len(problems) == 3


def test_a_pipe_is_told_and_not_opened(tmp_path):
    put(tmp_path, **{"good.txt": GOOD.encode()})
    os.mkfifo(tmp_path / "pipe.txt")
    documents, problems = read_documents(tmp_path)
    assert len(documents) == 1 and len(problems) == 1


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


def test_progress_counts_files(tmp_path):
    put(tmp_path, **{"a.txt": b"x y", "b.txt": b"x y"})
    seen: list[tuple[int, int]] = []
    read_documents(tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_called_binary(data):
    decoded = encoding.decode_bytes(data)
    assert decoded.text is None or decoded.text.encode("utf-8", "strict") is not None


@given(st.text(max_size=300).filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_utf8_is_read_as_it_is(text):
    assert encoding.decode_bytes(text.encode("utf-8")).text in (text, None)
