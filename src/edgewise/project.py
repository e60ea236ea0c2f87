"""A project: a folder with `graph/` and `loaders/`. The built-in one ships with the package; this is where it is found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import DeclarationError
from .ontology import Names, Ontology, load_names, load_ontology


@dataclass(frozen=True, slots=True)
class Project:
    """What may exist and where text comes from: the folder and what its `graph/` declares. Profiles are read by `loading`."""

    folder: Path
    ontology: Ontology
    names: Names

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
    return Project(folder, load_ontology(graph / "ontology.yaml"), load_names(graph / "names.yaml"))


@cache
def builtin() -> Project:
    """Return the built-in project, read once a process."""
    return load_project(starter_folder())
