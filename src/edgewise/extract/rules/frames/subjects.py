"""The subject of a verb: found from the word on its left, through auxiliaries, infinitives, relatives, asides and lists."""

from __future__ import annotations

from ..nouns import Phrase
from .syntax import FINITE, Filler, Subject, Syntax, filler

_AUXILIARY = frozenset(("BE", "HAVE", "DO", "MODAL", "NEG", "NEGAUX", "ADV"))
_PASSED = frozenset(("also", "still", "once", "again", "publicly", "both", "then", "outright", "all", "themselves", "itself", "not"))
_CLOSERS = frozenset((",", ")", "—", "-", "–", '"', "”"))
_DEPTH = 5


def subject(syntax: Syntax, k: int, depth: int = 0) -> Subject | None:
    """Return who does the verb at k, or None where that is open."""
    if depth > _DEPTH:
        return None
    i = k - 1
    while i >= 0 and (syntax.tag(i) in _AUXILIARY or syntax.low(i) in _PASSED) and syntax.phrase(i) is None:
        i -= 1
    if i < 0:
        return _fronted(syntax, k)
    word, tag, participle = syntax.low(i), syntax.tag(i), syntax.tag(k) == "VBG"
    if syntax.phrase(i) is None:
        if word == "to":
            return _infinitive(syntax, i, depth)
        if participle and tag == "PREP":
            return _gerund(syntax, k, i, depth)
        if word == "," and syntax.lemma(i - 1) in syntax.says and (aside := _after_aside(syntax, i)) is not None:
            return aside  # "ICE, the FBI said, uses"
        if tag == "CONJ" or (word == "," and (participle or syntax.is_verb(i - 1))):
            return _coordinated(syntax, k, i, depth)
        if tag == "WH" or word == "that":
            return _relative(syntax, i)
        if word in _CLOSERS:
            return _after_aside(syntax, i)
        if syntax.is_verb(i) and (participle or syntax.lemma(i) == "help"):
            return subject(syntax, i, depth + 1)  # "keeps selling", "helps run"
        return None
    return _direct(syntax, k, i, depth)


def subjects(syntax: Syntax, k: int) -> tuple[list[Filler], str]:
    """Return all who do the verb at k, nearest first, and how they were found; ([], "") when nobody is."""
    found = subject(syntax, k)
    if found is None or found.filler.thing is None:
        return [], ""
    one, how = found.filler, found.how
    if how in ("direct", "aside"):
        row = [one] + [
            f
            for p in syntax.listed_left(one.phrase)[1:]
            if (f := _lifted(syntax, p)) is not None and f.thing is not None and f.thing is not one.thing
        ]
        if one.type == "Group" and one.phrase.employer is not None and vague_words(syntax, one.phrase):
            row = [f for f in row if f.type != "Organization"]  # "Acme and other Globex employees" are Acme's people
    elif how == "blamed":
        row = [filler(p) for p in syntax.listed(one.phrase) if p.thing is not None]
    else:
        row = [one]
    if how == "aside" and one.type == "Group":
        members = _members(syntax, one.phrase, k)
        row = members if members and vague(syntax, one.phrase) else row + members
    return row, how


def vague(syntax: Syntax, phrase: Phrase) -> bool:
    """Whether a phrase only points at the rest of something: "other agencies", "such tools"."""
    return not phrase.names and vague_words(syntax, phrase)


def vague_words(syntax: Syntax, phrase: Phrase) -> bool:
    """Whether a phrase begins with "other" or "such", whatever it names."""
    return any(syntax.low(k) in ("other", "such") for k in range(phrase.first, min(phrase.first + 3, phrase.last)))


def _lifted(syntax: Syntax, phrase: Phrase) -> Filler | None:
    return syntax.headed(phrase) or filler(phrase)


def _members(syntax: Syntax, group: Phrase, before: int) -> list[Filler]:
    """Of "groups, including X and Y, sued" return X and Y."""
    m = group.last + (1 if syntax.low(group.last) in (",", "(") else 0)
    if syntax.low(m) in ("including", "like", "notably", "namely", "especially"):
        m += 1
    elif syntax.low(m) == "such" and syntax.low(m + 1) == "as":
        m += 2
    else:
        return []
    first = syntax.phrase(m)
    return [] if first is None else [filler(p) for p in syntax.listed(syntax.whole(first)) if p.thing is not None and p.last <= before]


