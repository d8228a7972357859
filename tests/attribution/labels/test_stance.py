"""What a cue says of the truth of what it reports."""

import pytest

from hearsay.attribution.labels.stance import stance
from hearsay.text.spans import Attribution


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Doe said it rains", "said", "it rains", "neutral"),
        ("Doe claimed it rains", "claimed", "it rains", "doubtful"),
        ("Doe claimed responsibility for the rain", "claimed responsibility", "for the rain", "neutral"),
        ("a bomb claimed by Doe", "claimed by", "a bomb", "neutral"),
        ("Doe denied it rains", "denied", "it rains", "denial"),
        ("Doe did not deny it rains", "did not deny", "it rains", "neutral"),
        ("Doe declined to deny it rains", "declined to deny", "it rains", "neutral"),
        ("Doe rejected the ceasefire proposal", "rejected", "the ceasefire proposal", "neutral"),
        ("Doe rejected the rumours", "rejected", "the rumours", "denial"),
        ("Doe confirmed it rains", "confirmed", "it rains", "assertive"),
        ("Doe hoped to confirm it rains", "hoped to confirm", "it rains", "neutral"),
        ("Doe told how it rains", "told", "how it rains", "assertive"),
        ("Doe falsely said it rains", "said", "it rains", "doubtful"),
        ("Doe criticised her for lying", "criticised", "her for lying", "assertive"),
        ("Doe criticised the rain", "criticised", "the rain", "neutral"),
    ],
)
def test_the_stance_of_a_cue_where_it_stands(text: str, cue: str, content: str, expected: str) -> None:
    at, start = text.index(cue), text.index(content)
    assert stance(text, Attribution(None, (at, at + len(cue)), ((start, start + len(content)),))) == expected
