"""Every chart of 1, 5, 150 and 2,000 invented articles on four sheets, and the page that shows them. Run by `make charts`.

The texts are those of `tests/fixtures/invented_news.py`. Reading 2,000 of them takes minutes; what was read is kept in `build/`.
"""

from __future__ import annotations

import io
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.colors import to_rgb
from PIL import Image, ImageDraw, ImageFont

from hearsay import charts
from hearsay.charts.base import style
from hearsay.charts.frames import LESS, MORE
from hearsay.charts.kept_blocks import COLOURS as BLOCKS
from hearsay.framing import word_shift
from hearsay.measures import measures
from hearsay.statistics import compare
from hearsay.tone.robustness import robustness
from hearsay.validation import measured_error
from hearsay.validation.corrected_tables import corrected_shares

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "fixtures"))

import charts_data  # noqa: E402
import invented_news  # noqa: E402

if TYPE_CHECKING:
    from hearsay.study import Study

SIZES = (1, 5, 150, 2000)
COLUMNS, WIDE, GAP, HEAD = 4, 470, 10, 34
"""Columns of a sheet; pixels of a picture, between two, and above the first."""
TALLEST = 620
"""Pixels of a picture, at most: a taller one is cut, and the cut is marked."""
ACROSS, SAID = 66, 2 * HEAD + 8
"""Letters of a sentence across a picture; pixels of the height of one that is a sentence."""
TINTS = (0.25, 0.5, 0.75)
FRAME, PAPER, INK = "#c8c8c8", "#ffffff", "#1a1a1a"
INTRODUCTION = """\
Written by `make charts`. The same functions draw one article and thousands. Of few articles a row is an article, and counts are
shown one by one. Of more than 24 a row is an outlet, with shares and their intervals over articles, and outlets of under four
articles share a row. The texts are invented (`tests/fixtures/invented_news.py`), and so are the codings behind `corrected`;
`reliability` and `intervals` show errors that were measured elsewhere."""
Drawing = Callable[[], charts.Chart]


def drawings(study: Study) -> dict[str, Drawing]:
    """Every chart of a study that it has enough articles for, by its name; a name in brackets tells another view of it."""
    articles, said, toned = study.articles, study.attributions, study.tone
    drawn: dict[str, Drawing] = {
        "kept_blocks": lambda: charts.kept_blocks(study.blocks, articles, documents=study.documents),
        "voices": lambda: charts.voices(said, articles),
        "same_events": lambda: charts.same_events(said, articles, study.events),
        "identifiability": lambda: charts.identifiability(said, articles),
        "relays": lambda: charts.relays(said, articles),
        "stances (by side)": lambda: charts.stances(said, articles),
        "stances (by article)": lambda: charts.stances(said, articles, by="article"),
        "loaded": lambda: charts.loaded(study.loaded, articles),
        "epithets": lambda: charts.epithets(study.epithets, articles),
        "article_frames": lambda: charts.article_frames(study.article_frames, articles),
        "frames": lambda: charts.frames(study.frames, study.sentences, articles, looked_for=study.frame_names),
        "frames (lift)": lambda: charts.frames(study.frames, study.sentences, articles, view="lift"),
        "wording": lambda: charts.wording(study.wording, articles),
        "omissions": lambda: charts.omissions(study.omissions, articles),
        "tone": lambda: charts.tone(toned, articles),
        "voices_apart (by voice)": lambda: charts.voices_apart(toned, articles, analyzer="vader"),
        "voices_apart (by side)": lambda: charts.voices_apart(toned, articles, analyzer="vader", by="side"),
        "portrayal": lambda: charts.portrayal(study.portrayals, articles),
        "claims": lambda: charts.claims(study.claims),
        "upstreams": lambda: charts.upstreams(study.relays, articles),
        "indicators": lambda: charts.indicators(study.indicators, articles),
        "comparison": lambda: charts.comparison(compare(measures(study), measure="measure", weight="weight")),
        "corrected": lambda: charts.corrected(corrected_shares(charts_data.coded(said), "stance"), articles),
        "reliability": lambda: charts.reliability(),
        "intervals": lambda: _calibration(),
    }
    two = _two(study)
    if two:
        drawn["word_shift"] = lambda: charts.word_shift(
            word_shift(study.documents, study.sentences, articles, *two, events=study.events), articles
        )
        drawn["robustness"] = lambda: charts.robustness(_gaps(study, two), articles)
    return drawn


def _two(study: Study) -> list[str]:
    """The two groups of words with the most articles, of articles where outlets have too few; none of one article."""
    groups = list(dict.fromkeys(study.wording["group"]))
    sizes = study.articles["outlet"].value_counts()
    return sorted(groups, key=lambda name: (-int(sizes.get(name, 0)), name))[:2] if len(groups) > 1 else []


