"""`edgewise extract`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import click

from .common import extractor_option, min_precision_option, project_at, project_option
from .llm_options import LlmOptions, asked_only, llm_options, reading


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@project_option
@extractor_option
@min_precision_option
@click.option("--refused", is_flag=True, help="Print what was proposed and refused instead, with the reasons.")
@llm_options
def extract(
    paths: tuple[str, ...], folder: Path | None, extractor_name: str, min_precision: float | None, refused: bool, llm: LlmOptions
) -> int:
    """Print the claims of documents as JSON lines, without a store.

    Every line has doc, subject, relation, object, polarity, modality, quote, start and end (code points of the document's text, end
    exclusive), subject_surface and object_surface (the words that stand in the text), confidence (0 to 1: of such readings, this share
    says what the sentence says), read_by, and said_by, about, date, place, amount, role, identifier and indirect where there are such; and
    candidate: true where it was not read surely enough for the graph.

    \b
    Example:
      edgewise extract report.md | head -3
    """
    from ..errors import DocumentError
    from ..extract.grounding import Grounded
    from ..extract.in_order import in_order
    from ..extract.read import read
    from ..loading import Loaded, Unread, find_files, profiles_of, read_documents
    from ..views.safe import one_line

    project = project_at(min_precision, folder)
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
                return loaded.locator, read(loaded.document, reader, project, loaded.stated)
            except DocumentError as problem:
                return Unread(loaded.locator, str(problem))

        for done in in_order(one, read_documents(found.files, profiles), reader):
            if isinstance(done, Unread):
                failed.append(done)
            else:
                locator, grounded = done
                for row in _refused(grounded) if refused else _claims(grounded, project.min_precision):
                    click.echo(json.dumps({"doc": PurePath(locator).name, **row}, ensure_ascii=False))
    for unread in failed:
        click.echo(f"FAILED     {one_line(f'{unread.path}: {unread.reason}')}", err=True)
    return 1 if failed else 0


def _refused(grounded: Any) -> Iterator[dict[str, Any]]:
    from ..model import to_data

    return map(to_data, grounded.refused)


def _claims(grounded: Any, min_precision: float) -> Iterator[dict[str, Any]]:
    readings = {reading.claim: reading for reading in grounded.readings}
    for claim in grounded.claims:
        reading = readings[claim.id]
        candidate = {"candidate": True} if reading.confidence < min_precision else {}
        yield _row(claim) | {"confidence": reading.confidence, "read_by": reading.readers} | candidate


def _row(claim: Any) -> dict[str, Any]:
    row = {
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
    }
    extras = {
        "about": claim.about.name if claim.about else None,
        "said_by": claim.said_by.name if claim.said_by else None,
        "date": claim.date,
        "place": claim.place,
        "amount": claim.amount,
        "role": claim.role,
        "identifier": claim.identifier,
        "indirect": claim.indirect or None,
    }
    return row | {key: value for key, value in extras.items() if value is not None}
