"""Files that are small and would cost without end: each ends within its bound with one line, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import socket
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import hearsay as hs
from folders import GOOD
from hearsay.reading import bounds, formats, read_documents, unpack
from hearsay.reading.formats import json_records, tables
from made import docx

PACKED = {".gz": gzip.compress, ".bz2": bz2.compress}
PARAGRAPH = "<p>The bridge over the river fell on Monday, the ministry said. Nobody was hurt.</p>"


def read_beside(folder: Path, name: str, data: bytes):
    """The texts and problems of one file and the seconds that it took; a good file beside it is read."""
    (folder / name).write_bytes(data)
    (folder / "good.txt").write_bytes(GOOD.encode())
    begun = time.process_time()
    documents, problems = read_documents(folder)
    taken = time.process_time() - begun
    assert (documents["document_id"] == "good.txt").sum() == 1
    assert set(problems["path"]) <= {str(folder / name)}
    return documents[documents["document_id"] != "good.txt"], problems, taken


def sheet(rows: str, dimension: str = "A1:B2") -> bytes:
    """A workbook whose one sheet holds the rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package, content = "http://schemas.openxmlformats.org/package/2006", "application/vnd.openxmlformats"
    book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    sheet_type = f"{content}-officedocument.spreadsheetml.worksheet+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{book}"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in parts.items():
            container.writestr(name, text)
    return out.getvalue()


def row(number: int, *cells: str, column: str = "") -> str:
    """A row of a sheet; `column` names the place of the last cell."""
    places = [chr(65 + at) for at in range(len(cells))]
    places[-1] = column or places[-1]
    made = (f'<c r="{at}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for at, cell in zip(places, cells, strict=True))
    return f'<row r="{number}">{"".join(made)}</row>'


HEAD = row(1, "title", "text")
BRIDGE = row(2, "T", "The bridge fell on Monday.")


@pytest.mark.parametrize("suffix", sorted(PACKED))
@pytest.mark.parametrize(
    ("name", "begin", "unit"),
    [
        ("a.csv", b"title,text\n", b"a,b\n"),
        ("a.csv", b"title,text\n", b"\n"),
        ("a.jsonl", b"", b'{"text":"x"}\n'),
        ("a.json", b'[{"text":"x"}', b",{}"),
        ("a.txt", b"", b"x\n"),
        ("a.html", b"<html><body>", b"<p>x</p>"),
        ("a.xml", b"<rss><channel>", b"<item/>"),
        ("a.rtf", b"{\\rtf1 ", b"\\par "),
    ],
)
def test_what_unfolds_to_a_hundred_megabytes_is_one_line(tmp_path, name, begin, unit, suffix):
    pack = PACKED[suffix]
    data = pack(begin) + pack(unit * (100_000 // len(unit))) * 1000
    documents, problems, taken = read_beside(tmp_path, name + suffix, data)
    assert documents.empty and len(problems) == 1 and problems["lost"].all() and taken < 5
    assert "unpacked it is larger" in problems["problem"][0]


def test_rows_are_bounded_by_the_size_on_the_disk_and_those_before_are_kept(tmp_path):
    data = gzip.compress(b"title,text\n" + b"a,b\n" * 1_000_000)
    documents, problems, _ = read_beside(tmp_path, "a.csv.gz", data)
    assert len(documents) == bounds.ROWS + len(data) // bounds.BYTES_OF_ROW
    assert len(problems) == 1 and f"more rows or lines than the {len(documents):,}" in problems["problem"][0]


@pytest.mark.parametrize("form", ["a.csv.gz", "a.jsonl.gz"])
def test_rows_without_a_text_count_too(tmp_path, form):
    unit = b",\n" if form.startswith("a.csv") else b'{"text":""}\n'
    _, problems, taken = read_beside(tmp_path, form, gzip.compress(b"title,text\n" * (unit == b",\n") + unit * 1_000_000))
    assert taken < 5 and problems["problem"].str.contains("more rows or lines").sum() == 1
    assert problems["problem"].str.contains("the text is empty").sum() == 1, "what was met before is told"


def test_rows_count_by_their_width(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "ROWS", 100)
    wide = ",".join(["text", *(f"c{n}" for n in range(640))]) + "\n"
    documents, problems, _ = read_beside(tmp_path, "a.csv.gz", gzip.compress((wide + ("x" + "," * 640 + "\n") * 50).encode()))
    assert 5 < len(documents) < 40 and len(problems) == 1


def test_a_table_without_end_of_columns_is_one_line(tmp_path):
    documents, problems, _ = read_beside(tmp_path, "a.csv", b"text" + b"," * 1_000_000 + b"\nx\n")
    assert documents.empty and "columns" in problems["problem"][0]


def test_one_text_that_many_rows_refer_to_is_not_written_out_a_million_times(tmp_path):
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), ["x" * 1000])
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    documents, problems, taken = read_beside(tmp_path, "a.parquet", (tmp_path / "a.parquet").read_bytes())
    assert documents.empty and len(problems) == 1 and "1,000,000 rows" in problems["problem"][0] and taken < 5


def test_characters_of_rows_are_bounded_too(tmp_path):
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 10_000, pa.int32()), ["x" * 499_999])
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    documents, problems, taken = read_beside(tmp_path, "a.parquet", (tmp_path / "a.parquet").read_bytes())
    assert len(documents) == unpack.HARMLESS // 499_999 and len(problems) == 1 and taken < 5
    assert "its texts have more than" in problems["problem"][0]


