"""Reading exports, tables, feeds, pages and archives: what was written comes back, and what is bad is told in one line."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hearsay import reading, schema
from hearsay.reading import read_documents, unpack
from made import csv_text, docx, nexis_lines, page, pieces, proquest_txt, rows, rss, rtf, warc, warc_record
from reading_tables import bodies, tables
from samples import COLLECTIONS, lines_of, put

THREE = pieces(3)
RECORDS = rows(THREE)


NAMES = sorted(name for name in COLLECTIONS if not name.startswith("feed"))


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    for name in NAMES:
        COLLECTIONS[name](THREE, folder / name)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_comes_back_with_its_evidence(samples, name):
    documents, problems = read_documents(samples / name)
    made = tables(documents)
    assert problems.empty, problems.to_dict("records")
    assert bodies(documents, made["blocks"]) == [piece.body for piece in THREE]
    articles = made["articles"]
    assert list(zip(articles["title"], articles["outlet"], articles["byline"], articles["published"], strict=True)) == [
        (piece.title, piece.outlet, piece.author, piece.iso) for piece in THREE
    ]
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    for row in made["metadata"].itertuples():
        assert (row.basis == "supplied") == pd.isna(row.start)
        assert row.basis == "supplied" or texts[row.article_id][row.start : row.end].strip()
    for row in made["metadata"].query("basis == 'stated' and field in ('title', 'outlet')").itertuples():
        assert row.value in texts[row.article_id][row.start : row.end]


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_cover_the_text_once(samples, name):
    for row in read_documents(samples / name)[0].itertuples():
        covered = [place for start, end, _, _ in row.parts for place in range(start, end)]
        assert len(covered) == len(set(covered))
        assert all(row.text[place].isspace() for place in set(range(len(row.text))) - set(covered))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_cut_in_the_middle_gives_what_stands_before_or_one_line(samples, tmp_path, name):
    data = (samples / name).read_bytes()
    documents, problems = read_documents(put(tmp_path / name, data[: len(data) * 2 // 3]))
    assert len(documents) + len(problems) > 0
    between = name in ("gale.txt", "newsbank.txt")  # cut between two articles: they declare no number of articles
    if len(documents) < 3 and not between:
        assert len(problems), "an article is missing and nothing says so"
    assert all("\n" not in row.problem + row.advice for row in problems.itertuples())


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_of_each_kind_is_one_line(tmp_path, name):
    documents, problems = read_documents(put(tmp_path / name, b""))
    assert documents.empty and len(problems) == 1 and problems["lost"].all()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".html"])
def test_a_wrong_suffix_is_told_and_the_file_read_where_its_content_tells(samples, tmp_path, name, suffix):
    documents, problems = read_documents(put(tmp_path / f"wrong{suffix}", (samples / name).read_bytes()))
    assert len(documents) or len(problems)
    if name.endswith((".docx", ".rtf", ".parquet", ".warc", ".warc.gz", ".xlsx")):
        assert len(documents) == 3 and len(problems) == 1 and not problems["lost"].any()
        assert "named" in problems["problem"][0]


def test_other_kinds_of_file_are_named(tmp_path):
    put(tmp_path / "a.pdf", b"%PDF-1.7 ...")
    put(tmp_path / "b.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as container:
        container.writestr("../../evil.txt", "text")
    documents, problems = read_documents(tmp_path)
    assert documents.empty and len(problems) == 3 and problems["problem"].str.contains("PDF|old Word|ZIP").all()
    assert not list(tmp_path.parent.glob("evil*"))


def test_what_an_export_declares_is_held_against_what_was_read(tmp_path):
    docx(nexis_lines(THREE, declared=5), tmp_path / "a.docx")
    put(tmp_path / "b.txt", proquest_txt(THREE, declared=4))
    _, problems = read_documents(tmp_path)
    assert [row.problem for row in problems.itertuples()] == [
        "the export declares 5 articles, 3 were found",
        "the export declares 4 articles, 3 were found",
    ]
    assert problems["lost"].all()


def test_a_length_that_differs_is_told(tmp_path):
    lines = [line.replace(f"Length: {THREE[1].words} words", "Length: 900 words") for line in nexis_lines(THREE[1:2])]
    documents, problems = read_documents(rtf(lines, tmp_path / "a.rtf"))
    assert len(documents) == 1 and "(900 words declared" in problems["where"][0] and not problems["lost"].any()


@pytest.mark.parametrize(
    "name", ["many.csv", *(pytest.param(f"many.{more}", marks=pytest.mark.nightly) for more in ("jsonl", "txt", "xml"))]
)
def test_ten_thousand_articles_in_one_file(tmp_path, name):
    many = pieces(10_000)
    short = [type(piece)(piece.number, 2) for piece in many]
    write = {"csv": lambda: csv_text(rows(short)), "jsonl": lambda: lines_of(rows(short)), "txt": lambda: proquest_txt(short)}
    write["xml"] = lambda: rss(short)
    documents, problems = read_documents(put(tmp_path / name, write[name.partition(".")[2]]()))
    assert len(documents) == 10_000 and problems.empty and documents["document_id"].is_unique


def test_what_unpacks_beyond_a_limit_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "STREAM", 1_000_000)
    monkeypatch.setattr(unpack, "WHOLE", 1_000_000)
    put(tmp_path / "a.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * 5_000_000 + b'"}'))
    with zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", b" " * 5_000_000)
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", b" " * 5_000_000)
    documents, problems = read_documents(tmp_path)
    assert documents.empty and len(problems) == 3 and problems["lost"].all()


def test_garbled_text_is_mended_before_offsets_and_told(tmp_path):
    good = "Le maire de Genève a déclaré que l’école rouvrirait – enfin – en février, et que tout irait mieux."
    put(tmp_path / "a.txt", good.encode().decode("cp1252", "replace").replace("\ufffd", "").encode())
    put(tmp_path / "b.txt", "Zu\u0308rich und Cafe\u0301, sagte der Bu\u0308rgermeister am Montag.")
    documents, problems = read_documents(tmp_path)
    assert "Genève a déclaré que" in documents["text"][0] and documents["text"][1].startswith("Zürich und Café, ")
    assert list(problems["lost"]) == [False, False]
    assert "mended" in problems["problem"][0] and "joined" in problems["problem"][1]


@pytest.mark.parametrize(
    "text",
    [
        "قال رئيس البلدية إن الجسر سيفتح في الربيع، وأضاف: «لن ننتظر».",
        "ראש העיר אמר כי הגשר ייפתח באביב. שָׁלוֹם",
        "市長は「橋は春に再開する」と述べた。神\ufa19社",
        "Мэр сказал, что мост откроют весной. «Мы не ждём», — добавил он.",
        "“Curly” and ‘single’ marks ﬁne — as they are… naïve ½ ｆｕｌｌ",
        "ऩहीं कहा उन्होंने",
    ],
)
def test_other_scripts_and_typography_stay_as_they_are(tmp_path, text):
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert documents["text"][0] == text and problems.empty


@pytest.mark.parametrize(
    ("name", "module", "command"),
    [
        ("a.html", "trafilatura", "hearsay[html]"),
        ("a.xml", "lxml", "hearsay[html]"),
        ("a.docx", "lxml", "hearsay[html]"),
        ("a.xlsx", "openpyxl", "hearsay[office]"),
        ("a.rtf", "striprtf", "hearsay[office]"),
        ("a.warc.gz", "fastwarc", "hearsay[warc]"),
    ],
)
def test_a_parser_that_is_absent_is_one_line_with_the_command(samples, tmp_path, name, module, command):
    made = {"a.html": page(THREE[0]), "a.xml": rss(THREE), "a.warc.gz": warc(THREE)}
    for other in ("docx", "xlsx", "rtf"):
        source = {"docx": "nexis.docx", "xlsx": "table.xlsx", "rtf": "nexis.rtf"}[other]
        made[f"a.{other}"] = (samples / source).read_bytes()
    put(tmp_path / name, made[name])
    code = f"""
