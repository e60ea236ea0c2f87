"""From records to the graph, purely: names to entities, claims to links with a standing. The same records give the same graph."""

from .project import Records, current_documents, project
from .reading import candidates
from .standing import standing_of

__all__ = ["Records", "candidates", "current_documents", "project", "standing_of"]
