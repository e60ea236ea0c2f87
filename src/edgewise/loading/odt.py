"""ODT, opened with odfdo: paragraphs, headings, lists and tables in their order, tracked changes as if all were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ..errors import DocumentError
from .blocks import Blocks
from .extras import needed
from .formats import Piece
from .properties import declared

_TEXT = ("text:p", "text:h")
_SIGNS = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}
_GONE = ("text:note", "office:annotation", "text:tracked-changes", "text:sequence-decls", "office:forms")


def piece(data: bytes) -> Piece:
    """Return the text of an ODT file, with what it says of itself. Raises DocumentError where it is damaged."""
    with needed("odfdo", "an .odt file"):
        import odfdo
    try:
        opened = odfdo.Document(BytesIO(data))
        body, meta = opened.body, opened.meta
        created = meta.creation_date
        properties = declared(meta.title, meta.initial_creator or meta.creator, created.date().isoformat() if created else None)
        blocks = Blocks()
        _add(body, blocks)
        notes = tuple(_notes(body))
    except Exception as problem:  # whatever a damaged file makes the library raise
        raise DocumentError(f"is no .odt file that can be read: {problem}; open it in its program and save it anew") from problem
    return Piece(blocks.text, properties, notes=notes)


def _add(element: Any, blocks: Blocks) -> None:
    for child in element.children:
        if child.tag in _TEXT:
            blocks.paragraph("".join(_words(child)))
            for box in _boxes(child):
                _add(box, blocks)
        elif child.tag == "text:list-item":
            blocks.item("".join(words for text in child.children if text.tag in _TEXT for words in _words(text)))
            for inner in child.get_elements("text:list"):
                _add(inner, blocks)
        elif child.tag == "table:table-row":
            _add_row(child, blocks)
        elif child.tag not in _GONE:
            _add(child, blocks)


def _add_row(row: Any, blocks: Blocks) -> None:
    """Add a row; one of a single cell is a frame around text, which stays what it is."""
    cells = row.get_elements("table:table-cell|table:covered-table-cell")
    if len(cells) == 1:
        _add(cells[0], blocks)
    else:
        blocks.row(" ".join("".join(_words(text)) for text in cell.get_elements("descendant::text:p|descendant::text:h")) for cell in cells)


def _boxes(element: Any) -> Iterator[Any]:
    """Yield the text boxes that hang on a paragraph, without those within one of them, which hang on its paragraphs."""
    for child in element.children:
        if child.tag == "draw:text-box":
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element.children:
        if child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _GONE and child.tag != "draw:frame":
            yield from _words(child)
        yield child.tail or ""


def _notes(body: Any) -> Iterator[str]:
    if body.get_elements("descendant::text:tracked-changes"):
        yield "has tracked changes: read as if all were accepted"
    if body.get_elements("descendant::office:annotation"):
        yield "its comments are not read"
    if body.get_elements("descendant::text:note"):
        yield "its footnotes are not read"
