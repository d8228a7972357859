"""Which candidate a pronoun or a role takes up: what is known of each, in columns, and the learned ensemble that ranks them."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.attribution.labels.candidates import ArticleMentions, Candidate
from hearsay.attribution.labels.context import ArticleContext, Speaker, role_lemma
from hearsay.entities.gazetteer import given_names, leader, name_words
from hearsay.entities.noun_phrases import THINGS
from hearsay.entities.types import Head, Mention, OrganisationClass, PlaceKind, RoleClass
from hearsay.text.encoder import onnx_session
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution, Span

GENDERS = {**dict.fromkeys(("he", "him", "his", "himself"), "m"), **dict.fromkeys(("she", "her", "herself"), "f")}
THING, MANY = word_set("it its itself"), word_set("they them their themselves")
RELATIVE = word_set("who whom which that")
DETERMINERS = (word_set("the"), word_set("this that these those"), word_set("its their his her"), word_set("a an one another"))
SAID = re.compile(r"[”\"’']?,? (?:said|says|added|told|wrote|explained|announced|warned|argued|asked|tweeted)\b")
VERB = re.compile(r" (?:is|was|are|were|has|had|have|will|would|did|does|[a-z]+ed|says|said|told)\b")
LED = re.compile(r"\b(?:of|to|by|for|with|from|in|on|at|against|about|after|over|between|than|under) (?:\w+ ){0,2}$")
OWNER = re.compile(r"[’']s?\b")
WORD = re.compile(r"[a-z0-9]+")
AROUND = 60
"""Characters before and after a mention in which a phrase's words may stand: 'Victoria, 24, a nurse'."""
LOOKED_AT = 10
"""Mentions of a candidate around which that is looked for."""
FAR = 30
"""Sentences, speakers and places in an order beyond which no difference is made."""
RULERS = word_set("leader president premier minister dictator strongman ruler chancellor king queen monarch autocrat")
RANKS = word_set("prime vice deputy")
"""Words that make another office: 'the prime minister' is no minister, 'the president' no vice president."""
DOUBT = 0.4
"""By how much somebody has to be likelier than nobody before a role is taken to mean him or her: as many speakers are right
with it as without (87.4 and 87.5 %, cross-validated), but fewer unnamed people are somebody named."""
MEMBERS = (OrganisationClass.PARTY, OrganisationClass.ARMED)


@dataclass(frozen=True)
class Setting:
    """Where a source stands: in which attribution, who is said to say that (None where nobody is), among which mentions."""

    attribution: Attribution
    outer: Speaker | None
    mentions: ArticleMentions


@dataclass(frozen=True)
class Anaphor:
    """A source that may take somebody up: its mention, its place, and where it stands."""

    mention: Mention
    source: Span
    setting: Setting


def likeliest(anaphor: Anaphor, columns: np.ndarray) -> int:
    """The row that is most likely right: a candidate's, or the last one, for nobody."""
    name = "pronoun" if anaphor.mention.head is Head.PRONOUN else "role"
    return chosen(name, onnx_session(f"sources.{name}").run(None, {"lines": columns})[0][:, 0])


def chosen(name: str, margins: np.ndarray) -> int:
    """The row that is taken, by the margins of the ensemble for one kind of source."""
    doubt = np.zeros(len(margins))
    doubt[-1] = DOUBT if name == "role" else 0.0
    return int((margins + doubt).argmax())


def antecedent_columns(article: ArticleContext, anaphor: Anaphor, candidates: Sequence[Candidate]) -> np.ndarray:
    """One row of columns for each candidate, and one for nobody: the source stands for whom it says, and for no other."""
    mine = _of_anaphor(article, anaphor)
    at = anaphor.source[0]
    last = [_last_before(one, at) for one in candidates]
    order = {n: place for place, n in enumerate(sorted(range(len(candidates)), key=lambda n: -last[n][0]))}
    gender = GENDERS.get(anaphor.mention.noun.low, "") if anaphor.mention.head is Head.PRONOUN else ""
    fitting = [n for n in order if _may_be(anaphor.mention, candidates[n].speaker.mention, gender)]
    fit_order = {n: place for place, n in enumerate(fitting)}
    speaking = _speakers_before(article, at)
    words = _content_words(article.text[slice(*anaphor.source)])
    rows = []
    for n, one in enumerate(candidates):
        row = _of_candidate(article, anaphor, one, last[n], gender, words)
        spoken = speaking.get(one.speaker.name, (FAR, FAR, False))
        row += [order[n], fit_order.get(n, FAR), len(fitting), *map(float, spoken), 0.0]
        rows.append(mine + row)
    rows.append([*mine, *[0.0] * (len(rows[0]) - len(mine) - 1), 1.0])
    return np.array(rows, dtype=np.float32)


