"""A shown link reads as a sentence, with the verb its subject takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from questions.pile import said, store_of, view_of

from edgewise.model import Claim, Document, Entity
from edgewise.project import builtin
from edgewise.questions.show import _is_many, show_claims, show_links


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("local police departments", True),
        ("AWS staff", True),
        ("Orlando police", True),
        ("law enforcement", False),
        ("U.S. Congress", False),
    ],
)
def test_a_group_takes_the_plural_only_where_its_name_is_one(name: str, many: bool) -> None:
    assert _is_many(Entity(name, "Group")) is many


def test_an_organization_never_takes_it() -> None:
    assert not _is_many(Entity("Amazon Web Services", "Organization"))


def test_of_links_alike_the_one_that_more_claims_say_comes_first() -> None:
    once = said("AWS hosts ICM, the contract shows.", ("AWS", "hosts", "ICM"), publisher="The Verge")
    twice = [said(text, ("ICE", "uses", "ICM"), publisher="The Verge") for text in ("ICE uses ICM.", "ICE relies on ICM.")]
    view = view_of(store_of(once, *twice))
    shown = show_links(view, builtin(), view.links.values())
    assert [(link.relation, link.standing, len(link.claims)) for link in shown] == [("uses", "reported", 2), ("hosts", "reported", 1)]


def test_a_page_of_links_takes_two_calls_of_the_store_and_the_next_look_none(monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = [said(f"AWS hosts ICM, says page {n}.", ("AWS", "hosts", "ICM"), publisher=f"Paper {n}") for n in range(5)]
    uses = said("ICE uses ICM.", ("ICE", "uses", "ICM"), publisher="The Verge")
    store = store_of(*hosts, uses)
    view = view_of(store)
    calls: list[type] = []

    def some(kind: type, ids: Iterable[str]) -> Iterator[object]:
        calls.append(kind)
        return (store.get(kind, id) for id in ids)

    monkeypatch.setattr(store, "some", some)
    shown = show_links(view, builtin(), view.links.values())
    assert {len(link.claims) for link in shown} == {5, 1}
    assert calls == [Claim, Document]
    assert show_claims(view, builtin(), view.resolved)[0].quote
    assert calls == [Claim, Document]
