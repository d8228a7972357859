"""The scorers of tone: a stretch of text in, its polarity and the words that made it out.

All three keep the same rule: the polarity is the sum of the marks' values. A stretch in which a scorer knows no word
has no polarity, which is not a polarity of 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from string import punctuation
from typing import Any

import pandas as pd

from hearsay.text.lexicons import read_lexicon
from hearsay.text.spans import Span
from hearsay.text.tagging import textblob_english
from hearsay.text.words import Word, comparison_forms, inflected_forms, words

PORTRAYAL = "portrayal"
"""The trained model, which knows whom a sentence is about; all others are lexicons."""
NAMES = {
    "textblob": "TextBlob",
    "textblob-news": "TextBlob, news patch",
    "vader": "VADER",
    PORTRAYAL: "portrayal model",
}
"""Analyzer, as the tables call it, and its name."""
_IRREGULAR = {"win": ("won", "winning")}
"""Forms of the verbs that TextBlob holds, where the rule gives none or a wrong one."""
_APART = frozenset(
    ("absorbed", "acquainted", "advanced", "appealing", "apportioned", "aroused", "becoming", "catching", "celebrated")
    + ("challenging", "charming", "churning", "crushing", "cutting", "engaging", "experienced", "fitting", "forced", "gifted")
    + ("gripping", "guarded", "interesting", "jammed", "missing", "promising", "seasoned", "spirited", "stretched", "striking")
    + ("surprising", "touching", "twisted")
)
"""Adjectives that have parted from their verb: who touches or strikes a thing is not touching or striking."""
Mark = tuple[int, int, float]
"""A scored word with its negation or booster: start, end, and its share of the polarity."""
_Assessment = tuple[list[str], float, float, str | None]
"""What TextBlob says of a few words: these, polarity, subjectivity, label."""

PIECE = 2_000
"""Characters that TextBlob and VADER see at once: both take more than linear time on longer ones."""
_EVEN = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›′", "'"), **dict.fromkeys("—–―", " ")})
"""Typographic marks as VADER knows them, one character for one. It misses a word next to a curly quotation mark
or a dash, and then outlets would differ by their typography."""
_VADER_FLAT = 1 / math.sqrt(15)
"""Slope of VADER's normalisation at 0."""
_NAME = "xxxx"
"""Stands for a name: in no lexicon, and long enough to end a negation's or a modifier's reach."""
_NOT = "not"
_CONTRACTED = {"can't": ("can", _NOT), "won't": ("will", _NOT), "shan't": ("shall", _NOT), "cannot": ("can", _NOT)}
_NEGATORS = frozenset((_NOT, "no", "never", "without", "nor", "neither", "hardly", "barely"))
_BRIDGES = frozenset(
    ("a", "an", "the", "all", "any", "as", "at", "be", "been", "being", "is", "are", "was", "were", "am", "such", "so", "too")
    + ("that", "to", "quite", "have", "has", "had", "do", "does", "did", "would", "could", "should", "will", "can", "may")
    + ("might", "'s", "especially", "particularly")
)
"""What may stand between a negation and the word that it negates."""


@dataclass(frozen=True)
class Score:
    """Polarity from -1 to 1 (None where nothing was scored), subjectivity from 0 to 1, and the scored words."""

    polarity: float | None = None
    subjectivity: float | None = None
    evidence: tuple[Mark, ...] = ()


class _Placed(str):
    """A word as TextBlob looks it up, which remembers where it stands."""

    start: int
    end: int

    def __new__(cls, word: str, start: int, end: int) -> _Placed:
        placed = super().__new__(cls, word)
        placed.start, placed.end = start, end
        return placed


def textblob(text: str, start: int, end: int, words: Sequence[Word]) -> Score:
    """TextBlob as it is, typography included: `TextBlob(...).sentiment_assessments`, whose mean is its polarity."""
    del words
    return _mean([assessment for piece in _pieces(text, start, end) for assessment in _assess(_tokens(text, *piece))])


