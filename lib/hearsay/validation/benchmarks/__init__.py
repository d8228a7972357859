"""The benchmarks that `hearsay check` runs, each against data that people have coded."""

from __future__ import annotations

from collections.abc import Mapping

HERE = "hearsay.validation.benchmarks"
BENCHMARKS: Mapping[str, str] = {
    "agreement": "hearsay.validation.agreement:check",
    "attribution": f"{HERE}.attribution:check",
    "comparison": f"{HERE}.outlet_comparison:check",
    "frames": f"{HERE}.frames:check",
    "parsing": f"{HERE}.parsing:check",
    "portrayal": f"{HERE}.portrayal:check",
    "tone": f"{HERE}.newsmtsc:check_sentence_tone",
    "typography": f"{HERE}.typography:check",
}
"""What can be measured, as 'module:function'; each is imported when it is asked for. A module may have `rows`, which prints."""
