"""Records and graph on a Neo4j server: 5.x and 2025.x or later, Community or better."""

from .store import Neo4jStore

__all__ = ["Neo4jStore"]
