"""The same article twice is one article with its versions; different articles stay apart, wire copy in two outlets too."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import cli, schema
from hearsay.errors import InputError
from hearsay.parsing import labelling, versions
from hearsay.reading import read_documents
from made import Piece, csv_text, page, pieces, rows

MENU = "\n".join(["Home", "World", "Sport", "Weather", "Sign in", "Most read"])


def dump(piece: Piece, ticker: str, extra: str = "", site: str = MENU) -> str:
    """A page dump: menu, ticker, article, teasers."""
    body = "\n\n".join([*piece.body, *([extra] if extra else [])])
    return (
        f"{site}\n\n{ticker}\n\n{piece.title}\n\nBy {piece.author}\n\n{body}\n\nRead more\n\n• {ticker} again\n\nTerms of use\n"
    )


def folded(folder: Path, **files: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    for name, text in files.items():
        (folder / f"{name.replace('_', '.')}").write_text(text, encoding="utf-8")
    documents, others = versions.fold_versions(read_documents(folder)[0])
    schema.validate("documents", documents)
    return documents, schema.validate("versions", others)


def test_the_same_text_is_kept_once(tmp_path):
    text = dump(Piece(1), "Rain tomorrow")
    documents, others = folded(tmp_path, a_txt=text, b_txt=text, c_txt=text.replace("\n\n", "\n \n"), d_txt=dump(Piece(2), "Sun"))
    assert list(documents["document_id"]) == ["a.txt", "d.txt"]
    assert list(others["version_id"]) == ["b.txt", "c.txt"] and set(others["kind"]) == {"same text"}
    assert list(others["document_id"]) == ["a.txt"] * 2 and others["text"][0] == "" and others["text"][1]


def test_a_text_that_was_held_against_another_is_not_parsed_again_for_the_tables(tmp_path, monkeypatch):
    parsed: list[str] = []
    read = labelling.blocks_of_texts
    monkeypatch.setattr(labelling, "blocks_of_texts", lambda texts, *given: parsed.extend(texts) or read(texts, *given))
    for name, ticker in (("a.txt", "Rain on the next day"), ("b.txt", "Wind on the next day")):
        (tmp_path / name).write_text(dump(Piece(7), ticker), encoding="utf-8")
    study = hs.read(tmp_path)
    assert len(study.blocks) and len(study.documents) == len(study.versions) == 1
    assert len(parsed) == len(set(parsed)) == 2


def test_a_page_fetched_again_is_kept_once(tmp_path):
    one, two = (
        dump(Piece(1), "Rain tomorrow in the east of the country"),
        dump(Piece(1), "Trains late after a fallen tree, says operator"),
    )
    documents, others = folded(tmp_path, a_txt=one, b_txt=two, c_txt=dump(Piece(7), "Sun"))
    assert list(documents["document_id"]) == ["a.txt", "c.txt"]
    assert list(others["kind"]) == ["same body"] and others["shared"][0] >= 0.97


def test_an_updated_version_folds_into_the_latest(tmp_path):
    old, new = Piece(1), Piece(1, paragraphs=8)
    later = page(new).replace("2023-02-02T08", "2023-02-05T08")
    documents, others = folded(tmp_path, a_html=later, b_html=page(old), c_html=page(Piece(8)))
    assert list(documents["document_id"]) == ["a.html", "c.html"]
    assert (others["version_id"][0], others["kind"][0], others["published"][0]) == ("b.html", "updated", "2023-02-02")
    assert others["url"][0] == old.url and old.body[0] in others["text"][0]
    documents, others = folded(tmp_path, a_html=page(old), b_html=later)
    assert list(documents["document_id"]) == ["b.html", "c.html"] and others["version_id"][0] == "a.html"


def test_wire_copy_in_two_outlets_is_two_articles(tmp_path):
    records = rows([Piece(1)]) + [
        {**rows([Piece(1)])[0], "id": "z", "source": "The Colwick Mail", "url": "https://mail.example/1"}
    ]
    documents, others = folded(tmp_path, a_csv=csv_text(records))
    assert len(documents) == 2 and others.empty
    other = "\n".join(["Front page", "Letters", "Crossword", "Obituaries", "Subscribe", "Archive", "Shop"])
    documents, others = folded(
        tmp_path, a_csv=csv_text(rows([Piece(9)])), b_txt=dump(Piece(1), "Rain"), c_txt=dump(Piece(1), "Sun", site=other)
    )
    assert len(documents) == 3 and others.empty


def test_pages_whose_outlets_are_known_to_differ_are_not_parsed_to_be_told_apart(monkeypatch, tmp_path):
    parsed: list[int] = []
    read = versions.make_blocks
    monkeypatch.setattr(versions, "make_blocks", lambda documents: parsed.append(len(documents)) or read(documents))
    records = [
        {**rows([Piece(1)])[0], "id": name, "source": f"The {name} Mail", "url": f"https://{name}.example/1"} for name in "abcd"
    ]
    documents, others = folded(tmp_path, a_csv=csv_text(records))
    assert len(documents) == 4 and others.empty and sum(parsed) == 0
    records = [{**record, "source": "The Colwick Mail", "url": ""} for record in records]
    documents, others = folded(tmp_path, a_csv=csv_text(records))
    assert len(documents) == 1 and len(others) == 3


def test_different_articles_of_one_site_stay_apart(tmp_path):
    documents, others = folded(tmp_path, **{f"a{piece.number}_html": page(piece) for piece in pieces(20)})
    assert len(documents) == 20 and others.empty


def test_twenty_copies_are_one_and_the_order_of_reading_changes_nothing(tmp_path):
    files = {f"a{n:02}_txt": dump(Piece(1), f"Ticker line number {n} about something else") for n in range(20)}
    documents, others = folded(tmp_path, **files)
    assert len(documents) == 1 and len(others) == 19
    shuffled = read_documents(tmp_path)[0].iloc[::-1].reset_index(drop=True)
    assert len(versions.fold_versions(shuffled)[0]) == 1


def versions_of_many() -> pd.DataFrame:
    """Forty articles, most of them in several versions that lie far apart: grown, reprinted, and the same to the letter."""
    records = rows(pieces(40)) + rows([Piece(n, paragraphs=4 + n % 4) for n in range(1, 41, 2)]) + rows(pieces(40)[::3])
    texts = [{**record, "id": str(n), "url": f"{record['url']}?{n}"} for n, record in enumerate(records)]
    return read_documents_of(texts)


def read_documents_of(records: list[dict[str, str]]) -> pd.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.csv").write_text(csv_text(records), encoding="utf-8")
        return read_documents(folder)[0]


def test_piece_by_piece_and_on_disk_the_same_versions_are_found():
    documents = versions_of_many()
    kept, others = versions.fold_versions(documents)
    assert len(others) > 30 and set(others["kind"]) == {"same text", "updated"}
    keys = versions.VersionKeys(held=100)
    for first in range(0, len(documents), 7):
        keys.add(documents.iloc[first : first + 7])
    candidates = keys.candidates()
    assert 0 < candidates.sum() < len(documents)
    places = [[place for place in range(first, first + 7) if candidates[place : place + 1].any()] for first in range(0, 98, 7)]
    found = keys.fold(versions.version_texts(documents.iloc[some], some) for some in places)
    pieces_kept, pieces_gone = zip(
        *(
            versions.without_versions(
                documents.iloc[first : first + 7].reset_index(drop=True),
                {place - first: version for place, version in found.items() if first <= place < first + 7},
            )
            for first in range(0, len(documents), 7)
        ),
        strict=True,
    )
    assert_frame_equal(pd.concat(pieces_kept, ignore_index=True), kept)
    assert_frame_equal(pd.concat(pieces_gone, ignore_index=True), others)


def test_candidates_are_compared_in_groups_that_share_no_text(monkeypatch):
    """Of twelve stories in three versions each, no more than the three of a story are held at a time."""

    def content(story: int, paragraphs: int) -> str:
        lines = (" ".join(f"word{story}x{line}x{n}" for n in range(30)) for line in range(paragraphs))
        return "\n\n".join(f"The mayor of town {story} said on Monday {line}." for line in lines)

    records = [
        {"id": f"{story}-{paragraphs}", "headline": f"Town {story}", "source": "The Lamp", "content": content(story, paragraphs)}
        for paragraphs in (5, 6, 7)
        for story in range(12)
    ]
    documents = read_documents_of(records)
    whole = versions.fold_versions(documents)
    assert len(whole[0]) == 12
    monkeypatch.setattr(versions, "AT_ONCE", 1)
    sizes: list[int] = []
    made = versions._folds
    monkeypatch.setattr(versions, "_folds", lambda pairs, pages: sizes.append(len(pages)) or made(pairs, pages))
    for one, other in zip(versions.fold_versions(documents), whole, strict=True):
        assert_frame_equal(one, other)
    assert sizes == [3] * 12


def test_folding_is_nearly_linear(tmp_path):
    def seconds(count: int) -> float:
        (tmp_path / "a.csv").write_text(csv_text(rows(pieces(count))), encoding="utf-8")
        documents = read_documents(tmp_path)[0]
        started = time.perf_counter()
        assert len(versions.fold_versions(documents)[0]) == count
        return time.perf_counter() - started

    seconds(100)
    assert seconds(2000) < 16 * max(seconds(500), 0.05)


def test_a_study_folds_unless_told_otherwise(tmp_path, capsys):
    for name, ticker in {"a.txt": "Rain in the east", "b.txt": "Trains are late"}.items():
        (tmp_path / name).write_text(dump(Piece(1), ticker), encoding="utf-8")
    study = hs.read(tmp_path)
    assert len(study.documents) == len(study.articles) == 1 and list(study.versions["version_id"]) == ["b.txt"]
    assert set(study.blocks["document_id"]) == {"a.txt"}
    assert len(hs.read(tmp_path, duplicates="keep").articles) == 2
    with pytest.raises(InputError, match="'fold' or 'keep', not 'drop'"):
        hs.read(tmp_path, duplicates="drop")
    assert cli.main(["read", str(tmp_path), "--explain"]) == cli.OK
    assert "version    b.txt  [same body, 100% shared]" in capsys.readouterr().out


FRENCH = "Le maire de la ville a déclaré lundi que le pont serait rouvert au printemps, et que cela ne coûterait pas plus cher. "


def test_another_language_is_read_and_counted_and_not_analysed(tmp_path):
    (tmp_path / "fr.txt").write_text("Le pont rouvre\n\n" + "\n\n".join([FRENCH * 2] * 4), encoding="utf-8")
    (tmp_path / "en.txt").write_text(dump(Piece(1), "Rain"), encoding="utf-8")
    study = hs.read(tmp_path, extractor="baseline")
    assert dict(zip(study.articles["article_id"], study.articles["language"], strict=True)) == {"en.txt": "en", "fr.txt": "fr"}
    assert set(study.sentences["article_id"]) == {"en.txt", "fr.txt"}
    for table in ("attributions", "tone", "frames", "loaded"):
        assert set(getattr(study, table)["article_id"]) <= {"en.txt"}, table
    assert len(study.tone) and "maire" not in set(study.wording["term"])
    told = study.problems.query("where == 'fr.txt'")
    assert len(told) == 1 and "(fr)" in told["problem"].iloc[0] and not told["lost"].any()
    assert repr(study).startswith("<Study of 2 articles:")


def test_the_command_line_hands_on_columns(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("HEARSAY_COLUMNS", raising=False)
    records = [{"kop": piece.title, "verhaal": "\n".join(piece.body)} for piece in pieces(2)]
    (tmp_path / "a.csv").write_text(csv_text(records), encoding="utf-8")
    assert cli.main(["read", str(tmp_path), "--explain", "--columns", "text=verhaal,title=kop"]) == cli.OK
    out = capsys.readouterr().out
    assert "taken as CSV: its suffix is .csv" in out and "columns: text=verhaal, title=kop" in out and pieces(1)[0].title in out
    assert cli.main(["read", str(tmp_path), "--columns", "verhaal"]) == cli.USER_ERROR
    assert "FIELD=COLUMN" in capsys.readouterr().err
    assert cli.main(["read", str(tmp_path), "--strict"]) == cli.STRICT
    assert "columns={'text': 'NAME'}" in capsys.readouterr().err
