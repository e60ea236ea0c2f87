"""Claims that a verb makes: "Acme sold FaceTrace to the Harbor Patrol", "FaceTrace, used by the patrol", "signed a contract with Acme"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..nouns import Phrase
from .cues import Standing, weaker
from .declare import Frame
from .emit import Emitter, Passage
from .posts import post
from .roles import at, fits, matter, paired, product, target, within
from .speech import is_none, negated
from .subjects import antecedent_around, subject, subjects, vague
from .syntax import FINITE, Filler, Syntax, filler
from .when import amount_of

_ROUND_A_CORNER = frozenset(("aside", "relative", "fronted", "blamed"))  # ways to a subject that lead astray more often


@dataclass(slots=True)
class _Voice:
    """A verb in its voice: who does it, and what stands as its direct object. `how` is how the subject was found."""

    passive: bool
    doers: list[Filler]
    how: str
    direct: Phrase | None
    following: list[tuple[str, Phrase]]


def read_verbs(passage: Passage, emitter: Emitter) -> None:
    """Propose what the verbs of a sentence say."""
    syntax, declared = passage.syntax, emitter.declared
    for k in [*syntax.verbs, *(i for i, t in enumerate(syntax.tokens) if t.tag == "HAVE" and t.phrase is None)]:
        frames = declared.verbs.get(syntax.lemma(k) if syntax.tag(k) != "HAVE" else "have")
        if not frames:
            continue
        voice = _voice(syntax, k)
        if voice is None:
            continue
        for frame in frames:
            _apply(passage, emitter, k, frame, voice)


def _voice(syntax: Syntax, k: int) -> _Voice | None:
    following = syntax.prepositions(k)
    if syntax.passive(k):
        doers = _agents(syntax, following)
        found = subject(syntax, k)
        direct = found.filler.phrase if found is not None else _left(syntax, k)
        return _Voice(True, doers, "direct", direct, following)
    if _names_what_follows(syntax, k):
        return None
    if _reduced(syntax, k):
        return _Voice(True, _agents(syntax, following), "direct", _described(syntax, k), following)
    if (
        syntax.tag(k) == "VBN"
        and syntax.tag(k - 1) not in ("HAVE", "ADV", "CONJ", "PUNCT", "NEG", "NEGAUX")
        and syntax.phrase(k - 1) is not None
    ):
        return None
    doers, how = subjects(syntax, k)
    return _Voice(False, doers, how, syntax.object(k), following)


def _names_what_follows(syntax: Syntax, k: int) -> bool:
    """Whether the word at k only looks like a verb: "the Gulf fund Acme", "to convicted lobbyist Jane Roe"."""
    before, after = syntax.phrase(k - 1), syntax.phrase(k + 1)
    if after is None or syntax.tag(after.first) == "DET":
        return False
    if syntax.tag(k) in ("VB", "VBZ") and syntax.low(k) == syntax.lemma(k):  # a plain form needs "to", an auxiliary or several subjects
        single = before is not None and before.kind == "name" and before.thing is not None and before.thing.type != "Group"
        if not single or before is None or syntax.low(before.last - 1).endswith("s"):
            return False
        opener = syntax.low(before.first - 1)
        return opener != "that" and (opener not in ("and", ",", "help", "let", "make") or syntax.tag(before.first) == "DET")
    return syntax.tag(k) in ("VBN", "VBD") and syntax.tag(k - 1) in ("PREP", "TO") and after.kind == "name"


def _agents(syntax: Syntax, following: list[tuple[str, Phrase]]) -> list[Filler]:
    agent = next((p for preposition, p in following if preposition == "by"), None)
    return [filler(p) for p in syntax.listed(agent) if p.thing is not None] if agent is not None else []


def _left(syntax: Syntax, k: int) -> Phrase | None:
    """The phrase before a passive verb, when nobody is known by it."""
    i = syntax.back_over(k - 1, lambda t: t.phrase is None and t.tag in ("BE", "ADV", "HAVE", "NEG", "MODAL", "VBG", "NEGAUX"))
    phrase = syntax.phrase(i)
    return (antecedent_around(syntax, k, phrase) or phrase) if phrase is not None else None


def _reduced(syntax: Syntax, k: int) -> bool:
    """Whether the verb stands after its object without "be": "FaceTrace, used by the patrol", "a tool hosted on Acme"."""
    if syntax.tag(k) not in ("VBD", "VBN"):
        return False
    i = syntax.back_over(k - 1, lambda t: t.tag == "ADV" and t.phrase is None)
    if i < 0 and syntax.low(k + 1) == "by":
        return True
    if i < 0 or (syntax.phrase(i) is None and syntax.low(i) not in (",", "and", "(")):
        return False
    nxt = syntax.low(k + 1)
    if syntax.object(k) is not None:
        return False
    if syntax.low(i) == "," and syntax.tag(k + 1) == "PREP" and syntax.phrase(i - 1) is not None and syntax.previous_verb(k) is None:
        return True  # "The meeting, held at"
    if (
        syntax.low(i) == "and"
        and (earlier := syntax.previous_verb(i)) is not None
        and earlier > 0
        and syntax.tag(earlier) in ("VBN", "VBD")
        and _reduced(syntax, earlier)
    ):
        return True
    if nxt == "by" or (nxt == "on" and (syntax.tag(k) == "VBN" or syntax.low(i) == ",")):
        return True
    by = next((j for j in range(k + 1, min(k + 8, len(syntax.tokens))) if syntax.low(j) == "by"), None)
    return by is not None and syntax.finite_in(k + 1, by) is None and not any(
        syntax.low(x) == "," for x in range(k + 1, by)
    )  # fmt: skip


def _described(syntax: Syntax, k: int) -> Phrase | None:
    """What a reduced relative describes: the phrase before it, or before the one it is coordinated with."""
    i = syntax.back_over(k - 1, lambda t: t.tag == "ADV" and t.phrase is None)
    if i < 0:  # "Approached by reporters, Acme said"
        comma = next((j for j in range(k, min(k + 26, len(syntax.tokens))) if syntax.low(j) == ","), -1)
        after = syntax.phrase(comma + 1) if comma > 0 else None
        return syntax.whole(after) if after is not None else None
    if syntax.low(i) in (",", "("):
        i -= 1
        before = syntax.phrase(i)
        if before is not None and before.thing is None and before.apposition_of is None and (verb := syntax.previous_verb(k)) is not None:
            whole = subject(syntax, verb)  # "FaceTrace serves as a model, relied on by"
            return whole.filler.phrase if whole is not None else before
    if syntax.low(i) == "and":
        verb = syntax.previous_verb(i)
        i = syntax.back_over((verb if verb is not None else i) - 1, lambda t: t.phrase is None and (t.tag == "ADV" or t.lower == ","))
    return syntax.phrase(i)


def _apply(passage: Passage, emitter: Emitter, k: int, frame: Frame, voice: _Voice) -> None:
    syntax = passage.syntax
    if (frame.how == "passive only" and not voice.passive) or (frame.how == "active only" and voice.passive):
        return
    if frame.then and not (syntax.low(k + 1) == "to" and syntax.lemma(k + 2) in frame.then):
        return
    if frame.how in ("negated only", "if negated") and not negated(syntax, k):
        return
    if frame.how == "intransitive" and (voice.passive or voice.direct is not None):
        return
    if frame.how == "with a clause" and not any(scope.trigger == k for scope in passage.cues.scopes):
        return
    if frame.relation == "supplies_to" and voice.direct is not None and "direct" in frame.about and _holding(syntax, voice.direct):
        return
    if (
        frame.relation == "acknowledged"
        and syntax.lemma(k) == "confirm"
        and voice.direct is not None
        and voice.direct.kind == "name"
        and _whole_object(syntax, voice.direct)
    ):
        return  # "the Senate confirmed Jane Roe": no admission
    if frame.not_beside and any(syntax.head(x) in frame.not_beside for _, x in voice.following):
        return
    if frame.relation == "denied" and voice.direct is not None and _withheld(syntax, k, voice.direct, frame):
        return  # "denied the motion": refused, not said to be untrue
    if frame.second and not any(syntax.head(p) in frame.second for p in _second(syntax, voice, k)):
        return
    if frame.how == "to do something" and not _urged(syntax, voice):
        return
    if frame.how == "money" and (voice.direct is None or amount_of(syntax.text(voice.direct.first, voice.direct.last)) is None):
        return
    if frame.beside and not any(
        p in ("in", "as", "during", "for", "to", "on") and syntax.head(x) in frame.beside for p, x in voice.following
    ):
        return
    trigger = k + 2 if frame.then else k
    noun = voice.direct
    inside: list[Filler] = []
    following = voice.following
    if frame.nouns:
        noun = _light(syntax, frame, voice)
        if noun is None:
            return
        following = [*syntax.chain(noun), *following] if not voice.passive else following
        inside = [f for f in within(syntax, frame.object, noun) if f.type in frame.object_types]
    doers = _doers(syntax, frame, voice, noun)
    if not doers or (frame.may_come_of_it and syntax.tag(k) == "VBG" and syntax.low(k - 1) in (",", "and")):
        return  # "..., creating a system", "... and raising concerns": what came of it, not what somebody did
    if frame.then:
        voice = _Voice(voice.passive, voice.doers, voice.how, syntax.object(trigger), voice.following)
    if frame.then or (frame.object[0] in ("with", "on", "upon", "in", "for", "at", "as") and not frame.nouns and not voice.passive):
        following = syntax.prepositions(trigger)
    objects = inside or _objects(syntax, frame, voice, noun, following, trigger, doers)
    if not objects:
        return
    about = _about(syntax, emitter, frame, voice, following, noun)
    if frame.needs_product and (about is None or not product(syntax, about.phrase, emitter.declared.words)):
        return
    relation, standing = _stands(passage, frame, k, noun)
    role = _role(syntax, frame, voice)
    if role is not None:
        relation = post(emitter, role)
    if not standing.negated and any(syntax.low(one.first - 1) == "or" for one in (*doers, *objects)):
        standing = replace(standing, modality=weaker(standing.modality, "possible"))  # "Acme or Globex sold it"
    for doer, one in paired(syntax, doers, objects):
        nobody = is_none(syntax, doer.first) or is_none(syntax, doer.first - 1) or syntax.low(doer.first - 1) in ("not", "except")
        emitter.claim(
            passage,
            relation,
            doer,
            one,
            k,
            standing=replace(standing, negated=True) if nobody else standing,
            about=about,
            rule=frame.name,
            role=role,
            loosely=voice.how in _ROUND_A_CORNER,
            matter_type=frame.matter_type,
        )


def _role(syntax: Syntax, frame: Frame, voice: _Voice) -> str | None:
    """The post that "as" gives in "joined Acme as its director", in frames of work."""
    if frame.relation != "works_for" or not frame.beside:
        return None
    found = next((x for p, x in voice.following if p == "as" and syntax.head(x) in frame.beside), None)
    return (
        " ".join(t.text for t in syntax.tokens[found.first : found.last] if t.tag != "DET" and t.name is None)
        if found is not None
        else None
    )


def _second(syntax: Syntax, voice: _Voice, k: int) -> list[Phrase]:
    """What stands after the direct object: of a passive ("Acme was awarded a CONTRACT") that is right after the verb."""
    if not voice.passive:
        return at(syntax, ("second",), voice.direct, [], k)
    found = syntax.object(k)
    return [syntax.measured(syntax.whole(found))] if found is not None else []


def _urged(syntax: Syntax, voice: _Voice) -> bool:
    """Whether "to VERB" follows the object of a verb: "ordered Acme and Globex to stop"."""
    if voice.direct is None:
        return False
    last = syntax.listed(voice.direct)[-1].last
    return not voice.passive and syntax.low(last) == "to" and syntax.tag(last + 1) in ("VB", "VBZ", "BE", "HAVE", "ADV")


def _whole_object(syntax: Syntax, phrase: Phrase) -> bool:
    """Whether a name after a verb is its object and not the subject of a clause ("confirmed Acme sells")."""
    thing = phrase.thing
    return thing is not None and thing.type in ("Person", "Work", "unknown") and syntax.tag(phrase.last) not in FINITE


def _holding(syntax: Syntax, phrase: Phrase) -> bool:
    """Whether what is sold is property or money ("sold its stake", "sold Globex") rather than a product."""
    thing = phrase.thing
    if phrase.kind == "pronoun":
        before = (p for p in syntax.sentence.phrases if p.last <= phrase.first)
        return not any(product(syntax, p, syntax.words) for p in before)  # "sold it to": a thing that nobody knows
    if amount_of(syntax.text(phrase.first, phrase.last)) is not None:
        return True  # "distributed $3 million to"
    owned = phrase.kind in ("name", "common") and thing is not None and thing.type == "Organization"
    return owned or (thing is None and syntax.head(phrase) in syntax.words.holdings)


def _withheld(syntax: Syntax, k: int, phrase: Phrase, frame: Frame) -> bool:
    """Whether what is denied is something asked for ("denied entry", "denied Acme's request") and no claim."""
    clause = syntax.finite_in(phrase.last, min(phrase.last + 3, len(syntax.tokens))) is not None
    plain = phrase.thing is None and phrase.kind != "pronoun" and syntax.low(k + 1) not in ("that", "any")
    return plain and not clause and syntax.head(phrase) not in frame.matter


def _light(syntax: Syntax, frame: Frame, voice: _Voice) -> Phrase | None:
    """The noun of a light verb ("signed a CONTRACT"), through a sum ("$2 million in contracts")."""
    noun = voice.direct
    if noun is None:  # "entered into a contract"
        return next((p for preposition, p in voice.following[:1] if preposition == "into" and syntax.head(p) in frame.nouns), None)
    if syntax.head(noun) in frame.nouns or noun.head in frame.nouns or (noun.head[-1] == "%" and "%" in frame.nouns):
        return noun
    if syntax.head(noun) in ("million", "billion", "thousand", "dollar") or syntax.tag(noun.last - 1) == "NUM":
        return next((p for preposition, p in syntax.chain(noun) if preposition in ("in", "of") and syntax.head(p) in frame.nouns), None)
    return None


def _doers(syntax: Syntax, frame: Frame, voice: _Voice, noun: Phrase | None) -> list[Filler]:
    for place in frame.subject:
        if place == "subject":
            found = voice.doers
        elif place == "direct":
            found = [filler(p) for p in syntax.listed(voice.direct) if p.thing is not None] if voice.direct is not None else []
            if voice.passive and voice.direct is not None:
                found = [filler(p) for p in syntax.listed_left(voice.direct) if p.thing is not None]
        elif place in ("owner", "modifier"):
            found = within(syntax, (place,), noun) if noun is not None else []
        else:
            found = [filler(p) for p in at(syntax, (place,), voice.direct, voice.following, 0) if p.thing is not None]
        found = [f for f in found if not (f.type == "Group" and vague(syntax, f.phrase))]
        found = [f for f in found if f.type in frame.subject_types and not (frame.not_agency and f.thing is not None and f.thing.agency)]
        if found:
            return found
    return []


def _objects(
    syntax: Syntax, frame: Frame, voice: _Voice, noun: Phrase | None, following: list[tuple[str, Phrase]], k: int, doers: list[Filler]
) -> list[Filler]:  # fmt: skip
    if frame.object == ("subject",):
        return [f for f in voice.doers if f.type in frame.object_types]
    direct = noun if frame.nouns and "direct" in frame.object else voice.direct
    for place in frame.object:
        if place == "target":
            named = target(syntax, k, doers[0].thing)
            if frame.relation == "demands_of" and named is not None and not _asked(syntax, k, named):
                named = None
            phrases = [named] if named is not None else []
        elif place == "matter":
            said = matter(syntax, k, doers[0].thing)
            phrases = [said] if said is not None else []
        elif place == "met":
            phrases = _met(syntax, k)
        elif place == "direct" and voice.passive and direct is not None:
            phrases = syntax.listed_left(direct, unnamed=bool(frame.matter))
        else:
            phrases = at(syntax, (place,), direct, following, k)
        found = [f for p in phrases if (f := fits(syntax, frame, p)) is not None]
        if found:
            return found
        if frame.nouns and place == "with" and any(p.thing is not None for p in phrases):
            return []  # "a White House deal with Acme" is no deal with the White House
    return []


def _asked(syntax: Syntax, k: int, named: Phrase) -> bool:
    """Whether a demand is made of the one named: right after the verb, or who is to do it ("demanded that X stop")."""
    first = k + 2 if syntax.low(k + 1) == "that" else k + 1
    while named.owner is not None:
        named = named.owner
    return named.first == first or (syntax.tag(first) == "DET" and named.first == first + 1)


def _met(syntax: Syntax, k: int) -> list[Phrase]:
    """Of "met with X to pitch", "emailed X to offer" return X."""
    verb = syntax.previous_verb(k)
    for _ in range(2):
        if verb is None:
            return []
        if syntax.lemma(verb) in ("meet", "talk", "speak"):
            return next((syntax.listed(p) for preposition, p in syntax.prepositions(verb) if preposition in ("with", "to")), [])
        if syntax.lemma(verb) in ("email", "contact", "approach", "visit", "lobby", "call"):
            found = syntax.object(verb)
            return syntax.listed(found) if found is not None else []
        verb = syntax.previous_verb(verb)
    return []


def _about(
    syntax: Syntax, emitter: Emitter, frame: Frame, voice: _Voice, following: list[tuple[str, Phrase]], noun: Phrase | None
) -> Filler | None:
    if not frame.about:
        return None
    for place in frame.about:
        if place == "modifier":
            named = within(syntax, ("modifier",), noun) if noun is not None else []
            if named:
                return named[0]
            continue
        phrases = at(syntax, (place,), voice.direct, following, 0)
        for phrase in phrases:
            if product(syntax, phrase, emitter.declared.words) or syntax.head(phrase) in emitter.declared.words.texts:
                return filler(phrase)
    return None


def _stands(passage: Passage, frame: Frame, k: int, noun: Phrase | None) -> tuple[str, Standing]:
    """The relation (a pitch where selling is only tried) and the standing of a frame's claim."""
    cues = passage.cues
    relation = frame.relation
    tried = cues.standing(k).sought and (bool(frame.sought) or relation == "pitched_to")
    if tried and frame.sought:
        relation = frame.sought
    standing = cues.standing(k, noun, tried=tried)
    if frame.how in ("negated only", "flat"):
        standing = Standing(
            False,
            "confirmed" if frame.how == "flat" else standing.modality if standing.modality != "possible" else "confirmed",
            standing.speaker,
        )
    if frame.negated:
        standing = Standing(not standing.negated, standing.modality, standing.speaker)
    if frame.modality is not None:
        standing = Standing(standing.negated, frame.modality, standing.speaker)
    return relation, standing
