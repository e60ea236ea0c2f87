"""A run: what is asked, asked again, kept and entered; what a failing document costs; what the cache and the budget spare."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from llm_server import FakeServer, Reply, answer, completion, end, failure, passage, said, serving
from making import document
from waiting import PATIENCE

from edgewise.errors import DocumentError, ModelError, UsageError
from edgewise.extract.in_order import in_order
from edgewise.extract.llm.budget import Budget
from edgewise.extract.llm.estimate import estimate
from edgewise.extract.llm.extractor import LlmExtractor
from edgewise.extract.llm.ledger import Ledger
from edgewise.extract.llm.prompt import PROMPT_VERSION
from edgewise.extract.llm.requests import SENTENCES, requests_of
from edgewise.extract.llm.settings import Settings, settings_from
from edgewise.extract.read import read
from edgewise.model import Document
from edgewise.project import builtin

PROJECT = builtin()
Make = Callable[..., LlmExtractor]
ICM = end("ICM", type="System")
HOSTS = said("S1", "AWS hosts ICM", end("AWS"), "hosts", ICM)
USES = said("S2", "ICE uses ICM", end("ICE"), "uses", ICM)
LIE = said("S2", "ICE bought ICM", end("ICE"), "uses", ICM)
DOC = document("AWS hosts ICM. ICE uses ICM.")


def scripted(*contents: str | Reply) -> Callable[[dict[str, Any], int], Reply]:
    """Each request gets the next of these, and those after the last one the last."""

    def told(asked: dict[str, Any], number: int) -> Reply:
        reply = contents[min(number, len(contents) - 1)]
        return reply if isinstance(reply, Reply) else completion(reply)

    return told


def settings(server: FakeServer, **given: Any) -> Settings:
    return replace(Settings(base_url=server.url, model="test/model 1", timeout=60.0, attempts=2), **given)


def entries(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_what_holds_is_kept_with_its_reader(reader: Make) -> None:
    with serving(scripted(answer(HOSTS, USES))) as server:
        grounded = read(DOC, reader(settings(server)), PROJECT)
    assert [(c.subject.name, c.relation, c.object.name) for c in grounded.claims] == [("AWS", "hosts", "ICM"), ("ICE", "uses", "ICM")]
    assert {r.extractor.split("+")[0] for r in grounded.readings} == {f"llm:test/model-1@{PROMPT_VERSION}"}
    assert {m.name for m in grounded.mentions} == {"AWS", "ICM", "ICE"}
    assert len(server.asked) == 1


def test_what_was_rejected_is_asked_for_once_more_with_the_reason(reader: Make) -> None:
    with serving(scripted(answer(HOSTS, LIE), answer(USES))) as server:
        grounded = read(DOC, reader(settings(server)), PROJECT)
    assert [c.relation for c in grounded.claims] == ["hosts", "uses"]
    assert grounded.refused == ()
    first, again = server.asked
    assert again["messages"][:2] == first["messages"]
    assert again["messages"][2] == {"role": "assistant", "content": answer(HOSTS, LIE)}
    assert "the quote does not stand in S2: 'ICE bought ICM'" in again["messages"][3]["content"]
    assert "AWS" not in again["messages"][3]["content"]


def test_what_is_rejected_twice_is_refused(reader: Make) -> None:
    with serving(scripted(answer(HOSTS, LIE), answer(LIE))) as server:
        grounded = read(DOC, reader(settings(server)), PROJECT)
    assert [c.relation for c in grounded.claims] == ["hosts"]
    assert [r.reason for r in grounded.refused] == ["the quote does not stand in S2: 'ICE bought ICM'"]
    assert grounded.refused[0].quote == "ICE bought ICM"
    assert len(server.asked) == 2


def test_what_the_common_grounding_refuses_is_told_too(reader: Make) -> None:
    wrong = said("S2", "ICE uses ICM", ICM, "leads", end("ICE"))
    with serving(scripted(answer(wrong), answer(USES))) as server:
        grounded = read(DOC, reader(settings(server)), PROJECT)
    assert [c.relation for c in grounded.claims] == ["uses"]
    assert "the subject of leads is Group, Organization, Person, not System" in server.asked[1]["messages"][3]["content"]


def test_an_answer_that_breaks_off_is_completed(reader: Make) -> None:
    whole = answer(HOSTS, USES)
    with serving(scripted(whole[:-60], answer(USES))) as server:
        grounded = read(DOC, reader(settings(server)), PROJECT)
    assert [c.relation for c in grounded.claims] == ["hosts", "uses"]
    assert "the answer breaks off after 1 claims" in server.asked[1]["messages"][3]["content"]


@pytest.mark.parametrize("retold", ["I am sorry.", '{"claims": [', completion(answer(USES), finish="length")])
def test_a_document_without_a_whole_answer_fails(reader: Make, retold: str | Reply, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with serving(scripted("No.", retold)) as server, pytest.raises(DocumentError, match="the model gave no whole answer: the answer"):
        read(DOC, reader(settings(server, ledger=ledger)), PROJECT)
    assert entries(ledger)[-1]["event"] == "failed"


def test_one_passage_that_fails_fails_its_document(reader: Make) -> None:
    doc = document(" ".join(f"Agency {n} uses ICM." for n in range(SENTENCES + 1)))
    told = scripted(answer(), failure(503, "gone"))
    with serving(told) as server, pytest.raises(DocumentError, match=r"fails \(503\)"):
        read(doc, reader(settings(server, parallel=1)), PROJECT)


def test_a_document_that_states_nothing_is_not_asked_about(reader: Make) -> None:
    with serving(scripted(answer())) as server:
        grounded = read(document("Does AWS host ICM?"), reader(settings(server)), PROJECT)
    assert grounded.claims == ()
    assert server.asked == []


def test_the_ledger_says_what_was_asked_kept_and_refused_and_what_it_cost(reader: Make, tmp_path: Path) -> None:
    ledger = tmp_path / "new" / "ledger.jsonl"
    with serving(scripted(answer(HOSTS, LIE), answer())) as server:
        one = reader(settings(server, ledger=ledger, price=(10.0, 20.0), api_key="secret"))
        read(DOC, one, PROJECT)
        one.close()
    first, again, run = entries(ledger)
    assert (first["event"], first["document"], first["again"], first["source"], first["mode"]) == (
        "answer",
        DOC.id,
        False,
        "server",
        "schema",
    )
    assert (first["kept"], first["read"], first["written"], first["sentences"]) == (1, 100, 50, 2)
    assert first["cost"] == pytest.approx(0.002)
    assert first["refused"] == [{"reason": "the quote does not stand in S2: 'ICE bought ICM'", "claim": LIE}]
    assert (again["again"], again["kept"]) == (True, 0)
    assert (run["event"], run["asked"], run["kept"], run["refused"], run["failed"]) == ("run", 2, 1, 1, 0)
    assert (run["read"], run["written"], run["model"]) == (200, 100, "test/model 1")
    assert run["cost"] == pytest.approx(0.004)
    assert "secret" not in ledger.read_text(encoding="utf-8")


def test_a_ledger_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"ledger cannot be written.*--ledger FILE"):
        Ledger(Settings(ledger=tmp_path / "file" / "ledger.jsonl")).close()


def test_what_was_asked_once_is_not_asked_again(reader: Make, tmp_path: Path) -> None:
    with serving(scripted(answer(HOSTS, LIE), answer(USES))) as server:
        first = read(DOC, reader(settings(server, cache=tmp_path)), PROJECT)
        second = read(DOC, reader(settings(server, cache=tmp_path)), PROJECT)
        assert first == second
        assert len(server.asked) == 2
        read(DOC, reader(settings(server, cache=tmp_path, model="other")), PROJECT)
        assert len(server.asked) == 3
        for kept in tmp_path.glob("*/*.json"):
            kept.write_text("{", encoding="utf-8")  # no longer whole
        assert read(DOC, reader(settings(server, cache=tmp_path)), PROJECT).claims
        assert len(server.asked) > 3


def test_an_answer_that_was_cut_off_is_not_kept(reader: Make, tmp_path: Path) -> None:
    with serving(scripted(completion(answer(HOSTS), finish="length"), answer(USES))) as server:
        read(DOC, reader(settings(server, cache=tmp_path)), PROJECT)
        read(DOC, reader(settings(server, cache=tmp_path)), PROJECT)
    assert len(server.asked) == 3


def test_a_document_that_failed_can_be_read_again(reader: Make, tmp_path: Path) -> None:
    doc = document(" ".join(f"Agency {n} uses ICM." for n in range(SENTENCES + 1)))
    with serving(scripted(answer(), failure(503, "gone"), failure(503, "gone"), answer())) as server:
        with pytest.raises(DocumentError):
            read(doc, reader(settings(server, cache=tmp_path, parallel=1)), PROJECT)
        assert read(doc, reader(settings(server, cache=tmp_path, parallel=1)), PROJECT).claims == ()
    assert len(server.asked) == 4  # the passage that was answered is not asked again


def test_several_documents_are_asked_about_at_a_time_and_come_in_order(reader: Make) -> None:
    documents = [document(f"Agency {n} uses ICM.") for n in range(24)]

    def told(asked: dict[str, Any], number: int) -> Reply:
        text = passage(asked)[0]["text"]
        reply = completion(answer(said("S1", text, end(text.removesuffix(" uses ICM.")), "uses", ICM)))
        return replace(reply, wait=0.03)

    def claims(doc: Document) -> list[str]:
        return [c.subject.name for c in read(doc, one, PROJECT).claims]

    with serving(told) as server:
        one = reader(settings(server, parallel=6))
        found = list(in_order(claims, documents, one))
    assert found == [[f"Agency {n}"] for n in range(24)]
    assert 1 < server.most_at_once <= 6


def test_one_document_at_a_time_where_the_extractor_works_itself() -> None:
    class Rules:
        readers = ("rules@0",)

    threads = set(in_order(lambda _: threading.get_ident(), range(5), Rules()))  # type: ignore[arg-type]  # never reads
    assert threads == {threading.get_ident()}


def test_no_more_is_asked_than_the_budget_allows(reader: Make, tmp_path: Path) -> None:
    documents = [document(f"Agency {n} uses ICM.") for n in range(6)]
    need = requests_of(documents[0], PROJECT.ontology)[0].tokens + 1000
    failed = []
    with serving(scripted(completion(answer(), usage={"prompt_tokens": need - 50, "completion_tokens": 50}))) as server:
        one = reader(settings(server, budget_tokens=3 * need + 10, max_tokens=1000, cache=tmp_path, parallel=4))
        for doc in documents:
            try:
                read(doc, one, PROJECT)
            except DocumentError as problem:
                failed.append(str(problem))
        assert len(server.asked) == 3
        assert len(failed) == 3
        assert "the budget does not reach" in failed[0]
        read(documents[0], one, PROJECT)  # what was answered is kept


def test_a_budget_in_money_needs_a_price_and_holds(reader: Make) -> None:
    with pytest.raises(UsageError, match="set EDGEWISE_LLM_PRICE to what a million tokens"):
        Settings(budget_money=1.0)
    with serving(scripted(answer())) as server:
        one = reader(settings(server, budget_money=0.001, price=(1.0, 1.0)))
        with pytest.raises(DocumentError, match="budget does not reach"):
            read(DOC, one, PROJECT)
        assert server.asked == []


def test_calls_at_one_time_stay_within_the_budget_together() -> None:
    budget = Budget(Settings(budget_tokens=100))
    order: list[str] = []

    def later() -> None:
        with budget.call(50, 10) as used:  # waits: 60 more would be 120
            order.append("second")
            used.read, used.written = 50, 10

    thread = threading.Thread(target=later)
    with budget.call(50, 10) as used:
        thread.start()
        time.sleep(0.05)
        order.append("first")
        used.read, used.written = 30, 5  # less than was set aside
    thread.join(PATIENCE)
    assert order == ["first", "second"]
    with pytest.raises(DocumentError, match="95 tokens are used and it may take 60 more"), budget.call(50, 10):
        pass


def test_a_call_that_fails_before_an_answer_costs_nothing() -> None:
    budget = Budget(Settings(budget_tokens=60))
    with pytest.raises(OSError, match="gone"), budget.call(50, 10):
        raise OSError("gone")
    with budget.call(50, 10):
        pass


def test_an_estimate_calls_nothing_and_leaves_out_what_is_answered(reader: Make, tmp_path: Path) -> None:
    other = document("Palantir developed ICM.")
    requests = [*requests_of(DOC, PROJECT.ontology), *requests_of(other, PROJECT.ontology)]
    with serving(scripted(answer(HOSTS))) as server:
        told = settings(server, cache=tmp_path, price=(10.0, 20.0), max_tokens=1000)
        before = estimate(requests, told)
        assert server.asked == []
        read(DOC, reader(told), PROJECT)
        after = estimate(requests, told)
    assert (before.requests, before.held, after.held) == (2, 0, 1)
    assert before.read == requests[0].tokens + requests[1].tokens
    assert after.read == requests[1].tokens
    assert (before.written, before.most) == (750, 2000)
    assert before.cost == pytest.approx((before.read * 10 + 750 * 20) / 1e6)
    assert "2 requests, 0 answered already; about" in str(before)
    assert "set EDGEWISE_LLM_PRICE for the money" in str(estimate(requests, Settings()))


def test_settings_come_from_the_environment() -> None:
    given = {
        "EDGEWISE_LLM_BASE_URL": "http://127.0.0.1:1/v1", "EDGEWISE_LLM_MODEL": "m", "EDGEWISE_LLM_API_KEY": "k",
        "EDGEWISE_LLM_PRICE": "3, 15", "EDGEWISE_LLM_MAX_TOKENS": "100", "EDGEWISE_LLM_TIMEOUT": "2.5", "EDGEWISE_LLM_PARALLEL": "7",
    }  # fmt: skip
    found = settings_from(given)
    assert (found.base_url, found.model, found.api_key, found.price) == ("http://127.0.0.1:1/v1", "m", "k", (3.0, 15.0))
    assert (found.max_tokens, found.timeout, found.parallel) == (100, 2.5, 7)
    assert settings_from({}).model == ""


@pytest.mark.parametrize(
    "given",
    [
        {"EDGEWISE_LLM_PRICE": "3"}, {"EDGEWISE_LLM_PRICE": "3,x"}, {"EDGEWISE_LLM_PRICE": "-1,2"}, {"EDGEWISE_LLM_PRICE": "nan,2"},
        {"EDGEWISE_LLM_MAX_TOKENS": "many"}, {"EDGEWISE_LLM_PARALLEL": "0"}, {"EDGEWISE_LLM_TIMEOUT": "inf"},
    ],
)  # fmt: skip
def test_a_setting_that_is_no_number_is_named(given: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=next(iter(given))):
        settings_from(given)
