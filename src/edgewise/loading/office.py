"""Files of word processors: DOCX and ODT are read, the others are told what to be saved as."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from ..errors import DocumentError
from .archive import BROKEN
from .formats import Piece

UNPACKED = 200 * 1024 * 1024  # bytes of all that is in one file
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an old Office file begins, and a new one behind a password
_INSTEAD = {
    ".doc": "a .docx (in Word or LibreOffice: Save As)",
    ".docm": "a .docx (in Word or LibreOffice: Save As)",
    ".rtf": "a .docx (in Word or LibreOffice: Save As)",
    ".pages": "a .docx (in Pages: File, Export To, Word)",
    ".wpd": "a .docx (in LibreOffice: Save As)",
    ".ppt": "a PDF (in PowerPoint or LibreOffice: Export)",
    ".pptx": "a PDF (in PowerPoint or LibreOffice: Export)",
    ".odp": "a PDF (in LibreOffice: Export)",
    ".key": "a PDF (in Keynote: File, Export To)",
}


def pieces(data: bytes, suffix: str) -> Iterator[Piece]:
    """Yield the text of a DOCX or ODT file. Raises DocumentError where it is broken, locked, empty, or of another program."""
    if suffix in _INSTEAD:
        raise DocumentError(f"{suffix} files are not read; save it as {_INSTEAD[suffix]}")
    if data.startswith(_LOCKED):
        raise DocumentError("is locked with a password, or an older format under a newer name; open it and save it anew without one")
    _check(data)
    from . import docx, odt

    piece = odt.piece(data) if suffix == ".odt" else docx.piece(data)
    if not piece.text:
        raise DocumentError("holds no text; what is in pictures or text boxes of it has to be saved as text")
    yield piece


def _check(data: bytes) -> None:
    """Raise DocumentError on what is no ZIP, and on one that is small and unpacks to much."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except BROKEN as problem:
        raise DocumentError(f"is damaged: {problem}; open it in its program and save it anew") from problem
    if size > UNPACKED:
        raise DocumentError(f"unpacks to {size:,} bytes; the limit is {UNPACKED:,}; split it")
