"""The language of a text, by py3langid; 'not stated' when there is too little to tell.

Measured on 1,371 English texts (998 bodies of web pages, 150 of BASIL, 139 of archives' exports, 84 of PolNeAR) and 217 in seven
other languages (Spanish, German, Italian, Portuguese, Korean, Russian, Indonesian; those of web pages cut five times), cut at
random places; the lists of function words that told the language before beside it:

| sentences | texts | right | wrong | right by the lists | wrong by the lists |
|---|---|---|---|---|---|
| 1 | 1,656 | 43 % | 0 | 43 % | 1 |
| 2 | 1,655 | 83 % | 1 | 83 % | 1 |
| 5 | 1,640 | 97.5 % | 3 | 96.5 % | 6 |
| 20 | 1,269 | 99.3 % | 0 | 97.6 % | 3 |
| all | 1,588 | 100 % | 0 | 99.7 % | 0 |

All other texts are 'not stated', most for having fewer than 20 words. What a whole body is in was told by both ways and, where
they differed, by eye. On languages without a text here expect more errors, most between neighbours (Indonesian and Malay).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from hearsay.schema import NOT_STATED

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 1000
"""Characters of the body that are looked at: more change no verdict on whole bodies, and cost their length in time."""
LEAST_WORDS = 20
"""Words, or characters of scripts without spaces. With 10 instead, 7 of the texts of five sentences were wrong instead of 1."""
LEAST_PROBABILITY = 0.5
"""Of the best language among all. Below it stand tables, names, lists of links; .4 or .6 moves no figure above by a point."""
WORD = re.compile(r"[^\W\d_]+")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def detect_language(text: str) -> str:
    """ISO 639-1 of a text, or 'not stated': fewer than 20 words, or no language stands out."""
    sample = text[:SAMPLE]
    if all(len(list(islice(unit.finditer(sample), LEAST_WORDS))) < LEAST_WORDS for unit in (WORD, UNSPACED)):
        return NOT_STATED
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= LEAST_PROBABILITY else NOT_STATED


@cache
def _identifier() -> LanguageIdentifier:
    """The identifier with the model that its package holds, of the languages that have a code of two letters."""
    # Deferred: unpacking the model takes half a second.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    every = LanguageIdentifier.from_model_file(MODEL_FILE)
    some = [place for place, code in enumerate(every.nb_classes) if len(code) == 2]
    # Not `set_languages`, which holds all of them beside these; and by features, since a text's few hundred rows are read.
    by_feature = np.ascontiguousarray(every.nb_ptc[:, some])
    own = by_feature, every.nb_pc[some], [every.nb_classes[place] for place in some]
    return LanguageIdentifier(*own, every.tk_nextmove, every.tk_output, norm_probs=True, tk_row=every.tk_row)
