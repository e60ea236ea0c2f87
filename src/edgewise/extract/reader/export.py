"""From trained weights to what ships: two ONNX graphs, the encoder's in 8 bits."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from .network import Reader
from .train import quantise

OPSET = 17


class _Encode(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states, attention, spans = self.reader.encode(ids, mask, shapes)
        return states, attention, spans.sigmoid()


class _Pair(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, attention: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        relations, standings = self.reader.pair(states, attention, pairs)
        return relations.sigmoid(), standings.softmax(-1)


def export(reader: Reader, folder: Path, typical: Sequence[Mapping[str, np.ndarray]]) -> tuple[Path, Path]:
    """Write encoder.onnx (8 bits, 7 used of each weight) and pairs.onnx into a folder and return their paths."""
    reader = reader.cpu().eval()
    quantise(reader, on=False)
    ids = torch.ones((2, 7), dtype=torch.long)
    pairs = torch.tensor([[0, 1, 2, 4, 4, 0, 1, 1], [1, 1, 1, 3, 3, 0, 0, 0]])
    states, attention, _ = reader.encode(ids, ids, ids)
    plain, encoder, pairing = folder / "plain.onnx", folder / "encoder.onnx", folder / "pairs.onnx"
    rows = {0: "sentences", 1: "tokens"}
    square = {0: "sentences", 1: "tokens", 2: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter by tracing is deprecated, and writes what we want
        torch.onnx.export(
            _Encode(reader), (ids, ids, ids), str(plain), input_names=["ids", "mask", "shapes"],
            output_names=["states", "attention", "spans"], opset_version=OPSET, dynamo=False,
            dynamic_axes={
                "ids": rows, "mask": rows, "shapes": rows, "states": rows, "attention": square,
                "spans": {0: "sentences", 2: "tokens", 3: "tokens"},
            },
        )  # fmt: skip
        torch.onnx.export(
            _Pair(reader), (states, attention, pairs), str(pairing), input_names=["states", "attention", "pairs"],
            output_names=["relations", "standings"], opset_version=OPSET, dynamo=False,
            dynamic_axes={"states": rows, "attention": square, "pairs": {0: "pairs"}, "relations": {0: "pairs"}, "standings": {0: "pairs"}},
        )  # fmt: skip
    graph = onnx.load(plain).graph
    heads = [n.name for n in graph.node if n.op_type == "MatMul" and any(f"/{head}/" in n.name for head in ("starts", "ends", "borders"))]
    quantize_dynamic(
        plain, encoder, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8,
        nodes_to_exclude=heads, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    plain.unlink()
    model = onnx.load(encoder)
    _pack(model, "words.weight")
    _fix_ranges(model, typical)
    _fuse(model)
    onnx.save(model, encoder)
    model = onnx.load(pairing)
    _shrink(model)
    onnx.save(model, pairing)
    return encoder, pairing


def _fix_ranges(model: onnx.ModelProto, typical: Sequence[Mapping[str, np.ndarray]]) -> None:
    """Quantise what a layer sees over the range it typically has, so that a sentence's scores do not depend on its neighbours.

    `typical` are batches of inputs as they come; the range of each is the mean over the batches of their least and greatest values.
    """
    graph = model.graph
    quantised = [n for n in graph.node if n.op_type == "DynamicQuantizeLinear"]
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    for node in quantised:
        watched.graph.output.append(helper.make_tensor_value_info(node.output[1], TensorProto.FLOAT, []))
        watched.graph.output.append(helper.make_tensor_value_info(node.output[2], TensorProto.UINT8, []))
    session = InferenceSession(watched.SerializeToString())
    wanted = [name for node in quantised for name in node.output[1:]]
    seen = np.array([[float(v) for v in session.run(wanted, dict(batch))] for batch in typical]).reshape(len(typical), -1, 2)
    low, high = -(seen[:, :, 0] * seen[:, :, 1]).mean(0), (seen[:, :, 0] * (255 - seen[:, :, 1])).mean(0)
    for node, least, most in zip(quantised, low, high, strict=True):
        scale = np.float32((most - least) / 255)
        y, scale_name, zero_name = node.output
        graph.initializer.append(numpy_helper.from_array(np.array(scale, np.float32), scale_name))
        graph.initializer.append(numpy_helper.from_array(np.array(round(-least / float(scale)), np.uint8), zero_name))
        fixed = helper.make_node("QuantizeLinear", [node.input[0], scale_name, zero_name], [y])
        graph.node.insert(list(graph.node).index(node), fixed)
        graph.node.remove(node)


def _fuse(model: onnx.ModelProto) -> None:
    """Make one node of each product in 8 bits, its scales and its bias, which runs faster than the four it replaces."""
    graph = model.graph
    users: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    made = {out: node for node in graph.node for out in node.output}
    for node in graph.node:
        for name in node.input:
            users[name].append(node)
    for product in [n for n in graph.node if n.op_type == "MatMulInteger"]:
        cast = users[product.output[0]][0]
        scaled = users[cast.output[0]][0]
        scales = made[next(name for name in scaled.input if name != cast.output[0])]
        biased = users[scaled.output[0]][0]
        bias = next(name for name in biased.input if name != scaled.output[0])
        left, right, left_zero, right_zero = product.input
        fused = helper.make_node(
            "MatMulIntegerToFloat", [left, right, *scales.input, left_zero, right_zero, bias], list(biased.output), domain="com.microsoft"
        )
        graph.node.insert(list(graph.node).index(product), fused)
        for node in (product, cast, scaled, biased):
            graph.node.remove(node)
        if all(name == scales.output[0] for name in scaled.input if name != cast.output[0]) and len(users[scales.output[0]]) == 1:
            graph.node.remove(scales)
    if not any(o.domain == "com.microsoft" for o in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def _shrink(model: onnx.ModelProto) -> None:
    """Store the large weights in 8 bits with one scale a row; they are widened again when the graph is loaded."""
    graph = model.graph
    nodes = []
    for table in list(graph.initializer):
        values = numpy_helper.to_array(table)
        if values.ndim != 2 or values.size < 100_000:
            continue
        scale = np.maximum(np.abs(values).max(1) / 127, 1e-8).astype(np.float32)
        small = np.round(values / scale[:, None]).astype(np.int8)
        graph.initializer.remove(table)
        graph.initializer.append(numpy_helper.from_array(small, f"{table.name}_8"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{table.name}_scale"))
        nodes.append(helper.make_node("DequantizeLinear", [f"{table.name}_8", f"{table.name}_scale"], [table.name], axis=0))
    for node in reversed(nodes):
        graph.node.insert(0, node)


def _pack(model: onnx.ModelProto, ending: str) -> None:
    """Store an embedding in 8 bits with one scale a row: gather both, and multiply."""
    graph = model.graph
    table = next(i for i in graph.initializer if i.name.endswith(ending))
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name)
    values = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
    small = np.round(values / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(small, "words8"))
    graph.initializer.append(numpy_helper.from_array(scale, "words8_scale"))
    at = list(graph.node).index(gather)
    ids, out = gather.input[1], gather.output[0]
    graph.node.remove(gather)
    new = [
        helper.make_node("Gather", ["words8", ids], ["words8_rows"]),
        helper.make_node("Cast", ["words8_rows"], ["words8_floats"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["words8_scale", ids], ["words8_scales"]),
        helper.make_node("Mul", ["words8_floats", "words8_scales"], [out]),
    ]
    for k, node in enumerate(new):
        graph.node.insert(at + k, node)
