"""What a user states is written into the table beside the texts, and nothing that stands there is lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hearsay as hs
from hearsay.attribution.sides import side_records
from hearsay.errors import InputError
from hearsay.storage.stated_values import sidecar_date, state_of_texts, state_sides

TEXT = "A bridge to close\n\nThe harbour bridge will close in May. It is long, and it was painted in the spring.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one.txt", "two.txt", "sub/three.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} {TEXT}", encoding="utf-8")
    return tmp_path


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read(folder: Path) -> dict[str, tuple[str, str, str]]:
    study = hs.read(folder, duplicates="keep")
    assert study.problems.empty, study.problems.to_dict("records")
    articles = study.articles.itertuples()
    return {row.article_id: (row.outlet, row.published, row.title) for row in articles}


def test_what_is_stated_is_read_and_said_to_be_supplied(folder: Path) -> None:
    stated = {"one.txt": {"outlet": " The  Lamp ", "published": "15 February 2023", "title": "Öl"}}
    assert state_of_texts(folder, stated) == [folder / "corpus.csv"]
    assert read(folder)["one.txt"] == ("The Lamp", "2023-02-15", "Öl")
    assert hs.read(folder).articles.set_index("article_id").loc["one.txt", "outlet_basis"] == "supplied"


def test_rows_columns_and_their_order_stay_and_only_what_is_stated_changes(folder: Path) -> None:
    table = folder / "corpus.csv"
    before = (
        'my note,file,outlet\r\n"one, two",one.txt,The Bell\r\n,gone.txt,Elsewhere\r\n\r\n"a\nb",two.txt,"The ""Old"" Sun"\r\n'
    )
    table.write_text(before, encoding="utf-8", newline="")
    state_of_texts(folder, {"two.txt": {"published": "2023"}, "sub/three.txt": {"outlet": "The Lamp"}})
    assert rows(table) == [
        {"my note": "one, two", "file": "one.txt", "outlet": "The Bell", "published": ""},
        {"my note": "", "file": "gone.txt", "outlet": "Elsewhere", "published": ""},
        {"my note": "a\nb", "file": "two.txt", "outlet": 'The "Old" Sun', "published": "2023"},
        {"my note": "", "file": "sub/three.txt", "outlet": "The Lamp", "published": ""},
    ]
    assert (folder / ".corpus.csv.before").read_bytes() == before.encode()
    assert table.read_bytes().count(b"\r\n") == 6 and not table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert sorted(path.name for path in folder.iterdir()) == [".corpus.csv.before", "corpus.csv", "one.txt", "sub", "two.txt"]


def test_the_row_that_has_the_last_word_is_the_one_that_is_changed(folder: Path) -> None:
    (folder / "corpus.csv").write_text("file,outlet,outlet\none.txt,A,B\none.txt,C,D\n", encoding="utf-8")
    state_of_texts(folder, {"one.txt": {"outlet": "E"}})
    assert (folder / "corpus.csv").read_text() == "file,outlet,outlet\none.txt,A,B\none.txt,C,E\n"
    assert read(folder)["one.txt"][0] == "E"


@pytest.mark.parametrize("of", ["corpus.csv", "sub/corpus.csv"])
def test_a_text_in_a_folder_of_its_own_is_stated_where_it_is_read(folder: Path, of: str) -> None:
    name = "sub/three.txt" if of == "corpus.csv" else "three.txt"
    (folder / of).write_text(f"file,outlet\n{name},The Bell\n", encoding="utf-8")
    assert state_of_texts(folder, {"sub/three.txt": {"outlet": "The Lamp"}}) == [folder / of]
    assert read(folder)["sub/three.txt"][0] == "The Lamp"


def test_a_value_is_taken_back_and_nothing_is_written_for_nothing(folder: Path) -> None:
    assert state_of_texts(folder, {"one.txt": {"outlet": "", "published": " "}}) == []
    assert not (folder / "corpus.csv").exists()
    state_of_texts(folder, {"one.txt": {"outlet": "The Lamp"}})
    assert state_of_texts(folder, {"one.txt": {"outlet": "The Lamp"}}) == []
    assert not (folder / ".corpus.csv.before").exists()
    state_of_texts(folder, {"one.txt": {"outlet": ""}})
    assert read(folder)["one.txt"][0] == "not stated"


REFUSED = {
    "another encoding": ("file,outlet\none.txt,Zürich\n".encode("cp1252"), "is not UTF-8"),
    "wide letters": ("file,outlet\none.txt,A\n".encode("utf-16"), "is not UTF-8"),
    "no table": (b"\x00\x01\x02\x03", "is not UTF-8"),
    "another separator": (b"file;outlet\none.txt;A\n", "has no column 'file'"),
    "a table of articles": (b"title,text\nA bridge,It is long.\n", "holds articles itself"),
    "a row that is too long": (b"file,outlet\none.txt,A,,note\n", "row 2 has more cells than there are columns"),
    "too many columns": (("file," + ",".join(f"c{n}" for n in range(60)) + "\n").encode(), "more rows or columns than a sidecar"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_table_that_cannot_be_kept_stays_as_it_is(folder: Path, why: str) -> None:
    content, told = REFUSED[why]
    (folder / "corpus.csv").write_bytes(content)
    with pytest.raises(InputError, match=told) as error:
        state_of_texts(folder, {"one.txt": {"published": "2023-02-15"}})
    assert "\n" not in str(error.value) and (folder / "corpus.csv").read_bytes() == content
    assert {path.name for path in folder.iterdir()} == {"corpus.csv", "one.txt", "two.txt", "sub"}


def test_a_link_is_not_written_through(folder: Path, tmp_path_factory) -> None:
    other = tmp_path_factory.mktemp("other") / "theirs.csv"
    other.write_text("file,outlet\n", encoding="utf-8")
    (folder / "corpus.csv").symlink_to(other)
    with pytest.raises(InputError, match="is a link"):
        state_of_texts(folder, {"one.txt": {"outlet": "The Lamp"}})
    assert other.read_text() == "file,outlet\n" and (folder / "corpus.csv").is_symlink()


def test_what_a_toml_states_is_not_contradicted(folder: Path) -> None:
    (folder / "one.toml").write_text('outlet = "The Bell"\n', encoding="utf-8")
    with pytest.raises(
        InputError, match=r"one\.toml states the outlet of one\.txt, and goes before corpus\.csv; change it there"
    ):
        state_of_texts(folder, {"one.txt": {"outlet": "The Lamp"}})
    state_of_texts(folder, {"one.txt": {"outlet": "The Bell", "published": "2023-02"}})
    assert read(folder)["one.txt"][:2] == ("The Bell", "2023-02")


@pytest.mark.parametrize("name", ["", "../one.txt", "/etc/passwd", "none.txt", "sub"])
def test_a_text_that_is_not_in_the_folder_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(InputError, match="no such file in the folder"):
        state_of_texts(folder, {name: {"outlet": "The Lamp"}})
    assert not (folder / "corpus.csv").exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("published", "3/4/2023", "two ways"),
        ("published", "soon", "no date"),
        ("side", "US", "no 'side'"),
        ("title", "x" * 2000, "2,000"),
    ],
)
def test_a_value_that_cannot_be_one_is_refused(folder: Path, field: str, value: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        state_of_texts(folder, {"one.txt": {"outlet": "The Lamp"}, "two.txt": {field: value}})
    assert not (folder / "corpus.csv").exists()


def test_a_table_that_changes_meanwhile_is_not_written_over(folder: Path, monkeypatch) -> None:
    from hearsay.storage import stated_values

    table = folder / "corpus.csv"
    table.write_text("file,outlet\none.txt,A\n", encoding="utf-8")
    written = stated_values._written

    def slow(*given):
        table.write_text("file,outlet\none.txt,B\n", encoding="utf-8")
        return written(*given)

    monkeypatch.setattr(stated_values, "_written", slow)
    with pytest.raises(InputError, match="was changed by somebody else meanwhile"):
        state_of_texts(folder, {"one.txt": {"outlet": "C"}})
    assert table.read_text() == "file,outlet\none.txt,B\n"


def test_a_disk_that_refuses_leaves_the_table_and_nothing_beside_it(folder: Path, monkeypatch) -> None:
    from hearsay.storage import stated_values

    table = folder / "corpus.csv"
    table.write_text("file,outlet\none.txt,A\n", encoding="utf-8")

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stated_values.os, "replace", full)
    with pytest.raises(InputError, match="No space left on device; it stays as it is"):
        state_of_texts(folder, {"one.txt": {"outlet": "C"}})
    assert table.read_text() == "file,outlet\none.txt,A\n"
    assert {path.name for path in folder.iterdir()} == {"corpus.csv", "one.txt", "two.txt", "sub"}


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
def test_whatever_cells_a_table_has_they_are_there_afterwards(tmp_path_factory, cells: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    table = folder / "corpus.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["note", "file", "outlet"], *cells])
    before = rows(table)
    try:
        state_of_texts(folder, {"one.txt": {"outlet": "The Lamp"}})
    except InputError:
        assert rows(table) == before
        return
    kept = [row for row in rows(table) if row["file"].strip() != "one.txt"]
    assert kept == [row for row in before if row["file"].strip() != "one.txt"]


def test_sides_are_kept_by_party_whatever_its_spelling(tmp_path: Path) -> None:
    table = tmp_path / "sides.csv"
    assert state_sides(table, {"The Council": "town", "Ann Lee": "residents"})
    assert state_sides(table, {"council": "city"}) and not state_sides(table, {"council": "city"})
    assert rows(table) == [{"party": "The Council", "side": "city"}, {"party": "Ann Lee", "side": "residents"}]
    assert side_records(table) == {"The Council": "city", "Ann Lee": "residents"}
    for party, side in ((" ", "town"), ("council", " ")):
        with pytest.raises(InputError, match=r"to take a side back, delete its row in sides\.csv"):
            state_sides(table, {party: side})
    assert side_records(table) == {"The Council": "city", "Ann Lee": "residents"}


def test_a_date_is_read_as_it_is_printed_where_it_can_be_read_in_one_way() -> None:
    assert [sidecar_date(one) for one in ("2023", "2023-02", " 2023-02-15 ", "Feb. 15, 2023", "")] == [
        "2023", "2023-02", "2023-02-15", "2023-02-15", "",
    ]  # fmt: skip
