"""What a sentence says around a claim that bears on its standing: a set of named signs, each of which `reasons` can put in words.

A sign is a string "kind:word": which word stands where ("left:deny": "deny" shortly before the word that tells the claim), which class of
words governs it ("governor 1 of dealing:not say"), or what the cues of `rules.frames` make of it ("cues:planned").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from ..rules.frames.cues import LASTING, Cues, Standing
from ..rules.frames.declare import Declared, Governors
from ..rules.frames.speech import clause_end, clause_start, negated
from ..rules.frames.syntax import VERBS, Syntax
from ..rules.nouns import Sentence, Token
from .table import Pair
from .triggers import Place, Trigger

ALWAYS = "always"  # the sign that every claim has: how claims are where nothing else is known
_AUXILIARY = frozenset(("NEG", "NEGAUX", "MODAL", "HAVE", "BE", "DO", "ADV"))
_FUNCTION = frozenset(("NEG", "NEGAUX", "MODAL", "SUB", "WH", "ADV", "DO"))
_NONE = frozenset(("not", "n't", "never", "no", "without", "neither", "nor", "nobody", "none", "nothing", "cannot"))
_TURNS = frozenset(("if", "unless", "but", '"', "?", "according", "ago", "next", "former"))
_MONTHS = frozenset(("May", "March"))  # which are other words too
_POINTERS = frozenset(("it", "he", "she", "they", "we", "i"))
_NEAR, _CLOSE, _FAR = 6, 3, 8  # tokens
_BACK, _ON = 3, 2  # verbs before and after the one that tells


@dataclass(frozen=True)
class Around:
    """A claim in its sentence: the places of its ends and its matter, its relation and the kind of that, the word that tells it.

    `before` is the sentence before, None where there is none.
    """

    syntax: Syntax
    cues: Cues
    subject: Place
    object: Place
    about: Place | None
    relation: str
    kind: str
    trigger: Trigger
    before: Sentence | None

    @cached_property
    def standing(self) -> Standing:
        """What the cues make of the word that tells the claim."""
        return self.cues.standing(self.trigger.at, self.syntax.phrase(self.trigger.at), lasting=self.relation in LASTING)

    @property
    def own(self) -> Pair:
        """How the claim stands by the cues alone."""
        return "negated" if self.standing.negated else "affirmed", self.standing.modality

    @property
    def contradicts(self) -> bool:
        """Whether the cues of a word that is known to tell such claims leave no flat one."""
        return self.trigger.known and not self.trigger.beside and not self.standing.flat


class Signs:
    """Lists the signs of claims, by the words that the frames know for what governs and what says."""

    def __init__(self, declared: Declared) -> None:
        classes: dict[str, list[str]] = {}
        for f in fields(Governors):
            for word in getattr(declared.governors, f.name):
                classes.setdefault(word, []).append(f.name)
        for speech in declared.speech:
            for word in speech.verbs:
                classes.setdefault(word, []).append(f"say {speech.name}")
        self._classes: Mapping[str, list[str]] = classes
        self._says = declared.says

    def of(self, around: Around) -> frozenset[str]:
        """Return all signs of a claim."""
        return frozenset((
            ALWAYS, *_of_claim(around), *_of_cues(around), *self._of_words(around), *self._of_verbs(around),
            *self._of_clause(around), *self._of_sentence(around),
        ))  # fmt: skip

    def _of_words(self, around: Around) -> Iterator[str]:
        tokens, at, subject, object = around.syntax.tokens, around.trigger.at, around.subject, around.object
        own = {*range(*subject), *range(*object), *range(*(around.about or (at, at + 1))), at}
        first, last = min(subject[0], object[0], at), max(subject[1], object[1], at + 1)

        def words(name: str, places: Iterable[int], *, every: bool = False) -> Iterator[str]:
            for k in places:
                if 0 <= k < len(tokens) and k not in own and (every or self._tells(tokens[k])):
                    yield f"{name}:{_word(tokens[k])}"

        yield from words("left", range(at - _NEAR, at))
        yield from words("next left", (at - 1,), every=True)
        yield from words("second left", (at - 2,), every=True)
        yield from words("right", range(at + 1, at + 1 + _CLOSE))
        yield from words("next right", (at + 1,), every=True)
        yield from words("before", range(first - _FAR, first))
        yield from words("just before", (first - 1,), every=True)
        yield from words("among", range(first, last))
        yield from words("after", range(last, last + _FAR))
        yield from words("just after", (last,), every=True)
        yield from words("before object", range(object[0] - _CLOSE, object[0]), every=True)
        yield from words("after subject", range(subject[1], subject[1] + _CLOSE))
        for name, k in (("left two", at - 2), ("right two", at + 1), ("just before two", first - 2)):
            if 0 <= k < len(tokens) - 1:
                yield f"{name}:{_word(tokens[k])} {_word(tokens[k + 1])}"

    def _tells(self, token: Token) -> bool:
        """Whether a word can bear on a standing wherever it stands: function words, verbs, what governs or says."""
        if token.name is not None:
            return False
        verb = token.tag in VERBS and token.phrase is None
        return verb or token.tag in _FUNCTION or _word(token) in self._classes or token.lower in _NONE or token.lower in _TURNS

    def _of_verbs(self, around: Around) -> Iterator[str]:
        """The verbs before the one that tells, nearest first, with what stands before each, and those after it."""
        syntax, kind = around.syntax, around.kind
        yield from _auxiliaries("auxiliary", syntax, around.trigger.at)
        verb = syntax.previous_verb(around.trigger.at)
        for back in range(1, _BACK + 1):
            if verb is None:
                break
            word = _word(syntax.tokens[verb])
            no = "not " if negated(syntax, verb) else ""
            modal = _modal(syntax, verb)
            yield f"verb before:{word}"
            yield f"verb {back} before:{word}"
            yield from _auxiliaries(f"auxiliary {back} before", syntax, verb)
            if no:
                yield f"denied verb {back} before:{word}"
            if no or modal:
                yield f"mood {back} before:{no}{modal}".rstrip()
            for group in self._classes.get(word, ()):
                yield f"governor {back}:{no}{group}"
                yield f"governor {back} of {kind}:{no}{modal}{group}"
            verb = syntax.previous_verb(verb)
        after = (k for k in syntax.verbs if k > around.trigger.at)
        for on, verb in zip(range(1, _ON + 1), after, strict=False):
            word = _word(syntax.tokens[verb])
            no = "not " if negated(syntax, verb) else ""
            yield f"verb {on} after:{no}{word}"
            yield from (f"follower {on}:{no}{group}" for group in self._classes.get(word, ()))

    def _of_clause(self, around: Around) -> Iterator[str]:
        syntax, at = around.syntax, around.trigger.at
        for k in range(clause_start(syntax, at), clause_end(syntax, at)):
            token = syntax.tokens[k]
            side = "left" if k < at else "right"
            if k == at:
                continue
            if token.tag in ("NEG", "NEGAUX") or token.lower in _NONE:
                yield f"no {side}:{token.lower}"
                yield f"no {side} by:{min(4, abs(k - at) // 2)}"
            elif token.tag == "MODAL":
                yield f"modal {side}:{token.lower}"
            else:
                yield from (f"class {side}:{group}" for group in self._classes.get(_word(token), ()))

    def _of_sentence(self, around: Around) -> Iterator[str]:
        sentence, syntax, at = around.syntax.sentence, around.syntax, around.trigger.at
        tokens = sentence.tokens
        yield f"opens:{_word(tokens[0])}"
        for held, name in (
            (sentence.is_question, "question"), (sentence.is_heading, "heading"), (any(sentence.quoted), "quotation"),
            (sentence.quoted[at], "quoted"), (sentence.speaker is not None, "speaker"),
        ):  # fmt: skip
            if held:
                yield name
        first, last = min(around.subject[0], around.object[0], at), max(around.subject[1], around.object[1], at + 1)
        for side, places in (("before", range(first)), ("after", range(last, len(tokens)))):
            for k in places:
                if syntax.is_verb(k) and _word(tokens[k]) in self._says:
                    yield f"said {side}:{_word(tokens[k])}"
                elif tokens[k].lower == "according":
                    yield f"according {side}"
        if around.before is not None:
            if any(t.tag in VERBS and t.phrase is None and _word(t) in self._says for t in around.before.tokens):
                yield f"goes on:{tokens[0].lower if tokens[0].lower in _POINTERS else ''}"
            if around.before.is_question:
                yield "question before"


def _word(token: Token) -> str:
    """The plain form of a word; names and numbers are all alike, so that no name is learnt."""
    if token.name is not None:
        return "NAME"
    if token.text in _MONTHS:
        return "MONTH"
    return "NUMBER" if token.text[0].isdigit() else token.lemma or token.lower


def _of_claim(around: Around) -> Iterator[str]:
    tokens, trigger = around.syntax.tokens, around.trigger
    word = _word(tokens[trigger.at])
    yield f"relation:{around.relation}"
    yield f"tells:{word}"
    yield f"tells {around.relation}:{word}"
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
    syntax, cues, trigger = around.syntax, around.cues, around.trigger
    subject, object = around.subject, around.object
    for name, k in (("cues", trigger.at), ("cues at object", object[1] - 1), ("cues at subject", subject[1] - 1)):
        standing = around.standing if k == trigger.at else cues.standing(k, syntax.phrase(k))
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
    whole = ("negated " if around.standing.negated else "") + around.standing.modality
    told = ("beside" if trigger.beside else "apart") + (" known" if trigger.known else "")
    yield from (f"cues of {what}:{whole}" for what in (around.relation, around.kind, told))
    for scope in cues.scopes:
        if scope.first <= trigger.at < scope.last:
            yield f"scope:{scope.speech}"
            yield f"scope of {around.kind}:{scope.speech}"
            yield f"scope says:{scope.speech} {scope.modality}{' negated' if scope.negates else ''}"
        elif scope.first <= object[0] < scope.last:
            yield f"scope at object:{scope.speech}"
        if scope.first <= subject[0] < scope.last and scope.first <= object[0] < scope.last:
            yield f"scope of both:{scope.speech}"


def _before(syntax: Syntax, at: int) -> Iterator[int]:
    """The auxiliaries and adverbs before a verb, nearest first."""
    k = at - 1
    while k >= 0 and (syntax.tag(k) in _AUXILIARY or syntax.tag(k) == "TO") and syntax.phrase(k) is None:
        yield k
        k -= 1


def _modal(syntax: Syntax, at: int) -> str:
    """The modal before a verb and a space, or nothing."""
    return next((f"{syntax.low(k)} " for k in _before(syntax, at) if syntax.tag(k) == "MODAL"), "")


def _auxiliaries(name: str, syntax: Syntax, at: int) -> Iterator[str]:
    last = at
    for k in _before(syntax, at):
        yield f"{name}:{_word(syntax.tokens[k])}"
        last = k
    yield f"{name} after:{_word(syntax.tokens[last - 1]) if last else ''}"
