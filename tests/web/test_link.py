"""The pages of a link and of a claim: why it stands so, the claims for and against it, and deciding about one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from explorers import Asking, desk_over, served
from questions.pile import said

from edgewise.model import Claim, Link, Reading, Source
from edgewise.project import builtin
from edgewise.questions.view import GraphView
from edgewise.refresh import refresh
from edgewise.stores import open_store
from edgewise.web.asked import Asked
from edgewise.web.desk import Desk
from edgewise.web.page import Elsewhere
from edgewise.web.pages import review

UNSURE = 0.2


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which ICE denies a contract that is reported, plans one, and of which one claim is not sure enough."""
    path = tmp_path_factory.mktemp("pile") / "pile.db"
    piled = [
        (said("ICE has a contract with AWS.", ("ICE", "contracts_with", "AWS"), publisher="POGO"), 0.9),
        (said("A contract joins AWS and ICE.", ("AWS", "contracts_with", "ICE")), 0.9),
        (said("ICE said it has no contract with AWS.", ("ICE", "contracts_with", "AWS", {"polarity": "negated", "said_by": "ICE"})), 0.9),
        (said("ICE plans a contract with AWS.", ("ICE", "contracts_with", "AWS", {"modality": "planned"})), 0.9),
        (said("AWS sells to ICE.", ("AWS", "supplies_to", "ICE")), 0.9),
        (said("Palantir may sell to ICE.", ("Palantir", "supplies_to", "ICE")), UNSURE),
    ]
    with open_store(str(path)) as store:
        for number, ((doc, claims), sure) in enumerate(piled):
            store.add([doc, *claims, Source(f"{number}.txt", doc.id), *(Reading(one.id, "rules@2", sure) for one in claims)])
        refresh(store, builtin())
    return path


@pytest.fixture(scope="module")
def desk(pile: Path) -> Iterator[Desk]:
    """A desk over the pile, to look only."""
    with desk_over(str(pile)) as made:
        yield made


@pytest.fixture(scope="module")
def asking(desk: Desk) -> Iterator[Asking]:
    with served(desk) as asked:
        yield asked


@pytest.fixture
def own(pile: Path, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Make a desk over a copy of the pile, to decide at."""
    made = []

    def make(**options: bool) -> Desk:
        copy = tmp_path / "own.db"
        copy.write_bytes(pile.read_bytes())
        made.append(desk_over(str(copy), **options))
        return made[-1].__enter__()

    yield make
    for one in made:
        one.__exit__(None, None, None)


@pytest.fixture(scope="module")
def view(desk: Desk) -> GraphView:
    return desk.view()


@pytest.fixture(scope="module")
def contested(view: GraphView) -> Link:
    """The contract, which is denied."""
    (found,) = (link for link in view.links.values() if link.contesting)
    return found


def test_a_link_says_why_it_stands_so_and_shows_both_sides(asking: Asking, view: GraphView, contested: Link) -> None:
    page = asking(f"/links/{contested.id}")
    assert page.status == 200
    assert f"<dt>Support: {contested.support}</dt>" in page.body
    assert f"<dt>Contest: {contested.contest}</dt>" in page.body
    assert '<td class="here">' in page.body
    for_it, _, against = page.body.partition('<h2 id="against">')
    against, _, idle = against.partition('<h2 id="idle">')
    assert all(f"/claims/{id}" in for_it for id in contested.claims)
    assert all(f"/claims/{id}" in against for id in contested.contesting)
    assert "counts for nothing: it says only that this is planned, which supports nothing" in idle
    assert "The other way round" not in idle  # a contract has no direction
    assert "sells" not in for_it + against


def test_a_link_has_its_twins(asking: Asking, contested: Link) -> None:
    data = asking(f"/links/{contested.id}.json").json
    assert data["link"]["standing"] == data["why"]["standing"] == contested.standing
    assert {one["claim"]["id"] for one in data["supporting"]["items"]} == set(contested.claims)
    lines = asking(f"/links/{contested.id}.csv").body
    assert lines.startswith("side,id,subject,relation")
    assert all(f"supports,{id}" in lines for id in contested.claims)
    assert all(f"contests,{id}" in lines for id in contested.contesting)


def test_every_link_has_a_page(asking: Asking, view: GraphView) -> None:
    assert {asking(f"/links/{id}").status for id in view.links} == {200}


def test_a_link_that_is_not_there_says_so(asking: Asking) -> None:
    page = asking("/links/nothing")
    assert page.status == 404
    assert "No link has the id nothing now" in page.body
    assert asking("/links/nothing.json").json["ends"] == []


@pytest.mark.parametrize("offset", ["-1", "x", "999999999999"])
def test_an_offset_that_is_none_says_so(asking: Asking, contested: Link, offset: str) -> None:
    page = asking(f"/links/{contested.id}?offset={offset}")
    assert page.status == 400
    assert "offset is" in page.body


def test_every_claim_has_a_page_that_leads_to_its_link(asking: Asking, view: GraphView) -> None:
    for id in sorted(view.resolved):
        page = asking(f"/claims/{id}")
        assert page.status == 200
        supported = [link.id for link in view.links.values() if id in link.claims]
        assert all(f'href="/links/{link}"' in page.body for link in supported)
        assert asking(f"/claims/{id}.json").json["claim"]["id"] == id


def test_a_claim_that_is_not_there_says_so(asking: Asking) -> None:
    page = asking("/claims/nothing")
    assert page.status == 404
    assert "no claim has the id" in page.body


def test_a_claim_is_decided_on_its_page_and_that_is_taken_back(own: Callable[..., Desk]) -> None:
    desk = own()
    link = next(link for link in desk.view().links.values() if link.relation == "supplies_to")
    (id,) = link.claims
    with served(desk) as asking:
        page = asking(f"/claims/{id}").body
        assert 'action="/review/claims"' in page
        assert (_field(page, "claim"), _field(page, "to")) == (id, "claim")
        given = {"claim": [id], "to": ["claim"], "verdict": ["REJECTED"], "why": ["It does not say so."]}
        assert review.decide_claim(desk, Asked(form=given)) == Elsewhere(f"/claims/{id}")
        page = asking(f"/claims/{id}").body
        assert "Rejected: it is not in the graph" in page
        assert "It does not say so." in page
        gone = asking(f"/links/{link.id}")
        assert gone.status == 404
        assert "was rejected by" in gone.body
        taken = {"judgement": [_field(page, "judgement")], "to": [_field(page, "to")]}
        assert review.take_back(desk, Asked(form=taken)) == Elsewhere(f"/claims/{id}")
        assert "It supports a link" in asking(f"/claims/{id}").body
        assert asking(f"/links/{link.id}").status == 200


def test_where_nothing_may_be_decided_a_claim_has_no_form(own: Callable[..., Desk]) -> None:
    desk = own(read_only=True)
    id = next(iter(desk.view().resolved))
    with served(desk) as asking:
        page = asking(f"/claims/{id}").body
    assert "What was decided" in page
    assert 'method="post"' not in page


def test_a_candidate_has_a_page_that_says_what_it_lacks(asking: Asking, desk: Desk, view: GraphView) -> None:
    (id,) = (one.id for one in desk.store.records(Claim) if one.id not in view.resolved)
    page = asking(f"/claims/{id}").body
    assert "A candidate: it is not in the graph: 20 of 100 such readings hold, and the graph asks for 80." in page
    assert "Nobody weighed it" in page


def _field(body: str, name: str) -> str:
    """The value of a form's field."""
    found = re.search(f'name="{name}" value="([^"]*)"', body)
    assert found is not None
    return found.group(1)
