"""The marked article: nothing lost, nothing executed, marks where the offsets say."""

from __future__ import annotations

import time
from collections.abc import Callable
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex, to_rgb

from hearsay import schema
from hearsay.charts.base.style import HUES, READABLE, contrast
from hearsay.display.article import DEEPEST, NO_FORMULAS, MarkedSpan, marked_pieces, show, stripped
from hearsay.report.page import clean

TEXT = 'Menu\nThe minister said that "prices <b>fell</b>", officials claimed.\nMore news'
HOSTILE = "<script>alert(1)</script><img src=x onerror='alert(2)'>\"'&lt;\x00\x1b[31m</div><style>*{display:none}</style>"


def attribution(number: int, source: tuple | None, cue: tuple, *content: tuple, text: str = TEXT, **other: object) -> dict:
    """A row of `attributions` with these spans of `text`."""
    fixed = {
        "article_id": "a.txt", "attribution_no": number, "sentence_no": 0, "zone": "body", "level": 1, "nested_in": None,
        "source": text[slice(*source)] if source else "", "source_start": source and source[0],
        "source_end": source and source[1],
        "cue": text[slice(*cue)], "cue_start": cue[0], "cue_end": cue[1],
        "content": " … ".join(text[s:e] for s, e in content), "content_spans": content, "kind": "indirect", "speaker": "",
        "source_type": "named official", "identifiability": "named person", "country": "US", "organisation": schema.NOT_STATED,
        "affiliation_basis": "text", "side": "US", "stance": "neutral", "hop": 1, "via": (), "confidence": 1.0, "repair": "",
    }  # fmt: skip
    return fixed | other


THEMES = {
    "report": ("#1d2733", "#ffffff"),
    "JupyterLab light": ("#212121", "#ffffff"),
    "JupyterLab dark": ("#ffffff", "#111111"),
}
"""Ink and paper of the pages on which an article is shown."""


def document(text: str = TEXT, name: str = "a.txt") -> pd.Series:
    """A row of `documents`."""
    return pd.Series({"document_id": name, "text": text})


def table(*rows: dict) -> pd.DataFrame:
    """The table of these attributions."""
    return schema.frame("attributions", rows)


