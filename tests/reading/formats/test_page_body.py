"""What a page holds, and how much of it an extractor keeps."""

from __future__ import annotations

from hearsay.reading.formats.page_body import PageBody, keep_whole, page_body
from hearsay.reading.records import parse_fragment

BOX, OTHER = ("div", "body"), ("div", "teaser")
TEXTS = [f"Paragraph number {n} of the text that is told here." for n in range(10)]


def test_half_that_is_lost_from_like_containers_is_put_back_in_its_place():
    body = PageBody(paragraphs=[(text, BOX) for text in TEXTS])
    kept = keep_whole([TEXTS[0], TEXTS[1], "A heading", TEXTS[5], TEXTS[6]], body)
    assert [line for line in kept.lines if line != "A heading"] == TEXTS and kept.kept == body.words
    assert kept.lines.index("A heading") > kept.lines.index(TEXTS[1])


def test_paragraphs_of_other_containers_stay_out():
    body = PageBody(paragraphs=[(text, BOX if n < 3 else OTHER) for n, text in enumerate(TEXTS)])
    kept = keep_whole(TEXTS[:3], body)
    assert kept.lines == TEXTS[:3] and kept.kept == sum(len(text.split()) for text in TEXTS[:3])


def test_a_little_that_is_left_out_stays_out():
    body = PageBody(paragraphs=[(text, BOX) for text in TEXTS])
    assert keep_whole(TEXTS[:9], body).lines == TEXTS[:9]


def test_paragraphs_round_the_article_are_counted_apart():
    five = "<p>one two three four five</p>"
    html = f"<body><nav><p>one two three four five six</p></nav><div id=comments>{five}</div><div class=t>{five}</div></body>"
    body = page_body(parse_fragment(html))
    assert body.words == 5 and dict(body.left_out) == {"nav": 6, "comments": 5}


def test_a_post_without_an_account_stays_as_it_is():
    body = page_body(parse_fragment('<body><blockquote class="twitter-tweet"><p>Words of nobody at all.</p></blockquote></body>'))
    assert body.posts == [] and body.words == 5
