"""Whose people are who by a pronoun, a title or a person before it: "its lawyer Jane Roe", "Treasury Secretary Jane Roe"."""

from __future__ import annotations

from collections.abc import Iterator

from ..nouns import Name, Phrase, Thing
from .emit import Emitter, Passage
from .posts import Found, post
from .syntax import Filler, Syntax, filler, named

_SERVING = frozenset((
    "aide", "lawyer", "attorney", "adviser", "advisor", "spokesman", "spokeswoman", "spokesperson", "fixer", "counsel", "secretary",
    "assistant", "deputy", "staff",
))  # fmt: skip
_OF_A_LAND = frozenset((
    "governor", "president", "secretary", "minister", "premier", "mayor", "commissioner", "general", "treasurer", "ambassador",
    "chancellor", "king", "queen", "justice", "auditor", "comptroller",
))  # fmt: skip


def their_person(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "its chief executive, Jane Roe", "his lawyer Jane Roe", "the agency's deputy head, Jane Roe"."""
    syntax = passage.syntax
    whose = phrase.possessor if phrase.possessor is not None else phrase.owner.thing if phrase.owner is not None else None
    if whose is None or phrase.owns or not syntax.has(phrase, emitter.declared.words.titles):
        return
    if phrase.kind == "name" and phrase.owner is not None and whose.type != "Place":
        return  # "the fund's lawyer Jane Roe" is read by `owner_role_person`
    person = _person(syntax, phrase)
    if person is None:
        return
    words = [syntax.low(k) for k in range(phrase.first, phrase.last) if syntax.tag(k) != "DET" and syntax.tokens[k].name is None]
    body = filler(phrase.owner) if phrase.owner is not None else _pronoun(syntax, phrase, whose)
    if whose.type == "Person":
        if not any(word in _SERVING for word in words):
            return
        relation = "works_for"
    elif whose.role == "Organization":
        relation = post(emitter, " ".join(words))
    else:
        return
    yield Found(relation, person, body, person.first, role=" ".join(words) or None)


def _person(syntax: Syntax, phrase: Phrase) -> Filler | None:
    """The person whom a phrase with a title names at its end, or right after it, a comma between or not."""
    if phrase.kind == "name":
        name = phrase.names[-1]
        titled = bool(name.title) or name.first > phrase.first + bool(phrase.pronoun)
        return Filler(name.thing, name.first, name.last, phrase) if titled and name.type == "Person" and len(phrase.names) == 1 else None
    after = syntax.phrase(phrase.last + 1) if syntax.low(phrase.last) == "," else None
    if after is None or after.first != phrase.last + 1 or named(after, "Person") is None:
        return None
    return filler(after) if syntax.low(after.last) in (",", ".", ";", ")") else None


def _pronoun(syntax: Syntax, phrase: Phrase, whose: Thing) -> Filler:
    k = next(k for k in range(phrase.first, phrase.last) if syntax.low(k) == phrase.pronoun)
    return Filler(whose, k, k + 1, Phrase(k, k + 1, kind="pronoun", thing=whose))


def persons_person(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Doe lawyer Jane Roe": whom she serves stands before her title."""
    if named(phrase, "Person") is None or len(phrase.names) < 2:
        return
    other, one = phrase.names[-2], phrase.names[-1]
    role = passage.syntax.text(other.last, one.first)
    if other.type == "Person" and other.thing is not None and role and role.lower().split()[-1] in _SERVING:
        yield Found(
            "works_for",
            Filler(one.thing, one.first, one.last, phrase),
            Filler(other.thing, other.first, other.last, phrase),
            one.first,
            role,
        )


def secretary(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Treasury Secretary Jane Roe": the department stands in the title."""
    syntax, departments = passage.syntax, emitter.declared.words.departments
    for name in phrase.names:
        if name.thing is None or name.type != "Person" or not name.title.lower().endswith(" secretary"):
            continue
        last = next((k for k in range(name.first - 1, 0, -1) if syntax.low(k) == "secretary"), 0)
        first = next((k for k in range(max(0, last - 3), last) if syntax.text(k, last).lower() in departments), None)
        if first is not None and syntax.tokens[first].text[0].isupper():
            body = Filler(Thing(syntax.text(first, last), "Organization", agency=True), first, last, phrase)
            yield Found("leads", Filler(name.thing, name.first, name.last, phrase), body, name.first, name.title)


def land_title_person(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Ohio Governor Jane Roe", "U.S. President Jane Roe": an office of a land."""
    for name in phrase.names:
        title = name.title.lower().split()
        if name.thing is None or name.type != "Person" or not title or title[-1] not in _OF_A_LAND:
            continue
        land = _land(passage.syntax, name, phrase)
        if land is not None:
            role = passage.syntax.text(land.last, name.first).removeprefix("'s ")
            yield Found(post(emitter, role), Filler(name.thing, name.first, name.last, phrase), land, name.first, role)


def _land(syntax: Syntax, name: Name, phrase: Phrase) -> Filler | None:
    before, first = name.title_of, name.first - len(name.title.split())
    if syntax.low(first) in ("us", "u.s."):  # part of the title, as in "U.S. Attorney"
        return Filler(Thing(syntax.tokens[first].text, "Place", land=True), first, first + 1, phrase)
    if before is None and phrase.names[0] is not name:
        before = phrase.names[phrase.names.index(name) - 1]
    fits = before is not None and before.thing is not None and before.thing.land and before.last == first
    return Filler(before.thing, before.first, before.last, phrase) if before is not None and fits else None
