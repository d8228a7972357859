"""Every table of Hearsay: its columns, their types, units and limits. The contract between modules.

`TABLES` is the single source of truth. Table functions build their result with `frame`, which orders
and types the columns; `validate` reports every breach at once; `dictionary` prints the table of tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype
from pandas.api.types import pandas_dtype

from hearsay.errors import SchemaError

NOT_STATED = "not stated"
"""A value, not a gap: the text does not say, and nobody guessed."""
ENGLISH = ("en", NOT_STATED)
"""Languages of articles that are analysed; all others are read and counted."""

Dtype = Literal["str", "int64", "Int64", "float64", "bool", "spans", "marks", "names", "parts"]
"""pandas dtypes, and four tuple-valued cells: `spans` ((start, end), …), `marks` ((start, end, value), …),
`names` (str, …) and `parts` ((start, end, name, value), …)."""

TUPLES = {"spans": 2, "marks": 3, "parts": 4, "names": 0}
"""The types of tuples, and how many values each of their items holds; 0: the items are strings."""
AT_ONCE = 20_000
"""Records that become rows of a table together: as objects of Python they take twenty times what they take in a table."""
FILLERS = {"str": NOT_STATED, "bool": True, "float64": float("nan")}
"""What stands in an optional column that a table comes without; of tuples none."""

BASES = ("stated", "supplied", "page date", NOT_STATED)
LABELS = (
    "body", "title", "deck", "byline", "date", "upstream", "caption", "photo_credit", "section", "furniture",
)  # fmt: skip
ZONES = ("title", "deck", "body")
UNOWNED = "quoted, speaker not found"
"""The voice of quoted words that no attribution gives to anybody: neither the outlet's nor a known speaker's."""
VOICES = ("outlet", "attributed", UNOWNED)
DETERMINACY = ("determinate", "indeterminate", NOT_STATED)
POLARITY = ("positive", "negative", NOT_STATED)
KINDS = ("direct", "indirect", "mixed")
STANCES = ("neutral", "assertive", "doubtful", "denial")
SOURCE_TYPES = (
    "named official", "unnamed official", "named expert", "unnamed expert", "government or institution",
    "media outlet", "document or intelligence", "ordinary person", "other", "none",
)  # fmt: skip
IDENTIFIABILITY = (
    "named person", "named organisation", "role unique", "anonymous", "vague collective", "document",
    "author", "implicit",
)  # fmt: skip
AFFILIATION_BASES = ("text", "gazetteer", "co-text", NOT_STATED)
TIME_BASES = ("stated", "from stated date", "from supplied date", NOT_STATED)
VERSIONS = ("same text", "same body", "updated")
OMITTED = ("country", "person", "organisation", "outlet", "claim candidate")
EPITHET_GRADES = ("evaluative", "distinguishing", "plain")
ACTORS = ("country", "government", "person", "organisation")
ROLES = ("speaker", "quoted", "described")
PORTRAYALS = ("negative", "neutral", "positive", "unsure")
REUSE_KINDS = ("prose", "quotation", "wire")
QUOTATION_FORMS = ("fullest", "same", "trimmed", "altered")
EVENT_BASES = ("given", "found")
STATUSES = ("done", "going on", "agreed", "planned", "possible", NOT_STATED)
POLARITIES = ("affirmed", "negated", "denied")
PRESENTED = ("outlet's own words", "attributed", "nobody named")
GROUNDS = (
    "same speaker", "same body", "same document", "shared quotation", "shared run", "no source named", "relay of the other",
    "named in both", "not told apart",
)  # fmt: skip
CONTRADICTIONS = ("number", "date", "status", "denial", "quotation", "other")
RELAYS = ("stated", "inferred")
INDICATOR_UNITS = ("category", "share", "per 100 words", "sources", "count", "p")
FRAMES = ("conflict", "human interest", "economic consequences", "morality", "responsibility")

ONE_ROW_IS: Mapping[str, str] = {
    "documents": "a text as it was read",
    "versions": "a copy that was folded into the article that it is a version of",
    "problems": "a file, or a place in one, that could not be read or analysed",
    "blocks": "a line of the page and what it is: body, title, byline, caption, furniture …",
    "metadata": "one statement about an article, with its evidence",
    "articles": "an article: who published what and when, as far as the text or a sidecar says",
    "sentences": "a sentence of title, deck or body",
    "mentioned_dates": 'a time expression ("on Tuesday", "July 19") and the days it means, as far as one can know',
    "attributions": 'source, cue and content of one "X said that Y"; who X is, on which side, with what stance, how many relays',
    "tone": "a sentence, or the quoted part of it, under one scorer, with the words that made the score",
    "portrayals": "a mention of a country, government, person or organisation, and how its sentence speaks of it",
    "frames": "a sentence that uses cues of one of the five generic frames, or that shows one of your own",
    "article_frames": "an article under one of the five generic frames: which questions it answers yes, and its evidence",
    "loaded": "a word that carries a judgement, and in whose voice",
    "epithets": 'what an article calls a thing or actor that others speak of too: "kamikaze", "cheap and very effective"',
    "omissions": "an actor or claim candidate of a story, in one of its articles: heard, mentioned, or not found",
    "wording": "a word and how strongly it leans to one outlet",
    "reuse": "a passage that two articles print in the same words, or nearly: both places, and what differs",
    "shared_quotations": "where an article quotes words that others quote too: to whom it gives them, what it cut or changed",
    "events": "an article and the event that it reports, as given or as found",
    "claim_pairs": "two sentences of one story that may make one claim, or contradict each other",
    "claims": "a mention of a claim that several articles have: in whose voice, from whom, with which number and status",
    "origin_unions": "two mentions of a claim that have one origin, and what shows it",
    "relays": "through whom an article has what it reports: as it states, or as a passage that it shares suggests",
    "contradictions": "two places that may not both be right as they stand: a question for a reader, no finding",
    "cues": "how an article introduces a claim that others introduce in other words",
    "indicators": "an article under one indicator of how it is sourced: k of n, a category, and the places it stands on",
}
"""What the rows of each table stand for: the first line of its section in the data dictionary."""


class Row(Protocol):
    """One row of a table, as `DataFrame.itertuples` gives it: each column is an attribute."""

    def __getattr__(self, column: str) -> Any: ...


@dataclass(frozen=True)
class Column:
    """One column: what it holds and which values it may hold. `low` and `high` are inclusive."""

    dtype: Dtype
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    allowed: tuple[str, ...] = ()
    unique: bool = False
    nullable: bool = False
    optional: bool = False
    """`frame` fills the column when a table comes without it: with 'not stated', True, no number, or empty tuples."""

    @classmethod
    def share(cls, meaning: str, unit: str = "", *, nullable: bool = False) -> Column:
        """A share or a probability, 0 to 1."""
        return cls("float64", meaning, unit, low=0.0, high=1.0, nullable=nullable)

    @property
    def pandas_dtype(self) -> np.dtype[Any] | ExtensionDtype:
        """That of pandas; tuples are objects to it."""
        return _of_pandas("object" if self.dtype in TUPLES else self.dtype)


@cache
def _of_pandas(name: str) -> np.dtype[Any] | ExtensionDtype:
    return pandas_dtype(name)


def _offset(what: str, nullable: bool = False) -> Column:
    return Column("Int64" if nullable else "int64", what, "characters of documents.text", low=0, nullable=nullable)


def _chance(what: str) -> Column:
    return Column("float64", what, "probability", low=0.0, high=1.0, nullable=True, optional=True)


ARTICLE = Column("str", "the article; equals documents.document_id")
STORY = Column("str", "the event, given or found, or 'all articles' for a small corpus without events")
START, END = _offset("first character of the evidence"), _offset("one past the last character of the evidence")

TABLES: Mapping[str, Mapping[str, Column]] = {
    "documents": {
        "document_id": Column("str", "path below the folder read, with '/'; '#n' for the n-th text of one file", unique=True),
        "path": Column("str", "the file, as the user named it"),
        "format": Column("str", "how the file was read"),
        "sha256": Column("str", "digest of the file's bytes"),
        "text": Column("str", "the text as read; every offset of every table counts its code points"),
        "supplied_outlet": Column("str", "outlet from a sidecar or a table's column, or 'not stated'"),
        "supplied_title": Column("str", "title from a sidecar or a table's column, or 'not stated'"),
        "supplied_published": Column("str", "date from a sidecar or a table's column, ISO 8601, or 'not stated'"),
        "supplied_url": Column("str", "address from a sidecar, a table's column or the file itself, or 'not stated'"),
        "supplied_event": Column("str", "event from a sidecar or a table's column, or 'not stated'", optional=True),
        "parts": Column(
            "parts",
            "what the file itself says its lines are (start, end, name, value); none: the lines have to tell",
            optional=True,
        ),
    },
    "versions": {
        "document_id": Column("str", "the article that is kept; equals documents.document_id"),
        "version_id": Column("str", "the copy that was folded into it; no other table holds it", unique=True),
        "path": Column("str", "the file that holds the copy"),
        "sha256": Column("str", "digest of the file's bytes"),
        "kind": Column("str", "how the two differ", allowed=VERSIONS),
        "shared": Column.share("share of the shorter text's five-word sequences that stand in the other"),
        "published": Column("str", "date that the copy's file states, ISO 8601, or 'not stated'"),
        "url": Column("str", "address that the copy's file states, or 'not stated'"),
        "text": Column("str", "the copy's text; '' when it is the kept article's to the character"),
    },
    "problems": {
        "path": Column("str", "the file that could not be read, or not wholly"),
        "where": Column("str", "the place in the file; 'file' for all of it"),
        "problem": Column("str", "what is wrong, in one line"),
        "advice": Column("str", "what to do about it, in one line"),
        "lost": Column("bool", "whether the text was left out of the tables"),
    },
    "blocks": {
        "document_id": ARTICLE,
        "block_no": Column("int64", "position in the document, from 0", low=0),
        "start": START,
        "end": END,
        "label": Column("str", "what the line is", allowed=LABELS),
        "detail": Column("str", "finer name where known (nav, ticker, teaser, comments, paywall, …), else ''"),
        "confidence": Column.share("of the label", "probability"),
    },
    "metadata": {
        "article_id": ARTICLE,
        "field": Column(
            "str", "outlet, title, deck, byline, published, page_date, not_before, not_after, upstream, photo_credit …"
        ),
        "value": Column("str", "as a person would write it down; dates ISO 8601"),
        "basis": Column("str", "where the value comes from", allowed=BASES),
        "start": _offset("first character of the evidence; missing when supplied", nullable=True),
        "end": _offset("one past the last character of the evidence", nullable=True),
        "confidence": Column.share("of the value", "probability"),
    },
    "articles": {
        "article_id": Column("str", "the article; equals documents.document_id", unique=True),
        "outlet": Column("str", "who published it, or 'not stated'"),
        "outlet_basis": Column("str", "where the outlet comes from", allowed=BASES),
        "event": Column("str", "the event it reports, as supplied, or 'not stated'; never guessed", optional=True),
        "title": Column("str", "headline, or 'not stated'"),
        "title_basis": Column("str", "where the title comes from", allowed=BASES),
        "byline": Column("str", "author as printed, without 'By', or 'not stated'"),
        "byline_kind": Column("str", "who signs", allowed=("person", "organisation", NOT_STATED)),
        "published": Column("str", "date of the article, ISO 8601, or 'not stated'"),
        "published_basis": Column("str", "where the date comes from", allowed=BASES),
        "page_date": Column("str", "date on which the page was rendered, ISO 8601, or 'not stated'; never the article's"),
        "upstream": Column("str", "agency or outlet the page names as its source, or 'not stated'"),
        "photo_credit": Column("str", "first credit of a picture, or 'not stated'"),
        "truncated": Column("bool", "a paywall or subscription notice cuts the text"),
        "language": Column("str", "ISO 639-1 of the body, or 'not stated' when too short to tell"),
        "n_words": Column("int64", "whitespace-separated words of the body", "words", low=0),
        "n_sentences": Column("int64", "sentences of the body", "sentences", low=0),
    },
    "sentences": {
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "position in the article, title and deck first, from 0", low=0),
        "paragraph_no": Column("int64", "paragraph of its zone, from 0", low=0),
        "zone": Column("str", "part of the article", allowed=ZONES),
        "start": START,
        "end": END,
        "text": Column("str", "documents.text[start:end]"),
    },
    "mentioned_dates": {
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "the sentence", low=0),
        "zone": Column("str", "part of the article", allowed=ZONES),
        "start": START,
        "end": END,
        "text": Column("str", "the time expression, documents.text[start:end]"),
        "date_low": Column("str", "first day that is meant, ISO 8601, or 'not stated'"),
        "date_high": Column("str", "last day that is meant, ISO 8601, or 'not stated'"),
        "basis": Column(
            "str", "where the days come from: the expression itself, or counted from the article's date", allowed=TIME_BASES
        ),
        "anchor": Column("str", "the article's date from which they were counted, ISO 8601, or 'not stated'"),
    },
    "attributions": {
        "article_id": ARTICLE,
        "attribution_no": Column("int64", "position in the article, by first character, from 0", low=0),
        "sentence_no": Column("int64", "sentence that holds the cue", low=0),
        "zone": Column("str", "part of the article that holds the cue", allowed=ZONES),
        "level": Column("int64", "1 outermost; 2 inside the content of a level-1 attribution; and so on", low=1),
        "nested_in": _offset("attribution_no of the attribution whose content holds this one", nullable=True),
        "source": Column("str", "who speaks, as printed; '' when the text names nobody"),
        "source_start": _offset("first character of the source", nullable=True),
        "source_end": _offset("one past the last character of the source", nullable=True),
        "cue": Column("str", "the words that attribute: said, according to, ':' …"),
        "cue_start": _offset("first character of the cue"),
        "cue_end": _offset("one past the last character of the cue"),
        "content": Column("str", "what is attributed; its spans joined by ' … '"),
        "content_spans": Column("spans", "offsets of the content, in order"),
        "kind": Column("str", "direct: all within quotation marks; mixed: some; indirect: none", allowed=KINDS),
        "speaker": Column(
            "str", "the source resolved within the article to one name, or your alias for it; '' when nobody is named"
        ),
        "source_type": Column("str", "who that is", allowed=SOURCE_TYPES),
        "identifiability": Column("str", "could a reader find the speaker?", allowed=IDENTIFIABILITY),
        "country": Column(
            "str", "ISO 3166-1 alpha-2 of the speaker's affiliation, EU, UN or NATO, or 'not stated'; 'GB, US' together"
        ),
        "organisation": Column("str", "the speaker's organisation as printed, or 'not stated'"),
        "affiliation_basis": Column("str", "where country and organisation come from", allowed=AFFILIATION_BASES),
        "type_confidence": _chance("that the source type is right"),
        "country_confidence": _chance("that the country is right; of what is not stated, the likeliest one's"),
        "country_evidence": Column("spans", "the place in the article that tells the country", optional=True),
        "side": Column("str", "party to the story, from the country by an editable table, or 'not stated'"),
        "stance": Column("str", "what the cue says of the content's truth", allowed=STANCES),
        "determinacy": Column(
            "str",
            "whether it was said [Prasad2006]: indeterminate where the context cancels it: 'has yet to say', 'might say'",
            allowed=DETERMINACY,
            optional=True,
        ),
        "polarity": Column(
            "str",
            "whether the cue is negated [Prasad2006]: 'has yet to say', which was not said; 'does not believe', an opinion held",
            allowed=POLARITY,
            optional=True,
        ),
        "counted": Column(
            "bool",
            "whether charts and indicators count it: neither indeterminate nor likely an act; all with the option unsaid",
            optional=True,
        ),
        "hop": Column("int64", "speakers between outlet and content, 1 = first-hand; a lower bound", low=1),
        "via": Column("names", "the relays in order, outermost first"),
        "confidence": Column.share("that this is an attribution", "probability"),
        "repair": Column("str", "what was mended in the quotation marks before reading, else ''"),
    },
    "tone": {
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "the sentence", low=0),
        "voice": Column("str", "whose words: the outlet's, an attributed speaker's, or quoted without one", allowed=VOICES),
        "start": START,
        "end": END,
        "side": Column("str", "side of the attributed speaker; '' in other voices"),
        "analyzer": Column("str", "which scorer", allowed=("textblob", "textblob-news", "vader")),
        "polarity": Column("float64", "negative to positive", low=-1.0, high=1.0, nullable=True),
        "subjectivity": Column.share("objective to subjective; missing for scorers without it", nullable=True),
        "evidence": Column("marks", "words that made the score, with their share of it"),
    },
    "portrayals": {
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "the sentence", low=0),
        "actor": Column("str", "who is spoken of: the mention led back to one name within the article, or the user's name"),
        "kind": Column("str", "what the actor is", allowed=ACTORS),
        "start": _offset("first character of the mention"),
        "end": _offset("one past the last character of the mention"),
        "voice": Column("str", "whose words: the outlet's, an attributed speaker's, or quoted without one", allowed=VOICES),
        "side": Column("str", "side of the attributed speaker; '' in other voices"),
        "role": Column(
            "str", "speaker: the source of an attribution; quoted: in what is attributed; described: neither", allowed=ROLES
        ),
        "negative": Column.share("that the sentence speaks ill of the actor", "probability"),
        "neutral": Column.share("that it does neither", "probability"),
        "positive": Column.share("that it speaks well of the actor", "probability"),
        "label": Column("str", "the likeliest; 'unsure' where no probability reaches the threshold", allowed=PORTRAYALS),
    },
    "frames": {
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "the sentence", low=0),
        "voice": Column("str", "whose words", allowed=VOICES),
        "frame": Column("str", "generic frame (Semetko & Valkenburg 2000) or the user's own"),
        "score": Column(
            "float64", "indicator cues in the sentence; of a frame taught by sentences the probability", "cues", low=0
        ),
        "evidence": Column("spans", "offsets of the cues; of a frame taught by sentences the sentence"),
    },
    "article_frames": {
        "article_id": ARTICLE,
        "frame": Column("str", "generic frame (Semetko & Valkenburg 2000)", allowed=FRAMES),
        "yes": Column("int64", "of the frame's questions, how many the article answers yes", "questions", low=0),
        "asked": Column("int64", "the frame's questions", "questions", low=1),
        "questions": Column("names", "those answered yes, as `hearsay.framing.QUESTIONS` names them"),
        "scale": Column.share("expected share of yes: the mean probability over the frame's questions"),
        "probability": Column.share("that coders find the frame present in the article", "probability"),
        "present": Column("bool", "the probability is as high as where the frame is found as often as coders find it"),
        "evidence": Column("marks", "sentences that show the frame, each with its probability; none where no question is a yes"),
    },
    "loaded": {
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "the sentence", low=0),
        "voice": Column("str", "whose words", allowed=VOICES),
        "start": START,
        "end": END,
        "term": Column("str", "the lexicon's entry"),
        "category": Column("str", "why it is marked"),
        "ground": Column("str", "linguistic ground of the entry"),
    },
    "epithets": {
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "the sentence", low=0),
        "voice": Column("str", "whose words", allowed=VOICES),
        "side": Column("str", "side of the attributed speaker; '' in other voices"),
        "start": START,
        "end": END,
        "thing": Column("str", "what it is said of: a noun in the singular, or an actor by its name"),
        "thing_start": _offset("first character of the thing"),
        "thing_end": _offset("one past the last character of the thing"),
        "epithet": Column("str", "the words used of it, lower case"),
        "kind": Column("str", "how they are attached", allowed=("adjective", "noun", "name", "predicate", "apposition")),
        "grade": Column("str", "whether it judges, tells articles apart, or neither", allowed=EPITHET_GRADES),
        "things_in": Column("int64", "articles that speak of the thing", "articles", low=1),
        "used_in": Column("int64", "articles that use this epithet of it", "articles", low=1),
    },
    "omissions": {
        "story": Column("str", "the event: its name as given, or, where found, the id of its first article; or 'all articles'"),
        "item": Column("str", "the actor, or the shortest wording of the claim"),
        "kind": Column("str", "what the item is", allowed=OMITTED),
        "article_id": ARTICLE,
        "status": Column("str", "whether the article has it", allowed=("not found", "mentioned", "heard")),
        "mentions": Column("int64", "places where it is named; for claims, the outlet's own sentences with its words", low=0),
        "attributions": Column("int64", "attributions in which it speaks; for claims, those that hold it", low=0),
        "start": _offset("first character of the first place; missing when not found", nullable=True),
        "end": _offset("one past the last character of the first place", nullable=True),
        "found_in": Column("int64", "articles of the story that have it", "articles", low=1),
        "truncated": Column("bool", "a paywall cuts the article's text: 'not found' says nothing"),
        "basis": Column(
            "str",
            "whether the article's event was given or found; not stated where all are taken for one story",
            allowed=(*EVENT_BASES, NOT_STATED),
        ),
    },
    "wording": {
        "term": Column("str", "word, lower case"),
        "group": Column("str", "outlet or article"),
        "count": Column("int64", "occurrences in the group", "tokens", low=0),
        "log_odds": Column("float64", "log-odds against the rest, informative Dirichlet prior", "nats"),
        "z": Column("float64", "log_odds over its standard error; no significance: see the docstring"),
        "low": Column("float64", "log_odds - 1.96 standard errors", "nats"),
        "high": Column("float64", "log_odds + 1.96 standard errors", "nats"),
        "articles": Column("int64", "articles of the group that use it", "articles", low=0),
        "p": Column.share("of a permutation of articles; missing where none is worth while", nullable=True),
        "p_adjusted": Column.share("p, adjusted for every p of the table (Benjamini-Hochberg)", nullable=True),
        "null_low": Column("float64", "log_odds that 2.5 % of the permutations stay below", "nats", nullable=True),
        "null_high": Column("float64", "log_odds that 2.5 % of the permutations exceed", "nats", nullable=True),
        "house_style": Column("bool", "whether a rule calls it house style"),
        "house_rule": Column("str", "which rule does, else ''; hearsay.framing.vocabulary.RULES says what each means"),
        "events": Column(
            "int64", "events that the group shares, within which articles were exchanged; 0: all were", "events", low=0
        ),
        "events_found": Column("int64", "of these, those that were found for one article or more, not given", "events", low=0),
    },
    "reuse": {
        "article_a": Column("str", "one of the two articles; the first by its id, which says nothing about who took from whom"),
        "start_a": _offset("first character of the passage in article_a"),
        "end_a": _offset("one past its last character"),
        "article_b": Column("str", "the other article"),
        "start_b": _offset("first character of the passage in article_b"),
        "end_b": _offset("one past its last character"),
        "kind": Column(
            "str",
            "wire: the two print one text, or credit one agency; quotation: words that both quote; prose: anything else",
            allowed=REUSE_KINDS,
        ),
        "run": Column("int64", "words of the longest run that is the same in both", "words", low=1),
        "tokens": Column("int64", "words of the passage that both have, in order", "words", low=1),
        "similarity": Column.share("twice `tokens` over the words of both passages: 1 is the same to the word"),
        "changed": Column("names", "what differs, in order: 'words of a → words of b', ∅ where one has nothing"),
        "cue_a": Column("str", "cue of the attribution that holds most of the passage in article_a; '' where none does"),
        "cue_b": Column("str", "the same in article_b"),
        "text_a": Column("str", "documents.text[start_a:end_a]"),
        "text_b": Column("str", "documents.text[start_b:end_b]"),
    },
    "shared_quotations": {
        "quotation_no": Column("int64", "the quotation: rows of one number quote the same words, or parts of them", low=0),
        "article_id": ARTICLE,
        "start": _offset("first character of the quoted words, without the mark"),
        "end": _offset("one past the last character of the quoted words, without the mark"),
        "text": Column("str", "documents.text[start:end]"),
        "attribution_no": _offset("the attribution whose content holds the words; missing where none does", nullable=True),
        "speaker": Column("str", "to whom the article gives them: attributions.speaker, or the source; '' when it names nobody"),
        "cue": Column("str", "the words that attribute them there; '' when nothing does"),
        "form": Column(
            "str",
            "against the fullest printing: that one itself, the same words, fewer of them, or other words among them",
            allowed=QUOTATION_FORMS,
        ),
        "trimmed": Column("names", "words of the fullest printing that are not quoted here, in order, as runs"),
        "altered": Column("names", "words that differ: 'words of the fullest → words here', ∅ where one has nothing"),
        "reattributed": Column("bool", "whether another article that names a speaker names one that this one's cannot be"),
        "outlets": Column("int64", "outlets that print the quotation, as far as they are stated", "outlets", low=0),
        "articles": Column("int64", "articles that print it", "articles", low=2),
    },
    "events": {
        "article_id": Column("str", "the article; equals documents.document_id", unique=True),
        "event": Column("str", "the event: its name as given, or, where found, the id of its first article"),
        "basis": Column(
            "str", "given: by a sidecar or a table's column; found: from date, names, words and reuse", allowed=EVENT_BASES
        ),
        "articles": Column("int64", "articles of the event", "articles", low=1),
        "nearest": Column("str", "the article of the same event that is most like this one; '' when it is alone"),
        "similarity": Column.share("of the two: cosine of their weighted names and words", nullable=True),
        "shared": Column("names", "names and words that bind the two most, strongest first"),
    },
    "claim_pairs": {
        "story": STORY,
        "article_id_a": Column("str", "the article of the first sentence"),
        "sentence_no_a": Column("int64", "the first sentence", low=0),
        "article_id_b": Column("str", "the article of the second sentence; may be the same"),
        "sentence_no_b": Column("int64", "the second sentence", low=0),
        "cosine": Column("float64", "of the two vectors: 1 is alike in matter, whatever is said of it", low=-1.001, high=1.001),
        "run": Column("int64", "words of the longest run that both have, 15 at most", "words", low=0),
        "same": Column.share("that the two make one claim", "probability"),
        "contradicts": Column.share("that a person would list them as a contradiction; to rank by", "probability"),
        "differs": Column("names", "what a check of words found to differ, each 'kind: one ↔ other'"),
    },
    "claims": {
        "story": STORY,
        "claim_no": Column("int64", "the claim: mentions of one number say the same", low=0),
        "claim": Column("str", "its shortest mention, shortened to 120 characters"),
        "article_id": ARTICLE,
        "sentence_no": Column("int64", "the sentence", low=0),
        "zone": Column("str", "part of the article", allowed=ZONES),
        "start": _offset("first character of the mention: of what is attributed, or of the sentence"),
        "end": _offset("one past the last character of the mention"),
        "text": Column("str", "documents.text[start:end]"),
        "number": Column("str", "quantities within the mention, as printed; '' for none"),
        "time": Column("str", "days, months and years within the mention, as printed; '' for none"),
        "polarity": Column("str", "whether the sentence affirms, negates or denies", allowed=POLARITIES),
        "status": Column("str", "how the sentence tells the event, by its most tentative verb", allowed=STATUSES),
        "presented_as": Column("str", "in whose words the article has it", allowed=PRESENTED),
        "origin": Column("str", "who vouches for it, as this article states it; '' where it names nobody"),
        "source_type": Column("str", "who that is; 'none' for nobody", allowed=SOURCE_TYPES),
        "attribution_no": _offset("the attribution that gives it to the origin; missing where none does", nullable=True),
        "cue": Column("str", "the words that attribute it; '' where none do"),
        "via": Column("names", "the relays that the article names, outermost first"),
        "origin_start": _offset("first character of the words that name the origin, or of the cue", nullable=True),
        "origin_end": _offset("one past their last character", nullable=True),
        "origin_no": Column("int64", "mentions of one claim with one number have one origin; see origin_unions", low=0),
        "mentions": Column("int64", "mentions of the claim", "sentences", low=2),
        "articles": Column("int64", "articles that have it", "articles", low=2),
        "outlets": Column("int64", "outlets that have it, as far as they are stated", "outlets", low=0),
        "origins": Column("int64", "origins of the claim that the texts do not show to be one", "origins", low=1),
        "named_origins": Column("int64", "of these, those for which an article names somebody", "origins", low=0),
    },
    "origin_unions": {
        "story": STORY,
        "claim_no": Column("int64", "the claim, as in claims", low=0),
        "origin_no": Column("int64", "the origin that both have, as in claims", low=0),
        "ground": Column("str", "what shows it; the last three are inferences", allowed=GROUNDS),
        "article_a": Column("str", "the article of the first mention"),
        "start_a": _offset("first character of what shows the ground there"),
        "end_a": _offset("one past its last character"),
        "article_b": Column("str", "the article of the second mention; may be the same"),
        "start_b": _offset("first character of what shows the ground there"),
        "end_b": _offset("one past its last character"),
    },
    "relays": {
        "article_id": ARTICLE,
        "upstream": Column("str", "from whom the outlet has it; 'not stated' where it says only that somebody reported it"),
        "speaker": Column("str", "whose words these are in the end, or 'not stated'"),
        "basis": Column(
            "str", "stated by the article, or inferred from a passage shared with one that states it", allowed=RELAYS
        ),
        "start": _offset(
            "first character of what names it, or of the shared passage; missing for the page's credit", nullable=True
        ),
        "end": _offset("one past their last character", nullable=True),
        "other_article": Column("str", "of an inferred relay the article that names it, else ''"),
        "other_start": _offset("first character of where that article names it", nullable=True),
        "other_end": _offset("one past its last character", nullable=True),
    },
    "contradictions": {
        "story": STORY,
        "rank": Column("int64", "place among the candidates of the story, 1 the likeliest", low=1),
        "kind": Column("str", "what differs, as far as words tell", allowed=CONTRADICTIONS),
        "differs": Column("str", "what the first has and what the second has: 'one ↔ other'; '' for other"),
        "article_a": Column("str", "the article of the first sentence"),
        "start_a": _offset("its first character"),
        "end_a": _offset("one past its last character"),
        "text_a": Column("str", "documents.text[start_a:end_a]"),
        "article_b": Column("str", "the article of the second sentence; may be the same"),
        "start_b": _offset("its first character"),
        "end_b": _offset("one past its last character"),
        "text_b": Column("str", "documents.text[start_b:end_b]"),
        "score": Column.share("by which candidates are ranked; no share of candidates that are right"),
    },
    "cues": {
        "story": STORY,
        "claim_no": Column("int64", "the claim, as in claims", low=0),
        "claim": Column("str", "its shortest mention"),
        "article_id": ARTICLE,
        "origin": Column("str", "to whom the article gives the claim; '' where it names nobody"),
        "cue": Column("str", "the words that introduce it"),
        "stance": Column("str", "what they say of its truth", allowed=STANCES),
        "cue_start": _offset("first character of the cue"),
        "cue_end": _offset("one past its last character"),
        "text": Column("str", "the mention that it introduces"),
    },
    "indicators": {
        "article_id": ARTICLE,
        "indicator": Column("str", "id of the indicator; hearsay.sourcing.INDICATORS defines it"),
        "item": Column("str", "what the row is about where an indicator has several: a side, somebody accused; else ''"),
        "answer": Column("str", "the figure or category in words; 'not stated' where a paywall cuts the text"),
        "k": Column("Int64", "what the indicator counts", low=0, nullable=True),
        "n": Column("Int64", "of how many", low=0, nullable=True),
        "value": Column("float64", "the figure in the indicator's unit; missing for categories and where n is 0", nullable=True),
        "unit": Column("str", "of the value", allowed=INDICATOR_UNITS),
        "low": Column("float64", "lower end of the 95 % interval, where n allows one", nullable=True),
        "high": Column("float64", "upper end of the 95 % interval", nullable=True),
        "evidence": Column("spans", "offsets of what it stands on, in order; none where it stands on something not found"),
        "caveat": Column("str", "what must not be concluded from it"),
        "source": Column("str", "where the indicator comes from: references of docs/methods.md"),
    },
}


def frame(table: str, rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Records as the named table: its columns in order, its types, a plain index; an empty table keeps both.

    Raises `SchemaError` when a column is missing, unknown or cannot take its type.
    """
    if isinstance(rows, pd.DataFrame):
        return _typed(table, rows)
    records = iter(rows)
    parts = [_typed(table, pd.DataFrame(some)) for some in iter(lambda: list(islice(records, AT_ONCE)), [])]
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0] if parts else _typed(table, pd.DataFrame())


