"""Corroboration: who repeats whom. Passages and quotations that articles share, and the events that they report."""

from __future__ import annotations

from hearsay.corroboration.events import articles_with_events, events
from hearsay.corroboration.reuse import reuse
from hearsay.corroboration.shared_quotations import shared_quotations

__all__ = ["articles_with_events", "events", "reuse", "shared_quotations"]
