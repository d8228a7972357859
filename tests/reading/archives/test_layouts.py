"""Layouts of archives as their users describe them, beyond those in `test_formats`: other years, languages and labels."""

from __future__ import annotations

import io
import zipfile

import pytest

from hearsay.reading import read_documents
from hearsay.text.dates import iso_date
from made import docx, pieces
from samples import put

THREE = pieces(3)


def bodies(documents) -> list[list[str]]:
    return [[row.text[start:end] for start, end, name, _ in row.parts if name == "body"] for row in documents.itertuples()]


def test_a_text_box_that_word_keeps_twice_is_read_once(tmp_path):
    whole = docx(["A title of some length", "First paragraph.", "Boxed words."], tmp_path / "x.docx").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w") as container:
        for entry in source.namelist():
            data = source.read(entry)
            if entry == "word/document.xml":
                boxed = data[data.rindex(b"<w:p>") : data.rindex(b"</w:p>") + 6]
                mc = b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
                both = b"<mc:AlternateContent %s><mc:Choice>%s</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent>"
                data = data.replace(boxed, both % (mc, boxed, boxed))
            container.writestr(entry, data)
    (tmp_path / "x.docx").unlink()
    documents, _ = read_documents(put(tmp_path / "a.docx", out.getvalue()))
    assert documents["text"][0].count("Boxed words.") == 1


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("mercredi 1er mars 2023", "2023-03-01"),
        ("Dienstag 7. Juli 2020", "2020-07-07"),
        ("15 de febrero de 2023", "2023-02-15"),
        ("3 maart 2021", "2021-03-03"),
        ("14 settembre 2022 - 10:15", "2022-09-14"),
        ("le mai 2023", ""),
        ("31 février 2023", ""),
    ],
)
def test_days_as_archives_print_them_abroad(printed, day):
    assert iso_date(printed) == day
