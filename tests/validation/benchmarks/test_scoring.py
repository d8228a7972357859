"""The measures of attribution on hand-made cases, and reading a corpus laid out as PolNeAR."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay import schema
from hearsay.errors import DataError
from hearsay.validation.benchmarks import attribution, digest, polnear, typography
from hearsay.validation.benchmarks.polnear import Annotated
from hearsay.validation.benchmarks.scoring import METRICS, Marked, Tally, WordTokens, overlaps, score_article

TEXT = 'Ann said it rains. "Snow falls," Bob said. It was reported that hail is due.'


def span(text, words, start=0):
    at = text.index(words, start)
    return (at, at + len(words))


ANN = Marked((span(TEXT, "Ann"),), (span(TEXT, "said"),), (span(TEXT, "it rains"),))
BOB = Marked((span(TEXT, "Bob"),), (span(TEXT, "said", 20),), (span(TEXT, '"Snow falls,"'),))
NOBODY = Marked((), (span(TEXT, "reported"),), (span(TEXT, "that hail is due"),))
GOLD = [ANN, BOB, NOBODY]


def tallies(predicted, gold=GOLD, **options):
    return score_article(WordTokens(TEXT), gold, predicted, **options)


def test_gold_against_itself_is_perfect_in_every_measure():
    for metric, tally in tallies(GOLD).items():
        assert tally.right == tally.predicted and tally.found == tally.gold, metric
    assert tallies(GOLD)["e2e.5"] == Tally(3, 3, 3, 3)
    assert tuple(tallies(GOLD)) == METRICS


def test_marks_at_the_edges_decide_nothing():
    bare = Marked(BOB.source, BOB.cue, (span(TEXT, "Snow falls"),))
    assert tallies([ANN, bare, NOBODY])["cex"] == Tally(3, 3, 3, 3)


def test_a_wrong_source_costs_the_end_to_end_measures_only():
    wrong = Marked(BOB.source, ANN.cue, ANN.content)
    result = tallies([wrong, BOB, NOBODY])
    assert result["c.5"] == Tally(3, 3, 3, 3) and result["cue"] == Tally(3, 3, 3, 3)
    assert result["e2e"] == Tally(2, 3, 2, 3) and result["src|m"] == Tally(1, 2, 1, 2)


def test_a_source_where_the_gold_has_none_is_wrong_and_the_reverse():
    assert tallies([Marked(ANN.source, NOBODY.cue, NOBODY.content)])["e2e"] == Tally(0, 1, 0, 3)
    assert tallies([Marked((), ANN.cue, ANN.content)])["e2e"] == Tally(0, 1, 0, 3)
    assert tallies([NOBODY])["e2e"] == Tally(1, 1, 1, 3)


def test_one_prediction_over_two_gold_contents_counts_once_for_precision_and_twice_for_overlap_recall():
    broad = Marked(ANN.source, ANN.cue, ((0, len(TEXT)),))
    result = tallies([broad])
    assert result["cov"] == Tally(1, 1, 3, 3)
    assert result["c.5"].found == 0


def test_kinds_are_read_off_the_double_marks():
    result = tallies([])
    assert [result[f"R:{kind}"].gold for kind in ("direct", "mixed", "indirect")] == [1, 0, 2]


def test_skipped_regions_drop_predictions_and_ignore_words():
    region = [(0, 18)]
    result = tallies(GOLD, skipped=region)
    assert result["e2e"] == Tally(2, 2, 2, 2)
    result = tallies([ANN], gold=[BOB], skipped=region)
    assert result["cue"].predicted == 0 and result["cue"].gold == 1


@given(st.lists(st.frozensets(st.integers(0, 9)), max_size=6), st.lists(st.frozensets(st.integers(0, 9)), max_size=6))
def test_overlaps_are_all_pairs_that_share_something(first, second):
    expected = [(i, j, len(a & b)) for i, a in enumerate(first) for j, b in enumerate(second) if a & b]
    assert overlaps(first, second) == expected


@given(st.text(alphabet="ab .,'", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_cover_is_every_word_that_shares_a_character(text, start, end):
    from hearsay.validation.benchmarks.scoring import WORD

    expected = {n for n, match in enumerate(WORD.finditer(text)) if match.start() < end and match.end() > start}
    assert WordTokens(text).cover([(start, end)]) == expected


@pytest.fixture
def corpus(tmp_path):
    """One article with two annotators; the alphabetically first says Ann, the other says nothing."""
    for part in ("text", "attributions"):
        (tmp_path / "dev" / part).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "paper_2020-01-01_rain.txt").write_bytes(f"Rain.\n\n{TEXT}\n".encode())
    lines = [
        "T1\tSource 7 10\tAnn", "T2\tCue 11 15\tsaid", "T3\tContent 16 18;19 24\tit rains", "T4\tAttribution 11 15\tsaid",
        "T5\tDiscard 0 5\tRain.", "T6\tContent oops\tx", "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        "E2\tAttribution:T4 Source:T1",
    ]  # fmt: skip
    annotations = tmp_path / "dev" / "attributions"
    (annotations / "paper_2020-01-01_rain_0a1b.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (annotations / "paper_2020-01-01_rain_9a1b.ann").write_text("", encoding="utf-8")
    return tmp_path


def test_the_first_annotator_is_read_with_discards_and_several_spans(corpus):
    (article,) = polnear.read_polnear(corpus, "dev")
    assert article.gold == (Marked(((7, 10),), ((11, 15),), ((16, 18), (19, 24))),)
    assert article.skipped == ((0, 5),) and article.outlet == "paper"


def test_another_edition_of_the_text_is_refused(corpus):
    path = corpus / "dev" / "text" / "paper_2020-01-01_rain.txt"
    path.write_text("!" + path.read_text(), encoding="utf-8")
    with pytest.raises(DataError, match="do not match the text"):
        polnear.read_polnear(corpus, "dev")


def test_a_missing_split_says_which_folder_is_wanted(corpus):
    with pytest.raises(DataError, match="attributions: no such folder; give the folder that holds test/text"):
        polnear.read_polnear(corpus, "test")


def test_the_digest_changes_with_a_byte_and_with_a_name(corpus):
    before = digest(corpus / "dev", *polnear.FILES)
    path = corpus / "dev" / "text" / "paper_2020-01-01_rain.txt"
    path.write_text(path.read_text() + " ", encoding="utf-8")
    changed = digest(corpus / "dev", *polnear.FILES)
    path.rename(path.with_name("other.txt"))
    assert len({before, changed, digest(corpus / "dev", *polnear.FILES)}) == 3


def test_corpus_becomes_tables_that_keep_the_contract(corpus):
    articles = polnear.read_polnear(corpus, "dev")
    documents, blocks = (schema.validate(n, getattr(polnear, n)(articles)) for n in ("documents", "blocks"))
    assert list(blocks["label"]) == ["title", "body"]
    assert [documents["text"][0][b.start : b.end] for b in blocks.itertuples()] == ["Rain.", TEXT]


def corpus_of(found_by_outlet):
    """Scores of articles with ten gold attributions each, of which so many are found."""
    rows = [
        (f"{outlet}{n}", outlet, metric, found, found, found, 10)
        for outlet, articles in found_by_outlet.items()
        for n, found in enumerate(articles)
        for metric in METRICS
    ]
    return pd.DataFrame(rows, columns=["article", "outlet", "metric", *attribution.COUNTS])


def test_ratio_and_chance_over_outlets():
    even = attribution.recall_ratio(corpus_of({"a": [5] * 6, "b": [5] * 6}))
    apart = attribution.recall_ratio(corpus_of({"a": [3, 4, 3, 4, 3, 4], "b": [8, 9, 8, 9, 8, 9]}))
    assert even == (1.0, 1.0, 1.0)
    assert apart[0] == pytest.approx(51 / 21) and apart[1] < 1.6 and apart[2] < 0.02
    assert apart == attribution.recall_ratio(corpus_of({"a": [3, 4, 3, 4, 3, 4], "b": [8, 9, 8, 9, 8, 9]}))


def test_an_outlet_with_nothing_found_keeps_the_ratio_finite():
    assert np.isfinite(attribution.recall_ratio(corpus_of({"a": [0, 0], "b": [5, 5]}))[0])


def test_rows_print_every_measure_from_the_result_alone():
    scores = corpus_of({"daily": [5, 6, 7], "weekly": [2, 3, 9]})
    result = {**attribution.overall(scores), **attribution._outlets(scores)}
    result |= {"words/s": 1e4, "model MB": 12.0, "articles": 6.0, "attributions": 60.0}
    text = attribution.rows(json.loads(json.dumps(result)))
    assert all(metric in text for metric in METRICS) and "daily" in text and "10,000 words/s" in text


QUOTES = st.text(alphabet="ab .,\n'\"\u201c\u201d\u2018\u2019`\u00ab\u00bb\u201e", max_size=60)


@given(QUOTES, st.sampled_from(sorted(typography.STYLES)))
def test_rewriting_keeps_words_and_moves_offsets_with_them(text, style):
    new = typography.rewrite(text, style)
    from hearsay.validation.benchmarks.scoring import WORD

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
        new = typography._changed(article, style)
        scores = score_article(WordTokens(new.text), new.gold, new.gold, quoted=WordTokens(TEXT).quoted())
        assert scores == tallies(GOLD), style


def test_a_long_line_is_rewritten_in_no_time():
    text = '"word" ' * 200_000
    assert typography.rewrite(text, "guillemets").text.startswith("«word» «word»")
