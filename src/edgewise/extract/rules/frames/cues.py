"""How a claim stands: affirmed or negated, and stated flatly, reported, alleged, unconfirmed, possible or planned.

The standing of a word is the weakest that anything around it gives: the stretches that are said or coloured (`Scope`), the modal before
the verb, and whatever governs it ("plans to sell", "ended its contract"). Nothing here can make a claim surer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ....model import Modality
from ..nouns import Phrase
from .declare import Declared
from .speech import Scope, clause_end, clause_start, matter_end, negated, none_of, spoken
from .syntax import VERBS, Filler, Syntax, first_of

_WEAKEST: tuple[Modality, ...] = ("unconfirmed", "possible", "planned", "alleged", "reported", "confirmed")
# relations that can be said to be over
LASTING = frozenset(("contracts_with", "partners_with"))
_ORDINALS = frozenset(("first", "last", "second", "third", "only", "one", "latest", "next"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim is worth as its words have it, who says it (None: the document), and why, in words."""

    negated: bool
    modality: Modality
    speaker: Filler | None
    sought: bool = False
    quoted: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def flat(self) -> bool:
        return not self.negated and self.modality in ("confirmed", "reported")


@dataclass(slots=True)
class _Walk:
    """What the words that govern a word make of it, as they are met."""

    negated: bool = False
    modality: Modality = "confirmed"
    sought: bool = False
    reasons: list[str] = field(default_factory=list)

    def deny(self, word: str) -> None:
        self.negated = True
        self.reasons.append(f"'{word}' denies it")

    def weaken(self, modality: Modality | None, reason: str) -> None:
        weakened = weaker(self.modality, modality)
        if weakened != self.modality:
            self.modality = weakened
            self.reasons.append(f"{reason}: {weakened}")


