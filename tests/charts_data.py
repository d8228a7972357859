"""Invented tables of any size, for the tests of the charts."""

from __future__ import annotations

import random

import pandas as pd

from hearsay import schema

SIDES = ("Iran", "US", "Ukraine", "Russia", "France", "other", schema.NOT_STATED)
LONG = "The Very Long and Venerable Evening Intelligencer of Upper and Lower Llanfairpwllgwyngyllgogerychwyrndrobwll"


def articles(n: int, outlets: int | None = None) -> pd.DataFrame:
    """`n` articles, from `outlets` outlets in turn (one each by default), every third outlet with a very long name."""
    outlets = outlets or n
    fixed = dict.fromkeys(schema.TABLES["articles"], schema.NOT_STATED)
    return schema.frame("articles", [
        fixed | {
            "article_id": f"{i:03d}_folder/with_a_rather_long_file_name_{i}.txt", "outlet": _outlet(i % outlets),
            "outlet_basis": "stated", "truncated": False, "n_words": 300 + i, "n_sentences": 12,
        }
        for i in range(n)
    ])  # fmt: skip


def _outlet(number: int) -> str:
    return {1: f"{LONG} {number}", 4: schema.NOT_STATED}.get(number % 6, f"Outlet ${number}$ & Sons")


def attributions(articles: pd.DataFrame, each: int = 14, seed: int = 1) -> pd.DataFrame:
    """`each` attributions in every article, of random speakers."""
    draw = random.Random(seed)
    return schema.frame("attributions", [
        {
            "article_id": article, "attribution_no": number, "sentence_no": number, "zone": "body",
            "level": 2 if number % 7 == 6 else 1, "nested_in": None, "source": "he", "source_start": 0, "source_end": 2,
            "cue": "said", "cue_start": 3, "cue_end": 7, "content": "so", "content_spans": ((8, 10),), "kind": "indirect",
            "speaker": "A Speaker", "source_type": draw.choice(schema.SOURCE_TYPES),
            "identifiability": draw.choice(schema.IDENTIFIABILITY), "country": schema.NOT_STATED,
            "organisation": schema.NOT_STATED, "affiliation_basis": schema.NOT_STATED, "side": draw.choice(SIDES),
            "stance": draw.choice(schema.STANCES), "hop": draw.randint(1, 4),
            "via": ("A Newspaper with a Very Long Name Indeed",) * draw.randint(0, 3), "confidence": 1.0, "repair": "",
        }
        for article in articles["article_id"] for number in range(each)
    ])  # fmt: skip


def sentences(articles: pd.DataFrame, each: int = 12) -> pd.DataFrame:
    """`each` sentences of the body in every article."""
    return schema.frame("sentences", [
        {"article_id": article, "sentence_no": number, "paragraph_no": 0, "zone": "body", "start": 9 * number,
         "end": 9 * number + 8, "text": "It rains"}
        for article in articles["article_id"] for number in range(each)
    ])  # fmt: skip


def frames(sentences: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """Frames at random, in either voice."""
    draw = random.Random(seed)
    rows = [
        {"article_id": article, "sentence_no": number, "voice": voice, "frame": name, "score": 1.0, "evidence": ((0, 1),)}
        for article, number in zip(sentences["article_id"], sentences["sentence_no"], strict=True)
        for name in schema.FRAMES
        for voice in schema.VOICES
        if draw.random() < 0.2
    ]
    return schema.frame("frames", rows)


def loaded(sentences: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """Marked words at random, of four categories."""
    draw = random.Random(seed)
    categories = ("certainty", "emotion", "one-sided term", "subjective intensifier")
    return schema.frame("loaded", [
        {"article_id": article, "sentence_no": number, "voice": draw.choice(schema.VOICES), "start": 0, "end": 2, "term": "x",
         "category": draw.choice(categories), "ground": "y"}
        for article, number in zip(sentences["article_id"], sentences["sentence_no"], strict=True)
    ])  # fmt: skip


def tone(sentences: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """Scores at random, a third of them missing, by three scorers."""
    draw = random.Random(seed)
    return schema.frame("tone", [
        {"article_id": article, "sentence_no": number, "voice": draw.choice(schema.VOICES), "start": 0, "end": 8, "side": "",
         "analyzer": analyzer, "polarity": round(draw.uniform(-1, 1), 3) if draw.random() < 0.66 else None,
         "subjectivity": None, "evidence": ()}
        for article, number in zip(sentences["article_id"], sentences["sentence_no"], strict=True)
        for analyzer in ("textblob", "textblob-news", "vader")
    ])  # fmt: skip


def blocks(articles: pd.DataFrame, each: int = 30) -> pd.DataFrame:
    """`each` blocks in every article, of every label in turn."""
    return schema.frame("blocks", [
        {"document_id": article, "block_no": number, "start": 50 * number, "end": 50 * number + 49,
         "label": schema.LABELS[number // 3 % len(schema.LABELS)], "detail": "", "confidence": 1.0}
        for article in articles["article_id"] for number in range(each)
    ])  # fmt: skip


def wording(groups: list[str], seed: int = 1) -> pd.DataFrame:
    """Words at random, 20 in every group."""
    draw = random.Random(seed)
    rows = []
    for group in groups:
        for number in range(20):
            odds, error = round(draw.gauss(0.3, 1), 3), round(draw.uniform(0.2, 0.8), 3)
            low, high = odds - 1.96 * error, odds + 1.96 * error
            rows.append({"term": f"word{number}", "group": group, "count": number, "log_odds": odds, "z": odds / error,
                         "low": low, "high": high, "articles": number % 9, "p": 0.001, "p_adjusted": 0.01,
                         "null_low": -0.5, "null_high": 0.5, "house_style": False, "house_rule": ""})  # fmt: skip
    return schema.frame("wording", rows)
