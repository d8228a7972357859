"""Whom a source without a name of its own takes up:

- 'he', 'she', 'it', 'they', 'the minister': `taken_up`, by a learned ranking of whom the article names around;
- 'who', 'which': `phrase_before_relative`, the phrase that the clause follows;
- 'I', 'we': `first_person_speakers`, once all speakers of the article are known;
- 'the officials': `earlier_same_group`;
- 'the company', 'the CMA': the body last named that is of that kind, or has these initials;
- 'an analyst', whom the article names with the next attribution: `forward_references`.

A pronoun in `tone.portrayals` is an actor only where it is the source of an attribution, under the name found here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from hearsay.attribution.labels.candidates import Candidate
from hearsay.attribution.labels.context import ArticleContext, Speaker, canonical_name, role_lemma, taken_up_again
from hearsay.attribution.labels.ranker import GENDERS, MANY, THING, Anaphor, antecedent_columns, likeliest, same_office
from hearsay.entities.organisations import join_organisation_names
from hearsay.entities.tokens import tokenise
from hearsay.entities.types import Head, Mention, OrganisationClass, PlaceKind, RoleClass, TokenKind
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution, Span

BACK = 8
"""Sentences that 'the company' looks back; initials look back ten times as far. By hand."""
NAMED = 160
"""Bodies that are looked at: a bound on time."""
BEFORE_RELATIVE = 120
"""Characters before 'who' in which its phrase stands."""
DEEPEST = 12
"""Levels of nesting that are gone up; deeper ones are no text that anybody writes."""
AUTHOR = word_set("i we me us our my myself ourselves")
RELATIVE = word_set("who whom which that")
RESOLVED = frozenset((*GENDERS, *THING, *MANY))
LONGEST_ACRONYM = 7
TAKING_UP = ("the", "this", "that")
GENERIC = {
    **dict.fromkeys(word_set("paper newspaper outlet broadcaster channel network magazine tabloid"), "media"),
    **dict.fromkeys(word_set("company firm carmaker manufacturer airline retailer giant startup maker bank"), "company"),
    **dict.fromkeys(word_set("group organisation organization charity campaign movement union association nonprofit"), "group"),
    "force": "force", "alliance": "alliance", "bloc": "alliance",
}  # fmt: skip
"""General words for a body, and the kind of body that they take up."""
PHRASE = (
    TokenKind.NAME, TokenKind.GIVEN, TokenKind.ROLE, TokenKind.ORGANISATION, TokenKind.PLACE, TokenKind.MEDIA,
    TokenKind.DOCUMENT, TokenKind.POSSESSIVE, TokenKind.HONORIFIC, TokenKind.DETERMINER, TokenKind.NUMBER,
)  # fmt: skip
"""What the phrase before 'who' is made of."""


def taken_up(article: ArticleContext, anaphor: Anaphor) -> Speaker | None:
    """Whom a pronoun or a role takes up; None where it more likely stands for nobody that the article names."""
    candidates = [
        one for one in anaphor.setting.mentions.candidates(anaphor.source) if _fits(anaphor.mention, one.speaker.mention)
    ]
    if not candidates:
        return None
    best = likeliest(anaphor, antecedent_columns(article, anaphor, candidates))
    return _as_source(anaphor, candidates[best]) if best < len(candidates) else None


def _fits(mention: Mention, other: Mention) -> bool:
    """Whether grammar lets a mention take up another."""
    low, person = mention.noun.low, other.head is Head.PERSON
    if mention.head is not Head.PRONOUN:
        return person and same_office(mention, other.role.title) >= 0
    if low in GENDERS:
        single = person or (other.head is Head.ROLE and not other.noun.plural)
        return single and other.role.gender in ("", GENDERS[low])
    if low in MANY:
        return other.noun.plural or other.form.joined or other.head not in (Head.PERSON, Head.ROLE)
    return not person


def _as_source(anaphor: Anaphor, chosen: Candidate) -> Speaker:
    """The one taken up, as the speaker of this source."""
    speaker = taken_up_again(chosen.speaker, anaphor.source[0])
    return speaker if anaphor.mention.head is Head.PRONOUN else speaker.at(anaphor.mention)


def resolve_pronoun(article: ArticleContext, anaphor: Anaphor) -> Speaker:
    """Whom a personal pronoun takes up; the pronoun itself where nobody fits."""
    low = anaphor.mention.noun.low
    printed = Speaker(article.text[slice(*anaphor.source)], anaphor.mention)
    if low in AUTHOR:
        return replace(printed, author=True)
    return (taken_up(article, anaphor) or printed) if low in RESOLVED else printed


def phrase_before_relative(article: ArticleContext, source: Span) -> Span | None:
    """The phrase that 'who' follows: 'President Volodymyr Zelenskyy, who'."""
    first = max(article.passage_start(article.passage(source[0])), source[0] - BEFORE_RELATIVE)
    tokens = join_organisation_names(tokenise(article.text, first, source[0]), article.text)
    while tokens and tokens[-1].kind in (TokenKind.COMMA, TokenKind.PUNCTUATION):
        tokens.pop()
    n = len(tokens)
    while n and tokens[n - 1].kind in PHRASE:
        n -= 1
    return (tokens[n].start, tokens[-1].end) if n < len(tokens) else None


def first_person_speakers(found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Speaker]:
    """'I' and 'we' inside somebody's words are that speaker; outside, the author."""
    out = list(speakers)
    for n, attribution in enumerate(found):
        if not out[n].author:
            continue
        source = attribution.source[0] if attribution.source else -1
        voice = next((out[outer] for outer in enclosing(found, n) if out[outer].name and not out[outer].author), None)
        out[n] = taken_up_again(voice, source) if voice else out[n]
    return out


