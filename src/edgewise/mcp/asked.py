"""What each tool takes, with its bounds; the descriptions are what an assistant reads. Unknown arguments are refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import UsageError
from ..model import EntityType
from ..questions.routes import LONGEST

_Name = Annotated[str, Field(min_length=1, max_length=500, description="A name, an alias, what `search` gives as `ask_as`, or an id.")]
_Relation = Annotated[str, Field(max_length=100, description="A relation, such as uses or contracts_with; in lower case.")]
_Offset = Annotated[int, Field(ge=0, le=1_000_000, description="How many items to pass over: `page.next` of the answer before.")]
_Limit = Annotated[int, Field(ge=1, le=100, description="How many items at most.")]


class Asked(BaseModel):
    """Arguments of a tool."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paged(Asked):
    """Arguments of a tool that answers page by page."""

    offset: _Offset = 0
    limit: _Limit = 25


class SearchAsked(Paged):
    text: Annotated[str, Field(max_length=500, description="Words of a name; the beginnings of words do. Empty: all names.")] = ""
    type: Annotated[EntityType | None, Field(description="Only names of this type.")] = None


class EntityAsked(Paged):
    name: _Name
    part: Annotated[
        Literal["overview", "not_links", "said", "documents", "leads"],
        Field(
            description="overview: what it is, and its best link of each relation. not_links: what is denied, left open or said about it, "
            "page by page. said: what it says itself. documents: those that name it. leads: names in one sentence with it, no links."
        ),
    ] = "overview"


class LinksAsked(Paged):
    name: Annotated[_Name | None, Field(description="Whose links; without one those of the whole graph.")] = None
    other: Annotated[_Name | None, Field(description="Only links between the name and this one; denials between them come too.")] = None
    relation: _Relation | None = None
    standing: Annotated[
        Literal["confirmed", "reported", "alleged", "disputed", "refuted"] | None,
        Field(description="Only links of this standing. Refuted ones are listed only when asked for: they are no links."),
    ] = None


class LinkAsked(Paged):
    link: Annotated[str, Field(min_length=8, max_length=500, description="The id or permalink of a link.")]


class RoutesAsked(Paged):
    start: _Name
    goal: _Name
    max_hops: Annotated[int, Field(ge=1, le=LONGEST, description="The longest route to look for, in links.")] = 4
    routes: Annotated[int, Field(ge=1, le=50, description="How many routes at most.")] = 5
    relations: Annotated[list[_Relation], Field(max_length=50, description="Relations to walk; none named: all dealings.")] = []


class AskAsked(Paged):
    question: Annotated[
        str,
        Field(
            min_length=1,
            max_length=1_000,
            description="In plain English, such as: how is Amazon linked to ICE? who hosts ICM? has ICE confirmed using Rekognition? "
            "who denied that ICE uses Rekognition? what is known about Palantir?",
        ),
    ]


class CypherAsked(Paged):
    statement: Annotated[str, Field(min_length=1, max_length=4_000, description="One read-only Cypher statement.")]
    parameters: Annotated[dict[str, Any], Field(description="Values of its $parameters.")] = {}


class PassageAsked(Asked):
    document: Annotated[str, Field(min_length=1, max_length=2_000, description="The id, permalink, path or URL of a document.")]
    claim: Annotated[str | None, Field(max_length=500, description="The id or permalink of a claim: the passage around its quote.")] = None
    at: Annotated[int | None, Field(ge=0, le=10**9, description="Where to begin, in characters: `next` of the passage before.")] = None
    characters: Annotated[int, Field(ge=200, le=10_000, description="How many characters of the text at most.")] = 4_000
    offset: Annotated[int, Field(ge=0, le=1_000_000, description="How many of its claims to pass over: `page.next`.")] = 0
    limit: Annotated[int, Field(ge=0, le=100, description="How many of its claims at most.")] = 25


class WordsAsked(Asked):
    question: Annotated[str, Field(min_length=1, max_length=1_000, description="What to ask of the graph, in plain words.")]


def checked(model: type[Asked], given: dict[str, Any]) -> Asked:
    """Return the arguments as a model has them. UsageError that names the one that is off, and lists those that are known."""
    try:
        return model.model_validate(given)
    except ValidationError as problem:
        said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors(include_url=False)[:5])
        raise UsageError(f"{said}. Known arguments: {', '.join(model.model_fields)}") from problem