def _of_anaphor(article: ArticleContext, anaphor: Anaphor) -> list[float]:
    mention, low, at = anaphor.mention, anaphor.mention.noun.low, anaphor.source[0]
    pronoun = mention.head is Head.PRONOUN
    kinds = (
        pronoun and low in GENDERS, pronoun and low in THING, pronoun and low in MANY, pronoun and low in RELATIVE, pronoun,
        mention.head is Head.ROLE, mention.head is Head.ORGANISATION, mention.head is Head.DOCUMENT, mention.head is Head.NONE,
        mention.noun.plural,
    )  # fmt: skip
    form = mention.form
    start = article.passage_start(article.passage(at))
    content = anaphor.setting.attribution.content
    return [
        *map(float, kinds),
        *(float(form.determiner in words) for words in DETERMINERS),
        float(form.bare), float(form.joined), float(mention.country != ""), float(mention.organisation != ""),
        float(anaphor.setting.outer is not None), float(article.outside(at)), float(at - start < 3),
        float(bool(content) and content[0][0] < at),
        min(FAR, len(article.text[slice(*anaphor.source)].split())),
        float(article.zone(at) != "body"),
    ]  # fmt: skip


def _of_candidate(
    article: ArticleContext, anaphor: Anaphor, one: Candidate, last: Span, gender: str, words: frozenset[str]
) -> list[float]:
    mention, other, text, at = anaphor.mention, one.speaker.mention, article.text, anaphor.source[0]
    here, there = article.passage(at), article.passage(last[0])
    first = article.passage_start(there)
    before = [span for span in one.mentions if span[0] < at]
    own = anaphor.setting.attribution.content
    inside = [span for span in one.mentions if any(a <= span[0] < b for a, b in own)]
    noun, name = mention.noun.low.split()[-1:] or [""], one.speaker.name.lower()
    role = other.role
    kinds = [other.head is head for head in (Head.PERSON, Head.ORGANISATION, Head.PLACE, Head.MEDIA, Head.DOCUMENT, Head.NAME)]
    kinds += [other.head is Head.ROLE and not other.noun.plural, other.head is Head.ROLE and other.noun.plural]
    lemma = role_lemma(mention.noun.low)
    theirs = {role_lemma(role.title), role_lemma(other.noun.low) if other.head is not Head.PERSON else ""} - {""}
    same_rank = mention.noun.low in (role.title, other.noun.low)
    country = 0.0 if not mention.country or not other.country else 1.0 if mention.country == other.country else -1.0
    text_before = text[max(first, last[0] - 25) : last[0]]
    body = other.affiliation.organisation_class if other.head is not Head.PERSON else OrganisationClass.NONE
    return [
        *map(float, kinds),
        float(other.noun.plural or other.form.joined or " and " in one.speaker.name),
        0.0 if not gender or not role.gender else 1.0 if role.gender == gender else -1.0,
        float(bool(role.gender)), float(bool(role.title)),
        float(mention.role.kind is role.kind and bool(role.kind)), *(float(role.kind is kind) for kind in RoleClass),
        same_office(mention, role.title), *_same_ruler(mention, other), float(lemma in theirs), float(same_rank),
        float(noun[0] in name.split()), country,
        float(body is OrganisationClass.STATE), float(body is OrganisationClass.COMPANY), float(body is OrganisationClass.NGO),
        float(body in MEMBERS), float(other.noun.value == PlaceKind.SHORT),
        float(other.affiliation.place_kind is PlaceKind.REGION),
        *(float(other.form.determiner in words_) for words_ in DETERMINERS), float(other.form.bare),
        _share_near(text, words, one.mentions), float(len(name.split())),
        *_personal(article, one.speaker),
        max(-FAR, min(FAR, here - there)), max(-FAR, min(FAR, article.paragraph(at) - article.paragraph(last[0]))),
        math.log1p(abs(at - last[1])), math.log1p(last[0] - first),
        float(SAID.match(text, last[1]) is not None), float(VERB.match(text, last[1]) is not None),
        float(OWNER.match(text, last[1]) is not None), float(text[last[1] : last[1] + 1] == ","),
        float(LED.search(text_before) is not None), float(article.outside(last[0])), float(article.zone(last[0]) != "body"),
        math.log1p(len(before)), math.log1p(len(one.mentions) - len(before)),
        float(sum(article.passage(span[0]) == here for span in before)),
        float(sum(article.passage(span[0]) == here - 1 for span in before)),
        float(len(inside)), float(bool(before) and before[0][0] < article.body), math.log1p(len(one.spoke)),
        float(anaphor.setting.outer is not None and anaphor.setting.outer.name == one.speaker.name),
        float(one.mentions[0][0] >= at),
    ]  # fmt: skip


