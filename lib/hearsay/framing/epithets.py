"""Epithets: what each article calls the same thing, in its own words and in those of others."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.attribution.whose_words import VoiceSegment, voice_segments
from hearsay.entities.gazetteer import short_country_name
from hearsay.framing.predications import LABELS, Predication, noun_lemma, predications
from hearsay.text import lexicons
from hearsay.text.lexicons import read_lexicon, word_set
from hearsay.text.spans import SentenceSpan
from hearsay.text.tagging import split_at, tagged_sentence

STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"'))
EVALUATIVE, DISTINGUISHING, PLAIN = "evaluative", "distinguishing", "plain"
GRADES = (EVALUATIVE, DISTINGUISHING, PLAIN)
KINDS = ("adjective", "noun", "name", "predicate", "apposition")
LEAST = 2
"""Articles that a thing has to occur in: only what several speak of can be called different things."""
MARKED = 0.2
"""Polarity from which a word of the scorers' lexicons counts as evaluative."""
SAID_OF_TRUTH = ("hedge", "factive", "implicative", "doubt", "certainty")
"""Categories of loaded words that judge a statement, and not a thing."""
DULL = word_set(
    """many several other same such own last next first second third few recent additional further more most various
    different certain due able whole entire total half past previous current late early later earlier daily weekly monthly
    annual upcoming new some any all both each every much little less least only main major minor part possible likely
    available following present similar separate respective overall numerous multiple particular specific general single
    initial final subsequent latest ongoing so-called used using fact addition case terms kind lot number set series more
    sure clear ready true unclear important aware something nothing everything anything"""
)
"""Modifiers that count, order or point, and call the thing nothing."""
NOT_THINGS = word_set(
    """year month week day hour minute time today yesterday tomorrow morning evening night afternoon date decade century
    percent number part way thing lot one kind sort type case fact example half third rest end start beginning term side
    addition line place point level member series set couple pair dozen hundred thousand million billion dollar mile
    kilometer kilometre meter metre foot pound spring summer autumn fall winter season weekend moment period figure share
    total amount bit piece monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december"""
)
"""Heads that are no objects of the story: time, measure, counting."""


def epithets(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame, *, least: int = LEAST) -> pd.DataFrame:
    """The modifiers, predicates and appositions of the things and actors that the articles have in common.

    Parameters
    ----------
    documents, sentences, attributions
        The tables of those names; title, deck and body are read.
    least
        Articles in which a thing has to occur; 2 unless told. With one article everything in it counts.

    Returns
    -------
    DataFrame
        `schema.TABLES["epithets"]`: one row per modifier in the text, in its order. `thing` is a noun in the singular
        ("drone") or an actor by its name ("Iran", also where a capital stands for it); `epithet` the words used of it, in
        lower case; `kind` how they are attached: adjective ("cheap and very effective drones"), noun ("occupation
        forces"), name ("Shahed drones"), predicate ("the drones are cheap"), apposition ("Iran, a state sponsor of
        terror,"). `grade`: "evaluative" when a word of it judges, by the lexicon of loaded words or the scorers'
        lexicons; "distinguishing" when only some of the articles that speak of the thing use it; else "plain".
        `things_in` counts the articles that speak of the thing, `used_in` those that use this epithet of it.

    Notes
    -----
    An epithet that an article does not use is no finding by itself: look at how often the article speaks of the thing at
    all. Words that count, order or point ("several", "new") are left out. The syntax is light, by tags: of 60 rows drawn
    at random 58 hold what they say in the project's own five articles, 55 in 84 articles of other outlets (one reader, before
    the faults seen were mended). Compare articles on the same story only.

    References
    ----------
    Labelling and one-sided terms as in Recasens, Danescu-Niculescu-Mizil & Jurafsky (2013).
    """
    found = list(_found(documents, sentences, attributions))
    spoken: dict[str, set[str]] = defaultdict(set)
    for article, thing, _ in found:
        spoken[thing].add(article)
    need = min(least, max(len(documents), 1))
    rows = [row for _, thing, row in found if row and len(spoken[thing]) >= need]
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        used[row["thing"], row["epithet"]].add(row["article_id"])
    for row in rows:
        row["things_in"], row["used_in"] = len(spoken[row["thing"]]), len(used[row["thing"], row["epithet"]])
        row["grade"] = _grade(row)
    return schema.frame("epithets", rows)


def _grade(row: Mapping[str, Any]) -> str:
    if row["kind"] == "name":
        return PLAIN
    judging = _negative() if row["kind"] == "noun" else _judging()
    label = f"{row['epithet'].split()[-1]} {row['thing']}" in _labels()
    return (
        EVALUATIVE
        if label or _evaluates(row["epithet"], judging)
        else DISTINGUISHING
        if row["used_in"] < row["things_in"]
        else PLAIN
    )


