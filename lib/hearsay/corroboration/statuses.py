"""What a sentence says of its event: done, going on, agreed, planned or possible; affirmed, negated or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hearsay.text.lexicons import cue_forms, lexicon_rows

_BE, _HAVE = r"(?:is|are|was|were|am|be|been|being|'s|’s|'re|’re|'m|’m)", r"(?:has|have|had|'ve|’ve|having)"
_ADVERB = r"(?:\s+(?:not|now|also|already|still|reportedly|allegedly|recently|officially|currently|first|just|\w+ly))*"
_PAST_FORMS = (
    "was|were|did|had|made|said|took|gave|got|went|came|found|told|began|won|lost|met|left|brought|led|held|paid|sent|sold|bought|"
    "built|broke|chose|fell|flew|hit|kept|knew|put|ran|saw|set|shot|spoke|stood|struck|swore|taught|thought|threw|wrote"
)
_PARTICIPLES = "become|come|overcome|run|put|cut|hit|set|let|won|begun|shut|spread"
_PAST = rf"(?:(?!hundred\b)\w{{2,}}(?<!e)ed|{_PAST_FORMS})"
_INTENDING = (
    "intend|plan|prepar|expect|schedul|aim|seek|hop|vow|promis|pledg|want|threaten|try|push|set|slat|plann|demand|urg|request|offer|"
    "propos|consider|pend"
)
"""Verbs, without their endings, whose complement is still to come."""
PATTERNS: dict[str, re.Pattern[str]] = {
    "possible": re.compile(
        r"\b(?:could|might|may(?!\s+\d)|possibly|perhaps|whether|unclear|potential(?:ly)?|likely|if|would have|should)\b",
        re.IGNORECASE,
    ),
    "planned": re.compile(
        rf"\b(?:{_INTENDING})(?:e?s|e|ed|ing)?(?:\s+\w+){{0,2}}\s+(?:to|on)\b|\b(?:going|about|getting ready|ready) to\b"
        r"|\b(?:will|won['’]t|shall|planned|pending|upcoming|forthcoming|scheduled|slated|intends?|vow(?:s|ed)?)\b|['’]ll\b",
        re.IGNORECASE,
    ),
    "agreed": re.compile(
        r"\b(?:agree[sd]?|agreeing|agreement|deal|signed (?:a|the) (?:contract|deal|agreement)|accord|contract(?:ed)?)\b",
        re.IGNORECASE,
    ),
    "going on": re.compile(
        rf"\b{_BE}{_ADVERB}\s+(?!(?:during|something|nothing|anything|going to)\b)\w+ing\b|\bcontinu(?:es?|ing)\b|\bunder ?way\b",
        re.IGNORECASE,
    ),
    "done": re.compile(
        rf"\b{_HAVE}{_ADVERB}\s+(?:been\s+)?(?:\w+(?:ed|en|n|t|ne|d)|{_PARTICIPLES})\b|\b{_PAST}\b", re.IGNORECASE
    ),
}
"""How each status is put, in the order in which they are asked: a modal verb outweighs the tense under it. Chosen by hand."""
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|neither|nor|without|cannot|unable|lack(?:s|ed|ing)?|refus(?:es?|ed|ing|al)|fail(?:s|ed|ing|ure)?|"
    r"declin(?:es?|ed|ing)|false(?:ly)?|untrue)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_NEGATION = re.compile(
    r"\b(?:not only|no longer than|no doubt|not least|no matter|no sooner|nothing but|no less)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Told:
    """How a stretch of text tells its event: one of `schema.STATUSES`, one of `schema.POLARITIES`."""

    status: str
    polarity: str


def told(text: str, denied: bool = False) -> Told:
    """Status and polarity of a sentence or clause, by its verbs and negations.

    Parameters
    ----------
    text
        The stretch. Of several verbs the more tentative wins: "agreed to buy" is agreed, "could begin" is possible.
    denied
        Whether it is the content of a denial ("Iran denied that …").

    Notes
    -----
    Read by forms, not by syntax: "failed to" and "not" anywhere in the stretch negate it, though they may belong to another part.
    Give it the clause that holds the claim rather than a long sentence.
    """
    status = next((name for name in _ORDER if PATTERNS[name].search(text)), "not stated")
    denies = denied or _denials().search(text) is not None
    negated = len(_NEGATION.findall(text)) > len(_NOT_NEGATION.findall(text))
    return Told(status, "denied" if denies else "negated" if negated else "affirmed")


_ORDER = ("possible", "planned", "agreed", "going on", "done")
_OPPOSED = {frozenset(pair) for pair in (("planned", "done"), ("possible", "done"), ("planned", "going on"), ("agreed", "done"))}


def statuses_differ(first: Told, second: Told) -> bool:
    """Whether one tells as done or going on what the other tells as planned, agreed or possible."""
    return frozenset((first.status, second.status)) in _OPPOSED


def polarities_differ(first: Told, second: Told) -> bool:
    """Whether one affirms and the other does not."""
    return (first.polarity == "affirmed") != (second.polarity == "affirmed")


@cache
def _denials() -> re.Pattern[str]:
    """Verbs and nouns of denial, from the lexicon of cues."""
    forms = {form for row in lexicon_rows("cue_verbs") if row["class"] == "deny" for form in cue_forms(row)}
    ordered = sorted(map(re.escape, forms), key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(ordered)})\b", re.IGNORECASE)
