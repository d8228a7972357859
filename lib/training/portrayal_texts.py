"""Texts with their sentences and the actors named in them: what the teachers label and the portrayal model learns from.

    python portrayal_texts.py --bench BENCH --part polnear|dumps|nfc --out TEXTS.jsonl

One text a line: `id`, `from`, `text`, `sentences` [[start, end]], `targets` [[sentence, start, end, name, kind]]. Sentences that
share eight words in a row with NewsMTSC's devtest have no targets; page texts that share twenty such runs with PolNeAR's
dev files are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from bisect import bisect_right
from pathlib import Path

from attribution_labels import paragraphs

from hearsay.attribution.actors import actors
from hearsay.text.sentences import split_sentences
from hearsay.text.spans import SentenceSpan
from hearsay.validation.benchmarks import polnear

MOST, GRAM, SHARED = 6, 8, 20
"""Targets of a sentence; words of a run; shared runs from which a page is a known article."""
SHORTEST, LONGEST = 5, 60
"""Words of a sentence with targets."""
READ = 20_000
"""Characters of a text that are taken."""
ENGLISH = 0.9
"""Share of ASCII characters from which a page counts as English enough; by hand."""


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1))}


def polnear_texts(bench: Path) -> list[tuple[str, str]]:
    return [(article.name, article.text) for article in polnear.read_polnear(bench / "polnear", "train")]


def dump_texts(bench: Path) -> list[tuple[str, str]]:
    known = set().union(*(runs(article.text) for article in polnear.read_polnear(bench / "polnear", "dev")))
    rows = [json.loads(line) for line in (bench / "pagedumps" / "train_gold.jsonl").open(encoding="utf-8")]
    return [
        (row["id"], row["gold"])
        for row in rows
        if sum(map(str.isascii, row["gold"])) > ENGLISH * len(row["gold"]) and len(runs(row["gold"]) & known) < SHARED
    ]


def nfc_texts(bench: Path) -> list[tuple[str, str]]:
    csv.field_size_limit(10**8)
    with (bench / "frames_nfc" / "final_dataset_v2.tsv").open(encoding="utf-8") as file:
        return [(f"nfc{row['ID']}", row["text"]) for row in csv.DictReader(file, delimiter="\t")]


PARTS = {"polnear": polnear_texts, "dumps": dump_texts, "nfc": nfc_texts}


def described(text: str, apart: set[str]) -> dict:
    """Sentences and targets of a text."""
    spans = [span for first, last in paragraphs(text) for span in split_sentences(text, first, last)]
    passages = [SentenceSpan(start, end, number, number, "body") for number, (start, end) in enumerate(spans)]
    starts, held = [start for start, _ in spans], {}
    for actor in actors(text, passages):
        held.setdefault(bisect_right(starts, actor.start) - 1, []).append(actor)
    targets = []
    for number, inside in sorted(held.items()):
        start, end = spans[number]
        if SHORTEST <= len(text[start:end].split()) <= LONGEST and not runs(text[start:end]) & apart:
            targets += [(number, one.start, one.end, one.name, one.kind) for one in inside[:MOST] if one.end <= end]
    return {"text": text, "sentences": spans, "targets": targets}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--bench", "--out"):
        parser.add_argument(name, required=True, type=Path)
    parser.add_argument("--part", required=True, choices=PARTS)
    options = parser.parse_args()
    lines = (options.bench / "newsmtsc" / "devtest_mt.jsonl").open(encoding="utf-8")
    apart = set().union(*(runs(json.loads(line)["sentence_normalized"]) for line in lines))
    with options.out.open("w", encoding="utf-8") as out:
        for name, text in PARTS[options.part](options.bench):
            row = {"id": name, "from": options.part, **described(text[:READ], apart)}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
