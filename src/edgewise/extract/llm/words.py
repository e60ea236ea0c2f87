"""Where the words of an answer stand in a sentence, and what they may stand for. What cannot be shown raises EvidenceError.

A model copies text with its own quotes, dashes and spaces, so those are compared by kind; letters and marks must be the same. What is kept
are always the document's words.
"""

from __future__ import annotations

import re
from typing import Any

from ...errors import EvidenceError
from ...model import ENTITY_TYPES, Document, End, EntityType, fold
from ...ontology import Names
from ..sentences import plain
from .requests import Request, Sentence

_LONGEST = 120  # code points of a name or description
_WORD = re.compile(r"\w+")
_OWNER = re.compile(r"['’]s?$")
_HE = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself", "i", "me", "my", "mine", "who", "whom"))
_IT = frozenset(("it", "its", "itself", "which"))
_ANY = frozenset(
    ("they", "them", "their", "theirs", "we", "us", "our", "ours", "that", "whose", "you", "your", "one", "this", "these", "those")
)
_PRONOUNS = _HE | _IT | _ANY
_DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "some", "many", "other")
)
_TITLES = frozenset((
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "judge", "justice", "president", "senator", "sen", "representative", "rep",
    "congressman", "congresswoman", "governor", "gov", "mayor", "secretary", "director", "minister", "chairman", "chairwoman", "chair",
    "chief", "general", "gen", "officer", "attorney", "ambassador", "commissioner", "captain", "colonel", "sheriff", "king", "queen",
))  # fmt: skip
_JOINERS = frozenset(("of", "and", "for", "the", "on", "in", "to", "de", "&"))


def places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, as whole words, from left to right; [] where they do not or there are none."""
    words = plain(wanted).split()
    if not words:
        return []
    pattern = r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if _is_word(words[0][0]) else ""
    after = r"(?!\w)" if _is_word(words[-1][-1]) else ""
    return [found.span() for found in re.finditer(before + pattern + after, plain(text))]


def standing_in(sentence: Sentence, wanted: Any, what: str) -> str:
    """Return the sentence's own words for a string of the answer. Raises EvidenceError where they do not stand there."""
    if not isinstance(wanted, str) or not wanted.strip():
        raise EvidenceError(f"{what} is missing")
    found = places(sentence.text, wanted) if len(wanted) <= 2 * len(sentence.text) else []
    if not found:
        raise EvidenceError(f"{what} does not stand in {sentence.id}: {wanted[:_LONGEST]!r}")
    return sentence.text[found[0][0] : found[0][1]]


def end_of(given: Any, what: str, sentence: Sentence, request: Request, names: Names, document: Document) -> End:
    """Return one end of a claim, its words standing in the sentence. Raises EvidenceError saying what is wrong with it."""
    if not isinstance(given, dict):
        raise EvidenceError(f"{what} is missing")
    words, occurrence, kind = given.get("text"), given.get("occurrence", 1), given.get("type")
    if kind not in ENTITY_TYPES:
        raise EvidenceError(f"{what} has no known type: {str(kind)[:_LONGEST]!r}")
    if not isinstance(words, str) or not _WORD.search(words):
        raise EvidenceError(f"{what} has no words")
    if len(words) > _LONGEST:
        raise EvidenceError(f"{what} is no name: {words[:_LONGEST]!r}...")
    found = places(sentence.text, words)
    if not found:
        raise EvidenceError(f"{what} does not stand in {sentence.id}: {words!r}")
    if type(occurrence) is not int or not 1 <= occurrence <= len(found):
        raise EvidenceError(f"{what} {words!r} stands {len(found)} times in {sentence.id}, so there is no occurrence {str(occurrence)[:9]}")
    start, last = (sentence.start + offset for offset in found[occurrence - 1])
    last -= len(owner[0]) if (owner := _OWNER.search(document.text[start:last])) else 0
    text = document.text[start:last]
    name = _name(text, given.get("name"), what, kind, request, names)
    known = names.find(name)
    if known is not None and known.type != kind and (known.type, kind) != ("Place", "Organization"):  # a place may act
        raise EvidenceError(f"{what} {name!r} is known as {known.type}, not {kind}")
    return End(name, kind, start, last, text)


