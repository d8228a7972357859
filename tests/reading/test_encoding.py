"""Bytes to text, and garbled text to what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folders import GOOD, one
from hearsay.reading import encoding


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


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_called_binary(data):
    decoded = encoding.decode_bytes(data)
    assert decoded.text is None or decoded.text.encode("utf-8", "strict") is not None


@given(st.text(max_size=300).filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_utf8_is_read_as_it_is(text):
    assert encoding.decode_bytes(text.encode("utf-8")).text in (text, None)


def test_an_encoding_that_is_assumed_is_told():
    assert encoding.decode_bytes("café à la carte, naïve".encode("cp1252")).assumed.startswith("not UTF-8; read as cp1252")
    wide = encoding.decode_bytes("plain words".encode("utf-16-le"))
    assert (wide.text, wide.encoding) == ("plain words", "utf-16-le") and "assumption" in wide.assumed
    assert encoding.decode_bytes(bytes(range(256)) * 20).text is None


def test_a_few_nul_bytes_are_left_out_and_many_are_no_text():
    text = "The bridge fell on Monday, the ministry said. " * 10
    few = encoding.decode_bytes(text[:200].encode() + b"\0" + text[200:].encode())
    assert few.text == text and few.assumed == "1 NUL byte left out"
    assert encoding.decode_bytes(b"a\0\0\0b" * 100).text is None


def test_garbled_text_is_mended_and_counted_and_sound_text_is_not_touched():
    mended = encoding.repair_text("The cafÃ© closed.\nNothing else.\ncafe\u0301")
    assert mended.text == "The café closed.\nNothing else.\ncafé" and (mended.lines, mended.letters) == (1, 1)
    assert mended.report == "1 line of garbled characters mended, 1 letter joined with their accents"
    sound = "“Ça va,” said Łukasz — 東京 ﬁne"
    assert encoding.repair_text(sound) == encoding.RepairedText(sound)
