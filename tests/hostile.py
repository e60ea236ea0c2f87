"""A store whose every text is an attack: what a document, a name, a person or a problem can say, each with a tag of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from making import claim, document

from edgewise.model import Citation, Claim, Document, EntityType, Judgement, Key, Mention, Problem, Reading, Record, Source
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.stores import open_store

PROJECT = builtin().at(0.8)
BEACON = "http://evil.example/beacon.png"
URLS = (
    "javascript:window.__pwn=['url']", "data:text/html,<script>window.__pwn=['data']</script>", "//evil.example/x",
    " javascript:window.__pwn=1", "java\nscript:window.__pwn=1", BEACON, "https://example.org/?q=\"><script>window.__pwn=['quoted']</script>",
)  # fmt: skip


def attack(tag: str) -> str:
    """A text that runs where it is taken for markup, and leaves the tag where a test finds it."""
    mark = f"window.__pwn=(window.__pwn||[]).concat('{tag}')"
    return f'<img src=x onerror="{mark}"></script><script>{mark}</script>'


NAMED = attack("name")
"""Of the vectors: a name, the same with href, one beside a harmless name that holds href, what closes script and style, a beacon."""
NAMES: dict[str, EntityType] = {
    NAMED: "Organization", f"{attack('href')} href ": "Organization", "The href company": "Organization",
    "red}</style><script>window.__pwn=1</script>": "System",
    "</title></textarea></noscript><script>window.__pwn=1</script>": "System",
    f'<img src="{BEACON}">': "Organization",
    f"url({BEACON})": "System", "{{ 7 * 7 }}{% raw %}": "Person", "\" onmouseover=window.__pwn=1 x=\"": "Person", "'-alert(1)-'": "Person",
    "__proto__": "Organization", "constructor": "System", "toString": "Person", "hasOwnProperty": "Group", "\u2028": "Place", "👻": "Group",
    "1": "Work", "01": "Work", "null": "Event", "\u202eECI": "Organization", "a\x00b": "Organization", "]]><!--": "Event",
    "=cmd|' /C calc'!A0": "Organization", "`${window.__pwn=1}`": "Organization", "javascript:window.__pwn=1": "Work",
    "%3Cscript%3E": "Place",
}  # fmt: skip
_RELATIONS = ("hosts", "uses", "supplies_to", "contracts_with", "owns", "works_for")


def said(subject: str, relation: str, object: str, number: int, name: str | None = None, **given: str) -> tuple[Document, Claim]:
    """A document that is hostile in every field, and a claim of it that is; its object stands for `name`, where that is another."""
    tag = f"d{number}"
    text = f"{attack(tag + '-text')} {subject} says {relation} {object} \n {attack(tag + '-rest')}. So says {attack(tag + '-said')} href."
    url = URLS[number % len(URLS)]
    cites = (Citation(attack(tag + "-cite"), url, attack(tag + "-outlet"), attack(tag + "-when"), None, 1), Citation(None, url))
    read = document(
        text, title=attack(tag + "-title"), url=url, publisher=attack(tag + "-publisher"), published=attack(tag + "-published"),
        event_date="2018-06", status=attack(tag + "-status"), tags=(attack(tag + "-tag"),), names=(attack(tag + "-given"),), cites=cites,
        kind=attack(tag + "-kind") if number % 3 else "article",
    )  # fmt: skip
    words = {key: attack(f"{tag}-{key}") for key in ("role", "amount", "place")}
    found = claim(read, subject, relation, object, **words | {"date": "2018-06"} | given)
    last = replace(found.object, type=NAMES[object], name=object if name is None else name)
    return read, replace(found, subject=replace(found.subject, type=NAMES[subject]), object=last)


def records() -> list[Record]:
    """A row of names, each linked with the next; denials, what waits for a person, decisions and what could not be read."""
    names = list(NAMES)
    pairs = [said(a, _RELATIONS[n % 6], b, n) for n, (a, b) in enumerate(zip(names, [*names[1:], names[0]], strict=True))]
    pairs += [said(NAMED, "uses", other, 50 + n) for n, other in enumerate(names[2:12])]
    pairs += [said(NAMED, "owns", names[2], 70, polarity="negated"), said(NAMED, "uses", names[4], 71, modality="planned")]
    pairs += [said(NAMED, "hosts", names[1], 72, polarity="negated"), said(NAMED, "hosts", "constructor", 73, name="")]
    waiting = [said(names[3], "owns", NAMED, 80), said(names[2], "criticises", names[5], 81)]
    found: list[Record] = []
    for number, (read, one) in enumerate([*pairs, *waiting]):
        sure = 0.5 if (read, one) in waiting else 0.95
        found += [read, one, Reading(one.id, "rules@1", sure), Source(f"{attack(f's{number}-source')}/{number}.txt", read.id)]
        found += [Mention(read.id, end.start, end.end, end.text, end.type, end.name) for end in (one.subject, one.object)]
    keys = [Key(name, NAMES[name]) for name in names]
    found += [
        Judgement("DIFFERENT", attack("judge"), "2026-01-01T00:00:00Z", attack("why-names"), keys[0], keys[1]),
        Judgement("SAME", attack("judge"), "2026-01-01T00:00:01Z", attack("why-same"), keys[16], keys[17]),
        Judgement("ACCEPTED", attack("judge"), "2026-01-01T00:00:02Z", attack("why-claim"), claim=pairs[0][1].id),
        Problem(f"{attack('problem-source')}.txt", attack("problem")),
        Problem(f"{pairs[1][0].title}", f"{attack('problem-2')} href {BEACON}"),
    ]
    return found


def hostile_store(path: Path) -> str:
    """Make the store at a path, and return its address."""
    with open_store(str(path)) as store:
        store.add(records())
        refresh(store, PROJECT)
    return str(path)
