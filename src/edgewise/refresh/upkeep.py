"""One change of the graph: from the records that changed to the patch that the store gets."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from itertools import chain

from ..errors import DamagedWorkings, NoRoom, StaleGraph, UnknownMark
from ..identity import canonical
from ..model import Judgement, Source, from_data
from ..project import Project
from ..resolve.known import known
from ..resolve.naming import Decisions, Naming
from ..stores.base import Store
from .changes import Changes
from .claims import Claims
from .documents import Counting, changed_documents
from .entities import Joining
from .facts import StoredFacts
from .names import Names
from .nodes import Nodes
from .placing import place
from .texts import Texts
from .workings import Workings, last_mark, workings

_DECIDED = "SELECT count(*) FROM judgement WHERE claim IS NULL"  # how many judgements of names there are, which only become more
ATTEMPTS = 3  # at a graph of all records, where others add to them or make a graph meanwhile


@dataclass(frozen=True, slots=True)
class Made:
    """How large a graph is, and how many candidates wait for a person beside it."""

    entities: int = 0
    links: int = 0
    candidates: int = 0


def refresh(store: Store, project: Project) -> Made:
    """Bring the graph up with all records and say how large it is; the store keeps as it was what does not differ.

    Cost: what changed since the last time, and where an entity's id or a name's meaning changes what names it; everything, but in memory
    that does not grow with it, where `store.beside` holds nothing that is of use. Another process may add documents meanwhile, which are
    then taken in too. A process that still adds takes in its own, so nobody waits for it for longer than `ATTEMPTS`.
    """
    room = True
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with workings(store, project, kept=room) as kept:
                mark = store.mark()
                made = _brought_up(store, project, kept, mark)
        except (StaleGraph, DamagedWorkings, NoRoom) as problem:
            if attempt == ATTEMPTS:
                raise
            room = room and not isinstance(problem, NoRoom)
            continue
        if store.mark() == mark:
            break
    return made


def undrawn(store: Store, project: Project) -> bool:
    """Say whether something was decided, or taken out, that the graph does not show yet, as after a crash; False where nothing tells.

    True also where that may be: a refresh was cut short, and something was decided or taken out at any time.
    """
    try:
        mark = last_mark(store, project)
    except DamagedWorkings:
        mark = None  # from the beginning
    else:
        if mark is None:
            return False
    try:
        forgotten = (one for one in store.since(Source, mark) if one.document is None)
        return any(True for _ in chain(store.since(Judgement, mark), forgotten))
    except UnknownMark:
        return True


def _brought_up(store: Store, project: Project, kept: Workings, mark: str) -> Made:
    store.mend()
    changes = Changes(store, store.graph_stamp())
    kept.begin(changes.graph)
    if kept.fresh:
        changes.start_from(store.projection())
    decided = kept.one(_DECIDED)
    documents = changed_documents(store, kept, kept.meta("mark"))
    if kept.fresh or documents or decided != kept.one(_DECIDED):
        _work_out(documents, project, kept, changes, mark)
    kept.keep(graph=changes.give(), mark=mark)
    return Made(*(kept.meta(part) for part in ("entities", "links", "candidates")))


def _work_out(documents: set[str], project: Project, kept: Workings, changes: Changes, mark: str) -> None:
    """Work out what becomes of the graph with these documents, and with what people decided of names; `mark` is from before all reading."""
    store, index = changes.store, known(project.names)
    nodes, texts = Nodes(kept), Texts(store, kept)
    names = Names(kept, index, nodes)
    counting = Counting(store, project, kept, names, texts, changes, mark)
    counting.count(documents)
    weigh = counting.weigh | texts.regroup()
    some = names.settle()
    naming = Naming(StoredFacts(kept, index), _judgements(kept), project.names)
    names.decide(some, _decisions(kept.meta("decisions")), naming.decisions)
    weigh |= place(kept, nodes, naming, names.whole, some)
    joining = Joining(kept, nodes, naming, changes)
    joining.join(nodes.changed)
    claims = Claims(store, project, kept, changes)
    pairs = claims.weigh(weigh | joining.weigh)
    claims.draw(pairs | counting.pairs)
    kept.keep(decisions=_text_of(naming.decisions))


def _judgements(kept: Workings) -> list[Judgement]:
    """The judgements of names."""
    return [from_data(Judgement, json.loads(record)) for (record,) in kept.all("SELECT record FROM judgement WHERE claim IS NULL")]


def _text_of(decisions: Decisions) -> str:
    own, apart, same, judged, joined = astuple(decisions)
    return canonical([*(sorted(part, key=canonical) for part in (own, apart)), same, *(sorted(p, key=canonical) for p in (judged, joined))])


def _decisions(text: str | None) -> Decisions | None:
    if text is None:
        return None
    own, apart, same, judged, joined = json.loads(text)
    nodes = [frozenset(map(tuple, part)) for part in (own, judged, joined)]
    pairs = [[(tuple(one), tuple(other)) for one, other in part] for part in (apart, same)]
    return Decisions(nodes[0], frozenset(pairs[0]), tuple(pairs[1]), nodes[1], nodes[2])
