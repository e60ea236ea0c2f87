"""A project: a folder with `graph/` and `loaders/`. The built-in one ships with the package; this is where it is found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .declared import load_yaml, mapping, share
from .errors import DeclarationError, UsageError
from .ontology import Names, Ontology, load_names, load_ontology


@dataclass(frozen=True, slots=True)
class Project:
    """What may exist and where text comes from: the folder and what its `graph/` declares. Profiles are read by `loading`.

    `min_precision`, 0 to 1, is the bar: the confidence that a reading needs for its claim to be in the graph.
    """

    folder: Path
    ontology: Ontology
    names: Names
    min_precision: float

    def at(self, min_precision: float) -> Project:
        """Return this project with another bar. Raises UsageError where it is not from 0 to 1."""
        if not 0 <= min_precision <= 1:
            raise UsageError(f"a precision is from 0 to 1, not {min_precision:g}")
        return replace(self, min_precision=min_precision)

    @property
    def loaders(self) -> Path:
        return self.folder / "loaders"

    @property
    def queries(self) -> Path:
        return self.folder / "graph" / "queries"

    @property
    def schema(self) -> Path:
        return self.folder / "graph" / "schema.cypher"


def starter_folder() -> Path:
    """Return the folder of the built-in project: inside the package when installed, the checkout when it is editable."""
    here = Path(__file__).resolve()
    for folder in (here.parent / "_starter", here.parents[2]):
        if (folder / "graph" / "ontology.yaml").is_file():
            return folder
    raise DeclarationError(f"{here.parent / '_starter'}: graph/ontology.yaml is missing; install edgewise again")


def load_project(folder: Path) -> Project:
    """Read and check a project's declarations. Raises DeclarationError naming file and key."""
    graph = folder / "graph"
    return Project(
        folder, load_ontology(graph / "ontology.yaml"), load_names(graph / "names.yaml"), _load_min_precision(graph / "reading.yaml")
    )  # fmt: skip


def _load_min_precision(path: Path) -> float:
    entry = mapping(load_yaml(path), str(path), ("min_precision",), ("min_precision",))
    return share(entry["min_precision"], f"{path}: min_precision")


@cache
def builtin() -> Project:
    """Return the built-in project, read once a process."""
    return load_project(starter_folder())
