"""From files to a graph: again, changed, broken, forgotten, interrupted."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from edgewise.errors import DocumentError, UsageError
from edgewise.extract.read import extractor
from edgewise.ingest import Report, Watch, forget, ingest
from edgewise.model import Claim, Document, Problem, Source
from edgewise.project import builtin
from edgewise.proposed import Draft
from edgewise.questions.view import graph_view
from edgewise.refresh import Made, refresh
from edgewise.stores.base import Store
from edgewise.stores.patch import Patch

PROJECT = builtin().at(0)  # whatever was read is in the graph, however surely
HOSTED = "Palantir's Investigative Case Management (ICM) system is hosted on Amazon Web Services.\n"
USED = "ICE uses Investigative Case Management.\n"


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    (folder / "more").mkdir(parents=True)
    (folder / "hosted.txt").write_text(HOSTED, encoding="utf-8")
    (folder / "more" / "used.txt").write_text(USED, encoding="utf-8")
    return folder


def read(store: Store, *paths: Path) -> Report:
    return ingest([str(p) for p in paths], store, PROJECT, extractor("rules", PROJECT))


def relations(store: Store) -> list[tuple[str, str, str]]:
    graph = store.projection()
    names = {e.id: e.name for e in graph.entities}
    return sorted((names[link.subject], link.relation, names[link.object]) for link in graph.links)


def test_a_folder_becomes_a_graph(store: Store, pile: Path) -> None:
    report = read(store, pile)
    assert report.to_json() == {
        "documents": 2, "new": 2, "unchanged": 0, "replaced": 0, "failed": [], "claims": sum(1 for _ in store.records(Claim)),
        "refused": report.to_json()["refused"], "reread": 0, "gone": 0, "candidates": 0,
    }  # fmt: skip
    assert sorted(d.source for d in report.documents) == ["hosted.txt", "more/used.txt"]
    assert ("Amazon Web Services", "hosts", "Investigative Case Management") in relations(store)
    assert ("Immigration and Customs Enforcement", "uses", "Investigative Case Management") in relations(store)


def test_again_changes_nothing(store: Store, pile: Path) -> None:
    read(store, pile)
    stamp = store.stamp()
    report = read(store, pile)
    assert (report.count("unchanged"), report.count("new"), report.to_json()["claims"]) == (2, 0, 0)
    assert store.stamp() == stamp


def test_a_changed_document_replaces_its_claims_and_the_old_ones_stay_as_records(store: Store, pile: Path) -> None:
    read(store, pile)
    (pile / "hosted.txt").write_text("Microsoft hosts nothing here.\n", encoding="utf-8")
    report = read(store, pile)
    assert (report.count("replaced"), report.count("unchanged")) == (1, 1)
    assert ("Amazon Web Services", "hosts", "Investigative Case Management") not in relations(store)
    assert sum(1 for _ in store.records(Document)) == 3


def test_the_old_text_again_brings_the_old_graph_with_its_ids(store: Store, pile: Path) -> None:
    read(store, pile)
    before = store.projection()
    (pile / "hosted.txt").write_text("Microsoft hosts nothing here.\n", encoding="utf-8")
    read(store, pile)
    (pile / "hosted.txt").write_text(HOSTED, encoding="utf-8")
    read(store, pile)
    assert store.projection() == before


def test_a_copy_is_one_document_with_two_sources(store: Store, pile: Path) -> None:
    (pile / "copy.txt").write_text(HOSTED, encoding="utf-8")
    read(store, pile)
    assert sum(1 for _ in store.records(Document)) == 2
    assert sum(1 for _ in store.records(Source)) == 3
    forget(store, PROJECT, "copy.txt")
    assert ("Amazon Web Services", "hosts", "Investigative Case Management") in relations(store)


def test_what_cannot_be_read_is_reported_and_the_rest_go_on(store: Store, pile: Path) -> None:
    (pile / "broken.txt").write_bytes(b"ICE uses \xff\xfe nothing")
    report = read(store, pile, pile / "missing.txt")
    assert report.count("new") == 2
    assert sorted(Path(f.path).name for f in report.failed) == ["broken.txt", "missing.txt"]
    assert all(f.reason and str(pile) not in f.reason for f in report.failed)


def test_what_could_not_be_read_is_kept_until_it_can_be(store: Store, pile: Path) -> None:
    (pile / "more" / "broken.txt").write_bytes(b"ICE uses \xff\xfe nothing")
    report = read(store, pile, pile / "missing.txt")
    (reason,) = (f.reason for f in report.failed if f.path.endswith("broken.txt"))
    assert list(store.records(Problem)) == [Problem("more/broken.txt", reason)]  # what is not there at all is no source
    stamp = store.stamp()
    read(store, pile)
    assert store.stamp() == stamp
    (pile / "more" / "broken.txt").write_bytes(b"")
    read(store, pile)
    ((problem),) = store.records(Problem)
    assert problem.reason not in (None, reason)
    assert problem.revision == 2
    (pile / "more" / "broken.txt").write_text("ICE uses nothing.")
    read(store, pile)
    read(store, pile)
    assert list(store.records(Problem)) == [Problem("more/broken.txt", None, 3)]
    assert graph_view(store).problems == ()


def test_a_document_that_was_read_and_now_cannot_be_stays_and_so_does_the_reason(store: Store, pile: Path) -> None:
    read(store, pile)
    before = store.projection()
    (pile / "hosted.txt").write_bytes(b"\xff\xfe\x00")
    (pile / "more" / "another.txt").write_bytes(b"\xff\xfe\x00")
    read(store, pile)
    assert [p.locator for p in graph_view(store).problems] == ["hosted.txt", "more/another.txt"]
    assert store.projection() == before
    forget(store, PROJECT, "hosted.txt")
    assert [p.locator for p in graph_view(store).problems] == ["hosted.txt", "more/another.txt"]


def test_a_closed_folder_is_kept_until_something_in_it_is_read(store: Store, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listdir = os.listdir

    def closed(folder: Path) -> list[str]:
        if folder == pile / "more":
            raise PermissionError(13, "Permission denied")
        return listdir(folder)

    with monkeypatch.context() as patched:
        patched.setattr(os, "listdir", closed)
        read(store, pile)
    assert list(store.records(Problem)) == [Problem("more", "cannot be opened: Permission denied")]
    read(store, pile)
    assert list(store.records(Problem)) == [Problem("more", None, 2)]


def test_forgetting_and_putting_back(store: Store, pile: Path) -> None:
    read(store, pile)
    before = store.projection()
    assert forget(store, PROJECT, "used.txt").document is None
    assert not [r for r in relations(store) if r[1] == "uses"]
    report = read(store, pile)
    assert (report.count("new"), report.count("unchanged")) == (1, 1)
    assert store.projection() == before


def test_forgetting_what_is_not_there_lists_what_is(store: Store, pile: Path) -> None:
    read(store, pile)
    with pytest.raises(UsageError, match=r"no source 'other.txt' is in the store; sources: hosted.txt, more/used.txt"):
        forget(store, PROJECT, "other.txt")


def test_a_crash_between_records_and_graph_is_mended_by_the_next_run(store: Store, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(patch: Patch, graph: str) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "patch", crash)
        with pytest.raises(KeyboardInterrupt):
            read(store, pile)
    assert relations(store) == []
    report = read(store, pile)
    assert report.count("unchanged") == 2
    assert ("Amazon Web Services", "hosts", "Investigative Case Management") in relations(store)


def test_a_graph_made_from_older_records_does_not_stay(store: Store, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that share no folder beside the store: the other adds a document and makes its graph between our reading of the
    records and our keeping of the graph."""
    keep = store.patch

    def after_the_other(patch: Patch, graph: str) -> str:
        monkeypatch.setattr(store, "patch", keep)
        if store.beside is not None:
            shutil.rmtree(store.beside)
        read(store, pile / "more")
        return keep(patch, graph)

    monkeypatch.setattr(store, "patch", after_the_other)
    read(store, pile / "hosted.txt")
    assert len(store.projection().documents) == 2
    assert ("Immigration and Customs Enforcement", "uses", "Investigative Case Management") in relations(store)


