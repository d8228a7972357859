"""Where a text attributes: a source, a cue and a content, by rules or by the learned model."""
