"""Text as the learned models see it: word pieces in windows, with letter case and quotation state beside each piece.

Shared by training and inference, so that both read alike. The word pieces are uncased; case is given back as a
feature, and quotation marks of every style as one mark and a state (see `quotes`).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from hearsay.text.quotations import Quotation, mask_of, normalise_quotation_marks
from hearsay.text.spans import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

CLS, SEP = 101, 102
SIZE = 256
"""Word pieces in a window, the two marks at its ends included."""
REACH = 80
"""Pieces that the linker sees on either side of a cue."""
NEAR, BUCKETS = 24, 8
HERE = NEAR + BUCKETS
_FULL_STOP = re.compile(r"[.!?]")


@dataclass(frozen=True)
class WordPieces:
    """Word pieces and their features, one row each: (n,) arrays.

    `starts` and `ends` are characters of the text; `paragraph` counts the paragraphs given; `inner` pieces continue a
    word. Marks that stand for no text ([CLS], [SEP]) have paragraph -1.
    """

    ids: np.ndarray
    case: np.ndarray
    quoted: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    paragraph: np.ndarray
    inner: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, part: slice) -> WordPieces:
        return WordPieces(*(values[part] for values in self.columns()))

    def columns(self) -> tuple[np.ndarray, ...]:
        return (self.ids, self.case, self.quoted, self.starts, self.ends, self.paragraph, self.inner)


@cache
def onnx_session(name: str, threads: int = 1) -> InferenceSession:
    """The model `models/NAME.onnx.gz` of the package, ready to run on the processor, loaded once."""
    # Deferred, as below: what reads no text by a model does without.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # a stock of memory that each network would keep for itself, and no faster
    packed = (resources.files("hearsay") / "models" / f"{name}.onnx.gz").read_bytes()
    session = onnxruntime.InferenceSession(gzip.decompress(packed), options, providers=["CPUExecutionProvider"])
    session._model_bytes = None  # held for a second try with other providers, of which there are none
    return session


@cache
def tokenizer() -> Tokenizer:
    """The tagger's word-piece tokenizer, read from the package."""
    from tokenizers import Tokenizer

    text = (resources.files("hearsay") / "models" / "wordpiece.json").read_text(encoding="utf-8")
    pieces = Tokenizer.from_str(text)
    pieces.no_padding()
    pieces.no_truncation()
    return pieces


def word_vectors(ids: np.ndarray) -> np.ndarray:
    """(1, n, 384) vectors of word pieces: the one table of words that all networks read (`models/words.md`)."""
    vectors: np.ndarray = onnx_session("words").run(None, {"ids": ids[None]})[0]
    return vectors


@dataclass(frozen=True)
class MarkedWords:
    """A text with one style of quotation marks, character for character, its quotations, and what they hold (0, 1)."""

    text: str
    plain: str
    quotations: tuple[Quotation, ...]
    quoted: np.ndarray


def mark_up_words(text: str) -> MarkedWords:
    """Quotation marks of any style made one."""
    plain = normalise_quotation_marks(text)
    return MarkedWords(text, plain.text, plain.quotations, mask_of(plain.quotations, len(text)).astype(np.int64))


def word_pieces(typeset: MarkedWords, paragraphs: Sequence[Span], *, unquoted: bool = False) -> list[WordPieces]:
    """The word pieces of each paragraph; empty paragraphs give none.

    With `unquoted`, a paragraph that begins within a quotation is read as if its words stood outside: so the inside
    of a quotation can be read as a text of its own.
    """
    text, quoted = typeset.text, typeset.quoted
    encodings = tokenizer().encode_batch([typeset.plain[start:end] for start, end in paragraphs], add_special_tokens=False)
    made = []
    for number, ((start, end), encoding) in enumerate(zip(paragraphs, encodings, strict=True)):
        if not encoding.ids:
            continue
        offsets = np.array(encoding.offsets, dtype=np.int64) + start
        made.append(
            WordPieces(
                ids=np.array(encoding.ids, dtype=np.int64),
                case=np.array([_case(text[a:b]) for a, b in offsets], dtype=np.int64),
                quoted=quoted[offsets[:, 0]] * (1 - int(unquoted and quoted[(start + end) // 2])),
                starts=offsets[:, 0],
                ends=offsets[:, 1],
                paragraph=np.full(len(offsets), number, dtype=np.int64),
                inner=np.array([token.startswith("##") for token in encoding.tokens], dtype=bool),
            )
        )
    return made


def windows(paragraphs: Sequence[WordPieces], text: str, *, size: int = SIZE, first: int | None = None) -> Iterator[WordPieces]:
    """Whole paragraphs packed into windows of at most `size` pieces, [SEP] between and at the end.

    A paragraph longer than a window is cut, after a full stop where there is one in its second half. `first` is
    the room in the first window (training varies it, so that no paragraph always stands in the same place).
    """
    room = (first or size) - 2
    packed: list[WordPieces] = []
    for part in _fitting(paragraphs, text, size - 2):
        if packed and sum(len(held) + 1 for held in packed) + len(part) > room:
            yield _window(packed)
            room, packed = size - 2, []
        packed.append(part)
    if packed:
        yield _window(packed)


def surroundings(window: WordPieces, first: int, last: int) -> slice:
    """What the linker sees of a window: the cue's paragraph, at most REACH pieces beyond either end of the cue.

    Attributions keep to one paragraph (99.2 % of PolNeAR's train files: docs/methods.md#what-an-attribution-is).
    """
    low, high = max(first - REACH, 0), min(last + REACH + 1, len(window))
    same = window.paragraph[low:high] == window.paragraph[first]
    where = np.flatnonzero(same)
    return slice(low + int(where[0]), low + int(where[-1]) + 1)


def cue_distances(places: np.ndarray, first: int, last: int) -> np.ndarray:
    """Bucket of each place's signed distance to the cue: exact up to NEAR pieces, then coarser; HERE within it."""
    signed = np.minimum(places - first, 0) + np.maximum(places - last, 0)
    far = np.clip(np.floor(4 * np.log2(np.maximum(np.abs(signed), NEAR) / NEAR)).astype(np.int64) + 1, 1, BUCKETS)
    buckets: np.ndarray = HERE + np.sign(signed) * np.where(np.abs(signed) <= NEAR, np.abs(signed), NEAR + far)
    return buckets


def _fitting(paragraphs: Sequence[WordPieces], text: str, room: int) -> Iterator[WordPieces]:
    for paragraph in paragraphs:
        rest = paragraph
        while len(rest) > room:
            cut = _cut(rest, text, room)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _cut(paragraph: WordPieces, text: str, room: int) -> int:
    for place in range(room - 1, room // 2, -1):
        if _FULL_STOP.fullmatch(text[paragraph.starts[place] : paragraph.ends[place]]):
            return place + 1
    return room


def _window(parts: Sequence[WordPieces]) -> WordPieces:
    rows = [_mark(CLS)]
    for part in parts:
        rows += [part, _mark(SEP)]
    return WordPieces(*(np.concatenate(values) for values in zip(*(row.columns() for row in rows), strict=True)))


def _mark(token: int) -> WordPieces:
    zero, none = np.zeros(1, dtype=np.int64), np.full(1, -1, dtype=np.int64)
    return WordPieces(np.full(1, token, dtype=np.int64), zero, zero, none, none, none, zero.astype(bool))


def _case(word: str) -> int:
    """0 lower case or no letters, 1 capitalised, 2 capitals throughout, 3 holds a digit."""
    if any(character.isdigit() for character in word):
        return 3
    if len(word) > 1 and word.isupper():
        return 2
    return int(word[:1].isupper())
