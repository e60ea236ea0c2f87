"""From the blocks of a formatted document to text: paragraphs and headings apart by a blank line, items and rows line by line."""

from __future__ import annotations

from collections.abc import Iterable


class Blocks:
    """Collects blocks in their order. A block without words is none."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._kind = ""

    @property
    def text(self) -> str:
        return "".join(self._text)

    def paragraph(self, words: str) -> None:
        """Add a paragraph or heading; its own line ends stay."""
        self._add(words, "")

    def item(self, words: str) -> None:
        """Add an item of a list."""
        self._add(words, "item", "- ")

    def row(self, cells: Iterable[str]) -> None:
        """Add a row of a table, as `| ICE | Palantir |`: the marks keep it apart from the row below, and from prose."""
        written = [" ".join(cell.split()) for cell in cells]
        if any(written):
            self._add(f"| {' | '.join(written)} |", "row")

    def _add(self, words: str, kind: str, mark: str = "") -> None:
        """Add words; those of a kind that has a name stand line by line below each other."""
        lines = "\n".join(line for line in (" ".join(line.split()) for line in words.split("\n")) if line)
        if lines:
            if self._text:
                self._text.append("\n" if kind and kind == self._kind else "\n\n")
            self._text.append(mark + lines)
            self._kind = kind
