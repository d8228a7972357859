"""Write again whatever in the documents follows from the code, and build the API pages into build/api. Run by `make docs`.

Each part has a function that returns its text; tests compare that text with what stands in the documents.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path

from hearsay import __version__, schema

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lib" / "hearsay"
DATA = ("lexicons", "models", "figures", "templates")


def notebook_list() -> str:
    """One line per notebook: its first heading, as a link."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    return "\n".join(f"- {path.name[:2]} [{_title(path)}](notebooks/{path.name})" for path in paths)


def _title(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    heading = re.search(r"^# +(.+?)\s*$", text, re.MULTILINE)
    return heading[1] if heading else path.stem


def table_list() -> str:
    """One line per table: what one row of it is, with a link to its columns."""
    rows = [f"| [`{table}`](docs/data-dictionary.md#{table}) | {meaning} |" for table, meaning in schema.ONE_ROW_IS.items()]
    return "\n".join(["| table | one row is |", "|---|---|", *rows])


def data_dictionary() -> str:
    """Every column of every table, one section a table."""
    parts = [
        "# Data dictionary",
        "Written by `make docs` from `lib/hearsay/schema.py`, which holds the tables to it. *Missing* says that a cell may be\n"
        "empty. What a text does not state is the value `not stated`, never a gap. Offsets count code points of\n"
        "`documents.text`, the end exclusive. In CSV, spans are written `3-9 12-20`, marks `3-9=0.5`, lists `a; b`.",
    ]
    for table, columns in schema.TABLES.items():
        rows = [f"| `{name}` | {column.dtype} | {_meaning(column)} |" for name, column in columns.items()]
        heading = f"## {table}\n\nOne row is {schema.ONE_ROW_IS[table]}."
        parts.append("\n".join([heading, "", "| column | type | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _meaning(column: schema.Column) -> str:
    bounds = {"low": column.low, "high": column.high}
    limits = {(True, True): "{low:g} to {high:g}", (True, False): "{low:g} or more", (False, True): "{high:g} or less"}
    said = [
        column.meaning,
        column.unit and f"in {column.unit}",
        limits.get((column.low is not None, column.high is not None), "").format(**bounds),
        column.allowed and "one of " + ", ".join(f"`{value}`" for value in column.allowed),
        column.unique and "unique",
        column.nullable and "*missing*",
    ]
    return "; ".join(part for part in said if part).replace("|", "\\|")


def rooms() -> str:
    """The folders and modules at the top of the library, highest first as the layers have them, a line each."""
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    names = [name.strip(" ()") for layer in layers for name in re.split(r"[|:]", layer)]
    there = [name for name in names if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists()]
    rows = [f"| {_link(_file(PACKAGE / name))} | {purpose(_file(PACKAGE / name))} |" for name in there]
    data = [f"| [`{name}/`](../lib/hearsay/{name}/README.md) | {_lead(PACKAGE / name / 'README.md')} |" for name in DATA]
    return "\n".join(["| room | holds |", "|---|---|", *rows, *data])


def modules() -> str:
    """Every folder of the library with its modules, a line each."""
    folders = sorted({path.parent for path in PACKAGE.rglob("*.py")} - {PACKAGE})
    return "\n\n".join(_room(folder) for folder in folders)


def _room(folder: Path) -> str:
    name = folder.relative_to(PACKAGE).as_posix()
    files = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    rows = [f"- {_link(path)} {purpose(path)}" for path in files]
    return "\n".join([f"{'#' * (3 + name.count('/'))} {name}", "", purpose(folder / "__init__.py"), "", *rows])


def purpose(module: Path) -> str:
    """The first paragraph of a module's docstring: what the module is for."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


def _file(name: Path) -> Path:
    return name / "__init__.py" if name.is_dir() else name.with_suffix(".py")


def _link(module: Path) -> str:
    shown = f"{module.parent.name}/" if module.name == "__init__.py" else module.stem
    target = module.parent if module.name == "__init__.py" else module
    return f"[`{shown}`](../{target.relative_to(ROOT).as_posix()})"


def _lead(readme: Path) -> str:
    """The first sentence below a README's title."""
    lead = readme.read_text(encoding="utf-8").split("\n\n")[1]
    return re.match(r".+?\.(?=\s|$)", " ".join(lead.split()))[0]


PARTS = {
    "README.md": {"notebooks": notebook_list, "tables": table_list},
    "docs/architecture.md": {"rooms": rooms, "modules": modules},
}
"""The parts of documents that are written here, each between two comments of its name."""


def with_parts(text: str, document: str) -> str:
    """A document's text with its generated parts as they are now."""
    for name, part in PARTS[document].items():
        begin, end = f"<!-- {name}: written by `make docs` -->", f"<!-- end of {name} -->"
        before, rest = text.split(begin)
        text = before + "\n".join([begin, part(), end]) + rest.split(end)[1]
    return text


def citation() -> str:
    """CITATION.cff with the version of `hearsay.__version__`, the one place where it is set."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    return re.sub(r"^version: .*$", f"version: {__version__}", text, flags=re.MULTILINE)


def documents() -> dict[str, str]:
    """Every document that holds something generated, as it should be now, by its path."""
    own = {document: with_parts((ROOT / document).read_text(encoding="utf-8"), document) for document in PARTS}
    return own | {"docs/data-dictionary.md": data_dictionary(), "CITATION.cff": citation()}


def build_api(folder: Path) -> None:
    """One page per module, from the docstrings."""
    import pdoc

    import hearsay

    for name in hearsay.__all__:
        # pdoc looks for names in the module itself; here they are loaded on first use.
        setattr(hearsay, name, getattr(hearsay, name))
    pdoc.render.configure(docformat="numpy", footer_text=f"Hearsay {__version__}")
    pdoc.pdoc("hearsay", output_directory=folder)


def main() -> None:
    """Write the picture, the documents and the API pages."""
    import hearsay as hs

    study = hs.read(ROOT / "seeds")
    hs.charts.voices(study.attributions, study.articles).save(ROOT / "docs" / "voices.png", dpi=150)
    for path, text in documents().items():
        (ROOT / path).write_text(text, encoding="utf-8")
    build_api(ROOT / "build" / "api")


if __name__ == "__main__":
    main()
