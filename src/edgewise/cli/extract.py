"""`edgewise extract`."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

import click

from .llm_options import LlmOptions, asked_only, llm_options, reading


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--extractor", "extractor_name", default="auto", show_default=True, help="What reads the documents.")
@click.option("--refused", is_flag=True, help="Print what was proposed and refused instead, with the reasons.")
@llm_options
def extract(paths: tuple[str, ...], extractor_name: str, refused: bool, llm: LlmOptions) -> int:
    """Print the claims of documents as JSON lines, without a store.

    Every line has doc, subject, relation, object, polarity, modality, quote, start and end (code points of the document's text, end
    exclusive), subject_surface and object_surface (the words that stand in the text), and said_by, about, date, place, amount,
    role and indirect where there are such.

    \b
    Example:
      edgewise extract report.md | head -3
    """
    from ..errors import DocumentError
    from ..extract.grounding import Grounded
    from ..extract.in_order import in_order
    from ..extract.read import read
    from ..loading import Loaded, Unread, find_files, profiles_of, read_documents
    from ..project import builtin
    from ..views.safe import one_line

    project = builtin()
    if (code := asked_only(extractor_name, paths, project, llm)) is not None:
        return code
    profiles = profiles_of(project)
    found = find_files(paths, profiles)
    failed = list(found.failed)
    with reading(extractor_name, project, llm) as reader:

        def one(loaded: Loaded | Unread) -> tuple[str, Grounded] | Unread:
            if isinstance(loaded, Unread):
                return loaded
            try:
                return loaded.locator, read(loaded.document, reader, project)
            except DocumentError as problem:
                return Unread(loaded.locator, str(problem))

        for done in in_order(one, read_documents(found.files, profiles), reader):
            if isinstance(done, Unread):
                failed.append(done)
            else:
                _print(*done, refused=refused)
    for unread in failed:
        click.echo(f"FAILED     {one_line(f'{unread.path}: {unread.reason}')}", err=True)
    return 1 if failed else 0


def _print(locator: str, grounded: Any, *, refused: bool) -> None:
    from ..model import to_data

    doc = PurePath(locator).name
    if refused:
        for refusal in grounded.refused:
            click.echo(json.dumps({"doc": doc, **to_data(refusal)}, ensure_ascii=False))
        return
    confidence = {reading.claim: reading.confidence for reading in grounded.readings}
    for claim in grounded.claims:
        click.echo(json.dumps(_row(doc, claim, confidence[claim.id]), ensure_ascii=False))


def _row(doc: str, claim: Any, confidence: float) -> dict[str, Any]:
    row = {
        "doc": doc,
        "subject": claim.subject.name,
        "relation": claim.relation,
        "object": claim.object.name,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "subject_surface": claim.subject.text,
        "object_surface": claim.object.text,
        "subject_type": claim.subject.type,
        "object_type": claim.object.type,
        "confidence": confidence,
    }
    extras = {
        "about": claim.about.name if claim.about else None,
        "said_by": claim.said_by.name if claim.said_by else None,
        "date": claim.date,
        "place": claim.place,
        "amount": claim.amount,
        "role": claim.role,
        "indirect": claim.indirect or None,
    }
    return row | {key: value for key, value in extras.items() if value is not None}
