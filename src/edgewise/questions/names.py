"""From what a person types to an entity of the graph: exact name or alias, then a part of a name that fits one entity only.

A well-known name means what `graph/names.yaml` says and nothing near it: "Amazon" is never answered with Amazon Rekognition.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from heapq import nlargest

from ..errors import NameUnknown
from ..model import Entity, EntityType, fold
from ..ontology import Names
from ..project import Project
from ..resolve.forms import standard
from .once import once_a_view
from .view import GraphView, holds

NEAREST = 5  # names offered when one is unknown or means several things
_STANDARD_TYPES: tuple[EntityType, ...] = ("Organization", "Person")
_LABEL = re.compile(r"(?P<name>.+) \((?P<type>[A-Z][a-z]+)(?:, (?P<id>[0-9a-f]{8}))?\)")
_POSSESSIVE = re.compile(r"['’]s?$")
OUTSIDE = " \t\n?!.,;:\"'“”‘’()[]…"  # marks around a name that are no part of it
LONGEST_NAME = 12  # words
_WEIGHED = 100_000  # letters of names that are counted, to find those that share most with an unknown one
_COMPARED = 50  # names that share most letters with an unknown one, compared in full


def find_entity(view: GraphView, project: Project, text: str) -> Entity:
    """Return the entity that `text` names: its id, "name (Type)", a name or alias, or a part that fits one entity only.

    Raises NameUnknown, with the nearest names, when none fits or more than one does.
    """
    found = exactly(view, project, text)
    known = project.names.find(text)
    if not found and known is None:
        found = _partly(view, text)
    if len(found) == 1:
        return found[0]
    if found:
        choices = sorted((_label(entity, found), _where(view, entity)) for entity in found)
        listed = _listed([label + where for label, where in choices])
        names = [label for label, _ in choices[:NEAREST]]
        raise NameUnknown(f"{text!r} can mean {len(found)} things here: {listed}. Ask with one of these names", names, text)
    nearest = nearest_names(view, text)
    asked = repr(text) if known is None or fold(known.name) == fold(text) else f"{text!r} ({known.name})"
    hint = f"did you mean {_listed(nearest)}?" if nearest else "ingest documents that do"
    raise NameUnknown(f"no document here names {asked}; {hint}", nearest, text)


def exactly(view: GraphView, project: Project, text: str) -> tuple[Entity, ...]:
    """Return the entities that are called just this, those that the name fits best only; () when there is none.

    Best is what `names.yaml` means by it, then a name before an alias, then a thing of all documents before one of a single document;
    of a last name that single documents leave open, the people of all documents who bear it.
    """
    text = " ".join(text.split())
    if (id := text.strip(OUTSIDE)) in view.entities or id in view.former:
        return (view.entity(id),)
    for name in _spellings(text):
        found = view.called(name)
        known = project.names.find(name)
        declared = [e for e in view.called(known.name) if e.type == known.type and e.scope is None] if known else []
        of_all = [e for e in found if e.scope is None]
        own = [e for e in of_all if e.name_key == fold(name)]
        if best := declared or own or of_all or _bearers(view, name, found) or found:
            return tuple(best)
    label = _LABEL.fullmatch(text.rstrip(" ?!.,;:"))
    if label is None:
        return ()
    typed = (e for e in view.called(label["name"]) if e.type == label["type"])
    return tuple(e for e in typed if label["id"] is None or e.id.startswith(label["id"]))


def named_in(view: GraphView, document: str, name: str, type: EntityType) -> Entity | None:
    """Return the entity that a name of this type is in a document, given by id; None where no entity is called so.

    A thing of that document alone comes before one of all documents, one that the document names before others; then the type and a
    name before an alias tell.
    """
    called = view.called(name)
    here = [entity for entity in called if entity.scope == document or holds(view.naming.get(entity.id, ()), document)]
    likely, key = here or [entity for entity in called if entity.scope is None], fold(name)
    return min(likely, key=lambda e: (e.scope is None, e.type != type, e.name_key != key, e.id), default=None)


def _spellings(text: str) -> Iterator[str]:
    """The text, then without quotes and marks around it, without a possessive, title or corporate form."""
    yield text
    bare = text.strip(OUTSIDE)
    yield bare
    yield _POSSESSIVE.sub("", bare)
    for type in _STANDARD_TYPES:
        yield standard(bare, type)


def names_within(view: GraphView, project: Project, words: Iterable[str]) -> list[Entity]:
    """Return the entities that running words name, in their order, each once: at every place the longest name that stands there.

    A name that means several things is passed over.
    """
    rest, found = list(words), []
    while rest:
        for length in range(min(LONGEST_NAME, len(rest)), 0, -1):
            entities = exactly(view, project, " ".join(rest[:length]))
            if len(entities) == 1:
                found.append(entities[0])
                break
        else:
            length = 1
        rest = rest[length:]
    return list({entity.id: entity for entity in found}.values())


def units_of(view: GraphView, names: Names, entity: Entity) -> tuple[Entity, ...]:
    """Return the entities that `names.yaml` declares to be part of this one, at any depth, sorted by name; () when none is here."""
    own = names.find(entity.name)
    if own is None or own.type != entity.type or entity.scope is not None:
        return ()
    units = (unit for known in names.known if own.name in names.parents(known.name) for unit in view.called(known.name))
    return tuple(
        sorted({unit.id: unit for unit in units if unit.scope is None and unit.id != entity.id}.values(), key=lambda e: (e.name, e.id))
    )


def _partly(view: GraphView, text: str) -> tuple[Entity, ...]:
    """The entities of all documents whose name begins with the text or has its words side by side; else those with such an alias."""
    key = fold(text.strip(OUTSIDE))
    if len(key) < 2:
        return ()
    fitting = [name for name in view.by_key if key in name and (name.startswith(key) or f" {key} " in f" {name} ")]
    called = [(name, view.entities[id]) for name in fitting for id in view.by_key[name] if view.entities[id].scope is None]
    own = {entity.id: entity for name, entity in called if entity.name_key == name}
    return tuple((own or {entity.id: entity for _, entity in called}).values())


def _bearers(view: GraphView, name: str, found: Collection[Entity]) -> list[Entity]:
    """The people of all documents with this last name, where all that are called just so are people: "Nixon" is Richard Nixon."""
    if not found or any(entity.type != "Person" for entity in found):
        return []
    return [entity for entity in _partly(view, name) if entity.type == "Person"]


def _where(view: GraphView, entity: Entity) -> str:
    """Where a thing of a single document stands, to tell it from its namesakes; "" for a thing of all documents."""
    return f" in {view.sources.get(entity.scope, entity.scope[:8])}" if entity.scope is not None else ""


def _label(entity: Entity, among: Collection[Entity]) -> str:
    """A text that means this entity among others of its name: "ICM (System)", with the id's beginning where the type tells nothing."""
    alike = [e for e in among if e.name_key == entity.name_key]
    if len(alike) == 1:
        return entity.name
    typed = [e for e in alike if e.type == entity.type]
    return f"{entity.name} ({entity.type})" if len(typed) == 1 else f"{entity.name} ({entity.type}, {entity.id[:8]})"


