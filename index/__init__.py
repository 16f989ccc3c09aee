"""Articles into passages, vectors and keywords, and back again by a query. Knows nothing of chat or screens."""