def enclosing(found: Sequence[Attribution], n: int) -> list[int]:
    """The attributions around one, from within; a bound, and no circle, whatever an extractor says."""
    outer: list[int] = []
    parent = found[n].parent
    while parent is not None and parent not in (n, *outer) and 0 <= parent < len(found) and len(outer) < DEEPEST - 1:
        outer.append(parent)
        parent = found[parent].parent
    return outer


def earlier_same_group(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The last unnamed speakers before with the same role: 'US officials' for 'the officials', 'one official'."""
    wanted = role_lemma(mention.noun.low)
    for start, speaker in article.recent():
        noun = speaker.mention.noun
        if noun.kind is Head.ROLE and role_lemma(noun.low) == wanted and start < mention.start:
            return speaker
    return None


def body_taken_up(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The body that 'the company', 'the paper', 'the group' takes up: the last one named before that is of that kind."""
    kinds = GENERIC.get(mention.noun.low.split()[-1]) if mention.noun.low else None
    named = " " in mention.noun.low or " " in mention.noun.name
    if kinds is None or named or not mention.form.bare or mention.form.determiner not in TAKING_UP:
        return None
    return _last_body(article, mention.start, lambda body: _of_kind(body, kinds))


def body_spelt_out(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The body whose initials an acronym is: 'the CMA' after 'the Canadian Medical Association'."""
    name = mention.name.replace(".", "")
    if not (name.isupper() and name.isalpha() and 1 < len(name) < LONGEST_ACRONYM):
        return None
    return _last_body(article, mention.start, lambda body: _initials(body.name) == name, 10 * BACK)


def _last_body(article: ArticleContext, at: int, fits: Callable[[Mention], bool], back: int = BACK) -> Speaker | None:
    first = article.passage_start(max(0, article.passage(at) - back))
    starts = article.index.body_starts
    before = article.index.bodies[bisect_right(starts, first - 1) : bisect_right(starts, at - 1)]
    body = next((body for body in reversed(before[-NAMED:]) if fits(body)), None)
    if body is None:
        return None
    return Speaker(canonical_name(article.text, body), body, (body.start, body.end), True)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[:1].isupper())


def _of_kind(body: Mention, kinds: str) -> bool:
    """Whether a body is of the kind that a general word means."""
    own = body.affiliation.organisation_class
    if kinds == "media":
        return body.head is Head.MEDIA
    if kinds == "alliance":
        return body.affiliation.place_kind is PlaceKind.REGION
    if kinds == "force":
        return "police" in body.name.lower() or "constabulary" in body.name.lower()
    named = body.head is Head.NAME and " " in body.name and not body.noun.value
    return named or own is (OrganisationClass.COMPANY if kinds == "company" else OrganisationClass.NGO)


INTRODUCED = (RoleClass.EXPERT, RoleClass.ORDINARY)
"""Classes of roles that are announced before the name comes: 'an analyst said'."""


def forward_references(article: ArticleContext, found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Speaker]:
    """'An analyst said … . "…," said Jane Doe of the Institute': the name comes with the next attribution."""
    out = list(speakers)
    order = [n for _, n in sorted((one.source, n) for n, one in enumerate(found) if one.source)]
    for n, after in zip(order, order[1:], strict=False):
        mention, other = out[n].mention, out[after].mention
        near = article.passage(other.start) - article.passage(mention.start) == 1
        if near and out[after].antecedent is None and _announces(mention) and _may_be(other, mention):
            known = other if other.role.title else other.in_role(mention.role.title, mention.role.kind)
            out[n] = replace(out[after], mention=known, antecedent=(other.start, other.end))
    return out


def _announces(mention: Mention) -> bool:
    """'an analyst': one unnamed person of whom nothing else is said."""
    single = mention.form.determiner in ("a", "an", "one") and mention.form.bare
    return single and mention.head is Head.ROLE and mention.role.kind in INTRODUCED


def _may_be(person: Mention, announced: Mention) -> bool:
    """Whether it is a named person who may be whom a role announced; people of universities are experts."""
    if person.head is not Head.PERSON:
        return False
    academic = person.affiliation.organisation_class is OrganisationClass.ACADEMIC and not person.role.title
    return person.role.kind is announced.role.kind or (academic and announced.role.kind is RoleClass.EXPERT)
