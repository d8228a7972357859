"""Every format against every fault: one clear line, nothing else lost, and nothing but our own errors raised."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hearsay as hs
from hearsay import schema
from hearsay.attribution.extraction import cleaning
from hearsay.errors import InputError
from hearsay.reading import formats, read_documents, unpack
from hearsay.reading.archives import europresse, factiva, lexisnexis
from made import csv_text, docx, page, pieces, rows, rtf
from samples import COLLECTIONS, SAMPLES, TABLES, put

THREE = pieces(3)
NAMES = sorted(SAMPLES)
GOOD = "A bridge fell\n\nThe bridge over the river fell on Monday, the ministry said. Nobody was hurt.\n"
NOISE = random.Random(7).randbytes(5000)
PROSE = ("dump.txt", "article.docx", "article.rtf", "page.html")
TEXTS = [name for name in NAMES if name.endswith((".txt", ".html", ".csv", ".tsv", ".json", ".jsonl", ".xml", ".atom"))]
TOLD = {
    "dump.txt", "nexis.txt", "proquest.txt", "gale.txt", "newsbank.txt",
}  # fmt: skip
"""Plain text has no end of its own: a text that breaks off between its lines looks like a shorter text."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("samples")
    return {name: write(THREE, folder / name).read_bytes() for name, write in SAMPLES.items()}


def in_turn(lists: Iterable[Sequence[str]], by_day: int) -> Iterator[object]:
    """Every combination: one of so many by day, in turn, so that each value has its turn with some others; the rest by night."""
    for places in product(*(range(len(values)) for values in lists)):
        marks = [pytest.mark.nightly] if sum(places) % by_day else []
        yield pytest.param(*(values[place] for values, place in zip(lists, places, strict=True)), marks=marks)


