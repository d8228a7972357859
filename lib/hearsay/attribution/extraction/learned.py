"""The learned extractor: a small tagger finds the cues, a linker reads for each cue who speaks and what is said.

Trained on PolNeAR's train files [Newell2018]; see `models/attribution.md` for data, figures,
limits and licences. Everything runs on the CPU, offline, one window of 256 word pieces at a time: a window's result
depends on nothing but its own text, so neither batch size, threads nor the rest of the corpus can change a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import cast

import numpy as np

from hearsay.attribution.extraction import acts, decoding, rules
from hearsay.attribution.extraction.boundaries import within_bounds
from hearsay.attribution.extraction.cleaning import nested_by_containment
from hearsay.attribution.extraction.cues import may_report, tells_nothing
from hearsay.attribution.extraction.decoding import DecodedCue, Settings, continued_quotations
from hearsay.attribution.extraction.grammar import LABELS
from hearsay.attribution.extraction.quotation_owners import with_owners
from hearsay.attribution.extraction.turns import spoken_turns
from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.types import Head, PlaceKind
from hearsay.text.encoder import (
    MarkedWords,
    WordPieces,
    cue_distances,
    mark_up_words,
    onnx_session,
    surroundings,
    windows,
    word_pieces,
    word_vectors,
)
from hearsay.text.lexicons import word_set
from hearsay.text.quotations import QuotedShares
from hearsay.text.spans import Attribution, SentenceSpan, Span

DEPTH = 3
"""Levels of nesting that are looked for."""
INNER = 0.6
"""Confidence from which a nested attribution is reported: contents are unlike the texts the model was trained on."""
COLON, ANNOUNCED = 1024, 6
"""The word piece ":", and how many pieces may stand before it after a cue that announces a quotation."""
THREADS = 1
"""Threads of one inference; articles are spread over processes instead (see `pipeline`). No result depends on it."""
CONFIDENCE = 0.5
"""Of an attribution that the rule alone finds; with a higher `least` none is added."""
MARKS = frozenset((":", "-", "–", "—"))
SPEAKING = (Head.ROLE, Head.ORGANISATION, Head.MEDIA, Head.DOCUMENT, Head.PERSON)
BODIES = (PlaceKind.METONYM, PlaceKind.INSTITUTION, PlaceKind.PARTY, PlaceKind.REGION)
"""Names of places that can speak."""
ASKING = word_set("what why how who when where which here are is can will should")
"""First words of what is a question or a promise, nobody's statement."""


@dataclass(frozen=True)
class ReadAttribution:
    """What the model says of one cue: the offsets; the probabilities of cue, content, source and content as tagged; and `state`,
    (width,), what the tagger makes of the cue in its context."""

    found: Attribution
    chances: tuple[float, float, float, float]
    state: np.ndarray


def extract_learned(text: str, passages: Sequence[SentenceSpan], *, least: float | None = None) -> list[Attribution]:
    """Attributions of one article, nested ones included.

    Parameters
    ----------
    text
        The document's text.
    passages
        Its sentences; only what they cover is read.
    least
        Confidence from which an attribution is reported, 0 to 1; the shipped operating point unless told. Higher
        values trade recall for precision.
    """
    settings = shipped_settings()
    settings = settings if least is None else replace(settings, least=least)
    page, paragraphs = mark_up_words(text), paragraph_spans(passages)
    level = found = outermost(page, passages, paragraphs, settings)
    for _ in range(DEPTH - 1):
        contents = [span for one in level for span in one.content if may_report(text[slice(*span)])]
        # What is said is read as a text of its own, since the model learnt from outermost attributions only; most
        # contents hold no reporting word and are spared.
        level = _reported(
            readings(page, contents, settings, unquoted=True), found, replace(settings, least=max(settings.least, INNER))
        )
        found = found + level
    found = within_bounds(text, passages, found, page.quotations)
    return nested_by_containment(
        [one for one in nested_by_containment(found) if one.parent is None or _relays(one, text[slice(*one.cue)])]
    )


@dataclass(frozen=True)
class LinkedCues:
    """One window with its possible cues, the places the linker saw for each, and (cues, n, 3) role probabilities.

    `tagged` (n,) is the tagger's probability that a piece is content, whoever said it; `states` (cues, width) what it makes of
    each cue in its context, the mean over the cue's pieces.
    """

    window: WordPieces
    cues: tuple[DecodedCue, ...]
    regions: tuple[slice, ...]
    roles: np.ndarray
    tagged: np.ndarray
    states: np.ndarray


@cache
def shipped_settings() -> Settings:
    """The operating point and the calibration that ship with the model."""
    text = (resources.files("hearsay") / "models" / "attribution.json").read_text(encoding="utf-8")
    values = json.loads(text)
    return Settings(**{**values, "weights": tuple(values["weights"])})