@pytest.mark.parametrize("codec", ["snappy", "zstd", "gzip", "brotli"])
def test_parquet_that_declares_more_than_files_of_its_size_hold_is_one_line(tmp_path, codec):
    pq.write_table(pa.table({"text": ["x" * 40_000_000]}), tmp_path / "a.parquet", compression=codec, use_dictionary=False)
    data = (tmp_path / "a.parquet").read_bytes()
    if len(data) * unpack.RATIO > 40_000_000:
        pytest.skip("packed no tighter than texts")
    documents, problems, _ = read_beside(tmp_path, "a.parquet", data)
    assert documents.empty and len(problems) == 1 and "unpacked it holds" in problems["problem"][0]


def test_a_list_without_end_in_a_row_of_parquet_is_one_line(tmp_path):
    pq.write_table(
        pa.table({"text": ["x"], "tags": pa.ListArray.from_arrays([0, 21_000_000], pa.nulls(21_000_000, pa.int8()))}),
        tmp_path / "a.parquet",
        compression="zstd",
    )
    documents, problems, _ = read_beside(tmp_path, "a.parquet", (tmp_path / "a.parquet").read_bytes())
    assert documents.empty and len(problems) == 1 and "more than" in problems["problem"][0]


def test_parquet_of_every_shape_is_read_as_the_same_records_in_json(tmp_path):
    table = {
        "title": ["A", None], "text": ["The bridge fell.", "It rained."],
        "authors": [["Jane Doe", "John Roe"], []], "source": [{"name": "The Post"}, {"name": None}],
    }  # fmt: skip
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    documents, problems, _ = read_beside(tmp_path, "a.parquet", (tmp_path / "a.parquet").read_bytes())
    assert problems.empty
    assert documents["text"].tolist() == ["A\nJane Doe John Roe\nThe bridge fell.", "It rained."]
    assert documents["supplied_outlet"].tolist() == ["The Post", "not stated"]


@pytest.mark.parametrize("last", [1000, tables.LAST_ROW])
def test_a_cell_far_below_the_others_is_read(tmp_path, last):
    data = sheet(HEAD + BRIDGE + row(last, "U", "It rained on Monday."), "A1:XFD1048576")
    documents, problems, taken = read_beside(tmp_path, "a.xlsx", data)
    assert documents["text"].tolist() == ["T\nThe bridge fell on Monday.", "U\nIt rained on Monday."]
    assert problems.empty and taken < 5


