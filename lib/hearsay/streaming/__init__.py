"""Streaming: a corpus goes by in parts, wherever the work runs; its tables are those of a study in memory."""
