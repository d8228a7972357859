"""Files of tables and of a cache, damaged one after the other: what they held is told or made again, never taken as good."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay.errors import DamagedError, InputError
from hearsay.storage.manifest import DICTIONARY
from hearsay.streaming import stream

SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = ("articles", "blocks", "sentences", "loaded", "events", "reuse", "epithets")
GIVEN = ("documents", *NAMES)
NOTICED, HARMLESS, TAKEN = "noticed", "harmless", "taken as good"
TIMES = 120
UNREAD = (DICTIONARY,)
"""What is there for people alone."""


@dataclass
class Stand:
    """A store or cache of the seeds, what a run over it makes when nothing is damaged, and what it has noticed otherwise."""

    folder: Path
    run: Callable[[], tuple[Mapping[str, pd.DataFrame] | None, bool]]
    sound: dict[str, bytes] = field(default_factory=dict)
    whole: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sound = contents(self.folder)
        made, noticed = self.run()
        assert made is not None and not noticed
        self.whole = made

    def found(self, damage: Mapping[str, bytes]) -> str:
        """What becomes of some files' new bytes; afterwards all is as it was."""
        for name, content in damage.items():
            (self.folder / name).write_bytes(content)
        if any("/pieces." in name for name in damage):  # pieces are read where whole tables are not at hand
            for folder in self.folder.glob("corpus-*"):
                shutil.rmtree(folder)
        made, noticed = self.run()
        same = made is not None and all(_equal(made[name], table) for name, table in self.whole.items())
        mended = contents(self.folder)
        for name in {*mended} - {*self.sound}:
            (self.folder / name).unlink()
        for name, content in self.sound.items():
            if mended.get(name) != content:
                (self.folder / name).parent.mkdir(exist_ok=True)
                (self.folder / name).write_bytes(content)
        noticed = noticed or all(mended[name] == self.sound[name] for name in damage)
        return TAKEN if made is not None and not same else NOTICED if noticed else HARMLESS


def _equal(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    try:
        assert_frame_equal(one, other)
    except AssertionError:
        return False
    return True


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Stand:
    """Tables in parts of two articles."""
    folder = tmp_path_factory.mktemp("store") / "tables"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "PART", 2)
        stream.write(SEEDS, folder, stream=True, only=GIVEN, form="parquet", extractor="baseline")

    def run() -> tuple[Mapping[str, pd.DataFrame] | None, bool]:
        try:
            study = hs.read(folder)
            return {name: getattr(study, name) for name in GIVEN}, len(study.notes) > 0
        except (DamagedError, InputError):
            return None, True

    return Stand(folder, run)


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Stand:
    """What was kept of three of the articles, and then of all."""
    folder, some = tmp_path_factory.mktemp("kept"), tmp_path_factory.mktemp("some")
    for path in sorted(SEEDS.glob("*.txt"))[:3]:
        shutil.copy(path, some)

    def run() -> tuple[Mapping[str, pd.DataFrame] | None, bool]:
        made = {where.name: hs.read(where, cache=folder, extractor="baseline").make(*NAMES) for where in (some, SEEDS)}
        return {f"{where} {name}": table for where, tables in made.items() for name, table in tables.items()}, False

    run()
    return Stand(folder, run)


def damages(sound: Mapping[str, bytes], draw: random.Random) -> Iterator[tuple[str, dict[str, bytes]]]:
    """One after the other without end: a name, and what stands in the files then."""
    names = [name for name, content in sound.items() if content]
    while True:
        name, how = draw.choice(names), draw.choice(WAYS)
        content = sound[name]
        other = draw.choice([one for one in names if one != name and (how != "swapped" or _sibling(one, name))] or [name])
        damage = {name: how_damaged(how, content, sound[other], draw)} | ({other: content} if how == "swapped" else {})
        if all(sound[one] != fresh for one, fresh in damage.items()):
            yield name, damage


def _sibling(one: str, other: str) -> bool:
    return Path(one).parent == Path(other).parent and Path(one).suffix == Path(other).suffix


WAYS = ("a bit", "cut off", "emptied", "another's", "swapped", "longer", "zeros")


def how_damaged(how: str, content: bytes, other: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(content))
    match how:
        case "a bit":
            return content[:place] + bytes([content[place] ^ (1 << draw.randrange(8))]) + content[place + 1 :]
        case "cut off":
            return content[:place]
        case "emptied":
            return b""
        case "longer":
            return content + draw.randbytes(draw.randint(1, 64))
        case "zeros":
            return content[:place] + bytes(min(512, len(content) - place)) + content[place + 512 :]
        case _:
            return other


@pytest.mark.nightly  # single files have tests by day
@pytest.mark.parametrize("kind", ["store", "cache"])
def test_of_120_damaged_files_none_is_taken_as_good(request, kind):
    stand, found = request.getfixturevalue(kind), Counter[tuple[str, str]]()
    drawn = damages(stand.sound, random.Random(kind))
    for _ in range(TIMES):
        name, damage = next(drawn)
        found[name.partition("-")[0], stand.found(damage)] += 1
    print(dict(found))
    assert not [name for name, told in found if told == TAKEN]
    assert {name for name, told in found if told == HARMLESS} <= {*UNREAD}
