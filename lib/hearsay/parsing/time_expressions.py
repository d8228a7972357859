"""Time expressions of English news prose, and whether the nearest verb puts them before or after the writing.

What is said in it about when is left to `mentioned_dates`. Days that recur ('on Tuesdays'), that name other things ('Black
Friday', 'The Sunday Times') or any one day ('a Tuesday') are no expressions of time here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hearsay.text import dates

Kind = Literal["date", "month of year", "year", "day of month", "month", "weekday", "day", "period", "ago", "elsewhere"]
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\."
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
NUMBERS = (
    "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty"
)
PART_OF_DAY = r"(?!\s(?:morning|afternoon|evening|night)s\b)(?:\s(?:morning|afternoon|evening|night)\b)?"
GRAMMAR = re.compile(
    rf"""
    \b(?=\w)(?:
      (?P<elsewhere>\b[Tt]he\s(?:previous|following|next|same|preceding)\s(?:day|week|month|year|night|morning|weekend|(?:{WEEKDAYS}))\b
        |\b(?:(?i:{NUMBERS})|\d{{1,3}})\s(?:days?|weeks?|months?|years?)\s(?:earlier|later|before|afterwards?)\b)
    | (?P<month_of_year>\b(?:(?P<part1>[Ee]arly|[Mm]id|[Ll]ate)[\s-])?(?P<month1>{MONTHS}|{SHORT})
        (?:,|\sof)?\s(?P<year1>(?:19|20)\d\d)\b)
    | (?P<day_of_month>(?:\b(?P<weekday2>{WEEKDAYS}),?\s)?\b(?:
        (?P<month2>{MONTHS}|{SHORT})\s(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|,\d|\.\d|-\d|\s(?:percent|per\s))
        |(?<![\d.,:$€£-])(?P<day3>[0-3]?\d)(?:st|nd|rd|th)?(?:\sof)?\s(?P<month3>{MONTHS}))\b)
    | (?P<ago>(?<![\w-])(?:(?P<vague>[Aa]bout|[Aa]round|[Aa]lmost|[Nn]early|[Rr]oughly|[Oo]ver
        |[Mm]ore\sthan|[Ll]ess\sthan|[Ss]ome|[Ss]everal|[Aa]t\sleast|[Uu]p\sto)\s)?
        (?P<number>{NUMBERS}|[A-Z][a-z]{{2,8}}|\d{{1,3}}|[Ss]everal|a\sfew|[Mm]any|some)\s(?P<unit1>day|week|month|year|decade)s?\sago\b)
    | (?P<period>\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Ee]arlier\sthis|[Ll]ater\sthis)
        \s(?P<unit2>week|month|year|weekend|(?P<month4>{MONTHS}))\b)
    | (?P<weekday>\b(?:(?P<which5>[Ll]ast|[Tt]his|[Nn]ext|[Ee]arlier(?:\son)?|[Ll]ate(?:\son)?|[Ee]arly(?:\son)?)\s)?
        (?P<name5>{WEEKDAYS})(?!s\b){PART_OF_DAY})
    | (?P<day>\b(?:[Tt]he\sday\s(?:before\syesterday|after\stomorrow)|[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight|[Ll]ast\snight
        |[Tt]his\s(?:morning|afternoon|evening)){PART_OF_DAY}\b)
    | (?P<month>\b(?P<before6>[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Ff]rom|[Oo]f|[Bb]etween|[Ee]nd\sof)\s
        (?:(?P<part6>early|mid|late)[\s-])?(?P<month6>{MONTHS})\b(?![’']s)(?!\s(?:\d|[A-Z])))
    | (?P<year>\b(?P<before7>[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Ff]rom|(?:end|spring|summer|fall|autumn|winter)\sof
        |[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Mm]id-?)\s
        (?P<year7>(?:19|20)\d\d)\b
        (?![-–/]\d|\s(?:km|kg|m|kilomet\w+|met(?:er|re)s|people|men|women|jobs|votes|deaths|miles|feet|dollars|euros|pounds|percent|\w{{3,12}}s\b(?<!s\swas))|,\d)))
    """,
    re.VERBOSE,
)
NAMED_BEFORE = re.compile(
    r"\b(?:Black|Good|Easter|Super|Bloody|Ash|Cyber|Palm|Fat|Holy|Maundy|Giving|Shrove|Whit|Ruby|Casual|The|[Ee]very|[Ee]ach|[Oo]ne|[Aa]"
    r"|[Mm]ost|[Aa]ny|[Ss]ome|Freaky|Taco)\s$"
)
NO_DAY = re.compile(r"[A-Z]\w+\sToday\b|\b(?:[Ee]ven|[Ss]till|until|till|of|[Aa]s of)\s[Tt]oday\b|\b[Tt]oday[’']s\b")
NAMED_PERSON = re.compile(rf"\b(?:by|with|and|to|of)\s(?:{WEEKDAYS})\s[A-Z][a-z]")
NAMED_AFTER = re.compile(
    r"\s(?:Times|Mail|Express|Mirror|Telegraph|Herald|Post|Night|Star|Independent|World|Tribune|Review|Magazine|Business|Morning|Today)\b"
)


@dataclass(frozen=True)
class TimeExpression:
    """One expression: its place in the sentence, what kind it is, and its words by name."""

    start: int
    end: int
    kind: Kind
    words: dict[str, str]


def find_time_expressions(sentence: str) -> list[TimeExpression]:
    """The time expressions of a sentence in order; none overlaps another."""
    full = [TimeExpression(date.start, date.end, "date", {"value": date.value or ""}) for date in dates.find_dates(sentence)]
    taken = [(one.start, one.end) for one in full]
    others = [one for one in _matches(sentence) if not any(one.start < end and start < one.end for start, end in taken)]
    return sorted([*full, *others], key=lambda one: one.start)


def _matches(sentence: str) -> Iterator[TimeExpression]:
    for found in GRAMMAR.finditer(sentence):
        kind: Kind = (found.lastgroup or "").replace("_", " ")  # type: ignore[assignment]
        if _is_a_name(sentence, found):
            continue
        inner = {"year": "year7", "month": "part6" if found["part6"] else "month6"}.get(kind)
        start, end = found.start(inner) if inner else found.start(), found.end()
        yield TimeExpression(start, end, kind, {name: text for name, text in found.groupdict().items() if text})


def _is_a_name(sentence: str, found: re.Match[str]) -> bool:
    """Whether the words name something: 'Black Friday', 'USA Today', the attacks of 'Sept. 11', an age ('even today')."""
    if found["day"]:
        return bool(NO_DAY.search(sentence, max(0, found.start() - 30), found.end() + 2))
    if found["day_of_month"]:
        return found["day2"] == "11" and (found["month2"] or "").startswith("Sep") and not found["weekday2"]
    return found["name5"] is not None and _names_by_weekday(sentence, found)


def _names_by_weekday(sentence: str, found: re.Match[str]) -> bool:
    """Whether a weekday belongs to a name: of a person ('by Tuesday Weld'), of a day ('Black Friday'), of a newspaper."""
    if NAMED_PERSON.search(sentence, max(0, found.start() - 6), found.end() + 3) or NAMED_AFTER.match(sentence, found.end()):
        return True
    return not found["which5"] and bool(NAMED_BEFORE.search(sentence, max(0, found.start() - 12), found.start()))


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


def tense_at(sentence: str, start: int, end: int) -> Tense:
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
