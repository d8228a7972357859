"""Claims, origins and contradictions of stories against people's coding: which sentences make one claim, how many vouch for it.

The format: a folder with `codings.jsonl`, one story a line: `{"event", "articles": {letter: file}, "claims": [{"claim",
"mentions": [[letter, sentence], …], "independent", "shared_quote"}, …], "contradictions": [[[letter, n], [letter, n], what,
kind], …]}`. A file is an article in BASIL's form [Fan2019], NAME.json with `title` and `body-paragraphs`, each a list of
sentences; sentence 0 is the title, 1 and on are those of the body. The texts lie anywhere below the folder, below one that is
named, or below the folder beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.attribution import attributions
from hearsay.corroboration import claim_pairs, claims, contradictions, events, reuse, shared_quotations
from hearsay.corroboration.claim_pairs import StorySentences
from hearsay.corroboration.claims import origins_of
from hearsay.corroboration.shared_words import SharedWords
from hearsay.errors import DataError

CODINGS = "codings.jsonl"
FOLDS = 5
CANDIDATES = 20
"""Candidates of each story among which contradictions are looked for."""
Place = tuple[str, int]
"""Article and number of a sentence."""


@dataclass(frozen=True)
class CodedClaim:
    """A claim as people coded it: its mentions, how many origins vouch for it, and whether articles share a quotation."""

    wording: str
    mentions: tuple[Place, ...]
    independent: int
    shared_quote: bool


@dataclass(frozen=True)
class CodedStory:
    """One story: its articles' ids, the claims, and pairs of sentences that contradict each other, each with its kind."""

    event: str
    articles: tuple[str, ...]
    claims: tuple[CodedClaim, ...]
    contradictions: tuple[tuple[Place, Place, str], ...]

    def pairs(self) -> set[tuple[Place, Place]]:
        """All pairs of sentences that are mentions of one claim."""
        return {pair for claim in self.claims for pair in combinations(sorted(set(claim.mentions)), 2)}


@dataclass(frozen=True)
class CodedStories:
    """The stories, and `documents`, `sentences` and `articles` of their texts with the sentences as they were coded."""

    stories: tuple[CodedStory, ...]
    documents: pd.DataFrame
    sentences: pd.DataFrame
    articles: pd.DataFrame


def read_stories(data: Path | str, texts: Path | str | None = None) -> CodedStories:
    """The coded stories of a folder.

    Parameters
    ----------
    data
        The folder with `codings.jsonl`.
    texts
        The folder of the articles, from `data`. Unless told the folder itself, then the one beside it, is searched.

    Raises
    ------
    DataError
        When a coding or a text is missing, or one of them is not in the format.
    """
    path = Path(data) / CODINGS
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        stories = tuple(_story(line) for line in lines)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: cannot be read as coded claims ({type(error).__name__}: {error})") from error
    files = _files(Path(data), texts, {article for story in stories for article in story.articles})
    read = [(article, story.event, *_article(files[article])) for story in stories for article in story.articles]
    blank = {name: schema.NOT_STATED for name, column in schema.TABLES["documents"].items() if not column.optional}
    documents = [blank | {"document_id": article, "text": text} for article, _, text, _, _ in read]
    sentences = [row | {"article_id": article} for article, _, _, rows, _ in read for row in rows]
    articles = [_described(article, event, text, len(rows), source) for article, event, text, rows, source in read]
    made = (schema.frame(*table) for table in (("documents", documents), ("sentences", sentences), ("articles", articles)))
    return CodedStories(stories, *made)


def check(data: Path, split: str | None = None) -> dict[str, float]:
    """Claims, origins, shared quotations and contradictions against coded stories.

    A story that the packaged weights were learned from is measured by weights learned without it (five folds).

    Parameters
    ----------
    data : Path
        The folder of the codings.
    split : str
        The folder of the texts, from `data`, where they are neither in it nor beside it.

    Returns
    -------
    dict
        `pairs`: of pairs of sentences that stand together in a claim, how many do for people. `precision` counts pairs of which
        both sentences are coded as mentions of some claim; `precision of all` also those that no coder listed, which may be
        mentions all the same; `ranked precision at recall .60` what ranking by probability gives. `origins`: given the coded
        mentions, the share of claims whose number of independent origins is right, what "always one" would have, and precision,
        recall and F1 of claims with two and more. `quotations`: claims of which two articles print the same quoted words.
        `contradictions`: the share of the coded ones among the first 20 candidates of each story, and by kind. All with counts.
    """
    coded = read_stories(data, split)
    spoken = attributions(coded.documents, coded.sentences)
    passages = reuse(coded.documents, coded.sentences, spoken, coded.articles)
    found = events(coded.articles, coded.sentences, passages)
    quotations = shared_quotations(coded.documents, coded.sentences, spoken, coded.articles, found)
    pairs = claim_pairs(coded.documents, coded.sentences, spoken, coded.articles, found)
    grouped = claims(coded.documents, coded.sentences, spoken, coded.articles, pairs, quotations, passages)
    against = contradictions(coded.sentences, pairs, most=CANDIDATES)
    figures: dict[str, float] = {
        "stories": len(coded.stories),
        "claims": sum(len(story.claims) for story in coded.stories),
        "mentions": sum(len(claim.mentions) for story in coded.stories for claim in story.claims),
    }
    figures |= pair_figures(coded, grouped, pairs)
    sentences = StorySentences(coded.documents, coded.sentences, spoken)
    shared = SharedWords(quotations, passages)
    figures |= origin_figures(coded, sentences, shared) | quotation_figures(coded, quotations)
    return figures | contradiction_figures(coded, against)


