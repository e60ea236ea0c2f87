"""What is published: the built wheel in a fresh environment, without the checkout, carries its starter and answers a question."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

_DOCUMENT = """Palantir and ICE

ICE uses Investigative Case Management, a system developed by Palantir.
"""


def _run(*command: str | Path, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "EDGEWISE"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, root, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_the_starter_and_its_licences_and_nothing_else_of_the_checkout(wheel: Path, root: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("graph", "loaders"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"edgewise/_starter/{path.relative_to(root).as_posix()}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.split("/")[0] not in ("edgewise",) and ".dist-info/" not in name]


def test_the_wheel_works_where_nothing_else_is(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    bin = home / ("Scripts" if os.name == "nt" else "bin")
    _run(bin / "python", "-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check", wheel, cwd=tmp_path)
    (tmp_path / "note.txt").write_text(_DOCUMENT, encoding="utf-8")
    assert "_starter" in _run(bin / "python", "-c", "from edgewise.project import builtin; print(builtin().folder)", cwd=tmp_path)
    _run(bin / "edgewise", "ingest", "note.txt", cwd=tmp_path)
    answer = json.loads(_run(bin / "edgewise", "ask", "who uses Investigative Case Management?", "--json", cwd=tmp_path))
    assert [fact["subject"] for fact in answer["facts"]] == ["Immigration and Customs Enforcement"]
    _run(bin / "edgewise", "view", "-o", "page.html", cwd=tmp_path)
    assert "Investigative Case Management" in (tmp_path / "page.html").read_text(encoding="utf-8")
