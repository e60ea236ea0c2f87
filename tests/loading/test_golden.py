"""Golden folders: what each kind of document is read as. `pytest --update-golden` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edgewise.loading import Loaded, Place, Profile, Unread, read_file
from edgewise.model import to_data
from edgewise.proposed import Proposal

CASES = sorted((Path(__file__).parents[1] / "golden" / "loading").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_golden(case: Path, golden: Callable[[Path, object], None], profiles: tuple[Profile, ...]) -> None:
    (path,) = case.glob("input.*")
    golden(case, seen(path, profiles))


def seen(path: Path, profiles: tuple[Profile, ...]) -> Any:
    """Return what a file holds in a shape that a person can check: one text as it is, several in a list."""
    found = [shown(one, path) for one in read_file(Place(path, path.parent), profiles)]
    return found[0] if len(found) == 1 else found


def shown(one: Loaded | Unread, path: Path) -> dict[str, Any]:
    """One text: masks with their words, references with their mark; where it was taken out of a file, the text and what that states."""
    if isinstance(one, Unread):
        return {"skipped" if one.on_purpose else "error": f"{one.path}: {one.reason}".removeprefix(str(path.parent))}
    document = one.document
    fields = to_data(document)
    for key in ("text", "sha256", "masks", "references"):
        fields.pop(key, None)
    return {
        "profile": one.profile,
        "locator": one.locator,
        "notes": list(one.notes),
        "document": fields,
        "masks": [f"{m.start}-{m.end} {m.rule}: {document.text[m.start : m.end]}" for m in document.masks],
        "references": [f"{r.start}-{r.end} {r.number}: {document.text[r.start : r.end]}" for r in document.references],
        **({"text": document.text.split("\n")} if document.original is not None else {}),
        **({"stated": [stated(proposal) for proposal in one.stated.draft.proposals]} if one.stated is not None else {}),
    }


def stated(proposal: Proposal) -> str:
    """A claim that a file states as data, in a line, without its quote."""
    details = {"date": proposal.date, "amount": proposal.amount, "identifier": proposal.identifier}
    said = "".join(f", {key} {value}" for key, value in details.items() if value is not None)
    about = f" about {proposal.about.name}" if proposal.about is not None else ""
    ends = [f"{end.name} ({end.type})" for end in (proposal.subject, proposal.object)]
    return f"{ends[0]} {proposal.relation} {ends[1]}{about}{said}"
