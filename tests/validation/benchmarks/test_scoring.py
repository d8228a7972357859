"""The measures of attribution on hand-made cases."""

from hypothesis import given
from hypothesis import strategies as st

from coded import ANN, BOB, GOLD, NOBODY, TEXT, span
from hearsay.validation.benchmarks.scoring import METRICS, Marked, Tally, WordTokens, overlaps, score_article


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
