"""The part of the store contract about reading a whole graph without holding it: `entities`, `link_columns`; see `StoreContract`."""

from __future__ import annotations

from ..stores.base import Store
from .world import LINKS, PROJECTION, RECORDS


class ColumnsContract:
    """What they yield is what `projection` returns."""

    def test_a_new_store_has_no_entities_and_no_columns(self, store: Store) -> None:
        assert list(store.entities()) == []
        assert list(store.link_columns()) == []

    def test_entities_are_those_of_the_graph_in_order_of_their_ids(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        assert tuple(store.entities()) == PROJECTION.entities

    def test_columns_say_of_each_link_what_it_is_in_order_of_the_ids(self, store: Store) -> None:
        store.add(RECORDS)
        store.project(PROJECTION)
        found = [
            row
            for part in store.link_columns()
            for row in zip(
                part.subjects, part.relations, part.objects, part.abouts, part.standings, part.indirect, part.claims, strict=True
            )
        ]
        assert found == [
            (link.subject, link.relation, link.object, link.about, link.standing, link.indirect, len(link.claims))
            for link in sorted(LINKS, key=lambda link: link.id)
        ]
