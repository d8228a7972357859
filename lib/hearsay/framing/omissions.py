"""Omissions: which actors, and perhaps which claims, an article leaves out that others on the same story have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from hearsay import schema
from hearsay.entities.story_actors import StoryActor, story_actors
from hearsay.framing.predications import noun_lemma
from hearsay.pieces import ANEW, Piece, Pieces, Record
from hearsay.schema import NOT_STATED
from hearsay.statistics.article_events import GIVEN, article_events
from hearsay.text.lexicons import function_words, lexicon_rows
from hearsay.text.spans import Span
from hearsay.text.words import WORD

CLAIM = "claim candidate"
ALL = "all articles"
NOT_FOUND, MENTIONED, HEARD = "not found", "mentioned", "heard"
MOST_ARTICLES = 60
"""Articles that are still taken for one story where no event is given and no two are found."""
MOST = 200
"""Actors of one story, and claims, that are followed through its articles: each has a row for every article."""
CONTAINED = 0.5
"""Share of the shorter text's weight that the other has to hold."""
MUTUAL = 0.33
"""Share of the longer text's weight that both have to hold, so that a short claim does not tie long ones together."""
SHARED = 4
"""Words in common, at least."""
SHORTEST = 5
"""Words that a content needs to be told apart from others on the same subject."""
RAREST, POSTINGS = 8, 60
"""Words of a claim by which others are looked up, and texts that a word may stand in to serve for that."""
LONGEST_WORDING = 120
"""Characters of a claim that are shown, at most."""
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_ENDINGS = ("ing", "ed")
Story = tuple[str, Mapping[str, str]]
"""Its name, and of each of its articles whether its event was given or found."""
Places = Mapping[str, list[Span]]
"""Where each article has an item."""


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
    attributed: Places
    own: Places


def omissions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    most: int = MOST,
    pieces: Pieces = ANEW,
    stories: Sequence[Story] | None = None,
) -> pd.DataFrame:
    """For every actor and claim candidate of a story, and each of its articles: not found, mentioned, or heard.

    Parameters
    ----------
    documents, sentences, attributions, articles
        The tables of those names.
    events
        The table. Each event of two articles or more is a story, given or found; without the table only what `articles` states
        is known. Where none is given and no two are found, a corpus of up to 60 articles is taken for one story: a folder that
        somebody gathered about one matter. A larger one without events has no rows.
    most
        Actors of one story that are followed, and as many claim candidates: those in the most articles first.
    pieces
        Where the rows of each story are kept.
    stories
        The stories, where these articles are some of a corpus; unless told they are `compared_stories` of the articles.

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
        counts the story's articles that have the item; `truncated` marks articles whose text ends at a paywall; `basis` says
        whether the article's event was given or found ('not stated' for a corpus taken for one story).

    Notes
    -----
    Compare articles on the same story only: what does not belong to a story is not left out of it. Of a truncated article
    "not found" says nothing. Names are found by their form: a person whom an article calls only "the minister" is not
    found there. Claim candidates share rare words and may mean different things; many claims that differ in wording are
    missed (of the 15 recurring claims coded in the seeds, 3 come back whole or nearly so). Read them, do not count them.
    """
    cut = dict(zip(articles["article_id"], articles["truncated"], strict=True))
    # The places of each article's rows, found once for all stories.
    held = [(t, t.groupby(schema.key(t), sort=False).indices) for t in (documents, sentences, attributions)]
    stories = [*compared_stories(articles, events)] if stories is None else stories

    def made(places: Sequence[int]) -> Iterator[list[Record]]:
        for _, basis in (stories[place] for place in places):
            texts, split, said = (
                table.iloc[sorted(place for article in basis for place in rows.get(article, ()))] for table, rows in held
            )
            yield [*_story([*basis], texts, split, said, most)]

    of_stories = pieces.records("omissions", [Piece([*basis], most) for _, basis in stories], made)
    rows = (
        {"story": story, **row, "truncated": bool(cut[row["article_id"]]), "basis": basis[row["article_id"]]}
        for (story, basis), records in zip(stories, of_stories, strict=True)
        for row in records
    )
    return schema.frame("omissions", rows)


