"""What the instruments of tone are called where people read them."""

PORTRAYAL = "portrayal"
"""The trained model, which knows whom a sentence is about; all others are lexicons."""
NAMES = {
    "textblob": "TextBlob",
    "textblob-news": "TextBlob, news patch",
    "vader": "VADER",
    PORTRAYAL: "portrayal model",
}
"""Analyzer, as the tables call it, and its name."""
