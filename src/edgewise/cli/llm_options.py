"""The options of a language model, shared by the commands that read documents; what they ask for besides reading."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from ..errors import UsageError
from .common import number_of

F = TypeVar("F", bound=Callable[..., Any])
_FOLDER, _FILE = click.Path(file_okay=False, path_type=Path), click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """What was given beside `--extractor llm`; the server and the model are in the environment."""

    export_requests: Path | None = None
    replay: Path | None = None
    dry_run: bool = False
    budget_tokens: int | None = None
    budget_money: float | None = None
    cache: Path | None = None
    no_cache: bool = False
    ledger: Path | None = None


def llm_options(command: F) -> F:
    """Give a command the options of a language model, as the argument `llm`."""

    @wraps(command)
    def with_llm(**given: Any) -> Any:
        llm = LlmOptions(**{f.name: given.pop(f.name) for f in fields(LlmOptions)})
        return command(**given, llm=llm)

    options = (
        click.option("--export-requests", type=_FOLDER, metavar="DIR", help="llm: only write what would be asked, as DIR/<digest>.json."),
        click.option("--replay", type=_FOLDER, metavar="DIR", help="llm: take DIR/<digest>.response.json in place of calls."),
        click.option("--dry-run", is_flag=True, help="llm: only say what it would take, in tokens and money."),
        click.option("--budget-tokens", type=click.IntRange(min=1), metavar="N", help="llm: use at most so many tokens."),
        click.option(
            "--budget-money", type=click.FloatRange(min=0), metavar="X", help="llm: spend at most this; needs EDGEWISE_LLM_PRICE."
        ),
        click.option("--cache", type=_FOLDER, metavar="DIR", help="llm: keep answers here, not in the user's cache folder."),
        click.option("--no-cache", is_flag=True, help="llm: keep no answers, use none."),
        click.option(
            "--ledger", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="llm: write the account of the run here."
        ),
    )
    wrapped: Any = with_llm
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]  # still the command, with more options


def asked_only(name: str, paths: Sequence[str], project: Any, llm: LlmOptions) -> int | None:
    """Do what --export-requests or --dry-run asks for and return the exit code; None where the documents are to be read."""
    _check(name, llm)
    if llm.export_requests is None and not llm.dry_run:
        return None
    from ..extract.llm.asking import export
    from ..extract.llm.estimate import estimate
    from ..extract.llm.requests import requests_of
    from ..loading import Unread, find_files, profiles_of, read_documents
    from ..views.safe import one_line

    profiles = profiles_of(project)
    found = find_files(paths, profiles)
    failed = list(found.failed)
    requests: list[Any] = []
    documents = 0
    for loaded in read_documents(found.files, profiles):
        if isinstance(loaded, Unread):
            failed.append(loaded)
            continue
        documents += 1
        requests += requests_of(loaded.document, project.ontology)
    if llm.export_requests is not None:
        written = export(requests, llm.export_requests)
        click.echo(f"{number_of(documents, 'document')}: {number_of(written, 'request')} written to {llm.export_requests}", err=True)
    if llm.dry_run:
        click.echo(f"{number_of(documents, 'document')}: {estimate(requests, _settings(llm))}")
    for unread in failed:
        click.echo(f"FAILED     {one_line(f'{unread.path}: {unread.reason}')}", err=True)
    return 1 if failed else 0


@contextmanager
def reading(name: str, project: Any, llm: LlmOptions) -> Iterator[Any]:
    """Yield the extractor of that name; after a language model say on stderr what was asked, kept and used, and where that is written."""
    _check(name, llm)
    if name != "llm":
        from ..extract.read import extractor

        yield extractor(name, project)
        return
    from ..extract.llm.extractor import LlmExtractor

    reader = LlmExtractor(project, _settings(llm))
    try:
        yield reader
    finally:
        reader.close()
        click.echo(f"{reader.ledger.totals}; the ledger: {reader.ledger.path}", err=True)


def _check(name: str, llm: LlmOptions) -> None:
    given = [f"--{f.name.replace('_', '-')}" for f in fields(LlmOptions) if getattr(llm, f.name) not in (None, False)]
    if given and name != "llm":
        raise UsageError(f"{given[0]} is for a language model; add --extractor llm")


def _settings(llm: LlmOptions) -> Any:
    from dataclasses import replace

    from ..extract.llm.settings import settings_from, user_cache

    settings = settings_from(os.environ)
    run = time.strftime("%Y-%m-%dT%H-%M-%S", time.gmtime()) + f"-{os.getpid()}.jsonl"
    return replace(
        settings,
        replay=llm.replay,
        budget_tokens=llm.budget_tokens,
        budget_money=llm.budget_money,
        cache=None if llm.no_cache else llm.cache or settings.cache,
        ledger=llm.ledger or user_cache(os.environ) / "runs" / run,
    )
