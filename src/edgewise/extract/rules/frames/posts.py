"""Who holds which post: titles before names, appositions after them, "X is the director of Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..nouns import Name, Phrase
from .emit import Emitter, Passage
from .subjects import subjects
from .syntax import FINITE, Filler, Syntax, filler, named

COPULA = frozenset(("be", "become", "remain"))
_BESIDE_A_TITLE = re.compile(
    r"^(?:(?:the|a|an|its|their|his|her|then|current|longtime|acting|interim|new|billionaire|us|u\.s"
    r"|former|ex|onetime|one-time|late|retired) )+"
)
OVER = re.compile(r"\b(?:former|ex|onetime|one-time|late|retired)\b", re.IGNORECASE)  # of a post; "then" is of the time told of
_FORMER = frozenset(("former", "ex", "then", "onetime", "one-time", "late", "retired"))
_NOT_YET = frozenset(("nominee", "incoming", "candidate", "designate", "pick", "elect"))
_OF_A_LAND = ("an", "ish", "ese", "ali", "aqi", "eli", "ani", "ine", "ch", "ek", "ss")  # "Honduran", "Somali", "Philippine"
_MINISTRIES = frozenset(("foreign", "home", "crown", "prime"))  # what follows a land in "the Russian foreign minister"
_CHIEFS = frozenset(("ceo", "cfo", "cto", "chief executive", "founder", "co-founder", "chairman", "ceo and founder"))


@dataclass(frozen=True, slots=True)
class Found:
    """One relation that a construction states; `at` is the token it hangs on, `judged` whether the sentence's cues bear on it.

    After "is" that token is the role noun, not the verb: what negates it stands between the two.
    """

    relation: str
    subject: Filler
    object: Filler
    at: int
    role: str | None = None
    judged: bool = False
    modality: str | None = None


def post(emitter: Emitter, role: str) -> str:
    """The relation that a title states: head of, founder of, or works for, which is all that is left of a head's post once it is over."""
    lists = emitter.declared.words
    text = _BESIDE_A_TITLE.sub("", " ".join(w.strip(",.").lower() for w in role.split()))
    if text in lists.founder_titles:
        return "founded"
    return "leads" if text in lists.head_titles and not OVER.search(role) else "works_for"


