"""What a sentence says around a claim that bears on its standing: a set of named signs, each with a reason in words.

A sign is a string "kind:word": what stands where ("left:deny": the word "deny" shortly before the word that tells the claim), or what
the cues of `rules.frames` make of it ("cues:planned"). `reason` puts a sign in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..rules.frames.cues import Cues
from ..rules.frames.syntax import VERBS, Syntax
from ..rules.nouns import Sentence, Token
from .triggers import Place, Trigger

ALWAYS = "always"  # the sign that every claim has: how claims are where nothing else is known
_AUXILIARY = frozenset(("NEG", "NEGAUX", "MODAL", "HAVE", "BE", "DO", "ADV"))
_NEAR = 6  # tokens left of the trigger
_FAR = 8  # tokens before the first and after the last end
_VERBS_BACK = 3


@dataclass(frozen=True, slots=True)
class Around:
    """A claim in its sentence: the places of its ends, its relation, the word that tells it, and the sentence before."""

    syntax: Syntax
    cues: Cues
    subject: Place
    object: Place
    relation: str
    trigger: Trigger
    before: Sentence | None


def signs(around: Around) -> frozenset[str]:
    """Return all signs of a claim."""
    return frozenset((ALWAYS, *_of_claim(around), *_of_cues(around), *_of_words(around), *_of_verbs(around), *_of_sentence(around)))


def _word(token: Token) -> str:
    """The plain form of a word; names and numbers are all alike, so that no name is learnt."""
    if token.name is not None:
        return "NAME"
    return "NUMBER" if token.text[0].isdigit() else token.lemma or token.lower


def _of_claim(around: Around) -> Iterator[str]:
    tokens, trigger = around.syntax.tokens, around.trigger
    word = _word(tokens[trigger.at])
    yield f"relation:{around.relation}"
    yield f"tells:{word}"
    yield f"tells as:{around.relation} {word}"
    yield f"form:{tokens[trigger.at].tag}"
    yield "told by a known word" if trigger.known else "told by another word"
    if trigger.beside:
        yield f"beside:{around.relation}"
    if around.object < around.subject:
        yield "turned round"
    for end, place in (("subject", around.subject), ("object", around.object)):
        if place[1] - place[0] == 1:
            yield f"{end}:{_word(tokens[place[0]])}"


def _of_cues(around: Around) -> Iterator[str]:
    syntax, cues = around.syntax, around.cues
    subject, object, at = around.subject, around.object, around.trigger.at
    for name, k in (("cues", at), ("cues at object", object[1] - 1), ("cues at subject", subject[1] - 1)):
        standing = cues.standing(k, syntax.phrase(k))
        yield f"{name}:{standing.modality}"
        if standing.negated:
            yield f"{name}:negated"
            yield f"{name}:negated {standing.modality}"
        if standing.sought:
            yield f"{name}:sought"
        if standing.quoted:
            yield f"{name}:quoted"
        if standing.speaker is not None:
            yield f"{name}:said"
            if standing.speaker.first <= subject[0] < standing.speaker.last:
                yield f"{name}:said by its subject"
    for scope in cues.scopes:
        if scope.first <= at < scope.last:
            yield f"scope:{scope.speech}"
        elif scope.first <= object[0] < scope.last:
            yield f"scope at object:{scope.speech}"
        if scope.first <= subject[0] < scope.last and scope.first <= object[0] < scope.last:
            yield f"scope of both:{scope.speech}"


def _of_words(around: Around) -> Iterator[str]:
    tokens, at = around.syntax.tokens, around.trigger.at
    own = {*range(*around.subject), *range(*around.object), at}
    first = min(around.subject[0], around.object[0], at)
    last = max(around.subject[1], around.object[1], at + 1)
    total = len(tokens)

    def words(name: str, places: Iterable[int]) -> Iterator[str]:
        return (f"{name}:{_word(tokens[k])}" for k in places if 0 <= k < total and k not in own)

    yield from words("left", range(at - _NEAR, at))
    yield from words("next left", (at - 1,))
    yield from words("second left", (at - 2,))
    if at >= 2:
        yield f"left two:{_word(tokens[at - 2])} {_word(tokens[at - 1])}"
    yield from words("right", range(at + 1, at + 4))
    yield from words("next right", (at + 1,))
    yield from words("before", range(first - _FAR, first))
    yield from words("just before", (first - 1,))
    if first >= 2:
        yield f"just before two:{_word(tokens[first - 2])} {_word(tokens[first - 1])}"
    yield from words("among", range(first, last))
    yield from words("after", range(last, last + _FAR))
    yield from words("before object", range(around.object[0] - 3, around.object[0]))
    yield from words("before subject", range(around.subject[0] - 3, around.subject[0]))
    yield from words("after subject", range(around.subject[1], around.subject[1] + 4))


def _of_verbs(around: Around) -> Iterator[str]:
    """The verbs before the one that tells, nearest first, and what stands before each."""
    syntax = around.syntax
    yield from _auxiliaries("auxiliary", syntax, around.trigger.at)
    verb = syntax.previous_verb(around.trigger.at)
    for back in range(_VERBS_BACK):
        if verb is None:
            return
        yield f"verb before:{_word(syntax.tokens[verb])}"
        yield f"verb {back + 1} before:{_word(syntax.tokens[verb])}"
        yield from _auxiliaries(f"auxiliary {back + 1} before", syntax, verb)
        verb = syntax.previous_verb(verb)


def _auxiliaries(name: str, syntax: Syntax, at: int) -> Iterator[str]:
    k = at - 1
    while k >= 0 and (syntax.tag(k) in _AUXILIARY or syntax.tag(k) == "TO") and syntax.phrase(k) is None:
        yield f"{name}:{_word(syntax.tokens[k])}"
        k -= 1
    yield f"{name} after:{_word(syntax.tokens[k]) if k >= 0 else ''}"


def _of_sentence(around: Around) -> Iterator[str]:
    sentence = around.syntax.sentence
    tokens = sentence.tokens
    yield f"opens:{_word(tokens[0])}"
    yield f"closes:{tokens[-1].lower}"
    for held, name in ((sentence.is_question, "question"), (any(sentence.quoted), "quotation"), (sentence.speaker is not None, "speaker")):
        if held:
            yield name
    if around.before is not None:
        yield f"closed before:{around.before.tokens[-1].lower}"
        yield from (f"verb of before:{_word(token)}" for token in around.before.tokens if token.tag in VERBS and token.phrase is None)
