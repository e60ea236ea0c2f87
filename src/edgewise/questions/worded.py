"""A Cypher statement from plain words, by a language model: shown and checked, run by nobody here.

Invariants: the model is told the question, what the graph can hold, and the names that the question has; nothing of a document. What
it writes is data until a person runs it: it passes the same guard as any statement, and is run, if at all, by the store's read-only means.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import DocumentError, QueryError, UsageError
from ..extract.llm.answers import values_in
from ..extract.llm.asking import Answers
from ..extract.llm.requests import Request, escaped
from ..model import ENTITY_TYPES
from ..ontology import Relation
from ..project import Project
from ..stores.base import Store
from ..stores.graph import LINK_PROPERTIES, NODE_PROPERTIES
from ..stores.guard import FUNCTIONS
from .names import names_within
from .view import GraphView

LONGEST = 1_000  # characters of a question
_PROMPT = Path(__file__).with_name("worded.md")
_SAYS = "Write down the statement."
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"statement": {"type": "string"}, "says": {"type": "string"}},
    "required": ["statement", "says"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Worded:
    """A statement that the store would run, and in one sentence what it asks, in the model's words."""

    question: str
    statement: str
    says: str


def statement_from(store: Store, view: GraphView, project: Project, question: str, model: Answers) -> Worded:
    """Return a statement for a question, checked by the store and not run. One that the store refuses is asked for once more.

    Raises UsageError for a question that is empty or too long, or that the model says the graph cannot answer; QueryError, with the
    statement, where the second is refused too; DocumentError and ModelError where the model gives no answer.
    """
    question = " ".join(question.split())
    if not 0 < len(question) <= LONGEST:
        raise UsageError(f"a question has 1 to {LONGEST:,} characters, not {len(question):,}")
    request = Request((), (("system", _instructions(project)), ("user", _asked(view, project, question))), _SCHEMA, "statement", _SAYS)
    content = model.answer(request).content
    try:
        return _checked(store, question, content)
    except QueryError as problem:
        again = escaped(json.dumps({"refused": str(problem)}, ensure_ascii=False))
        said = f"This was refused for the reason given; answer once more in the same form.\n{again}"
        messages = (*request.messages, ("assistant", escaped(content[:LONGEST])), ("user", said))
        return _checked(store, question, model.answer(Request((), messages, _SCHEMA, "statement", _SAYS)).content)


def _checked(store: Store, question: str, content: str) -> Worded:
    """The statement that an answer holds, where the store would run it."""
    statement, says = _written(content)
    if not statement:
        raise UsageError(f"the model writes no statement for this: {says[:300] or 'it does not say why'}")
    try:
        store.explain(statement)
    except QueryError as problem:
        raise QueryError(f"the statement that the model wrote is refused: {problem}; it was: {statement[:500]}") from problem
    return Worded(question, statement, says)


def _written(content: str) -> tuple[str, str]:
    """The statement of an answer, and what the model says of it."""
    with suppress(RecursionError):
        for value in values_in(content):
            if isinstance(value, dict) and isinstance(statement := value.get("statement"), str):
                return statement.strip(), " ".join(str(value.get("says") or "").split())
    raise DocumentError(f"the model gives no statement: {content[:80]!r}; ask in other words, or write the Cypher yourself")


def _asked(view: GraphView, project: Project, question: str) -> str:
    """The question, and which of its words are names of the graph, as JSON that no text can break out of."""
    names = [{"name": entity.name, "type": entity.type} for entity in names_within(view, project, question.rstrip("?!. ").split())]
    return escaped(json.dumps({"question": question, "names": names}, ensure_ascii=False))


def _instructions(project: Project) -> str:
    nodes = "\n".join(f"- {kind}: {', '.join(properties)}" for kind, properties in NODE_PROPERTIES.items())
    parts = {
        "nodes": nodes, "types": ", ".join(ENTITY_TYPES), "properties": ", ".join(LINK_PROPERTIES),
        "relations": "\n".join(map(_line, project.ontology.relations.values())), "functions": ", ".join(sorted(FUNCTIONS)),
    }  # fmt: skip
    text = _template()
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text


@cache
def _template() -> str:
    return _PROMPT.read_text(encoding="utf-8")


def _line(relation: Relation) -> str:
    """A relation as the prompt lists it: its ends, how it reads, what it does not mean."""
    ends = f"(:{'|'.join(relation.subjects)})-[:{relation.label}]->(:{'|'.join(relation.objects)})"
    never = f" It does not mean {', '.join(name.upper() for name in relation.never_implies)}." if relation.never_implies else ""
    either = " Match it without a direction." if relation.symmetric else ""
    return f"- {ends}: {relation.sentence('A', 'B', 'about' if relation.abouts else None)}.{either}{never}"
