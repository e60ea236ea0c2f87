"""A route as a chain: which way its links point as one walks it, and where its picture puts them."""

from __future__ import annotations

from dataclasses import replace

from showing import AWS, HOSTS, ICE, ICM, ROUTES, USES, entities_of, entity

from edgewise.views.chain import STEP, chain, picture

ROUTE = ROUTES.routes[1]  # AWS hosts ICM, ICE uses ICM


def test_links_point_the_way_they_say() -> None:
    hops = chain(ROUTE, entity(AWS).id, entities_of(HOSTS, USES))
    assert [(hop.start.name, hop.way, hop.end.name) for hop in hops] == [(AWS, "on", ICM), (ICM, "back", ICE)]
    hops = chain(replace(ROUTE, links=ROUTE.links[::-1]), entity(ICE).id, entities_of(HOSTS, USES))
    assert [(hop.start.name, hop.way, hop.end.name) for hop in hops] == [(ICE, "on", ICM), (ICM, "back", AWS)]


def test_a_link_without_direction_has_none() -> None:
    [hop] = chain(replace(ROUTE, links=(replace(HOSTS, symmetric=True),)), entity(ICM).id, entities_of(HOSTS))
    assert (hop.start.name, hop.way, hop.end.name) == (ICM, "both", AWS)


def test_the_picture_marks_the_hop_one_stands_at() -> None:
    drawn = picture(chain(ROUTE, entity(AWS).id, entities_of(HOSTS, USES)), 1)
    assert [rail.now for rail in drawn.rails] == [False, True]
    assert [stop.now for stop in drawn.stops] == [False, True, True]
    assert [later.y - stop.y for stop, later in zip(drawn.stops, drawn.stops[1:], strict=False)] == [STEP, STEP]
    assert all(
        stop.y < rail.top < rail.bottom < later.y for stop, rail, later in zip(drawn.stops, drawn.rails, drawn.stops[1:], strict=False)
    )
    assert drawn.height > drawn.stops[-1].y


def test_a_long_name_takes_two_lines_and_no_more() -> None:
    long = replace(entity(AWS), name=" ".join(["Department of Everything"] * 9))
    hops = chain(ROUTE, long.id, (*entities_of(HOSTS, USES), long))
    lines = picture(hops, 0).stops[0].lines
    assert len(lines) == 2
    assert lines[1].endswith(" …")
    assert picture(chain(ROUTE, long.id, (*entities_of(HOSTS, USES), replace(long, name="\u2028"))), 0).stops[0].lines == ("(no name)",)
