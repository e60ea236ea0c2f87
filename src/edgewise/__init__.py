"""edgewise: ask how two names are linked, and read the sentence that says so.

    import edgewise

    with edgewise.open("edgewise.db") as graph:
        graph.ingest("documents/")
        print(graph.ask("how is Amazon linked to ICE?"))

What is exported is imported when it is first asked for, so that the command line starts at once; `__init__.pyi` says its types.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["AnswerShown", "EdgewiseError", "Graph", "__version__", "open"]

_ROOMS = {"AnswerShown": "graph", "EdgewiseError": "errors", "Graph": "graph", "open": "graph"}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_ROOMS[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
