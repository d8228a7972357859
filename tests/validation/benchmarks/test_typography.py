"""Quotation marks in every style: words, offsets and scores stay as they were."""

from hypothesis import given
from hypothesis import strategies as st

from coded import GOLD, TEXT
from hearsay.validation.benchmarks import typography
from hearsay.validation.benchmarks.polnear import Annotated
from hearsay.validation.benchmarks.scoring import WORD, WordTokens, score_article

QUOTES = st.text(alphabet="ab .,\n'\"\u201c\u201d\u2018\u2019`\u00ab\u00bb\u201e", max_size=60)


@given(QUOTES, st.sampled_from(sorted(typography.STYLES)))
def test_rewriting_keeps_words_and_moves_offsets_with_them(text, style):
    new = typography.rewrite(text, style)

    assert WORD.findall(new.text) == WORD.findall(text)
    for match in WORD.finditer(text):
        assert new.text[new.move(match.start()) : new.move(match.end())] == match[0]
    assert new.move(0) == 0 and new.move(len(text)) == len(new.text)
    moved = [new.move(offset) for offset in range(len(text) + 1)]
    assert moved == sorted(moved)


def test_each_style_and_back_again():
    text = 'He said, "It\'s \'fine\'." "Is it?" asked Ann \u2014 "no."\n\n"Left open.\n\n"And closed."'
    curly = typography.rewrite(text, "curly").text
    assert curly.count("\u201c") == 5 and curly.count("\u201d") == 4
    assert typography.rewrite(text, "apostrophes").text.count("''") == 9
    for style in typography.STYLES:
        if style not in ("single", "mixed"):
            assert typography.rewrite(typography.rewrite(text, style).text, "curly").text == curly, style


def test_single_marks_outside_mean_double_marks_inside():
    text = "\u201cHe said \u2018no, it\u2019s late\u2019 and left,\u201d Ann said. The \u2018thing\u2019 stays."
    new = "\u2018He said \u201cno, it\u2019s late\u201d and left,\u2019 Ann said. The \u2018thing\u2019 stays."
    assert typography.rewrite(text, "single").text == new


def test_a_rewritten_article_scores_as_before():
    article = Annotated("paper_x", TEXT, tuple(GOLD))
    for style in typography.STYLES:
        new = typography.restyled(article, style)
        scores = score_article(WordTokens(new.text), new.gold, new.gold, quoted=WordTokens(TEXT).quoted())
        assert scores == score_article(WordTokens(TEXT), GOLD, GOLD), style


def test_a_long_line_is_rewritten_in_no_time():
    text = '"word" ' * 200_000
    assert typography.rewrite(text, "guillemets").text.startswith("«word» «word»")
