"""Names, titles and words that would run or mislead are shown as text on every page that lists names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from explorers import Asking, desk_over, served
from making import claim, document, mention

from edgewise.model import Problem, Reading, Source
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.stores import open_store
from edgewise.web.desk import Desk

P = "<img src=x onerror=\"window.__pwn=(window.__pwn||[]).concat('name')\"></script><script>window.__pwn=1</script>"
NAMES = (P, f"{P} href ", "__proto__", "constructor", "", "\u2028", "🙂", "1", "\u202egnp.exe")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Asking]]:
    """A store in which every name has a link, a denial and a plan with ICE, a bad document and a bad place."""
    path = tmp_path_factory.mktemp("hostile") / "store.db"
    text = f"ICE uses it, said {P}."
    doc = document(text, title=P, publisher=P, url="javascript:window.__pwn=['url']", published="2018", event_date=P)
    made = []
    for name in NAMES:
        uses = replace(claim(doc, "ICE", "uses", "it"), role=P, amount=P, date="2018-06" if name else P)
        uses = replace(uses, object=replace(uses.object, name=name, type="Group" if name == "1" else "System"))
        made += [uses, replace(uses, polarity="negated", said_by=uses.subject), replace(uses, modality="planned")]
    said = (mention(doc, "ICE"), mention(doc, P, "System"))
    sources = (Source(f"pile/{P}.txt", doc.id),)
    with open_store(str(path)) as store:
        store.add([doc, *made, *said, *sources, *(Reading(one.id, "rules@1", 0.99) for one in made), Problem(P, P)])
        refresh(store, builtin())
    with desk_over(str(path)) as desk, served(desk) as asking:
        yield desk, asking


def test_every_name_has_a_page_without_a_tag_of_its_own(hostile: tuple[Desk, Asking]) -> None:
    desk, asking = hostile
    view = desk.view()
    assert {entity.name for entity in view.entities.values()} >= {P, "__proto__", "", "🙂", "1"}
    for id in view.entities:
        for part in ("", "?part=leads", "?part=timeline", "?part=beside", "?relation=uses"):
            page = asking(f"/entities/{id}{part}")
            assert page.status == 200
            harmless(page.body)
        assert asking(f"/entities/{id}.json").json["entity"]["id"] == id


@pytest.mark.parametrize("address", ["/", "/search", f"/search?q={quote('img src')}", "/documents", "/links", "/unread"])
def test_the_lists_show_them_as_text(hostile: tuple[Desk, Asking], address: str) -> None:
    page = hostile[1](address)
    assert page.status == 200
    harmless(page.body)
    assert "&lt;img src=x" in page.body


def test_each_can_be_found_and_compared(hostile: tuple[Desk, Asking]) -> None:
    desk, asking = hostile
    found = asking("/search.json").json["entities"]
    assert len(found) == len(desk.view().entities)
    for one in found:
        if one["label"] != "Immigration and Customs Enforcement":
            page = asking(f"/compare?a=ICE&b={quote(one['label'], safe='')}")
            assert page.status == 200, one["label"]
            harmless(page.body)
            assert asking(f"/compare.json?a=ICE&b={quote(one['label'], safe='')}").json["b"]["entity"]["id"] == one["id"]


def harmless(html: str) -> None:
    """No tag, no address and no order of reading of the documents' own."""
    assert "<img" not in html
    assert "window.__pwn=1</script>" not in html
    assert 'href="javascript' not in html
    assert "\u202e" not in html