def compared_stories(articles: pd.DataFrame, events: pd.DataFrame | None) -> Iterator[Story]:
    """The name of each story; of each of its articles, whether its event was given or found."""
    known = article_events(articles, events)
    told = known[known["event"] != NOT_STATED]
    stories = [(str(event), part["basis"].to_dict()) for event, part in told.groupby("event", sort=False) if len(part) > 1]
    if (told["basis"] == GIVEN).any() or len(stories) > 1 or len(articles) > MOST_ARTICLES:
        yield from stories
    elif len(articles) > 1:
        yield ALL, dict.fromkeys(known.index, NOT_STATED)


def _story(
    ids: Sequence[str], documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame, most: int
) -> Iterator[dict[str, Any]]:
    actors = sorted(story_actors(documents, sentences, attributions[schema.counted(attributions)]), key=_rank)[:most]
    claims = claim_candidates(documents, sentences, attributions)
    items: list[tuple[str, str, Places, Places]] = [(actor.name, actor.kind, actor.heard, actor.found) for actor in actors]
    widest = sorted(range(len(claims)), key=lambda n: -len({*claims[n].attributed, *claims[n].own}))[:most]
    followed = (claims[n] for n in sorted(widest))
    items += [(_shortened(claim.wording), CLAIM, claim.attributed, claim.own) for claim in followed]
    for name, kind, heard, found in items:
        having = len({*found, *heard})
        for article in ids:
            cell = _cell(heard.get(article, []), found.get(article, []))
            yield {"item": name, "kind": kind, "article_id": article, **cell, "found_in": having}


def _rank(actor: StoryActor) -> tuple[int, int, int, str, str]:
    """In the most articles first; then heard in the most, then named most often."""
    said = sum(map(len, actor.found.values()))
    return -len({*actor.found, *actor.heard}), -len(actor.heard), -said, actor.kind, actor.name


def _cell(heard: Sequence[Span], found: Sequence[Span]) -> dict[str, Any]:
    start, end = min(heard or found, default=(None, None))
    return {
        "status": HEARD if heard else MENTIONED if found else NOT_FOUND,
        "mentions": len(found),
        "attributions": len(heard),
        "start": start,
        "end": end,
    }


def _shortened(wording: str) -> str:
    wording = wording.strip(" ,;:“”\"'")
    return wording if len(wording) <= LONGEST_WORDING else f"{wording[:LONGEST_WORDING].rsplit(' ', 1)[0]} …"


