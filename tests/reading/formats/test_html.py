"""Saved web pages."""

# ruff: noqa: E501  (markup stands on lines as pages write it)

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


def paragraphs(number: int) -> str:
    return "".join(f"<p>{line}</p>" for line in pieces(1, first=number)[0].body)


def test_a_text_in_several_containers_is_read_whole(tmp_path):
    chunks = "".join(
        f'<div class="chunk"><div class="body inner">{paragraphs(n)}</div></div><div class="ad">Buy a crane</div>'
        for n in range(1, 7)
    )
    documents, problems = read_documents(
        put(tmp_path / "a.html", f"<html><body><main><article><h1>A title of it</h1>{chunks}</article></main></body></html>")
    )
    lines = [documents["text"][0][start:end] for start, end, name, _ in documents["parts"][0] if name == "body"]
    assert lines == [line for n in range(1, 7) for line in pieces(1, first=n)[0].body] and problems.empty


def test_a_page_of_which_much_is_lost_is_told(tmp_path):
    other = "".join(f'<div class="teaser{n}">{paragraphs(n)}</div>' for n in range(2, 9))
    page_ = f"<html><body><article>{paragraphs(1)}</article><section>{other}</section></body></html>"
    documents, problems = read_documents(put(tmp_path / "a.html", page_))
    body = sum(end - start for start, end, name, _ in documents["parts"][0] if name == "body")
    whole = sum(len(line) for n in range(1, 9) for line in pieces(1, first=n)[0].body)
    assert body > 0.6 * whole or "of the words in the page's paragraphs are kept" in problems["problem"][0]


@pytest.mark.parametrize(
    "embed",
    [
        '<blockquote class="twitter-tweet"><p lang="en">Avoid Main Street.</p>&mdash; Elmsea Police (@ElmseaPD) <a href="#">May 1</a></blockquote>',
        '<blockquote class="bluesky-embed"><p>Avoid Main Street.</p>&mdash; Elmsea Police (<a href="#">@ElmseaPD</a>) <a>1 May</a></blockquote>',
        '<blockquote class="instagram-media"><p>Avoid Main Street.</p><div><a>A post shared by Elmsea Police (@ElmseaPD)</a></div></blockquote>',
        '<blockquote class="tiktok-embed"><section>Elmsea Police <a title="@ElmseaPD">@ElmseaPD</a><p>Avoid Main Street.</p></section></blockquote>',
    ],
    ids=["X", "Bluesky", "Instagram", "TikTok"],
)
def test_a_post_that_the_page_shows_is_a_quotation_of_its_account(tmp_path, embed):
    text = page(THREE[0]).replace(
        f"<p>{THREE[0].body[2]}</p>", f"<p>{THREE[0].body[2]}</p>{embed}<blockquote><p>We will not pay.</p></blockquote>"
    )
    documents, problems = read_documents(put(tmp_path / "a.html", text))
    lines = [documents["text"][0][start:end] for start, end, name, _ in documents["parts"][0] if name == "body"]
    assert "Elmsea Police @ElmseaPD: “Avoid Main Street.”" in lines and problems.empty
    assert lines.index("Elmsea Police @ElmseaPD: “Avoid Main Street.”") == lines.index(THREE[0].body[2]) + 1


def test_captions_and_credits_are_no_text(tmp_path):
    figure = '<figure><img src="a.jpg"><figcaption>The crane at the harbour. <span class="credit">Photo: Ida Holt</span></figcaption></figure>'
    text = page(THREE[0]).replace(f"<p>{THREE[0].body[2]}</p>", f"<p>{THREE[0].body[2]}</p>{figure}")
    documents, problems = read_documents(put(tmp_path / "a.html", text))
    named = [(name, documents["text"][0][start:end]) for start, end, name, _ in documents["parts"][0]]
    assert [line for name, line in named if name == "body"] == THREE[0].body and problems.empty
    assert ("caption", "The crane at the harbour.") in named and ("photo_credit", "Photo: Ida Holt") in named


@pytest.mark.parametrize("kind", ["json", "classes", "container"])
def test_a_live_blog_is_told(tmp_path, kind):
    posts = "".join(
        f'<{"article" if kind != "classes" else "div"} class="{"live-blog-post" if kind == "classes" else "entry"}"><time>{n}:00</time>'
        f"<h2>What happened at {n}</h2>{paragraphs(n)}</{'article' if kind != 'classes' else 'div'}>"
        for n in range(1, 5)
    )
    text = page(THREE[0]).replace(
        f"<p>{THREE[0].body[0]}</p>", f'<div class="{"liveblog" if kind == "container" else "main"}">{posts}</div>'
    )
    text = text.replace('"NewsArticle"', '"LiveBlogPosting"') if kind == "json" else text
    documents, problems = read_documents(put(tmp_path / "a.html", text))
    assert len(documents) == 1 and any("live blog" in problem for problem in problems["problem"])
    assert not problems["lost"].any()


def test_what_is_kept_and_from_where_is_noted(tmp_path):
    from hearsay.reading import read

    notes = read(put(tmp_path / "a.html", page(THREE[0]))).notes["what"].tolist()
    words = THREE[0].words
    assert f"kept {words} of {words} words in the page's paragraphs, in paragraphs of <article> 6" in notes
    assert any(note.startswith("not looked at, words: ") and "nav 10" in note for note in notes)


def test_lines_are_what_a_reader_sees():
    seen = records.fragment_lines("<p>One <b>line</b></p><script>no</script><ul><li>two</li><li>three</li></ul>tail")
    assert seen == ["One line", "two", "three", "tail"]