def readings(
    page: MarkedWords, paragraphs: Sequence[Span], settings: Settings, *, unquoted: bool = False
) -> list[ReadAttribution]:
    """What the model reads in some paragraphs of a text, before anything is dropped for low confidence."""
    return [read for one in probabilities(page, paragraphs, settings.cue, unquoted=unquoted) for read in decode(one, settings)]


def probabilities(page: MarkedWords, paragraphs: Sequence[Span], least: float, *, unquoted: bool = False) -> Iterator[LinkedCues]:
    """What the two networks say of each window; cues of probability `least` or more are linked."""
    tagger, linker = onnx_session("attribution-tagger", THREADS), onnx_session("attribution-linker", THREADS)
    for window in windows(word_pieces(page, paragraphs, unquoted=unquoted), page.text):
        inputs = {"words": word_vectors(window.ids), "case": window.case[None], "quoted": window.quoted[None]}
        tags, states = tagger.run(None, inputs)
        possible = tuple(decoding.decode_cues(window, tags[0], least))
        if possible:
            regions = tuple(surroundings(window, cue.first, cue.last) for cue in possible)
            roles = linker.run(None, _link_inputs(possible, regions, tags[0], states[0]))[0]
            inside = np.stack([states[0, cue.first : cue.last + 1].mean(0) for cue in possible])
            yield LinkedCues(window, possible, regions, roles, tags[0, :, 5:].sum(-1), inside)


def decode(linked: LinkedCues, settings: Settings) -> list[ReadAttribution]:
    """The attributions of one window; cues without content are none."""
    lengths = [region.stop - region.start for region in linked.regions]
    paths = decoding.decode_roles(linked.roles, lengths, settings)
    reads = (_reading(linked, row, paths[row, :n], settings) for row, n in enumerate(lengths))
    return [read for read in reads if read]


def _relays(inner: Attribution, cue: str) -> bool:
    """Whether a nested attribution relays a voice: "it is unclear whether" and "they never said" are the speaker's own."""
    return (inner.source is not None or may_report(cue)) and not tells_nothing(cue)


def _reported(reads: Iterable[ReadAttribution], found: Sequence[Attribution], settings: Settings) -> list[Attribution]:
    """Those of sufficient confidence whose cue is neither one found before nor a part of a surer one's."""
    taken = {place for one in found for place in range(*one.cue)}
    good = [read.found for read in reads if read.found.confidence >= settings.least]
    kept = set()
    for place, one in sorted(enumerate(good), key=lambda item: -item[1].confidence):
        if taken.isdisjoint(range(*one.cue)):
            taken.update(range(*one.cue))
            kept.add(place)
    return [one for place, one in enumerate(good) if place in kept]


def outermost(
    page: MarkedWords, passages: Sequence[SentenceSpan], paragraphs: Sequence[Span], settings: Settings
) -> list[Attribution]:
    """The attributions of the paragraphs: those the model is sure enough of, turns of an interview, and owners of quotations."""
    reads = readings(page, paragraphs, settings)
    turns = [turn for turn in spoken_turns(page.text, paragraphs) if turn.confidence >= settings.least]
    sure = [one for one in _reported(_judged(page, passages, reads, settings), [], settings) if not _in_label(one, turns)]
    found = continued_quotations(page.text, paragraphs, sure, page.quotations)
    doubted = [read.found for read in reads if read.found.confidence < settings.least]
    claimed = with_owners(page.text, passages, [*found, *turns], doubted, page.quotations)
    return [one for one in claimed if one.confidence >= settings.least]


def _judged(
    page: MarkedWords, passages: Sequence[SentenceSpan], reads: Sequence[ReadAttribution], settings: Settings
) -> Iterator[ReadAttribution]:
    """The readings that may be reported, each with the probability that it gives somebody the floor; none that cannot."""
    article = acts.Article(page.text, passages, QuotedShares(page.text, page.quotations))
    for read in reads:
        if read.found.confidence < settings.least:
            continue
        if not read.found.content:
            yield read  # It waits for what stands in the next paragraph.
        elif not article.gives_no_floor(read.found):
            floor = article.plausible(read.found, read.chances, read.state) if read.found.source else 1.0
            yield replace(read, found=replace(read.found, floor=floor))


def _in_label(one: Attribution, turns: Sequence[Attribution]) -> bool:
    """Whether an attribution is what a turn says already: its cue is the turn's mark, or its source the name before it."""
    return any(_meet(one.cue, turn.cue) or _meet(one.cue, cast("Span", turn.source)) for turn in turns)


def paragraph_spans(passages: Iterable[SentenceSpan]) -> list[Span]:
    """Start and end of each paragraph: consecutive passages of one zone and paragraph."""
    spans: dict[tuple[str, int], Span] = {}
    for passage in passages:
        start, end = spans.get((passage.zone, passage.paragraph_no), (passage.start, passage.end))
        spans[passage.zone, passage.paragraph_no] = (min(start, passage.start), max(end, passage.end))
    return sorted(spans.values())


