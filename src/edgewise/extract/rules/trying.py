"""The sentences of entries, tried: an entry reads what it says it reads, and sees nothing in what it says it passes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...declared import one_part
from ...errors import DeclarationError
from ...identity import identity
from ...model import Document, fold
from ...project import Project
from ...proposed import Proposal
from .analysis import analyse
from .extractor import RulesExtractor
from .frames.cues import Cues
from .frames.declare import FOLDER, Cue, Declared, Example, Frame, Rule, Speech, load
from .frames.precision import LOOSELY
from .frames.syntax import Syntax
from .layers import own_of
from .lexicon import load_lexicon

Entry = Frame | Speech | Cue | Rule


class Trial:
    """Tries sentences with what a project declares. Made once for any number of them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._extractor = RulesExtractor(project)
        self._lexicon = load_lexicon(own=own_of(project, "lexicon"))
        self.declared: Declared = load(project.ontology, own=own_of(project, "frames"))

    def unread(self, entry: Entry, example: Example) -> str | None:
        """Return what is wrong with what is read of a sentence that the entry reads; None where it is as declared."""
        if not example.claims:
            return f"reads: {example.sentence!r} names no claim, which shows nothing"
        proposals = self._proposals(example)
        for claim in example.claims:
            found = [one for one in proposals if says(one, claim)]
            if not found:
                return f"reads: of {example.sentence!r} comes {_listed(proposals)}, not {claim!r}"
            if isinstance(entry, Frame | Rule) and entry.name not in {one.rule.removesuffix(LOOSELY) for one in found}:
                return f"reads: {claim!r} comes of the entry {found[0].rule!r}, not of this"
        return None

    def seen(self, entry: Entry, example: Example) -> str | None:
        """Return what an entry sees in a sentence that it passes; None where it sees nothing, as declared."""
        if isinstance(entry, Frame | Rule):
            found = [one for one in self._proposals(example) if one.rule.removesuffix(LOOSELY) == entry.name]
            return f"passes: of {example.sentence!r} comes {_listed(found)}" if found else None
        for sentence in analyse(_document(example.sentence), self._lexicon, self._project.names).sentences:
            scopes = Cues(Syntax(sentence, self.declared.words), self.declared).scopes
            if entry.name in {scope.speech for scope in scopes}:
                return f"passes: it colours {example.sentence!r}"
        return None

    def _proposals(self, example: Example) -> Sequence[Proposal]:
        return self._extractor.read(_document(example.sentence)).proposals


def try_entries(project: Project) -> None:
    """Try the sentences of all entries that an overlay adds to the rules, and without one of those that are built in.

    Raises DeclarationError naming file and entry.
    """
    trial = Trial(project)
    known = {lemma for lemma, _ in load_lexicon(own=own_of(project, "lexicon")).forms.values()} | {"have"}
    for where, entry in _entries(project, trial.declared):
        with one_part():
            verbs = entry.verbs if isinstance(entry, Frame | Speech) else frozenset()
            if verbs - known:
                missing = ", ".join(sorted(verbs - known))
                raise DeclarationError(f"{where}.verbs: not known as verbs: {missing}; add them to rules/lexicon/verbs.yaml, regular")
        faults = [*(trial.unread(entry, one) for one in entry.reads), *(trial.seen(entry, one) for one in entry.passes)]
        for fault in filter(None, faults):
            with one_part():
                raise DeclarationError(f"{where}.{fault}")


def _entries(project: Project, declared: Declared) -> Iterator[tuple[str, Entry]]:
    """Yield the entries to try, each with its file and name."""
    overlaid = len(project.folders) > 1
    built_in = {file: {entry.name for entry in entries} for file, entries in _by_file(load(project.ontology))}
    for file, entries in _by_file(declared):
        paths = [path for folder in own_of(project, "frames") if (path := folder / file).is_file()] if overlaid else [FOLDER / file]
        for path in paths:
            yield from ((f"{path}: {one.name}", one) for one in entries if not overlaid or one.name not in built_in[file])


def _by_file(declared: Declared) -> Iterator[tuple[str, Sequence[Entry]]]:
    yield "verbs.yaml", [frame for frame in declared.frames if frame.verbs]
    yield "nominal.yaml", [frame for frame in declared.frames if not frame.verbs]
    yield "speech.yaml", declared.speech
    yield "cues.yaml", declared.cues
    yield "structure.yaml", list(declared.rules.values())


def says(proposal: Proposal, claim: str) -> bool:
    """Say whether a proposal is the claim "SUBJECT > relation > OBJECT | standing said_by=NAME indirect"."""
    triple, _, rest = claim.partition("|")
    subject, relation, object = (part.strip() for part in triple.split(">"))
    standing, _, speaker = rest.partition("said_by=")
    words = standing.split()
    return (
        fold(subject) in (fold(proposal.subject.name), fold(proposal.subject.text))
        and relation == proposal.relation
        and fold(object) in (fold(proposal.object.name), fold(proposal.object.text))
        and proposal.polarity == ("negated" if "negated" in words else "affirmed")
        and all(word in ("negated", "indirect", proposal.modality) for word in words)
        and proposal.indirect == ("indirect" in words)
        and (
            not speaker
            or (proposal.said_by is not None and fold(speaker.strip()) in (fold(proposal.said_by.name), fold(proposal.said_by.text)))
        )
    )


def _document(text: str) -> Document:
    return Document(identity("sentence", text), text, kind="article", tier=3)


def _listed(proposals: Sequence[Proposal]) -> str:
    found = (f"{p.subject.name} > {p.relation} > {p.object.name} | {p.modality}{' negated' * (p.polarity == 'negated')}" for p in proposals)
    return ", ".join(map(repr, found)) or "nothing"
