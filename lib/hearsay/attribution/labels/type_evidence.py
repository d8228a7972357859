"""What tells who a speaker is: the columns from which source type, and whether a country is told at all, are decided."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from hearsay.attribution.labels.profiles import Profile
from hearsay.entities.types import Head, OrganisationClass, PlaceKind, RoleClass
from hearsay.text.encoder import tokenizer, word_vectors
from hearsay.text.spans import Attribution, Span

READ = 200
"""Characters of a phrase, and word pieces of the text around mentions, that are read."""
BEFORE, AFTER = 60, 80
"""Characters before and after a mention that may say who it is."""
PLACES = 4
"""Mentions and attributions of one speaker whose surroundings are read."""
DETERMINERS = (("",), ("the", "this", "that", "these", "those"), ("a", "an", "one", "another"), ("its", "his", "her", "their"))
VALUES = tuple(dict.fromkeys(str(value) for kind in (RoleClass, OrganisationClass, PlaceKind) for value in kind if value))
PUBLIC = (OrganisationClass.STATE, OrganisationClass.INTERNATIONAL, OrganisationClass.ARMED)
PARTISAN = (OrganisationClass.PARTY, OrganisationClass.POLITICAL)
WIDTH = 384
"""Numbers of a word's vector."""


def speaker_columns(text: str, found: Sequence[Attribution], profiles: Sequence[Profile]) -> np.ndarray:
    """One row of columns for each speaker of an article.

    What the lexicons say of the mention, and six meanings, each the mean of the vectors of its word pieces: the printed source,
    its role or last noun, what stands before and after the mentions, the words said, the cues.
    """
    if not profiles:
        return np.zeros((0, 0), dtype=np.float32)
    plain = [_lexical(profile) for profile in profiles]
    words = mean_vectors([profile.speaker.mention.role.title or profile.speaker.mention.noun.low for profile in profiles])
    stretches = [stretch for profile in profiles for stretch in _stretches(text, found, profile)]
    meanings = stretch_vectors(text, stretches).reshape(len(profiles), -1)
    return np.hstack([np.array(plain, dtype=np.float32), words, meanings])


def _lexical(profile: Profile) -> list[float]:
    speaker, mention = profile.speaker, profile.speaker.mention
    noun, form, own = mention.noun, mention.form, mention.affiliation
    columns = [float(mention.head is head) for head in Head]
    columns += [float(mention.role.kind is role) for role in RoleClass]
    columns += [float(own.organisation_class is body) for body in OrganisationClass]
    columns += [float(own.place_kind is place) for place in PlaceKind]
    columns += [float(noun.value == value) for value in VALUES]
    sphere = _sphere(own.organisation_class)
    columns += [float(mention.role.kind is role and sphere == n) for role in RoleClass for n in range(4)]
    columns += [float(form.determiner in words) for words in DETERMINERS]
    flags = (
        form.bare, form.joined, form.counted, noun.plural, noun.proper, speaker.author, speaker.cotext,
        speaker.antecedent is not None, mention.organisation != "", mention.country != "", own.owner != "",
        mention.role.title != "",
    )  # fmt: skip
    columns += map(float, flags)
    return [*columns, math.log1p(len(profile.rows)), math.log1p(len(profile.mentions))]


def _sphere(body: OrganisationClass) -> int:
    """Whose people somebody with a role is among: nobody's in particular, public, private, or a party's."""
    return 1 if body in PUBLIC else 3 if body in PARTISAN else 2 if body is not OrganisationClass.NONE else 0


def _stretches(text: str, found: Sequence[Attribution], profile: Profile) -> tuple[list[Span], ...]:
    """The printed source that says most, what stands before and after the mentions, the words said, the cues."""
    places = profile.mentions[:PLACES]
    rows = [found[n] for n in profile.rows[:PLACES]]
    most = max(profile.mentions, key=lambda place: (place[1] - place[0] < READ, place[1] - place[0]))
    stretches = (
        [most],
        [(max(0, start - BEFORE), start) for start, _ in places],
        [(end, end + AFTER) for _, end in places],
        [row.content[0] for row in rows if row.content],
        [row.cue for row in rows],
    )
    return tuple([(start, min(end, start + READ)) for start, end in stretch] for stretch in stretches)


def stretch_vectors(text: str, stretches: Sequence[Sequence[Span]]) -> np.ndarray:
    """(n, 384): the mean of the vectors of the word pieces that stand wholly within the spans of each stretch."""
    encoding = tokenizer().encode(text, add_special_tokens=False)
    vectors = np.zeros((len(stretches), WIDTH), dtype=np.float32)
    if not encoding.ids:
        return vectors
    starts, ends = np.array(encoding.offsets).T
    # A text has many word pieces, but few different ones.
    known, at = np.unique(np.array(encoding.ids, dtype=np.int64), return_inverse=True)
    table = word_vectors(known)[0]
    for n, spans in enumerate(stretches):
        held = [np.arange(np.searchsorted(starts, start), np.searchsorted(ends, end, "right")) for start, end in spans]
        pieces = np.concatenate(held) if held else np.zeros(0, dtype=np.int64)
        if len(pieces):
            vectors[n] = table[at[pieces]].mean(axis=0)
    return vectors


def mean_vectors(phrases: Sequence[str]) -> np.ndarray:
    """(n, 384): the mean of the vectors of each phrase's word pieces, zeros where it has none."""
    encodings = tokenizer().encode_batch(list(phrases), add_special_tokens=False)
    pieces = [encoding.ids[:READ] for encoding in encodings]
    vectors = np.zeros((len(phrases), WIDTH), dtype=np.float32)
    ids = np.array([one for held in pieces for one in held], dtype=np.int64)
    if len(ids):
        full = np.array([n for n, held in enumerate(pieces) if held])
        sizes = np.array([len(pieces[n]) for n in full])
        sums = np.add.reduceat(word_vectors(ids)[0], np.concatenate([[0], np.cumsum(sizes)[:-1]]), axis=0)
        vectors[full] = sums / sizes[:, None]
    return vectors
