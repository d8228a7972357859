"""The one form under which a speaker without a personal name is counted."""

from __future__ import annotations

import re

from hearsay.attribution.affiliation import adjective, government
from hearsay.attribution.lexicon import word_set
from hearsay.attribution.mentions import Mention

DROPPED = word_set("the a an its new this that these those one another some all many several most both other")
"""First words that do not make another speaker."""
PARTITIVE = re.compile(r"(?:[\w-]+ ){1,3}of (?:the |those |these |its |their )?(?=\w)")

RELATIVE = re.compile(r",? (?:who|whom|whose|which|that)\b")


def canonical(text: str, mention: Mention) -> str:
    """The one form under which a speaker without a personal name is counted."""
    if mention.head == "place" and mention.value in ("short", "capital", "demonym", "region") and not mention.plural:
        return government(mention.country) if mention.country[:1] != "~" else mention.name
    if mention.head == "role":
        return _group(text, mention)
    if mention.head in ("media", "cap"):
        return "The " + mention.name[4:] if mention.name[:4] == "the " else mention.name
    printed = _printed(text, mention)
    first, _, rest = printed.partition(" ")
    printed = rest if rest and first.lower() in DROPPED else printed
    if mention.head == "inst" and mention.place == "short" and mention.country and mention.country[:1] != "~":
        return f"{adjective(mention.country)} {mention.name}"
    return printed


def _printed(text: str, mention: Mention) -> str:
    """The phrase without the clauses that only describe."""
    printed = RELATIVE.split(" ".join(text[mention.start : mention.end].split()))[0]
    return printed.strip(" ,;:-–—") or printed


def _group(text: str, mention: Mention) -> str:
    body, country = mention.organisation, mention.country
    if body:
        return f"{body.removeprefix('the ')} {mention.low}"
    printed = _printed(text, mention)
    if (
        mention.start < mention.head_start
        and (counted := PARTITIVE.match(printed))
        and mention.low in printed[counted.end() :].lower()
    ):
        printed = printed[counted.end() :]
    first, _, rest = printed.partition(" ")
    printed = rest if rest and first.lower() in DROPPED else printed
    if country and country[:1] != "~" and mention.place in ("short", "demonym", "capital"):
        own = text[mention.start : mention.head_start + len(mention.low)]
        return f"{adjective(country)} {mention.low}" if len(own.split()) <= 4 or mention.bare else printed
    return printed
