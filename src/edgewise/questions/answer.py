"""From a question to its answer: routes for "how are they linked", links for "who does what", claims for what was said.

Each function takes a store, and answers from what it holds now, or a view of one, and answers from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import UsageError
from ..project import Project
from .asking import Asking, searched
from .evidence import ACTS
from .forms import known_forms
from .names import find_entity
from .nouns import Answer, EntityShown
from .parse import parse
from .show import show_entity, show_links
from .view import StoreOrView, graph_view


def ask(graph: StoreOrView, question: str, project: Project, max_hops: int = 4, limit: int = 5, most: int | None = None) -> Answer:
    """Answer a question in plain words, with at most `limit` routes and, where that is given, the `most` best facts.

    One that is not understood gives `form` None and the forms that would be.

    Raises NameUnknown, with the nearest names, for a name that nobody has or that several have; UsageError for equal ends of a route.
    """
    view = graph_view(graph)
    asked = parse(view, project, question)
    if asked is None:
        return Answer(question, None, searched=searched(view), forms=known_forms().described)
    asking = Asking(view, project, tuple({named.entity.id: named.entity for named in asked.names}.values()), most)
    if asked.form == "linked":
        start, goal = (named.entity for named in asked.names)
        answer = asking.linked(start, goal, max_hops=max_hops, limit=limit)
    elif asked.form == "known":
        answer = asking.known(asked.names[0].entity)
    elif asked.relations:
        answer = asking.dealings(asked)
    else:
        answer = asking.said(asked.form)
    return replace(asking.finished(answer), question=question, form=asked.form)


def routes(
    graph: StoreOrView, a: str, b: str, project: Project, max_hops: int = 4, limit: int = 5, relations: Sequence[str] = ()
) -> Answer:  # fmt: skip
    """Return how two names are linked, as `ask` would; over these relations where some are given, else over all dealings.

    Raises NameUnknown as `ask` does; UsageError for equal ends, a relation that is unknown or of which no route is made (that somebody
    denied a claim, acknowledged it or declined to comment joins nobody), or a bound out of range.
    """
    view = graph_view(graph)
    start, goal = find_entity(view, project, a), find_entity(view, project, b)
    asking = Asking(view, project, (start, goal))
    walked = [project.ontology.relation(name).name for name in relations]
    for name in walked:
        if name in ACTS:
            raise UsageError(f"{name!r} is what somebody said about a claim, and joins nobody: choose dealings or positions")
    answer = asking.linked(start, goal, max_hops=max_hops, limit=limit, relations=walked)
    return replace(asking.finished(answer), question=f"How is {a} linked to {b}?", form="linked")


def known(graph: StoreOrView, name: str, project: Project) -> Answer:
    """Return everything that the graph holds of one name: its links of any relation, best first, and what stands beside them.

    Raises NameUnknown as `ask` does.
    """
    view = graph_view(graph)
    entity = find_entity(view, project, name)
    asking = Asking(view, project, (entity,))
    return replace(asking.finished(asking.known(entity)), question=f"What is known about {name}?", form="known")


def overview(graph: StoreOrView, project: Project) -> Answer:
    """Return every dealing that the graph holds, best first; positions and speech are left out: they link everything to everything."""
    view = graph_view(graph)
    asking = Asking(view, project, ())
    dealings = project.ontology.of_kind("dealing")
    facts = show_links(view, project, (link for link in view.links.values() if link.relation in dealings))
    return replace(asking.finished(Answer("", None, facts=facts)), question="Everything in the graph", form="overview")


def entities_of(graph: StoreOrView, answer: Answer) -> tuple[EntityShown, ...]:
    """Return the entities at the ends of an answer's links, each once, in order of the links."""
    view = graph_view(graph)
    ids = dict.fromkeys(id for link in answer.links() for id in (link.subject_id, link.object_id))
    return tuple(show_entity(view.entity(id)) for id in ids)
