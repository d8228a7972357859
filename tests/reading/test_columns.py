"""Which column of a table holds what."""

from __future__ import annotations

import pytest

from hearsay.errors import InputError
from hearsay.reading import columns


def test_columns_are_known_by_their_names_whatever_their_case_and_marks():
    mapping = columns.map_columns(["Headline", "Article_Text", "Pub-Date", "nothing"], {})
    assert mapping == {"text": "Article_Text", "title": "Headline", "published": "Pub-Date"}


def test_the_most_telling_name_goes_first_and_of_names_alike_the_first_column():
    assert columns.map_columns(["content", "text", "Text"], {})["text"] == "text"
    assert columns.map_columns(["Body", "body"], {})["text"] == "Body"


def test_a_table_has_one_body_and_the_users_goes_first():
    assert set(columns.map_columns(["text", "html", "page"], {})) == {"text"}
    assert columns.map_columns(["text", "html"], {"html": "html"}) == {"html": "html"}


def test_a_column_that_the_user_names_serves_no_other_field():
    assert columns.map_columns(["text", "title"], {"deck": "title"}) == {"text": "text", "deck": "title"}


def test_what_holds_no_text_is_an_error_that_lists_the_columns():
    with pytest.raises(columns.NoText, match="there are 'a', 'b'"):
        columns.map_columns(["a", "b"], {})
    with pytest.raises(columns.NoText, match="no column 'x'"):
        columns.map_columns(["text"], {"title": "x"})


def test_a_table_without_a_text_may_tell_of_texts_elsewhere():
    assert columns.metadata_columns(["URL", "publish_date", "media_name", "language"]) == {
        "outlet": "media_name",
        "published": "publish_date",
        "url": "URL",
    }


def test_columns_are_given_as_pairs():
    assert columns.parse_columns("text=body, title=headline") == {"text": "body", "title": "headline"}
    for given in ("text", "text=", "=body", "colour=red"):
        with pytest.raises(InputError):
            columns.parse_columns(given)
