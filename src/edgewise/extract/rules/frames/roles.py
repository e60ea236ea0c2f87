"""Filling the roles of a frame: from the places that a frame names to the fillers that stand there."""

from __future__ import annotations

from ..nouns import Phrase, Thing
from .declare import ANYTHING, Frame, Words
from .subjects import vague
from .syntax import Filler, Syntax, filler

_TURNS = frozenset(("after", "before", "while", "when", "because", "since", "although", "until"))
_REACH = 14  # tokens from a verb of saying to what is said
_NAMED = ("name", "metonym", "group", "described system")


def product(syntax: Syntax, phrase: Phrase, words: Words) -> bool:
    """Whether a phrase is something that is sold or supplied: a system, or a noun like "service", "data", "equipment"."""
    if phrase.kind in ("described system", "system anaphor") or syntax.head(phrase) in words.products or phrase.head in words.products:
        return True
    return (phrase.thing is not None and phrase.thing.type == "System") or any(
        n.thing is not None and n.thing.type == "System" for n in phrase.names
    )


def at(syntax: Syntax, places: tuple[str, ...], direct: Phrase | None, following: list[tuple[str, Phrase]], k: int) -> list[Phrase]:
    """Return the phrases that stand at the first of the places that holds any, with all members of a list.

    `direct` is the phrase right after the verb (None: none), `following` the prepositional phrases after it, `k` the trigger.
    """
    for place in places:
        if place == "direct":
            if direct is not None:
                return syntax.listed(direct)
        elif place == "second":
            second = syntax.phrase(direct.last) if direct is not None else None
            if second is not None and syntax.tag(second.first) in ("DET", "NUM", "ADJ", "NOUN"):
                return [syntax.measured(syntax.whole(second))]
        elif place.startswith("next "):
            if syntax.low(k + 1) == place[5:] and following and following[0][0] == place[5:]:
                return syntax.listed(following[0][1])
        elif place == "accused":
            for j in range(k + 1, min(k + 8, len(syntax.tokens))):
                if syntax.lemma(j) in ("allege", "accuse", "claim", "charge", "argue") and syntax.tag(j) == "VBG":
                    accused = syntax.phrase(j + 1) or (syntax.phrase(j + 2) if syntax.low(j + 1) == "that" else None)
                    return [accused] if accused is not None else []
        elif place == "target":
            found = target(syntax, k)
            if found is not None:
                return [found]
        else:
            for preposition, phrase in following:
                if preposition == place:
                    return syntax.listed(phrase)
    return []


def paired(syntax: Syntax, doers: list[Filler], objects: list[Filler]) -> list[tuple[Filler, Filler]]:
    """Return who did it to whom: everyone to everyone, but one to one where they did so "respectively"."""
    if len(doers) > 1 and len(objects) > 1 and any(token.lower == "respectively" for token in syntax.tokens):
        one_to_one = len(doers) == len(objects)
        first, second = (sorted(some, key=lambda one: one.first) for some in (doers, objects))
        return list(zip(first, second, strict=True)) if one_to_one else []
    return [(doer, one) for doer in doers for one in objects]


def within(syntax: Syntax, places: tuple[str, ...], noun: Phrase) -> list[Filler]:
    """Return the things named inside a noun's own phrase: its owner, or a name before it ("an ICE contract")."""
    for place in places:
        if place == "owner" and noun.owner is not None and noun.owner.thing is not None:
            return [filler(p) for p in syntax.listed_left(noun.owner) if p.thing is not None]
        if place == "technology":
            before = [k for k in range(noun.first, syntax.head_at(noun)) if syntax.low(k) in syntax.words.technologies]
            if len(before) > 1:
                return [Filler(None, before[0], before[-1] + 1, noun)]
        if place == "modifier":
            things = [
                (n, n.thing)
                for n in noun.names
                if n.thing is not None and n.thing is not noun.thing and n.thing.type != "Place" and "-" not in n.text
            ]
            if things:
                name, thing = things[-1]
                return [Filler(thing, name.first, name.last, noun)]
    return []


