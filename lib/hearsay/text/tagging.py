"""A sentence in words, tags and noun phrases, by TextBlob's tagger and chunker. Nothing is downloaded."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

from hearsay.text.spans import SentenceSpan, Span

TITLES = "Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Adm|Capt|Sgt|Prof|Rev|St|Jr|Sr|No|Inc|Corp"
TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Z]\.(?=\s+[A-Z])"
    rf"|(?:{TITLES})\."
    r"|[^\W_]{1,12}?(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b"
    r"|\d+(?:[.,:]\d+)+|[^\W_]+(?:-[^\W_]+|'(?!(?:s|re|ve|ll|d|m)\b)[^\W_]+)*"
    r"|\S"
)
WINDOW = 150
"""Words tagged at a time: TextBlob's chunker is quadratic in the length of its input."""

LONGEST = 150
"""Words of a sentence, at most: the rules look both ways, so that a longer one is cut."""

NOMINAL = ("NN", "EX", "PRP", "WP", "CD", "DT", "JJ", "$", "POS", "VBN", "VBG")
LINKS = frozenset(("of", "for", "in", "at", "from", "with", "on", "to", "by", "against", "about", "near", "between", "familiar"))
FINITE = ("VBD", "VBZ", "VBP", "MD")
PRONOUNS = frozenset(("PRP", "WP", "WDT"))
"""Tags of words that are a noun phrase by themselves."""


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """One word: place, lower-case form, part of speech (Penn), chunk, and whether a quotation holds it."""

    start: int
    end: int
    form: str
    low: str
    tag: str
    chunk: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """One passage with its tokens."""

    passage: SentenceSpan
    tokens: list[TaggedWord]

    def span(self, first: int, last: int) -> Span:
        """Characters of the tokens from `first` up to `last`, exclusive."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def is_verb(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].tag.startswith(("VB", "MD"))

    def is_nominal(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and (self.tokens[at].tag.startswith(NOMINAL) or self.tokens[at].low == "'s")

    def finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands between two tokens."""
        return any(token.tag in FINITE for token in self.tokens[first:last])


def tagged_sentence(text: str, quoted: Callable[[int], bool], passage: SentenceSpan) -> TaggedSentence:
    """Cut, tag and chunk `text[passage.start:passage.end]`; `text` has its marks normalised."""
    places = [match.span() for match in TOKEN.finditer(text, passage.start, passage.end)]
    forms = [text[start:end] for start, end in places]
    shouted = passage.zone == "title" and _capitalised(forms)
    tagged = _tags([form.lower() if shouted and n else form for n, form in enumerate(forms)])
    tokens = [
        TaggedWord(start, end, form, form.lower(), tag, chunk, quoted(start))
        for (start, end), form, (tag, chunk) in zip(places, forms, tagged, strict=True)
    ]
    return TaggedSentence(passage, tokens)


def split_at(one: TaggedSentence) -> list[TaggedSentence]:
    """The sentence, or its parts of `LONGEST` words when it is longer than sentences are."""
    if len(one.tokens) <= LONGEST:
        return [one]
    return [TaggedSentence(one.passage, one.tokens[first : first + LONGEST]) for first in range(0, len(one.tokens), LONGEST)]


def _capitalised(forms: Sequence[str]) -> bool:
    long = [form for form in forms if len(form) > 3 and form[0].isalpha()]
    return len(long) > 2 and sum(form[0].isupper() for form in long) > 0.7 * len(long)


@cache
def textblob_english() -> Any:
    """TextBlob's English, tagger and lexicon: its mean is replaced before the lexicon is loaded, for the first word asked for.

    Deferred: it brings the whole of NLTK and of scipy.stats, a second and 60 MB.
    """
    from textblob import _text, en

    _text.avg = mean_over_senses
    return en


def mean_over_senses(values: Sequence[float]) -> float:
    """TextBlob's mean over the senses of a word, added from left to right.

    Python adds so up to 3.11, and without loss from 3.12 on: the tables of one corpus would differ in their last digits.
    """
    return reduce(operator.add, values, 0.0) / (len(values) or 1)


def _tags(forms: Sequence[str]) -> list[tuple[str, str]]:
    parser = textblob_english().parser
    found: list[tuple[str, str]] = []
    for first in range(0, len(forms), WINDOW):
        tagged = parser.find_tags(list(forms[first : first + WINDOW]))
        found += [(item[1], item[2]) for item in parser.find_chunks(tagged)]
    before = ["", *(tag for tag, _ in found)]
    return [(_mended(form, tag, last), chunk) for form, (tag, chunk), last in zip(forms, found, before, strict=False)]


def _mended(form: str, tag: str, before: str) -> str:
    low = form.lower()
    if low == "'s" and before in ("PRP", "EX", "WP"):
        return "VBZ"
    if low in ("'re", "'ve", "'m", "is", "are", "was", "were", "has", "have", "had", "be", "been", "do", "does", "did"):
        return "VBD" if low in ("was", "were", "had", "did") else "VBP"
    if low in ("'ll", "'d"):
        return "MD"
    return "POS" if low == "'s" else "RB" if low in ("n't", "not") else tag


def phrase_before(sentence: TaggedSentence, end: int) -> int | None:
    """First token of the noun phrase that ends right before token `end`; None when there is none."""
    at = end
    while at > 0 and _joins_left(sentence, at, end):
        at -= 1
    while at < end and (sentence.tokens[at].tag in ("CC", "IN", "RB", "WRB", "TO") or not sentence.tokens[at].form[0].isalnum()):
        at += 1
    return at if at < end and any(sentence.is_nominal(n) for n in range(at, end)) else None


def phrase_after(sentence: TaggedSentence, start: int) -> int | None:
    """One past the last token of the noun phrase that begins at `start`; None when none does."""
    tokens, at = sentence.tokens, start
    while at < len(tokens) and (
        (sentence.is_nominal(at) and not (tokens[at].tag in ("VBN", "VBG") and at > start))
        or (at > start and tokens[at].low in ("of", "for", "at", "and", "in", "from", "&", ".") and sentence.is_nominal(at + 1))
    ):
        at += 1
    return at if at > start else None


def _joins_left(sentence: TaggedSentence, at: int, end: int) -> bool:
    """Whether the word before `at` belongs to the noun phrase that goes from there to `end`."""
    token, begun = sentence.tokens[at - 1], at < end
    if begun and not PRONOUNS.isdisjoint((token.tag, sentence.tokens[at].tag)):
        return False
    if token.tag in ("VBG", "VBN") and not token.chunk.endswith("NP"):
        return begun and sentence.tokens[at].tag.startswith("NN") and token.chunk == "I-NP"
    return sentence.is_nominal(at - 1) or token.form in ("&", "%") or (begun and _links(sentence, at))


def _links(sentence: TaggedSentence, at: int) -> bool:
    """Whether the word before `at` joins two nominal words: 'minister of defence'."""
    token = sentence.tokens[at - 1]
    return sentence.is_nominal(at) and sentence.is_nominal(at - 2) and (token.low in LINKS or token.tag == "CC")
