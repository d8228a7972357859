"""Who each speaker is, as the shipped heads say: their contract, and that no label goes further than its evidence."""

import numpy as np
import pytest

from hearsay.attribution.labels.described import EXPLICIT, HEADS, TYPES, WHO, linear_scores, shipped_heads
from hearsay.schema import NOT_STATED, TABLES
from labelled import labels, one

ALLOWED = TABLES["attributions"]


def test_outputs_are_values_of_the_schema() -> None:
    assert set(TYPES) < set(ALLOWED["source_type"].allowed) and set(WHO) < set(ALLOWED["identifiability"].allowed)
    heads = shipped_heads()
    assert heads.weights.shape[1] == sum(HEADS.values()) + len(heads.origins) + 1
    assert 0.5 < heads.cut < 1 and EXPLICIT
    assert linear_scores(np.zeros((2, len(heads.weights) - 1), dtype=np.float32), heads.weights)["type"].shape == (2, len(TYPES))


def test_calibration_rises_with_the_score() -> None:
    heads = shipped_heads()
    for code in ("US", "NO"):
        made = [heads.calibrated(code, chance) for chance in np.linspace(0, 1, 21)]
        assert all(a <= b for a, b in zip(made, made[1:], strict=False)) and 0 <= made[0] <= made[-1] <= 1


def test_a_stated_country_shows_its_evidence_and_an_unstated_one_none() -> None:
    text = "It rained in Oslo. Norwegian Foreign Minister Kari Holm said it pours. A farmer said it is dry."
    holm, farmer = labels(text, ("Norwegian Foreign Minister Kari Holm", "said", "it pours"), ("A farmer", "said", "it is dry"))
    assert holm.country == "NO" and 0 <= holm.country_confidence <= 1 and 0 <= holm.type_confidence <= 1
    ((start, end),) = holm.country_evidence
    assert text[start:end] == "Norwegian"
    assert farmer.country != NOT_STATED or farmer.country_evidence == ()


@pytest.mark.parametrize("source", ["the minister", "officials", "the Foreign Ministry", "Le Monde"])
def test_who_has_no_personal_name_is_nobody_by_name(source: str) -> None:
    label = one(source)
    assert not label.source_type.startswith("named") and label.identifiability != "named person"


def test_the_same_speaker_has_the_same_labels_throughout() -> None:
    text = "Danish Trade Minister Mette Lund said prices fell. Lund added taxes rose. She noted wages stood still."
    found = labels(
        text, ("Danish Trade Minister Mette Lund", "said", "prices"), ("Lund", "added", "taxes"), ("She", "noted", "wages")
    )
    assert len({(one.source_type, one.identifiability, one.country) for one in found}) == 1
