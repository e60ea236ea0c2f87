"""A document taken apart for the frames: tokens, names, things, tags, phrases and what points back, in that order."""

from __future__ import annotations

from functools import lru_cache

from ...model import Document
from ...ontology import Names
from .coreference import Coreference, find_employers, main_company
from .lexicon import Lexicon
from .names import find_names, gazetteer, page
from .names_titles import separate_titles
from .nouns import Analysis
from .phrases import Phrases, mark_appositions
from .tagging import tag
from .things import acronyms, make_things
from .tokens import sentences as read_sentences


@lru_cache(maxsize=1)  # all who read one document share it; nobody changes it
def analyse(document: Document, lexicon: Lexicon, names: Names) -> Analysis:
    """Return the document's sentences with names, tags and phrases, and its things. Pure; an empty text gives no sentences.

    `names` are the project's well-known names. Masks are not read, save a title in the front matter.
    """
    sentences = read_sentences(document, lexicon)
    leaf = page(sentences, lexicon, gazetteer(lexicon, names), document.names)
    find_names(sentences, leaf)
    short_forms = acronyms(sentences)
    for sentence in sentences:
        sentence.names = separate_titles(sentence.names, sentence.tokens, leaf)
    things = make_things(sentences, short_forms, leaf, names)
    phrases = Phrases(lexicon)
    for sentence in sentences:
        for name in sentence.names:
            for token in sentence.tokens[name.first : name.last]:
                token.name = name
        tag(sentence.tokens, lexicon)
        phrases.find(sentence)
        mark_appositions(sentence, lexicon)
    find_employers(sentences, lexicon)
    company = main_company(things.values())
    coreference = Coreference(lexicon, company, lexicon.speech_verbs)
    for sentence in sentences:
        coreference.resolve(sentence)
    return Analysis(sentences, things, leaf.words, short_forms, company)
