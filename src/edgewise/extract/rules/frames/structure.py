"""Claims that stand in the build of a phrase, not in a verb: possessives, units, makers, hyphens, and the posts of `posts`.

Each construction is a function with the name of its entry in `structure.yaml`, where its sentences stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ..nouns import Phrase, Thing
from .cues import Standing
from .dealers import role_before_name, role_of_body
from .emit import Emitter, Passage
from .people import land_title_person, persons_person, secretary, their_person
from .posts import (
    COPULA,
    Found,
    bare_title,
    organization_role_person,
    organization_title_person,
    owner_role_person,
    person_of,
    role_apposition,
    role_copula,
    under,
)  # fmt: skip
from .roles import antecedent
from .subjects import subjects, vague
from .syntax import Filler, Syntax, filler, named

_FLAT = Standing(False, "confirmed", None)
_HYPHENED = re.compile(r"([A-Za-z0-9.&]+)-(funded|backed|owned|led|founded|controlled|run)")
_HYPHEN_RELATION = {
    "funded": "funds",
    "backed": "supports",
    "owned": "owns",
    "led": "leads",
    "founded": "founded",
    "controlled": "owns",
    "run": "leads",
}


Construction = Callable[[Passage, Emitter, Phrase], Iterator[Found]]


def read_structure(passage: Passage, emitter: Emitter) -> None:
    """Propose what the phrases of a sentence state by their build."""
    cited = any(token.lower in ("according", "as") for token in passage.syntax.tokens)
    for phrase in passage.sentence.phrases:
        named = bool(phrase.names)
        person = named and any(name.type == "Person" for name in phrase.names)
        other = (named or phrase.kind == "described system") and (phrase.thing is None or phrase.thing.type != "Person")
        for name, construction in _constructions(named, person, other, cited):
            for found in construction(passage, emitter, phrase):
                standing = passage.cues.standing(found.at) if found.judged else _FLAT
                if found.modality == "planned" and standing.modality in ("confirmed", "reported", "alleged"):
                    standing = Standing(standing.negated, "planned", standing.speaker)
                emitter.claim(
                    passage, found.relation, found.subject, found.object, found.at, standing=standing, dated=found.judged,
                    role=found.role, rule=name,
                )  # fmt: skip


def persons_organization(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Jane Roe's Globex Inc": hers to lead, whoever owns it; no newsroom, named after its city as often, and no agency of her time."""
    owner = phrase.owner
    if phrase.kind != "name" or owner is None or named(owner, "Person") is None:
        return
    thing = phrase.thing
    if thing is None or thing.type != "Organization" or thing.newsroom or thing.agency or passage.syntax.tag(phrase.last) == "NOUN":
        return
    yield Found("leads", filler(owner), filler(phrase), phrase.first)


