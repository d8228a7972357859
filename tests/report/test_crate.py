"""The report described to archives: every file is there with its digest, and the day is that of the run or as told."""

from __future__ import annotations

import hashlib
import json

import pytest

from hearsay.report.crate import write_crate


@pytest.fixture
def crate(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    for name, text in {"index.html": "<p>", "figures/a.svg": "<svg>", "tables/b.csv": "x", "articles/0001.html": "<p>"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_crate(tmp_path, description="2 articles", figures={"a": "Who is given the floor?"})
    told = json.loads((tmp_path / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    return tmp_path, told, {one["@id"]: one for one in told["@graph"]}


def test_the_descriptor_and_the_root_are_as_the_specification_has_them(crate):
    _, told, by_id = crate
    assert told["@context"] == "https://w3id.org/ro/crate/1.1/context"
    assert by_id["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert by_id["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = by_id["./"]
    assert root["@type"] == "Dataset" and root["datePublished"] == "1970-01-02" and root["name"] and root["license"]


def test_files_are_told_with_digest_and_kind_and_all_that_is_named_is_described(crate):
    folder, told, by_id = crate
    figure = by_id["figures/a.svg"]
    assert figure["name"] == "Who is given the floor?" and figure["encodingFormat"] == "image/svg+xml"
    assert figure["sha256"] == hashlib.sha256((folder / "figures/a.svg").read_bytes()).hexdigest()
    assert {part["@id"] for part in by_id["./"]["hasPart"]} == {"index.html", "articles/", "figures/", "tables/", "run.json"}
    named = {part["@id"] for one in told["@graph"] for part in one.get("hasPart", [])}
    assert named <= set(by_id) and "tables/b.csv" in named


def test_without_a_day_told_it_is_that_of_the_run(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write_crate(tmp_path, description="", figures={})
    told = json.loads((tmp_path / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert told["@graph"][1]["datePublished"] > "2025"
