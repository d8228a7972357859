"""The tone table, and what it says article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.attribution.whose_words import VoiceSegment, voice_segments
from hearsay.errors import InputError
from hearsay.statistics.intervals import cohen_kappa
from hearsay.text.words import COMPOUND, text_between, words
from hearsay.tone.scorers import SCORERS, Mark

_SENTENCE = ["article_id", "sentence_no", "voice", "analyzer"]


def tone(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Polarity of each stretch of a sentence that is in one voice, by three lexicon scorers.

    Parameters
    ----------
    documents, sentences, attributions
        The tables of those names.

    Returns
    -------
    DataFrame
        `schema.TABLES["tone"]`: one row per stretch and analyzer, in the order of the sentences. `polarity` runs from
        -1 to 1, `subjectivity` from 0 to 1. **Both are missing, not 0, where the scorer knows no word of the
        stretch**; `summary` reports how often. `evidence` holds (start, end, share): the polarity is the sum of the
        shares, and `text[start:end]` is the scored word with its negation or booster.

    Notes
    -----
    `textblob` is TextBlob as it is. `textblob-news` reads contractions out, lets negations reach, masks names, scores forms
    that TextBlob lacks and drops words that evaluate nothing: how much of TextBlob's polarity in news that takes out, and how
    few stretches it leaves scored, is `hearsay.validation.measured_error.news_patch()` (docs/methods.md#what-lexicons-score).
    `vader` is VADER, with quotation marks and dashes made plain so that typography does not count. How much of coded news each
    gets right stands in `hearsay.validation.measured_error.table()` and in brief below every chart of tone; `hearsay check tone`
    measures it again. A person trained to code reaches alpha .82, the best English dictionary .34
    [vanAtteveldt2021].

    Do not compare outlets by these numbers: in putting two outlets on one event in order they are no better than chance
    (`hearsay.validation.measured_error.ordering()`, docs/methods.md#ordering-outlets). Do not read a stretch without its
    evidence.

    See Also
    --------
    summary : means with their coverage. agreement : TextBlob against VADER.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    bounds = {(r.article_id, r.sentence_no): (r.start, r.end) for r in sentences.itertuples(index=False)}
    grouped = groupby(voice_segments(documents, sentences, attributions), key=attrgetter("article_id", "sentence_no"))
    return schema.frame("tone", (row for key, group in grouped for row in _rows(texts[key[0]], bounds[key], group)))


def by_sentence(tone: pd.DataFrame, *, by: Sequence[str] = ()) -> pd.DataFrame:
    """What of each sentence is in one voice, taken as one, however often the other voice interrupts it.

    This is the unit in which tone is counted and averaged, in tables and charts alike.

    Returns
    -------
    DataFrame
        `by`, article_id, sentence_no, voice, analyzer; `polarity` and `subjectivity`, the means over the scored stretches,
        missing where none is; `words`, how many words were scored.
    """
    per = tone.assign(words=tone["evidence"].map(len)).groupby([*dict.fromkeys([*by, *_SENTENCE])], sort=False, observed=True)
    return per.agg(polarity=("polarity", "mean"), subjectivity=("subjectivity", "mean"), words=("words", "sum")).reset_index()


def summary(tone: pd.DataFrame, *, by: Sequence[str] = ("article_id",)) -> pd.DataFrame:
    """Mean polarity with its coverage, per analyzer, voice and whatever `by` names.

    Parameters
    ----------
    tone
        The table that `tone` makes, with further columns (outlet, event) if you merged them in.
    by
        Columns to group by: ("article_id",), ("article_id", "side"), ("outlet",).

    Returns
    -------
    DataFrame
        `by`, voice, analyzer, `n_sentences` of title, deck and body with words in that voice, `n_scored` of them in which
        the scorer knew a word, `coverage` (their ratio, 0 to 1), `polarity` and `subjectivity` (means over the scored
        sentences; missing under two, for one sentence is no mean), `low_evidence` (the number of scored
        sentences that rest on one word).

    Notes
    -----
    A mean over few scored sentences says little: read it with `n_scored` and the evidence. No interval is given here,
    because sentences of an article are no independent draws; compare article means, under the rules for small numbers.
    """
    if unknown := [name for name in by if name not in tone]:
        raise InputError(f"summary: by={list(by)!r} names {unknown!r}, which the tone table lacks; it has {list(tone)!r}")
    each = by_sentence(tone, by=by)
    each["scored"], each["single"] = each["polarity"].notna(), each["words"] == 1
    table = each.groupby(list(dict.fromkeys([*by, "voice", "analyzer"])), sort=False).agg(
        n_sentences=("polarity", "size"),
        n_scored=("scored", "sum"),
        coverage=("scored", "mean"),
        polarity=("polarity", "mean"),
        subjectivity=("subjectivity", "mean"),
        low_evidence=("single", "sum"),
    )
    several = table["n_scored"] > 1
    return table.assign(**{name: table[name].where(several) for name in ("polarity", "subjectivity")}).reset_index()


def taken_out(tone: pd.DataFrame) -> pd.DataFrame:
    """The words that TextBlob scores and its news patch does not: `article_id, start, end, share`, the heaviest first.

    `share` is what TextBlob makes of the word in its stretch. A word that the patch scores with another negation or booster is
    not among them.
    """
    raw, patched = (_scored_words(tone[tone["analyzer"] == name]) for name in ("textblob", "textblob-news"))
    rows = [
        (article, start, end, share)
        for article, words_of in raw.items()
        for start, end, share in words_of
        if not any(first < end and start < last for first, last, _ in patched.get(article, ()))
    ]
    table = pd.DataFrame(rows, columns=["article_id", "start", "end", "share"])
    return table.sort_values("share", key=abs, ascending=False, kind="stable", ignore_index=True)


def _scored_words(tone: pd.DataFrame) -> dict[str, list[Mark]]:
    """The scored words of each article."""
    grouped = tone.groupby("article_id", sort=False)["evidence"]
    return {str(article): [mark for marks in evidence for mark in marks] for article, evidence in grouped}


def agreement(tone: pd.DataFrame) -> pd.DataFrame:
    """How far each TextBlob and VADER agree on the sign of a sentence, per article and voice.

    Returns
    -------
    DataFrame
        article_id, voice, `scorer` ("textblob" or "textblob-news", against VADER), `n_sentences` with words in that voice,
        `n_both` (scored by both), `n_one` (by one of them), `k_agree` (same sign: negative, zero, positive), `agreement`
        (k_agree of n_both) and `kappa` (Cohen's, over n_both). Missing where `n_both` is 0; kappa also where each gives
        one and the same sign throughout, so that chance explains everything.

    Notes
    -----
    1 is full agreement and kappa 0 what chance gives. Two lexicons that agree may be wrong alike: this is no accuracy.
    Below about 30 sentences kappa is a count in disguise; show `k_agree` of `n_both`.
    """
    wide = by_sentence(tone).pivot(index=["article_id", "sentence_no", "voice"], columns="analyzer", values="polarity")
    # The order is that of the table: pivot sorts.
    order = tone[["article_id", "voice"]].drop_duplicates().itertuples(index=False, name=None)
    rows = [
        (article, voice, scorer, *_agree(part[scorer], part["vader"]))
        for article, voice in order
        for part in [wide.xs((article, voice), level=("article_id", "voice"))]
        for scorer in ("textblob", "textblob-news")
    ]
    columns = ["article_id", "voice", "scorer", "n_sentences", "n_both", "n_one", "k_agree", "agreement", "kappa"]
    return pd.DataFrame(rows, columns=columns)


def _rows(text: str, bounds: tuple[int, int], group: Iterator[VoiceSegment]) -> Iterator[dict[str, Any]]:
    sentence = words(text, *bounds, COMPOUND)
    for segment in group:
        inside = text_between(sentence, segment.start, segment.end)
        for analyzer, scorer in SCORERS.items():
            score = scorer(text, segment.start, segment.end, inside)
            yield {
                **{name: getattr(segment, name) for name in ("article_id", "sentence_no", "voice", "start", "end", "side")},
                "analyzer": analyzer,
                "polarity": float("nan") if score.polarity is None else score.polarity,
                "subjectivity": float("nan") if score.subjectivity is None else score.subjectivity,
                "evidence": score.evidence,
            }


def _agree(scorer: pd.Series, vader: pd.Series) -> tuple[float, ...]:
    """Sentences, those scored by both and by one, those of the same sign, their share of both, and kappa."""
    both = scorer.notna() & vader.notna()
    one, two = (np.sign(polarity[both].round(12)) for polarity in (scorer, vader))
    k, n = int((one == two).sum()), int(both.sum())
    return len(both), n, int((scorer.notna() ^ vader.notna()).sum()), k, k / n if n else float("nan"), cohen_kappa(one, two)
