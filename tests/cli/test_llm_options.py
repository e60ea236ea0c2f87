"""A language model from the command line: export and replay without network, key or client; errors that say what to set; failures told."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from commands import Run, runner
from llm_server import Reply, answer, completion, end, failure, passage, said, serving

ICM = end("ICM", type="System")
HOSTS = said("S1", "AWS hosts ICM", end("AWS"), "hosts", ICM)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder with two documents, no language model set, and its own cache folder."""
    for name in list(os.environ):
        if name.startswith(("EDGEWISE", "OPENAI")):
            monkeypatch.delenv(name)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("AWS hosts ICM.", encoding="utf-8")
    Path("b.txt").write_text("ICE uses ICM.", encoding="utf-8")

    return runner(capsys)


def test_export_then_replay_needs_no_network_no_key_and_no_client(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    code, out, err = run("extract", "a.txt", "b.txt", "--extractor", "llm", "--export-requests", "asked")
    assert (code, out) == (0, "")
    assert err == "2 documents: 2 requests written to asked\n"
    for path in Path("asked").glob("*.json"):
        request = json.loads(path.read_text(encoding="utf-8"))
        assert set(request) == {"prompt_version", "messages", "schema"}
        text = passage(request)[0]["text"]
        told = answer(HOSTS) if text == "AWS hosts ICM." else answer(said("S1", text, end("ICE"), "uses", ICM))
        path.with_suffix(".response.json").write_text(f"```json\n{told}\n```", encoding="utf-8")
    code, out, err = run("extract", "a.txt", "b.txt", "--extractor", "llm", "--replay", "asked")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(r["doc"], r["subject"], r["relation"], r["object"]) for r in rows] == [
        ("a.txt", "AWS", "hosts", "ICM"), ("b.txt", "ICE", "uses", "ICM"),
    ]  # fmt: skip
    assert err.startswith("0 asked, 2 answered before; 2 claims kept, 0 refused; 0 tokens read, 0 written; the ledger: ")
    assert Path(err.strip().rpartition(": ")[2]).is_file()


def test_a_missing_answer_is_named_and_the_other_documents_are_read(run: Run) -> None:
    run("extract", "a.txt", "b.txt", "--extractor", "llm", "--export-requests", "asked")
    path = next(p for p in Path("asked").glob("*.json") if "AWS hosts" in p.read_text(encoding="utf-8"))
    path.with_suffix(".response.json").write_text(answer(HOSTS), encoding="utf-8")
    missing = next(p for p in Path("asked").glob("*.json") if "ICE uses ICM." in p.read_text(encoding="utf-8"))
    code, out, err = run("ingest", "a.txt", "b.txt", "--store", "s.db", "--extractor", "llm", "--replay", "asked", "--ledger", "l.jsonl")
    assert code == 1
    assert "a.txt  1 claim" in out
    assert f"FAILED     b.txt: has no answer to replay: {missing.with_suffix('.response.json')} is missing" in err
    missing.with_suffix(".response.json").write_text('{"claims": []}', encoding="utf-8")
    code, out, err = run("ingest", "a.txt", "b.txt", "--store", "s.db", "--extractor", "llm", "--replay", "asked", "--ledger", "l.jsonl")
    assert code == 0
    assert "1 new, 0 changed, 1 as before" in out  # it was not stored, so it is read now


def test_a_folder_of_answers_that_is_not_there_says_how_to_make_it(run: Run) -> None:
    code, _, err = run("extract", "a.txt", "--extractor", "llm", "--replay", "nowhere")
    assert code == 1
    assert "nowhere: there is no such folder of answers; write the requests with: --export-requests nowhere" in err


def test_without_a_model_it_says_what_to_set(run: Run) -> None:
    code, out, err = run("extract", "a.txt", "--extractor", "llm")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "EDGEWISE_LLM_BASE_URL and EDGEWISE_LLM_MODEL missing" in err


def test_without_the_client_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    monkeypatch.setenv("EDGEWISE_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("EDGEWISE_LLM_MODEL", "m")
    code, _, err = run("extract", "a.txt", "--extractor", "llm")
    assert code == 1
    assert err == "edgewise: the openai client is not installed; install it with: pip install 'edgewise[llm]'\n"


def test_a_dry_run_prints_the_estimate_and_stores_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGEWISE_LLM_PRICE", "3,15")
    code, out, err = run("ingest", "a.txt", "b.txt", "--extractor", "llm", "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith("2 documents: 2 requests, 0 answered already; about ")
    assert "in money (at most " in out
    assert not Path("edgewise.db").exists()


def test_options_of_a_model_without_a_model_are_a_mistake(run: Run) -> None:
    for options in (["--replay", "x"], ["--dry-run"], ["--budget-tokens", "5"], ["--no-cache"]):
        code, _, err = run("extract", "a.txt", *options)
        assert code == 2
        assert f"{options[0]} is for a language model; add --extractor llm" in err


def test_a_document_that_fails_is_told_and_nothing_of_it_is_stored(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(asked: dict[str, object], number: int) -> Reply:
        return completion(answer(HOSTS)) if "AWS" in passage(asked)[0]["text"] else failure(400, "no such words here")

    with serving(told) as server:
        monkeypatch.setenv("EDGEWISE_LLM_BASE_URL", server.url)
        monkeypatch.setenv("EDGEWISE_LLM_MODEL", "m")
        code, out, err = run("ingest", "a.txt", "b.txt", "--store", "s.db", "--extractor", "llm")
    assert code == 1
    assert "1 document: 1 new" in out
    assert "FAILED     b.txt: the server 127.0.0.1 fails (400): " in err
    assert ", 1 documents given up" in err