def read_beside(folder: Path, name: str, data: bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The texts and problems of one file; a good file beside it is read whatever the other holds."""
    put(folder / name, data)
    put(folder / "good.txt", GOOD)
    documents, problems = read_documents(folder)
    good = documents["document_id"] == "good.txt"
    assert documents.loc[good, "text"].tolist() == [GOOD]
    for row in problems.itertuples():
        assert row.path == str(folder / name), "the line names the file"
        assert row.problem and row.advice and row.where
        assert "\n" not in row.problem + row.advice + row.where and len(row.problem) < 2500
    assert problems.groupby(["where", "problem"]).size().max() == 1 if len(problems) else True
    return documents[~good], problems


def test_there_is_a_sample_of_every_format():
    suffixes = {unpack.unpacked_suffix(Path(name)) for name in NAMES}
    assert all(suffixes & set(known.suffixes) for known in formats.FORMATS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b" \n\r\n\t ", "white space"), (b"\0" * 5000, "white space"), (b"\xef\xbb\xbf", "white space")],
    ids=["no byte", "blanks", "NUL bytes", "a mark alone"],
)
def test_a_file_with_nothing_in_it_is_one_line(tmp_path, name, data, says):
    documents, problems = read_beside(tmp_path, name, data)
    assert documents.empty and len(problems) == 1 and problems["lost"].all() and says in problems["problem"][0]


@pytest.mark.parametrize("name", NAMES)
def test_noise_is_one_line(tmp_path, name):
    documents, problems = read_beside(tmp_path, name, NOISE)
    assert documents.empty and len(problems) == 1 and problems["lost"].all()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_what_is_cut_off_is_told_and_what_stands_before_is_read(samples, tmp_path, name, share):
    data = samples[name]
    documents, problems = read_beside(tmp_path, name, data[: int(len(data) * share)])
    assert len(documents) or problems["lost"].any()
    whole = {text for text in documents["text"] if any(text.endswith(piece.body[-1]) for piece in THREE)}
    if name not in TOLD and len(whole) < (1 if name in PROSE else 3):
        assert len(problems), "something is missing and nothing says so"
    streamed = name.endswith((".csv", ".tsv", ".jsonl", ".warc", ".warc.gz", ".xml", ".atom", "list.json", "answer.json"))
    if share == 0.9 and streamed:
        assert len(documents) >= 2, "articles before the damage are lost"


@pytest.mark.parametrize("name", ["table.csv.gz", "lines.jsonl.gz", "lines.jsonl.bz2", "lines.jsonl.zst"])
def test_a_packed_file_that_is_cut_off_gives_what_was_packed_before(tmp_path, name):
    whole = COLLECTIONS[name](pieces(2000), tmp_path / name).read_bytes()
    documents, problems = read_beside(tmp_path, name, whole[: len(whole) // 2])
    assert 300 < len(documents) < 2000
    assert any("cut off" in row.problem and row.lost for row in problems.itertuples())


@pytest.mark.parametrize(
    ("name", "suffix"), in_turn([NAMES, [*sorted({known.suffixes[0] for known in formats.FORMATS}), ".gz", ".odd", ""]], 3)
)
def test_a_wrong_name_costs_one_line_and_no_article(samples, tmp_path, name, suffix):
    documents, problems = read_beside(tmp_path, f"wrong{suffix}", samples[name])
    right = unpack.unpacked_suffix(Path(name)) in (formats.by_suffix(suffix).suffixes if formats.by_suffix(suffix) else ())
    prose, table = name == "dump.txt", name == "utf16.csv" or name == "semicolons.csv"
    if suffix in (".gz", ".odd", "", ".csv") and prose:
        assert documents.empty and len(problems) == 1 and problems["lost"].all()
    elif name == "answer.json" and suffix == ".jsonl":
        assert documents.empty and len(problems) == 1 and "no column is known" in problems["problem"][0]
    else:
        assert len(documents) == (1 if name in PROSE else 3), problems.to_dict("records")
        assert len(problems) == (0 if right else 1) or suffix in (".odd", ".gz", "", ".json", ".jsonl") or table
        assert not problems["lost"].any()


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
def test_another_encoding_is_read_or_told(tmp_path, name, encoding):
    path = SAMPLES[name](THREE, tmp_path / name)
    utf16 = name == "utf16.csv"
    text = path.read_text("utf-16" if utf16 else "utf-8").replace("The mayor of", "The “mayor” – à Genève – of")
    documents, problems = read_beside(tmp_path, name, text.replace("utf-8", "x-none").encode(encoding))
    assert len(documents) == (1 if name in PROSE else 3), problems.to_dict("records")
    assert documents["text"].str.contains("The “mayor” – à Genève – of", regex=False).all(), documents["text"].tolist()[0][:300]
    if encoding in ("cp1252", "utf-16-le"):
        assert len(problems), "an assumption was made and nothing says so"
    assert not problems["lost"].any()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_missing_column_is_asked_for(tmp_path, name):
    records = [{"kop": row["headline"], "verhaal": row["content"]} for row in rows(THREE)]
    documents, problems = read_beside(tmp_path, name, TABLES[name](records, tmp_path / name).read_bytes())
    assert documents.empty and len(problems) == 1 and problems["lost"].all()
    assert "'verhaal'" in problems["problem"][0] and "--columns text=NAME" in problems["advice"][0]


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_the_same_article_id_twice_loses_neither(tmp_path, name):
    twice = [*THREE, THREE[0]]
    documents, problems = read_beside(tmp_path, name, COLLECTIONS[name](twice, tmp_path / name).read_bytes())
    assert len(documents) == 4 and documents["document_id"].is_unique and not problems["lost"].any()
    if name in TABLES or name.startswith(("factiva", "proquest")):
        assert problems["problem"].str.contains("same id").sum() == 1


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_many_articles_in_one_file(tmp_path, name):
    """Some hundred here; of ten thousand in each of these formats, all were read (190 s in all, `test_formats` has four)."""
    few = name.startswith(("pages", "nexis.docx"))
    many = [type(piece)(piece.number, 1) for piece in pieces(100 if few else 300)]
    documents, problems = read_documents(COLLECTIONS[name](many, tmp_path / name))
    assert len(documents) == len(many) and problems.empty and documents["document_id"].is_unique


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES),
    cut=st.floats(0, 1),
    damage=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=4),
    insert=st.booleans(),
)
def test_no_damage_raises_or_takes_another_file_along(samples, name, cut, damage, insert):
    data = bytearray(samples[name])
    for place, noise in damage:
        at = int(place * len(data))
        data[at : at if insert else at + len(noise)] = noise
    with tempfile.TemporaryDirectory() as folder:
        documents, problems = read_beside(Path(folder), name, bytes(data[: int(len(data) * (1 if cut > 0.5 else 2 * cut))]))
    assert len(documents) or problems["lost"].any()
    assert documents["document_id"].is_unique
    for row in documents.itertuples():
        assert all(0 <= start < end <= len(row.text) for start, end, _, _ in row.parts)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(NAMES), data=st.binary(max_size=400))
def test_any_bytes_under_any_name(name, data):
    with tempfile.TemporaryDirectory() as folder:
        documents, problems = read_beside(Path(folder), name, data)
    assert len(documents) or len(problems)


def zeros(size: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=4) as packed:
        for _ in range(size // 1_000_000):
            packed.write(b" " * 1_000_000)
    return out.getvalue()


def zipped(member: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container, container.open(member, "w", force_zip64=True) as file:
        for _ in range(size // 1_000_000):
            file.write(b" " * 1_000_000)
    return out.getvalue()


def zstd(size: int) -> bytes:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, "zstd") as packed:
        packed.write(b'{"text": "')
        for _ in range(size // 1_000_000):
            packed.write(b"x" * 1_000_000)
    return out.getvalue().to_pybytes()


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        ("a.docx", lambda: zipped("word/document.xml", 60_000_000)),
        ("a.xlsx", lambda: zipped("xl/workbook.xml", 60_000_000)),
        ("a.csv.gz", lambda: b"".join([gzip.compress(b"text,title\n"), zeros(60_000_000)])),
        ("a.json.gz", lambda: b"".join([gzip.compress(b'[{"text": "'), zeros(60_000_000)])),
        ("a.jsonl.zst", lambda: zstd(60_000_000)),
        ("a.txt.gz", lambda: b"".join([gzip.compress(b"text"), zeros(60_000_000)])),
    ],
)
def test_a_bomb_is_one_line_in_a_moment(tmp_path, monkeypatch, name, bomb):
    monkeypatch.setattr(unpack, "HARMLESS", 5_000_000)
    data = bomb()
    assert len(data) < 1_000_000
    started = time.perf_counter()
    documents, problems = read_beside(tmp_path, name, data)
    assert documents.empty and len(problems) == 1 and problems["lost"].all()
    assert "unpacked" in problems["problem"][0]
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "[" * 200_000),
        ("a.json", '{"a":' * 200_000),
        ("a.jsonl", '{"text": ' + "[" * 200_000),
        ("a.html", "<html><body>" + "<div>" * 100_000 + "<p>Text.</p>"),
        ("a.html", "<html><body>" + "<b><i>" * 50_000 + "Text."),
        ("a.xml", "<rss><channel>" + "<item>" * 100_000),
        ("a.rtf", "{\\rtf1 " + "{" * 100_000),
        ("a.csv", 'text,title\n"' + '""' * 100_000),
    ],
)
def test_what_is_nested_without_end_is_one_line_in_a_moment(tmp_path, name, text):
    started = time.perf_counter()
    documents, problems = read_beside(tmp_path, name, text.encode())
    assert len(documents) + len(problems) > 0 and len(problems) <= 2
    assert time.perf_counter() - started < 8


def test_lists_in_a_record_are_read_however_deep(tmp_path):
    records = [{"text": json.loads("[" * 900 + '"deep"' + "]" * 900), "title": "T"}, {"text": "A text.", "title": "U"}]
    documents, _ = read_beside(tmp_path, "a.json", json.dumps(records).encode())
    assert "A text." in " ".join(documents["text"])


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.html", "a.json", "a.rtf"])
def test_a_line_without_end_is_one_line(tmp_path, monkeypatch, name):
    """The limits made a fiftieth, so is the line: of 200 MB it is the same with limits as they are (see the note of the run)."""
    monkeypatch.setattr(unpack, "RECORD", 1_000_000)
    monkeypatch.setattr(unpack, "PAGE", 400_000)
    monkeypatch.setattr(unpack, "WHOLE", 3_000_000)
    monkeypatch.setattr("hearsay.reading.formats.text_and_office.LARGEST_FILE", 1_000_000)
    monkeypatch.setattr("hearsay.reading.formats.text_and_office.LARGEST_RTF", 1_000_000)
    begin = {
        "a.csv": "title,text\nT,",
        "a.jsonl": '{"text": "',
        "a.json": '[{"text": "',
        "a.rtf": "{\\rtf1 ",
        "a.html": "<html><body><p>",
    }.get(name, "")
    documents, problems = read_beside(tmp_path, name, (begin + "word " * 800_000).encode())
    assert documents.empty and len(problems) == 1 and problems["lost"].all()


def test_after_a_line_that_is_too_long_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "RECORD", 100_000)
    long = json.dumps({"text": "word " * 50_000})
    data = "\n".join([json.dumps({"text": "First."}), long, json.dumps({"text": "Last."})])
    documents, problems = read_beside(tmp_path, "a.jsonl", data.encode())
    assert documents["text"].tolist() == ["First.", "Last."] and problems["where"].tolist() == ["line 2"]


@pytest.mark.parametrize(("name", "member"), [("article.docx", "word/document.xml"), ("table.xlsx", "xl/workbook.xml")])
def test_entities_that_grow_are_not_expanded_in_office_files(samples, tmp_path, name, member):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples[name])) as source, zipfile.ZipFile(out, "w") as container:
        for entry in source.namelist():
            if entry != member:
                container.writestr(entry, source.read(entry))
        container.writestr(member, f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">{entities}]><w>&a9;</w>')
    started = time.perf_counter()
    documents, problems = read_beside(tmp_path, name, out.getvalue())
    assert documents.empty and len(problems) == 1 and time.perf_counter() - started < 5


def test_links_in_circles_are_told(tmp_path):
    put(tmp_path / "good.txt", GOOD)
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    documents, problems = read_documents(tmp_path)
    assert documents["document_id"].tolist() == ["good.txt"] and len(problems) == 2
    with pytest.raises(InputError):
        read_documents(tmp_path / "circle.txt")


def test_a_file_or_folder_without_permission_is_told(tmp_path, monkeypatch):
    put(tmp_path / "good.txt", GOOD)
    put(tmp_path / "shut.txt", GOOD)
    (tmp_path / "closed").mkdir()
    put(tmp_path / "closed" / "inside.txt", GOOD)
    real_open, real_scan = Path.open, os.scandir

    def refuse(name):
        raise PermissionError(13, "Permission denied", str(name))

    monkeypatch.setattr(Path, "open", lambda self, *a, **k: refuse(self) if self.name == "shut.txt" else real_open(self, *a, **k))
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if str(path).endswith("closed") else real_scan(path))
    documents, problems = read_documents(tmp_path)
    assert documents["document_id"].tolist() == ["good.txt"]
    assert sorted(Path(path).name for path in problems["path"]) == ["closed", "shut.txt"]
    assert problems["lost"].all() and problems["problem"].str.contains("Permission denied").all()


def test_nul_bytes_are_left_out_and_told(tmp_path):
    data = csv_text(rows(THREE)).replace("The mayor", "The\0 mayor", 1).encode()
    documents, problems = read_beside(tmp_path, "a.csv", data)
    assert len(documents) == 3 and problems["problem"].tolist() == ["1 NUL byte left out"]
    text = (GOOD * 5).replace("bridge", "bri\0dge", 1).encode()
    documents, problems = read_documents(put(tmp_path / "b.txt", text))
    assert documents["text"].tolist() == [GOOD * 5] and "1 NUL byte" in problems["problem"][0]


def test_a_page_that_breaks_off_is_read_and_told(tmp_path):
    html = page(THREE[0])
    documents, problems = read_beside(tmp_path, "a.html", html[: html.index("</article>")].encode())
    assert THREE[0].body[-1] in documents["text"].iloc[0] and "cut off" in problems["problem"][0]


@pytest.mark.parametrize("name", ["article.rtf", "article.docx"])
def test_a_paragraph_without_end_is_told(tmp_path, name):
    write = rtf if name.endswith("rtf") else docx
    documents, problems = read_beside(tmp_path, name, write(["word " * 500_000], tmp_path / name).read_bytes())
    assert documents.empty and len(problems) == 1 and "a text of 2,499,999 characters" in problems["problem"][0]


@pytest.mark.parametrize("unit", [" ", "\t\u00a0", "\n"])
def test_a_run_without_end_costs_no_table_more_than_a_moment(tmp_path, unit):
    for name in ("a", "b"):
        body = (
            f"The minister said{unit * 50_000}that bridge {name} fell.\n\n"
            + "The mayor denied on Monday that it was old.\n\n" * 3
        )
        (tmp_path / f"{name}.txt").write_text(f"Bridge {name} falls\n\nBy Jane Doe\n\n{body}", encoding="utf-8")
    begun = time.process_time()
    study = hs.read(tmp_path, duplicates="keep")
    for name in schema.TABLES:
        getattr(study, name)
    assert time.process_time() - begun < 12 and len(study.wording)


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (lexisnexis.AFTER.match, "Graphic{}x"),
        (lexisnexis.BODY.match, "Body{}x"),
        (factiva.FOUND.match, "Results Found{}x"),
        (europresse.LENGTH.search, "{}x"),
        (cleaning.GENITIVE.search, "the minister{}x"),
    ],
)
def test_no_pattern_is_quadratic_in_spaces(find, text):
    begun = time.process_time()
    assert not find(text.format(" " * 20_000))
    assert time.process_time() - begun < 1


def test_a_line_of_capitals_is_looked_at_once():
    begun = time.process_time()
    assert not europresse.SIGNED.match("A" * 2_000 + "!")
    assert europresse.SIGNED.match("Par Jeanne Doe et J.-P. Roe")
    assert time.process_time() - begun < 1
