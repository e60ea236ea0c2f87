"""Which extractors there are, and reading one document with one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..errors import UsageError, one_of
from ..model import Document
from ..project import Project
from .base import Extractor
from .grounding import Grounded, ground


def _rules(project: Project) -> Extractor:
    from .rules.extractor import RulesExtractor  # its lexicon is read when first wanted, not when edgewise is imported

    return RulesExtractor(project)


EXTRACTORS: Mapping[str, Callable[[Project], Extractor]] = {"rules": _rules}
AUTO = "auto"  # what measures best with what is installed


def extractor(name: str, project: Project) -> Extractor:
    """Return the extractor of that name ("auto": the best there is). Raises UsageError that lists the known ones."""
    try:
        return EXTRACTORS["rules" if name == AUTO else name](project)
    except KeyError:
        raise UsageError(f"unknown extractor {name!r}; known: {one_of((AUTO, *EXTRACTORS))}") from None


def read(document: Document, reader: Extractor, project: Project) -> Grounded:
    """Return what an extractor reads in a document and grounding lets stand."""
    return ground(document, reader.read(document), reader.readers, project)
