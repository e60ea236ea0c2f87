"""Gold sets: documents loaded as in real use, what is to be found in them, and the scorer that says what counts as found.

The scorer is `gold/score.py` of the shared folder, used as it is: what matches, what is optional and what a standing may be is said there.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from edgewise.extract.reader.annotations import Sentence
from edgewise.loading import profiles_of, read_document
from edgewise.model import Document
from edgewise.project import Project, builtin

HAND_MADE: Mapping[str, tuple[str, ...]] = {"seeds": ("seeds",), "events_a": ("corpus", "events"), "events_b": ("corpus", "events")}
"""The gold sets written by hand, and the folder where the documents of each lie."""


@dataclass(frozen=True, slots=True)
class Located:
    """An annotated sentence at its place, `[start, end)` of its document's text."""

    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Documents by the name that the gold has for them, and the scorer's view of their gold.

    `sentences` are the annotated ones by document, in order of the text; empty for the sets written by hand, whose gold knows claims
    only. `notes` say what could not be used.
    """

    name: str
    documents: Mapping[str, Document]
    matcher: Any
    sentences: Mapping[str, tuple[Located, ...]]
    notes: tuple[str, ...] = ()

    def only(self, wanted: Callable[[Document], bool]) -> GoldSet:
        """Return the set of those documents alone, with what is to be found in them."""
        documents = {name: document for name, document in self.documents.items() if wanted(document)}
        matcher = copy.copy(self.matcher)
        matcher.claims = [c for c in matcher.claims if c["doc"] in documents]
        sentences = {name: found for name, found in self.sentences.items() if name in documents}
        left_out = len(self.documents) - len(documents)
        notes = (*self.notes, *([f"{self.name}: {left_out} documents left out"] if left_out else []))
        return replace(self, documents=documents, matcher=matcher, sentences=sentences, notes=notes)


@cache
def scorer(shared: Path) -> Any:
    """Return the shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("gold_scorer", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hand_made(name: str, shared: Path) -> GoldSet:
    """Return a gold set written by hand, with all documents that it has claims of."""
    path = shared / "gold" / f"{name}.json"
    matcher = _matcher(path, shared)
    documents = load({c["doc"]: shared.joinpath(*HAND_MADE[name], c["doc"]) for c in matcher.claims})
    return GoldSet(name, documents, matcher, {})


def load(paths: Mapping[str, Path]) -> dict[str, Document]:
    """Return the documents of these files, masked and typed by the built-in profiles, in the order of their names."""
    profiles = profiles_of(builtin())
    return {name: read_document(path, path.parent, profiles).document for name, path in sorted(paths.items())}


def matcher_of(shared: Path, claims: Iterable[Mapping[str, Any]], project: Project) -> Any:
    """Return the scorer's view of gold made here: it knows other names from the sets written by hand and from `names.yaml`."""
    aliases: dict[str, list[str]] = {known.name: [known.name, *known.aliases] for known in project.names.known}
    for name in HAND_MADE:
        data = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        aliases |= {f"{key}": [*aliases.get(key, ()), *names] for key, names in data["aliases"].items()}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:  # the scorer reads files
        json.dump({"aliases": aliases, "claims": list(claims)}, file)
        file.flush()
        return _matcher(Path(file.name), shared)


def _matcher(path: Path, shared: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the scorer, a script, leaves it to the end of the run to close its file
        return scorer(shared).Gold(path)
