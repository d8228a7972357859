"""The card of measured errors: folded, and what the package's files hold."""

from __future__ import annotations

import json

import pytest

from hearsay.display import error_card
from hearsay.errors import DataError
from hearsay.text.printed import short
from hearsay.validation import measured_error


def test_the_card_shows_what_the_files_hold() -> None:
    kept = json.loads((measured_error.files("hearsay") / "figures" / "tone-devtest_mt.json").read_text(encoding="utf-8"))
    card = error_card()
    for name, shown in (("textblob", "TextBlob"), ("textblob-news", "TextBlob, news patch"), ("vader", "VADER")):
        assert f"{shown} {short(kept[f'{name}.macro_f1'])}" in repr(card)
        assert f"<td style='padding:3px 10px 3px 0;text-align:left;vertical-align:top'>{shown}</td>" in card.html
    assert "1,476" in card.html and "alpha .82" in repr(card)
    order = measured_error.figures("comparison")
    textblob = short(order["ordering textblob right"] / 100)
    assert f"{order['ordering pairs']:.0f} pairs, chance .50: TextBlob {textblob} [" in repr(card)


def test_it_is_folded_and_of_the_instruments_asked_for() -> None:
    card = error_card(["vader", "mine"])
    assert card.html.startswith("<details><summary>") and "TextBlob" not in card.html
    assert "Never measured on news: mine." in repr(card) and "not measured" in card.html


def test_without_the_files_there_is_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured_error, "figures", lambda what: {})
    with pytest.raises(DataError, match="install Hearsay again"):
        error_card()
