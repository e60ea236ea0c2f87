"""What every extractor is. An extractor sees one document and declared data only, never the pile."""

from __future__ import annotations

from typing import Protocol

from ..model import Document
from ..proposed import Draft


class Extractor(Protocol):
    """Reads one document. Pure: the same document gives the same draft on every machine, in any order of a pile."""

    readers: tuple[str, ...]
    """Who reads, as "name@version", sorted: ("rules@2",), or more where several readings are united. Raise the version when what is
    read changes, so that documents read before are read again."""

    def read(self, document: Document) -> Draft:
        """Return what the document says, skipping its masks. An empty or wholly masked text gives an empty draft."""
        ...
