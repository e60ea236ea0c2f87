"""Who says what: the stretches of a sentence that someone else than the document says, asks, admits or denies."""

from __future__ import annotations

from dataclasses import dataclass

from ....model import Modality
from ..nouns import Phrase
from .declare import Declared, Speech
from .subjects import subject
from .syntax import FINITE, VERBS, Filler, Syntax, filler, first_of

_QUOTES = frozenset(('"', "“", "”"))
_BREAKS = frozenset((";", "—", "–"))
_TURNS = frozenset(("but", "while", "although", "though", "whereas", "however"))
_NONE = frozenset(("no", "nobody", "none", "neither", "nor", "nothing"))
_HARDLY = frozenset(("few", "hardly", "scarcely", "barely"))
_SOME = frozenset(("doubt", "fewer", "less", "matter", "more", "question", "wonder"))  # "no fewer than ten cameras", "no doubt"
_AROUND_A_VERB = ("ADV", "HAVE", "BE", "MODAL", "NEG", "DO", "NEGAUX")


@dataclass(frozen=True, slots=True)
class Scope:
    """Tokens `[first, last)` that are coloured: by a modality, a denial, a speaker. `trigger` is the word that does it, -1 for none."""

    first: int
    last: int
    modality: Modality | None = None
    negates: bool = False
    speaker: Filler | None = None
    speech: str = ""
    trigger: int = -1


def spoken(syntax: Syntax, declared: Declared) -> list[Scope]:
    """Return the stretches that are said, in the order of the verbs of saying."""
    found: list[Scope] = []
    for k in syntax.verbs:
        kinds = [s for s in declared.speech if syntax.lemma(k) in s.verbs]
        for kind in kinds:
            scope = _said(syntax, k, kind)
            if scope is not None:
                found.append(scope)
                break
    for k, token in enumerate(syntax.tokens):
        if token.lower == "according" and syntax.low(k + 1) == "to":
            source = syntax.phrase(k + 2)
            if source is not None:
                cited = named(syntax, syntax.whole(source))
                found.append(Scope(*_cited(syntax, k, source.last), "reported", False, cited, "according", k))
    return found


def _cited(syntax: Syntax, k: int, source_end: int) -> tuple[int, int]:
    """What "according to" at k is said of: not what stands in its own phrase ("according to a letter obtained by X")."""
    n = len(syntax.tokens)
    end = next((j for j in range(source_end, n) if syntax.low(j) in (",", ";", "—", "–", ".")), n)
    if k == 0:
        return end, n
    return (0, k) if end >= n - 1 else (0, n)


def clause_end(syntax: Syntax, k: int) -> int:
    """Where the clause that begins at k ends: at a turn ("but"), a semicolon or dash, or with the sentence."""
    for j in range(k, len(syntax.tokens)):
        low = syntax.low(j)
        if low in _BREAKS or (low in _TURNS and j > k + 1 and (syntax.low(j - 1) == "," or low == "but")):
            return j
        if low == "even" and syntax.low(j + 1) in ("as", "though", "while") and syntax.low(j - 1) == ",":
            return j
    return len(syntax.tokens)


def clause_start(syntax: Syntax, k: int) -> int:
    """Where the clause that k stands in begins."""
    for j in range(k - 1, -1, -1):
        if syntax.low(j) in _BREAKS or (syntax.low(j) in _TURNS and j > 0):
            return j + 1
    return 0


def negated(syntax: Syntax, k: int) -> bool:
    """Whether the verb at k is itself negated ("did not sell") or refused ("declined to confirm")."""
    i = k - 1
    for _ in range(8):
        if i < 0:
            return False
        token = syntax.tokens[i]
        if token.tag in ("NEG", "NEGAUX") or token.lower in ("without", "never", "neither", "nor", "no"):
            return True
        if token.phrase is not None:
            return False
        if token.tag in VERBS:
            if syntax.lemma(i) in ("decline", "refuse", "fail"):
                return True
            if syntax.tag(i + 1) not in ("TO", "VBG", "ADV", "CONJ"):
                return False
        elif token.tag not in ("MODAL", "HAVE", "BE", "DO", "ADV", "TO", "CONJ"):
            return False
        i -= 1
    return False