def pair_figures(coded: CodedStories, grouped: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, float]:
    """Pairs of sentences that stand together in a claim, against those of the coders."""
    hits = listed = total = wanted = 0
    scores: list[tuple[float, bool]] = []
    for story in coded.stories:
        mentions = {place for claim in story.claims for place in claim.mentions}
        gold = story.pairs()
        rows = grouped[grouped["story"] == story.event]
        made = {
            pair
            for _, claim in rows.groupby("claim_no")
            for pair in combinations(sorted(zip(claim["article_id"], claim["sentence_no"], strict=True)), 2)
        }
        hits, total, wanted = hits + len(made & gold), total + len(made), wanted + len(gold)
        listed += sum(a in mentions and b in mentions for a, b in made)
        for row in pairs[pairs["story"] == story.event].itertuples(index=False):
            a, b = sorted(((row.article_id_a, row.sentence_no_a), (row.article_id_b, row.sentence_no_b)))
            if a in mentions and b in mentions:
                scores.append((row.same, (a, b) in gold))
    return {
        "pairs coded": wanted,
        "pairs found": total,
        "pairs precision": hits / listed if listed else 0.0,
        "pairs precision of all": hits / total if total else 0.0,
        "pairs recall": hits / wanted if wanted else 0.0,
        "pairs ranked precision at recall .60": _precision_at(scores, 0.6 * wanted),
        "pairs ranked recall at precision .80": _recall_at(scores, 0.8, wanted),
    }


def origin_figures(coded: CodedStories, sentences: StorySentences, shared: SharedWords) -> dict[str, float]:
    """Independent origins of the coded claims, given their mentions."""
    counts = []
    for story in coded.stories:
        read = {(one.article_id, one.sentence_no): one for one in sentences.read(story.articles)}
        for claim in story.claims:
            members = [read[place] for place in dict.fromkeys(claim.mentions) if place in read]
            counts.append((claim.independent, len(set(origins_of(members, shared)[1]))))
    both = sum(coded_ > 1 and found > 1 for coded_, found in counts)
    many, told = sum(coded_ > 1 for coded_, _ in counts), sum(found > 1 for _, found in counts)
    return {
        "origins right": sum(coded_ == found for coded_, found in counts) / max(len(counts), 1),
        "origins right, always one": 1 - many / max(len(counts), 1),
        "origins two and more coded": many,
        "origins two and more found": told,
        **_scores("origins two and more", both, told, many),
    }


def quotation_figures(coded: CodedStories, quotations: pd.DataFrame) -> dict[str, float]:
    """Claims of which two articles print the same quoted words."""
    numbers = quotations.merge(coded.sentences, on="article_id", suffixes=("", "_of"))
    numbers = numbers[(numbers["start"] < numbers["end_of"]) & (numbers["start_of"] < numbers["end"])]
    held: dict[Place, set[int]] = {}
    for article, sentence, number in zip(numbers["article_id"], numbers["sentence_no"], numbers["quotation_no"], strict=True):
        held.setdefault((article, sentence), set()).add(number)
    both = told = wanted = 0
    for claim in (claim for story in coded.stories for claim in story.claims):
        shared = any(a[0] != b[0] and held.get(a, set()) & held.get(b, set()) for a, b in combinations(claim.mentions, 2))
        both, told, wanted = both + (shared and claim.shared_quote), told + shared, wanted + claim.shared_quote
    return {"quotations coded": wanted, "quotations found": told, **_scores("quotations", both, told, wanted)}


def contradiction_figures(coded: CodedStories, candidates: pd.DataFrame) -> dict[str, float]:
    """Which coded contradictions stand among the first candidates of their story."""
    figures: dict[str, float] = {}
    found, kinds = [], []
    for story in coded.stories:
        rows = candidates[(candidates["story"] == story.event) & (candidates["rank"] <= CANDIDATES)]
        places = {row[:2] for row in coded.sentences[["article_id", "start", "sentence_no"]].itertuples(index=False, name=None)}
        numbers = {
            row[:2]: row[2] for row in coded.sentences[["article_id", "start", "sentence_no"]].itertuples(index=False, name=None)
        }
        listed = {
            tuple(
                sorted(
                    ((row.article_a, numbers[row.article_a, row.start_a]), (row.article_b, numbers[row.article_b, row.start_b]))
                )
            )
            for row in rows.itertuples(index=False)
            if (row.article_a, row.start_a) in places
        }
        found += [(a, b) in listed for a, b, _ in story.contradictions]
        kinds += [kind for *_, kind in story.contradictions]
    figures["contradictions coded"] = len(found)
    figures[f"contradictions among the first {CANDIDATES}"] = sum(found) / max(len(found), 1)
    for kind in sorted(set(kinds)):
        of_kind = [hit for hit, k in zip(found, kinds, strict=True) if k == kind]
        figures[f"contradictions {kind}"] = sum(of_kind) / len(of_kind)
        figures[f"contradictions {kind} n"] = len(of_kind)
    return figures


