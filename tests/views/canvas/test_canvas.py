"""What a picture starts with, what each step does to it, and what it says of that which is not in sight."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations, pairwise
from urllib.parse import parse_qs

import pytest
from canvases import CITIES, around, drawn, entity, link, names, places, sentences, star, view, world

from edgewise.errors import NameUnknown, UsageError
from edgewise.views.canvas import CanvasState, arranging, state_of
from edgewise.views.layout import LABEL
from edgewise.web.page import plain_data

WORLD = world()
ICE, AWS, ICM, REKOGNITION = (entity(name).id for name in ("ICE", "AWS", "ICM", "Rekognition"))
JANE, CRITICS = entity("Jane Roe").id, entity("critics").id


def test_the_neighbourhood_comes_best_first() -> None:
    found = drawn(WORLD, around("ICE"))
    assert names(found)[:4] == ["ICE", "AWS", "City 002", "City 005"]  # confirmed, then most claims, then most linked, then by name
    assert names(found)[4:6] == ["City 008", "City 001"]
    assert names(found).index("ICM") < names(found).index("City 000") < names(found).index("City 010")
    assert len(found.nodes) == 1 + 2 + len(CITIES)
    assert "Rekognition" not in names(found)  # a refuted link brings nobody beside anybody
    assert [node["focus"] for node in found.nodes][:2] == [True, False]


def test_all_links_among_what_is_shown_are_drawn_and_nothing_else() -> None:
    found = drawn(WORLD, around("ICE"))
    assert {"AWS hosts ICM", "ICE uses ICM", "AWS pitched Rekognition to ICE", "ICE has a contract with AWS"} <= sentences(found)
    assert len(found.edges) == len(CITIES) + 5 + 4
    standing = {edge["sentence"]: (edge["standing"], edge["words"], bool(edge["dashes"])) for edge in found.edges}
    assert standing["ICE has a contract with AWS"] == ("disputed", "disputed: denied", True)


def test_a_refuted_link_is_listed_and_never_drawn() -> None:
    found = drawn(WORLD, around("ICE").then("a", REKOGNITION))
    assert "ICE tested Rekognition" not in sentences(found)
    assert [(one["sentence"], one["standing"]) for one in found.undrawn] == [("ICE tested Rekognition", "refuted")]
    assert "1 link listed in the table, never drawn: refuted, or said about a claim" in found.notes


def test_what_somebody_said_about_a_claim_joins_nobody() -> None:
    """That AWS "declined to comment" on ICE is confirmed and no line between the two: where both are shown, it is listed."""
    said = link("AWS", "declined_to_comment", "ICE", "confirmed")
    apart = drawn(view([said, link("ICE", "uses", "ICM")], "ICE", "AWS", "ICM"), around("ICE"))
    assert names(apart) == ["ICE", "ICM"]
    both = drawn(view([said, link("ICE", "uses", "ICM")], "ICE", "AWS", "ICM"), around("ICE", "AWS"))
    assert sentences(both) == {"ICE uses ICM"}
    assert [one["relation"] for one in both.undrawn] == ["declined_to_comment"]


def test_what_nobody_supports_is_no_link() -> None:
    denied = link("ICE", "contracts_with", "AWS", "denied", support="none", contest="denied")
    odd = link(
        "ICE", "met_with", "AWS", "disputed", support="none", contest="denied"
    )  # no resolver says so, and no store may make it a line
    found = drawn(view([denied, odd, link("ICE", "uses", "ICM")], "ICE", "AWS", "ICM"), around("ICE", "AWS"))
    assert sentences(found) == {"ICE uses ICM"}
    assert found.undrawn == ()


def test_links_about_a_name_bring_both_ends_beside_it() -> None:
    found = drawn(WORLD, around("Rekognition"))
    assert set(names(found)) == {"Rekognition", "AWS", "ICE"}
    assert found.nodes[0]["total"] == found.nodes[0]["shown"] == 2


def test_a_hub_of_five_thousand_is_bounded_and_says_so() -> None:
    found = drawn(star(5_000), around("ICE"))
    assert len(found.nodes) == 150
    assert found.notes == ("149 of 5,000 neighbours of ICE shown",)
    assert [(one.name, one.shown, one.total) for one in found.left_out] == [("ICE", 149, 5_000)]
    assert names(found)[1:3] == ["Vendor 0000", "Vendor 0001"]


def test_expanding_adds_the_next_twenty_five() -> None:
    hub = star(200)
    before = drawn(hub, around("ICE"))
    after = drawn(hub, around("ICE").then("+", ICE))
    assert names(after)[:150] == names(before)
    assert names(after)[150:] == [f"Vendor {number:04}" for number in range(149, 174)]
    assert after.notes == ("174 of 200 neighbours of ICE shown",)
    assert len(drawn(hub, around("ICE").then("+", ICE).then("+", ICE).then("+", ICE)).nodes) == 201


def steps_of_a_day() -> list[CanvasState]:
    """A picture round AWS, and what a reporter does to it."""
    states = [around("AWS")]
    pogo = entity("POGO").id
    for step in (f"+{ICE}", f"a{pogo}", f"+{ICE}", f"x{ICE}", f"+{JANE}", f"o{ICE}", f"-{ICE}", f"+{ICE}", f"r{CRITICS}~{ICM}"):
        states.append(state_of({**parse_qs(states[-1].address), "step": [*map(str, states[-1].steps), step]}))
    return states


def test_nobody_moves_when_a_step_is_taken_and_no_label_covers_another() -> None:
    for one, other in pairwise(steps_of_a_day()):
        before, after = places(drawn(WORLD, one)), places(drawn(WORLD, other))
        stayed = before.keys() & after.keys()
        assert {name: after[name] for name in stayed} == {name: before[name] for name in stayed}
        new = after.keys() - before.keys()
        for a, b in combinations(after, 2):
            if a in new or b in new:
                assert abs(after[a][0] - after[b][0]) >= LABEL[0] or abs(after[a][1] - after[b][1]) >= LABEL[1], (a, b)


def test_undoing_gives_the_same_picture_as_before() -> None:
    states = steps_of_a_day()
    before = [plain_data(drawn(WORLD, state)) for state in states]
    assert [plain_data(drawn(WORLD, state)) for state in reversed(states)] == before[::-1]
    fresh = drawn(world(), states[4])  # with nothing kept
    assert plain_data(fresh) == {**before[4], "stamp": fresh.stamp}


def test_the_same_address_is_the_same_picture_in_another_process() -> None:
    state = steps_of_a_day()[-1]
    script = (
        "import json, sys; from urllib.parse import parse_qs; from canvases import drawn, world; from edgewise.web.page import plain_data; "
        "from edgewise.views.canvas import state_of; found = drawn(world(), state_of(parse_qs(sys.argv[1]))); "
        "print(json.dumps({**plain_data(found), 'stamp': ''}))"
    )
    here = json.dumps({**plain_data(drawn(WORLD, state)), "stamp": ""})
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        there = subprocess.run([sys.executable, "-c", script, state.address], env=environment, capture_output=True, text=True, check=True)
        assert there.stdout.strip() == here


def test_collapsing_takes_away_what_hangs_on_one_name_alone() -> None:
    grown = around("AWS").then("+", JANE)
    assert "critics" in names(drawn(WORLD, grown))
    assert names(drawn(WORLD, grown.then("-", JANE))) == names(drawn(WORLD, around("AWS")))
    cities = drawn(WORLD, around("AWS").then("+", ICE).then("+", ICE).then("-", ICE))
    assert set(names(cities)) == {"AWS", "ICE", "ICM", "Jane Roe"}  # ICM hangs on AWS, too; cities on one another, but on nothing else
    assert names(drawn(WORLD, around("ICE").then("-", ICE))) == ["ICE"]
    kept = around("AWS").then("a", CRITICS).then("+", JANE).then("-", JANE)
    assert "critics" in names(drawn(WORLD, kept))  # added by name


def test_a_hidden_hub_leaves_the_others_and_can_be_shown_again() -> None:
    before = drawn(WORLD, around("ICE"))
    hidden = drawn(WORLD, around("ICE").then("x", ICE))
    assert names(hidden) == names(before)[1:]
    assert [(one.name, one.type) for one in hidden.hidden] == [("ICE", "Organization")]
    assert "1 name hidden" in hidden.notes
    assert sentences(hidden) == {one["sentence"] for one in before.edges if ICE not in (one["from"], one["to"])}
    assert places(drawn(WORLD, around("ICE").then("x", ICE).then("o", ICE))) == places(before)
    assert ICE not in {node["id"] for node in drawn(WORLD, around("ICE").then("x", ICE).then("+", AWS)).nodes}


def test_routes_between_two_names() -> None:
    found = drawn(WORLD, state_of({"from": ["Jane Roe"], "to": ["ICM"]}))
    assert {"Jane Roe", "AWS", "ICM"} <= set(names(found))
    assert found.title == "How Jane Roe is linked to ICM"
    jane, icm = places(found)["Jane Roe"], places(found)["ICM"]
    assert jane[0] < icm[0]
    added = drawn(WORLD, around("Jane Roe").then("r", JANE, ICM))
    assert {"Jane Roe", "AWS", "ICM", "critics"} <= set(names(added))
    none = drawn(WORLD, state_of({"from": ["Mijente"], "to": ["ICE"]}))
    assert names(none) == ["Mijente", "ICE"]
    assert "No way of stated links was found between Mijente and ICE" in none.notes
    with pytest.raises(NameUnknown):
        drawn(WORLD, state_of({"from": ["Nobody"], "to": ["ICE"]}))


def test_a_picture_of_links_and_of_the_best_linked() -> None:
    pitched = next(one for one in drawn(WORLD, around("AWS")).edges if one["relation"] == "pitched_to")
    found = drawn(WORLD, state_of({"link": [pitched["id"]], "chosen": [pitched["id"][:16]]}))
    assert (set(names(found)), found.title, found.chosen) == ({"AWS", "ICE"}, "AWS pitched Rekognition to ICE", pitched["id"])
    best = drawn(WORLD, CanvasState())
    assert names(best)[0] == "ICE"
    assert best.title == "The best-linked names"
    assert "critics" not in names(best)  # who only criticises has no dealing


def test_filters_never_show_what_is_filtered_and_count_it() -> None:
    state = around("AWS").then("+", JANE)
    whole = drawn(WORLD, state)
    for kind, word in (("type", "Person"), ("relation", "hosts"), ("standing", "disputed")):
        found = drawn(WORLD, state.toggled(kind, word))  # type: ignore[arg-type]
        assert all(node["type"] != word for node in found.nodes)
        assert all(word not in (edge["relation"], edge["standing"]) for edge in found.edges)
        assert found.filtered.links == len(whole.edges) - len(found.edges) > 0
        assert found.filtered.names == len(whole.nodes) - len(found.nodes)
        assert any("left out by filters" in note for note in found.notes)
        rows = {row.word: (row.count, row.on) for row in (*found.legend.types, *found.legend.relations, *found.legend.standings)}
        assert rows[word][0] > 0
        assert not rows[word][1]
        assert places(found).items() <= places(whole).items()


def test_a_name_goes_with_its_last_link_unless_it_was_asked_for() -> None:
    found = drawn(WORLD, around("Jane Roe").toggled("relation", "works_for").toggled("relation", "criticises"))
    assert names(found) == ["Jane Roe"]
    assert (found.filtered.names, found.filtered.links) == (2, 2)


def test_years_leave_out_what_was_not_then_and_what_has_no_date() -> None:
    found = drawn(WORLD, around("AWS").within((2015, 2017)))
    assert sentences(found) == {"AWS hosts ICM", "ICE uses ICM"}
    assert found.filtered.undated == 1
    assert any(note.endswith("1 of them without a date") for note in found.notes)
    assert found.legend.years == (2010, 2018)
    assert sentences(drawn(WORLD, around("AWS").within((2018, 2018)))) == {"AWS hosts ICM", "AWS pitched Rekognition to ICE"}


def test_a_pinned_name_stands_where_it_was_put_and_what_comes_later_gathers_there() -> None:
    state = around("AWS").pinned(JANE, 9_000, -9_000).then("+", JANE)
    found = drawn(WORLD, state)
    assert places(found)["Jane Roe"] == (9_000, -9_000)
    assert [node["name"] for node in found.nodes if node["pinned"]] == ["Jane Roe"]
    x, y = places(found)["critics"]
    assert abs(x - 9_000) < 1_000
    assert abs(y + 9_000) < 1_000
    moved = places(drawn(WORLD, state.pinned(JANE, 0, 0)))
    assert moved["critics"] == (x, y)  # what came before the pin stays
    assert places(drawn(WORLD, state.unpinned(JANE)))["Jane Roe"] == places(drawn(WORLD, around("AWS")))["Jane Roe"]


def test_what_is_chosen_changes_nothing_that_is_drawn() -> None:
    one, other = drawn(WORLD, around("AWS")), drawn(WORLD, around("AWS").choosing(ICE))
    assert (one.nodes, one.edges) == (other.nodes, other.edges)
    assert other.chosen == ICE


def test_what_is_gone_from_the_graph_is_said() -> None:
    gone = "f" * 16
    assert "1 of what this address names is not in the graph any more" in drawn(WORLD, state_of({"around": [AWS, gone]})).notes
    found = drawn(WORLD, around("AWS").then("+", gone))
    assert any(gone in note for note in found.notes)
    assert names(found) == names(drawn(WORLD, around("AWS")))
    for parameter in ("around", "link"):
        with pytest.raises(UsageError, match=f"{parameter}: no .* has the id 'ffff"):
            drawn(WORLD, state_of({parameter: [gone]}))


def test_too_many_names_are_refused_with_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arranging, "MOST_ENTITIES", 200)
    hub, state = star(5_000), around("ICE").then("+", ICE).then("+", ICE)
    assert len(drawn(hub, state).nodes) == 200
    with pytest.raises(UsageError, match=r"at most 200 names, this step would make it 225: undo it, collapse or hide"):
        drawn(hub, state.then("+", ICE))


def test_too_many_links_are_refused_until_some_are_left_out() -> None:
    some = [f"Agency {number:03}" for number in range(120)]
    links = [link(a, relation, b) for a, b in combinations(some, 2) for relation in ("met_with", "funds")]
    full = view(links, *some)
    with pytest.raises(UsageError, match=r"at most 7,500 links, this one has 14,280: leave out a relation or a standing"):
        drawn(full, around(some[0]))
    assert len(drawn(full, around(some[0]).toggled("relation", "funds")).edges) == 7_140


def test_parallel_links_fan_out_and_a_link_to_itself_is_drawn() -> None:
    found = drawn(WORLD, around("AWS"))
    bent = [edge for edge in found.edges if {edge["from"], edge["to"]} == {AWS, ICE}]
    assert [edge["smooth"]["type"] for edge in bent if "smooth" in edge]
    itself = drawn(view([link("AWS", "partners_with", "AWS")], "AWS"), around("AWS"))
    assert itself.edges[0]["selfReference"]["size"] > 0
    assert (itself.nodes[0]["shown"], itself.nodes[0]["total"]) == (0, 0)


def test_what_is_never_drawn_is_counted_nowhere_as_a_link() -> None:
    """Legend and filters count lines; what was said about a claim is told apart, and says that it is no link."""
    said = link("AWS", "declined_to_comment", "ICE", "confirmed")
    found = drawn(view([said, link("ICE", "uses", "ICM")], "ICE", "AWS", "ICM"), around("ICE", "AWS"))
    assert [(row.word, row.count) for row in (*found.legend.relations, *found.legend.standings)] == [("uses", 1), ("reported", 1)]
    assert [one["words"] for one in found.undrawn] == ["no link; that it was said is confirmed"]
    filtered = drawn(view([said, link("ICE", "uses", "ICM")], "ICE", "AWS", "ICM"), around("ICE", "AWS").toggled("standing", "confirmed"))
    assert filtered.filtered.links == 0
    assert filtered.undrawn == ()
