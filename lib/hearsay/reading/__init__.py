"""Reading: files of any supported format to the `documents` table, and one line about whatever could not be read."""

from hearsay.reading.documents import Html, Reading, Where, chunks, read, read_documents

__all__ = ["Html", "Reading", "Where", "chunks", "read", "read_documents"]
