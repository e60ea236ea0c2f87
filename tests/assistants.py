"""The tools of assistants for tests: in this process, without a protocol; and as an assistant has them, from a process of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, TextContent

from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.mcp.asked import checked
from edgewise.mcp.fitting import Fitted, fitted
from edgewise.mcp.served import Served
from edgewise.mcp.tools import offered
from edgewise.project import builtin
from edgewise.stores import open_store

BASE = "http://127.0.0.1:8765"
ROOT = Path(__file__).resolve().parents[1]


def example_store(path: Path) -> str:
    """The address of a new store of the example documents, read by the rules."""
    with open_store(str(path)) as store:
        ingest([str(ROOT / "loaders" / "example")], store, builtin(), extractor("rules", builtin()))
    return str(path)


@dataclass(frozen=True)
class Tools:
    """Calls tools as the server does, without it."""

    served: Served

    def __call__(self, tool: str, /, **arguments: Any) -> Fitted:
        called = offered(self.served)[tool]
        return fitted(called.run(self.served, checked(called.asked, arguments)), self.served.most)


@contextmanager
def tools_over(address: str, most: int = 20_000) -> Iterator[Tools]:
    with open_store(address) as store:
        yield Tools(Served(store, builtin(), BASE, most))


@dataclass
class Assistant:
    """A session of the package's own client with a server in a process of its own. `errors` is the file of its standard error."""

    portal: BlockingPortal
    client: Client
    errors: Path = field(default_factory=Path)

    def call(self, tool: str, /, **arguments: Any) -> CallToolResult:
        return self.begin(tool, **arguments).result()

    def begin(self, tool: str, /, **arguments: Any) -> Future[CallToolResult]:
        """A call that goes on beside others."""
        return self.portal.start_task_soon(self.client.call_tool, tool, arguments)

    def text(self, tool: str, /, **arguments: Any) -> str:
        """The text of an answer that is no error."""
        result = self.call(tool, **arguments)
        assert not result.is_error, text_of(result)
        return text_of(result)

    def data(self, tool: str, /, **arguments: Any) -> Any:
        result = self.call(tool, **arguments)
        assert not result.is_error, text_of(result)
        return result.structured_content

    def error(self, tool: str, /, **arguments: Any) -> str:
        """The message of an answer that is an error."""
        result = self.call(tool, **arguments)
        assert result.is_error, text_of(result)
        assert result.structured_content is None
        return text_of(result)


@contextmanager
def assistant(address: str, errors: Path, environment: Mapping[str, str]) -> Iterator[Assistant]:
    """A server of a store in a process of its own, and a client of it."""
    how = StdioServerParameters(
        command=sys.executable, args=["-m", "edgewise", "mcp", "--store", address, "--characters", "10000"], env=dict(environment)
    )
    with errors.open("w", encoding="utf-8") as log, start_blocking_portal() as portal:
        client = Client(stdio_client(how, errlog=log))
        with portal.wrap_async_context_manager(client):
            yield Assistant(portal, client, errors)


def text_of(result: CallToolResult) -> str:
    """The one text of an answer."""
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text
