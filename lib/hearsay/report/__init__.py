"""The report: every notebook run on one's own corpus, as pages to read, with the tables and figures beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hearsay.errors import HearsayError

if TYPE_CHECKING:
    from hearsay.report.make import Report


def report(*arguments: Any, **options: Any) -> Report:
    """See `hearsay.report.make.report`. Running notebooks takes more packages than reading articles does.

    Raises `HearsayError` that says what to install when they are missing.
    """
    try:
        from hearsay.report.make import report
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("hearsay"):
            raise
        raise HearsayError(f"a report needs {error.name}: pip install 'hearsay[report]'") from error
    return report(*arguments, **options)
