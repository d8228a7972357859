"""Figures as people read them."""

from __future__ import annotations

import pytest

from hearsay.text.printed import k_of_n, quantity, short


@pytest.mark.parametrize(("n", "printed"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1_717, "1,717 claims")])
def test_one_is_singular_and_thousands_have_their_comma(n: int, printed: str) -> None:
    assert quantity(n, "claim") == printed and k_of_n(n, n) == printed.split()[0].join(["", " of ", ""])


@pytest.mark.parametrize(("value", "printed"), [(0.456, ".46"), (-0.2, "−.20"), (1.0, "1.00"), (0.0, ".00"), (-1.5, "−1.50")])
def test_shares_are_printed_without_a_leading_nought(value: float, printed: str) -> None:
    assert short(value) == printed