@pytest.mark.parametrize("last", [tables.LAST_ROW + 1, 10**9, 10**15])
def test_a_cell_below_the_last_row_is_one_line(tmp_path, last):
    documents, problems, taken = read_beside(tmp_path, "a.xlsx", sheet(HEAD + BRIDGE + row(last, "U", "It rained.")))
    assert documents["text"].tolist() == ["T\nThe bridge fell on Monday."] and taken < 5
    assert len(problems) == 1 and problems["lost"].all() and "below row 1,048,576" in problems["problem"][0]


def test_a_cell_far_to_the_right_of_others_is_no_harm(tmp_path):
    rows = "".join(row(n, "T", "It rained.", "x", column="XFD") for n in range(2, 60))
    documents, problems, taken = read_beside(tmp_path, "a.xlsx", sheet(HEAD + rows))
    assert len(documents) == 58 and problems.empty and taken < 5


def test_what_a_sheet_declares_is_not_believed(tmp_path):
    documents, problems, _ = read_beside(tmp_path, "a.xlsx", sheet(HEAD + BRIDGE, "A1:A1"))
    assert documents["text"].tolist() == ["T\nThe bridge fell on Monday."] and problems.empty


def test_json_of_too_many_values_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(json_records, "MEMORY", 50_000_000)
    documents, problems, _ = read_beside(tmp_path, "a.json", b'[{"text":"x"}' + b",{}" * 500_000 + b"]")
    assert documents.empty and len(problems) == 1 and "too many values" in problems["problem"][0]
    lines = b'{"text":"One."}\n{"text":"Two.","more":[1' + b",{}" * 500_000 + b']}\n{"text":"Three."}\n'
    (tmp_path / "a.json").unlink()
    documents, problems, _ = read_beside(tmp_path, "a.jsonl", lines)
    assert documents["text"].tolist() == ["One.", "Three."] and problems["where"].tolist() == ["line 2"]


def test_marks_within_the_texts_of_json_are_no_values(tmp_path, monkeypatch):
    monkeypatch.setattr(json_records, "MEMORY", 50_000_000)
    documents, problems, _ = read_beside(tmp_path, "a.json", b'[{"text":"a {bridge}, \\"' + b"{[,]}" * 200_000 + b'"}]')
    assert len(documents) == 1 and problems.empty


@pytest.mark.parametrize("unit", ["<w:p/>", "<w:p><w:r><w:t>x</w:t></w:r></w:p>", "<w:p><w:r><w:br/></w:r></w:p>"])
def test_paragraphs_without_end_are_one_line(tmp_path, unit):
    whole = io.BytesIO(docx(["A bridge fell."], tmp_path / "b.docx").read_bytes())
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"</w:body>", unit.encode() * 200_000 + b"</w:body>")
            container.writestr(name, data)
    (tmp_path / "b.docx").unlink()
    documents, problems, taken = read_beside(tmp_path, "a.docx", out.getvalue())
    assert documents.empty and len(problems) == 1 and "rows or lines" in problems["problem"][0] and taken < 5


def test_an_entity_in_a_word_file_is_kept_as_it_is_written(tmp_path):
    document = (
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>He said &x; it fell.</w:t></w:r></w:p></w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("word/document.xml", document)
    documents, _, _ = read_beside(tmp_path, "a.docx", out.getvalue())
    assert documents["text"].tolist() == ["He said &x; it fell."]


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">",
        "<p " + " ".join(f'a{n}=">"' for n in range(40_000)) + ">",
        "<p " + " ".join(f"a{n}" for n in range(40_000)) + ">",
        "<p\n" + "\n".join(f"a{n}='<b c=1'" for n in range(40_000)) + "\n>",
    ],
)
@pytest.mark.parametrize("engine", ["precise", "fast"])
def test_attributes_without_end_cost_a_page_nothing(tmp_path, tag, engine):
    last = f"{tag}The mayor denied it on Tuesday, and so did the council.</p>"
    page = f"<html><body><article>{PARAGRAPH * 5}{last}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    begun = time.process_time()
    documents, _ = read_documents(tmp_path, html=engine)
    assert "The mayor denied it" in documents["text"][0] and time.process_time() - begun < 3


