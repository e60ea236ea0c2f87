"""Claims that a noun makes: "Acme's sale of FaceTrace to the patrol", "a contract between X and Y", "the patrol's use of FaceTrace"."""

from __future__ import annotations

from ..nouns import Phrase
from .cues import LASTING
from .declare import Frame
from .emit import Emitter, Passage
from .roles import antecedent, fits, product, target, within
from .subjects import subjects, vague
from .syntax import Filler, Syntax, filler

_MUTUAL = frozenset(("met_with", "partners_with", "contracts_with", "contacted"))


def read_nouns(passage: Passage, emitter: Emitter) -> None:
    """Propose what the nouns of a sentence say."""
    syntax, by_noun = passage.syntax, emitter.declared.nouns
    for phrase in syntax.sentence.phrases:
        if phrase.kind not in ("common", "group", "system anaphor"):
            continue
        for frame in by_noun.get(syntax.head(phrase)) or by_noun.get(phrase.head) or ():
            _apply(passage, emitter, phrase, frame)


def _apply(passage: Passage, emitter: Emitter, noun: Phrase, frame: Frame) -> None:
    syntax = passage.syntax
    following = syntax.chain(noun)
    doers, objects = _between(syntax, following, frame)
    if not doers:
        objects = _objects(syntax, frame, noun, following)
        doers = [
            d
            for d in _doers(syntax, frame, noun, following)
            if not vague(syntax, d.phrase)
            and d.type in frame.subject_types
            and not (frame.not_agency and d.thing is not None and d.thing.agency)
            and all(d.thing is not o.thing for o in objects)
        ]
    if not doers and frame.relation in LASTING and "no" in (syntax.low(noun.first), syntax.low(noun.first - 1)):
        said = passage.cues.standing(syntax.head_at(noun)).speaker  # "ICE said that there was no contract with": of its own
        doers = [said] if said is not None and said.type == "Organization" else []
    if not doers or not objects:
        return
    about = None
    for place in frame.about:
        about = next((filler(p) for preposition, p in following if preposition == place), None)
        if about is not None:
            break
    if frame.needs_product and (about is None or not product(syntax, about.phrase, emitter.declared.words)):
        return
    k = syntax.head_at(noun)
    standing = passage.cues.standing(k, noun, lasting=frame.relation in LASTING)
    for doer in doers:
        for one in objects:
            emitter.claim(
                passage, frame.relation, doer, one, k, standing=standing, about=about, rule=frame.name,
                matter_type=frame.matter_type,
            )  # fmt: skip


def _between(syntax: Syntax, following: list[tuple[str, Phrase]], frame: Frame) -> tuple[list[Filler], list[Filler]]:
    """ "talks between X and Y"."""
    first = next((p for preposition, p in following if preposition == "between"), None)
    if first is None or frame.relation not in _MUTUAL:
        return [], []
    pair = [f for p in syntax.listed(first, closed=True) if (f := fits(syntax, frame, p)) is not None]
    return (pair[:1], pair[1:]) if len(pair) > 1 else ([], [])


def _objects(syntax: Syntax, frame: Frame, noun: Phrase, following: list[tuple[str, Phrase]]) -> list[Filler]:
    for place in frame.object:
        if place == "target":
            named = target(syntax, syntax.listed(following[0][1])[-1].last if following else noun.last)
            found = [filler(named)] if named is not None and fits(syntax, frame, named) is not None else []
        elif place in ("modifier", "owner", "technology"):
            found = [f for f in within(syntax, (place,), noun) if f.thing is None or f.type in frame.object_types]
        else:
            found = []
            for preposition, phrase in following:
                if preposition == place:
                    found = [f for p in syntax.listed(phrase) if (f := fits(syntax, frame, p)) is not None]
                    break
        if found:
            return found
    return []


def _doers(syntax: Syntax, frame: Frame, noun: Phrase, following: list[tuple[str, Phrase]]) -> list[Filler]:
    for place in frame.subject:
        found: list[Filler] = []
        if place in ("owner", "modifier"):
            found = within(syntax, (place,), noun)
            if place == "owner" and not found and noun.pronoun in ("its", "their", "his", "her"):
                one = antecedent(syntax, noun.first)
                found = [one] if one is not None else []
        elif place == "verb":
            before = noun.first - 1
            if (syntax.is_verb(before) and syntax.lemma(before) in syntax.words.carriers) or syntax.tag(before) == "HAVE":
                found, _ = subjects(syntax, before)
        else:
            for preposition, phrase in following:
                if preposition == place:
                    found = [filler(p) for p in syntax.listed(phrase) if p.thing is not None]
                    break
        if found:
            return found
    return []
