"""Words, sentences, quotation marks and the encoder: what is known of a text before anyone asks what it says."""
