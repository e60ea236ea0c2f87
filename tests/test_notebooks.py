"""The notebooks run top to bottom, show what they say, and need nothing of edgewise but `edgewise.open`."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from waiting import PATIENCE

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
LIBRARIES = {"edgewise", "networkx", "pandas", "pathlib", "tempfile", "textwrap"}
SHOWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "01_how_is_amazon_linked_to_ice": {
        "text": ("Amazon pitched Amazon Rekognition to Immigration and Customs Enforcement",),
        "text/html": ("<iframe", "Investigative Case Management"),
        "text/markdown": ("## Denied", "## Sources"),
    },
    "02_your_own_documents": {
        "text/html": (
            "web-page",
            "riverton-contracts",
            "annex.pdf",
            "<td>denied</td>",
            "RV-2022-017",
            "Dana Reyes",
            "negated",
            "<iframe",
            "replaced",
        ),
        "text/markdown": ("pitched Plateline to Alder County Police Department", "## Denied", "**Northgate Cloud hosts Plateline**"),
    },
    "03_cypher_and_pandas": {
        "text": ("10 documents",),
        "text/html": ("<th>standing</th>", "hosts_of_what_it_uses", "negated", "between"),
        "text/plain": ("'amazon-ice.md'", "'example.gexf'", "'hosts/edges.csv'", "'ice.html'", "'links.jsonl'"),
    },
}
"""What some outputs of a notebook hold, by their kind."""


def outputs(notebook: Any, kind: str) -> str:
    """All outputs of a MIME type, or printed text, as one text."""
    every = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "\n".join(output.get("text", "") if kind == "text" else output.get("data", {}).get(kind, "") for output in every)


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")  # of the notebook machinery, not of ours
def test_a_notebook_is_kept_without_outputs_and_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    notebook = read(path)
    assert not [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")], "clear its outputs"
    resources = {"metadata": {"path": os.fspath(tmp_path)}}
    NotebookClient(notebook, resources=resources, timeout=int(PATIENCE), startup_timeout=int(PATIENCE)).execute()
    assert [output.text for cell in notebook.cells for output in cell.get("outputs", ()) if output.get("name") == "stderr"] == []
    for kind, words in SHOWN[path.stem].items():
        shown = outputs(notebook, kind)
        assert [word for word in words if word not in shown] == [], kind


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_needs_of_edgewise_nothing_but_open(path: Path) -> None:
    code = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")
    nodes = list(ast.walk(ast.parse(code)))
    assert set(imported(nodes)) <= LIBRARIES
    assert {
        node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "edgewise"
    } == {"open"}


def imported(nodes: list[ast.AST]) -> Iterator[str]:
    """The modules that a code imports, or takes something from."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            assert node.module != "edgewise"
