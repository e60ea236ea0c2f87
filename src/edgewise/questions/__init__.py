"""Questions: from plain words, or a name or two, to what the graph says, with its words, and what stands beside it."""