class Cues:
    """The standing of any word of one sentence."""

    def __init__(self, syntax: Syntax, declared: Declared) -> None:
        self.syntax = syntax
        self.words = declared.governors
        self.says = declared.says
        self._declared = declared

    @cached_property
    def scopes(self) -> list[Scope]:
        """The stretches of the sentence that are said or coloured; looked for only where some claim asks."""
        return [*spoken(self.syntax, self._declared), *_coloured(self.syntax, self._declared)]

    def standing(self, k: int, phrase: Phrase | None = None, *, tried: bool = False, lasting: bool = False) -> Standing:
        """Return the standing of the word at k; `phrase` is the noun phrase it heads, when it is a noun, or its object's.

        `tried`: what is claimed is the trying itself ("seeks to sell" as a pitch), so that "seeks" takes nothing away.
        `lasting`: what the phrase names can be said to be over.
        """
        walk = self._governed(k)
        if walk.sought and not tried:
            walk.weaken("planned", "it is only tried")
        if phrase is not None and (none := self.syntax.low(phrase.first)) in ("no", "zero", "neither"):
            walk.deny(none)
        if lasting and phrase is not None and (end := _ended(self.syntax, phrase)) is not None:
            walk.deny(self.syntax.tokens[end].text)
        speaker: Scope | None = None
        voices = 0
        for scope in self.scopes:
            if not scope.first <= k < scope.last:
                continue
            if scope.speaker is not None and scope.speaker.first <= k < scope.speaker.last:
                continue
            walk.weaken(scope.modality, f"'{self._said(scope)}' governs it")
            if scope.negates and scope.modality != "unconfirmed":
                walk.deny(self._said(scope))
            voices += scope.speaker is not None
            if scope.speaker is not None and (speaker is None or nearer(scope, speaker)):
                speaker = scope
        if voices > 1 and speaker is not None and speaker.speaker is not None and speaker.speaker.thing is None:
            walk.weaken("alleged", "somebody says what somebody said")
        quoted = self.syntax.sentence.quoted[k]
        if quoted and walk.modality == "confirmed":
            walk.weaken("reported", "it is quoted")
        who = speaker.speaker if speaker is not None else None
        return Standing(walk.negated, walk.modality, who, walk.sought, quoted, tuple(dict.fromkeys(walk.reasons)))

    def _said(self, scope: Scope) -> str:
        """The word that colours a stretch, else the cue's name."""
        return self.syntax.tokens[scope.trigger].text if scope.trigger >= 0 else scope.speech

    def _governed(self, k: int) -> _Walk:
        """Walk left from the word through whatever governs it and gather what that says."""
        syntax, words = self.syntax, self.words
        walk = _Walk()
        start = k
        phrase = syntax.phrase(k)
        if phrase is not None:
            start = first_of(phrase)
            if (
                syntax.low(start - 1) == "of"
                and (outer := syntax.phrase(start - 2)) is not None
                and syntax.head(outer) in ("lack", "absence", "end", "halt")
            ):
                walk.deny(syntax.head(outer))
            outer = syntax.phrase(start - 2) if syntax.low(start - 1) in ("of", "for", "about", "on", "over") else None
            if outer is not None and outer.thing is None and syntax.head(outer) in words.planned:
                walk.weaken("planned", f"'{syntax.head(outer)}' governs it")  # "talks about a contract"
        i = start - 1
        for _ in range(14):
            if i < 0:
                break
            token = syntax.tokens[i]
            low = token.lower
            if token.phrase is not None:
                if i == k - 1 and syntax.tag(k) == "VBG" and token.phrase.thing is None:
                    i, start = first_of(token.phrase) - 1, first_of(token.phrase)  # "plans a report attacking": as sure as the report
                    continue
                control = self._control(i)
                if (
                    control is None
                    and syntax.low(i + 1) == "to"
                    and syntax.low(i) not in _ORDINALS
                    and (verb := syntax.previous_verb(i)) is not None
                ):
                    walk.sought, start, i = True, verb, verb  # "raided the house to arrest": meant, and as sure as the raid
                    continue
                if control is None:
                    if none := none_of(syntax, token.phrase):
                        walk.deny(none)
                    break
                i, effect = control
                self._apply(effect, walk)
                continue
            if token.tag in ("NEG", "NEGAUX") or low in ("never", "without", "neither", "nor"):
                if walk.negated and self._double(i):
                    walk.negated = False
                else:
                    walk.deny(low)
            elif token.tag == "MODAL" or low in words.possible_modals or low in words.planned_modals:
                if not (low == "would" and syntax.low(i + 1) in words.came_to_pass):
                    walk.weaken("planned" if low in words.planned_modals else "possible", f"'{low}' before it")
            elif token.tag == "ADV":
                if low in words.alleged_adverbs:
                    walk.weaken("alleged", f"'{low}' before it")
                elif low in words.possible_adverbs:
                    walk.weaken("possible", f"'{low}' before it")
                elif low in words.undone_adverbs:
                    walk.deny(low)
            elif token.tag == "BE" and syntax.low(i + 1) == "to":
                walk.weaken("planned", f"'{low} to' before it")  # "was to host"
            elif token.tag in VERBS:
                if not self._governs(i, start) or (phrase is not None and syntax.lemma(i) in self.says):
                    break
                self._apply(self._with_to(i, syntax.lemma(i)), walk, to=syntax.low(i + 1) == "to")
                start = i
            elif (
                token.tag == "ADJ"
                or (low == "about" and syntax.low(i + 1) == "to")
                or low in ("unable", "able", "willing", "ready", "keen", "likely", "unlikely")
            ):
                self._apply(self._with_to(i, low), walk)
            elif (token.tag == "CONJ" or low == ",") and i > 0 and syntax.tag(start) in VERBS:
                earlier = self._coordinate(i, start)
                if earlier is None:
                    break
                start, i = earlier, earlier  # "could buy and use": what colours the first colours the second
            elif (token.tag not in ("TO", "BE", "HAVE", "DO", "PREP") and low != "to") or (
                token.tag == "PREP"
                and (
                    low not in ("from", "of", "on", "in", "for", "against", "about", "into", "at", "to", "by") or syntax.tag(start) != "VBG"
                )
            ):
                break
            i -= 1
        if syntax.tag(k) == "VBG" and syntax.previous_verb(k) is None:
            later = syntax.finite_in(k + 1, len(syntax.tokens))
            if later is not None and syntax.low(later) in words.possible_modals:
                walk.weaken("possible", f"'{syntax.low(later)}' of it")  # "Acme selling it would be"
        after = syntax.low(k + 1)
        if after in ("no", "nothing", "neither") or (after == "not" and syntax.low(k + 2) not in ("only", "just", "merely", "least")):
            walk.deny(after)
        return walk

    def _coordinate(self, i: int, start: int) -> int | None:
        """The verb that the one at start is joined to by the mark or "and" at i: of its form, a comma only within a list of verbs."""
        syntax = self.syntax
        earlier = syntax.previous_verb(i)
        if earlier is None or i - earlier > 20:
            return None
        past = frozenset(("VBN", "VBD"))
        alike = syntax.tag(earlier) == syntax.tag(start) or past >= {syntax.tag(earlier), syntax.tag(start)}
        alike = alike or (syntax.tag(earlier) == "VB" and syntax.low(start) == syntax.lemma(start))  # "could sell or lease"
        return earlier if alike and (syntax.tag(i) == "CONJ" or earlier == i - 1) else None

    def _control(self, i: int) -> tuple[int, str] | None:
        """At a phrase left of "to VERB": the verb or noun that governs it ("urged X", "its plan", "the power"), and where to go on."""
        syntax = self.syntax
        phrase = syntax.phrase(i)
        assert phrase is not None
        k = phrase.last
        while syntax.tag(k) in ("ADV", "NEG"):
            k += 1
        before = first_of(syntax.listed_left(phrase)[-1]) - 1
        if (
            syntax.low(before) in ("and", "or")
            and (joined := syntax.phrase(before - 1)) is not None
            and syntax.is_verb(first_of(joined) - 1)
        ):
            before = first_of(joined) - 1  # "urged X and Y to sell"
        if (
            syntax.tag(k) in ("VB", "VBZ")
            and syntax.phrase(k) is None
            and syntax.is_verb(before)
            and syntax.lemma(before) in ("let", "make")
        ):
            return before - 1, "let"  # "lets X use"
        if syntax.low(k) in ("of", "for", "with") and syntax.is_verb(before) and syntax.lemma(before) in self.words.accusing:
            return before - 1, "accuse"  # "accused X of selling"
        if syntax.low(k) not in ("to", "of", "from", "for", "on", "in", "at", "by", "into"):
            return None
        head = syntax.head(phrase)
        words = self.words
        if phrase.thing is None and (head in words.planned or head in words.possible or head in words.stopped):
            first = first_of(phrase)
            return first - 1, head
        if syntax.low(k) not in ("to", "from", "into"):
            return None
        lemma = syntax.lemma(before)
        if syntax.is_verb(before) and (lemma in syntax.words.object_control or lemma in words.stopped or lemma in words.possible):
            if lemma in words.causing:
                return before - 1, ""
            return before - 1, lemma if lemma in words.stopped | words.possible else "urge"
        if syntax.low(before) == "for":
            return before - 1, "call"
        return None

    def _governs(self, i: int, start: int) -> bool:
        """Whether the verb at i governs the word at start: a verb with "to" or "-ing" after it, or a noun as its object."""
        if self.syntax.phrase(start) is not None and self.syntax.tag(start) not in VERBS:
            return True
        return self.syntax.low(i + 1) == "to" or any(self.syntax.tag(x) in ("TO", "VBG", "BE", "ADV", "NEG", "PREP") for x in (i + 1,))

    def _apply(self, word: str, walk: _Walk, *, to: bool = False) -> None:
        """Add what a governing word says; `to`: an infinitive follows it ("is said TO sell")."""
        words = self.words
        reason = f"'{word}' governs it"
        if word in words.stopped:
            walk.deny(word)
        if word in words.accusing or (word in words.hearsay and to):
            walk.weaken("alleged", reason)
        if word in words.seeking:
            walk.sought = True
        elif word in words.planned:
            walk.weaken("planned", reason)
        elif word in words.possible:
            walk.weaken("possible", reason)

    def _with_to(self, i: int, word: str) -> str:
        """ "close to" where that is a word of its own: "is close to buying" is no "closed its"."""
        longer = f"{word} to"
        return longer if longer in self.words.planned and self.syntax.low(i + 1) == "to" else word

    def _double(self, i: int) -> bool:
        """ "never stopped selling" affirms; "no ... not" does not."""
        return self.syntax.lemma(i + 1) in self.words.stopped