def test_a_picture_within_a_tag_is_no_harm(tmp_path):
    image = "<img alt='A bridge' src='data:image/png;base64," + "A" * 100_000 + "'>"
    page = f"<html><body><article>{PARAGRAPH * 5}{image}{PARAGRAPH}</article></body></html>"
    documents, problems, _ = read_beside(tmp_path, "a.html", page.encode())
    assert documents["text"][0].count("The bridge over") >= 1 and problems.empty


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x\n" * 60_000, "60,000 lines"),
        ("x\r\n" * 30_000 + "word " * 400_001, "2,090,005 characters"),
        ("x\n\n" * 60_000, "60,000 lines"),
    ],
)
def test_a_text_that_no_article_is_as_long_as_is_one_line(tmp_path, text, says):
    documents, problems, _ = read_beside(tmp_path, "a.txt", text.encode())
    assert documents.empty and len(problems) == 1 and says in problems["problem"][0]


def test_in_a_collection_only_the_text_that_is_too_long_is_lost(tmp_path):
    lines = '{"text":"One."}\n{"text":"' + "x" * 2_000_001 + '"}\n{"text":"Three."}\n'
    documents, problems, _ = read_beside(tmp_path, "a.jsonl", lines.encode())
    assert documents["text"].tolist() == ["One.", "Three."] and problems["where"].tolist() == ["#2"]


def test_a_parser_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "SECONDS", 0.3)

    def read(source, options):
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: S112 - parsers do
                continue
        yield

    hanging = replace(formats.by_suffix(".rtf"), read=read)
    real = formats.recognise
    monkeypatch.setattr(
        formats, "recognise", lambda path: replace(real(path), format=hanging) if path.suffix == ".rtf" else real(path)
    )
    documents, problems, taken = read_beside(tmp_path, "a.rtf", b"{\\rtf1 x}")
    assert documents.empty and taken < 5 and len(problems) == 1
    assert "takes longer than the 0 seconds" in problems["problem"][0] and problems["lost"].all()


def test_time_is_not_kept_while_others_work():
    allowance = bounds.Allowance(0)
    allowance.seconds = 0.2
    for _ in allowance.in_time(iter(range(3))):
        begun = time.process_time()
        while time.process_time() - begun < 0.15:
            pass
    assert allowance.seconds > 0.15


def test_faults_of_a_kind_are_one_line_whatever_stands_in_the_rows(tmp_path):
    rows = "".join(f"The bridge fell.,day {n}\n" for n in range(2000))
    documents, problems, _ = read_beside(tmp_path, "a.csv", ("text,date\n" + rows).encode())
    assert len(documents) == 2000 and len(problems) == 1
    assert problems["where"][0] == "line 2: 'day 0', line 3: 'day 1', line 4: 'day 2' and 1,997 more"


def test_two_thousand_sidecars_and_one_of_many_rows(tmp_path):
    for number in range(2000):
        (tmp_path / f"{number}.txt").write_text(GOOD, encoding="utf-8")
        (tmp_path / f"{number}.toml").write_text(f'outlet = "Outlet {number}"\n', encoding="utf-8")
    missing = "".join(f"none{n}.txt,X\n" for n in range(20_000))
    (tmp_path / "corpus.csv").write_text(f"file,event\n0.txt,Bridge\n{missing}", encoding="utf-8")
    begun = time.process_time()
    documents, problems = read_documents(tmp_path)
    assert time.process_time() - begun < 15 and len(documents) == 2000
    assert documents.set_index("document_id")["supplied_outlet"]["1999.txt"] == "Outlet 1999"
    assert len(problems) == 1 and "and 19,997 more" in problems["where"][0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.toml", 'outlet = "' + "x" * 200_000 + '"'),
        ("a.toml", "".join(f"a{n} = 1\n" for n in range(5000))),
        ("a.toml", "[" * 50_000),
    ],
)
def test_a_sidecar_without_end_is_one_line(tmp_path, name, content):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    documents, problems = read_documents(tmp_path)
    assert len(documents) == 1 and len(problems) == 1


