"""A small world that the contract suites read and write: documents in our own words, their claims, and the graph drawn from them."""

from __future__ import annotations

import hashlib
from typing import Any

from ..model import (
    Claim,
    Document,
    End,
    Entity,
    EntityType,
    Judgement,
    Key,
    Link,
    Mention,
    Problem,
    Projection,
    Reading,
    Record,
    Resolved,
    Source,
)

TYPES: dict[str, EntityType] = {
    "AWS": "Organization", "ICE": "Organization", "ICM": "System", "Palantir": "Organization", "Mijente": "Organization",
    "Rekognition": "System", "Émile Zola": "Person", "Project Alpha": "System", "Project Alpine": "System",
}  # fmt: skip
ALIASES = {"AWS": ("Amazon Web Services",), "ICE": ("Immigration and Customs Enforcement", "la Migra")}

HOSTILE_NAME = 'Bobby "Tables"; DROP `x` \' \\ ​😀\u2028__proto__ </script> $p {a:1} ["a"]'
"""Quotes, backticks, a backslash, a line separator, an emoji, a parameter, JSON: kept as they are, by every store."""


KINDS: tuple[Any, ...] = (Document, Source, Mention, Claim, Reading, Judgement, Problem)
LONG = 120.0
"""Seconds in which even a busy machine is done with any statement of the suites that ends."""


def document(text: str, **fields: Any) -> Document:
    """Return a document of that text, with `fields` as given."""
    values: dict[str, Any] = {"kind": "article", "tier": 3, **fields}
    return Document(sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, **values)


def end(doc: Document, name: str, text: str | None = None, type: EntityType | None = None) -> End:
    """Return the end `name`, which stands as `text` (or itself) in the document for the first time."""
    words = text or name
    start = doc.text.index(words)
    return End(name, type or TYPES[name], start, start + len(words), words)


def claim(doc: Document, quote: str, subject: str, relation: str, object: str, **fields: Any) -> Claim:
    """Return the claim that `quote`, found in the document, states about two names that stand in it."""
    start = doc.text.index(quote)
    values: dict[str, Any] = dict(fields)
    for key in ("about", "said_by"):
        if isinstance(values.get(key), str):
            values[key] = end(doc, str(values[key]))
    return Claim(
        doc.id, start, start + len(quote), quote, end(doc, subject), relation, end(doc, object), **values
    )  # fmt: skip


STORY = document(
    "AWS hosts ICM, Mijente wrote. ICE uses ICM. Palantir develops ICM. "
    "AWS is said to have pitched Rekognition to ICE through a reseller in 2018.",
    title="Who runs ICM", url="https://example.org/icm", publisher="Mijente", published="2019-01-05", status="confirmed",
    names=("AWS", "ICE"), tags=("cloud",),
)  # fmt: skip
DENIAL = document("ICE said it has no contract with AWS. Émile Zola criticises ICE.", tier=2, event_date="2018-06")
OLD = document("AWS hosted ICM, an older draft said.", title="Superseded")

HOSTS = claim(STORY, "AWS hosts ICM, Mijente wrote.", "AWS", "hosts", "ICM", said_by="Mijente")
USES = claim(STORY, "ICE uses ICM.", "ICE", "uses", "ICM")
DEVELOPS = claim(STORY, "Palantir develops ICM.", "Palantir", "develops", "ICM")
PITCHED = claim(
    STORY, "AWS is said to have pitched Rekognition to ICE through a reseller in 2018.", "AWS", "pitched_to", "ICE",
    about="Rekognition", modality="alleged", date="2018", indirect=True, role="reseller", place="Redwood City", amount="$1",
)  # fmt: skip
DENIED = claim(
    DENIAL, "ICE said it has no contract with AWS.", "ICE", "contracts_with", "AWS", polarity="negated", said_by="ICE", date="2018-06"
)
CRITICISES = claim(DENIAL, "Émile Zola criticises ICE.", "Émile Zola", "criticises", "ICE")
OLD_CLAIM = claim(OLD, "AWS hosted ICM, an older draft said.", "AWS", "hosts", "ICM")
CLAIMS = (HOSTS, USES, DEVELOPS, PITCHED, DENIED, CRITICISES)

