"""Tables whose rows are articles, and lists of articles without a text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.reading import read_documents
from hearsay.reading.formats import tables as tables_
from made import csv_text, page, pieces, rows
from reading_tables import bodies, tables
from samples import lines_of, put

THREE = pieces(3)
RECORDS = rows(THREE)


def test_media_cloud_and_gdelt_join_texts_by_address_and_say_so(tmp_path):
    table = "id,media_name,media_url,publish_date,title,url\n"
    table += "".join(f"{p.number},The Colwick Mail,mail.example,{p.iso},T,{p.url}/?\n".replace("/?", "/") for p in THREE)
    put(tmp_path / "cloud.csv", table)
    put(tmp_path / "gdelt.csv", "URL,MobileURL,Date,Title\nhttps://elsewhere.example/,,2023-02-01,T\n")
    bare = page(THREE[0]).replace(THREE[0].outlet, "").replace("og:site_name", "x")
    put(tmp_path / "page.html", bare)
    documents, problems = read_documents(tmp_path)
    assert list(documents["supplied_outlet"]) == ["The Colwick Mail"]
    assert len(problems) == 2 and problems["problem"].str.contains("rows of metadata without text").all()
    assert not problems["lost"].any()


def test_gdelts_tables_without_a_header(tmp_path):
    events = "\t".join(["1064582963", "20230215", *["x"] * 58, "https://news.example.org/1/plan"])
    graph = "\t".join(["20230215-1", "20230215101500", "1", "mail.example", "https://news.example.org/1/plan", *["x"] * 22])
    put(tmp_path / "events.csv", events + "\n")
    put(tmp_path / "graph.csv", graph + "\n")
    put(tmp_path / "page.html", page(THREE[0]))
    documents, problems = read_documents(tmp_path)
    assert problems["problem"].str.startswith("GDELT CSV: 1 rows").all() and len(problems) == 2
    assert documents["supplied_outlet"][0] == "mail.example" and documents["supplied_published"][0] == "not stated"


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.xlsx"])
def test_a_column_that_is_missing_is_asked_for_and_can_be_given(tmp_path, name):
    records = [{"kop": piece.title, "verhaal": "\n".join(piece.body), "dag": piece.iso} for piece in THREE]
    writers = {".csv": lambda p: put(p, csv_text(records)), ".jsonl": lambda p: put(p, lines_of(records))}
    writers |= {".parquet": pd.DataFrame(records).to_parquet, ".xlsx": lambda p: pd.DataFrame(records).to_excel(p, index=False)}
    writers[Path(name).suffix](tmp_path / name)
    documents, problems = read_documents(tmp_path)
    assert documents.empty and len(problems) == 1 and problems["lost"].all()
    assert "'verhaal'" in problems["problem"][0] and "--columns text=NAME" in problems["advice"][0]
    documents, problems = read_documents(tmp_path, columns={"text": "verhaal", "title": "kop", "published": "dag"})
    assert problems.empty and list(tables(documents)["articles"]["title"]) == [piece.title for piece in THREE]
    documents, problems = read_documents(tmp_path, columns={"text": "absent"})
    assert documents.empty and "no column 'absent'" in problems["problem"][0]
    with pytest.raises(InputError, match="no field 'body'"):
        read_documents(tmp_path, columns={"body": "verhaal"})


def test_columns_of_whole_pages_and_of_html(tmp_path):
    put(tmp_path / "a.jsonl", lines_of([{"page": "Menu\n\n" + "\n\n".join(THREE[0].body), "title": "T"}]))
    put(tmp_path / "b.jsonl", lines_of([{"html": page(THREE[0]), "url": THREE[0].url}]))
    documents, problems = read_documents(tmp_path)
    assert problems.empty and documents["parts"][0] == () and documents["supplied_title"][0] == "T"
    assert bodies(documents, tables(documents)["blocks"]) == [THREE[0].body] * 2


def test_two_articles_with_one_id_are_both_read_and_told(tmp_path):
    records = [*RECORDS, {**RECORDS[0], "content": "Another text altogether stands here."}]
    documents, problems = read_documents(put(tmp_path / "a.csv", csv_text(records)))
    assert list(documents["document_id"]) == ["a.csv#a1", "a.csv#a2", "a.csv#a3", "a.csv#a1 (2)"]
    assert list(problems["problem"]) == ["the same id as a row before"] and not problems["lost"].any()


def test_bad_rows_are_put_together_by_kind_and_the_good_ones_read(tmp_path):
    bad = [{**RECORDS[0], "content": "", "id": f"x{n}"} for n in range(10)] + [{**RECORDS[1], "date": "02/03/2023"}]
    documents, problems = read_documents(put(tmp_path / "a.csv", csv_text([*bad, RECORDS[2]])))
    assert len(documents) == 2 and documents["supplied_published"].tolist() == ["not stated", THREE[2].iso]
    told = {row.problem.partition(":")[0]: row for row in problems.itertuples()}
    assert told["the text is empty"].where == "line 2, line 3, line 4 and 7 more" and told["the text is empty"].lost
    assert "read in two ways" in " ".join(told)
    lines = lines_of(RECORDS) + b'\n{"content": "cut off\n[1]\n'
    documents, problems = read_documents(put(tmp_path / "b.jsonl", lines))
    assert len(documents) == 3 and set(problems["where"]) == {"line 4", "line 5"}


def test_a_record_within_a_record_is_drawn_up():
    assert tables_.flat_record({"source": {"name": "X", "deep": {"er": 1}}, "n": 2}) == {
        "source.name": "X",
        "source.deep.er": 1,
        "n": 2,
    }


def test_an_export_is_known_by_its_columns():
    assert tables_.name_of_export(["publish_date", "media_name", "URL"]) == "Media Cloud CSV"
    assert tables_.name_of_export(["GLOBALEVENTID", "SOURCEURL"]) == "GDELT CSV" and not tables_.name_of_export(["text", "url"])


def test_a_table_of_roundups_has_the_topic_in_title_and_the_headline_in_heading(tmp_path):
    text = " ".join(THREE[0].body)
    table = f'title,tags,heading,source,text,bias_rating\nHarbour plan,"[\'a\']",Council votes,The Lamp,"{text}",left\n'
    documents, problems = read_documents(put(tmp_path / "a.csv", table))
    stated = {name: value for _, _, name, value in documents["parts"][0] if value}
    assert problems.empty and stated["title"] == "Council votes" and documents["supplied_event"][0] == "Harbour plan"
