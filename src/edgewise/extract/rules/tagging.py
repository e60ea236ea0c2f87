"""Parts of speech, by word and neighbours, left to right. A name is a noun; a verb form is a verb only where its place allows it."""

from __future__ import annotations

from .lexicon import Lexicon
from .nouns import Tag, Token
from .tokens import CURRENCIES

_VERBAL = frozenset(("VB", "VBZ", "VBD", "VBN", "VBG"))
_BEFORE_NOUNS = frozenset(("ADJ", "DET", "PREP", "NOUN", "PUNCT", "POSS", "CONJ", "NUM"))
_UNCHANGING = frozenset(("run", "put", "set", "cut"))
_CLOSED_OBJECT_ENDS = frozenset(".,;")


def tag(tokens: list[Token], lexicon: Lexicon) -> None:
    """Give every token of a sentence its tag and lemma. Names must have been found before."""
    for index, token in enumerate(tokens):
        closed = _closed(tokens, index, lexicon)
        if closed is not None:
            token.tag, token.lemma = closed, _CLOSED_LEMMA.get(closed, token.lower)
            continue
        form = lexicon.forms.get(token.lower)
        token.tag = _open(tokens, index, form, lexicon)
        token.lemma = _lemma(token, form, lexicon)


_CLOSED_LEMMA: dict[Tag, str] = {"BE": "be", "HAVE": "have", "DO": "do", "NEG": "not"}


def _closed(tokens: list[Token], index: int, lexicon: Lexicon) -> Tag | None:
    """Return the tag of names, marks, numbers and words of the grammar; None for the open classes."""
    token = tokens[index]
    word = token.lower
    if token.name is not None:
        return "NOUN"
    if word in ("'s", "'") and index and _owns(tokens[index - 1], token):
        return "POSS"
    closed = lexicon.closed.get(word)
    if closed is not None and not (closed == "MODAL" and token.text[0].isupper()):
        return closed
    if not word[0].isalnum() and word[0] != "$":
        return "PUNCT"
    if word[0].isdigit() or word[0] == "$" or (word[-1].isdigit() and any(sign in word for sign in CURRENCIES)):
        return "NUM"
    if word.endswith("n't") and len(word) > 3:
        return "NEGAUX"
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    if word in ("more", "less", "fewer") and following == "than":
        return "NUM"
    if word == "than" and index and tokens[index - 1].tag == "NUM":
        return "NUM"
    return None


def _owns(owner: Token, mark: Token) -> bool:
    if owner.tag not in ("NOUN", "NUM", "PRON") or mark.start != owner.end:
        return False
    return mark.lower == "'s" or owner.lower.endswith("s")


def _open(tokens: list[Token], index: int, form: tuple[str, Tag] | None, lexicon: Lexicon) -> Tag:
    word = tokens[index].lower
    words = lexicon.tagging
    previous = tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in words.gerund_nouns and (previous is None or previous.tag in _BEFORE_NOUNS):
        governs = following is not None and (following.lower in lexicon.function.determiners or following.lower == "that")
        if not governs:
            return "NOUN"
    if word in words.gerund_adjectives and following is not None:
        described = following.lower in lexicon.organisations.common or following.lower in lexicon.groups.nouns
        if described or following.lower in words.gerund_described:
            return "ADJ"
    return _in_place(tokens, index, _by_form(word, form, lexicon), form, lexicon)


def _by_form(word: str, form: tuple[str, Tag] | None, lexicon: Lexicon) -> Tag:
    words = lexicon.tagging
    if word.endswith("ly") and word not in words.not_adverbs:
        return "ADV"
    if form is not None:
        return form[1]
    if word.endswith("ing") and len(word) > 5 and word not in words.not_gerunds:
        return "ADJ" if "-" in word else "VBG"  # "cloud-computing"
    if word.endswith("ed") and len(word) > 4:
        return "ADJ" if "-" in word else "VBD"  # "state-backed"
    if word in words.adjectives or (word.endswith(tuple(words.adjective_endings)) and word not in words.not_adjectives):
        return "ADJ"
    return "NOUN"


def _in_place(tokens: list[Token], index: int, guess: Tag, form: tuple[str, Tag] | None, lexicon: Lexicon) -> Tag:
    """Correct what the form says by what stands before it, adverbs aside."""
    left = index - 1
    while left >= 0 and tokens[left].tag == "ADV":
        left -= 1
    before: Tag = tokens[left].tag if left >= 0 else ""
    word = tokens[index].lower
    verbal = form is not None or guess in _VERBAL
    negated = before == "NEG" and left > 0 and tokens[left - 1].tag in ("MODAL", "DO", "TO")
    if (
        word in _UNCHANGING
        and form is not None
        and index + 1 < len(tokens)
        and tokens[index + 1].lower == "by"
        and before in ("NOUN", "PUNCT")
    ):
        return "VBN"  # "Acme, run by Jane Roe"
    helped = left >= 0 and tokens[left].lemma == "help" and before in _VERBAL and tokens[index].name is None
    if before == "HAVE" and guess in ("VB", "VBZ"):
        result: Tag = "ADJ" if word in lexicon.tagging.adjectives else "NOUN"  # "have direct contracts"
    elif verbal and (before in ("MODAL", "TO", "DO", "NEGAUX") or negated or helped) and (form is None or form[1] in ("VB", "VBN", "VBD")):
        result = "VB" if form is not None and form[0] == word else guess
    elif (before in ("MODAL", "NEGAUX") or negated) and guess == "NOUN" and form is None:
        result = "VB"  # an unknown word after "could" is a verb ...
    elif before == "TO" and guess == "NOUN" and form is None and word.endswith(tuple(lexicon.tagging.verb_endings)):
        result = "VB"  # ... after "to" only one that looks like it
    elif before in ("DET", "ADJ", "POSS") and verbal and guess in ("VB", "VBZ", "NOUN"):
        result = "NOUN"
    elif before in ("DET", "POSS") and guess in ("VBD", "VBN"):
        result = "VBN"  # "the harvested data"
    elif before in ("DET", "POSS") and guess == "VBG":
        following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        result = "VBG" if following[:1].isalpha() and following not in lexicon.function_words else "NOUN"
    elif before == "PREP" and verbal and guess in ("VB", "VBZ"):
        result = "NOUN"
    elif form is not None and form[1] in ("VB", "VBZ") and guess in ("NOUN", "VB", "VBZ"):
        result = _present(tokens, index, left, form, lexicon)
    else:
        result = guess
    after_auxiliary = before in ("BE", "HAVE") or (before == "NEG" and left > 0 and tokens[left - 1].tag in ("BE", "HAVE"))
    if result in ("VBD", "VBN") and after_auxiliary:
        result = "VBN"
    return form[1] if form is not None and result == "NOUN" and form[1] in ("VBD", "VBG") else result