def _ended(syntax: Syntax, noun: Phrase) -> int | None:
    """The verb that says that what a noun names is over, or never was: "the contract with ICE EXPIRED"."""
    last = max((syntax.listed(p, closed=True)[-1].last for _, p in syntax.chain(noun)), default=noun.last)
    verb = next((v for v in syntax.verbs if last <= v < last + 5), None)
    if verb is None:
        return None
    no = negated(syntax, verb)
    over = syntax.lemma(verb) in syntax.words.endings or (syntax.lemma(verb) == "run" and syntax.low(verb + 1) == "out")
    if (no and syntax.lemma(verb) in syntax.words.beginnings) or (over and not no and syntax.low(verb - 1) not in (",", "and")):
        return verb
    return None


def nearer(one: Scope, other: Scope) -> bool:
    """Whether one speaker is to be named before another: whoever is somebody, then the one whose words the other's are in."""
    known, otherwise = (scope.speaker is not None and scope.speaker.thing is not None for scope in (one, other))
    return known if known != otherwise else one.trigger > other.trigger or other.speech == "according"


def weaker(one: Modality, other: Modality | None) -> Modality:
    """Return the weaker of two modalities; None counts as no opinion."""
    if other is None:
        return one
    return min(one, other, key=_WEAKEST.index)


def _coloured(syntax: Syntax, declared: Declared) -> list[Scope]:
    """The stretches that a cue of `cues.yaml` colours."""
    found = []
    for cue in declared.cues:
        if cue.needs and not _holds(syntax.plain, cue.needs):
            continue
        for match in cue.pattern.finditer(syntax.plain):
            first = syntax.token_at(match.start())
            last = syntax.token_at(max(match.start(), match.end() - 1)) + 1
            if cue.reach == "after":
                stretch = (last, clause_end(syntax, last))
            elif cue.reach == "matter":
                stretch = (last, matter_end(syntax, last))
            elif cue.reach == "before":
                stretch = (clause_start(syntax, first), first)
            else:
                stretch = (clause_start(syntax, first), clause_end(syntax, last))
            found.append(Scope(stretch[0], _unquoted(syntax, *stretch), cue.modality, cue.negates, None, cue.name, first))
    return found


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words stands in the text; a plain loop, for this is asked of every cue and sentence."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def _unquoted(syntax: Syntax, first: int, last: int) -> int:
    """The end of a stretch that begins inside quotation marks: no further than they close."""
    quoted = syntax.sentence.quoted
    if first >= len(quoted) or not quoted[first]:
        return last
    return next((j for j in range(first, last) if not quoted[j]), last)
