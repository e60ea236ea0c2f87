"""The tools: what each is called, what an assistant is told of it, what it takes and gives, and which function answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from . import answers, links, names, texts
from .asked import AskAsked, Asked, CypherAsked, EntityAsked, LinkAsked, LinksAsked, PassageAsked, RoutesAsked, SearchAsked, WordsAsked
from .nouns import Answer, Found, Names, Passage, Rows, Statement
from .rules import COMMON, GRAPH
from .served import Served


@dataclass(frozen=True, slots=True)
class Tool:
    """`asked` and `answer` are the nouns of its arguments and its answer; `model`: whether it needs a language model."""

    name: str
    title: str
    says: str
    asked: type[Asked]
    answer: type[Answer]
    run: Callable[[Served, Any], Answer]
    model: bool = False

    @property
    def description(self) -> str:
        return f"{self.says} {COMMON}"

    @property
    def takes(self) -> dict[str, Any]:
        """The JSON schema of its arguments."""
        return self.asked.model_json_schema()

    @property
    def gives(self) -> dict[str, Any]:
        """The JSON schema of its answer."""
        return TypeAdapter(self.answer).json_schema(mode="serialization")


TOOLS = (
    Tool(
        "search", "Find names", "Find organizations, people, systems and other names of the graph by words of a name; page by page.",
        SearchAsked, Names, names.search_names,
    ),
    Tool(
        "entity", "What is known of a name",
        "What one name is, how many links of each relation it has with the best of each, and what is said of it that is no link; or one "
        "part: not_links, said, documents, leads.",
        EntityAsked, Found, names.entity,
    ),
    Tool(
        "links", "List links",
        "List links with the sentence each rests on: of one name, between two names (then with the denials between them), or of the whole "
        "graph; by relation and standing; page by page.",
        LinksAsked, Found, links.links,
    ),
    Tool(
        "link", "All claims of a link",
        "One link: why it stands as it does, and every claim against it, for it, and counting for nothing, each with its quote.",
        LinkAsked, Found, links.link,
    ),
    Tool(
        "routes", "How two names are linked",
        "How two names are linked: the shortest confirmed route, shorter weaker ones, then the next, hop by hop. A route is as strong "
        "as its weakest link and is itself no link: that ICE uses a system hosted on AWS does not make AWS a contractor of ICE. Where "
        "there is none: what is denied, the nearest weaker relation, and leads.",
        RoutesAsked, Found, answers.routes,
    ),
    Tool(
        "ask", "Ask in plain words",
        "Answer a question in plain English with links, denials and quotes. Understood without any language model; a question that is not "
        "understood lists the forms that are.",
        AskAsked, Found, answers.ask,
    ),
    Tool("cypher", "Run Cypher", f"Run one read-only Cypher statement over the graph. {GRAPH}", CypherAsked, Rows, texts.cypher),
    Tool(
        "passage", "Read a passage of a document",
        "Read a stretch of a document as it was read, with the claims that are quoted from it, to see a quote in its context.",
        PassageAsked, Passage, texts.passage,
    ),
    Tool(
        "cypher_from_words", "Put a question into Cypher",
        "Have the language model that this server is set up with write a Cypher statement for a question. The question, the names in it "
        "and the list of relations are sent to that model, no text of a document. The statement is checked and not run: show it to the "
        "person, then run it with the tool cypher.",
        WordsAsked, Statement, texts.from_words, model=True,
    ),
)  # fmt: skip


def offered(served: Served) -> dict[str, Tool]:
    """Return the tools that can be used here, by name."""
    return {tool.name: tool for tool in TOOLS if served.model is not None or not tool.model}
