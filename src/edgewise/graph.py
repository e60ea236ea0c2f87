"""The graph in Python: what the command line asks of a store, and reads into it, in one class for scripts and notebooks.

Nothing is worked out here: each method puts one question to `questions`, or one answer into a view. What comes back is an answer that
prints and shows in a notebook, a table of pandas, or a graph of networkx; all are copies, and what is done to them changes no store.
A denial, and what nobody has confirmed, is a row of a table and a part of an answer; it is never an edge.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import UsageError, one_of
from .extract.read import extractor as extractor_called
from .ingest import Report, Watch, ingest
from .model import EntityType, Standing
from .project import Project, builtin, load_overlay
from .questions import answer as answers
from .questions.nouns import Answer, EntityShown, to_json
from .questions.saved import load_queries, run
from .questions.search import Found, search
from .questions.view import GraphView, graph_view
from .resolve.standing import STANDINGS
from .stores import open_store
from .stores.base import Store, Table
from .views.exports import export
from .views.exports.selection import Selection, select, selected, whole
from .views.exports.tables import TABLES, TableName, columns_of
from .views.graph import to_networkx
from .views.page import NotebookView, notebook_view
from .views.picture import picture_of
from .views.style import is_drawn
from .views.text import as_markdown, as_text

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_WIDTH = 100  # columns of an answer that is printed
_DTYPES = {"whole": "int64", "number": "float64", "flag": "bool"}  # of a table's columns; others hold text, or tuples of text


def open(store: str | PathLike[str] = "edgewise.db", project: Project | str | PathLike[str] | None = None) -> Graph:
    """Open a store and return its graph; use it as a context manager, or call `close`.

    `store` is a file, or the address of a Neo4j server (neo4j://host:7687, bolt://host:7687; who logs in is taken from NEO4J_USERNAME
    and NEO4J_PASSWORD). A file that is not there is made when documents are first read into it, and not before: to ask it for anything
    is an error. `project` is a folder of your own with `graph/` or `loaders/`, laid over what is built in; None for what is built in.

    Raises StoreError when the store cannot be opened or reached, UsageError or DeclarationError when the project is wrong.
    """
    return Graph(fspath(store), _project(project))


def _project(given: Project | str | PathLike[str] | None) -> Project:
    if isinstance(given, Project):
        return given
    return builtin() if given is None else load_overlay(Path(given), builtin())


class Graph:
    """A store, and the project that its documents are read by. Made by `edgewise.open`.

    Every call answers from what the store holds then, also where another process adds to it. The first question after a change costs a
    pass over the whole graph (some seconds for 100,000 claims), those after it milliseconds. Any number of threads may ask.
    """

    def __init__(self, address: str, project: Project) -> None:
        self._address, self._project = address, project
        self._closed = False
        self._opened: Store | None = open_store(address) if "://" in address or Path(address).exists() else None

    @property
    def address(self) -> str:
        """The store as it was named when it was opened, without credentials."""
        return self._opened.address if self._opened is not None else self._address

    @property
    def project(self) -> Project:
        """The declarations that documents are read and questions understood by."""
        return self._project

    def ask(self, question: str, *, max_hops: int = 4, limit: int = 5) -> AnswerShown:
        """Answer a question in plain words: its links and routes, best first, and beside them what is denied or left open.

        `limit` is the most routes, `max_hops` (1 to 8) the most links in one. A question that is not understood is answered with `form`
        None and the `forms` that are understood; one that is, and to which there is nothing, says so and how much was searched.
        Raises NameUnknown, which lists the nearest names, for a name that nothing here has or that several things have.

        >>> answer = graph.ask("who hosts ICM?")
        >>> answer.facts[0].sentence, answer.facts[0].standing
        ('Amazon Web Services hosts Investigative Case Management', 'reported')
        """
        view = self._view()
        return self._shown(view, answers.ask(view, question, self._project, max_hops=max_hops, limit=limit))

    def routes(self, a: str, b: str, *, max_hops: int = 4, limit: int = 5, relations: Sequence[str] = ()) -> AnswerShown:
        """Return how two names are linked: first the shortest way over confirmed links, then shorter ones over weaker links, then others.

        Over dealings ("hosts", "contracts_with"), or over the `relations` named. A route is as strong as its weakest link, and never a
        link itself. Where there is none, `routes` is () and the answer has the nearest weaker links and sentences that name both. Raises
        as `ask` does; UsageError for equal ends, an unknown relation, or a bound out of range.

        >>> [hop.relation for hop in graph.routes("Amazon", "ICE").routes[0].links]
        ['pitched_to']
        """
        view = self._view()
        return self._shown(view, answers.routes(view, a, b, self._project, max_hops=max_hops, limit=limit, relations=relations))

    def entity(self, name: str) -> AnswerShown:
        """Return all that is known of one name: its links of any relation, best first, and what is denied, left open or said of it.

        `names[0]` of the answer is the thing itself: its id, name, type and aliases. Raises NameUnknown as `ask` does.

        >>> graph.entity("ICE").names[0].name
        'Immigration and Customs Enforcement'
        """
        view = self._view()
        return self._shown(view, answers.known(view, name, self._project))

    def search(self, text: str = "", *, type: EntityType | None = None, limit: int = 25) -> pd.DataFrame:
        """Return the names that hold every word of the text (prefixes count, case and accents aside), best first, one a row.

        Without a text all names, the best-linked first; with a `type` those of that type. `label` is what `ask` and `routes` take for
        this one and no other; `also` the alias that fits where the name does not; `links` and `documents` are numbers. No row when
        nothing fits.

        >>> list(graph.search("mij")["name"])
        ['Mijente']
        """
        import pandas as pd

        found = search(self._view(), self._project, text, type, limit=limit, near=False)
        columns = [one.name for one in fields(Found)]
        return pd.DataFrame([[getattr(one, name) for name in columns] for one in found.entities], columns=columns)

    def frame(self, kind: TableName) -> pd.DataFrame:
        """Return everything of one kind, a row each, sorted by id: "links", "claims", "entities" or "documents".

        A claim is a row whatever it says: read its `sentence` with `polarity` (affirmed or negated) and `modality` (confirmed, reported,
        unconfirmed, alleged, possible, planned). A link is a row only where it is one: what is denied, unconfirmed or planned is not, nor
        is what a record refutes, nor what was said about a claim. `links` and `claims` are numbers, `claim_ids` the claims behind a link.
        Dates are EDTF text, offsets code points of the document's text, `confidence` 0 to 1; None where there is no value. No row where
        there is nothing; the columns are the same. Cost: all of that kind is read from the store.

        Raises UsageError that lists the kinds for an unknown one.

        >>> sorted(set(graph.frame("claims")["polarity"]))
        ['affirmed', 'negated']
        """
        return _table(whole(self._view(), self._project), kind)

    def networkx(self, *, relations: Sequence[str] = (), standings: Sequence[Standing] = ()) -> nx.MultiDiGraph[str]:
        """Return the links as a graph of networkx, for whatever that can compute.

        A node is the id of an entity with its `name`, `type` and `aliases` (a tuple). An edge is a link, from its subject to its object,
        keyed by the link's id: `relation`, `about` (a name or None), `indirect`, `symmetric`, `sentence`, `standing`, `support`, `contest`,
        `first` and `last` (EDTF or None), `claims` and `contesting` (how many), and of its best claim `quote`, `said_by`, `title`, `url`.
        With `relations` or `standings` only links of those, and their ends. No denial is an edge, nor what a record refutes, nor what is
        only planned or unconfirmed; an empty store gives an empty graph.

        Links say what documents say, not how often or how strongly two are tied: a measure of this graph (degree, centrality) measures
        the documents first. Cost: the best claim of each link is read, some 3,000 a second.

        Raises UsageError for an unknown relation or standing.

        >>> hosts = graph.networkx(relations=["hosts"])
        >>> [(hosts.nodes[a]["name"], standing) for a, b, standing in hosts.edges(data="standing")]
        [('Amazon Web Services', 'reported')]
        """
        view = self._view()
        if not relations and not standings:
            return to_networkx(whole(view, self._project))
        wanted = {self._project.ontology.relation(name).name for name in relations}
        if unknown := set(standings).difference(STANDINGS):
            raise UsageError(f"no link has the standing {one_of(unknown)}; known: {', '.join(STANDINGS)}")
        links = (
            link.id for link in view.links.values()
            if (not wanted or link.relation in wanted) and (not standings or link.standing in standings)
        )  # fmt: skip
        return to_networkx(selected(view, self._project, links=links))

    def cypher(
        self, statement: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 10.0
    ) -> pd.DataFrame:
        """Run one read-only Cypher statement and return its rows, at most `limit`: a column for each thing it returns.

        A warning says when the limit cut the rows. Nodes, relationships and paths are dictionaries, alike for every store; dates are text.
        `timeout` is in seconds. Raises QueryError, which names line and column, for a statement that would write, is wrong, or takes
        longer.

        >>> graph.cypher("MATCH (a)-[r:HOSTS]->(b {name: $name}) RETURN a.name AS host", {"name": "Investigative Case Management"})
                          host
        0  Amazon Web Services
        """
        return _frame(self._store().cypher(statement, parameters or {}, limit=limit, timeout=timeout))

    def query(self, question: str | None = None, /, *, limit: int = 1000, **parameters: str | int) -> pd.DataFrame:
        """Run a saved question and return its rows, at most `limit`, as `cypher` does; without one, list them with their parameters.

        Raises UsageError that lists what is known for an unknown question or parameter, a missing one, or a wrong value; NameUnknown for a
        name that no thing, or more than one, has.

        >>> list(graph.query("between", first="AWS", second="ICM")["relation"])
        ['hosts']
        """
        import pandas as pd

        queries = load_queries(*self._project.queries)
        if question is None:
            rows = [(one.name, one.title, "; ".join(given.described for given in one.parameters)) for one in queries.values()]
            return pd.DataFrame(rows, columns=["question", "title", "parameters"])
        values = {name: str(value) for name, value in parameters.items()}
        return _frame(run(self._view(), queries, question, values, self._project, limit=limit))

    def export(
        self, format: str, path: str | PathLike[str], *names: str, query: str | None = None, parameters: Mapping[str, Any] | None = None,
        max_hops: int = 4,
    ) -> None:  # fmt: skip
        """Write the graph for another tool, to a file, or to a folder where the format is several files, over what was there.

        `format` is one of graphml, gexf, csv, cypher, ftm, jsonld, parquet, markdown, neo4j-admin. Of everything; of one name; of the
        routes between two; or of what a saved question or a Cypher statement gives (a warning says when that is more than 100,000 rows). A
        denial is an edge in none of them; what else one cannot hold, `edgewise.views.exports.FORMATS` says. Raises UsageError for an
        unknown format or one that cannot hold this, EdgewiseError where nothing can be written.
        """
        if len(names) > 2 or (names and query is not None):
            raise UsageError("export everything, one name, the routes between two names, or what a query gives: one of these")
        given = dict(parameters or {})
        selection = select(
            self._view(), self._project, ends=(names[0], names[1]) if len(names) == 2 else None, name=names[0] if len(names) == 1 else None,
            query=query, values={name: str(value) for name, value in given.items()}, parameters=given, max_hops=max_hops,
        )  # fmt: skip
        export(selection, format, Path(path))
        if selection.cut:
            warnings.warn("the query gave more rows than are exported; ask for less at a time", stacklevel=2)

    def view(self, *names: str, max_hops: int = 4, height: int = 600) -> NotebookView:
        """Return a picture to click through: of all dealings, of one name's links, or of the routes between two names.

        As the last line of a notebook's cell it shows in place, shut off from the notebook, and asks nothing of any network;
        `save(path)` writes it as a page of its own. `height` is in pixels. Raises NameUnknown as `ask` does; UsageError for more than two
        names, and for more than a picture holds (3,000 names, 7,500 links).
        """
        if len(names) > 2:
            raise UsageError(f"a picture is of everything, of one name or of the routes between two, not of {len(names)} names")
        if len(names) == 2:
            return self.routes(*names, max_hops=max_hops, limit=10).view(height)
        if names:
            return self.entity(*names).view(height)
        view = self._view()
        return self._shown(view, answers.overview(view, self._project)).view(height)

    def ingest(
        self,
        paths: str | PathLike[str] | Iterable[str | PathLike[str]],
        extractor: str = "auto",
        *,
        progress: Callable[[int, int], None] = lambda done, total: None,
        jobs: int = 1,
    ) -> Report:
        """Read files, folders (all the way down) or globs into the store, and return what became of each document.

        The same again changes nothing; a changed document replaces what was read of it. What cannot be read is in `failed` with its
        reason, and the rest goes on. `extractor` is who reads: "auto" (what reads best here), "rules", "reader" or "llm"; only "llm"
        sends text anywhere. `progress` is called with the number of files done and that of all. Cost: a document takes a fraction of
        a second with "auto", a hundredth with "rules"; then the graph is changed where that
        changed it. `jobs` processes read at a time; where it is more than this one, a script needs its `if __name__ == "__main__":`.

        A path that nothing is at is in `failed`, too. Raises StoreError when the store fails, UsageError for an unknown extractor.
        """
        named = [paths] if isinstance(paths, str | PathLike) else paths
        reader = extractor_called(extractor, self._project)  # first: who does not know it makes no store
        return ingest([fspath(path) for path in named], self._store(make=True), self._project, reader, Watch(progress), jobs=jobs)

    def close(self) -> None:
        """Release the store; a second call does nothing. What was returned stays; whoever asks for more gets UsageError."""
        self._closed = True
        if self._opened is not None:
            self._opened.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<edgewise.Graph {self.address}{' (closed)' if self._closed else ''}>"

    def _store(self, *, make: bool = False) -> Store:
        """The store; `make`: also one that is not there yet."""
        if self._closed:
            raise UsageError(f"{self.address} is closed; open it again with edgewise.open({self.address!r})")
        if self._opened is None:
            if not make and not Path(self._address).exists():
                raise UsageError(f"there is no store {self._address}; make one with graph.ingest(PATH), or name one that is there")
            self._opened = open_store(self._address)
        return self._opened

    def _view(self) -> GraphView:
        return graph_view(self._store())

    def _shown(self, view: GraphView, answer: Answer) -> AnswerShown:
        given = {one.name: getattr(answer, one.name) for one in fields(Answer)}
        return AnswerShown(**given, entities=answers.entities_of(view, answer), selection=_of_answer(view, self._project, answer))


def _of_answer(view: GraphView, project: Project, answer: Answer) -> Selection:
    """What an answer says: the links of its routes and its facts, and the claims beside them; the nearest thing to a route is none."""
    links = [link.id for link in (*(hop for route in answer.routes for hop in route.links), *answer.facts)]
    claims = [claim.id for claim in (*answer.denials, *answer.unconfirmed, *answer.speech)]
    held = selected(view, project, entities=[name.id for name in answer.names], links=links, claims=claims)
    return replace(held, answer=answer)


def _table(selection: Selection, kind: TableName) -> pd.DataFrame:
    import pandas as pd

    if kind not in TABLES:
        raise UsageError(f"there is no table of {kind!r}; known: {one_of(TABLES)}")
    drawn = tuple(link.id for link in selection.link_nouns(is_drawn))  # no row of links is what a record refutes, or speech
    made = columns_of(replace(selection, links=drawn), kind)
    return pd.DataFrame(list(made.rows), columns=list(made.names), dtype=object).astype(
        {name: _DTYPES[type] for name, type in made.types.items() if type in _DTYPES}
    )


def _frame(table: Table) -> pd.DataFrame:
    import pandas as pd

    if table.truncated:
        warnings.warn(f"only the first {len(table.rows)} rows are here; ask for more with limit=", stacklevel=3)
    return pd.DataFrame(list(table.rows), columns=list(table.columns))


@dataclass(frozen=True, slots=True, repr=False)
class AnswerShown(Answer):
    """An answer that can be looked at: printed it is text, in a notebook it is Markdown, in which nothing that a document says is markup.

    `entities` are the ends of its links. `selection` is what tables and exports have of it: the links of its routes and facts, the claims
    for and against them, and those that stand beside; not the nearest weaker links.
    """

    selection: Selection = field(kw_only=True, compare=False)
    entities: tuple[EntityShown, ...] = ()

    def __str__(self) -> str:
        return as_text(self, _WIDTH)

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        return as_markdown(self)

    def frame(self, kind: TableName = "links") -> pd.DataFrame:
        """Return what it is made of as `Graph.frame` does: its links, all its claims, its names, or the documents its claims stand in.

        Among the claims are denials and what is left open. Ask while the graph is open: what is not at hand is read from the store.
        """
        return _table(self.selection, kind)

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Return its links as `Graph.networkx` does."""
        return to_networkx(self.selection)

    def view(self, height: int = 600) -> NotebookView:
        """Return its picture, as `Graph.view` does."""
        return notebook_view(picture_of(self, self.entities), height)

    def export(self, format: str, path: str | PathLike[str]) -> None:
        """Write it for another tool, as `Graph.export` does: as "markdown" it is a report with numbered sources."""
        export(self.selection, format, Path(path))

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, in the documented shape that `edgewise ask --json` prints."""
        return to_json(Answer(**{one.name: getattr(self, one.name) for one in fields(Answer)}))
