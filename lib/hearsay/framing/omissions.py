"""Omissions: which actors, and perhaps which claims, an article leaves out that others on the same story have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.entities.story_actors import StoryActor, story_actors
from hearsay.framing.predications import noun_lemma
from hearsay.schema import NOT_STATED
from hearsay.text import lexicons
from hearsay.text.lexicons import read_lexicon
from hearsay.text.spans import Span
from hearsay.text.words import WORD

CONTAINED = 0.5
"""Share of the shorter text's weight that the other has to hold."""
MUTUAL = 0.33
"""Share of the longer text's weight that both have to hold, so that a short claim does not tie long ones together."""
SHARED = 4
"""Words in common, at least."""
SHORTEST = 5
"""Words that a content needs to be told apart from others on the same subject."""
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
RAREST, POSTINGS = 8, 60
"""Words of a claim by which others are looked up, and texts that a word may stand in to serve for that."""
_ENDINGS = ("ing", "ed")


@dataclass(frozen=True)
class ClaimUnit:
    """A sentence, or the content of an attribution in it, as the words that carry it."""

    article_id: str
    span: Span
    attributed: bool
    words: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """One claim as it seems: its shortest wording, and where each article has it, attributed or in its own voice."""

    wording: str
    attributed: Mapping[str, list[Span]]
    own: Mapping[str, list[Span]]


