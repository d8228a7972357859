"""Where a sentence attributes: the cues of the lexicon in all their forms, with the grammar around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hearsay.text.lexicons import cue_forms, lexicon_rows
from hearsay.text.tagging import TaggedSentence
from hearsay.text.words import plural

BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"))
AUXILIARIES = BE | {"has", "have", "had", "having", "'ve", "do", "does", "did"}
NEGATIONS = frozenset(("not", "n't", "never", "hardly", "without"))
VOICED = frozenset(("say", "tell", "factive", "admit", "claim"))
"""Classes of which a negated cue relays nobody's words: "they have never discussed it"."""
REPORTING = VOICED | {"deny", "accuse", "evidence", "hearsay", "threat", "according_to", "retract", "predict"}
"""Classes of cues that report words or evidence, not wishes or feelings."""
_WORD = re.compile(r"n't|\w+")


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `first` to `last` (exclusive): `verb` is where the verb or noun itself begins."""

    first: int
    verb: int
    last: int
    lemma: str
    pos: str
    kind: str
    passive: bool
    negated: bool


Entry = tuple[tuple[str, ...], str, str, str]


def cues(sentence: TaggedSentence) -> list[Cue]:
    """All cues of the sentence by position, the longest at each place; whether they attribute is for the caller."""
    found, at = [], 0
    while at < len(sentence.tokens):
        cue = next(_at(sentence, at), None)
        if cue:
            found.append(cue)
        at = cue.last if cue else at + 1
    return found


def _at(sentence: TaggedSentence, at: int) -> Iterator[Cue]:
    tokens = sentence.tokens
    for phrase, lemma, pos, kind in _lexicon().get(tokens[at].low, ()):
        last = at + len(phrase)
        if tuple(token.low for token in tokens[at:last]) != phrase or not _fits(sentence, at, pos, lemma):
            continue
        first = _auxiliaries(sentence, at) if pos == "verb" else at
        between = {token.low for token in tokens[first:at]}
        passive = pos == "verb" and bool(between & BE) and tokens[at].tag in ("VBN", "VBD", "JJ")
        if lemma.startswith("be ") and not between & BE:
            continue
        negated = bool(between & NEGATIONS)
        if negated and kind in VOICED and pos == "verb":
            continue
        if phrase[-1] == "to" and pos == "verb" and kind in ("intent", "commit", "ask", "hearsay", "refuse"):
            if not sentence.is_verb(last):
                continue
            last -= 1
        yield Cue(first, at, last, lemma, pos, kind, passive and not lemma.startswith("be "), negated)


def _fits(sentence: TaggedSentence, at: int, pos: str, lemma: str) -> bool:
    token = sentence.tokens[at]
    if pos == "noun":
        return token.tag.startswith("NN") or token.tag == "JJ"
    if lemma == "per":
        return at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].tag in ("NNP", "DT")
    if pos != "verb" or lemma.startswith("be "):
        return True
    if token.tag.startswith("VB"):
        # A participle between article and noun describes: "the reported deal".
        return not (token.tag in ("VBN", "VBG") and at and sentence.tokens[at - 1].tag in ("DT", "PRP$", "JJ", "IN"))
    if " " in lemma:
        return False
    past = token.low not in (lemma, plural(lemma))
    subject = at > 0 and (
        sentence.tokens[at - 1].tag in ("PRP", "NNP", "NNPS", "NNS", "WP") or token.low == lemma.split()[0] + "s"
    )
    following = sentence.tokens[at + 1].low if at + 1 < len(sentence.tokens) else ""
    clause = following in ("that", "to", "it", "he", "she", "they", "we", "the", "his", "their", "“", ",", ":")
    return token.tag.startswith(("NN", "JJ")) and ((past and not token.low.endswith("ing")) or (subject and clause))


def _auxiliaries(sentence: TaggedSentence, at: int) -> int:
    """First token of the verb group that ends in the cue: "has repeatedly accused"."""
    first = at
    while first:
        before = sentence.tokens[first - 1]
        if before.tag not in ("MD", "RB", "RBR") and not (sentence.is_verb(first - 1) and before.low in AUXILIARIES):
            break
        first -= 1
    return first


def may_report(text: str, classes: frozenset[str] = REPORTING) -> bool:
    """Whether the text holds a form of any cue of these classes: a quick look, no reading."""
    words = _WORD.findall(text.lower())
    return any(
        kind in classes and tuple(words[at : at + len(phrase)]) == phrase
        for at, word in enumerate(words)
        for phrase, _, _, kind in _lexicon().get(word, ())
    )


def tells_nothing(cue: str) -> bool:
    """Whether the cue says that something was not said: "have never discussed" relays nobody's words."""
    return not NEGATIONS.isdisjoint(_WORD.findall(cue.lower().replace("n't", " n't"))) and may_report(cue, VOICED)


@cache
def _lexicon() -> dict[str, tuple[Entry, ...]]:
    """Entries by the first word of each of their forms, the longest first; verbs before nouns."""
    found: dict[str, list[Entry]] = {}
    for row in lexicon_rows("cue_verbs"):
        lemma, pos = row["lemma"], row["pos"]
        # Of 'be sure' the forms of 'be' are found as auxiliaries.
        bare = pos == "verb" and lemma.startswith("be ")
        for form in (lemma.removeprefix("be "),) if bare else cue_forms(row):
            words = tuple(word for part in form.split() for word in part.split("'"))
            found.setdefault(words[0], []).append((words, lemma, pos, row["class"]))
    order = {"phrase": 0, "adverb": 1, "verb": 2, "noun": 3}
    return {
        first: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), order.get(entry[2], 4), entry[1])))
        for first, entries in found.items()
    }
