"""Leaders whom newspapers name without their office. Used only where the article itself gives none."""

from __future__ import annotations

from functools import cache

from hearsay.attribution import lexicon
from hearsay.attribution.names import name_words


def leader(name: str) -> lexicon.Row | None:
    """The gazetteer's row for a name; for a surname alone only where hardly anybody else has it."""
    return _leaders().get(" ".join(word for word in name_words(name) if len(word) > 1))


@cache
def _leaders() -> dict[str, lexicon.Row]:
    rows = lexicon.rows("leaders")
    alone = {name_words(row["name"])[-1]: row for row in rows if row["bare"]}
    return {**alone, **{" ".join(word for word in name_words(row["name"]) if len(word) > 1): row for row in rows}}
