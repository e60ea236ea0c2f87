"""PDF: pages, sentences whole across them, what is left out, and files that cannot be read."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
import sample_files
from pypdf import PdfReader, PdfWriter

from edgewise.errors import DocumentError
from edgewise.loading import pdf
from edgewise.loading.formats import Piece

PAGES = (
    ("# Who hosts the case files", "The agency keeps its case files in a system that is called Investigative Case Man-",
     "agement. Amazon Web Services hosts ICM for ICE, the records say, and it has hosted it", "since 2014.", "",
     "ICE has said that the system, which Palantir built, will be used only by those inves-"),
    ("tigators who work for HSI, and by nobody else.", "", "Palantir supplies ICM to ICE."),
)  # fmt: skip


def piece(data: bytes) -> Piece:
    (found,) = pdf.pieces(data, ".pdf")
    assert isinstance(found, Piece)
    return found


def page_of(found: Piece, words: str) -> str | None:
    place = found.text.index(words)
    return next((part.name for part in found.parts if part.start <= place < part.end), None)


def test_lines_words_and_pages_are_put_together() -> None:
    found = piece(sample_files.pdf(PAGES, title="Who hosts", author="Ada Example"))
    assert found.text.split("\n\n") == [
        "Who hosts the case files",
        "The agency keeps its case files in a system that is called Investigative Case Management. Amazon Web Services hosts ICM for ICE,"
        " the records say, and it has hosted it since 2014.",
        "ICE has said that the system, which Palantir built, will be used only by those investigators who work for HSI,"
        " and by nobody else.",
        "Palantir supplies ICM to ICE.",
    ]
    assert found.declared == {"title": "Who hosts", "author": "Ada Example", "created": "2000-01-01"}
    assert found.notes == (f"left out as running lines and page numbers: 'Page # of #', {sample_files.HEAD!r}",)


def test_a_sentence_that_runs_across_pages_is_of_the_page_where_it_starts() -> None:
    found = piece(sample_files.pdf(PAGES))
    assert page_of(found, "ICE has said") == "page 1"
    assert page_of(found, "tigators who") == "page 2"
    assert page_of(found, "Palantir supplies") == "page 2"
    assert [part.start for part in found.parts[1:]] == [part.end for part in found.parts[:-1]]


def test_a_page_without_text_among_others_is_said_and_counted() -> None:
    writer = PdfWriter()
    for data in (sample_files.pdf(PAGES, head=""), sample_files.scan(1), sample_files.pdf([["AWS hosts ICM."]], head="")):
        for page in PdfReader(BytesIO(data)).pages:
            writer.add_page(page)
    found = piece(_written(writer))
    assert page_of(found, "AWS hosts ICM.") == "page 4"
    assert found.notes == ("page 3 holds no text; if scanned, make one with text: ocrmypdf --skip-text IN.pdf OUT.pdf",)


def test_a_page_that_cannot_be_read_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = pdf._lines

    def failing(page: object) -> object:
        if "Palantir supplies" in page.extract_text():  # type: ignore[attr-defined]
            raise KeyError("/Font")
        return lines(page)

    monkeypatch.setattr(pdf, "_lines", failing)
    found = piece(sample_files.pdf(PAGES, head=""))
    assert found.text.startswith("Who hosts the case files")
    assert found.notes == ("page 2 cannot be read and is left out",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (sample_files.scan(2), "holds no text: 2 pages of pictures, perhaps a scan; make one with text, as with: ocrmypdf"),
        (sample_files.pdf(PAGES, password="secret"), "is locked with a password; save a copy without one, as with: qpdf --decrypt"),
        (b"%PDF-1.7\n" + b"\0" * 100, "is no PDF that can be read: .*; open it in a viewer and save it anew, or repair it with: qpdf"),
        (b"not at all", "is no PDF that can be read"),
        (b"", "is no PDF that can be read"),
        (sample_files.pdf(PAGES)[:-400], "is no PDF that can be read|holds no text"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        piece(data)


@pytest.mark.parametrize("cut", range(1, 10))
def test_a_damaged_file_is_read_in_part_or_refused(cut: int) -> None:
    data = sample_files.pdf(PAGES)
    place = len(data) * cut // 10
    for damaged in (data[:place], data[:place] + b"\xff\x00<<>>" * 20 + data[place + 100 :]):
        with suppress(DocumentError):
            assert piece(damaged).text


def test_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PAGES", 1)
    with pytest.raises(DocumentError, match="has 2 pages; the limit is 1; split it"):
        piece(sample_files.pdf(PAGES))
    monkeypatch.setattr(pdf, "PAGES", 5)
    monkeypatch.setattr(pdf, "SECONDS", -1)
    with pytest.raises(DocumentError, match=r"takes too long: \d+ s up to page 1 of 2; split it"):
        piece(sample_files.pdf(PAGES))
    monkeypatch.setattr(pdf, "SECONDS", 100)
    monkeypatch.setattr(pdf, "PAGE_SECONDS", -1)
    monkeypatch.setattr(pdf, "_OPERATIONS", 1)
    with pytest.raises(DocumentError, match="none of its pages can be read"):
        piece(sample_files.pdf(PAGES))


def _written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
