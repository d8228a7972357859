"""The path of a student in JupyterLab, in a headless browser: run a notebook, turn its controls, bring an article, see a chart.

On a screen and on a phone, light and dark. JupyterLab takes half a minute to start and to run a notebook, so this runs at night;
what each control does is tested without a browser in `test_notebook_widgets` and in `tests/display/test_own_articles.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import NARROW, SCHEMES, WIDE, browser
from lab import FAILED, Lab, jupyter_lab, without_outputs

pytestmark = pytest.mark.nightly

ROOT = Path(__file__).parents[2]
FIRST, LAST = "00_start_here.ipynb", "08_your_own_articles.ipynb"
BETWEEN = sorted(path.name for path in (ROOT / "notebooks").glob("0[1-7]_*.ipynb"))
EXPLORE, GIVE, STATE = "turn(hs.display.explorer.passages)", "turn(own.files)", "turn(own.stated)"
FILES, READ, FOLLOWED = "follow(own.files)", "follow(own.read)", "follow(hs.display.explorer.passages)"
TEXT = (
    "The bridge row\n\nThe harbour bridge is safe, Karl Lind said on Monday. Ann Lee, an engineer, denied that it was so.\n\n"
    "The bridge is old and was closed in the spring of last year.\n"
)
OURS = ".jp-OutputArea-output"
WITHOUT_LINK = """
return [...document.querySelectorAll('.jp-RenderedHTML')].filter(
    one => one.querySelector('img, tbody tr') && !one.querySelector('a[download][href^="data:"]')).map(one => one.innerText);
"""
SHRUNK = """
return [...document.querySelectorAll('.jp-OutputArea-output img')].filter(
    one => !one.alt || one.width < 0.79 * one.naturalWidth || one.getBoundingClientRect().left < 0).map(one => one.alt);
"""
"""Pictures shrunk below four fifths, so that their words cannot be read, or that are not told in words."""
WIDER = "return document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module", params=[(width, scheme) for width in (WIDE, NARROW) for scheme in SCHEMES], ids=str)
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on copies of the notebooks as if they had never run, beside the example articles."""
    folder = tmp_path_factory.mktemp("student")
    (folder / "notebooks").mkdir()
    for name in (FIRST, *BETWEEN, LAST):
        without_outputs(ROOT / "notebooks" / name, folder / "notebooks")
    for name in ("seeds", "data"):
        shutil.copytree(ROOT / name, folder / name)
    with jupyter_lab(folder, tmp_path_factory.mktemp("lab")) as (address, token), browser() as window:
        window.show_as(*request.param)
        yield Lab(address, token, window, folder / "notebooks")


def fits_and_can_be_read(lab: Lab) -> None:
    assert lab.script(FAILED) == []
    assert lab.script(SHRUNK) == [] and lab.script(WIDER) <= 0
    assert lab.window.violations(OURS) == []
    assert lab.window.errors() == []
    assert [one for one in lab.window.requested() if not one.startswith((lab.address, "data:", "blob:", "ws:"))] == []


def test_the_first_notebook_runs_from_top_to_bottom(lab: Lab) -> None:
    lab.run(FIRST)
    assert "attributions" in lab.outputs("study.summary()") and "not stated" in lab.outputs("study.summary()")
    assert len(lab.pictures("hs.charts.voices")) == 1
    assert lab.script(WITHOUT_LINK) == []
    fits_and_can_be_read(lab)


@pytest.mark.parametrize("lab", [(NARROW, "dark")], indirect=True, ids=str)
@pytest.mark.parametrize("name", BETWEEN)
def test_each_notebook_can_be_read_and_taken_along_on_a_dark_phone(lab: Lab, name: str) -> None:
    lab.run(name)
    lab.wait("a chart", lambda: lab.script("return document.querySelector('.jp-OutputArea-output img') !== null"))
    assert lab.script(WITHOUT_LINK) == []
    fits_and_can_be_read(lab)


