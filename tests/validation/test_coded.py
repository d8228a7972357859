"""Items beside their codings: the side of a coded speaker, and some of the items."""

import pandas as pd
import pytest

from hearsay.attribution.sides import side_table
from hearsay.schema import NOT_STATED
from hearsay.validation.coded import Coded, coded_items, with_sides
from hearsay.validation.coding_session import CodingSession
from hearsay.validation.coding_tasks import find_task


def items(**changed):
    one = {"item": "a@1", "machine_country": "IR", "machine_source_type": "named official", "machine_side": "Iran"}
    return pd.DataFrame([one | {"names": ("Ann Lee", "Ann Lee", NOT_STATED, "text")} | changed])


def side(country, kind, given=None, **changed):
    codings = pd.DataFrame([{"item": "a@1", "country": country, "source_type": kind}])
    return with_sides(items(**changed), codings, side_table(given))["side"].iat[0]


def test_a_coded_speaker_is_on_the_side_of_country_and_type():
    assert side("FR", "named official") == "France" and side(NOT_STATED, "other") == NOT_STATED
    assert side("IR", "named expert") == "other"
    # Coded as the tool has it: on the side that the tool gives, which knows more of the speaker than country and type.
    assert side("IR", "named official", machine_side="council") == "council"


def test_a_table_of_ones_own_is_heeded_and_joint_speakers_of_two_sides_are_on_none():
    assert side("FR", "other", {"Ann Lee": "residents"}) == "residents"
    assert side("FR, US", "named official") == "other" and side("FR, FR", "named official") == "France"


def test_without_country_and_type_there_is_no_side():
    codings = pd.DataFrame([{"item": "a@1", "stance": "neutral"}])
    assert "side" not in with_sides(items(), codings, side_table())
    assert side(None, None) is None


def test_codings_of_a_study_have_sides(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=6, questions=["source_type", "country"]) as session:
        while not session.done:
            session.answer({"ok": "y", "source_type": "1", "country": "fr"}[session.question.name])
    coded = coded_items(seeds, tmp_path)
    assert set(coded.codings["side"]) == {"France"} and coded.n_coded == 6
    some = coded.among(coded.items["counted"])
    assert isinstance(some, Coded) and len(some.items) < len(coded.items)


def test_a_part_of_the_codings_is_a_sample_with_its_chances(seeds, tmp_path):
    with CodingSession(seeds, tmp_path, "ann", n=40, questions=["stance"]) as session:
        while not session.done:
            session.answer({"ok": "y", "stance": "1"}[session.question.name])
    whole = coded_items(seeds, tmp_path)
    some = whole.sampled(12)
    assert some.n_coded == len(some.codings) == 12 and set(some.codings["item"]) <= set(whole.codings["item"])
    before, after = (one.items.set_index("item")["probability"].dropna() for one in (whole, some))
    assert (after <= before[after.index] + 1e-12).all()
    assert (1 / after).sum() == pytest.approx((1 / before).sum(), rel=0.35) and whole.sampled(40).n_coded == 40


def test_an_article_is_an_item_with_the_questions_of_its_frames(seeds):
    made = find_task("article_frames").items(seeds).set_index("article_id")
    for row in seeds.article_frames.itertuples():
        assert made.at[row.article_id, f"machine_{row.frame}"] == row.scale
        asked = [made.at[row.article_id, f"machine_{name}"] for name in row.questions]
        assert asked == [1] * row.yes
    texts = seeds.documents.set_index("document_id")["text"]
    for article, row in made.iterrows():
        body = seeds.sentences.query("article_id == @article and zone == 'body'")
        assert texts[article][row["start"] : row["end"]].startswith(body["text"].iat[0][:20])


def test_items_of_tone_have_every_scorers_polarity(seeds):
    made = find_task("tone").items(seeds).set_index(["article_id", "start", "voice"])
    body = seeds.sentences.query("zone == 'body'")[["article_id", "sentence_no"]]
    for name, part in seeds.tone.merge(body).groupby("analyzer"):
        known = part.set_index(["article_id", "start", "voice"])["polarity"].fillna(0.0)
        assert made[f"machine_{name}"].sub(known).abs().max() == 0
