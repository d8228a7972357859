"""What only the whole article tells of a speaker: whose words hold it, who is named next, where it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.article import Article, Speaker, again
from hearsay.attribution.chunks import Chunk, chunks
from hearsay.attribution.mentions import Mention
from hearsay.attribution.spans import Found

DEEPEST = 12
"""Levels of nesting that are gone up."""


def voices(found: Sequence[Found], out: list[Speaker]) -> list[Speaker]:
    """'I' and 'we' inside somebody's words are that speaker; outside, the author."""
    for n, one in enumerate(found):
        parent, seen = one.parent, {n}
        while out[n].author and parent is not None and parent not in seen and 0 <= parent < len(found) and len(seen) < DEEPEST:
            seen.add(parent)
            if out[parent].name and not out[parent].author:
                out[n] = again(out[parent], one.source[0] if one.source else -1)
            parent = found[parent].parent
    return out


def cataphora(article: Article, found: Sequence[Found], out: list[Speaker]) -> list[Speaker]:
    """'An analyst said … . "…," said Jane Doe of the Institute': the name comes with the next attribution."""
    order = sorted((n for n in range(len(found)) if found[n].source), key=lambda n: found[n].source or (0, 0))
    for n, after in zip(order, order[1:], strict=False):
        mention, other = out[n].mention, out[after].mention
        alone = (
            mention.head == "role"
            and mention.det in ("a", "an", "one")
            and mention.bare
            and mention.role_class in ("expert", "ordinary")
        )
        near = article.passage(other.start) - article.passage(mention.start) == 1
        introduced = other.head == "person" and out[after].antecedent is None
        fits = other.role_class == mention.role_class or (
            mention.role_class == "expert" and other.org_class == "academic" and not other.role
        )
        if alone and near and introduced and fits:
            role = {"role": mention.role, "role_class": mention.role_class} if not other.role else {}
            out[n] = replace(out[after], mention=replace(other, **role), antecedent=(other.start, other.end))
    return out


def venues(article: Article, found: Sequence[Found], out: list[Speaker]) -> list[Speaker]:
    """The country of officials whom no word ties to one: the seat of power in which they speak ('at the White House')."""
    known: dict[str, Mention] = {}
    for one, speaker in zip(found, out, strict=True):
        mention = speaker.mention
        if mention.head == "person" and mention.role_class in ("official", "spokes") and not mention.country:
            seat = _seat(article, one)
            if seat:
                known.setdefault(speaker.name, replace(mention, country=seat.country, place=seat.value))
    return [
        replace(s, mention=replace(s.mention, country=known[s.name].country, place=known[s.name].place), cotext=True)
        if s.name in known and not s.mention.country
        else s
        for s in out
    ]


def _seat(article: Article, one: Found) -> Chunk | None:
    """A seat of power after 'at', 'in', 'from' or 'outside', in the sentence of the cue and the outlet's own words."""
    passage = article.passages[article.passage(one.cue[0])] if article.passages else None
    end = min(passage.end, one.cue[1] + 160) if passage else one.cue[1]
    found = chunks(article.text, one.cue[1], end)
    led = False
    for chunk in found:
        if chunk.kind == "place" and chunk.value == "metonym" and led and article.outside(chunk.start):
            return chunk
        led = chunk.low in ("at", "in", "from", "outside", "inside") or (led and chunk.kind == "det")
    return None
