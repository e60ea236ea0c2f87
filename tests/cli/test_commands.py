"""Every verb on the bundled example: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, runner

from edgewise.cli import main
from edgewise.extract.read import EXTRACTORS, extractor
from edgewise.project import builtin

ICE, AWS, ICM = "Immigration and Customs Enforcement", "Amazon Web Services", "Investigative Case Management"
EXAMPLE = "loaders/example"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return runner(capsys)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, root: Path) -> str:
    """A store with the example in it."""
    path = str(tmp_path_factory.mktemp("filled") / "example.db")
    with pytest.raises(SystemExit) as stopped:
        main(["ingest", str(root / EXAMPLE), "--store", path])
    assert not stopped.value.code
    return path


@pytest.fixture
def store(filled: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The filled store, as EDGEWISE_STORE."""
    monkeypatch.setenv("EDGEWISE_STORE", filled)
    return filled


def test_ingest_says_what_it_found_and_again_that_nothing_changed(run: Run, root: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "e.db")
    code, out, err = run("ingest", str(root / EXAMPLE), "--store", path)
    assert (code, err) == (0, "")
    assert "new        timeline-event  2018-06-12--amazon-meets-ice.md  " in out
    assert out.splitlines()[-1].startswith("10 documents: 10 new, 0 changed, 0 as before; ")
    code, out, _ = run("ingest", str(root / EXAMPLE), "--store", path)
    assert code == 0
    assert "Nothing changed: 10 documents as before." in out


