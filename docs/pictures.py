"""Take the README's pictures of the report: the front page, and an article as it is marked. Run by `make pictures`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from hearsay.report import report

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PICTURES = {"report.png": ("index.html", "main"), "article.png": ("articles/0001.html", "#text")}
"""Each picture's page of the report, and the element from which on it is shown."""
WIDTH, HEIGHT = 1100, 860


def main() -> None:
    """Make a report of the seeds and take its pictures, with whichever of the browsers is there."""
    program, driver = next(filter(None, map(shutil.which, BROWSERS)), None), shutil.which("chromedriver")
    if not program or not driver:
        sys.exit(f"taking pictures needs chromedriver and one of {', '.join(BROWSERS)} on the path")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"):
        options.add_argument(flag)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "report"
        report(str(ROOT / "seeds"), made, cores=2)
        window = webdriver.Chrome(options=options, service=Service(driver))
        try:
            size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
            window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            for name, (page, element) in PICTURES.items():
                window.get((made / page).as_uri())
                window.execute_script("document.querySelector(arguments[0]).scrollIntoView()", element)
                window.save_screenshot(str(ROOT / "docs" / name))
        finally:
            window.quit()


if __name__ == "__main__":
    main()