def label_of(view: GraphView, project: Project, entity: Entity) -> str:
    """Return a text that `find_entity` takes for this entity and no other: its name, that with its type, or else its id."""
    name = " ".join(entity.name.split())
    typed = f"{name} ({entity.type})"
    labels = [name, typed, f"{typed[:-1]}, {entity.id[:8]})"]
    if entity.scope is not None:  # the bare name of a thing of one document says too little, and all names are searched for its bearers
        del labels[0]
    return next((label for label in labels if label.isprintable() and exactly(view, project, label) == (entity,)), entity.id)


def nearest_names(view: GraphView, text: str) -> list[str]:
    """Return the names most like the text, best first, at most `NEAREST`; none that has nothing in common with it."""
    key = fold(text.strip(OUTSIDE))[:100]
    wanted = _letters(key)
    names, having = _by_letters(view)
    shared: Counter[int] = Counter()
    for numbers in sorted((having[letters] for letters in wanted if letters in having), key=len):  # what few names have tells most
        if shared and shared.total() + len(numbers) > _WEIGHED:
            break
        shared.update(numbers)
    likely = nlargest(_COMPARED, ((count / (len(wanted) + len(names[number])), names[number]) for number, count in shared.items()))
    scored = sorted((-SequenceMatcher(None, key, name).ratio(), name) for _, name in likely)
    ids = (id for score, name in scored if score < -0.4 for id in view.by_key[name])
    return list(dict.fromkeys(view.entities[id].name for id in ids))[:NEAREST]


@once_a_view
def _by_letters(view: GraphView) -> tuple[list[str], Mapping[str, array[int]]]:
    """All folded names, and for every two letters that stand side by side the places in that list of the names that have them."""
    names = list(view.by_key)
    having: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, name in enumerate(names):
        for letters in _letters(name):
            having[letters].append(number)
    return names, having


def _letters(key: str) -> set[str]:
    """Every two letters that stand side by side, and the first and last one."""
    padded = f" {key} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:NEAREST])
    return shown if len(names) <= NEAREST else f"{shown} and {len(names) - NEAREST} more"
