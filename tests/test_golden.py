"""A golden table for each notebook: what it rests on, compared number by number with a tolerance.

`make golden` writes the tables again; look at `git diff tests/golden` before keeping them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay.display.passages import passages
from hearsay.tone import agreement, summary
from hearsay.validation import agreement as coded
from hearsay.validation import gold

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"


def start_here(study: hs.Study) -> pd.DataFrame:
    return study.summary()


def what_was_published(study: hs.Study) -> pd.DataFrame:
    kept = (
        study.blocks.rename(columns={"document_id": "article_id"}).groupby(["article_id", "label"]).size().unstack(fill_value=0)
    )
    return study.articles.merge(kept.reset_index(), on="article_id")


def who_has_the_floor(study: hs.Study) -> pd.DataFrame:
    body = study.attributions.query("level == 1 and zone == 'body'")
    return body.groupby(["article_id", "side", "source_type", "identifiability"]).size().reset_index(name="attributions")


def which_words(study: hs.Study) -> pd.DataFrame:
    body = study.attributions.query("level == 1 and zone == 'body'")
    stances = body.groupby(["article_id", "side", "stance"]).size()
    frames = study.frames.groupby(["article_id", "voice", "frame"])["score"].sum()
    loaded = study.loaded.groupby(["article_id", "voice", "category"]).size()
    named = {"stance": stances, "frame": frames, "loaded": loaded}
    parts = [
        counts.rename_axis(["article_id", "group", "value"]).reset_index(name="n").assign(what=what)
        for what, counts in named.items()
    ]
    return pd.concat(parts, ignore_index=True).astype({"n": "float64"})


def which_tone(study: hs.Study) -> pd.DataFrame:
    scored = summary(study.tone)
    agreed = agreement(study.tone).rename(columns={"scorer": "analyzer"})[
        ["article_id", "voice", "analyzer", "n_both", "k_agree"]
    ]
    return scored.merge(agreed, how="left", on=["article_id", "voice", "analyzer"])


def who_repeats_whom(study: hs.Study) -> pd.DataFrame:
    shared = study.reuse[["article_a", "article_b", "kind", "run", "tokens"]].assign(what="reuse")
    claims = study.claims[["article_id", "claim", "presented_as", "origin", "origin_no", "mentions", "outlets", "origins"]]
    return pd.concat([shared, claims.assign(what="claims")], ignore_index=True)


def how_it_is_sourced(study: hs.Study) -> pd.DataFrame:
    figures = study.indicators[["article_id", "indicator", "item", "answer", "k", "n", "value", "low", "high"]]
    return figures.assign(places=study.indicators["evidence"].map(len))


def how_far_to_trust(study: hs.Study) -> pd.DataFrame:
    codings = gold.read_gold(ROOT / "data" / "gold", study.documents)
    pairs = coded.match(study.documents, study.attributions, codings)
    return coded.found(pairs, by="article_id")


def what_a_reader_chooses_from(study: hs.Study) -> pd.DataFrame:
    counted = passages(study).groupby(["article_id", "voice"], sort=True)
    return counted.agg(sentences=("sentence_no", "nunique"), rows=("sentence_no", "size")).reset_index()


TABLES: dict[str, Callable[[hs.Study], pd.DataFrame]] = {
    "00": start_here,
    "01": what_was_published,
    "02": who_has_the_floor,
    "03": which_words,
    "04": which_tone,
    "05": who_repeats_whom,
    "06": how_it_is_sourced,
    "07": how_far_to_trust,
    "08": what_a_reader_chooses_from,
}


@pytest.mark.parametrize("notebook", TABLES)
def test_the_numbers_of_a_notebook_are_those_kept(seeds, notebook, tmp_path):
    kept = pd.read_csv(GOLDEN / f"{notebook}.csv", keep_default_na=False, na_values=[""])
    TABLES[notebook](seeds).to_csv(tmp_path / "now.csv", index=False)
    now = pd.read_csv(tmp_path / "now.csv", keep_default_na=False, na_values=[""])
    assert len(now), "an empty table proves nothing"
    # 5.0 is written as 5, so that a whole number comes back as an integer.
    assert_frame_equal(now, kept, rtol=1e-6, atol=1e-9, check_dtype=False)


def test_every_notebook_has_its_golden_table():
    assert {path.name[:2] for path in (ROOT / "notebooks").glob("*.ipynb")} == set(TABLES)


def test_a_number_that_is_off_is_seen():
    kept = pd.read_csv(GOLDEN / "04.csv")
    with pytest.raises(AssertionError, match='"polarity"'):
        assert_frame_equal(kept.assign(polarity=kept["polarity"] * 1.001), kept, rtol=1e-6, atol=1e-9)


def main() -> None:
    """Write every golden table again."""
    study = hs.read(ROOT / "seeds")
    GOLDEN.mkdir(exist_ok=True)
    for notebook, table in TABLES.items():
        table(study).to_csv(GOLDEN / f"{notebook}.csv", index=False, lineterminator="\n", float_format="%.9g")


if __name__ == "__main__":
    main()
