"""Golden folders: what each kind of document is read as. `pytest --update-golden` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edgewise.errors import DocumentError
from edgewise.loading import Profile, read_document
from edgewise.model import to_data

CASES = sorted((Path(__file__).parents[1] / "golden" / "loading").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_golden(case: Path, golden: Callable[[Path, object], None], profiles: tuple[Profile, ...]) -> None:
    (path,) = case.glob("input.*")
    golden(case, seen(path, profiles))


def seen(path: Path, profiles: tuple[Profile, ...]) -> dict[str, Any]:
    """Return what was read in a shape that a person can check: masks with their words, references with their mark."""
    try:
        loaded = read_document(path, path.parent, profiles)
    except DocumentError as problem:
        return {"error": str(problem).removeprefix(str(path.parent))}
    document = loaded.document
    fields = to_data(document)
    for key in ("text", "sha256", "masks", "references"):
        fields.pop(key, None)
    return {
        "profile": loaded.profile,
        "locator": loaded.locator,
        "notes": list(loaded.notes),
        "document": fields,
        "masks": [f"{m.start}-{m.end} {m.rule}: {document.text[m.start : m.end]}" for m in document.masks],
        "references": [f"{r.start}-{r.end} {r.number}: {document.text[r.start : r.end]}" for r in document.references],
    }
