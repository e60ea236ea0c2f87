"""Who asks while others write is answered from one graph that there was, never from half of one, and meets no error."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from explored import Explorer
from explorers import desk_over, served
from faulty import READER, Machine, ended

import edgewise
from edgewise.extract.read import extractor
from edgewise.ingest import Watch, ingest
from edgewise.project import builtin
from edgewise.stores import open_store

QUESTION = "how is Acme Data linked to Borealis Systems?"
LINKS = "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.name, type(r), b.name, r.about, r.standing, r.claims ORDER BY r.id"
PAGES = ("/links.csv", "/routes.csv?from=Acme+Data&to=Borealis+Systems")

Questions = dict[str, Callable[[], str]]


def questions(graph: edgewise.Graph, page: Callable[[str], str]) -> Questions:
    """Questions whose answers say a good deal of the whole graph, to Python and to the explorer."""
    return {
        "cypher": lambda: graph.cypher(LINKS).to_csv(),
        "query": lambda: graph.query("most_linked").to_csv(),
        "ask": lambda: json.dumps(without_places(graph.ask(QUESTION).to_json()), sort_keys=True),
        "links": lambda: graph.frame("links").drop(columns="source").to_csv(),
    } | {address: partial(page, address) for address in PAGES}


def without_places(value: Any) -> Any:
    """An answer without where its sentences were found: a document that changed is known as such a moment before the graph is."""
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key != "source"}
    return [without_places(one) for one in value] if isinstance(value, list | tuple) else value


def test_every_answer_is_of_a_graph_that_there_was(at: Machine) -> None:
    shutil.copy(at.folder / "first.db", at.folder / "undisturbed.db")
    allowed: dict[str, set[str]] = {}
    seen: dict[str, set[str]] = {}
    over = threading.Event()

    def look(name: str, ask: Callable[[], str]) -> None:
        while not over.is_set():
            seen.setdefault(name, set()).add(ask())

    for pile in (None, "second", "third"):
        if pile is not None:
            at.must("ingest", pile, *READER, "--store", "undisturbed.db")
        with edgewise.open(at.folder / "undisturbed.db") as graph, desk_over(graph.address) as desk, served(desk) as asking:
            for name, ask in questions(graph, lambda address: asking(address).body).items():
                allowed.setdefault(name, set()).add(ask())
    with edgewise.open(at.folder / "first.db") as graph, Explorer(at, "first.db") as explorer, ThreadPoolExecutor(6) as threads:
        looking = [threads.submit(look, name, ask) for name, ask in questions(graph, lambda address: explorer.get(address).text).items()]
        try:
            for pile in ("second", "third"):  # one after the other, by others
                done = ended(at.start("ingest", pile, *READER, "--store", "first.db"))
                assert done.code == 0, done.err
        finally:
            over.set()
        for one in looking:
            one.result()
    for name, found in seen.items():
        assert found <= allowed[name], f"{name}: {len(found - allowed[name])} answers of no graph that there was"


def test_while_changed_documents_are_read_an_answer_says_where_its_sentences_are_from(at: Machine) -> None:
    store = at.folder / "first.db"

    def ask() -> str:
        with edgewise.open(store) as graph:
            return json.dumps(graph.ask(QUESTION).to_json(), sort_keys=True)

    before, seen = ask(), set[str]()
    with open_store(str(store)) as opened:
        watch = Watch(progress=lambda done, total: seen.add(ask()) if done % 12 == 0 else None)
        report = ingest([str(at.folder / "second")], opened, builtin(), extractor("rules", builtin()), watch)
    assert report.count("replaced") > 0
    assert seen == {before}
    assert ask() != before
