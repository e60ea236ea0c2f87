"""The rule extractor: no model, no key, no download, the same output every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Document
from ...project import Project, builtin
from ...proposed import Draft, Proposal
from .analysis import analyse
from .frames.cues import Cues
from .frames.declare import Declared, load
from .frames.emit import Emitter, Passage, mentions
from .frames.nominal import read_nouns
from .frames.structure import read_structure
from .frames.syntax import Syntax
from .frames.verbs import read_verbs
from .layers import own_of
from .lexicon import Lexicon, load_lexicon

FLOOR = 0.72  # less sure claims are not worth a look where nothing else reads beside the rules
LONGEST = 400  # words and marks: no sentence is so long; what is (a table, a dump) is read for names only


class RulesExtractor:
    """Reads a document sentence by sentence. Questions yield nothing; headings, and what is no sentence, only names."""

    def __init__(self, project: Project | None = None, *, floor: float = 0.0) -> None:
        """Read with a project's declarations; what is less sure than `floor` is left out."""
        self._project = project or builtin()
        self.readers: tuple[str, ...] = (self._project.reader("rules@2"),)
        self._declared: Declared = load(self._project.ontology, own=own_of(self._project, "frames"))
        self._lexicon: Lexicon = load_lexicon(own=own_of(self._project, "lexicon"))
        self._floor = floor

    def read(self, document: Document) -> Draft:
        """Return the names of the document and what it claims, in order of reading, as far as it is surer than the floor."""
        analysis = analyse(document, self._lexicon, self._project.names)
        emitter = Emitter(document, analysis, self._project.ontology, self._declared)
        first = True
        for sentence in analysis.sentences:
            if sentence.is_question or sentence.title_case or (sentence.is_heading and not sentence.is_title):
                continue
            if sentence.is_part or len(sentence.tokens) > LONGEST:
                continue
            syntax = Syntax(sentence, self._declared.words, self._declared.says)
            passage = Passage(
                sentence,
                syntax,
                Cues(syntax, self._declared),
                lead=sentence.is_title or first,
                text=document.text[sentence.start : sentence.end],
            )
            first = first and sentence.is_title
            read_structure(passage, emitter)
            read_verbs(passage, emitter)
            read_nouns(passage, emitter)
        proposals = [one for one in self._told_apart(emitter.proposals) if one.confidence >= self._floor]
        return Draft(mentions(document, analysis, proposals), tuple(proposals))

    def _told_apart(self, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
        """Leave out what a relation of the project's own, read of the same two in the same sentence, must never be taken for: the words
        that tell it ("leased it to") may tell something else by what is built in."""
        relations = self._project.ontology.relations
        never = {
            (one.start, frozenset((one.subject.name, one.object.name)), other)
            for one in proposals if relations[one.relation].own
            for other in relations[one.relation].never_implies
        }  # fmt: skip
        return (p for p in proposals if (p.start, frozenset((p.subject.name, p.object.name)), p.relation) not in never)
