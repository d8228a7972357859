"""Streaming: a corpus that is larger than memory goes by in parts, wherever the work runs; its tables are those of memory."""