def _name(text: str, given: Any, what: str, kind: EntityType, request: Request, names: Names) -> str:
    """Return what words stand for. A proper name stands for a form of itself only; a pronoun or description for a name of the passage,
    and a description where that is doubtful for itself."""
    name = given if isinstance(given, str) and given.strip() else text
    pronoun = text.lower() in _PRONOUNS
    if fold(plain(name)) == fold(plain(text)):
        if pronoun:
            raise EvidenceError(f"{what} {text!r} names nobody: give the name that it stands for")
        return text
    if len(name) > _LONGEST:
        raise EvidenceError(f"{what} has no name: {name[:_LONGEST]!r}...")
    said = _said(name, request)
    if pronoun:
        if said is None or said.lower() in _PRONOUNS:
            raise EvidenceError(f"the passage does not name {name!r}, for which {text!r} is to stand")
        if (kind == "Person" and text.lower() in _IT) or (kind not in ("Person", "Group") and text.lower() in _HE):
            raise EvidenceError(f"{text!r} cannot stand for the {kind} {name!r}")
        return said
    if (known := names.find(text)) is not None or names.find(name) is not None:
        if known is not None and known is names.find(name):
            return said or name
        if known is not None and names.find(name) is not None:
            raise EvidenceError(f"{text!r} does not stand for {name!r}: these are two")
    if same_name(text, name, kind) or _introduced(text, name, request):
        return said or text
    if is_description(text):
        return said if said is not None and not _holds_a_name(text) else text
    raise EvidenceError(f"{text!r} does not stand for {name!r}; the same words again, or a longer form of them that the passage has")


def _introduced(text: str, name: str, request: Request) -> bool:
    """Say whether the passage gives one as another name of the other: "Harbour Union Four (HU4)"."""
    return any(_said(f"{long} ({short})", request) for long, short in ((name, text), (text, name)))


def _said(name: str, request: Request) -> str | None:
    """Return the passage's own words for a name, None where it does not say it."""
    for sentence in request.sentences:
        for start, last in places(sentence.text, name):
            return " ".join(sentence.text[start:last].split())
    return None


def same_name(text: str, name: str, kind: EntityType) -> bool:
    """Say whether one is a form of the other: a last name, a name with its title or suffix, an acronym of its initials."""
    short, long = sorted((_untitled(_words(text), kind), _untitled(_words(name), kind)), key=len)
    if not short:
        return False
    if long[-len(short) :] == short:
        return True
    if long[: len(short)] == short:
        return kind != "Group" and not is_description(max(text, name, key=len))
    letters = "".join(short)
    for dropped in (frozenset[str](), _JOINERS):
        if len(short) == 1 and len(letters) > 1 and letters == "".join(word[0] for word in long if word not in dropped):
            return True
    return False


def is_description(text: str) -> bool:
    """Say whether words describe rather than name: their last word is a common noun ("the company", "Amazon employees")."""
    words = _WORD.findall(plain(text))
    return bool(words) and words[-1][0].islower()


def is_pronoun(text: str) -> bool:
    """Say whether the words are a pronoun."""
    return text.lower() in _PRONOUNS


def _holds_a_name(text: str) -> bool:
    """ "Amazon employees" are no other's; "The company" and "Its parent" may be anybody's."""
    words = _WORD.findall(plain(text))
    return any(word[0].isupper() and word.lower() not in _DETERMINERS for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(plain(text)).replace(".", ""))


def _untitled(words: list[str], kind: EntityType) -> list[str]:
    """The words of a person's name without the title: "Mr. Roe" is "Jane Roe"."""
    return words[1:] if kind == "Person" and len(words) > 1 and words[0] in _TITLES else words


def _is_word(mark: str) -> bool:
    return mark.isalnum() or mark == "_"