def textblob_news(text: str, start: int, end: int, words: Sequence[Word]) -> Score:
    """TextBlob patched for news.

    Contractions are read out ("isn't" negates), a negation reaches over articles and auxiliaries ("not been a good"),
    names are masked, a form that TextBlob lacks is scored as another form of the same word ("failing" as "fail"), and an
    assessment is dropped when the word that it scores evaluates nothing (`lexicons/non_evaluative.csv`) or when TextBlob
    gives it 0. Emoticons and exclamation marks do not count. Words of one compound ("low-cost") are looked up together.
    """
    del text, start, end
    assessments = _assess(_news_tokens(words))
    negations = textblob_english().sentiment.negations
    # The word that is scored is the last that is no negation.
    words_of = ([word for word in assessment[0] if word not in negations] for assessment in assessments)
    scored = zip(assessments, words_of, strict=True)
    return _mean([one for one, held in scored if one[1] and held[-1] not in _non_evaluative()])


def vader(text: str, start: int, end: int, words: Sequence[Word]) -> Score:
    """VADER's compound score, after `_EVEN`; a word's share is in proportion to its valence with boosters and negation."""
    del words
    pieces = [_valences(text, *piece) for piece in _pieces(text, start, end)]
    marks = [mark for valences, _ in pieces for mark in valences]
    if not marks:
        return Score()
    summed = round(math.fsum(value for _, _, value in marks), 9)
    emphasis = math.copysign(math.fsum(emphasis for _, emphasis in pieces), summed)
    share = _vader().normalized(summed + emphasis) / summed if summed else _VADER_FLAT
    return _score([(start, end, value * share) for start, end, value in marks], None)


SCORERS = {"textblob": textblob, "textblob-news": textblob_news, "vader": vader}
"""What gives a stretch of text its score: from the text, start and end, and the stretch's words."""


def _assess(tokens: Iterable[_Placed]) -> list[_Assessment]:
    return list(textblob_english().sentiment.assessments((token, None) for token in tokens))


def _mean(assessments: Sequence[_Assessment]) -> Score:
    if not assessments:
        return Score()
    n = len(assessments)
    marks = [(*_span(words), polarity / n) for words, polarity, _, _ in assessments]
    return _score(marks, math.fsum(subjectivity for _, _, subjectivity, _ in assessments) / n)


def _score(marks: Sequence[Mark], subjectivity: float | None) -> Score:
    polarity = math.fsum(value for _, _, value in marks)
    return Score(max(-1.0, min(1.0, polarity)), subjectivity, tuple(sorted(marks)))


def _span(words: Sequence[str]) -> Span:
    placed = [word for word in words if isinstance(word, _Placed)]
    return min(word.start for word in placed), max(word.end for word in placed)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > PIECE:
        cut = next((i for i in range(start + PIECE, start, -1) if text[i].isspace()), start + PIECE)
        yield start, cut
        start = cut
    yield start, end


def _tokens(text: str, start: int, end: int) -> Iterator[_Placed]:
    """TextBlob's own tokens; it inserts and drops white space only, so the other characters count out the places."""
    piece, place = text[start:end], 0
    for token in " ".join(textblob_english().tokenize(piece)).split():
        first, place = _locate(piece, token, place)
        yield _Placed(token.lower(), start + first, start + place)


def _locate(text: str, token: str, place: int) -> Span:
    first = None
    for character in token:
        found = text.find(character, place)
        if found >= 0:
            first, place = found if first is None else first, found + 1
    return (place - 1 if first is None else first), place


def _news_tokens(words: Sequence[Word]) -> Iterator[_Placed]:
    other, negated = textblob_forms(_non_evaluative()), False
    for word in words:
        for part in (_NAME,) if word.name else _read_out(word):
            # TextBlob forgets a negation at the first longer word that it does not know: "not the best".
            if negated and part in _BRIDGES:
                continue
            negated = part in _NEGATORS
            yield _Placed(_NOT if negated else other.get(part, part), word.start, word.end)


def _read_out(word: Word) -> tuple[str, ...]:
    bare = word.lower.removesuffix("'s")
    return _CONTRACTED.get(bare) or ((bare[:-3], _NOT) if bare.endswith("n't") and len(bare) > 3 else (bare,))


@cache
def _non_evaluative() -> frozenset[str]:
    return frozenset(read_lexicon("non_evaluative")["word"])


