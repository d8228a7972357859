"""Rows of numbers put aside on disk: each comes back as it was, in whatever order it is asked for."""

from __future__ import annotations

import numpy as np

from hearsay.corroboration.spool import Spool


def test_each_row_comes_back_as_it_was_also_an_empty_one_and_one_that_is_asked_for_while_others_are_added():
    rows = [(np.arange(n, dtype=np.int32) * 7, np.linspace(0, 1, n).astype(np.float32)) for n in (3, 0, 1, 250)]
    spool = Spool(np.int32, np.float32)
    for number, (columns, values) in enumerate(rows):
        spool.append(columns, values)
        assert spool.row(number)[0].tolist() == columns.tolist() and len(spool) == number + 1
    for number in (3, 0, 2, 1):
        columns, values = spool.row(number)
        assert columns.tolist() == rows[number][0].tolist() and values.tolist() == rows[number][1].tolist()
