"""The claims table: mentions of one proposition across the articles of a story, each with its origin as the text states it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.corroboration.claim_groups import claim_groups
from hearsay.corroboration.claim_pairs import StorySentences
from hearsay.corroboration.claim_sentences import ClaimSentence, Place
from hearsay.corroboration.origins import Mention, Union, evidence_of, independent_origins, mention_of
from hearsay.corroboration.quantities import Quantity
from hearsay.corroboration.shared_words import SharedWords
from hearsay.corroboration.statuses import told
from hearsay.corroboration.times import Moment
from hearsay.pieces import ANEW, Piece, Pieces, Record
from hearsay.schema import NOT_STATED

LONGEST_WORDING = 120
"""Characters of a claim's wording that are shown, at most."""


def claims(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    claim_pairs: pd.DataFrame,
    shared_quotations: pd.DataFrame,
    reuse: pd.DataFrame,
    *,
    pieces: Pieces = ANEW,
) -> pd.DataFrame:
    """The mentions of each claim that at least two articles of a story have, with origin, number, time, polarity and status.

    Parameters
    ----------
    documents, sentences, attributions, articles, claim_pairs, shared_quotations, reuse
        The tables of those names.
    pieces
        Where the rows of each story are kept.

    Returns
    -------
    DataFrame
        `schema.TABLES["claims"]`, one row a mention: `claim_no` and its shortest wording `claim`; the span of the mention within
        its sentence (what is attributed, or the sentence); `number`, `time`, `polarity`, `status` as this mention has them;
        `presented_as` (outlet's own words, attributed, nobody named), the `origin` that it names, `via` whom, and where the text
        says so; `origin_no`, equal for mentions that have one origin. `mentions`, `articles`, `outlets`, `origins` and
        `named_origins` count for
        the claim.

    Notes
    -----
    **Origins are what the texts show, at most.** Two outlets that print one briefing are one origin where the texts name one
    speaker, share a run of words or a quotation; where they do not, they count as two. An origin in an outlet's own words may be
    an eyewitness or nobody. How often all this is right, `models/claims.md` says. Claims were learned on 20 stories: four in five
    pairs of mentions belong together, and more than half of the pairs that people found are missed. Read them; do not compare
    their number between stories. A denial is not the claim, nor is another number of the same thing: both stand in
    `contradictions`.
    """
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    stories = [(str(story), pairs) for story, pairs in claim_pairs.groupby("story", sort=False)]
    shared = SharedWords(shared_quotations, reuse)

    def made(places: Sequence[int]) -> Iterator[list[Record]]:
        corpus = StorySentences(documents, sentences, attributions)
        for story, pairs in (stories[place] for place in places):
            found = _claims(corpus, shared, [*_groups(pairs)])
            yield [row for number, claim in enumerate(found) for row in _rows(number, story, claim, outlets)]

    weighed = ["article_id_a", "sentence_no_a", "article_id_b", "sentence_no_b", "same", "differs"]
    of_stories = pieces.records("claims", [_piece(story, pairs[weighed], shared) for story, pairs in stories], made)
    rows: list[Record] = []
    for records in of_stories:
        first = rows[-1]["claim_no"] + 1 if rows else 0
        rows += ({**row, "claim_no": first + row["claim_no"]} for row in records)
    return schema.frame("claims", rows)


def claim_counts(claim_pairs: pd.DataFrame) -> Mapping[str, int]:
    """How many claims `claims` makes of each story, from its pairs."""
    return {str(story): sum(1 for _ in _groups(pairs)) for story, pairs in claim_pairs.groupby("story", sort=False)}