def _typed(table: str, data: pd.DataFrame) -> pd.DataFrame:
    columns = TABLES[table]
    data = data if len(data.columns) else pd.DataFrame(columns=list(columns))
    fillers = {name: FILLERS.get(c.dtype, ()) for name, c in columns.items() if c.optional and name not in data}
    data = data.assign(**{name: [filler] * len(data) for name, filler in fillers.items()}) if fillers else data
    missing, unknown = set(columns) - set(data.columns), set(data.columns) - set(columns)
    if missing or unknown:
        raise SchemaError(f"{table}: missing columns {sorted(missing)}, unknown columns {sorted(unknown)}")
    data = data[list(columns)].reset_index(drop=True)
    others = [name for (name, column), own in zip(columns.items(), data.dtypes, strict=True) if own != column.pandas_dtype]
    try:
        return data.assign(**{name: data[name].astype(columns[name].pandas_dtype) for name in others}) if others else data
    except (TypeError, ValueError) as error:
        raise SchemaError(f"{table}: {error}") from error


def validate(table: str, data: pd.DataFrame) -> pd.DataFrame:
    """The same table, if it keeps the contract.

    Raises `SchemaError` that lists every breach with table, column, row and value.
    """
    columns = TABLES[table]
    if list(data.columns) != list(columns):
        raise SchemaError(f"{table}: columns are {list(data.columns)!r}, not {list(columns)!r}")
    breaches = [breach for name, column in columns.items() for breach in _breaches(data[name], column)]
    if breaches:
        raise SchemaError("\n".join(f"{table}.{breach}" for breach in breaches))
    return data