def test_odd_names_and_special_files_are_one_line_each_and_lose_nothing(tmp_path):
    folder = os.fsencode(tmp_path)
    for name in (b"caf\xe9.txt", b"two\nlines.txt", b"tab\tand\r.txt", "line\u2028mark.txt".encode(), b"good.txt"):
        Path(os.fsdecode(folder + b"/" + name)).write_text(GOOD, encoding="utf-8")
    Path(os.fsdecode(folder + b"/bad\nname.txt")).write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.txt")
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(str(tmp_path / "s.txt"))
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    documents, problems = read_documents(tmp_path)
    bound.close()
    assert len(documents) == 5 and r"two\nlines.txt" in documents["document_id"].tolist()
    assert sorted(Path(path).name for path in problems["path"]) == [r"bad\nname.txt", "loop.txt", "pipe.txt", "s.txt", "zero.txt"]
    shown = documents["document_id"].tolist() + documents["path"].tolist() + problems["path"].tolist()
    assert all(len(name.splitlines()) == 1 and name.isprintable() for name in shown)


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_device_that_is_named_itself_is_told_and_not_opened(tmp_path, kind):
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / "pipe" if kind == "pipe" else Path("/dev/zero")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    documents, problems = read_documents([path, tmp_path / "good.txt"])
    assert len(documents) == 1 and problems["problem"].tolist() == ["not a regular file, or a link that leads nowhere"]


def test_a_file_that_is_named_itself_may_be_a_link(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "good.txt")
    assert read_documents(tmp_path / "a" / "link.txt")[0]["text"].tolist() == [GOOD]


@pytest.mark.parametrize("name", ["a.txt.gz.gz", "a.tar.gz", "a.zip", "a.csv.zip"])
def test_an_archive_within_an_archive_is_one_line(tmp_path, name):
    inner = gzip.compress(GOOD.encode() * 50)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("b.zip", inner)
    data = out.getvalue() if name.endswith("zip") else gzip.compress(inner)
    documents, problems, _ = read_beside(tmp_path, name, data)
    assert documents.empty and len(problems) == 1 and problems["lost"].all()


@pytest.mark.nightly
def test_with_two_cores_the_rest_of_the_corpus_goes_on(tmp_path):
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"Bridge {number} falls\n\n{GOOD * 3}", encoding="utf-8")
    (tmp_path / "far.xlsx").write_bytes(sheet(HEAD + row(10**9, "U", "It rained.")))
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"title,text\n" + b"a,b\n" * 6_000_000))
    (tmp_path / "spaces.txt").write_text("The minister said" + " " * 20_000 + "that it fell.\n", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    study = hs.read(tmp_path, cores=2, duplicates="keep")
    lost = study.problems.query("lost")["path"]
    assert len(study.articles) == 21 and [Path(path).name for path in lost] == ["bomb.csv.gz", "far.xlsx", "pipe.txt"]


def test_a_page_that_names_sixty_thousand_authors_is_read_in_time(tmp_path):
    head = "".join(f'<meta name="author" content="{number}">' for number in range(60_000))
    page = f"<html><head>{head}</head><body><p>{GOOD * 20}</p></body></html>"
    documents, _, taken = read_beside(tmp_path, "a.html", page.encode())
    assert len(documents) == 1 and taken < 5


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_many_texts_that_are_several_articles_are_a_few_lines(tmp_path, name):
    texts = ["word " * (20_001 + number) for number in range(100)]
    lines = "text\n" + "\n".join(texts) if name == "a.csv" else "\n".join(json.dumps({"text": text}) for text in texts)
    documents, problems, _ = read_beside(tmp_path, name, lines.encode())
    assert len(documents) == 100 and 0 < len(problems) < 40 and not problems["lost"].any()
