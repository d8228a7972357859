"""How far the numbers can be trusted: gold codings, agreement, benchmarks, pinned floors, corrected estimates."""

from __future__ import annotations