def claim_candidates(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> list[Candidate]:
    """Claims that at least two articles of the story seem to have, in the order of their first place.

    A claim starts from the content of an outermost attribution. Another content or sentence may hold it when half of the
    weight of the shorter one's words (rare words weigh more) stands in the other, four words at least, and no number
    speaks against it. It is looked for under its rarest words only, so the work grows with the length of the corpus and
    not with its square. Words in common are no proof of one meaning: a denial shares the words of what it denies.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    claims, plain = _units(texts, sentences, attributions)
    every, weights = [*claims, *plain], _weights(plain or claims)
    own: dict[int, list[int]] = defaultdict(list)
    tied = []
    for i, j in _near(claims, every, weights):
        if j < len(claims):
            tied.append((i, j))
        else:
            own[i].append(j)
    groups = _groups(len(claims), tied)
    made = (_candidate(texts, group, every, [j for i in group for j in own[i]]) for group in groups)
    return [candidate for candidate in made if len({*candidate.attributed, *candidate.own}) > 1]


def _groups(n: int, tied: Sequence[tuple[int, int]]) -> Collection[list[int]]:
    """The numbers up to n in groups that ties hold together, in the order of their first."""
    first, second = np.array(tied, dtype=int).reshape(-1, 2).T
    _, labels = connected_components(coo_array((np.ones(len(tied)), (first, second)), shape=(n, n)), directed=False)
    groups: dict[int, list[int]] = defaultdict(list)
    for number, label in enumerate(labels):
        groups[label].append(number)
    return groups.values()


def _units(
    texts: Mapping[str, str], sentences: pd.DataFrame, attributions: pd.DataFrame
) -> tuple[list[ClaimUnit], list[ClaimUnit]]:
    """The contents of outermost attributions and the sentences, those of enough words."""
    outermost = attributions[
        schema.counted(attributions) & (attributions["level"] == 1) & attributions["content_spans"].map(bool)
    ]
    claims = [(row.article_id, row.content_spans, True) for row in outermost.itertuples()]
    plain = [(row.article_id, ((row.start, row.end),), False) for row in sentences.itertuples()]
    read = ([_unit(texts[article], article, spans, said) for article, spans, said in part] for part in (claims, plain))
    long_claims, long_plain = ([unit for unit in part if len(unit.words) >= SHORTEST] for part in read)
    return long_claims, long_plain


def _unit(text: str, article: str, spans: Sequence[Span], attributed: bool) -> ClaimUnit:
    words = (stem(match.group()) for start, end in spans for match in WORD.finditer(text, start, end))
    numbers = (match.group() for start, end in spans for match in NUMBER.finditer(text, start, end))
    return ClaimUnit(article, (spans[0][0], spans[-1][1]), attributed, frozenset(filter(None, words)), frozenset(numbers))


@cache
def stem(word: str) -> str:
    """A word without its ending, lower case; a country for its name, adjective or capital; '' for a function word."""
    place = _claim_places().get(word.removesuffix("'s").removesuffix("’s"))
    if place:
        return place
    low = word.lower().replace("’", "'").removesuffix("'s")
    if low in function_words() or len(low) < 3 or low[0].isdigit():
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


def _near(claims: Sequence[ClaimUnit], every: Sequence[ClaimUnit], weights: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    """Each claim, by its number, with every text that seems to say the same."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(every):
        for word in unit.words:
            index[word].append(j)
    for i, claim in enumerate(claims):
        ranked = sorted(claim.words, key=lambda word: (len(index[word]), word))
        looked = [word for word in ranked if len(index[word]) <= POSTINGS][:RAREST]
        others = sorted({j for word in looked for j in index[word]} - {i})
        yield from ((i, j) for j in others if _same(claim, every[j], weights))


def _same(claim: ClaimUnit, other: ClaimUnit, weights: Mapping[str, float]) -> bool:
    shared = claim.words & other.words
    if len(shared) < SHARED or (claim.numbers and other.numbers and not claim.numbers & other.numbers):
        return False
    own, others, both = (sum(weights.get(word, 0.0) for word in sorted(part)) for part in (claim.words, other.words, shared))
    if other.attributed:
        return both >= CONTAINED * min(own, others) and both >= MUTUAL * max(own, others)
    return both >= CONTAINED * own


def _candidate(texts: Mapping[str, str], group: Sequence[int], every: Sequence[ClaimUnit], voiced: Sequence[int]) -> Candidate:
    attributed: dict[str, list[Span]] = defaultdict(list)
    for i in group:
        attributed[every[i].article_id].append(every[i].span)
    own: dict[str, list[Span]] = defaultdict(list)
    for j in dict.fromkeys(voiced):
        if every[j].article_id not in attributed:
            own[every[j].article_id].append(every[j].span)
    shortest = min((every[i] for i in group), key=lambda unit: (unit.span[1] - unit.span[0], unit.article_id, unit.span))
    return Candidate(" ".join(texts[shortest.article_id][slice(*shortest.span)].split()), attributed, own)


@cache
def _claim_places() -> dict[str, str]:
    named = (row for row in lexicon_rows("places") if row["kind"] in ("short", "capital", "demonym") and row["country"])
    return {row["name"]: f"~{row['country']}" for row in named}
