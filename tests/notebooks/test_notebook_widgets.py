"""What a reader can turn in the notebooks: every setting of every control, on the seeds and on articles of other kinds."""

from __future__ import annotations

import inspect
import itertools
import re
from functools import partial
from pathlib import Path

import pytest

import hearsay as hs
from hearsay.article_labels import article_names
from hearsay.display import explorer

ROOT = Path(__file__).parents[2]
FUNCTIONS = {
    explorer.floor: "02",
    explorer.cues: "03",
    explorer.tone: "04",
    explorer.actors: "04",
    explorer.gap: "04",
    explorer.passages: "08",
}
POOR = {
    "nobody speaks": "A bridge in the harbour\n\nThe bridge is long. It was painted in the spring. The paint has dried since.\n",
    "dollars and signs": "Prices rise\n\nBread cost $2 or $3, <b>he</b> said. 'It is $4 & rising,' said Ann Lee, a baker.\n",
}


@pytest.fixture(scope="module")
def poor(tmp_path_factory) -> hs.Study:
    folder = tmp_path_factory.mktemp("poor")
    for name, text in POOR.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return hs.read(folder)


def settings(function, study):
    """Every value of every control, the others at their defaults, and the corners: of many controls some."""
    options = {name: [value for _, value in choices(study)] for name, choices in explorer.CONTROLS[function].items()}
    single = [{name: value} for name, values in options.items() for value in values]
    corners = [dict(zip(options, both, strict=True)) for both in itertools.product(*([v[0], v[-1]] for v in options.values()))]
    return [*single, *corners[:: max(1, len(corners) // 15)]]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("corpus", [pytest.param("seeds", marks=pytest.mark.nightly), "poor"])
def test_every_setting_shows_something(function, corpus, request):
    study = request.getfixturevalue(corpus)
    for chosen in settings(function, study):
        view = function(study, **chosen)
        assert view.parts and all(repr(part).strip() for part in view.parts), chosen
        assert len(view.parts) == 2 or function is explorer.passages, chosen


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_chart_and_evidence_follow_each_control(function, seeds):
    for name, choices in explorer.CONTROLS[function].items():
        shown = (repr(function(seeds, **{name: value})) for _, value in choices(seeds))
        first = next(shown)
        assert any(other != first for other in shown), f"{name} changes nothing"


def test_the_evidence_is_that_of_the_article_and_side_chosen(seeds):
    said = seeds.attributions.query("level == 1 and zone == 'body'")
    article, side = said[["article_id", "side"]].value_counts().index[0]
    view = explorer.cues(seeds, article=article, side=side)
    wanted = said[(said["article_id"] == article) & (said["side"] == side)]
    assert len(view.parts[1].rows) == len(wanted)
    assert [row[-2] for row in view.parts[1].rows] == [" ".join(cue.split()) for cue in wanted["cue"]]


def test_the_other_article_is_the_next_one_unless_chosen_and_never_the_same(seeds):
    ids = seeds.articles["article_id"].tolist()
    names = article_names(seeds.articles)
    for one, other in itertools.product([explorer.ALL, ids[0], ids[-1]], repeat=2):
        view = explorer.gap(seeds, one=one, other=other)
        first = ids.index(one) if one else 0
        second = ids.index(other) if other else (first + 1) % len(ids)
        if first == second:
            assert f"{names[ids[first]]}: there is no gap" in view.parts[0]
        else:
            axis = re.search("x: mean polarity of ([^\n]*) less that of ([^\n]*)", repr(view.parts[0]))
            shown = [name.partition("…")[0] for name in axis.groups()]  # a long one is cut in its middle
            assert all(names[ids[place]].startswith(part) for place, part in zip((first, second), shown, strict=True))


def test_the_pair_without_a_choice_is_one_whose_tone_was_read(tmp_path):
    german = "Die Brücke im Hafen ist lang und wurde im Frühjahr neu gestrichen. Die Farbe ist seither getrocknet. "
    texts = {"a": german * 5, "b": "A bad bridge was built. " * 9, "c": german * 5, "d": "A good bridge was built. " * 9}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"Title {name}\n\n{text}\n", encoding="utf-8")
    told = repr(explorer.gap(hs.read(tmp_path)).parts[0])
    assert re.search(r"x: mean polarity of [^\n]*Title b less that of [^\n]*Title d", told)


def test_a_study_of_one_article_has_no_gap(tmp_path):
    (tmp_path / "one.txt").write_text(POOR["nobody speaks"], encoding="utf-8")
    assert "there is no gap" in explorer.gap(hs.read(tmp_path)).parts[0]


def test_table_chart_and_list_count_the_same_attributions(seeds):
    counted = seeds.summary().set_index("article_id")["attributions"]
    charts = hs.charts.voices, hs.charts.identifiability, partial(hs.charts.stances, by="article"), hs.charts.relays
    for article, n in counted.items():
        lines = [draw(seeds.attributions, seeds.articles, only=article).text for draw in charts]
        told = seeds.show(article).text.splitlines()[0]
        assert f"n = {n}" in lines[0] and f" of {n}" in lines[1] and f"n = {n}" in lines[2] and f"| {n} + " in lines[3]
        assert f"= {n} in the body" in told
    listed = explorer.floor(seeds).parts[1]["article_id"].value_counts()
    assert {name: listed.get(name, 0) for name in counted.index} == dict(counted)


def test_table_and_charts_of_tone_count_the_same_sentences_and_have_the_same_mean(seeds):
    for row in hs.tone.summary(seeds.tone).query("analyzer == 'vader'").itertuples():
        both = hs.tone.agreement(seeds.tone).query("article_id == @row.article_id and voice == @row.voice")
        dots = hs.charts.tone(seeds.tone, seeds.articles, analyzers=["vader"], only=row.article_id).text
        apart = hs.charts.voices_apart(seeds.tone, seeds.articles, analyzer="vader", only=row.article_id).text
        counted, mean = f"{row.n_scored} of {row.n_sentences}", f"{row.polarity:+.2f}".replace("-", "−")
        assert set(both["n_sentences"]) == {row.n_sentences}
        assert counted in dots and f"{counted} scored" in apart
        assert row.n_scored < 5 or (f"{mean}, {counted}" in dots and f"{mean}, {counted} scored" in apart)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_the_controls_call_the_function(function, seeds):
    controls = explorer.turn(function, seeds)
    assert [child.description for child in controls.children[:-1]] == list(inspect.signature(function).parameters)[1:]
    for control in controls.children[:-1]:
        control.index = len(control.options) - 1
    assert all(control.value == control.options[-1][1] for control in controls.children[:-1])


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_the_notebooks_turn_these_functions(function):
    (path,) = (ROOT / "notebooks").glob(f"{FUNCTIONS[function]}_*.ipynb")
    assert re.search(rf"turn\(hs\.display\.explorer\.{function.__name__}\b", path.read_text(encoding="utf-8"))
