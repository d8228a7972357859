"""Whether a reading is an attribution at all, or an act ("approved the budget"), a caption, a word taken for a cue.

What by its verb, or by the note or caption that it stands in, gives nobody the floor is left out. Of the rest a logistic
regression over what the tagger makes of the cue in its context, and over the form of the attribution, tells how likely each
gives somebody the floor; it is trained on attributions that people coded as being one or none
(`lib/training/attribution_acts.py`). The table keeps the unlikely, since PolNeAR's definition has many of them, but nothing
counts them. The card is `models/attribution.md`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np

from hearsay.attribution.determinacy import SAYING, cue_class, said
from hearsay.attribution.extraction.decoding import log_odds
from hearsay.text.lexicons import word_set
from hearsay.text.quotations import QuotedShares
from hearsay.text.spans import Attribution, SentenceSpan, Span
from hearsay.text.words import WORD

CLASSES = (
    "say", "tell", "claim", "factive", "admit", "evidence", "accuse", "criticise", "praise", "deny", "threat", "retract",
    "noncommittal", "according_to", "belief", "knowledge", "emotive", "intent", "commit", "ask", "predict", "hearsay", "refuse",
    "",
)  # fmt: skip
"""Classes of cues in `lexicons/cue_verbs.csv`, in the order of the features; '' is none of them."""
ACTS = word_set(
    """vote voted votes voting sign signed signs signing begin began begun begins beginning release released releases releasing
    pass passed passes passing approve approved approves approving provide provided provides providing ban banned bans banning
    introduce introduced introduces introducing hire hired hires hiring cover covered covers covering negotiate negotiated
    negotiates negotiating abstain abstained abstains abstaining appoint appointed appoints appointing sue sued sues suing adopt
    adopted adopts adopting elect elected elects electing establish established establishes establishing summon summoned summons
    summoning lift lifted lifts lifting enact enacted enacts enacting ratify ratified ratifies ratifying repeal repealed repeals
    repealing veto vetoed vetoes vetoing"""
)
"""Verbs of acts: with a thing for their object they report what somebody did. On the coded rows 79 of 100 of these are none."""
DONE_TO = word_set("discussed seen heard")
"""Participles that in the passive say what was done with something, not what was said: 'were seen by two people'."""
BE = word_set("is was were are be been being")
CLAUSE = re.compile(r"[“\"']?(?:that|how|why|whether|what|if|to|it|he|she|they|there)\b", re.IGNORECASE)
"""How a content begins that is what somebody says, whatever the verb."""
NOTE = re.compile(
    r"^\W*(?:correction|clarification|editor['’]s note)\b|\bearlier version of this (?:article|story|report)\b"
    r"|\bthis (?:article|story) (?:has been|was) (?:corrected|amended|updated)\b",
    re.IGNORECASE,
)
"""What a newsroom says of its own text."""
CREDIT = re.compile(r"[ ]?\(?(?:AP Photo|Photo(?:graph)?(?: by)?:|Image(?: credit)?:|Getty Images|REUTERS/|EPA-EFE)")
"""What closes a caption: cues before it in its sentence tell what is seen in a picture."""
PRONOUNS, ANYBODY = word_set("he she they it we i you who which that"), frozenset(("you", "it"))


class Article:
    """One article, ready to be asked about each of its readings."""

    def __init__(self, text: str, passages: Sequence[SentenceSpan], quoted: QuotedShares) -> None:
        self._text, self._passages, self._quoted = text, passages, quoted
        self._starts = [passage.start for passage in passages]

    def gives_no_floor(self, found: Attribution) -> bool:
        """Whether an attribution is none by its verb or its place: an act, a note of correction, a caption."""
        sentence = self._sentence(found.cue[0])
        start, end = sentence.start, sentence.end
        credit = CREDIT.search(self._text, found.cue[1], end) or CREDIT.match(self._text, end)
        note = NOTE.search(self._text[start:end])
        return credit is not None or note is not None or _is_act(self._text, found, self._quoted)

    def plausible(self, found: Attribution, chances: Sequence[float], state: np.ndarray) -> float:
        """The probability that a reading gives somebody the floor; 1 for a quotation, of which it is not asked."""
        kind = self._quoted.kind(found)
        if kind == "direct":
            return 1.0
        weights, constant, _ = _model()
        return float(1 / (1 + np.exp(-(self.features(found, chances, state, kind) @ weights + constant))))

    def _sentence(self, place: int) -> SentenceSpan:
        return self._passages[max(bisect_right(self._starts, place) - 1, 0)]

    def features(self, found: Attribution, chances: Sequence[float], state: np.ndarray, kind: str | None = None) -> np.ndarray:
        """(width + 4 + 38,) what the model looks at: the tagger's state at the cue, the chances as log-odds, and the form."""
        text, source = self._text, found.source
        sentence = self._sentence(found.cue[0])
        told = said(text, found, (sentence.start, sentence.end))
        kind, of = kind or self._quoted.kind(found), cue_class(text[slice(*found.cue)])
        named = text[slice(*source)].lower() if source else ""
        content = sum(len(text[slice(*span)].split()) for span in found.content)
        opening = WORD.search(text, *found.content[0]) if found.content else None
        form = [
            *(of == one for one in CLASSES),
            told.determinacy == "indeterminate",
            told.polarity == "negative",
            kind == "direct",
            kind == "mixed",
            np.log1p(content),
            _words(text, found.cue),
            np.log1p(len(named.split())),
            named in PRONOUNS,
            named in ANYBODY,
            sentence.zone == "title",
            source is not None and source[0] > found.cue[0],
            any(start < found.cue[0] for start, _ in found.content),
            len(found.content) > 1,
            opening is not None and opening.group().lower() == "that",
        ]
        return np.concatenate([state, log_odds(chances), np.array(form, dtype=np.float64)])


def _is_act(text: str, found: Attribution, quoted: QuotedShares) -> bool:
    words = [match.group().lower() for match in WORD.finditer(text, *found.cue)]
    if ACTS.isdisjoint(words) and (DONE_TO.isdisjoint(words) or BE.isdisjoint(words)):
        return False
    approves = any(one.startswith("approv") and other == "of" for one, other in pairwise(words))
    told = any(word not in ACTS and word not in DONE_TO and cue_class(word) in SAYING for word in words)
    if approves or told or not found.content or CLAUSE.match(text, found.content[0][0]):
        return False
    return quoted.kind(found) == "indirect"


def least_plausible() -> float:
    """The probability below which an attribution is not counted; chosen with the model."""
    return _model()[2]


def _words(text: str, span: Span) -> int:
    return sum(1 for _ in WORD.finditer(text, *span))


@cache
def _model() -> tuple[np.ndarray, float, float]:
    with (resources.files("hearsay") / "models" / "attribution-acts.npz").open("rb") as file, np.load(file) as stored:
        return stored["weights"].astype(np.float64), float(stored["constant"]), float(stored["least"])
