"""A store in memory and a small pile of documents about Amazon, Palantir and ICE, in our own words, for tests of questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from making import TYPES, claim, document, graph, mention

from edgewise.model import Claim, Document, Entity, EntityType, Link, Mention, Projection, Reading, Source, Standing
from edgewise.questions.nouns import Answer, ClaimShown
from edgewise.questions.view import GraphView, graph_view


class MemoryStore:
    """What questions need of a store, and nothing else."""

    address = "memory"

    def __init__(self, projection: Projection, records: Iterable[Any] = ()) -> None:
        self._projection = projection
        self._records = {record.id: record for record in records}
        self.contents: tuple[Any, ...] = tuple(self._records.values())

    def projection(self) -> Projection:
        return self._projection

    def records(self, kind: type[Any]) -> Iterator[Any]:
        return iter(sorted((r for r in self._records.values() if isinstance(r, kind)), key=lambda r: r.id))

    def get(self, kind: type[Any], id: str) -> Any:
        record = self._records.get(id)
        return record if isinstance(record, kind) else None

    def some(self, kind: type[Any], ids: Iterable[str]) -> Iterator[Any]:
        return (record for id in sorted(set(ids)) if (record := self.get(kind, id)) is not None)

    def of_documents(self, kind: type[Any], documents: Sequence[str]) -> Iterator[Any]:
        return (record for record in self.records(kind) if record.document in documents)

    def stamp(self) -> str:
        return str(id(self._projection))


def view_of(store: MemoryStore) -> GraphView:
    return graph_view(store)  # type: ignore[arg-type]  # a store as far as questions go


def store_of(*documents: tuple[Document, Sequence[Claim]]) -> MemoryStore:
    """A store of documents with their claims; every usual name that stands in a text is a mention there."""
    texts = [doc for doc, _ in documents]
    claims = [one for _, found in documents for one in found]
    mentions = [mention(doc, name) for doc in texts for name in TYPES if _stands(name, doc.text)]
    sources = [Source(f"pile/{number:02}.txt", doc.id) for number, doc in enumerate(texts)]
    readings = [Reading(one.id, "rules@1", 0.9) for one in claims]
    projection = graph(*claims, documents=tuple(texts), mentions=tuple(mentions))
    return MemoryStore(projection, (*texts, *claims, *mentions, *sources, *readings))


def _stands(name: str, text: str) -> bool:
    """Whether the first place where the text has these letters is a name of its own ("ICE" is not in "POLICE")."""
    before, found, after = text.partition(name)
    return bool(found) and not before[-1:].isalpha() and not after[:1].isalpha()


def said(text: str, *claims: tuple[Any, ...], **given: Any) -> tuple[Document, list[Claim]]:
    """A document of one sentence, and its claims: (subject, relation, object) and a mapping of whatever else a claim holds."""
    doc = document(text, **given)
    return doc, [claim(doc, *one[:3], **(one[3] if len(one) > 3 else {})) for one in claims]


def amazon_and_ice() -> MemoryStore:
    """The pile: what is reported, denied, left open and declined between Amazon, Palantir, ICE and the FBI."""
    return store_of(
        said("AWS hosts ICM, the contract shows.", ("AWS", "hosts", "ICM"), publisher="The Verge", published="2018-10-23"),
        said("ICE uses ICM to build cases.", ("ICE", "uses", "ICM"), publisher="The Verge", published="2018-10-23"),
        said("Agents of ICE rely on ICM every day.", ("ICE", "uses", "ICM"), publisher="POGO"),
        said("ICM was written by Palantir.", ("Palantir", "develops", "ICM"), publisher="Mijente"),
        said(
            "In June 2018 AWS met ICE to sell it Rekognition.",
            ("AWS", "pitched_to", "ICE", {"about": "Rekognition", "date": "2018-06"}),
            publisher="POGO", published="2018-10-23",
        ),
        said("AWS offered Rekognition to ICE.", ("AWS", "pitched_to", "ICE", {"about": "Rekognition"}), publisher="The Verge"),
        said("ICE has not confirmed that it uses Rekognition.", ("ICE", "uses", "Rekognition", {"modality": "unconfirmed"})),
        said("ICE said it has no contract with AWS.", ("ICE", "contracts_with", "AWS", {"polarity": "negated", "said_by": "ICE"})),
        said("Amazon would not say whether it works with ICE.", ("Amazon", "declined_to_comment", "ICE")),
        said("Rekognition is used by the FBI, the DOJ disclosed.", ("FBI", "uses", "Rekognition", {"said_by": "DOJ"})),
        said("HSI is an arm of ICE.", ("HSI", "part_of", "ICE")),
        said("Microsoft is expected to bid for a contract with ICE.", ("Microsoft", "contracts_with", "ICE", {"modality": "planned"})),
        said("Through resellers AWS supplies ICE.", ("AWS", "supplies_to", "ICE", {"indirect": True})),
        said("POGO condemned Palantir.", ("POGO", "criticises", "Palantir")),
        said("The Verge pays Microsoft.", ("The Verge", "funds", "Microsoft")),
        said("The Verge pays POGO.", ("The Verge", "funds", "POGO")),
        said("POGO and Microsoft were heard in Redwood City."),
        said("Jane Roe works for Palantir.", ("Jane Roe", "works_for", "Palantir")),
    )  # fmt: skip


def told(answer: Answer) -> list[str]:
    """An answer as lines that a person can read."""
    lines = [f"route {r.standing}: {' / '.join(hop.sentence for hop in r.links)}" for r in answer.routes]
    lines += [f"fact {link.standing}: {link.sentence}" for link in answer.facts]
    lines += [f"denied: {_line(one)}" for one in answer.denials]
    lines += [f"open: {_line(one)}" for one in answer.unconfirmed]
    lines += [f"speech: {_line(one)}" for one in answer.speech]
    lines += [f"nearest {link.standing}: {link.sentence}" for link in answer.nearest]
    lines += [f"lead: {lead.sentence}" for lead in answer.leads]
    lines += [f"known beforehand: {known.name} is part of {known.part_of}" for known in answer.background]
    return lines


def _line(claim: ClaimShown) -> str:
    return f"{claim.quote} [{claim.said_by or claim.source}]"


def plain_graph(links: Iterable[tuple[str, str, str, Standing]], types: Mapping[str, EntityType] | None = None) -> MemoryStore:
    """A graph of links (subject, relation, object, standing) alone, without a claim or a document behind them."""
    made: dict[str, Link] = {}
    entities: dict[str, Entity] = {}
    for subject, relation, object, standing in links:
        ends = []
        for name in (subject, object):
            entities[name] = Entity(name, (types or {}).get(name, "Organization"))
            ends.append(entities[name].id)
        contest = "contradicted" if standing == "disputed" else "refuted" if standing == "refuted" else "uncontested"
        support = standing if standing in ("confirmed", "reported", "alleged") else "reported"
        link = Link(ends[0], relation, ends[1], None, False, standing, support, contest, ())  # type: ignore[arg-type]
        made[link.id] = link
    return MemoryStore(
        Projection(
            entities=tuple(sorted(entities.values(), key=lambda e: e.id)), links=tuple(sorted(made.values(), key=lambda link: link.id))
        )
    )


__all__ = ["MemoryStore", "Mention", "amazon_and_ice", "plain_graph", "said", "store_of", "told", "view_of"]
