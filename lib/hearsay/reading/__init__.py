"""Reading: files of any supported format to the `documents` table, and one line about whatever could not be read."""

from hearsay.reading.documents import Reading, chunks, read, read_documents
from hearsay.reading.files import Where
from hearsay.reading.records import Html

__all__ = ["Html", "Reading", "Where", "chunks", "read", "read_documents"]
