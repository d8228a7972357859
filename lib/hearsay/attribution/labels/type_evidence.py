"""What tells who a speaker is: the columns from which source type, and whether a country is told at all, are decided."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from hearsay.attribution.labels.profiles import Profile
from hearsay.entities.types import Head, OrganisationClass, PlaceKind, RoleClass
from hearsay.text.encoder import tokenizer, word_vectors
from hearsay.text.spans import Attribution

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
    phrases = [phrase for profile in profiles for phrase in _phrases(text, found, profile)]
    meanings = mean_vectors(phrases).reshape(len(profiles), -1)
    return np.hstack([np.array(plain, dtype=np.float32), meanings])


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


def _phrases(text: str, found: Sequence[Attribution], profile: Profile) -> tuple[str, ...]:
    places = profile.mentions[:PLACES]
    printed = [text[start:end] for start, end in profile.mentions] or [profile.speaker.name]
    rows = [found[n] for n in profile.rows[:PLACES]]
    return (
        max(printed, key=lambda phrase: (len(phrase) < READ, len(phrase)))[:READ],
        profile.speaker.mention.role.title or profile.speaker.mention.noun.low,
        " ".join(text[max(0, start - BEFORE) : start] for start, _ in places),
        " ".join(text[end : end + AFTER] for _, end in places),
        " ".join(text[slice(*row.content[0])][:READ] for row in rows if row.content),
        " ".join(text[slice(*row.cue)][:READ] for row in rows),
    )


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
