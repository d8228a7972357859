"""Saved web pages."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.errors import InputError
from hearsay.reading import read_documents, records
from hearsay.reading.formats import html
from made import page, pieces
from reading_tables import bodies, tables
from samples import put

THREE = pieces(3)


def test_a_page_of_the_web_by_both_engines(tmp_path):
    put(tmp_path / "page.html", page(THREE[0]))
    for engine in ("precise", "fast"):
        documents, problems = read_documents(tmp_path, html=engine)
        made = tables(documents)
        assert problems.empty and bodies(documents, made["blocks"]) == [THREE[0].body]
        article = made["articles"].iloc[0]
        assert (article["title"], article["outlet"], article["published"]) == (THREE[0].title, THREE[0].outlet, THREE[0].iso)
        assert article["title_basis"] == article["outlet_basis"] == article["published_basis"] == "stated"
        assert documents["supplied_url"][0] == THREE[0].url
    with pytest.raises(InputError, match="'precise' or 'fast', not 'quick'"):
        read_documents(tmp_path, html="quick")


def test_a_page_without_an_article_is_read_as_a_dump_and_told(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.html", "<html><body><p>Sold out.</p></body></html>"))
    assert documents["text"][0].strip() == "Sold out." and "page dump" in problems["problem"][0] and not problems["lost"].any()


@pytest.mark.parametrize("encoding", ["cp1252", "windows-1251", "shift_jis", "utf-16"])
def test_a_page_in_the_encoding_that_it_declares(tmp_path, encoding):
    sentence = {"windows-1251": "Мэр города сказал", "shift_jis": "市長は橋が春に再開すると述べた"}.get(
        encoding, "Le maire a déclaré à l’été"
    )
    text = f'<html><head><meta charset="{encoding}"></head><body><article><p>{(sentence + ". ") * 30}</p></article></body></html>'
    documents, _ = read_documents(put(tmp_path / "a.html", text.encode(encoding)))
    assert sentence in documents["text"][0]


def test_a_page_nested_without_end_is_read_in_time(tmp_path):
    deep = "<div>" * 200_000 + "".join(f"<p>{line}</p>" for line in THREE[0].body)
    for engine in ("precise", "fast"):
        documents, problems = read_documents(put(tmp_path / "deep.html", f"<html><body>{deep}"), html=engine)
        assert len(documents) + len(problems) > 0


QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(st.text(max_size=400))
def test_any_markup_is_read(tmp_path, text):
    documents, problems = read_documents(put(tmp_path / "a.html", f"<html>{text}".encode("utf-8", "replace")))
    assert len(documents) or len(problems)
    assert isinstance(html.article_of_page(text, "fast"), object)


HEAD = """<html><head><meta property="og:title" content="By meta"><meta name="author" content="https://example.org/jane">
<link rel="canonical" href="https://example.org/a"><script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"],
"headline": "By JSON", "publisher": {"name": "The Lamp"}, "datePublished": "2023-02-15T10:00:00Z"}]}
</script></head><body/></html>"""


def test_what_a_head_states_for_machines_and_json_goes_first():
    stated = html.head_metadata(records.parse_fragment(HEAD))
    assert (stated["title"], stated["outlet"], stated["published"]) == ("By JSON", "The Lamp", "2023-02-15")
    assert (stated["byline"], stated["url"]) == ("", "https://example.org/a")


def test_of_several_values_of_a_name_the_first_counts_and_bad_json_is_passed_over():
    page = '<meta name="author" content="Jane"><meta name="author" content="John"><script type="application/ld+json">{</script>'
    assert html.head_metadata(records.parse_fragment(f"<html><head>{page}</head></html>"))["byline"] == "Jane"


def test_lines_are_what_a_reader_sees():
    seen = records.fragment_lines("<p>One <b>line</b></p><script>no</script><ul><li>two</li><li>three</li></ul>tail")
    assert seen == ["One line", "two", "three", "tail"]