def test_nothing_at_all(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = read(store, tmp_path / "empty")
    assert report.documents == []
    assert refresh(store, PROJECT) == Made()


def test_progress_counts_to_the_end(store: Store, pile: Path) -> None:
    (pile / "broken.txt").write_bytes(b"\xff")
    seen: list[tuple[int, int]] = []
    ingest([str(pile)], store, PROJECT, extractor("rules", PROJECT), Watch(lambda done, total: seen.append((done, total))))
    assert seen[-1] == (3, 3)


class Reader:
    """An extractor of a name and version that reads what the rules read, but only of sentences with its word."""

    def __init__(self, *readers: str, word: str = "", confidence: float = 0.9) -> None:
        self.readers = readers
        self._word, self._confidence = word, confidence
        self._rules = extractor("rules", PROJECT)
        self.times = 0

    def read(self, document: Document) -> Draft:
        self.times += 1
        draft = self._rules.read(document)
        kept = tuple(replace(p, confidence=self._confidence) for p in draft.proposals if self._word in p.quote)
        return replace(draft, proposals=kept)


def read_with(store: Store, pile: Path, reader: Reader) -> Report:
    return ingest([str(pile)], store, PROJECT, reader)


def test_a_document_is_read_again_when_who_reads_has_improved(store: Store, pile: Path) -> None:
    read_with(store, pile, Reader("rules@1"))
    assert [r for r in relations(store) if r[1] == "uses"]
    revisions = {s.locator: s.revision for s in store.records(Source)}
    better = Reader("rules@2", word="hosted")
    report = read_with(store, pile, better)
    assert (report.count("reread"), report.count("unchanged"), better.times) == (2, 0, 2)
    assert not [r for r in relations(store) if r[1] == "uses"]  # only the former version read that
    assert ("Amazon Web Services", "hosts", "Investigative Case Management") in relations(store)
    assert any(c.relation == "uses" for c in store.records(Claim))
    assert {s.locator: s.revision for s in store.records(Source)} == revisions
    assert {s.read_by for s in store.records(Source)} == {("rules@2",)}
    stamp = store.stamp()
    assert read_with(store, pile, better).count("unchanged") == 2
    assert read_with(store, pile, Reader("rules@1")).count("unchanged") == 2  # an older edgewise adds nothing
    assert (store.stamp(), better.times) == (stamp, 2)


def test_what_another_reader_reads_is_added(store: Store, pile: Path) -> None:
    read_with(store, pile, Reader("rules@2"))
    before = relations(store)
    assert read_with(store, pile, Reader("reader@1", "rules@2", word="nothing")).count("reread") == 2
    assert {s.read_by for s in store.records(Source)} == {("reader@1", "rules@2")}
    assert relations(store) == before
    assert read_with(store, pile, Reader("reader@1")).count("unchanged") == 2


def test_a_changed_text_has_been_read_by_those_only_that_read_it(store: Store, pile: Path) -> None:
    read_with(store, pile, Reader("reader@1", "rules@2"))
    (pile / "hosted.txt").write_text("Microsoft hosts nothing here.\n", encoding="utf-8")
    report = read_with(store, pile, Reader("rules@2"))
    assert (report.count("replaced"), report.count("unchanged")) == (1, 1)
    assert sorted(s.read_by for s in store.records(Source)) == [("reader@1", "rules@2"), ("rules@2",)]


def test_a_store_that_does_not_say_who_read_is_read_once_more_and_loses_nothing(store: Store, pile: Path) -> None:
    read_with(store, pile, Reader("rules@1"))
    old = [replace(source, revision=9, read_by=()) for source in store.records(Source)]
    store.add(old)
    before = relations(store)
    refresh(store, PROJECT)
    assert relations(store) == before
    assert read_with(store, pile, Reader("rules@2")).count("reread") == 2
    assert relations(store) == before


def test_what_is_read_less_surely_than_the_bar_waits(store: Store, pile: Path) -> None:
    unsure = Reader("rules@2", confidence=0.6)
    report = ingest([str(pile)], store, PROJECT.at(0.61), unsure)
    claims = sum(1 for _ in store.records(Claim))
    assert (report.links, report.candidates, report.to_json()["candidates"]) == (0, claims, claims)
    report = ingest([str(pile)], store, PROJECT.at(0.6), unsure)
    assert (report.count("unchanged"), report.candidates) == (2, 0)
    assert report.links == len(relations(store)) > 0


def test_a_text_that_an_extractor_cannot_read_is_tried_again(store: Store, pile: Path) -> None:
    class Broken(Reader):
        def read(self, document: Document) -> Draft:
            if "hosted" in document.text:
                raise DocumentError("the model gave no answer")
            return super().read(document)

    report = read_with(store, pile, Broken("llm@1"))
    assert ([f.path for f in report.failed], report.count("new")) == (["hosted.txt"], 1)
    assert list(store.records(Problem)) == [Problem("hosted.txt", "the model gave no answer")]
    assert read_with(store, pile, Reader("llm@1")).count("new") == 1
    assert list(store.records(Problem)) == [Problem("hosted.txt", None, 2)]