def origin_unions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    claims: pd.DataFrame,
    shared_quotations: pd.DataFrame,
    reuse: pd.DataFrame,
    *,
    pieces: Pieces = ANEW,
) -> pd.DataFrame:
    """Why mentions of a claim have one origin: each union of two mentions, its ground, and where both show it.

    Parameters
    ----------
    documents, sentences, attributions, claims, shared_quotations, reuse
        The tables of those names. Of the texts the mentions alone are read.
    pieces
        Where the rows of each story are kept.

    Returns
    -------
    DataFrame
        `schema.TABLES["origin_unions"]`: `claim_no` and `origin_no` as in `claims`; `ground`; the place in either article.
        "not told apart", "named in both" and "relay of the other" are inferences; the others can be read off the two places.
    """
    stories = [(str(story), part) for story, part in claims.groupby("story", sort=False)]
    shared = SharedWords(shared_quotations, reuse)

    def made(places: Sequence[int]) -> Iterator[list[Record]]:
        corpus = StorySentences(documents, sentences, attributions)
        for story, part in (stories[place] for place in places):
            found = enumerate(_claims(corpus, shared, [*_mentions(part)]))
            yield [row for number, claim in found for row in _union_rows(number, story, claim)]

    firsts = [int(part["claim_no"].iloc[0]) for _, part in stories]
    mentions = (
        part[["article_id", "sentence_no"]].assign(claim=part["claim_no"] - first)
        for (_, part), first in zip(stories, firsts, strict=True)
    )
    told = [_piece(story, part, shared) for (story, _), part in zip(stories, mentions, strict=True)]
    of_stories = zip(firsts, pieces.records("origin_unions", told, made), strict=True)
    rows = [{**row, "claim_no": first + row["claim_no"]} for first, records in of_stories for row in records]
    return schema.frame("origin_unions", rows)


def _piece(story: str, rows: pd.DataFrame, shared: SharedWords) -> Piece:
    """What a story's claims are made from: its articles, these rows, and what the articles share."""
    articles = sorted({article for name in rows if name.startswith("article_id") for article in rows[name]})
    return Piece(articles, (story, (*rows.itertuples(index=False, name=None),), shared.among(articles)))


def _union_rows(number: int, story: str, claim: ClaimFound) -> Iterator[dict[str, Any]]:
    mentions, origins, unions = claim
    for union in unions:
        sides = zip("ab", (union.first, union.second), evidence_of(union, mentions), strict=True)
        places = {
            name: value
            for side, place, (start, end) in sides
            for name, value in (
                (f"article_{side}", mentions[place].sentence.article_id),
                (f"start_{side}", start),
                (f"end_{side}", end),
            )
        }
        yield {"story": story, "claim_no": number, "origin_no": origins[union.first], "ground": union.ground, **places}


ClaimFound = tuple[Sequence[Mention], Sequence[int], Sequence[Union]]
"""Mentions, the origin of each, and the unions of origins."""


def _claims(corpus: StorySentences, shared: SharedWords, groups: Sequence[Sequence[Place]]) -> Iterator[ClaimFound]:
    """The claims of a story, from the places of the mentions of each. No sentence but these is read."""
    places = {place for group in groups for place in group}
    read = {(one.article_id, one.sentence_no): one for one in corpus.read(sorted({article for article, _ in places}), places)}
    for group in groups:
        yield origins_of([read[place] for place in group], shared)


def _mentions(claims: pd.DataFrame) -> Collection[Sequence[Place]]:
    """The places of the mentions of each claim of a story, as the table has them."""
    groups: dict[int, list[Place]] = {}
    for claim, *place in zip(claims["claim_no"].tolist(), claims["article_id"], claims["sentence_no"].tolist(), strict=True):
        groups.setdefault(claim, []).append((place[0], place[1]))
    return groups.values()


