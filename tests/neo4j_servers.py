"""Real Neo4j servers for the tests: where they are found, and how they are started and stopped."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from waiting import free_port

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "graph" / "neo4j"
HOW = "graph/neo4j/get_neo4j.sh .neo4j/5.26.30"


@dataclass(frozen=True)
class Neo4jServer:
    """A running server that only the tests use: its address, and the environment that logs in."""

    address: str
    environment: Mapping[str, str]

    def driver(self) -> Driver:
        """Return a driver beside edgewise, for what other programs do on the same server."""
        return GraphDatabase.driver(self.address, auth=(self.environment["NEO4J_USERNAME"], self.environment["NEO4J_PASSWORD"]))

    def empty(self) -> None:
        """Delete every node, ours and others; constraints and indexes stay."""
        with self.driver() as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")


def folders() -> tuple[Path, ...]:
    """Return the folders that get_neo4j.sh made: those named in EDGEWISE_TEST_NEO4J, with ":" between them, else all in `.neo4j`."""
    named = os.environ.get("EDGEWISE_TEST_NEO4J", "")
    found = sorted((ROOT / ".neo4j").glob("*")) if named in ("", "all") else [Path(name) for name in named.split(":")]
    return tuple(folder for folder in found if (folder / "complete").is_file())


@contextmanager
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Neo4jServer]]:
    """Give a function that starts the server of a folder, once; at the end stop those, by the process ids in their homes."""
    servers: dict[Path, Neo4jServer] = {}
    homes: list[Path] = []
    environment = {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "only-for-tests"}
    # what tests do is mostly done once, before Java has optimized it; a busy machine takes its time to start a server
    quick = {"NEO4J_JAVA_OPTS": "-XX:TieredStopAtLevel=1", "NEO4J_START_TIMEOUT": "300"}

    def start(folder: Path) -> Neo4jServer:
        if folder not in servers:
            homes.append(tmp_path_factory.mktemp("neo4j"))
            port = free_port()
            # so that a greedy statement is refused its memory soon
            command = [str(SCRIPTS / "start_neo4j.sh"), str(folder), str(homes[-1]), str(port), "db.memory.transaction.max=128m"]
            subprocess.run(command, env={**os.environ, **environment, **quick}, check=True, stdout=subprocess.DEVNULL)
            servers[folder] = Neo4jServer(f"bolt://127.0.0.1:{port}", environment)
        return servers[folder]

    try:
        yield start
    finally:
        for home in homes:
            subprocess.run([SCRIPTS / "stop_neo4j.sh", home], check=True, stdout=subprocess.DEVNULL)