def _fronted(syntax: Syntax, k: int) -> Subject | None:
    """ "Working with X, Maxwell sold": the subject stands after the comma."""
    if syntax.tag(k) not in ("VBG", "VBN"):
        return None
    for comma in range(k, min(k + 26, len(syntax.tokens))):
        after = syntax.phrase(comma + 1) if syntax.low(comma) == "," else None
        if after is None:
            continue
        after = syntax.whole(after)
        last = syntax.listed(after)[-1].last
        while syntax.tag(last) == "ADV" and syntax.phrase(last) is None:
            last += 1
        if syntax.tag(last) in FINITE or syntax.low(last) in (",", "("):
            if syntax.tag(last) not in FINITE and any(syntax.low(j) == "," for j in range(k, comma)):
                continue  # an item of a list
            return Subject(filler(after), "fronted") if after.thing is not None and after.thing.acts else None
    return None


def _infinitive(syntax: Syntax, i: int, depth: int) -> Subject | None:
    """At "to" of "efforts to sell", "urged X to stop", "X plans to sell"."""
    j = syntax.back_over(i - 1, lambda t: t.tag in ("ADV", "NEG") and t.phrase is None)
    phrase = syntax.phrase(j)
    if phrase is not None:
        head = syntax.head(phrase)
        if phrase.thing is None and head in syntax.words.ownerless_nouns:
            return None
        if phrase.thing is None and head in syntax.words.control_nouns:
            if phrase.owner is not None and phrase.owner.thing is not None:
                return Subject(filler(phrase.owner), "owner")
            if phrase.names and phrase.names[-1].thing is not None and phrase.names[-1].thing.type in ("Organization", "Person"):
                return Subject(filler(phrase, phrase.names[-1].thing), "owner")
        if phrase.thing is not None and phrase.thing.type != "System":
            first = syntax.listed_left(phrase)[-1].first
            before = first - 1
            if syntax.low(before) == "for" or (syntax.is_verb(before) and syntax.lemma(before) in syntax.words.object_control):
                return Subject(filler(phrase), "object")
        if phrase.thing is None and phrase.pronoun in ("his", "her") and head in syntax.words.control_nouns:
            return None  # "his decision to sell": who he is stands elsewhere
    verb = syntax.previous_verb(i)
    if verb is not None:
        steered = _steered(syntax, verb, i)
        if steered is not None:
            return Subject(filler(steered), "object") if steered.thing is not None and steered.thing.acts else None
        return subject(syntax, verb, depth + 1)
    if phrase is not None and phrase.thing is not None and phrase.thing.type != "System" and phrase.kind in ("name", "metonym", "group"):
        return Subject(filler(phrase), "headline")
    return None


def _steered(syntax: Syntax, verb: int, i: int) -> Phrase | None:
    """Who is to do what follows "to" at i: whom the verb urges, "X" of "called on X to"; None where the verb steers nobody."""
    if syntax.passive(verb):
        return None
    if syntax.lemma(verb) == "call" and syntax.low(verb + 1) in ("on", "upon", "for"):
        found = syntax.phrase_from(verb + 2)
    elif syntax.lemma(verb) in syntax.words.object_control:
        found = syntax.object(verb)
    else:
        return None
    if found is None:
        return None
    whole = syntax.whole(found)
    return whole if whole.last <= i else None


def _gerund(syntax: Syntax, k: int, i: int, depth: int) -> Subject | None:
    """After a preposition: "accused X of selling", "X was fined for selling", "by selling, X"."""
    verb = syntax.previous_verb(i)
    before = syntax.phrase(i - 1)
    if before is not None and before.thing is None and syntax.low(i) in ("in", "of", "for"):  # "X's role in selling"
        if before.owner is not None and before.owner.thing is not None and before.owner.thing.acts:
            return Subject(filler(before.owner), "owner")
        if before.pronoun in ("his", "her"):
            return None
    if syntax.low(i - 1) in ("—", "–"):
        return None  # after an aside: whose it is stands before the other dash
    if verb is not None:
        if syntax.low(i) == "into" and not syntax.passive(verb):
            driven = syntax.object(verb)  # "pressured X into selling"
            return Subject(filler(driven), "object") if driven is not None and driven.thing is not None and driven.last <= i else None
        if syntax.low(i) in ("for", "of", "over", "from") and syntax.lemma(verb) in syntax.words.object_blame and not syntax.passive(verb):
            blamed = syntax.object(verb)
            if blamed is not None and blamed.thing is not None and blamed.thing.acts:
                return Subject(filler(blamed), "blamed")
        return subject(syntax, verb, depth + 1)
    later = syntax.next_finite(k)
    found = subject(syntax, later, depth + 2) if later is not None else None
    return Subject(found.filler, "fronted") if found is not None else None


