"""Epithets: what each article calls the same thing, in its own words and in those of others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.attribution.whose_words import VoiceSegment, voice_at, voices_by_article
from hearsay.entities.gazetteer import short_country_name
from hearsay.framing.predications import LABELS, Predication, noun_lemma, predications
from hearsay.parsing.key_groups import HELD, KeyGroups
from hearsay.pieces import ANEW, Piece, Pieces, Record
from hearsay.text.lexicons import lexicon_rows, word_set
from hearsay.text.spans import SentenceSpan, Span
from hearsay.text.tagging import split_at, tagged_sentence, textblob_english

STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"'))
EVALUATIVE, DISTINGUISHING, PLAIN = "evaluative", "distinguishing", "plain"
BY_NUMBER = ""
"""The grade of an epithet that is distinguishing or plain, as long as articles have not been counted."""
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


def epithets(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    *,
    least: int = LEAST,
    pieces: Pieces = ANEW,
) -> pd.DataFrame:
    """The modifiers, predicates and appositions of the things and actors that the articles have in common.

    Parameters
    ----------
    documents, sentences, attributions
        The tables of those names; title, deck and body are read.
    least
        Articles in which a thing has to occur; 2 unless told. With one article everything in it counts.
    pieces
        Where is kept what each article says of its things.

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
    Labelling and one-sided terms as in [Recasens2013].
    """
    uses = article_uses(documents, sentences, attributions, pieces)
    counts = UseCounts()
    for number, own in enumerate(uses):
        counts.add(use_keys(own), number)
    return counted_epithets(uses, counts, min(least, max(len(documents), 1)))


def article_uses(
    documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame, pieces: Pieces = ANEW
) -> list[Sequence[Record]]:
    """Of each article that has sentences what it says of its things, the places where it says nothing of them too."""
    ids = sentences["article_id"].drop_duplicates().tolist()

    def made(places: Sequence[int]) -> Iterator[list[Record]]:
        some = {ids[place] for place in places}
        yield from _uses(*(table[table[schema.key(table)].isin(some)] for table in (documents, sentences, attributions)))

    return [*pieces.records("epithets", [Piece([name]) for name in ids], made)]


class UseCounts:
    """In how many articles each thing is spoken of, and each epithet used of it; articles are taken piece by piece."""

    def __init__(self, held: int = HELD, counts: tuple[np.ndarray, np.ndarray] | None = None) -> None:
        self._keys, self._counts = KeyGroups(held), counts

    def add(self, keys: np.ndarray, articles: np.ndarray | int) -> None:
        """Take in the `use_keys` of an article, by its number, or of several."""
        self._keys.add(keys, articles)

    def counts(self) -> tuple[np.ndarray, np.ndarray]:
        """The keys of what two articles have or more, sorted, and in how many it is."""
        if self._counts is None:
            found = [np.unique(keys, return_counts=True) for keys, _ in self._keys.shares()]
            several = [(keys[counts > 1], counts[counts > 1]) for keys, counts in found]
            keys, counts = (
                np.concatenate([np.zeros(0, dtype=kind), *(pair[side] for pair in several)])
                for side, kind in enumerate((np.uint64, np.int64))
            )
            order = np.argsort(keys)
            self._counts = keys[order], counts[order]
        return self._counts

    def of(self, asked: np.ndarray) -> np.ndarray:
        """How many articles have each of these keys, which one has at least."""
        keys, counts = self.counts()
        if not len(keys):
            return np.ones(len(asked), dtype=np.int64)
        places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[places] == asked, counts[places], 1)


def use_keys(uses: Sequence[Record]) -> np.ndarray:
    """A number for each thing of which an article speaks, and for each epithet that it uses of one."""
    keys = {_key(use["thing"]) for use in uses} | {_key(use["thing"], use["epithet"]) for use in uses if "epithet" in use}
    return np.array(sorted(keys), dtype=np.uint64)


@lru_cache(100_000)
def _key(*what: str) -> int:
    return int.from_bytes(hashlib.blake2b("\0".join(what).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def counted_epithets(uses: Iterable[Sequence[Record]], counts: UseCounts, need: int) -> pd.DataFrame:
    """The table, from what articles say and how many say it; of things that `need` articles speak of."""
    rows = pd.DataFrame([use for use in chain.from_iterable(uses) if "epithet" in use])
    if rows.empty:
        return schema.frame("epithets", [])
    things_in = counts.of(np.array([*map(_key, rows["thing"])], dtype=np.uint64))
    used_in = counts.of(np.array([*map(_key, rows["thing"], rows["epithet"])], dtype=np.uint64))
    by_number = np.where(used_in < things_in, DISTINGUISHING, PLAIN)
    rows = rows.assign(things_in=things_in, used_in=used_in, grade=rows["grade"].where(rows["grade"] != BY_NUMBER, by_number))
    return schema.frame("epithets", rows[things_in >= need])


def _grade(row: Mapping[str, Any]) -> str:
    """What an epithet is by its words, or that this is told by how many articles use it."""
    if row["kind"] == "name":
        return PLAIN
    label = f"{row['epithet'].split()[-1]} {row['thing']}" in _labels()
    judges = label or _evaluates(row["epithet"], _negative() if row["kind"] == "noun" else _judging())
    return EVALUATIVE if judges else BY_NUMBER


def _evaluates(epithet: str, judging: frozenset[str]) -> bool:
    """Whether a word of it is loaded, or carries polarity in the scorers' lexicons and is not known to evaluate nothing."""
    return epithet in judging or any(word.strip(",") in judging for word in epithet.split())


