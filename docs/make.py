"""Make what the README shows: its picture, from the seeds, and its list of notebooks, from the notebooks. Run by `make docs`."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BEGIN, END = "<!-- notebooks: written by `make docs` -->", "<!-- end of notebooks -->"


def notebook_list() -> str:
    """One line per notebook: its first heading, as a link."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    lines = [f"- {path.name[:2]} [{_title(path)}](notebooks/{path.name})" for path in paths]
    return "\n".join([BEGIN, *lines, END])


def _title(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    heading = re.search(r"^# +(.+?)\s*$", text, re.MULTILINE)
    return heading[1] if heading else path.stem


def main() -> None:
    """Write the picture and the list."""
    import hearsay as hs

    study = hs.read(ROOT / "seeds")
    hs.charts.voices(study.attributions, study.articles).save(ROOT / "docs" / "voices.png", dpi=150)
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    README.write_text(before + notebook_list() + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
