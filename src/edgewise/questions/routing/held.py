"""The index of a graph and the networks of its relations, made when they are first asked for and then kept at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from threading import Lock
from weakref import WeakKeyDictionary

from ...batched import batched
from ...errors import StoreBusy
from ...ontology import Names
from ...stores.base import Store
from ...stores.columns import LinkColumns
from ..once import once_a_view
from ..view import GraphView
from .index import Index, build_index
from .kept import keep, kept
from .network import Network, network_of

KEPT_FROM = 50_000  # links; the index of fewer is made sooner than it is found
_AT_ONCE = 10_000  # links
_TRIES = 5
_Key = tuple[Names, tuple[str, ...]]


def index_in(store: Store) -> Index:
    """Return the index of the graph that a store holds now: the one kept beside it, or one made from its links, which is then kept.

    Cost where it is made: all links are read, some thousands at a time. Raises StoreBusy where the graph changes all the while.
    """
    for _ in range(_TRIES):
        stamp = store.graph_stamp()
        if store.beside is not None and (index := kept(store.beside, stamp)) is not None:
            return index
        index = build_index(store.entities(), store.link_columns())
        if store.graph_stamp() == stamp:
            _keep(index, store, stamp)
            return index
    raise StoreBusy(f"{store.address}: its graph changes all the while; ask again when nothing is written to it")


@once_a_view
def index_of(view: GraphView) -> Index:
    """Return the index of a view's graph. It is looked for, and kept, beside the store where it is large and still of the view's state."""
    stamp = view.store.graph_stamp() if len(view.links) >= KEPT_FROM else None
    if stamp is None or view.store.stamp() != view.stamp:  # asked after the graph's, so that this is of the view's state if that still is
        return build_index(view.entities.values(), _columns(view))
    if view.store.beside is not None and (index := kept(view.store.beside, stamp)) is not None:
        return index
    index = build_index(view.entities.values(), _columns(view))
    _keep(index, view.store, stamp)
    return index


def network(view: GraphView, names: Names, relations: Iterable[str]) -> Network:
    """Return the network of these relations; `names` say which entities are newsrooms. The last few of a view are kept with it."""
    key = (names, tuple(sorted(relations)))
    if (made := _held(view, key)) is None:
        index = index_of(view)
        with _making:  # one at a time: two that make the same network take twice the memory
            made = _held(view, key) or network_of(index, *key)
            with _keeping:
                kept = _networks.setdefault(view, {})
                kept[key] = made
                if len(kept) > _KEPT:
                    del kept[next(iter(kept))]
    return made


def _held(view: GraphView, key: _Key) -> Network | None:
    """What is kept, which then is the last to go. Nobody waits here while one is made."""
    with _keeping:
        kept = _networks.setdefault(view, {})
        if (made := kept.pop(key, None)) is not None:
            kept[key] = made
        return made


_KEPT = 4  # networks of a view
_networks: WeakKeyDictionary[GraphView, dict[_Key, Network]] = WeakKeyDictionary()
_making, _keeping = Lock(), Lock()


def _keep(index: Index, store: Store, stamp: str) -> None:
    """Keep an index that is large beside its store, where that can be."""
    if store.beside is not None and len(index.ends) >= 2 * KEPT_FROM:
        with suppress(OSError):  # a full disk or a folder that is only read: it is made again next time
            keep(index, store.beside, stamp)


def _columns(view: GraphView) -> Iterator[LinkColumns]:
    for some in batched(view.links.values(), _AT_ONCE):
        yield LinkColumns(
            subjects=[link.subject for link in some],
            relations=[link.relation for link in some],
            objects=[link.object for link in some],
            abouts=[link.about for link in some],
            standings=[link.standing for link in some],
            indirect=[link.indirect for link in some],
            claims=[len(link.claims) for link in some],
        )