def _groups(pairs: pd.DataFrame) -> Iterator[Sequence[Place]]:
    """The mentions of each claim of a story that two articles have, in the order of articles and of sentences."""
    ids = {article: number for number, article in enumerate(dict.fromkeys([*pairs["article_id_a"], *pairs["article_id_b"]]))}
    sides = [[*zip(pairs[f"article_id_{side}"], pairs[f"sentence_no_{side}"].tolist(), strict=True)] for side in "ab"]
    places: list[Place] = sorted({*sides[0], *sides[1]}, key=lambda place: (ids[place[0]], place[1]))
    numbers = {place: number for number, place in enumerate(places)}
    chances: dict[tuple[int, int], float] = {}
    for a, b, same, differs in zip(*sides, pairs["same"].tolist(), pairs["differs"], strict=True):
        first, second = sorted((numbers[a], numbers[b]))
        chances[first, second] = 0.0 if any(map(_keeps_apart, differs)) else same
    for group in claim_groups(chances):
        members = [places[number] for number in group]
        if len({article for article, _ in members}) > 1:
            yield members


def _keeps_apart(difference: str) -> bool:
    """Whether two sentences cannot be one claim: another number of the same thing, or a denial of what the other affirms."""
    return difference.startswith("number:") or (difference.startswith("denial:") and "denied" in difference)


def origins_of(members: Sequence[ClaimSentence], shared: SharedWords) -> tuple[list[Mention], list[int], list[Union]]:
    """The sentences as mentions of one claim, the number of each one's origin, and why origins are one."""
    mentions = [mention_of(one, members) for one in members]
    joined = {
        (i, j): ground for i, j in combinations(range(len(members)), 2) if (ground := shared.between(members[i], members[j]))
    }
    return mentions, *independent_origins(mentions, joined)


def _rows(number: int, story: str, claim: ClaimFound, outlets: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    mentions, origins, _ = claim
    shortest = min((mention.sentence.printed(*mention.span) for mention in mentions), key=lambda text: (len(text), text))
    articles = {mention.sentence.article_id for mention in mentions}
    known = {outlets.get(article, NOT_STATED) for article in articles} - {NOT_STATED}
    named = {number for mention, number in zip(mentions, origins, strict=True) if mention.origin}
    counted = {
        "named_origins": len(named),
        "mentions": len(mentions),
        "articles": len(articles),
        "outlets": len(known),
        "origins": len(set(origins)),
    }
    for mention, origin_no in zip(mentions, origins, strict=True):
        sentence, (start, end) = mention.sentence, mention.span
        denied = mention.attribution is not None and mention.attribution.stance == "denial"
        telling = told(sentence.printed(start, end), denied)
        yield {
            "story": story,
            "claim_no": number,
            "claim": _shortened(shortest),
            "article_id": sentence.article_id,
            "sentence_no": sentence.sentence_no,
            "zone": sentence.zone,
            "start": start,
            "end": end,
            "text": sentence.printed(start, end),
            "number": _printed(sentence, sentence.quantities, mention),
            "time": _printed(sentence, sentence.moments, mention),
            "polarity": telling.polarity,
            "status": telling.status,
            "presented_as": mention.presented_as,
            "origin": mention.origin,
            "source_type": mention.source_type,
            "attribution_no": None if mention.attribution is None else int(mention.attribution.attribution_no),
            "cue": "" if mention.attribution is None else str(mention.attribution.cue),
            "via": mention.via,
            "origin_start": mention.evidence[0] if mention.evidence else None,
            "origin_end": mention.evidence[1] if mention.evidence else None,
            "origin_no": origin_no,
            **counted,
        }


def _printed(sentence: ClaimSentence, found: Sequence[Quantity] | Sequence[Moment], mention: Mention) -> str:
    """The quantities or times within the mention, as printed; '' for none."""
    return ", ".join(
        sentence.printed(one.start, one.end) for one in found if mention.span[0] <= one.start and one.end <= mention.span[1]
    )


def _shortened(wording: str) -> str:
    wording = " ".join(wording.split()).strip(" ,;:“”\"'").removeprefix("that ")
    return wording if len(wording) <= LONGEST_WORDING else f"{wording[:LONGEST_WORDING].rsplit(' ', 1)[0]} …"
