"""One document as it is heard: how any claim between two stretches of it stands, and who says it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from ...model import Document, End
from ...project import Project, builtin
from ..rules.analysis import analyse
from ..rules.frames.cues import Cues, weaker
from ..rules.frames.declare import load as load_frames
from ..rules.frames.ends import Ends
from ..rules.frames.speech import Scope
from ..rules.frames.syntax import Syntax
from ..rules.layers import own_of
from ..rules.lexicon import load_lexicon
from ..rules.nouns import Analysis
from . import table as weighing
from .beside import WHY, beside
from .judged import Judged
from .reasons import reason
from .signs import Around, Signs
from .speakers import said_by as named
from .speakers import sayer, speaking
from .table import FLAT, Pair, Table
from .triggers import Place, Trigger, Triggers

Stretch = tuple[int, int]
"""`[start, end)` in code points of the document's text."""

_REASONS = 3
_SURE = 0.5  # signs are sure enough to contradict another reader where they hold a standing for likelier than this


class Factuality:
    """Reads how claims stand. Made once, used for any number of documents."""

    def __init__(self, project: Project | None = None, table: Table | None = None) -> None:
        self.project = project or builtin()
        self.table = table or weighing.load()
        self.frames = load_frames(self.project.ontology, own=own_of(self.project, "frames"))
        self.triggers = Triggers(self.frames)
        self.signs = Signs(self.frames)
        self.lexicon = load_lexicon(own=own_of(self.project, "lexicon"))

    def hear(self, document: Document, analysis: Analysis | None = None) -> Heard:
        """Return the document as it is heard. It is taken apart at the first judgement, unless the caller has done so."""
        return Heard(self, document, analysis)


class Heard:
    """One document. Sentences are analysed once, however many claims of them are judged."""

    def __init__(self, factuality: Factuality, document: Document, analysis: Analysis | None = None) -> None:
        self.document = document
        self._of = factuality
        self._given = analysis
        self._made: dict[int, tuple[Syntax, Cues]] = {}

    @cached_property
    def analysis(self) -> Analysis:
        return self._given or analyse(self.document, self._of.lexicon, self._of.project.names)

    @cached_property
    def ends(self) -> Ends:
        return Ends(self.document, self.analysis)

    def judge(
        self, subject: Stretch, relation: str, object: Stretch, *, about: Stretch | None = None, trigger: int | None = None,
        model: Mapping[Pair, float] | None = None, proposed: Pair | None = None, said_by: End | None = None,
    ) -> Judged:  # fmt: skip
        """Return how the claim `subject relation object` stands.

        `trigger` is where the verb or noun that tells it begins, found where it is not given. `model` is a distribution over all pairs of
        polarity and modality, `proposed` one pair, `said_by` a speaker; each is weighed with what the sentence says, none is needed. Of
        ends in two sentences the object's is read. What only a heading, a caption or a list of further reading says is
        unconfirmed.
        """
        around = self.around(subject, relation, object, about=about, trigger=trigger)
        if around is None:
            pair = proposed or (max(model, key=lambda pair: model[pair]) if model else ("affirmed", "unconfirmed"))
            return Judged(pair[0], "unconfirmed", said_by, ("it stands in no sentence that is read",), 0.5)
        found = self._of.signs.of(around)
        probabilities = self._of.table.weigh(found, model)
        pair = self._of.table.decide(probabilities)
        if pair == FLAT and around.contradicts and probabilities[FLAT] < self._of.table.contradicted:
            pair = around.own
        reasons = self._reasons(around, found, pair)
        if proposed is not None:
            pair = _weaker(proposed, pair) if probabilities[pair] > _SURE else proposed
        polarity, modality = pair
        for scope in self._unweighed(around):
            polarity = "negated" if scope.negates else polarity
            modality = weaker(modality, scope.modality)
            reasons.insert(0, f"the cue '{scope.speech}' colours it")
        if around.syntax.sentence.start in self._beside:
            modality = weaker(modality, "unconfirmed")
            reasons.insert(0, WHY)
        at = around.trigger.at
        quoted = around.syntax.sentence.quoted[at]
        speaker = speaking(around.cues.scopes, at, flat=(polarity, modality) == FLAT)
        if speaker is None and not said_by and modality in ("reported", "alleged"):
            speaker = sayer(around.syntax, at)
        who = said_by or named(around.syntax, speaker, quoted=quoted, ends=self.ends)
        return Judged(polarity, modality, who, tuple(reasons[:_REASONS]), round(probabilities[polarity, modality], 3))

    def _reasons(self, around: Around, found: frozenset[str], pair: Pair) -> list[str]:
        """Why it is this pair: the cues' own reasons where they say so too, then the strongest signs."""
        own = around.own == pair
        strongest = (reason(sign) for sign in self._of.table.strongest(found, pair))
        return list(dict.fromkeys((*(around.standing.reasons if own else ()), *(one for one in strongest if one))))

    def _unweighed(self, around: Around) -> list[Scope]:
        """The cues that colour the claim and that the table has no weight for, because they are rare: they count as they are declared."""
        at = around.trigger.at
        return [
            scope
            for scope in around.cues.scopes
            if scope.first <= at < scope.last and scope.speaker is None and f"scope:{scope.speech}" not in self._of.table.weights
        ]

    def around(
        self, subject: Stretch, relation: str, object: Stretch, *, about: Stretch | None = None, trigger: int | None = None
    ) -> Around | None:
        """Return the claim in its sentence; None where nothing there is read (masked text)."""
        number = self._sentence(object[0])
        if number is None:
            return None
        sentence = self.analysis.sentences[number]
        syntax, cues = self.reading(number)
        left, right = self._place(syntax, subject), self._place(syntax, object)
        told = self._of.triggers.find(syntax, relation, left, right)
        if trigger is not None and sentence.start <= trigger < sentence.end:
            told = Trigger(syntax.token_over(trigger), known=True, beside=told.beside)
        before = self.analysis.sentences[number - 1] if number else None
        kind = self._of.project.ontology.relation(relation).kind
        matter = self._place(syntax, about) if about is not None else None
        return Around(syntax, cues, left, right, matter, relation, kind, told, before)

    def reading(self, number: int) -> tuple[Syntax, Cues]:
        """Return the syntax and the cues of a sentence of the analysis, made once."""
        if number not in self._made:
            syntax = Syntax(self.analysis.sentences[number], self._of.frames.words, self._of.frames.says)
            self._made[number] = (syntax, Cues(syntax, self._of.frames))
        return self._made[number]

    def _sentence(self, offset: int) -> int | None:
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self.analysis.sentences[number].end else None

    @cached_property
    def _beside(self) -> frozenset[int]:
        return beside(self.analysis.sentences, self.document.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.analysis.sentences]

    def _place(self, syntax: Syntax, stretch: Stretch) -> Place:
        first = syntax.token_over(stretch[0])
        return first, max(first, syntax.token_over(stretch[1] - 1)) + 1


def _weaker(one: Pair, other: Pair) -> Pair:
    """Of two standings what supports a link less: negated if either is, the weaker modality."""
    return "negated" if "negated" in (one[0], other[0]) else "affirmed", weaker(one[1], other[1])
