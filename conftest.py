"""What holds for every test and every replayed notebook: no network, no progress lines, no cell that never ran."""

import importlib.util
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

OFFLINE = Path(__file__).parent / "tests" / "offline"
KEPT = "KEPT_FOR_NOTEBOOKS"
"""The variable that names, to all processes of a run of the tests, the folder that the replayed notebooks share."""


def _work_offline() -> None:
    spec = importlib.util.spec_from_file_location("offline", OFFLINE / "sitecustomize.py")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))


_work_offline()
# The same examples in each run, so that a red run is about the change; HEARSAY_FUZZ=1 draws new ones.
settings.register_profile("steady", derandomize=not os.environ.get("HEARSAY_FUZZ"), deadline=None)
settings.load_profile("steady")
os.environ["TQDM_DISABLE"] = "1"
for variable in [name for name in os.environ if name.startswith("HEARSAY_") and name not in ("HEARSAY_BENCH", "HEARSAY_FUZZ")]:
    del os.environ[variable]  # what the user would have Hearsay do is not what is tested


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # processes of xdist inherit it
        kept = tempfile.TemporaryDirectory(prefix="hearsay-notebooks-")
        config.add_cleanup(kept.cleanup)
        os.environ[KEPT] = kept.name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Before a cell is replayed.

    nbval compares nothing in a cell without a count, so a stripped notebook would pass: fail it instead.

    All notebooks read the same five seeds. The kernels, which start here, and nothing else, keep and find in one cache what was
    made of these: the first notebook of a run makes it, and that what comes out of a cache is what was put into it, and of this
    very version of the library, is tested in tests/test_spans.py and tests/storage.
    """
    cell = getattr(item, "cell", None)
    if cell is not None and cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
        pytest.fail("this cell was never run: run the notebook from top to bottom and save it (make notebooks)", pytrace=False)
    with pytest.MonkeyPatch.context() as environment:
        if cell is not None:
            environment.setenv("HEARSAY_CACHE", os.environ[KEPT])
        yield