def _link_inputs(
    cues: Sequence[DecodedCue], regions: Sequence[slice], tags: np.ndarray, states: np.ndarray
) -> dict[str, np.ndarray]:
    longest = max(region.stop - region.start for region in regions)
    inputs = {
        "states": np.zeros((len(cues), longest, states.shape[1]), dtype=np.float32),
        "tags": np.zeros((len(cues), longest, tags.shape[1]), dtype=np.float32),
        "distance": np.zeros((len(cues), longest), dtype=np.int64),
        "mask": np.zeros((len(cues), longest), dtype=np.int64),
    }
    for row, (cue, region) in enumerate(zip(cues, regions, strict=True)):
        n = region.stop - region.start
        inputs["states"][row, :n], inputs["tags"][row, :n] = states[region], tags[region]
        inputs["distance"][row, :n] = cue_distances(np.arange(region.start, region.stop), cue.first, cue.last)
        inputs["mask"][row, :n] = 1
    return inputs


def _reading(linked: LinkedCues, row: int, path: np.ndarray, settings: Settings) -> ReadAttribution | None:
    cue, where, roles = linked.cues[row], linked.regions[row], linked.roles[row, : len(path)]
    path = decoding.join_pieces(path)
    path[cue.first - where.start : cue.last + 1 - where.start] = decoding.NONE
    said, speaks = path == decoding.CONTENT, path == decoding.SOURCE
    announces = not said.any() and _announces(linked.window, cue)
    if not said.any() and not announces:
        return None
    chances = (
        cue.probability,
        float(roles[said, decoding.CONTENT].mean()) if said.any() else cue.probability,
        float(roles[speaks, decoding.SOURCE].mean() if speaks.any() else 1 - roles[:, decoding.SOURCE].max()),
        float(linked.tagged[where][said].mean()) if said.any() else cue.probability,
    )
    region, sources = linked.window[where], decoding.decoded_spans(linked.window[where], speaks)
    found = Attribution(
        source=max(sources, key=lambda span: (span[1] - span[0], -span[0])) if sources else None,
        cue=decoding.decoded_spans(linked.window, np.isin(np.arange(len(linked.window)), range(cue.first, cue.last + 1)))[0],
        content=decoding.decoded_spans(region, said),
        confidence=decoding.confidence(chances, settings),
    )
    return ReadAttribution(found, chances, linked.states[row])


def _announces(window: WordPieces, cue: DecodedCue) -> bool:
    """Whether the cue stands at the end of a paragraph before its colon: what is said may follow in the next."""
    after = window.ids[cue.last + 1 : cue.last + 1 + ANNOUNCED]
    return COLON in after and window.paragraph[cue.last + 1 + int(np.argmax(after == COLON)) + 1] != window.paragraph[cue.last]


def extract_learned_with_headlines(
    text: str, passages: Sequence[SentenceSpan], *, least: float | None = None
) -> list[Attribution]:
    """What `model.extract` finds, and in the title zone what stands beside a colon and it missed.

    Parameters as in `model.extract`.
    """
    found = extract_learned(text, passages, least=least)
    if least is not None and least > CONFIDENCE:
        return found
    return found + [one for one in headline_attributions(text, passages) if not any(_same(one, known) for known in found)]


extract_learned_with_headlines.takes_least = True  # type: ignore[attr-defined]


def headline_attributions(text: str, passages: Sequence[SentenceSpan]) -> list[Attribution]:
    """'Bridge closed after crash: police', 'Police: bridge closed': the side of the colon that can speak does."""
    titles = [passage for passage in passages if passage.zone == "title"]
    # Nothing behind the titles bears on them, and the marks of a whole article take time to read.
    found = rules.extract_by_rules(text[: max(passage.end for passage in titles)], titles) if titles else []
    beside = (one for one in found if one.source and text[slice(*one.cue)].strip() in MARKS and one.content)
    return [replace(one, parent=None, confidence=CONFIDENCE) for one in beside if _speaks(text, one)]


def _speaks(text: str, found: Attribution) -> bool:
    start, end = found.source or (0, 0)
    mention = read_mention(text, start, end)
    who = mention.head in SPEAKING or (mention.head is Head.PLACE and mention.noun.value in BODIES)
    said = text[found.content[0][0] : found.content[-1][1]].strip(" '‘’“”\"")
    labelled = said.lower() in LABELS
    return who and not labelled and not said.endswith("?") and said.split(" ")[0].lower() not in ASKING


def _same(one: Attribution, known: Attribution) -> bool:
    """Whether an attribution already has this colon or this source."""
    return _meet(one.cue, known.cue) or (known.source is not None and one.source is not None and _meet(one.source, known.source))


def _meet(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