def dictionary() -> pd.DataFrame:
    """The data dictionary: one row per column of every table."""
    rows = [
        {"table": table, "column": name, "type": c.dtype, "meaning": c.meaning, "unit": c.unit, "allowed": _listed(c.allowed)}
        for table, columns in TABLES.items()
        for name, c in columns.items()
    ]
    return pd.DataFrame(rows)


def _listed(values: tuple[str, ...]) -> str:
    return ("; " if any("," in value for value in values) else ", ").join(values)


def _breaches(series: pd.Series, column: Column) -> list[str]:
    if series.dtype != column.pandas_dtype:
        return [f"{series.name}: type is {series.dtype}, not {column.pandas_dtype}"]
    values = series.values  # arrays, whose comparisons take a tenth of those of series: tables are small and many
    checks: dict[str, Any] = {} if column.nullable else {"is missing": pd.isna(values)}
    if column.low is not None:
        checks[f"is below {column.low}"] = values < column.low
    if column.high is not None:
        checks[f"is above {column.high}"] = values > column.high
    if column.allowed:
        checks[f"is none of {column.allowed}"] = ~values.isin(column.allowed)
    if column.unique:
        checks["is not unique"] = series.duplicated()
    if column.dtype in TUPLES:
        checks[f"is no tuple of {column.dtype}"] = np.array([not _is_tuple_of(cell, column.dtype) for cell in values], dtype=bool)
    broken = [(what, place) for what, failed in checks.items() for place in np.flatnonzero(_known(failed)).tolist()]
    objects = series.astype("object") if broken else series
    return [f"{series.name} row {series.index[place]}: {objects.iloc[place]!r} {what}" for what, place in broken]