import sys
sys.modules[{module!r}] = None
from hearsay.reading.documents import read_documents
documents, problems = read_documents({str(tmp_path)!r})
assert documents.empty and len(problems) == 1, problems.to_dict("records")
print(problems["problem"][0], "|", problems["advice"][0])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert f"pip install '{command}'" in run.stdout and run.stdout.count("\n") == 1


def test_importing_the_reader_loads_no_heavy_parser():
    heavy = ("trafilatura", "lxml", "resiliparse", "fastwarc", "docx", "openpyxl", "striprtf", "ftfy")
    code = f"import sys, hearsay.reading.formats; sys.exit([m for m in {heavy} if m in sys.modules] or 0)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_stream_gives_the_same_in_pieces(tmp_path):
    data = warc(pieces(5)) + gzip.compress(warc_record("https://news.example.org/menu", b"<html><body>Menu</body></html>"))
    path = put(tmp_path / "a.warc.gz", data)
    documents, problems = read_documents(path)
    parts = list(reading.chunks(path, size=2))
    assert [len(one) for one, _ in parts] == [2, 2, 1]
    pd.testing.assert_frame_equal(pd.concat([one for one, _ in parts], ignore_index=True), documents)
    pd.testing.assert_frame_equal(pd.concat([two for _, two in parts if len(two)], ignore_index=True), problems)
    assert list(problems["problem"]) == ["no article found on the page"]


