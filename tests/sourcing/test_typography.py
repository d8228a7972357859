"""Quotation marks that do not close, and styles that are mixed."""

from __future__ import annotations

from hearsay.sourcing import cross_reading
from sourced import view


def one(measure, *body):
    (finding,) = measure(view(list(body)))
    return finding


def test_marks_that_close_are_no_fault():
    finding = one(cross_reading.broken_marks, "He said “no” and “yes”.")
    assert (finding.k, finding.n) == (0, 2)


def test_a_mark_without_its_fellow_is_found_where_it_stands():
    finding = one(cross_reading.broken_marks, "He said “no and left.", "She said “yes”.")
    assert finding.k == 1 and finding.n == 2 and finding.evidence == ((8, 21),)
    finding = one(cross_reading.broken_marks, "He said no” and left.", "She said “yes”.")
    assert finding.k == 1 and finding.n == 2 and finding.evidence == ((10, 11),)


def test_styles():
    assert one(cross_reading.mark_styles, "He said “no” and “yes”.").answer == "one style"
    assert one(cross_reading.mark_styles, 'He said “no” and "yes".').answer == 'mixed: curly “ ”, straight " "'
    assert one(cross_reading.mark_styles, "He said no.").answer == "no quotations"
