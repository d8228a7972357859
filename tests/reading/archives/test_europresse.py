"""Exports of Europresse."""

from __future__ import annotations

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import europresse
from made import europresse_html, europresse_old, pieces
from samples import put

THREE = pieces(3)


def test_europresse_in_english_with_the_archives_numbers(tmp_path):
    html = europresse_html(THREE)
    for piece in THREE:
        html = html.replace(f"mercredi {piece.day} février 2023", f"Wednesday, February {piece.day}, 2023", 1)
        number = f"news·202302{piece.day:02}·AG·{piece.number}x7"
        html = html.replace("</header>", f'<div class="publiC-lblNodoc">{number}</div></header >', 1)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents) == as_stated(THREE)
    assert documents["document_id"][0] == f"a.html#news·202302{THREE[0].day:02}·AG·1x7"


def test_europresse_takes_the_day_from_its_number_where_none_is_printed(tmp_path):
    html = europresse_html(THREE[:1]).replace(f"mercredi {THREE[0].day} février 2023 - ", "")
    html = html.replace("</header>", '<div class="publiC-lblNodoc">news·20230202·AG·1</div></header>')
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents)[0][3] == "2023-02-02"


def test_the_old_export_has_a_table_for_each_article(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.html", europresse_old(THREE)))
    assert problems.empty and stated(documents) == as_stated(THREE)
    bodies = [
        [t[s:e] for s, e, name, _ in parts if name == "body"]
        for t, parts in zip(documents["text"], documents["parts"], strict=True)
    ]
    assert bodies == [piece.body for piece in THREE]


def test_the_old_export_without_an_author_has_no_byline(tmp_path):
    html = europresse_old(THREE).replace(f"{THREE[0].author}<br><br>{THREE[0].body[0]}", THREE[0].body[0])
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents)[0] == (THREE[0].title, THREE[0].outlet, "not stated", THREE[0].iso)


def test_a_publication_without_an_article_is_told(tmp_path):
    html = europresse_old(THREE).replace('class="TitreArticleVisu"', 'class="Titre"', 1)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert len(documents) == 2 and problems["lost"].tolist() == [True]


def test_a_layout_is_known_by_its_classes():
    assert europresse.europresse_layout('<div class="docOcurrContainer">').name == "Europresse HTML"
    assert europresse.europresse_layout('<div class="titreArticle">') is None
