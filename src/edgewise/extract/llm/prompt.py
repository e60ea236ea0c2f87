"""The prompt, its version, and the JSON schema of an answer. What they say of relations comes from the ontology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ...model import ENTITY_TYPES, MODALITIES, POLARITIES
from ...ontology import Ontology, Relation

PROMPT_VERSION = "1"
"""Raise it when prompt.md or the schema changes: readings carry it, and answers kept for another version are not used."""

_PROMPT = Path(__file__).with_name("prompt.md")


def instructions(ontology: Ontology) -> str:
    """Return the system message: what to read, the relations with their readings, the definitions, examples."""
    return _template().replace("{relations}", "\n".join(_line(relation) for relation in ontology.relations.values()))


@cache
def _template() -> str:
    return _PROMPT.read_text(encoding="utf-8")


def _line(relation: Relation) -> str:
    ends = f"{'/'.join(relation.subjects)} > {'/'.join(relation.objects)}"
    reads = relation.sentence("SUBJECT", "OBJECT", "ABOUT" if relation.abouts else None)
    line = f"- `{relation.name}`: {reads}. {ends}"
    if relation.abouts:
        line += f"; about: {'/'.join(relation.abouts)}"
    line += f'. E.g. "{relation.example}"'
    if relation.symmetric:
        line += " Either way round; give it once."
    if relation.never_implies:
        line += f" Never infer from it: {', '.join(relation.never_implies)}."
    return line


def schema(ontology: Ontology, sentences: Sequence[str]) -> Mapping[str, Any]:
    """Return the JSON schema of an answer that may cite these sentences. Every key is required and none other allowed, as the strict
    mode of servers asks."""
    named = {
        "text": {"type": "string"},
        "occurrence": {"type": "integer"},
        "name": {"type": "string"},
        "type": {"type": "string", "enum": list(ENTITY_TYPES)},
    }
    word = {"type": ["string", "null"]}
    claim = _object(
        {
            "sentence": {"type": "string", "enum": list(sentences)},
            "quote": {"type": "string"},
            "subject": _object(named),
            "relation": {"type": "string", "enum": list(ontology.relations)},
            "object": _object(named),
            "about": {"anyOf": [_object(named), {"type": "null"}]},
            "polarity": {"type": "string", "enum": list(POLARITIES)},
            "modality": {"type": "string", "enum": list(MODALITIES)},
            "speaker": {"anyOf": [_object({"sentence": {"type": "string"}, **named}), {"type": "null"}]},
            "date": word,
            "place": word,
            "amount": word,
            "role": word,
            "indirect": {"type": "boolean"},
        }
    )
    return _object({"claims": {"type": "array", "items": claim}})


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False}
