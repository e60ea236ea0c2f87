"""The server may be busy, slow, old, wrong or hostile; each document gets its answer or a reason."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

import pytest
from llm_server import FakeServer, Reply, Told, completion, failure, serving
from making import document

from edgewise.errors import DocumentError, EdgewiseError, ModelError
from edgewise.extract.llm.asking import Answer
from edgewise.extract.llm.requests import Request, requests_of
from edgewise.extract.llm.server import Server
from edgewise.extract.llm.settings import Settings
from edgewise.project import builtin

EMPTY = '{"claims": []}'


@pytest.fixture
def request_() -> Request:
    return requests_of(document("AWS hosts ICM."), builtin().ontology)[0]


def ask(told: Told, request: Request, **given: Any) -> tuple[Answer, FakeServer]:
    """The answer that a server gives to one request, and the server."""
    with serving(told) as server:
        plain = Settings(base_url=server.url, model="m", api_key="secret", timeout=60.0, attempts=3)
        one = Server(replace(plain, **given))
        try:
            return one.answer(request), server
        finally:
            one.close()


def always(reply: Reply) -> Told:
    return lambda asked, number: reply


def test_the_schema_is_asked_for_first(request_: Request) -> None:
    answer, server = ask(always(completion(EMPTY, usage={"prompt_tokens": 7, "completion_tokens": 3})), request_)
    assert (answer.content, answer.read, answer.written, answer.estimated, answer.mode) == (EMPTY, 7, 3, False, "schema")
    (asked,) = server.asked
    assert asked["model"] == "m"
    assert asked["temperature"] == 0
    assert asked["response_format"]["json_schema"]["schema"] == request_.schema
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert [(m["role"], m["content"]) for m in asked["messages"]] == list(request_.messages)
    assert server.keys == ["Bearer secret"]


def test_a_server_without_schemas_is_asked_for_a_tool_call(request_: Request) -> None:
    def told(asked: dict[str, Any], number: int) -> Reply:
        return failure(400, "response_format is not supported") if "response_format" in asked else completion(EMPTY, tool=True)

    answer, server = ask(told, request_)
    assert (answer.content, answer.mode) == (EMPTY, "tool")
    assert server.asked[1]["tools"][0]["function"]["parameters"] == request_.schema
    assert server.asked[1]["tool_choice"]["function"]["name"] == "write_claims"


def test_a_server_without_tools_is_asked_for_json_and_what_it_takes_is_remembered(request_: Request) -> None:
    def told(asked: dict[str, Any], number: int) -> Reply:
        return failure(422, "unknown field") if {"response_format", "tools"} & set(asked) else completion(EMPTY)

    with serving(told) as server:
        one = Server(Settings(base_url=server.url, model="m"))
        assert [one.answer(request_).mode for _ in range(2)] == ["plain", "plain"]
        one.close()
    assert len(server.asked) == 4
    assert '"additionalProperties":false' in server.asked[3]["messages"][0]["content"]


@pytest.mark.parametrize(
    ("refused", "taken"),
    [
        ("Unsupported value: 'temperature' does not support 0 with this model", {"temperature"}),
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {"max_tokens"}),
    ],
)
def test_what_newer_models_do_not_take_is_left_out(request_: Request, refused: str, taken: set[str]) -> None:
    def told(asked: dict[str, Any], number: int) -> Reply:
        return failure(400, refused) if taken & set(asked) else completion(EMPTY)

    answer, server = ask(told, request_)
    assert answer.mode == "schema"
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_a_busy_server_is_asked_again(request_: Request, status: int) -> None:
    answer, server = ask(lambda asked, number: failure(status, "busy") if number < 2 else completion(EMPTY), request_)
    assert answer.content == EMPTY
    assert len(server.asked) == 3


def test_a_server_that_stays_busy_costs_its_document(request_: Request) -> None:
    with pytest.raises(DocumentError, match=r"fails \(429\): .*too many"):
        ask(always(failure(429, "too many")), request_)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"<html>Bad gateway</html>"), "does not answer in OpenAI's protocol"),
        (Reply(b""), "does not answer in OpenAI's protocol"),
        (Reply(b"[" * 100_000), "does not answer in OpenAI's protocol"),
        (Reply(b'{"choices": []}'), "does not answer in OpenAI's protocol"),
        (Reply(b'{"choices": [{"message": {"content": 7}}]}'), "does not answer in OpenAI's protocol"),
        (Reply(b'{"choices": [{"message": {"tool_calls": [{}]}}]}'), "does not answer in OpenAI's protocol"),
        (Reply(b"\xff\xfe\x00"), "does not answer in OpenAI's protocol"),
        (Reply(b'{"choices": [', promised=500), "broke off its answer"),
        (Reply(b"x" * 9_000_000), "answers more than 8,000,000 bytes"),
        (failure(400, "the passage is too long"), r"fails \(400\): .*the passage is too long"),
    ],
    ids=["html", "nothing", "deep", "no choice", "no text", "no call", "no utf-8", "broken off", "endless", "refused"],
)
def test_an_answer_that_is_none_costs_its_document_and_says_why(request_: Request, reply: Reply, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        ask(always(reply), request_)


@pytest.mark.parametrize("reply", [Reply(b"x", wait=1.0), Reply(b"x" * 400, wait=0.02, pieces=400)], ids=["silent", "dripping"])
def test_a_slow_server_is_not_waited_for(request_: Request, reply: Reply) -> None:
    with pytest.raises(DocumentError, match=r"took longer than 0\.2 seconds; allow more with EDGEWISE_LLM_TIMEOUT"):
        ask(always(reply), request_, timeout=0.2, attempts=1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_stops_the_run(request_: Request, status: int) -> None:
    with pytest.raises(ModelError, match=rf"refuses the key \({status}\); set EDGEWISE_LLM_API_KEY") as problem:
        ask(always(failure(status, "no")), request_)
    assert "secret" not in str(problem.value)


def test_a_model_that_is_not_there_stops_the_run(request_: Request) -> None:
    with pytest.raises(ModelError, match=r"does not know the model 'm' or the address: .*no such model"):
        ask(always(failure(404, "no such model")), request_)


def test_a_server_that_is_not_there_stops_the_run(request_: Request) -> None:
    with serving(always(completion(EMPTY))) as server:
        gone = server.url
    one = Server(Settings(base_url=gone, model="m", attempts=1))
    with pytest.raises(ModelError, match=r"127\.0\.0\.1 cannot be reached; is EDGEWISE_LLM_BASE_URL right"):
        one.answer(request_)
    one.close()


def test_a_server_that_goes_away_costs_the_documents_after_it(request_: Request) -> None:
    def told(asked: dict[str, Any], number: int) -> Reply:
        return Reply(b"", status=0) if number else completion(EMPTY)

    with serving(told) as server:
        one = Server(Settings(base_url=server.url, model="m", attempts=1))
        one.answer(request_)
        with pytest.raises(DocumentError, match="cannot be reached any more"):
            one.answer(request_)
        one.close()


def test_tokens_are_estimated_where_the_server_does_not_count(request_: Request) -> None:
    for usage in ({}, {"prompt_tokens": -5, "completion_tokens": "many"}):
        answer, _ = ask(always(completion(EMPTY, usage=usage)), request_)
        assert (answer.read, answer.written, answer.estimated) == (request_.tokens, 4, True)


def test_an_answer_that_was_cut_off_says_so(request_: Request) -> None:
    assert ask(always(completion('{"claims": [', finish="length")), request_)[0].cut


def test_parts_of_a_text_are_one_text(request_: Request) -> None:
    body = {"choices": [{"message": {"content": [{"type": "text", "text": '{"claims"'}, {"type": "text", "text": ": []}"}]}}]}
    assert ask(always(Reply(json.dumps(body).encode())), request_)[0].content == EMPTY


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (Settings(), "EDGEWISE_LLM_BASE_URL and EDGEWISE_LLM_MODEL missing"),
        (Settings(base_url="http://127.0.0.1:9/v1"), "no language model is set: EDGEWISE_LLM_MODEL missing"),
    ],
)
def test_what_is_not_set_is_named(settings: Settings, missing: str) -> None:
    with pytest.raises(ModelError, match=missing):
        Server(settings)


def test_without_the_client_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(ModelError, match=r"pip install 'edgewise\[llm\]'"):
        Server(Settings(base_url="http://127.0.0.1:9/v1", model="m"))


def test_the_key_is_shown_nowhere() -> None:
    assert "secret" not in repr(Settings(api_key="secret"))


def test_every_error_is_one_of_ours(request_: Request) -> None:
    """Whatever JSON a server sends instead of a completion."""
    values: list[Any] = [
        None,
        1,
        "x",
        [],
        {},
        {"choices": None},
        {"choices": [None]},
        {"choices": {"0": 1}},
        {"choices": [{"message": []}]},
    ]
    for value in values:
        with pytest.raises(EdgewiseError):
            ask(always(Reply(json.dumps(value).encode())), request_)
