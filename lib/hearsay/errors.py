"""Errors that a user of Hearsay may meet. Each message says which file or table, where, what and what to do."""

from __future__ import annotations


class HearsayError(Exception):
    """The base of all of them."""


class SchemaError(HearsayError):
    """A table breaks its contract in `schema.TABLES`."""


class InputError(HearsayError):
    """An input cannot be read at all: nothing at the path, or an option that no reader knows."""


class DamagedError(InputError):
    """A file of a table is missing, damaged or changed since Hearsay wrote it."""


class DataError(HearsayError):
    """A benchmark's or gold's data is not in the stated format."""