def _known(failed: np.ndarray | ExtensionArray) -> np.ndarray:
    """Where a check is known to have failed: what is missing is not compared."""
    return np.asarray(failed.fillna(False) if isinstance(failed, ExtensionArray) else failed, dtype=bool)


def _is_tuple_of(cell: object, dtype: Dtype) -> bool:
    """Whether a cell is a tuple of strings, or of (start, end, …) with start before end; the value of a part is a string."""
    if not isinstance(cell, tuple):
        return False
    if dtype == "names":
        return all(isinstance(item, str) for item in cell)
    placed = all(isinstance(item, tuple) and len(item) == TUPLES[dtype] and item[0] < item[1] for item in cell)
    return placed and (dtype != "parts" or all(isinstance(item[3], str) for item in cell))


def counted(attributions: pd.DataFrame) -> pd.Series:
    """Which attributions count, by their column `counted`; of a table without it all."""
    return attributions["counted"] if "counted" in attributions else pd.Series(True, index=attributions.index)


SAMPLED = "sampled"
"""Among the `attrs` of a table, the sentence that says of which sample of articles it is."""


def ranked(names: pd.Series) -> list[str]:
    """The names in a column, the most frequent first, ties by alphabet."""
    counts = Counter(map(str, names.dropna()))
    return sorted(counts, key=lambda name: (-counts[name], name))


def key(columns: Container[str]) -> str:
    """Of a table, or of the names of its columns, the one that names the article."""
    return "document_id" if "document_id" in columns else "article_id"