def claim_candidates(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> list[Candidate]:
    """Claims that at least two articles of the story seem to have, in the order of their first place.

    A claim starts from the content of an outermost attribution. Another content or sentence may hold it when half of the
    weight of the shorter one's words (rare words weigh more) stands in the other, four words at least, and no number
    speaks against it. It is looked for under its rarest words only, so the work grows with the length of the corpus and
    not with its square. Words in common are no proof of one meaning: a denial shares the words of what it denies.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    claims, plain = _units(texts, sentences, attributions)
    every = [*claims, *plain]
    weights = _weights(plain or claims)
    index = _index(every)
    parent = list(range(len(claims)))
    own: dict[int, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        for j in _near(i, claim, every, index, weights):
            if j < len(claims):
                parent[_root(parent, j)] = _root(parent, i)
            else:
                own[i].append(j)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(claims)):
        groups[_root(parent, i)].append(i)
    made = (_candidate(texts, group, every, own) for group in sorted(groups.values()))
    return [one for one in made if len({*one.attributed, *one.own}) > 1]


def _units(
    texts: Mapping[str, str], sentences: pd.DataFrame, attributions: pd.DataFrame
) -> tuple[list[ClaimUnit], list[ClaimUnit]]:
    claims = [
        ClaimUnit(
            row.article_id,
            (row.content_spans[0][0], row.content_spans[-1][1]),
            True,
            *_words(texts[row.article_id], row.content_spans),
        )
        for row in attributions[attributions["level"] == 1].itertuples(index=False)
        if row.content_spans
    ]
    plain = [
        ClaimUnit(row.article_id, (row.start, row.end), False, *_words(texts[row.article_id], ((row.start, row.end),)))
        for row in sentences.itertuples(index=False)
    ]
    return [unit for unit in claims if len(unit.words) >= SHORTEST], [unit for unit in plain if len(unit.words) >= SHORTEST]


def _words(text: str, spans: Sequence[Span]) -> tuple[frozenset[str], frozenset[str]]:
    kept = (stem(match.group()) for start, end in spans for match in WORD.finditer(text, start, end))
    numbers = frozenset(match.group() for start, end in spans for match in NUMBER.finditer(text, start, end))
    return frozenset(word for word in kept if word), numbers


@cache
def stem(word: str) -> str:
    """A word without its ending, lower case; a country for its name, adjective or capital; '' for a function word."""
    place = _claim_places().get(word.removesuffix("'s").removesuffix("’s"))
    if place:
        return place
    low = word.lower().replace("’", "'").removesuffix("'s")
    if low in _function_words() or len(low) < 3 or low[0].isdigit():
        return ""
    low = noun_lemma(low, low.endswith("s"))
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 3:
            low = low[: -len(ending)]
    return low.removesuffix("e")


def _weights(units: Sequence[ClaimUnit]) -> dict[str, float]:
    """How rare a word is among the story's sentences; a word of nearly all weighs next to nothing."""
    counts = Counter(word for unit in units for word in unit.words)
    return {word: log((len(units) + 1) / n) for word, n in counts.items()}


def _index(units: Sequence[ClaimUnit]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for word in unit.words:
            index[word].append(i)
    return index


def _near(
    i: int, claim: ClaimUnit, every: Sequence[ClaimUnit], index: Mapping[str, list[int]], weights: Mapping[str, float]
) -> Iterator[int]:
    ranked = sorted(claim.words, key=lambda word: (len(index[word]), word))
    looked = [word for word in ranked if len(index[word]) <= POSTINGS][:RAREST]
    for j in sorted({j for word in looked for j in index[word]}):
        if j != i and _same(claim, every[j], weights):
            yield j


def _same(claim: ClaimUnit, other: ClaimUnit, weights: Mapping[str, float]) -> bool:
    shared = claim.words & other.words
    if len(shared) < SHARED or (claim.numbers and other.numbers and not claim.numbers & other.numbers):
        return False
    own, others, both = (sum(weights.get(word, 0.0) for word in sorted(part)) for part in (claim.words, other.words, shared))
    if other.attributed:
        return both >= CONTAINED * min(own, others) and both >= MUTUAL * max(own, others)
    return both >= CONTAINED * own


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _candidate(
    texts: Mapping[str, str], group: Sequence[int], every: Sequence[ClaimUnit], own: Mapping[int, list[int]]
) -> Candidate:
    attributed: dict[str, list[Span]] = defaultdict(list)
    voiced: dict[str, list[Span]] = defaultdict(list)
    for i in group:
        attributed[every[i].article_id].append(every[i].span)
    for j in dict.fromkeys(j for i in group for j in own.get(i, [])):
        if every[j].article_id not in attributed:
            voiced[every[j].article_id].append(every[j].span)
    shortest = min((every[i] for i in group), key=lambda unit: (unit.span[1] - unit.span[0], unit.article_id, unit.span))
    return Candidate(" ".join(texts[shortest.article_id][slice(*shortest.span)].split()), attributed, voiced)


@cache
def _function_words() -> frozenset[str]:
    table = read_lexicon("function_words")
    return frozenset(table.loc[table["language"] == "en", "word"])


@cache
def _claim_places() -> dict[str, str]:
    kinds = ("short", "capital", "demonym")
    return {
        row["name"]: f"~{row['country']}" for row in lexicons.lexicon_rows("places") if row["kind"] in kinds and row["country"]
    }


CLAIM = "claim candidate"
NOT_FOUND, MENTIONED, HEARD = "not found", "mentioned", "heard"
MOST_ARTICLES = 60
"""Articles without a stated event that are still taken for one story."""
MOST = 200
"""Actors of one story, and claims, that are followed through its articles: each has a row for every article."""
ALL = "all articles"


def omissions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    most: int = MOST,
) -> pd.DataFrame:
    """For every actor and claim candidate of a story, and each of its articles: not found, mentioned, or heard.

    Parameters
    ----------
    documents, sentences, attributions, articles
        The tables of those names. Where `articles` states events, each event is a story of its own; where none is stated,
        the whole corpus is taken for one story, up to 60 articles. A larger corpus without events has no rows.
    most
        Actors of one story that are followed, and as many claim candidates: those in the most articles first.

    Returns
    -------
    DataFrame
        `schema.TABLES["omissions"]`: `story`; `item`, the actor or the shortest wording of the claim; `kind` (country,
        person, organisation, outlet, claim candidate); `article_id`; `status`:

        - "heard": the article attributes something to the actor; for a country, to its officials, bodies or people, not to
          its experts and outlets. A claim: attributed to somebody
        - "mentioned": named without being given the floor. A claim: its words stand in a sentence of the outlet's own
        - "not found": neither. Not the same as left out on purpose

        `mentions`, `attributions` count both; `start`, `end` are the first place (heard before mentioned); `found_in`
        counts the story's articles that have the item; `truncated` marks articles whose text ends at a paywall.

    Notes
    -----
    Compare articles on the same story only: what does not belong to a story is not left out of it. Of a truncated article
    "not found" says nothing. Names are found by their form: a person whom an article calls only "the minister" is not
    found there. Claim candidates share rare words and may mean different things; many claims that differ in wording are
    missed (of the 15 recurring claims coded in the seeds, 3 come back whole or nearly so). Read them, do not count them.
    """
    places = [_places(table) for table in (documents, sentences, attributions)]
    cut = dict(zip(articles["article_id"], articles["truncated"], strict=True))
    rows = [
        row for story, ids in _stories(articles) for row in _story(story, ids, *(_of(*place, ids) for place in places), cut, most)
    ]
    return schema.frame("omissions", rows)


def _stories(articles: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    events = articles["event"] if "event" in articles else pd.Series(NOT_STATED, index=articles.index)
    if (events != NOT_STATED).any():
        grouped = articles.loc[events != NOT_STATED].groupby(events[events != NOT_STATED], sort=False)["article_id"]
        yield from ((str(event), ids.tolist()) for event, ids in grouped if len(ids) > 1)
    elif 1 < len(articles) <= MOST_ARTICLES:
        yield ALL, articles["article_id"].tolist()


def _places(table: pd.DataFrame) -> tuple[pd.DataFrame, Mapping[str, np.ndarray]]:
    """The table and the rows of each article, found once for all stories."""
    return table, table.groupby("document_id" if "document_id" in table else "article_id", sort=False).indices


def _of(table: pd.DataFrame, places: Mapping[str, np.ndarray], ids: Sequence[str]) -> pd.DataFrame:
    rows = [places[one] for one in ids if one in places]
    return table.iloc[np.sort(np.concatenate(rows))] if rows else table.head(0)


def _story(
    story: str,
    ids: Sequence[str],
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    cut: Mapping[str, bool],
    most: int,
) -> Iterator[dict]:
    actors = story_actors(documents, sentences, attributions)
    ranked = sorted(actors, key=_rank)
    items = [(a.name, a.kind, a.heard, a.found) for a in ranked[:most]]
    claims = claim_candidates(documents, sentences, attributions)
    widest = sorted(range(len(claims)), key=lambda n: -len({*claims[n].attributed, *claims[n].own}))[:most]
    items += [(_shortened(c.wording), CLAIM, c.attributed, c.own) for c in (claims[n] for n in sorted(widest))]
    for name, kind, heard, found in items:
        having = len({*found, *heard})
        for article in ids:
            yield (
                {"story": story, "item": name, "kind": kind, "article_id": article}
                | _cell(heard.get(article, []), found.get(article, []))
                | {"found_in": having, "truncated": bool(cut[article])}
            )


def _rank(actor: StoryActor) -> tuple[int, int, int, str, str]:
    """In the most articles first; then heard in the most, then named most often."""
    said = sum(map(len, actor.found.values()))
    return -len({*actor.found, *actor.heard}), -len(actor.heard), -said, actor.kind, actor.name


def _cell(heard: Sequence[Span], found: Sequence[Span]) -> Mapping[str, object]:
    first = min(heard or found, default=(None, None))
    return {
        "status": HEARD if heard else MENTIONED if found else NOT_FOUND,
        "mentions": len(found),
        "attributions": len(heard),
        "start": first[0],
        "end": first[1],
    }


def _shortened(wording: str, most: int = 120) -> str:
    wording = wording.strip(" ,;:“”\"'")
    return wording if len(wording) <= most else f"{wording[:most].rsplit(' ', 1)[0]} …"
