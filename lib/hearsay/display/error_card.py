"""The card of measured errors: how often each instrument of tone is wrong, once for all charts of a notebook, and folded."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.display.article import Shown
from hearsay.display.html import html
from hearsay.text.printed import short
from hearsay.validation import measured_error

HEADS = ("instrument", "right of all", "macro-F1, 1 is all right", "always the commonest", "coded mentions")


def error_card(analyzers: Sequence[str] = ()) -> Shown:
    """How often the instruments of tone are wrong on news that people had coded: what each chart of tone has to be read with.

    Parameters
    ----------
    analyzers
        The instruments, such as "vader"; all that were measured without it. One that was never measured is shown as such.

    Notes
    -----
    The figures come with the package and do not depend on the articles. On other news expect larger errors.
    `charts.reliability` draws them.

    Raises
    ------
    DataError
        Where the package holds no figures.
    """
    told = measured_error.line(analyzers)
    table = measured_error.table(analyzers)
    rows = [
        (row.name, _share(row.accuracy), _share(row.macro_f1), _share(row.chance), "" if row.n != row.n else f"{row.n:,.0f}")
        for row in table.itertuples()
    ]
    return Shown(str(html("error_card.html.j2", told=told, heads=HEADS, rows=rows)), told, {"the table": table})


def _share(value: float) -> str:
    return "not measured" if value != value else short(value)