def test_the_last_notebook_turns_mends_and_reads_an_article_of_the_students(lab: Lab, tmp_path: Path) -> None:
    lab.run(LAST)
    lab.wait("the first chart", lambda: lab.pictures(EXPLORE))
    assert lab.script(WITHOUT_LINK) == []
    fits_and_can_be_read(lab)
    turned = {
        "outlet": "Newser", "speaker": "Jake Sullivan (6)", "frame": "conflict", "voice": "own words",
        "confidence": "0.9 or more", "rows": "speakers", "article": "Newser: ",
    }  # fmt: skip
    for name, value in turned.items():
        before, seen = lab.outputs(EXPLORE), lab.pictures(EXPLORE)
        first = "attributed words" if name == "voice" else lab.options(EXPLORE, name)[0]
        lab.choose(EXPLORE, name, next(one for one in lab.options(EXPLORE, name) if one.startswith(value)))
        lab.wait(f"a chart of {name}", lambda before=seen: lab.pictures(EXPLORE) not in ([], before))
        if name != "rows":  # the same sentences, counted otherwise
            lab.wait(f"words of {name}", lambda before=before: lab.outputs(EXPLORE) != before)
        lab.choose(EXPLORE, name, first)
        lab.wait(f"the chart without {name}", lambda before=seen: lab.pictures(EXPLORE) == before)

    odd, page = tmp_path / "My odd Ärticle (v1).txt", tmp_path / "page.pdf"
    odd.write_text(TEXT, encoding="utf-8")
    page.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    seen = lab.pictures(EXPLORE)
    lab.upload(GIVE, "Upload files (0)", odd, page)
    lab.wait("the file is kept", lambda: "Kept in 'my_articles': My odd Ärticle (v1).txt, page.pdf." in lab.outputs(GIVE))
    assert (lab.folder / "my_articles" / odd.name).read_text(encoding="utf-8") == TEXT
    lab.wait("what was read", lambda: "The bridge row" in lab.outputs(READ) and "page.pdf" in lab.outputs(READ))
    lab.wait("a chart of it", lambda: lab.pictures(EXPLORE) not in ([], seen))
    assert "Karl Lind" in lab.outputs(EXPLORE) and "Jake Sullivan" not in lab.outputs(EXPLORE)
    lab.wait("cells without controls", lambda: "Karl Lind" in lab.outputs(FOLLOWED) and odd.name in lab.outputs(FILES))
    assert "Newser" not in lab.outputs(FOLLOWED)

    lab.write(STATE, "outlet", "The Lamp")
    lab.press(STATE, "Save")
    lab.wait("the outlet is stated", lambda: "The Lamp" in lab.outputs(READ))
    assert (lab.folder / "my_articles" / "corpus.csv").read_text(encoding="utf-8-sig") == f"file,outlet\n{odd.name},The Lamp\n"
    lab.wait("the party is there", lambda: "Karl Lind" in lab.options(STATE, "party"))
    lab.choose(STATE, "party", "Karl Lind")
    lab.write(STATE, "side", "builders")
    lab.press(STATE, "Save the side")
    lab.wait("the side is stated", lambda: (lab.folder / "my_articles_sides.csv").is_file())
    lab.wait("the chart is there again", lambda: lab.pictures(EXPLORE))
    fits_and_can_be_read(lab)


def test_what_a_link_holds_is_downloaded(lab: Lab, tmp_path: Path) -> None:
    lab.window.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    links = lab.wait("the links", lambda: lab.cell(EXPLORE).find_elements("css selector", "a[download]"))
    assert [link.text for link in links] == ["the chart, SVG", "the table, CSV, 1 row", "the table, CSV, 2 rows"]
    for link, name, begin in zip(links[::2], ("passages.svg", "passages.csv"), ("<?xml", "article,outlet"), strict=True):
        lab.script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        lab.wait(name, lambda name=name: (tmp_path / name).is_file())
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
