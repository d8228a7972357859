"""What is known of one article while its speakers are resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearsay.attribution.mentions import Mention
from hearsay.attribution.people import Cast
from hearsay.attribution.spans import Passage, Span


@dataclass(frozen=True)
class Speaker:
    """A source resolved: what it names, in one canonical form, with the span that says so where another did.

    `cotext` says that country or body were read elsewhere in the article than in the source's own words.
    """

    name: str
    mention: Mention
    antecedent: Span | None = None
    cotext: bool = False
    author: bool = False


LATEST = 80
"""Speakers that a look back goes over."""
NOBODY = Speaker("", Mention(0, 0))


@dataclass
class Article:
    text: str
    cast: Cast
    starts: list[int]
    passages: Sequence[Passage]
    quoted: list[Span]
    known: list[tuple[int, Speaker]] = field(default_factory=list)

    def passage(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def recent(self) -> list[tuple[int, Speaker]]:
        """The last speakers, the nearest first; a bound, so that one endless sentence costs no more than another."""
        return self.known[: -LATEST - 1 : -1]

    def outside(self, at: int) -> bool:
        """Whether an offset stands outside every content, in the outlet's own words."""
        n = bisect_right(self.quoted, (at, len(self.text) + 1)) - 1
        return n < 0 or self.quoted[n][1] <= at


def again(speaker: Speaker, source: int) -> Speaker:
    """The same speaker, now by a pronoun: what was said there is co-text here."""
    span = speaker.antecedent or (speaker.mention.start, speaker.mention.end)
    return replace(speaker, antecedent=span if span[0] < span[1] and span[0] != source else None)


SHORT_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor", "col": "colonel",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral", "dr": "doctor", "rev": "reverend",
    "congressman": "representative", "congresswoman": "representative", "officials": "official", "advisor": "adviser",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "ceo": "chief executive", "lawyer": "attorney",
    "physician": "doctor", "internist": "doctor", "surgeon": "doctor",
}  # fmt: skip


def lemma(role: str) -> str:
    last = role.split()[-1] if role else ""
    last = SHORT_TITLES.get(last, last)
    last = last[:-3] + "man" if last.endswith("men") else last
    return SHORT_TITLES.get(last, last.removesuffix("s"))
