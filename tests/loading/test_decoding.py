"""Bytes to text: UTF-8, what a byte order mark says, and older encodings where there is no doubt."""

from __future__ import annotations

import pytest

from edgewise.errors import DocumentError
from edgewise.loading.decoding import decode

from .conftest import Read

QUOTED = "The company said it “hosts” ICE’s system – and that the agency’s chief, José Peña, had “no comment”."
RUSSIAN = "Компания заявила, что размещает систему агентства с прошлого года, но отказалась от комментариев."
JAPANESE = "同社は昨年から政府機関のシステムをホストしていると発表したが、コメントを拒否した。" * 3
GREEK = "Η εταιρεία δήλωσε ότι φιλοξενεί το σύστημα της υπηρεσίας από πέρυσι, αλλά αρνήθηκε να σχολιάσει."


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("AWS hosts ICM.", "utf-8", "UTF-8"),
        ("AWS hosts ICM for José.", "utf-8-sig", "UTF-8"),
        (QUOTED, "utf-16", "UTF-16"),
        (QUOTED, "utf-32", "UTF-32"),
        (QUOTED, "cp1252", "windows-1252"),
        ("It cost £5m—or €6m—in ½ year; §3 of the Act… “fine,” à la carte, 5°C, Amazon™", "cp1252", "windows-1252"),
        ("JOSÉ NÚÑEZ, OF PEÑA NIETO’S TEAM", "cp1252", "windows-1252"),
        ("ICE met José Núñez.", "latin-1", "windows-1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "cp932"),
        (GREEK, "cp1253", "cp1253"),
    ],
)
def test_what_can_be_one_thing_only_is_read_and_named(text: str, encoding: str, named: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, named)
    assert found.notes == (() if named == "UTF-8" else (f"read as {named}",))


@pytest.mark.parametrize(
    ("text", "encoding", "byte"),
    [
        (QUOTED, "mac_roman", 20),
        ("ICE met José Núñez in May.", "cp850", 11),
        ("ICE met Michał Święcicki in May.", "cp1250", 13),
        ("AWS hosts é ICM", "latin-1", 10),
    ],
)
def test_what_could_be_several_things_is_refused_with_the_byte(text: str, encoding: str, byte: int) -> None:
    with pytest.raises(DocumentError, match=rf"is not UTF-8 at byte {byte} \(0x[0-9a-f]{{2}}\); save it as UTF-8"):
        decode(text.encode(encoding))


def test_a_damaged_utf8_file_is_not_read_as_something_else() -> None:
    with pytest.raises(DocumentError, match="is not UTF-8 at byte 33"):
        decode("He said “no” to José Peña.".encode() + b" \xff")


@pytest.mark.parametrize("data", [bytes(range(1, 256)) * 3, b"\x80" * 10_000, b"\xff" * 100_000, b"a\x81" * 50_000])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="is not UTF-8 at byte"):
        decode(data)


def test_a_text_of_windows_is_the_document_and_a_note_says_so(read: Read) -> None:
    found = read(QUOTED.replace(".", ".\r\n").encode("cp1252"))
    assert found.document.text == QUOTED.replace(".", ".\n")
    assert found.notes == ("read as windows-1252",)
    assert found.document.original is None
