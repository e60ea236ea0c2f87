"""The docs are read by tests: what the README prints is what edgewise prints, and tables say what the declarations say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, DocTestParser, DocTestRunner, OutputChecker
from pathlib import Path

import pytest

import edgewise
from edgewise.cli import COMMANDS
from edgewise.declared import load_yaml
from edgewise.project import builtin
from edgewise.questions.saved import load_queries
from edgewise.views.exports import FORMATS
from edgewise.web.app import PLACES

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def _tables() -> dict[str, str]:
    """The tables of graph/README.md, made from what is declared."""
    project = builtin()
    types = load_yaml(project.folder / "graph" / "ontology.yaml")["types"]
    relations = [
        f"| `{r.name}` | {r.kind} | {r.sentence('A', 'B', 'S' if r.abouts else None)} | {', '.join(r.never_implies) or '-'} |"
        for r in project.ontology.relations.values()
    ]
    queries = [
        f"| `{q.name}` | {q.title} | {', '.join(p.name for p in q.parameters) or '-'} |" for q in load_queries(*project.queries).values()
    ]
    return {
        "types": "\n".join(["| type | is |", "|---|---|", *(f"| {name} | {words} |" for name, words in types.items())]),
        "relations": "\n".join(["| relation | kind | reads | never means |", "|---|---|---|---|", *relations]),
        "queries": "\n".join(["| name | question | parameters |", "|---|---|---|", *queries]),
    }


def _places() -> str:
    """The table of src/edgewise/web/README.md: every address, what it shows (the first line of its docstring), and its twins."""
    rows = []
    for place in PLACES:
        words = (place.page.__doc__ or "").strip().splitlines()[0].rstrip(".")
        how = "by POST" if place.decides else ", ".join((["JSON"] if place.twins else []) + (["CSV"] if place.csv else [])) or "-"
        rows.append(f"| `{place.path}` | {words} | {how} |")
    return "\n".join(["| address | what | twins |", "|---|---|---|", *rows])


def _formats() -> str:
    """The table of src/edgewise/views/exports/README.md: every format, who opens it, and what it cannot hold."""
    rows = []
    for one in FORMATS.values():
        kind = ("folder" if one.folder else "file") + (f", with `edgewise[{one.extra}]`" if one.extra else "")
        rows.append(f"| `{one.name}` | {kind} | {one.opens} | {'. '.join(one.cannot)}. |")
    return "\n".join(["| format | is a | for | cannot hold |", "|---|---|---|---|", *rows])


def _with_tables(path: Path, tables: Mapping[str, str], request: pytest.FixtureRequest) -> tuple[str, str]:
    """The text of a file, and what it is with each table put after its mark; with `--update-golden` the file is written so."""
    text = made = path.read_text(encoding="utf-8")
    for name, table in tables.items():
        assert f"<!-- {name} -->" in text
        made = re.sub(rf"<!-- {name} -->\n(?:\n(?:\|.*\n)+)?", lambda _, n=name, t=table: f"<!-- {n} -->\n\n{t}\n", made)  # type: ignore[misc]
    if request.config.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8")
        text = made
    return text, made


@pytest.mark.parametrize("folder", ["graph", "src/edgewise/web", "src/edgewise/views/exports"])
def test_the_tables_of_a_folder_say_what_is_declared(root: Path, folder: str, request: pytest.FixtureRequest) -> None:
    tables = _tables() if folder == "graph" else {"places": _places()} if folder.endswith("web") else {"formats": _formats()}
    text, made = _with_tables(root / folder / "README.md", tables, request)
    assert text == made, "write them anew with: pytest tests/test_docs.py --update-golden"


def test_the_readme_names_the_python_that_is_required(readme: str, root: Path) -> None:
    required = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    version = required.removeprefix(">=")
    assert re.findall(r"Python (\d+\.\d+)", readme) == [version] * readme.count("Python 3.")
    assert f"Python {version}" in readme


def test_what_the_readme_shows_is_what_is_printed(readme: str, root: Path, tmp_path: Path) -> None:
    """Every console block after reading the example: its output word for word, "..." for what is left out, line breaks aside."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("EDGEWISE")}
    subprocess.run([sys.executable, "-m", "edgewise", "ingest", str(root / "loaders/example")], cwd=tmp_path, env=clean, check=True)
    blocks = _BLOCK.findall(readme)
    assert blocks
    for block in blocks:
        for shown in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, expected = shown.partition("\n")
            assert command.startswith("edgewise "), command
            line = command.replace("edgewise ", f"{sys.executable} -m edgewise ", 1)
            done = subprocess.run(line, shell=True, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            same = OutputChecker().check_output(expected, done.stdout, ELLIPSIS | NORMALIZE_WHITESPACE)
            assert same, f"{command}\n{done.stdout}"


def test_what_the_readme_does_in_python_is_so(
    readme: str, root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("python")
    monkeypatch.chdir(folder)
    with edgewise.open() as graph:
        graph.ingest(root / "loaders" / "example", "rules")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", readme, re.M | re.S)
    assert blocks
    said: list[str] = []
    parser, runner = DocTestParser(), DocTestRunner(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)
    for number, block in enumerate(blocks):
        runner.run(parser.get_doctest(block, {}, f"block {number}", "README.md", 0), out=said.append)
    assert said == []


def test_every_command_is_in_the_readme(readme: str) -> None:
    assert [c for c in COMMANDS if f"edgewise {c}" not in readme] == []


def test_every_file_that_the_docs_point_to_is_there(root: Path) -> None:
    for path in [root / "README.md", *root.glob("*/README.md"), *root.glob("graph/*/README.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_changelog_has_the_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
