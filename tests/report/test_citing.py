"""How Hearsay is cited: a year only where there is one."""

from __future__ import annotations

import re
from pathlib import Path

from hearsay import __version__
from hearsay.report.citing import RELEASED, citation

CFF = (Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8")


def test_the_day_and_the_version_are_those_of_the_file_that_github_and_zenodo_read():
    stated = dict(re.findall(r"^(version|date-released): *[\"']?([^\"'\n]+)", CFF, re.MULTILINE))
    assert stated["version"] == __version__ and stated.get("date-released", "") == RELEASED


def test_before_a_release_no_year_is_made_up_and_after_it_the_year_stands():
    before, after = citation(""), citation("2031-02-03")
    assert "year = {n.d.}" in before["bibtex"] and "(n.d.)" in before["citation"] and "not yet released" in before["citation"]
    assert "year = {2031}" in after["bibtex"] and "(2031)" in after["citation"] and "n.d." not in str(after)
    for entry in (before["bibtex"], after["bibtex"]):
        assert entry.count("{") == entry.count("}") and re.match(r"@software\{hearsay,\n(  \w+ = \{.+\},?\n)+\}$", entry)
