"""What only comes later in the article tells of a speaker: 'an analyst said', and then the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.labels.context import ArticleContext, Speaker
from hearsay.entities.types import Head, Mention, OrganisationClass, RoleClass
from hearsay.text.spans import Attribution

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
