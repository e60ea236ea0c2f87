"""The notebooks run top to bottom, and show what they say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def outputs(notebook: Any, kind: str) -> str:
    """All outputs of a MIME type, or printed text, as one text."""
    every = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "\n".join(output.get("text", "") if kind == "text" else output.get("data", {}).get(kind, "") for output in every)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")  # of the notebook machinery, not of ours
def test_a_notebook_is_kept_without_outputs_and_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    assert not [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")], "clear its outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": os.fspath(tmp_path)}}).execute()
    if path.stem.startswith("01_"):
        assert "Amazon pitched Amazon Rekognition to Immigration and Customs Enforcement" in outputs(notebook, "text")
        assert "<iframe" in outputs(notebook, "text/html")
        assert "Investigative Case Management" in outputs(notebook, "text/html")
