"""The charts: they show the data, say what they show, and nothing in them is cut off or covered."""

from __future__ import annotations

import base64
import re
from itertools import combinations

import matplotlib
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import charts_data as data
from drawn_text import text_boxes
from hearsay import article_labels, charts, schema
from hearsay.charts.base import chart, rows, style
from hearsay.charts.base.rows import adjective
from hearsay.charts.base.style import OUTLETS, drawing, outlet_colours, side_colours
from hearsay.errors import InputError


def drawn(name: str, articles: pd.DataFrame) -> charts.Chart:
    """The chart of these articles, drawn from invented tables."""
    attributions, sentences = data.attributions(articles), data.sentences(articles)
    return {
        "voices": lambda: charts.voices(attributions, articles),
        "named": lambda: charts.named(attributions, articles),
        "stances": lambda: charts.stances(attributions, articles),
        "stances by article": lambda: charts.stances(attributions, articles, by="article"),
        "relays": lambda: charts.relays(attributions, articles),
        "frames": lambda: charts.frames(data.frames(sentences), sentences, articles),
        "loaded": lambda: charts.loaded(data.loaded(sentences), articles),
        "tone": lambda: charts.tone(data.tone(sentences), articles),
        "kept": lambda: charts.kept(data.blocks(articles), articles),
        "wording": lambda: charts.wording(data.wording(list(articles["article_id"])), articles),
    }[name]()


LENSES = ("voices", "named", "stances", "stances by article", "relays", "frames", "loaded")
EVERY = (*LENSES, "tone", "kept", "wording")


@pytest.mark.parametrize("n", [1, 5, pytest.param(12, marks=pytest.mark.nightly), 60, 200])
def test_no_text_is_cut_off_or_runs_into_another(n: int) -> None:
    articles = data.articles(n, outlets=12 if n == 200 else None)
    for name in EVERY:
        chart = drawn(name, articles)
        chart.figure.set_dpi(100 if n % 2 else 144)
        boxes = text_boxes(chart)
        paper = chart.figure.bbox
        for text, box in boxes:
            assert paper.x0 <= box.x0 and box.x1 <= paper.x1 and paper.y0 <= box.y0 and box.y1 <= paper.y1, (name, text)
        for (one, a), (other, b) in combinations(boxes, 2):
            assert min(a.x1, b.x1) - max(a.x0, b.x0) < 1 or min(a.y1, b.y1) - max(a.y0, b.y0) < 1, (name, one, other)


@pytest.mark.parametrize("name", LENSES)
def test_a_bar_that_is_one_per_cent_off_changes_the_text(name: str) -> None:
    chart = drawn(name, data.articles(3))
    before = chart.text
    bars = [bar for held in chart.axes.containers if not held.get_label().startswith("_") for bar in held if bar.get_width()]
    for bar in bars[::4]:
        true = bar.get_width()
        bar.set_width(true * 1.01)
        assert chart.text != before
        bar.set_width(true)
    assert bars and chart.text == before


def test_a_dot_that_moves_changes_the_text() -> None:
    chart = drawn("tone", data.articles(3))
    before = chart.text
    dots = next(c for c in chart.axes.collections if "own words" in c.get_label())
    dots.set_offsets(dots.get_offsets() + [0.02, 0])
    assert chart.text != before


def test_a_strip_that_is_cut_shorter_changes_the_text() -> None:
    chart = drawn("kept", data.articles(3))
    before = chart.text
    strip = next(c for c in chart.axes.collections if c.get_label() == "body")
    strip.set_verts([[(0, -0.3), (100, -0.3), (100, 0.3), (0, 0.3)]])
    assert chart.text != before


def test_what_is_drawn_is_what_was_counted() -> None:
    articles = data.articles(4)
    attributions = data.attributions(articles)
    chart = charts.stances(attributions, articles, by="article")
    outer = attributions[attributions["level"] == 1]
    counted = pd.crosstab(outer["article_id"], outer["stance"])
    for bars in chart.axes.containers:
        widths = [bar.get_width() for bar in bars]
        assert widths == pytest.approx([counted.loc[article].get(bars.get_label(), 0) for article in articles["article_id"]])
    assert {bars.get_label() for bars in chart.axes.containers} == set(schema.STANCES)


def test_voices_tells_officials_of_a_side_from_its_other_speakers() -> None:
    attributions = data.attributions(data.articles(1), each=4).assign(
        level=[1, 1, 1, 2], side="Iran", source_type=["named official", "government or institution", "media outlet", "none"]
    )
    assert "Iranian officials 2; Iranian others 1; printed 2 | 1 | n = 3" in charts.voices(attributions).text


def test_voices_says_how_far_a_difference_could_be_the_tools_own_doing() -> None:
    articles = data.articles(5)
    error = pd.DataFrame({"outlet": ["a", "b", "c"], "recall": [0.8, 0.5, 0.6]})
    caption = charts.voices(data.attributions(articles), articles, error=error).caption
    assert "3 outlets" in caption and "50% to 80%" in caption and "1.60 times" in caption
    assert "own doing" not in charts.voices(data.attributions(articles), articles).caption


