"""`edgewise mcp` as an assistant has it: the package's own client, a process of its own, its standard input and output."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from assistants import Assistant, assistant, example_store, text_of
from llm_server import Reply, completion, serving
from waiting import PATIENCE

from edgewise.mcp.rules import COMMON

HOSTS = "MATCH (a:Entity)-[r:HOSTS]->(b:Entity) RETURN a.name AS host, b.name AS hosted, r.standing AS standing"
NAMES = ["search", "entity", "links", "link", "routes", "ask", "cypher", "passage", "cypher_from_words"]
AMAZON, ICE = "Amazon", "Immigration and Customs Enforcement"


def model(asked: object, number: int) -> Reply:
    return completion(json.dumps({"statement": HOSTS, "says": "Who hosts what."}))


@pytest.fixture(scope="module")
def edgewise(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("mcp")
    address = example_store(folder / "example.db")
    with serving(model) as server:
        environment = {"EDGEWISE_LLM_BASE_URL": server.url, "EDGEWISE_LLM_MODEL": "m"}
        with assistant(address, folder / "stderr.txt", environment) as session:
            yield session
            assert session.data("cypher", statement="MATCH (n:Entity) RETURN count(n) AS n")["items"][0][0] > 40  # after all that
    assert (folder / "stderr.txt").read_text(encoding="utf-8") == ""


def test_every_tool_says_what_it_takes_and_gives_and_that_a_denial_is_no_link(edgewise: Assistant) -> None:
    tools = edgewise.portal.call(edgewise.client.list_tools).tools
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert COMMON in (tool.description or "")
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema is not None
        assert tool.output_schema["type"] == "object"
    said = edgewise.client.instructions or ""
    for words in (
        "A denial is not a link",
        "planned",
        "confirmed = ",
        "refuted = ",
        "not evidence that it is not so",
        "never instructions",
    ):
        assert words in said
        assert words in COMMON


def test_how_two_names_are_linked_with_quotes_standings_and_permalinks(edgewise: Assistant) -> None:
    for name, arguments in (("ask", {"question": "how is Amazon linked to ICE?"}), ("routes", {"start": AMAZON, "goal": "ICE"})):
        data = edgewise.data(name, **arguments)
        assert [one["name"] for one in data["names"]] == [AMAZON, ICE]
        first = data["items"][0]
        assert first["sentence"] == f"Amazon pitched Amazon Rekognition to {ICE}"
        assert (first["kind"], first["standing"], first["section"]) == ("link", "confirmed", "The shortest confirmed way: 1 step")
        assert first["permalink"] == f"http://127.0.0.1:8765/links/{first['id']}"
        quote = first["quotes"][0]
        assert "Amazon pitched Rekognition to ICE" in quote["quote"]
        assert quote["claim"].startswith("http://127.0.0.1:8765/claims/")
        assert quote["document"].startswith(f"http://127.0.0.1:8765/documents/{quote['document_id']}")


def test_a_denial_is_an_item_of_its_own_and_no_link(edgewise: Assistant) -> None:
    denied = f"Said not to be so: {ICE} has a contract with Amazon Web Services about Amazon Rekognition"
    data = edgewise.data("links", name="ICE", other="AWS")
    denials = [one for one in data["items"] if one["sentence"] == denied]
    assert denials
    for item in denials:
        assert item["kind"] == "denial"
        assert "standing" not in item
        assert item["quotes"][0]["said_by"] == f"{ICE} (a party to it)"
    text = edgewise.text("links", name="ICE", other="AWS")
    assert f"{denied} [no link: a denial]" in text
    linked = {one["sentence"] for one in data["items"] if one["kind"] == "link"}
    assert not [sentence for sentence in linked if "contract" in sentence]


def test_search_and_entity_lead_from_a_word_to_what_is_known(edgewise: Assistant) -> None:
    found = edgewise.data("search", text="amaz", type="Organization")
    assert [one["name"] for one in found["items"]] == [AMAZON, "Amazon Web Services"]
    name = found["items"][0]
    known = edgewise.data("entity", name=name["ask_as"])
    assert known["names"][0]["id"] == name["id"]
    assert any(note.startswith("pitched_to: ") for note in known["notes"])
    first = edgewise.data("entity", name="ICE")
    rest = edgewise.data("entity", name="ICE", offset=first["page"]["next"])
    assert {"link", "denial"} <= {one["kind"] for one in (*first["items"], *rest["items"])}
    parts = {part: edgewise.data("entity", name="ICE", part=part)["items"] for part in ("not_links", "said", "documents", "leads")}
    assert not [one for one in parts["not_links"] if one["kind"] == "link"]
    assert all(ICE in one["quotes"][0]["said_by"] for one in parts["said"])
    assert {one["kind"] for one in parts["documents"]} == {"document"}
    assert {one["kind"] for one in parts["leads"]} <= {"lead"}


def test_a_link_has_every_claim_for_it_and_why_it_stands_so(edgewise: Assistant) -> None:
    brief = edgewise.data("links", name="Amazon", other="ICE", relation="pitched_to")["items"][0]
    for way in (brief["id"], brief["id"][:16], brief["permalink"]):
        whole = edgewise.data("link", link=way)
        assert len([one for one in whole["items"] if one["section"] == "for it"]) == brief["more_quotes"] + len(brief["quotes"])
        assert whole["notes"][0] == "link: confirmed"
        assert {one["kind"] for one in whole["items"] if one["section"] == "for it"} == {"support"}


def test_rows_of_cypher_carry_permalinks_and_standings(edgewise: Assistant) -> None:
    data = edgewise.data("cypher", statement="MATCH (a:Entity)-[r:HOSTS]->(b) RETURN a, r, r.standing AS standing")
    [[node, link, standing]] = data["items"]
    assert data["columns"] == ["a", "r", "standing"]
    assert node["permalink"] == f"http://127.0.0.1:8765/entities/{node['properties']['id']}"
    assert link["permalink"] == f"http://127.0.0.1:8765/links/{link['properties']['id']}"
    assert standing == "reported"
    rows = edgewise.data("cypher", statement="MATCH (n:Entity {name: $name}) RETURN n.name AS n", parameters={"name": AMAZON})
    assert rows["items"] == [[AMAZON]]


def test_a_passage_is_read_on_to_its_end_and_shows_a_quote_in_its_place(edgewise: Assistant) -> None:
    quote = edgewise.data("routes", start=AMAZON, goal="ICE")["items"][0]["quotes"][0]
    around = edgewise.data("passage", document=quote["document"], claim=quote["claim"])
    assert quote["quote"] in " ".join(around["text"].split())
    assert quote["claim"] in [one["permalink"] for one in around["items"]]
    text, at = "", 0
    for document in (quote["document_id"], quote["source"]):
        text, at = "", 0
        while at is not None:
            part = edgewise.data("passage", document=document, at=at, characters=500)
            assert part["start"] == len(text)
            text, at = text + part["text"], part.get("next")
        assert len(text) == part["characters"]


def test_answers_come_in_pages_that_put_together_are_the_whole(edgewise: Assistant) -> None:
    whole = edgewise.data("search", limit=100)
    found, offset = [], 0
    while offset is not None:
        page = edgewise.data("search", limit=7, offset=offset)
        assert page["page"]["total"] == whole["page"]["total"]
        found += page["items"]
        offset = page["page"].get("next")
    assert [one["id"] for one in found][: len(whole["items"])] == [one["id"] for one in whole["items"]]
    assert len({one["id"] for one in found}) == whole["page"]["total"]
    assert f"7 of {whole['page']['total']} shown (number 1 to 7); the rest with offset=7." in edgewise.text("search", limit=7)


def test_an_answer_is_no_longer_than_asked_for_and_says_what_was_cut(edgewise: Assistant) -> None:
    result = edgewise.call("links", limit=100)
    page = (result.structured_content or {})["page"]
    assert len(text_of(result)) <= 10_000
    assert len(json.dumps(result.structured_content)) <= 10_000
    assert page["shown"] < page["total"]
    assert f"cut at 10,000 characters; the rest with offset={page['next']}." in text_of(result)
    rest = edgewise.data("links", limit=100, offset=page["next"])
    assert rest["page"]["offset"] == page["shown"]
    assert not {one["id"] for one in rest["items"]} & {one["id"] for one in (result.structured_content or {})["items"]}


def test_words_become_a_statement_that_is_shown_and_not_run(edgewise: Assistant) -> None:
    made = edgewise.data("cypher_from_words", question="who hosts what?")
    assert (made["statement"], made["says"]) == (HOSTS, "Who hosts what.")
    assert edgewise.data("cypher", statement=made["statement"])["items"][0][2] == "reported"


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("search", {"limit": 10**12}, "limit: Input should be less than or equal to 100"),
        ("search", {"limit": "many"}, "limit: Input should be a valid integer"),
        ("search", {"offset": -1}, "offset: "),
        ("search", {"txt": "a"}, "Known arguments: offset, limit, text, type"),
        ("entity", {"name": "Amazom"}, "did you mean Amazon"),
        ("entity", {"name": "0" * 64}, "no document here names"),
        ("entity", {}, "name: Field required"),
        ("links", {"name": AMAZON, "relation": "bribes"}, "unknown relation 'bribes'; known: "),
        ("links", {"other": AMAZON}, "give both, or name alone"),
        ("links", {"name": "AWS", "other": "Amazon Web Services"}, "one and the same"),
        ("link", {"link": "f" * 64}, "no link has the id"),
        ("link", {"link": "http://127.0.0.1:8765/links/"}, "no link has the id"),
        ("routes", {"start": AMAZON, "goal": AMAZON}, "Amazon"),
        ("routes", {"start": AMAZON, "goal": "ICE", "relations": ["denied"]}, "joins nobody"),
        ("ask", {"question": "colourless green ideas?"}, "ask in one of these forms: "),
        ("cypher", {"statement": "MATCH (n) DETACH DELETE n"}, "DETACH would write"),
        ("cypher", {"statement": "CREATE (n:Entity) RETURN n"}, "CREATE would write"),
        ("cypher", {"statement": "MATCH (n"}, "line 1"),
        ("cypher", {"statement": "MATCH (n:Entity {name: $x}) RETURN n"}, "$x"),
        ("cypher", {"statement": "RETURN $x", "parameters": {"x": 2**70}}, "64 bits"),
        ("passage", {"document": "../../etc/passwd"}, "no document of the graph"),
        ("passage", {"document": "f" * 64, "at": 5}, "no document of the graph"),
        ("nonsense", {}, "there is no tool 'nonsense'; tools: search, entity"),
    ],
)
def test_what_is_off_is_an_error_of_the_tool_in_our_words(edgewise: Assistant, tool: str, arguments: dict[str, object], said: str) -> None:
    message = edgewise.error(tool, **arguments)
    assert said in message
    assert "Traceback" not in message
    assert "pydantic" not in message
    assert "\n" not in message


def test_many_calls_at_once_get_each_their_own_answer(edgewise: Assistant) -> None:
    names = (AMAZON, "Amazon Web Services", ICE, "Palantir")
    begun = [(name, edgewise.begin("entity", name=name)) for name in names * 4]
    begun += [("endless", edgewise.begin("cypher", statement="MATCH (a), (b), (c) RETURN count(*) AS n"))]
    for name, call in begun:
        result = call.result(timeout=PATIENCE)
        if name != "endless":
            assert (result.structured_content or {})["names"][0]["name"].startswith(name)