def _coordinated(syntax: Syntax, k: int, i: int, depth: int) -> Subject | None:
    """After "and": the subject of the verb it is coordinated with, a finite one for a finite one."""
    finite = syntax.tag(k) in ("VBZ", "VBD") or any(syntax.tag(x) in FINITE for x in range(i + 1, k))
    verb = syntax.previous_verb(i)
    for _ in range(3):
        if verb is None:
            return None
        if (
            not finite
            or syntax.tag(verb) not in ("VBN", "VBG", "VBD")
            or syntax.passive(verb)
            or (syntax.tag(verb) == "VBD" and syntax.object(verb) is not None)
        ):
            break
        earlier = syntax.previous_verb(verb)
        if earlier is None or (syntax.tag(verb) == "VBD" and syntax.low(verb + 1) != "by"):
            break
        verb = earlier
    return subject(syntax, verb, depth + 1) if verb is not None else None


def _relative(syntax: Syntax, i: int) -> Subject | None:
    word = syntax.low(i)
    j = i - 1
    if syntax.low(j) == ",":
        j -= 1
    if word == "that" and syntax.is_verb(j):
        return None
    phrase = syntax.phrase(j)
    if word == "who" and phrase is not None and not _person_like(phrase):
        left = [p for p in syntax.sentence.phrases if p.last <= phrase.first][-4:]
        phrase = next((p for p in reversed(left) if _person_like(p)), None)  # "Jane Roe, a fellow at Acme, who"
    if phrase is None or phrase.thing is None or word not in ("who", "which", "that"):
        return None
    headed = syntax.headed(phrase)
    if headed is not None and headed.thing is not None and word == "who":
        return Subject(headed, "relative")
    return Subject(filler(phrase), "relative")


def _person_like(phrase: Phrase) -> bool:
    return phrase.thing is not None and (phrase.thing.type in ("Person", "Group") or phrase.kind in ("metonym", "group"))


def _after_aside(syntax: Syntax, i: int) -> Subject | None:
    """At a comma, parenthesis or dash that closes an aside after the subject: "X, a firm in Y, sued"."""
    closer = syntax.low(i)
    if closer in ('"', "”"):
        phrase = syntax.phrase(i - 1)
        return Subject(filler(phrase), "quoted") if phrase is not None and phrase.thing is not None else None
    opener = {")": "("}.get(closer, closer)
    seen = 0
    for j in range(i - 1, max(-1, i - 32), -1):
        if syntax.low(j) != opener:
            continue
        seen += 1
        phrase = syntax.phrase(j - 1)
        if phrase is None or phrase.thing is None or not (phrase.thing.acts or phrase.thing.type == "System") or seen > 3:
            continue
        first = syntax.tokens[j + 1] if j + 1 < i else None
        if first is None:
            continue
        opens = (
            first.tag in ("DET", "WH", "PREP", "NUM", "VBN", "VBD", "ADV", "VBG") or opener == "(" or first.name is not None
            or first.lower in syntax.words.titles or first.lemma in syntax.words.people
            or first.lower in ("formerly", "including", "such", "like", "along", "notably", "namely", "especially")
        )  # fmt: skip
        if opens:
            headed = syntax.headed(phrase)
            return Subject(headed, "aside") if headed is not None else None
    return None


