"""Export a trained attribution model to ONNX as the package ships it.

    python attribution_export.py --model FOLDER/model.pt --encoder MINILM_FOLDER --out ../hearsay/models

The weights become int8, 7 bits used (see `networks`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from attribution_model import WIDTH, Linker, Tagger
from networks import write_small


class OneWindow(torch.nn.Module):
    """The tagger on one unpadded window, probabilities out: no mask, no batch, nothing that depends on neighbours."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, words, case, quoted):
        tags, states = self.tagger.read(words, case, quoted, None)
        return tags.softmax(-1), states


class Roles(torch.nn.Module):
    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def forward(self, states, tags, distance, mask):
        return self.linker(states, tags, distance, mask).softmax(-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--model", "--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    options = parser.parse_args()
    weights = torch.load(options.model, map_location="cpu")
    layers = 1 + max(int(key.split(".")[3]) for key in weights["tagger"] if key.startswith("encoder.encoder.layer."))
    tagger, linker = Tagger(str(options.encoder), layers), Linker()
    tagger.load_state_dict(weights["tagger"]), linker.load_state_dict(weights["linker"])
    words, feature = torch.randn(1, 40, tagger.encoder.config.hidden_size), torch.randint(0, 2, (1, 40))
    near = torch.ones(3, 40, dtype=torch.long)
    write_small(
        OneWindow(tagger),
        {"words": words, "case": feature, "quoted": feature},
        ["tags", "states"],
        {name: {1: "n"} for name in ("words", "case", "quoted", "tags", "states")},
        options.out,
        "attribution-tagger",
    )
    write_small(
        Roles(linker),
        {"states": torch.randn(3, 40, WIDTH), "tags": torch.rand(3, 40, 7), "distance": near, "mask": near},
        ["roles"],
        {name: {0: "cues", 1: "n"} for name in ("states", "tags", "distance", "mask", "roles")},
        options.out,
        "attribution-linker",
    )


if __name__ == "__main__":
    main()
