"""What the instruments of tone are called where people read them."""

NAMES = {
    "textblob": "TextBlob",
    "textblob-news": "TextBlob, news patch",
    "vader": "VADER",
    "portrayal": "portrayal model",
}
"""Analyzer, as the tables call it, and its name."""