def _found(
    documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> Iterator[tuple[str, str, dict | None]]:
    """Article, thing and row; the row is None where the thing stands without an epithet."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    voices = _voices(documents, sentences, attributions)
    for article, rows in sentences.groupby("article_id", sort=False):
        text = texts[article]
        plain = text.translate(STRAIGHT)
        bare: list[tuple[Predication, int]] = []
        for row in rows.itertuples(index=False):
            one = tagged_sentence(
                plain, lambda _: False, SentenceSpan(row.start, row.end, row.sentence_no, row.paragraph_no, row.zone)
            )
            bare += [(found, row.sentence_no) for part in split_at(one) for found in predications(part)]
        names = _names(text, [found for found, _ in bare if found.named])
        for found, number in bare:
            thing = names.get(found.head, "") if found.named else found.lemma
            if thing and thing.lower() not in NOT_THINGS:
                yield article, thing, _row(text, article, number, thing, found, voices)


def _row(
    text: str, article: str, number: int, thing: str, found: Predication, voices: Mapping[str, list[VoiceSegment]]
) -> dict | None:
    start, end = found.words
    epithet = " ".join(text[start:end].split())
    place = _place(epithet)
    of_name = found.named and (place or epithet.lower().startswith("capital") or (found.kind == "noun" and not _role(epithet)))
    if start == end or _dull(epithet) or of_name:
        return None
    segment = _segment(voices.get(article, []), start)
    return {
        "article_id": article,
        "sentence_no": number,
        "voice": segment.voice if segment else "outlet",
        "side": segment.side if segment else "",
        "start": start,
        "end": end,
        "thing": thing,
        "thing_start": found.head[0],
        "thing_end": found.head[1],
        "epithet": epithet.lower(),
        "kind": "name" if place and found.kind == "noun" else found.kind,
    }


def _dull(epithet: str) -> bool:
    words = epithet.lower().replace(",", " ").split()
    return all(word in DULL or word in ("and", "or") or not word[0].isalpha() or len(word) < 2 for word in words)


def _place(epithet: str) -> bool:
    return epithet in _places()


@cache
def _role(epithet: str) -> bool:
    """'the script Democrats used': before a name a noun says what somebody is only where it is a role."""
    return any(row["term"] == epithet.split()[-1].lower() for row in lexicons.lexicon_rows("roles"))


@cache
def _places() -> frozenset[str]:
    return frozenset(row["name"] for row in lexicons.lexicon_rows("places"))


def _names(text: str, found: list[Predication]) -> dict[tuple[int, int], str]:
    """What each name stands for: a country by its own name, a person by the fullest name that the article has."""
    written = {one.head: " ".join(text[slice(*one.head)].split()) for one in found}
    fullest: dict[str, str] = {}
    for name in written.values():
        last = name.split()[-1]
        fullest[last] = max(fullest.get(last, ""), name, key=lambda full: (len(full.split()), full))
    return {head: _country(name) or fullest[name.split()[-1]] for head, name in written.items()}


@cache
def _country(name: str) -> str:
    return _countries().get(name, "")


@cache
def _countries() -> dict[str, str]:
    kinds = ("short", "capital")
    return {
        row["name"]: short_country_name(row["country"])
        for row in lexicons.lexicon_rows("places")
        if row["kind"] in kinds and row["country"]
    }


def _voices(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> dict[str, list[VoiceSegment]]:
    found: dict[str, list[VoiceSegment]] = defaultdict(list)
    for segment in voice_segments(documents, sentences, attributions):
        found[segment.article_id].append(segment)
    return found


def _segment(known: list[VoiceSegment], at: int) -> VoiceSegment | None:
    n = bisect_right(known, at, key=lambda one: one.start) - 1
    return known[n] if n >= 0 and at < known[n].end else None


def _evaluates(epithet: str, judging: frozenset[str]) -> bool:
    """Whether a word of it is loaded, or carries polarity in the scorers' lexicons and is not known to evaluate nothing."""
    return epithet in judging or any(word.strip(",") in judging for word in epithet.split())


@cache
def _labels() -> frozenset[str]:
    """Loaded terms of two words, in the singular: 'occupation force'."""
    table = read_lexicon("loaded")
    pairs = [term.lower().split() for term in table.loc[table["category"].isin(LABELS), "term"]]
    return frozenset(f"{pair[0]} {noun_lemma(pair[1], pair[1].endswith('s'))}" for pair in pairs if len(pair) == 2)


@cache
def _judging() -> frozenset[str]:
    # Deferred: each reads its word list when it is first used.
    from textblob.en import sentiment

    if not sentiment:
        sentiment.load()
    polar = {word for word, scores in sentiment.items() if max((abs(v[0]) for v in scores.values()), default=0.0) >= MARKED}
    return _negative() | frozenset(polar | {word for word, value in _vader().items() if value >= MARKED}) - _neutral()


@cache
def _negative() -> frozenset[str]:
    """Loaded words and what VADER marks down: all that makes a noun before a noun an epithet ("energy sources" is none)."""
    table = read_lexicon("loaded")
    loaded = {term.lower() for term in table.loc[~table["category"].isin(SAID_OF_TRUTH), "term"]}
    return frozenset(loaded | {word for word, value in _vader().items() if value <= -MARKED}) - _neutral()


@cache
def _vader() -> dict[str, float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return {word: value / 4 for word, value in SentimentIntensityAnalyzer().lexicon.items()}


@cache
def _neutral() -> frozenset[str]:
    return frozenset(read_lexicon("non_evaluative")["word"])
