"""A project of one's own, all through: its relation is read, stored, asked for, walked and drawn, beside what is built in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import runner

from edgewise.errors import UsageError
from edgewise.extract.base import Extractor
from edgewise.extract.read import extractor, lacking
from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.ingest import ingest
from edgewise.model import Claim, Document, Source
from edgewise.project import Project, builtin, load_overlay
from edgewise.questions.answer import ask, entities_of, known, routes
from edgewise.questions.saved import load_queries, run
from edgewise.refresh import refresh
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.sqlite import SqliteStore
from edgewise.views.page import page
from edgewise.views.picture import picture_of

OVERLAY = Path(__file__).parent / "overlay"
NOTICE = """PORT NOTICE October 3, 2025

Harborline Marine leased its SeaTrace system to the Coast Watch. HLM chartered its boats to the Icehouse.

Posted by the harbor office. The Coast Watch leased its SeaTrace system to Amazon.
"""


@pytest.fixture(scope="module")
def project() -> Project:
    return load_overlay(OVERLAY, builtin())


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "pier.notice").write_text(NOTICE, encoding="utf-8")
    return folder


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "port.db") as store:
        yield store


def read(store: Store, folder: Path, project: Project, reader: Extractor | None = None) -> list[str]:
    """What `ingest` says of each document."""
    return [one.state for one in ingest([str(folder)], store, project, reader or RulesExtractor(project)).documents]


def check(store: Store, folder: Path, project: Project) -> None:
    report = ingest([str(folder)], store, project, RulesExtractor(project))
    assert [one.profile for one in report.documents] == ["port-notice"]
    (document,) = store.records(Document)
    assert (document.published, document.tier) == ("2025-10-03", 3)
    leases = {(c.subject.name, c.object.name, c.about and c.about.name) for c in store.records(Claim) if c.relation == "leases_to"}
    assert leases == {("Harborline Marine", "Coast Watch", "SeaTrace"), ("Harborline Marine", "Icehouse", None)}

    rows = run(store, load_queries(*project.queries), "leases", {}, project).rows
    assert rows == (
        ("Harborline", "SeaTrace", "Coast Watch", "reported"),
        ("Harborline", None, "Immigration and Customs Enforcement", "reported"),
    )
    answer = routes(store, "Coast Watch", "ICE", project)
    assert [[link.relation for link in route.links] for route in answer.routes] == [["leases_to", "leases_to"]]
    assert ask(store, "How is Harborline linked to ICE?", project).form is not None
    found = known(store, "HLM", project)
    assert {link.sentence for link in found.links()} >= {
        "Harborline leases SeaTrace to Coast Watch", "Harborline has a lease with Immigration and Customs Enforcement",
    }  # fmt: skip
    assert "leases SeaTrace to Coast Watch" in page(picture_of(found, entities_of(store, found)))


def test_in_the_embedded_store(sqlite_store: SqliteStore, documents: Path, project: Project) -> None:
    check(sqlite_store, documents, project)


@pytest.mark.neo4j
def test_on_a_neo4j_server(neo4j_store: Neo4jStore, documents: Path, project: Project) -> None:
    check(neo4j_store, documents, project)


def test_what_is_built_in_stays_as_it_is(project: Project) -> None:
    assert "leases_to" not in builtin().ontology.relations
    assert builtin().names.find("the Icehouse") is None
    assert project.names.find("Icehouse") is project.names.find("ICE")
    assert list(project.ontology.relations)[:-1] == list(builtin().ontology.relations)


def test_the_models_reader_takes_no_lease_for_a_sale(sqlite_store: SqliteStore, documents: Path, project: Project) -> None:
    if lacking() is not None:
        pytest.skip(f"the reader needs {lacking()}")
    read(sqlite_store, documents, project, extractor("auto", project))
    found = {(link.relation, link.support) for link in sqlite_store.projection().links}
    assert ("leases_to", "reported") in found
    assert not {relation for relation, _ in found} & {"supplies_to", "owns"}


def test_documents_are_read_again_where_the_project_reads_otherwise(
    sqlite_store: SqliteStore, documents: Path, project: Project, tmp_path: Path
) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(OVERLAY, changed)
    (changed / "graph" / "names.yaml").write_text("names: {}\n", encoding="utf-8")
    assert read(sqlite_store, documents, project) == ["new"]
    assert read(sqlite_store, documents, project) == ["unchanged"]
    for other in (load_overlay(changed, builtin()), project, load_overlay(changed, builtin())):  # whichever comes first by its digest
        assert read(sqlite_store, documents, other) == ["reread"]
        assert read(sqlite_store, documents, other) == ["unchanged"]
        assert [source.read_by for source in sqlite_store.records(Source)] == [RulesExtractor(other).readers]


def test_a_copy_of_the_folder_reads_the_same(project: Project, tmp_path: Path) -> None:
    shutil.copytree(OVERLAY, tmp_path / "elsewhere")
    assert load_overlay(tmp_path / "elsewhere", builtin()).edition == project.edition != ""
    (tmp_path / "profiles" / "loaders").mkdir(parents=True)
    assert load_overlay(tmp_path / "profiles", builtin()).edition == ""


def test_without_the_project_its_relation_is_an_error_that_says_what_to_give(
    sqlite_store: SqliteStore, documents: Path, project: Project
) -> None:
    read(sqlite_store, documents, project)
    with pytest.raises(UsageError, match=r"unknown relation 'leases_to'; known: .*--project DIR"):
        refresh(sqlite_store, builtin())
    with pytest.raises(UsageError, match=r"--project DIR"):
        known(sqlite_store, "Harborline", builtin())


def test_every_command_takes_the_project(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way on the command line, the project once as an option and then from the environment."""
    monkeypatch.setenv("EDGEWISE_STORE", str(tmp_path / "port.db"))

    run = runner(capsys)
    given = ("--project", str(OVERLAY))
    assert run("extract", str(documents), "--extractor", "rules", *given)[1].count('"relation": "leases_to"') == 2
    assert run("ingest", str(documents), "--extractor", "rules", *given)[0] == 0
    code, _, said = run("ask", "What is known about Harborline?")
    assert (code, "--project DIR" in said) == (2, True)

    monkeypatch.setenv("EDGEWISE_PROJECT", str(OVERLAY))
    assert "Coast Watch" in run("query", "leases", "--csv")[1]
    assert "leases SeaTrace to Coast Watch" in run("ask", "What is known about Harborline?")[1]
    assert "lease with Immigration" in run("routes", "HLM", "ICE")[1]
    assert run("view", "HLM", "-o", str(tmp_path / "hlm.html"))[0] == 0
    for format in ("graphml", "gexf", "cypher", "jsonld", "ftm"):
        assert "leases to" in run("export", format)[1].lower().replace("_", " "), format
    for verb in (("candidates",), ("forget", "pier.notice")):
        assert run(*verb)[0] == 0
