"""How far the numbers can be trusted: gold codings, agreement, benchmarks, pinned floors, corrected estimates."""
