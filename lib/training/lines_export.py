"""Write the line model as the library reads it: arrays in `lines.npz`, the trees of each stage in `lines.STAGE.onnx.gz`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import onnx
from networks import write_packed
from onnx import TensorProto, helper

OPSET, IR = [helper.make_opsetid("ai.onnx.ml", 3), helper.make_opsetid("", 17)], 8


def write(folder: Path, arrays: dict[str, np.ndarray], stages: dict[str, lightgbm.Booster]) -> None:
    """The files of a model."""
    np.savez_compressed(folder / "lines.npz", **arrays)
    for stage, booster in stages.items():
        write_packed(trees(booster), folder, f"lines.{stage}")


def trees(*boosters: lightgbm.Booster) -> onnx.ModelProto:
    """The margin (log-odds) of an ensemble, or the mean of several ones', as one ONNX operator."""
    dumped = [booster.dump_model() for booster in boosters]
    table: dict[str, list[Any]] = {name: [] for name in NODE + LEAF}
    for number, tree in enumerate(tree for one in dumped for tree in one["tree_info"]):
        ids = {id(node): at for at, node in enumerate(_nodes(tree["tree_structure"]))}
        for node in _nodes(tree["tree_structure"]):
            _add(table, number, node, ids, len(boosters))
    node = helper.make_node(
        "TreeEnsembleRegressor", ["lines"], ["margin"], domain="ai.onnx.ml", n_targets=1, post_transform="NONE", **table
    )
    wide = dumped[0]["max_feature_idx"] + 1
    given = helper.make_tensor_value_info("lines", TensorProto.FLOAT, [None, wide])
    made = helper.make_tensor_value_info("margin", TensorProto.FLOAT, [None, 1])
    return helper.make_model(helper.make_graph([node], "lines", [given], [made]), opset_imports=OPSET, ir_version=IR)


NODE = [f"nodes_{name}" for name in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")]
LEAF = [f"target_{name}" for name in ("treeids", "nodeids", "ids", "weights")]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for side in ("left_child", "right_child"):
        if side in node:
            yield from _nodes(node[side])


def _add(table: dict[str, list[Any]], tree: int, node: dict[str, Any], ids: dict[int, int], shared: int) -> None:
    leaf = "leaf_value" in node
    if not leaf and node["decision_type"] != "<=":
        raise ValueError(f"a decision of another type: {node['decision_type']!r}")
    children = (0, 0) if leaf else (ids[id(node["left_child"])], ids[id(node["right_child"])])
    values = (tree, ids[id(node)], 0 if leaf else node["split_feature"], 0.0 if leaf else _below(node["threshold"]))
    for name, value in zip(NODE, (*values, "LEAF" if leaf else "BRANCH_LEQ", *children), strict=True):
        table[name].append(value)
    if leaf:
        for name, value in zip(LEAF, (tree, ids[id(node)], 0, node["leaf_value"] / shared), strict=True):
            table[name].append(value)


def _below(threshold: float) -> float:
    """The greatest 32-bit number that is not above: the columns are of 32 bits, so that no decision changes."""
    small = np.float32(threshold)
    return float(small if small <= threshold else np.nextafter(small, np.float32(-np.inf)))
