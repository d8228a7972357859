"""Codings from and to other programs: what goes out comes back, and what is malformed is told with its line."""

import json

import pandas as pd
import pytest

from hearsay.errors import DataError, InputError
from hearsay.validation import coding_formats as formats
from hearsay.validation.benchmarks import polnear
from hearsay.validation.coding_session import CodingSession
from hearsay.validation.codings import read_codings


@pytest.fixture(scope="module")
def folder(seeds, tmp_path_factory):
    place = tmp_path_factory.mktemp("codings")
    with CodingSession(seeds, place, "ann", n=20) as session:
        for number in range(14):
            for key in ("n",) if number % 4 == 3 else ("y", "1", "2", "ir" if number % 2 else "", "2", "1"):
                session.answer(key)
    return place


@pytest.fixture(scope="module")
def texts(seeds):
    return dict(zip(seeds.documents["document_id"], seeds.documents["text"], strict=True))


def same(one, other, columns):
    """The same answers by item, whatever holds them."""
    left, right = (table.sort_values("item")[columns].astype("object").reset_index(drop=True) for table in (one, other))
    left, right = (table.where(table.notna(), None) for table in (left, right))
    assert left.to_dict("list") == right.to_dict("list")


def test_csv_comes_back(folder, tmp_path):
    path = formats.to_csv(folder, tmp_path / "out" / "codings.csv")
    held = read_codings(folder)
    same(formats.from_csv(path, folder), held, list(held))


def test_csv_is_held_to_the_sample(folder, tmp_path):
    held = read_codings(folder).head(1)
    for change, told in (({"item": "x"}, "not in the sample"), ({"stance": "loud"}, "'loud' is no answer")):
        held.assign(**change).to_csv(tmp_path / "bad.csv", index=False)
        with pytest.raises(DataError, match=f"line 2: .*{told}"):
            formats.from_csv(tmp_path / "bad.csv", folder)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="no column 'coder'"):
        formats.from_csv(tmp_path / "bad.csv", folder)
    with pytest.raises(DataError, match="cannot be read"):
        formats.from_csv(tmp_path / "nothing.csv", folder)


def test_brat_comes_back_with_its_places(folder, texts, tmp_path):
    assert formats.to_brat(folder, "ann", texts, tmp_path) == 14
    back, held = formats.from_brat(tmp_path), read_codings(folder)
    same(back, held, ["item", "article_id", "ok", "source_type", "identifiability", "country", "stance", "hop"])
    for row in back.itertuples():
        text = (tmp_path / f"{row.article_id}.txt").read_bytes().decode()
        assert text == texts[row.article_id] and {role for _, _, role in row.marks} >= {"cue", "content"}
    places = held.set_index("item")
    assert all(min(a for a, _, _ in row.marks) == places.at[row.item, "start"] for row in back.itertuples())


def test_polnears_reader_reads_the_standoff(folder, texts, tmp_path):
    """The same spans as that of a corpus that people annotated in brat."""
    formats.to_brat(folder, "ann", texts, tmp_path / "out")
    (tmp_path / "dev" / "text").mkdir(parents=True)
    (tmp_path / "dev" / "attributions").mkdir()
    for path in (tmp_path / "out").glob("*.txt"):
        (tmp_path / "dev" / "text" / path.name).write_bytes(path.read_bytes())
        path.with_suffix(".ann").rename(tmp_path / "dev" / "attributions" / f"{path.stem}_0000.ann")
    articles = polnear.read_polnear(tmp_path, "dev")
    assert sum(len(article.gold) for article in articles) == 14
    assert all(marked.cue and marked.content for article in articles for marked in article.gold)


def test_an_articles_name_is_no_path(tmp_path, seeds, folder, texts):
    record = json.loads((folder / "ann.jsonl").read_text(encoding="utf-8").splitlines()[0])
    evil = "../../evil/one.txt"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sample.json").write_text((folder / "sample.json").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "in" / "ann.jsonl").write_text(json.dumps({**record, "article": evil}) + "\n", encoding="utf-8")
    formats.to_brat(tmp_path / "in", "ann", {evil: texts[record["article"]]}, tmp_path / "out")
    assert {path.parent for path in tmp_path.rglob("*one.txt*")} == {tmp_path / "out"}
    assert formats.from_brat(tmp_path / "out")["article_id"].tolist() == [evil]


def test_what_is_no_standoff_is_told(tmp_path):
    with pytest.raises(DataError, match=r"no \.ann file"):
        formats.from_brat(tmp_path)
    for line in ("nonsense", "T1\tCue x 3\tab", "E1\tAttribution:T9 Cue:T9", "A1\tok E7 1"):
        (tmp_path / "a.ann").write_text(f"{line}\n")
        with pytest.raises(DataError, match=r"a\.ann line 1"):
            formats.from_brat(tmp_path)


def test_coded_sources_come_back(folder, texts, seeds, tmp_path):
    outlets = dict(zip(seeds.articles["article_id"], seeds.articles["outlet"], strict=True))
    assert formats.to_sources(folder, "ann", texts, outlets, tmp_path) == 14
    articles, answers = formats.from_sources(tmp_path)
    assert dict(zip(articles["article_id"], articles["text"], strict=True)).items() <= texts.items()
    held = read_codings(folder).sort_values(["article_id", "start", "item"])
    for name in ("ok", "source_type", "identifiability"):
        assert answers[name].where(answers[name].notna(), None).tolist() == held[name].where(held[name].notna(), None).tolist()
    assert answers["country"].tolist() == held["country"].fillna("not stated").tolist()
    with pytest.raises(DataError, match=r"rows\.jsonl line 1"):
        (tmp_path / "rows.jsonl").write_text('{"article": "a"}\n')
        formats.from_sources(tmp_path)
    with pytest.raises(InputError, match="no codings by 'zoe'"):
        formats.to_sources(folder, "zoe", texts, outlets, tmp_path)


def test_of_what_a_coder_was_not_sure_the_sources_say_so(seeds, texts, tmp_path):
    with CodingSession(seeds, tmp_path / "codings", "ann", n=20, questions=["ok"]) as session:
        for number in range(6):
            if number % 3 == 1:
                session.doubt()
            session.answer("y")
    formats.to_sources(tmp_path / "codings", "ann", texts, {}, tmp_path)
    told = formats.from_sources(tmp_path)[1].set_index("item")["sure"]
    held = read_codings(tmp_path / "codings").sort_values(["article_id", "start", "item"])
    assert told.tolist() == held["sure"].tolist() and held["sure"].sum() == 4


def test_the_benchmarks_sources_are_read(bench):
    articles, answers = formats.from_sources(bench("sources"))
    texts = articles.set_index("article_id")["text"]
    assert (len(articles), len(answers)) == (441, 7964) and answers["ok"].sum() == 6858
    assert all(end <= len(texts[row.article_id]) for row in answers.itertuples() for _, end, _ in row.marks)
    assert isinstance(answers, pd.DataFrame)
