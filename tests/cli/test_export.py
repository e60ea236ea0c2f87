"""`edgewise export`: what is written where, what is said of it, and what is refused before anything is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run, runner
from exporting import LINK, world_store

from edgewise.stores.sqlite import SqliteStore


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("filled") / "world.db"
    world_store(path).close()
    return str(path)


@pytest.fixture
def run(filled: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Export from that store: the exit code, and what was printed to stdout and stderr."""
    monkeypatch.setenv("EDGEWISE_STORE", filled)

    return runner(capsys, "export")


def test_the_whole_graph_goes_to_stdout_and_what_is_left_out_to_stderr(run: Run) -> None:
    code, out, err = run("ftm")
    assert code == 0
    edges = {data["id"] for data in map(json.loads, out.splitlines())} & set(LINK.values())
    assert edges == {LINK["hosts"], LINK["uses"], LINK["develops"]}
    assert err.splitlines() == [
        "11 names, 7 links, 7 claims, 3 documents",
        "no edge in this format: 4 links (2 alleged, 1 disputed, 1 refuted)",
    ]


def test_a_part_goes_to_a_file_or_a_folder(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "icm.graphml"
    code, out, err = run("graphml", "--around", "ICM", "-o", str(path))
    assert (code, out, err) == (0, "", "5 names, 3 links, 3 claims, 1 document\n")
    assert path.read_text(encoding="utf-8").count("<edge ") == 3
    code, out, _ = run("csv", "--routes", "Palantir", "ICE", "--max-hops", "2", "-o", str(tmp_path / "routes"))
    assert (code, out) == (0, "")
    assert sorted(file.name for file in (tmp_path / "routes").iterdir()) == ["edges.csv", "nodes.csv"]
    assert run("markdown", "--routes", "Palantir", "ICE")[1].startswith("# How is Palantir linked to ICE?\n")


def test_a_query_by_name_or_as_a_statement(run: Run) -> None:
    assert run("jsonld", "--query", "links_of", "--param", "name=ICM")[2].startswith("5 names, 3 links")
    statement = "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.claims >= $least RETURN r"
    assert run("gexf", "--query", statement, "--param", "least=2")[2].startswith("5 names, 1 link, 2 claims")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("xlsx",), "there is no format 'xlsx'; known: csv, cypher"),
        (("csv",), "csv is a folder of files: name it with -o FOLDER"),
        (("markdown",), "--routes A B, or --around NAME"),
        (("graphml", "--around", "ICE", "--query", "pitches"), "give one of --routes"),
        (("graphml", "--query", "pitched"), "no saved question 'pitched'"),
        (("neo4j-admin", "--around", "ICE", "-o", "part"), "neo4j-admin holds a whole store"),
    ],
)
def test_what_cannot_be_written_is_refused_with_what_can(
    run: Run, arguments: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over_a_store(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with SqliteStore(other):
        pass
    before = other.read_bytes()
    for arguments in (("graphml", "-o", str(other)), ("markdown", "--routes", "Palantir", "ICE", "-o", str(other))):
        code, _, err = run(*arguments)
        assert (code, err) == (
            2,
            f"edgewise: {other}: is a database, perhaps your store; it stays as it is. Give another name to write to\n",
        )
    assert other.read_bytes() == before