def none_of(syntax: Syntax, phrase: Phrase) -> str:
    """The word by which there is none of what a phrase names, or of what that is of: "NO contract", "NO Acme or Globex official",
    "NOBODY at Acme", "NOT ONE of the cameras"; "" where there is no such word. It stands in the phrase, or before it."""
    first = first_of(phrase)
    joined: tuple[str, ...] = ("or", "nor")
    while syntax.tag(first - 1) == "PREP" or syntax.low(first - 1) in joined:
        if syntax.low(first - 1) in joined:
            joined = ("or", "nor", ",")  # "no cameras, maps or data"
        outer = syntax.phrase(first - 2)
        first = first_of(outer) if outer is not None else first - 2
    said = next((k for k in (first, first - 1) if is_none(syntax, k)), -1)
    return syntax.low(said) if syntax.tag(said - 1) != "PREP" else ""


def is_none(syntax: Syntax, k: int) -> bool:
    """Whether the word at k says that there is none of what follows."""
    word, after = syntax.low(k), syntax.low(k + 1)
    return (word in _NONE and after not in _SOME) or (word == "not" and (after == "one" or syntax.low(k + 2) == "single"))


def _in_vain(syntax: Syntax, k: int) -> bool:
    """ "gave no statement confirming", "has not released documents showing": the participle hangs on something that is not there."""
    if syntax.tag(k) != "VBG":
        return False
    phrase = syntax.phrase(k - 1)
    if phrase is None:
        return False
    first = phrase
    while syntax.low(first.first - 1) in ("or", "and", ",") and (left := syntax.phrase(first.first - 2)) is not None:
        first = left
    verb = first.first - 1
    return syntax.low(first.first) == "no" or (syntax.is_verb(verb) and negated(syntax, verb))


def _by_nobody(syntax: Syntax, k: int) -> bool:
    """ "No official confirmed", "none of the emails says", "hardly anyone believes"."""
    phrase = syntax.phrase(syntax.back_over(k - 1, lambda t: t.phrase is None and t.tag in _AROUND_A_VERB))
    if phrase is None:
        return False
    return bool(none_of(syntax, phrase)) or syntax.low(phrase.first) in _HARDLY or syntax.low(phrase.first - 1) in _HARDLY


def named(syntax: Syntax, phrase: Phrase) -> Filler:
    """A source as it is named: the thing of the phrase, else of whoever's it is ("Acme's emails"), else its words alone."""
    if phrase.thing is not None:
        return syntax.headed(phrase) or filler(phrase)
    return filler(phrase)


def _said(syntax: Syntax, k: int, kind: Speech) -> Scope | None:
    unsaid = negated(syntax, k) or _in_vain(syntax, k) or _by_nobody(syntax, k)
    modality, negates = (kind.unsaid, False) if unsaid else (kind.modality, kind.negates)
    after = _past_asides(syntax, k + 1)
    nxt = syntax.low(after)
    addressed = syntax.phrase(after)
    opens = nxt in ("that", "whether", "how", "if", "what", "which") or nxt in _QUOTES
    opens = opens or (nxt in (",", ":") and (syntax.low(after + 1) in _QUOTES or syntax.low(after + 1) == "that"))
    clause = addressed is not None and after == k + 1 and not kind.steers and _clause_follows(syntax, k)
    first = k + 1
    if addressed is not None and not clause:
        end = _past_asides(syntax, syntax.whole(addressed).last)
        opens = opens or syntax.low(end) in ("that", "whether", "how") or syntax.low(end) in _QUOTES
        if syntax.low(end) == ":" and kind.modality in ("reported", "alleged"):
            opens, first = True, end + 1  # "outlines a close relationship: Acme hosts"
    matter = kind.matters and (addressed is not None or syntax.tag(k + 1) in ("VBG", "DET") or (nxt == "to" and syntax.tag(k + 2) == "VBG"))
    if kind.steers and addressed is not None:
        opens, matter = nxt == "that", _controls(syntax, addressed)
    if not (opens or clause) and addressed is not None and addressed.head in ("it", "this", "that"):
        return None  # "denies it"
    if not (opens or clause or matter):
        steered = kind.steers or kind.modality in ("possible", "unconfirmed")
        return None if steered else _trailing(syntax, k, kind, modality, negates)
    if (nxt in ("whether", "if") and kind.modality in ("reported", None)) or _put_to_somebody(syntax, k):
        unsaid, modality, negates = True, "unconfirmed", False
    last = _said_end(syntax, first, k) if opens or clause else matter_end(syntax, first)
    if nxt in _QUOTES:
        last = next((j for j in range(after + 1, last) if not syntax.sentence.quoted[j]), last)  # what is quoted and no more
    if syntax.sentence.quoted[k]:
        last = next((j for j in range(k + 1, len(syntax.tokens)) if not syntax.sentence.quoted[j]), last)
    return Scope(first, last, modality, negates, None if unsaid or kind.silent else source(syntax, k), kind.name, k)


