"""As what a file is read: by what it holds, else by its suffix (`reading.formats`)."""

from __future__ import annotations

import gzip

import pytest

from hearsay.reading import formats


def taken(tmp_path, name: str, data: bytes) -> formats.RecognisedFormat:
    (tmp_path / name).write_bytes(data)
    return formats.recognise(tmp_path / name)


@pytest.mark.parametrize(
    ("head", "look"),
    [
        (b'{"text": "x"}', "JSON"),
        (b'{"text": "x"}\n{"text": "y"}', "JSON Lines"),
        (b"title,text\nA,B\n", "CSV"),
        (b"title,text\nA\n", "text"),
        (b"Documents (2)\nEnd of Document\n", "export"),
        (b"<div>A</div><p>B</p><p>C</p>", "HTML"),
        (b"A bridge fell.\n", "text"),
        (b" \n", ""),
    ],
)
def test_a_look_by_the_first_bytes(head, look):
    assert formats.look_at(head) == look


def test_a_signature_goes_before_a_name_and_says_so(tmp_path):
    found = taken(tmp_path, "a.csv", b"PAR1" + b"x" * 100)
    assert found.format.name == "Parquet" and found.doubt == "named .csv, but it is Parquet: it begins with PAR1; read as that"
    assert taken(tmp_path, "b.odd", b"PAR1xx").doubt == ""


def test_a_name_counts_where_the_content_does_not_tell(tmp_path):
    found = taken(tmp_path, "a.csv", b"only one column\nx\n")
    assert (found.format.name, found.why, found.doubt) == ("CSV", "its suffix is .csv", "")
    assert taken(tmp_path, "a.jsonl.gz", gzip.compress(b'{"text": "x"}\n', mtime=0)).format.name == "JSON Lines"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"%PDF-1.4", "a PDF"),
        ("a.zip", b"PK\x03\x04rest", "a ZIP archive"),
        ("a.txt", b"  \n", "nothing but white space"),
        ("a.txt", b"", "the file is empty"),
        ("a.csv.gz", b"\x1f\x8b\x08", "packed, and cut off or damaged"),
        ("a.odd", b"A bridge fell on Monday.", "no reader for files of type '.odd'"),
        ("a.gz", gzip.compress(b"A bridge fell.", mtime=0), "does not tell what is packed in it"),
        ("odd", b"A bridge fell.", "no suffix"),
    ],
)
def test_what_cannot_be_read_is_named_with_advice(tmp_path, name, data, says):
    found = taken(tmp_path, name, data)
    assert found.format is None and says in found.why and found.advice


def test_damaged_json_is_left_to_its_reader_which_tells(tmp_path):
    assert taken(tmp_path, "a.json", b'[{"text": "x"').format.name == "JSON"


def test_every_suffix_has_one_format():
    suffixes = [suffix for known in formats.FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes)) and all(formats.by_suffix(suffix.upper()) for suffix in suffixes)
