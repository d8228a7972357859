"""What a cue says of the truth of what it reports: neutral, assertive, doubtful or denial.

The classes stand in `lexicons/cue_verbs.csv`, each entry with its ground. A cue is more than its verb:
negation takes a stance away ('did not deny', 'never confirmed'), modifiers add one ('falsely', 'baseless
claims'), and some verbs change with what follows ('claimed responsibility', 'criticised her for lying').
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from hearsay.entities.tokens import WORD
from hearsay.text import lexicons
from hearsay.text.lexicons import PhraseIndex, Row, word_set
from hearsay.text.spans import Attribution

ORDER = ("denial", "doubtful", "assertive", "neutral")
"""Which stance wins where a cue holds several: 'rejected the claims' denies."""
NEGATIONS = word_set("not never no nor neither n't without cannot hardly barely nobody none")
WITHHELD = word_set("decline declined declines declining refuse refused refuses refusing fail failed fails yet")
"""Words before 'to' after which nothing was said."""
REACH = 4
"""Words that a negation reaches to the right."""
TAKEN = word_set("responsibility credit victory asylum ownership")
"""What one claims by doing so, not by asserting that it is true."""
PRESUPPOSING = ("criticise", "praise", "emotive")
UNDONE = word_set(
    """hope hopes hoped hoping want wants wanted seek seeks sought seeking try tries tried trying able expected going impossible
    likely unable"""
)
"""Words before 'to' after which nothing has been shown yet."""
WISHES = word_set(
    """proposal proposals offer offers plan plans deal request requests bid appeal appeals call calls demand demands invitation
    ceasefire cease-fire truce bill motion terms compromise resolution application petition amendment amendments idea draft"""
)
"""What is refused, not said to be untrue, when it is rejected."""
TURNED_DOWN = ("reject", "dismiss", "turn down")
REFUSED, SAID = 80, 200
"""Characters of the content in which it is looked for what was refused, or done; by hand."""
NOUNS = frozenset(("note", "notes"))
"""Documents that look like verbs of saying: 'said in a client note'."""
TELLING = ("say", "tell")
BE = ("be", "is", "are", "was", "were", "been", "being", "'s", "'re")


def stance(text: str, found: Attribution) -> str:
    """One of `schema.STANCES` for the cue of one attribution."""
    cue = text[found.cue[0] : found.cue[1]]
    words = _words(cue)
    hits = _hits(words)
    ahead = _words(text[found.cue[1] : found.cue[1] + 60])[:3]
    stances = [_of_entry(row, words[:at], words[at : at + n], [*words[at + n :], *ahead], text, found) for at, n, row in hits]
    stances += [row["stance"] for row in _beside(text, found)]
    return min(stances, key=ORDER.index, default="neutral")


def _words(text: str) -> list[str]:
    words = [match.group().lower().replace("’", "'") for match in WORD.finditer(text)]
    return [part for word in words for part in ((word[:-3], "n't") if word.endswith("n't") and len(word) > 3 else (word,))]


def _hits(words: Sequence[str]) -> list[tuple[int, int, Row]]:
    """The lexicon's entries in these words, the longest at each place: where, of how many words, and the row."""
    found, i = [], 0
    while i < len(words):
        hit = _forms().at(words, i)
        if hit:
            found.append((i, *hit))
        i += hit[0] if hit else 1
    return found


def _of_entry(row: Row, before: Sequence[str], entry: Sequence[str], after: Sequence[str], text: str, found: Attribution) -> str:
    """The stance of one entry where it stands, between the words before and after it."""
    if _is_taken_back(row, before, entry, after):
        return "neutral"
    if row["class"] == "deny" and row["lemma"] in TURNED_DOWN and _is_wish(text, found, after):
        return "neutral"
    if row["stance"] == "neutral":
        shown = row["class"] in TELLING and after[:1] == ["how"]
        return "assertive" if shown or (row["class"] in PRESUPPOSING and _for_doing(text, found, after)) else "neutral"
    return row["stance"]


def _is_taken_back(row: Row, before: Sequence[str], entry: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the words around an entry take its stance away: 'never confirmed', 'claimed responsibility', 'in a note'."""
    claiming = row["class"] in ("claim", "admit") and entry[0][:4] in ("clai", "take", "took")
    if claiming and TAKEN & {*entry, *after[:2]}:
        return True
    if row["lemma"] == "claim" and after[:1] == ["by"] and [*before, *entry][0] == "claimed":
        return True
    if len(entry) == 1 and entry[0] in NOUNS and {"in", "a", "the", "an", "of"} & {*before}:
        return True
    return _is_negated(before, entry) or (row["stance"] == "assertive" and _is_left_open(before, after))


def _is_negated(before: Sequence[str], entry: Sequence[str]) -> bool:
    near = before[-REACH:]
    withheld = any(word in WITHHELD and follow == "to" for word, follow in pairwise([*near, entry[0]]))
    return withheld or not NEGATIONS.isdisjoint(near)


def _is_left_open(before: Sequence[str], after: Sequence[str]) -> bool:
    """'will show whether', 'was hoping to show': nothing is taken for granted."""
    return after[:1] in (["whether"], ["if"]) or (before[-1:] == ["to"] and not UNDONE.isdisjoint(before))


def _is_wish(text: str, found: Attribution, after: Sequence[str]) -> bool:
    """'rejected a ceasefire proposal': a wish is turned down; 'rejected the claims' denies."""
    content = " ".join(text[start : min(end, start + REFUSED)] for start, end in found.content[:1])
    near = [*after, *_words(content)][:8]
    stop = next((n for n, word in enumerate(near) if word in ("of", "that", "for", "to", "as", "by")), len(near))
    described = near[stop : stop + 1] == ["as"] and near[stop + 1 : stop + 2] in (["a"], ["an"], ["its"])
    return described or not WISHES.isdisjoint(near[:stop])


def _for_doing(text: str, found: Attribution, after: Sequence[str]) -> bool:
    """'… her for lying': the complement is taken for granted ([Fillmore1971] on 'criticize' against 'accuse')."""
    content = " ".join(text[start : min(end, start + SAID)] for start, end in found.content)
    pairs = pairwise([*after, *_words(content)])
    return any(first == "for" and second.endswith("ing") and len(second) > 4 for first, second in pairs)


def _beside(text: str, found: Attribution) -> list[Row]:
    """Adverbs that stand beside the cue though outside its span: 'said, falsely,', 'allegedly told'."""
    start, end = found.cue
    near = _words(text[max(0, start - 30) : start])[-2:], _words(text[end : end + 40])[:4]
    inside = any(first <= end + 2 < last for first, last in found.content)
    hits = [*_hits(near[0]), *([] if inside else _hits(near[1]))]
    return [row for _, _, row in hits if row["pos"] == "adverb" and row["stance"] == "doubtful"]


@cache
def _forms() -> PhraseIndex:
    entries = sorted(
        lexicons.lexicon_rows("cue_verbs"),
        key=lambda row: ("verb", "phrase").index(row["pos"]) if row["pos"] in ("verb", "phrase") else 2,
    )
    found: dict[str, Row] = {}
    for row in entries:
        for form in _inflected(row):
            found.setdefault(form, {**row, "form": form})
    return lexicons.phrase_index(found.values(), "form", _words, lower=True)


def _inflected(row: Row) -> Sequence[str]:
    first, _, rest = row["lemma"].partition(" ")
    if row["lemma"] == "news break":
        return ["news break", "news breaks", "news broke", "news has broken", "news had broken"]
    return [f"{form} {rest}" for form in BE] if first == "be" else lexicons.cue_forms(row)
