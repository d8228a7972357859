"""RSS and Atom."""

from __future__ import annotations

import pytest

from hearsay.reading import read_documents
from hearsay.reading.formats import feeds
from hearsay.reading.records import Problem, ReadingOptions, Source
from made import atom, pieces, rss
from reading_tables import bodies, tables
from samples import put

THREE = pieces(3)


@pytest.mark.parametrize(("write", "full"), [(rss, True), (atom, True), (lambda p: rss(p, full=False), False)])
def test_feeds(tmp_path, write, full):
    documents, problems = read_documents(put(tmp_path / "feed.xml", write(THREE)))
    made = tables(documents)
    assert bodies(documents, made["blocks"]) == [piece.body if full else piece.body[:1] for piece in THREE]
    assert list(made["articles"]["published"]) == [piece.iso for piece in THREE]
    assert list(documents["supplied_url"]) == [piece.url for piece in THREE]
    assert problems.empty if full else list(problems["problem"]) == ["the feed carries a summary only"]


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path):
    secret = put(tmp_path / "secret", "TOP SECRET")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{bomb}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = "<item><title>T</title><description>Words of the entry stand here. &l11; &x;</description></item>"
    documents, _ = read_documents(put(tmp_path / "feed.xml", f"{head}<rss><channel>{body}</channel></rss>"))
    assert len(documents) == 1
    assert "SECRET" not in documents["text"][0] and "lollol" not in documents["text"][0]


def test_xml_that_is_no_feed_and_a_feed_without_entries_are_one_line_each(tmp_path):
    put(tmp_path / "a.xml", "<?xml version='1.0'?><!-- no <rss> --><book><title>X</title></book>")
    put(tmp_path / "b.xml", "<?xml version='1.0'?><rss><channel><title>X</title></channel></rss>")
    documents, problems = read_documents(tmp_path)
    assert documents.empty and problems["lost"].all()
    assert problems["problem"].tolist() == ["XML that is no RSS or Atom feed: it holds <book>", "the feed has no entry"]


@pytest.mark.parametrize(
    ("text", "told", "lost"),
    [("<rss><channel>", "faulty XML", "no entry"), ("<opml/>", "it holds <opml>", "it holds <opml>")],
)
def test_what_is_no_feed_or_a_broken_one_is_told_and_lost(tmp_path, text, told, lost):
    items = feeds.read_feed(Source(put(tmp_path / "feed.xml", text), "feed.xml"), ReadingOptions())
    problems = [item for item in items if isinstance(item, Problem)]
    assert any(told in problem.problem for problem in problems)
    assert [problem.lost for problem in problems if lost in problem.problem] == [True]


def test_records_of_xml_are_as_many_articles(tmp_path):
    docs = "".join(
        f"<doc><status>new</status><sourceInfo><paper>x</paper><publication>{p.outlet}</publication></sourceInfo><title>{p.title}</title>"
        f"<date>{p.iso}</date><maintext>{''.join(f'<p>{line}</p>' for line in p.body)}</maintext></doc>"
        for p in THREE
    )
    for head in ('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>\n'):
        documents, problems = read_documents(put(tmp_path / "a.xml", f"{head}<docs>{docs}</docs>"))
        assert problems.empty and len(documents) == 3
        stated = [{name: value for _, _, name, value in parts if value} for parts in documents["parts"]]
        assert [one["title"] for one in stated] == [p.title for p in THREE]
        assert documents["supplied_published"].tolist() == [p.iso for p in THREE]
        assert documents["supplied_outlet"].tolist() == [p.outlet for p in THREE]


def test_xml_of_one_article_in_paragraphs_is_read_as_a_page_and_told(tmp_path):
    text = f"<?xml version='1.0'?><news><block>{''.join(f'<p>{line}</p>' for line in THREE[0].body)}</block></news>"
    documents, problems = read_documents(put(tmp_path / "a.xml", text))
    assert len(documents) == 1 and THREE[0].body[3] in documents["text"][0]
    assert problems["problem"].tolist() == ["XML that is no RSS or Atom feed: it holds <news>; read as one page"]