def _uses(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> Iterator[list[Record]]:
    """Of each article the things where it speaks of them, each with the row of its epithet, or alone where it has none."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    voices = voices_by_article(documents, sentences, attributions)
    for article, rows in sentences.groupby("article_id", sort=False):
        text = texts[article]
        placed = list(_predications(text.translate(STRAIGHT), rows))
        names = _names(text, [predication.head for predication, _ in placed if predication.named])
        uses: list[Record] = []
        for predication, number in placed:
            thing = names.get(predication.head, "") if predication.named else predication.lemma
            if thing and thing.lower() not in NOT_THINGS:
                row = _row(text, thing, predication, voices.get(article, []))
                uses.append({"article_id": article, "sentence_no": number, **row} if row else {"thing": thing})
        yield uses


def _predications(text: str, rows: pd.DataFrame) -> Iterator[tuple[Predication, int]]:
    for row in rows.itertuples(index=False):
        passage = SentenceSpan(row.start, row.end, row.sentence_no, row.paragraph_no, row.zone)
        for part in split_at(tagged_sentence(text, lambda _: False, passage)):
            yield from ((predication, row.sentence_no) for predication in predications(part))


def _row(text: str, thing: str, predication: Predication, voices: Sequence[VoiceSegment]) -> dict[str, Any] | None:
    """The row of an epithet; None for a thing alone and for words that call it nothing."""
    start, end = predication.words
    epithet = " ".join(text[start:end].split())
    if start == end or _dull(epithet) or (predication.named and _only_says_which(epithet, predication.kind)):
        return None
    voice, side = voice_at(voices, start)
    row = {
        "voice": voice,
        "side": side,
        "start": start,
        "end": end,
        "thing": thing,
        "thing_start": predication.head[0],
        "thing_end": predication.head[1],
        "epithet": epithet.lower(),
        "kind": "name" if predication.kind == "noun" and epithet in _listed("places", "name") else predication.kind,
    }
    return row | {"grade": _grade(row)}


def _dull(epithet: str) -> bool:
    words = epithet.lower().replace(",", " ").split()
    return all(word in DULL or word in ("and", "or") or not word[0].isalpha() or len(word) < 2 for word in words)


def _only_says_which(epithet: str, kind: str) -> bool:
    """'the script Democrats used': before a name a noun says what somebody is only where it is a role."""
    place = epithet in _listed("places", "name") or epithet.lower().startswith("capital")
    return place or (kind == "noun" and epithet.split()[-1].lower() not in _listed("roles", "term"))


@cache
def _listed(lexicon: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in lexicon_rows(lexicon))


def _names(text: str, heads: Sequence[Span]) -> dict[Span, str]:
    """What each name stands for: a country by its own name, a person by the fullest name that the article has."""
    written = {head: " ".join(text[slice(*head)].split()) for head in heads}
    fullest: dict[str, str] = {}
    for name in written.values():
        last = name.split()[-1]
        fullest[last] = max(fullest.get(last, ""), name, key=lambda full: (len(full.split()), full))
    return {head: _countries().get(name) or fullest[name.split()[-1]] for head, name in written.items()}


@cache
def _countries() -> dict[str, str]:
    named = (row for row in lexicon_rows("places") if row["kind"] in ("short", "capital") and row["country"])
    return {row["name"]: short_country_name(row["country"]) for row in named}


@cache
def _labels() -> frozenset[str]:
    """Loaded terms of two words, in the singular: 'occupation force'."""
    pairs = [row["term"].lower().split() for row in lexicon_rows("loaded") if row["category"] in LABELS]
    return frozenset(f"{pair[0]} {noun_lemma(pair[1], pair[1].endswith('s'))}" for pair in pairs if len(pair) == 2)


@cache
def _judging() -> frozenset[str]:
    """All that makes an adjective or a predicate an epithet: loaded words, and what a scorer's lexicon marks either way."""
    sentiment = textblob_english().sentiment
    if not sentiment:
        sentiment.load()
    polar = {word for word, scores in sentiment.items() if max((abs(v[0]) for v in scores.values()), default=0.0) >= MARKED}
    return _negative() | (polar | {word for word, value in _vader().items() if value >= MARKED}) - _listed(
        "non_evaluative", "word"
    )


@cache
def _negative() -> frozenset[str]:
    """Loaded words and what VADER marks down: all that makes a noun before a noun an epithet ("energy sources" is none)."""
    loaded = {row["term"].lower() for row in lexicon_rows("loaded") if row["category"] not in SAID_OF_TRUTH}
    return frozenset(loaded | {word for word, value in _vader().items() if value <= -MARKED}) - _listed("non_evaluative", "word")


@cache
def _vader() -> dict[str, float]:
    # Deferred: it reads its word list when it is first used.
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return {word: value / 4 for word, value in SentimentIntensityAnalyzer().lexicon.items()}
