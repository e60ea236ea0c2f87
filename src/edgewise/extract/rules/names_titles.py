"""Titles before names: "FBI Director Kash Patel" is an organisation, a title and a person.

The title is taken off the name; where an organisation stood before it, that becomes a name of its own and the person's `title_of`.
"""

from __future__ import annotations

from itertools import pairwise

from .names import Page, name_at
from .names_types import following, type_by_form
from .nouns import Name, Token

_INSIDE = frozenset(("of", "for", "and", "&", "the", "on"))
_LONGEST_PERSON = 4  # words
_LONGEST_BARE = 3  # words of a name that only a title in lower case makes a person's
_LONGEST_TITLE = 4  # words


def separate_titles(names: list[Name], tokens: list[Token], page: Page) -> list[Name]:
    """Return the names of a sentence with titles taken off, types by form set; names that are only a title are gone."""
    found: list[Name] = []
    for name in names:
        bare = _without_title(name, tokens, page)
        if bare is not None:
            found.extend(_split(bare, tokens, page))
    _owners_of_titles(found, tokens, page)
    return found


def title_length(low: list[str], first: int, page: Page) -> int:
    """Return how many words from `first` on are a title with its modifiers ("deputy assistant director"), 0 for none."""
    titles = page.lexicon.titles
    here = first
    while True:
        for words in page.lexicon.title_phrases.get(low[here], ()) if here < len(low) else ():
            if tuple(low[here : here + len(words)]) == words:
                return here - first + len(words)
        if here >= len(low) or low[here] not in titles.modifiers:
            break
        here += 1
    if here < len(low) and _is_title(low[here], page):
        return here - first + 1
    # "attorney Jane Roe": a modifier that is a title by itself; "chief", "general" and the like only before a first name
    last = here - 1
    if last < first or low[last] not in titles.words:
        return 0
    named = here < len(low) and low[here].capitalize() in page.lexicon.first_names
    return last - first + 1 if named or low[last] not in titles.weak else 0


def _is_title(word: str, page: Page) -> bool:
    return word in page.lexicon.titles.words or word.strip(".") in page.lexicon.titles.words


def _typed(name: Name, tokens: list[Token], page: Page) -> Name:
    name.type = type_by_form(name.text.split(), page, following(tokens, name.last))
    return name


def _without_title(name: Name, tokens: list[Token], page: Page) -> Name | None:
    low = [token.lower for token in tokens[name.first : name.last]]
    here = 0
    title: list[str] = []
    while here < len(low):
        length = title_length(low, here, page)
        if not length:
            break
        title.extend(token.text for token in tokens[name.first + here : name.first + here + length])
        here += length
        if following(tokens, name.first + here) == "and" and here < len(low):
            here += 1
    if title and here >= len(low):
        return None
    if title:
        person = _typed(name_at(tokens, name.first + here, name.last), tokens, page)
        if _can_be_person(person, low[here:], page):
            person.type, person.strong, person.title = "Person", True, " ".join(title)
            return person
    _typed(name, tokens, page)
    if name.type in ("unknown", "Person") and name.last - name.first <= _LONGEST_BARE:
        start = _title_before(tokens, name.first, page)
        if start < name.first:
            name.type, name.strong = "Person", True
            name.title = " ".join(token.text for token in tokens[start : name.first])
    return name


def _title_before(tokens: list[Token], first: int, page: Page) -> int:
    """Return where the longest title in lower case that ends at `first` begins ("vice president Dana Lund"), `first` for none."""
    for start in range(max(0, first - _LONGEST_TITLE), first):
        low = [token.lower for token in tokens[start:first]]
        if title_length(low, 0, page) == len(low) and (len(low) > 1 or low[0] not in page.lexicon.titles.weak):
            return start
    return first


def _can_be_person(person: Name, low: list[str], page: Page) -> bool:
    if low[0] in ("of", "for", "the") or len(low) > _LONGEST_PERSON or all(w in page.lexicon.organisations.heads for w in low):
        return False
    first_name = low[0].capitalize() in page.lexicon.first_names
    return person.type in ("unknown", "Person", "Place") or (first_name and len(low) <= 3 and not _INSIDE & set(low))


def _split(name: Name, tokens: list[Token], page: Page) -> list[Name]:
    """Part "ORG Title Person" and "ORG Title"; any other name comes back whole."""
    low = [token.lower for token in tokens[name.first : name.last]]
    if name.strong or name.type not in ("unknown", "Organization", "Person", "Place"):
        return [name]
    heads = page.lexicon.organisations.heads
    if len(low) == 2 and tokens[name.first].text in page.lexicon.first_names:
        return [name]  # "Erik Prince" is no "Prince" of "Erik"
    if len(low) == 2 and name.type in ("unknown", "Organization"):
        ends_on_title = title_length(low, 1, page) == 1 and low[1] not in page.lexicon.titles.not_titles
        return [_typed(name_at(tokens, name.first, name.first + 1), tokens, page)] if ends_on_title else [name]
    for k in range(1, len(low)):
        office = low[k - 1] in heads and low[k] in page.lexicon.titles.words  # "Oslo Police Chief Lund"
        length = title_length(low, k, page) or int(office)
        if not length or low[k - 1] in _INSIDE:
            continue
        while further := title_length(low, k + length, page):  # "Vice Chief of Staff General James Slife"
            length += further
        rest = low[k + length :]
        owner = _typed(name_at(tokens, name.first, name.first + k), tokens, page)
        if not rest:
            return [owner]
        if len(rest) > _LONGEST_PERSON or any(w in heads or w in _INSIDE for w in rest):
            return [name]
        person = name_at(tokens, name.first + k + length, name.last)
        person.type, person.strong = "Person", True
        person.title = " ".join(token.text for token in tokens[name.first + k : name.first + k + length])
        if not _owns_titles(low[:k], owner, page):
            return [person]
        if owner.type in ("unknown", "Person"):
            owner.type = "Organization"
        person.title_of = owner
        return [owner, person]
    return [name]


def _owns_titles(low: list[str], owner: Name, page: Page) -> bool:
    """Whether what stands before a title is an organisation ("FBI"), not an adjective ("Swiss", "Former")."""
    titles, endings = page.lexicon.titles, tuple(page.lexicon.naming.people_endings)
    if " ".join(low) in titles.not_organisations or all(w in titles.modifiers or w in titles.not_organisations for w in low):
        return False
    return len(low) > 1 or not low[0].endswith(endings) or page.knows(owner.text)


def _owners_of_titles(names: list[Name], tokens: list[Token], page: Page) -> None:
    """Find "Amazon vice president Brian Huseman", where the title is in lower case."""
    for owner, person in pairwise(names):
        gap = tokens[owner.last : person.first]
        if person.type != "Person" or person.title_of is not None or not 1 <= len(gap) <= _LONGEST_TITLE or owner.type != "Organization":
            continue
        low = [token.lower for token in gap]
        if title_length(low, 0, page) == len(low):
            person.title, person.title_of = " ".join(token.text for token in gap), owner
