"""`hearsay check sources`: how coded rows are laid beside the table, and what counts as right, on an invented article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from hearsay.errors import DataError
from hearsay.schema import NOT_STATED, frame
from hearsay.validation.benchmarks.coded_sources import CodedRow, fits, matched, read_coded_sources
from hearsay.validation.benchmarks.sources import area_of, figures, rows

TEXT = (
    "Talks\n\nNorway’s energy minister, Kari Doe, said it rains. She added that it pours. “We will have to wait for "
    "the water to go down again,” residents said. The council approved a budget."
)
CODED = [
    ("Norway’s energy minister, Kari Doe,", "said", "it rains", 1, "Kari Doe", 1, "named official", "named person", ["NO"]),
    ("She", "added", "that it pours", 1, "Kari Doe", 1, "named official", "named person", ["NO"]),
    ("residents", "said.", "We will have to wait for the water to go down again,", 1, "residents", 2, "ordinary person",
     "vague collective", ["NO"]),
    ("The council", "approved", "a budget", 0, "council", 3, "government or institution", "named organisation", []),
]  # fmt: skip


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def lines() -> list[dict[str, Any]]:
    article = {"article": "a", "corpus": "invented", "outlet": "Le Monde", "text": TEXT}
    names = ("ok", "speaker", "entity", "type", "identifiability", "country")
    return [article] + [
        {
            "article": "a", "n": n, "source": span(source), "cue": span(cue), "content": [span(content)],
            **dict(zip(names, coded, strict=True)), "basis": "stated" if n < 2 else "context", "sure": int(n != 2),
        }
        for n, (source, cue, content, *coded) in enumerate(CODED)
    ]  # fmt: skip


def table(**changed: list[str]) -> pd.DataFrame:
    """An attributions table that is right in all, but for what is changed."""
    labels = {
        "speaker": ["Kari Doe", "Kari Doe", "residents", "council"],
        "source_type": ["named official", "named official", "ordinary person", "government or institution"],
        "identifiability": ["named person", "named person", "vague collective", "named organisation"],
        "country": ["NO", "NO", "NO", NOT_STATED],
    } | changed
    made = []
    for n, (source, cue, content, *_) in enumerate(CODED):
        places = {
            "source_start": span(source)[0],
            "source_end": span(source)[1],
            "cue_start": span(cue)[0],
            "cue_end": span(cue)[1],
        }
        fixed = {
            "article_id": "a", "attribution_no": n, "sentence_no": n, "zone": "body", "level": 1, "nested_in": None,
            "source": source, "cue": cue, "content": content, "content_spans": (tuple(span(content)),), "kind": "indirect",
            "organisation": NOT_STATED, "affiliation_basis": NOT_STATED, "side": NOT_STATED, "stance": "neutral", "hop": 1,
            "via": (), "confidence": 1.0, "repair": "",
        }  # fmt: skip
        made.append(fixed | places | {name: values[n] for name, values in labels.items()})
    return frame("attributions", made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    article, *coded = map(json.dumps, lines())
    (tmp_path / "articles.jsonl").write_text(article)
    (tmp_path / "rows.jsonl").write_text("\n".join(coded))
    return tmp_path


def test_a_folder_and_one_file_are_read_alike(folder: Path) -> None:
    mixed = folder / "all.jsonl"
    mixed.write_text("\n".join(map(json.dumps, reversed(lines()))))
    one, other = read_coded_sources(folder), read_coded_sources(mixed)
    assert one[0].text == other[0].text == TEXT
    assert set(one[0].rows) == set(other[0].rows) and one[0].missed == ()
    assert read_coded_sources(folder / "rows.jsonl") == one


def test_what_is_right_counts_with_its_n(folder: Path) -> None:
    made = figures(read_coded_sources(folder), table())
    for measure, n in (
        ("speaker", 3),
        ("pronoun", 1),
        ("type", 3),
        ("stated", 3),
        ("due", 3),
        ("due_abroad", 3),
        ("most_heard", 1),
    ):
        assert (made[f"world {measure}"], made[f"all {measure} n"]) == (1.0, n)
    assert (made["all false"], made["all false n"], made["all sure type n"]) == (0.25, 4, 2)
    assert made["all unowned"] == 0 and made["all unowned n"] == 12
    assert made["Europe and Australia type"] == 1.0 and made["clusters F1"] == pytest.approx(1.0)
    assert "speaker right" in rows(made)


def test_what_is_wrong_is_seen(folder: Path) -> None:
    coded = read_coded_sources(folder)
    made = figures(
        coded,
        table(
            speaker=["Kari Doe", "Norwegian government", "residents", "council"],
            source_type=["other", "named official", "ordinary person", "other"],
            country=["SE", NOT_STATED, "SE", "SE"],
        ),
    )
    assert made["all speaker"] == pytest.approx(2 / 3) and made["all pronoun"] == 0
    assert made["all type"] == pytest.approx(2 / 3)
    assert (made["all stated"], made["all stated n"], made["all due"], made["all most_heard"]) == (0, 2, 0, 0)
    assert made["clusters F1"] < 1
    # Two speakers under one name: only the one who has most of its rows is right.
    mixed = figures(coded, table(speaker=["Kari Doe", "Kari Doe", "Kari Doe", ""]))
    assert mixed["all speaker"] == pytest.approx(2 / 3)


def test_an_attribution_answers_for_one_coded_row_and_its_source_may_differ(folder: Path) -> None:
    (article,) = read_coded_sources(folder)
    predicted = list(table().itertuples())
    assert [other is not None and other.attribution_no for other in matched(article, predicted)] == [0, 1, 2, 3]
    assert matched(article, predicted[:1]) == [predicted[0], None, None, None]


@pytest.mark.parametrize(
    ("printed", "coded", "who", "same"),
    [
        ("Trump", "Donald Trump", "named person", True),
        ("Ivanka Trump", "Donald Trump", "named person", False),
        ("Tony Doe", "Tony Doe and Jack Roe", "named person", False),
        ("Tehran", "Iran", "named organisation", True),
        ("Norwegian government", "Norway", "named organisation", True),
        ("Norwegian government", "Sweden", "named organisation", False),
        ("Mexican Foreign Ministry", "Mexico’s Foreign Ministry", "named organisation", True),
        ("US officials", "two senior US officials", "anonymous", True),
        ("Iranian officials", "two senior US officials", "anonymous", False),
    ],
)
def test_names_that_may_be_one_speaker(printed: str, coded: str, who: str, same: bool) -> None:
    row = CodedRow((0, 1), (0, 1), (), True, coded, 1, "other", who, frozenset(), False, True)
    assert fits(printed, row) is same


def test_the_region_of_an_outlet(folder: Path) -> None:
    (article,) = read_coded_sources(folder)
    at = {
        "foxnews.com": "North America",
        "yomiuri.co.jp": "Asia",
        "TRT World": "Middle East",
        "no such paper": "region not known",
    }
    for outlet, area in at.items():
        assert area_of(type(article)(**{**vars(article), "outlet": outlet})) == area
    assert area_of(type(article)(**{**vars(article), "region": "Africa"})) == "Africa"


def test_data_in_another_form_are_refused_with_their_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"article": "a", "text": "x"}\n{"article": "a", "speaker": "y"}')
    with pytest.raises(DataError, match=r"bad\.jsonl line 2"):
        read_coded_sources(bad)
    bad.write_text("{}")
    with pytest.raises(DataError):
        read_coded_sources(bad)