def _direct(syntax: Syntax, k: int, i: int, depth: int) -> Subject | None:
    """The phrase that ends right before the verb, or what it is part of."""
    phrase = syntax.phrase(i)
    assert phrase is not None
    participle = syntax.tag(k) == "VBG"
    if phrase.thing is None and phrase.apposition_of is not None and participle:
        return Subject(filler(phrase, phrase.apposition_of), "apposition")
    if phrase.owns:
        return None
    outer = _relative_around(syntax, k, phrase)
    if outer is not None:
        return outer
    antecedent = antecedent_around(syntax, k, phrase)
    if antecedent is not None:
        return Subject(filler(antecedent), "relative") if antecedent.thing is not None else None
    headed = syntax.headed(phrase)
    if participle:
        if (headed is None or headed.thing is None) and phrase.thing is not None:
            listed = syntax.listed_left(phrase)[-1]
            if _addressed(syntax, listed) or (syntax.low(k + 1) in ("them", "it") and syntax.tag(listed.first - 1) != "DET"):
                verb = syntax.previous_verb(listed.first)
                return subject(syntax, verb, depth + 1) if verb is not None else None  # "wrote to X and Y asking"
            return Subject(filler(phrase), "participle")
        if phrase.thing is None and syntax.head(phrase) in syntax.words.texts:
            verb = syntax.previous_verb(phrase.first)
            if verb is not None and syntax.lemma(verb) not in ("receive", "obtain", "get", "cite", "see", "read", "review"):
                return subject(syntax, verb, depth + 1)  # "wrote a letter demanding"
        if phrase.thing is None and syntax.head(phrase) in ("project", "program", "pilot", "initiative", "programme"):
            verb = syntax.previous_verb(phrase.first)
            if verb is not None and (syntax.tag(verb) == "HAVE" or syntax.lemma(verb) in ("run", "operate", "launch", "have")):
                return subject(syntax, verb, depth + 1)
    if headed is None or headed.thing is None:
        return None
    return Subject(headed, "direct")


def _addressed(syntax: Syntax, phrase: Phrase) -> bool:
    """Whether the phrase is only whom or where something is sent or filed: "wrote to X", "filed a report with X", "a note in the X"."""
    before = syntax.low(phrase.first - 1)
    if before == "with":
        filed = syntax.phrase(phrase.first - 2)
        return filed is not None and syntax.head(filed) in syntax.words.texts
    verb = syntax.previous_verb(phrase.first)
    done = syntax.object(verb) if verb is not None else None
    return before == "to" or (before in ("in", "at") and done is not None and done.last <= phrase.first)  # "signed a pact in X, founding"


def antecedent_around(syntax: Syntax, k: int, phrase: Phrase) -> Phrase | None:
    """Of "the firm that sold cameras to ICE was acquired" and "lawyers suing ICE met" who it is, for the verb at k: the phrase before it,
    whatever that names, is within a relative clause or stands after a participle. None where it does neither, or the sentence has
    another verb for who stands before that."""
    outer = phrase
    while syntax.tag(outer.first - 1) in ("PREP", "TO") and (before := syntax.phrase(outer.first - 2)) is not None:
        outer = before
    last = outer.first - 1
    governed = outer is not phrase or syntax.tag(last) == "TO" or (syntax.is_verb(last) and syntax.lemma(last) not in syntax.says)
    if syntax.tag(phrase.last) not in FINITE or not governed:
        return None
    if syntax.tag(last) == "VBG" and (whose := syntax.phrase(last - 1)) is not None:
        return whose if syntax.finite_in(0, last) is None else None
    w = next((j for j in range(phrase.first - 1, 0, -1) if syntax.low(j) in ("who", "that", "which", ",", ";", "and", "or", '"')), 0)
    antecedent = syntax.phrase(w - 1)
    if syntax.low(w) not in ("who", "that", "which") or antecedent is None or syntax.phrase(w + 1) is not None:
        return None
    relative = syntax.finite_in(w + 1, phrase.first) is not None
    return antecedent if relative and syntax.finite_in(0, w) is None else None


def _relative_around(syntax: Syntax, k: int, phrase: Phrase) -> Subject | None:
    """ "an employee who requested anonymity told": the verb after a relative clause belongs to its antecedent."""
    before = phrase.first - 1
    if not (syntax.is_verb(before) and syntax.tag(before) in ("VBD", "VBZ", "VB") and syntax.tag(k) in ("VBD", "VBZ")):
        return None
    w = syntax.back_over(before - 1, lambda t: t.phrase is None and t.tag in ("ADV", "HAVE", "MODAL", "DO", "BE", "NEG"))
    if w < 1 or syntax.low(w) not in ("who", "that", "which"):
        return None
    antecedent = syntax.phrase(w - 1)
    return Subject(filler(antecedent), "relative") if antecedent is not None and antecedent.thing is not None else None