def _present(tokens: list[Token], index: int, left: int, form: tuple[str, Tag], lexicon: Lexicon) -> Tag:
    """Tell a present verb from a noun of the same form: after something like a subject, before something like an object."""
    word = tokens[index].lower
    subject = tokens[left] if left >= 0 else None
    before: Tag = subject.tag if subject is not None else ""
    after_subject = before in ("NOUN", "PRON", "WH", "NUM", "SUB") or (subject is not None and subject.lower in (")", '"'))
    before_object = index + 1 < len(tokens) and _opens_object(tokens[index + 1], lexicon)
    ambiguous = word in lexicon.tagging.ambiguous
    if _inside_object(tokens, left, lexicon):
        return "VBZ" if form[1] == "VB" and not ambiguous and _is_demanded(tokens, left, lexicon) else "NOUN"
    if before == "CONJ" and before_object:
        return "VBZ"
    if form[1] == "VBZ":
        if before == "PUNCT" and before_object and subject is not None and subject.lower == ",":
            return "VBZ"  # "Acme, a firm in Paris, uses FaceTrace"
        if before == "NEG" and tokens[left + 1].lower == "longer":
            return "VBZ"  # "no longer uses"
        if _is_first_verb(tokens, index, subject, lexicon) or before in ("WH", "CONJ"):
            return "VBZ"
        # "Acme, which hosts it, uses the tool"
        after_aside = subject is not None and subject.lower == "," and any(token.lower == "," for token in tokens[:left])
        return "VBZ" if (after_subject or after_aside) and (before_object or not (ambiguous or after_aside)) else "NOUN"
    if not ambiguous and before not in ("DET", "ADJ", "POSS", "PREP"):
        return "VBZ"
    if before in ("PRON", "WH") or (after_subject and before_object and word not in lexicon.tagging.not_after_noun):
        return "VBZ"
    return "NOUN"


def _inside_object(tokens: list[Token], left: int, lexicon: Lexicon) -> bool:
    """Whether the words before belong to the object of a verb: "sent a follow-up" before "email"."""
    here = left
    while here >= 0 and tokens[here].tag in ("NOUN", "ADJ") and tokens[here].name is None:
        here -= 1
    if here == left or here < 1 or tokens[here].tag != "DET":
        return False
    return tokens[here - 1].tag in _VERBAL and tokens[here - 1].lemma not in lexicon.speech_verbs


def _is_demanded(tokens: list[Token], left: int, lexicon: Lexicon) -> bool:
    """Whether a verb of demanding governs the clause: "demanded the company cease"."""
    verb = next((token for token in reversed(tokens[:left]) if token.tag in _VERBAL), None)
    return verb is not None and verb.lemma in lexicon.tagging.demanding


def _opens_object(token: Token, lexicon: Lexicon) -> bool:
    word, grammar = token.lower, lexicon.function
    return (
        token.name is not None or word in grammar.determiners or word in grammar.pronouns or word in lexicon.tagging.object_openers
        or word[0].isdigit() or word[0] == "$"
    )  # fmt: skip


def _is_first_verb(tokens: list[Token], index: int, subject: Token | None, lexicon: Lexicon) -> bool:
    """Whether a form in -s follows a name, no verb has come yet, and the next word does not make it a noun ("ICE raids in")."""
    if subject is None or (subject.name is None and subject.lower != ")") or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1].lower
    grammar = lexicon.function
    if following[0] in _CLOSED_OBJECT_ENDS or following in grammar.prepositions or following in grammar.be or following in grammar.modals:
        return False
    if lexicon.forms.get(following, ("", ""))[1] in ("VBD", "VBZ"):
        return False
    return not any(token.tag in ("VBZ", "VBD", "MODAL") for token in tokens[:index])


def _lemma(token: Token, form: tuple[str, Tag] | None, lexicon: Lexicon) -> str:
    if token.tag in _VERBAL:
        return form[0] if form is not None else token.lower
    return singular(token.lower, lexicon) if token.tag == "NOUN" else token.lower


def singular(word: str, lexicon: Lexicon) -> str:
    """Return a noun without its plural ending; a word that has none comes back as it is."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4 or word in lexicon.tagging.not_plurals:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
