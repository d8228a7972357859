"""The path of a student in JupyterLab, in a headless browser: run a notebook, turn its controls, bring an article, see a chart.

JupyterLab takes half a minute to start and to run a notebook, so this runs at night; what each control does is tested without a
browser in `test_notebook_widgets` and in `tests/display/test_own_articles.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import WIDE, browser
from lab import FAILED, Lab, jupyter_lab, without_outputs

pytestmark = pytest.mark.nightly

ROOT = Path(__file__).parents[2]
FIRST, LAST = "00_start_here.ipynb", "08_your_own_articles.ipynb"
EXPLORE, GIVE, READ, STATE = "explorer.passages)", "turn(own.files)", "turn(own.read)", "turn(own.stated)"
TEXT = (
    "The bridge row\n\nThe harbour bridge is safe, Karl Lind said on Monday. Ann Lee, an engineer, denied that it was so.\n\n"
    "The bridge is old and was closed in the spring of last year.\n"
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """JupyterLab on copies of the notebooks as if they had never run, beside the example articles."""
    folder = tmp_path_factory.mktemp("student")
    (folder / "notebooks").mkdir()
    for name in (FIRST, LAST):
        without_outputs(ROOT / "notebooks" / name, folder / "notebooks")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    with jupyter_lab(folder, tmp_path_factory.mktemp("lab")) as (address, token), browser() as window:
        window.show_as(WIDE, "light")
        yield Lab(address, token, window, folder / "notebooks")


def test_the_first_notebook_runs_from_top_to_bottom(lab: Lab) -> None:
    lab.run(FIRST)
    assert lab.script(FAILED) == []
    assert "attributions" in lab.outputs("study.summary()") and "not stated" in lab.outputs("study.summary()")


def test_the_last_notebook_turns_mends_and_reads_an_article_of_the_students(lab: Lab, tmp_path: Path) -> None:
    lab.run(LAST)
    assert lab.script(FAILED) == []
    lab.wait("the first chart", lambda: lab.pictures(EXPLORE))
    lab.window.requested()
    turned = {
        "outlet": "Newser", "speaker": "Jake Sullivan (6)", "frame": "conflict", "voice": "own words",
        "confidence": "0.9 or more", "rows": "speakers", "article": "Newser (003)",
    }  # fmt: skip
    for name, value in turned.items():
        before, seen = lab.outputs(EXPLORE), lab.pictures(EXPLORE)
        first = "attributed words" if name == "voice" else lab.options(EXPLORE, name)[0]
        lab.choose(EXPLORE, name, value)
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

    lab.write(STATE, "outlet", "The Lamp")
    lab.press(STATE, "Save")
    lab.wait("the outlet is stated", lambda: "The Lamp" in lab.outputs(READ))
    assert (lab.folder / "my_articles" / "corpus.csv").read_text(encoding="utf-8-sig") == f"file,outlet\n{odd.name},The Lamp\n"
    assert all(address.startswith((lab.address, "data:", "blob:", "ws:")) for address in lab.window.requested())


def test_what_a_link_holds_is_downloaded(lab: Lab, tmp_path: Path) -> None:
    lab.window.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    links = lab.wait("the links", lambda: lab.cell(EXPLORE).find_elements("css selector", "a[download]"))
    assert [link.text for link in links] == ["the chart, SVG", "the table, CSV, 2 rows"]
    for link, name, begin in zip(links, ("passages.svg", "passages.csv"), ("<?xml", "article,outlet"), strict=True):
        lab.script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        lab.wait(name, lambda name=name: (tmp_path / name).is_file())
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
