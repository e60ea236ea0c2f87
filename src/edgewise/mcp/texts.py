"""The tools about rows and texts: a Cypher statement, one made from words, and a passage of a document."""

from __future__ import annotations

from ..errors import ModelError, NameUnknown
from ..model import Claim
from ..questions.document import claims_of
from ..questions.place import is_current
from ..questions.view import GraphView
from ..questions.worded import statement_from
from ..views import addresses
from ..views.safe import one_line, visible, web_address
from ..views.style import TIERS
from .asked import CypherAsked, PassageAsked, WordsAsked
from .nouns import Page, Passage, Rows, Statement
from .served import Served
from .telling import cell, cut, id_in

SECONDS = 10  # that a statement may take
_SHOWN = 1_000  # characters of a statement whose page is named: an address is three times as long
_BEFORE = 500  # characters shown before a claim's quote
_LEAST_DIGITS = 8  # of an id that is told by its beginning


def cypher(served: Served, asked: CypherAsked) -> Rows:
    """The rows of a read-only statement, from `offset` on."""
    table = served.store.cypher(asked.statement, asked.parameters, limit=asked.offset + asked.limit, timeout=SECONDS)
    telling = served.telling()
    rows = tuple(tuple(cell(telling, value) for value in row) for row in table.rows[asked.offset :])
    page = Page(asked.offset, len(rows), len(table.rows), not table.truncated, "")
    permalink = telling.permalink(addresses.cypher(asked.statement)) if len(asked.statement) <= _SHOWN else None
    return Rows(page, tuple(map(one_line, table.columns)), rows, permalink)


def from_words(served: Served, asked: WordsAsked) -> Statement:
    """A statement for a question, written by the language model that is set, checked and not run."""
    if served.model is None:
        raise ModelError("no language model is set for this server")
    telling = served.telling()
    worded = statement_from(served.store, telling.view, served.project, asked.question, served.model)
    permalink = telling.permalink(addresses.cypher(worded.statement))
    return Statement(one_line(worded.question), worded.statement, cut(one_line(worded.says), 500), permalink)


def passage(served: Served, asked: PassageAsked) -> Passage:
    """A stretch of a document's text, and the claims that are quoted from it."""
    telling = served.telling()
    view = telling.view
    id = _document(view, asked.document)
    document = view.document(id)
    start = _start(view, id, asked)
    end = min(len(document.text), start + min(asked.characters, served.most // 3))
    marked = (one for one in claims_of(view, served.project, id) if one.look != "out")
    claims = [one for one in marked if one.claim.start < end and start < one.claim.end]
    some = claims[asked.offset : asked.offset + asked.limit]
    return Passage(
        title=cut(one_line(document.title or view.sources.get(id, "")), 200), document_id=id,
        source=one_line(view.sources.get(id, "")), start=start, end=end, characters=len(document.text),
        text=visible(document.text[start:end]), page=Page(asked.offset, len(some), len(claims), True, ""),
        permalink=telling.permalink(addresses.document(id, at=start)), next=end if end < len(document.text) else None,
        publisher=document.publisher, published=document.published, url=web_address(document.url),
        weight=f"what it says itself is by default {TIERS[document.tier]}",
        items=tuple(telling.claim(one.claim, one.because) for one in some),
    )  # fmt: skip


def _start(view: GraphView, id: str, asked: PassageAsked) -> int:
    """Where the passage begins: a little before the quote of the claim that is asked for, else at the place, else at the beginning."""
    if asked.claim is None:
        return min(asked.at or 0, len(view.document(id).text))
    wanted = id_in(asked.claim)
    found = [one for one in view.store.of_documents(Claim, [id]) if one.id.startswith(wanted)] if len(wanted) >= _LEAST_DIGITS else []
    if len(found) != 1:
        raise NameUnknown(f"no claim of this document has the id {wanted[:16]!r}; its claims are listed with its passages")
    return max(0, found[0].start - _BEFORE)


def _document(view: GraphView, text: str) -> str:
    """The id of the document that an id, its beginning, a permalink, the place it was found at or its URL means."""
    id = id_in(text)
    if is_current(view, id):
        return id
    found = [one for one in view.documents if one.startswith(id)] if len(id) >= _LEAST_DIGITS else []
    found = found or [one for one, source in view.sources.items() if source == text.strip()]
    if len(found) != 1:
        raise NameUnknown(
            f"no document of the graph is {text[:80]!r}; give its id or permalink, as quotes carry them, or where it was found"
        )
    return found[0]