def test_frames_count_a_sentence_once_and_own_words_first() -> None:
    sentences = data.sentences(data.articles(1), each=4)
    hits = [(0, "outlet"), (0, "attributed"), (0, "outlet"), (1, "attributed"), (2, "outlet")]
    found = schema.frame("frames", [
        {"article_id": sentences["article_id"][0], "sentence_no": n, "voice": v, "frame": "conflict", "score": 1, "evidence": ()}
        for n, v in hits
    ])  # fmt: skip
    assert "conflict, own words 0.5; conflict, attributed only 0.25" in charts.frames(found, sentences).text
    assert "printed 3 of 4 | 0 of 4" in charts.frames(found, sentences).text


def test_loaded_words_are_counted_by_voice_and_ground() -> None:
    articles = data.articles(1)
    marked = data.loaded(data.sentences(articles, each=3)).assign(
        voice=["outlet", "outlet", "attributed"], category=["a", "b", "a"]
    )
    text = charts.loaded(marked, articles).text
    assert "own words 2; attributed words 1; printed 2 | 1 | a 1+1; b 1+0 | n = 300 words" in text


def test_wording_names_outlets_and_articles_and_leaves_dots_open_that_are_not_resolved() -> None:
    articles = data.articles(1)
    words = data.wording([articles["article_id"][0], "An Outlet"]).assign(p_adjusted=[0.2] * 20 + [0.01] * 20)
    chart = charts.wording(words, articles, terms=2)
    assert [label.get_text() for label in chart.axes.get_yticklabels()][::3] == ["Outlet $0$ & Sons (000)", "An Outlet"]
    dots = [c for c in chart.axes.collections if c.get_label() == "log-odds"]
    assert [bool((dot.get_facecolor()[0][:3] == 1).all()) for dot in dots] == [True, True, False, False]
    with pytest.raises(InputError, match="no group 'x'"):
        charts.wording(words, groups=["x"])


def test_tone_shows_every_score_and_how_many_there_were() -> None:
    sentences = data.sentences(data.articles(1), each=3)
    scores = data.tone(sentences).query("analyzer == 'vader'").assign(voice="outlet", polarity=[0.5, None, -0.25])
    text = charts.tone(scores).text
    assert "VADER, own words 0.5, -0.25; VADER, own words, mean 0.125; printed +0.12, 2 of 3 | 0 of 0" in text
    with pytest.raises(InputError, match="no tone by 'vadar'"):
        charts.tone(scores, analyzers=["vadar"])


def test_intervals_are_drawn_from_ten_attributions_on() -> None:
    for each, is_drawn in ((9, False), (10, True)):
        attributions = data.attributions(data.articles(1), each=each).assign(level=1, identifiability="named person")
        assert ("named, interval 0.722 to 1" in charts.named(attributions).text) is is_drawn


def test_kept_counts_words_and_places() -> None:
    blocks = data.blocks(data.articles(1), each=3).assign(label=["body", "body", "furniture"])
    text = "one two".ljust(50) + "three".ljust(50) + "menu"
    documents = pd.DataFrame({"document_id": blocks["document_id"][:1], "text": [text]})
    assert "body 0–99; furniture 100–149; printed 3 kept 1 stripped" in charts.kept(blocks, documents=documents).text


def test_many_articles_are_pooled_by_outlet_or_cut_and_the_chart_says_so() -> None:
    pooled = charts.voices(data.attributions(data.articles(200, outlets=12)), data.articles(200, outlets=12))
    assert "200 articles, added up by outlet." in pooled.text
    assert len(pooled.axes.get_yticks()) == 12 - 1, "the two outlets that are not stated share a row"
    cut = charts.voices(data.attributions(data.articles(60)))
    assert "The first 24 of 60 articles, in file order; the others are not shown." in cut.text


def test_advice_follows_the_number_of_articles() -> None:
    def advice(n: int, outlets: int) -> str:
        few = data.articles(n, outlets)
        return rows.rows(few, few.assign(outlet=[f"O{i % outlets}" for i in range(n)])).advice

    assert advice(1, 1) == "This shows this article, not its outlet."
    assert advice(5, 5).startswith("One article per outlet: each row shows this article") and "Too few to compare" in advice(5, 5)
    assert advice(7, 2).startswith("Too few to compare")
    assert advice(8, 2) == ""


def test_chosen_articles_keep_their_names_and_colours() -> None:
    articles = data.articles(6)
    whole, some = (rows.rows(articles, articles, only=only) for only in ((), ("002", "000")))
    assert some.labels == (whole.labels[0], whole.labels[2])
    assert some.colours == (whole.colours[0], whole.colours[2])
    with pytest.raises(InputError, match="no article begins with 'x'"):
        rows.rows(articles, articles, only="x")


