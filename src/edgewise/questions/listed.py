"""All links of the graph by what they say and how they stand: counted, and a page of them at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model import Link, Standing
from ..project import Project
from ..resolve.standing import STANDINGS
from .evidence import ACTS
from .nouns import LinkLine, Some
from .once import once_a_view
from .show import link_row, show_lines
from .view import GraphView

Sort = tuple[str, Standing]  # a relation and a standing


@dataclass(frozen=True, slots=True)
class LinksListed:
    """The links of a relation and a standing (None: of any), the best first; `standings` are those that any link here has."""

    relation: str | None
    standing: Standing | None
    standings: tuple[Standing, ...]
    links: Some[LinkLine]


@once_a_view
def sorts(view: GraphView) -> Mapping[Sort, tuple[Link, ...]]:
    """Return all links by relation and standing, those with most claims first; speech about other claims is no link here."""
    found: dict[Sort, list[Link]] = defaultdict(list)
    for link in view.links.values():
        if link.relation not in ACTS:
            found[link.relation, link.standing].append(link)
    return {sort: tuple(sorted(links, key=lambda link: -len(link.claims))) for sort, links in found.items()}


def links_listed(
    view: GraphView, project: Project, relation: str | None = None, standing: Standing | None = None, *, offset: int = 0, limit: int = 50
) -> LinksListed:  # fmt: skip
    """Return the links of a relation and a standing from `offset` on: by standing, by the order of relations, by number of claims.

    Raises UsageError for an unknown relation.
    """
    wanted = list(_wanted(view, project, relation, standing))
    some: list[Link] = []
    skipped = offset
    for links in wanted:
        some += links[skipped : skipped + limit - len(some)]
        skipped = max(0, skipped - len(links))
    shown = show_lines(view, project, some)
    present = {standing for _, standing in sorts(view)}
    return LinksListed(
        relation, standing, tuple(word for word in STANDINGS if word in present), Some(shown, sum(map(len, wanted)), offset)
    )  # fmt: skip


def rows_listed(view: GraphView, project: Project, relation: str | None, standing: Standing | None) -> Iterator[dict[str, Any]]:
    """Yield the facts of every such link, in that order, with how many claims are for and against it."""
    for links in _wanted(view, project, relation, standing):
        for link in links:
            yield link_row(view, project, link)


def _wanted(view: GraphView, project: Project, relation: str | None, standing: Standing | None) -> Iterator[tuple[Link, ...]]:
    relations = list(project.ontology.relations) if relation is None else [project.ontology.relation(relation).name]
    for word in STANDINGS if standing is None else (standing,):
        for name in relations:
            yield sorts(view).get((name, word), ())