RECORDS: tuple[Record, ...] = (
    STORY, DENIAL, OLD,
    Source("story.txt", STORY.id, 2, ("reader@1", "rules@2")), Source("denial.md", DENIAL.id), Source("gone.txt", None, 3),
    Mention(STORY.id, 0, 3, "AWS", "Organization", "AWS"), Mention(DENIAL.id, 0, 3, "ICE", "Organization", "ICE"),
    Mention(OLD.id, 0, 3, "AWS", "Organization", "AWS"),
    *CLAIMS, OLD_CLAIM,
    Reading(HOSTS.id, "rules@1", 0.75), Reading(USES.id, "rules@1", 1.0),
    Judgement("SAME", "ana", "2024-05-01", "its own word", Key("AWS", "Organization"), Key("Amazon Web Services", "Organization")),
    Judgement("REJECTED", "ana", "2024-05-02", "an older draft", claim=OLD_CLAIM.id),
    Problem("scan.txt", "is no text"), Problem("story.txt", None, 2),
)  # fmt: skip
"""One or more records of every kind; `OLD` and its claim are superseded, "gone.txt" is forgotten, "scan.txt" could not be read."""

ENTITIES = {name: Entity(name, type, tuple(sorted(ALIASES.get(name, ())))) for name, type in TYPES.items()}
HOSTILE = Entity(HOSTILE_NAME, "Group", ("__proto__", "constructor"))
SCOPED = Entity("the platform", "System", (), scope=STORY.id)


def _id(name: str) -> str:
    return ENTITIES[name].id


LINKS = (
    Link(_id("AWS"), "hosts", _id("ICM"), None, False, "reported", "reported", "uncontested", (HOSTS.id,)),
    Link(_id("ICE"), "uses", _id("ICM"), None, False, "confirmed", "confirmed", "uncontested", (USES.id,), first="2017", last="2018-06-12"),
    Link(_id("Palantir"), "develops", _id("ICM"), None, False, "reported", "reported", "uncontested", (DEVELOPS.id,)),
    Link(_id("AWS"), "pitched_to", _id("ICE"), _id("Rekognition"), True, "alleged", "alleged", "uncontested", (PITCHED.id,),
         first="2018", last="2018"),
    Link(_id("AWS"), "contracts_with", _id("ICE"), None, False, "denied", "none", "denied", (DENIED.id,), (DENIED.id,)),
    Link(_id("Émile Zola"), "criticises", _id("ICE"), None, False, "disputed", "reported", "contradicted",
         tuple(sorted((CRITICISES.id, HOSTS.id)))),
)  # fmt: skip


def _resolved(one: Claim) -> Resolved:
    about, said_by = (_id(e.name) if e is not None else None for e in (one.about, one.said_by))
    return Resolved(
        one.id, _id(one.subject.name), _id(one.object.name), about, said_by,
        tier=3, origin="Mijente", by_party=one is DENIED, admission=one is HOSTS,
    )  # fmt: skip


PROJECTION = Projection(
    documents=tuple(sorted((STORY.id, DENIAL.id))),
    entities=tuple(sorted((*ENTITIES.values(), HOSTILE, SCOPED), key=lambda e: e.id)),
    links=tuple(sorted(LINKS, key=lambda link: link.id)),
    resolved=tuple(sorted(map(_resolved, CLAIMS), key=lambda r: r.claim)),
    names=tuple(sorted([(STORY.id, _id(n)) for n in ("AWS", "ICE", "ICM")] + [(DENIAL.id, _id("ICE"))])),
)
"""The graph of `RECORDS`: eleven entities, six links of which one has no support, two current documents."""
