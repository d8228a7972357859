"""What was said, what was not said, and what might be said: determinacy and polarity of an attribution, as PDTB has them.

[Prasad2006] marks an attribution as indeterminate where its context cancels it, by a negation, a modal, a condition, a question
or an infinitive, and marks a negation apart: "has yet to say" is both, "might say" only the former, and "does not believe" only
the latter, for who does not believe holds an opinion. Which infinitives cancel is told by [Karttunen1971b]: who *went on to say*
did say, who *is expected to say* did not yet, and who *declined to say* did not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from hearsay.text.lexicons import PhraseIndex, Row, cue_forms, lexicon_rows, phrase_index, word_set
from hearsay.text.spans import Attribution, Span

Determinacy = Literal["determinate", "indeterminate"]
Polarity = Literal["positive", "negative"]

NOBODY = word_set("no nobody none neither nothing")
"""First words of a source that nobody is: 'no official has said'."""
NEGATIONS = word_set("not never n't nor neither cannot without hardly barely")
WITHHELD = word_set(
    """decline declined declines declining refuse refused refuses refusing fail failed fails failing yet neglect neglected unable
    reluctant unwilling early soon hard impossible afraid hesitated unlikely"""
)
"""Words before 'to' after which nothing is said: negative implicatives [Karttunen1971b], and 'yet', 'too early', 'hard'."""
STOPPED = frozenset(
    (("stopped", "short"), ("stops", "short"), ("stop", "short"), ("stopping", "short"), ("instead", "of"), ("rather", "than"))
)
PROSPECTIVE = word_set(
    """expected due set scheduled likely poised supposed asked urged pressed invited ordered required obliged forced told
    need needs ought going"""
)
"""Words before 'to' that leave open whether it is said; 'have' only right before it: who 'has continued to claim' did claim."""
OBLIGED = word_set("have has had")
MODALS = word_set("might may could would should must can ca")
HABITS = word_set("later often sometimes always repeatedly regularly eventually then frequently typically usually")
"""Adverbs with which 'would' tells what was said, once or often: 'would later say'."""
REVEALS = word_set("reveal confirm disclose report say announce")
"""Verbs with which 'can' announces that it is done: 'the BBC can reveal'."""
CONDITIONS = word_set("if unless until whether")
AUXILIARIES = word_set("did does do has have had is are was were will would could can should")
"""What a question begins with."""
SAYING = frozenset(
    (
        "say",
        "tell",
        "claim",
        "factive",
        "admit",
        "evidence",
        "accuse",
        "criticise",
        "praise",
        "deny",
        "threat",
        "retract",
        "noncommittal",
    )
)
"""Classes of cues that are acts of communication: without the act there is no attribution. A negated attitude is one still."""
UNSAID = "noncommittal"
"""The class of cues that by themselves say that nothing was said: 'declined to comment'."""
ANSWERS = word_set(
    """comment commented respond responded reply replied answer answered return elaborate specify specified provide release
    released share shared address addressed reiterate cite cited reference"""
)
"""Further verbs of which a negation says that nothing was said."""
REACH = 4
"""Words that a negation or a modal reaches to the right."""
POSITIONS = word_set("recognise recognised recognises recognising recognize recognized recognizes recognizing rule ruled")
"""Of these a negation is a position: who does not recognise a state, or does not rule a meeting out, has said so."""
AHEAD = 60
"""Characters before the cue in which the rest of its verb group stands, at most."""
_WORD = re.compile(r"n['’]t\b|\w+?(?=n['’]t\b)|[^\W_]+(?:-[^\W_]+)*|['’](?:ll|d|s|re|ve|m)\b|[,;:—–“”\"()?]")
_BREAK = frozenset((*',;:—–“”"()?', "and", "but"))


@dataclass(frozen=True)
class Said:
    """Whether it was said, and whether the cue is negated."""

    determinacy: Determinacy
    polarity: Polarity


def said(text: str, found: Attribution, sentence: Span) -> Said:
    """Whether the text says that an attribution took place.

    Parameters
    ----------
    text, found
        The article and one of its attributions.
    sentence
        The sentence that holds the cue.

    Returns
    -------
    Said
        Read off the verb group of the cue, the determiner of its source, and the clause that they stand in. A future ('will tell
        MPs that …') is determinate: the text asserts it.
    """
    group, head, kind = _verb_group(text, found, sentence)
    source = _words(text[slice(*found.source)]) if found.source else []
    nobody = source[:1] != ["neither"] and (not NOBODY.isdisjoint(source[:1]) or source[:3] == ["not", "a", "single"])
    before, verb = group[:head], group[head : head + 1]
    negative = not NOBODY.isdisjoint(source[:1]) or nobody or kind == UNSAID or _negated(before, group[head:])
    if not WITHHELD.isdisjoint(verb) and _withheld(text, found):
        return Said("indeterminate", "negative")
    saying = kind in SAYING or (negative and not ANSWERS.isdisjoint(verb))
    withheld = negative and POSITIONS.isdisjoint(verb)
    cancelled = saying and (withheld or _prospective(before, source) or _modal(before, group[head:], source))
    cancelled = cancelled or nobody or _conditional(text, found, sentence) or _asked(text, found, sentence)
    return Said("indeterminate" if cancelled else "determinate", "negative" if negative else "positive")


def _withheld(text: str, found: Attribution) -> bool:
    """'declined' with 'to comment' for its content: the infinitive is what was not done."""
    opening = _words(text[slice(*found.content[0])])[:2] if found.content else []
    return opening[:1] == ["to"] and (not ANSWERS.isdisjoint(opening) or _verb(opening[1:])[1] in SAYING)


def cue_class(cue: str) -> str:
    """The lexicon's class of a cue's verb, 'according_to' for that phrase, '' for what the lexicon does not know."""
    words = [word for word in _words(cue) if word not in _BREAK]
    return "according_to" if "according" in words else _verb(words)[1]


def _words(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'") for match in _WORD.finditer(text)]


def _verb_group(text: str, found: Attribution, sentence: Span) -> tuple[list[str], int, str]:
    """The words of the cue and those before it in its clause; where the verb stands among them, and its class."""
    start, end = found.cue
    floor = max(start - AHEAD, min(sentence[0], start))
    ends = [last for first, last in [*found.content, *([found.source] if found.source else [])] if floor < last <= start]
    ahead = _words(text[max([floor, *ends]) : start])
    for at in range(len(ahead) - 1, -1, -1):
        if ahead[at] in _BREAK:
            ahead = ahead[at + 1 :]
            break
    cue = [word for word in _words(text[start:end]) if word not in _BREAK]
    at, kind = _verb(cue)
    return [*ahead, *cue], len(ahead) + at, kind


def _verb(cue: Sequence[str]) -> tuple[int, str]:
    """Where a cue's verb stands, and its class: the last act of communication that a modal or 'to' governs, else the first."""
    known = [(at, hit[1]["class"]) for at in range(len(cue)) if (hit := _verbs().at(cue, at))]
    governed = [(at, kind) for at, kind in known if at and kind in SAYING and (cue[at - 1] == "to" or cue[at - 1] in MODALS)]
    return next(iter([*governed[-1:], *known]), (max(len(cue) - 1, 0), ""))


def _negated(before: Sequence[str], cue: Sequence[str]) -> bool:
    near = before[-REACH:]
    for at, word in enumerate(near):
        if word in NEGATIONS and near[at + 1 : at + 2] not in (["only"], ["just"]):
            return True
    withheld = any(word in WITHHELD and follow == "to" for word, follow in pairwise([*near, *cue[:1]]))
    return withheld or any(pair in STOPPED for pair in pairwise(before[-REACH - 1 :])) or "yet" in near[-1:]


def _prospective(before: Sequence[str], source: Sequence[str]) -> bool:
    """Whether an infinitive leaves open that it is said: 'is expected to say', 'it would be wrong to say'."""
    if before[-1:] != ["to"] or source in (["i"], ["we"]):
        return False
    obliged = not OBLIGED.isdisjoint(before[-2:-1]) or not PROSPECTIVE.isdisjoint(before[-3:-1])
    return not source or obliged or not MODALS.isdisjoint(before)


def _modal(before: Sequence[str], cue: Sequence[str], source: Sequence[str]) -> bool:
    near = before[-REACH:]
    modal = next((word for word in reversed(near) if word in MODALS), None)
    if modal is None or source in (["i"], ["we"]) or "to" in near[near.index(modal) :]:
        return False
    if modal == "would" and HABITS & {*near}:
        return False
    return not (modal in ("can", "ca") and bool(cue) and cue[0] in REVEALS)


def _conditional(text: str, found: Attribution, sentence: Span) -> bool:
    """'if he says': the condition stands right before whoever speaks, who stands before the cue."""
    if found.source is None or found.source[0] > found.cue[0]:
        return False
    ahead = _words(text[min(sentence[0], found.source[0]) : found.source[0]])[-2:]
    if not ahead or ahead[-1] not in CONDITIONS:
        return False
    return ahead[0] != "as"


def _asked(text: str, found: Attribution, sentence: Span) -> bool:
    """'Did the minister say …?': a question of the outlet's own whose subject the source is."""
    if found.source is None or found.source[0] > found.cue[0] or not text[: sentence[1]].rstrip().endswith("?"):
        return False
    opening = _words(text[sentence[0] : found.source[0]])
    return len(opening) == 1 and opening[0] in AUXILIARIES


@cache
def _verbs() -> PhraseIndex:
    """The verbs of the lexicon of cues in all their forms; of a form in two classes the act of communication."""
    rows = sorted(
        (row for row in lexicon_rows("cue_verbs") if row["pos"] == "verb" and not row["lemma"].startswith("be ")),
        key=lambda row: (row["class"] != UNSAID, row["class"] not in SAYING, row["class"], row["lemma"]),
    )
    forms: dict[str, Row] = {}
    for row in rows:
        for form in cue_forms(row):
            forms.setdefault(form, {**row, "form": form})
    return phrase_index(forms.values(), "form", _words, lower=True)
