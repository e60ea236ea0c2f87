"""Which extractors there are, and reading one document with one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from ..errors import UsageError, one_of
from ..model import Document
from ..project import Project
from ..proposed import Stated
from .base import Extractor
from .grounding import Grounded, ground, merged

_WEIGHTS = Path(__file__).parent / "reader" / "weights"
_LIBRARIES = ("numpy", "onnxruntime", "tokenizers")  # that the reader runs on


def _rules(project: Project) -> Extractor:
    from .rules.extractor import FLOOR, RulesExtractor  # its lexicon is read when first wanted, not when edgewise is imported

    return RulesExtractor(project, floor=FLOOR)


def _reader(project: Project) -> Extractor:
    missing = lacking()
    if missing is not None:
        raise UsageError(f"the reader needs {missing}; or use `--extractor rules`")
    from .reader.extractor import ReaderExtractor

    return ReaderExtractor(project)


def _llm(project: Project) -> Extractor:
    from .llm.extractor import LlmExtractor

    return LlmExtractor(project)


EXTRACTORS: Mapping[str, Callable[[Project], Extractor]] = {"rules": _rules, "reader": _reader, "llm": _llm}
AUTO = "auto"  # what measures best with what is installed


def extractor(name: str, project: Project) -> Extractor:
    """Return the extractor of that name ("auto": the best there is).

    Raises UsageError that lists the known ones, or says what to install.
    """
    if name == AUTO:
        return _united(project) if lacking() is None else _rules(project)
    try:
        return EXTRACTORS[name](project)
    except KeyError:
        raise UsageError(f"unknown extractor {name!r}; known: {one_of((AUTO, *EXTRACTORS))}") from None


def lacking() -> str | None:
    """Return what the reader lacks to run here, and how to get it; None when nothing is missing."""
    missing = [library for library in _LIBRARIES if find_spec(library) is None]
    if missing:
        return f"{' and '.join(missing)}, not installed here: pip install 'edgewise[reader]'"
    return None if _WEIGHTS.is_dir() else "its weights, not in this installation: install edgewise anew"


def describe(name: str, reader: Extractor) -> str:
    """Return who reads, in words, for a line of progress: "reader@1 and rules@2"; where "auto" had to do without the reader, also why."""
    who = " and ".join(reader.readers)
    missing = lacking() if name == AUTO else None
    return who if missing is None else f"{who} alone (the reader, which finds more, needs {missing})"


def _united(project: Project) -> Extractor:
    from .reader.extractor import ReaderExtractor
    from .rules.extractor import RulesExtractor
    from .united import UnitedExtractor

    return UnitedExtractor(project, RulesExtractor(project), ReaderExtractor(project))


def read(document: Document, reader: Extractor, project: Project, stated: Stated | None = None) -> Grounded:
    """Return what an extractor reads in a document, and what its file `stated` as data, as far as grounding lets it stand."""
    found = ground(document, reader.read(document), reader.readers, project)
    if stated is None:
        return found
    return merged(ground(document, stated.draft, (stated.by,), project, masked=True), found)
