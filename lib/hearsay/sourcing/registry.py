"""The indicators of sourcing, each defined once: what it asks, what it counts, in which unit, and what it cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from hearsay.errors import InputError

Unit = Literal["category", "share", "per 100 words", "sources", "count", "p"]
FAMILIES: Mapping[str, str] = {
    "P": "What the page says of itself",
    "S": "Who is given the floor",
    "L": "How firmly it is said",
    "X": "Held against itself and others",
}
"""The first letter of an id, and what its indicators have in common."""


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    `id` is its key: that of docs/methods.md, with a word behind it where one question has several figures. `definition` says what
    is counted of what; in it *statements* are the attributions of level 1 in the body whose cue reports words, beliefs or
    evidence, and *sources* those of them that a human or an institution makes: no document, no media outlet, not nobody, no
    pronoun whose bearer is not told.
    `citations` are keys of the references in docs/methods.md.
    """

    id: str
    name: str
    question: str
    unit: Unit
    definition: str
    caveat: str
    citations: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first letter of the id, a key of `FAMILIES`."""
        return self.id[0]

    @property
    def number(self) -> str:
        """The id without the word behind it: what figures of one question share."""
        return self.id.split()[0]

    @property
    def gated(self) -> bool:
        """Whether it says nothing of an article that a paywall cuts: all but what the page says of itself."""
        return self.family != "P"


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "P1", "byline", "Who signs?", "category", "person, organisation, or not stated",
        "An unsigned article is not an anonymous one: a page dump may have lost its byline.",
        ("NewsGuard2018", "TrustProject2016"),
    ),
    Indicator(
        "P2", "date", "Is it dated?", "category",
        "the article's own date, one supplied beside the text, only that of the page, or not stated",
        "A date that the page was made is a bound, not the article's date.", ("Zhang2018",),
    ),
    Indicator(
        "P3", "source declared on the page", "Does the page name an agency or outlet it draws on?", "category",
        "declared in a source line or dateline, or not stated", "Who draws on others without a line may name them in the text.",
        ("W3C2020",),
    ),
    Indicator(
        "P4 credit", "picture credit", "Are pictures credited?", "category", "credited, or not stated",
        "A page dump shows the credit and not the picture.", ("W3C2020",),
    ),
    Indicator(
        "P4 provenance", "provenance of pictures", "Where do the pictures come from?", "category",
        "agency, stock, handout, file: as the credits' own words tell; not stated where they tell nothing",
        "Read off the credit by a list of names and words.", ("W3C2020",),
    ),
    Indicator(
        "P5", "whole text", "Is this the whole text?", "category",
        "cut by a paywall, or no sign of a cut. Where it is cut, no rate is stated",
        "A cut without a notice cannot be seen.", (),
    ),
    Indicator(
        "P6 correction", "note of correction", "Does it say that it was corrected?", "category", "found, or not found",
        "Not found is no praise: nothing to correct, or nothing said.", ("NewsGuard2018",),
    ),
    Indicator(
        "P6 opinion", "label of opinion", "Is it labelled as opinion or analysis?", "category", "found, or not found",
        "Read off rubric, headline and disclaimers.", ("NewsGuard2018",),
    ),
    Indicator(
        "S1", "density of statements", "How often is somebody given the floor?", "per 100 words",
        "statements per 100 words of the body", "Depends on genre and length.", ("Newell2018",),
    ),
    Indicator(
        "S2", "attributed part of the text", "How much of the text is somebody else's word?", "share",
        "characters of the body in attributed content, with source and cue, of the body's characters",
        "A long quotation weighs more than a short one.", ("Spangher2023",),
    ),
    Indicator(
        "S2 sentences", "sentences with a source", "How many sentences rest on somebody's word?", "share",
        "sentences of the body that hold a part of an attributed content, of all its sentences",
        "A sentence counts however little of it is attributed.", ("Spangher2023",),
    ),
    Indicator(
        "S3", "unnamed sources", "How many of the sources are unnamed?", "share",
        "statements of people or groups without a name, of all statements of sources",
        "Anonymity alone is no fault: some sources need it.", ("Duffy2011",),
    ),
    Indicator(
        "S3 people", "unnamed people", "How many of the people who speak are unnamed?", "share",
        "statements of people without a name, of all statements of people: no governments and organisations",
        "Anonymity alone is no fault: some sources need it.", ("Duffy2011",),
    ),
    Indicator(
        "S4", "reason for anonymity", "Is it said why they are unnamed?", "share",
        "statements of unnamed sources for whom a sentence of the article gives a reason, of all statements of unnamed sources",
        "Found by a few patterns; 'officials' who speak for a body need no reason.", ("JTI2019",),
    ),
    Indicator(
        "S5", "vague labels", "How many unnamed sources are told by nothing but a vague word?", "share",
        "statements of unnamed sources called sources, people familiar, some, critics and the like, of all of unnamed sources",
        "Found by lists of words.", ("JTI2019",),
    ),
    Indicator(
        "S6", "headline and lead", "Do headline and lead rest on unnamed sources only?", "category",
        "of sources heard in headline, deck and first sentence: unnamed only, named as well, or nobody",
        "What the lead attributes may be named further down.", ("W3C2020",),
    ),
    Indicator(
        "S7", "hearsay", "How much is reported by nobody?", "share",
        "statements that name no source ('it was reported'), of all statements", "", ("Wikipedia2014",),
    ),
    Indicator(
        "S8 context", "second hand, with context", "How much comes through another's mouth or pages?", "share",
        "statements that a media outlet makes or that reach this one through a relay, of all statements",
        "A lower bound: who copies without saying so counts as first-hand.", ("Clough2002",),
    ),
    Indicator(
        "S8 stated", "second hand, as stated", "How much comes through others in so many words?", "share",
        "of those, the statements whose own sentence names the relay",
        "A lower bound: who copies without saying so counts as first-hand.", ("Clough2002",),
    ),
    Indicator(
        "S9", "effective number of sources", "How many sources would there be if each spoke equally often?", "sources",
        "1/Σp², p the share of each speaker in the statements that have one, no unresolved pronoun; k speakers, n statements",
        "Grows with length; two names of one person count as two.", ("Deacon2021", "Simpson1949"),
    ),
    Indicator(
        "S10", "officials and governments", "How many of the sources are officials?", "share",
        "statements of officials, named or not, governments and institutions of state, of all statements of sources",
        "Some stories have nobody else to ask.", ("Bennett1990",),
    ),
    Indicator(
        "S11", "the accused side", "Is whoever is accused heard?", "category",
        "for everybody whom a statement accuses by its cue: own voice (k is then 1 of 1), voiced by another, or not heard",
        "Only accusations by a cue (accuse, blame, charge); the accused is the first actor that the content names.", ("W3C2020",),
    ),
    Indicator(
        "S12", "ordinary people", "Do those who speak for themselves have a voice?", "share",
        "statements of residents, witnesses, victims, voters and others who speak for themselves, of all statements",
        "Whether an event affects them the text need not say.", ("Gans1979",),
    ),
    Indicator(
        "S13", "evidence named", "Does it name documents, pictures or remains?", "share",
        "statements of documents, and those whose sentence names a document, picture, recording, data or remains outside what is "
        "attributed, of all statements",
        "Named is not shown.", ("TrustProject2016",),
    ),
    Indicator(
        "S13 sources", "documents that speak", "How much is given as the word of a document?", "share",
        "statements whose source is a document or intelligence, of all statements", "Named is not shown.", ("TrustProject2016",),
    ),
    Indicator(
        "L1", "stance of cues, by side", "Does the article say, note or doubt what each side says?", "share",
        "statements of one side whose cue is assertive, doubtful, neutral or a denial, of all statements of that side; a row per "
        "side and stance that occurs",
        "A denial is the speaker's act, not the outlet's doubt; who is accused denies more.", ("Wikipedia2014",),
    ),
    Indicator(
        "L1 test", "stance of cues, one side against another", "Could chance alone have dealt out the doubting cues so?", "p",
        "two-sided exact test of doubtful against all other cues between two sides, each with 10 statements or more",
        "One article is one reporter's habit: p says nothing of the outlet.", ("Wikipedia2014",),
    ),
    Indicator(
        "L2", "stacked hedges", "How many hedges stand on one statement at most?", "count",
        "hedges, doubting words, cues of hearsay and the verbs may, might, could in one sentence of the body; the largest number",
        "Found by lists of words; a sentence may hold two statements.", ("Sauri2009",),
    ),
    Indicator(
        "L3 attributed", "loaded words, attributed", "How often do those it quotes use words that judge?", "per 100 words",
        "words of the lexicon of loaded words in what is attributed, per 100 words attributed",
        "A mark says 'look here', not 'this is biased'; under 500 words a rate stands on a handful.", ("Recasens2013",),
    ),
    Indicator(
        "L3 outlet", "loaded words, own voice", "How often does the article itself use words that judge?", "per 100 words",
        "words of the lexicon of loaded words in the outlet's own voice, per 100 words of that voice",
        "A mark says 'look here', not 'this is biased'; under 500 words a rate stands on a handful.", ("Recasens2013",),
    ),
    Indicator(
        "L4", "assertions without a source", "How much does the article state in its own voice?", "share",
        "sentences of the body that assert something and in which nothing is attributed, of those in which the outlet says more "
        "than who speaks",
        "What a reporter saw needs no source; an attribution that was missed makes an assertion of a report.", ("NewsGuard2018",),
    ),
    Indicator(
        "L5 attribution", "headline: attribution dropped", "Does the headline state what the body only reports?", "category",
        "whether the headline attributes nothing while the sentence of the body that shares most of its words is attributed",
        "Headline and sentence are matched by their words.", ("Hanselowski2018",),
    ),
    Indicator(
        "L5 modality", "headline: surer than the body", "Is the headline surer than the body?", "category",
        "whether the headline has no hedge while the sentence of the body that shares most of its words has one",
        "Headline and sentence are matched by their words; hedges are found by a list.", ("Hanselowski2018",),
    ),
    Indicator(
        "L5 number", "headline: number without a source", "Whose is the number in the headline?", "category",
        "whether a number of the headline is in nothing that the body attributes",
        "A number that the body words otherwise ('a thousand') counts as missing.", ("Hanselowski2018",),
    ),
    Indicator(
        "L6", "author's certainty", "How often does the article vouch in its own voice?", "count",
        "words of certainty (undoubtedly, of course, clearly) in the outlet's own voice",
        "Found by a list; irony is not understood.", ("Recasens2013",),
    ),
    Indicator(
        "X1", "places at odds", "Does it contradict itself?", "category",
        "pairs of its own sentences that are among the likeliest contradictions of their story, to read",
        "A candidate is a question, not a finding: most are none.", (),
    ),
    Indicator(
        "X2", "broken quotation marks", "Do all quotation marks close?", "share",
        "quotations of the body whose marks had to be mended, and marks left over, of all quotations and marks left over",
        "Typography, not honesty; where marks are broken, quotations are read with less certainty.", (),
    ),
    Indicator(
        "X2 styles", "styles of quotation marks", "Are quotations set in one style?", "category",
        "one style, mixed styles, or no quotations",
        "Mixed styles are the trace of a text put together from several, or of haste.", (),
    ),
    Indicator(
        "X3", "text shared with other articles", "How much of it do other articles print too?", "share",
        "words of the body in passages that another article of the study prints too, in the same words or nearly and not as a "
        "quotation that both give, of its words",
        "Only articles of this study are looked at; who took from whom is not told.", ("Clough2002",),
    ),
    Indicator(
        "X4", "origins of a claim", "From how many origins does a claim come that others have too?", "count",
        "for every claim that another article of the story has, its origins that the texts do not show to be one",
        "Claims are grouped by a model, and where no event is given a small corpus is taken for one story: read the mentions.",
        ("Bountouridis2018",),
    ),
    Indicator(
        "X5", "who names the shared origin", "Of the outlets that share an origin, who names it?", "share",
        "of the outlets whose mentions of a claim have one origin, those that name it, and the relay where another names one",
        "As X4; an outlet that is not stated counts by its article.", ("W3C2020",),
    ),
)  # fmt: skip
"""By family and number, an order that ranks nothing."""

NAMES: Mapping[str, Indicator] = {one.id: one for one in INDICATORS}


def indicator(name: str) -> Indicator:
    """The indicator of that id; raises `InputError` when there is none.

    >>> indicator("S3").name
    'unnamed sources'
    """
    if name not in NAMES:
        raise InputError(f"no indicator {name!r}; there are {', '.join(NAMES)}")
    return NAMES[name]


def glossary() -> pd.DataFrame:
    """The indicators as a table to read: `id, name, question, definition, unit, caveat, source`."""
    columns = ("id", "name", "question", "definition", "unit", "caveat")
    rows = [{name: getattr(one, name) for name in columns} | {"source": ", ".join(one.citations)} for one in INDICATORS]
    return pd.DataFrame(rows)