def _scores(name: str, both: int, found: int, coded: int) -> dict[str, float]:
    return {
        f"{name} precision": both / found if found else 0.0,
        f"{name} recall": both / coded if coded else 0.0,
        f"{name} F1": 2 * both / (found + coded) if found + coded else 0.0,
    }


def _precision_at(scores: Sequence[tuple[float, bool]], wanted: float) -> float:
    """Precision of the likeliest pairs, as many as are needed to find so many of the coded; 0 where they are never found."""
    hits = 0
    for number, (_, right) in enumerate(sorted(scores, key=lambda one: -one[0]), 1):
        hits += right
        if hits >= wanted > 0:
            return hits / number
    return 0.0


def _recall_at(scores: Sequence[tuple[float, bool]], precision: float, coded: int) -> float:
    """The most of the coded pairs that a threshold finds at no less than that precision."""
    best = hits = 0
    for number, (_, right) in enumerate(sorted(scores, key=lambda one: -one[0]), 1):
        hits += right
        best = hits if hits >= precision * number else best
    return best / coded if coded else 0.0


def fold_of(place: int) -> int:
    """The fold of the story at a place in the file."""
    return place % FOLDS


def _story(line: Mapping[str, Any]) -> CodedStory:
    named = {str(letter): Path(str(name)).name for letter, name in line["articles"].items()}

    def place(mention: Sequence[Any]) -> Place:
        return named[mention[0]], int(mention[1])

    claims = [
        CodedClaim(str(c["claim"]), tuple(map(place, c["mentions"])), int(c["independent"]), bool(c["shared_quote"]))
        for c in line["claims"]
    ]
    against = [(min(place(a), place(b)), max(place(a), place(b)), str(kind)) for a, b, _, kind in line["contradictions"]]
    return CodedStory(str(line["event"]), tuple(named.values()), tuple(claims), tuple(against))


def _files(data: Path, texts: Path | str | None, wanted: set[str]) -> dict[str, Path]:
    searched = [data / texts] if texts is not None else [data, data.resolve().parent]
    for folder in searched:
        found = {path.stem: path for path in sorted(folder.rglob("*.json")) if path.stem in wanted}
        if wanted <= found.keys():
            return found
    missing = sorted(wanted - found.keys())
    raise DataError(f"{searched[-1]}: no text {missing[0]}.json there or below; --split names the folder of the articles")


def _article(path: Path) -> tuple[str, list[dict[str, Any]], Mapping[str, Any]]:
    """The text, its sentences as rows, and what else the file states."""
    try:
        source = json.loads(path.read_text(encoding="utf-8"))
        paragraphs = [[str(sentence) for sentence in paragraph] for paragraph in source["body-paragraphs"]]
        text, rows = "", list[dict[str, Any]]()
        for number, (paragraph, sentence) in enumerate(_numbered([[str(source["title"])], *paragraphs])):
            text += "" if not number else "\n\n" if rows and rows[-1]["paragraph_no"] != paragraph - 1 or number == 1 else " "
            start = len(text) + len(sentence) - len(sentence.lstrip())
            end = start + len(sentence.strip())
            text += sentence
            where = {"zone": "body", "paragraph_no": paragraph - 1} if paragraph else {"zone": "title", "paragraph_no": 0}
            rows.append({"sentence_no": number, **where, "start": start, "end": end, "text": sentence.strip()})
        return text, rows, source
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not in BASIL's format ({type(error).__name__}: {error})") from error


def _numbered(paragraphs: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    yield from ((number, sentence) for number, paragraph in enumerate(paragraphs) for sentence in paragraph)


def _described(article: str, event: str, text: str, sentences: int, source: Mapping[str, Any]) -> dict[str, Any]:
    blank: dict[str, Any] = {
        name: schema.NOT_STATED for name, column in schema.TABLES["articles"].items() if column.dtype == "str"
    }
    stated = {
        "article_id": article,
        "outlet": str(source.get("source", schema.NOT_STATED)),
        "outlet_basis": "supplied",
        "event": event,
        "title": str(source["title"]).strip(),
        "title_basis": "supplied",
        "published": str(source.get("date", schema.NOT_STATED))[:10],
        "published_basis": "supplied",
        "language": "en",
    }
    return blank | stated | {"truncated": False, "n_words": len(text.split()), "n_sentences": max(sentences - 1, 0)}
