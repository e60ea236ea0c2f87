"""Noun phrases: which tokens belong together, which word is the head, and what the phrase names or describes.

A possessive cuts a phrase in two, owner and owned. A phrase whose words name nothing ("the company") has no thing yet: `coreference`
looks for it.
"""

from __future__ import annotations

from itertools import pairwise

from ...model import EntityType
from ..sentences import plain
from .lexicon import Lexicon
from .nouns import Name, Phrase, Sentence, Thing, Token
from .things import new_thing

_PLAIN_PARTS = frozenset(("DET", "ADJ", "NUM", "NOUN", "POSS"))
_OWNERS = frozenset(("DET", "POSS", "ADJ", "NUM"))
_UNNAMED = frozenset(("DET", "NUM", "ADV", "POSS"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_LONGEST = 64  # tokens: no phrase is so long, and what repeats one word without end is none
_POLITICAL = frozenset(("administration", "campaign"))  # "the Trump campaign" is an organisation, not a person


class Phrases:
    """Finds the phrases of a document's sentences; keeps the things that phrases describe, so that equal words are one thing."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.described: dict[tuple[str, EntityType], Thing] = {}

    def find(self, sentence: Sentence) -> None:
        """Set the sentence's phrases, left to right, and each token's phrase."""
        tokens = sentence.tokens
        here = 0
        while here < len(tokens):
            if tokens[here].tag == "PRON":
                self._add(sentence, self._pronoun(tokens, here))
                here += 1
            elif tokens[here].tag != "POSS" and self._belongs(tokens, here):
                last = self._end(tokens, here)
                self._owners(sentence, here, last)
                here = last
            else:
                here += 1

    def thing(self, name: str, type: EntityType) -> Thing:
        """Return the thing that a description stands for, the same one for the same words."""
        found = self.described.get((name, type))
        if found is None:
            found = self.described[(name, type)] = new_thing(name, type, self.lexicon)
            found.names.add(name)
        found.count += 1
        return found

    def _add(self, sentence: Sentence, phrase: Phrase) -> None:
        sentence.phrases.append(phrase)
        for token in sentence.tokens[phrase.first : phrase.last]:
            token.phrase = phrase

    def _pronoun(self, tokens: list[Token], index: int) -> Phrase:
        token = tokens[index]
        return Phrase(index, index + 1, token.start, token.end, token.lower, token.lower, "pronoun")

    def _belongs(self, tokens: list[Token], index: int) -> bool:
        token = tokens[index]
        if token.name is not None or token.tag in _PLAIN_PARTS:
            return True
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None:
            return False
        if token.tag == "ADV":
            return following.tag == "ADJ"
        if index == 0:
            return False
        previous = tokens[index - 1]
        if token.tag in ("VBN", "VBD"):
            return following.tag in ("NOUN", "ADJ") and (previous.tag in _OWNERS or previous.tag in ("VBD", "VBZ"))
        if token.tag == "VBG":
            if previous.tag in ("DET", "POSS", "ADJ", "NUM") and following.tag in ("NOUN", "ADJ"):
                return True
            capable = following.lower in self.lexicon.systems.nouns or following.lower in ("capabilities", "capacity")
            return previous.tag == "NOUN" and previous.name is None and capable
        return False

    def _end(self, tokens: list[Token], first: int) -> int:
        last = first
        while last < min(len(tokens), first + _LONGEST) and self._belongs(tokens, last):
            if last > first and self._begins_another(tokens[last - 1], tokens[last]):
                break
            if last > first and tokens[last].text.startswith(("$", "€", "£")) and tokens[last - 1].name is not None:
                break  # "paid Globex $2 million"
            last += 1
            last = self._over_acronym(tokens, last)
        while last > first + 1 and tokens[last - 1].tag in ("DET", "ADV"):
            last -= 1
        if last > first + 1 and tokens[last - 1].tag == "ADJ" and tokens[last - 2].tag == "NOUN":
            last -= 1  # "made its tool available"
        return last

    def _begins_another(self, previous: Token, token: Token) -> bool:
        """Whether a token begins a phrase of its own right after another: an article, or a time ("the tool last summer")."""
        if token.tag == "DET":
            return previous.tag not in ("DET", "ADV")
        timely = token.lower in self.lexicon.tagging.time_openers or token.lower in self.lexicon.function.weekdays
        return timely and previous.tag == "NOUN"

    def _over_acronym(self, tokens: list[Token], last: int) -> int:
        """Take "(ICM)" after the name that it is short for into the phrase."""
        name = tokens[last - 1].name
        if name is None or last + 2 >= len(tokens) or tokens[last].lower != "(":
            return last
        short = tokens[last + 1].name
        if short is None or short.thing is not name.thing or short.last >= len(tokens) or tokens[short.last].lower != ")":
            return last
        return short.last + 1

    def _owners(self, sentence: Sentence, first: int, last: int) -> None:
        owner: Phrase | None = None
        while first < last:
            end = first
            while end < last and sentence.tokens[end].tag != "POSS":
                end += 1
            if end > first:
                phrase = self._phrase(sentence.tokens, first, end, owner)
                phrase.owns = end < last
                self._add(sentence, phrase)
                owner = phrase
            first = end + 1

    def _phrase(self, tokens: list[Token], first: int, last: int, owner: Phrase | None) -> Phrase:
        words = [token for token in tokens[first:last] if token.lower not in ("(", ")")]
        head = words[-1]
        phrase = Phrase(first, last, tokens[first].start, tokens[last - 1].end, head.lower, head.lemma or head.lower, owner=owner)
        phrase.definite = tokens[first].lower in _DEFINITE
        possessives = self.lexicon.function.possessives
        phrase.pronoun = next((token.lower for token in tokens[first : min(first + 2, last)] if token.lower in possessives), "")
        for token in words:
            if token.name is not None and token.name not in phrase.names:
                phrase.names.append(token.name)
        self._understand(phrase, words)
        return phrase

    def _understand(self, phrase: Phrase, words: list[Token]) -> None:
        """Set kind, thing and what follows from them, by the head word."""
        head, lexicon = words[-1], self.lexicon
        inner = phrase.names[-1] if phrase.names else None
        if head.name is not None:
            phrase.kind, phrase.thing = "name", head.name.thing
            if len(phrase.names) > 1 and phrase.names[-2].type == "Organization" and head.name.type == "System":
                phrase.maker = phrase.names[-2].thing
        elif head.lower in _POLITICAL and inner is not None and inner.type in ("Person", "unknown") and inner.thing is not None:
            phrase.kind, phrase.thing = "name", self.thing(f"{inner.thing.name.split()[-1]} {head.lower}", "Organization")
        elif head.lower in lexicon.organisations.bodies and self._of_somewhere(words, phrase):
            phrase.kind, phrase.thing = "name", self.thing(_told(words, phrase), "Organization")
        elif head.lower in lexicon.organisations.people and (inner is not None or phrase.owner is not None):
            self._people(phrase, inner)
        elif head.lower in lexicon.groups.nouns:
            self._group(phrase, words, inner)
        elif head.lower in lexicon.groups.single and inner is None and phrase.owner is None:
            kind: EntityType = "Organization" if head.lower in ("jury", "tribunal") else "Person"
            phrase.kind, phrase.thing = "group", self.thing(_unnamed(words, tuple(_UNNAMED)), kind)
        elif head.lower in lexicon.systems.technologies and any(w.lower in lexicon.systems.modifiers for w in words[:-1] if w.name is None):
            phrase.kind, phrase.thing = "described system", self.thing(_unnamed(words, ("DET", "NUM")), "System")
        elif head.lower in lexicon.systems.nouns or head.lemma in lexicon.systems.nouns:
            self._system(phrase, words, inner)

    def _people(self, phrase: Phrase, inner: Name | None) -> None:
        """Let "Amazon officials" stand for Amazon, "her lawyers" for her."""
        whose = inner.thing if inner is not None else phrase.owner.thing if phrase.owner is not None else None
        if inner is not None and self._of_a_land(inner):
            phrase.kind, phrase.thing = "group", self.thing(f"{inner.text} {phrase.head}", "Group")  # "British officials"
        elif whose is not None and whose.type in ("Organization", "unknown", "Person"):
            phrase.kind, phrase.thing = "metonym", whose

    def _of_somewhere(self, words: list[Token], phrase: Phrase) -> bool:
        """Whether a phrase tells whose government, ministry or court it is: a land, a city or a people stands before it."""
        if phrase.owner is not None:
            return phrase.owner.thing is not None and phrase.owner.thing.type == "Place"
        if any(name.thing is not None and name.thing.type == "Place" for name in phrase.names):
            return True
        endings = tuple(self.lexicon.naming.people_endings)
        return any(
            w.text[0].isupper() and w.name is None and (w.lower in self.lexicon.groups.nations or w.lower.endswith(endings))
            for w in words[:-1]
        )

    def _of_a_land(self, name: Name) -> bool:
        """Whether a name before people tells where they are from ("Wealthy Chinese investors") and names nobody."""
        known = name.thing is not None and (name.thing.type == "Person" or name.thing.agency)
        last = name.text.split()[-1].lower()
        groups = self.lexicon.groups
        return not known and (last in groups.nations or (" " in name.text and last in groups.lands))

    def _group(self, phrase: Phrase, words: list[Token], inner: Name | None) -> None:
        groups, head = self.lexicon.groups, words[-1].lower
        owner = phrase.owner.thing if phrase.owner is not None else None
        whose = inner.thing if inner is not None else owner
        if whose is not None and whose.type == "Organization" and (head in groups.employees or head in groups.related):
            noun = "employees" if head in groups.employees else head
            phrase.kind, phrase.thing, phrase.employer = "group", self.thing(f"{whose.name} {noun}", "Group"), whose
        elif (whose is not None and whose.type == "Place") or inner is None or self._of_a_land(inner):
            prefix = f"{inner.text} " if inner is not None else ""
            phrase.kind, phrase.thing = "group", self.thing(prefix + _unnamed(words, tuple(_UNNAMED)), "Group")
        elif whose is not None and head in groups.acting:
            phrase.kind, phrase.thing = "metonym", whose
        elif whose is not None:
            phrase.kind, phrase.thing = "group", self.thing(f"{whose.name} {head}", "Group")

    def _system(self, phrase: Phrase, words: list[Token], inner: Name | None) -> None:
        systems, head = self.lexicon.systems, words[-1].lower
        named = next((name for name in reversed(phrase.names) if name.type == "System"), None)
        if named is None and inner is not None and self._makes_system(phrase, words, inner):
            named = inner
        if named is not None and named.thing is not None:
            named.type = named.thing.type = "System"
            phrase.kind, phrase.thing = "name", named.thing
            before = phrase.names[phrase.names.index(named) - 1] if phrase.names[0] is not named else None
            if before is not None and before.type == "Organization":
                phrase.maker = before.thing
            return
        described = [w.lower for w in words[:-1] if w.name is None and w.tag != "DET" and w.lower not in systems.empty_modifiers]
        telling = any(part in systems.modifiers for word in described for part in word.split("-"))
        if telling or (head in systems.bare and described):
            telling_words = [w for w in words if w.lower not in systems.empty_modifiers]
            phrase.kind, phrase.thing = "described system", self.thing(_unnamed(telling_words, ("DET", "NUM")), "System")
            phrase.maker = self._maker(phrase)
        elif head in systems.common:
            phrase.kind = "system anaphor"

    def _makes_system(self, phrase: Phrase, words: list[Token], inner: Name) -> bool:
        """Whether the head noun makes a system of the name before it: "the FALCON database", "the Hemlock platform"."""
        systems, head = self.lexicon.systems, words[-1].lower
        if inner.text.isupper() and head in systems.naming_acronym and words[-2].name is inner:
            return not self._is_known_organisation(inner)
        return len(phrase.names) == 1 and inner.type == "unknown" and head in systems.naming and phrase.owner is None

    def _maker(self, phrase: Phrase) -> Thing | None:
        if phrase.names and phrase.names[-1].type in ("Organization", "unknown"):
            certain = (name for name in phrase.names if not name.text.isupper() or self._is_known_organisation(name))
            return next(certain, phrase.names[-1]).thing
        owner = phrase.owner.thing if phrase.owner is not None else None
        return owner if owner is not None and owner.type in ("Organization", "unknown") else None

    def _is_known_organisation(self, name: Name) -> bool:
        return name.text in self.lexicon.organisations.agencies or name.text in self.lexicon.naming.organisations


def _told(words: list[Token], phrase: Phrase) -> str:
    """Return a body as the text calls it, whose it is before it."""
    owner = f"{phrase.owner.thing.name}'s " if phrase.owner is not None and phrase.owner.thing is not None else ""
    return plain(owner + " ".join(w.text for w in words if w.tag != "DET"))


def _unnamed(words: list[Token], without: tuple[str, ...]) -> str:
    """Return the words as written, names and the given parts of speech left out."""
    return plain(" ".join(w.text for w in words if w.name is None and w.tag not in without))


def mark_appositions(sentence: Sentence, lexicon: Lexicon) -> None:
    """Mark "a vice president" in "Jane Roe, a vice president of ..." and "a startup" in "Acme, a startup" as said of the name before."""
    titles, organisations = lexicon.titles.words, lexicon.organisations
    for name, aside in pairwise(sentence.phrases):
        between = aside.first == name.last + 1 and sentence.tokens[name.last].lower == ","
        if not between or name.kind != "name" or name.thing is None or aside.kind != "common" or aside.owns:
            continue
        if sentence.tokens[aside.first].tag not in ("DET", "ADJ"):
            continue
        words = [token.lower for token in sentence.tokens[aside.first : aside.last]]
        if name.thing.type == "Person":
            fits = any(word in titles for word in words)
        else:
            fits = name.thing.type in ("Organization", "unknown") and (
                aside.head in organisations.common or aside.head in organisations.apposition
            )
        if fits:
            aside.apposition_of = name.thing