@cache
def _vader() -> Any:
    """VADER, which hands out each word's valence instead of the rounded total."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, normalize

    class Vader(SentimentIntensityAnalyzer):  # type: ignore[misc]  # vaderSentiment comes without types
        normalized = staticmethod(normalize)

        def score_valence(self, sentiments: list[float], text: str) -> dict[str, Any]:
            return {"valences": list(sentiments), "emphasis": self._punctuation_emphasis(text)}

    return Vader()


def _valences(text: str, start: int, end: int) -> tuple[list[Mark], float]:
    plain, origins = _spelled_out(text, start, end)
    result = _vader().polarity_scores(plain)
    scored = zip(map(_bare, re.finditer(r"\S+", plain)), result["valences"], strict=True)
    return [(origins[s], origins[e - 1] + 1, float(value)) for (s, e), value in scored if value], result["emphasis"]


def _spelled_out(text: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """The text with each emoji as VADER spells it out, and for each character the place it comes from."""
    names, even = _vader().emojis, text[start:end].translate(_EVEN)
    if not any(character in names for character in even):
        return even, range(start, end)
    spelled = [(f" {names[c]}" if c in names else c, i) for i, c in enumerate(even, start)]
    return "".join(s for s, _ in spelled), [i for s, i in spelled for _ in s]


def _bare(match: re.Match[str]) -> Span:
    """Without the punctuation around it, except for what may be an emoticon: VADER's own rule."""
    word = match.group()
    start = match.start() + len(word) - len(word.lstrip(punctuation))
    end = match.end() - len(word) + len(word.rstrip(punctuation))
    return (start, end) if end - start > 2 else match.span()


@cache
def textblob_forms(neutral: Collection[str]) -> dict[str, str]:
    """For each form that TextBlob lacks, the form of the same word that it scores: "insulted" → "insulting".

    Verbs and nouns, by TextBlob's own tags, and the comparatives of adjectives; words that are `neutral` lend nothing.
    """
    pattern = textblob_english().sentiment
    lending = [word for word in sorted(pattern) if word.isalpha() and pattern[word][None][0] and word not in neutral]
    pairs = ((form, word) for word in reversed(lending) for form in _forms(word) if form not in pattern)
    return dict(pairs)


def _forms(word: str) -> Iterator[str]:
    tags = textblob_english().sentiment[word]
    for verb in [*([word] if "VB" in tags else []), *_verbs(word)]:
        yield from inflected_forms(verb, "v", _IRREGULAR.get(verb, ()))
    if "NN" in tags:
        yield from inflected_forms(word, "n")
    if "JJ" in tags:
        # TextBlob's dictionary tells "stronger" from "number".
        yield from (form for form in comparison_forms(word) if textblob_english().parser.lexicon.get(form) in ("JJR", "JJS"))


def _verbs(word: str) -> Iterator[str]:
    """The verbs in TextBlob's dictionary that this may be a participle of."""
    stem = re.sub("(?:ed|ing)$", "", word)
    if stem == word or word in _APART:
        return
    stems = dict.fromkeys((stem, f"{stem}e", re.sub(r"(?<=.)(.)\1$", r"\1", stem), re.sub("i$", "y", stem)))
    verbs = (verb for verb in stems if (textblob_english().parser.lexicon.get(verb) or "").startswith(("VB", "NN")))
    yield from (verb for verb in verbs if word in inflected_forms(verb, "v"))


def score(text: str) -> pd.DataFrame:
    """The polarity of a text by each lexicon scorer, as in the table `tone`.

    Parameters
    ----------
    text
        A sentence or more, in English.

    Returns
    -------
    DataFrame
        A row per scorer: `analyzer`, `name`, `polarity` from -1 to 1 and `subjectivity` from 0 to 1, missing where nothing was
        scored, and `words`: each scored word with its share of the polarity; TextBlob's with the negation or booster before it.

    Notes
    -----
    For trying out what a scorer hears. A sentence of an article is scored in its voices, without names: hold no figure of the
    table `tone` against one of this function. `charts.reliability` says how often a scorer is right.

    Examples
    --------
    >>> score("The deal is good, not great.")["words"].tolist()[0]
    'good +0.35, not great -0.20'
    """
    found = words(text, 0, len(text))
    rows = []
    for analyzer, scorer in SCORERS.items():
        told = scorer(text, 0, len(text), found)
        marked = ", ".join(f"{text[start:end]} {value:+.2f}" for start, end, value in told.evidence)
        rows.append((analyzer, NAMES[analyzer], told.polarity, told.subjectivity, marked))
    table = pd.DataFrame(rows, columns=["analyzer", "name", "polarity", "subjectivity", "words"])
    return table.astype({"polarity": "float64", "subjectivity": "float64"})
