"""What a model is asked: one passage of a document a request, its sentences with ids, as JSON that no sentence can break out of.

Invariant: a request holds nothing of its document but the sentences of its passage, and an answer can cite no other. So whatever a
sentence tells the model to do, the claims of other passages are neither added to, dropped nor said otherwise.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from ...model import Document, canonical, identity
from ...ontology import Ontology
from ..sentences import Passage as Stretch
from ..sentences import passages as stretches
from .prompt import PROMPT_VERSION, instructions, schema

SENTENCES = 20  # of one request that claims may be read from: enough to tell who "the company" is, few enough to be read with care
LENGTH = 6000  # code points of one request's sentences
_TOKEN = 3.5  # code points of English: an estimate on the high side

Kind = Literal["sentence", "heading", "question"]
# What some servers would take for the end of a message, or for another's: written as JSON escapes, which mean the same.
_MARKS = re.compile(r"[<>]|\[(?=/?[A-Z_]{3,}\])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a request, `[start, end)` of its document. Claims are read from those of kind "sentence" only."""

    id: str
    start: int
    end: int
    text: str
    kind: Kind


@dataclass(frozen=True)
class Request:
    """One passage, and what is said about it. `messages` are (role, content); what is asked again carries the first answer too.

    `form` names what the schema is of, and `does` says what giving it does, for servers that take it as a tool.
    """

    sentences: tuple[Sentence, ...]
    messages: tuple[tuple[str, str], ...]
    schema: Mapping[str, Any]
    form: str = "claims"
    does: str = "Write down the claims of the passage."

    @cached_property
    def digest(self) -> str:
        """Its identity, whichever model answers: of prompt version, schema and messages, thus of the passage."""
        return identity("llm request", PROMPT_VERSION, self.schema, self.messages)

    @cached_property
    def by_id(self) -> Mapping[str, Sentence]:
        return {sentence.id: sentence for sentence in self.sentences}

    @property
    def is_again(self) -> bool:
        """Whether it asks for the correction of an answer."""
        return len(self.messages) > 2

    @property
    def citable(self) -> int:
        """How many sentences claims may be read from."""
        return sum(sentence.kind == "sentence" for sentence in self.sentences)

    @cached_property
    def tokens(self) -> int:
        """About how many tokens the model reads, on the high side."""
        return tokens_of(*(content for _, content in self.messages), canonical(self.schema))

    def to_json(self) -> dict[str, Any]:
        """Return the documented JSON shape of an exported request."""
        messages = [{"role": role, "content": content} for role, content in self.messages]
        return {"prompt_version": PROMPT_VERSION, "messages": messages, "schema": self.schema}

    def again(self, answer: str, problems: tuple[Mapping[str, Any], ...]) -> Request:
        """Return the request that names what was wrong with an answer and asks for that part anew."""
        said = json.dumps({"rejected": list(problems)}, ensure_ascii=False)
        asked = (
            "These parts of your answer were rejected, for the reasons given. Answer once more in the same form, with corrected claims for "
            "these and the claims that are missing; leave out what the sentences do not state. Do not repeat what was not rejected.\n"
            + escaped(said)
        )
        return Request(self.sentences, (*self.messages, ("assistant", escaped(answer[:LENGTH])), ("user", asked)), self.schema)


def tokens_of(*texts: str) -> int:
    """Return about how many tokens texts have, on the high side for English."""
    return math.ceil(sum(map(len, texts)) / _TOKEN)


def requests_of(document: Document, ontology: Ontology) -> tuple[Request, ...]:
    """Return what to ask about a document, in order of its text; () where no sentence states anything. Pure."""
    system = instructions(ontology)
    return tuple(_request(document, group, system, ontology) for group in _groups(stretches(document)))


def _groups(found: tuple[Stretch, ...]) -> Iterator[list[Stretch]]:
    """Yield runs of stretches within the limits, a new one before a heading where the run is half full; runs without a sentence are
    left out."""
    group: list[Stretch] = []
    citable = length = 0
    for stretch in found:
        size = stretch.end - stretch.start
        if stretch.is_part:  # of a table, a dump: no sentence is so long
            continue
        full = citable >= SENTENCES or length + size > LENGTH
        if full or (stretch.is_heading and (citable >= SENTENCES / 2 or length > LENGTH / 2)):
            if citable:
                yield group
            group, citable, length = [], 0, 0
        group.append(stretch)
        citable += _kind(stretch) == "sentence"
        length += size
    if citable:
        yield group


def _kind(stretch: Stretch) -> Kind:
    return "question" if stretch.is_question else "heading" if stretch.is_heading or stretch.is_title else "sentence"


def _request(document: Document, group: list[Stretch], system: str, ontology: Ontology) -> Request:
    sentences = tuple(Sentence(f"S{number}", s.start, s.end, document.text[s.start : s.end], _kind(s)) for number, s in enumerate(group, 1))
    shown = [{"id": s.id, "text": " ".join(s.text.split())} | ({"kind": s.kind} if s.kind != "sentence" else {}) for s in sentences]
    user = escaped('{"passage": [\n' + ",\n".join(json.dumps(one, ensure_ascii=False) for one in shown) + "\n]}")
    citable = tuple(s.id for s in sentences if s.kind == "sentence")
    return Request(sentences, (("system", system), ("user", user)), schema(ontology, citable))


def escaped(text: str) -> str:
    """Return JSON that means the same, in which nothing looks to a server like the end of a message."""
    return _MARKS.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)
