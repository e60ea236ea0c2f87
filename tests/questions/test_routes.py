"""Routes: what they never walk, that they are as good as their worst link, and that they are the shortest there are."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from questions.pile import plain_graph, said, store_of, view_of

from edgewise.errors import UsageError
from edgewise.model import EntityType, Standing
from edgewise.project import builtin
from edgewise.questions.answer import ask, routes
from edgewise.questions.nouns import Answer
from edgewise.questions.routes import Hops, find_routes
from edgewise.questions.routing.index import Numbers
from edgewise.questions.routing.network import Network
from edgewise.questions.show import show_route
from edgewise.resolve.standing import CONTESTS, STANDINGS, SUPPORTS

NAMES = ["AWS", "Palantir", "ICM", "ICE", "HSI", "FBI", "Reuters", "Seattle", "critics"]
TYPES: dict[str, EntityType] = {"ICM": "System", "Seattle": "Place", "critics": "Group"}
BARRED = {"Reuters", "Seattle", "critics"}
DEALINGS = builtin().ontology.of_kind("dealing")
OTHERS = builtin().ontology.of_kind("position", "speech")

Told = tuple[str, str, str, Standing]

told = st.tuples(
    st.sampled_from(NAMES), st.sampled_from([*DEALINGS[:4], *OTHERS[:2]]), st.sampled_from(NAMES), st.sampled_from(STANDINGS)
).filter(lambda one: one[0] != one[2])
quick = settings(max_examples=60, deadline=None)
graphs = st.lists(told, max_size=25, unique_by=lambda one: one[:3])
ends = st.permutations(NAMES).map(lambda names: (names[0], names[1]))


def found(links: list[Told], a: str, b: str, limit: int = 50, max_hops: int = 4) -> list[Hops]:
    """The routes between two names, whether or not any link names them."""
    view = view_of(plain_graph([*links, (a, "criticises", b, "reported")], TYPES))
    (start,), (goal,) = view.called(a), view.called(b)
    return list(find_routes(view, builtin().names, start, goal, DEALINGS, max_hops=max_hops, limit=limit))


def way(links: list[Told], hops: Hops, a: str) -> list[str]:
    """The names on the way of a route, from the first."""
    names = {entity.id: entity.name for entity in view_of(plain_graph(links, TYPES)).entities.values()}
    here = [a]
    for hop in hops:
        pair = {names[hop.subject], names[hop.object]}
        assert here[-1] in pair, "the links of a route join"
        here.append((pair - {here[-1]}).pop())
    return here


def walkable(links: list[Told], level: int) -> list[tuple[str, str]]:
    return [(a, b) for a, relation, b, standing in links if relation in DEALINGS and STANDINGS.index(standing) <= level]


def simple_paths(links: list[Told], a: str, b: str, level: int = 3, max_hops: int = 4) -> set[tuple[str, ...]]:
    """All paths that do not go through what is barred, found without our own code."""
    graph: nx.Graph[str] = nx.Graph(walkable(links, level))
    graph.remove_nodes_from((BARRED - {a, b}) & set(graph))
    if a not in graph or b not in graph:
        return set()
    return {tuple(path) for path in nx.all_simple_paths(graph, a, b, cutoff=max_hops)}


@quick
@given(graphs, ends, st.integers(1, 6))
def test_exactly_the_routes_there_are_are_found(links: list[Told], pair: tuple[str, str], max_hops: int) -> None:
    a, b = pair
    ours = [tuple(way(links, hops, a)) for hops in found(links, a, b, limit=1000, max_hops=max_hops)]
    assert len(set(ours)) == len(ours)
    assert set(ours) == simple_paths(links, a, b, max_hops=max_hops)


@quick
@given(graphs, ends)
def test_a_route_is_never_better_than_its_worst_link(links: list[Told], pair: tuple[str, str]) -> None:
    view = view_of(plain_graph(links, TYPES))
    for hops in found(links, *pair):
        route = show_route(view, builtin(), hops)
        assert STANDINGS.index(route.standing) == max(STANDINGS.index(hop.standing) for hop in hops)
        assert SUPPORTS.index(route.support) == min(SUPPORTS.index(hop.support) for hop in hops)
        assert CONTESTS.index(route.contest) == max(CONTESTS.index(hop.contest) for hop in hops)
        assert route.standing != "refuted"
        assert all(hop.relation in DEALINGS for hop in hops)


@quick
@given(graphs, ends)
def test_the_front_is_the_shortest_of_each_standing(links: list[Told], pair: tuple[str, str]) -> None:
    a, b = pair
    shortest = [min((len(p) - 1 for p in simple_paths(links, a, b, level)), default=None) for level in (0, 1, 3)]
    expected: list[tuple[int, int]] = []
    for level, length in zip((0, 1, 3), shortest, strict=True):
        if length is not None and (not expected or length < expected[-1][1]):
            expected.append((level, length))
    front = [(max(STANDINGS.index(hop.standing) for hop in hops), len(hops)) for hops in found(links, a, b)[: len(expected)]]
    assert [length for _, length in front] == [length for _, length in expected]
    assert all(worst <= level for (worst, _), (level, _) in zip(front, expected, strict=True))


@quick
@given(graphs, ends)
def test_turning_the_ends_round_turns_the_routes_round(links: list[Told], pair: tuple[str, str]) -> None:
    there, back = found(links, *pair, limit=5), found(links, *pair[::-1], limit=5)
    assert [tuple(reversed(hops)) for hops in there] == back


@quick
@given(graphs, ends, st.data())
def test_taking_a_link_away_never_makes_a_route_better(links: list[Told], pair: tuple[str, str], data: st.DataObject) -> None:
    if not links:
        return
    gone = data.draw(st.sampled_from(links))
    less = [one for one in links if one != gone]
    for level in (0, 1, 3):
        with_it, without = (
            min((len(h) for h in found(some, *pair) if all(STANDINGS.index(hop.standing) <= level for hop in h)), default=99)
            for some in (links, less)
        )
        assert with_it <= without


@quick
@given(graphs, ends, st.randoms(use_true_random=False))
def test_the_order_of_the_links_does_not_matter(links: list[Told], pair: tuple[str, str], shuffled: random.Random) -> None:
    other = links[:]
    shuffled.shuffle(other)
    assert found(links, *pair, limit=3) == found(other, *pair, limit=3)


@quick
@given(graphs, ends, st.integers(1, 6), st.integers(1, 4))
def test_bounds_hold(links: list[Told], pair: tuple[str, str], max_hops: int, limit: int) -> None:
    some = found(links, *pair, limit=limit, max_hops=max_hops)
    assert len(some) <= limit
    assert all(len(hops) <= max_hops for hops in some)
    assert some[:1] == found(links, *pair, limit=1, max_hops=max_hops)


def read(answer: Answer) -> list[tuple[Standing, str]]:
    return [(route.standing, " / ".join(hop.sentence for hop in route.links)) for route in answer.routes]


def asked(links: list[Told], a: str, b: str, types: dict[str, EntityType] | None = None, max_hops: int = 4, limit: int = 5) -> Answer:
    return routes(plain_graph(links, types or TYPES), a, b, builtin(), max_hops, limit)  # type: ignore[arg-type]


def test_the_front_then_the_next() -> None:
    links: list[Told] = [
        ("AWS", "hosts", "ICM", "confirmed"), ("Palantir", "develops", "ICM", "confirmed"),
        ("ICE", "contracts_with", "Palantir", "confirmed"),
        ("ICE", "uses", "ICM", "reported"), ("AWS", "supplies_to", "ICE", "disputed"), ("AWS", "contracts_with", "ICE", "refuted"),
        ("AWS", "partners_with", "Palantir", "alleged"),
    ]  # fmt: skip
    assert read(asked(links, "AWS", "ICE")) == [
        ("confirmed", "AWS hosts ICM / Palantir develops ICM / ICE has a contract with Palantir"),
        ("reported", "AWS hosts ICM / ICE uses ICM"),
        ("disputed", "AWS supplies ICE"),
        ("alleged", "AWS works with Palantir / ICE has a contract with Palantir"),
        ("alleged", "AWS works with Palantir / Palantir develops ICM / ICE uses ICM"),
    ]
    assert [standing for standing, _ in read(asked(links, "AWS", "ICE", limit=2))] == ["confirmed", "reported"]


def test_of_routes_of_one_length_the_better_standing_comes_first_then_the_names() -> None:
    ways: list[tuple[str, Standing]] = [("Acme", "alleged"), ("Zenith", "reported"), ("Mijente", "reported")]
    links: list[Told] = [(name, "partners_with", end, standing) for name, standing in ways for end in ("AWS", "ICE")]
    between = [route.links[0].subject for route in asked(links, "AWS", "ICE").routes]
    assert between == ["Mijente", "Zenith", "Acme"]
    assert between == [route.links[0].subject for route in asked(links, "ICE", "AWS").routes]


def test_routes_of_one_length_are_cut_alike_from_both_ends() -> None:
    ways = (("AWS", "Bell", "Yahoo", "ICE"), ("AWS", "Cray", "Xerox", "ICE"))
    links: list[Told] = [(a, "partners_with", b, "reported") for way in ways for a, b in itertools.pairwise(way)]
    (there,), (back,) = asked(links, "AWS", "ICE", limit=1).routes, asked(links, "ICE", "AWS", limit=1).routes
    assert [hop.id for hop in there.links] == [hop.id for hop in reversed(back.links)]


@pytest.mark.parametrize("hops", range(1, 9))
def test_a_chain_is_walked_to_its_last_hop_and_no_further(hops: int) -> None:
    names = ["AWS", *(f"Firm {number}" for number in range(1, hops)), "ICE"]
    links: list[Told] = [(a, "partners_with", b, "reported") for a, b in itertools.pairwise(names)]
    assert [len(route.links) for route in asked(links, "AWS", "ICE", max_hops=hops).routes] == [hops]
    if hops > 1:
        assert asked(links, "AWS", "ICE", max_hops=hops - 1).routes == ()


def test_the_best_of_parallel_links_is_walked() -> None:
    links: list[Told] = [("AWS", "hosts", "ICM", "alleged"), ("AWS", "develops", "ICM", "confirmed"), ("AWS", "tested", "ICM", "reported")]
    assert read(asked(links, "ICM", "AWS")) == [("confirmed", "AWS develops ICM")]


@pytest.mark.parametrize("between", ["Reuters", "Seattle", "critics", "Amazon employees"])
def test_newsrooms_places_and_groups_are_no_way_but_can_be_an_end(between: str) -> None:
    links: list[Told] = [("AWS", "partners_with", between, "confirmed"), ("ICE", "partners_with", between, "confirmed")]
    types: dict[str, EntityType] = {**TYPES, "Amazon employees": "Group"}  # those who met somebody need not be those who wrote a letter
    assert read(asked(links, "AWS", "ICE", types)) == []
    assert len(read(asked(links, "AWS", between, types))) == 1


def test_positions_and_speech_are_walked_only_when_asked_for() -> None:
    links: list[Told] = [("POGO", "criticises", "Palantir", "confirmed"), ("POGO", "reported", "AWS", "confirmed")]
    store = plain_graph(links)
    assert read(routes(store, "AWS", "Palantir", builtin())) == []  # type: ignore[arg-type]
    answer = routes(store, "AWS", "Palantir", builtin(), relations=["criticises", "reported"])  # type: ignore[arg-type]
    assert read(answer) == [("confirmed", "POGO reported on AWS / POGO criticises Palantir")]
    with pytest.raises(UsageError, match="unknown relation 'likes'; known: acknowledged"):
        routes(store, "AWS", "Palantir", builtin(), relations=["likes"])  # type: ignore[arg-type]


def test_what_many_are_linked_to_costs_more_to_go_through_and_a_hub_is_no_way() -> None:
    ends: list[Told] = [("Congress", "regulates", "AWS", "confirmed"), ("Congress", "regulates", "ICE", "confirmed")]
    round_it: list[Told] = [
        ("AWS", "hosts", "ICM", "confirmed"), ("Palantir", "develops", "ICM", "confirmed"),
        ("ICE", "contracts_with", "Palantir", "confirmed"),
    ]  # fmt: skip

    def lengths(firms: int, elsewhere: int = 0) -> list[int]:
        many: list[Told] = [("Congress", "regulates", f"Firm {number}", "confirmed") for number in range(firms)]
        apart: list[Told] = [(f"Vendor {number}", "supplies_to", f"City {number}", "confirmed") for number in range(elsewhere)]
        return [len(route.links) for route in asked([*many, *apart, *ends, *round_it], "AWS", "ICE").routes]

    assert lengths(firms=0) == [2, 3]
    assert lengths(firms=48) == [2, 3]
    assert lengths(firms=49) == [3]  # with AWS and ICE it is linked to 51
    assert lengths(firms=200) == [3]
    assert lengths(firms=60, elsewhere=1600) == [2, 3]  # a large pile, in which that is not much


def test_equal_ends_and_bounds_out_of_range_are_refused() -> None:
    links: list[Told] = [("Amazon Web Services", "hosts", "ICM", "confirmed")]
    with pytest.raises(UsageError, match="both names mean Amazon Web Services"):
        asked(links, "AWS", "Amazon Web Services")
    for max_hops, limit in ((0, 5), (9, 5), (4, 0)):
        with pytest.raises(UsageError, match="cannot be asked for"):
            asked(links, "AWS", "ICM", max_hops=max_hops, limit=limit)


def test_of_ten_thousand_links_those_near_both_ends_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    firms = [f"Firm {number}" for number in range(3000)]
    pairs = [(*chance.sample(firms, 2),) for _ in range(10_000)]
    links: list[Told] = [(a, chance.choice(DEALINGS), b, chance.choice(STANDINGS)) for a, b in pairs]
    links += [("Congress", "regulates", firm, "reported") for firm in firms[:500]]
    store = plain_graph(links)
    looked_at: list[int] = []
    all_steps = Network.all_steps

    def counted(network: Network, nodes: Numbers) -> object:
        looked_at.append(network.count_steps(nodes))
        return all_steps(network, nodes)

    monkeypatch.setattr(Network, "all_steps", counted)
    joined = 0
    for a, b in itertools.pairwise(["Firm 1", "Firm 2", "Firm 2999", "Congress", "Firm 2500"]):
        looked_at.clear()
        answer = ask(store, f"How is {a} linked to {b}?", builtin())  # type: ignore[arg-type]
        assert 0 < sum(looked_at) < 6_000
        joined += bool(answer.routes)
    assert joined >= 2


@pytest.mark.parametrize("words", ["the company", "The company", "the Seattle-based company", "its parent", "They"])
def test_what_is_only_described_joins_no_strangers(words: str) -> None:
    """One document: two firms may be meant. Two documents: nothing says that it is one."""
    sentences = (f"AWS has a contract with {words}.", f"ICE has a contract with {words}.")
    one = said(" ".join(sentences), ("AWS", "contracts_with", words), ("ICE", "contracts_with", words))
    two = [said(text, (text.split()[0], "contracts_with", words)) for text in sentences]
    for documents in ([one], two):
        answer = routes(store_of(*documents), "AWS", "ICE", builtin())  # type: ignore[arg-type]  # a store as far as questions go
        assert answer.routes == ()
