"""`edgewise profile`."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

import click

from .common import json_option, number_of, print_json, project_at, project_option

_SHOWN = 3  # names and claims of a document


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@project_option
@click.option("--draft", "drafting", is_flag=True, help="Write a first profile for a table instead, guessed from its columns.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="Where the draft goes; it is printed without this.")
@json_option
def profile(paths: tuple[str, ...], folder: Path | None, drafting: bool, output: Path | None, as_json: bool) -> int:
    """Show which profile reads a file and why, and what it would read.

    Lists the profiles that were tried, in their order, with what each lacks; then the first documents in the file: their parts, what
    is masked, and what a table's first rows name and state. Nothing is stored. The exit code is 1 where a file cannot be read.

    \b
    Example:
      edgewise profile awards.csv
      edgewise profile contracts.xlsx --draft -o my-project/loaders/contracts.yaml
    """
    from ..errors import UsageError
    from ..loading import find_files, profiles_of
    from ..loading.explain import explain

    if output is not None and not drafting:
        raise UsageError("-o is where a draft goes; give --draft with it")
    if drafting:
        return _draft(paths, output)
    profiles = profiles_of(project_at(folder=folder))
    found = find_files(paths, profiles)
    explained = [explain(place, profiles) for place in found.files]
    if as_json:
        print_json([_data(one) for one in explained] + [{"path": one.path, "unread": one.reason} for one in found.failed])
    else:
        for one in explained:
            _print(one)
        for unread in (*found.failed, *found.skipped):
            _say(0, f"{unread.path}: {unread.reason}", err=True)
    return 1 if found.failed or any(_unread(one) for one in explained) else 0


def _draft(paths: tuple[str, ...], output: Path | None) -> int:
    from ..errors import DocumentError, UsageError
    from ..loading.draft import draft_profile
    from ..loading.explain import sheets_of

    if len(paths) != 1 or not Path(paths[0]).is_file():
        raise UsageError("--draft needs one table: edgewise profile FILE --draft")
    path = Path(paths[0])
    if output is not None and output.exists():
        raise UsageError(f"{output} is there already; give another name, for a profile that was edited is not written over")
    problem: DocumentError | None = None
    for sheet in sheets_of(path):
        try:
            text = draft_profile(sheet, path)
        except DocumentError as found:
            problem = found
            continue
        if output is None:
            click.echo(text, nl=False)
        else:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text, encoding="utf-8")
            _say(0, f"Wrote {output}: read it and correct it, then: edgewise profile {path} --project {_project(output)}", err=True)
        return 0
    raise DocumentError(f"{path}: {problem}")


def _project(output: Path) -> PurePath:
    return output.parent.parent if output.parent.name == "loaders" else PurePath("DIR")


def _unread(one: Any) -> bool:
    from ..loading import Unread

    return any(isinstance(found, Unread) and not found.on_purpose for found in one.found)


def _print(one: Any) -> None:
    from ..loading import Unread

    read = f"read by {one.profile}" if one.profile else "no profile matches" if one.tried else "what is in it is read by its own names"
    _say(0, f"{one.path}: {one.format}; {read}")
    for tried in one.tried:
        _say(2, f"{'not' if tried.lacks else 'yes'}  {tried.profile}{': ' if tried.lacks else ''}{'; or '.join(tried.lacks)}")
    for found in one.found:
        if isinstance(found, Unread):
            _say(2, f"{'left out' if found.on_purpose else 'FAILED'}  {found.path}: {found.reason}")
        else:
            _print_document(found)
    if one.more:
        _say(2, "and more documents")


def _print_document(loaded: Any) -> None:
    data = _document(loaded)
    parts = f", {number_of(data['parts'], 'part')} ({data['first_part']} to {data['last_part']})" if data["parts"] else ""
    size = f"{data['length']:,} characters{parts}"
    _say(2, f"document  {data['document']}: {data['kind']}, tier {data['tier']}, {size}; read by {data['profile']}")
    if data["title"]:
        _say(4, f"title   {data['title']}")
    for rule, share in data["masked"].items():
        _say(4, f"masked  {rule}: {share:.0%}")
    for name in data["names"]:
        _say(4, f"names   {name['name']} ({name['type']})")
    for claim in data["states"]:
        details = [claim[key] for key in ("about", "amount", "date", "identifier") if claim.get(key)]
        said = f"{claim['subject']} {claim['relation']} {claim['object']}" + (f" ({', '.join(details)})" if details else "")
        _say(4, f"states  {said}: {claim['part'] or 'the document'}")
    for note in data["notes"]:
        _say(4, f"note: {note}")


def _data(one: Any) -> dict[str, Any]:
    from ..loading import Unread

    return {
        "path": one.path,
        "format": one.format,
        "profile": one.profile,
        "tried": [{"profile": tried.profile, "lacks": list(tried.lacks)} for tried in one.tried],
        "documents": [_document(found) for found in one.found if not isinstance(found, Unread)],
        "unread": [{"path": found.path, "reason": found.reason} for found in one.found if isinstance(found, Unread)],
        "more": one.more,
    }


def _document(loaded: Any) -> dict[str, Any]:
    """A document as far as it is shown: its first names and claims alone."""
    document, draft = loaded.document, loaded.stated.draft if loaded.stated else None
    masked: dict[str, int] = {}
    for mask in document.masks:
        masked[mask.rule] = masked.get(mask.rule, 0) + mask.end - mask.start
    parts = document.parts
    return {
        "document": loaded.locator,
        "profile": loaded.profile,
        "kind": document.kind,
        "tier": document.tier,
        "title": document.title,
        "length": len(document.text),
        "parts": len(parts),
        "first_part": parts[0].name if parts else None,
        "last_part": parts[-1].name if parts else None,
        "masked": {rule: round(length / max(len(document.text), 1), 3) for rule, length in masked.items()},
        "names": [{"name": one.name, "type": one.type, "text": one.text} for one in (draft.mentions[:_SHOWN] if draft else ())],
        "states": [_claim(one, document) for one in (draft.proposals[:_SHOWN] if draft else ())],
        "notes": list(loaded.notes),
    }


def _claim(one: Any, document: Any) -> dict[str, Any]:
    return {
        "subject": one.subject.name,
        "relation": one.relation,
        "object": one.object.name,
        "about": one.about.name if one.about else None,
        "amount": one.amount,
        "date": one.date,
        "identifier": one.identifier,
        "part": document.part_at(one.start),
    }


def _say(indent: int, words: str, *, err: bool = False) -> None:
    from ..views.safe import one_line

    click.echo(" " * indent + one_line(words), err=err)