def test_keys_are_the_shortest_beginnings_that_tell_apart() -> None:
    assert article_labels.keys(["000_a", "001_b", "abcdef", "abcdeg"]) == ["000", "001", "abcdef", "abcdeg"]
    assert article_labels.keys(["ab", "abcd"]) == ["ab", "abc"]
    assert len(article_labels.keys([f"{'x' * 90}{n}" for n in range(2)])[0]) <= article_labels.KEY


def test_pictures_are_the_same_bytes_each_time(tmp_path) -> None:
    one, other = (drawn("voices", data.articles(2)) for _ in range(2))
    assert one.png() == other.png() and one.svg() == other.svg()
    assert re.search(rb"\d{4}-\d\d-\d\dT", one.svg()) is None
    assert one.save(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert b"Who is given the floor?" in one.save(tmp_path / "a.svg").read_bytes()
    with pytest.raises(InputError, match=r"end the name in .png or .svg"):
        one.save(tmp_path / "a.exe")


def test_a_notebook_gets_picture_text_and_alternative_text() -> None:
    chart = drawn("named", data.articles(2))
    bundle, metadata = chart._repr_mimebundle_()
    assert sorted(bundle) == ["image/png", "text/plain"]
    assert base64.b64decode(bundle["image/png"]) == chart.png()
    assert bundle["text/plain"] == repr(chart) == chart.text
    assert metadata["image/png"]["alt"] == chart.alt and chart.text in chart.alt
    assert chart.caption.split(".")[0] in chart.text


def test_an_axes_of_the_users_is_drawn_on_and_pyplot_is_left_alone() -> None:
    before = dict(matplotlib.rcParams)
    figure = Figure(figsize=(9, 4))
    FigureCanvasAgg(figure)
    ax = figure.add_subplot()
    chart = charts.named(data.attributions(data.articles(3)), ax=ax)
    assert chart.figure is figure and chart.axes is ax
    assert "Is the speaker named?" in chart.text and chart.caption in chart.text
    assert dict(matplotlib.rcParams) == before
    assert "image/png" in chart._repr_mimebundle_()[0]


def test_a_pyplot_figure_is_not_shown_twice() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    with matplotlib.rc_context({"backend": "agg"}):
        _, ax = pyplot.subplots()
        chart = charts.named(data.attributions(data.articles(3)), ax=ax)
        assert list(chart._repr_mimebundle_()[0]) == ["text/plain"]
        pyplot.close("all")
        drawn("tone", data.articles(1))
        assert pyplot.get_fignums() == []


def test_empty_tables_make_charts_that_say_so() -> None:
    nothing = {name: schema.frame(name, []) for name in schema.TABLES}
    found = [
        charts.voices(nothing["attributions"]),
        charts.named(nothing["attributions"], nothing["articles"]),
        charts.stances(nothing["attributions"]),
        charts.relays(nothing["attributions"]),
        charts.frames(nothing["frames"], nothing["sentences"]),
        charts.loaded(nothing["loaded"]),
        charts.tone(nothing["tone"]),
        charts.kept(nothing["blocks"]),
        charts.wording(nothing["wording"]),
    ]
    for empty in found:
        assert empty.png() and "Nothing to show" in empty.text


def test_an_article_without_attributions_has_its_row() -> None:
    articles = data.articles(2)
    attributions = data.attributions(articles.head(1))
    assert re.search(r"\(001\): .*n = 0$", charts.voices(attributions, articles).text, re.MULTILINE)


def test_colours_are_by_order_and_alphabet_and_nobody_is_grey() -> None:
    colours = outlet_colours(["B", schema.NOT_STATED, "A", "B"])
    assert [colours["B"], colours["A"]] == list(OUTLETS[:2]) and colours[schema.NOT_STATED] == "#9a9a9a"
    assert side_colours(["US", "Iran"]) == side_colours(["Iran", "US", "Iran"])
    many = outlet_colours(str(n) for n in range(21))
    assert len({many[str(n)] for n in range(21)}) == 21


def test_sides_have_adjectives_where_the_places_know_one() -> None:
    assert [adjective(side) for side in ("Iran", "US", "NATO", "Atlantis")] == ["Iranian", "US", "NATO", "Atlantis"]


@pytest.mark.parametrize("text", ["short", "a " * 400, "x" * 5000, "naïve 中文 עברית" * 9, "", "   "])
def test_labels_fit_their_room(text: str) -> None:
    with drawing():
        fitted = style.fitted_text(text, 1.2, 9, lines=2)
        assert len(fitted.splitlines()) <= 2
        assert all(style.text_width(line, 9) <= 1.2 for line in fitted.splitlines())
        assert fitted.endswith("…") or "".join(fitted.split()) == "".join(text.split())


@pytest.mark.parametrize(("value", "read"), [(7.0, "7"), (0.0, "0"), (1 / 3, "0.333"), (-0.25, "-0.25"), (12345.0, "12345")])
def test_numbers_are_read_as_the_eye_reads_them(value: float, read: str) -> None:
    assert chart.number(value) == read
