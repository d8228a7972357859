"""Export a trained portrayal model to ONNX as the package ships it.

    python portrayal_export.py --model FOLDER/model.pt --encoder MINILM --out ../hearsay/models

The encoder's weights become int8, 7 bits used (see `networks`); what reads for a target computes in floats with weights
stored in 8 bits, so that one target's figures do not depend on another's. Then `portrayal_calibrate.py`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from networks import write_small
from onnx import helper, numpy_helper
from portrayal_model import PortrayalModel


class OneSentence(torch.nn.Module):
    """One sentence unpadded, from the vectors of its word pieces, and all of its targets."""

    def __init__(self, model: PortrayalModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, words, case, quoted, here, distance):
        return self.model.read(words, case, quoted, None, torch.zeros_like(here[:, 0]), here, distance)


def stored_small(model: onnx.ModelProto) -> onnx.ModelProto:
    """What reads for a target: weights stored in 8 bits, and made floats again when the model is loaded."""
    graph = model.graph
    held = {one.name: one for one in graph.initializer}
    for name in [node.input[1] for node in graph.node if node.op_type == "Gemm"]:
        weight = numpy_helper.to_array(held[name])
        scale = np.abs(weight).max(1) / 127
        small = np.round(weight / scale[:, None]).astype(np.int8)
        graph.initializer.remove(held[name])
        graph.initializer.extend(
            [numpy_helper.from_array(small, f"{name}_small"), numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale")]
        )
        made = helper.make_node("DequantizeLinear", [f"{name}_small", f"{name}_scale"], [name], f"{name}_made", axis=0)
        graph.node.insert(0, made)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--model", "--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    options = parser.parse_args()
    model = PortrayalModel(str(options.encoder))
    model.load_state_dict(torch.load(options.model, map_location="cpu"))
    words, feature = torch.randn(1, 40, model.encoder.config.hidden_size), torch.randint(0, 2, (1, 40))
    here = torch.zeros(3, 40, dtype=torch.long)
    here[:, 5] = 1
    given = {"words": words, "case": feature, "quoted": feature, "here": here, "distance": here + 32}
    axes = {name: {1: "n"} for name in ("words", "case", "quoted")} | {name: {0: "t", 1: "n"} for name in ("here", "distance")}
    write_small(OneSentence(model), given, ["scores"], axes, options.out, "portrayal", stored_small)


if __name__ == "__main__":
    main()