def _gaps(study: Study, two: Sequence[str]) -> Any:
    by = "outlet" if two[0] in set(study.articles["outlet"]) else "article_id"
    return robustness(
        study.tone, study.articles, by=by, between=(two[0], two[1]), sentences=study.sentences, portrayals=study.portrayals
    )


def _calibration() -> charts.Chart:
    """The one chart of any table: how often the extractor is right where it is so sure, on news that people had coded."""
    figures = measured_error.in_use(measured_error.read_benchmark_figures(ROOT / "data" / "benchmarks"))
    return charts.intervals(
        measured_error.curve(measured_error.reliability(figures)),
        title="Of those with so much confidence, how many are right?",
        xlabel="right of n, with Wilson's 95 % interval",
        note="A dot below its row's stroke: the extractor is too sure there.",
    )


def contact_sheet(study: Study) -> Image.Image:
    """All charts of a study as one picture, in columns of like height."""
    pictures = [_picture(name, draw()) for name, draw in drawings(study).items()]
    columns: list[list[Image.Image]] = [[] for _ in range(COLUMNS)]
    for picture in pictures:
        min(columns, key=lambda held: sum(one.height + GAP for one in held)).append(picture)
    tall = max(sum(one.height + GAP for one in held) for held in columns) + GAP
    sheet = Image.new("RGB", (COLUMNS * (WIDE + GAP) + GAP, tall), PAPER)
    for x, held in enumerate(columns):
        y = GAP
        for picture in held:
            sheet.paste(picture, (GAP + x * (WIDE + GAP), y))
            y += picture.height + GAP
    return sheet.quantize(palette=_palette(), dither=Image.Dither.NONE)


def _palette() -> Image.Image:
    """The colours of charts, these lightened, and greys: a sheet is mostly text, and a palette made from it would be grey."""
    own = [*style.HUES, style.NEUTRAL, *style.VOICES.values(), *BLOCKS.values(), MORE, LESS]
    greys = [f"#{grey:02x}{grey:02x}{grey:02x}" for grey in range(0, 256, 3)]
    every = list(dict.fromkeys([PAPER, *own, *(style.tint(one, share) for one in own for share in TINTS), *greys]))[:256]
    palette = Image.new("P", (1, 1))
    palette.putpalette([round(255 * part) for colour in every for part in to_rgb(colour)])
    return palette


def _picture(name: str, chart: charts.Chart) -> Image.Image:
    """One chart, small, under its name; where it has nothing to show, the sentence that it says instead."""
    head = f"hs.charts.{name}"
    if chart.table.empty:
        picture = Image.new("RGB", (WIDE, SAID), PAPER)
        sentence = textwrap.fill(chart.text.splitlines()[1], ACROSS)
        ImageDraw.Draw(picture).text((8, HEAD), sentence, fill=INK, font=_font(12))
    else:
        drawn = Image.open(io.BytesIO(chart.png(style.DPI))).convert("RGB")
        drawn = drawn.resize((WIDE - 2, round(drawn.height * (WIDE - 2) / drawn.width)), Image.Resampling.LANCZOS)
        cut = drawn.height > TALLEST
        picture = Image.new("RGB", (WIDE, min(drawn.height, TALLEST) + HEAD + 16 * cut), PAPER)
        picture.paste(drawn.crop((0, 0, drawn.width, min(drawn.height, TALLEST))), (1, HEAD - 4))
        if cut:
            ImageDraw.Draw(picture).text((8, picture.height - 18), "… goes on below", fill=INK, font=_font(11))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=FRAME)
    pen.text((8, 7), head, fill=INK, font=_font(13))
    return picture


def _font(size: int) -> Any:
    return ImageFont.load_default(size)


def page() -> str:
    """The page: what each chart asks, and the sheets."""
    rows = [f"| `{name}` | {_asks(draw)} |" for name, draw in sorted(charts.CHARTS.items())]
    sheets = [f"## {_counted(n)}\n\n![All charts of {_counted(n).lower()}](charts/{n}.png)" for n in SIZES]
    return (
        "\n\n".join(
            [
                "# Charts: of one article and of thousands",
                INTRODUCTION,
                "\n".join(["| `hs.charts.` | shows |", "|---|---|", *rows]),
                *sheets,
            ]
        )
        + "\n"
    )


def _asks(draw: Callable[..., charts.Chart]) -> str:
    return " ".join((draw.__doc__ or "").split("\n\n")[0].split()).replace("|", "\\|")


def _counted(n: int) -> str:
    return "One article" if n == 1 else f"{n:,} articles"


def main() -> None:
    """Read the invented corpora, draw the sheets and write the page."""
    import hearsay as hs

    build, folder = ROOT / "build" / "charts", ROOT / "docs" / "charts"
    build.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    for n in SIZES:
        corpus = invented_news.write_corpus(build / f"{n}.jsonl", n)
        study = hs.read(corpus, cache=build / "cache", cores=2)
        contact_sheet(study).save(folder / f"{n}.png", optimize=True)
    (ROOT / "docs" / "charts.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
