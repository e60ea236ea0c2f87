"""The desk: pages see one whole view, decisions take effect at once, others' work shows as news."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from explorers import desk_over
from waiting import PATIENCE, until

from edgewise.decide import judge_claim, now
from edgewise.errors import EdgewiseError, UsageError
from edgewise.model import Judgement
from edgewise.project import Project, builtin
from edgewise.questions.view import GraphView, build_view
from edgewise.refresh import Made, refresh
from edgewise.stores import open_store
from edgewise.stores.base import Store
from edgewise.web import desk as module
from edgewise.web.desk import Desk


def _rejected(claim: str) -> Callable[[Store], Judgement]:
    return lambda store: judge_claim(store, claim, "REJECTED", "a reporter", "the sentence says something else", now())


def test_a_decision_is_in_the_next_view(own_desk: Callable[..., Desk]) -> None:
    desk = own_desk()
    before = desk.view()
    link = min((link for link in before.links.values() if len(link.claims) == 1), key=lambda link: link.id)
    desk.decide(_rejected(link.claims[0]))
    after = desk.view()
    assert link.id in before.links  # whoever reads the earlier view reads it whole
    assert link.id not in after.links
    assert after.store is desk.store


def test_an_old_view_goes_by_itself_and_python_looks_for_no_circles_in_a_new_one(own_desk: Callable[..., Desk]) -> None:
    desk = own_desk()
    frozen, old = gc.get_freeze_count(), weakref.ref(desk.view())
    assert frozen > len(desk.view().links)
    link = min((link for link in desk.view().links.values() if len(link.claims) == 1), key=lambda link: link.id)
    desk.decide(_rejected(link.claims[0]))
    assert desk.view() is not None
    until(lambda: old() is None)
    assert gc.isenabled()


def test_a_queue_does_not_wait(own_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = own_desk()
    held, free = desk.view(), threading.Event()

    def late(store: Store, project: Project) -> Made:
        free.wait(PATIENCE)
        return refresh(store, project)

    monkeypatch.setattr(module, "refresh", late)
    desk.decide(_rejected(next(iter(held.resolved))))
    assert desk.at_hand() is held
    free.set()
    assert desk.view() is not held


def test_decisions_taken_while_the_graph_is_made_are_in_it_too(own_desk: Callable[..., Desk]) -> None:
    desk = own_desk()
    claims = sorted(desk.view().resolved)[:8]
    for claim in claims:
        desk.decide(_rejected(claim))
    assert not set(claims) & set(desk.view().resolved)


def test_the_next_decision_is_tried_after_one_that_failed(own_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = own_desk()
    first, second = sorted(desk.view().resolved)[:2]
    with monkeypatch.context() as broken:
        broken.setattr(module, "refresh", lambda *given: (_ for _ in ()).throw(EdgewiseError("the disk is full")))
        desk.decide(_rejected(first))
        with pytest.raises(EdgewiseError, match="the disk is full"):
            desk.view()
    desk.decide(_rejected(second))
    assert not {first, second} & set(desk.view().resolved)


def test_nothing_is_decided_read_only(own_desk: Callable[..., Desk]) -> None:
    desk = own_desk(read_only=True)
    with pytest.raises(UsageError, match="--read-only"):
        desk.decide(_rejected(next(iter(desk.view().resolved))))


def test_an_ingest_of_another_process_is_news_and_no_error(tmp_path: Path, root: Path) -> None:
    store = str(tmp_path / "shared.db")
    example = sorted((root / "loaders" / "example").glob("*"))
    ingest = [sys.executable, "-m", "edgewise", "ingest", "--extractor", "rules", "--store", store]
    subprocess.run([*ingest, str(example[0])], check=True, capture_output=True)
    with desk_over(store) as desk:
        first = desk.view()
        with subprocess.Popen([*ingest, *map(str, example)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            asked = 0
            while running.poll() is None:
                view = desk.view()
                assert all(view.claim(claim).document in view.documents for claim in view.resolved)
                asked += 1
            assert running.returncode == 0
        assert asked
        until(lambda: desk.has_news(first.stamp) and len(desk.view().documents) == len(example))
        until(lambda: desk.at_hand().stamp == open_store(store).stamp())


def test_a_busy_store_does_not_have_the_view_made_all_the_time(own_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = own_desk()
    made = []

    def counted(store: Store, like: GraphView) -> GraphView:
        made.append(store)
        return build_view(store, like)

    monkeypatch.setattr(module, "build_view", counted)
    monkeypatch.setattr(module, "REST", 1e6)
    claim = next(iter(desk.view().resolved))
    with open_store(desk.store.address) as other:
        for _ in range(20):
            _rejected(claim)(other)
            desk.at_hand()
            time.sleep(0.01)
    until(lambda: not desk._working)
    assert len(made) == 1


def test_the_builtin_project_is_asked(desk: Desk) -> None:
    assert desk.project is builtin()
