"""Looking for routes in millions of links: an index of all of them, what may be walked of it for a question, and the search."""