def test_ingest_json_counts_and_a_bad_file_is_exit_1(run: Run, root: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\xfa")
    code, out, _ = run("ingest", str(root / EXAMPLE), str(bad), "--store", str(tmp_path / "e.db"), "--json")
    counts = json.loads(out)
    assert code == 1
    assert list(counts) == ["documents", "new", "unchanged", "replaced", "failed", "claims", "refused", "reread", "gone", "candidates"]
    assert (counts["documents"], counts["new"], counts["unchanged"], counts["replaced"]) == (10, 10, 0, 0)
    assert [Path(f["path"]).name for f in counts["failed"]] == ["bad.txt"]
    assert counts["claims"] > 50


def test_extract_prints_json_lines_whose_quotes_stand_in_the_file(run: Run, root: Path) -> None:
    path = root / EXAMPLE / "the-cloud-under-the-case-files.txt"
    code, out, _ = run("extract", str(path))
    rows = [json.loads(line) for line in out.splitlines()]
    text = path.read_text(encoding="utf-8")
    assert code == 0
    assert all(row["doc"] == path.name and text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert ("AWS", "hosts", "ICM") in {(row["subject"], row["relation"], row["object"]) for row in rows}
    assert {"subject_surface", "object_surface", "polarity", "modality"} <= rows[0].keys()


def test_extract_says_who_read_a_claim_how_surely_and_whether_that_is_enough(run: Run, root: Path) -> None:
    path = str(root / EXAMPLE / "fbi-project-tyr.txt")
    rows = [json.loads(line) for line in run("extract", path, "--extractor", "rules", "--min-precision", "0")[1].splitlines()]
    assert all(0 < row["confidence"] <= 1 and row["confidence"] == round(row["confidence"], 3) for row in rows)
    assert {tuple(row["read_by"]) for row in rows} == {extractor("rules", builtin()).readers}
    assert not any("candidate" in row for row in rows)
    rows = [json.loads(line) for line in run("extract", path, "--extractor", "rules", "--min-precision", "1")[1].splitlines()]
    assert rows
    assert all(row["candidate"] is True for row in rows if row["confidence"] < 1)


@pytest.mark.parametrize("command", ["ingest", "extract", "forget", "load"])
@pytest.mark.parametrize("value", ["1.01", "-1", "nan"])
def test_a_bar_without_sense_is_usage(run: Run, root: Path, tmp_path: Path, command: str, value: str) -> None:
    place = () if command == "extract" else ("--store", str(tmp_path / "e.db"))
    code, out, err = run(command, str(root / "README.md"), *place, "--min-precision", value)
    assert (code, out) == (2, "")
    assert "a precision is from 0 to 1" in err


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_help_lists_the_extractors(run: Run, command: str) -> None:
    shown = " ".join(run(command, "--help")[1].split())
    assert f"What reads the documents: {', '.join(EXTRACTORS)}, or auto" in shown


def test_candidates_wait_until_the_bar_is_lower(run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, dumped = str(tmp_path / "e.db"), str(tmp_path / "e.jsonl")
    monkeypatch.setenv("EDGEWISE_STORE", path)
    counts = json.loads(run("ingest", str(root / EXAMPLE), "--min-precision", "1", "--json")[1])
    assert counts["candidates"] > 50
    said = run("ingest", str(root / EXAMPLE), "--min-precision", "1")[1].splitlines()[-1]
    assert f"; {counts['candidates']} candidates for review." in said
    code, out, err = run("candidates", "--limit", "5", "--json")
    rows = json.loads(out)
    assert (code, len(rows)) == (0, 5)
    assert "only the first 5 rows" in err
    assert [row["confidence"] for row in rows] == sorted((row["confidence"] for row in rows), reverse=True)
    assert {"subject", "relation", "object", "quote", "source", "start", "end", "read_by", "polarity", "modality"} <= rows[0].keys()
    assert len(json.loads(run("candidates", "--json")[1])) == counts["candidates"]
    table = list(csv.DictReader(io.StringIO(run("candidates", "--csv")[1])))
    assert len(table) == counts["candidates"]
    assert json.loads(table[0]["read_by"]) == rows[0]["read_by"]
    run("dump", dumped)
    assert "for review" not in run("load", dumped, "--min-precision", "0")[1]
    assert json.loads(run("candidates", "--json")[1]) == []
    monkeypatch.setenv("EDGEWISE_MIN_PRECISION", "1")
    run("forget", "fbi-project-tyr.txt")
    assert json.loads(run("candidates", "--json")[1])


def test_extract_of_an_unknown_extractor_lists_the_known(run: Run, root: Path) -> None:
    code, out, err = run("extract", str(root / EXAMPLE), "--extractor", "magic")
    assert (code, out) == (2, "")
    assert "unknown extractor 'magic'; known: auto, llm, reader, rules" in err


def test_ask_json_has_the_documented_shape(run: Run, store: str) -> None:
    code, out, err = run("ask", "how is Amazon linked to ICE?", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert {"question", "form", "routes", "facts", "denials", "unconfirmed", "leads", "searched", "cypher"} <= answer.keys()
    assert set(answer["searched"]) == {"documents", "claims"}
    route = answer["routes"][0]
    assert {"standing", "support", "contest", "length", "links"} <= route.keys()
    link = route["links"][0]
    assert {"id", "subject", "relation", "object", "about", "indirect", "standing", "support", "contest", "claims"} <= link.keys()
    assert {
        "id", "subject", "relation", "object", "about", "quote", "document", "source", "start", "end", "said_by", "tier", "polarity",
        "modality", "date", "place", "amount", "role", "indirect", "published", "url", "read_by",
    } <= link["claims"][0].keys()  # fmt: skip
    assert all(d["polarity"] == "negated" or d["relation"] == "denied" for d in answer["denials"])
    assert all(u["modality"] in ("unconfirmed", "possible", "planned") for u in answer["unconfirmed"])


def test_the_query_of_an_answer_returns_the_links_it_shows(run: Run, store: str) -> None:
    answer = json.loads(run("ask", "who hosts ICM?", "--json")[1])
    code, out, _ = run("cypher", answer["cypher"], "--json")
    assert code == 0
    assert [row["id"] for row in json.loads(out)] == sorted(fact["id"] for fact in answer["facts"])


def test_a_question_not_understood_is_exit_1_and_lists_the_forms(run: Run, store: str) -> None:
    code, out, _ = run("ask", "why oh why", "--json")
    answer = json.loads(out)
    assert (code, answer["form"]) == (1, None)
    assert len(answer["forms"]) >= 5
    code, out, _ = run("ask", "why oh why")
    assert code == 1
    assert "  - How is Amazon linked to ICE?" in out


def test_understood_but_empty_is_exit_0_with_what_was_searched(run: Run, store: str) -> None:
    code, out, _ = run("ask", "did Microsoft pitch ICM to the FBI?")
    assert code == 0
    assert "No stated link of the kind asked for was found" in out
    assert "Searched: 10 documents" in out


def test_an_unknown_name_lists_the_nearest(run: Run, store: str) -> None:
    code, out, err = run("routes", "Amazn", "ICE")
    assert (code, out) == (1, "")
    assert "Amazon" in err
    assert err.count("\n") == 1


def test_routes_is_ask_without_the_sentence(run: Run, store: str) -> None:
    asked = json.loads(run("ask", "how is Amazon linked to ICE?", "--json")[1])
    found = json.loads(run("routes", "amazon", "ice", "--json")[1])
    assert found["routes"] == asked["routes"]


def test_saved_questions_are_listed_and_run(run: Run, store: str) -> None:
    names = [row["question"] for row in json.loads(run("query", "--json")[1])]
    assert len(names) >= 10
    code, out, _ = run("query", "links_of", "--param", "name=ICE", "--json")
    assert code == 0
    assert json.loads(out)
    code, _, err = run("query", "links_of")
    assert code == 2
    assert "name" in err
    code, _, err = run("query", "nothing")
    assert code == 2
    assert "links_of" in err


def test_cypher_in_three_formats(run: Run, store: str) -> None:
    statement = "MATCH (a:Entity {name: $name})-[r:HOSTS]->(b) RETURN a.name AS host, b.name AS hosted"
    parameters = ("--param", f"name={AWS}")
    assert json.loads(run("cypher", statement, *parameters, "--json")[1]) == [{"host": AWS, "hosted": ICM}]
    assert list(csv.reader(io.StringIO(run("cypher", statement, *parameters, "--csv")[1]))) == [["host", "hosted"], [AWS, ICM]]
    assert ICM in run("cypher", statement, *parameters)[1]


def test_cypher_says_when_rows_were_cut(run: Run, store: str) -> None:
    code, out, err = run("cypher", "MATCH (n:Entity) RETURN n.name AS name ORDER BY name", "--limit", "2", "--json")
    assert (code, len(json.loads(out))) == (0, 2)
    assert "only the first 2 rows" in err


def test_cypher_refuses_a_write_in_one_line(run: Run, store: str) -> None:
    code, out, err = run("cypher", "MATCH (n) DETACH DELETE n")
    assert (code, out, err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(("given", "message"), [("name", "write it as KEY=VALUE"), ("=x", "write it as KEY=VALUE")])
def test_a_malformed_parameter_is_usage(run: Run, store: str, given: str, message: str) -> None:
    code, _, err = run("cypher", "RETURN 1", "--param", given)
    assert code == 2
    assert message in err


def test_csv_cells_run_no_formula(run: Run, store: str) -> None:
    out = run("cypher", "RETURN '=1+1' AS x", "--csv")[1]
    assert list(csv.reader(io.StringIO(out)))[1] == ["'=1+1"]


def test_a_csv_cell_that_is_no_text_is_json(run: Run, store: str) -> None:
    out = run("cypher", "RETURN true AS a, 1 AS b, null AS c, [1, 'x'] AS d", "--csv")[1]
    assert list(csv.reader(io.StringIO(out)))[1] == ["true", "1", "", '[1, "x"]']


def test_view_writes_a_page_of_routes_of_a_name_and_of_everything(run: Run, store: str, tmp_path: Path) -> None:
    for arguments in (("--routes", "Amazon", "ICE"), ("Palantir",), ()):
        page = tmp_path / "page.html"
        code, out, _ = run("view", *arguments, "-o", str(page))
        assert code == 0
        assert "links" in out
        assert ICE in page.read_text(encoding="utf-8")
    assert run("view", "Palantir", "--routes", "Amazon", "ICE", "-o", str(tmp_path / "x.html"))[0] == 2
    assert "cannot be written" in run("view", "-o", str(tmp_path / "no" / "x.html"))[2]


def test_forget_takes_a_document_out(run: Run, root: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "e.db")
    run("ingest", str(root / EXAMPLE), "--store", path)
    code, out, _ = run("forget", "fbi-project-tyr.txt", "--store", path)
    assert (code, out.startswith("forgotten  fbi-project-tyr.txt")) == (0, True)
    assert json.loads(run("cypher", "MATCH (d:Document) RETURN count(d) AS n", "--json", "--store", path)[1]) == [{"n": 9}]


def test_dump_and_load_move_everything(run: Run, store: str, tmp_path: Path) -> None:
    first, second, other = (str(tmp_path / name) for name in ("1.jsonl", "2.jsonl", "other.db"))
    assert run("dump", first)[0] == 0
    code, out, _ = run("load", first, "--store", other)
    assert code == 0
    assert "The graph has" in out
    run("dump", second, "--store", other)
    assert Path(first).read_bytes() == Path(second).read_bytes()
    assert run("routes", "Amazon", "ICE", "--json")[1] == run("routes", "Amazon", "ICE", "--json", "--store", other)[1]


def test_a_store_that_is_none_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    foreign = tmp_path / "notes.db"
    foreign.write_text("these are my notes")
    code, out, err = run("ask", "who hosts ICM?", "--store", str(foreign))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert foreign.read_text() == "these are my notes"
    assert run("ask", "who hosts ICM?", "--store", "redis://x")[0] == 2


def test_a_closed_pipe_is_no_error(store: str) -> None:
    statement = "MATCH (a:Claim), (b:Claim) RETURN a.quote, b.quote"
    command = [sys.executable, "-m", "edgewise", "cypher", statement, "--csv", "--limit", "5000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""


def test_what_a_file_is_called_reaches_the_terminal_as_one_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "a\x1b[31m\u202e\nb.txt").write_text("ICE uses ICM.", encoding="utf-8")
    (folder / "c\x1b[2J.txt").write_bytes(b"")
    store = str(tmp_path / "e.db")
    _, out, err = run("ingest", str(folder), "--store", store)
    assert out.splitlines()[0] == "new        plain-text      a b.txt  1 claim"
    assert err.splitlines() == [f"FAILED     {folder}/c.txt: is empty"]
    assert run("extract", str(folder))[2] == err
    assert run("forget", "a\x1b[31m\u202e\nb.txt", "--store", store)[1] == "forgotten  a b.txt; ingesting its file again brings it back\n"


def test_an_error_is_one_plain_line_whatever_it_repeats(run: Run, tmp_path: Path) -> None:
    code, out, err = run("ask", "who hosts ICM?", "--store", str(tmp_path / "no\x1b[31m\u202e\nstore.db"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.strip().isprintable()
    assert "/no store.db; make one with: edgewise ingest" in err


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xfe", "is not UTF-8"), (b"{}", "line 1: this is no edgewise dump")])
def test_what_is_no_dump_is_named(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(content)
    code, out, err = run("load", str(path), "--store", str(tmp_path / "e.db"))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"{path}: {said}" in err


def test_a_dump_takes_the_place_of_a_file_only(run: Run, store: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, _, err = run("dump", str(pipe))
    assert (code, err.count("\n")) == (2, 1)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
    code, _, err = run("dump", str(tmp_path / "no" / "x.jsonl"))
    assert (code, "No such file" in err) == (1, True)


def test_a_dump_or_a_page_never_takes_the_place_of_a_store(run: Run, store: str, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(before := Path(store).read_bytes())
    for arguments in (("dump", str(own)), ("dump", "judgements", "-o", str(own)), ("view", "Palantir", "-o", str(own))):
        code, _, err = run(*arguments)
        assert (code, err.count("\n")) == (2, 1)
        assert "is a database, perhaps your store" in err
    assert own.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "command", [("ask", "who hosts ICM?"), ("query", "pitches", "--csv"), ("query",), ("dump",), ("ask", "x", "--json")]
)
def test_a_full_disk_is_one_line(store: str, command: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "edgewise", *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "edgewise: the output cannot be written: No space left on device\n"


def test_a_pipe_gets_utf_8_whatever_the_machine_writes(store: str) -> None:
    command = [sys.executable, "-m", "edgewise", "ask", "who hosts ICM?"]
    done = subprocess.run(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True)
    assert "“Amazon Web Services (AWS) hosts ICM" in done.stdout.decode("utf-8")