class Reader(HTMLParser):
    """Reads the article's own text back out of the HTML, and what each of its characters is marked with."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict]] = []
        self.open: list[tuple[str, dict]] = []
        self.text = ""
        self.marked: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, "tags are nested"

    def handle_data(self, data: str) -> None:
        in_body = any("pre-wrap" in attrs.get("style", "") for _, attrs in self.open)
        if in_body and not {"sup", "summary"} & {tag for tag, _ in self.open}:
            self.text += data
            over = self.open[-1][1]
            self.marked += [(over.get("style", ""), over.get("title", ""))] * len(data)


class Painted(HTMLParser):
    """Each stretch of text with the contrast of its ink to what is painted behind it, on a page of these colours."""

    def __init__(self, html: str, ink: str, paper: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = to_rgb(paper)
        self.open = [(to_rgb(ink), self.page, 1.0)]
        self.words: list[tuple[str, float]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        rules = [rule.split(":") for rule in (dict(attrs).get("style") or "").split(";") if ":" in rule]
        style = {name.strip(): value.strip() for name, value in rules}
        ink, paper, opacity = self.open[-1]
        ink, paper = (to_rgb(style[name]) if name in style else held for name, held in (("color", ink), ("background", paper)))
        self.open.append((ink, paper, opacity * float(style.get("opacity", 1))))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            *colours, opacity = self.open[-1]
            mixed = [[opacity * one + (1 - opacity) * page for one, page in zip(c, self.page, strict=True)] for c in colours]
            self.words.append((data, contrast(*map(to_hex, mixed))))


def test_the_text_comes_back_whole() -> None:
    assert Reader(show(document(), attributions=table(attribution(0, (5, 17), (18, 22), (23, 48)))).html).text == TEXT


def test_each_mark_stands_where_its_offsets_say() -> None:
    read = Reader(show(document(), attributions=table(attribution(0, (5, 17), (18, 22), (23, 30), (40, 48)))).html)
    content = {place for place, (style, _) in enumerate(read.marked) if "background" in style}
    cue = {place for place, (style, _) in enumerate(read.marked) if "italic" in style}
    source = {place for place, (style, _) in enumerate(read.marked) if "bold" in style}
    assert (content, cue, source) == ({*range(23, 30), *range(40, 48)}, set(range(18, 22)), set(range(5, 17)))


def test_nested_content_is_told_from_the_content_around_it() -> None:
    rows = [
        attribution(0, (5, 17), (18, 22), (23, 68), side="Iran"),
        attribution(1, (50, 59), (60, 67), (28, 40), level=2, nested_in=0, hop=2, via=("minister",)),
    ]
    read = Reader(show(document(), attributions=table(*rows)).html)
    outer, inner = read.marked[24], read.marked[30]
    assert "solid" in outer[0] and "double" in inner[0]
    assert outer[1].startswith("0: The minister") and inner[1].splitlines()[0].startswith("1: officials")
    assert "hop 2, through minister; level 2" in inner[1] and len(inner[1].splitlines()) == 2


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tidy", [str, clean], ids=["notebook", "report"])
def test_every_word_can_be_read_on_a_light_and_on_a_dark_page(theme: str, tidy: Callable[[str], str]) -> None:
    sides = [f"side {n}" for n in range(3 * len(HUES))]
    blocks = [("body", 0, 5), ("furniture", 5, 22), ("body", 22, len(TEXT))]
    for side in (*sides, schema.NOT_STATED, "other"):
        rows = [
            attribution(0, (5, 17), (18, 22), (23, 68), side=side),
            attribution(1, (50, 59), (60, 67), (28, 40), level=2, side=sides[0]),
        ]
        shown = show(document(), schema.frame("blocks", [
            {"document_id": "a.txt", "block_no": n, "start": s, "end": e, "label": label, "detail": "", "confidence": 1.0}
            for n, (label, s, e) in enumerate(blocks)
        ]), table(*rows), sides=sides)  # fmt: skip
        painted = Painted(tidy(shown.html), *THEMES[theme])
        assert len(painted.words) > 12, "marked, stripped and plain text are all there"
        assert {text: round(value, 1) for text, value in painted.words if value < READABLE} == {}, side


@pytest.mark.parametrize("field", ["text", "name", "speaker", "cue", "via", "article", "term", "detail"])
def test_nothing_of_the_article_is_executed(field: str) -> None:
    text = HOSTILE + TEXT if field == "text" else TEXT
    row = attribution(0, (5, 17), (18, 22), (23, 48), text=text)
    row |= {"via": (HOSTILE,)} if field == "via" else {field: HOSTILE} if field in row else {}
    word = {"article_id": "a.txt", "sentence_no": 0, "voice": "outlet", "start": 1, "end": 3, "term": HOSTILE,
            "category": HOSTILE,
            "ground": HOSTILE}  # fmt: skip
    block = {
        "document_id": "a.txt",
        "block_no": 0,
        "start": 0,
        "end": 4,
        "label": "furniture",
        "detail": HOSTILE,
        "confidence": 1.0,
    }
    article = pd.Series({"outlet": HOSTILE, "title": HOSTILE, "published": HOSTILE}) if field == "article" else None
    shown = show(
        document(text, HOSTILE if field == "name" else "a.txt"),
        schema.frame("blocks", [block]) if field == "detail" else None,
        table(row),
        loaded=schema.frame("loaded", [word]) if field == "term" else None,
        article=article,
    )
    read = Reader(shown.html)
    assert {tag for tag, _ in read.tags} <= {"div", "p", "b", "i", "span", "sup", "details", "summary", "ul", "li"}
    assert {name for _, attrs in read.tags for name in attrs} <= {"class", "style", "title"}
    assert [attrs["class"] for _, attrs in read.tags if "class" in attrs] == [NO_FORMULAS]
    assert not read.open, "every tag is closed"
    assert "\x1b" not in shown.text + shown.html and "\x00" not in shown.text + shown.html


def test_stripped_blocks_are_grey_and_long_ones_folded() -> None:
    text = "x" * 500 + "\n" + TEXT
    rows = [("furniture", "nav", 0, 500), ("furniture", "", 501, 505), ("body", "", 506, 569), ("caption", "", 570, 579)]
    blocks = schema.frame("blocks", [
        {"document_id": "a.txt", "block_no": n, "start": s, "end": e, "label": label, "detail": detail, "confidence": 1.0}
        for n, (label, detail, s, e) in enumerate(rows)
    ])  # fmt: skip
    assert stripped(blocks, len(text)) == [(0, 505, "nav, furniture"), (570, 579, "caption")]
    read = Reader(show(document(text), blocks).html)
    assert read.text == text
    assert "<summary>stripped, 505 characters: nav, furniture</summary>" in show(document(text), blocks).html
    assert read.marked[510] != read.marked[575] and "stripped: caption" in read.marked[575][1]


def test_what_is_marked_is_never_folded_away() -> None:
    text = "x" * 500
    block = {"document_id": "a", "block_no": 0, "start": 0, "end": 500, "label": "furniture", "detail": "", "confidence": 1.0}
    shown = show(document(text), schema.frame("blocks", [block]), table(attribution(0, None, (3, 5), (9, 12), text=text)))
    assert "<summary>stripped" not in shown.html and Reader(shown.html).text == text


def test_the_plain_text_lists_the_attributions() -> None:
    shown = show(
        document(), attributions=table(attribution(0, (5, 17), (18, 22), (23, 48)), attribution(1, None, (60, 67), (23, 48)))
    )
    assert repr(shown) == shown.text
    assert shown.text.splitlines() == [
        "a.txt: 2 attributions = 2 in the body",
        '0: The minister (US); named official; neutral; hop 1; level 1 | The minister | said | that "prices <b>fell</b>"',
        '1: nobody is named (US); named official; neutral; hop 1; level 1 | – | claimed | that "prices <b>fell</b>"',
    ]


def test_the_number_of_attributions_adds_up_from_those_that_tables_and_charts_count() -> None:
    rows = [
        attribution(0, (5, 17), (18, 22), (23, 48)),
        attribution(1, None, (60, 67), (23, 48), zone="title"),
        attribution(2, None, (60, 67), (23, 48), zone="deck"),
        attribution(3, None, (60, 67), (28, 30), level=2),
    ]
    told = "4 attributions = 1 in the body + 2 in title and deck + 1 inside others"
    shown = show(document(), attributions=table(*rows))
    assert shown.text.startswith(f"a.txt: {told}\n") and f"<summary>list of {told}</summary>" in shown.html
    assert show(document(), attributions=table()).text == "a.txt: 0 attributions"
    assert show(document(), attributions=table(rows[0])).text.startswith("a.txt: 1 attribution = 1 in the body\n")


def test_it_is_the_same_each_time() -> None:
    rows = table(attribution(0, (5, 17), (18, 22), (23, 48)), attribution(1, (50, 59), (60, 67), (5, 48), side="Iran"))
    assert show(document(), attributions=rows) == show(document(), attributions=rows)


def test_a_text_without_tables_is_shown_as_it_is() -> None:
    assert Reader(show(TEXT).html).text == TEXT
    assert show("").text == "article: 0 attributions"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.data())
def test_any_spans_over_any_text(text: str, data: st.DataObject) -> None:
    text = text.replace("\r", "")
    place = st.integers(-2, len(text) + 2)
    spans = data.draw(st.lists(st.tuples(place, place).map(sorted), max_size=12))
    marks = [MarkedSpan(s, e, "content", n, n % 3, "#123456", f"{n}") for n, (s, e) in enumerate(spans)]
    cut = marked_pieces(len(text), marks, [])
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    for piece in cut:
        covering = {m.number for m in marks if m.start < piece.end and piece.start < m.end and m.start < m.end}
        assert {m.number for m in piece.over} <= covering
        assert {m.number for m in piece.over} == covering or len(piece.over) == 3 * DEEPEST


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab<>&'\"\n é😀", min_size=8, max_size=60), st.data())
def test_any_attributions_leave_the_text_whole(text: str, data: st.DataObject) -> None:
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])
    rows = [
        attribution(n, data.draw(span), data.draw(span), *sorted(data.draw(st.lists(span, min_size=1, max_size=3))), text=text)
        for n in range(data.draw(st.integers(0, 5)))
    ]
    assert Reader(show(document(text), attributions=table(*rows)).html).text == text


def test_long_texts_and_many_nested_spans_take_seconds() -> None:
    text = "word " * 200_000
    marks = [MarkedSpan(n, len(text) - n, "content", n, 1, "#123456", "") for n in range(20_000)]
    start = time.perf_counter()
    assert len(marked_pieces(len(text), marks, [])) == 40_000 - 1
    assert Reader(show(text).html).text == text
    assert time.perf_counter() - start < 10
