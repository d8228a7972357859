"""Files as bytes and text, whatever they are packed with."""

from __future__ import annotations

import bz2
import gzip
import tracemalloc

import pyarrow as pa
import pytest

from hearsay.reading import unpack

TEXT = "The bridge fell on Monday. " * 2000


@pytest.mark.parametrize(("pack", "how"), [(gzip.compress, "gzip"), (bz2.compress, "bz2"), (lambda data: data, "")])
def test_what_is_packed_is_read_and_told_by_its_first_bytes(tmp_path, pack, how):
    (tmp_path / "a.odd").write_bytes(pack(TEXT.encode()))
    path = tmp_path / "a.odd"
    assert unpack.packing(path) == how and unpack.whole_text(path).decode() == TEXT and unpack.unpacking_fault(path) == ""
    assert unpack.head_of(path) == TEXT.encode()[: unpack.HEAD]


def test_what_is_cut_off_gives_what_stands_before_and_the_fault(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bytes(range(256)) * 400)[:-20])
    with unpack.open_unpacked(path, unpack.STREAM) as stream:
        rest = stream.read()
    assert len(rest) > 0 and (bytes(range(256)) * 400).startswith(rest)
    assert unpack.unpacking_fault(path)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lambda data: pa.compress(data, codec="zstd", asbytes=True)])
def test_damaged_files_leave_nothing_in_memory(tmp_path, pack):
    """A reader of a million files meets thousands that are damaged."""
    path = tmp_path / "a.txt.packed"
    path.write_bytes(pack(TEXT.encode())[:-5])
    assert unpack.unpacking_fault(path)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(20):
        unpack.unpacking_fault(path)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 50_000


def test_a_limit_is_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    assert len(unpack.whole_text(path, 1000)) == 1000
    with pytest.raises(unpack.TooLarge, match="1,000 bytes, more than the 999 bytes"):
        unpack.whole_text(path, 999)
    with pytest.raises(unpack.TooLarge), unpack.open_unpacked(path, 999) as stream:
        stream.read()


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.csv.gz", ".csv"), ("a.JSONL.ZST", ".jsonl"), ("a.gz", ".gz"), ("a.tar", ".tar"), ("a", "")]
)
def test_the_suffix_below_the_packing_tells_the_format(tmp_path, name, suffix):
    assert unpack.unpacked_suffix(tmp_path / name) == suffix


@pytest.mark.parametrize(
    ("encoding", "named", "assumed"),
    [("utf-8", "utf-8", ""), ("utf-8-sig", "utf-8", ""), ("utf-16", "utf-16-le", ""), ("cp1252", "cp1252", "not UTF-8")],
)
def test_a_text_is_read_line_by_line_in_its_encoding(tmp_path, encoding, named, assumed):
    path = tmp_path / "a.txt"
    text = ("The harbour was closed for a week, and nobody knew why. " * 5 + "A café stays open.\n") * 20
    path.write_bytes(text.encode(encoding))
    opened = unpack.text_stream(path)
    with opened.stream as stream:
        assert stream.read() == text
    assert opened.encoding == named and opened.assumed.startswith(assumed)


def test_binary_data_is_no_text_stream(tmp_path):
    (tmp_path / "a.csv").write_bytes(bytes(range(256)) * 400)
    with pytest.raises(unpack.Binary):
        unpack.text_stream(tmp_path / "a.csv")


def test_sizes_are_told_in_their_unit():
    assert [unpack.readable_size(n) for n in (999, 2_000_000, 3_500_000_000)] == ["999 bytes", "2 MB", "3.5 GB"]
