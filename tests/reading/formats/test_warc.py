"""Web archives."""

from __future__ import annotations

import pytest

from hearsay.reading import read_documents
from hearsay.reading.formats import warc
from made import pieces
from made import warc as written
from samples import put

THREE = pieces(3)


@pytest.fixture(scope="module")
def archive() -> bytes:
    return written(THREE, packed=False)


def test_each_page_is_an_article_bounded_by_the_day_of_the_crawl(tmp_path, archive):
    documents, problems = read_documents(put(tmp_path / "a.warc", archive))
    assert problems.empty and documents["supplied_url"].tolist() == [piece.url for piece in THREE]
    assert all("page_date" in [name for _, _, name, _ in parts] for parts in documents["parts"])


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [0, 3, 200])
def test_an_archive_is_whole_when_its_last_record_is(tmp_path, archive, packed, cut):
    data = written(THREE) if packed else archive
    documents, problems = read_documents(put(tmp_path / ("a.warc.gz" if packed else "a.warc"), data[: len(data) - cut]))
    assert bool(problems["lost"].any()) is (cut > 0) and (len(documents) == 3 or cut)


def test_an_archive_without_pages_says_so(tmp_path):
    record = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/css\r\nContent-Length: 1\r\n"
        b"WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2023-02-15T00:00:00Z\r\n\r\nx\r\n\r\n"
    )
    documents, problems = read_documents(put(tmp_path / "a.warc", record))
    assert documents.empty and problems["problem"].tolist() == ["no HTML page among 1 records"]
    assert warc.FORMAT.marks(record) and not warc.FORMAT.marks(b"WAR")
