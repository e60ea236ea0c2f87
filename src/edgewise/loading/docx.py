"""DOCX, opened with python-docx: paragraphs, headings and tables in their order.

Tracked changes are read as if all were accepted, which is the text that its writer saw last: without an inserted "not" a denial
would read as its opposite.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ..errors import DocumentError
from .blocks import Blocks
from .extras import needed
from .formats import Piece
from .properties import declared

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # what stands in its Choice once more
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}txbxContent", _FALLBACK}
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CHANGES = (f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")


def piece(data: bytes) -> Piece:
    """Return the text of a DOCX file, with what it says of itself. Raises DocumentError where it is damaged."""
    with needed("python-docx", "a .docx file"):
        import docx
    try:
        opened = docx.Document(BytesIO(data))
        body = opened.element.body
        if body is None:
            raise ValueError("it has no body")
        told = opened.core_properties
        properties = declared(told.title, told.author, told.created.date().isoformat() if told.created else None)
    except Exception as problem:  # whatever a damaged file makes the library raise
        raise DocumentError(f"is no .docx file that can be read: {problem}; open it in its program and save it anew") from problem
    blocks = Blocks()
    for child in body:
        _add(child, blocks)
    return Piece(blocks.text, properties, notes=tuple(_notes(body)))


def _add(element: Any, blocks: Blocks) -> None:
    if element.tag == f"{_W}p":
        blocks.paragraph(_words(element))
        for box in _boxes(element):
            for child in box:
                _add(child, blocks)
    elif element.tag == f"{_W}tbl":
        for row in element.iterchildren(f"{_W}tr"):
            _add_row(list(row.iter(f"{_W}tc")) if row.find(f".//{_W}tbl") is None else list(row.iterchildren(f"{_W}tc")), blocks)
    elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
        for child in element:
            _add(child, blocks)


def _add_row(cells: list[Any], blocks: Blocks) -> None:
    """Add a row; one of a single cell is a frame around text, which stays what it is."""
    if len(cells) == 1:
        for child in cells[0]:
            _add(child, blocks)
    else:
        blocks.row(" ".join(_words(paragraph) for paragraph in cell.iter(f"{_W}p")) for cell in cells)


def _boxes(element: Any) -> Iterator[Any]:
    """Yield the text boxes that hang on a paragraph, without those within one of them, which hang on its paragraphs."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def _words(element: Any) -> str:
    return "".join(_runs(element))


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _runs(child)


def _notes(body: Any) -> Iterator[str]:
    if next(body.iter(*_CHANGES), None) is not None:
        yield "has tracked changes: read as if all were accepted"
    if next(body.iter(f"{_W}commentReference"), None) is not None:
        yield "its comments are not read"
    if next(body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"), None) is not None:
        yield "its footnotes are not read"