def _put_to_somebody(syntax: Syntax, k: int) -> bool:
    """ "You said that ...": a question or a reproach; that it was said is just what is not settled."""
    return any(syntax.low(j) == "you" for j in range(max(0, k - 3), k) if all(syntax.phrase(i) is None for i in range(j + 1, k)))


def _said_end(syntax: Syntax, first: int, k: int) -> int:
    """Where what the verb at k says ends: with its clause, or where another verb of saying is joined to it ("denied it and said")."""
    end = clause_end(syntax, first)
    for j in range(first + 1, end):
        joined = syntax.low(j) == "and" and syntax.is_verb(j + 1) and syntax.tag(j + 1) == syntax.tag(k)
        if joined and syntax.lemma(j + 1) in syntax.says:
            return j
    return end


def matter_end(syntax: Syntax, k: int) -> int:
    """Where a matter that begins at k ends: "denied the charges and sued" denies nothing after "and"."""
    end = clause_end(syntax, k)
    for j in range(k + 1, end):
        joined = (
            syntax.low(j) in (",", "and") and (syntax.tag(j + 1) in VERBS or syntax.tag(j + 1) in FINITE) and syntax.phrase(j + 1) is None
        )
        if joined and (syntax.tag(j + 1) != "VBG" or syntax.tag(k) != "VBG"):
            return j
    return end


def _past_asides(syntax: Syntax, k: int) -> int:
    """Over adverbs and prepositional phrases to "that": "said in a statement on Monday that"."""
    here = k
    while True:
        if syntax.tag(here) == "ADV" and syntax.phrase(here) is None:
            here += 1
        elif syntax.tag(here) == "PREP" and (inner := syntax.phrase(here + 1)) is not None:
            here = inner.last
        else:
            break
    return here if syntax.low(here) in ("that", "whether", "how", "if", *_QUOTES) or syntax.tag(k) == "ADV" else k


def _trailing(syntax: Syntax, k: int, kind: Speech, modality: Modality | None, negates: bool) -> Scope | None:
    """ "..., X said" and "...," said X; also "as X reported"."""
    if kind.silent:
        return None
    found = subject(syntax, k)
    after = syntax.low(k + 1)
    ends = k + 1 >= len(syntax.tokens) or after in (",", ".", ")", "—", "–", ";")
    if found is not None and found.filler.thing is not None:
        first = syntax.listed_left(found.filler.phrase)[-1].first if found.how == "direct" else found.filler.first
        if syntax.low(first - 1) == "as" and syntax.low(first - 2) != "such" and ends and kind.name in ("show", "say", "claim"):
            return Scope(0, len(syntax.tokens), modality, negates, found.filler, "as", k)
        spoken_to = ends or after in _QUOTES or syntax.tag(k + 1) in ("PREP", "ADV") or syntax.lemma(k) == "tell"
        if first > 1 and spoken_to and (syntax.low(first - 1) in (",", *_QUOTES)) and not _inside(syntax, first, k):
            return Scope(*_said_around(syntax, first, k), modality, negates, found.filler, kind.name, k)
    elif ends and kind.name in ("say", "show", "claim") and (nameless := _nameless(syntax, k)) is not None:
        return Scope(*_said_around(syntax, nameless.first, k), modality, negates, filler(nameless), kind.name, k)
    if (
        kind.name in ("say", "claim")
        and k > 2
        and syntax.lemma(k) != "tell"
        and (syntax.low(k - 1) in _QUOTES or (syntax.low(k - 1) == "," and syntax.tag(k) in ("VBD", "VBZ")))
    ):
        speaker = syntax.phrase(k + 1)
        if speaker is not None and speaker.thing is not None and speaker.thing.acts:
            return Scope(clause_start(syntax, k - 1), k, modality, negates, named(syntax, syntax.whole(speaker)), kind.name, k)
    return None