def organization_title_person(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    for name in phrase.names:
        employer = name.title_of.thing if name.title_of is not None else None
        if name.thing is None or name.thing.type != "Person" or name.title_of is None or employer is None:
            continue
        role = _with_former(passage.syntax, name.title_of, name.title)
        if _not_yet(passage.syntax, phrase) or passage.syntax.low(name.title_of.first - 1) in _NOT_YET:
            continue
        if is_body(emitter, name.title_of, role):
            body = Filler(employer, name.title_of.first, name.title_of.last, phrase)
            yield Found(post(emitter, role), _person(name, phrase), body, name.first, role)


def organization_role_person(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Globex Inc council member Jane Roe": organisation, role and person in one phrase."""
    if named(phrase, "Person") is None or len(phrase.names) < 2:
        return
    person, body = phrase.names[-1], phrase.names[-2]
    role = passage.syntax.text(body.last, person.first)
    dated = _with_former(passage.syntax, body, role)
    if person.title_of is not None or body.thing is None or not is_body(emitter, body, dated) or _not_yet(passage.syntax, phrase):
        return
    if any(passage.syntax.tag(k) in FINITE and passage.syntax.tag(k) != "VBD" for k in range(body.last, person.first)):
        return  # "the Council bars president Jane Roe"
    if any(w in emitter.declared.words.titles for w in role.lower().split()):
        yield Found(post(emitter, dated), _person(person, phrase), Filler(body.thing, body.first, body.last, phrase), person.first, dated)


def _with_former(syntax: Syntax, body: Name, role: str) -> str:
    """A role with the "former" that stands before the body's name: "former FBI director"."""
    before = syntax.low(body.first - 1)
    return f"{before} {role}" if before in _FORMER else role


def owner_role_person(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Globex Inc's director Jane Roe", "the Harbor Times' Jane Roe", "John Doe's lawyer Jane Roe"."""
    owner = phrase.owner
    if named(phrase, "Person") is None or owner is None or owner.thing is None:
        return
    words = [passage.syntax.lemma(k) for k in range(phrase.first, phrase.last) if passage.syntax.tokens[k].name is None]
    if any(n.type == "Organization" for n in phrase.names[:-1]):
        return  # "Globex's Harbor Bureau director Jane Roe" is of the bureau
    title = (phrase.names[-1].title or " ".join(words)).strip()
    if owner.thing.type == "Organization":
        yield Found(post(emitter, title), filler(phrase), filler(owner), phrase.first, title or None)
    elif owner.thing.type == "Person":
        if any(w in ("ally", "associate", "partner") for w in words):
            yield Found("partners_with", filler(phrase), filler(owner), phrase.first, title)
        elif any(
            w in ("aide", "lawyer", "attorney", "adviser", "advisor", "spokesman", "spokeswoman", "spokesperson", "fixer") for w in words
        ):
            yield Found("works_for", filler(phrase), filler(owner), phrase.first, title)


def role_apposition(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Jane Roe, a director at Globex Inc, ..." and "Jane Roe, Globex Inc's director"."""
    syntax = passage.syntax
    if phrase.kind != "name" or phrase.thing is None or syntax.low(phrase.last) not in (",", "("):
        return
    if phrase.thing.type != "Person" and not (
        phrase.thing.type == "unknown" and phrase.name is not None and len(phrase.name.text.split()) in (2, 3)
    ):
        return
    aside = syntax.phrase(phrase.last + 1)
    if aside is None:
        return
    for role in syntax.listed(syntax.whole(aside)):
        if role.thing is not None and role.kind not in ("metonym", "group"):
            return
        yield from _posts(passage, emitter, filler(phrase), role, phrase.first)


def role_copula(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Jane Roe is the director of Globex Inc", "who became its chief"."""
    syntax = passage.syntax
    k = phrase.first - 1
    owner = phrase.owner
    if owner is not None:
        return
    k = syntax.back_over(k, lambda t: t.tag in ("ADV", "NEG") and t.phrase is None)
    if not (syntax.tag(k) == "BE" or syntax.lemma(k) in COPULA) or syntax.phrase(k) is not None:
        return
    role = syntax.whole(phrase)
    if not syntax.has(role, emitter.declared.words.titles):
        return
    people, _ = subjects(syntax, k)
    for person in people:
        if person.type == "Person" and person.phrase.kind in ("name", "pronoun"):
            for found in _posts(passage, emitter, person, role, syntax.head_at(role)):
                yield replace(found, judged=True)


def _posts(passage: Passage, emitter: Emitter, person: Filler, role: Phrase, at: int) -> Iterator[Found]:
    """The body that a role phrase names: its owner, a name within it, or what follows "of", "at", "for", "with"."""
    syntax = passage.syntax
    titles = emitter.declared.words.titles
    if not (syntax.head(role) in titles or role.head in titles or syntax.has(role, titles)):
        return
    if _not_yet(syntax, role):
        return
    words = " ".join(t.text for t in syntax.tokens[role.first : role.last] if t.tag != "DET" and t.name is None)
    body: Filler | None = None
    if role.owner is not None and role.owner.thing is not None and role.owner.thing.type in ("Organization", "unknown"):
        body = filler(role.owner)
    elif role.names and is_body(emitter, role.names[-1]):
        name = role.names[-1]
        body = Filler(name.thing, name.first, name.last, role)
    else:
        following = syntax.chain(role)
        for preposition, inner in following:
            if (
                preposition in ("of", "at", "for", "with")
                and inner.thing is not None
                and inner.thing.type in ("Organization", "unknown")
                and _only_name(syntax, inner)
            ):
                body = filler(inner)
                break
            if preposition in ("for", "of") and inner.thing is None:
                words += f" {preposition} {syntax.text(inner.first, inner.last)}"
    if body is None:
        if role.owner is None or role.owner.thing is None:
            return
        return
    yield Found(post(emitter, words), person, body, at, words)


def _not_yet(syntax: Syntax, phrase: Phrase) -> bool:
    """Whether the post is only to come: "the incoming chief", "nominee for director"."""
    return syntax.has(phrase, _NOT_YET) or syntax.low(phrase.first - 1) in _NOT_YET


def _only_name(syntax: Syntax, phrase: Phrase) -> bool:
    """Whether a phrase is a name and nothing else but a determiner before it."""
    name = phrase.name
    return (
        phrase.kind == "name"
        and name is not None
        and all(syntax.tag(k) in ("DET", "ADJ") for k in range(phrase.first, phrase.names[0].first))
    )


def person_of(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "Jane Roe of Globex Inc": no agencies after "of", which is as often where someone is sued or named."""
    syntax = passage.syntax
    if named(phrase, "Person") is None or syntax.low(phrase.last) not in ("from", "at", "of"):
        return
    if syntax.low(phrase.last) in ("from", "at") and phrase.first > 0 and syntax.low(phrase.first - 1) not in (",", "by", "and"):
        return  # "met Jane Roe at Globex" says where
    body = syntax.phrase(phrase.last + 1)
    if body is None or (employer := named(body, "Organization")) is None or body.owns:
        return
    if (syntax.low(phrase.last) == "of" or not syntax.is_verb(phrase.first - 1)) and not (
        syntax.low(phrase.last) == "of" and employer.agency
    ):
        yield Found("works_for", filler(phrase), filler(body), phrase.first)


def under(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    syntax = passage.syntax
    if named(phrase, "Organization") is None or syntax.low(phrase.last) != "under":
        return
    person = syntax.phrase(phrase.last + 1)
    if person is not None and named(person, "Person") is not None:
        yield Found("leads", filler(person), filler(phrase), phrase.first)


def is_body(emitter: Emitter, name: Name, role: str = "") -> bool:
    """Whether the name before a title is of a body: not "Russian" or "Foreign" of "Russian Foreign Minister"."""
    thing = name.thing
    if thing is None or thing.type not in ("Organization", "unknown"):
        return False
    words = [w.lower() for w in name.text.split()]
    lists = emitter.declared.words
    if words[0] in lists.not_bodies and not name.text.isupper():
        return False
    if words[-1] in _MINISTRIES or (len(words) == 1 and words[0] in lists.not_bodies_alone):
        return False
    land = emitter.analysis.things.get(name.text.split()[0])
    if len(words) == 2 and words[1] in lists.not_bodies_alone and land is not None and land.type == "Place":
        return False  # "Texas Land" of "Texas Land Commissioner"
    if len(words) == 1 and words[0].endswith(_OF_A_LAND) and any(w in lists.state_titles for w in role.lower().split()):
        return False
    if words[-1] in lists.not_bodies or words[-1].endswith(("ian", "ean", "ish", "ese", "can")):
        return thing.type == "Organization" and len(words) > 1 and thing.count > 1
    return thing.type == "Organization" or thing.count > 1 or name.text.isupper()


def bare_title(passage: Passage, emitter: Emitter, phrase: Phrase) -> Iterator[Found]:
    """ "CEO Jane Roe" where the sentence names one company only: its chief."""
    name = phrase.name
    if (
        phrase.kind != "name"
        or name is None
        or name.thing is None
        or name.thing.type != "Person"
        or name.title_of is not None
        or phrase.owner is not None
    ):
        return
    if name.title.lower() not in _CHIEFS or len(phrase.names) > 1:
        return
    if passage.syntax.low(phrase.last) == "of":
        return
    syntax, before = passage.syntax, name.first - len(name.title.split()) - 1
    if syntax.low(before) in (*_FORMER, *_NOT_YET, "its", "their", "his", "her"):
        return
    companies = {}
    for other in passage.sentence.phrases:
        thing = other.employer if other.employer is not None else other.thing
        if thing is not None and thing.type in ("Organization", "unknown") and not thing.agency and not thing.newsroom:
            companies[id(thing)] = (thing, other)
    if len(companies) == 1:
        thing, other = next(iter(companies.values()))
        if thing.type == "Organization":
            yield Found(post(emitter, name.title), _person(name, phrase), filler(other, thing), name.first, name.title)


def _person(name: Name, phrase: Phrase) -> Filler:
    return Filler(name.thing, name.first, name.last, phrase)
