"""Export a trained portrayal model to ONNX as the package ships it, with its calibration.

    python portrayal_export.py --model FOLDER/model.pt --encoder MINILM_FOLDER --data TRAIN.jsonl --out ../hearsay/models

The encoder's weights become int8, 7 bits used (see `attribution_export`); what reads for a target stays in floats, so that
one target's figures do not depend on another's. The temperature and the least probability are set on the documents that
training held out; the lexicon scorers' thresholds are tuned on the whole train file, as `hearsay check tone` does.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from attribution_export import export
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from portrayal_data import held_out, read
from portrayal_model import Student
from scipy.optimize import minimize_scalar

from hearsay.tone.portrayals import portray, shipped_portrayal_settings
from hearsay.validation.benchmarks import tone

RIGHT = 0.85
"""Share right among the mentions that get a label, on the held-out documents: the coverage follows from it."""


class OneSentence(torch.nn.Module):
    """One sentence unpadded, and all of its targets."""

    def __init__(self, student: Student) -> None:
        super().__init__()
        self.student = student

    def forward(self, ids, case, quoted, here, distance):
        states = self.student.states(ids, case, quoted, None)
        return self.student.read(states, torch.zeros_like(here[:, 0]), here, distance, 0.0)


def write(model: Path, encoder: Path, out: Path) -> None:
    weights = torch.load(model, map_location="cpu")
    student = Student(str(encoder), weights["layers"], weights["wide"])
    student.load_state_dict(weights["student"])
    ids, feature = torch.randint(1000, 20000, (1, 40)), torch.randint(0, 2, (1, 40))
    here = torch.zeros(3, 40, dtype=torch.long)
    here[:, 5] = 1
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "portrayal.onnx"
        export(
            OneSentence(student),
            {"ids": ids, "case": feature, "quoted": feature, "here": here, "distance": here + 32},
            ["scores"],
            {
                **{name: {1: "n"} for name in ("ids", "case", "quoted")},
                **{name: {0: "t", 1: "n"} for name in ("here", "distance")},
            },
            whole,
        )
        onnx.save(_stored_small(onnx.load(whole)), whole)
        quantize_dynamic(
            whole, out / "portrayal.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )  # fmt: skip


def _stored_small(model: onnx.ModelProto) -> onnx.ModelProto:
    """What reads for a target: weights stored in 8 bits, and made floats again when the model is loaded."""
    graph = model.graph
    held = {one.name: one for one in graph.initializer}
    names = [node.input[1] for node in graph.node if node.op_type == "Gemm"]
    for name in names:
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


def calibrate(data: Path, out: Path) -> None:
    """The temperature with the least log loss on the held-out documents; then the least probability with RIGHT beyond it."""
    settings = {"temperature": 1.0, "least": 0.0, "thresholds": {}}
    _save(settings, out)
    _, held = held_out([s for s in read(data) if s.targets])
    labels = np.array([t.label for s in held for t in s.targets])
    chances = np.concatenate([portray(s.text, [_place(s, t.here) for t in s.targets]) for s in held])
    scores = np.log(np.clip(chances, 1e-4, 1))
    settings["temperature"] = round(float(minimize_scalar(lambda t: _loss(scores / t, labels), bounds=(0.3, 5)).x), 3)
    raised = np.exp(scores / settings["temperature"])
    calibrated = raised / raised.sum(-1, keepdims=True)
    sure, right = calibrated.max(-1), calibrated.argmax(-1) == labels
    enough = [t for t in np.round(np.arange(0.34, 0.96, 0.01), 2) if (sure >= t).any() and right[sure >= t].mean() >= RIGHT]
    settings["least"] = float(enough[0])
    print(f"held out: n {len(labels)}, right {right.mean():.3f}; from {settings['least']} on: "
          f"{(sure >= settings['least']).mean():.3f} of them, right {right[sure >= settings['least']].mean():.3f}")  # fmt: skip
    figures = tone.check_sentence_tone(data.parent)
    names = ("textblob", "textblob-news", "vader")
    settings["thresholds"] = {name: [figures[f"{name}.threshold_{end}"] for end in ("low", "high")] for name in names}
    _save(settings, out)


def _place(sentence, here: np.ndarray) -> tuple[int, int]:
    return int(sentence.pieces.starts[here > 0].min()), int(sentence.pieces.ends[here > 0].max())


def _loss(scores: np.ndarray, labels: np.ndarray) -> float:
    return float((np.log(np.exp(scores).sum(-1)) - scores[np.arange(len(labels)), labels]).mean())


def _save(settings: dict, out: Path) -> None:
    shipped_portrayal_settings.cache_clear()
    (out / "portrayal.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--model", "--encoder", "--data", "--out"):
        parser.add_argument(name, required=True, type=Path)
    options = parser.parse_args()
    write(options.model, options.encoder, options.out)
    calibrate(options.data, options.out)


if __name__ == "__main__":
    main()
