"""The constraints and indexes of `graph/schema.cypher`, made before the first write."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...errors import StoreError
from ...project import builtin
from .connection import Connection

_NAME = re.compile(r"CREATE (?:CONSTRAINT|(?:FULLTEXT )?INDEX) (\w+) IF NOT EXISTS")
_MADE = (  # what "IF NOT EXISTS" can still say, where another makes the same at the same moment
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists", "Neo.ClientError.Schema.IndexAlreadyExists",
    "Neo.ClientError.Schema.ConstraintAlreadyExists",
)  # fmt: skip


def prepare(connection: Connection) -> None:
    """Make what is not there yet, and wait until it works.

    Two that do this at the same moment can be in each other's way: the driver then tries again, or the other has made it.
    """
    there = {name for (name,) in connection.read("SHOW INDEXES YIELD name")}  # a constraint's index has its name
    missing = [statement for name, statement in _statements().items() if name not in there]
    for statement in missing:
        try:
            connection.run(statement)
        except StoreError as problem:
            if getattr(problem.__cause__, "code", None) not in _MADE:
                raise
    if missing:
        connection.run("CALL db.awaitIndexes(120)")


def _statements() -> Mapping[str, str]:
    """Return the statements of the schema by what they name: `//` lines aside, each up to its semicolon."""
    text = builtin().schema.read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    statements = (statement.strip() for statement in "\n".join(lines).split(";"))
    return {found[1]: statement for statement in statements if (found := _NAME.match(statement))}