def venture_of(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Globex Inc, Jane Roe's company": the apposition says whose it is."""
    syntax = passage.syntax
    if named(phrase, "Organization", "unknown") is None:
        return
    if syntax.low(phrase.last) not in ("-", "—", "–", ",", "("):
        return
    aside = syntax.phrase(phrase.last + 1)
    if aside is None:
        return
    venture = syntax.whole(aside)
    if venture.owner is None or syntax.head(venture) not in (
        "venture",
        "company",
        "firm",
        "business",
        "startup",
        "fund",
        "empire",
        "conglomerate",
        "foundation",
        "charity",
    ):
        return
    owner = venture.owner
    if owner.thing is not None and owner.thing.acts and owner.thing.type != "Place":
        yield Found("owns", filler(owner), filler(phrase), phrase.first)
    elif owner.names and (name := owner.names[-1]).thing is not None and name.thing.acts:
        yield Found("owns", Filler(name.thing, name.first, name.last, owner), filler(phrase), phrase.first)


def organizations_unit(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "ICE's Homeland Security Investigations"."""
    owner = phrase.owner
    if owner is None or (parent := named(owner, "Organization")) is None or phrase.thing is None:
        return
    syntax, words = passage.syntax, emitter.declared.words
    if any(syntax.low(k) == "parent" for k in range(phrase.first, phrase.last)):
        return
    post = any(syntax.low(k) in words.titles and syntax.low(k + 1) == "of" for k in range(phrase.first, phrase.last))
    if post or syntax.head(phrase) in words.policies | words.texts:
        return  # "Acme's Global Head of Research", "the mission's Data Policy"
    if not parent.agency and not any(syntax.lemma(k) in words.unit_names for k in range(phrase.first, phrase.last)):
        return  # "Acme's rival Globex", "Globex's QX9 Toolkit"
    unit = phrase.kind == "name" or (phrase.kind == "metonym" and phrase.head in ("office", "team", "board") and phrase.names)
    if unit and phrase.thing.type == "Organization" and phrase.thing.count <= parent.count + 5 and not phrase.thing.newsroom:
        yield Found("part_of", filler(phrase), filler(owner), phrase.first)


def unit_apposition(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Globex Inc, a subsidiary of Acme Corp" and "Globex Inc, Acme Corp's arm"; also "Globex Inc is a unit of Acme Corp"."""
    syntax, units = passage.syntax, emitter.declared.words.units
    if named(phrase, "Organization", "unknown", "System") is not None and syntax.low(phrase.last) in (",", "("):
        aside = syntax.phrase(phrase.last + 1)
        if aside is not None:
            yield from _units(syntax, filler(phrase), syntax.whole(aside), units, phrase.first, judged=False)
    k = syntax.back_over(phrase.first - 1, lambda t: t.tag in ("ADV", "NEG") and t.phrase is None)
    if syntax.tag(k) == "BE" and syntax.phrase(k) is None and syntax.head(phrase) in units:
        for one in subjects(syntax, k)[0]:
            if one.type in ("Organization", "unknown", "System"):
                yield from _units(syntax, one, phrase, units, syntax.head_at(phrase), judged=True)


def _units(syntax: Syntax, unit: Filler, aside: Phrase, units: frozenset[str], at: int, *, judged: bool) -> Iterator[Found]:
    if syntax.head(aside) not in units:
        return
    if aside.owner is not None and aside.owner.thing is not None and aside.owner.thing.type in ("Organization", "unknown"):
        yield Found("part_of", unit, filler(aside.owner), at, judged=judged)
        return
    for preposition, parent in syntax.chain(aside):
        if preposition == "of" and parent.thing is not None and parent.thing.type in ("Organization", "unknown"):
            yield Found("part_of", unit, filler(parent), at, judged=judged)
            return


def its_unit(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme Corp, through its cloud arm, Globex Inc, ..."."""
    syntax = passage.syntax
    if phrase.kind != "common" or not phrase.pronoun or syntax.head(phrase) not in emitter.declared.words.units:
        return
    unit = syntax.phrase(phrase.last + 1 if syntax.low(phrase.last) in (",", "(") else phrase.last)
    parent = antecedent(syntax, phrase.first)
    if unit is not None and named(unit, "Organization", "unknown") is not None and parent is not None:
        yield Found("part_of", filler(unit), parent, phrase.first)


def organization_unit_organization(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme Corp subsidiary Globex Inc"."""
    if named(phrase, "Organization", "unknown") is None or len(phrase.names) < 2:
        return
    parent, unit = phrase.names[-2], phrase.names[-1]
    between = passage.syntax.text(parent.last, unit.first).lower().split()
    if between and between[-1] in emitter.declared.words.units and parent.thing is not None and parent.thing is not unit.thing:
        yield Found("part_of", filler(phrase), Filler(parent.thing, parent.first, parent.last, phrase), phrase.first)


def parent_company(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Globex Inc and parent company Acme Corp", "Globex Inc's parent Acme Corp"."""
    syntax = passage.syntax
    if named(phrase, "Organization", "unknown") is None:
        return
    if not any(syntax.low(k) == "parent" for k in range(phrase.first, phrase.last)):
        return
    child = phrase.owner
    if child is None and syntax.low(phrase.first - 1) in ("and", "its"):
        child = syntax.phrase(phrase.first - 2)
    if child is not None and named(child, "Organization", "unknown") is not None:
        yield Found("part_of", filler(child), filler(phrase), phrase.first)


def through_unit(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme Corp, primarily through Globex Inc, is": set off by marks, what it acts through is its own."""
    syntax = passage.syntax
    if named(phrase, "Organization") is None or syntax.low(phrase.last) not in ("—", "–", "-", "("):
        return
    k = next((j for j in range(phrase.last + 1, phrase.last + 3) if syntax.low(j) in ("through", "via")), None)
    unit = syntax.phrase(k + 1) if k is not None else None
    if unit is not None and (thing := named(unit, "Organization")) is not None and not thing.agency:
        yield Found("part_of", filler(unit), filler(phrase), phrase.first)


def project_of(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Globex Inc runs a project using FaceTrace (Project Reed)": the name in brackets or after "called" is part of who runs it."""
    syntax = passage.syntax
    if (
        phrase.kind == "pronoun"
        or phrase.names
        or syntax.head(phrase) not in ("project", "program", "programme", "initiative", "unit", "operation")
    ):
        return
    k = phrase.first - 1
    if (
        not (syntax.tag(k) == "HAVE" or syntax.lemma(k) in ("run", "operate", "launch", "start", "have", "create"))
        or syntax.phrase(k) is not None
    ):
        return
    for j in range(phrase.last, min(phrase.last + 9, len(syntax.tokens) - 1)):
        named = syntax.phrase(j + 1)
        if (
            syntax.low(j) in ("(", "called", "named", "dubbed")
            and named is not None
            and named.kind == "name"
            and named.first == j + 1
            and named.thing is not None
        ):
            if named.thing.type in ("System", "Organization", "Work", "Event", "unknown"):
                for owner in subjects(syntax, k)[0]:
                    if owner.type in ("Organization", "unknown"):
                        yield Found("part_of", filler(named), owner, k, judged=True)
            return


def hyphened(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "the Acme-backed Globex Inc"."""
    if named(phrase, "Organization", "unknown", "System") is None:
        return
    tokens = passage.syntax.tokens
    for k in range(phrase.first, phrase.last):
        match = _HYPHENED.fullmatch(tokens[k].text)
        if match is None or tokens[k].name is phrase.names[-1]:
            continue
        thing: Thing | None = emitter.analysis.things.get(match.group(1))
        first = k
        if thing is None and k > phrase.first and (before := tokens[k - 1].name) is not None:
            thing, first = before.thing, before.first
        if thing is not None and thing is not phrase.thing:
            yield Found(_HYPHEN_RELATION[match.group(2)], Filler(thing, first, k + 1, phrase), filler(phrase), k)


def makers_system(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme Corp's FaceTrace software": a company's system is of its making."""
    owner = _owner_of_system(passage, phrase)
    if owner is not None and not (owner.thing is not None and owner.thing.agency):
        yield Found("develops", owner, filler(phrase), phrase.first)


def agencys_system(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "the FBI's FaceTrace software": an agency uses what is its own; a program is part of it."""
    owner = _owner_of_system(passage, phrase)
    if owner is None or owner.thing is None or not owner.thing.agency:
        return
    if phrase.head in ("program", "initiative", "project", "programme"):
        yield Found("part_of", filler(phrase), owner, phrase.first)
    else:
        yield Found("uses", owner, filler(phrase), phrase.first)


def _owner_of_system(passage: Passage, phrase: Phrase) -> Filler | None:
    """Whose system a phrase says that it is, by a possessive."""
    if phrase.thing is None or phrase.thing.type != "System" or phrase.kind == "system anaphor" or vague(passage.syntax, phrase):
        return None
    owner = phrase.owner
    return filler(owner) if owner is not None and owner.thing is not None and owner.thing.type in ("Organization", "unknown") else None


def maker_before_system(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme Corp FaceTrace software": the maker's name stands before the system's."""
    maker = phrase.maker
    if maker is None or maker.agency or maker.type != "Organization" or phrase.thing is None or phrase.kind != "name":
        return
    named = next((n for n in phrase.names if n.thing is maker), None)
    if named is not None:
        yield Found("develops", Filler(maker, named.first, named.last, phrase), filler(phrase), phrase.first)


def its_system(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme Corp sold its FaceTrace software": whose system it is, as far as nobody else is named."""
    maker = phrase.maker
    if not phrase.pronoun or phrase.thing is None or phrase.thing.type != "System" or phrase.kind == "system anaphor" or maker is None:
        return
    by = next((p for p in reversed(passage.sentence.phrases) if p.thing is maker and p.last <= phrase.first), None)
    if by is not None and maker.type == "Organization" and not maker.agency:
        yield Found("develops", filler(by), filler(phrase), phrase.first)


def testimony(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "According to Globex Inc, ...", "as Globex Inc reported": who is cited reports on the first thing named beside."""
    for scope in passage.cues.scopes:
        speaker = scope.speaker
        if scope.speech not in ("according", "as") or speaker is None or speaker.phrase is not phrase:
            continue
        if speaker.thing is None and (name := phrase.name) is not None and scope.speech == "according":
            speaker = Filler(name.thing, name.first, name.last, phrase)  # "according to a Globex analysis"
        if speaker.thing is None:
            continue
        if speaker.type not in ("Organization", "Person", "unknown") or speaker.thing.agency:
            continue
        for other in passage.sentence.phrases:
            thing = other.thing
            if thing is None and other.name is not None:
                thing = other.name.thing  # "ICE data"
            if (
                other is phrase
                or thing is None
                or thing is speaker.thing
                or other.kind not in ("name", "metonym", "common")
                or other.owner is phrase
            ):
                continue
            if thing.type in ("Organization", "System", "Person") and (other.first >= phrase.last or other.last <= phrase.first):
                yield Found("reported", speaker, filler(other, thing), scope.trigger)
                break


def brand_name(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme FaceTrace", where the document names both Acme and FaceTrace."""
    for name in phrase.names:
        thing = name.thing
        if thing is None or thing.type != "System" or " " not in name.text:
            continue
        maker = emitter.analysis.things.get(name.text.split()[0])
        bare = emitter.analysis.things.get(name.text.split(maxsplit=1)[1])
        if not thing.known and (bare is None or bare.type != "System"):
            continue
        if maker is not None and maker.type == "Organization" and not maker.agency and maker.name != name.text and maker is not thing:
            yield Found(
                "develops", Filler(maker, name.first, name.first + 1, phrase), Filler(thing, name.first, name.last, phrase), name.first
            )


def bidder(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme Corp is a bidder for Globex Inc contracts": no contract yet."""
    syntax = passage.syntax
    if syntax.head(phrase) not in ("bidder", "contender", "finalist", "candidate", "frontrunner", "front-runner"):
        return
    k = syntax.back_over(phrase.first - 1, lambda t: t.tag in ("ADV", "NEG") and t.phrase is None)
    if not (syntax.tag(k) == "BE" or syntax.lemma(k) in COPULA) or syntax.phrase(k) is not None:
        return
    buyer: Filler | None = None
    for preposition, inner in syntax.chain(phrase):
        if preposition in ("for", "on"):
            name = next((n for n in inner.names if n.thing is not None and n.thing.type == "Organization"), None)
            owner = inner.owner
            if name is not None:
                buyer = Filler(name.thing, name.first, name.last, inner)
            elif owner is not None and owner.thing is not None and owner.thing.type == "Organization":
                buyer = filler(owner)
            break
    if buyer is None:
        return
    for one in subjects(syntax, k)[0]:
        if one.type in ("Organization", "unknown"):
            yield Found("contracts_with", one, buyer, syntax.head_at(phrase), judged=True, modality="planned")


CONSTRUCTIONS: dict[str, Construction] = {
    f.__name__: f
    for f in (
        organization_title_person, organization_role_person, owner_role_person, role_apposition, role_copula, person_of, under,
        their_person, persons_person, secretary, land_title_person,
        persons_organization, venture_of, organizations_unit, unit_apposition, its_unit, organization_unit_organization, parent_company,
        through_unit, project_of, hyphened, makers_system, agencys_system, maker_before_system, its_system,
        brand_name, bidder, bare_title, testimony,
        role_before_name, role_of_body,
    )
}  # fmt: skip
# What can be read in a phrase: most phrases need not be tried with most constructions.
_IN_PERSONS = frozenset((
    "organization_title_person", "organization_role_person", "owner_role_person", "person_of", "persons_person", "secretary",
    "land_title_person", "bare_title",
))  # fmt: skip
_IN_OTHERS = frozenset((
    "under", "persons_organization", "venture_of", "organizations_unit", "organization_unit_organization", "parent_company",
    "through_unit", "hyphened", "makers_system", "agencys_system", "maker_before_system", "its_system", "brand_name",
))  # fmt: skip
_IN_NAMES = frozenset(("role_apposition", "role_before_name"))


@cache
def _constructions(named: bool, person: bool, other: bool, cited: bool) -> tuple[tuple[str, Construction], ...]:
    """The constructions for a phrase with a name, with one of a person, that is no person itself, in a sentence that cites somebody."""
    barred: frozenset[str] = frozenset() if person else _IN_PERSONS
    barred |= frozenset() if other else _IN_OTHERS
    barred |= frozenset() if named else _IN_NAMES
    barred |= frozenset() if cited else frozenset(("testimony",))
    return tuple((name, construction) for name, construction in CONSTRUCTIONS.items() if name not in barred)
