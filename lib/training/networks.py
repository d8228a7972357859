"""Write networks as the package ships them: ONNX, weights in 8 bits of which 7 are used, packed.

Without VNNI, x86 adds pairs of 8-bit products in 16 bits, which saturate; with 7 bits they cannot, so every x86-64 CPU gives the
same numbers. Seven bits of eight, most of them small, pack to three quarters, and trees to a fifth.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic


def write_packed(network: onnx.ModelProto, folder: Path, name: str) -> None:
    """Write `NAME.onnx.gz`: the same bytes for the same network."""
    (folder / f"{name}.onnx.gz").write_bytes(gzip.compress(network.SerializeToString(), 9, mtime=0))


def write_small(
    module: torch.nn.Module, inputs: dict[str, Any], outputs: list[str], axes: dict[str, Any], folder: Path, name: str,
    changed: Callable[[onnx.ModelProto], onnx.ModelProto] = lambda network: network,
) -> None:  # fmt: skip
    """Export a module, let `changed` change its graph, make its weights small and write it packed."""
    with tempfile.TemporaryDirectory() as scratch:
        whole, small = Path(scratch) / "whole.onnx", Path(scratch) / "small.onnx"
        torch.onnx.export(
            module.eval(), tuple(inputs.values()), str(whole), input_names=list(inputs), output_names=outputs,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        onnx.save(changed(onnx.load(whole)), whole)
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        write_packed(onnx.load(small), folder, name)
