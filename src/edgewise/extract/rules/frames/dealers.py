"""What one body is to another by its role noun: "ICE contractor Acme", "Acme, the maker of FaceTrace", "Acme is a client of Globex"."""

from __future__ import annotations

from collections.abc import Iterator

from ..nouns import Phrase
from .emit import Emitter, Passage
from .posts import COPULA, Found, is_body
from .subjects import subjects
from .syntax import Filler, Syntax, filler

_OF_WHAT = ("of", "for", "to", "with", "in", "behind")


def role_before_name(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "ICE contractor Acme": a name, a role noun and another name in one phrase."""
    if phrase.kind != "name" or len(phrase.names) < 2 or phrase.thing is None or not phrase.thing.acts:
        return
    other, one = phrase.names[-2], phrase.names[-1]
    relation = _relation(emitter, passage.syntax.lemma(one.first - 1)) if one.first > other.last else None
    if relation is None or relation in ("develops", "owns") or other.thing is None or not is_body(emitter, other, "investor"):
        return
    yield Found(relation, Filler(one.thing, one.first, one.last, phrase), Filler(other.thing, other.first, other.last, phrase), one.first)


def role_of_body(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Acme, a contractor for Globex," and "Acme is the maker of FaceTrace"."""
    syntax = passage.syntax
    relation = _relation(emitter, syntax.head(phrase)) if phrase.kind in ("common", "group") else None
    if relation is None:
        return
    others = _others(syntax, phrase, relation)
    first = phrase
    while first.owner is not None:
        first = first.owner
    before = first.first - 1
    named = syntax.phrase(before - 1) if syntax.low(before) in (",", "(") else None
    if named is not None and named.kind == "name" and named.thing is not None and named.thing.acts:
        for other in others:
            yield Found(relation, filler(named), other, named.first)
        return
    k = syntax.back_over(before, lambda t: t.tag in ("ADV", "NEG") and t.phrase is None)
    if (syntax.tag(k) == "BE" or syntax.lemma(k) in COPULA) and syntax.phrase(k) is None:
        for one in subjects(syntax, k)[0]:
            for other in others:
                if one.phrase.kind in ("name", "common", "pronoun") and one.thing is not None and one.thing.acts:
                    yield Found(relation, one, other, syntax.head_at(phrase), judged=True)


def _relation(emitter: Emitter, noun: str) -> str | None:
    words = emitter.declared.words
    lists = (
        (words.contractors, "contracts_with"), (words.partners, "partners_with"), (words.makers, "develops"), (words.owners, "owns"),
        (words.backers, "funds"),
    )  # fmt: skip
    return next((relation for nouns, relation in lists if noun in nouns), None)


def _others(syntax: Syntax, role: Phrase, relation: str) -> list[Filler]:
    """The other end: whose it is, a name before the noun, or what follows "of", "for", "to", "with", "in"."""
    wanted = ("System", "unknown") if relation == "develops" else ("Organization", "Person", "unknown")
    if role.owner is not None and role.owner.thing is not None and relation not in ("develops", "owns"):
        return [filler(role.owner)] if role.owner.thing.type in wanted else []
    if (
        relation not in ("develops", "owns")
        and role.name is not None
        and role.name.thing is not None
        and role.name.thing.type == "Organization"
    ):
        return [Filler(role.name.thing, role.name.first, role.name.last, role)]
    for preposition, inner in syntax.chain(role)[:1]:
        if preposition in _OF_WHAT:
            return [filler(p) for p in syntax.listed(inner) if p.thing is not None and p.kind == "name" and p.thing.type in wanted]
    return []
