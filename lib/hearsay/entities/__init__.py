"""Who is named in an article: mentions, people, organisations and countries, and what the text says of them."""
