"""Corroboration: who repeats whom. Passages and quotations that articles share, and the events that they report."""

from __future__ import annotations

from hearsay.corroboration.claim_pairs import claim_pairs
from hearsay.corroboration.claims import claims, origin_unions
from hearsay.corroboration.contradictions import contradictions
from hearsay.corroboration.cues import cues
from hearsay.corroboration.events import events
from hearsay.corroboration.relays import relays
from hearsay.corroboration.reuse import reuse
from hearsay.corroboration.shared_quotations import shared_quotations

__all__ = [
    "claim_pairs",
    "claims",
    "contradictions",
    "cues",
    "events",
    "origin_unions",
    "relays",
    "reuse",
    "shared_quotations",
]
