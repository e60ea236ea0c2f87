"""The tools over the Model Context Protocol, on standard input and output. Nothing but the protocol is written there.

Invariant: whatever goes wrong in a tool is told as an error of that tool, in our words; a bug as a bug, with its traceback on stderr alone.
"""

from __future__ import annotations

import logging
from typing import Any

import anyio
from anyio import to_thread
from mcp import types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from .. import __version__
from ..errors import EdgewiseError, UsageError
from ..views.safe import one_line
from .asked import checked
from .fitting import Fitted, fitted
from .rules import INSTRUCTIONS
from .served import Served
from .tools import Tool, offered

_AT_ONCE = 16  # tools that run at a time; the others wait
_LONGEST_ERROR = 2_000
_log = logging.getLogger(__name__)


def serve(served: Served) -> None:
    """Serve a store over standard input and output until the input ends."""
    anyio.run(_serve, served)


async def _serve(served: Served) -> None:
    server = make_server(served)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def make_server(served: Served) -> Server[Any]:
    """Return the server of a store, for any transport."""
    tools = offered(served)
    listed = [_listed(tool) for tool in tools.values()]
    limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def list_tools(context: ServerRequestContext[Any], asked: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call_tool(context: ServerRequestContext[Any], asked: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            if asked.name not in tools:
                raise UsageError(f"there is no tool {asked.name[:60]!r}; tools: {', '.join(tools)}")
            found = await to_thread.run_sync(_called, served, tools[asked.name], asked.arguments or {}, limiter=limiter)
        except EdgewiseError as problem:
            return _failed(one_line(str(problem))[:_LONGEST_ERROR])
        except Exception:
            _log.exception("the tool %s failed", asked.name)
            return _failed(f"the tool {asked.name} failed, which is a bug of edgewise; the server's own output has the details")
        return types.CallToolResult(content=[types.TextContent(text=found.text)], structured_content=found.data)

    return Server(
        "edgewise", version=__version__, title="edgewise", instructions=INSTRUCTIONS, on_list_tools=list_tools, on_call_tool=call_tool
    )


def _called(served: Served, tool: Tool, arguments: dict[str, Any]) -> Fitted:
    return fitted(tool.run(served, checked(tool.asked, arguments)), served.most)


def _failed(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=message)], is_error=True)


def _listed(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name, title=tool.title, description=tool.description, input_schema=tool.takes, output_schema=tool.gives,
        annotations=types.ToolAnnotations(
            title=tool.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=tool.model
        ),
    )  # fmt: skip
