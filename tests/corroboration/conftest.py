"""Invented articles of one story, with attributions, as the tables that corroboration takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from hearsay import schema
from hearsay.attribution import attributions
from hearsay.corroboration import events, reuse, shared_quotations

Story = Callable[[Mapping[str, list[str]]], dict[str, pd.DataFrame]]


@pytest.fixture(scope="session")
def story() -> Story:
    """Tables of the articles given, each a list of sentences: everything that claims are made from."""

    def made(articles: Mapping[str, list[str]]) -> dict[str, pd.DataFrame]:
        documents, sentences, described = [], [], []
        for article, lines in articles.items():
            text = "\n\n".join(lines)
            place = 0
            for number, line in enumerate(lines):
                sentences.append(
                    {
                        "article_id": article,
                        "sentence_no": number,
                        "paragraph_no": number,
                        "zone": "body",
                        "start": place,
                        "end": place + len(line),
                        "text": line,
                    }
                )
                place += len(line) + 2
            blank = {n: schema.NOT_STATED for n, c in schema.TABLES["documents"].items() if not c.optional}
            documents.append(blank | {"document_id": article, "text": text})
            stated = {n: schema.NOT_STATED for n, c in schema.TABLES["articles"].items() if c.dtype == "str"}
            described.append(
                stated
                | {"article_id": article, "outlet": article.title(), "outlet_basis": "supplied", "truncated": False}
                | {"language": "en", "n_words": len(text.split()), "n_sentences": len(lines)}
            )
        tables = {
            "documents": schema.frame("documents", documents),
            "sentences": schema.frame("sentences", sentences),
            "articles": schema.frame("articles", described),
        }
        tables["attributions"] = attributions(tables["documents"], tables["sentences"])
        voiced = (tables["documents"], tables["sentences"], tables["attributions"])
        tables["reuse"] = reuse(*voiced, tables["articles"])
        tables["events"] = events(tables["articles"], tables["sentences"], tables["reuse"])
        tables["shared_quotations"] = shared_quotations(*voiced, tables["articles"], tables["events"])
        return tables

    return made
