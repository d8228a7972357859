"""Take the README's pictures of the report: the front page, and an article as it is marked. Run by `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hearsay.report import report

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PICTURES = {"report.png": ("index.html", ""), "article.png": ("articles/0001.html", "#text")}
"""Each picture's page of the report, and the place in it from which on it is shown."""
WIDTH, HEIGHT = 1100, 900


def main() -> None:
    """Make a report of the seeds and take its pictures, with whichever of the browsers is there."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not program:
        sys.exit(f"taking pictures needs one of {', '.join(BROWSERS)} on the path")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "report"
        report(str(ROOT / "seeds"), made, cores=2)
        for name, (page, place) in PICTURES.items():
            flags = ["--headless=new", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1"]
            taken = [
                f"--window-size={WIDTH},{HEIGHT}",
                f"--screenshot={ROOT / 'docs' / name}",
                f"{(made / page).as_uri()}{place}",
            ]
            subprocess.run([program, *flags, *taken], check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    main()