def _said_around(syntax: Syntax, first: int, k: int) -> tuple[int, int]:
    """What ", X said," is said of, X standing at `first` and the verb at k: what is before it, and the rest of the clause where that
    has no verb yet ("ICE, the FBI said, uses")."""
    start = clause_start(syntax, first - 1)
    whole = syntax.finite_in(start, first - 1) is not None
    return (start, first - 1) if whole or syntax.low(k + 1) != "," else (start, clause_end(syntax, k + 2))


def _nameless(syntax: Syntax, k: int) -> Phrase | None:
    """The source right before the verb at k and after a comma, where it is nobody by name: ", records show", ", filings in Ohio show"."""
    phrase = syntax.phrase(k - 1)
    while phrase is not None and syntax.tag(phrase.first - 1) == "PREP":
        phrase = syntax.phrase(phrase.first - 2)
    return phrase if phrase is not None and phrase.first > 1 and syntax.low(phrase.first - 1) == "," else None


def _inside(syntax: Syntax, first: int, k: int) -> bool:
    """Whether another verb stands between the speaker at first and the verb at k, so that the comma before closes something else."""
    return any(syntax.is_verb(j) and syntax.tag(j) in FINITE for j in range(first, k))


def _controls(syntax: Syntax, addressed: Phrase) -> bool:
    """Whether "urged X" goes on "to VERB"."""
    return any(syntax.low(p.last) == "to" for p in syntax.listed(syntax.whole(addressed))) or any(
        syntax.low(j) == "to" and syntax.tag(j + 1) == "VB" for j in range(addressed.last, min(addressed.last + 6, len(syntax.tokens)))
    )


def _clause_follows(syntax: Syntax, k: int) -> bool:
    """Whether a clause without "that" follows the verb: "said Acme sells"."""
    for j in range(k + 1, min(k + 15, len(syntax.tokens))):
        if syntax.low(j) in (";", "that", ":", '"'):
            return False
        if syntax.phrase(j) is None and syntax.tag(j) in FINITE:
            if syntax.low(j - 1) == "," and (said := syntax.phrase(j - 2)) is not None and said.kind == "pronoun":
                return False  # "Acme, which denies it, sells"
            return syntax.tag(j) != "VBD" or syntax.low(j - 1) not in (",", '"')
        if syntax.phrase(j) is None and syntax.tag(j) in ("VBN", "TO", "VB", "VBG"):
            return False
    return False


def source(syntax: Syntax, k: int) -> Filler | None:
    """Who or what says the verb at k; common nouns too ("records show"), and of "emails obtained by X show" the emails."""
    found = subject(syntax, k)
    if found is not None and found.filler.thing is not None:
        return found.filler
    i = syntax.back_over(k - 1, lambda t: t.phrase is None and t.tag in _AROUND_A_VERB)
    phrase = syntax.phrase(i)
    if phrase is None:
        return None
    j = phrase.first - 1
    while syntax.low(j) in ("and", ",") and (left := syntax.phrase(j - 1)) is not None:
        j = left.first - 1
    if syntax.low(j) in ("by", "in", "from") and syntax.is_verb(j - 1) and syntax.tag(j - 1) in ("VBN", "VBD"):
        before = syntax.phrase(j - 2)
        if before is not None:
            return filler(before)
    return filler(phrase)
