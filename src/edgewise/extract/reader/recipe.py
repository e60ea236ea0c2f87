"""The recipe of the weights that ship: teachers, their opinions out of fold, a student, and its export. Needs the extra `train`.

    python -m edgewise.extract.reader.recipe ANNOTATIONS ENCODER OUT [--device cuda]

Each step leaves a file in OUT/steps and is not done again where that is there, so that an interrupted training goes on. Nothing of the
parts "dev" and "blind" is trained on. On one H100 (H200) the steps below take about ten minutes when run side by side; on two processor
cores a day and more.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from .annotations import Sentence, part_of, read, stories
from .distil import FOLDS, fold_of, opinions
from .examples import Opinion, Text, encode, mixed
from .export import export
from .labels import RELATIONS
from .network import Reader, Size, start_from
from .tokens import tokenizer_of
from .train import Options, batches, fit, tokens_of

TEACHER_LAYERS, STUDENT_LAYERS = 12, 6
TEACHER = Options(epochs=13, batch=48, rate=1.5e-4, head_rate=7e-4)
STUDENT = Options(seed=11, epochs=14, batch=48, rate=1.5e-4, head_rate=7e-4, quantise=0.25)
TEACHER_SEEDS = (1, 2)
SHARE = 0.5  # of the teachers' opinion in what the student learns
FILES = ("encoder.onnx", "pairs.onnx", "tokenizer.json")


def encoder_weights(path: Path) -> Mapping[str, Tensor]:
    """Return a BERT encoder's weights by Hugging Face's names, from its .safetensors file or from an ONNX export of it."""
    if path.suffix == ".safetensors":
        loaded: dict[str, Tensor] = load_file(path)
        return loaded
    graph = onnx.load(path).graph
    tables = {table.name: numpy_helper.to_array(table) for table in graph.initializer}
    weights = {name: torch.from_numpy(np.array(table)) for name, table in tables.items() if name.startswith(("embeddings.", "encoder."))}
    for node in graph.node:  # an exporter turns the weight of a linear layer over and forgets its name
        if node.op_type == "MatMul" and node.input[1] in tables:
            weights[".".join(node.name.strip("/").split("/")[:-1]) + ".weight"] = torch.from_numpy(tables[node.input[1]].T.copy())
    return weights


def student(sentences: Sequence[Sentence], encoder: Path, tokenizer: Tokenizer, steps: Path, device: str) -> Reader:
    """Train the teachers and the student on the part "train" and return the student."""
    story = stories(sentences)
    learnt = [s for s in sentences if part_of(story[s.doc]) == "train"]
    weights = encoder_weights(encoder)
    steps.mkdir(parents=True, exist_ok=True)
    texts = [Text.of(s) for s in learnt]
    said: list[Opinion | None] = [None] * len(texts)
    for fold in range(FOLDS):
        held = [k for k, s in enumerate(learnt) if fold_of(story[s.doc]) == fold]
        path = steps / f"opinions-{fold}.pickle"
        if not path.exists():
            others = [t for t, s in zip(texts, learnt, strict=True) if fold_of(story[s.doc]) != fold]
            teachers = []
            for seed in TEACHER_SEEDS:
                _tell(f"teacher {seed} for fold {fold + 1} of {FOLDS}")
                teacher = _started(weights, TEACHER_LAYERS, seed)
                teachers.append(fit(teacher, others, tokenizer, replace(TEACHER, device=device, seed=seed), _tell))
            path.write_bytes(pickle.dumps(opinions(teachers, [texts[k] for k in held], tokenizer, device)))
        for k, opinion in zip(held, pickle.loads(path.read_bytes()), strict=True):
            said[k] = opinion
    _tell("student")
    taught = [t if o is None else mixed(t, o, SHARE) for t, o in zip(texts, said, strict=True)]
    return fit(_started(weights, STUDENT_LAYERS, 0), taught, tokenizer, replace(STUDENT, device=device), _tell)


def write(reader: Reader, sentences: Sequence[Sentence], tokenizer: Tokenizer, out: Path, version: str) -> None:
    """Write the files of a reader and their checksums; the ranges of its 8-bit numbers come from every twelfth sentence."""
    out.mkdir(parents=True, exist_ok=True)
    examples = encode([Text.of(s) for s in sentences[::12]], tokenizer)
    typical = []
    for chunk in batches(examples, 48, None):
        ids, mask, shapes = tokens_of([examples[k] for k in chunk], "cpu")
        typical.append({"ids": ids.numpy(), "mask": mask.numpy(), "shapes": shapes.numpy()})
    export(reader, out, typical)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    declared = {
        "version": version,
        "files": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES},
        "relations": RELATIONS,
    }
    (out / "WEIGHTS.json").write_text(json.dumps(declared, indent=2) + "\n", encoding="utf-8")


def _started(weights: Mapping[str, Tensor], layers: int, seed: int) -> Reader:
    torch.manual_seed(seed)
    reader = Reader(Size(layers=layers))
    start_from(reader, weights)
    return reader


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path, help="folder with events.jsonl, other.jsonl and written.jsonl")
    parser.add_argument("encoder", type=Path, help="bge-small-en-v1.5 as .safetensors or .onnx")
    parser.add_argument("out", type=Path, help="folder for the weights")
    parser.add_argument("--tokenizer", type=Path, default=Path(__file__).parent / "weights" / "tokenizer.json")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--version", default="1", help="of the weights; raise it, so that documents are read again")
    parser.add_argument("--limit", type=int, default=0, help="train on so many sentences only, to try the recipe")
    given = parser.parse_args()
    torch.set_num_threads(1)  # on shared cores one thread is faster than two
    tokenizer = tokenizer_of(given.tokenizer)
    sentences = read(given.annotations)
    if given.limit:
        sentences = sentences[:: max(1, len(sentences) // given.limit)]
    reader = student(sentences, given.encoder, tokenizer, given.out / "steps", given.device)
    story = stories(sentences)
    write(reader, [s for s in sentences if part_of(story[s.doc]) == "train"], tokenizer, given.out, given.version)


if __name__ == "__main__":
    main()
