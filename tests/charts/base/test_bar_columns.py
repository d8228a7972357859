"""Tables whose cells hold bars."""

from __future__ import annotations

import pytest

import charts_data as data
from drawn_text import text_boxes
from hearsay.charts.base.bar_columns import Column, Part, bar_table, count_column, share_columns, share_intervals, words_column
from hearsay.charts.base.canvas import sheet
from hearsay.charts.base.rows import rows
from hearsay.statistics.intervals import wilson


def test_columns_share_one_scale_and_begin_at_their_own_zero() -> None:
    page = sheet(None, ["one", "two"], title="t")
    both = Column("both", [Part("dark", [2, 1], "#000000"), Part("light", [1, 0], "#cccccc")], ["3", "1"])
    bar_table(page, [both, count_column("alone", [0, 4], "#ff0000"), words_column("said", ["a", "b"])], ["#000000", "#ffffff"])
    dark, light, alone = page.axes.containers
    assert [bar.get_width() for bar in (*dark, *light, *alone)] == pytest.approx([2, 1, 1, 0, 0, 4])
    assert [bar.get_x() for bar in light] == [2, 1], "parts stand end to end"
    zero = alone[0].get_x()
    assert zero == page.axes.get_xticks()[1] > 3 and alone[1].get_x() == zero
    text = page.chart().text
    assert "columns: both | alone | said" in text
    assert (
        "one: dark 2; light 1; alone 0; printed 3 | 0 | a" in text and "two: dark 1; light 0; alone 4; printed 1 | 4 | b" in text
    )


def test_numbers_stand_behind_bars_intervals_and_tracks() -> None:
    page = sheet(None, ["one", "two", "three"], title="t")
    spans = [(0.1, 0.9), None, None]
    shares = Column("share", [Part("share", [0.5, 0.2, 0.0], "#000000")], ["a", "b", "0 of 4"], spans)
    bar_table(page, [shares], ["#000000"] * 3)
    a, b, nought = page.axes.texts
    assert a.get_position()[0] > 0.9 > b.get_position()[0] > 0.2
    assert a.get_color() == b.get_color() != nought.get_color()
    assert "one: share 0.5; share, interval 0.1 to 0.9; printed a" in page.chart().text
    tracked = sheet(None, ["one"], title="t")
    bar_table(tracked, [Column("share", [Part("share", [0.2], "#000000")], ["a"], track=1.0)], ["#000000"])
    assert tracked.axes.texts[0].get_position()[0] > 1 and "share 0.2; printed a" in tracked.chart().text


@pytest.mark.parametrize("n", [1, 4, 7])
def test_heads_and_numbers_fit_into_their_columns(n: int) -> None:
    page = sheet(None, ["one", "two"], title="t", head=0.6)
    bar_table(
        page, [count_column(f"incomprehensibly named column {i}", [1, 12345], "#000000") for i in range(n)], ["#000000"] * 2
    )
    boxes = [box for text, box in text_boxes(page.chart()) if text not in ("one", "two", "t")]
    for place, a in enumerate(boxes):
        for b in boxes[:place]:
            assert min(a.x1, b.x1) - max(a.x0, b.x0) < 1 or min(a.y1, b.y1) - max(a.y0, b.y0) < 1


def test_shares_are_of_their_row_and_have_intervals_from_ten_on() -> None:
    said = data.attributions(data.articles(2), each=12).assign(kind=["a"] * 9 + ["b"] * 3 + ["a"] * 12).drop(index=range(20, 24))
    table = rows(said, None)
    a, b = share_columns(said, said["kind"], {"a": "#000000", "b": "#ffffff"}, table)
    assert list(a.parts[0].lengths) == [9 / 12, 1] and list(b.printed) == ["3 of 12", "0 of 8"]
    assert a.spans == [wilson(9, 12), None], "8 are too few"


def test_from_article_to_article_the_articles_vary() -> None:
    articles = data.articles(30).assign(outlet=[f"O{n % 3}" for n in range(30)])
    said = data.attributions(articles, each=10)
    table = rows(said, articles)
    assert table.pooled
    alike, apart = (share_intervals(said[chosen], said, table) for chosen in (said.index % 2 == 0, said.index // 10 % 2 == 0))
    assert alike == [wilson(50, 100)] * 3, "articles that do not vary are as certain as their attributions"
    assert all(low < alike[0][0] and high > alike[0][1] for low, high in apart), "and others less"
    few = rows(said, articles.assign(outlet=[f"O{n // 3}" for n in range(30)]))
    assert share_intervals(said, said, few) == [None] * 10, "three articles are too few"
