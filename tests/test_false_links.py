"""No link that nobody stated: of the event files, each link that a route may take has words that name both its ends.

The files are read with what reads best. Where that is slow a sample of them is (the same each time), and all with EDGEWISE_ALL=1.
Nothing of a document is printed on failure but its place, for some are kept apart from those who write rules.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from edgewise.errors import NameUnknown
from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.model import Entity, fold
from edgewise.project import builtin
from edgewise.questions.answer import routes
from edgewise.questions.names import find_entity
from edgewise.questions.nouns import LinkShown, RouteShown
from edgewise.questions.routing.index import WALKED, is_no_way
from edgewise.questions.show import show_link
from edgewise.questions.view import GraphView, graph_view
from edgewise.stores import open_store

pytestmark = pytest.mark.shared

PAIRS = 500
SAMPLE = 400  # documents


@dataclass(frozen=True, slots=True)
class Pile:
    """The graph of the event files, the links that routes may take, and the routes between the pairs drawn."""

    view: GraphView = field(repr=False)
    links: tuple[LinkShown, ...] = field(repr=False)
    routes: tuple[tuple[RouteShown, ...], ...] = field(repr=False)


@pytest.fixture(scope="session")
def pile(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pile]:
    project, draw = builtin(), random.Random(997)
    files = sorted(map(str, (shared / "corpus" / "events").glob("*.md")))
    if os.environ.get("EDGEWISE_ALL") != "1":
        files = sorted(draw.sample(files, SAMPLE))
    with open_store(str(tmp_path_factory.mktemp("pile") / "pile.db")) as store:
        report = ingest(files, store, project, extractor("auto", project))
        assert len(report.documents) == len(files)
        view = graph_view(store)
        dealings = set(project.ontology.of_kind("dealing"))
        walked = [link for link in view.links.values() if link.relation in dealings and link.standing in WALKED]
        linked = {end for link in walked for end in (link.subject, link.object)}
        names = sorted(view.entity(id).name for id in linked if _is_clear(view, id))
        pairs = [draw.sample(names, 2) for _ in range(PAIRS)]
        shown = tuple(show_link(view, project, link) for link in walked)
        yield Pile(view, shown, tuple(routes(store, a, b, project).routes for a, b in pairs))


def test_some_pairs_are_joined_and_by_these_links_alone(pile: Pile) -> None:
    hops = {hop.id for shown in pile.routes for route in shown for hop in route.links}
    assert len(pile.links) >= 100
    assert hops
    assert hops <= {link.id for link in pile.links}


def test_each_link_has_a_quote_that_names_both_its_ends(pile: Pile) -> None:
    for link in pile.links:
        assert link.claims, link.id
        for shown in link.claims:
            claim = pile.view.claim(shown.id)
            for end in (claim.subject, claim.object):
                assert claim.start <= end.start < end.end <= claim.end, (shown.source, claim.start, end.start)
                assert end.text in shown.quote
            ends = {shown.subject, shown.object}
            assert ends == {link.subject, link.object}, shown.source
            assert pile.view.document(claim.document).text[claim.start : claim.end] == shown.quote


def test_each_end_is_called_by_a_name_that_it_has(pile: Pile) -> None:
    for link in pile.links:
        for shown in link.claims:
            claim, resolved = pile.view.claim(shown.id), pile.view.resolved[shown.id]
            for end, id in ((claim.subject, resolved.subject), (claim.object, resolved.object)):
                entity = pile.view.entity(id)
                assert fold(end.name) in {fold(name) for name in (entity.name, *entity.aliases)}, (shown.source, claim.start)


def test_each_link_is_affirmed_by_what_supports_it(pile: Pile) -> None:
    for link in pile.links:
        assert link.standing in ("confirmed", "reported", "alleged", "disputed")
        for shown in link.claims:
            assert shown.polarity == "affirmed", (shown.source, shown.start)
            assert shown.modality in ("confirmed", "reported", "alleged"), (shown.source, shown.start)


def test_no_pair_is_joined_only_through_hubs_places_or_newsrooms(pile: Pile) -> None:
    neighbours = _neighbours(pile.links)
    hub = max(50, len(neighbours) / 50)  # linked to one in 50 of all that is linked: that two know it says nothing of the two
    for shown in pile.routes:
        between = [_between(route) for route in shown]
        for route in between:
            assert not any(_is_barred(pile.view.entity(id)) for id in route)
        assert not between or any(all(len(neighbours[id]) <= hub for id in route) for route in between), "joined only through hubs"


def _is_barred(entity: Entity) -> bool:
    known = builtin().names.find(entity.name)
    return is_no_way(entity) or (known is not None and known.trade == "newsroom")


def _is_clear(view: GraphView, id: str) -> bool:
    """Tell whether the name of an entity means it and nothing else."""
    try:
        return find_entity(view, builtin(), view.entity(id).name).id == id
    except NameUnknown:
        return False


def _between(route: RouteShown) -> set[str]:
    """The ids of the entities on the way."""
    times: dict[str, int] = defaultdict(int)
    for hop in route.links:
        for id in (hop.subject_id, hop.object_id):
            times[id] += 1
    return {id for id, n in times.items() if n == 2}


def _neighbours(links: Iterable[LinkShown]) -> dict[str, set[str]]:
    """Who is linked with whom, by id."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in links:
        found[link.subject_id].add(link.object_id)
        found[link.object_id].add(link.subject_id)
    return found
