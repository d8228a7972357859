"""Whether what stands at a place of a sentence lies behind the writer or ahead, by the nearest verb. Not sure: ''."""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "ahead", ""]
NO_VERB = "need|needed|indeed|hundred|speed|feed|seed|weed|breed|deed|shed|sped|united|red|bed|used|armed|alleged|so-called"
IRREGULAR = (
    "said|was|were|had|did|told|took|died|wrote|began|came|went|found|made|saw|held|became|gave|left|won|lost|fell|rose|met|spoke"
    "|struck|hit|shot|fought|brought|bought|sent|put|cut|led|ran|drew|fled|flew|broke|chose|drove|felt|got|grew|heard|kept|knew|laid"
    "|paid|sat|sold|spent|stood|struck|swore|taught|thought|threw|understood|withdrew|wore|tweeted|read|quit|sought"
)
ADVERB = r"(?:\s(?:[a-z]+ly|not|also|then|now|already|still|never))?"
VERBS = re.compile(
    rf"(?P<open>\b(?:may|might|can|could|should|must|is|are|am|[’']s|[’']re)(?:n[’']t)?{ADVERB}(?:\sbe)?\s(?:{IRREGULAR}|[a-z]{{2,}}ed)\b"
    rf"|\b(?:may|might|can|could|should|must)(?:n[’']t)?{ADVERB}\s[a-z]+)"
    rf"|(?P<ahead>\b(?:will|[’']ll|shall|would|wo(?=n[’']t))(?:n[’']t)?{ADVERB}(?:\s(?:be|have|get)\b)?(?:\s[a-z]+)?"
    r"|\b(?:is|are|was|were|been|be|being)\s(?:to|due|set|expected|scheduled|planned|slated|poised|likely|going|supposed)\b(?:\sto(?:\sbe)?\s[a-z]+)?"
    r"|\b(?:plans?|intends?|hopes?|expects?|scheduled|slated|due|expected|upcoming|postponed|rescheduled)\b(?:\sto(?:\sbe)?\s[a-z]+)?)"
    r"|(?P<either>\bto\s(?!a\b|an\b|the\b|its?\b|his\b|her\b|their\b)[a-z]{2,})"
    rf"|(?P<past>\b(?:{IRREGULAR})\b|\b(?!(?:{NO_VERB})\b)[a-z]{{2,}}ed\b)"
)
WINDOW = 90
"""Characters before and behind a place in which a verb counts."""
BREAK = re.compile(r"[;:—–()]|\s-+\s|,\s(?:and|but|while|which|who|as|although|though|because)\s")


def at(sentence: str, start: int, end: int) -> Tense:
    """The tense of the clause at `sentence[start:end]`: of the nearest verb before it, else of the first one behind it."""
    before = sentence[max(0, start - WINDOW) : start]
    before = before[max((cut.end() for cut in BREAK.finditer(before)), default=0) :]
    verbs = list(VERBS.finditer(before))
    if verbs:
        return _tense(verbs[-1])
    behind = sentence[end : end + WINDOW]
    cut = BREAK.search(behind)
    verb = VERBS.search(behind[: cut.start()] if cut else behind)
    return _tense(verb) if verb else ""


def _tense(verb: re.Match[str]) -> Tense:
    return "ahead" if verb["ahead"] else "past" if verb["past"] else ""
