"""The learned extractor: a small tagger finds the cues, a linker reads for each cue who speaks and what is said.

Trained on PolNeAR's train files (Newell, Margolin & Ruths 2018); see `models/attribution.md` for data, figures,
limits and licences. Everything runs on the CPU, offline, one window of 256 word pieces at a time: a window's result
depends on nothing but its own text, so neither batch size, threads nor the rest of the corpus can change a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import numpy as np
import onnxruntime

from hearsay.attribution import decoding
from hearsay.attribution.continued import continued
from hearsay.attribution.cues import may_report, tells_nothing
from hearsay.attribution.decoding import Cue, Settings
from hearsay.attribution.encoding import Pieces, Typeset, distances, pieces, surroundings, typeset, windows
from hearsay.attribution.nesting import nested
from hearsay.attribution.spans import Found, Passage, Span

DEPTH = 3
"""Levels of nesting that are looked for."""
INNER = 0.6
"""Confidence from which a nested attribution is reported: contents are unlike the texts the model was trained on."""
COLON, ANNOUNCED = 1024, 6
"""The word piece ":", and how many pieces may stand before it after a cue that announces a quotation."""
THREADS = 1
"""Threads of one inference; articles are spread over processes instead (see `engine`). No result depends on it."""


@dataclass(frozen=True)
class Read:
    """What the model says of one cue: the offsets, and the probabilities of cue, content, source and content as tagged."""

    found: Found
    chances: tuple[float, float, float, float]


def extract(text: str, passages: Sequence[Passage], *, least: float | None = None) -> list[Found]:
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
    page = typeset(text)
    level = found = outermost(page, _paragraphs(passages), settings)
    for _ in range(DEPTH - 1):
        contents = [span for one in level for span in one.content if may_report(text[slice(*span)])]
        # What is said is read as a text of its own, since the model learnt from outermost attributions only; most
        # contents hold no reporting word and are spared.
        level = _reported(
            readings(page, contents, settings, unquoted=True), found, replace(settings, least=max(settings.least, INNER))
        )
        found = found + level
    return nested([one for one in nested(found) if one.parent is None or _relays(one, text[slice(*one.cue)])])


@dataclass(frozen=True)
class Linked:
    """One window with its possible cues, the places the linker saw for each, and (cues, n, 3) role probabilities.

    `tagged` (n,) is the tagger's probability that a piece is content, whoever said it.
    """

    window: Pieces
    cues: tuple[Cue, ...]
    regions: tuple[slice, ...]
    roles: np.ndarray
    tagged: np.ndarray


@cache
def shipped_settings() -> Settings:
    """The operating point and the calibration that ship with the model."""
    text = (resources.files("hearsay") / "models" / "attribution.json").read_text(encoding="utf-8")
    values = json.loads(text)
    return Settings(**{**values, "weights": tuple(values["weights"])})


def readings(page: Typeset, paragraphs: Sequence[Span], settings: Settings, *, unquoted: bool = False) -> list[Read]:
    """What the model reads in some paragraphs of a text, before anything is dropped for low confidence."""
    return [read for one in probabilities(page, paragraphs, settings.cue, unquoted=unquoted) for read in decode(one, settings)]


def probabilities(page: Typeset, paragraphs: Sequence[Span], least: float, *, unquoted: bool = False) -> Iterator[Linked]:
    """What the two networks say of each window; cues of probability `least` or more are linked."""
    tagger, linker = _sessions(THREADS)
    for window in windows(pieces(page, paragraphs, unquoted=unquoted), page.text):
        tags, states = tagger.run(None, {"ids": window.ids[None], "case": window.case[None], "quoted": window.quoted[None]})
        possible = tuple(decoding.cues(window, tags[0], least))
        if possible:
            regions = tuple(surroundings(window, cue.first, cue.last) for cue in possible)
            roles = linker.run(None, _link_inputs(possible, regions, tags[0], states[0]))[0]
            yield Linked(window, possible, regions, roles, tags[0, :, 5:].sum(-1))


def decode(linked: Linked, settings: Settings) -> list[Read]:
    """The attributions of one window; cues without content are none."""
    lengths = [region.stop - region.start for region in linked.regions]
    paths = decoding.roles(linked.roles, lengths, settings)
    reads = (_reading(linked, row, paths[row, :n], settings) for row, n in enumerate(lengths))
    return [read for read in reads if read]


def _relays(inner: Found, cue: str) -> bool:
    """Whether a nested attribution relays a voice: "it is unclear whether" and "they never said" are the speaker's own."""
    return (inner.source is not None or may_report(cue)) and not tells_nothing(cue)


def _reported(reads: Iterable[Read], found: Sequence[Found], settings: Settings) -> list[Found]:
    """Those of sufficient confidence whose cue none of the attributions found before has."""
    taken = {place for one in found for place in range(*one.cue)}
    good = (read.found for read in reads if read.found.confidence >= settings.least)
    return [one for one in good if taken.isdisjoint(range(*one.cue))]


def outermost(page: Typeset, paragraphs: Sequence[Span], settings: Settings) -> list[Found]:
    """The attributions of the paragraphs, quotations that go on in the next paragraph included."""
    return continued(page.text, paragraphs, _reported(readings(page, paragraphs, settings), [], settings), page.quotations)


def _paragraphs(passages: Iterable[Passage]) -> list[Span]:
    """Start and end of each paragraph: consecutive passages of one zone and paragraph."""
    spans: dict[tuple[str, int], Span] = {}
    for passage in passages:
        start, end = spans.get((passage.zone, passage.paragraph_no), (passage.start, passage.end))
        spans[passage.zone, passage.paragraph_no] = (min(start, passage.start), max(end, passage.end))
    return sorted(spans.values())


def _link_inputs(cues: Sequence[Cue], regions: Sequence[slice], tags: np.ndarray, states: np.ndarray) -> dict[str, np.ndarray]:
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
        inputs["distance"][row, :n] = distances(np.arange(region.start, region.stop), cue.first, cue.last)
        inputs["mask"][row, :n] = 1
    return inputs


def _reading(linked: Linked, row: int, path: np.ndarray, settings: Settings) -> Read | None:
    cue, where, roles = linked.cues[row], linked.regions[row], linked.roles[row, : len(path)]
    path = decoding.joined(path)
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
    region, sources = linked.window[where], decoding.spans(linked.window[where], speaks)
    found = Found(
        source=max(sources, key=lambda span: (span[1] - span[0], -span[0])) if sources else None,
        cue=decoding.spans(linked.window, np.isin(np.arange(len(linked.window)), range(cue.first, cue.last + 1)))[0],
        content=decoding.spans(region, said),
        confidence=decoding.confidence(chances, settings),
    )
    return Read(found, chances)


def _announces(window: Pieces, cue: Cue) -> bool:
    """Whether the cue stands at the end of a paragraph before its colon: what is said may follow in the next."""
    after = window.ids[cue.last + 1 : cue.last + 1 + ANNOUNCED]
    return COLON in after and window.paragraph[cue.last + 1 + int(np.argmax(after == COLON)) + 1] != window.paragraph[cue.last]


@cache
def _sessions(threads: int) -> tuple[onnxruntime.InferenceSession, onnxruntime.InferenceSession]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    folder = resources.files("hearsay") / "models"
    tagger, linker = (
        onnxruntime.InferenceSession(
            (folder / f"attribution-{name}.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        for name in ("tagger", "linker")
    )
    return tagger, linker
