"""Keeping a network small: its large tables in eight bits with one scale a row, made whole again when it is loaded.

What is reckoned does not depend on what else is in a batch, as it would with activations of eight bits.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

LARGE = 10_000  # numbers in a table that is worth it


def write(
    network: Any, example: Any, path: Path, *, takes: str, gives: str, about: Mapping[str, str] | None = None
) -> None:
    """Write a torch network for onnxruntime: ``takes`` (texts, tokens, …) and ``gives`` (texts, …) name its ends.

    ``about``: what the file tells of itself.
    """
    import onnx
    import torch

    written = io.BytesIO()
    names = {"input_names": [takes], "output_names": [gives]}
    axes = {takes: {0: "texts", 1: "tokens"}, gives: {0: "texts"}}
    torch.onnx.export(network, (example,), written, dynamic_axes=axes, opset_version=17, dynamo=False, **names)
    model = onnx.load_from_string(written.getvalue())
    _in_eight_bits(model)
    onnx.helper.set_model_props(model, dict(about or {}))
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _in_eight_bits(model: Any) -> None:
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    for table in [t for t in graph.initializer if len(t.dims) == 2 and np.prod(t.dims) >= LARGE]:
        values = numpy_helper.to_array(table)
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-12) / 127.0
        small = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(table)
        graph.initializer.append(numpy_helper.from_array(small, f"{table.name}.bits"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{table.name}.scale"))
        cast = helper.make_node("Cast", [f"{table.name}.bits"], [f"{table.name}.cast"], to=TensorProto.FLOAT)
        whole = helper.make_node("Mul", [f"{table.name}.cast", f"{table.name}.scale"], [table.name])
        graph.node.insert(0, whole)
        graph.node.insert(0, cast)
