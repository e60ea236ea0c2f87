"""From files that are not text to answers: the quote stands in the document, and the answer says where in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample_files

from edgewise.cli import main
from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.model import Claim, Document, Source
from edgewise.project import builtin
from edgewise.stores import open_store

SENTENCE = "Palantir supplies ICM to ICE."
MORE = "The agency has not said since when it uses the system, and no record of it has been made public so far."
PAGE = sample_files.page(f"<article><h1>Case files</h1><p>{MORE}</p><p>{SENTENCE} {MORE}</p></article>").encode()


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.html", PAGE, None),
        ("a.pdf", sample_files.pdf([["# Case files", "", MORE], [SENTENCE, "", "It said no more."]]), "page 2"),
        ("a.docx", sample_files.word(["# Case files", MORE, SENTENCE]), None),
        ("a.odt", sample_files.odt(["# Case files", MORE, SENTENCE]), None),
        ("a.txt", f"Case files\n\n{SENTENCE}\n\nICE’s chief said “no” to José.\n".encode("cp1252"), None),
    ],
)
def test_a_file_becomes_a_claim_whose_quote_stands_in_its_text(
    tmp_path: Path, name: str, data: bytes, part: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    project = builtin().at(0)
    (tmp_path / name).write_bytes(data)
    store_path = str(tmp_path / "edgewise.db")
    with open_store(store_path) as store:
        report = ingest([str(tmp_path / name)], store, project, extractor("rules", project))
        (document,) = store.records(Document)
        (source,) = store.records(Source)
        claims = [claim for claim in store.records(Claim) if claim.relation == "supplies_to"]
    assert report.failed == []
    assert [claim.quote for claim in claims] == [SENTENCE]
    assert all(document.text[claim.start : claim.end] == claim.quote for claim in claims)
    assert (source.locator, document.part_at(claims[0].start)) == (name, part)
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["ask", "who supplies ICE?", "--store", store_path])
    answer = " ".join(capsys.readouterr().out.split())
    assert f"“{SENTENCE}”" in answer
    assert f"in {name}, {part or 'characters'} " in answer


def test_a_denial_in_french_is_no_claim_and_the_rest_of_the_pile_goes_on(tmp_path: Path) -> None:
    project = builtin()
    (tmp_path / "a.txt").write_text("La société n’a pas dit qu’elle héberge le système ICM pour ICE, et elle a refusé de le commenter.\n")
    (tmp_path / "b.pdf").write_bytes(sample_files.scan(1))
    (tmp_path / "c.doc").write_bytes(b"old")
    (tmp_path / "d.docx").write_bytes(sample_files.word([SENTENCE]))
    with open_store(str(tmp_path / "edgewise.db")) as store:
        report = ingest([str(tmp_path)], store, project, extractor("rules", project))
        quotes = {claim.quote for claim in store.records(Claim)}
    assert quotes == {SENTENCE}
    assert [one.locator for one in report.failed] == ["b.pdf", "c.doc"]
    assert [one.notes for one in report.documents if one.source == "a.txt"] == [("is in French, which is not read",)]
