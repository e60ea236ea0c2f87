"""`edgewise mcp` and `edgewise cypher --from-words` from the command line: what is missing is said, standard output is the protocol's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, runner
from llm_server import completion, serving
from questions.pile import amazon_and_ice
from waiting import PATIENCE

from edgewise.cli.mcp import mcp
from edgewise.stores import open_store

HOSTS = "MATCH (a:Entity)-[r:HOSTS]->(b:Entity)\nRETURN a.name AS host, b.name AS hosted"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = str(tmp_path_factory.mktemp("assistants") / "pile.db")
    pile = amazon_and_ice()
    with open_store(address) as store:
        store.add(pile.contents)
        store.project(pile.projection())
    return address


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder, no language model set."""
    for name in list(os.environ):
        if name.startswith(("EDGEWISE", "OPENAI")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    return runner(capsys)


def test_without_the_package_it_says_what_to_type(run: Run, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("edgewise.mcp.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    code, out, err = run("mcp", "--store", store)
    assert (code, out) == (2, "")
    assert err == "edgewise: an assistant needs mcp, which is not installed; type: pip install 'edgewise[mcp]'\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--store", "nothing.db"), "there is no store nothing.db"),
        (("--store", "{store}", "--base", "explorer"), "--base 'explorer' is no web address"),
        (("--store", "{store}", "--project", "nowhere"), "nowhere"),
        (("--store", "{store}", "--characters", "10"), "--characters"),
    ],
)
def test_what_is_off_is_said_before_anything_is_served(run: Run, store: str, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run("mcp", *(one.replace("{store}", store) for one in arguments))
    assert (code, out) == (2, "")
    assert said in err


def test_input_that_ends_ends_it_and_what_is_no_message_does_not(store: str) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("EDGEWISE")}
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    lines = ["{no json", "[]", json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello})]
    done = subprocess.run(
        [sys.executable, "-m", "edgewise", "mcp", "--store", store], input="\n".join(lines) + "\n", capture_output=True, text=True,
        env=clean, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sent = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["result"]["serverInfo"]["name"] for one in sent if one.get("id") == 1] == ["edgewise"]
    assert all(one["jsonrpc"] == "2.0" for one in sent)


def test_a_model_that_is_half_set_is_named_and_the_rest_is_served(store: str) -> None:
    environment = {**os.environ, "EDGEWISE_LLM_MODEL": "m"}
    environment.pop("EDGEWISE_LLM_BASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "edgewise", "mcp", "--store", store], input="", capture_output=True, text=True, env=environment,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert "the tool cypher_from_words is not offered: no language model is set: EDGEWISE_LLM_BASE_URL missing" in done.stderr


def test_a_statement_from_words_is_shown_then_run(run: Run, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = json.dumps({"statement": HOSTS, "says": "Who hosts what."})
    with serving(lambda asked, number: completion(written)) as server:
        monkeypatch.setenv("EDGEWISE_LLM_BASE_URL", server.url)
        monkeypatch.setenv("EDGEWISE_LLM_MODEL", "m")
        code, out, err = run("cypher", "--store", store, "--from-words", "who hosts what?", "--json")
        assert (code, err) == (0, f"// Who hosts what.\n{HOSTS}\n")
        assert json.loads(out) == [{"host": "Amazon Web Services", "hosted": "Investigative Case Management"}]
        code, out, err = run("cypher", "--store", store, "--from-words", "who hosts what?", "--no-run")
        assert (code, out) == (0, f"{HOSTS}\n")


def test_without_a_model_it_says_what_to_set(run: Run, store: str) -> None:
    code, out, err = run("cypher", "--store", store, "--from-words", "who hosts what?")
    assert (code, out) == (1, "")
    assert "no language model is set: EDGEWISE_LLM_BASE_URL and EDGEWISE_LLM_MODEL missing" in err


@pytest.mark.parametrize("given", [(), (HOSTS, "--from-words", "who hosts what?")])
def test_a_statement_or_words_is_asked_for(run: Run, store: str, given: tuple[str, ...]) -> None:
    code, _, err = run("cypher", "--store", store, *given)
    assert code == 2
    assert "one of the two" in err


def test_a_statement_is_checked_without_running_it(run: Run, store: str) -> None:
    assert run("cypher", HOSTS, "--store", store, "--no-run") == (0, f"{HOSTS}\n", "")
    code, out, err = run("cypher", "MATCH (n) DETACH DELETE n", "--store", store, "--no-run")
    assert (code, out) == (1, "")
    assert "DETACH would write" in err


def test_what_the_readme_tells_an_assistant_is_a_command_that_is_taken(root: Path, store: str) -> None:
    [block] = re.findall(r"^```json\n(.*?)^```$", (root / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    [(name, told)] = json.loads(block)["mcpServers"].items()
    assert (name, told["command"], told["args"][0]) == ("edgewise", "edgewise", "mcp")
    given = [store if one.endswith(".db") else one for one in told["args"][1:]]
    assert mcp.make_context("mcp", given).params["address"] == store
