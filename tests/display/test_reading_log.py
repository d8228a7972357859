"""What a study took as what, in words."""

from __future__ import annotations

from pathlib import Path

import hearsay as hs
from hearsay.display import reading_log

TEXT = "A bridge to close\n\nBy Ann Lee\n\nThe harbour bridge will close in May. It is long, and it was painted in the spring.\n"


def read(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return list(reading_log.explain(hs.read(folder)))


def test_each_file_its_articles_its_facts_and_its_words(tmp_path: Path) -> None:
    lines = read(tmp_path, bridge=TEXT)
    assert lines[0] == str(tmp_path / "bridge.txt") and "  1 article" in lines and "    bridge.txt" in lines
    assert any(line.startswith("      title      A bridge to close  [stated, characters 0–17]") for line in lines)
    words = next(line for line in lines if line.startswith("      words "))
    assert f"of {len(TEXT.split())} kept as body: body " in words


def test_a_file_that_cannot_be_read_and_a_copy(tmp_path: Path) -> None:
    lines = read(tmp_path, bridge=TEXT * 3, copy=TEXT * 3, empty="")
    assert any(line.startswith("  ! ") and "empty" in line for line in lines)
    assert any(line.startswith("      version    ") and "100% shared" in line for line in lines)


def test_a_file_of_many_articles_says_what_was_kept_in_all_and_a_page_what_was_not_looked_at(tmp_path: Path) -> None:
    from made import page, pieces, proquest_txt

    three = pieces(3)
    (tmp_path / "a.txt").write_text(proquest_txt(three, declared=5), encoding="utf-8")
    (tmp_path / "b.html").write_text(page(three[0]), encoding="utf-8")
    lines = list(reading_log.explain(hs.read(tmp_path)))
    assert any(line.startswith("  ! the export declares 5 articles, 3 were found") for line in lines)
    body = sum(piece.words for piece in three)
    assert any(line.startswith(f"  words      {body:,} of ") and "furniture" in line for line in lines)
    assert (
        f"  kept {three[0].words:,} of {three[0].words:,} words in the page's paragraphs, in paragraphs of <article> 6" in lines
    )
    assert any(line.startswith("  not looked at, words: ") and "comments" in line for line in lines)


def test_what_nothing_states_and_what_was_folded_is_told(tmp_path: Path) -> None:
    for name in ("bridge", "copy"):
        (tmp_path / f"{name}.txt").write_text(TEXT * 3, encoding="utf-8")
    lines = list(reading_log.statements(hs.read(tmp_path)))
    assert "  outlet        not stated" in lines and "  published     not stated" in lines
    assert any(line.startswith("  version       copy.txt  [folded into this article: ") for line in lines)


def test_who_speaks_is_told_with_the_side(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A bridge\n\nFrench officials said the bridge was safe.\n", encoding="utf-8")
    assert any("French officials (France) · said · " in line for line in reading_log.voices(hs.read(tmp_path), "a"))