def fits(syntax: Syntax, frame: Frame, phrase: Phrase) -> Filler | None:
    """Return the filler that a phrase makes as the frame's object, or None where it may not stand there."""
    thing = phrase.thing
    if vague(syntax, phrase) and phrase.kind in ("group", "described system"):
        return None
    if frame.heads and syntax.head(phrase) not in frame.heads:
        return None
    kinds = {"": (phrase.kind,), "loosely": ("name", "metonym", "group"), "strictly": ("name",)}[frame.named]
    if thing is not None and thing.role in frame.object_types and phrase.kind != "system anaphor" and phrase.kind in kinds:
        return filler(phrase)
    if thing is None and phrase.apposition_of is not None and phrase.apposition_of.type in frame.object_types:
        return filler(phrase, phrase.apposition_of)
    if thing is not None and phrase.kind == "system anaphor" and frame.relation in ("uses", "tested") and "System" in frame.object_types:
        return filler(phrase)
    if (
        frame.matter
        and (
            ANYTHING in frame.matter
            or syntax.head(phrase) in frame.matter
            or phrase.head in frame.matter
            or (frame.matter_type == "Work" and _has_name_of(phrase, "Work"))
        )
        and phrase.kind != "pronoun"
    ):
        known = bool(phrase.names) or phrase.owner is not None
        if (frame.how == "of somebody" and not known) or (frame.how == "definite" and not (known or phrase.definite or phrase.pronoun)):
            return owned_by(syntax, frame, phrase)
        if thing is None or thing.type not in frame.object_types:
            first = phrase.owner.first if ANYTHING in frame.matter and frame.owned and phrase.owner is not None else phrase.first
            return Filler(None, first, phrase.last, phrase)  # "Acme's decision"
    return owned_by(syntax, frame, phrase)


def owned_by(syntax: Syntax, frame: Frame, phrase: Phrase) -> Filler | None:
    """Of "criticised Acme's contract" the object is Acme, in frames that say so; None otherwise."""
    if not frame.owned or phrase.thing is not None:
        return None
    owner = phrase.owner
    if owner is not None and owner.thing is not None and owner.thing.role in frame.object_types:
        return filler(owner)
    name = phrase.names[-1] if phrase.names else None
    if name is not None and name.thing is not None and name.thing.type in frame.object_types & {"Organization", "System", "Work"}:
        return Filler(name.thing, name.first, name.last, phrase)
    return None


def _has_name_of(phrase: Phrase, kind: str) -> bool:
    return any(n.thing is not None and n.thing.type == kind for n in phrase.names)


def target(syntax: Syntax, k: int, but: Thing | None = None) -> Phrase | None:
    """The first organisation, system or person named after k, near enough to be what it is about."""
    addressed = syntax.phrase_from(k + 2) if syntax.low(k + 1) == "to" else None
    for phrase in syntax.sentence.phrases:
        if phrase.first <= k or (addressed is not None and phrase.last <= syntax.whole(addressed).last):
            continue  # "admitted to X that"
        if phrase.first - k > 14:
            return None
        if any(syntax.low(j) in _TURNS and syntax.phrase(j) is None for j in range(k + 1, phrase.first)):
            return None
        if phrase.first - k > 4 and any(syntax.low(j) in (",", ";", '"') for j in range(k + 1, phrase.first)):
            return None
        thing = phrase.thing
        if thing is None or thing is but or thing.type not in ("Organization", "System", "Person", "Group", "unknown"):
            continue
        if phrase.kind in _NAMED or (phrase.kind == "common" and thing.type == "Organization"):
            return phrase
    return None


def matter(syntax: Syntax, k: int, but: Thing | None = None) -> Phrase | None:
    """What is admitted, denied or kept quiet at k: the phrase right after it, else the first one in its clause that is not who speaks."""
    direct = syntax.object(k)
    if direct is not None and direct.kind != "pronoun":
        return _matter_in(syntax, direct, but)
    for phrase in syntax.sentence.phrases:
        if phrase.first <= k or phrase.owner is not None:
            continue
        between = range(k + 1, phrase.first)
        if phrase.first - k > _REACH or any(syntax.low(j) in (";", '"') or syntax.low(j) in _TURNS for j in between):
            return None
        whole = syntax.measured(syntax.whole(phrase))
        if phrase.kind == "pronoun" or whole.thing is but is not None or phrase.thing is but is not None:
            continue
        if whole.thing is None and (syntax.head(whole) in syntax.words.empty or syntax.tag(whole.last - 1) == "NUM"):
            continue
        return _matter_in(syntax, whole, but)
    return None


def _matter_in(syntax: Syntax, phrase: Phrase, but: Thing | None) -> Phrase:
    """Of "any dealings with Acme" return Acme: what is named after a noun says more than the noun."""
    if phrase.thing is not None:
        return phrase
    named = (
        p for _, p in syntax.chain(phrase) if p.thing is not None and p.kind != "pronoun" and p.thing is not but and p.thing.type != "Place"
    )
    return next(named, phrase)


def antecedent(syntax: Syntax, before: int) -> Filler | None:
    """Who "its" or "their" before a noun most likely is: the nearest actor on the left that is not inside a prepositional phrase."""
    loose: Filler | None = None
    for phrase in reversed(syntax.sentence.phrases):
        if phrase.last > before or phrase.thing is None or phrase.thing.type not in ("Organization", "Group", "unknown"):
            continue
        if phrase.first == 0 or syntax.tag(phrase.first - 1) != "PREP":
            return filler(phrase)
        loose = loose or filler(phrase)
    return loose
