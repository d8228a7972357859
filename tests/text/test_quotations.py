"""Quotation marks of any style read alike."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.text.quotations import normalise_quotation_marks, quotation_spans, quoted_mask

STYLES = {
    "curly": ("“", "”", "‘", "’"),
    "straight": ('"', '"', "'", "'"),
    "two strokes": ("''", "''", "'", "'"),
    "TeX": ("``", "''", "`", "'"),
    "guillemets": ("«", "»", "‹", "›"),
    "German guillemets": ("»", "«", "›", "‹"),
    "low-high": ("„", "“", "‚", "‘"),
    "British": ("‘", "’", "“", "”"),
    "British straight": ("'", "'", '"', '"'),
    "corner": ("「", "」", "『", "』"),
}
WORDS = st.sampled_from(["ready", "don't", "Iran's", "we", "He", "it", "U.S.", "talks", "o'clock", "1,000", "rock", "é"])
PHRASE = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
# { } stand for the outer marks, < > for the inner ones.
INNER = st.builds(lambda a, b, c, stop: f"{a} <{b}{stop}> {c}", PHRASE, PHRASE, PHRASE, st.sampled_from(["", ","]))
QUOTED = st.one_of(PHRASE, INNER)
SAYING = st.sampled_from([" he said.", " said officials.", " (the report), and more.", " — so they say."])
SENTENCE = st.one_of(
    st.builds(lambda q, s: f"{{{q},}}{s}", QUOTED, SAYING),
    st.builds(lambda p, q: f"{p}: {{{q}.}}", PHRASE, QUOTED),
    st.builds(lambda p, q, r: f"{p} {{{q}}} {r}.", PHRASE, PHRASE, PHRASE),
    PHRASE.map(lambda p: p + "."),
)
TEMPLATE = st.lists(st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3).map("\n\n".join)


def write(template: str, style: tuple[str, str, str, str]) -> tuple[str, list[int]]:
    """The template in one style, and for each of its characters the offset in the result."""
    signs = dict(zip("{}<>", style, strict=True))
    pieces = [signs.get(char, char) for char in template]
    return "".join(pieces), np.cumsum([0, *map(len, pieces)]).tolist()


@settings(max_examples=80, deadline=None)
@given(TEMPLATE)
def test_every_style_gives_the_same_quotations(template):
    expected = None
    for name, style in STYLES.items():
        text, place = write(template, style)
        back = {offset: at for at, offset in enumerate(place)}
        found = [
            (back[q.start], back[q.end], back[q.inner[0]], back[q.inner[1]], q.level, q.closed) for q in quotation_spans(text)
        ]
        expected = expected if expected is not None else found
        assert found == expected, name
        assert len(found) == template.count("{") + template.count("<")


@settings(max_examples=30, deadline=None)
@given(TEMPLATE)
def test_normalised_text_is_the_same_in_every_style(template):
    curly = normalise_quotation_marks(write(template, STYLES["curly"])[0]).text
    for style in STYLES.values():
        assert normalise_quotation_marks(write(template, style)[0]).text.split() == curly.split()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab .,'\"“”‘’«»`\n-S!", max_size=60))
def test_any_marks_are_survived(text):
    read = normalise_quotation_marks(text)
    assert len(read.text) == len(text)
    for quotation in read.quotations:
        start, end = quotation.inner
        assert 0 <= quotation.start <= start < end <= quotation.end <= len(text)
        assert "\n\n" not in text[start:end]
        assert quotation.closed or quotation.repair or "\n" in text[quotation.end :]
    assert [q.start for q in read.quotations] == sorted(q.start for q in read.quotations)
    assert read == normalise_quotation_marks(text)


@given(st.text(max_size=80))
def test_any_text_is_survived(text):
    assert len(normalise_quotation_marks(text).text) == len(text)
    assert quoted_mask(text).shape == (len(text),)


@pytest.mark.parametrize(
    "text",
    [
        "They don't know Iran’s plans; the ’90s, rock ’n’ roll and the officials’ rule.",
        'He is 6\'2" tall and the pipe is 12" wide.',
        "It's the dogs' bowl, '16 was hard and 'til now nobody came.",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text):
    assert quotation_spans(text) == []


def quoted(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*q.inner)], q.repair) for q in quotation_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('“We won," he said.', [("We won,", 'mixed marks “ … "')]),
        ("We lost. We won,” he said.", [("We won,", "opening mark missing")]),
        ("“We won. It was late.\n\nHe left.", [("We won. It was late.", "closing mark missing")]),
        ("He said “we won. It was late.\n\nHe left.", [("we won.", "closing mark missing")]),
        ('"We won, he said. "We lost," she said.', [("We won, he said.", "closing mark missing"), ("We lost,", "")]),
        ('He said" We won," and left.', [(" We won,", "space on the wrong side of a mark")]),
        ("“Say ‘yes.” He left.", [("Say ‘yes.", ""), ("yes.", "closing mark missing")]),
    ],
)
def test_repairs_are_described(text, expected):
    assert quoted(text) == expected


def test_a_quotation_over_several_paragraphs_needs_no_repair():
    text = "“We won. We left.\n\n“Then we came back. It rained.\n\n“It is over,” he said."
    found = quotation_spans(text)
    assert [(q.closed, q.repair) for q in found] == [(False, ""), (False, ""), (True, "")]


def test_a_stray_mark_is_listed():
    assert normalise_quotation_marks('A stray" mark').unpaired == (7,)


def test_time_is_linear():
    """The better of two runs: what else a machine does may double the time of one."""

    def seconds(size: int) -> float:
        text, start = "“We ‘won’ it,\" he 'said' and \"left. " * (size // 7), time.process_time()
        normalise_quotation_marks(text)
        return time.process_time() - start

    short, long = (min(seconds(size), seconds(size)) for size in (5_000, 40_000))
    assert long < 24 * max(short, 0.01)
    assert long < 2.0