def same_office(mention: Mention, title: str) -> float:
    """1 where a person's title is the office that a phrase names, -1 where it is another of that name, 0 where it is none."""
    low = mention.noun.low
    if not title or mention.head is not Head.ROLE or role_lemma(low) != role_lemma(title):
        return 0.0
    return 1.0 if RANKS & set(low.split()) == RANKS & set(title.split()) else -1.0


def _same_ruler(mention: Mention, other: Mention) -> tuple[float, float]:
    """Whether both rule a country, and the same one: 'the Russian leader' and Russia's president."""
    both = mention.head is Head.ROLE and role_lemma(mention.noun.low) in RULERS and role_lemma(other.role.title) in RULERS
    return float(both), float(both and mention.country == other.country != "")


def _personal(article: ArticleContext, speaker: Speaker) -> list[float]:
    """What shows that a name is a person's: a given name, capitals, how often and how long it is printed."""
    name = speaker.name
    person = article.index.person(name) if speaker.mention.head is Head.PERSON else None
    words = name_words(name)
    return [
        float(bool(words) and words[0] in given_names()),
        float(name.isupper()), float(name[:4].isupper()), math.log1p(person.seen) if person else 0.0,
        float(bool(words) and words[-1] in THINGS), float(leader(name) is not None),
    ]  # fmt: skip


def _last_before(one: Candidate, at: int) -> Span:
    """The nearest mention before a place, else the first after it."""
    n = bisect_left(one.mentions, (at, at))
    return one.mentions[n - 1] if n else one.mentions[0]


def _may_be(anaphor: Mention, other: Mention, gender: str) -> bool:
    """Whether a candidate is of the kind that the anaphor asks for."""
    if gender:
        return other.head is Head.PERSON and other.role.gender in ("", gender)
    if anaphor.head is Head.PRONOUN and anaphor.noun.low in THING:
        return other.head not in (Head.PERSON, Head.ROLE)
    if anaphor.head is Head.PRONOUN and anaphor.noun.low in MANY:
        return other.noun.plural or other.form.joined or other.head in (Head.ORGANISATION, Head.NAME)
    if anaphor.head is Head.ROLE:
        return other.head is Head.PERSON or (other.head is Head.ROLE and anaphor.noun.plural == other.noun.plural)
    return other.head is anaphor.head or other.head in (Head.NAME, Head.MEDIA)


def _speakers_before(article: ArticleContext, at: int) -> dict[str, tuple[int, int, bool]]:
    """Of each speaker, how many others spoke since, how many sentences ago that was, and whether a pronoun stood there."""
    found: dict[str, tuple[int, int, bool]] = {}
    here = article.passage(at)
    for start, speaker in article.recent():
        if speaker.name and speaker.name not in found and len(found) < FAR:
            by_pronoun = article.text[start : start + 4].lower().split(" ")[0] in GENDERS
            found[speaker.name] = len(found), min(FAR, here - article.passage(start)), by_pronoun
    return found


def _content_words(phrase: str) -> frozenset[str]:
    """The words of a phrase that tell whom it means, in lower case."""
    return frozenset(word.removesuffix("s") for word in WORD.findall(phrase.lower()) if len(word) > 3 or word.isdigit())


def _share_near(text: str, words: frozenset[str], mentions: Sequence[Span]) -> float:
    """The part of the words that stand around a candidate's mentions."""
    if not words:
        return 0.0
    near: set[str] = set()
    for start, end in mentions[:LOOKED_AT]:
        near |= _content_words(text[max(0, start - AROUND) : end + AROUND])
    return len(words & near) / len(words)
