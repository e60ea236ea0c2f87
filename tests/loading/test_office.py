"""DOCX and ODT: blocks in their order, changes and comments, files that cannot be read."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO

import pytest
import sample_files
from sample_files import odt, with_part, word

from edgewise.errors import DocumentError
from edgewise.loading import office
from edgewise.loading.formats import Piece

from .conftest import Read

BLOCKS = ("# The contract", "AWS hosts ICM for ICE.", (("Agency", "Vendor"), ("ICE", "Palantir")), "ICE has not confirmed it.")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def piece(data: bytes, suffix: str) -> Piece:
    (found,) = office.pieces(data, suffix)
    assert isinstance(found, Piece)
    return found


def of_body(body: str) -> Piece:
    """What a DOCX with this body, in its XML, is read as."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return piece(with_part(word([]), {"word/document.xml": xml}), ".docx")


def of_text(body: str) -> Piece:
    """What an ODT with this text, in its XML, is read as."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    return piece(with_part(odt([]), {"content.xml": xml}), ".odt")


@pytest.mark.parametrize(("make", "suffix"), [(word, ".docx"), (odt, ".odt")])
def test_headings_paragraphs_and_rows_stand_in_their_order(make: object, suffix: str) -> None:
    found = piece(make(BLOCKS, title="The ICM contract"), suffix)  # type: ignore[operator]
    assert found.text.split("\n\n") == [
        "The contract", "AWS hosts ICM for ICE.", "| Agency | Vendor |\n| ICE | Palantir |", "ICE has not confirmed it.",
    ]  # fmt: skip
    assert found.declared["title"] == "The ICM contract"
    assert found.notes == ()


def test_changes_of_word_are_read_as_accepted_and_said() -> None:
    """Left out, the inserted "not" would turn a denial round."""
    found = of_body(
        "<w:p><w:r><w:t xml:space='preserve'>AWS does </w:t></w:r><w:ins><w:r><w:t>not</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>always</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'> host ICM.</w:t></w:r>"
        "<w:r><w:commentReference/></w:r><w:r><w:footnoteReference/></w:r></w:p>"
        "<w:moveFrom><w:p><w:r><w:t>Moved.</w:t></w:r></w:p></w:moveFrom>"
    )
    assert found.text == "AWS does not host ICM."
    assert found.notes == ("has tracked changes: read as if all were accepted", "its comments are not read", "its footnotes are not read")


def test_signs_boxes_and_frames_of_word() -> None:
    found = of_body(
        "<w:p><w:r><w:t>AWS</w:t><w:tab/><w:t>hosts</w:t><w:br/><w:t>the anti</w:t><w:noBreakHyphen/><w:t>fraud system.</w:t></w:r></w:p>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a field.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a frame.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:hyperlink><w:r><w:t>In a link.</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert found.text == "AWS hosts\nthe anti-fraud system.\n\nIn a box.\n\nIn a field.\n\nIn a frame.\n\nIn a link."


def test_changes_and_comments_of_an_odt_are_read_as_accepted_and_said() -> None:
    found = of_text(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>AWS<text:s/>hosts<text:tab/>ICM<office:annotation><text:p>A comment.</text:p></office:annotation>"
        "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note> for <text:span>ICE</text:span>.</text:p>"
        "<text:list><text:list-item><text:p>First.</text:p><text:list><text:list-item><text:p>Below.</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>"
        "<text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert found.text == "AWS hosts ICM for ICE.\n\n- First.\n- Below.\n\nIn a box."
    assert found.notes == ("has tracked changes: read as if all were accepted", "its comments are not read", "its footnotes are not read")


@pytest.mark.parametrize("depth", [3, 40])
def test_boxes_in_boxes_are_each_read_once(depth: int) -> None:
    """Read once for each box that they are in, forty of them would never end."""
    of_word, of_odt = "", ""
    for number in range(depth, 0, -1):
        of_word = f"<w:p><w:r><w:t>Box {number}.</w:t></w:r><w:r><w:txbxContent>{of_word}</w:txbxContent></w:r></w:p>"
        of_odt = f"<text:p>Box {number}.<draw:frame><draw:text-box>{of_odt}</draw:text-box></draw:frame></text:p>"
    said = "\n\n".join(f"Box {number}." for number in range(1, depth + 1))
    assert (of_body(of_word).text, of_text(of_odt).text) == (said, said)


def test_boxes_in_what_was_deleted_or_remarked_are_not_read() -> None:
    gone = "<w:r><w:txbxContent><w:p><w:r><w:t>Gone.</w:t></w:r></w:p></w:txbxContent></w:r>"
    assert of_body(f"<w:p><w:r><w:t>AWS hosts ICM.</w:t></w:r><w:del>{gone}</w:del></w:p>").text == "AWS hosts ICM."
    gone = "<draw:frame><draw:text-box><text:p>Gone.</text:p></draw:text-box></draw:frame>"
    assert of_text(f"<text:p>AWS hosts ICM.<office:annotation>{gone}</office:annotation></text:p>").text == "AWS hosts ICM."


def _bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * (office.UNPACKED + 1))
    return file.getvalue()


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">{laughs}]><w:document {W}><w:body><w:p>&a11;</w:p></w:body></w:document>'
    return with_part(word([]), {"word/document.xml": body})


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is damaged: File is not a zip file; open it in its program and save it anew"),
        (b"AWS hosts ICM.", "is damaged: "),
        (word(BLOCKS)[:-300], "is damaged: "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "is locked with a password, or an older format under a newer name"),
        (with_part(word(BLOCKS), {"word/document.xml": "<w:broken"}), r"is no \.(docx|odt) file that can be read: "),
        (with_part(odt(BLOCKS), {"content.xml": "<broken"}), r"is no \.(docx|odt) file that can be read: "),
        (_entities(), r"is no \.(docx|odt) file that can be read: |holds no text"),
        (_bomb(), "unpacks to 209,715,201 bytes; the limit is 209,715,200; split it"),
    ],
    ids=["empty", "text", "cut", "locked", "broken word", "broken odt", "entities", "bomb"],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str, suffix: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        piece(data, suffix)


def test_an_empty_file_says_so() -> None:
    with pytest.raises(DocumentError, match="holds no text"):
        piece(word([]), ".docx")


@pytest.mark.parametrize(("name", "instead"), [("a.doc", "a .docx"), ("a.RTF", "a .docx"), ("a.pages", "a .docx"), ("a.pptx", "a PDF")])
def test_what_another_program_wrote_says_what_to_save_it_as(read: Read, name: str, instead: str) -> None:
    with pytest.raises(DocumentError, match=rf"{name}: \.[a-z]+ files are not read; save it as {instead}"):
        read("AWS hosts ICM.", name)


@pytest.mark.parametrize(
    ("library", "name", "data"),
    [
        ("pypdf", "a.pdf", sample_files.pdf([["AWS hosts ICM."]])),
        ("trafilatura", "a.html", b"<p>AWS hosts ICM.</p>"),
        ("docx", "a.docx", word(BLOCKS)),
        ("odfdo", "a.odt", odt(BLOCKS)),
    ],
)
def test_a_missing_library_says_what_to_type(read: Read, monkeypatch: pytest.MonkeyPatch, library: str, name: str, data: bytes) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(DocumentError, match=r"which is not installed: pip install 'edgewise\[documents\]'"):
        read(data, name)
