"""Write networks as the package ships them: ONNX, weights in 8 bits of which 7 are used, the same numbers on every x86-64 CPU.

Without VNNI, x86 adds pairs of 8-bit products in 16 bits, which saturate; with 7 bits they cannot. And what differs in the last
digit does not stay small: activations are rounded to 8 bits in each layer, where it may fall on the other side. So nothing is
left that the runtime sums in another order on a CPU with AVX-512: see `alike_everywhere`. Seven bits of eight, most of them
small, pack to three quarters, and trees to a fifth.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic


def write_packed(network: onnx.ModelProto, folder: Path, name: str) -> None:
    """Write `NAME.onnx.gz`: the same bytes for the same network."""
    (folder / f"{name}.onnx.gz").write_bytes(gzip.compress(network.SerializeToString(), 9, mtime=0))


def alike_everywhere(network: onnx.ModelProto) -> onnx.ModelProto:
    """The same network without the one step that the runtime computes otherwise on CPUs with AVX-512.

    Softmax sums 16 numbers at a time there and 8 elsewhere. It is written as its parts, of which each gives the same anywhere;
    what is weighed by it is divided after it is summed, for there is less of that than of weights.
    """
    graph = network.graph
    outputs = {one.name for one in graph.output}
    nodes: list[onnx.NodeProto] = []
    totals: dict[str, str] = {}
    for node in graph.node:
        out = node.output[0]
        if node.op_type == "Softmax":
            axis = next(one.i for one in node.attribute if one.name == "axis")
            most, below, raised, total = (f"{out}.{step}" for step in ("most", "below", "raised", "total"))
            graph.initializer.append(numpy_helper.from_array(np.array([axis]), f"{out}.axis"))
            nodes += [
                helper.make_node("ReduceMax", node.input, [most], axes=[axis]),
                helper.make_node("Sub", [node.input[0], most], [below]),
                helper.make_node("Exp", [below], [raised]),
                helper.make_node("ReduceSum", [raised, f"{out}.axis"], [total]),
            ]
            readers = [one for one in graph.node if out in one.input]
            if out not in outputs and [(one.op_type, one.input[0]) for one in readers] == [("MatMul", out)]:
                readers[0].input[0], totals[readers[0].output[0]] = raised, total
            else:
                nodes.append(helper.make_node("Div", [raised, total], [out]))
        elif out in totals:
            node.output[0] = f"{out}.weighed"
            nodes += [node, helper.make_node("Div", [node.output[0], totals[out]], [out])]
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(network)
    return network


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
        write_packed(alike_everywhere(onnx.load(small)), folder, name)