def test_notes_say_how_each_file_was_taken(samples):
    notes = reading.read(samples / "table.csv").notes["what"].tolist()
    assert notes[0] == "taken as CSV: its suffix is .csv" and "text=content" in notes[2]


def test_a_corpus_csv_that_holds_texts_is_a_table(tmp_path):
    assert len(read_documents(put(tmp_path / "corpus.csv", csv_text(RECORDS)))[0]) == 3
    assert len(read_documents(tmp_path)[0]) == 3


SUFFIXES = (
    ".txt",
    ".html",
    ".docx",
    ".rtf",
    ".csv",
    ".tsv",
    ".xlsx",
    ".json",
    ".jsonl",
    ".parquet",
    ".xml",
    ".warc",
    ".jsonl.gz",
    ".warc.gz",
)
OPENINGS = (
    b"",
    b"{\\rtf1 ",
    b"<html>",
    b"<?xml version='1.0'?><rss>",
    b"WARC/1.0\r\n",
    b"PK\x03\x04",
    b"PAR1",
    b"\x1f\x8b\x08",
    b'{"text":',
    b"text\n",
)
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(st.sampled_from(SUFFIXES), st.sampled_from(OPENINGS), st.binary(max_size=400))
@example(".txt", b"<?xml version='1.0'?><rss>", b"\0")
def test_no_bytes_stop_any_reader(tmp_path, suffix, opening, data):
    path = put(tmp_path / f"any{suffix}", opening + data)
    documents, problems = read_documents(path)
    schema.validate("documents", documents)
    schema.validate("problems", problems)
    assert len(documents) or len(problems)
    assert all("\n" not in row.problem + row.advice for row in problems.itertuples())


@QUICK
@given(st.sampled_from(NAMES), st.data())
def test_no_damage_stops_any_reader(samples, tmp_path, name, data):
    whole = bytearray((samples / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    documents, problems = read_documents(put(tmp_path / name, bytes(whole)))
    schema.validate("documents", documents)
    assert len(documents) or len(problems)
    tables(documents)


@QUICK
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["text", "title", "id", "date", "source", "x"]),
            st.one_of(st.none(), st.text(), st.floats(), st.lists(st.text())),
            max_size=6,
        ),
        max_size=5,
    )
)
def test_any_records_are_read(tmp_path, records):
    documents, problems = read_documents(put(tmp_path / "a.json", json.dumps(records)))
    schema.validate("documents", documents)
    assert len(documents) or len(problems)
    tables(documents)
